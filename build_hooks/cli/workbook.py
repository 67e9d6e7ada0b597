"""Workbooks of spreadsheets (.xlsx), read as the lines of a table and written from one.

What is read are the values that the spreadsheet last showed, not formulas. What is written are values alone: no text can be
taken for a formula.
"""

from __future__ import annotations

import re
import tempfile
import warnings
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from itertools import chain, islice
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
_DECIMAL = re.compile(r"index(_low|_high)?|leik|coverage_.+")
"""The columns whose texts are decimal numbers."""
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
        book = load_workbook(source, read_only=True, data_only=True)
        try:
            sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
            found = next(((sheet, rows) for sheet in sheets if (rows := _rows(sheet)) is not None), None)
            if found is None:
                raise Refusal(T("cli.read.empty", name=name))
            if tell and len(sheets) > 1:
                note(T("cli.read.sheet", name=name, sheet=found[0].title))
            for row in found[1]:
                yield csv_row(row)
        finally:
            book.close()
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


def _rows(sheet: Worksheet) -> Iterator[list[str]] | None:
    """The rows of a sheet as texts; None where it begins with no row of several cells."""
    sheet.reset_dimensions()  # type: ignore[attr-defined]  # what a file says of its size may be wrong
    rows = ([_text(cell) for cell in row] for row in sheet.iter_rows(values_only=True))
    first = list(islice(rows, FIRST_ROWS))
    return chain(first, rows) if any(sum(map(bool, row)) > 1 for row in first) else None


def _text(value: Any) -> str:
    """A cell's value as text; a day as year-month-day, and a whole number without decimals."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case float() if value.is_integer():
            return str(int(value))
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime():
            return value.isoformat(" ", "seconds")
        case date():
            return value.isoformat()
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
        self._decimal = [_DECIMAL.fullmatch(column) is not None for column in columns]
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
