"""Parquet, read as the lines of a table and written from one: typed columns in packed groups of rows, as engines for much data have it.

The library for it, pyarrow, is an extra (`parquet`), which is asked for when there is such a file, and not before.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any, Self

from build_hooks.cli.options import T
from build_hooks.cli.refusal import Refusal
from build_hooks.cli.workbook import DECIMAL, cell_text
from cxcore.reading.csvtext import csv_row

_AT_ONCE = 1000
"""So many rows are turned from values to columns, or from columns to values, at a time."""
_GROUP = 20
"""So many times that are written as one group of rows: what can be read or skipped as a whole."""
_KNOWN = 1000
"""Values of a column that are remembered with their cells; answers are few, and come again in every row."""
_TEXTS = ("id", "label", "group", "headline", "stage_id")
_DAY = "taken"


def library(name: str) -> Any:
    """The library; `name` is the file that it is needed for. Raises Refusal where it is not installed."""
    try:
        import pyarrow.parquet
    except ImportError:
        raise Refusal(T("cli.parquet.missing", name=name)) from None
    return pyarrow


def parquet_lines(name: str, path: Path) -> Iterator[str]:
    """The lines of the table in a Parquet file, as comma-separated values. Raises Refusal.

    In memory there is never more than one group of rows, packed, and some rows of it. A value that is not known is an empty cell.
    """
    pa = library(name)
    try:
        with pa.parquet.ParquetFile(path, pre_buffer=False) as file:
            columns = [_Cells(pa) for _ in file.schema_arrow]
            yield csv_row(file.schema_arrow.names)
            for rows in file.iter_batches(_AT_ONCE, use_threads=False):
                cells = [
                    list(map(known.cell, known.values(column))) for known, column in zip(columns, rows, strict=True)
                ]
                for row in zip(*cells, strict=True):
                    yield ",".join(row) + "\r\n"
    except OSError as error:
        if error.errno is not None:
            raise
        raise Refusal(T("cli.parquet.damaged", name=name)) from None
    except Exception:  # what is raised depends on where the file is damaged
        raise Refusal(T("cli.parquet.damaged", name=name)) from None


class _Cells:
    """The cells of a column by its values, which are of one type: 1, 1.0 and True would be one key otherwise."""

    def __init__(self, library: Any) -> None:
        self._pa = library
        self._known: dict[Any, str] = {}

    def values(self, column: Any) -> Sequence[Any]:
        """What Python can have of the values; as text what it cannot, and what holds several."""
        kinds = self._pa.types
        if kinds.is_dictionary(column.type):
            column = column.dictionary_decode()  # a hundred times as quick to read
        try:
            values: list[Any] = column.to_pylist()
        except (ValueError, OverflowError):  # days far away, parts of a microsecond
            values = column.cast(self._pa.string()).to_pylist()
        return [None if value is None else str(value) for value in values] if kinds.is_nested(column.type) else values

    def cell(self, value: Any) -> str:
        """The cell of a line."""
        if (cell := self._known.get(value)) is None:
            cell = csv_row([cell_text(value)]).removesuffix("\r\n")
            if len(self._known) < _KNOWN:
                self._known[value] = cell
        return cell


class ParquetWriter:
    """A Parquet file, to which rows of scores are added within a `with` block. They wait in a file, not in memory."""

    def __init__(self, columns: Sequence[str]) -> None:
        """Raises Refusal where the library is not installed."""
        self._pa = library("cx batch")
        kinds = [self._kind(column) for column in columns]
        self._schema = self._pa.schema([(column, kind) for column, (kind, _) in zip(columns, kinds, strict=True)])
        self._values = [value for _, value in kinds]
        self._rows: list[Sequence[Any]] = []
        self._group: list[Any] = []
        self._waiting = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed at the end of the block
        self._file = self._pa.parquet.ParquetWriter(self._waiting, self._schema)

    def _kind(self, column: str) -> tuple[Any, Callable[[Any], Any]]:
        """The type of a column, and what makes a value of it from a cell; an empty cell is a value that is not known."""
        if column == _DAY:
            return self._pa.date32(), date.fromisoformat
        if DECIMAL.fullmatch(column):
            return self._pa.float64(), lambda cell: None if cell is None else float(cell)
        return self._pa.string() if column in _TEXTS else self._pa.int32(), lambda cell: None if cell == "" else cell

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()
        self._waiting.close()

    def append(self, cells: Iterable[str | int | None]) -> None:
        """Add a row."""
        self._rows.append([value(cell) for value, cell in zip(self._values, cells, strict=True)])
        if len(self._rows) == _AT_ONCE:
            self._gather()
            if len(self._group) == _GROUP:
                self._write_group()

    def _gather(self) -> None:
        columns = map(self._pa.array, zip(*self._rows, strict=True), self._schema.types)
        self._group.append(self._pa.record_batch(list(columns), schema=self._schema))
        self._rows.clear()

    def _write_group(self) -> None:
        rows = self._pa.Table.from_batches(self._group, self._schema)
        self._file.write_table(rows, row_group_size=len(rows))
        self._group.clear()

    def write(self, put: Callable[[bytes], None]) -> None:
        """Give the bytes of the file to `put`, piece by piece."""
        if self._rows:
            self._gather()
        if self._group:
            self._write_group()
        self._file.close()
        self._waiting.seek(0)
        while piece := self._waiting.read(1_000_000):
            put(piece)
