"""What a result says, before it is known how it will be printed: headings, paragraphs, facts, tables and lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

type Tone = Literal["plain", "lead", "fine", "good", "warning"]
type Cell = str | Fraction
"""Text, or a part of 1 that is drawn as a bar where bars can be drawn."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 stands once, above all."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of plain text."""

    text: str
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Facts:
    """Names with a value, and more about it: (name, value, detail)."""

    rows: Sequence[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table. One of bars is left out where bars cannot be drawn; its name stands for the column beside it."""

    name: str
    kind: Literal["text", "number", "bar"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one heading row. The first column names the row."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list of short texts."""

    items: Sequence[str]


type Block = Heading | Paragraph | Facts | Table | Bullets


def one_line(text: str) -> str:
    """A text without its line breaks, as it can stand in a cell."""
    return " ".join(text.split())
