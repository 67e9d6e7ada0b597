"""What must always hold of a team, on random frameworks and respondents."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cxcore.compare.team import LEAST, Reading, read_team
from cxcore.model import Assessment, Framework
from cxcore.rating import Profile, standing
from cxcore.reading.jsontext import dumps, loads
from tests.strategies import assessments, frameworks


@st.composite
def teams(draw: st.DrawFn, most: int = 8) -> tuple[Framework, list[Assessment]]:
    framework = draw(frameworks(max_practices=16))
    one = assessments(framework)
    return framework, draw(st.lists(one, min_size=1, max_size=most))


def comparable(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in ("respondents", "alpha", "percent_agreement")}


@given(teams(), st.randoms(use_true_random=False))
def test_the_order_of_respondents_does_not_matter(case: tuple[Framework, list[Assessment]], random: Any) -> None:
    framework, people = case
    shuffled = list(people)
    random.shuffle(shuffled)
    assert read_team(framework, shuffled).to_dict() == read_team(framework, people).to_dict()


@given(teams())
def test_doubling_every_respondent_keeps_medians_and_consensus(case: tuple[Framework, list[Assessment]]) -> None:
    framework, people = case
    once, twice = read_team(framework, people), read_team(framework, people * 2)
    assert once.profile == twice.profile
    assert [p.leik for p in once.everybody.practices] == [p.leik for p in twice.everybody.practices]
    assert set(once.everybody.stages) == set(twice.everybody.stages)


@given(teams())
def test_a_team_of_one_is_that_one(case: tuple[Framework, list[Assessment]]) -> None:
    framework, people = case
    profile = Profile.of(framework, people[0])
    team = read_team(framework, people[:1])
    assert (team.profile.ranks, team.profile.not_applicable) == (profile.ranks, profile.not_applicable)
    alone, data = standing(framework, profile), team.to_dict()
    named = alone.headline == "stage"
    assert team.everybody.stages == ((alone.reached,) if named else ())
    assert (data["headline"], data["stage"]["order"]) == (alone.headline, alone.reached)
    assert data["stage_interval"] == list(alone.stage_interval)
    assert data["stages_of_respondents"] == ([alone.reached] * 2 if named else None)


@given(teams())
def test_the_median_of_a_practice_is_an_answer_that_somebody_gave(case: tuple[Framework, list[Assessment]]) -> None:
    framework, people = case
    profiles = [Profile.of(framework, one) for one in people]
    for key, rank in read_team(framework, people).profile.ranks.items():
        given = sorted(p.ranks[key] for p in profiles if key in p.ranks)
        assert rank == given[(len(given) - 1) // 2]


@given(teams(), st.integers(0, 100))
def test_adding_who_said_nothing_changes_no_median(case: tuple[Framework, list[Assessment]], which: int) -> None:
    framework, people = case
    blank = Assessment(framework=people[0].framework, taken="2026-01-01", responses={})
    assert read_team(framework, [*people, blank]).profile == read_team(framework, people).profile


def said(reading: Reading, practice: str) -> int:
    return next(p.said for p in reading.practices if p.practice == practice)


@given(teams(most=25))
def test_nothing_of_fewer_than_five_is_shown_or_left_over(case: tuple[Framework, list[Assessment]]) -> None:
    framework, people = case
    team = read_team(framework, people)
    sizes = [reading.respondents for reading in team.groups.values()]
    assert all(size >= LEAST for size in sizes)
    if sizes:
        rest = len(people) - sum(sizes)
        assert rest == 0 or rest >= LEAST
    for key in framework.practice:
        assert (key in team.shown) == (said(team.everybody, key) >= LEAST)
        parts = [said(reading, key) for name, reading in team.groups.items() if key in team.shown_in[name]]
        assert all(part >= LEAST for part in parts)
        if parts:
            rest = said(team.everybody, key) - sum(parts)
            assert rest == 0 or rest >= LEAST
    data = team.to_dict()
    for group in (data, *data["groups"]):
        for practice in group["practices"]:
            if practice["withheld"]:
                assert {practice[key] for key in ("median", "leik", "not_applicable")} == {None}
                assert practice["counts"] is None
    assert loads(dumps(data)) == data
