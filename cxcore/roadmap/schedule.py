"""A plan laid out over time: 30/60/90-day steps from the practices' own first 90 days, in dependency order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import groupby
from typing import Any

from cxcore.model import Framework
from cxcore.reading import encode

STEP_ENDS = (30, 60, 90)
"""The days on which a round's steps end, counted from the start of the round."""


def in_dependency_order(framework: Framework, practices: Collection[str]) -> tuple[str, ...]:
    """The practices, each after those that it depends on, directly or not: by round, then in catalogue order."""
    by_round = round_of(framework, practices)
    return tuple(sorted(by_round, key=lambda key: (by_round[key], framework.practice[key].order)))


def round_of(framework: Framework, practices: Collection[str]) -> dict[str, int]:
    """The round of each practice, from 1: the first one after the rounds of all in `practices` that it depends on.

    A dependency counts through practices that are not among them too.
    """
    depth: dict[str, int] = {}
    waiting = {key: set(practice.depends_on) for key, practice in framework.practice.items()}
    while waiting:
        # Dependencies have no circles, so that some practice waits for none that is left.
        for key in [key for key, needs in waiting.items() if needs.isdisjoint(waiting)]:
            deepest = max((depth[other] for other in waiting.pop(key)), default=0)
            depth[key] = deepest + (key in practices)
    return {key: depth[key] for key in framework.practice if key in practices}


def rounds(framework: Framework, practices: Sequence[str]) -> list[dict[str, Any]]:
    """The rounds of a plan, as data. Each takes 90 days, in three steps with the actions of its practices by day.

    Nothing begins before all that it depends on had its own 90 days. `undated` are the practices of a round for which
    the framework describes no first 90 days.
    """
    by_round = round_of(framework, practices)
    ordered = in_dependency_order(framework, practices)
    result = []
    for number, keys in groupby(ordered, key=by_round.__getitem__):
        members = list(keys)
        start = (number - 1) * STEP_ENDS[-1]
        result.append(
            {
                "round": number,
                "practices": members,
                "steps": [
                    {
                        "from_day": start + first,
                        "to_day": start + last,
                        "actions": _actions(framework, members, start, first, last),
                    }
                    for first, last in zip((1, *(end + 1 for end in STEP_ENDS)), STEP_ENDS, strict=False)
                ],
                "undated": [key for key in members if not framework.practice[key].first_90_days],
            }
        )
    return result


def _actions(framework: Framework, members: Iterable[str], start: int, first: int, last: int) -> list[dict[str, Any]]:
    dated = [(action, key) for key in members for action in framework.practice[key].first_90_days]
    return [
        {"practice": key, **encode(action), "day": start + action.day}
        for action, key in sorted(dated, key=lambda entry: entry[0].day)
        if first <= action.day <= last
    ]
