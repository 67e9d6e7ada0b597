"""Links to the glossary from the first use of each term on a page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from itertools import groupby

from build_hooks.library.glossary import Term

_TOKEN = re.compile(r"(<[^>]*>)")
_OPENING = re.compile(r"<([a-z][a-z0-9]*)")
_UNLINKED = frozenset(
    [
        "a",
        "abbr",
        "button",
        "cite",
        "code",
        "dt",
        "figcaption",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "label",
        "legend",
        "nav",
        "pre",
        "script",
        "select",
        "summary",
        "svg",
        "th",
        "title",
    ]
)
"""Elements whose text is not linked: it is a link, a heading or a control already, or is not read as prose."""

LABEL = 'class="cx-tag'
"""The little labels of a page, such as "Stage 2", are not prose either."""


class Linker:
    """Links the first use of each term in a page's HTML to the glossary."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self._terms = {form.lower(): term for term in terms for form in (term.name, *term.also)}
        # By the first letter, which makes the search twice as fast; longer forms first, so that "customer journey map" is not
        # taken for "customer journey".
        forms = sorted(self._terms, key=lambda form: (form[0], -len(form)))
        parts = [
            f"{re.escape(letter)}(?:{'|'.join(re.escape(form[1:]) for form in group)})"
            for letter, group in groupby(forms, key=lambda form: form[0])
        ]
        self._pattern = re.compile(rf"(?<![\w-])({'|'.join(parts)})(?![\w-])", re.IGNORECASE) if parts else None

    def linked(self, html: str, glossary: str) -> str:
        """`html` with the first use of each term, outside headings, links and controls, leading to the page at `glossary`."""
        if self._pattern is None:
            return html
        seen: set[str] = set()
        closed_by: list[str] = []
        parts = _TOKEN.split(html)
        for i, part in enumerate(parts):
            if i % 2:
                _follow(part, closed_by)
            elif part.strip() and not closed_by:
                parts[i] = self._pattern.sub(lambda match: self._link(match[0], seen, glossary), part)
        return "".join(parts)

    def _link(self, word: str, seen: set[str], glossary: str) -> str:
        term = self._terms[unescape(word).lower()]
        if term.anchor in seen:
            return word
        seen.add(term.anchor)
        return (
            f'<a class="cx-term" href="{escape(glossary)}#{term.anchor}" title="{escape(term.definition)}">{word}</a>'
        )


def _follow(tag: str, closed_by: list[str]) -> None:
    """Keep track of the unlinked element that a tag opens or closes; only the outermost counts, with its namesakes inside."""
    if closed_by:
        if tag == f"</{closed_by[0]}>":
            closed_by.pop()
        elif tag.startswith((f"<{closed_by[0]} ", f"<{closed_by[0]}>")) and not tag.endswith("/>"):
            closed_by.append(closed_by[0])
    elif (found := _OPENING.match(tag)) and (found[1] in _UNLINKED or LABEL in tag) and not tag.endswith("/>"):
        closed_by.append(found[1])
