"""Assessments of earlier versions of a framework, brought forward, with a word on what a person should look at."""

from __future__ import annotations

from build_hooks.cli.options import T
from build_hooks.cli.refusal import Refusal, note
from cxcore.model import Assessment, Framework
from cxcore.model.migration import migrate
from cxcore.view.blocks import plain
from cxcore.view.reviews import tell_reviews
from cxcore.view.words import Words


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
    for line in tell_reviews(Words(framework, T), migrated.reviews).items:
        note(f"{name}: {plain(line)}")
    return migrated.assessment.checked(framework)
