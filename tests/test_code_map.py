"""The rooms of the code: who may enter by which door, and that the page *How the code hangs together* tells them as they are."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_hooks.places import ROOT

PACKAGES = ("cxcore", "build_hooks")
PAGE = "docs/about/code.md"

DOORS = {
    "cxcore.model": {"migration"},
    "cxcore.reading": {"csvtext", "days", "jsontext"},
}
"""Beside a room's face, the modules that are imported by their own names, because they are seldom needed.

A room without a face (an `__init__` without `__all__`) is entered by any of its modules."""


def rooms(package: str) -> list[str]:
    """The rooms of a package: its sub-packages."""
    return sorted(f"{package}.{path.parent.name}" for path in (ROOT / package).glob("*/__init__.py"))


def modules(package: str) -> Iterator[tuple[str, Path]]:
    """The modules of a package by dotted name, faces under the name of their room."""
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if "node_modules" not in parts:
            yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def face(room: str) -> set[str] | None:
    """The names that a room's face offers, or None for a room without a face."""
    tree = ast.parse((ROOT / room.replace(".", "/") / "__init__.py").read_text("utf-8"))
    for node in tree.body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            return set(ast.literal_eval(node.value))
    return None


def room_of(module: str) -> str:
    return ".".join(module.split(".")[:2])


def imports(tree: ast.AST) -> Iterator[tuple[int, str, str | None]]:
    """Every import of a module, wherever it stands: its line, the module and the name, None for a whole module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name, None) for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.lineno, node.module, name.name) for name in node.names)


def complaints(importer: str, source: str, faces: dict[str, set[str] | None]) -> Iterator[str]:
    """What a module imports from another room otherwise than through its face or one of its doors."""
    for line, module, name in imports(ast.parse(source)):
        room = room_of(module)
        if room not in faces or room == room_of(importer):
            continue
        offered, doors = faces[room], DOORS.get(room, set())
        inside = module.removeprefix(room).removeprefix(".")
        if inside:
            through = offered is None or inside in doors
        else:
            through = name is not None and (offered is None or name in offered | doors)
        if not through:
            yield f"{importer}:{line}: {module}{f' ({name})' if name else ''} is no door of {room}"


FACES = {room: face(room) for package in PACKAGES for room in rooms(package)}


@pytest.mark.parametrize("package", PACKAGES)
def test_other_rooms_are_entered_by_their_doors(package: str) -> None:
    found = [each for name, path in modules(package) for each in complaints(name, path.read_text("utf-8"), FACES)]
    assert found == []


@pytest.mark.parametrize(
    ("source", "complains"),
    [
        ("from cxcore.model import Framework", False),
        ("from cxcore.model import framework", True),
        ("from cxcore.model.framework import Framework", True),
        ("def f():\n    from cxcore.model.framework import Framework", True),
        ("import cxcore.model", True),
        ("from cxcore.model import migration", False),
        ("from cxcore.model.migration import migrate", False),
        ("from cxcore.compare.team import team", False),
        ("from cxcore.compare import team", False),
        ("from cxcore.rating.coverage import Profile", False),
        ("from cxcore.rounding import shown", False),
        ("import json", False),
    ],
)
def test_the_rule_of_doors_would_complain(source: str, complains: bool) -> None:
    faces = {"cxcore.model": {"Framework"}, "cxcore.rating": {"Profile"}, "cxcore.compare": None}
    assert bool(list(complaints("cxcore.rating.report", source, faces))) is complains


def test_doors_are_there() -> None:
    for room, names in DOORS.items():
        assert FACES[room] is not None
        for name in names:
            assert (ROOT / room.replace(".", "/") / f"{name}.py").is_file()


# --- the page ---------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def page() -> str:
    return (ROOT / PAGE).read_text("utf-8")


def paths(text: str) -> set[str]:
    """What a text names between backticks that is a path: it has a slash, or a suffix of our files."""
    named = re.findall(r"`([\w./-]+)`", text)
    return {name for name in named if "/" in name or name.endswith((".md", ".py", ".toml", ".yaml", ".js"))}


def test_every_path_on_the_page_is_there(page: str) -> None:
    named = paths(page)
    assert len(named) > 40
    assert [name for name in sorted(named) if not (ROOT / name).exists()] == []
    assert [name for name in sorted(named) if (ROOT / name).is_dir() and not name.endswith("/")] == []


@pytest.mark.parametrize("package", PACKAGES)
def test_every_room_is_on_the_page(page: str, package: str) -> None:
    there = {f"{room.replace('.', '/')}/" for room in rooms(package)}
    there |= {f"{package}/{path.name}" for path in (ROOT / package).glob("*.py") if path.name != "__init__.py"}
    rows = set(re.findall(r"^\| `([^`]+)` \|", page, re.MULTILINE))
    assert sorted(there - rows) == []


def test_the_floors_on_the_page_are_those_of_the_contracts(page: str) -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"]
    floors = [contract["layers"] for contract in contracts if contract["type"] == "layers"]
    shown = [block.splitlines() for block in re.findall(r"```text\n(.*?)```", page, re.DOTALL)]
    assert len(shown) == len(PACKAGES)
    assert shown == floors


def test_what_is_looked_for_stands_where_the_page_says(page: str) -> None:
    _, _, table = page.partition("## Where is what")
    rows = re.findall(r"^\| ([^|`]+) \| `([^`]+)` \| `([^`]+)` \|$", table, re.MULTILINE)
    assert len(rows) == table.count("\n|") - 2
    assert [row for row in rows if row[2] not in (ROOT / row[1]).read_text("utf-8")] == []


def test_the_way_of_an_answer_takes_eight_sentences_down_the_floors(page: str) -> None:
    way = page.partition("## The way of an answer")[2].partition("\n## ")[0]
    steps = re.findall(r"^\d+\. (.+?)(?=^\d+\. |\Z)", way, re.MULTILINE | re.DOTALL)
    assert len(steps) == 8
    assert [step for step in steps if not paths(step)] == []


def resolved(name: str) -> bool:
    """Whether a dotted name is a module or something that a module holds."""
    parts = name.split(".")
    for end in (len(parts), len(parts) - 1):
        path = ROOT.joinpath(*parts[:end])
        for file in (path.with_suffix(".py"), path / "__init__.py"):
            if file.is_file() and (end == len(parts) or re.search(rf"\b{parts[-1]}\b", file.read_text("utf-8"))):
                return True
    return path.is_dir() and end == len(parts)


def test_modules_that_pages_name_are_there() -> None:
    """Records of decisions apart, which tell of their day."""
    pages = [
        ROOT / "README.md",
        *(path for path in sorted((ROOT / "docs").rglob("*.md")) if "decisions" not in path.parts),
    ]
    named = {
        (path.relative_to(ROOT).as_posix(), name)
        for path in pages
        for name in re.findall(r"\b((?:cxcore|build_hooks)(?:\.[A-Za-z_]\w*)+)", path.read_text("utf-8"))
    }
    assert ("docs/about/contribute.md", "build_hooks.library.schema") in named
    assert sorted(pair for pair in named if not resolved(pair[1])) == []
    assert not resolved("build_hooks.schema")
