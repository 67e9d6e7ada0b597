"""Reads well-formed HTML for a parser of Python's standard library, which takes twice as long where HTML may be of any kind."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser

_TOKEN = re.compile(
    r"""<(/?)([a-zA-Z][^\s/>]*)((?:[^>"']|"[^"]*"|'[^']*')*)>"""  # a tag: whether it closes, its name, its attributes
    r"|<!--.*?-->"
    r"|([^<]+)",  # a text
    re.DOTALL,
)
_ATTRIBUTE = re.compile(r"""([^\s"'>/=]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")


def feed(parser: HTMLParser, html: str) -> None:
    """Call the parser's `handle_starttag`, `handle_endtag` and `handle_data` for all of a text, as its own `feed` would.

    In the text each `<` must begin a tag or a comment, as it does in what Markdown and our templates give.
    """
    for closes, tag, attributes, text in _TOKEN.findall(html):
        if text:
            parser.handle_data(unescape(text))
        elif closes:
            parser.handle_endtag(tag.lower())
        elif tag:
            parser.handle_starttag(tag.lower(), list(_values(attributes)))
            if attributes.endswith("/"):
                parser.handle_endtag(tag.lower())


def _values(attributes: str) -> Iterator[tuple[str, str | None]]:
    for name, *quoted in _ATTRIBUTE.findall(attributes):
        value = "".join(quoted)
        yield name.lower(), unescape(value) if value else None
