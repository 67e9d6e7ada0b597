"""Writing what a command made: to standard output, or whole into a file."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Any

import typer

from build_hooks.cli.options import T
from build_hooks.cli.refusal import Refusal, clear
from cxcore.reading import jsontext, one_of
from cxcore.view.lines import harmless

ENCODING = "utf-8"


class Format(StrEnum):
    """In which form a result is written."""

    TEXT = "text"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    HTML = "html"
    MARKDOWN = "markdown"


SUFFIXES = {
    ".json": Format.JSON,
    ".csv": Format.CSV,
    ".xlsx": Format.XLSX,
    ".parquet": Format.PARQUET,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".md": Format.MARKDOWN,
    ".txt": Format.TEXT,
}


def chosen(wanted: str | None, output: Path | None, offered: Collection[str], default: Format = Format.TEXT) -> Format:
    """The format that was asked for; else the one that the output's suffix says; where there is none, the default.

    Raises a usage error for a suffix of another format than those offered.
    """
    if wanted is not None:
        return Format(wanted)
    if output is None or not output.suffix:
        return default
    check_suffix(output, offered, T("cli.write.say"))
    return SUFFIXES[output.suffix.lower()]


def check_suffix(output: Path | None, offered: Collection[str], advice: str = "") -> None:
    """Raise a usage error where a file's name promises another format than one of these."""
    suffix = "" if output is None else output.suffix.lower()
    if suffix and SUFFIXES.get(suffix) not in offered:
        endings = one_of([ending for ending, form in SUFFIXES.items() if form in offered])
        raise typer.BadParameter(T("cli.write.ending", name=clear(str(output)), endings=endings) + advice)


def write(text: str, output: Path | None) -> None:
    """Write a text, with the line ends that it has."""
    with writing(output) as put:
        put(text)


def write_json(values: list[Any], output: Path | None) -> None:
    """Write one value as itself, several as an array."""
    write(jsontext.dumps(values[0] if len(values) == 1 else values, indent=2), output)


@contextmanager
def writing(output: Path | None) -> Iterator[Callable[[str | bytes], None]]:
    """A function that takes text or bytes, piece by piece. A file appears whole when all went well, and is untouched otherwise."""
    if output is None or str(output) == "-":
        yield _to_standard_output
        sys.stdout.flush()
        return
    with _naming(output):
        # A link stays a link; what it leads to is replaced.
        target = Path(os.path.realpath(output))
        if target.is_dir():
            raise Refusal(f"{output}: a folder; expected a file to write to")
        regular = target.is_file() or not target.exists()
        temporary = _beside(target) if regular else None
        stream = (temporary or target).open("wb")  # a device or a pipe cannot be replaced

    def put(piece: str | bytes) -> None:
        with _naming(output):
            stream.write(piece if isinstance(piece, bytes) else piece.encode(ENCODING))

    try:
        yield put
        with _naming(output):
            stream.close()
            if temporary is not None:
                temporary.replace(target)
    finally:
        stream.close()
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    """An empty file in the same folder, with the rights that the target has or would get."""
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:40]}.")
    os.close(handle)
    temporary = Path(name)
    temporary.chmod(target.stat().st_mode & 0o777 if target.exists() else 0o666 & ~_umask())
    return temporary


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Inside, what the system refuses is a problem of that path."""
    try:
        yield
    except (OSError, ValueError) as error:
        reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
        raise Refusal(f"{path}: cannot be written ({reason})") from None


def _to_standard_output(piece: str | bytes) -> None:
    # Bytes, so that no system changes line ends or the encoding of a file that is sent on through a pipe.
    sys.stdout.flush()
    if isinstance(piece, str):
        piece = (harmless(piece) if sys.stdout.isatty() else piece).encode(ENCODING)
    sys.stdout.buffer.write(piece)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
