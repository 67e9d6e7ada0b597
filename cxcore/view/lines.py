"""What the printers of text share."""

from __future__ import annotations

import re

_OBEYED = re.compile("[\x80-\x9f\u202a-\u202e\u2066-\u2069]")
"""Control characters of the second set, which a terminal takes for commands, and those that turn the direction of what follows.

Those of the first set are in no input that is read.
"""


def one_line(text: str) -> str:
    """A text without its line breaks, as it can stand in a line or a cell."""
    return harmless(" ".join(text.split()))


def kept_lines(text: str) -> list[str]:
    """The lines of a text that somebody wrote in several, each as `one_line` gives it; those without a word are left out.

    >>> kept_lines("Handbook,  March\\n\\nsecond line")
    ['Handbook, March', 'second line']
    """
    return [line for line in map(one_line, text.splitlines()) if line]


def harmless(text: str) -> str:
    """A text in which characters that are obeyed rather than shown are written as escapes.

    >>> harmless("a\\u202eb")
    'a\\\\u202eb'
    """
    return _OBEYED.sub(lambda found: repr(found[0])[1:-1], text)
