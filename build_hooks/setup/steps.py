"""Steps with a name, a time and a clear end; stamps that say a step need not be done again."""

import errno
import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

TAIL_LINES = 15
FULL = (os.strerror(errno.ENOSPC), "ENOSPC")
"""What programs say of a full disk."""
MAKE_ROOM = "Make room, and run the same command again."


class SetupError(Exception):
    """A step failed. The message says what failed, why and what to do; it is all that a person sees."""

    def __init__(self, what: str, *, detail: str = "", advice: str = "") -> None:
        super().__init__(what)
        self.what, self.detail, self.advice = what, detail, advice

    def __str__(self) -> str:
        lines = self.detail.strip().splitlines()[-TAIL_LINES:]
        parts = [self.what, *(f"    {line}" for line in lines)]
        return "\n".join([*parts, self.advice] if self.advice else parts)


def told(error: OSError) -> str:
    """What the system has refused, and what to do, for people."""
    name = error.filename2 or error.filename  # of a copy, what was to be written
    where = f" at '{name}'" if name else ""
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return f"The disk is full; nothing more can be written{where}. {MAKE_ROOM}"
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return (
            f"The system does not allow this user to read or write{where} ({error.strerror}). Run the command as the user to"
            " whom the folder belongs, or in a copy of it that can be written."
        )
    return f"The system has refused to go on{where}: {error.strerror or error}."


class Reporter:
    """Says on standard error which step runs and how long it took; standard output is left to the command."""

    def __init__(self) -> None:
        self.start = time.monotonic()
        self.done = 0

    @contextmanager
    def step(self, name: str) -> Iterator[list[str]]:
        """Time one step. What the body appends to the list is printed beside the time."""
        notes: list[str] = []
        started = time.monotonic()
        self._write(f"  {name} … ")
        try:
            yield notes
        except BaseException:
            self._write("failed\n")
            raise
        self.done += 1
        note = f" ({', '.join(notes)})" if notes else ""
        self._write(f"{time.monotonic() - started:.1f} s{note}\n")

    def say(self, line: str) -> None:
        self._write(f"{line}\n")

    def elapsed(self) -> float:
        return time.monotonic() - self.start

    @staticmethod
    def _write(text: str) -> None:
        encoding = sys.stderr.encoding or "ascii"
        sys.stderr.write(text.encode(encoding, "replace").decode(encoding))
        sys.stderr.flush()


def run(
    command: Sequence[str | Path],
    *,
    what: str,
    advice: str,
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    timeout: float | None = None,
) -> str:
    """Run a command quietly and return what it printed; a failure becomes a `SetupError` with its last lines."""
    try:
        result = subprocess.run(
            [str(part) for part in command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env=dict(env) if env is not None else None,
            cwd=cwd,
            timeout=timeout,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise SetupError(f"{what} failed: no answer in {timeout:.0f} s", advice=advice) from error
    except OSError as error:
        raise SetupError(f"{what} failed: {error.strerror or error}", advice=advice) from error
    if result.returncode != 0 and any(sign in result.stdout for sign in FULL):
        raise SetupError(f"{what} failed: the disk is full", advice=MAKE_ROOM)
    if result.returncode != 0:
        raise SetupError(f"{what} failed (exit {result.returncode}):", detail=result.stdout, advice=advice)
    return result.stdout


def digest(*inputs: str | Path) -> str:
    """One hash over texts and the contents of files; a missing file counts as a value of its own."""
    total = hashlib.sha256()
    for item in inputs:
        if isinstance(item, Path):
            content = item.read_bytes() if item.is_file() else b"\0missing"
        else:
            content = item.encode()
        total.update(hashlib.sha256(content).digest())
    return total.hexdigest()


class Stamp:
    """A file that holds the hash of a step's inputs, written when the step has ended well.

    It lies inside what the step makes: who deletes that, deletes the stamp too.
    """

    def __init__(self, path: Path, *inputs: str | Path) -> None:
        self.path, self.inputs = path, inputs

    def fresh(self) -> bool:
        try:
            return self.path.read_text(encoding="ascii").strip() == digest(*self.inputs)
        except OSError:
            return False

    def remove(self) -> None:
        self.path.unlink(missing_ok=True)

    def write(self) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self.path.write_text(digest(*self.inputs) + "\n", encoding="ascii")


@contextmanager
def only_one(path: Path, reporter: Reporter, what: str = "set-up") -> Iterator[None]:
    """Hold a lock, which is a file or a folder, so that two set-ups (or whatever it is) come one after the other. Without file
    locks (Windows): no lock.
    """
    try:
        import fcntl
    except ImportError:
        yield
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(path, os.O_RDONLY if path.is_dir() else os.O_WRONLY | os.O_CREAT, 0o666)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            reporter.say(f"  another {what} is at work in this folder; waiting for it")
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
