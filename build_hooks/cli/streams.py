"""The standard streams and signals that a command is started with: some may be closed, and a command may be told to end."""

from __future__ import annotations

import errno
import io
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

STANDARD = 3
"""How many streams a process is given."""


class Terminated(BaseException):
    """The system asks the process to end. What is under way is put in order first: no half file, no process left behind."""

    def __init__(self, number: int) -> None:
        self.code = 128 + number
        """What a shell reports of a process that such a signal has ended."""


@contextmanager
def usable() -> Iterator[None]:
    """Inside, there is something in the place of each stream, which refuses what is asked of a closed one, and a signal to end
    raises Terminated.
    """
    _fill()
    former = {number: signal.getsignal(number) for number in _asked_to_end()}
    for number in former:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)


def as_usual() -> None:
    """Let the signals end this process at once, in a worker that has nothing to put in order."""
    for number in _ENDING:
        if signal.getsignal(number) is _end:
            signal.signal(number, signal.SIG_DFL)


def close_quietly() -> None:
    """Nobody reads what is still to be written; let Python find nothing to complain of at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


_ENDING = [getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _asked_to_end() -> list[signal.Signals]:
    """The signals that would end this process at once; not one that is to be ignored, as `nohup` has it."""
    main = threading.current_thread() is threading.main_thread()
    return [number for number in _ENDING if main and signal.getsignal(number) is signal.SIG_DFL]


def _end(number: int, _frame: FrameType | None) -> None:
    raise Terminated(number)


def _fill() -> None:
    """Put something in the place of streams that are closed. Another file would be opened there otherwise, and written to."""
    given: Any = sys
    absent = [name for name in ("stdin", "stdout", "stderr") if getattr(sys, name) is None]
    while absent and (number := os.open(os.devnull, os.O_RDWR)) < STANDARD:
        os.set_inheritable(number, True)
    if absent:
        os.close(number)
    for name in absent:
        if name == "stderr":
            given.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - it stays open
        else:
            buffer = io.BufferedReader(_Closed()) if name == "stdin" else io.BufferedWriter(_Closed())
            setattr(given, name, io.TextIOWrapper(buffer, encoding="utf-8"))


class _Closed(io.RawIOBase):
    """What refuses to be read or written, as a closed stream does; once, so that nothing is left to complain of at the end."""

    def __init__(self) -> None:
        self._told = False

    def readable(self) -> bool:
        return True

    def writable(self) -> bool:
        return True

    def readinto(self, _buffer: object) -> int:
        raise OSError(errno.EBADF, os.strerror(errno.EBADF))

    def write(self, data: Any) -> int:
        if not self._told:
            self._told = True
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        return len(data)
