"""The order of gaps and what could lift the stage, worked out by hand; and `lift` against every subset on small frameworks."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

from hypothesis import given

from cxcore.model import Framework
from cxcore.rating import Profile, coverages, gaps, stage_reached, standing
from cxcore.rating.gaps import Gap, lift
from tests.builders import (
    AD_HOC,
    DONT_KNOW,
    MISSING,
    NA,
    REPEATABLE,
    adoption,
    adoption_dict,
    changed,
    effort,
    rubric,
    rubric_dict,
    said,
)
from tests.strategies import cases


def names(found: Iterable[Gap]) -> list[str]:
    return [gap.practice for gap in found]


# --- gaps -------------------------------------------------------------------------------------------------------------


def test_a_gap_says_how_far_it_is_and_what_it_costs() -> None:
    framework = Framework.from_dict(changed(adoption_dict([1] * 5), "p1", effort=effort(7)))
    # Met: p3. Stage 1 has 1 of 4 that apply: too little for stage 1, so that every gap blocks. A step costs 7 for p1, else 3.
    assert gaps(standing(framework, said(MISSING, AD_HOC, REPEATABLE, NA, DONT_KNOW))) == (
        Gap(practice="p2", stage=1, rank=1, steps=1, cost=3, blocks=True),
        Gap(practice="p5", stage=1, rank=None, steps=2, cost=6, blocks=True),
        Gap(practice="p1", stage=1, rank=0, steps=2, cost=14, blocks=True),
    )


def test_what_blocks_comes_before_a_lower_stage_that_does_not() -> None:
    framework = adoption([1] * 10, [1] * 2, [1])
    # Stage 1 has 9/10, which is enough; stage 2 has 1/2, too little for stage 2; stage 3 is not next.
    known = said(AD_HOC, *[REPEATABLE] * 9, REPEATABLE, AD_HOC, AD_HOC)
    assert [(g.practice, g.blocks) for g in gaps(standing(framework, known))] == [
        ("p12", True),
        ("p1", False),
        ("p13", False),
    ]


def test_both_the_stage_reached_and_the_next_one_can_block() -> None:
    framework = adoption([1] * 4, [1] * 2, [1])
    # Stage 1: 3/4, reached but not Fully covered. Stage 2: 0/2. Both keep stage 2 away; stage 3 does not yet.
    known = said(AD_HOC, *[REPEATABLE] * 3, AD_HOC, AD_HOC, AD_HOC)
    assert [(g.practice, g.stage, g.blocks) for g in gaps(standing(framework, known))] == [
        ("p1", 1, True),
        ("p5", 2, True),
        ("p6", 2, True),
        ("p7", 3, False),
    ]


def test_the_order_within_a_stage() -> None:
    # Five gaps that block one stage, each placed by a key of its own: steps, then weight, then cost, then catalogue.
    plain = adoption_dict([1, 1, 1, 3, 1])
    plain = changed(changed(plain, "p1", effort=effort(5)), "p4", effort=effort(7))
    framework = Framework.from_dict(plain)
    # p5 is one step away. p4 weighs 3, which counts before its cost of 2 × 7. p2 and p3 cost 2 × 3 = 6, p1 costs 2 × 5 = 10.
    known = said(MISSING, MISSING, None, MISSING, AD_HOC)
    assert names(gaps(standing(framework, known))) == ["p5", "p4", "p2", "p3", "p1"]


def test_the_catalogue_breaks_the_last_tie_not_the_id() -> None:
    framework = Framework.from_dict(changed(changed(adoption_dict([1, 1]), "p1", order=2), "p2", order=1))
    assert names(gaps(standing(framework, said(MISSING, MISSING)))) == ["p2", "p1"]


def test_at_the_highest_stage_nothing_blocks_and_gaps_remain() -> None:
    framework = adoption([1] * 10)
    found = gaps(standing(framework, said(AD_HOC, *[REPEATABLE] * 9)))
    assert found == (Gap(practice="p1", stage=1, rank=1, steps=1, cost=3, blocks=False),)


def test_gaps_of_a_stage_that_is_not_rated_block_only_while_its_coverage_is_too_low() -> None:
    framework = adoption([1] * 7, [1])
    # 3 of 7 apply: not rated. 2 of 3 met are enough for stage 1: no raise would help, so nothing blocks.
    assert [g.blocks for g in gaps(standing(framework, said(2, 2, AD_HOC, NA, NA, NA, NA, 2)))] == [False]
    # 1 of 3 is too low as well.
    assert [g.blocks for g in gaps(standing(framework, said(2, 1, AD_HOC, NA, NA, NA, NA, 2)))] == [True, True]


def test_a_rubric_practice_is_listed_once_at_the_lowest_stage_where_it_blocks() -> None:
    framework = rubric(4, [1] * 10)
    # At s1: p1. At s2: p2 to p5. At s4: p6 to p10. Stage 2 has 9/10, so Fully; stage 3 has 5/10: too little for stage 3.
    # Reached is 2; stage 3 alone blocks. p1 is unmet at 2, but it blocks at 3: two steps; p2 to p5 one step.
    found = gaps(standing(framework, said(0, 1, 1, 1, 1, 3, 3, 3, 3, 3)))
    assert [(g.practice, g.stage, g.steps, g.cost, g.blocks) for g in found] == [
        ("p2", 3, 1, 3, True),
        ("p3", 3, 1, 3, True),
        ("p4", 3, 1, 3, True),
        ("p5", 3, 1, 3, True),
        ("p1", 3, 2, 6, True),
    ]


def test_a_rubric_practice_that_does_not_block_is_listed_at_its_next_stage() -> None:
    framework = rubric(3, [1] * 10)
    # One at s1, one at s2, eight at s3. Stage 2: 9/10, stage 3: 8/10: the highest is reached, nothing blocks.
    found = gaps(standing(framework, said(1, 0, *[2] * 8)))
    assert [(g.practice, g.stage, g.steps, g.blocks) for g in found] == [("p2", 2, 1, False), ("p1", 3, 1, False)]


# --- lift -------------------------------------------------------------------------------------------------------------


def test_the_fewest_blanks_that_lift_the_stage_first_in_the_catalogue() -> None:
    framework = adoption([1] * 4, [1] * 3)
    # Stage 1: 1/4; over half are 3, so two of the three blanks; the first two.
    assert lift(standing(framework, said(REPEATABLE, None, None, DONT_KNOW))) == ("p2", "p3")


def test_dont_know_counts_among_the_blanks() -> None:
    assert lift(standing(adoption([1] * 3), said(REPEATABLE, DONT_KNOW, MISSING))) == ("p2",)


def test_two_stages_can_need_blanks_at_once() -> None:
    framework = adoption([1] * 4, [1] * 3)
    # Stage 1 is reached with 3/4. For stage 2 it needs 4/4 (floor(3.4) + 1), and stage 2 needs 2 of 3 where it has 1.
    assert lift(standing(framework, said(2, 2, 2, None, None, 2, None))) == ("p4", "p5")


def test_the_heaviest_are_the_fewest_and_then_the_earliest_that_still_suffice() -> None:
    # Total 20, needed 11. Blanks of 2, 5, 3, 6, 4. One alone is too light. Pairs of at least 11: only 5 + 6.
    assert lift(standing(adoption([2, 5, 3, 6, 4]), Profile(ranks={}))) == ("p2", "p4")
    # Total 20, needed 11, met 2. Lacking 9: 5 + 4 (p2, p5), 3 + 6 (p3, p4), 5 + 6 (p2, p4), 6 + 4. First places: p2, p4.
    assert lift(standing(adoption([2, 5, 3, 6, 4]), said(2))) == ("p2", "p4")
    # Total 9, needed 5. One blank is too light; of the pairs, 1 + 4 and 2 + 4 suffice. The first has p1.
    assert lift(standing(adoption([1, 2, 2, 4]), Profile(ranks={}))) == ("p1", "p4")


def test_where_no_answer_can_lift_the_stage_the_list_is_empty() -> None:
    framework = adoption([1] * 4, [1])
    assert lift(standing(framework, said(2, 2, 2, MISSING, None))) == ()  # stage 1 stays at 3/4
    assert lift(standing(framework, said(2, 2, 2, 2, 2))) == ()  # the highest
    # Three of seven apply, so stage 1 is not rated; that its blank would bring 2 of 3 does not help.
    assert lift(standing(adoption([1] * 7), said(REPEATABLE, None, MISSING, NA, NA, NA, NA))) == ()
    assert lift(standing(framework, said(2, 2, 2, 2, MISSING))) == ()  # nothing is blank


def test_a_blank_rubric_practice_lifts_every_stage_at_once() -> None:
    framework = rubric(4, [1] * 10)
    # Eight at s2, two blank: stage 2 has 8/10, so 2 is reached. For stage 3 it needs 9 in stage 2 and 6 in stage 3, where it
    # has 0: six blanks, but there are two.
    assert lift(standing(framework, said(*[1] * 8))) == ()
    # Five at s3, three at s2, two blank: stage 2 lacks 1 of 9, stage 3 lacks 1 of 6. One blank serves both.
    assert lift(standing(framework, said(*[2] * 5, *[1] * 3))) == ("p9",)
    # Four at s3: stage 3 lacks 2 of 6.
    assert lift(standing(framework, said(*[2] * 4, *[1] * 4))) == ("p9", "p10")


def test_the_first_stage_of_a_rubric_is_met_by_blanks_already() -> None:
    # Nothing answered: stage 1 is reached; stage 2 of 3 practices needs 2 of 3.
    assert lift(standing(rubric(2, [1] * 3), Profile(ranks={}))) == ("p1", "p2")
    assert lift(standing(Framework.from_dict(rubric_dict(2, [1, 1, 3])), Profile(ranks={}))) == ("p3",)


def by_trying_everything(framework: Framework, known: Profile) -> tuple[str, ...]:
    """The first smallest set of blanks that lifts the stage when they have their highest answer: smallest sizes first, each in
    catalogue order (`combinations` keeps it)."""
    official = stage_reached(framework, coverages(framework, known))
    blanks = [key for key in framework.practice if key not in known.ranks and key not in known.not_applicable]
    top = len(framework.scale) - 1
    for size in range(1, len(blanks) + 1):
        for chosen in combinations(blanks, size):
            tried = Profile(ranks={**known.ranks, **dict.fromkeys(chosen, top)}, not_applicable=known.not_applicable)
            if stage_reached(framework, coverages(framework, tried)) > official:
                return chosen
    return ()


@given(cases(max_stages=4, max_practices=9))
def test_lift_is_what_trying_every_set_finds(case: tuple[Framework, Profile]) -> None:
    framework, known = case
    assert lift(standing(framework, known)) == by_trying_everything(framework, known)


@given(cases())
def test_something_lifts_exactly_where_the_interval_is_open(case: tuple[Framework, Profile]) -> None:
    framework, known = case
    low, high = standing(framework, known).stage_interval
    assert bool(lift(standing(framework, known))) == (low < high)


@given(cases())
def test_every_unmet_practice_is_a_gap_once_and_its_steps_meet_it(case: tuple[Framework, Profile]) -> None:
    framework, known = case
    stages = coverages(framework, known)
    found = gaps(standing(framework, known))
    assert sorted(names(found)) == sorted({key for stage in stages for key in stage.unmet})
    for gap in found:
        before = known.ranks.get(gap.practice, 0)
        assert framework.meets(before + gap.steps, gap.stage)
        assert not framework.meets(before + gap.steps - 1, gap.stage)
        practice = framework.practice[gap.practice]
        steps = [
            practice.answers[key].effort or practice.effort for key in framework.scale[before : before + gap.steps]
        ]
        assert gap.cost == sum(step.knowledge + step.time + step.resources for step in steps)
    # What blocks comes first, and within it and without it the stages ascend.
    assert found == tuple(sorted(found, key=lambda gap: (not gap.blocks, gap.stage)))


@given(cases(not_applicable=False))
def test_raising_all_that_blocks_reaches_the_next_stage(case: tuple[Framework, Profile]) -> None:
    framework, known = case
    official = stage_reached(framework, coverages(framework, known))
    blocking = [gap for gap in gaps(standing(framework, known)) if gap.blocks]
    assert bool(blocking) == (official < len(framework.stages))
    if blocking:
        target = official + 1
        raised = {
            gap.practice: max(framework.meeting_rank(target), known.ranks.get(gap.practice, 0)) for gap in blocking
        }
        after = Profile(ranks={**known.ranks, **raised}, dont_know=known.dont_know - raised.keys())
        assert stage_reached(framework, coverages(framework, after)) > official
        # And raising none of them, however much of the rest, does not.
        rest = {gap.practice: len(framework.scale) - 1 for gap in gaps(standing(framework, known)) if not gap.blocks}
        other = Profile(ranks={**known.ranks, **rest}, dont_know=known.dont_know - rest.keys())
        assert stage_reached(framework, coverages(framework, other)) == official
