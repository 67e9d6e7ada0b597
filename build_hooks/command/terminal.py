"""Blocks as text for a terminal: aligned, coloured where the terminal has colours, plain where the text goes elsewhere."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from fractions import Fraction
from typing import TextIO

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.padding import Padding
from rich.table import Table as RichTable
from rich.text import Text

from build_hooks.command.blocks import Block, Bullets, Cell, Facts, Heading, Paragraph, Table, one_line

WIDTH = 100
"""Characters in a line where the text does not go to a terminal and COLUMNS does not say otherwise."""

BAR = 20
TONES = {"plain": "", "lead": "bold", "fine": "dim", "good": "green", "warning": "yellow"}


def text_of(blocks: Sequence[Block], stream: TextIO | None = None) -> str:
    """The blocks as text, in the width and colours of `stream`, which is standard output unless another is given."""
    stream = stream or sys.stdout
    terminal = stream.isatty()
    columns = os.environ.get("COLUMNS", "")
    width = int(columns) if columns.isdecimal() and 20 <= int(columns) <= 1000 else None
    buffer = io.StringIO()
    console = Console(
        file=buffer, force_terminal=terminal, width=width or (None if terminal else WIDTH), legacy_windows=False,
        highlight=False, markup=False, emoji=False, soft_wrap=False,
    )  # fmt: skip
    for block in blocks:
        _print(console, block)
    # Rich fills lines with blanks; nobody wants them in a file.
    return "".join(line.rstrip() + "\n" for line in buffer.getvalue().splitlines())


def _print(console: Console, block: Block) -> None:
    match block:
        case Heading(text, level):
            if level > 1:
                console.print()
            console.print(Text(one_line(text), "bold" if level == 1 else "bold cyan"))
        case Paragraph(text, tone):
            console.print(Text(one_line(text), TONES[tone]))
        case Facts(rows):
            console.print()
            table = RichTable.grid(padding=(0, 2))
            table.add_column(style="bold", no_wrap=True)
            for name, value, detail in rows:
                more = Text(f"  {one_line(detail)}" if detail else "", "dim")
                table.add_row(Text(one_line(name)), Text(one_line(value)) + more)
            console.print(table)
        case Bullets(items):
            for item in items:
                console.print(Padding(Text(f"- {one_line(item)}"), (0, 0, 0, 2)))
        case Table(columns, rows):
            table = RichTable(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, header_style="dim", padding=(0, 1))
            for i, column in enumerate(columns):
                justify = "right" if column.kind == "number" else "left"
                table.add_column(Text(column.name), justify=justify, no_wrap=column.kind != "text", style="bold" if i == 0 else "")
            for row in rows:
                table.add_row(*map(_cell, row))
            console.print(table)


def _cell(cell: Cell) -> Text:
    if isinstance(cell, Fraction):
        filled = int(cell * BAR)
        return Text("█" * filled, "cyan") + Text("░" * (BAR - filled), "dim")
    return Text(one_line(cell))
