"""Tables in the format that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from build_hooks.cli.outputs import Format, write, writing
from build_hooks.cli.workbook import WorkbookWriter
from cxcore.reading.csvtext import csv_table

TABLES = (Format.CSV, Format.XLSX)
"""The formats that are tables."""


def print_table(
    columns: Sequence[str],
    rows: Iterable[Iterable[str | int | None]],
    form: Format,
    output: Path | None,
    choices: Mapping[str, Sequence[str]] | None = None,
) -> None:
    """Write a table as comma-separated values, or as a workbook that offers `choices` in the cells of a column."""
    if form is Format.CSV:
        write("".join(csv_table(columns, rows)), output)
        return
    with WorkbookWriter(columns, choices) as book:
        for row in rows:
            book.append(row)
        with writing(output) as put:
            book.write(put)
