"""What a person should look at again after an assessment was brought forward to a newer version of its framework."""

from __future__ import annotations

from collections.abc import Sequence

from cxcore.model.migration import Reason, Review
from cxcore.view.blocks import Items, Text, plain
from cxcore.view.words import Words


def tell_reviews(words: Words, reviews: Sequence[Review]) -> Items:
    """A sentence for each thing to look at. New practices, which are simply open, share one."""
    added = [words.named(entry.practice) for entry in reviews if entry.reason is Reason.ADDED]
    others = [entry for entry in reviews if entry.reason is not Reason.ADDED]
    lines = [review(words, entry.practice, entry.reason, entry.before, entry.since) for entry in others]
    return Items((*lines, *([_added(words, added)] if added else [])))


def tell_forward(words: Words, name: str, version: str, reviews: Sequence[Review]) -> list[str]:
    """Lines for a terminal: that the file called `name` was brought forward from a version, and each thing to look at in it."""
    said = [words.t("review.forward", old=version, new=words.framework.version)]
    return [f"{name}: {line}" for line in (*said, *map(plain, tell_reviews(words, reviews).items))]


def review(words: Words, practice: str | None, reason: str, before: Sequence[str], since: str) -> Text:
    """One thing to look at, by the parts of a `Review`; `reason` is one that names a practice."""
    name = words.named(practice)
    if reason == Reason.ADDED:
        return _added(words, [name])
    return words.t(f"review.{reason}", practice=name, before=", ".join(before), since=since)


def _added(words: Words, names: list[str]) -> Text:
    return words.t("review.added", count=len(names), practices=", ".join(names))
