"""Every sentence is ours: no run of words from the sources, and none of any length twice."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.frameworks.reading import FOLDER, Entry, entries, everything, runs, words
from tests.frameworks.source_runs import DIGITS, FILE, LENGTH, hashed, known, shared

ROOT = FOLDER.parent
SHARED = 13
"""Words: no two practices, stages or metrics may have a run of more than twelve in common."""


def is_title(place: tuple[str | int, ...]) -> bool:
    """Whether a text is the title of a source, names a place in it, or is a name; these stay as the source has them."""
    return place == ("name",) or (place[0] == "sources" and place[-1] in ("title", "place", "author", "publisher"))


@cache
def titles() -> tuple[str, ...]:
    """The titles and names that are long enough to hold a run, the longest first. A short one is not taken out of a text."""
    found = {text for entry in everything() for place, text in entry.texts() if is_title(place)}
    return tuple(sorted((text for text in found if len(words(text)) >= LENGTH), key=len, reverse=True))


def without_titles(text: str) -> str:
    """A page without the titles that it cites."""
    plain = " ".join(text.split())
    for title in titles():
        plain = plain.replace(title, " … ")
    return plain


def ids(entries: tuple[Entry, ...]) -> list[str]:
    return [f"{entry.kind}-{entry}" for entry in entries]


@pytest.mark.parametrize("entry", everything(), ids=ids(everything()))
def test_no_run_of_eight_words_is_from_a_source(entry: Entry) -> None:
    found = {
        ".".join(map(str, place)): shared(without_titles(text)) for place, text in entry.texts() if not is_title(place)
    }
    assert {place: lines for place, lines in found.items() if lines} == {}


OTHER = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *sorted(FOLDER.glob("*.yaml")),
    *sorted((ROOT / "build_hooks/messages").glob("*.yaml")),
]


@pytest.mark.parametrize("path", OTHER, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_run_of_eight_words_of_other_pages_is_from_a_source(path: Path) -> None:
    assert shared(without_titles(path.read_text("utf-8"))) == []


@cache
def places_of_runs() -> dict[str, frozenset[str]]:
    """Where each run of thirteen words of the practices, stages and metrics stands."""
    found: dict[str, set[str]] = defaultdict(set)
    for kind in ("practice", "stage", "metric", "circumstance", "template"):
        for entry in entries(kind):
            for place, text in entry.texts():
                if not is_title(place):
                    for run in runs(text, SHARED):
                        found[run].add(f"{kind}-{entry}")
    return {run: frozenset(names) for run, names in found.items() if len(names) > 1}


@pytest.mark.parametrize("name", ids(everything()))
def test_no_run_of_more_than_twelve_words_stands_in_two_files(name: str) -> None:
    assert {run: sorted(names - {name}) for run, names in places_of_runs().items() if name in names} == {}


def test_the_hashed_runs_are_what_the_script_writes() -> None:
    found = FILE.read_text("ascii").split()
    assert found == sorted(set(found))
    assert len(found) > 6000
    assert all(re.fullmatch(rf"[0-9a-f]{{{DIGITS}}}", each) for each in found)


def planted() -> Iterator[str]:
    """Runs of the sources that this test may name: the titles are ours to cite."""
    yield from (run for title in titles() for run in runs(title, LENGTH))


def test_a_run_of_a_source_would_be_found() -> None:
    title = "Unlocking Success: Navigating the Four Stages of Customer Experience (CX) Maturity"
    assert title in titles() and len(words(title)) > LENGTH
    assert any(hashed(run) in known() for run in planted())
    assert shared(f"So it is said: {title.upper()}.") != []
    assert shared(without_titles(f"It cites\n{title} and goes on.")) == []
    assert shared("Every sentence of this site was written anew by its maintainers, word by word.") == []
