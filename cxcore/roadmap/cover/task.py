"""The task behind the roadmap: the cheapest closed set of items that covers several needs.

    minimise Σ cost_i x_i,   x_i ∈ {0, 1}
    so that  Σ {weight_i x_i : i in group k} ≥ need_k  for every group k,   and  x_i ≤ x_r  for every r that i requires.

Sets of items are whole numbers whose bit i stands for item i.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Item:
    """Something to choose: `cost` > 0, `weight` > 0 towards one `group`, and the items that must be chosen with it."""

    cost: int
    group: int
    weight: int
    requires: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Task:
    """Items and needs, with what follows from them.

    `up[i]` is item i with all that it requires, directly or not; `down[i]` is item i with all that requires it.
    `member[k]` are the items of group k. `needs` may be 0. `unit` is what one step of cost is worth; it only guides
    the search's floats.
    """

    items: tuple[Item, ...]
    needs: tuple[int, ...]
    unit: int
    up: tuple[int, ...]
    down: tuple[int, ...]
    member: tuple[int, ...]

    def cost(self, chosen: int) -> int:
        """The cost of a set."""
        return sum(self.items[i].cost for i in ones(chosen))

    def weight(self, chosen: int, group: int) -> int:
        """What a set weighs in a group."""
        return sum(self.items[i].weight for i in ones(chosen & self.member[group]))

    def lacks(self, chosen: int) -> list[int]:
        """What is still needed in each group when `chosen` is; 0 or less where the need is met."""
        return [need - self.weight(chosen, group) if need > 0 else 0 for group, need in enumerate(self.needs)]

    def closed(self, chosen: int) -> int:
        """A set with all that its items require."""
        for i in ones(chosen):
            chosen |= self.up[i]
        return chosen


def ones(mask: int) -> Iterator[int]:
    """The places of a number's one bits, ascending.

    >>> list(ones(0b1101))
    [0, 2, 3]
    """
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def task_of(items: Sequence[Item], needs: Sequence[int], unit: int) -> Task:
    """The task of these items. What items require must not go in a circle."""
    requiring: list[list[int]] = [[] for _ in items]
    for i, item in enumerate(items):
        for r in item.requires:
            requiring[r].append(i)
    up = _reach([item.requires for item in items])
    down = _reach(requiring)
    member = [0] * len(needs)
    for i, item in enumerate(items):
        member[item.group] |= 1 << i
    return Task(tuple(items), tuple(needs), unit, up, down, tuple(member))


def _reach(arcs: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """For each node the set of those that `arcs` lead to from it, and itself. Without recursion, for long chains."""
    reach = [0] * len(arcs)
    for root in range(len(arcs)):
        stack = [root]
        while stack:
            node = stack[-1]
            open_ = [n for n in arcs[node] if not reach[n]]
            if open_ and not reach[node]:
                stack.extend(open_)
                continue
            stack.pop()
            reach[node] = 1 << node
            for n in arcs[node]:
                reach[node] |= reach[n]
    return tuple(reach)


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known of the best set: the items that are in it, and those that are not. Closed under `requires`."""

    inside: int
    outside: int


def settle(task: Task, known: Settled) -> Settled | None:
    """What follows from `known`; None where some need cannot be covered at all.

    An item is in where leaving it out, with all that requires it, leaves a need uncovered.
    """
    inside, outside = known.inside, known.outside
    everything = (1 << len(task.items)) - 1
    weight = [item.weight for item in task.items]
    while True:
        before = inside
        for group, need in enumerate(task.needs):
            if need <= 0:
                continue
            available = task.member[group] & ~outside
            spare = sum(weight[i] for i in ones(available)) - need
            if spare < 0:
                return None
            for i in ones(everything & ~inside & ~outside):
                lost = task.down[i] & available
                if lost and sum(weight[j] for j in ones(lost)) > spare:
                    inside |= task.up[i]
        if inside & outside:
            return None
        if inside == before:
            return Settled(inside, outside)
