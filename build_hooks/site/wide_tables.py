"""Tables of Markdown pages, which a narrow screen scrolls sideways: a keyboard gets to them and can, whatever the browser."""

from __future__ import annotations

import re

_PARTS = re.compile(r'<h[1-6][^>]*\bid="([^"]+)"|<table>')


def reached(html: str) -> str:
    """The page with each table that has no attributes focusable, and named by the heading above it.

    The theme puts such a table into a box that scrolls, which only some browsers let the keyboard into; keys of a focus within scroll
    it in all of them.
    """
    heading = ""

    def with_place(found: re.Match[str]) -> str:
        nonlocal heading
        if found[1]:
            heading = found[1]
            return found[0]
        named = f' aria-labelledby="{heading}"' if heading else ""
        return f'<table tabindex="0"{named}>'

    return _PARTS.sub(with_place, html)
