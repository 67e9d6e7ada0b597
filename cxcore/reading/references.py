"""Checks between the entries of a document: a name that stands for nothing, and a value that should be its entry's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from cxcore.reading.errors import Problem, ValuePath, did_you_mean, one_of
from cxcore.reading.parsing import INVALID, near_id


def known(noun: str, value: str, choices: Sequence[str], path: ValuePath) -> Iterator[Problem]:
    """A problem where `value` is none of `choices`. Passes over where one of these could not be read, or is to be mended, which may be the one that was meant."""
    if value is not INVALID and INVALID not in choices and value not in choices and not near_id(value, choices):
        expected = one_of(choices) if choices else f"no {noun}, because there is none"
        yield Problem(path, f"unknown {noun} '{value}'", expected, did_you_mean(value, choices))


def repeated(
    values: Sequence[object], path: ValuePath, key: str, shown: Sequence[object] | None = None
) -> Iterator[Problem]:
    """A problem for every value of the list at `path` that stands there a second time, printed as in `shown` where given."""
    first: dict[object, int] = {}
    for i, value in enumerate(values):
        if value is not INVALID and value in first:
            found = f"{key} {(shown or values)[i]!r}, which"
            yield Problem((*path, i, key), found, "one of its own", rival=(*path, first[value]))
        elif value is not INVALID:
            first[value] = i
