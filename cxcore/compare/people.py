"""The same person's answers that were brought twice: the rule by which each person of a team is counted once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cxcore.model import Assessment
from cxcore.reading import name_key


@dataclass(frozen=True, slots=True)
class Duplicate:
    """An assessment that is not counted, because another one of the same person is."""

    place: int
    """Its own place among the assessments, from 0."""
    counted: int
    """The place of the one that is counted."""
    copy: bool
    """Whether the two are equal; else the one that is counted is of the same day or later."""


def duplicates(assessments: Sequence[Assessment]) -> list[Duplicate]:
    """The assessments that are left out so that each person is counted once, by their latest; in the order in which they came.

    Two are of one person where they are equal, have the same label, or have the same id and not two labels. Of two of one day
    the one that came last is counted.
    """
    members: dict[int, list[int]] = {}
    first: dict[tuple[str, str], int] = {}
    for place, one in enumerate(assessments):
        keys = list(_keys(one))
        known = (first[key] for key in keys if key in first)
        person = next((at for at in known if _may_be_one(one, assessments[members[at][0]])), place)
        theirs = members.setdefault(person, [])
        # The one that counts stands first: whoever comes next is held against it.
        newer = theirs and one != (counted := assessments[theirs[0]]) and one.taken >= counted.taken
        theirs.insert(0 if newer else len(theirs), place)
        for key in keys:
            first.setdefault(key, person)
    found = [
        Duplicate(place, counted, assessments[place] == assessments[counted])
        for counted, *others in members.values()
        for place in others
    ]
    return sorted(found, key=lambda duplicate: duplicate.place)


def _keys(assessment: Assessment) -> Iterator[tuple[str, str]]:
    """What an assessment and another one of the same person have in common."""
    yield "content", assessment.to_json()
    if label := name_key(assessment.respondent.label):
        yield "label", label
    if assessment.id.strip():
        yield "id", assessment.id.strip()


def _may_be_one(one: Assessment, other: Assessment) -> bool:
    labels = {label for each in (one, other) if (label := name_key(each.respondent.label))}
    return len(labels) < 2
