"""Needs that have nothing to do with each other, each covered by a table of its own, exactly and without a search.

Where no item requires another, the groups share nothing, so that the cheapest set is the union of each group's cheapest
one. That is a knapsack cover, solved by dynamic programming over costs (Kellerer, Pferschy and Pisinger, Knapsack
Problems, 2004, ch. 2 and 3): for the items from some place on, a row holds every price for which more weight can be had
than for any lower one. Prices are small numbers where weights may be large, so that rows stay short whatever the
weights. An entry goes where even the best bargains among the items before its place, the last of them taken in part,
could not complete it to the price of a cover that is known.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from fractions import Fraction
from itertools import accumulate

from cxcore.roadmap.cover.search import Found
from cxcore.roadmap.cover.task import Item, ones

MAX_ENTRIES = 500_000
"""The size of one group's table: about half a second of CPython. 500 items with random costs and weights need a tenth."""

type _Row = list[tuple[int, int]]
"""(price, weight) of what can be had, both strictly ascending."""


def apart(items: Sequence[Item], needs: Sequence[int], *, unit: int) -> Found | None:
    """The cheapest set that covers every need, group by group; None where this way is closed.

    It is where an item of a group that needs something requires another, where a group has too little, and where a table
    would be larger than `MAX_ENTRIES`. Then `cheapest` decides.

    What counts as cost is the whole number of `unit` in each item's. Of sets that cost the same the one with fewer items
    is taken; of these, the one with the lexicographically smallest places. That is what `cheapest` takes too, if the
    rest of the costs says so.

    >>> two_cheap_or_one_dear = [Item(3, 0, 5), Item(4, 0, 5), Item(8, 0, 10)]
    >>> apart(two_cheap_or_one_dear, [10], unit=1)
    Found(chosen=3, cost=7, lower_bound=7, nodes=0)
    """
    chosen = 0
    for group, need in enumerate(needs):
        if need <= 0:
            continue
        places = [i for i, item in enumerate(items) if item.group == group]
        if any(items[i].requires for i in places):
            return None
        taken = covering([items[i].cost // unit for i in places], [items[i].weight for i in places], need)
        if taken is None:
            return None
        for place in taken:
            chosen |= 1 << places[place]
    cost = sum(items[i].cost for i in ones(chosen))
    return Found(chosen, cost, cost, 0)


def covering(costs: Sequence[int], weights: Sequence[int], need: int) -> list[int] | None:
    """The places, ascending, of the cheapest items that together weigh at least `need`.

    Of sets that cost the same the one with fewer items is taken; of these the one with the lexicographically smallest
    places. None where all together weigh less, and where the table would be too large.

    >>> covering([6, 9, 7], [6, 8, 5], 11)
    [0, 2]
    """
    # The number of items comes after the cost as a lower digit: the least price has the fewest items of the least cost.
    prices = [cost * (len(costs) + 1) + 1 for cost in costs]
    rows = _rows(prices, weights, need) if sum(weights) >= need else None
    if rows is None:
        return None
    price, lack = rows[0][-1][0], need
    chosen = []
    for i, row in enumerate(rows[1:]):
        if lack > 0 and _affords(row, price - prices[i], lack - weights[i]):
            chosen.append(i)
            price, lack = price - prices[i], lack - weights[i]
    return chosen


def _affords(row: _Row, price: int, lack: int) -> bool:
    place = bisect_right(row, price, key=lambda entry: entry[0])
    return place > 0 and row[place - 1][1] >= lack


def _rows(prices: Sequence[int], weights: Sequence[int], need: int) -> list[_Row] | None:
    """For each place, and the end, what can be had from there on. Only a row's last entry covers the need by itself."""
    before = sorted(range(len(prices)), key=lambda i: (Fraction(prices[i], weights[i]), i))
    known = _some_cover(prices, weights, need, before)
    rows: list[_Row] = [[(0, 0)]]
    entries = 0
    for i in reversed(range(len(prices))):
        before.remove(i)
        paid = list(accumulate((prices[j] for j in before), initial=0))
        held = list(accumulate((weights[j] for j in before), initial=0))
        last, row, most = rows[-1], [], -1
        taken = [(price + prices[i], weight + weights[i]) for price, weight in last]
        for price, weight in sorted(last + taken, key=lambda entry: (entry[0], -entry[1])):
            if weight <= most:
                continue
            most, lack = weight, need - weight
            if lack > held[-1]:
                continue
            if lack > 0:
                count = bisect_left(held, lack)
                marginal = before[count - 1]
                in_part = (held[count] - lack) * prices[marginal] // weights[marginal]
                if price + paid[count] - in_part > known:
                    continue
            elif price > known:
                break
            row.append((price, weight))
            if lack <= 0:
                break
        rows.append(row)
        entries += len(row)
        if entries > MAX_ENTRIES:
            return None
    return rows[::-1]


def _some_cover(prices: Sequence[int], weights: Sequence[int], need: int, bargains: Sequence[int]) -> int:
    """The price of a good cover: the best bargains up to some place, then the cheapest item that covers what is left."""
    best = sum(prices)
    paid, lack = 0, need
    for count, i in enumerate(bargains):
        last = min((prices[j] for j in bargains[count:] if weights[j] >= lack), default=best)
        best = min(best, paid + last)
        paid, lack = paid + prices[i], lack - weights[i]
        if lack <= 0:
            break
    return best
