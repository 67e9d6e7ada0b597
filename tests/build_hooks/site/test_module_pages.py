"""The pages on the scorer's modules."""

from __future__ import annotations

import ast

import pytest

from build_hooks.places import CXCORE
from build_hooks.site.module_pages import INTERNAL, PUBLIC, WIDTH, api_pages, entries, markdown, signature

SOURCE = '''
"""A module."""

LIMIT = 3
"""How many there may be."""

NAMELESS = 4

_HIDDEN = 5
"""Not for others."""

type Number = int | float
"""Some number."""


class Colour(StrEnum):
    """One of two."""

    RED = "r"

    def mixed(self) -> Colour:
        """With the other one."""

    def bare(self): ...


@dataclass(frozen=True)
class Point:
    """A place."""

    x: int
    y: int = 0
    _z: int = 0


def far(a: Point, b: Point, *, round_to: int | None = None, names: Mapping[str, str] = EMPTY, unit="m", **more: int) -> float:
    """How far."""


def near(*points):
    """Nothing is far."""


def _hidden():
    """Not for others."""


def undescribed(): ...
'''


def test_every_module_is_on_the_list_or_internal() -> None:
    listed = [name for names in PUBLIC.values() for name in names]
    there = {".".join(path.relative_to(CXCORE).with_suffix("").parts) for path in CXCORE.rglob("*.py")}
    assert sorted(listed) == sorted(
        name for name in there if not name.endswith("__init__") and not name.startswith(INTERNAL)
    )


def test_what_is_described_and_not_hidden_is_shown_as_it_is_written() -> None:
    found = {entry.name: entry for entry in entries(ast.parse(SOURCE))}
    assert list(found) == ["LIMIT", "Number", "Colour", "Point", "far", "near"]
    assert (found["LIMIT"].code, found["LIMIT"].text) == ("LIMIT = 3", "How many there may be.")
    assert found["Number"].code == "type Number = int | float"
    assert found["Colour"].code == "class Colour(StrEnum):\n    RED = 'r'"
    assert [(inner.name, inner.code) for inner in found["Colour"].inner] == [("mixed", "def mixed(self) -> Colour")]
    assert found["Point"].code == "@dataclass(frozen=True)\nclass Point:\n    x: int\n    y: int = 0"
    assert found["near"].code == "def near(*points)"
    assert found["far"].code == (
        "def far(\n    a: Point,\n    b: Point,\n    *,\n    round_to: int | None = None,\n"
        "    names: Mapping[str, str] = EMPTY,\n    unit='m',\n    **more: int,\n) -> float"
    )


@pytest.mark.parametrize("name", [name for names in PUBLIC.values() for name in names])
def test_signatures_are_the_modules_own(name: str) -> None:
    """What is shown, with a body put below it, means what the module says."""
    tree = ast.parse((CXCORE / f"{name.replace('.', '/')}.py").read_text("utf-8"))
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for node in functions:
        shown = signature(node)
        again = ast.parse(f"{shown}: ...").body[0]
        assert isinstance(again, ast.FunctionDef)
        again.body = node.body
        assert ast.dump(again) == ast.dump(node)
        assert all(len(line) <= WIDTH + 4 or "=" in line or line.startswith("@") for line in shown.splitlines()), shown


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("A < b & c, `a < b`.", "A &lt; b &amp; c, `a < b`."),
        ("Sum:\n\n    a < b\n\nx < y", "Sum:\n\n    a < b\n\nx &lt; y"),
        (">>> f(1)\n'<1>'\n>>> g\n2\n\nAfter <it>.", "```pycon\n>>> f(1)\n'<1>'\n>>> g\n2\n```\n\nAfter &lt;it>."),
    ],
)
def test_docstrings_become_markdown(text: str, made: str) -> None:
    assert markdown(text) == made


def test_pages_have_a_heading_for_everything_and_no_address_twice() -> None:
    pages = api_pages(CXCORE)
    assert "| [`cxcore.rating.coverage`](rating/coverage.md) | How a rating is computed:" in pages["about/api/index.md"]
    rating = pages["about/api/rating/coverage.md"]
    assert rating.startswith('---\ntitle: cxcore.rating.coverage\ndescription: "How a rating is computed:')
    assert "## `Band` { #Band }" in rating
    assert "## `band` { #band }" in rating
    assert "### `Profile.of` { #Profile.of }" in pages["about/api/rating/profile.md"]
    assert "```pycon\n>>> percent(Fraction(7, 11))\n'63.6'\n```" in pages["about/api/rounding.md"]
    for text in pages.values():
        heads = [line for line in text.splitlines() if line.startswith("#")]
        assert len(heads) == len(set(heads))
