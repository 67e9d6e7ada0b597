"""What must always hold of a rating, on random frameworks of both kinds and random assessments of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from cxcore.model import Assessment, Framework, Kind, Practice
from cxcore.rating import Profile, coverages, report, stage_reached, standing
from cxcore.rating.coverage import aspects, strict_stage
from cxcore.rating.report import report_of
from cxcore.rating.standing import na_sensitivity
from cxcore.reading.jsontext import dumps, loads
from cxcore.rounding import shown
from tests.builders import completed
from tests.strategies import assessments, cases, frameworks, profiles

Case = tuple[Framework, Profile]


def reached(framework: Framework, profile: Profile) -> int:
    return stage_reached(framework, coverages(framework, profile))


def strict(framework: Framework, profile: Profile) -> int:
    return strict_stage(coverages(framework, profile))


def coverage_by_stage(framework: Framework, profile: Profile) -> list[Fraction | None]:
    return [stage.coverage for stage in coverages(framework, profile)]


def with_rank(profile: Profile, practice: str, rank: int) -> Profile:
    return replace(profile, ranks={**profile.ranks, practice: rank}, dont_know=profile.dont_know - {practice})


def without(profile: Profile, practice: str) -> Profile:
    """The profile with a practice blank."""
    return Profile(
        ranks={key: rank for key, rank in profile.ranks.items() if key != practice},
        not_applicable=profile.not_applicable - {practice},
        dont_know=profile.dont_know - {practice},
    )


def rated_throughout(framework: Framework, profile: Profile) -> bool:
    return all(stage.rated for stage in coverages(framework, profile))


@st.composite
def cases_with_an_answer(draw: st.DrawFn) -> tuple[Framework, Profile, str]:
    framework = draw(frameworks())
    profile = draw(profiles(framework))
    assume(profile.ranks)
    return framework, profile, draw(st.sampled_from(sorted(profile.ranks)))


@st.composite
def cases_with_a_blank(draw: st.DrawFn) -> tuple[Framework, Profile, str]:
    framework = draw(frameworks())
    profile = draw(profiles(framework))
    blank = [key for key in framework.practice if key not in profile.ranks and key not in profile.not_applicable]
    practice = draw(st.sampled_from(blank or list(framework.practice)))
    return framework, profile if blank else without(profile, practice), practice


@st.composite
def completed_cases(draw: st.DrawFn) -> tuple[Framework, Profile, Profile]:
    """A framework, a profile, and one completion of it: every blank and don't-know given some level."""
    framework = draw(frameworks())
    profile = draw(profiles(framework))
    levels = st.integers(0, len(framework.scale) - 1)
    blank = [key for key in framework.practice if key not in profile.ranks and key not in profile.not_applicable]
    given_levels = draw(st.lists(levels, min_size=len(blank), max_size=len(blank)))
    ranks = {**profile.ranks, **dict(zip(blank, given_levels, strict=True))}
    return framework, profile, replace(profile, ranks=ranks, dont_know=frozenset())


# --- the definitions, said once more and differently ------------------------------------------------------------------


def stage_by_definition(framework: Framework, profile: Profile) -> int:
    """Section 2 word for word, by counting practice by practice, in integers: w·d > n·Σw instead of a fraction over n/d."""

    def weigh(order: int, what: str) -> int:
        total = 0
        for practice in framework.practices:
            bears = practice.stage is None or framework.stages[order - 1].id == practice.stage
            applies = practice.id not in profile.not_applicable
            rank = profile.ranks.get(practice.id, 0)
            meets = rank + 1 >= order if framework.kind is Kind.RUBRIC else rank in (2, 3)
            counted = {"all": True, "applicable": applies, "met": applies and meets}[what]
            total += practice.weight if bears and counted else 0
        return total

    def over(order: int, threshold: Fraction) -> bool:
        every, applicable, met = (weigh(order, what) for what in ("all", "applicable", "met"))
        rated = applicable > 0 and 2 * applicable >= every
        return rated and met * threshold.denominator > applicable * threshold.numerator

    rating = framework.rating
    return max(
        (
            k
            for k in range(1, len(framework.stages) + 1)
            if over(k, rating.largely) and all(over(j, rating.fully) for j in range(1, k))
        ),
        default=0,
    )


@given(cases())
def test_the_stage_reached_is_what_its_definition_says(case: Case) -> None:
    assert reached(*case) == stage_by_definition(*case)


@given(cases())
def test_the_strict_stage_is_never_above_the_stage_reached(case: Case) -> None:
    assert strict(*case) <= reached(*case)


@given(cases())
def test_the_ends_of_the_interval_are_the_official_stage_and_not_below_it(case: Case) -> None:
    low, high = standing(*case).stage_interval
    assert low == reached(*case)
    assert low <= high


# --- raising, completing, giving a level ------------------------------------------------------------------------------


@given(cases_with_an_answer(), st.data())
def test_raising_an_answer_never_lowers_anything(case: tuple[Framework, Profile, str], data: st.DataObject) -> None:
    framework, before, practice = case
    rank = data.draw(st.integers(before.ranks[practice], len(framework.scale) - 1))
    after = with_rank(before, practice, rank)
    assert reached(framework, after) >= reached(framework, before)
    assert strict(framework, after) >= strict(framework, before)
    assert all(
        a is None or b is None or a >= b
        for a, b in zip(coverage_by_stage(framework, after), coverage_by_stage(framework, before), strict=True)
    )
    old, new = standing(framework, before).index, standing(framework, after).index
    assert (old is None) == (new is None)
    assert old is None or new is None or new >= old
    assert all(
        a.coverage is None or b.coverage is None or a.coverage >= b.coverage
        for a, b in zip(aspects(framework, after), aspects(framework, before), strict=True)
    )
    for new_end, old_end in zip(
        standing(framework, after).stage_interval, standing(framework, before).stage_interval, strict=True
    ):
        assert new_end >= old_end


@given(completed_cases())
def test_the_interval_contains_every_completion(case: tuple[Framework, Profile, Profile]) -> None:
    framework, profile, completion = case
    low, high = standing(framework, profile).stage_interval
    assert low <= reached(framework, completion) <= high
    assert standing(framework, completion).stage_interval == (reached(framework, completion),) * 2
    interval, value = standing(framework, profile).index_interval, standing(framework, completion).index
    assert (interval is None) == (value is None)
    if interval is not None and value is not None:
        assert interval[0] <= value <= interval[1]
        assert standing(framework, completion).index_interval == (value, value)


@given(cases())
def test_the_index_lies_in_its_interval(case: Case) -> None:
    # Not said in section 7, but a report shows them side by side: the index of the answered practices alone lies between the
    # index with all blanks lowest and that with all blanks highest, though stages without an answer count only in these.
    value, interval = standing(*case).index, standing(*case).index_interval
    if value is not None:
        assert interval is not None
        assert 0 <= interval[0] <= value <= interval[1] <= 100


@given(cases_with_a_blank(), st.data())
def test_giving_a_level_narrows_or_keeps_the_interval(
    case: tuple[Framework, Profile, str], data: st.DataObject
) -> None:
    framework, before, practice = case
    after = with_rank(before, practice, data.draw(st.integers(0, len(framework.scale) - 1)))
    (old_low, old_high), (low, high) = (
        standing(framework, before).stage_interval,
        standing(framework, after).stage_interval,
    )
    assert old_low <= low <= high <= old_high
    old, new = standing(framework, before).index_interval, standing(framework, after).index_interval
    assert (old is None) == (new is None)
    if old is not None and new is not None:
        assert old[0] <= new[0] <= new[1] <= old[1]


@given(cases())
def test_dont_know_scores_as_a_blank_and_is_counted_apart(case: Case) -> None:
    framework, profile = case
    blank = replace(profile, dont_know=frozenset())
    one, other = report_of(standing(framework, profile)), report_of(standing(framework, blank))
    assert one["answered"]["dont_know"] == len(profile.dont_know)
    assert other["answered"]["unanswered"] == one["answered"]["unanswered"] + len(profile.dont_know)
    for gap in one["gaps"]:
        if gap["practice"] in profile.dont_know:
            gap["answer"] = None
    assert {**one, "answered": None} == {**other, "answered": None}


# --- not applicable ---------------------------------------------------------------------------------------------------


@given(cases_with_an_answer())
def test_not_applicable_moves_coverage_away_from_what_was_said(case: tuple[Framework, Profile, str]) -> None:
    # A stage of which nothing is left has no coverage; there is then nothing to compare.
    framework, before, practice = case
    after = replace(without(before, practice), not_applicable=before.not_applicable | {practice})
    for old, new in zip(coverages(framework, before), coverages(framework, after), strict=True):
        bears = any(p.id == practice for p in framework.bearing[old.order])
        if not bears:
            assert new == old
        elif old.coverage is not None and new.coverage is not None:
            met = practice not in old.unmet
            assert new.coverage <= old.coverage if met else new.coverage >= old.coverage


def delete(framework: Framework, practice: str) -> Framework:
    return replace(framework, practices=tuple(p for p in framework.practices if p.id != practice))


@given(cases_with_an_answer())
def test_not_applicable_equals_deleting_the_practice(case: tuple[Framework, Profile, str]) -> None:
    # The half-weight guard compares with the weight of the whole stage, which deleting lowers. So everything is equal where
    # every stage is rated without the practice; elsewhere deleting may rate a stage that "not applicable" leaves unrated,
    # and all but that is still equal, and the stage is not lower.
    framework, profile, practice = case
    smaller = delete(framework, practice)
    assume(all(smaller.bearing.values()))
    deleted = without(profile, practice)
    said = replace(deleted, not_applicable=deleted.not_applicable | {practice})
    for kept, gone in zip(coverages(framework, said), coverages(smaller, deleted), strict=True):
        assert gone.rated >= kept.rated
        assert replace(gone, rated=kept.rated, total=kept.total, band=kept.band) == kept
        if kept.rated:
            assert gone.band == kept.band
    assert reached(smaller, deleted) >= reached(framework, said)
    assert strict(smaller, deleted) >= strict(framework, said)
    assert aspects(smaller, deleted) == aspects(framework, said)
    if rated_throughout(framework, said):
        one, other = report_of(standing(framework, said)), report_of(standing(smaller, deleted))
        one["answered"]["not_applicable"] -= 1
        # N/A sensitivity is about what was said to be not applicable, and so is the one thing in which they differ.
        assert {**one, "na_sensitivity": None} == {**other, "na_sensitivity": None}


@given(cases())
def test_the_sensitivity_to_not_applicable_is_below_the_stage_or_absent(case: Case) -> None:
    framework, profile = case
    sensitivity = na_sensitivity(standing(framework, profile))
    assert sensitivity is None or sensitivity < reached(framework, profile)
    if not profile.not_applicable:
        assert sensitivity is None


# --- what must change nothing -----------------------------------------------------------------------------------------


def scaled(framework: Framework, factor: int) -> Framework:
    return replace(framework, practices=tuple(replace(p, weight=factor * p.weight) for p in framework.practices))


@given(cases(), st.integers(2, 1000))
def test_scaling_all_weights_changes_nothing(case: Case, factor: int) -> None:
    framework, profile = case
    one, other = report_of(standing(framework, profile)), report_of(standing(scaled(framework, factor), profile))
    for part in ("stages", "aspects"):
        for before, after in zip(one[part], other[part], strict=True):
            # The weights themselves are scaled; what is needed is the first whole weight over a threshold.
            assert (after.pop("met"), after.pop("applicable")) == (
                factor * before.pop("met"),
                factor * before.pop("applicable"),
            )
            for needed in ("needed_largely", "needed_fully"):
                assert after.pop(needed, 0) <= factor * before.pop(needed, 0)
    assert one == other


@st.composite
def assessed(draw: st.DrawFn) -> tuple[Framework, Assessment]:
    framework = draw(frameworks())
    return framework, draw(assessments(framework))


def reordered[K, V](values: Mapping[K, V], order: st.DataObject) -> dict[K, V]:
    return dict(order.draw(st.permutations(list(values.items()))))


@given(assessed(), st.data())
def test_the_order_of_answers_and_of_files_is_irrelevant(
    case: tuple[Framework, Assessment], data: st.DataObject
) -> None:
    framework, assessment = case
    mixed = replace(assessment, responses=reordered(assessment.responses, data))
    practices: tuple[Practice, ...] = tuple(data.draw(st.permutations(framework.practices)))
    assert dumps(report(framework, mixed)) == dumps(report(framework, assessment))
    assert dumps(report(replace(framework, practices=practices), mixed)) == dumps(report(framework, assessment))


@given(assessed())
def test_evidence_and_reasons_change_no_byte(case: tuple[Framework, Assessment]) -> None:
    framework, assessment = case
    bare = {
        key: replace(r, evidence="", not_applicable=None if r.not_applicable is None else "")
        for key, r in assessment.responses.items()
    }
    assert dumps(report(framework, replace(assessment, responses=bare))) == dumps(report(framework, assessment))


@given(assessed())
def test_an_assessment_and_its_report_survive_json(case: tuple[Framework, Assessment]) -> None:
    framework, assessment = case
    again = Assessment.from_json(assessment.to_json())
    assert again == assessment
    assert again.to_json() == assessment.to_json()
    result = report(framework, again)
    assert loads(dumps(result)) == result
    assert dumps(result) == dumps(report(framework, assessment))


@given(cases())
def test_the_ends_of_the_index_are_those_of_the_completions(case: Case) -> None:
    framework, profile = case
    ends = [standing(framework, completed(framework, profile, rank)).index for rank in (0, len(framework.scale) - 1)]
    interval = standing(framework, profile).index_interval
    assert ends == ([None, None] if interval is None else list(interval))


# --- the report agrees with itself ------------------------------------------------------------------------------------


@given(cases())
def test_a_report_agrees_with_itself(case: Case) -> None:
    framework, profile = case
    result = report_of(standing(framework, profile))
    count = standing(framework, profile).counts
    assert count.answered + count.dont_know + count.unanswered == count.applicable
    assert count.applicable + count.not_applicable == len(framework.practices)
    assert (standing(framework, profile).headline == "interval") == (
        Fraction(count.answered) < Fraction(count.applicable, 2)
    )
    assert result["stage_reached"]["order"] == result["stage_interval"][0]
    for stage in result["stages"]:
        weight = {p.id: p.weight for p in framework.bearing[stage["order"]]}
        assert stage["applicable"] - stage["met"] == sum(weight[key] for key in stage["unmet"])
        assert not set(stage["unmet"]) & profile.not_applicable
        # A weight of `needed_…` is over the threshold, and one less is not.
        for key, threshold in (("needed_largely", framework.rating.largely), ("needed_fully", framework.rating.fully)):
            assert stage[key] > threshold * stage["applicable"] >= stage[key] - 1
        if stage["rated"]:
            assert (stage["band"] in ("L", "F")) == (stage["met"] >= stage["needed_largely"])
            assert (stage["band"] == "F") == (stage["met"] >= stage["needed_fully"])


@given(st.fractions(min_value=-1000, max_value=1000))
def test_a_number_is_shown_towards_zero_by_less_than_a_tenth(number: Fraction) -> None:
    text = shown(number)
    assert abs(Fraction(text)) <= abs(number)
    assert abs(number) - abs(Fraction(text)) < Fraction(1, 10)
    assert ("." not in text) == (number.denominator == 1)
