"""A page without the room that templates leave between their lines, nearly a quarter of what the theme makes of a short page, and without
what its drawings need in files of their own alone.
"""

from __future__ import annotations

import re

_VERBATIM = re.compile(r"(<(?:pre|textarea|script|style)\b.*?</(?:pre|textarea|script|style)>)", re.DOTALL)
_DRAWING = '<svg xmlns="http://www.w3.org/2000/svg"'
_ROOM = re.compile(r"\n\s+")


def squeezed(html: str) -> str:
    """The page with one line end where several stood, or one with blanks behind it; what is shown as it stands is left alone."""
    html = html.replace(_DRAWING, "<svg")
    return "".join(part if i % 2 else _ROOM.sub("\n", part) for i, part in enumerate(_VERBATIM.split(html)))
