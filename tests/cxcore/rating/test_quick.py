"""The quick look: its values by hand, and what always holds of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import combinations
from random import Random

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cxcore.model import Framework
from cxcore.rating import Profile, report_of, standing
from cxcore.rating.quick import likely_met
from tests.builders import DONT_KNOW, NA, Said, adoption, profile, rubric
from tests.frameworks import trial

FIRST, SECOND, THIRD, FOURTH = (
    ("p1", "p2", "p3", "p4", "p5"),
    ("p12", "p13", "p14"),
    ("p23", "p24", "p25"),
    ("p34", "p35", "p36"),
)
LIKE_OURS = replace(adoption([1] * 11, [1] * 11, [1] * 11, [1] * 13), quick=(*FIRST, *SECOND, *THIRD, *FOURTH))
"""As many practices a stage as the four-stage model has, with as many marked."""


def met(*counts: int) -> dict[str, Said]:
    """So many of the marked practices met at each stage, the others missing."""
    stages = zip((FIRST, SECOND, THIRD, FOURTH), counts, strict=True)
    return {key: 2 if place < count else 0 for keys, count in stages for place, key in enumerate(keys)}


def ends(said: Mapping[str, Said], framework: Framework = LIKE_OURS) -> tuple[int, int] | None:
    found = standing(framework, profile(said)).quick
    return None if found is None else (found.low, found.high)


@pytest.mark.parametrize(
    ("applicable", "asked", "found", "least", "most"),
    [
        # C(11, 5) = 462 draws, a tenth is 46.2. All 5 met: C(7, 5) = 21 are too few, C(8, 5) = 56 are enough.
        (11, 5, 5, 8, 11),
        # 4 or more of 5: with 5 met 5·6 + 1 = 31 are too few, with 6 met 15·5 + 6 = 81 are enough. One is not met.
        (11, 5, 4, 6, 10),
        # 3 or more of 5: with 4 met C(4,3)·C(7,2) + C(4,4)·7 = 84 + 7 = 91 are enough, with 3 met C(8,2) = 28 are not.
        (11, 5, 3, 4, 9),
        # C(11, 3) = 165, a tenth is 16.5. None of 3 met: with 5 met C(6,3) = 20 are enough, with 6 met C(5,3) = 10 are not.
        (11, 3, 0, 0, 5),
        # 1 or none of 3: with 8 met 1 + 8·3 = 25 are enough, with 9 met 9·1 = 9 are not. One is met in any case.
        (11, 3, 1, 1, 8),
        # C(7, 4) = 35, a tenth is 3.5. All 4 met: with 4 met 1 is too few, with 5 met 5 are enough.
        (7, 4, 4, 5, 7),
        # A tenth exactly is enough. Of 10 one is asked, and met: with 1 met that is 1 draw of 10.
        (10, 1, 1, 1, 10),
        (20, 1, 1, 2, 20),
        (6, 0, 0, 0, 6),
        (6, 6, 4, 4, 4),
        (0, 0, 0, 0, 0),
    ],
)
def test_how_many_are_likely_met(applicable: int, asked: int, found: int, least: int, most: int) -> None:
    assert likely_met(applicable, asked, found) == (least, most)


def test_how_many_are_likely_met_is_what_all_draws_say() -> None:
    for applicable in range(8):
        for asked in range(applicable + 1):
            draws = [
                [sum(place < all_met for place in draw) for draw in combinations(range(applicable), asked)]
                for all_met in range(applicable + 1)
            ]
            for found in range(asked + 1):
                possible = range(found, applicable - asked + found + 1)
                least = min(m for m in possible if 10 * sum(x >= found for x in draws[m]) >= len(draws[m]))
                most = max(m for m in possible if 10 * sum(x <= found for x in draws[m]) >= len(draws[m]))
                assert likely_met(applicable, asked, found) == (least, most), (applicable, asked, found)
                assert least <= most


@pytest.mark.parametrize(
    ("counts", "likely", "proven"),
    [
        # 8 of 11 at least, which is more than half and not more than 85 %: stage 1. Stage 2 has at most 8 of 11, so it may be reached.
        ((5, 1, 0, 0), (1, 2), (0, 2)),
        # Stage 2 has at most 5 of 11, which is not more than half. Stage 1 alone is named by no quick look.
        ((5, 0, 0, 0), (1, 2), (0, 2)),
        # Two of stage 1 are not met: 9 of 11 at most, so that nothing can be built on it.
        ((3, 3, 3, 3), (0, 1), (0, 1)),
        ((4, 2, 1, 0), (1, 3), (0, 3)),
        ((5, 3, 3, 3), (1, 4), (0, 4)),
        # At most 3 of 11 are met: no stage, and the next one stands beside it.
        ((0, 0, 0, 0), (0, 1), (0, 1)),
    ],
)
def test_between_which_stages_it_likely_lies(
    counts: tuple[int, ...], likely: tuple[int, int], proven: tuple[int, int]
) -> None:
    assert ends(met(*counts)) == likely
    assert standing(LIKE_OURS, profile(met(*counts))).stage_interval == proven


def test_the_reading_stands_in_the_report_which_then_names_no_stage() -> None:
    report = report_of(standing(LIKE_OURS, profile(met(5, 1, 0, 0))))
    assert report["headline"] == "interval"
    assert report["quick"] == {
        "interval": [1, 2],
        "stages": [
            {"id": "s1", "order": 1, "asked": 5, "met": 5, "applicable": 11, "least": 8, "most": 11},
            {"id": "s2", "order": 2, "asked": 3, "met": 1, "applicable": 11, "least": 1, "most": 8},
            {"id": "s3", "order": 3, "asked": 3, "met": 0, "applicable": 11, "least": 0, "most": 5},
            {"id": "s4", "order": 4, "asked": 3, "met": 0, "applicable": 13, "least": 0, "most": 6},
        ],
    }


def test_more_than_half_of_a_short_model_is_still_a_quick_look_until_more_is_answered() -> None:
    framework = replace(
        adoption([1] * 7, [1] * 7, [1] * 7), quick=tuple(f"p{i}" for i in (1, 2, 3, 4, 5, 8, 9, 10, 11, 15, 16, 17, 18))
    )
    said: dict[str, Said] = {**dict.fromkeys(framework.quick, 2), "p15": 0}
    # 5 of 5 stand for 6 of 7 at least, which is more than 85 %; 4 of 4 for 5, which is more than half.
    assert ends(said, framework) == (2, 3)
    assert standing(framework, profile(said)).headline == "interval"
    more = standing(framework, profile({**said, "p12": 2}))
    assert (more.headline, more.quick) == ("stage", None)


def test_who_is_given_no_reading() -> None:
    said = met(5, 1, 0, 0)
    eight = dict(list(said.items())[:8])
    assert ends(eight) is not None
    assert ends({**eight, "p23": DONT_KNOW}) == ends(eight)
    assert ends(dict(list(said.items())[:7])) is None
    assert ends({**dict(list(said.items())[:7]), "p14": DONT_KNOW, "p6": 2}) is None
    assert ends(said, replace(LIKE_OURS, quick=())) is None
    # Nine more of the other questions make 23 of 46, which is no quick look any more; eight more are.
    more: dict[str, Said] = {f"p{i}": 0 for i in (15, 16, 17, 18, 19, 20, 21, 22)}
    assert ends({**said, **more}) is not None
    assert ends({**said, **more, "p26": 0}) is None


def test_what_does_not_apply_leaves_the_count() -> None:
    # 4 of 4 answered, of 10: C(10, 4) = 210, a tenth is 21; with 6 met C(6, 4) = 15 are too few, with 7 met 35 are enough.
    found = standing(LIKE_OURS, profile({**met(5, 0, 0, 0), "p5": NA})).quick
    assert found is not None
    assert (found.stages[0].asked, found.stages[0].applicable, found.stages[0].least) == (4, 10, 7)


def test_unequal_weights_take_the_lightest_for_the_least_and_the_heaviest_for_the_most() -> None:
    # 8 of 9 are met. A ninth is likely not met or met: with none more 8 of 8 + 92 = 100, with one more all of it.
    framework = adoption([1] * 8 + [92], [1])
    framework = replace(framework, quick=tuple(framework.practice))
    found = standing(framework, profile(dict.fromkeys((f"p{i}" for i in range(1, 9)), 2))).quick
    assert found is not None
    assert (found.stages[0].least, found.stages[0].most, found.low, found.high) == (8, 9, 0, 2)


def test_a_rubric_has_a_quick_look_too() -> None:
    framework = rubric(3, [1] * 10)
    framework = replace(framework, quick=tuple(framework.practice)[:8])
    # 8 of 10 answered with stage 2: stage 1 is met by all, stage 2 by 8 at least, stage 3 by 2 at most.
    found = standing(framework, profile(dict.fromkeys(framework.quick, 1))).quick
    assert found is None  # 8 are more than half and 2 are not, whatever they are
    found = standing(framework, profile({key: place % 2 for place, key in enumerate(framework.quick)})).quick
    assert found is not None
    assert (found.low, found.high) == (1, 2)


def test_the_marked_answers_of_the_fifteen_organisations_hold_their_stages() -> None:
    for model in ("four-stages", "adoption-path"):
        framework = trial.models()[model]
        for organisation, assessment in trial.assessments(model).items():
            whole = Profile.of(framework, assessment)
            asked = {*framework.quick}
            looked = standing(
                framework,
                Profile(
                    ranks={key: rank for key, rank in whole.ranks.items() if key in asked},
                    not_applicable=whole.not_applicable & asked,
                    dont_know=whole.dont_know & asked,
                ),
            )
            low, high = (looked.quick.low, looked.quick.high) if looked.quick else looked.stage_interval
            assert low <= standing(framework, whole).reached <= high, (model, organisation)


def marked(framework: Framework) -> Framework:
    """The framework with all its practices marked."""
    return replace(framework, quick=tuple(framework.practice))


FRAMEWORKS = [
    LIKE_OURS,
    marked(adoption([1] * 4, [1] * 5, [1] * 3)),
    marked(adoption([1, 2, 3, 20, 7], [5, 1, 1, 1000], [3] * 4)),
    marked(rubric(4, [1] * 11)),
    marked(rubric(3, [1, 5, 2, 2, 20, 1, 1, 3, 1])),
]


@st.composite
def looks(draw: st.DrawFn) -> tuple[Framework, Profile]:
    """A framework with marks, and a profile that has a quick look at it. Drawn by a seed, which is many times faster than by parts."""
    framework, random = draw(st.sampled_from(FRAMEWORKS)), Random(draw(st.integers(0, 2**32)))
    out, blank, high = random.random() * 0.3, random.random() * 0.5, random.random()
    said: dict[str, Said] = {}
    for key in framework.practice:
        if key in framework.quick and random.random() >= blank:
            top = len(framework.scale) - 1
            said[key] = random.randint(1, top) if random.random() < high else 0
        elif random.random() < out:
            said[key] = random.choice([NA, DONT_KNOW])
    found = profile(said)
    assume(standing(framework, found).quick is not None)
    return framework, found


@given(looks())
def test_the_reading_lies_within_what_is_proven_and_names_no_single_stage(case: tuple[Framework, Profile]) -> None:
    found = standing(*case)
    assert found.quick is not None
    assert found.stage_interval[0] <= found.quick.low < found.quick.high <= found.stage_interval[1]
    assert found.headline == "interval"
    for stage in found.quick.stages:
        assert stage.met <= stage.least <= stage.most <= stage.applicable - (stage.asked - stage.met)
        assert stage.asked < stage.applicable or stage.least == stage.most


@given(looks(), st.data())
def test_raising_an_answer_lowers_neither_end(case: tuple[Framework, Profile], data: st.DataObject) -> None:
    framework, before = case
    key = data.draw(st.sampled_from(sorted(before.ranks)))
    rank = data.draw(st.integers(before.ranks[key], len(framework.scale) - 1))
    after = standing(framework, replace(before, ranks={**before.ranks, key: rank}))
    looked = standing(framework, before).quick
    assert looked is not None
    if after.quick is not None:
        assert (after.quick.low >= looked.low, after.quick.high >= looked.high) == (True, True)
    else:  # what is proven now is at least as good as what was likely
        assert after.stage_interval[1] >= looked.low
