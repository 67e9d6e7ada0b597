"""The words by which the lists of practices are narrowed."""

from __future__ import annotations

import json

from build_hooks.site.practice_words import words
from tests.ours import sources


def test_each_practice_has_the_words_that_it_is_about_and_those_that_it_mentions() -> None:
    found = json.loads(words(sources()))
    ids = [f"{framework.id}/{practice.id}" for framework in sources().frameworks for practice in framework.practices]
    assert list(found) == ids
    for about, others in found.values():
        first, second = about.split(" "), others.split(" ")
        assert (first, second) == (sorted(set(first)), sorted(set(second))) and not set(first) & set(second)
    about, others = (text.split(" ") for text in found["four-stages/issue-resolution"])
    assert {"issue", "complaints", "customers"} <= set(about)  # its name, another name, its question
    assert {"counter", "spreadsheet", "intranet"} <= set(others)  # what one could ask to see
