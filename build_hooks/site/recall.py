"""What functions gave, kept from one build to the next while the site is served, so that an edit costs what it changes.

Only a function that reads nothing but its arguments, and objects that do not change while a build lasts, may be asked here: then it
gives the same for the same, and nothing has to say on what a page hangs, which could be said wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from hashlib import sha256
from typing import Any

LONG = 1000
"""Letters from which on it is remembered what an object prints."""
NAMELESS = " at 0x"
"""What is printed of an object that does not say what it holds, but where it is."""


class Recall:
    """The results of functions by their arguments, which are the same where they print the same: types, and the order of keys, count.

    Call it as `recall(function, *arguments)`. Until `begin` is called for the first time it keeps nothing.
    """

    def __init__(self) -> None:
        self._keeps = False
        self._before: dict[Hashable, Any] = {}
        self._now: dict[Hashable, Any] = {}
        self._printed: dict[int, tuple[Any, bytes]] = {}

    def begin(self, known: Iterable[tuple[object, object]]) -> None:
        """Begin a build: what the one before did not ask for is forgotten. Objects that do not print what they hold are `known` by
        something that does.
        """
        self._keeps = True
        self._before, self._now = self._now, {}
        self._printed = {id(each): (each, _digest(repr(held))) for each, held in known}

    def __call__[Result](self, function: Callable[..., Result], *arguments: Any) -> Result:
        """What `function` gives for these arguments. An argument that cannot be told from others has it called each time."""
        if not self._keeps:
            return function(*arguments)
        printed = [self._print(each) for each in arguments]
        if None in printed:
            return function(*arguments)
        key = (function, *printed)
        if key not in self._now:
            self._now[key] = self._before[key] if key in self._before else function(*arguments)
        result: Result = self._now[key]
        return result

    def _print(self, argument: Any) -> bytes | None:
        """A digest of what an object prints; None where that does not say what it holds."""
        found = self._printed.get(id(argument))
        if found is not None and found[0] is argument:
            return found[1]
        text = repr(argument)
        if NAMELESS in text:
            return None
        digest = _digest(text)
        if len(text) >= LONG:
            self._printed[id(argument)] = (argument, digest)
        return digest


NOTHING_KEPT = Recall()
"""What keeps nothing, since no build is begun with it."""


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
