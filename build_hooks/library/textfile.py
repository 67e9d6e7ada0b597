"""The text of a file that people write, or what keeps it from being read."""

from __future__ import annotations

from pathlib import Path

from build_hooks.library.findings import Place
from cxcore.reading import Problem


class UnreadableError(Exception):
    """A file whose text cannot be read; `problem` says why, and `place` where in the file."""

    def __init__(self, found: str, expected: str, hint: str = "", place: Place | None = None) -> None:
        self.place = place or Place()
        self.problem = Problem((), found, expected, hint)
        super().__init__(str(self.problem))


def read_text(path: Path, max_bytes: int) -> str:
    """The text of the file at `path`, which is UTF-8, without a byte-order mark. Raises UnreadableError, and nothing else."""
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError("something that is not a file", "a readable file")
        size = path.stat().st_size
        data = path.read_bytes() if size <= max_bytes else b""
    except OSError as error:
        raise UnreadableError(f"a file that cannot be read ({error.strerror})", "a readable file") from None
    if size > max_bytes:
        raise UnreadableError(f"a file of {size:,} bytes", f"at most {max_bytes:,}")
    data = data.removeprefix(b"\xef\xbb\xbf")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:2]:
        place, found = Place(), "UTF-16 text"
    else:
        try:
            return data.decode("utf-8")
        except UnicodeDecodeError as error:
            place, found = place_at(data[: error.start].decode("utf-8"), -1), f"the byte 0x{data[error.start]:02x}"
    raise UnreadableError(f"{found}, which is not UTF-8", "a file in UTF-8", "save it again as UTF-8", place)


def place_at(text: str, index: int) -> Place:
    """The place of the character at `index`; -1 is the place after the text."""
    before = text if index < 0 else text[:index]
    return Place(before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
