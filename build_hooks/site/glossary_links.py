"""Links to the glossary from the first use of each term on a page, in the sense that the glossary gives it.

No word is linked within a name: of a practice, say, or any that stands in other capitals than the term ("Root Cause" in
"Root Cause Analysis"). Nor is one within a phrase that the glossary lists as another sense (`not_in`).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
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

    def __init__(self, terms: Sequence[Term], names: Iterable[str] = ()) -> None:
        """Which terms to link, and the names within which none is."""
        linked = [term for term in terms if term.linked]
        self._terms = {text: term for term in linked for form in (term.name, *term.also) for text in _written(form)}
        phrases = (text for term in linked for phrase in term.not_in for text in _written(phrase))
        # By the first letter, which makes the search twice as fast; the longest first, so that "customer journey map" is not
        # taken for "customer journey", nor a word out of a name.
        texts = sorted({*self._terms, *phrases, *names}, key=lambda text: (text[0], -len(text), text))
        parts = [
            f"{re.escape(letter)}(?:{'|'.join(map(_rest, group))})"
            for letter, group in groupby(texts, key=lambda text: text[0])
        ]
        self._pattern = re.compile(rf"(?<![\w-])(?:{'|'.join(parts)})(?![\w-])") if self._terms else None

    def linked(self, html: str, glossary: str, title: str = "") -> str:
        """`html` with the first use of each term, outside headings, links and controls, leading to the page at `glossary`.

        A term that stands in the page's title is what the page is about, in its own sense, and is not linked.
        """
        if self._pattern is None:
            return html
        words = re.split(r"[^\w-]+", title.lower())
        seen = {term.anchor for form, term in self._terms.items() if form.lower() in words}
        closed_by: list[str] = []
        parts = _TOKEN.split(html)
        for i, part in enumerate(parts):
            if i % 2:
                _follow(part, closed_by)
            elif part.strip() and not closed_by:
                parts[i] = self._pattern.sub(lambda match: self._link(match, seen, glossary), part)
        return "".join(parts)

    def _link(self, found: re.Match[str], seen: set[str], glossary: str) -> str:
        word = found[0]
        term = self._terms.get(" ".join(unescape(word).split()))
        if term is None or term.anchor in seen or _in_capitals(found):
            return word
        seen.add(term.anchor)
        return (
            f'<a class="cx-term" href="{escape(glossary)}#{term.anchor}" title="{escape(term.definition)}">{word}</a>'
        )


def mentions(html: str, names: Iterable[str]) -> bool:
    """Whether any of the names may stand in `html`, over the ends of lines too."""
    return any(re.search(re.escape(name[0]) + _rest(name), html) for name in names)


def _written(form: str) -> tuple[str, ...]:
    """A form as it is written, and with its first letter large or small; but no abbreviation in small letters."""
    return (form[0].upper() + form[1:], form if form[:2].isupper() else form[0].lower() + form[1:])


def _in_capitals(found: re.Match[str]) -> bool:
    """Whether a word with a capital stands beside another, as in "Initial Stage", which makes it part of a name."""
    if not re.match("[A-Z][a-z]", found[0]):
        return False
    before, after = found.string[: found.start()], found.string[found.end() :]
    return bool(re.search(r"(?<!\w)[A-Z][\w-]*\s$", before) or re.match(r"\s[A-Z]", after))


def _rest(text: str) -> str:
    """What follows the first letter, as HTML has it, over the end of a line too."""
    return re.escape(escape(text[1:], quote=False)).replace(r"\ ", r"\s+")


def _follow(tag: str, closed_by: list[str]) -> None:
    """Keep track of the unlinked element that a tag opens or closes; only the outermost counts, with its namesakes inside."""
    if closed_by:
        if tag == f"</{closed_by[0]}>":
            closed_by.pop()
        elif tag.startswith((f"<{closed_by[0]} ", f"<{closed_by[0]}>")) and not tag.endswith("/>"):
            closed_by.append(closed_by[0])
    elif (found := _OPENING.match(tag)) and (found[1] in _UNLINKED or LABEL in tag) and not tag.endswith("/>"):
        closed_by.append(found[1])
