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

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|[\[\]{}]', re.DOTALL)


def loads(text: str) -> Any:
    """The value of a JSON text. Raises InputError for text that is too long, malformed, too deep, or repeats a key."""
    if len(text) > MAX_CHARACTERS:
        raise _refusal(f"a file of {len(text):,} characters", f"at most {MAX_CHARACTERS:,}")
    if _too_deep(text):
        raise _refusal("values nested too deeply", "a JSON file as it was downloaded")
    try:
        return json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_object, parse_constant=_constant)
    except json.JSONDecodeError as error:
        found = f"text that is not JSON ({error.msg.lower()} at line {error.lineno}, column {error.colno})"
        raise _refusal(found, "a JSON file", "choose the file that was downloaded, unchanged") from None
    except InputError:
        raise
    except ValueError:
        raise _refusal("a number with too many digits", "a JSON file as it was downloaded") from None


def dumps(value: object, *, indent: int | None = None) -> str:
    """`value` as JSON: keys in the order given, text unescaped, a line feed at the end where it is indented."""
    separators = (",", ":") if indent is None else (",", ": ")
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, indent=indent, separators=separators)
    return text if indent is None else text + "\n"


def _too_deep(text: str) -> bool:
    if text.count("[") + text.count("{") <= MAX_DEPTH:
        return False
    depth = 0
    for token in _TOKEN.finditer(text):
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
