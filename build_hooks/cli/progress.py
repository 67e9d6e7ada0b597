"""How far a long piece of work is, on standard error, and only where somebody looks at it."""

from __future__ import annotations

import sys
from types import TracebackType
from typing import TYPE_CHECKING, Protocol, Self

from build_hooks.cli.refusal import clear, note

if TYPE_CHECKING:
    from rich.progress import Progress as Bar


class Told(Protocol):
    """What is read, and says how far."""

    def tell(self) -> int: ...


class Progress:
    """A bar over the bytes of a file, and the count of rows. Without a terminal it says nothing but what it is told."""

    def __init__(self, what: str, size: int | None, stream: Told) -> None:
        self._what = what
        self._size = size
        self._stream = stream
        self._bar: Bar | None = None

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, TextColumn, TimeElapsedColumn
            from rich.progress import Progress as Bar

            columns = (
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.fields[rows]}"),
                TimeElapsedColumn(),
            )
            self._bar = Bar(*columns, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task(self._what, total=self._size, rows="0")
        return self

    def advance(self, rows: int) -> None:
        """So many rows are done."""
        if self._bar is not None:
            done = self._stream.tell() if self._size is not None else 0
            self._bar.update(self._task, completed=done, rows=f"{rows:,}")

    def say(self, line: str) -> None:
        """Print a line that stays."""
        if self._bar is not None:
            self._bar.console.print(clear(line), markup=False, highlight=False, emoji=False, soft_wrap=True)
        else:
            note(line)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
