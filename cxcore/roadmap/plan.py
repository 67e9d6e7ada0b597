"""The roadmap: the cheapest set of raises after which the stage reached is at least a target."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from cxcore.model import MET_FROM, Effort, Framework, Kind, Practice
from cxcore.rating import DONT_KNOW, Profile, StageCoverage, coverages, needed_for, stage_reached
from cxcore.reading import InputError, Problem, did_you_mean
from cxcore.roadmap.cover import NODE_LIMIT, Item, apart, cheapest, ones
from cxcore.roadmap.schedule import in_dependency_order, rounds

FORMAT = "cx-roadmap"
FORMAT_VERSION = 1


class Status(StrEnum):
    """Whether there is something to plan, and whether it can be."""

    REACHED = "reached"
    PLANNED = "planned"
    UNREACHABLE = "unreachable"


class Why(StrEnum):
    """Why a stage keeps a target out of reach."""

    NOT_RATED = "not-rated"
    EXCLUDED = "excluded"


@dataclass(frozen=True, slots=True, kw_only=True)
class Raise:
    """A practice to be raised from one rank to another, at `cost`, that of its steps together.

    `because` are the raised practices that depend on it directly; `meets` the orders of the stages at which it is then
    newly met. A practice that meets no stage up to the target is in the plan for `because` alone.
    """

    practice: str
    start: int
    to: int
    cost: int
    because: tuple[str, ...]
    meets: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A stage (an order) that keeps the target out of reach: it is not rated, or what may be raised weighs too little.

    In the second case `possible` is the most that can be met of the `needed` weight, and `practices` are those that
    cannot be raised to it: excluded ones, and ones that depend on these.
    """

    stage: int
    why: Why
    needed: int = 0
    possible: int = 0
    practices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Roadmap:
    """A plan: the cheapest there is where `cost` equals `lower_bound`.

    Else it is the cheapest found, and none costs less than `lower_bound`. `items` are in dependency order, then in
    catalogue order. Where the target is unreachable there are none, and `obstacles` say why.
    """

    target: int
    status: Status
    cost: int = 0
    lower_bound: int = 0
    items: tuple[Raise, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()

    def to_dict(self, framework: Framework, profile: Profile) -> dict[str, Any]:
        """The plan as data, in the form of the contract `cx-roadmap`.

        `from` and `to` are answers' ids; `answer` is what was said, as in a report's gaps: an answer's id,
        "dont-know", or null for a blank (which starts `from` the lowest answer).
        """
        return {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "framework": {"id": framework.id, "version": framework.version},
            "target": {"order": self.target, "id": framework.stages[self.target - 1].id},
            "status": self.status.value,
            "cost": self.cost,
            "lower_bound": self.lower_bound,
            "items": [
                {
                    "practice": item.practice,
                    "answer": _answer(framework, profile, item.practice),
                    "from": framework.scale[item.start],
                    "to": framework.scale[item.to],
                    "cost": item.cost,
                    "because": list(item.because),
                    "meets": [framework.stages[order - 1].id for order in item.meets],
                }
                for item in self.items
            ],
            "reasons": [_obstacle(framework, obstacle) for obstacle in self.obstacles],
            "rounds": rounds(framework, [item.practice for item in self.items]),
        }


def roadmap(
    framework: Framework,
    profile: Profile,
    target: int,
    *,
    efforts: Mapping[str, Effort] | None = None,
    excluded: Collection[str] = (),
    node_limit: int = NODE_LIMIT,
) -> Roadmap:
    """The cheapest plan to the stage of order `target`.

    `efforts` override those of all steps of a practice; `excluded` practices are not raised. Unanswered and don't-know practices
    start at the lowest answer. No practice is raised past meeting what it must. With need_j = floor(threshold_j ×
    applicable weight) + 1 − met weight, the threshold being Fully below the target and Largely at it, the plan is the
    closed set of raises of least cost that covers every need (`cover`, which says why it is exact):

    - an adoption practice is one item, in the group of its stage; where none depends on another that is open, stages have
      nothing to do with each other, and each is covered by a table of its own;
    - a rubric practice bears on every stage, so that a stage's coverage is never more than a lower stage's. All stages
      below the target need the same share of the same weight; so the highest of them decides for all. A practice is
      thus worth raising to meeting that stage or the target, and each of the two is an item, the second requiring the
      first;
    - a dependency that applies and is not met is required by what depends on it, for a rubric at the same stage.

    Of plans that cost the same, the one with fewer practices is taken; of these the one with the lexicographically
    smallest places in the catalogue; of these the one whose answers, in that order, are the lowest. These come after
    the cost as lower digits of one whole number, so that they are as exact as the cost itself.

    Raises InputError for a target that is no stage, and for practices that the framework does not have.
    """
    _check(framework, target, efforts or {}, excluded)
    stages = coverages(framework, profile)
    if stage_reached(framework, stages) >= target:
        return Roadmap(target=target, status=Status.REACHED)
    task = _task(framework, profile, stages, target, efforts or {}, frozenset(excluded))
    if obstacles := _obstacles(task, stages):
        return Roadmap(target=target, status=Status.UNREACHABLE, obstacles=obstacles)
    places = [(key, level) for level in range(len(task.levels)) for key in task.rank if task.can_raise(key, level)]
    items, unit = _items(task, places)
    found = apart(items, task.needs, unit=unit) or cheapest(items, task.needs, unit=unit, node_limit=node_limit)
    assert found is not None, "what may be raised covers every need"
    return Roadmap(
        target=target,
        status=Status.PLANNED,
        cost=found.cost // unit,
        lower_bound=found.lower_bound // unit,
        items=_raises(task, [places[i] for i in ones(found.chosen)]),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """What there is to plan with, over the applicable practices in catalogue order.

    `levels` are the ranks worth raising to, ascending; `deciding` the stages whose needs decide, `needs` what they
    lack (and 0 for the adoption practices of later stages); `stuck` for each level the practices below it that cannot
    be raised to it.
    """

    framework: Framework
    target: int
    rank: Mapping[str, int]
    efforts: Mapping[str, Effort]
    levels: tuple[int, ...]
    deciding: tuple[StageCoverage, ...]
    needs: tuple[int, ...]
    stuck: tuple[frozenset[str], ...]

    def cost(self, key: str, start: int, to: int) -> int:
        if key in self.efforts:
            return (to - start) * self.efforts[key].cost
        return self.framework.cost(key, start, to)

    def can_raise(self, key: str, level: int) -> bool:
        return self.rank[key] < self.levels[level] and key not in self.stuck[level]

    def group(self, practice: Practice, level: int) -> int:
        if practice.stage is None:
            return level
        return min(self.framework.stage_order[practice.stage] - 1, self.target)


def _task(
    framework: Framework,
    profile: Profile,
    stages: Sequence[StageCoverage],
    target: int,
    efforts: Mapping[str, Effort],
    excluded: frozenset[str],
) -> _Task:
    applying = {key: p for key, p in framework.practice.items() if key not in profile.not_applicable}
    rank = {key: profile.ranks.get(key, 0) for key in applying}
    if framework.kind is Kind.RUBRIC:
        # A stage that lacks nothing is no reason to raise anything; every answer meets stage 1.
        deciding = tuple(s for s in stages[max(0, target - 2) : target] if needed_for(s, target) > s.met)
        levels = tuple(framework.meeting_rank(stage.order) for stage in deciding)
    else:
        deciding, levels = tuple(stages[:target]), (MET_FROM,)
    lacks = [max(0, needed_for(stage, target) - stage.met) for stage in deciding]
    return _Task(
        framework=framework,
        target=target,
        rank=rank,
        efforts=efforts,
        levels=levels,
        deciding=deciding,
        needs=tuple(lacks if framework.kind is Kind.RUBRIC else [*lacks, 0]),
        stuck=tuple(_stuck(applying, rank, level, excluded) for level in levels),
    )


def _stuck(
    applying: Mapping[str, Practice], rank: Mapping[str, int], level: int, excluded: frozenset[str]
) -> frozenset[str]:
    """The practices below `level` that cannot be raised to it: excluded ones, and ones that depend on one of these."""
    below = {key: practice for key, practice in applying.items() if rank[key] < level}
    stuck = {key for key in below if key in excluded}
    more = stuck
    while more:
        more = {key for key, p in below.items() if key not in stuck and not stuck.isdisjoint(p.depends_on)}
        stuck |= more
    return frozenset(stuck)


def _obstacles(task: _Task, stages: Sequence[StageCoverage]) -> tuple[Obstacle, ...]:
    """What keeps the target out of reach, by stage. Where nothing does, raising all that may be raised reaches it."""
    found = [Obstacle(stage=s.order, why=Why.NOT_RATED) for s in stages[: task.target] if not s.rated]
    for i, stage in enumerate(task.deciding):
        stuck = task.stuck[i if len(task.levels) > 1 else 0]
        held = tuple(key for key in stage.unmet if key in stuck)
        possible = stage.applicable - sum(task.framework.practice[key].weight for key in held)
        needed = needed_for(stage, task.target)
        if stage.rated and possible < needed:
            found.append(
                Obstacle(stage=stage.order, why=Why.EXCLUDED, needed=needed, possible=possible, practices=held)
            )
    return tuple(sorted(found, key=lambda obstacle: obstacle.stage))


def _items(task: _Task, places: Sequence[tuple[str, int]]) -> tuple[list[Item], int]:
    """An item for each practice and level, and what one unit of cost is in the items' costs.

    With n practices, the cost of a set of items reads, from the highest digit down: the cost; the number of practices;
    the practices, the one earliest in the catalogue as the highest bit, taken from all ones (of two sets of one size
    the smaller number is then that with the lexicographically smallest places); and in n bits, which of them go to the
    second level.
    """
    place_of = {place: i for i, place in enumerate(places)}
    ranked = [key for key in task.rank if any((key, level) in place_of for level in range(len(task.levels)))]
    n = len(ranked)
    bit = {key: 1 << (n - 1 - i) for i, key in enumerate(ranked)}
    unit = (n + 1) << (2 * n)
    items = []
    for key, level in places:
        practice = task.framework.practice[key]
        requires = [place_of[other, level] for other in practice.depends_on if (other, level) in place_of]
        below = (key, level - 1) in place_of
        if below:
            requires.append(place_of[key, level - 1])
        start = task.levels[level - 1] if below else task.rank[key]
        ties = bit[key] if level else 0
        if not below:
            ties += ((1 << n) - bit[key]) << n
        cost = task.cost(key, start, task.levels[level]) * unit + ties
        items.append(Item(cost, task.group(practice, level), practice.weight, tuple(requires)))
    return items, unit


def _raises(task: _Task, chosen: Sequence[tuple[str, int]]) -> tuple[Raise, ...]:
    to: dict[str, int] = {}
    for key, level in chosen:
        to[key] = max(to.get(key, 0), task.levels[level])
    practice, rank = task.framework.practice, task.rank
    because: dict[str, list[str]] = {key: [] for key in to}
    for key in (key for key in practice if key in to):
        for other in practice[key].depends_on:
            if other in to and rank[other] < to[key]:
                because[other].append(key)
    return tuple(
        Raise(
            practice=key,
            start=rank[key],
            to=to[key],
            cost=task.cost(key, rank[key], to[key]),
            because=tuple(because[key]),
            meets=_meets(task, practice[key], to[key]),
        )
        for key in in_dependency_order(task.framework, to)
    )


def _meets(task: _Task, practice: Practice, to: int) -> tuple[int, ...]:
    if practice.stage is not None:
        order = task.framework.stage_order[practice.stage]
        return (order,) if order <= task.target else ()
    return tuple(range(task.rank[practice.id] + 2, to + 2))


def _check(framework: Framework, target: int, efforts: Collection[str], excluded: Collection[str]) -> None:
    problems = []
    if not 1 <= target <= len(framework.stages):
        problems.append(Problem(("target",), f"stage {target}", f"a stage from 1 to {len(framework.stages)}"))
    for name, keys in (("efforts", efforts), ("excluded", excluded)):
        for key in sorted(keys):
            if key not in framework.practice:
                hint = did_you_mean(key, framework.practice)
                problems.append(
                    Problem((name, key), f"unknown practice '{key}'", f"a practice of '{framework.id}'", hint)
                )
    if problems:
        raise InputError(problems)


def _answer(framework: Framework, profile: Profile, practice: str) -> str | None:
    if practice in profile.ranks:
        return framework.scale[profile.ranks[practice]]
    return DONT_KNOW if practice in profile.dont_know else None


def _obstacle(framework: Framework, obstacle: Obstacle) -> dict[str, Any]:
    head = {"stage": framework.stages[obstacle.stage - 1].id, "why": obstacle.why.value}
    if obstacle.why is Why.NOT_RATED:
        return head
    return {**head, "needed": obstacle.needed, "possible": obstacle.possible, "practices": list(obstacle.practices)}
