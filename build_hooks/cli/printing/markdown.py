"""Blocks as Markdown. Nothing in a text is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from build_hooks.cli.printing.blocks import Block, Bullets, Facts, Heading, Paragraph, Table, one_line

_MARKS = re.compile(r"([\\`*_\[\]<>|~&$])")
_START = re.compile(r"^(#+|[-+=:>]|\d+[.)])(?=\s|$)")


def markdown_of(blocks: Sequence[Block]) -> str:
    """The blocks as a Markdown text."""
    return "\n\n".join(_block(block) for block in blocks) + "\n"


def plain(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    escaped = _MARKS.sub(r"\\\1", one_line(text))
    return _START.sub(lambda found: re.sub(r"([^\d])", r"\\\1", found[0], count=1), escaped)


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{'#' * level} {plain(text)}"
        case Paragraph(text, tone):
            return f"**{plain(text)}**" if tone == "lead" else plain(text)
        case Facts(rows):
            return "\n".join(f"- **{plain(name)}:** {plain(' · '.join(filter(None, rest)))}" for name, *rest in rows)
        case Bullets(items):
            return "\n".join(f"- {plain(item)}" for item in items)
        case Table(columns, rows):
            kept = [i for i, column in enumerate(columns) if column.kind != "bar"]
            rules = ["--:" if columns[i].kind == "number" else "---" for i in kept]
            lines = [[plain(columns[i].name) for i in kept], rules]
            lines += [[plain(cell) for i in kept if not isinstance(cell := row[i], Fraction)] for row in rows]
            return "\n".join(f"| {' | '.join(line)} |" for line in lines)
