"""JSON text in and out: strict reading with one clear problem, canonical writing."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

from cxcore.reading.errors import InputError, Problem

MAX_CHARACTERS = 2_000_000
"""Longer texts are refused unread. An assessment with 500 full evidence notes is shorter."""

MAX_DEPTH = 50
"""Deeper values are refused unread: a browser's stack ends, and the scorer with it, before Python's own limit is met."""

_TOKEN = r'(?s)"(?:[^"\\]|\\.)*"?|[\[\]{}]'


def loads(text: str) -> Any:
    """The value of a JSON text. Raises InputError for text that is too long, malformed, too deep, or repeats a key."""
    if len(text) > MAX_CHARACTERS:
        raise _refusal(f"a file of {len(text):,} characters", f"at most {MAX_CHARACTERS:,}")
    if _too_deep(text):
        raise _refusal("values nested too deeply", "a file of answers as it was downloaded")
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        raise _refusal(*_slip(error.msg, error.doc, error.pos)) from None
    except InputError:
        raise
    except ValueError:
        raise _refusal("a number with too many digits", "a file of answers as it was downloaded") from None


_UNCHANGED = ("a file of answers", "choose the file that was downloaded, unchanged")
_QUOTES = 'straight double quotes: "'
_SLIPS = {
    "Expecting ':' delimiter": ("no colon after the key at {at}", "a key, a colon and a value", ""),
    "Invalid control character at": ("a line break or tab within a text at {at}", r"\n or \t in its place", ""),
    "Invalid \\escape": ("a backslash within a text at {at}", r"\\ for one backslash", ""),
    "Invalid \\uXXXX escape": ("\\u without four digits at {at}", "a character in plain text", ""),
    "Unterminated string starting at": ("a quote that is not closed at {at}", "a closing quote", ""),
    "Extra data": ("more text after its end at {at}", "nothing there", "take it out"),
    "Illegal trailing comma before end of object": ("a comma after the last entry at {at}", "none", "take it out"),
    "Illegal trailing comma before end of array": ("a comma after the last entry at {at}", "none", "take it out"),
}  # fmt: skip
"""What Python says of a slip, in words for people who edit a file by hand."""


def _slip(said: str, text: str, position: int) -> tuple[str, str, str]:
    """What was found, what was expected and the nearest fix, where Python could not read on at a position of a text."""
    said = said.removesuffix(": ")
    at = _place(text, position)
    before, after = text[:position].rstrip(), text[position:]
    if not text.strip():
        return "an empty file", *_UNCHANGED
    if not before:
        return f"a file of another kind, which begins with {after.lstrip()[:1]!r}", *_UNCHANGED
    if not after.strip() and said.startswith("Expecting"):
        return (
            f"a file that ends at {at}, before its last bracket is closed",
            "the whole file",
            "look whether its end was cut off",
        )
    what, expected, hint = _slip_by_hand(said, text, position)
    return f"text that is not JSON ({what})", expected, hint


def _slip_by_hand(said: str, text: str, position: int) -> tuple[str, str, str]:
    at = _place(text, position)
    before, after = text[:position].rstrip(), text[position:]
    if said == "Expecting ',' delimiter":
        end = _place(text, len(before))
        quoted = before[-1] == '"' and after[:1].isalpha()
        hint = r"add it, or write a quote within a text as \"" if quoted else "add it"
        return f"no comma at {end}", "a comma between two entries", hint
    if after.startswith(("'", "\u2018", "\u201c", "\u201e")):
        return f"a quote of another kind at {at}", _QUOTES, ""
    if said == "Expecting property name enclosed in double quotes":
        return f"a key without double quotes at {at}", _QUOTES, ""
    if said == "Expecting value":
        if word := re.match(r"(True|False|None)\b", after):
            return f"{word[0]} at {at}", {"True": "true", "False": "false", "None": "null"}[word[0]], ""
        return f"no value at {at}", "text in double quotes, a number, true, false, null, a list or an object", ""
    if said in _SLIPS:
        what, expected, hint = _SLIPS[said]
        return what.format(at=at), expected, hint
    return f"{said.lower()} at {at}", *_UNCHANGED


def _place(text: str, position: int) -> str:
    """The place of a character, as editors count."""
    line = text.count("\n", 0, position) + 1
    return f"line {line}, column {position - text.rfind('\n', 0, position)}"


def dumps(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON: keys in the order given, text unescaped, a line feed at the end where it is indented."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return text if indent is None else text + "\n"


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for token in re.finditer(_TOKEN, text):
        if token[0] in "[{":
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif token[0] in "]}":
            depth -= 1
    return False


def _object(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key, value in pairs:
        if key in result:
            raise _refusal(f"the key {key[:60]!r} twice in one object", "each key once", "take one of them out")
        result[key] = value
    return result


def _constant(name: str) -> Any:
    raise _refusal(f"the value {name}", "a number")


def _refusal(found: str, expected: str, hint: str = "") -> InputError:
    return InputError([Problem((), found, expected, hint)])
