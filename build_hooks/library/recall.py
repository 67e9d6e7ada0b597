"""What functions gave, kept from one build to the next while the site is served, so that an edit costs what it changes.

Only a function that reads nothing but its arguments, and objects that do not change while a build lasts, may be asked here: then it
gives the same for the same, and nothing has to say on what a page hangs, which could be said wrongly.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
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
        self._results: dict[Hashable, Any] = {}
        self._asked: set[Hashable] = set()
        self._printed: dict[int, tuple[Any, bytes]] = {}
        self._looked_at: set[int] = set()

    def begin(self) -> None:
        """Begin a build."""
        self._keeps = True
        self._asked.clear()
        self._looked_at.clear()
        self._printed = {key: entry for key, entry in self._printed.items() if _is_frozen(entry[0])}

    def know(self, each: object, held: object) -> None:
        """Tell an object that does not print what it holds by something that does, as long as the build lasts."""
        self._printed[id(each)] = each, _digest(repr(held))

    def end(self) -> None:
        """End a build that went well: what it did not ask for is forgotten."""
        self._results = {key: result for key, result in self._results.items() if key in self._asked}
        self._printed = {key: entry for key, entry in self._printed.items() if key in self._looked_at}

    def __call__[Result](self, function: Callable[..., Result], *arguments: Any) -> Result:
        """What `function` gives for these arguments. An argument that cannot be told from others has it called each time."""
        if not self._keeps:
            return function(*arguments)
        printed = [self._print(each) for each in arguments]
        if None in printed:
            return function(*arguments)
        key = (function, *printed)
        if key not in self._results:
            self._results[key] = function(*arguments)
        self._asked.add(key)
        result: Result = self._results[key]
        return result

    def _print(self, argument: Any) -> bytes | None:
        """A digest of what an object prints; None where that does not say what it holds."""
        self._looked_at.add(id(argument))
        found = self._printed.get(id(argument))
        if found is not None and found[0] is argument:
            return found[1]
        text = repr(argument)
        if NAMELESS in text:
            return None
        digest = _digest(text)
        if len(text) >= LONG:
            self._printed[id(argument)] = argument, digest
        return digest


NOTHING_KEPT = Recall()
"""What keeps nothing, since no build is begun with it."""


def _is_frozen(value: object) -> bool:
    """Whether an object is for good what it is: a frozen dataclass, of which nobody changes a part either."""
    described = getattr(type(value), "__dataclass_params__", None)
    return described is not None and bool(described.frozen)


def _digest(text: str) -> bytes:
    return sha256(text.encode("utf-8", "surrogatepass")).digest()
