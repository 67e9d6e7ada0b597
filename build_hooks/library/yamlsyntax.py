"""What is wrong with a text that is not YAML, in words for people who edit a file on the web."""

from __future__ import annotations

import re

import yaml

from cxcore.reading import Problem

_BAD = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ud800-\udfff]"  # not printable, or a break in YAML alone
    "|[\u200b\u2060\ufeff\u202a-\u202e\u2066-\u2069]"  # not to be seen; some turn the order of letters round
    "|^ *\u00a0"
    "|\t",
    re.MULTILINE,
)

_TEXT = ("text in quotes", "put the whole text in quotes")
INDENTATION = ("the same indentation as its neighbours", "align it")
_CONTEXT = True
"""Whether the fault stands where the parser began to read something, not where it gave up."""

_FRIENDLY: tuple[tuple[str, str, str, str, bool], ...] = (
    (r"while scanning a quoted scalar", "a quote that is not closed", "a closing quote", "close it", _CONTEXT),
    (r"mapping values are not allowed", "a second ': ' in a line", "one key and its value", "put the value in quotes", False),
    (r"found '<stream end>'", "a bracket that is not closed", "a closing bracket", "close it, or put text in quotes", False),
    (r"sequence entries are not allowed", "a list item on the line of its key", "'- ' at the start of a line", "begin a new line", False),
    (
        r"could not find expected ':'|while scanning a simple key",
        "a line without ': '", "a key, a colon, a space and a value", "look at this line and the one above", _CONTEXT,
    ),
    (r"but found ':'", "a colon without a key", "a key, a colon, a space and a value", "write the key", False),
    (r"expected <block end>, but found '<scalar>'", "text after a closing quote", _TEXT[0], "put the whole text in quotes, or close a quote further up", False),
    (r"expected <block end>, but found '[,}\]]'", "a bracket or comma after a closed value", *_TEXT, False),
    (r"expected <block end>", "a line that does not fit the indentation", *INDENTATION, False),
    (r"while parsing a flow (sequence|mapping)", "a bracket that is not closed", "a closing bracket", "close it, or put text in quotes", _CONTEXT),
    (r"cannot start any token|expected the node content|mapping keys are not allowed", "a character that cannot start a value", *_TEXT, False),
    (r"while scanning (an alias|an anchor)", "a '*' or '&' at the start of a value", *_TEXT, _CONTEXT),
    (r"while (scanning|parsing) a (tag|node).*tag|undefined tag handle", "a '!' at the start of a value", *_TEXT, _CONTEXT),
    (r"directive|expected '<document start>'", "text before or after the keys", "keys and values alone", "take it out", False),
    (r"while scanning a block scalar", "a '|' or '>' with text beside it", "the text on the next lines", "put it there, or in quotes", _CONTEXT),
    (r"unknown escape character|expected escape sequence", "a backslash in double quotes", "single quotes", "use single quotes", _CONTEXT),
)  # fmt: skip


def unprintable(text: str) -> tuple[int, str, str, str] | None:
    """The first character that must not be in a file: its index, what was found, what was expected, the fix."""
    bad = _BAD.search(text)
    if bad is None:
        return None
    character = bad[0][-1]
    index = bad.end() - 1
    if character == "\t":
        lines = (
            len({text.count("\n", 0, found.start()) for found in re.finditer("\t", text)})
            if text.count("\t") < 500
            else 500
        )
        found = "a tab" if lines == 1 else f"a tab, and one in {lines - 1} more line{'s' if lines > 2 else ''}"
        return index, found, "spaces", "replace each tab by spaces"
    if character == "\u00a0":
        return index, "a no-break space (U+00A0) in the indentation", "spaces", "type it anew"
    what = (
        "invisible" if (ord(character) > 0x2029 and character < "\ud800") or character in "\u200b\ufeff" else "control"
    )
    return index, f"the {what} character U+{ord(character):04X}", "printable text", "take it out"


def syntax_problem(error: yaml.YAMLError, text: str) -> tuple[tuple[int, int], Problem]:
    """Where `text` stops being YAML, as line and column from 1, and what to do."""
    words = " ".join(str(error).split())
    at, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    place = _from_one(at or began)
    before = text.splitlines()[at.line][: at.column] if at and at.line < len(text.splitlines()) else ""
    if "mapping values are not allowed" in words and ": " not in before:
        found = "a ': ' in a line that continues the one above"
        return place, Problem(
            (), found, "a key, a colon, a space and a value", "look at the indentation, and at the line above"
        )
    if "expected <block end>, but found '<scalar>'" in words and not before.strip():
        return place, Problem((), "a line that does not fit the indentation", *INDENTATION)
    for pattern, found, expected, hint, context in _FRIENDLY:
        if re.search(pattern, words):
            return _from_one(began or at) if context else place, Problem((), found, expected, hint)
    said = getattr(error, "problem", None) or words
    return place, Problem((), f"text that is not YAML ({said})", "YAML", "look at this line and the one above")


def _from_one(mark: yaml.Mark | None) -> tuple[int, int]:
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)
