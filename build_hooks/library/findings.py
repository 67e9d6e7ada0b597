"""What is wrong with files, and how it is told: one line each, the same in a build and in `cx validate`."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from cxcore.reading import printable


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file, as editors count: lines and columns from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A problem in a file: `path:line:column: what was found; what was expected; the nearest fix`."""

    file: str
    place: Place
    message: str

    def __str__(self) -> str:
        return printable(f"{self.file}:{self.place.line}:{self.place.column}: {self.message}")


class LoadError(Exception):
    """Files that cannot be used. `findings` holds all that is wrong, by file and line."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        count = len(self.findings)
        lines = [*map(str, self.findings), f"{count} problem{'s' if count != 1 else ''} found; nothing was written."]
        super().__init__("\n".join(lines))


class Reader(Protocol):
    """What `together` gives: calls a function that loads something."""

    def __call__[**P, T](self, load: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...


@contextmanager
def together() -> Iterator[Reader]:
    """Inside, several things are read, and at the end the problems of all are reported at once, as one LoadError.

    `read(load_glossary, folder)` is the glossary. Where it could not be read it is None, which does not leave the block.
    """
    findings: list[Finding] = []

    def read[**P, T](load: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return load(*args, **kwargs)
        except LoadError as error:
            findings.extend(error.findings)
            return None  # type: ignore[return-value]

    yield read
    if findings:
        raise LoadError(findings)


def shown(path: Path) -> str:
    """The path as people see it: from the folder they stand in, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix() if path.is_absolute() else path.as_posix()
    except ValueError:
        return path.as_posix()
