"""The blocks of HTML in a generated page, kept out of the Markdown that is made into HTML around them.

Nearly all of a generated page is HTML already, which Python's Markdown would take apart three times, only to hand it on as it
is. Each block is cut out before, an empty element holds its place, and afterwards it is put back.
"""

from __future__ import annotations

import re

_TAGS = "aside|details|div|dl|figure|footer|form|header|nav|noscript|ol|p|section|table|ul"
_OPENING = re.compile(rf"^<({_TAGS})\b[^>]*>", re.MULTILINE)
_SAME = {tag: re.compile(rf"<(/?){tag}\b[^>]*>") for tag in _TAGS.split("|")}
_PLACE = re.compile(r'<div data-html-block="(\d+)"></div>')


def cut(markdown: str) -> tuple[str, list[str]]:
    """A page's Markdown with an empty element in the place of each block of HTML, and the blocks.

    A block begins with a line and ends with one. The page must be made by a template that escapes every text, so that `<`
    begins a tag wherever it stands.
    """
    parts: list[str] = []
    blocks: list[str] = []
    done = 0
    while opening := _OPENING.search(markdown, done):
        end = _end(markdown, opening)
        if end is None:
            parts.append(markdown[done : opening.end()])
            done = opening.end()
        else:
            parts += [markdown[done : opening.start()], f'<div data-html-block="{len(blocks)}"></div>']
            blocks.append(markdown[opening.start() : end])
            done = end
    return "".join([*parts, markdown[done:]]), blocks


def restored(html: str, blocks: list[str]) -> str:
    """The page's HTML with its blocks in their places."""
    return _PLACE.sub(lambda place: blocks[int(place[1])], html)


def _end(text: str, opening: re.Match[str]) -> int | None:
    """Where the element ends, if that is the end of a line."""
    depth = 1
    for tag in _SAME[opening[1]].finditer(text, opening.end()):
        depth += -1 if tag[1] else 1
        if not depth:
            return tag.end() if text.startswith("\n", tag.end()) or tag.end() == len(text) else None
    return None
