"""The same person's answers that were brought twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from build_hooks.cli.inputs import Entry
from build_hooks.cli.options import T
from build_hooks.cli.refusal import note
from cxcore.reading import name_key


def once_each(entries: Sequence[Entry], keep: bool) -> list[Entry]:
    """The assessments of a team with each person's once, their latest; each that is left out is named in a note.

    Two are of one person where they are equal, have the same label, or have the same id and not two labels. With `keep`
    all of them are there, and named all the same.
    """
    counted: dict[int, Entry] = {}
    first: dict[tuple[str, object], int] = {}
    for place, entry in enumerate(entries):
        at = next(
            (first[key] for key in _keys(entry) if key in first and _may_be_one(entry, entries[first[key]])), place
        )
        for key in _keys(entry):
            first.setdefault(key, at)
        if at == place:
            counted[at] = entry
            continue
        other = counted[at]
        if entry.assessment == other.assessment:
            _tell("cli.team.copy", entry, other, keep)
        elif entry.assessment.taken >= other.assessment.taken:
            counted[at] = entry
            _tell("cli.team.person", other, entry, keep)
        else:
            _tell("cli.team.person", entry, other, keep)
    return list(entries) if keep else list(counted.values())


def _keys(entry: Entry) -> Iterator[tuple[str, object]]:
    """What an assessment and another one of the same person have in common."""
    assessment = entry.assessment
    yield "content", assessment.to_json()
    if label := name_key(assessment.respondent.label):
        yield "label", label
    if assessment.id.strip():
        yield "id", assessment.id.strip()


def _may_be_one(entry: Entry, other: Entry) -> bool:
    labels = {label for one in (entry, other) if (label := name_key(one.assessment.respondent.label))}
    return len(labels) < 2


def _tell(key: str, left: Entry, counted: Entry, keep: bool) -> None:
    end = T("cli.team.both") if keep else T("cli.team.once")
    note(T(key, name=left.name, other=counted.name, end=end))
