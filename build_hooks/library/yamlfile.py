"""One YAML file as plain values, with the place of every value.

Stricter than YAML: no duplicate keys, no aliases (which let a small file grow without end), no tags, no tabs, every key is
text. Dates stay text, so that a file means the same as the JSON made of it. It reads the parser's events and stops at the
first value that is nested too deeply, so that no file can make it slow.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from build_hooks.library.findings import Place
from build_hooks.library.textfile import UnreadableError, place_at, read_text
from build_hooks.library.yamlsyntax import INDENTATION, syntax_problem, unprintable
from cxcore.reading import LARGEST_SHOWN, Fault, Problem, ValuePath, kind_of, quote

MAX_BYTES = 250_000
MAX_DEPTH = 20

_Event = Any  # what an event has depends on its class, which PyYAML's types do not say
_STANDARD = "tag:yaml.org,2002:"
_RESOLVER: Any = yaml.resolver.Resolver()
_WHOLE_NUMBER = re.compile(r"-?(0|[1-9]\d{0,399})", re.ASCII)
_INTEGER = yaml.SafeLoader("")
_COMMENT = re.compile(r" *(#\S+)")
_ITEM = re.compile(r"\n *- ")
_PARSERS = [getattr(yaml, "CSafeLoader", yaml.SafeLoader), yaml.SafeLoader]
"""libyaml is seven times faster; PyYAML's own parser gives the better messages, and is asked where libyaml gives up."""


@dataclass(slots=True)
class YamlFile:
    """What a YAML file holds."""

    value: Any = None
    """None where it could not be read at all; then `problems` says why."""
    places: dict[ValuePath, Place] = field(default_factory=dict)
    """Where each value stands."""
    keys: dict[ValuePath, Place] = field(default_factory=dict)
    """Where the key of each value in a mapping stands."""
    raw: dict[ValuePath, str] = field(default_factory=dict)
    """How each value that YAML does not read as text is written."""
    refused: set[ValuePath] = field(default_factory=set)
    """The values that `problems` speaks of already; None stands in their place."""
    problems: list[tuple[Place, Problem]] = field(default_factory=list)
    """What is wrong with the file itself, and where."""

    def place_of(self, problem: Problem) -> Place:
        """Where a problem stands: its key, its value, or the nearest value around it."""
        if problem.at_key and problem.path in self.keys:
            return self.keys[problem.path]
        path = problem.path
        while path not in self.places and path:
            path = path[:-1]
        return self.places.get(path, Place())

    def explained(self, problem: Problem) -> Problem:
        """The problem, with the quotes that are missing where YAML took a word for something other than text, and with what the
        key 'reviewed' is called now.
        """
        if problem.path == ("reviewed",) and problem.found == "unknown key 'reviewed'":
            return replace(problem, hint="write 'updated', with the day on which the text last changed")
        written = self.raw.get(problem.path)
        if written is None or problem.at_key or problem.fault is Fault.OTHER:
            return problem
        read = self.value
        for part in problem.path:
            read = read[part]
        # "the number 3" says already that 3 is written there.
        plain = str(read).lower() == written and abs(read) <= LARGEST_SHOWN if written else True
        found = kind_of(read) if plain else f"{written}, which YAML reads as {kind_of(read)}"
        if read is None:
            text = problem.fault is Fault.NOT_TEXT
            return replace(problem, found=found, hint=problem.hint or f"write the {'text' if text else 'value'}")
        if problem.of_text is None and problem.fault is not Fault.NOT_TEXT:
            return replace(problem, found=found)
        # What is in quotes is looked at next, and should not be refused again.
        if (complaint := problem.of_text and problem.of_text(written)) is None:
            return replace(problem, found=found, hint=f'put it in quotes: "{written}"')
        _, expected, hint = complaint
        return replace(problem, found=found, expected=expected, hint=hint)

    def follows(self, problem: Problem) -> bool:
        """Whether a problem is only there because its value was refused, which `problems` says already."""
        path = problem.path
        return any(path[:length] in self.refused for length in range(len(path) + (not problem.at_key)))

    def placed(self, problems: Iterable[Problem]) -> list[tuple[Place, Problem]]:
        """All that is wrong with the file: its own problems, and these problems of its values, explained."""
        return [*self.problems, *((self.place_of(p), self.explained(p)) for p in problems if not self.follows(p))]


def read_yaml(path: Path) -> YamlFile:
    """Read the file at `path`. Never raises for what the file holds; `problems` says what is wrong with it. Nobody may change
    what it gives.
    """
    unread = YamlFile()
    try:
        text = read_text(path, MAX_BYTES)
    except UnreadableError as error:
        unread.problems.append((error.place, error.problem))
        return unread
    return _parsed(text)


@lru_cache(maxsize=1000)
def _parsed(text: str) -> YamlFile:
    """What a text holds. While the site is served most files are as they were at the build before."""
    unread = YamlFile()
    if bad := unprintable(text):
        index, found, expected, hint = bad
        unread.problems.append((place_at(text, index), Problem((), found, expected, hint)))
        return unread
    for parser in _PARSERS:
        result = YamlFile()
        try:
            result.value = _Reader(text, result).document(yaml.parse(text, Loader=parser))
            return result
        except _TooDeepError as error:
            result.problems.append(error.problem)
            return result
        except yaml.YAMLError as error:
            where, problem = syntax_problem(error, text)
            unread.problems = [*result.problems, (Place(*where), problem)]
    return unread


def _place(event: _Event) -> Place:
    return Place(event.start_mark.line + 1, event.start_mark.column + 1)


class _TooDeepError(Exception):
    def __init__(self, place: Place, path: ValuePath) -> None:
        found = f"values nested more than {MAX_DEPTH} deep"
        self.problem = (place, Problem(path, found, "fewer levels", "look at the brackets and the indentation"))


class _Reader:
    """The events of one document as plain values; what is not allowed becomes a problem, and None."""

    def __init__(self, text: str, result: YamlFile) -> None:
        self._text, self._result = text, result

    def document(self, events: Iterator[_Event]) -> Any:
        """The value of the only document."""
        self._events = events
        value: Any = None
        count = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                count += 1
                if count > 1:
                    self._problem(
                        _place(event), (), "a second document ('---')", "one document a file", "take the line out"
                    )
                    return value
            elif not isinstance(event, yaml.StreamStartEvent | yaml.DocumentEndEvent | yaml.StreamEndEvent):
                value = self._value(event, ())
        if not count:
            self._problem(Place(), (), "an empty file", "keys and values")
        return value

    def _problem(
        self, place: Place, path: ValuePath, found: str, expected: str, hint: str = "", at_key: bool = False
    ) -> None:
        self._result.problems.append((place, Problem(path, found, expected, hint, at_key)))

    def _refuse(self, event: _Event, path: ValuePath, found: str, expected: str, hint: str) -> None:
        self._result.refused.add(path)
        self._problem(_place(event), path, found, expected, hint)

    def _value(self, event: _Event, path: ValuePath) -> Any:
        self._result.places[path] = _place(event)
        if len(path) > MAX_DEPTH:
            raise _TooDeepError(_place(event), path)
        if isinstance(event, yaml.AliasEvent):
            return self._refuse(
                event, path, f"the alias '*{event.anchor}'", "the value itself", "put text in quotes, or write it out"
            )
        value: Any
        if isinstance(event, yaml.MappingStartEvent):
            value = dict(self._pairs(path))
        elif isinstance(event, yaml.SequenceStartEvent):
            value = []
            while not isinstance(inner := next(self._events), yaml.SequenceEndEvent):
                value.append(self._value(inner, (*path, len(value))))
        else:
            value = self._scalar(event, path)
        if event.anchor is not None:
            return self._refuse(
                event, path, f"the anchor '&{event.anchor}'", "the value alone", "put text in quotes, or take it out"
            )
        if event.tag is not None:
            tag = event.tag.replace(_STANDARD, "!!")
            return self._refuse(
                event, path, f"the tag {quote(tag)}", "the value alone", "put text in quotes, or take it out"
            )
        return value

    def _scalar(self, event: _Event, path: ValuePath) -> Any:
        text: str = event.value
        if not event.implicit[0] or event.tag is not None:
            return text  # in quotes, or a block of text
        tag = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False)).removeprefix(_STANDARD)
        if tag in ("str", "timestamp", "merge", "value"):
            self._check_whole(event, path)
            return text
        self._result.raw[path] = text
        if tag == "null":
            return self._check_whole(event, path)
        if tag == "bool":
            return text.lower() in ("yes", "true", "on")
        if tag == "int" and not _WHOLE_NUMBER.fullmatch(text):
            few = len(text) < 100
            number = f"the number {_INTEGER.construct_yaml_int(yaml.ScalarNode('', text))}" if few else "a number"
            found = f"{quote(text)[1:-1]}, which YAML reads as {number}"
            return self._refuse(event, path, found, "a number in plain digits, or text in quotes", "put it in quotes")
        return int(text) if tag == "int" else float("nan")  # no file needs a broken number; its value does not matter

    def _check_whole(self, event: _Event, path: ValuePath) -> None:
        """A text without quotes must be all that stands there.

        `CX #1 in town` silently loses `#1 in town`, which YAML takes as a comment; a list item that is indented too far is
        silently taken as part of the one before.
        """
        start, end = event.start_mark.index, event.end_mark.index
        if comment := _COMMENT.match(self._text, end):
            found = f"{quote(comment[1])}, which YAML takes as a comment"
            self._refuse(
                event,
                path,
                found,
                "text to the end of the line",
                "put the whole text in quotes, or a space after the #",
            )
        elif item := _ITEM.search(self._text, start, end):
            self._result.refused.add(path)
            place = place_at(self._text, item.end() - 2)
            self._problem(place, path, "a '- ' in the middle of a text", *INDENTATION)

    def _pairs(self, path: ValuePath) -> Iterator[tuple[str, Any]]:
        """The keys of a mapping that stand there for the first time, with their values."""
        first: dict[str, Place] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            place = _place(event)
            if not isinstance(event, yaml.ScalarEvent):
                self._value(event, (*path, "?"))
                self._skip((*path, "?"))
                self._problem(
                    place, path, "a key that is not text", "a key, a colon, a space and a value", "put it in quotes"
                )
            elif (key := event.value) == "<<":
                self._skip((*path, key))
                self._problem(place, path, "the merge key '<<'", "the keys themselves", "write them out")
            elif not key.strip():
                self._skip((*path, key))
                self._problem(
                    place, path, "a colon without a key", "a key, a colon, a space and a value", "write the key"
                )
            elif key in first:
                self._skip((*path, key))
                found = f"the key {quote(key)} a second time (first in line {first[key].line})"
                self._problem(place, (*path, key), found, "each key once", "take one of them out", True)
            else:
                first[key] = self._result.keys[*path, key] = place
                yield key, self._value(next(self._events), (*path, key))

    def _skip(self, path: ValuePath) -> None:
        """Pass over the value of a key that is not used, but keep what is wrong in it."""
        kept, self._result = self._result, YamlFile()
        self._value(next(self._events), path)
        kept.problems += self._result.problems
        self._result = kept
