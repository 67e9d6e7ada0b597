"""Workbooks of spreadsheets (.xlsx), read as the lines of a table and written from one.

What is read are the values that the spreadsheet last showed, not formulas. A formula that no spreadsheet has worked out yet
stands for itself, so that it is not taken for an empty cell. Cells that were merged down a column all hold its value. What is written are values alone: no text can be
taken for a formula.
"""

from __future__ import annotations

import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, time
from itertools import islice
from math import isnan
from typing import IO, TYPE_CHECKING, Any, Self

from build_hooks.cli.decoding import refuse_kind
from build_hooks.cli.options import T
from build_hooks.cli.refusal import Refusal, note
from cxcore.reading.csvtext import FIRST_ROWS, csv_row, guarded

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

MOST_UNPACKED = 500_000_000
"""A workbook whose parts are longer in all, in bytes, is refused unread: a small file can unpack to any size."""

MOST_ROWS = 1_048_575
"""Rows that a sheet can have below its heads."""

_WIDEST = 60
_PACKED = (
    ("word/", "a Word document"),
    ("ppt/", "a presentation"),
    ("Index/", "a document of Numbers, Pages or Keynote"),
    ("mimetype", "a document of LibreOffice or OpenOffice"),
)
DECIMAL = re.compile(r"index(_low|_high)?|leik|coverage_.+")
"""The columns whose texts are decimal numbers."""
_PART = 1 << 20
_OVERLAP = 1 << 12
"""Bytes of a sheet that are looked through at once, and that two of these have in common; a formula may lie at their border."""
_OPEN_FORMULA = re.compile(
    rb'<(?:\w+:)?c\b(?![^>]*\bt="str")[^>]*>\s*<(?:\w+:)?f\b[^>]*(?:/>|>[^<]*</(?:\w+:)?f>)'
    rb"\s*(?:<(?:\w+:)?v\s*(?:/>|>\s*</(?:\w+:)?v>))?\s*</(?:\w+:)?c>"
)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+)([0-9]+):([A-Z]+)([0-9]+)"')
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|[\ud800-\udfff]")


def workbook_lines(name: str, source: IO[bytes], tell: bool = True) -> Iterator[str]:
    """The lines of the table in a workbook, as comma-separated values. Raises Refusal.

    Of several sheets it is the first that is not hidden and has a row of several cells at its start; a note says which.
    """
    try:
        _look_inside(name, source)
        from openpyxl import load_workbook  # is needed by few

        # What it warns of is how the sheet looks.
        warnings.filterwarnings("ignore", module="openpyxl")
        with closing(load_workbook(source, read_only=True, data_only=True)) as book:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            found = next((sheet for sheet in sheets if _begins(sheet)), None)
            if found is None:
                raise Refusal(T("cli.read.empty", name=name))
            if tell and len(sheets) > 1:
                note(T("cli.read.sheet", name=name, sheet=found.title))
            open_formulas, merged = _looked_through(found)
            rows = found.iter_rows(values_only=True)
            if open_formulas:
                source.seek(0)
                with closing(load_workbook(source, read_only=True)) as other:
                    formulas = other[found.title]
                    formulas.reset_dimensions()
                    yield from map(csv_row, _filled(map(_whole, rows, formulas.iter_rows(values_only=True)), merged))
            else:
                yield from map(csv_row, _filled(rows, merged))
    except Refusal:
        raise
    except Exception:  # what is raised depends on where a workbook is damaged
        raise Refusal(T("cli.read.damaged", name=name)) from None


def _look_inside(name: str, source: IO[bytes]) -> None:
    with zipfile.ZipFile(source) as archive:
        parts = archive.infolist()
    source.seek(0)
    names = [part.filename for part in parts]
    if not any(part.startswith("xl/") for part in names):
        what = next((what for start, what in _PACKED if any(part.startswith(start) for part in names)), "a ZIP archive")
        refuse_kind(name, what)
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise Refusal(T("cli.read.unpacked", name=name, count=f"{MOST_UNPACKED:,}"))


def _begins(sheet: Worksheet) -> bool:
    """Whether a sheet has a row of several cells at its start."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what a file says of its size may be wrong
    first = islice(sheet.iter_rows(values_only=True), FIRST_ROWS)
    return any(sum(cell_text(cell) != "" for cell in row) > 1 for row in first)


def _looked_through(sheet: Worksheet) -> tuple[bool, Mapping[int, Mapping[int, int]]]:
    """Whether formulas of a sheet have no value; and, by the row in which they begin, columns of merged cells with the last row.

    It goes through the sheet's XML, for the library tells neither where it reads row by row.
    """
    from openpyxl.utils import column_index_from_string

    formulas, merged, tail = False, dict[int, dict[int, int]](), b""
    with sheet._get_source() as source:  # type: ignore[attr-defined]
        while part := source.read(_PART):
            text = tail + part
            formulas = formulas or _OPEN_FORMULA.search(text) is not None
            for left, first, right, last in _MERGED.findall(text):
                if left == right:
                    merged.setdefault(int(first), {})[column_index_from_string(left.decode())] = int(last)
            tail = text[-_OVERLAP:]
    return formulas, merged


def _whole(row: Sequence[Any], formulas: Sequence[Any]) -> Sequence[Any]:
    """A row of values, with the formulas that have none."""
    values = [*row, *[None] * (len(formulas) - len(row))]
    return [
        formula if value is None and isinstance(formula, str) and formula.startswith("=") else value
        for value, formula in zip(values, formulas, strict=False)
    ]


def _filled(rows: Iterable[Sequence[Any]], merged: Mapping[int, Mapping[int, int]]) -> Iterator[list[str]]:
    """The rows as texts, each merged cell with the value that is shown in it."""
    held: dict[int, tuple[int, str]] = {}
    for number, row in enumerate(rows, 1):
        texts = [cell_text(cell) for cell in row]
        for column, (last, text) in held.items():
            if number <= last and column <= len(texts):
                texts[column - 1] = text
        for column, last in merged.get(number, {}).items():
            if column <= len(texts):
                held[column] = last, texts[column - 1]
        yield texts


def cell_text(value: Any) -> str:
    """A value as the text of a cell; a day as year-month-day, a whole number without decimals, what is no number as nothing."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if isnan(value):
            return ""
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
        case bytes():
            return value.decode("utf-8", "surrogateescape")
    return str(value)


def _offered(choices: Sequence[str]) -> str:
    """The formula of a list to choose from; empty where a spreadsheet would take it for another one, or for too long."""
    listed = ",".join(choices)
    return f'"{listed}"' if choices and len(listed) < 250 and not re.search('[,"]', "".join(choices)) else ""


class WorkbookWriter:
    """A workbook with one sheet, to which rows are added within a `with` block. They wait in a file, not in memory."""

    def __init__(self, columns: Sequence[str], choices: Mapping[str, Sequence[str]] | None = None) -> None:
        """`choices` are what the cells of a column may hold; a spreadsheet offers them."""
        from openpyxl import Workbook
        from openpyxl.utils import get_column_letter
        from openpyxl.worksheet.datavalidation import DataValidation

        self._columns = columns
        self._decimal = [DECIMAL.fullmatch(column) is not None for column in columns]
        self._count = 0
        self._book = Workbook(write_only=True)
        self._sheet: Any = self._book.create_sheet("Table")
        self._sheet.freeze_panes = "A2"
        for i, column in enumerate(columns, 1):
            letter = get_column_letter(i)
            self._sheet.column_dimensions[letter].width = min(_WIDEST, max(10, len(column) + 4))
            if offered := _offered((choices or {}).get(column, ())):
                rule = DataValidation(type="list", formula1=offered, allow_blank=True)
                rule.add(f"{letter}2:{letter}{MOST_ROWS + 1}")
                self._sheet.data_validations.append(rule)
        self._sheet.append([self._cell(column, False) for column in columns])

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self._sheet.closed:
            self._sheet.close()

    def append(self, cells: Iterable[str | int | None]) -> None:
        """Add a row. Raises Refusal where the sheet is full."""
        self._count += 1
        if self._count > MOST_ROWS:
            raise Refusal(T("cli.write.full", count=f"{MOST_ROWS:,}"))
        self._sheet.append([self._cell(cell, decimal) for cell, decimal in zip(cells, self._decimal, strict=True)])

    def write(self, put: Callable[[bytes], None]) -> None:
        """Give the bytes of the file to `put`, piece by piece."""
        with tempfile.TemporaryFile() as file:
            self._book.save(file)
            file.seek(0)
            while piece := file.read(1_000_000):
                put(piece)

    def _cell(self, value: str | int | None, decimal: bool) -> Any:
        from openpyxl.cell import WriteOnlyCell

        if not isinstance(value, str) or not value:
            return value or None if isinstance(value, str) else value
        if decimal:
            return float(value)
        text = _ILLEGAL.sub("\ufffd", value)
        cell: Any = WriteOnlyCell(self._sheet, text)
        cell.data_type = "s"  # and no formula, whatever it begins with
        if guarded(text) != text:
            cell.quotePrefix = True  # nor one when somebody edits it
        return cell
