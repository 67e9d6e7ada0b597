"""The arithmetic of a business case, against sums done by hand; each test shows the sum."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcore.metrics import (
    ALL,
    Case,
    Range,
    Repaid,
    Share,
    avoided,
    case,
    proportion,
    proportion_difference,
    share,
    yearly,
)
from cxcore.reading import InputError, show_path

F = Fraction
R = Range.of


def hundredths(low: int, likely: int, high: int) -> Range:
    return Range(F(low, 100), F(likely, 100), F(high, 100))


def test_ranges_are_reckoned_end_against_end() -> None:
    """4 to 6 and 1 to 3: 5 to 9, 1 to 5, 4 to 18; −2 to 4 times 1 to 3 is −6 to 12, its middles 1 × 2."""
    one, two = R(4, 6), R(1, 3)
    assert one + two == Range(F(5), F(7), F(9))
    assert one - two == Range(F(1), F(3), F(5))
    assert one * two == Range(F(4), F(10), F(18))
    assert R(-2, 4) * two == Range(F(-6), F(2), F(12))
    assert R(7) == Range(F(7), F(7), F(7))


def test_a_share_from_a_sample_has_its_interval() -> None:
    """84 of 400 is 0.21; the ends are Wilson's."""
    found, wilson = share(Share(84, 400)), proportion(84, 400)
    assert (float(found.low), found.likely, float(found.high)) == (wilson.low, F(21, 100), wilson.high)


def test_two_counts_differ_by_newcombe_s_interval() -> None:
    """(84 − 44) ÷ 400 = 0.10; a change for the worse is below 0."""
    found, newcombe = avoided(Share(84, 400), Share(44, 400)), proportion_difference(Share(44, 400), Share(84, 400))
    assert (float(found.low), found.likely, float(found.high)) == (newcombe.low, F(1, 10), newcombe.high)
    worse = avoided(Share(44, 400), Share(84, 400))
    assert (worse.low, worse.likely, worse.high) == (-found.high, F(-1, 10), -found.low)


def test_what_is_no_pair_of_counts_differs_end_against_end() -> None:
    """From 17 to 25 % to 8 to 12 %: at least 17 − 12 = 5, at most 25 − 8 = 17, in the middle 21 − 10 = 11."""
    assert avoided(hundredths(17, 21, 25), hundredths(8, 10, 12)) == hundredths(5, 11, 17)
    half = avoided(Share(84, 400), hundredths(8, 10, 12))
    assert (half.likely, half.high) == (F(11, 100), F(proportion(84, 400).high) - F(8, 100))


def test_where_nothing_was_tried_the_whole_share_is_meant() -> None:
    assert avoided(hundredths(17, 21, 25), None) == hundredths(17, 21, 25)


def test_the_money_of_a_year() -> None:
    """9,600 × 5 to 15 % × 4.20: 480 × 4.20 = 2,016; 960 × 4.20 = 4,032; 1,440 × 4.20 = 6,048."""
    assert yearly(R(9600), hundredths(5, 10, 15), R(F(42, 10))) == Range(F(2016), F(4032), F(6048))


def test_a_part_below_0_is_a_loss_at_its_greatest() -> None:
    """8,000 × −1 to 7 % × 90 to 130: −80 × 130 = −10,400; 240 × 110 = 26,400; 560 × 130 = 72,800."""
    assert yearly(R(8000), hundredths(-1, 3, 7), R(90, 130)) == Range(F(-10_400), F(26_400), F(72_800))


def test_a_case_worked_out_by_hand() -> None:
    """Claimed: 2,000 × 0.9 × 0.8 = 1,440; 4,000 × 0.95 × 0.9 = 3,420; 6,000 × 1 × 1 = 6,000. Less 1,400: 40, 2,020, 4,600.
    3,000 repaid after 12 × 3,000 ÷ 4,600 = 7.8, 36,000 ÷ 2,020 = 17.8 and 36,000 ÷ 40 = 900 months, which is more than 120."""
    found = case(R(2000, 6000), R(0, F(1, 10)), R(F(8, 10), 1), ALL, R(3000), R(1400))
    assert found == Case(Range(F(1440), F(3420), F(6000)), Range(F(40), F(2020), F(4600)), Repaid(8, 18, None))


def test_months_are_whole_and_full() -> None:
    """12 × 1,200 ÷ 1,200 = 12 months to the day; a penny more cost takes a 13th. 120 months count, 121 do not."""
    worked = ((1200, 12), (F("1200.01"), 13), (12_000, 120), (12_001, None), (0, 0))
    for once, months in worked:
        assert case(R(1200), R(0), ALL, ALL, R(once), R(0)).repaid == Repaid(months, months, months)


def test_costs_work_against_the_gain_at_both_ends() -> None:
    """A gain of 100 to 200, cost in a year 50 to 120: 100 − 120 = −20, 150 − 85 = 65, 200 − 50 = 150. Once 10 to 30: 0.8
    months at best; 12 × 20 ÷ 65 = 3.7; never at worst."""
    found = case(R(100, 200), R(0), ALL, ALL, R(10, 30), R(50, 120))
    assert (found.net, found.repaid) == (Range(F(-20), F(65), F(150)), Repaid(1, 4, None))


def test_what_does_not_turn_into_money_is_not_claimed() -> None:
    """1,000 × a quarter."""
    assert case(R(1000), R(0), ALL, R(F(1, 4)), R(0), R(0)).claimed == R(250)


@pytest.mark.parametrize(
    ("work", "arguments", "where"),
    [
        (share, (hundredths(0, 50, 101), "part"), "part"),
        (share, (hundredths(-1, 0, 1), "part"), "part"),
        (avoided, (Share(5, 4), None), "without"),
        (avoided, (Share(1, 4), Share(1, 0)), "changed"),
        (yearly, (R(-1, 5), ALL, R(1)), "number"),
        (yearly, (R(1), ALL, R(-1, 1)), "each"),
        (case, (R(1), R(2), ALL, ALL, R(0), R(0)), "anyway"),
        (case, (R(1), R(0), Share(3, 2), ALL, R(0), R(0)), "part"),
        (case, (R(1), R(0), ALL, R(-1, 0), R(0), R(0)), "usable"),
        (case, (R(1), R(0), ALL, ALL, R(-1), R(0)), "once"),
        (case, (R(1), R(0), ALL, ALL, R(0), R(-1)), "running"),
    ],
)
def test_what_cannot_be_is_refused_under_its_name(work: Callable[..., Any], arguments: Any, where: str) -> None:
    with pytest.raises(InputError) as caught:
        work(*arguments)
    assert [show_path(problem.path) for problem in caught.value.problems] == [where]


NUMBERS = st.fractions(-100, 100, max_denominator=20)
RANGES = st.tuples(NUMBERS, NUMBERS, NUMBERS).map(lambda three: Range(*sorted(three)))


@given(RANGES, RANGES)
def test_low_likely_and_high_keep_their_order(one: Range, two: Range) -> None:
    for found in (one + two, one - two, one * two):
        assert found.low <= found.likely <= found.high
