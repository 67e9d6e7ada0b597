"""Assessments of earlier versions of a framework, brought forward, with a word on what a person should look at."""

from __future__ import annotations

from collections.abc import Sequence

from build_hooks.cli.options import T
from build_hooks.cli.refusal import Refusal, note
from cxcore.model import Assessment, Framework
from cxcore.model.migration import Migrated, Reason, Review, migrate


def fitting(name: str, framework: Framework, assessment: Assessment) -> Assessment:
    """The assessment of the input called `name`, in the version of the framework.

    What needs a person's eye is noted on standard error. Raises InputError where it does not fit, and Refusal where its
    version is not known.
    """
    if assessment.framework.version == framework.version or assessment.framework.id != framework.id:
        return assessment.checked(framework)
    migrated = migrate(framework, assessment)
    versions = {"name": name, "old": assessment.framework.version, "new": framework.version}
    if migrated.assessment is None:
        raise Refusal(T(f"cli.forward.{migrated.reviews[0].reason}", **versions))
    note(T("cli.forward", **versions))
    for line in review_lines(framework, migrated):
        note(f"{name}: {line}")
    return migrated.assessment.checked(framework)


def review_lines(framework: Framework, migrated: Migrated) -> list[str]:
    """One line for each thing to look at. New practices, which are simply open, share one."""
    added = [review for review in migrated.reviews if review.reason is Reason.ADDED]
    lines = [_line(framework, review) for review in migrated.reviews if review.reason is not Reason.ADDED]
    if added:
        names = ", ".join(_name(framework, review.practice) for review in added)
        lines.append(T("cli.forward.added", count=len(added), practices=names))
    return lines


def _line(framework: Framework, review: Review) -> str:
    return review_text(framework, review.practice, review.reason, review.before, review.since)


def review_text(framework: Framework, practice: str | None, reason: str, before: Sequence[str], since: str) -> str:
    """What to look at, in words."""
    name = _name(framework, practice)
    if reason == Reason.ADDED:
        return T("cli.forward.added", count=1, practices=name)
    return T(f"cli.forward.{reason}", practice=name, before=", ".join(before), since=since)


def _name(framework: Framework, practice: str | None) -> str:
    """A practice's name, or its id where the framework does not have it."""
    found = framework.practice.get(practice or "")
    return found.name if found is not None else practice or ""
