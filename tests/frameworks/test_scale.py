"""The answers from Missing to Systematic leave no case out, and none asks for evidence of a shortfall."""

from __future__ import annotations

import re

import pytest

from tests.frameworks.reading import Entry, entries

LOWEST_TO_HIGHEST = ["missing", "ad-hoc", "repeatable", "systematic"]
PRACTICES = [entry for entry in entries("practice") if list(entry.value["answers"]) == LOWEST_TO_HIGHEST]

ONLY_SOME = re.compile(r"\b(only some|only a minority|a minority|few|seldom)\b", re.IGNORECASE)
ON_OCCASION = re.compile(
    r"\b(on (an )?occasions?|happens? to|only when|once|one (campaign|study|project)|a favourite|seem striking|(serious|loud) complaint"
    r"|grow loud|bad (week|quarter)|is interested|now and then)\b",
    re.IGNORECASE,
)
OR_BY_HABIT = re.compile(r"\b(habits?|habitual|always|often|custom|however|all|every|everywhere)\b", re.IGNORECASE)
MOST = re.compile(r"\bmost(ly)?\b|\bfor the most part\b", re.IGNORECASE)
OR_ALL_UNCHECKED = re.compile(r"\bor\b|\bif all\b|\bwhere it decides all\b", re.IGNORECASE)
EVERY = re.compile(r"\b(every|everyone|each|all|no|wherever)\b", re.IGNORECASE)

SHORTFALL = re.compile(
    r"\b(missing|missed|lack(s|ed|ing)?|left out|leave it out|(still|stays?) outside|overdue|unmapped|lags?|(is|are) behind|blanks?|gaps"
    r"|not yet|outstanding|late ones|irregular|no one|cannot|do not reach|still carry|absent|skipped)\b",
    re.IGNORECASE,
)
IF_ANY = re.compile(r"\b(any|if|complete|whether|which|in which|where|included|or)\b", re.IGNORECASE)
"""By these words a list may be without what it would show: "with any that lack them", "complete or with the gaps visible"."""


def anchors(answer: str) -> dict[str, str]:
    return {str(entry): entry.value["answers"][answer]["anchor"] for entry in PRACTICES}


def test_both_models_with_the_scale_are_read() -> None:
    assert len(PRACTICES) == 46 + 21


@pytest.mark.parametrize(
    ("answer", "corner"),
    [("ad-hoc", ONLY_SOME), ("repeatable", MOST), ("repeatable", OR_ALL_UNCHECKED), ("systematic", EVERY)],
    ids=["a rule that only some keep", "a rule that most keep", "all keep it and nobody checks", "all keep it"],
)
def test_each_practice_has_an_answer_for_a_corner_of_the_scale(answer: str, corner: re.Pattern[str]) -> None:
    assert {name: anchor for name, anchor in anchors(answer).items() if not corner.search(anchor)} == {}


def test_what_is_done_by_habit_without_a_rule_has_an_answer() -> None:
    """Even where everybody does it: an answer that speaks of single occasions alone leaves that case out."""
    found = {name: text for name, text in anchors("ad-hoc").items() if ON_OCCASION.search(text)}
    assert len(found) > 10, "the pattern finds what it is for"
    assert {name: text for name, text in found.items() if not OR_BY_HABIT.search(text)} == {}


def test_only_one_answer_speaks_of_most_and_only_one_of_some() -> None:
    """So that of two neighbours one is true where a rule has holes."""
    assert {name: text for name, text in anchors("systematic").items() if MOST.search(text)} == {}
    assert {name: text for name, text in anchors("ad-hoc").items() if MOST.search(text)} == {}
    assert {name: text for name, text in anchors("repeatable").items() if re.search(r"\bonly some\b", text)} == {}


def asked_for_a_shortfall(entry: Entry) -> list[str]:
    lines = entry.value["answers"]["repeatable"]["evidence"]
    return [line for line in lines if SHORTFALL.search(line) and not IF_ANY.search(line)]


def test_no_evidence_of_a_repeatable_answer_is_a_shortfall() -> None:
    """Whoever keeps a process everywhere, unchecked, can show every line."""
    assert {str(entry): lines for entry in PRACTICES if (lines := asked_for_a_shortfall(entry))} == {}
