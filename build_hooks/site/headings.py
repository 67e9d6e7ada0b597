"""The headings of pages: those of a generated page as Markdown would have them, and the mark that links each to itself."""

from __future__ import annotations

import re
import unicodedata
from html import unescape
from typing import NamedTuple

_MARK = '<a class="headerlink" '
_TEXT = r"(?:[^\W_]|[,.'’?/():%–-]|&#\d+;| (?! ))+?"
"""Of what is in a heading only that which no Markdown is."""
_LINE = re.compile(
    rf"(?:(#{{1,3}}) +({_TEXT})(?: +\{{ *#([a-z0-9-]+)( data-search-exclude)? *\}})? *|<div data-html-block=\"\d+\"></div>|)"
)


class Heading(NamedTuple):
    """A heading: its level, its id, its text as HTML."""

    level: int
    id: str
    text: str


def rendered(markdown: str) -> tuple[str, list[Heading]] | None:
    """The HTML of a text that consists of headings and of places of blocks, one a line, as that of nearly all generated pages
    does, and its headings; None where anything else stands in it, or where two headings would have one id.

    It is what Markdown gives with the extensions in mkdocs.yml, of which an instance takes as long as a hundred such pages.
    """
    parts: list[str] = []
    headings: dict[str, Heading] = {}
    for line in markdown.splitlines():
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        if found[1]:
            text = found[2].strip()
            heading = Heading(len(found[1]), found[3] or _slug(unescape(text)), text)
            if not heading.id or heading.id in headings:
                return None
            headings[heading.id] = heading
            mark = f'<a class="headerlink" href="#{heading.id}" title="Permanent link">&para;</a>'
            apart = " data-search-exclude" if found[4] else ""
            parts.append(f'<h{heading.level}{apart} id="{heading.id}">{text}{mark}</h{heading.level}>')
        elif line:
            parts.append(line)
    return "\n".join(parts), list(headings.values())


def unmarked(html: str) -> str:
    """The page with the marks out of the reach of a keyboard and a screen reader, for whom the list of contents has the same links:
    a mark is for a pointer, and is not read out as part of its heading's name.
    """
    return html.replace(_MARK, f'{_MARK}aria-hidden="true" tabindex="-1" ')


def _slug(text: str) -> str:
    """The id that Markdown's table of contents makes of a text."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", plain).strip().lower())
