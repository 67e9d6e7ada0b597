"""Bringing an assessment of an earlier version of a framework forward, by the framework's list of changes.

Version by version, each response follows its practice:

- renamed: it moves along;
- merged: where all the old practices have the same answer, or are all not known, or all do not apply, that. Else the
  lowest answer given, practices that do not apply left aside; but nothing where one of them was unanswered or not
  known;
- split: every part takes what was said of the whole;
- removed: it is kept beside the assessment;
- answers renamed: the answer takes its new name.

What a rule cannot know is listed for a person's eye: merged practices that differ, every part of a split one, reworded
and new practices, answers that no longer exist, "not applicable" where that is no longer allowed, and practices and
answers that the old version did not have either. Nothing is dropped: a response that has no place in the new version,
or that was put together with a different one, is in `kept` as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from cxcore.model.assessment import Assessment, FrameworkRef, Response
from cxcore.model.changes import Catalogue, Change, Merge, by_version, undone, version_key
from cxcore.model.framework import Framework
from cxcore.reading import InputError, Problem, encode

MAX_NOTE = 4000
"""The most characters of an evidence note; joined notes that are longer are not joined."""


class Reason(StrEnum):
    """Why a practice, or the whole assessment, needs a person's eye."""

    MERGED = "merged"
    SPLIT = "split"
    REMOVED = "removed"
    ADDED = "added"
    REWORDED = "reworded"
    ANSWER_GONE = "answer-gone"
    NOT_APPLICABLE_GONE = "not-applicable-gone"
    UNKNOWN_PRACTICE = "unknown-practice"
    UNKNOWN_ANSWER = "unknown-answer"
    NEWER_VERSION = "newer-version"
    UNKNOWN_VERSION = "unknown-version"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """Something to look at, with the reason."""

    practice: str | None
    """The id in the new version; or in the old one, where it has no place in the new one; or None where the version as a
    whole is the reason.
    """
    reason: Reason
    """Why."""
    before: tuple[str, ...] = ()
    """The practices of the old version that it comes from."""
    since: str = ""
    """The version that brought the change, empty where none did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migrated:
    """An assessment brought forward, what to look at in it, and the responses kept beside it by their old ids."""

    assessment: Assessment | None
    """None where the version is not known here, or newer: then nothing was guessed, and `kept` is everything."""
    reviews: tuple[Review, ...] = ()
    kept: Mapping[str, Response]

    def to_dict(self) -> dict[str, Any]:
        """As plain data: {"assessment", "reviews": [{practice, reason, before, since}], "kept": {id: response}}."""
        return {
            "assessment": None if self.assessment is None else self.assessment.to_dict(),
            "reviews": [
                {"practice": r.practice, "reason": r.reason.value, "before": list(r.before), "since": r.since}
                for r in self.reviews
            ],
            "kept": encode(self.kept),
        }


@dataclass(slots=True)
class _Carried:
    """A response on its way, and the practices of the old version that it comes from."""

    response: Response
    before: tuple[str, ...]


def migrate(framework: Framework, assessment: Assessment) -> Migrated:
    """The assessment in the framework's version. One that is of that version comes back as it is, where it fits.

    Raises InputError for an assessment of another framework, and for nothing else.
    """
    stamp = assessment.framework
    if stamp.id != framework.id:
        raise InputError([Problem(("framework", "id"), f"framework '{stamp.id}'", f"'{framework.id}'")])
    old = framework.catalogue(stamp.version)
    if old is None:
        newer = version_key(stamp.version) > version_key(framework.version)
        reason = Reason.NEWER_VERSION if newer else Reason.UNKNOWN_VERSION
        reviews = (Review(practice=None, reason=reason),)
        return Migrated(assessment=None, reviews=reviews, kept=assessment.responses)
    walk = _Walk(old, assessment.responses)
    for change, catalogue in _after(framework, stamp.version):
        walk.step(change, catalogue)
    walk.finish(framework)
    reference = FrameworkRef(id=framework.id, version=framework.version)
    responses = {key: walk.carried[key].response for key in framework.practice if key in walk.carried}
    place = {key: i for i, key in enumerate(framework.practice)}
    return Migrated(
        assessment=replace(assessment, framework=reference, responses=responses),
        reviews=(*sorted(walk.reviews, key=lambda review: place.get(review.practice or "", len(place))), *walk.gone),
        kept={key: assessment.responses[key] for key in assessment.responses if key in walk.kept},
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """An assessment that fits its framework, the version in which it was given, and what to look at where that was an earlier one."""

    assessment: Assessment
    version: str
    reviews: tuple[Review, ...] = ()

    @property
    def is_older(self) -> bool:
        """Whether it was of an earlier version, so that its maker has to be told."""
        return self.version != self.assessment.framework.version


def brought_forward(framework: Framework, assessment: Assessment) -> Brought:
    """The assessment in the framework's version. Raises InputError where it does not fit, or is of another framework or of a version that
    is not known.
    """
    version = assessment.framework.version
    reviews: tuple[Review, ...] = ()
    if assessment.framework.id == framework.id and not assessment.is_of(framework):
        migrated = migrate(framework, assessment)
        if migrated.assessment is not None:
            assessment, reviews = migrated.assessment, migrated.reviews
    return Brought(assessment=assessment.checked(framework), version=version, reviews=reviews)


def _after(framework: Framework, version: str) -> list[tuple[Change, Catalogue]]:
    """The changes since a version, oldest first, each with the catalogue that it made."""
    catalogue = framework.catalogue(framework.version)
    assert catalogue is not None, "a framework has its own version"
    steps = []
    for change in reversed(by_version(framework.changes)):
        if version_key(change.version) > version_key(version):
            steps.append((change, catalogue))
            catalogue = undone(catalogue, change)
    return steps[::-1]


class _Walk:
    """Responses on their way through the versions.

    `reviews` name practices by the ids of the version reached so far; those in `gone` have none there, and stay as
    they are.
    """

    def __init__(self, old: Catalogue, responses: Mapping[str, Response]) -> None:
        self.carried: dict[str, _Carried] = {}
        self.kept: set[str] = set()
        self.reviews: list[Review] = []
        self.gone: list[Review] = []
        self.answers = old.answers
        for key, response in responses.items():
            if key not in old.practices:
                self.kept.add(key)
                self.gone.append(Review(practice=key, reason=Reason.UNKNOWN_PRACTICE, before=(key,)))
            elif response.answer is not None and response.answer not in old.answers:
                self.kept.add(key)
                self.reviews.append(Review(practice=key, reason=Reason.UNKNOWN_ANSWER, before=(key,)))
            else:
                self.carried[key] = _Carried(response, (key,))

    def step(self, change: Change, catalogue: Catalogue) -> None:
        """One version on: `catalogue` is what `change` made."""
        version = change.version
        self._follow(change)
        ended = {old for _, old in change.before()}
        following = {key: carried for key, carried in self.carried.items() if key not in ended}
        for old, new in change.renamed.items():
            if old in self.carried:
                following[new] = self.carried[old]
        for merge in change.merged:
            if merged := self._merged(merge, version):
                following[merge.into] = merged
        for split in change.split:
            if carried := self.carried.get(split.practice):
                for part in split.into:
                    following[part] = carried
                    self._review(part, Reason.SPLIT, carried, version)
        for old in change.removed:
            if carried := self.carried.get(old):
                self.kept.update(carried.before)
                gone = Review(practice=old, reason=Reason.REMOVED, before=carried.before, since=version)
                self.gone.append(gone)
        for new in change.added:
            self.reviews.append(Review(practice=new, reason=Reason.ADDED, since=version))
        for key in change.reworded:
            if carried := following.get(key):
                self._review(key, Reason.REWORDED, carried, version)
        self.carried = {}
        for key, carried in following.items():
            self._with_new_answer(key, carried, change, catalogue)
        self.answers = catalogue.answers

    def finish(self, framework: Framework) -> None:
        """What the newest version does not allow."""
        for key, carried in list(self.carried.items()):
            if carried.response.not_applicable is not None and framework.practice[key].not_applicable is None:
                del self.carried[key]
                self.kept.update(carried.before)
                self._review(key, Reason.NOT_APPLICABLE_GONE, carried, "")

    def _follow(self, change: Change) -> None:
        """Let earlier reviews name their practices by the new ids."""
        new_ids: dict[str, tuple[str, ...]] = dict.fromkeys(change.removed, ())
        new_ids |= {old: (new,) for old, new in change.renamed.items()}
        new_ids |= {old: (merge.into,) for merge in change.merged for old in merge.practices}
        new_ids |= {split.practice: split.into for split in change.split}
        following = []
        for review in self.reviews:
            old = review.practice or ""
            following += [replace(review, practice=new) for new in new_ids.get(old, (old,))]
            if old in change.removed and old not in self.carried and review.reason is not Reason.ADDED:
                self.gone.append(replace(review, reason=Reason.REMOVED, since=change.version))
        self.reviews = following

    def _merged(self, merge: Merge, version: str) -> _Carried | None:
        given = [self.carried[key] for key in merge.practices if key in self.carried]
        if not given:
            return None
        before = tuple(dict.fromkeys(key for carried in given for key in carried.before))
        said = {(carried.response.state, carried.response.answer) for carried in given}
        whole = len(given) == len(merge.practices)
        levels = [carried.response for carried in given if carried.response.answer is not None]
        if not whole or len(said) > 1:
            self._review(merge.into, Reason.MERGED, _Carried(given[0].response, before), version)
        if any(carried.response != given[0].response for carried in given) or not whole:
            self.kept.update(before)
        if not whole or (len(said) > 1 and (not levels or any(carried.response.dont_know for carried in given))):
            return None
        lowest = min(levels, key=lambda r: self.answers.index(r.answer or ""), default=given[0].response)
        notes = "\n".join(dict.fromkeys(c.response.evidence for c in given if c.response.evidence))
        return _Carried(replace(lowest, evidence=notes if len(notes) <= MAX_NOTE else lowest.evidence), before)

    def _with_new_answer(self, key: str, carried: _Carried, change: Change, catalogue: Catalogue) -> None:
        answer = carried.response.answer
        renamed = None if answer is None else change.answers_renamed.get(answer, answer)
        if renamed is None or renamed in catalogue.answers:
            self.carried[key] = _Carried(replace(carried.response, answer=renamed), carried.before)
        else:
            self.kept.update(carried.before)
            self._review(key, Reason.ANSWER_GONE, carried, change.version)

    def _review(self, practice: str, reason: Reason, carried: _Carried, version: str) -> None:
        self.reviews.append(Review(practice=practice, reason=reason, before=carried.before, since=version))
