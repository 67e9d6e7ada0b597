"""The cheapest closed covering set: by hand, against every set on small problems, and cut short."""

from __future__ import annotations

from importlib import import_module
from random import Random

import pytest

from cxcore.roadmap.cover import Item, apart, cheapest, ones, search, table
from cxcore.roadmap.cover.search import Found
from cxcore.roadmap.cover.start import completed
from cxcore.roadmap.cover.table import covering
from cxcore.roadmap.cover.task import Settled, settle, task_of

cover = import_module("cxcore.roadmap.cover.cheapest")  # by its path: the face has a function of that name


def every_set(items: list[Item], needs: list[int]) -> int | None:
    """The least cost of all sets that are closed and cover the needs."""
    costs = []
    for chosen in range(1 << len(items)):
        inside = [items[i] for i in ones(chosen)]
        closed = all(chosen >> r & 1 for item in inside for r in item.requires)
        if closed and all(sum(i.weight for i in inside if i.group == g) >= need for g, need in enumerate(needs)):
            costs.append(sum(item.cost for item in inside))
    return min(costs, default=None)


def random_task(seed: int, count: int, groups: int, high: int) -> tuple[list[Item], list[int]]:
    random = Random(seed)
    items = []
    for i in range(count):
        requires = tuple(random.sample(range(i), min(i, random.choice([0, 0, 1, 2]))))
        items.append(Item(random.randint(1, 30), random.randrange(groups), random.randint(1, high), requires))
    totals = [sum(item.weight for item in items if item.group == g) for g in range(groups)]
    return items, [random.randint(0, total) if random.random() < 0.9 else 0 for total in totals]


def test_greedy_by_cost_for_weight_is_not_enough() -> None:
    # Cost for weight: 6/6 < 9/8 < 7/5. For a need of 11 greedy takes the first two for 15; the first and the third cost 13.
    items = [Item(6, 0, 6), Item(9, 0, 8), Item(7, 0, 5)]
    found = cheapest(items, [11])
    assert found is not None
    assert (found.chosen, found.cost, found.lower_bound) == (0b101, 13, 13)


def test_what_is_required_is_pulled_in_and_paid_for() -> None:
    # Item 0 (3) requires item 1 (9) of a group that needs nothing: 12 together. Item 2 costs 11 and requires nothing.
    items = [Item(3, 0, 1, (1,)), Item(9, 1, 1), Item(11, 0, 1)]
    found = cheapest(items, [1, 0])
    assert found is not None
    assert (found.chosen, found.cost) == (0b100, 11)
    found = cheapest(items, [2, 0])
    assert found is not None
    assert (found.chosen, found.cost) == (0b111, 23)


def test_one_required_item_may_serve_several() -> None:
    # Item 0 is dear (10) but serves 1, 2 and 3 (1 each): 13 for a weight of 3. Items 4 to 6 cost 5 each: 15.
    items = [Item(10, 1, 1), *(Item(1, 0, 1, (0,)) for _ in range(3)), *(Item(5, 0, 1) for _ in range(3))]
    found = cheapest(items, [3, 0])
    assert found is not None
    assert (found.chosen, found.cost) == (0b0001111, 13)
    # For a weight of 2 it is 12 against 10.
    found = cheapest(items, [2, 0])
    assert found is not None
    assert found.cost == 10


def test_none_where_the_need_is_more_than_there_is() -> None:
    assert cheapest([Item(1, 0, 2)], [3]) is None
    assert cheapest([], [1]) is None


def test_nothing_is_chosen_where_nothing_is_needed() -> None:
    assert cheapest([Item(1, 0, 2)], [0]) == Found(chosen=0, cost=0, lower_bound=0, nodes=0)
    assert cheapest([], []) == Found(chosen=0, cost=0, lower_bound=0, nodes=0)


@pytest.mark.parametrize("high", [1, 9, 1000])
@pytest.mark.parametrize("groups", [1, 2, 4])
def test_no_other_set_costs_less(groups: int, high: int) -> None:
    for seed in range(60):
        items, needs = random_task(seed, 9, groups, high)
        found = cheapest(items, needs)
        least = every_set(items, needs)
        assert found is not None
        assert found.cost == found.lower_bound == least
        assert sum(items[i].cost for i in ones(found.chosen)) == found.cost


def test_without_requirements_the_search_walks_straight_to_the_best_set() -> None:
    for seed in range(60):
        items, needs = random_task(seed, 40, 3, 100)
        found = cheapest([Item(item.cost * 1000 + i, item.group, item.weight) for i, item in enumerate(items)], needs)
        assert found is not None
        assert found.lower_bound == found.cost
        assert found.nodes <= len(items) + 1


def test_coarse_tables_bound_and_do_not_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    """With tables a hundred times too small the bounds are weak and the result is the same."""
    monkeypatch.setattr(search, "MAX_CELLS", 30)
    for seed in range(100):
        items, needs = random_task(seed, 10, 2, 1000)
        found = cheapest(items, needs)
        assert found is not None
        assert found.cost == found.lower_bound == every_set(items, needs)


@pytest.mark.parametrize("limit", [0, 1, 3, 10])
def test_cut_short_it_says_so_by_an_honest_bound(limit: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "MAX_CELLS", 1)  # Poor bounds, so that there is something to cut short.
    cut = 0
    for seed in range(100):
        items, needs = random_task(seed, 10, 2, 50)
        found = cheapest(items, needs, node_limit=limit)
        least = every_set(items, needs)
        assert found is not None
        assert least is not None
        assert found.lower_bound <= least <= found.cost == sum(items[i].cost for i in ones(found.chosen))
        assert found.nodes <= limit
        cut += found.lower_bound < found.cost
    assert cut > 0


def test_a_long_chain_of_requirements() -> None:
    items = [Item(1, 0, 1, (i - 1,) if i else ()) for i in range(400)]
    found = cheapest(items, [400])
    assert found is not None
    assert found.cost == 400


def test_whole_numbers_of_any_size() -> None:
    huge = 10**200
    found = cheapest([Item(3 * huge, 0, 2), Item(2 * huge + 1, 0, 1), Item(2 * huge, 0, 1)], [1], unit=huge)
    assert found is not None
    assert (found.chosen, found.cost) == (0b100, 2 * huge)


SECOND_ROUND = ((1, 0), (250, cover.NODE_LIMIT))
"""One step towards multipliers and no search; then as many as anybody needs."""


def test_multipliers_go_on_from_those_of_the_round_before(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover, "ROUNDS", SECOND_ROUND)
    monkeypatch.setattr(search, "MAX_CELLS", 1)
    for seed in range(20):
        items, needs = random_task(seed, 10, 2, 50)
        found = cheapest(items, needs)
        assert found is not None
        assert found.cost == found.lower_bound == every_set(items, needs)


def test_rounds_that_do_not_suffice_end_with_an_honest_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cover, "ROUNDS", SECOND_ROUND[:1] * 2)
    monkeypatch.setattr(search, "MAX_CELLS", 1)
    cut = []
    for seed in range(20):
        items, needs = random_task(seed, 10, 2, 50)
        found, least = cheapest(items, needs), every_set(items, needs)
        assert found is not None
        assert least is not None
        assert found.lower_bound <= least <= found.cost
        cut += [seed] if found.lower_bound < found.cost else []
    assert cut == [9, 11, 14, 18]


def test_a_set_is_not_completed_by_what_is_settled_outside() -> None:
    task = task_of([Item(1, 0, 1), Item(1, 0, 1)], [2], 1)
    assert completed(task, 0, Settled(inside=0, outside=0b10)) is None
    assert completed(task, 0, Settled(inside=0, outside=0)) == 0b11


def test_what_is_settled_inside_is_not_taken_out_with_what_it_requires() -> None:
    # Item 1 requires item 0; either covers the need. Item 0 is the dearer one, but it cannot go while item 1 stays.
    task = task_of([Item(5, 0, 1), Item(1, 0, 1, (0,))], [1], 1)
    assert completed(task, 0b11, Settled(inside=0b10, outside=0)) == 0b11
    assert completed(task, 0b11, Settled(inside=0, outside=0)) == 0b01


def test_nothing_is_both_inside_and_outside() -> None:
    assert settle(task_of([Item(1, 0, 1)], [0], 1), Settled(inside=1, outside=1)) is None


# --- what a search that was cut short hands over ----------------------------------------------------------------------


def test_what_a_search_finds_keeps_nothing_that_could_be_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut short, a search may end on a set that is cheaper than the one before and yet holds more than it needs."""
    # For a need of 5 the bargains are items 0 and 1 (7 and 4, weight 3 each); the search is made to find 1, 2 and 3 for 10.
    items = [Item(7, 0, 3), Item(4, 0, 3), Item(5, 0, 2), Item(1, 1, 1, (2,))]
    monkeypatch.setattr(cover, "_narrowed", lambda _task, settled, _found, _cost: settled)
    monkeypatch.setattr(cover, "search", lambda *_: Found(chosen=0b1110, cost=10, lower_bound=8, nodes=1))
    found = cheapest(items, [5, 0], node_limit=1)
    assert found == Found(chosen=0b0110, cost=9, lower_bound=8, nodes=1)


# --- groups that have nothing to do with each other -------------------------------------------------------------------


def test_each_group_is_covered_by_itself() -> None:
    # Group 0 needs 11: items 0 and 4 (6 + 7 = 13) weigh 11, by cost for weight it would be 0 and 2 for 15. Group 1 needs 4: item 3
    # alone (5), not item 1 (6). Group 2 needs nothing, so that what item 5 requires is of no matter.
    items = [Item(6, 0, 6), Item(6, 1, 9), Item(9, 0, 8), Item(5, 1, 4), Item(7, 0, 5), Item(1, 2, 1, (1,))]
    assert apart(items, [11, 4, 0], unit=1) == Found(chosen=0b011001, cost=18, lower_bound=18, nodes=0)


def test_of_equal_costs_the_fewest_items_and_then_the_first() -> None:
    # 4 are needed. Items 0, 1 and 2 weigh 4 for 6; items 0 and 3, 1 and 3, 2 and 4 too, with two items.
    assert covering([2, 2, 2, 4, 4], [1, 1, 2, 3, 2], 4) == [0, 3]
    # Below the unit there is only what tells sets apart that cost the same.
    items = [Item(2009, 0, 1), Item(2001, 0, 1), Item(2005, 0, 1)]
    assert apart(items, [1], unit=1000) == Found(chosen=0b001, cost=2009, lower_bound=2009, nodes=0)


def test_what_weighs_more_than_is_needed_is_worth_no_more() -> None:
    assert covering([3, 5, 9], [1, 2, 100], 3) == [0, 1]
    assert covering([3, 5, 7], [1, 2, 100], 3) == [2]


def test_a_group_that_requires_something_or_has_too_little_is_not_for_tables() -> None:
    assert apart([Item(1, 0, 1, (1,)), Item(1, 1, 1)], [1, 0], unit=1) is None
    assert apart([Item(1, 0, 1), Item(1, 1, 1, (0,))], [1, 0], unit=1) == Found(0b01, 1, 1, 0)
    assert apart([Item(1, 0, 2)], [3], unit=1) is None
    assert apart([], [0], unit=1) == Found(0, 0, 0, 0)


def told_apart(items: list[Item]) -> tuple[list[Item], int]:
    """These with costs that tell apart sets which cost the same: fewer items, then the smallest places; and the unit."""
    n = len(items)
    unit = n + 1 << n
    return [
        Item(item.cost * unit + (1 << n) - (1 << n - 1 - i), item.group, item.weight) for i, item in enumerate(items)
    ], unit


@pytest.mark.parametrize("high", [1, 9, 1000])
def test_tables_and_the_search_find_the_same_set(high: int) -> None:
    for seed in range(100):
        items, needs = random_task(seed, 5 + seed % 40, 3, high)
        items, unit = told_apart(items)
        by_table, by_search = apart(items, needs, unit=unit), cheapest(items, needs, unit=unit)
        assert by_table is not None
        assert by_search is not None
        assert (by_table.chosen, by_table.cost, by_table.lower_bound) == (
            by_search.chosen,
            by_search.cost,
            by_search.cost,
        )


def test_a_table_too_large_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    # For a need of 3 of three ones at 1 each every row has one entry: with 0, 1, 2 and 3 items behind it, only what can still
    # be completed stays.
    ones_ = [Item(1, 0, 1)] * 3
    monkeypatch.setattr(table, "MAX_ENTRIES", 3)
    assert apart(ones_, [3], unit=1) == Found(0b111, 3, 3, 0)
    monkeypatch.setattr(table, "MAX_ENTRIES", 2)
    assert apart(ones_, [3], unit=1) is None
