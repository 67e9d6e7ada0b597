"""Branch and bound with dynamic-programming tables: settles every item that bounds and needs have left open, exactly.

With the requirements moved into the prices (see `bound`) the groups no longer depend on each other, and each is a
knapsack cover: for every place in a fixed order of a group's items and every weight still lacking, a table gives the
least price of covering it with the items from that place on. The sum over the groups is at most the cost of any
completion, so a part of the search whose sum is not below the best cost known holds nothing better. Where nothing is
required the sum is exact and the search walks straight to the best set.
"""

from __future__ import annotations

from dataclasses import dataclass

from cxcore.roadmap.cover.bound import Bound
from cxcore.roadmap.cover.task import Settled, Task, ones

MAX_CELLS = 300_000
"""The size of all tables together. Above it weights are taken in coarser steps, rounded so that bounds stay bounds."""


@dataclass(frozen=True, slots=True)
class Found:
    """The best set, its cost, and a proven lower bound of the cost, equal to it where the search was not cut short."""

    chosen: int
    cost: int
    lower_bound: int
    nodes: int


@dataclass(slots=True)
class _Node:
    bound: int
    place: int
    inside: int
    outside: int
    paid: int
    lacks: tuple[int, ...]


class _Search:
    def __init__(self, task: Task, settled: Settled, found: Bound) -> None:
        self.task = task
        self.price = found.price
        self.order: list[int] = []
        """The open items, group by group."""
        self.tables: list[list[list[int]]] = []
        self.place_in: list[tuple[int, int]] = []
        """Of each place in `order`, the group and the place in it; and one more for the end."""
        free = [i for i in found.price if not (settled.inside | settled.outside) >> i & 1]
        lacks = [max(0, lack) for lack in task.lacks(settled.inside)]
        groups = [[i for i in free if task.items[i].group == g] for g in range(len(task.needs))]
        cells = sum(len(group) * (lack + 1) for group, lack in zip(groups, lacks, strict=True))
        self.step = -(-cells // MAX_CELLS) or 1
        # What no set of this total can cost; every table entry that cannot be reached holds at least this.
        self.never = sum(item.cost for item in task.items) + sum(found.pairs.values()) + 1
        for g, group in enumerate(groups):
            group.sort(key=lambda i: (-abs(found.reduced[i]), i))
            self.place_in += [(g, j) for j in range(len(group))]
            self.order += group
            self.tables.append(self._table(group, lacks[g]))
        self.place_in.append((len(groups), 0))
        self.later = [0] * (len(self.order) + 1)
        for place in range(len(self.order) - 1, -1, -1):
            self.later[place] = self.later[place + 1] | 1 << self.order[place]
        self.when_in: dict[int, list[tuple[int, int]]] = {}
        self.when_out: dict[int, list[tuple[int, int]]] = {}
        for (i, r), mu in found.pairs.items():
            self.when_in.setdefault(r, []).append((i, mu))
            self.when_out.setdefault(i, []).append((r, mu))
        paid = sum(task.items[i].cost for i in ones(settled.inside & ~_mask(self.price)))
        paid += sum(self.price[i] for i in ones(settled.inside & _mask(self.price)))
        for (i, r), mu in found.pairs.items():
            if settled.inside >> r & 1 and settled.outside >> i & 1:
                paid += mu
        self.root = self._node(0, settled.inside, settled.outside, paid, tuple(lacks))

    def _table(self, group: list[int], lack: int) -> list[list[int]]:
        """For each place in the group, and its end, the least price of covering each lack up to `lack`, in steps."""
        top = -(-lack // self.step)
        row = [0] + [self.never] * top
        rows = [row]
        for i in reversed(group):
            price = self.price[i]
            weight = min(-(-self.task.items[i].weight // self.step), top + 1)
            taken = [row[0] + price] * weight + [value + price for value in row[: top + 1 - weight]]
            row = [a if a < b else b for a, b in zip(row, taken, strict=True)]
            rows.append(row)
        return rows[::-1]

    def _node(self, place: int, inside: int, outside: int, paid: int, lacks: tuple[int, ...]) -> _Node:
        settled = inside | outside
        while place < len(self.order) and settled >> self.order[place] & 1:
            place += 1
        group, at = self.place_in[place]
        bound, step = paid, self.step
        for g, lack in enumerate(lacks):
            if g < group:
                if lack:
                    bound += self.never
            else:
                bound += self.tables[g][at if g == group else 0][-(-lack // step)]
        return _Node(bound, place, inside, outside, paid, lacks)

    def _with(self, node: _Node) -> _Node:
        """The node in which the item at its place is in, with all that it requires: all open, for what requires
        something that is out is out with it."""
        new = self.task.up[self.order[node.place]] & ~node.inside
        paid, lacks = node.paid, list(node.lacks)
        for j in ones(new):
            item = self.task.items[j]
            paid += self.price[j]
            lacks[item.group] = max(0, lacks[item.group] - item.weight)
            for i, mu in self.when_in.get(j, ()):
                if node.outside >> i & 1:
                    paid += mu
        return self._node(node.place + 1, node.inside | new, node.outside, paid, tuple(lacks))

    def _without(self, node: _Node) -> _Node:
        """The node in which the item at its place is out, with all that requires it: all open, for what something
        that is in requires is in with it."""
        new = self.task.down[self.order[node.place]] & ~node.outside
        paid = node.paid
        for j in ones(new):
            for r, mu in self.when_out.get(j, ()):
                if node.inside >> r & 1:
                    paid += mu
        return self._node(node.place + 1, node.inside, node.outside | new, paid, node.lacks)

    def run(self, chosen: int, cost: int, node_limit: int) -> Found:
        """Depth first, the more promising branch first; a state met before at no greater cost is not looked at again.

        What is yet to be decided and paid depends on the place, the lacks and what is settled of the later items
        alone: an earlier item that a later open one requires must be in, and one that requires a later open one must
        be out.
        """
        met: dict[tuple[int, tuple[int, ...], int, int], int] = {}
        stack = [self.root]
        nodes = 0
        while stack:
            node = stack.pop()
            if node.bound >= cost:
                continue
            if nodes == node_limit:
                stack.append(node)
                break
            nodes += 1
            if node.place == len(self.order):
                chosen, cost = node.inside, node.bound
                continue
            later = self.later[node.place]
            state = (node.place, node.lacks, node.inside & later, node.outside & later)
            if met.get(state, node.paid + 1) <= node.paid:
                continue
            met[state] = node.paid
            branches = [branch for branch in (self._with(node), self._without(node)) if branch.bound < cost]
            stack += sorted(branches, key=lambda b: -b.bound)
        return Found(chosen, cost, min([cost, *(node.bound for node in stack)]), nodes)


def search(task: Task, settled: Settled, found: Bound, chosen: int, cost: int, node_limit: int) -> Found:
    """The cheapest set that agrees with `settled`, or `chosen` where none costs less than its `cost`."""
    return _Search(task, settled, found).run(chosen, cost, node_limit)


def _mask(places: dict[int, int]) -> int:
    mask = 0
    for place in places:
        mask |= 1 << place
    return mask
