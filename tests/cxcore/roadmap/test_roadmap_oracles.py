"""The roadmap against two oracles that share no code with it: the solver HiGHS, and every set of raises (see `planning`).

400 random cases of each kind with fixed seeds: adoption or rubric, with or without `depends_on`, equal or unequal weights.
`tests/benchmarks/roadmap.py` does the same with 1,000 cases of 60 practices.
"""

from __future__ import annotations

import pytest

from cxcore.model import Kind
from cxcore.rating import coverages, stage_reached
from cxcore.roadmap import roadmap
from cxcore.roadmap.plan import Status
from tests.planning import KINDS, Case, by_hand, case, solve

pytestmark = pytest.mark.no_cover  # random cases: what they take does not count, see `tests.floors`

each_kind = pytest.mark.parametrize(
    ("kind", "linked", "weighted"),
    KINDS,
    ids=[f"{k.value}{' linked' * linked}{' weighted' * weighted}" for k, linked, weighted in KINDS],
)


def reached(case: Case) -> int:
    return stage_reached(case.framework, coverages(case.framework, case.profile))


@each_kind
def test_the_solver_finds_nothing_cheaper(kind: Kind, linked: bool, weighted: bool) -> None:
    seen = dict.fromkeys(Status, 0)
    for seed in range(400):
        practices = 6 + seed % (13 if kind is Kind.ADOPTION else 7)
        problem = case(seed, kind, linked=linked, weighted=weighted, practices=practices, exclude=seed % 4 == 0)
        plan = roadmap(problem.framework, problem.profile, problem.target, excluded=problem.excluded)
        least = solve(problem)
        seen[plan.status] += 1
        assert (least is None) == (plan.status is Status.UNREACHABLE), seed
        assert (reached(problem) >= problem.target) == (plan.status is Status.REACHED), seed
        assert least is None or plan.cost == plan.lower_bound == least, seed
    assert seen[Status.PLANNED] >= 240, "the cases have become too easy"


@each_kind
def test_of_equal_plans_the_first_one_is_taken(kind: Kind, linked: bool, weighted: bool) -> None:
    count, practices = (150, 7) if kind is Kind.ADOPTION else (60, 5)
    for seed in range(count):
        problem = case(seed, kind, linked=linked, weighted=weighted, practices=practices, exclude=seed % 4 == 0)
        plan = roadmap(problem.framework, problem.profile, problem.target, excluded=problem.excluded)
        best = by_hand(problem)
        assert (best is None) == (plan.status is Status.UNREACHABLE), seed
        if best is not None:
            place = problem.framework.practice
            raises = sorted((place[item.practice].order, item.practice, item.to) for item in plan.items)
            assert (plan.cost, raises) == best, seed
