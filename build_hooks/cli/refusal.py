"""What stops a command: one clear line for each problem of the input."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

import typer

from build_hooks.library.findings import LoadError
from cxcore.reading import InputError, Problem, ValuePath, printable

LONGEST = 1200
"""Characters of a line that tells a problem; an input may have keys of any length."""

MOST = 100
"""Problems of one input that are listed; nobody mends fifty thousand by hand."""


class Refusal(Exception):
    """The input has problems; `lines` says what they are, one line each. The command ends with exit code 1."""

    def __init__(self, *lines: str) -> None:
        self.lines = tuple(map(clear, lines))
        super().__init__("\n".join(self.lines))


def clear(line: str) -> str:
    """A line that can be printed: on one line, and not endless."""
    return printable(line if len(line) <= LONGEST else line[:LONGEST] + "…")


def refuse(name: str, problems: Sequence[Problem]) -> None:
    """Raise Refusal for the problems of the input called `name`, if there are any. After `MOST` they are counted."""
    if problems:
        more = len(problems) - MOST
        rest = [f"{name}: and {more:,} more problem{'s' if more > 1 else ''}"] if more > 0 else []
        raise Refusal(*(f"{name}: {problem}" for problem in problems[:MOST]), *rest)


@contextmanager
def about(name: str, told: Collection[ValuePath] = ()) -> Iterator[None]:
    """Inside, problems of values are problems of the input called `name`. Those of the places `told` were told already."""
    try:
        yield
    except InputError as error:
        refuse(name, [problem for problem in error.problems if problem.path not in told])
        raise Refusal() from None


def note(line: str) -> None:
    """Say something on standard error that is no reason to stop."""
    typer.echo(clear(line), err=True)


class Collector:
    """Gathers the problems of several inputs, so that nobody mends them one at a time."""

    def __init__(self) -> None:
        self._lines: list[str] = []

    @property
    def empty(self) -> bool:
        """Whether there was no problem so far."""
        return not self._lines

    @contextmanager
    def one(self) -> Iterator[None]:
        """Inside, a refusal is noted, and the next input can be looked at."""
        try:
            yield
        except (Refusal, LoadError) as error:
            self._lines += [line for line in lines_of(error) if line not in self._lines]

    def finish(self) -> None:
        """Raise Refusal if there was any problem."""
        if self._lines:
            raise Refusal(*self._lines)


def lines_of(error: Refusal | LoadError | InputError) -> Iterable[str]:
    """The lines to print for what stopped a command."""
    match error:
        case Refusal():
            return error.lines
        case LoadError():
            return tuple(clear(str(finding)) for finding in error.findings)
        case InputError():
            return tuple(clear(str(problem)) for problem in error.problems)
