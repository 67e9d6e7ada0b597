"""Random roadmap problems with fixed seeds, and two oracles that share no code with the planner.

`solve` states the rule of the roadmap as an integer programme, with every stage and every rank, for the solver HiGHS.
`by_hand` tries every set of raises, for small frameworks, and knows the order of plans that cost the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from math import floor
from random import Random

import highspy

from cxcore.model import Aspect, Descriptor, Effort, Framework, Kind, Practice, Stage
from cxcore.model.framework import ADOPTION_ANSWERS, Answer, Section
from cxcore.rating import Profile


@dataclass(frozen=True)
class Case:
    """A framework, what was said, the target and the practices that may not be raised."""

    framework: Framework
    profile: Profile
    target: int
    excluded: frozenset[str]


KINDS = [(kind, linked, weighted) for kind in Kind for linked in (False, True) for weighted in (False, True)]
"""Adoption or rubric, without or with `depends_on`, equal or unequal weights."""


def case(
    seed: int,
    kind: Kind,
    *,
    linked: bool,
    weighted: bool,
    practices: int,
    stages: int | None = None,
    exclude: bool = False,
) -> Case:
    """A random case. The higher half of the stages is the target; most answers are low."""
    random = Random(f"{seed} {kind} {linked} {weighted} {practices}")
    stages = stages or random.randint(2, min(6, practices))
    low, high = random.choice([(0, 0), (0, 1), (0, stages - 1), (0, 3)]), random.choice([10, 100])
    na, link = random.choice([0, 0, 0.1]), random.choice([0.3, 0.6, 0.9])
    made, ranks, out = [], {}, set()
    scale = ADOPTION_ANSWERS if kind is Kind.ADOPTION else tuple(f"s{i}" for i in range(1, stages + 1))
    places = random.sample(range(1, practices + 1), practices)
    efforts = random.choice([(1, 5), (2, 3)])
    for i in range(practices):
        stage = f"s{i % stages + 1 if i < stages else random.randint(1, stages)}" if kind is Kind.ADOPTION else None
        needs = random.sample(range(i), min(i, random.randint(1, 2))) if linked and random.random() < link else []
        made.append(
            Practice(
                id=f"p{i}",
                name=f"Practice {i}",
                order=places[i],
                section="all",
                stage=stage,
                aspect=Aspect.DATA,
                question="How is it done?",
                answers={
                    answer: Descriptor(anchor="So.", next=None if answer == scale[-1] else "Go on.") for answer in scale
                },
                effort=Effort(
                    knowledge=random.randint(*efforts),
                    time=random.randint(*efforts),
                    resources=random.randint(*efforts),
                ),
                weight=random.randint(1, high) if weighted else 1,
                depends_on=tuple(f"p{j}" for j in sorted(needs)),
                not_applicable="Where it does not apply.",
            )
        )
        if random.random() < na:
            out.add(f"p{i}")
        elif random.random() < 0.8:
            ranks[f"p{i}"] = min(len(scale) - 1, random.randint(*low))
    framework = Framework(
        id="random",
        version="1.0.0",
        name="Random",
        kind=kind,
        stages=tuple(Stage(id=f"s{i}", name=f"S {i}", summary="A stage.") for i in range(1, stages + 1)),
        answers=tuple(Answer(id=a, name=a, meaning="So.") for a in scale) if kind is Kind.ADOPTION else (),
        sections=(Section(id="all", name="All"),),
        practices=tuple(made),
    )
    excluded = frozenset(p.id for p in made if exclude and random.random() < 0.1)
    profile = Profile(ranks=ranks, not_applicable=frozenset(out))
    return Case(framework, profile, random.randint(1 + stages // 2, stages), excluded)


def _limits(case: Case) -> Iterator[tuple[int, list[Practice], int] | None]:
    """For each stage up to the target: its order, what applies, the met weight it needs. None for one that is not rated."""
    rating = case.framework.rating
    for order in range(1, case.target + 1):
        bearing = [
            p for p in case.framework.practices if p.stage is None or case.framework.stage_order[p.stage] == order
        ]
        applying = [p for p in bearing if p.id not in case.profile.not_applicable]
        weight = sum(p.weight for p in applying)
        if not applying or Fraction(weight, sum(p.weight for p in bearing)) < Fraction(1, 2):
            yield None
            continue
        threshold = rating.largely if order == case.target else rating.fully
        yield order, applying, floor(threshold * weight) + 1


def _meeting(case: Case, order: int) -> int:
    return 2 if case.framework.kind is Kind.ADOPTION else order - 1


def _step(case: Case, practice: Practice, to: int) -> int:
    """What the last step to a rank costs."""
    effort = practice.answers[case.framework.scale[to - 1]].effort or practice.effort
    return effort.knowledge + effort.time + effort.resources


def solve(case: Case) -> int | None:
    """The least cost of reaching the target, by HiGHS; None where it cannot be reached."""
    limits = list(_limits(case))
    if None in limits:
        return None
    solver = highspy.Highs()  # type: ignore[no-untyped-call]
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    solver.setOptionValue("threads", 1)  # the tests run on every processor as it is
    top = 2 if case.framework.kind is Kind.ADOPTION else case.target - 1
    applying = [p for p in case.framework.practices if p.id not in case.profile.not_applicable]
    rank = {p.id: case.profile.ranks.get(p.id, 0) for p in applying}
    # raised[p, t] says that p is raised to rank t or further; what a practice has from the start is no variable.
    raised = {
        (p.id, t): solver.addBinary(obj=_step(case, p, t)) for p in applying for t in range(rank[p.id] + 1, top + 1)
    }
    for (key, t), variable in raised.items():
        if (key, t - 1) in raised:
            solver.addConstr(variable <= raised[key, t - 1])
        if key in case.excluded:
            solver.addConstr(variable <= 0)
        meeting = t == 2 if case.framework.kind is Kind.ADOPTION else True
        for other in case.framework.practice[key].depends_on if meeting else ():
            if (other, t) in raised:
                solver.addConstr(variable <= raised[other, t])
    for limit in limits:
        assert limit is not None
        order, bearing, needed = limit
        level = _meeting(case, order)
        met = sum(p.weight for p in bearing if rank[p.id] >= level)
        open_ = [p for p in bearing if rank[p.id] < level]
        if needed > met:
            if not open_:
                return None
            solver.addConstr(sum(p.weight * raised[p.id, level] for p in open_) >= needed - met)
    if not raised:
        return 0
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    value = solver.getInfo().objective_function_value
    assert abs(value - round(value)) < 1e-6
    return round(value)


def by_hand(case: Case) -> tuple[int, list[tuple[int, str, int]]] | None:
    """The cost and the (place, practice, rank) of the best plan, by trying them all; None where none reaches the target."""
    limits = list(_limits(case))
    if None in limits:
        return None
    applying = sorted(
        (p for p in case.framework.practices if p.id not in case.profile.not_applicable), key=lambda p: p.order
    )
    rank = {p.id: case.profile.ranks.get(p.id, 0) for p in applying}
    top = 2 if case.framework.kind is Kind.ADOPTION else case.target - 1
    choices = [[rank[p.id], *(range(rank[p.id] + 1, top + 1) if p.id not in case.excluded else ())] for p in applying]
    best = None
    for ranks in product(*choices):
        plan = _plan(case, applying, rank, ranks, limits)
        if plan is not None and (best is None or plan < best):
            best = plan
    if best is None:
        return None
    cost, _, _, raises = best
    return cost, list(raises)


type _Key = tuple[int, int, tuple[int, ...], tuple[tuple[int, str, int], ...]]


def _plan(
    case: Case,
    applying: Sequence[Practice],
    before: dict[str, int],
    ranks: Sequence[int],
    limits: Sequence[tuple[int, list[Practice], int] | None],
) -> _Key | None:
    now = {p.id: r for p, r in zip(applying, ranks, strict=True)}
    for limit in limits:
        assert limit is not None
        order, bearing, needed = limit
        if sum(p.weight for p in bearing if now[p.id] >= _meeting(case, order)) < needed:
            return None
    raises, cost = [], 0
    for p in applying:
        if now[p.id] > before[p.id]:
            least = now[p.id] if case.framework.kind is Kind.RUBRIC else 2
            if now[p.id] >= least and any(now[other] < least for other in p.depends_on if other in now):
                return None
            raises.append((p.order, p.id, now[p.id]))
            cost += sum(_step(case, p, t) for t in range(before[p.id] + 1, now[p.id] + 1))
    return cost, len(raises), tuple(place for place, _, _ in raises), tuple(raises)
