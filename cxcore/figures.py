"""Numbers in and out, for the modules that compute metrics: the check of an argument, and rounding where it is shown."""

from __future__ import annotations

from fractions import Fraction
from typing import NoReturn

from cxcore.errors import InputError, Problem

MOST = 10**9
"""Larger counts are refused: there are not that many replies."""


def rounded(number: Fraction | float, places: int, *, signed: bool = False) -> str:
    """A number as shown: to so many decimals, halves away from 0, with a true minus sign and commas between thousands.

    With `signed`, a number above 0 has a plus sign. What rounds to 0 has no sign.

    >>> rounded(Fraction(5, 2), 0), rounded(-0.25, 1), rounded(Fraction(-1, 100), 1), rounded(4.96, 1, signed=True)
    ('3', '−0.3', '0.0', '+5.0')
    >>> rounded(1234567, 0)
    '1,234,567'
    """
    exact = Fraction(number)
    scale = 10**places
    units = (2 * abs(exact.numerator) * scale + exact.denominator) // (2 * exact.denominator)
    sign = "" if not units else "−" if exact < 0 else "+" if signed else ""
    whole, part = divmod(units, scale)
    return f"{sign}{whole:,}" + (f".{part:0{places}d}" if places else "")


def check_count(number: int, name: str, least: int = 0, most: int = MOST) -> None:
    """Raise InputError unless `number` lies from `least` to `most`."""
    if not least <= number <= most:
        shown = f"{number:,}" if abs(number) < 10**12 else "a number far too large"
        refuse(name, shown, f"a whole number from {least:,} to {most:,}")


def percent(share: Fraction) -> str:
    """A share as it stands in a message: in full where it has few decimals."""
    text = rounded(100 * share, 2)
    return f"{text.removesuffix('0').removesuffix('.0')} %"


def refuse(name: str, found: str, expected: str) -> NoReturn:
    """Raise InputError with the one problem that the argument `name` has."""
    raise InputError([Problem((name,), found, expected)])
