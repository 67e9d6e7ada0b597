"""What each version of a framework changed, and from that the practices and answers that an earlier version had.

A framework lists its changes since its first version. Each entry names practices as they were called *before* it on the
left (`renamed`'s keys, `merged.practices`, `split.practice`, `removed`) and as they are called *since* on the right.
Undoing the entries from the newest back gives the catalogue of any listed version, which `migration` and `share` build
on; a practice that changed its meaning but not its id is `reworded`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from cxcore.reading import INVALID, Date, Identifier, Items, Problem, Prose, ValuePath, Version, decode, did_you_mean


@dataclass(frozen=True, slots=True, kw_only=True)
class Merge:
    """Several practices that became one. Where the one keeps the id of one of them, that id stands on both sides."""

    practices: Annotated[tuple[Identifier, ...], Items(2, 20)]
    """The ids before."""
    into: Identifier
    """The id since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """One practice that became several. Where one of them keeps its id, that id stands on both sides."""

    practice: Identifier
    """The id before."""
    into: Annotated[tuple[Identifier, ...], Items(2, 20)]
    """The ids since."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What one version changed against the one before it."""

    version: Version
    """The version that this made."""
    date: Date
    """The day on which it was published."""
    summary: Prose
    """What changed and why."""
    renamed: Mapping[Identifier, Identifier] = field(default_factory=dict)
    """The new id of each practice that was renamed, by its old one."""
    merged: tuple[Merge, ...] = ()
    """Practices that became one."""
    split: tuple[Split, ...] = ()
    """Practices that became several."""
    removed: Mapping[Identifier, Prose] = field(default_factory=dict)
    """Why each practice that is gone was taken out, by its id."""
    added: tuple[Identifier, ...] = ()
    """The ids of new practices."""
    reworded: tuple[Identifier, ...] = ()
    """Practices whose meaning changed so that earlier answers want a second look."""
    answers_renamed: Mapping[Identifier, Identifier] = field(default_factory=dict)
    """The new id of each answer that was renamed, by its old one."""
    answers_before: Annotated[tuple[Identifier, ...], Items(0, 12)] = ()
    """The ids of all answers before this version, from low to high; needed only where answers were added or taken away (a
    rubric's stages).
    """

    def before(self) -> tuple[tuple[ValuePath, str], ...]:
        """The old ids that this change ends, each with its place in the change."""
        return (
            *((("renamed", old), old) for old in self.renamed),
            *(
                (("merged", i, "practices", j), old)
                for i, m in enumerate(self.merged)
                for j, old in enumerate(m.practices)
            ),
            *((("split", i, "practice"), split.practice) for i, split in enumerate(self.split)),
            *((("removed", old), old) for old in self.removed),
        )

    def since(self) -> tuple[tuple[ValuePath, str], ...]:
        """The new ids that this change begins, each with its place in the change."""
        return (
            *((("renamed", old), self.renamed[old]) for old in self.renamed),
            *((("merged", i, "into"), merge.into) for i, merge in enumerate(self.merged)),
            *((("split", i, "into", j), new) for i, split in enumerate(self.split) for j, new in enumerate(split.into)),
            *((("added", i), new) for i, new in enumerate(self.added)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """The ids of the practices, and of the answers from low to high, of one version of a framework."""

    practices: frozenset[str]
    answers: tuple[str, ...]


def version_key(version: str) -> tuple[int, ...]:
    """What versions are ordered by.

    >>> version_key("1.10.0") > version_key("1.9.0")
    True
    """
    return tuple(int(part) for part in version.split("."))


def is_version(version: str) -> bool:
    """Whether it is a version of three numbers, and not something that could not be read or has another form."""
    problems: list[Problem] = []
    decode(Version, version, (), problems)
    return not problems


def by_version(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The changes from the oldest version to the newest."""
    return tuple(sorted(changes, key=lambda change: version_key(change.version)))


def undone(catalogue: Catalogue, change: Change) -> Catalogue:
    """The catalogue as it was before `change`, which made it what it is."""
    begun = {new for _, new in change.since()}
    ended = {old for _, old in change.before()}
    old_answer = {change.answers_renamed[old]: old for old in change.answers_renamed}
    return Catalogue(
        practices=(catalogue.practices - begun) | ended,
        answers=change.answers_before or tuple(old_answer.get(answer, answer) for answer in catalogue.answers),
    )


def catalogue_of(newest: Catalogue, changes: Sequence[Change], newest_version: str, version: str) -> Catalogue | None:
    """The catalogue of `version`; None where that is not a listed version, so that nothing is known of it.

    A framework that lists no changes has one known version, its own.
    """
    if version == newest_version:
        return newest
    ordered = by_version(changes)
    if version not in [change.version for change in ordered]:
        return None
    catalogue = newest
    for change in reversed(ordered):
        if change.version == version:
            return catalogue
        catalogue = undone(catalogue, change)
    return None  # pragma: no cover - the version is listed, so the loop returns


def check_changes(changes: Sequence[Change], version: str, newest: Catalogue) -> Iterator[Problem]:
    """What is wrong with a list of changes: versions, and ids that no version can have had. Paths start at `changes`.

    Passes over what could not be read; nothing is told of ids where the practices themselves could not be read.
    """
    versions = [change.version for change in changes]
    for i, listed in enumerate(versions):
        if listed is not INVALID and listed in versions[:i]:
            yield Problem(
                ("changes", i, "version"), f"version {listed} twice", "each version once", "put them together"
            )
    unreadable = INVALID in (*newest.practices, *newest.answers) or not newest.practices
    if (
        not changes
        or unreadable
        or len(set(versions)) < len(versions)
        or not all(map(is_version, (version, *versions)))
    ):
        return
    ordered = by_version(changes)
    listed = ordered[-1].version
    if version_key(listed) < version_key(version):
        found = f"version {version} without an entry under 'changes', where {listed} is the newest"
        yield Problem(("version",), found, f"an entry that says what {version} changed", "add it")
        return
    if listed != version:
        found = f"version {version}, where 'changes' has {listed} as the newest"
        yield Problem(("version",), found, listed, "raise it, or take the entry out")
        return
    catalogue = newest
    for change in reversed(ordered):
        problems = [p.under("changes", versions.index(change.version)) for p in _check_change(change, catalogue)]
        yield from problems
        if problems or not _readable(change):
            return  # What an earlier version had cannot be told until this is mended.
        catalogue = undone(catalogue, change)


def _readable(change: Change) -> bool:
    lists = (change.renamed, change.merged, change.split, change.removed, change.added)
    answers = (change.answers_renamed, change.answers_before, *change.answers_renamed, *change.answers_before)
    ids = (*change.before(), *change.since())
    return INVALID not in (*lists, *change.merged, *change.split, *answers) and all(i is not INVALID for _, i in ids)


def _check_change(change: Change, since: Catalogue) -> Iterator[Problem]:
    begun: set[str] = set()
    for path, new in (*change.since(), *((("reworded", i), new) for i, new in enumerate(change.reworded))):
        if new is INVALID:
            continue
        if new not in since.practices:
            known = f"a practice of version {change.version}"
            yield Problem(path, f"unknown practice '{new}'", known, did_you_mean(new, sorted(since.practices)))
        elif new in begun and path[0] != "reworded":
            yield Problem(path, f"practice '{new}' a second time", "each new practice once in a version")
        begun.add(new)
    ended: set[str] = set()
    for path, old in change.before():
        if old is INVALID:
            continue
        if old in ended:
            yield Problem(path, f"practice '{old}' a second time", "each old practice once in a version")
        elif old in since.practices and old not in begun:
            found = f"practice '{old}', which version {change.version} still has"
            yield Problem(path, found, "a practice of the version before")
        ended.add(old)
    yield from _check_answers(change, since.answers)


def _check_answers(change: Change, since: Sequence[str]) -> Iterator[Problem]:
    renamed = change.answers_renamed
    if renamed is INVALID or change.answers_before is INVALID:
        return
    for old in renamed:
        if renamed[old] is not INVALID and renamed[old] not in since:
            found = f"unknown answer '{renamed[old]}'"
            known = f"an answer of version {change.version}"
            yield Problem(("answers_renamed", old), found, known, did_you_mean(renamed[old], since))
        if change.answers_before and old not in change.answers_before:
            yield Problem(("answers_renamed", old), f"answer '{old}'", "one of answers_before", at_key=True)
        elif not change.answers_before and old in since and old not in renamed.values():
            found = f"answer '{old}', which version {change.version} still has"
            yield Problem(("answers_renamed", old), found, "an answer of the version before", at_key=True)
    for answers, key in ((tuple(renamed.values()), "answers_renamed"), (change.answers_before, "answers_before")):
        if len(set(answers)) < len(answers):
            yield Problem((key,), "an answer twice", "each answer once")
