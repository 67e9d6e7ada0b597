"""The tables of keys: made of the classes that read the files, on the page that asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import pytest

from build_hooks.places import ROOT
from build_hooks.site.key_tables import TABLES, UnknownTableError, filled, table
from cxcore.reading import Between, Date, Identifier, Items, Text, members
from tests.build_hooks.site.markup import Markup


class Colour(StrEnum):
    RED = "red"
    BLUE = "blue"


@dataclass
class Part:
    """A part."""

    id: Identifier
    """Its id."""
    size: Annotated[int, Between(1, 5)]
    """How big it is | in all."""


@dataclass
class Whole:
    """A whole."""

    id: Identifier
    """The name of its file."""
    parts: Annotated[tuple[Part, ...], Items(0, 3)]
    """Its *parts* <b>."""
    lines: Annotated[tuple[Annotated[str, Text(max_words=7)], ...], Items(2, 4)] | None = None
    """Its lines."""
    by_name: Mapping[Identifier, Part] = field(default_factory=dict)
    """Others."""
    colour: Colour = Colour.RED
    """Its colour."""
    done: bool = False
    """Whether it is done."""
    day: Date | None = None
    """The day."""


TABLE = """\
| Key | What it holds | Limit |
|---|---|---|
| `parts` | Its &#42;parts&#42; &lt;b&gt;. | at most 3 entries |
| `parts` › `id` | Its id. |  |
| `parts` › `size` | How big it is &#124; in all. | 1 to 5 |
| `lines` | Its lines. | optional; 2 to 4 entries; each 7 words |
| `by_name` | Others. | optional |
| `by_name` › `id` | Its id. |  |
| `by_name` › `size` | How big it is &#124; in all. | 1 to 5 |
| `colour` | Its colour. | optional; red, blue |
| `done` | Whether it is done. | optional; true or false |
| `day` | The day. | optional; year-month-day |"""


def test_a_table_says_of_each_key_what_it_holds_and_its_limits() -> None:
    assert table(Whole) == TABLE


def test_a_page_asks_for_a_table_with_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("build_hooks.site.key_tables.TABLES", {"whole": Whole})
    assert filled("# Keys\n\n<!-- keys: whole -->\n\nAfter.\n") == f"# Keys\n\n{TABLE}\n\nAfter.\n"
    lines = filled("??? note\n\n    <!-- keys: whole -->\n").split("\n")
    assert lines[2:-1] == [f"    {line}" for line in TABLE.split("\n")]
    assert filled("<!-- other -->\n`<!-- keys: whole -->`\n") == "<!-- other -->\n`<!-- keys: whole -->`\n"


def test_a_table_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownTableError) as caught:
        filled("<!-- keys: practise -->")
    assert (
        str(caught.value)
        == "'keys: practise'; expected one of 'practice', 'stage', 'metric', 'circumstance', 'template'"
    )


@pytest.mark.parametrize("name", TABLES)
def test_our_contributing_page_asks_for_every_table(name: str) -> None:
    assert (ROOT / "docs/about/contribute.md").read_text("utf-8").count(f"<!-- keys: {name} -->\n") == 1


def test_the_built_page_names_every_key_of_the_classes_and_no_other(site: Path) -> None:
    page = Markup.at(site / "about/contribute/index.html")
    tables = [element for element in page.all("table") if element.text.split()[:1] == ["Key"]]
    assert len(tables) == len(TABLES)
    for markup, cls in zip(tables, TABLES.values(), strict=True):
        rows = [row for row in page.all("tr") if markup in row.around]
        first = [next((cell.text for cell in page.all("td") if cell.around[-1] is row), "") for row in rows]
        assert [key for key in first if key and "›" not in key] == [key for key in members(cls) if key != "id"]
