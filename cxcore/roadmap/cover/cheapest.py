"""The cheapest closed set of items that covers several needs, exactly; see `task` for the task.

Four steps, each of which only ever leaves out what cannot be better than a set already known:

1. what the needs force is settled (`task.settle`);
2. Lagrangian multipliers give a lower bound, and with good sets found on the way settle most items (`bound`, and
   `start` for the sets);
3. dynamic-programming tables over the rest give bounds that are exact but for the requirements;
4. branch and bound settles the remainder (`search`). Where that takes long, better multipliers are sought first.

So the result is the best set, and proven to be, unless the search needs more nodes than allowed; then the result says
so by a lower bound below its cost. Without requirements step 3 alone is the classic dynamic programme for the knapsack
cover.
"""

from __future__ import annotations

from collections.abc import Sequence

from cxcore.roadmap.cover.bound import Bound, bound, fixed
from cxcore.roadmap.cover.search import Found, search
from cxcore.roadmap.cover.start import completed
from cxcore.roadmap.cover.task import Item, Settled, Task, ones, settle, task_of

NODE_LIMIT = 100_000
"""About one second of CPython. None of our own frameworks needs a hundredth of it."""

ROUNDS = ((120, 1_000), (250, 10_000), (250, NODE_LIMIT))
"""Steps towards better multipliers, and the nodes that may then be searched before more steps are worth while."""


def cheapest(
    items: Sequence[Item], needs: Sequence[int], *, unit: int = 1, node_limit: int = NODE_LIMIT
) -> Found | None:
    """The cheapest closed set that covers every need; None where none does.

    Costs and weights are positive whole numbers of any size, `unit` the size of a typical difference between costs.
    Where two sets cost the same, either may be returned: make costs that differ where a choice matters.

    >>> from cxcore.roadmap.cover import Item
    >>> two_cheap_or_one_dear = [Item(3, 0, 5), Item(4, 0, 5), Item(8, 0, 10)]
    >>> found = cheapest(two_cheap_or_one_dear, [10])
    >>> found.cost, found.lower_bound, bin(found.chosen)
    (7, 7, '0b11')
    """
    task = task_of(items, needs, unit)
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

    found: Bound | None = None
    lower_bound, nodes = 0, 0
    for steps, share in ROUNDS:
        found = bound(task, settled, cost, steps, offer, found)
        smaller = _narrowed(task, settled, found, cost)
        if smaller is None:
            return Found(chosen, cost, cost, nodes)
        settled = smaller
        result = search(task, settled, found, chosen, cost, min(share, node_limit - nodes))
        nodes += result.nodes
        cost = offer(result.chosen)  # What is superfluous in it goes; that is nothing where it is proven the cheapest.
        lower_bound = max(lower_bound, result.lower_bound)
        if lower_bound == cost or nodes >= node_limit:
            break
    return Found(chosen, cost, lower_bound, nodes)


def _narrowed(task: Task, settled: Settled, found: Bound, cost: int) -> Settled | None:
    """What the bound settles, and what follows from that, again and again; None where no set costs less than `cost`."""
    while True:
        closer = fixed(task, settled, found, cost)
        following = None if closer.inside & closer.outside else settle(task, closer)
        if following is None or following == settled:
            return following
        settled = following


__all__ = ["NODE_LIMIT", "Found", "Item", "cheapest", "ones"]
