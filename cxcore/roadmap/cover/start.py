"""A good closed covering set to start from: any set, completed by what is cheapest for what it covers, then trimmed."""

from __future__ import annotations

from cxcore.roadmap.cover.task import Settled, Task, ones


def completed(task: Task, chosen: int, settled: Settled) -> int | None:
    """A closed set that covers every need, made from `chosen`; None where the items not settled outside cannot do it.

    Greedy, so that it need not be the best one; nothing in the result is superfluous.
    """
    chosen = task.closed(chosen)
    lacks = task.lacks(chosen)
    items = task.items
    while any(lack > 0 for lack in lacks):
        best, best_cost, best_gain = 0, 1, 0
        for i in ones(~chosen & ~settled.outside & ((1 << len(items)) - 1)):
            cost, gain = 0, 0
            weights: dict[int, int] = {}
            added = task.up[i] & ~chosen
            for j in ones(added):
                item = items[j]
                cost += item.cost
                weights[item.group] = weights.get(item.group, 0) + item.weight
            for group, weight in weights.items():
                if lacks[group] > 0:
                    gain += min(weight, lacks[group])
            if gain * best_cost > best_gain * cost:
                best, best_cost, best_gain = added, cost, gain
        if not best:
            return None
        chosen |= best
        for j in ones(best):
            lacks[items[j].group] -= items[j].weight if task.needs[items[j].group] > 0 else 0
    return _without_superfluous(task, chosen, lacks, settled)


def _without_superfluous(task: Task, chosen: int, lacks: list[int], settled: Settled) -> int:
    """Take out, dearest first, items with all that requires them, as long as every need stays covered."""
    while True:
        best, best_cost, best_weights = 0, 0, {}
        for i in ones(chosen & ~settled.inside):
            dropped = task.down[i] & chosen
            if dropped & settled.inside:
                continue
            cost = 0
            weights: dict[int, int] = {}
            for j in ones(dropped):
                item = task.items[j]
                cost += item.cost
                weights[item.group] = weights.get(item.group, 0) + item.weight
            spare = all(task.needs[group] <= 0 or lacks[group] + weight <= 0 for group, weight in weights.items())
            if spare and cost > best_cost:
                best, best_cost, best_weights = dropped, cost, weights
        if not best:
            return chosen
        chosen &= ~best
        for group, weight in best_weights.items():
            lacks[group] += weight if task.needs[group] > 0 else 0
