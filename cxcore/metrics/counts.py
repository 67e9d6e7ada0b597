"""Numbers in and out, for the modules that compute metrics: the check of an argument, and rounding where it is shown."""

from __future__ import annotations

from typing import NoReturn

from cxcore.reading import InputError, Problem

MOST = 10**9
"""Larger counts are refused: there are not that many replies."""


def check_count(number: int, name: str, least: int = 0, most: int = MOST) -> None:
    """Raise InputError unless `number` lies from `least` to `most`."""
    if not least <= number <= most:
        shown = f"{number:,}" if abs(number) < 10**12 else "a number far too large"
        refuse(name, shown, f"a whole number from {least:,} to {most:,}")


def refuse(name: str, found: str, expected: str) -> NoReturn:
    """Raise InputError with the one problem that the argument `name` has."""
    raise InputError([Problem((name,), found, expected)])
