"""The numbers on the page about samples, made anew by cxcore.metrics, and the pages about measuring as a whole."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ceil

import pytest

from build_hooks.library.messages import load_texts
from build_hooks.places import ROOT
from cxcore import metrics
from cxcore.rounding import rounded
from tests.ours import sources

SAMPLES = " ".join((ROOT / "docs/measure/samples.md").read_text("utf-8").split())
CASE = " ".join((ROOT / "docs/measure/case.md").read_text("utf-8").split())
CHOOSING = (ROOT / "docs/measure/choosing.md").read_text("utf-8")
F = Fraction


def percent(estimate: metrics.Estimate) -> str:
    return f"{rounded(100 * estimate.low, 1)} to {rounded(100 * estimate.high, 1)} %"


def signed(difference: metrics.Difference, scale: int) -> str:
    low, high = (rounded(scale * end, 1, signed=True) for end in (difference.low, difference.high))
    reading = "could be chance" if difference.could_be_chance else "more than chance explains"
    return f"{rounded(scale * difference.value, 1, signed=True)} ({low} to {high}) | {reading} |"


SHARE = metrics.Share
EXPECTED = [
    *(f"| {n} | {n * 4 // 5} | {percent(metrics.proportion(n * 4 // 5, n))} |" for n in (10, 50, 100, 400)),
    "80.0 %, with an interval from {} to {} %".format(*percent(metrics.proportion(200, 250)).removesuffix(" %").split(" to ")),
    f"the range would be {percent(metrics.proportion(2000, 2500))}",
    *(
        f"| ± {m} points | {rounded(metrics.replies_for_proportion(F(m, 100)), 0)} | {rounded(metrics.replies_for_nps(F(m)), 0)} |"
        for m in (3, 5, 10, 20)
    ),
    *(
        f"| {n:,} | {metrics.replies_for_proportion(F(5, 100), population=n)} |"
        for n in (100, 200, 500, 1000, 5000, 50_000)
    ),
    f"invite {metrics.invitations(385, F(1, 5)):,} people if 20 % answer, and {metrics.invitations(385, F(1, 20)):,} if 5 % do",
    "then 35 (216, 108 and 76 of 400) | "
    + signed(metrics.nps_difference(metrics.Promoters(200, 120, 80), metrics.Promoters(216, 108, 76)), 1),
    "then 90.0 % (18 of 20) | " + signed(metrics.proportion_difference(SHARE(164, 200), SHARE(18, 20)), 100),
    "then 91.0 % (182 of 200) | " + signed(metrics.proportion_difference(SHARE(164, 200), SHARE(182, 200)), 100),
    f"from {percent(metrics.proportion(164, 200))} and from {percent(metrics.proportion(182, 200))}",
    f"from {metrics.replies_for_nps(F(5), F(1, 2), F(1, 5))} replies",
    f"in each of the two samples: {ceil(2 * F("3.8415") * F(61, 100) / F(5, 100) ** 2):,}, rounded once at the end",
    f"The interval goes from {percent(metrics.proportion(18, 20))}",
    "has an interval from {} to {}.".format(*(rounded(end, 1) for end in (metrics.nps(5, 3, 2).low, metrics.nps(5, 3, 2).high))),
    f"the score is {rounded(metrics.nps(4, 3, 3).value, 0)}.",
    *(f"| {k} | {rounded(100 * metrics.false_alarms(k), 1)} % |" for k in (1, 5, 10, 20)),
    "2.3 to 3.8 %",
    "NPS 30 (95 % interval 22.2 to 37.4)",
]  # fmt: skip


@pytest.mark.parametrize("text", EXPECTED)
def test_a_number_on_the_page_about_samples_is_what_cxcore_makes_of_it(text: str) -> None:
    assert text in SAMPLES


WORDS = load_texts()
FORMULAS = [
    SAMPLES,
    *(f"{WORDS[f'calc.{form}.formula']} {WORDS[f'calc.{form}.interval']}" for form in ("sample-share", "sample-nps")),
]


@pytest.mark.parametrize("text", FORMULAS, ids=["samples", "calculator, share", "calculator, NPS"])
def test_the_printed_constant_gives_the_printed_numbers_when_rounded_once_and_last(text: str) -> None:
    printed = re.search(r"= ([\d.]+) ×", text)
    assert printed and "÷ (1 + (" in text and "Round up once, at the end" in text
    for margin in (3, 5, 10, 20):
        spread = F(printed[1]) / F(margin, 100) ** 2
        assert ceil(spread / 4) == metrics.replies_for_proportion(F(margin, 100))
        assert ceil(spread) == metrics.replies_for_nps(F(margin))
    once = F(printed[1]) / 4 / F(5, 100) ** 2
    for people in (100, 200, 500, 1000, 5000, 50_000):
        assert ceil(once / (1 + (once - 1) / people)) == metrics.replies_for_proportion(F(5, 100), population=people)


def test_rounding_before_the_last_step_is_one_too_many() -> None:
    twice = {people: ceil(F(385) / (1 + F(384, people))) for people in (1000, 5000, 50_000)}
    assert twice == {1000: 279, 5000: 358, 50_000: 383}
    assert "gets 279, and 358 and 383 in the last two rows: one too many each time" in SAMPLES
    for people, replies in twice.items():
        assert replies - 1 == metrics.replies_for_proportion(F(5, 100), population=people)


def test_a_difference_of_equal_samples_has_a_margin_about_1_4_times_as_wide() -> None:
    one, two = metrics.Promoters(200, 120, 80), metrics.nps(200, 120, 80)
    assert metrics.nps_difference(one, one).margin / ((two.high - two.low) / 2) == pytest.approx(1.414, abs=0.001)


def three(figures: metrics.Range, places: int = 0, scale: int = 1) -> list[str]:
    return [rounded(scale * end, places) for end in (figures.low, figures.likely, figures.high)]


def row(first: str, cells: list[str]) -> re.Pattern[str]:
    """A row of a table by the beginning of its first cell and by all others."""
    return re.compile(rf"\| {re.escape(first)}\b[^|]*\| {re.escape(' | '.join(cells))} \|")


COST, VISITS = metrics.Range.of(F("4.20")), metrics.Range.of(9600)
BEFORE, AFTER = SHARE(84, 400), SHARE(44, 400)
SAVED = metrics.yearly(VISITS, metrics.avoided(BEFORE, AFTER), COST)
CLAIM = (metrics.Range.of(0, F(1, 10)), metrics.Range.of(F(8, 10), 1), metrics.ALL)
COSTS = (metrics.Range.of(3000), metrics.Range.of(1400))
WORKED = metrics.case(SAVED, *CLAIM, *COSTS)
MORE = metrics.yearly(VISITS, metrics.avoided(SHARE(336, 1600), SHARE(176, 1600)), COST)
SURER = metrics.case(MORE, *CLAIM, *COSTS)
REPAID = [f"over {metrics.MOST_MONTHS}", str(WORKED.repaid.likely), str(WORKED.repaid.best)]


@pytest.mark.parametrize(
    ("first", "cells"),
    [
        ("Second calls before the change", [f"{end} %" for end in three(metrics.share(BEFORE), 1, 100)]),
        ("What they cost in a year", three(metrics.yearly(VISITS, metrics.share(BEFORE), COST))),
        ("With the change", three(metrics.avoided(BEFORE, AFTER), 1, 100)),
        ("What that saves in a year", three(SAVED)),
        ("Would have happened anyway", [f"{end} %" for end in reversed(three(CLAIM[0], 0, 100))]),
        ("Due to this change", [f"{end} %" for end in three(CLAIM[1], 0, 100)]),
        ("May be claimed", three(WORKED.claimed)),
        ("Left in a year", three(WORKED.net)),
        ("Repaid", REPAID),
    ],
)
def test_a_row_of_the_worked_case_is_what_cxcore_makes_of_it(first: str, cells: list[str]) -> None:
    assert row(first, cells).search(CASE), cells


def test_what_is_said_of_the_worked_case_is_reckoned() -> None:
    assert WORKED.repaid.worst is None
    low, _, high = three(MORE)
    text = (
        f"would be {low} to {high}, and the case would stand with the low figure: {three(SURER.net)[0]} left in a year"
    )
    assert f"{text}, repaid after {SURER.repaid.worst} months" in CASE
    assert f"960 calls of six minutes are {960 * 6 // 60} hours" in CASE


def test_the_template_of_a_business_case_is_filled_in_with_the_same_case() -> None:
    fields = " ".join(
        field.example for each in sources().templates if each.id == "business-case" for field in each.fields
    )
    low, likely, high = three(SAVED)
    assert f"× 4.20 = {low}, {likely} or {high}" in fields
    assert "Left: {}, {} or {}".format(*three(WORKED.claimed)) in fields
    assert f"{three(WORKED.claimed)[0]} − 1,400 = {three(WORKED.net)[0]} a year" in fields
    assert f"{three(WORKED.net)[1]} a year, repaid after {WORKED.repaid.likely} months" in fields


def test_choosing_names_every_metric_once_in_its_first_table() -> None:
    """And in no other order than one row a metric."""
    metric_ids = {metric.id for metric in sources().metrics}
    table = CHOOSING.split("## Three to begin with")[0]
    assert sorted(re.findall(r"\| \[[^]]+\]\(([a-z-]+)\.md\) \|", table)) == sorted(metric_ids)
