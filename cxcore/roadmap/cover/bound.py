"""Lower bounds by Lagrangian relaxation, and what they settle.

The needs and the requirements are moved into the cost, with multipliers λ ≥ 0 for each group and μ ≥ 0 for each
required pair. For any multipliers,

    L = Σ λ_k need_k + Σ_i min(0, c_i − λ_k(i) w_i),   c_i = cost_i + Σ μ(i, r) − Σ μ(d, i)

is at most the cost of every closed covering set. Multipliers are sought with floats by subgradient steps (Held and
Karp 1971; step length after Polyak 1969), which only decides how good the bound is. The bound itself is then computed
in whole numbers and exact. What would raise it to the best known cost cannot be in, or cannot be out of, a cheaper set
(reduced-cost fixing).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from cxcore.roadmap.cover.task import Settled, Task, ones

_FINE = 20  # Multipliers are rounded down to 2**-20 of a unit of cost.


@dataclass(frozen=True, slots=True)
class Bound:
    """Exact multipliers and what they give, for the items that were not settled.

    `price` is c_i, `reduced` is c_i − λ w_i, `pairs` are the required pairs (i, r) with μ > 0. `value` is at most the
    cost of every closed covering set that agrees with what was settled. `lambdas` and `mus` are the multipliers found,
    in units of cost.
    """

    price: dict[int, int]
    reduced: dict[int, int]
    pairs: dict[tuple[int, int], int]
    value: int
    lambdas: tuple[float, ...]
    mus: dict[tuple[int, int], float]


def bound(
    task: Task, settled: Settled, best: int, steps: int, offer: Callable[[int], int], before: Bound | None = None
) -> Bound:
    """The best bound of so many steps, from the multipliers of `before` on.

    `best` is the cost of the best set known; `offer` takes a promising set and returns that cost anew.
    """
    items = task.items
    free = list(ones(((1 << len(items)) - 1) & ~settled.inside & ~settled.outside))
    pairs = [(i, r) for i in free for r in items[i].requires if not settled.inside >> r & 1]
    lacks = [max(0, lack) for lack in task.lacks(settled.inside)]
    base = task.cost(settled.inside)
    cost = {i: items[i].cost / task.unit for i in free}
    if before is None:
        # Aim a little above the best set known, which may be the best there is: else the first steps are too short.
        above = 0.5
        lambdas = [_critical(task, free, group, lack) for group, lack in enumerate(lacks)]
        mus = [0.0] * len(pairs)
    else:
        above = 0.0
        lambdas = list(before.lambdas)
        mus = [before.mus.get(pair, 0.0) for pair in pairs]
    scale = [_scale(task, free, group) if lack else 0.0 for group, lack in enumerate(lacks)]
    highest, kept = -1.0, (lambdas, mus)
    length, stalled = 1.0, 0
    for step in range(steps):
        price = dict(cost)
        for (i, r), mu in zip(pairs, mus, strict=True):
            price[i] += mu
            price[r] -= mu
        value = 0.0
        for group, lack in enumerate(lacks):
            value += lambdas[group] * lack
        chosen, slack = 0, list(lacks)
        for i in free:
            item = items[i]
            reduced = price[i] - lambdas[item.group] * item.weight
            if reduced < 0:
                value += reduced
                chosen |= 1 << i
                slack[item.group] -= item.weight
        if value > highest + 1e-9:
            highest, kept, stalled = value, (lambdas, mus), 0
        else:
            stalled += 1
            if stalled == 6:
                length, stalled = length * 0.6, 0
        if step % 20 == 0:
            best = offer(settled.inside | chosen)
        target = (best - base) / task.unit + above
        wrong = [(chosen >> i & 1) - (chosen >> r & 1) for i, r in pairs]
        norm = 0.0
        for group, lack in enumerate(slack):
            norm += lack * lack * scale[group]
        for w in wrong:
            norm += w * w
        if norm < 1e-12 or highest > target:
            break
        move = length * (target - value) / norm
        lambdas = [max(0.0, x + move * slack[g] * scale[g]) if scale[g] else 0.0 for g, x in enumerate(lambdas)]
        mus = [max(0.0, mu + move * w) for mu, w in zip(mus, wrong, strict=True)]
    return _exact(task, free, pairs, lacks, base, kept)


def fixed(task: Task, settled: Settled, found: Bound, best: int) -> Settled:
    """`settled`, and what every set that costs less than `best` must have in common.

    An item that is in brings all that it requires; one that is out takes along all that requires it. The result holds
    no set that costs less than `best` where its two parts overlap.
    """
    inside, outside = settled.inside, settled.outside
    reduced = found.reduced
    for i in reduced:
        if (inside | outside) >> i & 1:
            continue
        if found.value + sum(reduced[j] for j in ones(task.up[i]) if reduced.get(j, 0) > 0) >= best:
            outside |= task.down[i]
        elif found.value - sum(reduced[j] for j in ones(task.down[i]) if reduced.get(j, 0) < 0) >= best:
            inside |= task.up[i]
    return Settled(inside, outside)


def _exact(
    task: Task,
    free: list[int],
    pairs: list[tuple[int, int]],
    lacks: list[int],
    base: int,
    multipliers: tuple[list[float], list[float]],
) -> Bound:
    lambdas, mus = ([int(x * (1 << _FINE)) * task.unit >> _FINE for x in part] for part in multipliers)
    price = {i: task.items[i].cost for i in free}
    for (i, r), mu in zip(pairs, mus, strict=True):
        price[i] += mu
        price[r] -= mu
    reduced = {i: price[i] - lambdas[task.items[i].group] * task.items[i].weight for i in free}
    value = (
        base + sum(x * lack for x, lack in zip(lambdas, lacks, strict=True)) + sum(r for r in reduced.values() if r < 0)
    )
    return Bound(
        price,
        reduced,
        {pair: mu for pair, mu in zip(pairs, mus, strict=True) if mu},
        value,
        tuple(multipliers[0]),
        dict(zip(pairs, multipliers[1], strict=True)),
    )


def _critical(task: Task, free: list[int], group: int, lack: int) -> float:
    """The cost per weight at which a group's need is just covered, its cheapest items first: λ without requirements."""
    rated = sorted(
        (task.items[i].cost / task.unit / task.items[i].weight, i) for i in free if task.items[i].group == group
    )
    for ratio, i in rated:
        lack -= task.items[i].weight
        if lack <= 0:
            return ratio
    return 0.0


def _scale(task: Task, free: list[int], group: int) -> float:
    """What makes steps in λ (cost per weight) comparable with steps in μ (cost): 1 / (mean weight)²."""
    weights = [task.items[i].weight for i in free if task.items[i].group == group]
    mean = sum(weights) / max(1, len(weights))
    return 1 / (mean * mean) if weights else 0.0
