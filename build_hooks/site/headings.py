"""Headings of Markdown pages: the mark that links each to itself is for a pointer, and is not read out as part of its name."""

from __future__ import annotations

_MARK = '<a class="headerlink" '


def unmarked(html: str) -> str:
    """The page with the marks out of the reach of a keyboard and a screen reader, for whom the list of contents has the same links."""
    return html.replace(_MARK, f'{_MARK}aria-hidden="true" tabindex="-1" ')
