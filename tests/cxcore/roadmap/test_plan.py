"""The roadmap, worked out by hand. Every practice of `builders` costs 3 a step unless the test says otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from cxcore.model import Effort, Framework
from cxcore.reading import InputError
from cxcore.roadmap import roadmap
from cxcore.roadmap.cover import table
from cxcore.roadmap.plan import Obstacle, Raise, Roadmap, Status, Why
from tests.builders import (
    AD_HOC,
    DONT_KNOW,
    MISSING,
    NA,
    REPEATABLE,
    SYSTEMATIC,
    adoption,
    adoption_dict,
    changed,
    effort,
    rubric,
    rubric_dict,
    said,
)


def with_efforts(plain: dict[str, Any], *totals: int) -> dict[str, Any]:
    for i, total in enumerate(totals, 1):
        plain = changed(plain, f"p{i}", effort=effort(total))
    return plain


def chosen(plan: Roadmap) -> list[tuple[str, int, int]]:
    return [(item.practice, item.start, item.to) for item in plan.items]


# --- adoption, no dependencies ----------------------------------------------------------------------------------------


def test_the_cheapest_practices_that_make_the_stage() -> None:
    # Stage 1 has 4 practices of weight 1: floor(4 / 2) + 1 = 3 must be met, p4 is. Two raises are needed. From Missing it is two
    # steps: p1 2 × 6 = 12, p2 2 × 4 = 8; from Ad hoc one: p3 1 × 7 = 7. The two cheapest are p3 and p2.
    framework = Framework.from_dict(with_efforts(adoption_dict([1] * 4), 6, 4, 7))
    assert roadmap(framework, said(MISSING, MISSING, AD_HOC, REPEATABLE), 1) == Roadmap(
        target=1,
        status=Status.PLANNED,
        cost=15,
        lower_bound=15,
        items=(
            Raise(practice="p2", start=MISSING, to=REPEATABLE, cost=8, because=(), meets=(1,)),
            Raise(practice="p3", start=AD_HOC, to=REPEATABLE, cost=7, because=(), meets=(1,)),
        ),
    )


def test_lower_stages_must_be_fully_covered() -> None:
    # Stage 1: floor(17/20 × 11) + 1 = 10 of 11, 8 are met. Stage 2: floor(11 / 2) + 1 = 6 of 11, none is met.
    framework = adoption([1] * 11, [1] * 11)
    plan = roadmap(framework, said(*[REPEATABLE] * 8, AD_HOC, AD_HOC, AD_HOC, *[AD_HOC] * 11), 2)
    assert [item.practice for item in plan.items] == [f"p{i}" for i in (9, 10, 12, 13, 14, 15, 16, 17)]
    assert plan.cost == 8 * 3


def test_blanks_and_dont_knows_start_at_the_lowest_answer() -> None:
    plan = roadmap(adoption([1] * 3), said(None, DONT_KNOW, SYSTEMATIC), 1)
    # floor(3 / 2) + 1 = 2, one is met: one raise, of two steps.
    assert plan.items == (Raise(practice="p1", start=MISSING, to=REPEATABLE, cost=6, because=(), meets=(1,)),)


def test_by_weight_the_greedy_choice_is_wrong() -> None:
    # Weights 6, 8, 5, 1 (20, needed 11) at 6, 9, 7, 15. Cost for weight: 6/6 < 9/8 < 7/5 < 15/1. Greedy takes p1 and p2 for 15, but
    # p1 and p3 weigh 11 and cost 13.
    framework = Framework.from_dict(with_efforts(adoption_dict([6, 8, 5, 1]), 6, 9, 7, 15))
    plan = roadmap(framework, said(1, 1, 1, 1), 1)
    assert chosen(plan) == [("p1", 1, 2), ("p3", 1, 2)]
    assert plan.cost == 13


def test_not_applicable_practices_neither_count_nor_are_raised() -> None:
    # p1 and p2 do not apply: 2 of 4 weights is half, so that stage 1 is rated. floor(2 / 2) + 1 = 2.
    plan = roadmap(adoption([1] * 4), said(NA, NA, AD_HOC, AD_HOC), 1)
    assert chosen(plan) == [("p3", 1, 2), ("p4", 1, 2)]


def test_an_override_of_the_effort_changes_the_plan() -> None:
    framework = adoption([1, 1, 1])
    assert chosen(roadmap(framework, said(1, 1, 2), 1)) == [("p1", 1, 2)]
    plan = roadmap(framework, said(1, 1, 2), 1, efforts={"p1": Effort(knowledge=5, time=5, resources=5)})
    assert chosen(plan) == [("p2", 1, 2)]
    assert plan.cost == 3


def test_plans_for_higher_stages_contain_those_for_lower_ones() -> None:
    """True of equal weights without dependencies."""
    framework = Framework.from_dict(with_efforts(adoption_dict([1] * 6, [1] * 6), 5, 3, 7, 4, 6, 3, 3, 9, 4, 4, 6, 3))
    plans = [{item.practice for item in roadmap(framework, said(*[0] * 12), target).items} for target in (1, 2)]
    # Stage 1 needs 4 of 6, the cheapest: p2, p6 (3), p4 (4), p1 (5). For stage 2 it needs floor(5.1) + 1 = 6 of 6.
    assert plans[0] == {"p2", "p6", "p4", "p1"}
    assert plans[0] < plans[1]


# --- ties -------------------------------------------------------------------------------------------------------------


def test_of_equal_costs_fewer_items_win() -> None:
    # Weights 1, 1, 1, 3, 1 (7, needed 4), p5 is met, 3 are lacking: three practices at 3 each, or p4 at 9.
    framework = Framework.from_dict(changed(adoption_dict([1, 1, 1, 3, 1]), "p4", effort=effort(9)))
    assert chosen(roadmap(framework, said(1, 1, 1, 1, 2), 1)) == [("p4", 1, 2)]


def test_of_equal_numbers_the_smallest_places_win() -> None:
    plain = adoption_dict([1, 1, 1])
    for practice, order in (("p1", 3), ("p2", 2), ("p3", 1)):
        plain = changed(plain, practice, order=order)
    # Two of three are needed, all cost the same: the first two of the catalogue, which are p3 and p2.
    assert chosen(roadmap(Framework.from_dict(plain), said(1, 1, 1), 1)) == [("p3", 1, 2), ("p2", 1, 2)]


def test_smallest_places_come_first_one_by_one() -> None:
    # Weights 1, 2, 2, 3, 4: total 12, needed 7. At 3 each, two cannot do without p5: p4 + p5 weigh 7. A third set of two does not.
    assert chosen(roadmap(adoption([1, 2, 2, 3, 4]), said(*[1] * 5), 1)) == [("p4", 1, 2), ("p5", 1, 2)]
    # Weights 3, 2, 2, 3, 4 (14, needed 8), p5 met: 4 more of 10. Two of them do; {p1, p2} is the first that does.
    assert chosen(roadmap(adoption([3, 2, 2, 3, 4]), said(1, 1, 1, 1, 2), 1)) == [("p1", 1, 2), ("p2", 1, 2)]


# --- dependencies -----------------------------------------------------------------------------------------------------


def test_a_dependency_that_is_not_met_is_pulled_in() -> None:
    # Stage 1 needs 2 of 3 met. p2 is cheapest at 3 but depends on p3 of stage 2 (2 × 3 = 6): 9. p1 costs 2 × 4 = 8.
    plain = adoption_dict([1, 1, 1], [1])
    plain = changed(changed(plain, "p2", depends_on=["p4"]), "p1", effort=effort(4))
    framework = Framework.from_dict(plain)
    assert chosen(roadmap(framework, said(0, 1, 2, 0), 1)) == [("p1", 0, 2)]
    # With p1 at 2 × 5 = 10 it is dearer than 9. p4 comes first, because p2 depends on it, and it is there for that alone.
    framework = Framework.from_dict(changed(plain, "p1", effort=effort(5)))
    assert roadmap(framework, said(0, 1, 2, 0), 1).items == (
        Raise(practice="p4", start=0, to=2, cost=6, because=("p2",), meets=()),
        Raise(practice="p2", start=1, to=2, cost=3, because=(), meets=(1,)),
    )


def test_a_dependency_binds_raised_practices_only() -> None:
    # p1 is met though p2, which it depends on, is not: that stays as it is. One more of three is needed.
    framework = Framework.from_dict(changed(adoption_dict([1, 1, 1]), "p1", depends_on=["p2"]))
    plan = roadmap(framework, said(REPEATABLE, MISSING, AD_HOC), 1)
    assert chosen(plan) == [("p3", 1, 2)]


def test_a_dependency_that_does_not_apply_counts_as_met() -> None:
    framework = Framework.from_dict(changed(adoption_dict([1, 1, 1, 1]), "p1", depends_on=["p2"]))
    # p2 does not apply; 2 of 3 are needed, p4 is met; p1 costs 3, p3 2 × 3 = 6.
    assert chosen(roadmap(framework, said(1, NA, 0, 2), 1)) == [("p1", 1, 2)]


def test_a_chain_is_pulled_in_whole() -> None:
    plain = changed(changed(adoption_dict([1], [1], [1]), "p1", depends_on=["p2"]), "p2", depends_on=["p3"])
    plan = roadmap(Framework.from_dict(plain), said(1, 1, 1), 1)
    assert [(item.practice, item.because, item.meets) for item in plan.items] == [
        ("p3", ("p2",), ()),
        ("p2", ("p1",), ()),
        ("p1", (), (1,)),
    ]


# --- rubrics ----------------------------------------------------------------------------------------------------------


def test_a_rubric_practice_raises_several_stages_at_once() -> None:
    # Four practices, five levels, all at rank 0 (stage 1). Stage 4 needs 3 of 4 at rank 3; stages 2 and 3 need floor(3.4) + 1 = 4 at
    # rank 2. So three practices go to rank 3 (9 each), one to rank 2 (6). Whichever stops there, cost, number and places are equal; the
    # lowest answers come first, so that it is p1.
    plan = roadmap(rubric(5, [1] * 4), said(0, 0, 0, 0), 4)
    assert chosen(plan) == [("p1", 0, 2), ("p2", 0, 3), ("p3", 0, 3), ("p4", 0, 3)]
    assert plan.cost == 6 + 9 + 9 + 9
    assert plan.items[0].meets == (2, 3)
    assert plan.items[1].meets == (2, 3, 4)


def test_a_rubric_plan_weighs_depth_against_breadth() -> None:
    # Stage 2 of two, weights 4, 3, 3: more than half of 10, that is 6. p2 + p3 cost 3 + 3, p1 + p2 cost 7 + 3.
    framework = Framework.from_dict(with_efforts(rubric_dict(2, [4, 3, 3]), 7))
    assert chosen(roadmap(framework, said(0, 0, 0), 2)) == [("p2", 0, 1), ("p3", 0, 1)]


def test_a_rubric_dependency_holds_at_the_same_stage() -> None:
    # Stage 2 needs floor(2.55) + 1 = 3 of 3 at rank 1, which they are; stage 3 needs 2 of 3 at rank 2. p1 and p2 cost 3, p3 4. But
    # for p1's dependency p1 and p2 were cheapest. With it p1 needs p3 at rank 2: 7, as for p2 and p3; p1 is first in the catalogue.
    plain = changed(changed(rubric_dict(3, [1, 1, 1]), "p1", depends_on=["p3"]), "p3", effort=effort(4))
    plan = roadmap(Framework.from_dict(plain), said(1, 1, 1), 3)
    assert chosen(plan) == [("p3", 1, 2), ("p1", 1, 2)]
    assert plan.cost == 7
    # With p2 there already, one more is needed: p1 would cost 3 + 4, p3 alone costs 4.
    assert chosen(roadmap(Framework.from_dict(plain), said(1, 2, 1), 3)) == [("p3", 1, 2)]
    # For stage 2 p1 is raised to rank 1, and at that rank p3 is met.
    assert chosen(roadmap(Framework.from_dict(plain), said(0, 0, 1), 2)) == [("p1", 0, 1)]


def test_a_dependency_that_is_met_already_is_no_reason_to_raise_it() -> None:
    # Stage 2 needs 3 of 3 at rank 1, stage 3 needs 2 of 3 at rank 2. p1 (4 a step) goes to rank 1, at which p2 is met, and p2 and p3 (3)
    # to rank 2: 10. With p1 and p2 at rank 2 it would be 11.
    framework = Framework.from_dict(changed(rubric_dict(3, [1, 1, 1]), "p1", depends_on=["p2"], effort=effort(4)))
    plan = roadmap(framework, said(0, 1, 1), 3)
    assert [(item.practice, item.to, item.because) for item in plan.items] == [
        ("p2", 2, ()),
        ("p3", 2, ()),
        ("p1", 1, ()),
    ]


def test_stage_one_of_a_rubric_is_met_by_any_answer() -> None:
    assert roadmap(rubric(3, [1, 1]), said(None, None), 1) == Roadmap(target=1, status=Status.REACHED)


# --- reached, unreachable ---------------------------------------------------------------------------------------------


def test_nothing_to_do_where_the_target_is_reached() -> None:
    assert roadmap(adoption([1] * 3, [1]), said(2, 2, 2, 2), 1) == Roadmap(target=1, status=Status.REACHED)


def test_a_stage_that_is_not_rated_is_an_obstacle() -> None:
    # Stage 1 applies with 1 of 3: less than half.
    plan = roadmap(adoption([1] * 3, [1]), said(2, NA, NA, 0), 2)
    assert plan == Roadmap(target=2, status=Status.UNREACHABLE, obstacles=(Obstacle(stage=1, why=Why.NOT_RATED),))
    data = plan.to_dict(adoption([1] * 3, [1]), said(2, NA, NA, 0))
    assert data["reasons"] == [{"stage": "s1", "why": "not-rated"}]


def test_excluded_practices_and_what_depends_on_them_can_be_an_obstacle() -> None:
    framework = Framework.from_dict(changed(adoption_dict([1] * 4), "p2", depends_on=["p1"]))
    # Needed 3 of 4; p4 is met, p1 is excluded and p2 depends on it: 2 can be met at most.
    plan = roadmap(framework, said(0, 0, 0, 2), 1, excluded={"p1"})
    assert plan == Roadmap(
        target=1,
        status=Status.UNREACHABLE,
        obstacles=(Obstacle(stage=1, why=Why.EXCLUDED, needed=3, possible=2, practices=("p1", "p2")),),
    )
    assert plan.to_dict(framework, said(0, 0, 0, 2))["reasons"] == [
        {"stage": "s1", "why": "excluded", "needed": 3, "possible": 2, "practices": ["p1", "p2"]}
    ]


def test_an_excluded_practice_that_is_met_counts() -> None:
    plan = roadmap(adoption([1] * 3), said(2, 1, 1), 1, excluded={"p1", "p2"})
    assert chosen(plan) == [("p3", 1, 2)]


@pytest.mark.parametrize(
    ("target", "efforts", "excluded", "message"),
    [
        (0, {}, (), "target: stage 0; expected a stage from 1 to 2"),
        (3, {}, (), "target: stage 3; expected a stage from 1 to 2"),
        (1, {}, ("p11",), "excluded.p11: unknown practice 'p11'; expected a practice of 'small'; did you mean 'p1'?"),
        (
            1,
            {"x": Effort(knowledge=1, time=1, resources=1)},
            (),
            "efforts.x: unknown practice 'x'; expected a practice of 'small'",
        ),
    ],
)
def test_what_cannot_be_planned_is_refused(
    target: int, efforts: dict[str, Effort], excluded: tuple[str, ...], message: str
) -> None:
    with pytest.raises(InputError) as error:
        roadmap(adoption([1], [1]), said(0, 0), target, efforts=efforts, excluded=excluded)
    assert str(error.value) == message


def test_cut_short_the_plan_bounds_its_cost_from_below() -> None:
    # Weights 9, 7, 6, 5, 4, 2 (33, needed 17), one step at 14, 11, 9, 8, 6, 3. The best: 6 + 5 + 4 + 2 = 17 for 9 + 8 + 6 + 3 = 26, and
    # 9 + 6 + 2 = 17 for 14 + 9 + 3 = 26, and 7 + 6 + 4 = 17 for 11 + 9 + 6 = 26. Of the two with three items p1 p3 p6 is the first.
    plain = with_efforts(adoption_dict([9, 7, 6, 5, 4, 2]), 14, 11, 9, 8, 6, 3)
    framework = Framework.from_dict(plain)
    exact = roadmap(framework, said(*[1] * 6), 1, node_limit=0)  # Nothing depends on anything: no search, no nodes.
    assert (exact.cost, exact.lower_bound) == (26, 26)
    assert chosen(exact) == [("p1", 1, 2), ("p3", 1, 2), ("p6", 1, 2)]
    # That p2 depends on p4 changes nothing of this, but has to be searched.
    linked = Framework.from_dict(changed(plain, "p2", depends_on=["p4"]))
    assert roadmap(linked, said(*[1] * 6), 1) == exact
    cut = roadmap(linked, said(*[1] * 6), 1, node_limit=0)
    assert cut.lower_bound <= 26 <= cut.cost


def test_a_table_that_would_be_too_large_is_left_to_the_search(monkeypatch: pytest.MonkeyPatch) -> None:
    framework = Framework.from_dict(with_efforts(adoption_dict([6, 8, 5, 1], [3, 5, 9]), 6, 9, 7, 15, 4, 3, 9))
    plans = [roadmap(framework, said(*[1] * 7), target) for target in (1, 2)]
    monkeypatch.setattr(table, "MAX_ENTRIES", 0)
    assert [roadmap(framework, said(*[1] * 7), target) for target in (1, 2)] == plans


def test_a_description_is_planned_for_the_stage_that_lacks_something() -> None:
    # Three stages, weights 6, 8, 5, 1 (20). Stage 2 is met by all. Stage 3 needs floor(20 / 2) + 1 = 11, at 6, 9, 7 and 15 a step: p1
    # and p3, as for an adoption stage, and with no search.
    framework = Framework.from_dict(with_efforts(rubric_dict(3, [6, 8, 5, 1]), 6, 9, 7, 15))
    plan = roadmap(framework, said(1, 1, 1, 1), 3, node_limit=0)
    assert chosen(plan) == [("p1", 1, 2), ("p3", 1, 2)]
    assert (plan.cost, plan.lower_bound) == (13, 13)


# --- as data ----------------------------------------------------------------------------------------------------------


def test_the_plan_as_data() -> None:
    actions = [
        {"day": 10, "action": "Write it down.", "role": "Owner", "evidence": "A page."},
        {"day": 31, "action": "Try it.", "role": "Team", "evidence": "A log."},
    ]
    plain = changed(adoption_dict([1, 1], [1]), "p1", depends_on=["p3"], first_90_days=actions)
    framework = Framework.from_dict(changed(plain, "p2", first_90_days=[{**actions[0], "day": 90}]))
    what = said(None, DONT_KNOW, AD_HOC)
    # Stage 1 needs floor(2 / 2) + 1 = 2 of 2; p1 needs p3. p2 and p3 wait for nothing, p1 for p3: the second round, days 91 to 180.
    assert roadmap(framework, what, 1).to_dict(framework, what) == {
        "format": "cx-roadmap",
        "format_version": 1,
        "framework": {"id": "small", "version": "1.0.0"},
        "target": {"order": 1, "id": "s1"},
        "status": "planned",
        "cost": 15,
        "lower_bound": 15,
        "items": [
            {
                "practice": "p2",
                "answer": "dont-know",
                "from": "missing",
                "to": "repeatable",
                "cost": 6,
                "because": [],
                "meets": ["s1"],
            },
            {
                "practice": "p3",
                "answer": "ad-hoc",
                "from": "ad-hoc",
                "to": "repeatable",
                "cost": 3,
                "because": ["p1"],
                "meets": [],
            },
            {
                "practice": "p1",
                "answer": None,
                "from": "missing",
                "to": "repeatable",
                "cost": 6,
                "because": [],
                "meets": ["s1"],
            },
        ],
        "reasons": [],
        "rounds": [
            {
                "round": 1,
                "practices": ["p2", "p3"],
                "steps": [
                    {"from_day": 1, "to_day": 30, "actions": []},
                    {"from_day": 31, "to_day": 60, "actions": []},
                    {
                        "from_day": 61,
                        "to_day": 90,
                        "actions": [{"practice": "p2", **actions[0], "day": 90}],
                    },
                ],
                "undated": ["p3"],
            },
            {
                "round": 2,
                "practices": ["p1"],
                "steps": [
                    {"from_day": 91, "to_day": 120, "actions": [{"practice": "p1", **actions[0], "day": 100}]},
                    {"from_day": 121, "to_day": 150, "actions": [{"practice": "p1", **actions[1], "day": 121}]},
                    {"from_day": 151, "to_day": 180, "actions": []},
                ],
                "undated": [],
            },
        ],
    }


def test_rounds_follow_dependencies_through_practices_outside_the_plan() -> None:
    # p1 depends on p2, which is met and depends on p3, which is not met and in the plan for its own stage: p1 still comes after.
    plain = changed(changed(adoption_dict([1, 1], [1]), "p1", depends_on=["p2"]), "p2", depends_on=["p3"])
    framework = Framework.from_dict(plain)
    plan = roadmap(framework, said(1, 2, 1), 2).to_dict(framework, said(1, 2, 1))
    assert [entry["practices"] for entry in plan["rounds"]] == [["p3"], ["p1"]]
