"""Who is counted as a person of a team: each once, and nobody who has answered nothing; told."""

from __future__ import annotations

from collections.abc import Sequence

from build_hooks.cli.inputs import Entry
from build_hooks.cli.options import T
from build_hooks.cli.refusal import note
from cxcore.compare.people import duplicates


def once_each(entries: Sequence[Entry], keep: bool) -> list[Entry]:
    """The assessments of a team with each person's once, their latest; each that is left out is named in a note.

    With `keep` all of them are there, and named all the same. One in which nothing is answered is nobody's, unless there is no other.
    """
    answered = [entry for entry in entries if entry.assessment.responses]
    if answered and len(answered) < len(entries):
        for entry in entries:
            if not entry.assessment.responses:
                note(T("cli.team.empty", name=entry.name))
        entries = answered
    twice = duplicates([entry.assessment for entry in entries])
    for each in twice:
        key, end = "cli.team.copy" if each.copy else "cli.team.person", T("cli.team.both" if keep else "cli.team.once")
        note(T(key, name=entries[each.place].name, other=entries[each.counted].name, end=end))
    left = set() if keep else {each.place for each in twice}
    return [entry for place, entry in enumerate(entries) if place not in left]
