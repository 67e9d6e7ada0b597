"""Spelling and words that our own prose keeps to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.frameworks.reading import Entry, entries

AMERICAN = re.compile(
    r"\b(organiz\w*|behaviors?|centers?|centered|colors?|favor(s|ed|ite)?|honor(s|ed)?|labor|neighbors?|(?<!computer )programs?"
    r"|(analy|catal)yz\w*|catalogs?|dialogs?|(ful|en)fills?|enrolls?|skillful|judgment|defense|offense|pretense|practiced|practicing"
    r"|cancel(ed|ing)|model(ed|ing)|label(ed|ing)|travel(ed|er|ers|ing)|signal(ed|ing)|toward|gotten|gray|aging|cell phone"
    r"|(optim|custom|personal|priorit|recogn|standard|minim|maxim|categor|summar|emphas|util|real|digit|central|normal|rational|final"
    r"|formal|general|initial|local|mobil|monet|motiv|organ|penal|stabil|visual)iz\w*)\b",
    re.IGNORECASE,
)
"""A spot list of American spellings. The names of the sources keep theirs."""

NAMES = ("Optimizing", "Optimized", "Voice of the Customer (VoC) Programs", "VoC Programs", "CX Center of Excellence")

AVOID = re.compile(
    r"\b(leverag\w*|seamless\w*|holistic\w*|robust\w*|(best|first|world)-(in-)?class|cutting-edge|state-of-the-art|game-chang\w*"
    r"|synerg\w*|paradigms?|utilis\w*|delv\w*|ever-(evolving|changing)|fast-paced|in today's|unlock\w*|elevat(e|es|ing)|foster\w*"
    r"|vital\w*|pivotal|landscapes?|tapestry|journey to excellence|actionable|impactful|stakeholders?|ensur\w*|appropriate\w*"
    r"|win-win|low-hanging|deep dive|going forward|customer-obsessed|numerous|comprehensive\w*|value proposition|north star"
    r"|silver bullet|drives? (growth|value|success|loyalty)|key (driver|to success))\b",
    re.IGNORECASE,
)
"""Words that say nothing, or that everybody understands differently."""

AVOID_IN_ANCHORS = re.compile(
    r"\b(good|well|better|regular(ly)?|appropriate\w*|adequate\w*|sufficient\w*|effective\w*)\b", re.IGNORECASE
)
"""An anchor says how consistently a practice is followed, in things that can be seen."""


def complaints(entry: Entry) -> Iterator[str]:
    """What in the words of a file is to be changed."""
    names = sorted(
        {*NAMES, *(other.value.get("name", "") for other in (*entries("practice"), *entries("stage")))},
        key=len,
        reverse=True,
    )
    named = re.compile("|".join(re.escape(name) for name in names if name))
    for place, text in entry.texts():
        if place[0] in ("name", "sources") or "reworded" in place:
            continue
        where = ".".join(map(str, place))
        prose = named.sub("…", text)
        quoted = re.sub(r'"[^"]*"|“[^”]*”', "…", prose)
        yield from (f"{where}: American spelling '{found[0]}'" for found in AMERICAN.finditer(prose))
        if place[0] != "notes":
            yield from (f"{where}: '{found[0]}' says too little" for found in AVOID.finditer(quoted))
        if place[-1] == "anchor" and entry.value.get("stage"):
            yield from (f"{where}: '{found[0]}' cannot be checked" for found in AVOID_IN_ANCHORS.finditer(quoted))
