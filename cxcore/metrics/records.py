"""The arithmetic of metrics that come from records of what customers did, with no sample behind them: exact Fractions.

Losing customers over time, what one is worth, how good a forecast of leaving was, waiting times. Each function raises
InputError with one problem, whose path is the name of the argument that is wrong. `cxcore.rounding.rounded` shows a result.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from cxcore.metrics.counts import check_count, refuse
from cxcore.rounding import percentage


def lost_over(rate: Fraction, periods: int) -> Fraction:
    """The share of today's customers gone after so many periods, each losing the same `rate` (0 to 1) of those still there.

    1 − (1 − rate) to the power of periods. Source: compounding; nobody can leave twice. Raises InputError where rate is
    not from 0 to 1 or periods not from 1 to 10,000.
    """
    if not 0 <= rate <= 1:
        refuse("rate", percentage(rate), "a share from 0 to 100 %")
    check_count(periods, "periods", least=1, most=10_000)
    return 1 - (1 - rate) ** periods


class LifetimeValue(NamedTuple):
    """Customer lifetime value in money, by when the first margin arrives: at once; after one period, for certain; after
    one period, from those who stay."""

    at_once: Fraction
    certain: Fraction
    if_kept: Fraction


def lifetime_value(margin: Fraction, retention: Fraction, discount: Fraction) -> LifetimeValue:
    """Customer lifetime value for a margin m, a retention r and a discount rate d that stay the same in every period.

    m(1+d) ÷ (1+d−r), m ÷ (1+d−r) and mr ÷ (1+d−r). Source: the last is that of S. Gupta and D. R. Lehmann, "Customers as
    Assets", Journal of Interactive Marketing 17 (2003), 9–24; the others move the first margin. Raises InputError where retention is not from 0 to 1, discount is below 0, or
    the sum does not end (retention of 1 without discount).
    """
    if not 0 <= retention <= 1:
        refuse("retention", percentage(retention), "a share from 0 to 100 %")
    if discount < 0 or not 1 + discount - retention:
        refuse("discount", percentage(discount), "at least 0 %, and above it where everybody stays")
    share = margin / (1 + discount - retention)
    return LifetimeValue(share * (1 + discount), share, share * retention)


class ForecastQuality(NamedTuple):
    """How good a list of likely leavers was. Shares from 0 to 1; a lift of 1 is no better than chance."""

    precision: Fraction
    recall: Fraction
    lift: Fraction
    accuracy: Fraction
    accuracy_of_none: Fraction


def forecast_quality(customers: int, left: int, flagged: int, right: int) -> ForecastQuality:
    """Precision, recall, lift and accuracy of flagging `flagged` of `customers`, `right` of them among the `left` who left.

    right ÷ flagged; right ÷ left; precision ÷ (left ÷ customers); the share for whom the forecast was right, and the same
    for the forecast that nobody leaves. Source: T. Saito and M. Rehmsmeier, PLOS ONE 10 (2015), e0118432. Raises
    InputError where the counts contradict each other or a quotient has nothing below the line.
    """
    check_count(customers, "customers", least=1)
    check_count(left, "left", least=1, most=customers)
    check_count(flagged, "flagged", least=1, most=customers)
    check_count(right, "right", least=max(0, left + flagged - customers), most=min(left, flagged))
    precision = Fraction(right, flagged)
    correct = customers - flagged - left + 2 * right
    return ForecastQuality(
        precision,
        Fraction(right, left),
        precision / Fraction(left, customers),
        Fraction(correct, customers),
        Fraction(customers - left, customers),
    )


def middle(values: Sequence[Fraction | int]) -> Fraction:
    """The median: the middle value, or the mean of the two in the middle. Raises InputError where there is none."""
    if not values:
        refuse("values", "no value", "at least 1")
    ordered, half = sorted(values), len(values) // 2
    return Fraction(ordered[half] if len(values) % 2 else Fraction(ordered[half - 1] + ordered[half]) / 2)


def average(values: Sequence[Fraction | int]) -> Fraction:
    """The arithmetic mean. Raises InputError where there is no value."""
    if not values:
        refuse("values", "no value", "at least 1")
    return Fraction(sum(values)) / len(values)
