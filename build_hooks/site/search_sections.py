"""A page's sections as the search knows them: the theme's parser in one loop, which takes a fifth of the time.

The theme has Python's parser call it for every tag and every text, with dictionaries and sets for each. Pages are made by Markdown
and our templates, so they are well-formed: each `<` in them begins a tag or a comment, and each element ends within its own. The
theme keeps tags in the texts, to show paragraphs; what our worker shows of a text is one line, so that tags are a sixth more to fetch.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape, unescape

BLOCKS = frozenset(
    ("dd", "div", "dt", "figcaption", "li", "ol", "p", "pre", "section", "summary", "table", "td", "th", "ul")
)
"""Elements whose text is no part of the word before or after: "5" and "weeks" of two cells are two words."""

_TOKEN = re.compile(
    # A tag: whether it closes, its name, its attributes.
    r"""<(/?)([a-zA-Z][^\s/>]*)([^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*)>"""
    r"|<!--.*?-->"
    r"|([^<]+)",  # a text
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_TELLING = re.compile("data-search-exclude|linenodiv|headerlink", re.IGNORECASE)
"""What attributes must hold to change anything but at a heading."""
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_KEPT = frozenset(("code", "sub", "sup"))
"""Elements whose tags stay in a title."""
_UNREAD = frozenset(("object", "script", "style"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
"""Elements without an end."""
_CLOSED = 1_000_000
"""The depth of a section to which nothing comes any more."""


@dataclass(slots=True)
class Section:
    """A heading with what follows it, or what stands before the first. The theme reads `id`, `title` and `text`."""

    tag: str
    depth: int = 0
    excluded: bool = False
    id: str | None = None
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def is_excluded(self) -> bool:
        """Whether the heading says that its section is not to be found."""
        return self.excluded


class Reader:
    """Stands for the theme's parser: `feed` a page once, and `data` has its sections."""

    def __init__(self) -> None:
        self.data: list[Section] = []

    def feed(self, html: str) -> None:
        """Read a page."""
        self.data = sections(html)

    def close(self) -> None:
        """All is read."""


def sections(html: str) -> list[Section]:
    """The sections of a page's content. Texts are one line each, without tags; a title keeps those that the theme shows in it."""
    found: list[Section] = []
    section: Section | None = None
    around: list[str] = []
    unread = 0  # how deep the outermost element is that is not read; 0 outside of any
    mark = 0  # how deep the mark is that links a heading to itself
    titled = False  # whether what comes belongs to the title of the section

    for closes, name, attributes, text in _TOKEN.findall(html):
        if text:
            if unread:
                continue
            if section is None:
                section = Section("hx")
                found.append(section)
            if "&" in text:
                text = escape(unescape(text), quote=False)
            elif ">" in text:
                text = text.replace(">", "&gt;")
            if not titled:
                section.text.append(text)
            elif not mark:
                section.title.append(text.replace("\n", " "))
            continue
        if not name:
            continue
        tag = name.lower()
        if not closes:
            if tag in _VOID:
                continue
            around.append(tag)
            said = _values(attributes) if tag in _HEADINGS or _TELLING.search(attributes) else {}
            if tag in _HEADINGS and "id" in said:
                if tag != "h1" and not found:
                    found.append(Section("hx", len(around)))
                section = Section(tag, len(around), "data-search-exclude" in said, said["id"] if found else None)
                found.append(section)
            elif section is None:
                section = Section("hx")
                found.append(section)
            if tag in _HEADINGS:
                titled = section.tag in around
            if not unread and (tag in _UNREAD or "data-search-exclude" in said or said.get("class") == "linenodiv"):
                unread = len(around)
            if tag == "a" and not mark and said.get("class") == "headerlink":
                mark = len(around)
            if not unread:
                if titled and tag in _KEPT:
                    section.title.append(f"<{tag}>")
                elif tag in BLOCKS:
                    section.text.append(" ")
            if not attributes.endswith("/"):
                continue
        if not around or around[-1] != tag or section is None:
            continue
        if section.depth > len(around):
            # A heading stood in the element that ends: what comes belongs to the section around it.
            for outer in reversed(found):
                if outer.depth <= len(around):
                    section.depth, section = _CLOSED, outer
                    titled = section.tag in around
                    break
        if not unread:
            if titled and tag in _KEPT:
                section.title.append(f"</{tag}>")
            elif tag in BLOCKS:
                section.text.append(" ")
        elif unread == len(around):
            unread = 0
        if mark == len(around):
            mark = 0
        around.pop()
        if tag in _HEADINGS:
            titled = section.tag in around
    for each in found:
        each.text = [" ".join("".join(each.text).split())]
    return found


def _values(attributes: str) -> dict[str, str | None]:
    """An element's attributes."""
    return {
        name.lower(): unescape(double or single or bare) or None
        for name, double, single, bare in _ATTRIBUTE.findall(attributes)
    }
