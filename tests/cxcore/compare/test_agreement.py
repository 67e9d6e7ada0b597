"""Agreement, against published data tables and worked out by hand."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcore.compare.agreement import krippendorff_alpha, leik, lower_median, percent_agreement

NO = None

KRIPPENDORFF_2011 = (
    (1, 2, 3, 3, 2, 1, 4, 1, 2, NO, NO, NO),
    (1, 2, 3, 3, 2, 2, 4, 1, 2, 5, NO, 3),
    (NO, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, NO),
    (1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, NO),
)
"""The reliability data of section C of K. Krippendorff, Computing Krippendorff's Alpha-Reliability (2011): four observers, twelve units,
five categories, with missing values. Its published ordinal α is 0.815."""

MEG_AND_OWEN = ((0, 1, 0, 0, 0, 0, 0, 0, 1, 0), (1, 1, 1, 0, 0, 1, 0, 0, 0, 0))
"""The binary data of section A there. Its published α is 0.095; with two categories every metric gives the same."""


def units(table: Sequence[Sequence[int | None]], ranks: Sequence[int]) -> list[list[int]]:
    return [[column.count(rank) for rank in ranks] for column in zip(*table, strict=True)]


# --- Krippendorff's α -------------------------------------------------------------------------------------------------


def test_the_published_ordinal_example() -> None:
    alpha = krippendorff_alpha(units(KRIPPENDORFF_2011, range(1, 6)))
    # Coincidences of 40 values: n = 9, 13, 10, 5, 3. The package `krippendorff` 0.8 gives 0.8153875037548814.
    assert alpha == Fraction(108577, 133160)
    assert round(float(alpha), 3) == 0.815


def test_the_published_binary_example() -> None:
    # 4 of 10 units disagree: o_01 = 4; n_0 = 14, n_1 = 6, n = 20: 1 − 19 × 4 / (14 × 6) = 8/84.
    alpha = krippendorff_alpha(units(MEG_AND_OWEN, range(2)))
    assert alpha == Fraction(2, 21)
    assert round(float(alpha), 3) == 0.095


def test_alpha_by_hand() -> None:
    # Two practices, three ranks. Unit 1: 0, 0, 1; unit 2: 2, 2. n_0 = 2, n_1 = 1, n_2 = 2, n = 5.
    # Twice δ: 0–1: 2 + 1 = 3; 1–2: 1 + 2 = 3; 0–2: 2 + 2 × 1 + 2 = 6. Squares 9, 9, 36.
    # Observed: unit 1 has 2 × 1 pairs 0–1 / (3 − 1) = 1: 9. Expected: 2 × 1 × 9 + 1 × 2 × 9 + 2 × 2 × 36 = 180. α = 1 − 4 × 9 / 180.
    assert krippendorff_alpha([[2, 1, 0], [0, 0, 2]]) == Fraction(4, 5)


def test_alpha_is_undefined_where_nobody_varies_or_nobody_can_be_compared() -> None:
    assert krippendorff_alpha([]) is None
    assert krippendorff_alpha([[0, 3, 0], [0, 5, 0]]) is None
    assert krippendorff_alpha([[1, 0, 0], [0, 0, 1]]) is None


def test_a_practice_with_one_answer_does_not_count() -> None:
    assert krippendorff_alpha([[2, 1, 0], [0, 0, 2], [0, 1, 0]]) == Fraction(4, 5)


# --- Leik's consensus -------------------------------------------------------------------------------------------------


def test_a_published_dispersion() -> None:
    """The example of `Leik` in Ruedin's R package agrmt: 0.287 for 30, 40, 210, 130, 530, 50, 10."""
    # Of 1000, cumulated: 30, 70, 280, 410, 940, 990, 1000; d: 30, 70, 280, 410, 60, 10, 0: 860. D = 2 × 0.86 / 6.
    consensus = leik([30, 40, 210, 130, 530, 50, 10])
    assert consensus == 1 - Fraction(43, 150)
    assert round(float(1 - consensus), 3) == 0.287


@pytest.mark.parametrize(
    ("counts", "consensus"),
    [
        ([5, 0, 0, 0], Fraction(1)),
        ([0, 5, 0, 0], Fraction(1)),
        ([1, 0, 0, 1], Fraction(0)),
        # Equal shares (Leik's table 3): m = 2, 3, 4, 5 give D = 1, 2/3, 2/3, 3/5.
        ([1, 1], Fraction(0)),
        ([1, 1, 1], Fraction(1, 3)),
        ([1, 1, 1, 1], Fraction(1, 3)),
        ([1, 1, 1, 1, 1], Fraction(2, 5)),
        # F = 1/5, 2/5, 4/5: d = 1/5 + 2/5 + 1/5 = 4/5, D = 2 × 4/5 / 3 = 8/15.
        ([1, 1, 2, 1], Fraction(7, 15)),
        ([0, 0, 0, 0], None),
    ],
)
def test_consensus_by_hand(counts: list[int], consensus: Fraction | None) -> None:
    assert leik(counts) == consensus


# --- percent agreement, median ----------------------------------------------------------------------------------------


def test_percent_agreement_by_hand() -> None:
    # Practice 1: 3 respondents, 3 pairs, 1 the same. Practice 2: 2 respondents, 1 pair, the same. Practice 3: nobody to compare with.
    assert percent_agreement([[2, 1, 0], [0, 0, 2], [1, 0, 0]]) == Fraction(2, 4)
    assert percent_agreement([[1, 0], [0, 0]]) is None
    # Krippendorff's first two observers both judged the units 1 to 9, and differ on unit 6.
    assert percent_agreement(units(KRIPPENDORFF_2011[:2], range(1, 6))) == Fraction(8, 9)


@pytest.mark.parametrize(
    ("counts", "median"),
    [([0, 0, 0, 1], 3), ([1, 0, 0, 1], 0), ([1, 1, 1, 0], 1), ([1, 1, 1, 1], 1), ([2, 1, 1, 0], 0), ([0, 0], None)],
)
def test_the_lower_median_by_hand(counts: list[int], median: int | None) -> None:
    assert lower_median(counts) == median


# --- what must always hold --------------------------------------------------------------------------------------------

counts_ = st.integers(2, 6).flatmap(lambda m: st.lists(st.integers(0, 9), min_size=m, max_size=m))
tables = st.integers(2, 6).flatmap(
    lambda m: st.lists(st.lists(st.integers(0, 9), min_size=m, max_size=m), min_size=1, max_size=8)
)


@given(counts_)
def test_consensus_is_between_0_and_1_and_survives_doubling_and_reversal(counts: list[int]) -> None:
    consensus = leik(counts)
    assert consensus == leik([2 * count for count in counts]) == leik(counts[::-1])
    if consensus is not None:
        assert 0 <= consensus <= 1
        assert (consensus == 1) == (sum(count > 0 for count in counts) == 1)


@given(counts_)
def test_the_lower_median_is_that_of_the_sorted_answers(counts: list[int]) -> None:
    answers = [rank for rank, count in enumerate(counts) for _ in range(count)]
    assert lower_median(counts) == (answers[(len(answers) - 1) // 2] if answers else None)
    assert lower_median(counts) == lower_median([2 * count for count in counts])


@given(tables)
def test_alpha_is_1_only_where_all_agree_within_and_values_differ_between(table: list[list[int]]) -> None:
    alpha = krippendorff_alpha(table)
    compared = [unit for unit in table if sum(unit) > 1]
    agreed = all(sum(count > 0 for count in unit) == 1 for unit in compared)
    differ = len({tuple(count > 0 for count in unit) for unit in compared}) > 1
    assert (alpha == 1) == (agreed and differ)
    assert alpha is None or alpha <= 1
    assert alpha == krippendorff_alpha(table[::-1]) == krippendorff_alpha([unit[::-1] for unit in table])


@given(tables)
def test_percent_agreement_is_a_part_of_1(table: list[list[int]]) -> None:
    agreement = percent_agreement(table)
    assert agreement is None or 0 <= agreement <= 1
    pairs = [
        (a, b)
        for unit in table
        for answers in [[rank for rank, count in enumerate(unit) for _ in range(count)]]
        for i, a in enumerate(answers)
        for b in answers[i + 1 :]
    ]
    assert agreement == (Fraction(sum(a == b for a, b in pairs), len(pairs)) if pairs else None)


@given(st.lists(st.lists(st.integers(0, 3), min_size=4, max_size=4), min_size=1, max_size=4))
def test_alpha_is_that_of_the_definition_over_all_pairs(table: list[list[int]]) -> None:
    """α = 1 − D_o / D_e, with every ordered pair of values written out."""
    values = [[rank for rank, count in enumerate(unit) for _ in range(count)] for unit in table if sum(unit) > 1]
    everything = [value for unit in values for value in unit]
    n = len(everything)

    @cache
    def delta(a: int, b: int) -> Fraction:
        low, high = min(a, b), max(a, b)
        between = sum(low <= v <= high for v in everything)
        return (
            Fraction(between - Fraction(everything.count(low) + everything.count(high), 2)) ** 2
            if low < high
            else Fraction(0)
        )

    observed = sum(
        (delta(a, b) / (len(u) - 1) for u in values for i, a in enumerate(u) for j, b in enumerate(u) if i != j),
        Fraction(0),
    )
    expected = sum(
        (delta(a, b) for i, a in enumerate(everything) for j, b in enumerate(everything) if i != j), Fraction(0)
    )
    alpha = krippendorff_alpha(table)
    if expected == 0:
        assert alpha is None
    else:
        assert alpha == 1 - (observed / n) / (expected / (n * (n - 1)))
