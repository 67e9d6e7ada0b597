"""HTML made of elements, so that no text can become markup by accident."""

from __future__ import annotations

import re
from functools import cache
from html import escape

_SPECIAL = re.compile("[&<>\"']").search
VOID = frozenset({"br", "hr", "input", "rect", "line", "circle", "meta", "link"})


class Html(str):
    """Text that is HTML already. Any other text is escaped where it is put into an element."""

    __slots__ = ()


def element(name: str, *children: str, **attributes: object) -> Html:
    """An element. Children are escaped unless they are Html; an attribute of None or False is left out, of True stands alone.

    A trailing underscore of an attribute's name is dropped, any other becomes a hyphen.

    >>> element("a", "R & D", href="x?a=1&b", class_="cx")
    '<a href="x?a=1&amp;b" class="cx">R &amp; D</a>'
    """
    opening = name
    for key, value in attributes.items():
        if value is True:
            opening += f" {_written(key)}"
        elif value is not None and value is not False:
            opening += f' {_written(key)}="{_escaped(str(value))}"'
    if name in VOID:
        return Html(f"<{opening}/>")
    return Html(f"<{opening}>{join(*children)}</{name}>")


def join(*children: str) -> Html:
    """The children one after the other, each escaped unless it is Html."""
    return Html("".join([child if isinstance(child, Html) else _escaped(child) for child in children]))


@cache
def _written(key: str) -> str:
    """The name of an attribute."""
    return key.rstrip("_").replace("_", "-")


def _escaped(text: str) -> str:
    """`html.escape`, which goes through a text five times, of which most have nothing to escape."""
    return escape(text) if _SPECIAL(text) else text
