"""Comma-separated values: written so that no spreadsheet takes a cell for a formula, read however bad a row is.

The form is that of RFC 4180: commas, CR LF, quotes doubled; before it a byte-order mark, by which Excel knows UTF-8.
"""

from __future__ import annotations

import csv
import re
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Protocol

from cxcore.reading.errors import Problem, printable

BOM = "\ufeff"
DELIMITERS = (",", ";", "\t")
MAX_ROW = 400_000
"""The most characters of one row. A quote that is never closed would else take in the rest of the file."""

# What a spreadsheet takes for the start of a formula: = + - @, their full-width and small forms, and the minus sign.
_FORMULA = "=+\\-@＝＋－＠﹦﹢﹣﹫−"
# What it may pass over before that: spaces and characters that cannot be seen. The apostrophe is our own mark.
_PASSED = " '\u00a0\u1680\u2000-\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff\x0b\x0c\x1c-\x1f\x85"
_FIRST = re.compile(rf"\A(?=[{_PASSED}]*[{_FORMULA}\t\r\n])")
# Where a list separator is a semicolon, a program may cut cells at each one, and then at line ends, whatever the
# quotes say.
_INNER = re.compile(rf"(?<=[;\t\r\n])(?=[{_PASSED}]*[{_FORMULA}])")
_FIRST_MARK = re.compile(rf"\A'(?=[{_PASSED}]*[{_FORMULA}\t\r\n])")
_INNER_MARK = re.compile(rf"(?<=[;\t\r\n])'(?=[{_PASSED}]*[{_FORMULA}])")
_PLAIN = re.compile(r"[\w.:/()%-]+(?: [\w.:/()%-]+)*|")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """What is wrong in a row, counted as a spreadsheet counts: the first row, with the names of the columns, is 1."""

    row: int
    column: str
    problem: Problem

    @property
    def message(self) -> str:
        """The problem without its place."""
        return self.problem.message

    def advised(self, hint: str) -> RowProblem:
        """The same, with another hint."""
        return replace(self, problem=replace(self.problem, hint=hint))

    def __str__(self) -> str:
        return f"row {self.row}{f', column {self.column!r}' * bool(self.column)}: {self.message}"


@dataclass(frozen=True, slots=True)
class RowNote:
    """Something about a row, or a column, that is worth a word and costs nothing."""

    row: int
    column: str
    message: str

    def __str__(self) -> str:
        return f"row {self.row}{f', column {self.column!r}' * bool(self.column)}: {printable(self.message)}"


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: with an apostrophe before whatever could begin one.

    >>> guarded("=1+1"), guarded("1 + 1"), guarded("'=1")
    ("'=1+1", '1 + 1', "''=1")
    """
    return _FIRST.sub("'", _INNER.sub("'", text))


def unguarded(text: str) -> str:
    """What `guarded` was given. A text that it would not have changed stays as it is."""
    return _INNER_MARK.sub("", _FIRST_MARK.sub("", text)) if "'" in text else text


def csv_row(cells: Iterable[str | int | None]) -> str:
    """A row, with its line end. Numbers are written as they are, None as an empty cell, and text is guarded."""
    return ",".join(_cell(cell) for cell in cells) + "\r\n"


def csv_table(header: Sequence[str], rows: Iterable[Iterable[str | int | None]]) -> Iterator[str]:
    """The lines of a table, one at a time."""
    yield BOM + csv_row(header)
    for cells in rows:
        yield csv_row(cells)


def csv_lines(text: str) -> Iterator[str]:
    """The lines of a text with their ends, for `read_csv`; a file of an old Macintosh has its own line ends."""
    if "\n" not in text:
        text = text.replace("\r", "\n")
    *lines, last = text.split("\n")
    for line in lines:
        yield line + "\n"
    if last:
        yield last


@dataclass(frozen=True, slots=True)
class Header:
    """The heads of a table's columns, and what each column is; None where that is not known.

    Where two columns are the same, rows have the cells of the first. `row` is the number of the row with the heads;
    `passed` are those of other rows before and below it that hold titles or more heads.
    """

    heads: tuple[str, ...]
    columns: tuple[str | None, ...]
    row: int
    passed: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: its number and its cells, unguarded, by column. Cells past the last column are not there."""

    number: int
    cells: dict[str, str]


class Heads(Protocol):
    """What the heads of a table's columns mean. Cells are given unguarded and without spaces around them."""

    def known(self, cells: Sequence[str]) -> int:
        """How many different columns a row names."""

    def last(self, rows: Sequence[Sequence[str]], first: int) -> int:
        """The place of the last row of heads, where the one at `first` names the most columns."""

    def columns(self, rows: Sequence[Sequence[str]]) -> Sequence[str | None]:
        """What each column is, by the rows of heads, of which the first counts most."""


class Named:
    """Columns that are headed by their own names, whatever the case, with spaces or underscores between words."""

    def __init__(self, names: Iterable[str]) -> None:
        self._names = {self._plain(name): name for name in names}

    def known(self, cells: Sequence[str]) -> int:
        """How many different columns a row names."""
        return len(set(self.columns([cells])) - {None})

    def last(self, rows: Sequence[Sequence[str]], first: int) -> int:
        """The place of the only row of heads."""
        return first

    def columns(self, rows: Sequence[Sequence[str]]) -> Sequence[str | None]:
        """What each column is, by the first row of heads."""
        return [self._names.get(self._plain(cell)) for cell in rows[0]]

    @staticmethod
    def _plain(head: str) -> str:
        return "_".join(head.lower().replace("_", " ").split())


FIRST_ROWS = 10
"""So many rows are looked at for the one with the heads; titles may stand above it."""

_FIRST_LINES = 60


def read_csv(lines: Iterable[str], heads: Heads, *, max_lines: int = 5000) -> Iterator[Header | Row | RowProblem]:
    """The heads of the columns, then every row that can be read, and a problem for each that cannot.

    Commas, semicolons and tabs are understood, and titles above the heads: whatever gives most of the columns that
    `heads` knows. A row whose quotes do not end, within `max_lines` or at all, is one problem and costs that line
    alone: reading goes on with the next line. Empty rows are counted and passed over. Yields nothing where there is no
    row at all.
    """
    records = _Records(lines, max_lines)
    header = records.header(heads)
    if header is None:
        return
    yield header
    count = len(header.columns)
    places: dict[str, int] = {}
    for i, column in enumerate(header.columns):
        if column is not None:
            places.setdefault(column, i)
    for number, cells in records:
        if isinstance(cells, Problem):
            yield RowProblem(number, "", cells)
        elif len(cells) > count and any(cells[count:]):
            found, expected = f"{len(cells)} cells", f"{count}, as in the first row"
            yield RowProblem(number, "", Problem((), found, expected, "put cells with a comma in them in quotes"))
        elif any(cells):
            here = len(cells)
            yield Row(number, {column: unguarded(cells[i]) for column, i in places.items() if i < here})


class _Records:
    """Rows of a table as lists of cells, or the problem that each has, with their numbers."""

    def __init__(self, lines: Iterable[str], max_lines: int) -> None:
        self._lines = iter(lines)
        self._back: deque[str] = deque()
        self._read: deque[tuple[int, list[str] | Problem]] = deque()
        self._max_lines = max_lines
        self._delimiter = ","
        self._number = 0

    def header(self, heads: Heads) -> Header | None:
        """The rows of heads, which are read; None where there is no row."""
        lines = self._first_lines()
        if not lines:
            return None
        self._delimiter = max(DELIMITERS, key=lambda each: max(map(heads.known, _plainly(lines, each)), default=0))
        self._back.extend(lines)
        read: list[tuple[int, list[str], list[str] | Problem]] = []
        for number, cells in self:
            # Heads are read whatever their quotes; a row below them is looked at again.
            rough = next(_plainly(lines[:1], self._delimiter), []) if isinstance(cells, Problem) and not read else []
            read.append((number, cells if isinstance(cells, list) else rough, cells))
            if len(read) == FIRST_ROWS:
                break
        rows = [[unguarded(cell).strip() for cell in cells] for _, cells, _ in read]
        first = max(range(len(rows)), key=lambda i: heads.known(rows[i]))
        last = heads.last(rows, first)
        self._read.extend((number, cells) for number, _, cells in read[last + 1 :])
        columns = heads.columns([rows[first], *rows[:first], *rows[first + 1 : last + 1]])
        passed = tuple(read[i][0] for i in range(last + 1) if i != first and any(rows[i]))
        return Header(tuple(rows[first]), tuple(columns), read[first][0], passed)

    def _first_lines(self) -> list[str]:
        """The first lines, without the mark of UTF-8 and a spreadsheet's note on the separator."""
        lines: list[str] = []
        while len(lines) < _FIRST_LINES and sum(map(len, lines)) < MAX_ROW and (line := self._next()) is not None:
            lines.append(line if lines else line.removeprefix(BOM))
            if len(lines) == 1 and line.removeprefix(BOM).lower().startswith("sep="):
                del lines[0]
        return lines

    def __iter__(self) -> Iterator[tuple[int, list[str] | Problem]]:
        while self._read:
            yield self._read.popleft()
        while (line := self._next()) is not None:
            self._number += 1
            yield self._number, self._record(line)

    def _next(self) -> str | None:
        return self._back.popleft() if self._back else next(self._lines, None)

    def _record(self, first: str) -> list[str] | Problem:
        taken = [first]
        size = len(first)
        while True:
            try:
                return next(csv.reader(["".join(taken)], delimiter=self._delimiter, strict=True), [])
            except csv.Error as error:
                if "field limit" in str(error):
                    return Problem((), "a cell that is far too long", f"at most {csv.field_size_limit():,} characters")
                if str(error) != "unexpected end of data":
                    break
            # A cell's quotes are open: go on to the next line that can end them, which has an odd number of quotes.
            more = self._until_odd(size)
            taken += more
            size += sum(map(len, more))
            if not more or len(taken) > self._max_lines or size > MAX_ROW:
                break
        self._back.extendleft(reversed(taken[1:]))
        hint = "a quote within a cell is written twice, and the cell is in quotes"
        return Problem((), "quotes that do not match", "cells in matching quotes, or without any", hint)

    def _until_odd(self, size: int) -> list[str]:
        lines: list[str] = []
        while len(lines) <= self._max_lines and size <= MAX_ROW and (line := self._next()) is not None:
            lines.append(line)
            size += len(line)
            if line.count('"') % 2:
                break
        return lines


def _plainly(lines: Sequence[str], delimiter: str) -> Iterator[list[str]]:
    """The first rows of some lines, however bad their quotes are."""
    reader = csv.reader(lines, delimiter=delimiter)
    try:
        for cells in islice(reader, FIRST_ROWS):
            yield [unguarded(cell).strip() for cell in cells]
    except csv.Error:
        return


def _cell(cell: str | int | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, int):
        return str(cell)
    if _PLAIN.fullmatch(cell) and not cell.startswith("-"):
        return cell  # of what begins a formula there can be nothing else in it
    text = guarded(cell)
    return text if _PLAIN.fullmatch(text) else '"' + text.replace('"', '""') + '"'
