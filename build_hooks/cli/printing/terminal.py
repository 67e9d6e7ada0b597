"""Blocks as text for a terminal: aligned, coloured where the terminal has colours, plain where the text goes elsewhere."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import TYPE_CHECKING

from build_hooks.cli.printing.blocks import Block, Bullets, Cell, Facts, Heading, Paragraph, Table, one_line

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

WIDTH = 100
"""Characters in a line where the text does not go to a terminal and COLUMNS does not say otherwise."""

BAR = 20
TONES = {"plain": "", "lead": "bold", "fine": "dim", "good": "green", "warning": "yellow"}


def text_of(blocks: Sequence[Block], *, plain: bool = False) -> str:
    """The blocks as text, in the width and colours of standard output; `plain` where they go somewhere else."""
    from rich.console import Console  # only here, because it takes a while to start

    terminal = sys.stdout.isatty() and not plain
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and 20 <= int(columns) <= 1000 else None if terminal else WIDTH
    console = Console(
        file=io.StringIO(), force_terminal=terminal, width=width, legacy_windows=False, highlight=False, markup=False, emoji=False
    )  # fmt: skip
    with console.capture() as capture:
        for block in blocks:
            for part in _parts(block):
                console.print(part)
    # Rich fills lines with blanks; nobody wants them in a file.
    return "".join(line.rstrip() + "\n" for line in capture.get().splitlines())


def _parts(block: Block) -> Iterator[RenderableType]:
    from rich.padding import Padding
    from rich.text import Text

    match block:
        case Heading(text, level):
            if level > 1:
                yield ""
            yield Text(one_line(text), "bold" if level == 1 else "bold cyan")
        case Paragraph(text, tone):
            yield Text(one_line(text), TONES[tone])
        case Facts(rows):
            yield ""
            yield _facts(rows)
        case Bullets(items):
            for item in items:
                yield Padding(Text(f"- {one_line(item)}"), (0, 0, 0, 2))
        case Table():
            yield _table(block)


def _facts(rows: Sequence[tuple[str, str, str]]) -> RenderableType:
    from rich.table import Table as RichTable
    from rich.text import Text

    table = RichTable.grid(padding=(0, 2))
    table.add_column(style="bold", no_wrap=True)
    for name, value, detail in rows:
        more = Text(f"  {one_line(detail)}" if detail else "", "dim")
        table.add_row(Text(one_line(name)), Text(one_line(value)) + more)
    return table


def _table(block: Table) -> RenderableType:
    from rich.box import SIMPLE_HEAD
    from rich.table import Table as RichTable
    from rich.text import Text

    table = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", padding=(0, 1))
    for i, column in enumerate(block.columns):
        table.add_column(
            Text(column.name),
            justify="right" if column.kind == "number" else "left",
            no_wrap=column.kind != "text",
            style="bold" if i == 0 else "",
        )
    for row in block.rows:
        table.add_row(*map(_cell, row))
    return table


def _cell(cell: Cell) -> Text:
    from rich.text import Text

    if isinstance(cell, Fraction):
        filled = int(cell * BAR)
        return Text("█" * filled, "cyan") + Text("░" * (BAR - filled), "dim")
    return Text(one_line(cell))
