"""Assessments of earlier versions: brought forward, with a word on what to look at."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.build_hooks.cli.conftest import NORTH, Cx, put

CHANGES = """\
changes:
  - version: 0.2.0
    date: 2027-01-01
    summary: Second version.
    renamed: {timely-replies: timely-answers}
    removed: {old-habit: Nobody asked for it.}
    added: [quarterly-review]
    reworded: [complaints-log]
  - version: 0.1.0
"""
OLD = NORTH | {
    "responses": {
        "timely-replies": {"answer": "systematic"},
        "old-habit": {"answer": "missing"},
        "complaints-log": {"answer": "ad-hoc"},
        "causes-removed": {"dont_know": True},
    }
}


@pytest.fixture
def old(here: Path, models: Path) -> Path:
    """An assessment of version 0.1.0, where the framework has come to 0.2.0."""
    (here / "frameworks").unlink()
    shutil.copytree(models, here / "frameworks")
    main = here / "frameworks/small/framework.yaml"
    text = main.read_text("utf-8").replace("version: 0.1.0\nname", "version: 0.2.0\nname")
    main.write_text(text.replace("changes:\n  - version: 0.1.0\n", CHANGES), "utf-8")
    return put(here / "old.json", OLD)


NOTES = [
    "old.json: brought forward from version 0.1.0 of the framework to 0.2.0",
    "old.json: Complaints Log: means something else since version 0.2.0; look at it again",
    "old.json: old-habit: no longer in the framework since version 0.2.0; its response is not used",
    "old.json: new and open: Quarterly Review",
]


def test_it_is_scored_and_the_rest_is_said(cx: Cx, old: Path) -> None:
    done = cx("score", "old.json", "-f", "json")
    assert (done.code, done.problems) == (0, NOTES)
    assert done.json["framework"]["version"] == "0.2.0"
    assert done.json["answered"] == {
        "answered": 2,
        "dont_know": 1,
        "not_applicable": 0,
        "unanswered": 1,
        "applicable": 4,
    }


def test_of_a_sample_it_is_said_when_the_models_are_checked(cx: Cx, here: Path, old: Path) -> None:
    old.rename(here / "frameworks/small/sample.json")
    done = cx("validate")
    assert done.code == 0
    assert done.problems == [note.replace("old.json", "frameworks/small/sample.json", 1) for note in NOTES]


def test_a_trend_goes_across_versions(cx: Cx, here: Path, old: Path) -> None:
    put(here / "new.json", NORTH | {"framework": {"id": "small", "version": "0.2.0"}, "taken": "2027-11-21"})
    done = cx("trend", "old.json", "new.json")
    assert (done.code, done.err) == (0, "")
    assert "  - Complaints Log: means something else since version 0.2.0; look at it again\n" in done.out
    assert "  - new and open: Quarterly Review\n" in done.out


@pytest.mark.parametrize(
    ("version", "problem"),
    [
        (
            "0.3.0",
            "framework.version: 0.3.0, which is newer than 0.2.0 here; expected an earlier one; use newer frameworks",
        ),
        (
            "0.0.9",
            "framework.version: 0.0.9, which the framework's list of changes does not have; expected 0.2.0 or a version of that list",
        ),
    ],
)
def test_a_version_that_is_not_known_is_not_guessed(cx: Cx, here: Path, old: Path, version: str, problem: str) -> None:
    put(here / "odd.json", OLD | {"framework": {"id": "small", "version": version}})
    done = cx("score", "odd.json")
    assert (done.code, done.out, done.problems) == (1, "", [f"odd.json: {problem}"])


def test_a_code_of_an_earlier_version_still_opens(cx: Cx, here: Path, models: Path, old: Path) -> None:
    put(here / "north.json", NORTH)
    code = cx("share", "north.json", "--frameworks", models).out.strip()
    done = cx("share", code)
    assert done.code == 1  # that version had other practices than the one of the list
    assert len(done.problems) == 1
