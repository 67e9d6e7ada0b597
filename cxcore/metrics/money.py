"""The arithmetic of a business case: what a trouble costs in a year, what a change may save of it, and when that has repaid.

Nothing in a business case is known to the penny, so every quantity is a `Range`. A share may be a count from a sample, whose
range is its 95 % interval from `cxcore.metrics.samples`. Ranges are reckoned with end against end: the lower end of a product
takes all lower ends together, which is more cautious than chance alone would ask for, and can be done again by hand. All
functions are pure and exact but for the intervals; nothing is rounded.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from cxcore.metrics.counts import refuse
from cxcore.metrics.samples import Share, proportion, proportion_difference
from cxcore.reading import InputError
from cxcore.rounding import percentage, rounded

MOST_MONTHS = 120
"""What has not repaid after so many months is said not to repay: nobody knows what becomes of a saving in ten years."""


@dataclass(frozen=True, slots=True)
class Range:
    """A quantity from `low` to `high`, with the likely figure between them. All three are equal where it is known."""

    low: Fraction
    likely: Fraction
    high: Fraction

    @classmethod
    def of(cls, low: Fraction | int, high: Fraction | int | None = None) -> Range:
        """From `low` to `high`, the likely figure in the middle; without `high`, a quantity that is known.

        >>> Range.of(2, 5).likely
        Fraction(7, 2)
        """
        first, last = Fraction(low), Fraction(low if high is None else high)
        return cls(first, (first + last) / 2, last)

    def __add__(self, other: Range) -> Range:
        """Low with low, likely with likely, high with high."""
        return Range(self.low + other.low, self.likely + other.likely, self.high + other.high)

    def __sub__(self, other: Range) -> Range:
        """The lower end takes the other's upper one, and the upper end the other's lower one."""
        return Range(self.low - other.high, self.likely - other.likely, self.high - other.low)

    def __mul__(self, other: Range) -> Range:
        """The least and the greatest of the four products of ends, since an end may be below 0; likely times likely.

        >>> Range.of(-1, 3) * Range.of(2, 4)
        Range(low=Fraction(-4, 1), likely=Fraction(3, 1), high=Fraction(12, 1))
        """
        ends = [one * two for one in (self.low, self.high) for two in (other.low, other.high)]
        return Range(min(ends), self.likely * other.likely, max(ends))


ALL = Range.of(1)
"""The whole, as a share."""


@dataclass(frozen=True, slots=True)
class Repaid:
    """After how many whole months of the gain the cost of the beginning is recovered: at best, likely, and at worst.

    None where that takes more than `MOST_MONTHS`, or the year brings nothing. 0 where the beginning costs nothing.
    """

    best: int | None
    likely: int | None
    worst: int | None


@dataclass(frozen=True, slots=True)
class Case:
    """What may be claimed of a gain, what is left of it in a year after the running cost, and when the beginning is repaid."""

    claimed: Range
    net: Range
    repaid: Repaid


def share(given: Share | Range, name: str = "share") -> Range:
    """A share, from 0 to 1, as a range: of a count from a sample, its Wilson interval (`proportion`).

    Raises InputError, with `name` as its path, where a range leaves 0 to 1, and where `proportion` would.
    """
    if isinstance(given, Share):
        try:
            estimate = proportion(*given)
        except InputError as error:
            raise InputError(replace(problem, path=(name,)) for problem in error.problems) from None
        return Range(Fraction(estimate.low), estimate.value, Fraction(estimate.high))
    for end in (given.low, given.high):
        if not 0 <= end <= 1:
            refuse(name, percentage(end), "a share from 0 to 100 %")
    return given


def avoided(without: Share | Range, changed: Share | Range | None) -> Range:
    """The share of cases that a change avoids, from −1 to 1: the share `without` it less the share where it was tried.

    Two counts are compared as in `proportion_difference` (Newcombe's interval). Otherwise, end against end. Where nothing
    was tried (None) it is the whole share `without`. Raises InputError as `share`, under `without` or `changed`.
    """
    before = share(without, "without")
    if changed is None:
        return before
    after = share(changed, "changed")
    if isinstance(without, Share) and isinstance(changed, Share):
        difference = proportion_difference(changed, without)
        return Range(Fraction(difference.low), difference.value, Fraction(difference.high))
    return before - after


def yearly(number: Range, part: Range, each: Range) -> Range:
    """Money in a year: `number` of cases in a year × the `part` of them that is meant × the money that `each` is worth.

    `part` is a share from `avoided`, and may be below 0. Raises InputError where an end of `number` or `each` is below 0.
    """
    for name, given in (("number", number), ("each", each)):
        _not_below_0(name, given)
    return number * part * each


def case(
    gain: Range,
    anyway: Share | Range,
    part: Share | Range,
    usable: Share | Range,
    once: Range,
    running: Range,
) -> Case:
    """What a gain comes to in a year, and when it has repaid.

    Claimed: `gain` in a year × (1 − the share that would have come `anyway`) × the `part` of the rest that this change, and
    no other, may claim × the `usable` share, which turns into money. Net: claimed − `running` cost of a year. Repaid: `once`
    ÷ net × 12, in months, rounded up; at best with the least cost and the greatest net, at worst the other way. Neither
    discounted nor taxed. Raises InputError where a share leaves 0 to 1 or a cost is below 0, with the argument's name.
    """
    for name, cost in (("once", once), ("running", running)):
        _not_below_0(name, cost)
    claimed = gain * (ALL - share(anyway, "anyway")) * share(part, "part") * share(usable, "usable")
    net = claimed - running
    repaid = Repaid(_months(once.low, net.high), _months(once.likely, net.likely), _months(once.high, net.low))
    return Case(claimed, net, repaid)


def _months(cost: Fraction, net: Fraction) -> int | None:
    if net <= 0:
        return None
    months = 12 * cost / net
    whole = -(-months.numerator // months.denominator)
    return whole if whole <= MOST_MONTHS else None


def _not_below_0(name: str, given: Range) -> None:
    if given.low < 0:
        refuse(name, rounded(given.low, 2), "0 or more")
