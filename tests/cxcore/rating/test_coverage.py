"""The rating rules on small frameworks. Every expected value was worked out by hand; the arithmetic stands beside it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cxcore.model import Aspect, Assessment, Framework, FrameworkRef, Rating, State
from cxcore.rating import Profile, StageCoverage, coverages, needed_for, stage_reached, standing
from cxcore.rating.coverage import Band, aspects, band, blocking_stages, needed, strict_stage
from cxcore.rating.standing import Counts, na_sensitivity
from cxcore.reading import InputError
from cxcore.rounding import percent, shown
from tests.builders import (
    AD_HOC,
    DONT_KNOW,
    MISSING,
    NA,
    REPEATABLE,
    SYSTEMATIC,
    Said,
    adoption,
    adoption_dict,
    assessment,
    changed,
    each,
    rubric,
    rubric_dict,
    said,
)

EMPTY = Profile(ranks={})


def met(count: int, of: int) -> list[int]:
    """So many practices at Repeatable, the others at Ad hoc."""
    return [REPEATABLE] * count + [AD_HOC] * (of - count)


def reached(framework: Framework, known: Profile) -> int:
    return stage_reached(framework, coverages(framework, known))


def strict(framework: Framework, known: Profile) -> int:
    return strict_stage(coverages(framework, known))


# --- profiles ---------------------------------------------------------------------------------------------------------


def test_a_profile_holds_ranks_and_tells_the_states_apart() -> None:
    framework = adoption([1, 1, 1], [1, 1])
    known = Profile.of(framework, assessment(framework, each(MISSING, SYSTEMATIC, NA, DONT_KNOW)))
    assert known == Profile(ranks={"p1": 0, "p2": 3}, not_applicable=frozenset({"p3"}), dont_know=frozenset({"p4"}))
    assert [known.state(f"p{i}") for i in range(1, 6)] == [
        State.ANSWERED,
        State.ANSWERED,
        State.NOT_APPLICABLE,
        State.DONT_KNOW,
        State.UNANSWERED,
    ]
    assert standing(framework, known).counts == Counts(
        answered=2, dont_know=1, not_applicable=1, unanswered=1, applicable=4
    )


def test_a_rank_is_the_place_in_the_frameworks_scale() -> None:
    framework = rubric(3, [1, 1, 1])
    assert Profile.of(framework, assessment(framework, each(0, 1, 2))).ranks == {"p1": 0, "p2": 1, "p3": 2}


@pytest.mark.parametrize(
    ("answers", "interval"),
    [
        ((AD_HOC, NA, DONT_KNOW, None), (Fraction(100, 9), Fraction(700, 9))),  # 1 of 9 and 7 of 9 steps
        ((AD_HOC, NA, SYSTEMATIC, MISSING), (Fraction(400, 9), Fraction(400, 9))),
        ((NA, NA, NA, NA), None),
    ],
)
def test_the_index_interval_fills_blanks_and_dont_knows_and_leaves_the_rest(
    answers: tuple[Said | None, ...], interval: tuple[Fraction, Fraction] | None
) -> None:
    assert standing(adoption([1, 1, 1, 1]), said(*answers)).index_interval == interval


def test_an_assessment_that_does_not_fit_is_not_scored() -> None:
    framework = adoption([1])
    stranger = Assessment(framework=FrameworkRef(id="small", version="0.9.0"), taken="2026-11-21", responses={})
    with pytest.raises(InputError) as caught:
        Profile.of(framework, stranger)
    assert str(caught.value) == "framework.version: version 0.9.0; expected 1.0.0"


# --- coverage, bands, what is needed ----------------------------------------------------------------------------------


def test_coverage_of_an_adoption_stage() -> None:
    # 11 practices: 1 not applicable leaves 10. Met are the Repeatable and the Systematic one: 2 of 10 = 1/5.
    # Largely: floor(10 / 2) + 1 = 6. Fully: floor(170 / 20) + 1 = 8 + 1 = 9. Band: 15 % < 20 % ≤ 50 %, so P.
    known = said(MISSING, AD_HOC, REPEATABLE, SYSTEMATIC, NA, DONT_KNOW)
    assert coverages(adoption([1] * 11), known) == (
        StageCoverage(
            order=1,
            met=2,
            applicable=10,
            total=11,
            coverage=Fraction(1, 5),
            band=Band.PARTIALLY,
            rated=True,
            needed_largely=6,
            needed_fully=9,
            unmet=("p1", "p2", "p6", "p7", "p8", "p9", "p10", "p11"),
        ),
    )


def test_coverage_counts_weights() -> None:
    # Weights 5, 2, 2, 1. p3 is not applicable: 5 + 2 + 1 = 8 of 10 apply. Met: p1 and p4, 5 + 1 = 6 of 8 = 3/4, band L.
    # Largely: floor(8 / 2) + 1 = 5. Fully: floor(8 × 17 / 20) + 1 = floor(6.8) + 1 = 7.
    (stage,) = coverages(adoption([5, 2, 2, 1]), said(REPEATABLE, AD_HOC, NA, SYSTEMATIC))
    assert (stage.met, stage.applicable, stage.total, stage.coverage, stage.band) == (
        6,
        8,
        10,
        Fraction(3, 4),
        Band.LARGELY,
    )
    assert (stage.needed_largely, stage.needed_fully, stage.unmet) == (5, 7, ("p2",))


def test_coverage_of_rubric_stages() -> None:
    # Answers s1, s2, s3, a blank (counted at its lowest, s1) and not applicable.
    # Stage 1: all 4 that apply are met, the blank too. Stage 2: the answers s2 and s3, 2 of 4. Stage 3: s3, 1 of 4.
    stages = coverages(rubric(3, [1] * 5), said(0, 1, 2, None, NA))
    assert [(s.met, s.applicable, s.total, s.coverage) for s in stages] == [
        (4, 4, 5, Fraction(1)),
        (2, 4, 5, Fraction(1, 2)),
        (1, 4, 5, Fraction(1, 4)),
    ]
    assert [s.unmet for s in stages] == [(), ("p1", "p4"), ("p1", "p2", "p4")]
    assert [s.band for s in stages] == [Band.FULLY, Band.PARTIALLY, Band.PARTIALLY]


def test_blanks_and_dont_knows_count_as_met_at_the_upper_end_alone() -> None:
    framework, known = adoption([1] * 4), said(REPEATABLE, None, DONT_KNOW, AD_HOC)
    assert [s.met for s in coverages(framework, known)] == [1]
    assert [s.met for s in coverages(framework, known, "lowest")] == [1]
    assert [s.met for s in coverages(framework, known, "highest")] == [3]
    assert [s.met for s in coverages(rubric(3, [1] * 2), said(1, None), "highest")] == [2, 2, 1]


@pytest.mark.parametrize(
    ("twentieths", "expected"),
    [(0, "N"), (3, "N"), (4, "P"), (10, "P"), (11, "L"), (17, "L"), (18, "F"), (20, "F")],
)
def test_the_upper_end_of_a_band_belongs_to_it(twentieths: int, expected: str) -> None:
    # 3/20 = 15 %, 10/20 = 50 % and 17/20 = 85 % are the last of their bands.
    assert band(Rating(), Fraction(twentieths, 20)) == expected
    (stage,) = coverages(adoption([1] * 20), said(*met(twentieths, 20)))
    assert stage.band == expected


def test_just_over_an_end_is_the_next_band() -> None:
    tiny = Fraction(1, 10**9)
    assert [band(Rating(), end + tiny).value for end in (Fraction(3, 20), Fraction(1, 2), Fraction(17, 20))] == [
        "P",
        "L",
        "F",
    ]


def test_a_framework_may_have_other_thresholds() -> None:
    rating = Rating(partially=Fraction(0), largely=Fraction(1, 3), fully=Fraction(2, 3))
    assert [band(rating, Fraction(n, 3)).value for n in range(4)] == ["N", "P", "L", "F"]
    framework = Framework.from_dict(
        {**adoption_dict([1] * 3, [1]), "rating": {"partially": "0", "largely": "1/3", "fully": "2/3"}}
    )
    # With 2 of 3 met: more than 1/3, so stage 1 is reached; not more than 2/3, so it is not Fully covered.
    assert reached(framework, said(*met(2, 3), REPEATABLE)) == 1
    assert reached(framework, said(*met(3, 3), REPEATABLE)) == 2
    assert reached(framework, said(*met(1, 3), REPEATABLE)) == 0
    assert [(s.needed_largely, s.needed_fully) for s in coverages(framework, EMPTY)] == [(2, 3), (1, 1)]


@pytest.mark.parametrize(
    ("weight", "largely", "fully"),
    [
        # weight/2 and weight × 17/20, rounded down, plus one
        (0, 1, 1),
        (1, 1, 1),  # 0.5 and 0.85
        (2, 2, 2),  # 1 and 1.7
        (10, 6, 9),  # 5 and 8.5
        (11, 6, 10),  # 5.5 and 9.35
        (12, 7, 11),  # 6 and 10.2
        (13, 7, 12),  # 6.5 and 11.05
        (20, 11, 18),  # 10 and 17
    ],
)
def test_what_is_needed_is_the_first_whole_weight_over_the_threshold(weight: int, largely: int, fully: int) -> None:
    assert (needed(Fraction(1, 2), weight), needed(Fraction(17, 20), weight)) == (largely, fully)


def test_what_is_needed_for_a_target() -> None:
    stages = coverages(adoption([1] * 11, [1] * 12), EMPTY)
    # For stage 1: Largely of 11. For stage 2: Fully of 11 and Largely of 12. Stages above the target need nothing.
    assert [needed_for(s, 1) for s in stages] == [6, 0]
    assert [needed_for(s, 2) for s in stages] == [10, 7]


# --- stage reached, strict stage, what blocks -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "second", "third", "expected"),
    [
        # Stages of 20, 10 and 10 practices. Over one half: 11, 6, 6. Over 17/20: 18, 9, 9.
        (0, 10, 10, 0),
        (10, 10, 10, 0),  # half is not more than half
        (11, 10, 10, 1),
        (17, 10, 10, 1),  # 17/20 is not more than 17/20
        (18, 5, 10, 1),
        (18, 6, 10, 2),
        (18, 8, 10, 2),  # 8/10 < 17/20
        (18, 9, 5, 2),
        (18, 9, 6, 3),
        (20, 10, 10, 3),
    ],
)
def test_the_stage_reached(first: int, second: int, third: int, expected: int) -> None:
    framework = adoption([1] * 20, [1] * 10, [1] * 10)
    assert reached(framework, said(*met(first, 20), *met(second, 10), *met(third, 10))) == expected


def test_the_stage_reached_of_a_rubric() -> None:
    # Ten practices, three stages. With a at s1, b at s2, c at s3: stage 1 has 10/10, stage 2 (b + c)/10, stage 3 c/10.
    framework = rubric(3, [1] * 10)

    def at(a: int, b: int, c: int) -> int:
        return reached(framework, said(*[0] * a, *[1] * b, *[2] * c))

    assert at(5, 5, 0) == 1  # 5/10 is not more than half
    assert at(4, 6, 0) == 2
    assert at(2, 2, 6) == 2  # stage 3 has 6/10, but stage 2 has 8/10 < 17/20
    assert at(1, 4, 5) == 2  # stage 2 has 9/10, stage 3 5/10
    assert at(1, 3, 6) == 3
    assert reached(framework, EMPTY) == 1  # the lowest answers describe the first stage


def test_a_stage_to_which_exactly_half_of_the_weight_applies_is_rated() -> None:
    framework = adoption([3, 1, 1, 1], [1])
    # p1 alone has 3 of 6; p2 to p4 have the other 3; p3 and p4 have 2 of 6.
    assert [s.rated for s in coverages(framework, said(NA, 2, 2, 2, 2))] == [True, True]
    assert [s.rated for s in coverages(framework, said(2, NA, NA, NA, 2))] == [True, True]
    assert [s.rated for s in coverages(framework, said(NA, NA, 2, 2, 2))] == [False, True]


def test_a_stage_that_is_not_rated_has_no_band_and_blocks() -> None:
    framework = adoption([1], [1] * 3, [1])
    known = said(SYSTEMATIC, SYSTEMATIC, NA, NA, SYSTEMATIC)
    # All that applies is met, but in stage 2 only 1 of 3 applies.
    first, second, third = coverages(framework, known)
    assert (second.coverage, second.rated, second.band) == (Fraction(1), False, None)
    assert (first.band, third.band) == (Band.FULLY, Band.FULLY)
    assert reached(framework, known) == 1
    assert strict(framework, known) == 1


def test_a_stage_to_which_nothing_applies_has_no_coverage() -> None:
    framework = adoption([1, 1], [1])
    first, second = coverages(framework, said(NA, NA, REPEATABLE))
    assert (first.met, first.applicable, first.total, first.coverage, first.band) == (0, 0, 2, None, None)
    assert (first.rated, first.unmet, second.coverage) == (False, (), Fraction(1))
    assert reached(framework, said(NA, NA, REPEATABLE)) == 0


def test_the_strict_stage_needs_everything_up_to_it() -> None:
    framework = adoption([1] * 20, [1] * 2, [1])
    assert strict(framework, said(*met(19, 20), 2, 2, 2)) == 0
    assert strict(framework, said(*met(20, 20), 2, 1, 2)) == 1
    assert strict(framework, said(*met(20, 20), 2, NA, 1)) == 2
    assert strict(framework, said(*met(20, 20), 2, 2, 3)) == 3
    assert strict(rubric(3, [1, 1]), said(2, 0)) == 1


def test_which_stages_keep_the_next_one_away() -> None:
    framework = adoption([1] * 20, [1] * 10, [1] * 10)

    def blocking(first: int, second: int, third: int) -> tuple[int, ...]:
        known = said(*met(first, 20), *met(second, 10), *met(third, 10))
        return blocking_stages(framework, coverages(framework, known))

    assert blocking(10, 10, 10) == (1,)  # stage 1 lacks Largely
    assert blocking(17, 6, 0) == (1,)  # stage 2 has enough for itself; stage 1 lacks Fully
    assert blocking(17, 5, 0) == (1, 2)
    assert blocking(18, 5, 10) == (2,)
    assert blocking(18, 8, 5) == (2, 3)
    assert blocking(18, 9, 6) == ()  # the highest is reached, though stage 3 is not Fully covered


def test_a_stage_that_is_not_rated_is_among_those_that_keep_the_next_one_away() -> None:
    framework = adoption([1] * 3, [1])
    assert blocking_stages(framework, coverages(framework, said(2, NA, NA, 2))) == (1,)


# --- index ------------------------------------------------------------------------------------------------------------


def test_the_index_of_an_adoption_framework_is_the_mean_of_its_stages_means() -> None:
    # Stage 1: (0 + 1/3 + 2/3 + 1) / 4 = 1/2. Stage 2: 1/3. (1/2 + 1/3) / 2 = 5/12, times 100 = 125/3.
    framework = adoption([1] * 4, [1])
    assert standing(framework, said(MISSING, AD_HOC, REPEATABLE, SYSTEMATIC, AD_HOC)).index == Fraction(125, 3)


def test_the_index_is_taken_over_answered_practices_and_rated_stages() -> None:
    framework = adoption([1] * 3, [1] * 2, [1] * 3)
    # Stage 1: p1 alone is answered: 2/3. Stage 2: nothing is answered, so it does not count.
    # Stage 3: p6 is Systematic, but the other two do not apply: 1 of 3 is not rated, so it does not count.
    assert standing(framework, said(REPEATABLE, None, DONT_KNOW, None, None, SYSTEMATIC, NA, NA)).index == Fraction(
        200, 3
    )


def test_the_index_ignores_weights() -> None:
    # (1 + 0) / 2, whatever the weights.
    assert standing(adoption([9, 1]), said(SYSTEMATIC, MISSING)).index == 50


def test_the_index_of_a_rubric_is_the_mean_of_its_practices() -> None:
    # S = 5: (s − 1)/(S − 1) is 0, 1/4, 1 for s = 1, 2, 5. The mean of the three answered is 5/12, times 100 = 125/3.
    framework = rubric(5, [1] * 8)
    assert standing(framework, said(0, 1, 4, None, DONT_KNOW, NA)).index == Fraction(125, 3)
    # No stage is rated (3 of 8 apply), yet the practices belong to no one stage: the index stands.
    known = said(0, 1, 4, NA, NA, NA, NA, NA)
    assert {s.rated for s in coverages(framework, known)} == {False}
    assert standing(framework, known).index == Fraction(125, 3)


def test_there_is_no_index_where_no_answered_practice_counts() -> None:
    framework = adoption([1] * 3)
    assert standing(framework, EMPTY).index is None
    assert standing(framework, said(NA, NA, SYSTEMATIC)).index is None
    assert standing(rubric(2, [1]), said(DONT_KNOW)).index is None


def test_the_interval_of_the_index_has_every_blank_at_an_end() -> None:
    framework = adoption([1] * 2, [1] * 2)
    known = said(REPEATABLE, None, DONT_KNOW, None)
    # Over the answered: 2/3. Lowest: (2/3 + 0)/2 = 1/3 and 0, mean 1/6. Highest: (2/3 + 1)/2 = 5/6 and 1, mean 11/12.
    assert standing(framework, known).index == Fraction(200, 3)
    assert standing(framework, known).index_interval == (Fraction(100, 6), Fraction(1100, 12))


def test_the_interval_of_the_index_without_any_answer_is_everything() -> None:
    assert standing(adoption([1], [1]), EMPTY).index_interval == (Fraction(0), Fraction(100))
    assert standing(rubric(2, [1]), EMPTY).index_interval == (Fraction(0), Fraction(100))


def test_there_is_no_interval_of_the_index_where_nothing_is_rated() -> None:
    assert standing(adoption([1] * 3), said(NA, NA, None)).index_interval is None
    assert standing(rubric(2, [1]), said(NA)).index_interval is None


# --- interval, not applicable, aspects, counts ------------------------------------------------------------------------


def test_the_interval_of_the_stage() -> None:
    framework = adoption([1] * 4, [1] * 2, [1])
    # Lowest: 3/4 of stage 1, which is Largely but not Fully: stage 1. Highest: 4/4, 2/2, and stage 3 is Missing: stage 2.
    assert standing(framework, said(2, 2, 2, None, None, DONT_KNOW, MISSING)).stage_interval == (1, 2)
    assert standing(framework, EMPTY).stage_interval == (0, 3)
    assert standing(rubric(3, [1, 1]), EMPTY).stage_interval == (1, 3)
    assert standing(framework, said(2, 2, 2, 2, 2, 2, 2)).stage_interval == (3, 3)


def test_not_applicable_is_tried_at_the_lowest_answer_and_shown_only_where_that_is_lower() -> None:
    framework = adoption([1] * 4, [1] * 2)
    # Without the two that do not apply: 2/2 of stage 1, so stage 2. With them Missing: 2/4, not more than half, so 0.
    assert na_sensitivity(standing(framework, said(2, 2, NA, NA, 2, 2))) == 0
    # One: 3/3, or 3/4 with it. Stage 1 is then reached, but not Fully covered.
    assert na_sensitivity(standing(framework, said(2, 2, 2, NA, 2, 2))) == 1
    assert na_sensitivity(standing(framework, said(2, 2, 2, 2, 2, 2))) is None
    # Three of four do not apply: not rated, so the stage is 0. With them Missing it would be 1/4, again 0.
    assert na_sensitivity(standing(framework, said(2, NA, NA, NA, 2, 2))) is None


def test_where_not_applicable_holds_the_stage_down_nothing_is_shown() -> None:
    # Of 3 rubric practices 2 do not apply: nothing is rated, so the stage is 0. At their lowest answers it would be 1.
    framework = rubric(2, [1] * 3)
    assert reached(framework, said(1, NA, NA)) == 0
    assert reached(framework, said(1, 0, 0)) == 1
    assert na_sensitivity(standing(framework, said(1, NA, NA))) is None


def test_the_aspect_profile_of_an_adoption_framework() -> None:
    plain = adoption_dict([1, 2, 1], [4, 1])
    for practice, aspect in (("p2", "data"), ("p3", "culture"), ("p4", "design"), ("p5", "culture")):
        plain = changed(plain, practice, aspect=aspect, second_aspect="measurement")
    result = aspects(Framework.from_dict(plain), said(REPEATABLE, AD_HOC, NA, None, SYSTEMATIC))
    # Data: p1 met and p2 not, 1 of 1 + 2. Design: p4 is blank, 0 of 4. Culture: p3 does not apply, p5 is met, 1 of 1.
    assert [(a.aspect, a.met, a.applicable, a.coverage, a.band) for a in result] == [
        (Aspect.DATA, 1, 3, Fraction(1, 3), Band.PARTIALLY),
        (Aspect.DESIGN, 0, 4, Fraction(0), Band.NOT),
        (Aspect.DELIVERY, 0, 0, None, None),
        (Aspect.MEASUREMENT, 0, 0, None, None),
        (Aspect.CULTURE, 1, 1, Fraction(1), Band.FULLY),
    ]


def test_the_aspect_profile_of_a_rubric() -> None:
    plain = changed(changed(rubric_dict(4, [1, 2, 5, 1]), "p3", aspect="design"), "p4", aspect="delivery")
    data, design, delivery, *_ = aspects(Framework.from_dict(plain), said(3, 1, None, NA))
    # S − 1 = 3. Data: 1 × 3 + 2 × 1 = 5 of (1 + 2) × 3 = 9. Design: blank, 0 of 5 × 3. Delivery: nothing applies.
    assert (data.met, data.applicable, data.coverage, data.band) == (5, 9, Fraction(5, 9), Band.LARGELY)
    assert (design.met, design.applicable, design.coverage, design.band) == (0, 15, Fraction(0), Band.NOT)
    assert (delivery.met, delivery.applicable, delivery.coverage, delivery.band) == (0, 0, None, None)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ((2, 2, None, None), "stage"),  # 2 of 4 is half
        ((2, None, None, None), "interval"),
        ((2, DONT_KNOW, DONT_KNOW, None), "interval"),  # "don't know" is not answered
        ((2, None, NA, NA), "stage"),  # 1 of 2 that apply
        ((2, None, None, NA), "interval"),  # 1 of 3
        ((), "interval"),
        ((NA, NA, NA, NA), "stage"),  # none of none is not fewer than half
    ],
)
def test_the_headline_is_the_interval_while_fewer_than_half_are_answered(values: tuple[Said], expected: str) -> None:
    # The weights, 9 for the last one, do not matter: shares answered are counted by practice.
    framework = adoption([1, 1, 1, 9])
    assert standing(framework, said(*values)).headline == expected


# --- numbers shown ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (Fraction(0), "0"),
        (Fraction(100), "100"),
        (Fraction(700, 11), "63.6"),  # 63.63…
        (Fraction(200, 3), "66.6"),  # 66.66…, downwards
        (Fraction(9999999, 100000), "99.9"),
        (Fraction(50), "50"),
        (Fraction(5001, 100), "50.0"),  # a little more than 50
        (Fraction(1, 100), "0.0"),  # a little more than nothing
        (Fraction(-1, 100), "0.0"),
        (Fraction(-5, 2), "-2.5"),
        (Fraction(-199, 100), "-1.9"),  # towards zero
        (Fraction(-3), "-3"),
        (Fraction(17395, 297), "58.5"),  # 58.569…
        (Fraction(1, 2), "0.5"),
    ],
)
def test_a_number_is_shown_towards_zero_to_one_decimal(number: Fraction, expected: str) -> None:
    assert shown(number) == expected


def test_a_percentage_is_shown_in_the_same_way() -> None:
    assert [percent(Fraction(n, 11)) for n in (0, 5, 7, 11)] == ["0", "45.4", "63.6", "100"]
    assert percent(Fraction(10**12 - 1, 10**12)) == "99.9"
