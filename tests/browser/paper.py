"""What a browser prints, read as a reader of the paper would: text by page, its place, and pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property

import pypdfium2

NEAR = 200
"""How many points below its heading a text begins at most: some seven centimetres."""

MARGIN = 40
"""How many points of a page's head and foot are its margins, in which nothing of the text stands."""


class Paper:
    """A PDF that was printed."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(pdf)
        self.title: str = self._document.get_metadata_dict()["Title"]
        """What a file of it is called by itself."""
        self._read = [page.get_textpage() for page in self._document]
        self.pages = [plain(page.get_text_bounded()) for page in self._read]
        """The text of each page, as `plain` puts it."""

    @property
    def text(self) -> str:
        """The whole text."""
        return " ".join(self.pages)

    @property
    def flow(self) -> str:
        """The whole text as it runs from page to page, without what stands in the margins above and below."""
        parts = zip(self._document, self._read, strict=True)
        within = ((read, page.get_height() - MARGIN) for page, read in parts)
        return " ".join(plain(read.get_text_bounded(bottom=MARGIN, top=top)) for read, top in within)

    def page_of(self, text: str) -> int:
        """On which page a text stands, counted from 0; -1 where no page has it whole."""
        return next((i for i, page in enumerate(self.pages) if plain(text) in page), -1)

    def heads(self, heading: str, text: str) -> bool:
        """Whether the text stands below its heading and near it on a page."""
        for page in self._read:
            tops = [*_tops(page, heading)]
            if any(0 <= top - below < NEAR for below in _tops(page, text) for top in tops):
                return True
        return False

    @cached_property
    def pixels(self) -> list[bytes]:
        """Each page in pixels of 2 points, three bytes each: red, green, blue."""
        return [bytes(page.render(scale=0.5, rev_byteorder=True).buffer) for page in self._document]

    def white(self) -> float:
        """How much of the paper is left white, from 0 to 1."""
        return sum(page.count(b"\xff\xff\xff") for page in self.pixels) * 3 / sum(map(len, self.pixels))


def plain(text: str) -> str:
    """A text with one space between words, and without hyphens: at a line's end nobody can tell those that were put there."""
    return " ".join(re.sub(r"[-\u00ad\u0002\ufffe]\s*", "", text).split())


def _tops(page: pypdfium2.PdfTextPage, text: str) -> Iterator[float]:
    """How high a text stands on a page, for each time it does: points from the page's foot."""
    search = page.search(text, match_case=True)
    while found := search.get_next():
        yield page.get_charbox(found[0])[3]
