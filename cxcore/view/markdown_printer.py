"""Blocks as Markdown. Nothing in a text is taken for markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import assert_never

from cxcore.view.blocks import (
    Address,
    Bars,
    Block,
    Cell,
    Days,
    Facts,
    Grid,
    Head,
    Inline,
    Items,
    Line,
    Paragraph,
    Section,
    Spread,
    Stair,
    Step,
    Steps,
    Table,
    Text,
    words_of,
)
from cxcore.view.lines import kept_lines, one_line

_MARKS = re.compile(r"([\\`*_\[\]<>|~&$])")
_BREAK = "  \n      "
"""A new line in an entry of a list in the list."""
_START = re.compile(r"^(#+|[-+=:>]|\d+[.)])(?=\s|$)")


def markdown_of(blocks: Sequence[Block]) -> str:
    """The blocks as a Markdown text."""
    return "\n\n".join(part for block in blocks for part in _parts(block, 2)) + "\n"


def plain(text: str) -> str:
    """A text on one line that Markdown shows as it is."""
    escaped = _MARKS.sub(r"\\\1", one_line(text))
    return _START.sub(lambda found: re.sub(r"([^\d])", r"\\\1", found[0], count=1), escaped)


def _parts(block: Block, level: int) -> Iterator[str]:
    """The parts between which a blank line stands."""
    match block:
        case Head(title, whose, about, lines):
            yield f"# {plain(title)}"
            yield from (plain(line) for line in (whose, about, *lines) if line)
        case Section(_, title, blocks):
            yield f"{'#' * level} {plain(title)}"
            for inner in blocks:
                yield from _parts(inner, level + 1)
        case Paragraph(text, tone):
            yield f"**{_words(text)}**" if tone == "lead" else _words(text)
        case Facts(rows):
            yield _list(f"**{plain(fact.name)}:** {_joined(fact.value, fact.detail)}" for fact in rows)
        case Items(items):
            yield _list(map(_words, items))
        case Bars() | Stair():
            bars = block.rows
            yield _list(f"**{plain(bar.name)}:** {_joined(*bar.words, bar.band or '–', bar.note)}" for bar in bars)
        case Steps(steps):
            yield "\n".join(_step(place, step) for place, step in enumerate(steps, 1))
        case Table(columns, rows):
            rules = ["--:" if column.kind == "number" else "---" for column in columns]
            lines_ = [
                [plain(column.name) for column in columns],
                rules,
                *([_cell(cell) for cell in row] for row in rows),
            ]
            yield "\n".join(f"| {' | '.join(line)} |" for line in lines_)
        case Grid():
            yield from _grid(block, level)
        case Line(words=said) | Days(words=said):
            yield plain(said)
        case _:
            assert_never(block)


def _step(place: int, step: Step) -> str:
    raised = (f"{step.now} → {step.then}", step.effort) if step.then else (step.now,)
    line = _joined(*raised, *(tag.text for tag in step.tags))
    more = [_words(text) for text in (step.first, step.about, step.note) if text]
    return "\n".join((f"{place}. **{_words(step.name)}**", _below(line), *map(_below, more)))


def _grid(grid: Grid, level: int) -> Iterator[str]:
    yield plain(grid.caption)
    for title, rows in grid.groups:
        yield f"{'#' * level} {plain(title)}"
        yield _list(
            "\n".join(
                (
                    f"**{_words(row.name)}:** {plain(f'{row.answer.letter} {row.answer.words}')}",
                    *(_below(_BREAK.join(map(plain, kept_lines(note)))) for note in row.notes),
                )
            )
            for row in rows
        )


def _below(line: str) -> str:
    """A line of a list in the list. Four blanks, because some readers of Markdown take fewer for nothing."""
    return f"    - {line}"


def _list(lines: Iterator[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _joined(*parts: str) -> str:
    return plain(" · ".join(part for part in parts if part))


def _cell(cell: Cell) -> str:
    return plain(cell.words) if isinstance(cell, Spread) else _words(cell)


def _words(text: Text) -> str:
    parts = (text,) if isinstance(text, str) else text
    return " ".join(_run(list(run)) for _, run in groupby(parts, key=lambda part: isinstance(part, Address)))


def _run(parts: list[Inline]) -> str:
    """Parts of a line that are no address, or an address: between angle brackets nothing in it is taken for markup."""
    words = "".join(map(words_of, parts))
    return f"<{words}>" if isinstance(parts[0], Address) else plain(words)
