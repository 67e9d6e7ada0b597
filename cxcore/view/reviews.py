"""What a person should look at again after an assessment was brought forward to a newer version of its framework."""

from __future__ import annotations

from collections.abc import Sequence

from cxcore.model.migration import Reason, Review
from cxcore.view.blocks import Inline, Items, Text, plain
from cxcore.view.words import Words


def tell_reviews(words: Words, reviews: Sequence[Review]) -> Items:
    """A sentence for each thing to look at. New practices, which are simply open, share one."""
    added = [_name(words, entry.practice) for entry in reviews if entry.reason is Reason.ADDED]
    others = [entry for entry in reviews if entry.reason is not Reason.ADDED]
    lines = [review(words, entry.practice, entry.reason, entry.before, entry.since) for entry in others]
    return Items((*lines, *([_added(words, added)] if added else [])))


def review(words: Words, practice: str | None, reason: str, before: Sequence[str], since: str) -> Text:
    """One thing to look at, by the parts of a `Review`; `reason` is one that names a practice."""
    name = _name(words, practice)
    if reason == Reason.ADDED:
        return _added(words, [name])
    return words.t(f"review.{reason}", practice=plain((name,)), before=", ".join(before), since=since)


def _added(words: Words, names: list[Inline]) -> Text:
    return words.t("review.added", count=len(names), practices=", ".join(plain((name,)) for name in names))


def _name(words: Words, practice: str | None) -> Inline:
    """A practice by its name, or by its id where the framework does not have it."""
    return words.practice(practice) if practice and practice in words.framework.practice else practice or ""
