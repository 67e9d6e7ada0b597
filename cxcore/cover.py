"""The cheapest closed set of items that covers several needs, exactly; see `cover_problem` for the problem.

Four steps, each of which only ever leaves out what cannot be better than a set already known:

1. what the needs force is settled (`cover_problem.settle`);
2. Lagrangian multipliers give a lower bound, and with good sets found on the way settle most items (`cover_bound`,
`cover_start`); 3. dynamic-programming tables over the rest give bounds that are exact but for the requirements;
4. branch and bound settles the remainder (`cover_search`).

So the result is the best set, and proven to be, unless the search needs more nodes than allowed; then the result says
so by a lower bound below its cost. Without requirements step 3 alone is the classic dynamic programme for the knapsack
cover.
"""

from __future__ import annotations

from collections.abc import Sequence

from cxcore.cover_bound import bound, fixed
from cxcore.cover_problem import Item, Settled, ones, problem, settle
from cxcore.cover_search import Found, search
from cxcore.cover_start import completed

NODE_LIMIT = 100_000
"""About one second of CPython. None of our own frameworks needs a hundredth of it."""


def cheapest(
    items: Sequence[Item], needs: Sequence[int], *, unit: int = 1, node_limit: int = NODE_LIMIT
) -> Found | None:
    """The cheapest closed set that covers every need; None where none does.

    Costs and weights are positive whole numbers of any size, `unit` the size of a typical difference between costs.
    Where two sets cost the same, either may be returned: make costs that differ where a choice matters.

    >>> from cxcore.cover_problem import Item
    >>> two_cheap_or_one_dear = [Item(3, 0, 5), Item(4, 0, 5), Item(8, 0, 10)]
    >>> found = cheapest(two_cheap_or_one_dear, [10])
    >>> found.cost, found.lower_bound, bin(found.chosen)
    (7, 7, '0b11')
    """
    task = problem(items, needs, unit)
    useful = 0
    for i, item in enumerate(items):
        if needs[item.group] > 0:
            useful |= task.up[i]
    known = settle(task, Settled(0, ((1 << len(items)) - 1) & ~useful))
    if known is None:
        return None
    settled: Settled = known
    chosen = completed(task, useful, settled)
    assert chosen is not None, "all that is useful covers what can be covered"
    cost = task.cost(chosen)

    def offer(candidate: int) -> int:
        nonlocal chosen, cost
        other = completed(task, candidate, settled)
        if other is not None and (price := task.cost(other)) < cost:
            chosen, cost = other, price
        return cost

    found = bound(task, settled, cost, offer)
    while True:
        closer = fixed(task, settled, found, cost)
        following = None if closer.inside & closer.outside else settle(task, closer)
        if following is None:
            return Found(chosen, cost, cost, 0)
        if following == settled:
            return search(task, settled, found, chosen, cost, node_limit)
        settled = following


__all__ = ["NODE_LIMIT", "Found", "Item", "cheapest", "ones"]
