"""A file that is to be laid beside the answers: what it holds, or why it is of no use, in the words of whoever owns it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict

from cxcore.model import Assessment
from cxcore.rating import Profile, counts
from cxcore.reading import Problem
from cxcore.view.words import Words

WHOLE = ((), ("format",), ("format_version",))
"""Places of problems that are about the file as a whole."""


def tell_file(words: Words, assessment: Assessment, version: str) -> str:
    """`21 November 2026: 44 answered, 2 open.`, and from which version it was brought forward. `assessment` is of the framework's
    version, and was given to `version`.
    """
    given = asdict(counts(words.framework, Profile.of(words.framework, assessment)))
    held = words.t("beside.holds", day=words.day(assessment.taken), counts=words.counts(given))
    return held if version == words.framework.version else f"{held} {words.t('beside.forward', version=version)}"


def tell_refused(words: Words, problems: Sequence[Problem]) -> str:
    """Why a file with these problems, at least one, is of no use: it is no such file, of another model or version, or not whole."""
    places = [problem.path for problem in problems]
    if any(place in WHOLE for place in places):
        return words.t("beside.no_file")
    if ("framework", "id") in places:
        return words.t("beside.other_model", model=words.framework.name)
    if ("framework", "version") in places:
        return words.t("beside.other_version")
    return words.t("beside.damaged", count=len(problems), problem=problems[0])
