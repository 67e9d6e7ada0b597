"""The figures of a metric's example as a picture: each a dot on a line as long as its 95 % interval, all on one axis.

Nothing is written by hand: figure and interval are worked out from the counts, by the arithmetic of the calculator. The axis
begins and ends at round numbers just beyond the intervals, since on the whole scale a narrow one would be a dot.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from build_hooks.library.records import Counts
from cxcore.rounding import rounded

WIDE = 320
"""How wide the drawing is, in its own units."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One figure in words, and the places of the interval's ends and of the dot."""

    name: str
    value: str
    low: str
    high: str
    start: str
    dot: str
    end: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Intervals:
    """The picture, with what stands at both ends of its axis."""

    lanes: tuple[Lane, ...]
    share: bool
    """Whether the figures are per cent."""
    first: str
    last: str


def drawn(samples: Sequence[Counts]) -> Intervals | None:
    """The picture of these samples, which are all of one kind; None where there are none."""
    if not samples:
        return None
    [kind] = {sample.kind for sample in samples}
    estimates = [(sample, sample.estimate()) for sample in samples]
    low, high, step = axis(
        min(Fraction(low) for _, (_, low, _) in estimates), max(Fraction(high) for _, (_, _, high) in estimates)
    )

    def at(number: Fraction | float) -> str:
        return rounded(WIDE * (Fraction(number) - low) / (high - low), 1)

    places = 2 if kind == "mean" else 1
    lanes = [
        Lane(
            name=sample.name,
            value=rounded(value, places),
            low=rounded(least, places),
            high=rounded(most, places),
            start=at(least),
            dot=at(value),
            end=at(most),
        )
        for sample, (value, least, most) in estimates
    ]
    whole = 0 if step >= 1 else 1
    return Intervals(lanes=tuple(lanes), share=kind == "share", first=rounded(low, whole), last=rounded(high, whole))


def axis(least: Fraction, most: Fraction) -> tuple[Fraction, Fraction, Fraction]:
    """The round numbers around two others, and the step from one round number to the next.

    >>> [str(number) for number in axis(Fraction("14.1"), Fraction("44.2"))]
    ['10', '50', '10']
    >>> [str(number) for number in axis(Fraction("5.75"), Fraction("6.13"))]
    ['57/10', '31/5', '1/10']
    """
    step = Fraction(100)
    while step > Fraction(1, 10) and step > most - least:
        step /= 10
    return step * (least // step), step * -(-most // step), step
