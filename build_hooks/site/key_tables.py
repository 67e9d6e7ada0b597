"""The tables of a file's keys on hand-written pages, made of the classes that read the file, so that they never drift.

A page asks for one with a line of its own, `<!-- keys: practice -->`, and stays as editable as before. The line may be
indented, as in a box that opens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, is_dataclass
from enum import Enum
from html import escape
from textwrap import indent
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from build_hooks.library.docstrings import about_fields
from build_hooks.library.guides import Circumstance, Template
from build_hooks.library.records import Metric, PracticeRecord, StageRecord
from cxcore.reading import Between, CalendarDay, Items, Text, members, one_of

TABLES: Mapping[str, type] = {
    "practice": PracticeRecord,
    "stage": StageRecord,
    "metric": Metric,
    "circumstance": Circumstance,
    "template": Template,
}
"""What a page may ask for, and the class that reads such a file."""

_MARK = re.compile(r"^( *)<!-- keys: (.*?) -->$", re.MULTILINE)


class UnknownTableError(ValueError):
    """A page asks for a table that does not exist."""


def filled(markdown: str) -> str:
    """A page with the tables that it asks for. Raises UnknownTableError."""
    return _MARK.sub(lambda mark: indent(_asked(mark[2]), mark[1]), markdown)


def _asked(name: str) -> str:
    if name not in TABLES:
        raise UnknownTableError(f"'keys: {name}'; expected {one_of(list(TABLES))}")
    return table(TABLES[name])


def table(cls: type) -> str:
    """The keys of a file that holds one `cls`, in its order; a key within another stands below it. The id is the file's name."""
    rows = (f"| {' › '.join(f'`{key}`' for key in keys)} | {text} | {limit} |" for keys, text, limit in _rows(cls))
    return "\n".join(["| Key | What it holds | Limit |", "|---|---|---|", *rows])


def _rows(cls: type, around: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str, str]]:
    for name, (field, hint) in members(cls).items():
        if name == "id" and not around:
            continue
        optional = field.default is not MISSING or field.default_factory is not MISSING
        limits = [*(["optional"] if optional else []), *_limits(hint)]
        yield (*around, name), _cell(about_fields(cls)[name]), _cell("; ".join(limits))
        if (inner := _inner(hint)) is not None:
            yield from _rows(inner, (*around, name))


def _limits(hint: Any) -> Iterator[str]:
    """What a value of the type must keep to, in words."""
    bare, rules = _parts(hint)
    for rule in rules:
        match rule:
            case Text(max_words=int(words)):
                yield f"{words} words"
            case Between(low, high):
                yield f"{low} to {high}"
            case CalendarDay():
                yield "year-month-day"
            case Items(low, high):
                yield f"{low} to {high} entries" if low else f"at most {high} entries"
    if get_origin(bare) is tuple:
        yield from (f"each {limit}" for limit in _limits(get_args(bare)[0]))
    elif bare is bool:
        yield "true or false"
    elif isinstance(bare, type) and issubclass(bare, Enum):
        yield ", ".join(member.value for member in bare)


def _inner(hint: Any) -> type | None:
    """The class of the mappings that a value of the type holds, if there is one."""
    bare, _ = _parts(hint)
    if is_dataclass(bare):
        return bare if isinstance(bare, type) else None
    if get_origin(bare) is tuple:
        return _inner(get_args(bare)[0])
    if get_origin(bare) is Mapping:
        return _inner(get_args(bare)[1])
    return None


def _parts(hint: Any) -> tuple[Any, tuple[Any, ...]]:
    """A type hint without `Annotated` and `None`, and the rules that stood there."""
    if get_origin(hint) in (Union, UnionType):
        return _parts(next(arg for arg in get_args(hint) if arg is not NoneType))
    if get_origin(hint) is Annotated:
        inner, *rules = get_args(hint)
        return inner, tuple(rules)
    return hint, ()


def _cell(text: str) -> str:
    """Text that stands in a cell of a Markdown table as it is."""
    return re.sub(r"[\\`*_\[\]|]", lambda found: f"&#{ord(found[0])};", escape(text, quote=False))
