"""Whatever is in the files, the loader ends with a library or with a list of problems."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_hooks.library.findings import LoadError
from build_hooks.places import ROOT
from tests.build_hooks.library.small import ALPHA, BETA, DELAY, FILES, MAIN, Small

REAL = sorted((ROOT / "frameworks").rglob("*.yaml"))
PIECES = [
    "\t",
    "- ",
    ": ",
    " #",
    "\n",
    "  ",
    '"',
    "'",
    "[",
    "]",
    "{",
    "}",
    "&a ",
    "*a",
    "!x ",
    "%",
    "@",
    "no",
    "~",
    "1",
    "<<: ",
    "---\n",
    "...\n",
    "\ufeff",
    "\r",
    "\r\n",
    "\x85",
    "\u2028",
    "\x00",
    "\x07",
    "stages:",
    "practices: [a]\n",
    "id: a\n",
]
VALUES: list[Any] = [
    *(
        None,
        True,
        False,
        0,
        1,
        -1,
        10**30,
        1.5,
        float("nan"),
        "",
        " ",
        "x",
        "first",
        "alpha",
        "rubric",
        "x " * 300,
        "a\nb",
        "\u2028",
    ),
    *([], {}, [None], ["a", "a"], {"a": 1}, {"id": "x"}, [{}], [[[]]], "1/2", "1.0.0", "2026-01-01"),
]
KEYS = (
    "id",
    "kind",
    "stages",
    "x",
    "practices",
    "related",
    "depends_on",
    "worked_example",
    "changes",
    "not_applicable",
)

in_one_folder = settings(suppress_health_check=[HealthCheck.function_scoped_fixture])


class Dumper(yaml.SafeDumper):
    def ignore_aliases(self, data: Any) -> bool:
        return True


def loads_or_explains(small: Small) -> None:
    """It ends well, and every finding is one line with a place in its file."""
    try:
        small.load()
    except LoadError as error:
        for finding in error.findings:
            assert str(finding).isprintable()
            path = Path(finding.file)
            lines = path.read_bytes().replace(b"\r", b"\n").count(b"\n") + 1 if path.is_file() else 1
            assert 1 <= finding.place.line <= lines + 1
            assert "; expected " in finding.message


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """`content` with a few bytes put in, taken out, changed or moved."""
    data = bytearray(content)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(data)))
        match draw(st.sampled_from(("piece", "cut", "byte", "copy"))):
            case "piece":
                data[at:at] = draw(st.sampled_from(PIECES)).encode()
            case "cut":
                del data[at : at + draw(st.integers(1, 60))]
            case "byte":
                data[at : at + 1] = bytes([draw(st.integers(0, 255))])
            case "copy":
                start = draw(st.integers(0, len(data)))
                data[at:at] = data[start : start + draw(st.integers(1, 60))]
    return bytes(data)


@in_one_folder
@given(st.data())
def test_damaged_bytes(small: Small, data: st.DataObject) -> None:
    real = data.draw(st.sampled_from(REAL))
    place = MAIN if real.name == "framework.yaml" else DELAY if real.parent.name == "metrics" else ALPHA
    content = real.read_bytes() if data.draw(st.booleans()) else FILES[place].encode()
    small.write(place, data.draw(damaged(content)))
    try:
        loads_or_explains(small)
    finally:
        small.write(place, FILES[place])


def paths(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value within `value`."""
    if path:
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield from paths(child, (*path, key))


@st.composite
def misshapen(draw: st.DrawFn, value: Any) -> Any:
    """`value` with a few values replaced, removed, doubled or added."""
    value = copy.deepcopy(value)
    for _ in range(draw(st.integers(1, 4))):
        path = draw(st.sampled_from(list(paths(value)) or [()]))
        if not path:
            return draw(st.sampled_from(VALUES))
        around = value
        for key in path[:-1]:
            around = around[key]
        match draw(st.sampled_from(("replace", "remove", "double", "add"))):
            case "replace":
                around[path[-1]] = copy.deepcopy(draw(st.sampled_from(VALUES)))
            case "remove":
                del around[path[-1]]
            case "double" if isinstance(around, list):
                around.append(copy.deepcopy(around[path[-1]]))
            case "add" if isinstance(around, dict):
                around[draw(st.sampled_from(KEYS))] = copy.deepcopy(draw(st.sampled_from(VALUES)))
    return value


@in_one_folder
@given(st.data())
def test_values_of_any_shape(small: Small, data: st.DataObject) -> None:
    for name in data.draw(st.lists(st.sampled_from((MAIN, ALPHA, BETA, DELAY)), min_size=1, max_size=3, unique=True)):
        value = data.draw(misshapen(yaml.safe_load(FILES[name])))
        text = yaml.dump(value, Dumper=Dumper, allow_unicode=True, sort_keys=False)
        small.write(name, text)
    try:
        loads_or_explains(small)
    finally:
        for name, text in FILES.items():
            small.write(name, text)
