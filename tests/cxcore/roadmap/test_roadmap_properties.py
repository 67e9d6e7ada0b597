"""What must always hold of a roadmap, on random frameworks of both kinds (to 80 practices, 8 stages, weights to 1,000)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cxcore.model import Framework, Kind
from cxcore.rating import Profile, coverages, stage_reached
from cxcore.reading.jsontext import dumps, loads
from cxcore.roadmap import roadmap
from cxcore.roadmap.cover import NODE_LIMIT
from cxcore.roadmap.plan import Raise, Roadmap, Status, Why
from tests.strategies import cases

Case = tuple[Framework, Profile]


def reached(framework: Framework, profile: Profile) -> int:
    return stage_reached(framework, coverages(framework, profile))


def carried_out(profile: Profile, items: Iterable[Raise]) -> Profile:
    raised = {item.practice: item.to for item in items}
    return replace(profile, ranks={**profile.ranks, **raised}, dont_know=profile.dont_know - raised.keys())


def dependents(framework: Framework, practice: str, among: Iterable[str]) -> set[str]:
    """The practices among these that depend on this one, directly or through each other, and itself."""
    found = {practice}
    while more := {k for k in among if k not in found and not found.isdisjoint(framework.practice[k].depends_on)}:
        found |= more
    return found


targets = st.integers(0, 7)


def planned(case: Case, which: int) -> tuple[int, Roadmap]:
    framework, profile = case
    target = 1 + which % len(framework.stages)
    return target, roadmap(framework, profile, target)


@given(cases(), targets)
def test_it_reaches_the_target(case: Case, which: int) -> None:
    framework, profile = case
    target, plan = planned(case, which)
    if plan.status is not Status.UNREACHABLE:
        assert reached(framework, carried_out(profile, plan.items)) >= target
    assert (plan.status is Status.REACHED) == (reached(framework, profile) >= target)
    assert (plan.items == ()) == (plan.status is not Status.PLANNED)
    assert plan.lower_bound <= plan.cost == sum(item.cost for item in plan.items)


@given(cases(), targets)
def test_without_exclusions_only_an_unrated_stage_is_out_of_reach(case: Case, which: int) -> None:
    framework, profile = case
    target, plan = planned(case, which)
    unrated = [stage.order for stage in coverages(framework, profile)[:target] if not stage.rated]
    assert [(o.stage, o.why) for o in plan.obstacles] == [(order, Why.NOT_RATED) for order in unrated]
    assert bool(unrated) == (plan.status is Status.UNREACHABLE)


@given(cases(), targets, st.sampled_from([0, 20, NODE_LIMIT]))
def test_no_proper_part_of_it_that_keeps_dependencies_does(case: Case, which: int, limit: int) -> None:
    """Every such part lacks some item with all that depends on it, and raising more never lowers the stage."""
    framework, profile = case
    target = 1 + which % len(framework.stages)
    plan = roadmap(framework, profile, target, node_limit=limit)
    keys = [item.practice for item in plan.items]
    for item in plan.items:
        gone = dependents(framework, item.practice, keys)
        rest = [other for other in plan.items if other.practice not in gone]
        assert reached(framework, carried_out(profile, rest)) < target


@given(cases(), targets)
def test_no_item_goes_further_than_it_must(case: Case, which: int) -> None:
    framework, profile = case
    target, plan = planned(case, which)
    for item in plan.items:
        rank = profile.ranks.get(item.practice, 0)
        practice = framework.practice[item.practice]
        assert rank == item.start < item.to
        steps = [practice.answers[key].effort or practice.effort for key in framework.scale[rank : item.to]]
        assert item.cost == sum(step.knowledge + step.time + step.resources for step in steps)
        assert item.practice not in profile.not_applicable
        assert item.to == 2 if framework.kind is Kind.ADOPTION else item.to < target


@given(cases(), targets)
def test_what_is_raised_has_its_dependencies_met(case: Case, which: int) -> None:
    framework, profile = case
    _, plan = planned(case, which)
    after = carried_out(profile, plan.items)
    for item in plan.items:
        for other in framework.practice[item.practice].depends_on:
            assert other in profile.not_applicable or after.ranks.get(other, 0) >= item.to
    place = {item.practice: i for i, item in enumerate(plan.items)}
    for item in plan.items:
        assert all(place[item.practice] < place[other] for other in item.because)


@given(cases(), targets)
def test_a_higher_target_costs_no_less(case: Case, which: int) -> None:
    framework, profile = case
    target, plan = planned(case, which)
    if target < len(framework.stages):
        higher = roadmap(framework, profile, target + 1)
        if plan.status is Status.UNREACHABLE:
            assert higher.status is Status.UNREACHABLE
        elif higher.status is not Status.UNREACHABLE:
            assert plan.lower_bound <= higher.cost


@given(cases(weighted=False), targets)
def test_equal_weights_without_dependencies_give_nested_plans(case: Case, which: int) -> None:
    framework, profile = case
    practices = tuple(replace(p, depends_on=()) for p in framework.practices)
    if framework.kind is Kind.ADOPTION:
        free = replace(framework, practices=practices)
        target = 1 + which % len(framework.stages)
        lower = roadmap(free, profile, target)
        higher = roadmap(free, profile, min(target + 1, len(framework.stages)))
        if higher.status is not Status.UNREACHABLE:
            assert {item.practice for item in lower.items} <= {item.practice for item in higher.items}


@given(cases(max_practices=30), targets, st.integers(2, 9))
def test_scaling_all_weights_changes_no_plan(case: Case, which: int, factor: int) -> None:
    framework, profile = case
    target, plan = planned(case, which)
    practices = tuple(replace(p, weight=p.weight * factor) for p in framework.practices)
    scaled = roadmap(replace(framework, practices=practices), profile, target)
    assert (scaled.status, scaled.cost, scaled.items) == (plan.status, plan.cost, plan.items)


@given(cases(max_practices=30), targets, st.randoms(use_true_random=False))
def test_the_order_in_the_file_does_not_matter(case: Case, which: int, random: st.DrawFn) -> None:
    framework, profile = case
    target, plan = planned(case, which)
    practices = list(framework.practices)
    random.shuffle(practices)  # type: ignore[attr-defined]
    ranks = dict(sorted(profile.ranks.items(), reverse=True))
    shuffled = roadmap(replace(framework, practices=tuple(practices)), replace(profile, ranks=ranks), target)
    assert shuffled == plan


@given(cases(), targets, st.sets(st.integers(1, 80)))
def test_what_is_excluded_is_not_raised(case: Case, which: int, numbers: set[int]) -> None:
    framework, profile = case
    target, free = planned(case, which)
    excluded = {key for key in framework.practice if int(key.removeprefix("practice-")) in numbers}
    plan = roadmap(framework, profile, target, excluded=excluded)
    assert excluded.isdisjoint(item.practice for item in plan.items)
    if plan.status is Status.UNREACHABLE:
        assert plan.obstacles
        for obstacle in plan.obstacles:
            assert obstacle.why is Why.NOT_RATED or obstacle.possible < obstacle.needed
    else:
        assert reached(framework, carried_out(profile, plan.items)) >= target
        assert free.lower_bound <= plan.cost


@given(cases(), targets)
def test_as_data_it_survives_json_and_lists_every_item_in_one_round(case: Case, which: int) -> None:
    framework, profile = case
    _, plan = planned(case, which)
    data = plan.to_dict(framework, profile)
    assert loads(dumps(data)) == data
    assert [key for entry in data["rounds"] for key in entry["practices"]] == [i["practice"] for i in data["items"]]
    assert [entry["round"] for entry in data["rounds"]] == list(range(1, len(data["rounds"]) + 1))
