"""`cx validate`: everything that is wrong, at once."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from build_hooks.places import ROOT
from tests.build_hooks.cli.conftest import NORTH, Cx, assessment, put

ALL = """\
Path                Valid
───────────────────────────────────────────────────────────────────
frameworks/levels   A model with levels, version 0.1.0, 3 practices
frameworks/small    A small model, version 0.1.0, 4 practices
"""


@pytest.fixture
def copy(here: Path, models: Path) -> Path:
    """A copy of the frameworks that may be spoilt, in `mine/`."""
    return Path(shutil.copytree(models, here / "mine"))


def test_without_a_path_it_checks_the_frameworks(cx: Cx) -> None:
    done = cx("validate")
    assert (done.code, done.err, done.out) == (0, "", ALL)
    assert cx("validate", "frameworks").out == ALL


def test_our_own_frameworks_are_valid(cx: Cx) -> None:
    done = cx("validate", "--format", "json", ROOT / "frameworks")
    assert done.code == 0
    assert all(entry["ok"] and entry["problems"] == [] for entry in done.json)


@pytest.mark.parametrize(
    "path", ["frameworks/small", "frameworks/small/framework.yaml", "frameworks/small/stages/first-steps.yaml"]
)
def test_a_file_of_a_framework_is_checked_with_it(cx: Cx, path: str) -> None:
    assert cx("validate", path).out.endswith("A small model, version 0.1.0, 4 practices\n")


def test_a_path_given_twice_is_told_once(cx: Cx, north: Path) -> None:
    assert cx("validate", "north.json", "north.json").out.count("north.json") == 1


def test_all_problems_of_all_files_are_listed_with_their_lines(cx: Cx, copy: Path) -> None:
    stage = copy / "small/stages/first-steps.yaml"
    stage.write_text(stage.read_text("utf-8").replace("signs:", "sings:"), "utf-8")
    practice = copy / "levels/practices/timely-answers.yaml"
    practice.write_text(practice.read_text("utf-8").replace("order: 1", "order: one"), "utf-8")
    done = cx("validate", "mine")
    assert (done.code, done.out) == (1, "")
    assert [line.partition("; expected one of")[0] for line in done.problems] == [
        "mine/levels/practices/timely-answers.yaml:2:8: the text 'one'; expected a whole number",
        "mine/small/stages/first-steps.yaml:4:1: unknown key 'sings'",
        "2 problems found.",
    ]
    # However often a file is reached.
    assert cx("validate", "mine", "mine/small", "mine/small/stages/first-steps.yaml").problems == done.problems


def test_what_is_valid_is_told_beside_what_is_not(cx: Cx, here: Path, north: Path) -> None:
    put(here / "bad.json", assessment(timely_answers="often"))
    done = cx("validate", "north.json", "bad.json")
    assert done.code == 1
    assert "north.json   assessment of A small model, version 0.1.0, responses: 3" in done.out
    assert done.problems == [
        "bad.json: responses.timely-answers.answer: unknown answer 'often'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic'",
        "1 problem found.",
    ]


def test_json_holds_the_problems_too(cx: Cx, here: Path, north: Path) -> None:
    put(here / "bad.json", "[]")
    done = cx("validate", "north.json", "bad.json", "-f", "json")
    assert done.code == 1
    assert done.json == [
        {
            "path": "north.json",
            "ok": True,
            "what": "assessment of A small model, version 0.1.0, responses: 3",
            "problems": [],
        },
        {
            "path": "bad.json",
            "ok": False,
            "what": "",
            "problems": ["bad.json: a list; expected a file of the formats that cx reads or writes"],
        },
    ]


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"headline": "x"}, "headline: the text 'x'; expected one of 'stage', 'interval'"),
        ({"format_version": 2}, "format_version: the number 2; expected 1"),
        ({"stage_reached": {"order": 1, "id": None}}, "stage_reached.id: nothing; expected text"),
        ({"lift": "x"}, "lift: the text 'x'; expected a list"),
        ({"lfit": []}, "unknown key 'lfit'; expected one of"),
        ({"format": "cx-reprot"}, "format: 'cx-reprot'; expected one of"),
        ({"format": 1}, "format: the number 1; expected one of"),
    ],
)
def test_reports_are_checked_against_their_schema(cx: Cx, north: Path, change: dict[str, object], problem: str) -> None:
    value = cx("score", north, "-f", "json").json
    assert cx("validate", "-", stdin=json.dumps([value, value])).out.endswith("standard input   cx-report\n")
    done = cx("validate", "-", stdin=json.dumps(value | change))
    assert done.code == 1
    assert done.problems[0].startswith(f"standard input: {problem}")


def test_a_key_that_is_missing_is_named(cx: Cx, north: Path) -> None:
    value = cx("score", north, "-f", "json").json
    del value["stages"][1]["rated"]
    assert (
        cx("validate", "-", stdin=json.dumps(value)).problems[0]
        == "standard input: stages[1]: no 'rated'; expected the key 'rated'"
    )


def test_a_folder_of_assessments_is_checked_file_by_file(cx: Cx, here: Path) -> None:
    (here / "answers").mkdir()
    put(here / "answers/a.json", NORTH)
    put(here / "answers/b.json", "{")
    done = cx("validate", "answers")
    assert "answers/a.json   assessment of A small model" in done.out
    assert done.problems[0].startswith("answers/b.json: a file that ends at line 1, column 2")


@pytest.mark.parametrize(
    ("path", "problem"),
    [
        ("nothing", "nothing: there is no such file"),
        ("empty", "empty: a folder with nothing to check; expected frameworks, or files such as cx reads and writes"),
        ("stray.yaml", "stray.yaml: a YAML file outside a framework's folder; expected one of a framework's files"),
    ],
)
def test_what_cannot_be_checked_is_said(cx: Cx, here: Path, path: str, problem: str) -> None:
    (here / "empty").mkdir()
    put(here / "stray.yaml", "a: 1")
    done = cx("validate", path)
    assert (done.code, done.problems) == (1, [problem, "1 problem found."])
