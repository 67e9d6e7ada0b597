"""Blocks as text for a terminal: aligned, coloured where the terminal has colours, plain where the text goes elsewhere."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from cxcore.view.blocks import (
    Bar,
    Bars,
    Block,
    Cell,
    Days,
    Facts,
    Grid,
    GridRow,
    Head,
    Items,
    Line,
    Paragraph,
    Section,
    Spread,
    Stair,
    Step,
    Steps,
    Table,
    Tag,
    Text,
    words_of,
)
from cxcore.view.blocks import plain as words_alone
from cxcore.view.lines import harmless, kept_lines, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.table import Table as RichTable
    from rich.text import Text as RichText

WIDTH = 100
"""Characters in a line where the text does not go to a terminal and COLUMNS does not say otherwise."""

BAR = 20
TONES = {"plain": "", "lead": "bold", "fine": "dim", "note": "dim"}
RANKS = ("red", "yellow", "green", "bold green")
TITLE, HEADING, BELOW = "bold", "bold cyan", "cyan"


def text_of(blocks: Sequence[Block], *, plain: bool = False) -> str:
    """The blocks as text, in the width and colours of standard output; `plain`, and with nothing left out, where they are kept."""
    from rich.console import Console  # only here, because it takes a while to start

    terminal = sys.stdout.isatty() and not plain
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and 20 <= int(columns) <= 1000 else None if terminal else WIDTH
    console = Console(
        file=io.StringIO(), force_terminal=terminal, width=width, legacy_windows=False, highlight=False, markup=False, emoji=False
    )  # fmt: skip
    with console.capture() as capture:
        for block in blocks:
            for part in _parts(block, 0, plain):
                console.print(part)
    # Rich fills lines with blanks; nobody wants them in a file.
    return "".join(line.rstrip() + "\n" for line in capture.get().splitlines())


def _parts(block: Block, depth: int, whole: bool) -> Iterator[RenderableType]:
    from rich.text import Text as RichText

    match block:
        case Head(title, whose, about, lines):
            yield RichText(one_line(title), TITLE)
            yield from (RichText(one_line(line), "dim") for line in (whose, about) if line)
            yield from (RichText(one_line(line)) for line in lines)
        case Section(_, title, blocks):
            yield ""
            yield RichText(one_line(title), HEADING if depth == 0 else BELOW)
            for inner in blocks:
                yield from _parts(inner, depth + 1, whole)
        case Paragraph(text, tone):
            if tone == "note":
                yield ""
            yield _text(text, TONES[tone])
        case Facts():
            yield ""
            yield _facts(block)
        case Items(items):
            for item in items:
                yield _indented(_text(("- ", words_alone(item))))
        case Bars(rows):
            yield _bars(rows)
        case Stair():
            yield _bars(block.rows, lines=True)
        case Steps(steps, rest):
            yield from _steps(steps[: None if whole or rest is None else rest.shown])
            if rest is not None and not whole:
                yield RichText(rest.words, "dim")
        case Table(_, _, rest):
            yield _table(block, None if whole or rest is None else rest.shown)
            if rest is not None and not whole:
                yield RichText(rest.words, "dim")
        case Grid():
            yield from _grid(block)
        case Line(words=said) | Days(words=said):
            yield ""
            yield RichText(one_line(said))
        case _:
            assert_never(block)


def _facts(facts: Facts) -> RenderableType:
    from rich.text import Text as RichText

    table = _columns(2)
    table.columns[0].style, table.columns[0].no_wrap = "bold", True
    for fact in facts.rows:
        more = RichText(f"  {one_line(fact.detail)}" if fact.detail else "", "dim")
        table.add_row(RichText(one_line(fact.name)), RichText(one_line(fact.value)) + more)
    return table


def _bars(rows: Sequence[Bar], *, lines: bool = False) -> RenderableType:
    """Bars below each other; with `lines`, each with the line from which on it counts."""
    from rich.text import Text as RichText

    table = _columns(2)
    for row in rows:
        filled = int(row.part * Fraction(BAR))
        drawing = RichText("█" * filled, "cyan") + RichText("░" * (BAR - filled), "dim")
        if lines and row.marks:
            place = min(int(row.marks[0] * Fraction(BAR)), BAR - 1)
            drawing = drawing[:place] + RichText("┃", "yellow") + drawing[place + 1 :]
        words = RichText(one_line(" · ".join(row.words)))
        band = RichText(row.band or "–", "dim")
        name = RichText(one_line(row.name), "bold" if row.reached else "")
        note = RichText(f"\n{one_line(row.note)}" if row.note else "", "yellow")
        table.add_row(name + note, drawing, words, band)
    table.columns[1].no_wrap = True
    return table


def _steps(steps: Sequence[Step]) -> Iterator[RenderableType]:
    from rich.text import Text as RichText

    for place, step in enumerate(steps, 1):
        number = f"{place:2}. "
        yield RichText(number, "dim") + RichText(one_line(words_alone(step.name)), "bold")
        line = f"{step.now} → {step.then} · {step.effort}" if step.then else step.now
        tags = tuple(part for tag in step.tags for part in (" · ", tag))
        yield _indented(_text((line, *tags)), len(number))
        yield from (_indented(_text(text, "dim"), len(number)) for text in (step.first, step.about, step.note) if text)


def _table(block: Table, shown: int | None) -> RenderableType:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable
    from rich.text import Text as RichText

    table = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", padding=(0, 1))
    for i, column in enumerate(block.columns):
        table.add_column(
            RichText(one_line(column.name)),
            justify="right" if column.kind == "number" else "left",
            no_wrap=column.kind != "text",
            style="bold" if i == 0 else "",
        )
    for row in block.rows[:shown]:
        table.add_row(*map(_cell, row))
    return table


def _grid(grid: Grid) -> Iterator[RenderableType]:
    from rich.text import Text as RichText

    yield RichText(one_line(grid.caption), "dim")
    for title, rows in grid.groups:
        yield ""
        yield RichText(one_line(title), BELOW)
        table = _columns(2)
        table.columns[0].no_wrap = True
        for row in rows:
            table.add_row(RichText(row.answer.letter, _colour(row)), _grid_cell(row))
        yield table


def _grid_cell(row: GridRow) -> RichText:
    from rich.text import Text as RichText

    cell = _text(row.name) + RichText(f"  {row.answer.words}", "dim")
    for note in row.notes:
        cell += RichText("".join(f"\n{line}" for line in kept_lines(note)), "dim")
    return cell


def _colour(row: GridRow) -> str:
    return "dim" if row.rank is None else RANKS[min(row.rank, len(RANKS) - 1)]


def _columns(count: int) -> RichTable:
    from rich.table import Table as RichTable

    table = RichTable.grid(padding=(0, 2))
    for _ in range(count):
        table.add_column()
    return table


def _cell(cell: Cell) -> RichText:
    return _text(cell.words if isinstance(cell, Spread) else cell)


def _text(text: Text, style: str = "") -> RichText:
    from rich.text import Text as RichText

    parts = (text,) if isinstance(text, str) else text
    found = RichText("", style)
    for part in parts:
        urgent = isinstance(part, Tag) and part.kind == "urgent"
        found.append(harmless(" ".join(words_of(part).split("\n"))), "yellow" if urgent else None)
    return found


def _indented(text: RichText, by: int = 2) -> RenderableType:
    from rich.padding import Padding

    return Padding(text, (0, 0, 0, by))
