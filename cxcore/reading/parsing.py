"""Strict reading of plain values (as from JSON or YAML) into frozen dataclasses, and back.

A dataclass is the only definition of a format: its field names are the keys, its type hints and the rules in
`Annotated[...]` say what a value must be, a default makes a key optional. `decode` reports every problem of a tree, with
paths; `encode` is its inverse and leaves out what equals its default; `build_hooks.library.schema` makes a JSON Schema of
the same definitions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, dataclass, fields, is_dataclass, replace
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache, partial
from types import NoneType, UnionType
from typing import Annotated, Any, Protocol, Union, get_args, get_origin, get_type_hints

from cxcore.reading.errors import Complaint, Fault, InputError, Problem, ValuePath, did_you_mean, nearest, one_of

type Reader = Callable[[object, ValuePath, list[Problem]], Any]
"""Reads a value at a path, as `decode` does."""


class Rule(Protocol):
    """Something that a value of the right type must also satisfy."""

    def check(self, value: Any) -> Iterator[Complaint]: ...


@dataclass(frozen=True, slots=True)
class Text:
    """Text that says something: not blank (unless `blank`), no control characters, at most so many words and characters."""

    max_words: int | None = None
    max_length: int = 4000
    blank: bool = False

    def check(self, value: str) -> Iterator[Complaint]:
        if not self.blank and not value.strip():
            yield "empty text", "text", ""
        if len(value) > self.max_length:
            yield f"text of {len(value)} characters", f"at most {self.max_length}", "shorten it"
        elif self.max_words is not None and (words := len(value.split())) > self.max_words:
            yield f"text of {words} words", f"at most {self.max_words}", "shorten it"
        if not value.isprintable() and (bad := re.search(_CONTROL, value)):
            yield f"the control character U+{ord(bad[0]):04X}", "printable text", "take it out"


@dataclass(frozen=True, slots=True)
class Pattern:
    """Text of a form; `form` says it in words, with an example, and `near` makes a text of it that may be what was meant."""

    regex: str
    form: str
    near: Callable[[str], str] | None = None

    def check(self, value: str) -> Iterator[Complaint]:
        if not self._fits(value):
            near = self.near(value[:200]) if self.near is not None else ""
            yield quote(value), self.form, f"did you mean '{near}'?" if self._fits(near) else ""

    def _fits(self, value: str) -> bool:
        return len(value) <= 200 and re.fullmatch(self.regex, value, re.ASCII) is not None


@dataclass(frozen=True, slots=True)
class Between:
    """A whole number from `low` to `high`, both included."""

    low: int
    high: int

    def check(self, value: int) -> Iterator[Complaint]:
        if not self.low <= value <= self.high:
            shown = str(value) if abs(value) < LARGEST_SHOWN else "a number far too large"
            yield shown, f"a whole number from {self.low} to {self.high}", ""


@dataclass(frozen=True, slots=True)
class Items:
    """A list or mapping with so many entries."""

    low: int
    high: int = 1000

    def check(self, value: Any) -> Iterator[Complaint]:
        if len(value) < self.low:
            yield _count(len(value)), f"at least {self.low}", ""
        elif len(value) > self.high:
            yield _count(len(value)), f"at most {self.high}", ""


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """A day that exists, written year-month-day."""

    form = "a date as year-month-day, such as '2026-11-21'"

    def check(self, value: str) -> Iterator[Complaint]:
        try:
            real = re.fullmatch(r"\d{4}-\d\d-\d\d", value, re.ASCII) and date.fromisoformat(value)
        except ValueError:
            real = None
        if not real:
            yield quote(value), self.form, ""


def name_key(name: str) -> str:
    """What two spellings of a person's or a group's name have in common: not their case, their spaces, or how accents are put together.

    >>> name_key(" Ren\u00e9e  M\u00fcller") == name_key("rene\u0301e mu\u0308ller")
    True
    """
    return " ".join(unicodedata.normalize("NFKC", name.casefold()).split())


def kebab(text: str) -> str:
    """The id that is made of a text: its letters without accents and its digits, in small letters, joined by hyphens.

    >>> kebab("Ad hoc"), kebab("Café & Bar")
    ('ad-hoc', 'cafe-bar')
    """
    plain = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def near_id(text: str, ids: Iterable[str]) -> bool:
    """Whether one of `ids`, which is not in kebab case, would be `text` if it were: then it is the id that wants mending."""
    return any(one is not INVALID and one != text and kebab(one) == text for one in ids)


def _three_numbers(text: str) -> str:
    """The version that a text with fewer numbers, or with zeros before them, may mean."""
    numbers = re.findall(r"\d+", text, re.ASCII)[:3]
    return ".".join([number.lstrip("0") or "0" for number in numbers] + ["0"] * (3 - len(numbers))) if numbers else ""


Identifier = Annotated[str, Pattern(r"[a-z0-9]+(-[a-z0-9]+)*", "an id in kebab case, such as 'basic-training'", kebab)]
Version = Annotated[
    str,
    Pattern(
        r"(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})\.(0|[1-9]\d{0,5})",
        "a version of three numbers, such as '1.0.0'",
        _three_numbers,
    ),
]
Date = Annotated[str, CalendarDay()]
Prose = Annotated[str, Text()]

# Compiled when first wanted: in a browser that takes a millisecond each.
_CONTROL = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u2028\u2029\ufffe\uffff]|[\ud800-\udfff]"
_FRACTION = r"\d{1,9}/[1-9]\d{0,8}|\d{1,9}"
_LONG_FRACTION = r"(\d+)/0*([1-9]\d*)|(\d+)"
_DECIMAL = r"(\d{0,20})[.,](\d{1,40})( ?%)?|(\d{1,3}) ?%"
_A_FRACTION = 'a fraction in quotes, such as "1/2"'


class _Invalid:
    """What stands in for a value that could not be read, so that checks between the other values can still be made.

    It is empty, and so is everything in it: a check that walks through it finds nothing to complain of.
    """

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return self

    def __iter__(self) -> Iterator[Any]:
        return iter(())

    def __len__(self) -> int:
        return 0


INVALID: Any = _Invalid()
"""The one value of its kind: `value is INVALID` says that a value could not be read."""


MAX_HINTS = 100
"""Unknown keys after so many get no hint: looking for the nearest name takes time."""

LARGEST_SHOWN = 10**12
"""A whole number further from 0 is called a number and not shown: one of thousands of digits cannot be printed."""


def quote(value: str) -> str:
    """A value as shown in a message: in quotes, on one line, cut where it is long."""
    text = repr(value)
    return text if len(text) <= 62 else text[:60] + "…'"


def kind_of(value: object) -> str:
    """What a plain value is, in words for people who do not program."""
    match value:
        case None:
            return "nothing"
        case bool():
            return f"the truth value {str(value).lower()}"
        case int() | float():
            return f"the number {value}" if isinstance(value, int) and abs(value) <= LARGEST_SHOWN else "a number"
        case str():
            return f"the text {quote(value)}"
        case list() | tuple():
            return "a list"
        case Mapping():
            return "a mapping of keys to values"
        case _:
            return f"a value of type {type(value).__name__}"


def from_plain[T](cls: type[T], value: object) -> T:
    """Read `value` as `cls`. Raises InputError with every problem found."""
    problems: list[Problem] = []
    result = decode(cls, value, (), problems)
    if problems:
        raise InputError(problems)
    return result  # type: ignore[no-any-return]


def told_once(decoded: Sequence[Problem], checked: Iterable[Problem]) -> list[Problem]:
    """The problems that `decode` found and those that a check between the values found besides.

    Of a place that both speak of, the check's are kept alone: it knows what could stand there, not only in what form.
    """
    checked = list(checked)
    places = {(problem.path, problem.at_key) for problem in checked}
    return [*(p for p in decoded if (p.path, p.at_key) not in places), *checked]


def decode(hint: Any, value: object, path: ValuePath, problems: list[Problem]) -> Any:
    """Read `value` as the type `hint`; append what is wrong to `problems`.

    Where problems were added the result serves for further checks alone: INVALID stands for what could not be read.
    """
    return _reader(hint)(value, path, problems)


@cache
def _reader(hint: Any) -> Reader:
    """What reads a value of a type. A type is looked into once, however many values of it there are."""
    hint, rules = _bare(hint)
    bare = _bare_reader(hint)
    if not rules:
        return bare

    def read(value: object, path: ValuePath, problems: list[Problem]) -> Any:
        result = bare(value, path, problems)
        if result is INVALID:
            if problems[-1].fault is Fault.NOT_TEXT and problems[-1].path == path:
                problems[-1] = _text_of_a_form(problems[-1], rules)
            return INVALID
        for rule in rules:
            problems.extend(Problem(path, *complaint) for complaint in rule.check(result))
        return result

    return read


def _text_of_a_form(problem: Problem, rules: tuple[Rule, ...]) -> Problem:
    """The problem of a value that is no text, which says too what form the text should have."""

    def complaint(text: str) -> Complaint | None:
        return next((found for rule in rules for found in rule.check(text)), None)

    form = next((rule.form for rule in rules if isinstance(rule, Pattern | CalendarDay)), problem.expected)
    return replace(problem, expected=form, of_text=complaint)


def _not_a_fraction(text: str) -> Complaint | None:
    """What is wrong with the text of a fraction; None where nothing is."""
    if re.fullmatch(_FRACTION, text, re.ASCII):
        return None
    if (long := re.fullmatch(_LONG_FRACTION, text, re.ASCII)) and (
        digits := max(len(part) for part in long.groups() if part)
    ) > 9:
        return f"a fraction with a number of {digits} digits", "at most 9 digits each", "use smaller numbers"
    found, hint = quote(text), ""
    if (decimal := re.fullmatch(_DECIMAL, text, re.ASCII)) is not None:
        percent = bool(decimal[3] or decimal[4])
        number = Fraction(decimal[4] or f"{decimal[1] or 0}.{decimal[2]}") / (100 if percent else 1)
        near = number.limit_denominator(1000)
        hint = f'did you mean "{near.numerator}/{near.denominator}"?'
    return f"the text {found}", _A_FRACTION, hint


def _bare_reader(hint: Any) -> Reader:
    """What reads a value of a type that has no rules. Raises TypeError for a type that no file has."""
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        return _reader(next(each for each in arguments if each is not NoneType))
    if is_dataclass(hint):
        return partial(_read_dataclass, hint)
    if origin is tuple:
        return partial(_read_list, arguments[0])
    if origin is Mapping:
        return partial(_read_mapping, *arguments)
    if hint is Fraction:
        return _read_fraction
    if isinstance(hint, type) and issubclass(hint, Enum):
        return partial(_read_choice, {member.value: member for member in hint})
    if hint in _PLAIN:
        return partial(_read_plain, *_PLAIN[hint])
    raise TypeError(f"no rule for reading {hint!r}")


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


_PLAIN: dict[Any, tuple[Callable[[object], bool], str, Fault]] = {
    int: (_is_number, "a whole number", Fault.WRONG_TYPE),
    bool: (lambda value: isinstance(value, bool), "true or false", Fault.WRONG_TYPE),
    str: (lambda value: isinstance(value, str), "text", Fault.NOT_TEXT),
}


def _read_plain(
    fits: Callable[[object], bool], expected: str, fault: Fault, value: object, path: ValuePath, problems: list[Problem]
) -> Any:
    return value if fits(value) else _wrong(value, expected, path, problems, fault)


def _read_list(hint: Any, value: object, path: ValuePath, problems: list[Problem]) -> Any:
    if not isinstance(value, list | tuple):
        return _wrong(value, "a list", path, problems)
    read = _reader(hint)
    return tuple(read(item, (*path, i), problems) for i, item in enumerate(value))


def _read_mapping(of_key: Any, of_item: Any, value: object, path: ValuePath, problems: list[Problem]) -> Any:
    if not isinstance(value, Mapping):
        return _wrong(value, "a mapping of keys to values", path, problems)
    result = {}
    for key, item in value.items():
        before = len(problems)
        decode(of_key, key, (*path, str(key)), problems)
        problems[before:] = [
            Problem(p.path, f"the key {quote(str(key))}", p.expected, p.hint, True) for p in problems[before:]
        ]
        result[key] = decode(of_item, item, (*path, str(key)), problems)
    return result


def _read_fraction(value: object, path: ValuePath, problems: list[Problem]) -> Any:
    if not isinstance(value, str):
        problem = Problem(path, kind_of(value), _A_FRACTION, fault=Fault.WRONG_TYPE, of_text=_not_a_fraction)
        problems.append(problem)
        return INVALID
    if complaint := _not_a_fraction(value):
        problems.append(Problem(path, *complaint))
        return INVALID
    return Fraction(value)


def _read_choice(choices: Mapping[str, Enum], value: object, path: ValuePath, problems: list[Problem]) -> Any:
    if not isinstance(value, str):
        return _wrong(value, one_of([*choices]), path, problems)
    if value not in choices:
        problems.append(Problem(path, quote(value), one_of([*choices]), did_you_mean(value, [*choices])))
        return INVALID
    return choices[value]


def _wrong(
    value: object, expected: str, path: ValuePath, problems: list[Problem], fault: Fault = Fault.WRONG_TYPE
) -> Any:
    """INVALID, for a value of another type than expected."""
    problems.append(Problem(path, kind_of(value), expected, fault=fault))
    return INVALID


@cache
def _readers(cls: Any) -> dict[str, tuple[Reader, bool]]:
    """What reads each key of a dataclass, and whether the key has to be there."""
    return {
        name: (_reader(hint), field.default is MISSING and field.default_factory is MISSING)
        for name, (field, hint) in members(cls).items()
    }


def _read_dataclass(cls: Any, value: object, path: ValuePath, problems: list[Problem]) -> Any:
    if not isinstance(value, Mapping):
        return _wrong(value, "a mapping of keys to values", path, problems)
    readers = _readers(cls)
    meant = _unknown_keys([str(key) for key in value if key not in readers], list(readers), value, path, problems)
    arguments = {}
    for name, (read, required) in readers.items():
        if name in value:
            arguments[name] = read(value[name], (*path, name), problems)
        elif required:
            if name not in meant:
                problems.append(Problem(path, f"no '{name}'", f"the key '{name}'", "add it"))
            arguments[name] = INVALID
    return cls(**arguments)


def _unknown_keys(
    unknown: list[str], names: list[str], value: Mapping[Any, Any], path: ValuePath, problems: list[Problem]
) -> set[str]:
    """Report the keys that are unknown. Gives the names that they seem to mean, which are not to be reported as missing."""
    meant = set[str]()
    if not unknown:
        return meant
    missing = [name for name in names if name not in value]
    for i, key in enumerate(unknown):
        near = (nearest(key, missing) or nearest(key, names)) if i < MAX_HINTS else None
        meant.add(near or "")
        fix = f"did you mean '{near}'?" if near else ""
        problems.append(Problem((*path, key), f"unknown key {quote(key)}", one_of(names), fix, at_key=True))
    return meant


def encode(value: object, as_: Any = None) -> Any:
    """`value` as plain values for JSON. Fractions become "n/d", fields that equal their default are left out.

    With `as_`, a dataclass that `value` extends, only the fields of that base are written, all the way down.
    """
    if as_ is None:
        as_ = type(value)
    as_, _ = _bare(as_)
    if get_origin(as_) in (Union, UnionType):
        as_, _ = _bare(next(arg for arg in get_args(as_) if arg is not NoneType))
    match value:
        case Fraction():
            return f"{value.numerator}/{value.denominator}"
        case Enum():
            return value.value
        case tuple() | list():
            item = get_args(as_)[0] if get_args(as_) else None
            return [encode(entry, item) for entry in value]
        case Mapping():
            item = get_args(as_)[1] if get_args(as_) else None
            return {key: encode(entry, item) for key, entry in value.items()}
    if is_dataclass(value):
        return {
            name: encode(getattr(value, name), hint)
            for name, (field, hint) in members(as_).items()
            if getattr(value, name) != _default(field)
        }
    return value


def restored[T](cls: type[T], value: Any) -> T:
    """What was given to `encode`, from what that gave. Nothing is checked: it is for what this project has written of what it had
    checked, and that has come as it was written.
    """
    made: T = _restore_dataclass(cls, value)
    return made


@cache
def _restorer(hint: Any) -> Callable[[Any], Any] | None:
    """What makes a value of a type of its plain value; None for a type whose values are plain."""
    hint, _ = _bare(hint)
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        some: Any = _restorer(next(each for each in arguments if each is not NoneType))
        return some and (lambda value: None if value is None else some(value))
    if is_dataclass(hint):
        return partial(_restore_dataclass, hint)
    if origin is tuple:
        item: Any = _restorer(arguments[0])
        return tuple if item is None else lambda value: tuple(map(item, value))
    if origin is Mapping:
        item = _restorer(arguments[1])
        return item and (lambda value: {key: item(entry) for key, entry in value.items()})
    if hint is Fraction or (isinstance(hint, type) and issubclass(hint, Enum)):
        return hint
    return None


def _restore_dataclass(cls: Any, value: Mapping[str, Any]) -> Any:
    made = dict(value)
    for name, restore in _restorers(cls).items():
        if name in made:
            made[name] = restore(made[name])
    return cls(**made)


@cache
def _restorers(cls: Any) -> dict[str, Callable[[Any], Any]]:
    """What makes the values of those keys of a dataclass that are not plain."""
    found = {name: _restorer(hint) for name, (_, hint) in members(cls).items()}
    return {name: restore for name, restore in found.items() if restore is not None}


@cache
def members(cls: Any) -> dict[str, tuple[Field[Any], Any]]:
    """The keys of a dataclass, in order: name to (field, type hint with its rules)."""
    hints = get_type_hints(cls, include_extras=True)
    return {field.name: (field, hints[field.name]) for field in fields(cls) if field.init}


def _bare(hint: Any) -> tuple[Any, tuple[Rule, ...]]:
    """A type hint without its Annotated, and the rules that stood there."""
    if get_origin(hint) is Annotated:
        inner, *rules = get_args(hint)
        return inner, tuple(rules)
    return hint, ()


def _default(field: Field[Any]) -> Any:
    if field.default_factory is not MISSING:
        return field.default_factory()
    return INVALID if field.default is MISSING else field.default


def _count(number: int) -> str:
    return "no entries" if number == 0 else "1 entry" if number == 1 else f"{number} entries"
