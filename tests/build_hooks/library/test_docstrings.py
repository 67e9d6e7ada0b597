"""What is written under the fields of a dataclass."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, is_dataclass
from typing import Any, get_args

import pytest

from build_hooks.library.crosswalk import CrosswalkFile
from build_hooks.library.docstrings import about, about_fields
from build_hooks.library.glossary import Glossary
from build_hooks.library.records import FrameworkRecord, Metric
from cxcore.model import Assessment
from cxcore.reading import members


@dataclass
class Base:
    """A base,
    on two lines. It may `grow`.
    """

    size: int
    """How big it is,
    in `metres`.
    """
    name: str
    """What it is called."""
    silent: int = 0

    def work(self) -> None:
        """Not a field."""


@dataclass
class Derived(Base):
    """A derived one."""

    size: int
    """Never 0."""
    more: int = 0
    """More."""
    kept: int = 0


def test_a_field_s_text_stands_under_it_and_a_base_s_serves_where_there_is_none() -> None:
    assert about_fields(Base) == {"size": "How big it is, in 'metres'.", "name": "What it is called."}
    assert about_fields(Derived) == {"size": "Never 0.", "name": "What it is called.", "more": "More."}


def test_a_class_s_text_is_its_own() -> None:
    assert about(Base) == "A base, on two lines. It may 'grow'."
    assert about(Derived) == "A derived one."


def test_a_class_within_a_function_is_read_too() -> None:
    @dataclass
    class Inner:
        """An inner one."""

        size: int
        """How big."""

    assert about_fields(Inner) == {"size": "How big."}


def classes(hint: Any) -> Iterator[type]:
    """The dataclasses that a value of a type is made of."""
    if isinstance(hint, type) and is_dataclass(hint):
        yield hint
        for _, inner in members(hint).values():
            yield from classes(inner)
    for argument in get_args(hint):
        yield from classes(argument)


READ = {
    cls.__name__: cls
    for root in (FrameworkRecord, Metric, Glossary, CrosswalkFile, Assessment)
    for cls in classes(root)
}


@pytest.mark.parametrize("cls", READ.values(), ids=READ.keys())
def test_every_key_of_a_file_has_its_text(cls: type) -> None:
    assert [name for name in members(cls) if not about_fields(cls).get(name)] == []
