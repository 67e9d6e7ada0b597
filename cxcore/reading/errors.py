"""What is wrong with an input, said once and the same way everywhere.

A `Problem` says where it is, what was found, what was expected and what would mend it. Checks collect every problem that
they find; `InputError` carries them all, so that nobody mends a file one error at a time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

ValuePath = tuple[str | int, ...]
"""The way from the root of a tree of values to one of them: `("stages", 0, "order")`."""

Complaint = tuple[str, str, str]
"""What was found, what was expected, and the nearest fix or an empty text."""


class Fault(Enum):
    """What sort of problem it is, for those who add to it what they know of the file; a message says it to people."""

    OTHER = auto()
    """Nobody needs to tell it from others."""
    WRONG_TYPE = auto()
    """A value of another type than expected; `found` says which it is."""
    NOT_TEXT = auto()
    """The same, where text was expected."""
    DAY_ORDER = auto()
    """A day that can be read in two ways."""
    NUMBER = auto()
    """A number in the place of an answer."""
    DAMAGED = auto()
    """A code that lost or changed something on its way."""
    CUT = auto()
    """The same, where it is known that its end is missing."""
    FOREIGN = auto()
    """A code of a framework that is not at hand."""
    NEWER = auto()
    """A code of a version, of a framework or of the code itself, that is later than what is known here."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong in a tree of values."""

    path: ValuePath
    """Where it is."""
    found: str
    """What was found, a noun phrase without a full stop; where there is `rival`, as far as to the place of that."""
    expected: str
    """What was expected, a noun phrase without a full stop."""
    hint: str = ""
    """The nearest fix, or empty."""
    at_key: bool = False
    """Whether the key itself is wrong, not its value."""
    rival: ValuePath | None = None
    """The place that has already what may be there once only; the message goes on from `found` with it."""
    fault: Fault = Fault.OTHER
    of_text: Callable[[str], Complaint | None] | None = field(default=None, compare=False, repr=False)
    """Where text was expected and something else found: what would be wrong with a text in its place, None where nothing
    would be.
    """

    @property
    def message(self) -> str:
        """The problem without its place: `unknown key 'evidnce'; expected one of …; did you mean 'evidence'?`."""
        return self.told(show_path)

    def told(self, place: Callable[[ValuePath], str]) -> str:
        """The message, where `place` says what people call the place of `rival`, such as the name of a file."""
        found = self.found if self.rival is None else f"{self.found} {place(self.rival)} has already"
        return printable("; ".join(part for part in (found, f"expected {self.expected}", self.hint) if part))

    def under(self, *prefix: str | int) -> Problem:
        """The same problem in a tree that holds this one at `prefix`."""
        rival = None if self.rival is None else (*prefix, *self.rival)
        return replace(self, path=(*prefix, *self.path), rival=rival)

    def __str__(self) -> str:
        return f"{show_path(self.path)}: {self.message}" if self.path else self.message


class InputError(ValueError):
    """An input that cannot be used. `problems` holds every problem found, in the order of the input."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems: tuple[Problem, ...] = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


def show_path(path: ValuePath) -> str:
    """A path as people write it.

    >>> show_path(("stages", 0, "order"))
    'stages[0].order'
    """
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return printable(text)


def printable(text: str) -> str:
    """`text` with what cannot be printed written as an escape: what is wrong may be a line break or half a character.

    >>> printable("a\\nb")
    'a\\\\nb'
    """
    return text if text.isprintable() else "".join(c if c.isprintable() else repr(c)[1:-1] for c in text)


def one_of(choices: Sequence[str]) -> str:
    """The choices as the `expected` part of a problem.

    >>> one_of(["low", "high"])
    "one of 'low', 'high'"
    >>> one_of(["low"])
    "'low'"

    A long list helps nobody; then the hint with the nearest choice has to do.
    """
    if len(choices) > 24:
        return f"one of the {len(choices)} that exist"
    listed = ", ".join(f"'{choice}'" for choice in choices)
    return listed if len(choices) == 1 else f"one of {listed}"


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """The nearest choice as the `hint` part of a problem, or an empty text where none is near.

    >>> did_you_mean("evidnce", ["anchor", "evidence"])
    "did you mean 'evidence'?"
    >>> did_you_mean("Basic Training", ["basic-training"])
    "did you mean 'basic-training'?"
    """
    near = nearest(word, choices)
    return "" if near is None else f"did you mean '{near}'?"


def nearest(word: str, choices: Iterable[str]) -> str | None:
    """The choice that is most like a word, whatever the case of both; None where none is near."""
    from difflib import get_close_matches  # of use only where something is wrong

    folded = {choice.casefold(): choice for choice in choices}
    near = get_close_matches(word[:80].casefold(), folded, n=1)
    return folded[near[0]] if near else None
