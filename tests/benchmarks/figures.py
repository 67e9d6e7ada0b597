"""Figures of things that are measured side by side: turn by turn, so that what else the machine does falls on all alike.

Of a thing that is measured several times the median is told, with the least and the most. A ratio is taken within each turn, of two
things that were measured one after the other, and told in the same way: it holds from one machine to another, milliseconds do not.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spread:
    """The least, the median and the most of some figures."""

    least: float
    median: float
    most: float

    @classmethod
    def of(cls, figures: Iterable[float]) -> Spread:
        """The spread of at least one figure."""
        each = sorted(figures)
        return cls(each[0], statistics.median(each), each[-1])

    def told(self, places: int = 0) -> str:
        """In words, with so many decimals; one figure where there is no other."""
        least, median, most = (f"{figure:,.{places}f}" for figure in (self.least, self.median, self.most))
        return median if least == most else f"{median} ({least} to {most})"


@dataclass(frozen=True, slots=True)
class Row:
    """What a line of a table tells: `figures` in their unit, and the ratio of each to that of `base` in the same turn."""

    what: str
    figures: Sequence[float]
    unit: str
    base: Sequence[float] = ()
    places: int = 0

    @property
    def ratios(self) -> list[float]:
        """The ratio in each turn; none where there is nothing to compare with, or nothing but 0."""
        if not self.base or 0 in self.base:
            return []
        return [one / other for one, other in zip(self.figures, self.base, strict=True)]

    def cells(self) -> tuple[str, str, str]:
        """What stands in the three columns."""
        ratio = Spread.of(self.ratios).told(2) if self.ratios else ""
        return self.what, f"{Spread.of(self.figures).told(self.places)} {self.unit}".strip(), ratio


def table(title: str, rows: Iterable[Row]) -> str:
    """A table in Markdown, with its title above it."""
    lines = [("measured", "median (least to most)", "ratio"), *(row.cells() for row in rows)]
    wide = [max(len(cells[i]) for cells in lines) for i in range(3)]
    told = [
        "| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, wide, strict=True)) + " |" for cells in lines
    ]
    rule = "|" + "|".join("-" * (width + 2) for width in wide) + "|"
    return "\n".join([f"### {title}", "", told[0], rule, *told[1:], ""])


def in_turns[T](things: Mapping[str, Callable[[int], T]], turns: int, unmeasured: int = 0) -> dict[str, list[T]]:
    """Measure each thing once in each turn, in the other order every second time. A thing is given the number of the turn; those below 0
    warm up, and what they give is dropped.
    """
    found: dict[str, list[T]] = {name: [] for name in things}
    for turn in range(-unmeasured, turns):
        for name in list(things) if turn % 2 == 0 else reversed(list(things)):
            figure = things[name](turn)
            if turn >= 0:
                found[name].append(figure)
    return found


def at(figures: Iterable[float], share: float) -> float:
    """The figure that so great a share of all do not exceed; `at(…, 0.95)` is the 95th percentile, by the nearest rank.

    >>> at(range(1, 101), 0.95), at([7], 0.95)
    (95, 7)
    """
    each = sorted(figures)
    return each[max(0, -int(-share * len(each) // 1) - 1)]
