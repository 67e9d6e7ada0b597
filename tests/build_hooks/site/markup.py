"""A page's HTML, taken apart for tests."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))


@dataclass
class Element:
    """An element with its attributes, the elements around it, and the text directly or deeper within it."""

    tag: str
    attributes: dict[str, str]
    around: tuple[Element, ...] = ()
    text: str = ""

    def within(self, class_: str) -> bool:
        """Whether an element around this one has that class."""
        return any(class_ in element.attributes.get("class", "").split() for element in self.around)


@dataclass
class Markup:
    """Every element of a page, in order."""

    elements: list[Element] = field(default_factory=list)

    @classmethod
    def of(cls, html: str) -> Markup:
        """The elements of an HTML text."""
        reader = _Reader()
        reader.feed(html)
        reader.close()
        return cls(reader.elements)

    @classmethod
    def at(cls, path: Path) -> Markup:
        """The elements of a page's file."""
        return cls.of(path.read_text("utf-8"))

    def all(self, *tags: str) -> list[Element]:
        """The elements of these tags."""
        return [element for element in self.elements if element.tag in tags]

    @property
    def text(self) -> str:
        """All text, without that of scripts and styles."""
        return " ".join(self.elements[0].text.split()) if self.elements else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        root = Element("#document", {})
        self.elements = [root]
        self._open = [root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {key: value or "" for key, value in attrs}, tuple(self._open))
        self.elements.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        for i in range(len(self._open) - 1, 0, -1):
            if self._open[i].tag == tag:
                del self._open[i:]
                return

    def handle_data(self, data: str) -> None:
        hidden = self._open[-1].tag in ("script", "style")
        for element in self._open[-1:] if hidden else self._open:
            element.text += data
