"""HTML made of elements, so that no text can become markup by accident."""

from __future__ import annotations

from html import escape

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
    opening = name + "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not None and value is not False
    )
    if name in VOID:
        return Html(f"<{opening}/>")
    return Html(f"<{opening}>{join(*children)}</{name}>")


def join(*children: str) -> Html:
    """The children one after the other, each escaped unless it is Html."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children))
