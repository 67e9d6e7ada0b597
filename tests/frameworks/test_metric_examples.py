"""The worked examples of metrics that come from records of what customers did, reckoned anew: plain arithmetic, of which
the site offers no calculator. Those with a sample behind them are checked with `cxcore.metrics`.
"""

from __future__ import annotations

from fractions import Fraction
from statistics import mean, median

import pytest

from cxcore.metrics import proportion
from cxcore.rounding import rounded
from tests.ours import sources

F = Fraction
METRICS = sources().metric


def ends(successes: int, n: int) -> tuple[Fraction, Fraction]:
    """The ends of a Wilson interval in per cent, as they are printed and reckoned on with."""
    estimate = proportion(successes, n)
    return F(rounded(100 * estimate.low, 1)), F(rounded(100 * estimate.high, 1))


def percent(share: Fraction, places: int) -> str:
    return f"{rounded(100 * share, places)} %"


def gone(rate: Fraction, periods: int) -> Fraction:
    """The share of today's customers gone after so many periods; nobody can leave twice."""
    return 1 - (1 - rate) ** periods


def value(retention: Fraction) -> Fraction:
    """A customer's value for a margin of 100, the first at once, and a discount of a tenth: 100 × r^k ÷ 1.1^k added up."""
    return 110 / (F(11, 10) - retention)


LOW, HIGH = ends(60, 2000)
LEAST, MOST = ends(320, 400)
MINUTES = (10, 12, 15, 15, 20, 20, 25, 30, 40, 480)
EXPECTED = [
    ("churn-and-retention", f"60 ÷ 2,000 = {percent(F(60, 2000), 1)} churn, {percent(1 - F(60, 2000), 1)} retention"),
    ("churn-and-retention", f"1 − 0.97¹² = {percent(gone(F(3, 100), 12), 1)}"),
    ("churn-and-retention", f"{LOW:.1f} to {HIGH:.1f} % for the month"),
    ("churn-and-retention", f"with {LOW:.1f} % about {percent(gone(LOW / 100, 12), 0)} would be gone, with {HIGH:.1f} % about {percent(gone(HIGH / 100, 12), 0)}"),
    ("customer-lifetime-value", f"110 ÷ 0.3 = {rounded(value(F(8, 10)), 2)}"),
    ("customer-lifetime-value", f"100 ÷ 0.3 = {rounded(value(F(8, 10)) / F(11, 10), 2)}"),
    ("customer-lifetime-value", f"80 ÷ 0.3 = {rounded(value(F(8, 10)) - 100, 2)}"),
    ("customer-lifetime-value", f"{LEAST:.1f} to {MOST:.1f} %, and 366.67 stretches from about {rounded(value(LEAST / 100), 0)} to {rounded(value(MOST / 100), 0)}"),
    ("customer-churn-prediction", f"Precision is 320 ÷ 800 = {percent(F(320, 800), 0)}, recall 320 ÷ 500 = {percent(F(320, 500), 0)}"),
    ("customer-churn-prediction", f"lift 40 ÷ 5 = {rounded(F(320, 800) / F(500, 10_000), 1)}"),
    ("customer-churn-prediction", f"{10_000 - 800 - 500 + 320:,} customers left unflagged who stayed"),
    ("customer-churn-prediction", f"{320 + 9020:,} ÷ 10,000 = {percent(F(320 + 9020, 10_000), 1)}"),
    ("customer-churn-prediction", f"right for {percent(F(10_000 - 500, 10_000), 1)}"),
    ("customer-churn-prediction", f"{800 - 320} customers were flagged and stayed, {500 - 320} left without a warning"),
    ("response-time", f"add up to {sum(MINUTES)}, so the mean is {rounded(F(mean(MINUTES)), 1)}"),
    ("response-time", f"between the fifth and sixth value, is {median(MINUTES):.0f}"),
    ("response-time", f"the other nine is {rounded(F(sum(MINUTES[:-1]), 9), 1)}"),
    ("response-time", f"Within 30 minutes were {sum(minute <= 30 for minute in MINUTES)} of 10"),
]  # fmt: skip


@pytest.mark.parametrize(("metric", "text"), EXPECTED)
def test_a_number_of_an_example_is_what_reckoning_makes_of_it(metric: str, text: str) -> None:
    example = METRICS[metric].example
    assert text in " ".join(f"{example.text} {example.margin}".split())


def test_the_lifetime_value_is_the_sum_that_it_stands_for() -> None:
    """Source: the definition, added up over 400 periods."""
    terms = [100 * F(8, 10) ** k / F(11, 10) ** k for k in range(400)]
    assert float(value(F(8, 10)) - sum(terms)) == pytest.approx(0, abs=1e-9)
