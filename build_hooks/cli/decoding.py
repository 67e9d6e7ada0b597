"""What kind of file somebody brings, and its bytes as text."""

from __future__ import annotations

import re
from typing import NoReturn

from build_hooks.cli.options import T
from build_hooks.cli.refusal import Refusal, note

ZIP = b"PK\x03\x04"
"""With this begins a workbook (.xlsx), as do many other files."""
PARQUET = b"PAR1"
"""With this begins a Parquet file."""

_KINDS = (
    (b"%PDF", "a PDF"),
    (b"\xd0\xcf\x11\xe0", "an Excel workbook of before 2007 (.xls), or one with a password"),
    (b"\x1f\x8b", "a compressed file"),
    (b"7z\xbc\xaf", "a compressed file"),
    (b"Rar!", "a compressed file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (PARQUET, "a Parquet file"),
    (b"{\\rtf", "a text document (.rtf)"),
    (b"bplist", "a settings file"),
    (b"\xff\xfe\x00\x00", "UTF-32 text"),
    (b"\x00\x00\xfe\xff", "UTF-32 text"),
)
_MARKUP = re.compile(rb"(?:\xef\xbb\xbf)?\s*<(!doctype html|html|\?xml)", re.IGNORECASE)
_UTF_16_MARKS = (b"\xff\xfe", b"\xfe\xff")
_ESCAPED = re.compile("[\udc80-\udcff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")


def refuse_other_kinds(name: str, start: bytes) -> None:
    """Raise Refusal where the first bytes are those of a file that holds no text."""
    for magic, what in _KINDS:
        if start.startswith(magic):
            refuse_kind(name, what)
    if markup := _MARKUP.match(start):
        refuse_kind(name, "an XML file" if markup[1].startswith(b"?") else "a web page")


def refuse_kind(name: str, what: str) -> NoReturn:
    """Raise Refusal for a file of that kind."""
    raise Refusal(T("cli.read.kind", name=name, what=what))


def utf_16(start: bytes) -> str | None:
    """The codec of UTF-16 text, by its first bytes; None for other text."""
    if start.startswith(_UTF_16_MARKS):
        return "utf-16"
    first = start[:2]
    if len(first) < 2 or bool(first[0]) == bool(first[1]):
        return None
    return "utf-16-le" if first[0] else "utf-16-be"


class LineDecoder:
    """The lines of a file as text: UTF-8, or Windows-1252 where the first that is not plain ASCII can be that alone.

    A byte that is part of no character becomes half a surrogate pair, so that it is found where it stands.
    """

    def __init__(self) -> None:
        self._codec = ""

    @property
    def is_windows(self) -> bool:
        """Whether a line was read as Windows-1252."""
        return self._codec == "cp1252"

    def decode(self, line: bytes) -> str:
        """A line as text."""
        if line.isascii():
            return line.decode("ascii")
        if not self._codec:
            self._codec = "utf-8" if _is_utf_8(line) or not _is_windows(line) else "cp1252"
        return line.decode(self._codec, "surrogateescape")


def _is_utf_8(line: bytes) -> bool:
    try:
        line.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _is_windows(line: bytes) -> bool:
    """Whether a line is printable text in Windows-1252, which nearly all bytes are."""
    try:
        return not _CONTROL.search(line.decode("cp1252"))
    except UnicodeDecodeError:
        return False


def say_windows(name: str) -> None:
    """Tell that a file was read as Windows-1252."""
    note(T("cli.read.windows", name=name))


def text_of(name: str, data: bytes) -> str:
    """The text of a file's bytes, without a byte-order mark. Raises Refusal."""
    refuse_other_kinds(name, data)
    if codec := utf_16(data):
        try:
            return data.decode(codec).removeprefix("\ufeff")
        except UnicodeDecodeError:
            refuse_utf_16(name)
    decoder = LineDecoder()
    text = "".join(map(decoder.decode, data.splitlines(keepends=True))).removeprefix("\ufeff")
    if bad := _ESCAPED.search(text):
        line = text.count("\n", 0, bad.start()) + 1
        raise Refusal(T("cli.read.byte", name=name, byte=f"0x{ord(bad[0]) - 0xDC00:02x}", line=line))
    if decoder.is_windows:
        say_windows(name)
    return text


def refuse_utf_16(name: str) -> NoReturn:
    """Raise Refusal for text in UTF-16 of which a part is missing."""
    raise Refusal(T("cli.read.utf16", name=name))
