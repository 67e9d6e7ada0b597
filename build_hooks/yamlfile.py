"""One YAML file as plain values, with the place of every value.

Stricter than YAML: no duplicate keys, no aliases (which let a small file grow without end), no tags, text keys only. Dates
stay text, so that a file means the same as the JSON made of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cxcore.errors import Path as ValuePath
from cxcore.errors import Problem
from cxcore.parsing import quote

MAX_BYTES = 1_000_000
MAX_DEPTH = 20

_TAGS = {f"tag:yaml.org,2002:{name}": name for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")}
_FRIENDLY = (
    (r"found character '\\t'", "a tab", "spaces", "replace the tab by spaces"),
    (r"mapping values are not allowed", "a second ': ' in a line", "one key and its value", "put the value in quotes"),
    (r"could not find expected ':'", "a line without ': '", "a key, a colon, a space and a value", "look at this line and the one above"),
    (r"expected <block end>", "a line that does not fit the indentation", "the same indentation as its neighbours", "align it"),
    (r"found unexpected end of stream", "a quote that is not closed", "a closing quote", "close it"),
    (r"while scanning a quoted scalar", "a quote that is not closed", "a closing quote", "close it"),
    (r"cannot start any token", "a character that cannot start a value", "text in quotes", "put the value in quotes"),
    (r"undefined alias", "an alias ('*')", "the text itself", "put the value in quotes, or write it out"),
    (r"special characters are not allowed", "a control character", "printable text", "take it out"),
)


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A place in a file, as editors count: lines and columns from 1."""

    line: int = 1
    column: int = 1


@dataclass(slots=True)
class YamlFile:
    """What a YAML file holds. `value` is None where it could not be read at all; then `problems` says why.

    `places` leads from the path of each value to where it stands, `keys` from the path of each value in a mapping to where
    its key stands, `raw` from the path of each value that YAML does not read as text to how it is written.
    """

    value: Any = None
    places: dict[ValuePath, Place] = field(default_factory=dict)
    keys: dict[ValuePath, Place] = field(default_factory=dict)
    raw: dict[ValuePath, str] = field(default_factory=dict)
    problems: list[tuple[Place, Problem]] = field(default_factory=list)

    def place_of(self, problem: Problem) -> Place:
        """Where a problem stands: its key, its value, or the nearest value around it."""
        if problem.at_key and problem.path in self.keys:
            return self.keys[problem.path]
        path = problem.path
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, Place())

    def explained(self, problem: Problem) -> Problem:
        """The problem, with the quotes that are missing where YAML took a word for something other than text."""
        written = self.raw.get(problem.path)
        if written is None or problem.expected != "text" or problem.at_key:
            return problem
        found = f"{written}, which YAML reads as {problem.found}" if written else "nothing"
        return Problem(problem.path, found, "text", f'put it in quotes: "{written}"' if written else "write the text")


def read_yaml(path: Path) -> YamlFile:
    """Read the file at `path`. Never raises for what the file holds; `problems` says what is wrong with it."""
    result = YamlFile()
    text = _decoded(path, result)
    if text is None:
        return result
    try:
        node = _compose(text)
    except yaml.YAMLError as error:
        result.problems.append(_syntax_problem(error))
        return result
    if node is None:
        result.problems.append((Place(), Problem((), "an empty file", "keys and values")))
        return result
    result.value = _value(node, (), result, set())
    return result


def _decoded(path: Path, result: YamlFile) -> str | None:
    def refuse(place: Place, found: str, expected: str, hint: str = "") -> None:
        result.problems.append((place, Problem((), found, expected, hint)))

    try:
        data = path.read_bytes()
    except OSError as error:
        return refuse(Place(), f"a file that cannot be read ({error.strerror})", "a readable file")
    if len(data) > MAX_BYTES:
        return refuse(Place(), f"a file of {len(data):,} bytes", f"at most {MAX_BYTES:,}")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line, column = before.count(b"\n") + 1, error.start - (before.rfind(b"\n") + 1) + 1
        known = "UTF-16 text" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else f"the byte 0x{data[error.start]:02x}"
        return refuse(Place(line, column), f"{known}, which is not UTF-8", "a file in UTF-8", "save it again as UTF-8")


def _compose(text: str) -> yaml.Node | None:
    """The document's node tree. libyaml is seven times faster; PyYAML's own parser gives the better messages."""
    try:
        return yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (yaml.YAMLError, RecursionError):
        try:
            return yaml.compose(text, Loader=yaml.SafeLoader)
        except RecursionError:
            raise yaml.YAMLError("values nested too deeply") from None


def _syntax_problem(error: yaml.YAMLError) -> tuple[Place, Problem]:
    words = " ".join(str(error).split())
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(mark.line + 1, mark.column + 1) if mark else Place()
    for pattern, found, expected, hint in _FRIENDLY:
        if re.search(pattern, words):
            return place, Problem((), found, expected, hint)
    said = getattr(error, "problem", None) or words
    return place, Problem((), f"text that is not YAML ({said})", "YAML", "look at this line and the one above")


def _place(node: yaml.Node) -> Place:
    return Place(node.start_mark.line + 1, node.start_mark.column + 1)


def _value(node: yaml.Node, path: ValuePath, result: YamlFile, seen: set[int]) -> Any:
    """The plain value of a node; what is not allowed becomes a problem and None."""
    place = result.places[path] = _place(node)

    def refuse(found: str, expected: str, hint: str) -> None:
        result.problems.append((place, Problem(path, found, expected, hint)))

    if id(node) in seen:
        return refuse("a value used again through an alias ('&' and '*')", "the value itself", "write it out")
    seen.add(id(node))
    if len(path) > MAX_DEPTH:
        return refuse(f"values nested more than {MAX_DEPTH} deep", "fewer levels", "look at the indentation")
    tag = _TAGS.get(node.tag)
    if tag is None:
        return refuse(f"the tag {quote(node.tag)}", "a plain value", "take the tag out, or put the value in quotes")
    if isinstance(node, yaml.MappingNode):
        return {key: _value(child, (*path, key), result, seen) for key, child in _pairs(node, path, result)}
    if isinstance(node, yaml.SequenceNode):
        return [_value(child, (*path, i), result, seen) for i, child in enumerate(node.value)]
    if tag in ("str", "timestamp"):
        return node.value
    result.raw[path] = node.value
    try:
        return yaml.SafeLoader("").construct_object(node)
    except (ValueError, yaml.YAMLError):
        return refuse(f"{quote(node.value)}, which is no number", "text in quotes or a number", "put it in quotes")


def _pairs(node: yaml.MappingNode, path: ValuePath, result: YamlFile) -> Iterator[tuple[str, yaml.Node]]:
    """The keys of a mapping that are text and stand there for the first time, with their values."""
    first: dict[str, Place] = {}
    for key_node, child in node.value:
        place = _place(key_node)
        if key_node.tag != "tag:yaml.org,2002:str":
            written = key_node.value if isinstance(key_node, yaml.ScalarNode) else "a list or mapping"
            found = f"the key {written}, which YAML does not read as text"
            result.problems.append((place, Problem(path, found, "a key that is text", f'put it in quotes: "{written}"')))
            continue
        key = key_node.value
        if key in first:
            found = f"the key '{key}' a second time (first in line {first[key].line})"
            result.problems.append((place, Problem((*path, key), found, "each key once", "take one of them out", True)))
            continue
        first[key] = place
        result.keys[*path, key] = place
        yield key, child


