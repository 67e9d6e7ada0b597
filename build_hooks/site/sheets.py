"""Which style sheets a page has: those of every page, and of the others those that style something on it.

Every sheet keeps a page waiting until it has come, so none comes that is not needed. Pages that scripts build on name theirs
besides, in their templates.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from pathlib import Path

FOLDER = "assets/stylesheets"
EVERYWHERE = ("base.css", "cx.css", "parts.css")
"""Of every page; they are shipped as one."""
WHERE_NEEDED = ("home.css", "compare.css", "practices.css", "report.css")
"""In the order in which they count; what a template names comes after them."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_SELECTORS = re.compile(r"([^{};]+)\{")
_SUBORDINATE = re.compile(r":(?:is|not|has|where|nth-child)\((?:[^()]|\([^()]*\))*\)")
_CLASS = re.compile(r"\.(cx-[\w-]+)")
_CLASSES = re.compile(r'\bclass="([^"]*)"')


class Sheets:
    """The style sheets in a folder, and what each is about."""

    def __init__(self, folder: Path) -> None:
        everywhere = {name for sheet in EVERYWHERE for styled in _styled(folder / sheet) for name in styled}
        self._styled = {
            sheet: frozenset(names for names in _styled(folder / sheet) if names - everywhere) for sheet in WHERE_NEEDED
        }

    def of(self, html: str, named: Iterable[str] = ()) -> tuple[str, ...]:
        """The sheets that a page with this content has besides those of every page; `named` are those that its template names."""
        there = {name for found in _CLASSES.findall(html) for name in found.split()}
        needed = [sheet for sheet, styled in self._styled.items() if any(names <= there for names in styled)]
        return tuple(dict.fromkeys((*needed, *named)))


def _styled(sheet: Path) -> Collection[frozenset[str]]:
    """The classes of ours that each selector of a sheet asks for together, as far as it asks for any outside of brackets."""
    text = _COMMENT.sub("", sheet.read_text("utf-8"))
    found = {
        frozenset(_CLASS.findall(part))
        for selectors in _SELECTORS.findall(text)
        for part in _SUBORDINATE.sub("", selectors).split(",")
    }
    return found - {frozenset()}
