"""What must always hold of trends, on random frameworks and assessments."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cxcore.compare.trend import Comparison, read_trend, to_target
from cxcore.model import Assessment, Framework, Response
from cxcore.rating import Profile, Standing, coverages, standing
from cxcore.reading.jsontext import dumps, loads
from tests.strategies import assessments, cases, frameworks


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Framework, Assessment, Assessment]:
    framework = draw(frameworks(max_practices=30))
    first, second = draw(assessments(framework)), draw(assessments(framework))
    if draw(st.booleans()):  # Some practices stay as they were.
        same = {key: r for i, (key, r) in enumerate(first.responses.items()) if i % 2}
        second = replace(second, responses={**second.responses, **same})
    return framework, first, second


Pair = tuple[Framework, Assessment, Assessment]


def compared(framework: Framework, before: Assessment, after: Assessment) -> Comparison:
    return read_trend(framework, [replace(before, taken="2026-01-01"), replace(after, taken="2026-02-01")]).steps[0]


@given(pairs())
def test_of_one_assessment_with_itself_nothing_is_left(case: Pair) -> None:
    framework, one, _ = case
    found = compared(framework, one, one)
    assert found.up == found.down == found.answered == found.not_applicable == found.framework == ()
    assert found.reviews == ()
    assert not any(move.new_evidence for move in found.unchanged)
    assert all(effect.before == effect.after and effect.index in (0, None) for effect in found.effects)


@given(pairs())
def test_backwards_every_difference_is_negated(case: Pair) -> None:
    framework, one, other = case
    there, back = compared(framework, one, other), compared(framework, other, one)

    def turned(found: Comparison, name: str) -> list[tuple[str, int | None, int | None]]:
        return [(move.practice, move.after, move.before) for move in getattr(found, name)]

    for forward, backward in (
        ("up", "down"),
        ("down", "up"),
        ("answered", "answered"),
        ("not_applicable", "not_applicable"),
    ):
        assert turned(back, forward) == [(m.practice, m.before, m.after) for m in getattr(there, backward)]
    assert [move.practice for move in there.unchanged] == [move.practice for move in back.unchanged]


def lead(here: Standing) -> tuple[str, int, tuple[int, int]]:
    return here.headline, here.reached, here.stage_interval


@given(pairs())
def test_the_effects_lead_from_the_one_to_the_other(case: Pair) -> None:
    framework, one, other = case
    found = compared(framework, one, other)
    before, after = Profile.of(framework, one), Profile.of(framework, other)
    assert lead(found.effects[0].before) == lead(standing(framework, before))
    assert lead(found.effects[-1].after) == lead(standing(framework, after))
    for first, second in zip(found.effects, found.effects[1:], strict=False):
        assert first.after == second.before
    low, high = standing(framework, before).index, standing(framework, after).index
    parts = [effect.index for effect in found.effects]
    if low is not None and high is not None and None not in parts:
        assert sum(part for part in parts if part is not None) == high - low


@given(pairs())
def test_every_practice_with_a_difference_is_in_one_list(case: Pair) -> None:
    framework, one, other = case
    found = compared(framework, one, other)
    lists = (found.up, found.down, found.unchanged, found.answered, found.not_applicable, found.framework)
    listed = [move.practice for moves in lists for move in moves]
    assert len(listed) == len(set(listed))
    for key in framework.practice.keys() - set(listed):  # No level in either, and not applicable in both or in none.
        before, after = (Profile.of(framework, assessment) for assessment in (one, other))
        assert key not in before.ranks.keys() | after.ranks.keys()
        assert (key in before.not_applicable) == (key in after.not_applicable)


@given(cases(), st.integers(0, 7))
def test_percent_to_target_is_a_part_of_1_and_1_where_all_is_met(case: tuple[Framework, Profile], which: int) -> None:
    framework, profile = case
    target = 1 + which % len(framework.stages)
    share = to_target(framework, profile, target)
    assert share is None or 0 <= share <= 1
    for stage in coverages(framework, profile)[:target]:
        if share == 1:
            assert stage.unmet == ()


@given(pairs())
def test_evidence_text_changes_no_number_and_data_survives_json(case: Pair) -> None:
    framework, one, other = case

    def bare(assessment: Assessment) -> Assessment:
        responses: dict[str, Response] = {
            key: replace(response, evidence="") for key, response in assessment.responses.items()
        }
        return replace(assessment, responses=responses)

    with_notes = read_trend(framework, [one, other]).to_dict()
    without = read_trend(framework, [bare(one), bare(other)]).to_dict()
    assert with_notes["points"] == without["points"]
    assert [c["effects"] for c in with_notes["comparisons"]] == [c["effects"] for c in without["comparisons"]]
    assert loads(dumps(with_notes)) == with_notes
