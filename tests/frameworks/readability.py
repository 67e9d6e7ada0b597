"""How hard our pages are to read, by the school grade on which textstat's formulas agree: a report, not a gate.

    python3 -m build_hooks run python -m tests.frameworks.readability [FILE…]

prints the grade of each page, the hardest first, with its words, the words of an average sentence and its hardest
sentence. Grade 8 or 9 is plain; names such as "Voice of the Customer Programs" raise it, and nobody should shorten
sentences for its sake alone. Newer versions of textstat than the one pinned download a corpus when they run.
"""

from __future__ import annotations

import re
import sys
import warnings
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from tests.frameworks.reading import Entry, everything


@dataclass(frozen=True, order=True)
class Score:
    """A page and how hard it is."""

    grade: float
    name: str
    words: int
    words_in_sentence: float
    hardest: str


def sentences(texts: Iterable[str]) -> list[str]:
    """The sentences of a page. A line of a list or table counts as one, whether or not it ends in a full stop."""
    return [
        part.strip()
        for text in texts
        for part in re.split(r"(?<=[.?!])\s+(?=[A-Z\"'“])", text)
        if len(part.split()) > 2
    ]


def score(entry: Entry) -> Score:
    """How hard the page of a file is."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of pkg_resources, with which it reads its word list
        import textstat

    textstat.set_lang("en_GB")
    found = sentences(text for place, text in entry.texts() if place[0] not in ("sources", "name", "formula", "scale"))
    ended = [part if part.endswith((".", "?", "!")) else f"{part}." for part in found]
    words = sum(len(part.split()) for part in found)
    hardest = max(ended, key=textstat.automated_readability_index)
    grade = textstat.text_standard("\n".join(ended), float_output=True)
    return Score(grade, f"{entry.kind} {entry}", words, words / len(found), hardest)


def report(entries: Iterable[Entry]) -> Iterable[str]:
    """The lines of the report."""
    scores = sorted(map(score, entries), reverse=True)
    for each in scores:
        yield f"{each.grade:5.1f}  {each.words:4} words, {each.words_in_sentence:4.1f} a sentence  {each.name}"
        yield f"       {each.hardest}"
    if scores:
        grades = [each.grade for each in scores]
        yield f"{len(scores)} pages: median {median(grades):.1f}, from {min(grades):.1f} to {max(grades):.1f}"


if __name__ == "__main__":
    wanted = {Path(name).resolve() for name in sys.argv[1:]}
    for line in report(entry for entry in everything() if not wanted or entry.path.resolve() in wanted):
        sys.stdout.write(f"{line}\n")
