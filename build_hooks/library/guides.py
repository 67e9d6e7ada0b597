"""What the site says to organisations of a kind: `frameworks/circumstances/<circumstance>.yaml`, a page each.

What such a circumstance means for a single practice stands in the practice's own file, under `circumstances`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Annotated

from build_hooks.library.records import Also, FrameworkRecord, Metric, Pitfall, Points, Reference, Words40, taken
from cxcore.model import Name
from cxcore.reading import Between, Date, Identifier, Items, Problem, Text, known, repeated

CIRCUMSTANCES = "circumstances"
"""The folder beside the frameworks that holds them."""

Reasons = Annotated[Mapping[Identifier, Words40], Items(0, 6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """A size, trade or situation in which the practices mean something else than elsewhere, and what to make of it."""

    id: Identifier
    """The name of its file."""
    name: Name
    """Its heading, in the words of those whom it concerns."""
    also: Also = ()
    """Other words under which people look for it. Search weighs them like its name and shows them beside it."""
    order: Annotated[int, Between(1, 1000)]
    """Its place in lists, given once."""
    summary: Words40
    """What is different there."""
    signs: Annotated[Points, Items(1, 5)]
    """How one notices that it concerns one; each completes the sentence "this page is for you if …"."""
    shrinks: Points = ()
    """What becomes smaller there, and to what."""
    adds: Points = ()
    """What is asked for there beyond what the practices ask for."""
    not_applicable: Points = ()
    """What does not apply there, when "not applicable" holds, and when it is an excuse."""
    roles: Annotated[Points, Items(1, 8)]
    """Which roles merge there, or who else takes part."""
    measure: Reasons = field(default_factory=dict)
    """The metrics that serve there, by the names of their files, each with how."""
    leave_out: Reasons = field(default_factory=dict)
    """The metrics to leave out there, by the names of their files, each with why."""
    pitfalls: Annotated[tuple[Pitfall, ...], Items(0, 5)] = ()
    """What goes wrong there."""
    begin: Annotated[Points, Items(1, 5)]
    """What to do first."""
    sources: Annotated[tuple[Reference, ...], Items(0, 10)] = ()
    """Publications on it."""
    notes: Annotated[tuple[Annotated[str, Text(max_words=60)], ...], Items(0, 8)] = ()
    """Editorial notes."""
    reviewed: Date | None = None
    """The day on which somebody last read the whole file."""


def check_circumstances(
    frameworks: Sequence[FrameworkRecord], metrics: Sequence[Metric], circumstances: Sequence[Circumstance]
) -> Iterator[Problem]:
    """What is wrong between circumstances, practices and metrics: references, names and orders that two have. Passes over
    unreadable parts. Paths start at `frameworks` and `circumstances`.
    """
    ids = [circumstance.id for circumstance in circumstances]
    for i, framework in enumerate(frameworks):
        for j, practice in enumerate(framework.practices):
            for key in practice.circumstances:
                path = ("frameworks", i, "practices", j, CIRCUMSTANCES, key)
                for problem in known("circumstance", key, ids, path):
                    yield replace(problem, at_key=True)
    measured = [metric.id for metric in metrics]
    for i, circumstance in enumerate(circumstances):
        yield from taken(circumstance.id, (), (CIRCUMSTANCES, i), "rename the file")
        for part in ("measure", "leave_out"):
            for key in getattr(circumstance, part):
                for problem in known("metric", key, measured, (CIRCUMSTANCES, i, part, key)):
                    yield replace(problem, at_key=True)
        for key in circumstance.leave_out:
            if key in circumstance.measure:
                found = f"the metric '{key}', which stands under 'measure' too"
                place = (CIRCUMSTANCES, i, "leave_out", key)
                yield Problem(place, found, "it in one of the two", "take one out", at_key=True)
    for key in ("order", "name"):
        yield from repeated([getattr(each, key) for each in circumstances], (CIRCUMSTANCES,), key)
