"""A table as it is brought: a file, a stream or a folder of parts; workbooks, Parquet or text in whatever encoding, line by line."""

from __future__ import annotations

import io
import os
import stat
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO

from build_hooks.cli.decoding import PARQUET, ZIP, LineDecoder, refuse_other_kinds, refuse_utf_16, say_windows, utf_16
from build_hooks.cli.inputs import (
    STANDARD_INPUT,
    TABLES,
    files_in,
    is_folder,
    listed,
    name_of,
    open_bytes,
    why_unread,
)
from build_hooks.cli.options import T
from build_hooks.cli.parquet import parquet_lines
from build_hooks.cli.refusal import Collector, Refusal, note
from build_hooks.cli.workbook import workbook_lines
from cxcore.reading.csvtext import csv_lines

PARQUET_ENDING = ".parquet"

MAX_LINE = 1_000_000
"""Longer lines, in bytes, are those of some other file."""

MAX_STREAM = 2_000_000_000
"""So many bytes of a stream are kept beside it; a longer one is an endless one, or should be a file."""


class TableFile:
    """A table in a file, whose lines can be read from their beginning more than once."""

    def __init__(self, name: str, path: Path, size: int | None) -> None:
        self.name = name
        self._path = path
        self._told = False
        self._stream: BinaryIO | None = None
        self.size = size
        """How many bytes it has, where that is known."""

    def lines(self) -> Iterator[str]:
        """The lines, with their ends. Raises Refusal for a file that holds no table."""
        try:
            yield from self._all_lines()
        except OSError as error:
            raise Refusal(f"{self.name}: {why_unread(error)}") from None

    def _all_lines(self) -> Iterator[str]:
        with self._path.open("rb") as stream:
            start = stream.read(512)
            if start.startswith(ZIP):
                self.size = None
                first, self._told = not self._told, True
                yield from workbook_lines(self.name, stream, first)
                return
            if start.startswith(PARQUET) or self._path.suffix.lower() == PARQUET_ENDING:
                self.size = None
                yield from parquet_lines(self.name, self._path)
                return
            refuse_other_kinds(self.name, start)
            if start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
                raise Refusal(T("cli.batch.json", name=self.name))
            stream.seek(0)
            self._stream = stream
            yield from self._utf_16(stream, codec) if (codec := utf_16(start)) else self._lines(stream)

    def tell(self) -> int:
        """How many bytes were read so far."""
        return self._stream.tell() if self._stream is not None and not self._stream.closed else 0

    def _lines(self, stream: BinaryIO) -> Iterator[str]:
        decoder = LineDecoder()
        while data := stream.readline(MAX_LINE + 1):
            self._check_length(len(data))
            yield from csv_lines(decoder.decode(data))
            if decoder.is_windows and not self._told:
                self._told = True
                say_windows(self.name)

    def _utf_16(self, stream: BinaryIO, codec: str) -> Iterator[str]:
        with io.TextIOWrapper(stream, encoding=codec, newline="\n") as text:
            try:
                while line := text.readline(MAX_LINE + 1):
                    self._check_length(len(line))
                    yield from csv_lines(line)
            except UnicodeDecodeError:
                refuse_utf_16(self.name)

    def _check_length(self, length: int) -> None:
        if length > MAX_LINE:
            refuse_line(self.name)


def refuse_line(name: str) -> None:
    """Raise Refusal for a line that is none of a table."""
    raise Refusal(T("cli.batch.long", name=name, count=f"{MAX_LINE:,}"))


class Table:
    """A table as a command is given it: one file, or several that are its parts, in their order."""

    def __init__(self, name: str, parts: Sequence[TableFile]) -> None:
        self.name = name
        self.parts = parts
        self._before = 0
        self._reading: TableFile | None = None

    @property
    def size(self) -> int | None:
        """How many bytes the parts have, where that is known of all."""
        sizes = [part.size for part in self.parts if part.size is not None]
        return sum(sizes) if len(sizes) == len(self.parts) else None

    def in_turn(self) -> Iterator[TableFile]:
        """The parts, each to be read before the next one."""
        for part in self.parts:
            self._reading = part
            yield part
            self._before, self._reading = self._before + (part.size or 0), None

    def tell(self) -> int:
        """How many bytes were read so far, of parts that are read in turn."""
        return self._before + (self._reading.tell() if self._reading is not None else 0)


@contextmanager
def table_of(source: str) -> Iterator[Table]:
    """The table in a file or in the files of a folder, or the one that comes through a stream, which is kept beside it meanwhile.

    Raises Refusal, for a folder with the problems of all its parts.
    """
    name = name_of(source)
    if is_folder(source):
        yield Table(name, _parts(source))
        return
    if source != STANDARD_INPUT and (size := _size_of_file(name, source)) is not None:
        yield Table(name, [TableFile(name, Path(source), size or None)])
        return
    with tempfile.NamedTemporaryFile(prefix="cx-", delete_on_close=False) as copy:
        _keep(name, source, copy)
        copy.close()
        yield Table(name, [TableFile(name, Path(copy.name), None)])


def _parts(folder: str) -> Sequence[TableFile]:
    """The tables in a folder, by name. What else is there is named in a note."""
    files, others = files_in(Path(folder), (*TABLES, PARQUET_ENDING))
    if not files:
        within = T("cli.read.within", names=listed(others)) if others else ""
        raise Refusal(T("cli.batch.folder", name=folder, within=within))
    if others:
        note(T("cli.read.others", name=folder, names=listed(others)))
    parts, collector = [], Collector()
    for path in files:
        with collector.one():
            if path.exists() and not path.is_file():  # opening a pipe would wait for somebody to write into it
                raise Refusal(T("cli.batch.part.kind", name=path))
            parts.append(TableFile(str(path), path, _size_of_file(str(path), str(path))))
    collector.finish()
    return parts


def _size_of_file(name: str, source: str) -> int | None:
    """How many bytes a file has; None for what is no file, but a device or a pipe. Raises Refusal."""
    try:
        with open_bytes(source) as stream:
            status = os.fstat(stream.fileno())
    except OSError as error:
        raise Refusal(f"{name}: {why_unread(error)}") from None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


def _keep(name: str, source: str, copy: IO[bytes]) -> None:
    """Copy all bytes of a stream, as far as it may hold a table. Raises Refusal."""
    stream = open_bytes(source)
    size, is_text = 0, None
    try:
        while data := stream.readline(MAX_LINE + 1):
            is_text = not data.startswith((ZIP, PARQUET)) if is_text is None else is_text
            size += len(data)
            if is_text and len(data) > MAX_LINE:
                refuse_line(name)
            if size > MAX_STREAM:
                raise Refusal(T("cli.batch.endless", name=name, count=f"{MAX_STREAM:,}"))
            copy.write(data)
    except OSError as error:
        raise Refusal(f"{name}: {why_unread(error)}") from None
    finally:
        if source != STANDARD_INPUT:
            stream.close()
