"""Assessments of earlier versions of a framework, brought forward, with a word on what a person should look at."""

from __future__ import annotations

from collections.abc import Sequence

from build_hooks.cli.options import T
from build_hooks.cli.refusal import Refusal, note
from cxcore.model import Assessment, Framework
from cxcore.model.migration import Review, migrate
from cxcore.view.reviews import tell_forward
from cxcore.view.words import Words


def fitting(name: str, framework: Framework, assessment: Assessment) -> Assessment:
    """The assessment of the input called `name`, in the version of the framework.

    What needs a person's eye is noted on standard error. Raises InputError where it does not fit, and Refusal where its
    version is not known.
    """
    if assessment.framework.version == framework.version or assessment.framework.id != framework.id:
        return assessment.checked(framework)
    migrated = migrate(framework, assessment)
    version = assessment.framework.version
    if migrated.assessment is None:
        raise Refusal(T(f"cli.forward.{migrated.reviews[0].reason}", name=name, old=version, new=framework.version))
    noted(name, framework, version, migrated.reviews)
    return migrated.assessment.checked(framework)


def noted(name: str, framework: Framework, version: str, reviews: Sequence[Review]) -> None:
    """Say on standard error that the input called `name` was of an earlier version, and what to look at in it."""
    for line in tell_forward(Words(framework, T), name, version, reviews):
        note(line)
