"""The words of our own framework files, for tests and for the readability report."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from build_hooks.library.yamlfile import read_yaml
from build_hooks.places import ROOT

FOLDER = ROOT / "frameworks"
Place = tuple[str | int, ...]

NAMING = frozenset(
    [
        "id",
        "kind",
        "stage",
        "section",
        "aspect",
        "second_aspect",
        "source",
        "version",
        "date",
        "updated",
        "depends_on",
        "related",
        "practices",
        "stage_noun",
        "renamed",
        "reworded",
    ]
)
"""Keys whose values name something; they are not read as prose."""


@dataclass(frozen=True)
class Entry:
    """One file: what it describes, its values, and the framework that it belongs to, if it does."""

    kind: str
    framework: str
    id: str
    path: Path
    value: dict[str, Any]

    def __str__(self) -> str:
        return "/".join(part for part in (self.framework, self.id) if part)

    def texts(self) -> Iterator[tuple[Place, str]]:
        """Every text of the file that is prose, with its place."""
        return texts_within(self.value)

    def words(self) -> int:
        """How many words of the file stand on its page, its sources and its own name left out."""
        return sum(len(text.split()) for place, text in self.texts() if place[0] not in ("sources", "name"))


@cache
def entries(kind: str) -> tuple[Entry, ...]:
    """All files of a kind: `framework`, `stage`, `practice`, `metric`, `circumstance`, `template`."""
    patterns = {
        "framework": "*/framework.yaml",
        "stage": "*/stages/*.yaml",
        "practice": "*/practices/*.yaml",
        "metric": "metrics/*.yaml",
        "circumstance": "circumstances/*.yaml",
        "template": "templates/*.yaml",
    }
    found = []
    for path in sorted(FOLDER.glob(patterns[kind])):
        parts = path.relative_to(FOLDER).parts
        framework = "" if kind in ("metric", "circumstance", "template") else parts[0]
        found.append(
            Entry(kind, framework, "" if kind == "framework" else path.stem, path, read_yaml(path).value or {})
        )
    return tuple(found)


def everything() -> tuple[Entry, ...]:
    """All files of all kinds."""
    return tuple(
        entry
        for kind in ("framework", "stage", "practice", "metric", "circumstance", "template")
        for entry in entries(kind)
    )


def words(text: str) -> list[str]:
    """The words of a text as they are compared: without case, punctuation and the shape of an apostrophe."""
    return re.findall(r"[a-z0-9']+", text.lower().replace("’", "'"))


def runs(text: str, length: int) -> Iterator[str]:
    """Every run of so many words."""
    found = words(text)
    return (" ".join(found[i : i + length]) for i in range(len(found) - length + 1))


def texts_within(value: Any, place: Place = ()) -> Iterator[tuple[Place, str]]:
    """Every text within a value that is prose, with its place, which begins with the one given."""
    if isinstance(value, str):
        yield place, value
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        if key not in NAMING and (*place, key) != ("stages",):
            yield from texts_within(child, (*place, key))
