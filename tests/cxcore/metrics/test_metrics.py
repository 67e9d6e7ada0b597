"""The metrics against values that were checked elsewhere; each test names its source.

"Checked values" are those that the project was given before any of this was written, by which each method was chosen; they
stand in the worked examples of `frameworks/metrics/`. Where several methods round to a value, the test says which is used.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import product
from math import comb
from statistics import NormalDist

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxcore.metrics.samples import (
    Difference,
    Estimate,
    Mean,
    Promoters,
    Share,
    Z,
    _student,
    ces,
    csat,
    false_alarms,
    invitations,
    mean_difference,
    nps,
    nps_difference,
    proportion,
    proportion_difference,
    replies_for_nps,
    replies_for_proportion,
)
from cxcore.reading import InputError, show_path
from cxcore.rounding import rounded

F = Fraction
COUNTS = st.integers(0, 2000)
CES = (4, 4, 6, 12, 24, 60, 90)


def ends(figure: Estimate | Difference, scale: int = 1, places: int = 1) -> tuple[str, str]:
    return rounded(scale * figure.low, places), rounded(scale * figure.high, places)


def refused(work: object, *arguments: object, **named: object) -> tuple[str, str]:
    """The path of the one problem, and what was expected."""
    with pytest.raises(InputError) as caught:
        work(*arguments, **named)  # type: ignore[operator]
    (problem,) = caught.value.problems
    return show_path(problem.path), problem.expected


# --- constants --------------------------------------------------------------------------------------------------------


def test_z_is_that_of_the_standard_library() -> None:
    """Source: statistics.NormalDist of CPython, within its last bit."""
    assert pytest.approx(NormalDist().inv_cdf(0.975), abs=5e-16) == Z


@pytest.mark.parametrize(
    ("freedom", "value"),
    [(3, 3.182), (4, 2.776), (5, 2.571), (9, 2.262), (19, 2.093), (29, 2.045), (60, 2.000), (120, 1.980)],
)
def test_student_s_t(freedom: int, value: float) -> None:
    """Source: the t table for 95 %, two-sided, of any textbook (NIST/SEMATECH e-Handbook, 1.3.6.7.2)."""
    assert _student(freedom) == pytest.approx(value, abs=0.0041 if freedom == 3 else 0.0011)


# --- shares -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("successes", "n", "value", "low", "high"),
    [
        pytest.param(164, 200, "82.0", "76.1", "86.7", id="checked: CSAT of 200"),
        pytest.param(18, 20, "90.0", "69.9", "97.2", id="checked: CSAT of 20"),
        pytest.param(174, 200, "87.0", "81.6", "91.0", id="checked: CES, answers 5 to 7"),
        pytest.param(60, 2000, "3.0", "2.3", "3.8", id="checked: churn in a month"),
        pytest.param(312, 400, "78.0", "73.7", "81.8", id="checked: first-contact resolution"),
        pytest.param(391, 460, "85.0", "81.4", "88.0", id="page: resolution rate"),
        pytest.param(8, 10, "80.0", "49.0", "94.3", id="page: response time, share within 30 minutes"),
        pytest.param(320, 400, "80.0", "75.8", "83.6", id="page: renewals behind a lifetime value"),
        pytest.param(320, 800, "40.0", "36.7", "43.4", id="page: precision of a churn forecast"),
        pytest.param(320, 500, "64.0", "59.7", "68.1", id="page: recall of a churn forecast"),
        pytest.param(126, 300, "42.0", "36.6", "47.7", id="page: engagement, two of three"),
        pytest.param(66, 300, "22.0", "17.7", "27.0", id="page: engagement, all three"),
        pytest.param(36, 400, "9.0", "6.6", "12.2", id="page: advocacy"),
        pytest.param(81, 263, "30.8", "25.5", "36.6", id="Newcombe 1998, Statistics in Medicine 17, 857-872, table I"),
        pytest.param(15, 148, "10.1", "6.2", "16.0", id="Newcombe 1998, table I, second column"),
        pytest.param(0, 20, "0.0", "0.0", "16.1", id="Newcombe 1998, table I, third column"),
        pytest.param(1, 29, "3.4", "0.6", "17.2", id="Newcombe 1998, table I, fourth column"),
    ],
)
def test_shares_with_wilson_intervals(successes: int, n: int, value: str, low: str, high: str) -> None:
    """81.45 rounds to 81.5 only after a first rounding; the value is 81.447, so 81.4 is right."""
    estimate = proportion(successes, n)
    assert (rounded(100 * estimate.value, 1), *ends(estimate, 100)) == (value, low, high)
    assert estimate.n == n


def test_csat_is_the_share_of_the_top_two_of_five() -> None:
    assert csat(164, 200) == proportion(164, 200)


def test_the_ends_of_the_scale_are_exact() -> None:
    assert proportion(0, 7).low == 0.0
    assert proportion(7, 7).high == 1.0


@given(st.data(), st.integers(1, 5000))
def test_a_wilson_interval_holds_the_share_and_stays_within_0_and_1(data: st.DataObject, n: int) -> None:
    successes = data.draw(st.integers(0, n))
    estimate = proportion(successes, n)
    assert 0 <= estimate.low <= estimate.value <= estimate.high <= 1
    assert estimate.low < estimate.high


@given(st.data(), st.integers(1, 5000))
def test_a_wilson_interval_is_symmetric_in_success_and_failure(data: st.DataObject, n: int) -> None:
    successes = data.draw(st.integers(0, n))
    one, other = proportion(successes, n), proportion(n - successes, n)
    assert one.low == pytest.approx(1 - other.high, abs=1e-12)
    assert one.high == pytest.approx(1 - other.low, abs=1e-12)


@given(st.data(), st.integers(1, 1000), st.integers(2, 20))
def test_fewer_replies_with_the_same_share_make_a_wider_interval(data: st.DataObject, n: int, times: int) -> None:
    successes = data.draw(st.integers(0, n))
    few, many = proportion(successes, n), proportion(successes * times, n * times)
    assert few.low <= many.low
    assert many.high <= few.high
    assert many.high - many.low < few.high - few.low


@given(st.data(), st.integers(1, 2000))
def test_the_ends_of_a_wilson_interval_lie_z_standard_errors_from_the_share(data: st.DataObject, n: int) -> None:
    """Source: Wilson's definition. At an end q inside the scale, (p − q)² = Z² q(1 − q) ÷ n."""
    successes = data.draw(st.integers(0, n))
    estimate, p = proportion(successes, n), successes / n
    for q in (estimate.low, estimate.high):
        if 0 < q < 1:
            assert (p - q) * (p - q) == pytest.approx(Z * Z * q * (1 - q) / n, rel=1e-7, abs=1e-15)


@pytest.mark.parametrize(
    ("arguments", "path"), [((1, 0), "n"), ((-1, 5), "successes"), ((6, 5), "successes"), ((1, 10**13), "n")]
)
def test_a_share_of_nothing_or_of_too_much_is_refused(arguments: tuple[int, int], path: str) -> None:
    assert refused(proportion, *arguments)[0] == path


def test_csat_names_its_own_arguments() -> None:
    assert refused(csat, 250, 200) == ("satisfied", "at most the number of all, 200")
    assert refused(csat, 0, 0)[0] == "replies"


# --- NPS --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "value", "low", "high"),
    [
        pytest.param((200, 120, 80), 30, "22.2", "37.4", id="checked: 400 replies"),
        pytest.param((50, 30, 20), 30, "14.1", "44.2", id="checked: 100 replies"),
    ],
)
def test_nps_with_adjusted_wald_intervals(counts: tuple[int, int, int], value: int, low: str, high: str) -> None:
    """Only ¾, 1½ and ¾ give both: a whole reply to each group gives 22.1 and 14.0, none gives 22.3 and 14.7."""
    estimate = nps(*counts)
    assert (estimate.value, *ends(estimate)) == (value, low, high)


@given(COUNTS, COUNTS, COUNTS)
def test_an_nps_interval_holds_the_score_and_stays_on_the_scale(a: int, b: int, c: int) -> None:
    assume(a + b + c)
    estimate = nps(a, b, c)
    assert -100 <= estimate.low <= estimate.value <= estimate.high <= 100
    assert estimate.low < estimate.high


@given(COUNTS, COUNTS, COUNTS)
def test_an_nps_changes_its_sign_with_promoters_and_detractors(a: int, b: int, c: int) -> None:
    assume(a + b + c)
    one, other = nps(a, b, c), nps(c, b, a)
    assert one.value == -other.value
    assert one.low == pytest.approx(-other.high, abs=1e-9)


@given(st.integers(0, 300), st.integers(0, 300), st.integers(0, 300), st.integers(2, 20))
def test_fewer_replies_of_the_same_make_up_make_a_wider_nps_interval(a: int, b: int, c: int, times: int) -> None:
    assume(a + b + c > 1)
    few, many = nps(a, b, c), nps(a * times, b * times, c * times)
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(
    ("counts", "path"), [((-1, 2, 3), "promoters"), ((1, -2, 3), "passives"), ((0, 0, 0), "detractors")]
)
def test_an_nps_of_nobody_is_refused(counts: tuple[int, int, int], path: str) -> None:
    assert refused(nps, *counts)[0] == path


# --- coverage: how often the interval holds the truth, by adding up every possible sample -----------------------------


def samples(n: int, promoters: Fraction, detractors: Fraction) -> list[tuple[Promoters, float]]:
    """Every sample of n replies with its probability."""
    p, d = float(promoters), float(detractors)
    return [
        (Promoters(a, n - a - c, c), comb(n, a) * comb(n - a, c) * p**a * d**c * (1 - p - d) ** (n - a - c))
        for a in range(n + 1)
        for c in range(n + 1 - a)
    ]


SHARES = [(F(1, 2), F(1, 5)), (F(3, 10), F(3, 10)), (F(1, 10), F(3, 5)), (F(1, 5), F(1, 20)), (F(4, 5), F(1, 10))]


@pytest.mark.parametrize("n", [10, 25, 60])
@pytest.mark.parametrize("shares", SHARES, ids=str)
def test_an_nps_interval_covers_the_true_score_about_19_times_in_20(n: int, shares: tuple[Fraction, Fraction]) -> None:
    truth = 100 * (shares[0] - shares[1])
    held = 0.0
    for counts, chance in samples(n, *shares):
        estimate = nps(*counts)
        held += chance * (estimate.low <= truth <= estimate.high)
    assert 0.93 < held < 0.995


@pytest.mark.parametrize(("before", "after"), [(0, 0), (1, 1), (2, 2), (3, 3), (0, 4), (1, 2)])
def test_an_nps_difference_covers_the_truth_with_ten_replies_each(before: int, after: int) -> None:
    truth = 100 * ((SHARES[after][0] - SHARES[after][1]) - (SHARES[before][0] - SHARES[before][1]))
    held = 0.0
    for (one, p), (two, q) in product(samples(10, *SHARES[before]), samples(10, *SHARES[after])):
        difference = nps_difference(one, two)
        held += p * q * (difference.low <= truth <= difference.high)
    assert 0.945 < held < 0.995


# --- CES --------------------------------------------------------------------------------------------------------------


def test_ces() -> None:
    """Source: the checked values 5.94 ± 0.19 and 87.0 %; 1.38 and 5.75 to 6.13 as on the metric's page.

    With Z in place of t, or n in place of n − 1, the margin would round to 0.19 as well.
    """
    score = ces(CES)
    assert score.value == F(594, 100)
    assert score.margin is not None and rounded(score.margin, 2) == "0.19"
    assert (rounded(score.deviation, 2), score.n) == ("1.38", 200)
    assert score.low is not None and score.high is not None
    assert (rounded(score.low, 2), rounded(score.high, 2)) == ("5.75", "6.13")
    assert score.upper == proportion(174, 200)


def test_the_margin_of_a_mean_by_hand() -> None:
    """By hand: 1, 3, 5, 7 have mean 4, variance 20/3; t of 3 degrees of freedom is 3.1824 in the tables, 3.1786 here."""
    score = ces((1, 0, 1, 0, 1, 0, 1))
    assert score.value == 4
    assert score.deviation == pytest.approx(2.58199, abs=1e-5)
    assert score.margin == pytest.approx(3.1824 * 1.290994, rel=0.0013)
    assert (score.low, score.high) == (1.0, 7.0)  # cut at the ends of the scale


def test_a_ces_without_spread_has_no_margin() -> None:
    score = ces((0, 0, 0, 0, 0, 0, 12))
    assert (score.value, score.margin, score.low, score.high) == (7, None, None, None)


@given(st.lists(st.integers(0, 500), min_size=7, max_size=7))
def test_a_ces_interval_holds_the_mean_and_stays_on_the_scale(counts: list[int]) -> None:
    assume(sum(counts) >= 4 and sum(map(bool, counts)) > 1)
    score = ces(counts)
    assert score.low is not None and score.high is not None
    assert 1 <= score.low < score.value < score.high <= 7


@given(st.lists(st.integers(0, 500), min_size=7, max_size=7))
def test_a_ces_turned_round_is_eight_less_the_score(counts: list[int]) -> None:
    assume(sum(counts) >= 4)
    one, other = ces(counts), ces(counts[::-1])
    assert one.value == 8 - other.value
    assert one.margin == other.margin


@pytest.mark.parametrize(
    ("counts", "path"),
    [((1,) * 6, "counts"), ((1, 1, 1, 0, 0, 0, 0), "answer_7"), ((9, 9, -1, 9, 9, 9, 9), "answer_3")],
)
def test_a_ces_of_too_few_is_refused(counts: tuple[int, ...], path: str) -> None:
    assert refused(ces, counts)[0] == path


# --- differences ------------------------------------------------------------------------------------------------------

NPS_BEFORE, NPS_AFTER = Promoters(200, 120, 80), Promoters(216, 108, 76)


def test_a_difference_of_two_nps() -> None:
    """Source: the checked value +5.0 ± 10.8, noise. (Without adjustment the margin is 10.81, with it 10.77.)"""
    difference = nps_difference(NPS_BEFORE, NPS_AFTER)
    assert rounded(difference.value, 1, signed=True) == "+5.0"
    assert rounded(difference.margin, 1) == "10.8"
    assert difference.could_be_chance


@pytest.mark.parametrize(
    ("before", "after", "value", "low", "high"),
    [
        pytest.param(Share(48, 80), Share(56, 70), "0.2000", "0.0524", "0.3339", id="Newcombe 1998, table II, a"),
        pytest.param(Share(3, 10), Share(9, 10), "0.6000", "0.1705", "0.8090", id="Newcombe 1998, table II, b"),
        pytest.param(Share(2, 7), Share(6, 7), "0.5714", "0.0582", "0.8062", id="Newcombe 1998, table II, c"),
        pytest.param(Share(0, 29), Share(5, 56), "0.0893", "−0.0381", "0.1926", id="Newcombe 1998, table II, d"),
    ],
)
def test_a_difference_of_two_shares(before: Share, after: Share, value: str, low: str, high: str) -> None:
    """Source: R. G. Newcombe, Statistics in Medicine 17 (1998), 873-890, table II, method 10."""
    difference = proportion_difference(before, after)
    assert (rounded(difference.value, 4), *ends(difference, places=4)) == (value, low, high)


def test_a_difference_of_two_means() -> None:
    """By hand: s²/n = 4/8 + 9/9 = 1.5; degrees of freedom 2.25 ÷ (0.25/7 + 1/8) = 14.0; t = 2.1448 in the tables."""
    difference = mean_difference(Mean(F(5), F(2), 8), Mean(F(9), F(3), 9))
    assert difference.value == 4
    assert difference.margin == pytest.approx(2.1448 * 1.2247449, rel=1e-4)
    assert not difference.could_be_chance


@given(st.tuples(COUNTS, COUNTS, COUNTS), st.tuples(COUNTS, COUNTS, COUNTS))
def test_a_difference_of_nps_turned_round_changes_its_sign(a: tuple[int, int, int], b: tuple[int, int, int]) -> None:
    assume(sum(a) and sum(b))
    one, other = nps_difference(Promoters(*a), Promoters(*b)), nps_difference(Promoters(*b), Promoters(*a))
    assert one.value == -other.value
    assert one.low == pytest.approx(-other.high, abs=1e-9)
    assert -200 <= one.low <= one.value <= one.high <= 200
    assert one.could_be_chance == other.could_be_chance


@given(st.data(), st.integers(1, 500), st.integers(1, 500))
def test_a_difference_of_shares_turned_round_changes_its_sign(data: st.DataObject, n: int, m: int) -> None:
    a, b = Share(data.draw(st.integers(0, n)), n), Share(data.draw(st.integers(0, m)), m)
    one, other = proportion_difference(a, b), proportion_difference(b, a)
    assert one.value == -other.value
    assert one.low == pytest.approx(-other.high, abs=1e-9)
    assert -1 <= one.low <= one.value <= one.high <= 1


@given(st.data(), st.integers(4, 500), st.integers(4, 500))
def test_shares_whose_intervals_do_not_touch_differ_by_more_than_chance(data: st.DataObject, n: int, m: int) -> None:
    """As docs/measure/samples.md says. Of the intervals that touch nothing is claimed."""
    a, b = Share(data.draw(st.integers(0, n)), n), Share(data.draw(st.integers(0, m)), m)
    one, two = proportion(*a), proportion(*b)
    if one.high < two.low or two.high < one.low:
        assert not proportion_difference(a, b).could_be_chance


def test_the_same_twice_could_be_chance() -> None:
    assert nps_difference(NPS_BEFORE, NPS_BEFORE).could_be_chance
    assert proportion_difference(Share(1, 2), Share(1, 2)).could_be_chance
    assert mean_difference(Mean(F(5), F(1), 9), Mean(F(5), F(1), 9)).could_be_chance


def test_a_problem_of_a_difference_says_in_which_sample() -> None:
    assert refused(nps_difference, NPS_BEFORE, Promoters(0, 0, 0))[0] == "after.detractors"
    assert refused(proportion_difference, Share(3, 2), Share(1, 2))[0] == "before.successes"
    assert refused(mean_difference, Mean(F(5), F(1), 3), Mean(F(5), F(1), 9))[0] == "before.n"
    assert refused(mean_difference, Mean(F(5), F(1), 9), Mean(F(5), F(0), 9))[0] == "after.deviation"


def test_false_alarms() -> None:
    """By hand: 1 − 0.95² = 0.0975; of 20 comparisons 64.15 %, the usual textbook figure."""
    assert false_alarms(2) == F(975, 10_000)
    assert rounded(100 * false_alarms(20), 1) == "64.2"
    assert refused(false_alarms, 0)[0] == "comparisons"


# --- how many replies -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("margin", "expected", "population", "replies"),
    [
        pytest.param(F(5, 100), F(1, 2), None, 385, id="textbook: ± 5 points"),
        pytest.param(F(3, 100), F(1, 2), None, 1068, id="textbook: ± 3 points"),
        pytest.param(F(5, 100), F(1, 2), 1000, 278, id="textbook: ± 5 points among 1,000"),
        pytest.param(F(5, 100), F(1, 2), 100, 80, id="textbook: ± 5 points among 100"),
        pytest.param(F(4, 100), F(1, 5), None, 385, id="by hand: 3.8415 × 0.16 ÷ 0.0016 = 384.1"),
        pytest.param(F(1, 100), F(1, 100), 1, 1, id="one person is everybody"),
    ],
)
def test_replies_for_a_share(margin: Fraction, expected: Fraction, population: int | None, replies: int) -> None:
    """Source: Cochran, Sampling Techniques, 4.4; the numbers 385, 1068, 278 and 80 stand in many books' tables."""
    assert replies_for_proportion(margin, expected, population) == replies


def test_replies_for_an_nps() -> None:
    """By hand: in the least favourable case 3.8415 ÷ 0.01 = 384.1; with 50 and 20 %, 3.8415 × 0.61 ÷ 0.0025 = 937.3."""
    assert replies_for_nps(F(10)) == 385
    assert replies_for_nps(F(5), F(1, 2), F(1, 5)) == 938


@given(st.data(), st.integers(1, 99))
def test_the_planned_margin_is_about_the_margin_in_the_end(data: st.DataObject, expected: int) -> None:
    margin = data.draw(st.integers(1, min(expected, 100 - expected)))
    n = replies_for_proportion(F(margin, 100), F(expected, 100))
    estimate = proportion(round(F(n * expected, 100)), n)
    assert (estimate.high - estimate.low) / 2 <= 1.25 * margin / 100


@given(st.integers(1, 50), st.integers(1, 10**6))
def test_a_small_population_needs_no_more_replies_than_it_has_people(margin: int, population: int) -> None:
    among = replies_for_proportion(F(margin, 100), population=population)
    assert 1 <= among <= min(population, replies_for_proportion(F(margin, 100)))


def test_replies_are_refused_where_the_margin_leaves_the_scale() -> None:
    assert refused(replies_for_proportion, F(0)) == (
        "margin",
        "more than 0 and at most 50 %, the way to the end of the scale",
    )
    assert refused(replies_for_proportion, F(5, 100), F(2, 100))[0] == "margin"
    assert refused(replies_for_proportion, F(5, 100), F(1))[0] == "expected"
    assert refused(replies_for_proportion, F(5, 100), population=0)[0] == "population"
    assert refused(replies_for_nps, F(10), F(98, 100), F(0))[0] == "margin"
    assert refused(replies_for_nps, F(10), F(3, 5), F(3, 5))[0] == "detractors"
    assert refused(replies_for_nps, F(10), F(0), F(0))[0] == "detractors"
    assert refused(replies_for_nps, F(10), F(2), F(0))[0] == "promoters"


def test_invitations() -> None:
    assert invitations(385, F(1, 5)) == 1925
    assert invitations(10, F(1, 3)) == 30
    assert invitations(10, F(3, 7)) == 24
    assert refused(invitations, 10, F(0))[0] == "rate"
    assert refused(invitations, 0, F(1))[0] == "replies"


# --- showing ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "places", "signed", "text"),
    [
        (F(5, 2), 0, False, "3"),
        (F(-5, 2), 0, False, "−3"),
        (F(-1, 100), 1, True, "0.0"),
        (F(1, 20), 1, True, "+0.1"),
        (0.25, 1, False, "0.3"),
        (0.15, 1, False, "0.1"),  # the float lies below 0.15
        (F(9996, 100), 1, False, "100.0"),
        (F(123456789, 100), 1, False, "1,234,567.9"),
        (-0.0, 1, True, "0.0"),
    ],
)
def test_numbers_are_rounded_once_halves_away_from_zero(number: Fraction, places: int, signed: bool, text: str) -> None:
    assert rounded(number, places, signed=signed) == text


@given(st.fractions(), st.integers(0, 6))
def test_a_rounded_number_is_the_nearest(number: Fraction, places: int) -> None:
    shown = F(rounded(number, places).replace("−", "-").replace(",", ""))
    assert abs(shown - number) <= F(1, 2 * 10**places)
