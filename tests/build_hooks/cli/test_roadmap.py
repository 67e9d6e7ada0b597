"""`cx roadmap`: the plan of the scorer, in five forms."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.library.load import load_framework
from build_hooks.places import ROOT
from cxcore.model import Assessment
from cxcore.rating import Profile
from cxcore.roadmap import roadmap
from tests.build_hooks.cli.conftest import LEVELS, NORTH, Cx, assessment, put
from tests.ours import four_stages

NORTH_TEXT = """\
Plan to Stage 2: Steady work
Assessment of North
A small model, version 0.1.0.
The cheapest way raises 3 practices: 5 steps, little effort (27 of 75); none costs less.

What to raise
 1. Complaints Log
    Ad hoc → Repeatable · 1 step, little effort (3 of 15) · Stage 1
    Next: Make one log of it, with date, cause, owner and outcome, and say who keeps it.
    Most complaints are in one log with date, cause, owner and outcome.
    Helps: Causes Removed

Find out first
The plan counts these 2 as not met, because they are open:
 1. Quarterly Review
    Not answered · Stage 2
 2. Causes Removed
    Don't know · Stage 2

Days 1 to 90
Without a description of the first 90 days: Complaints Log.
"""

NORTH_CSV = """\
\ufeffplace,practice,name,answer,from,to,cost,meets,because,round,target,input
1,complaints-log,Complaints Log,ad-hoc,ad-hoc,repeatable,3,first-steps,causes-removed,1,steady-work,north.json
2,quarterly-review,Quarterly Review,,missing,repeatable,10,steady-work,,1,steady-work,north.json
3,causes-removed,Causes Removed,dont-know,missing,repeatable,14,steady-work,,2,steady-work,north.json
"""


def test_text_is_exactly_this(cx: Cx, north: Path) -> None:
    done = cx("roadmap", "north.json", "--to", "2")
    assert (done.code, done.err, done.out) == (0, "", NORTH_TEXT)
    assert cx("roadmap", "north.json", "--to", "steady-work").out == NORTH_TEXT


def test_csv_is_exactly_this(cx: Cx, north: Path) -> None:
    assert cx("roadmap", "north.json", "--to", "2", "-f", "csv").out == NORTH_CSV


def test_markdown_and_page_have_the_same_words(cx: Cx, north: Path) -> None:
    markdown = cx("roadmap", north, "--to", "2", "-f", "markdown").out
    page = cx("roadmap", north, "--to", "2", "-f", "html").out
    assert "1. **Complaints Log**\n    - Ad hoc → Repeatable · 1 step, little effort (3 of 15) · Stage 1\n" in markdown
    assert "\n    - Helps: Causes Removed\n" in markdown
    assert '<p class="cx-gap__name"><span>Complaints Log</span></p>' in page
    assert '<p class="cx-fine">Helps: <span>Causes Removed</span></p>' in page
    assert '<article class="cx-report" data-plan data-status="planned" data-cost="27">' in page
    assert "<title>Plan to Stage 2: Steady work</title>" in page


@pytest.mark.parametrize(
    ("key", "value", "to"), [("small", NORTH, 2), ("small", NORTH, 1), ("levels", LEVELS, 3), ("levels", LEVELS, 1)]
)
def test_json_is_the_scorers_plan(cx: Cx, here: Path, models: Path, key: str, value: object, to: int) -> None:
    framework = load_framework(models / key)
    profile = Profile.of(framework, Assessment.from_dict(value))
    done = cx("roadmap", put(here / "a.json", value), "--to", to, "-f", "json")
    assert done.json == roadmap(framework, profile, to).to_dict(framework, profile)


def test_first_days_are_told_in_their_order(cx: Cx) -> None:
    stamp = {"id": "four-stages", "version": four_stages().version}
    missing = {practice.id.replace("-", "_"): "missing" for practice in four_stages().practices}
    own = assessment("four-stages", **missing) | {"framework": stamp}
    path = put(Path("own.json"), own)
    done = cx("roadmap", path, "--to", "1", "-f", "markdown", "--frameworks", ROOT / "frameworks")
    days = [int(line.split("|")[1]) for line in done.out.splitlines() if line.startswith("| ") and line[2].isdigit()]
    assert len(days) > 10
    assert days == sorted(days)


def test_a_stage_that_is_reached_needs_nothing(cx: Cx, levels: Path) -> None:
    assert cx("roadmap", levels, "--to", "established").out == (
        "Plan to Level 2: Established\nA model with levels, version 0.1.0.\nLevel 2: Established is reached already. Nothing needs to be raised.\n"
    )


def test_a_stage_that_cannot_be_reached_says_why(cx: Cx, north: Path) -> None:
    done = cx("roadmap", "north.json", "--to", "2", "--exclude", "complaints-log")
    assert done.code == 0
    assert done.out == (
        "Plan to Stage 2: Steady work\nAssessment of North\nA small model, version 0.1.0.\nStage 2: Steady work cannot be reached.\n"
        "  - Stage 1: First steps needs 2 met, and at most 1 can be while these are left out, or depend on\n  one that is: Complaints Log.\n"
        "  - Stage 2: Steady work needs 2 met, and at most 1 can be while these are left out, or depend on\n  one that is: Causes Removed.\n"
    )
    half = assessment(timely_answers="missing", quarterly_review="n/a")
    assert cx("roadmap", put(Path("half.json"), half), "--to", "2", "-f", "json").json["status"] == "planned"


def test_ones_own_effort_counts(cx: Cx, north: Path) -> None:
    done = cx(
        "roadmap",
        north,
        "--to",
        "2",
        "--effort",
        "complaints-log=5,5,5",
        "--effort",
        "causes-removed=1,1,1",
        "-f",
        "json",
    )
    assert {item["practice"]: item["cost"] for item in done.json["items"]} == {
        "complaints-log": 15,
        "quarterly-review": 10,
        "causes-removed": 6,
    }


@pytest.mark.parametrize(
    ("options", "problem"),
    [
        (("--to", "3"), "--to: '3'; expected a number from 1 to 2, or one of 'first-steps', 'steady-work'"),
        (("--to", "0"), "--to: '0'; expected a number from 1 to 2, or one of 'first-steps', 'steady-work'"),
        (("--to", "²"), "--to: '²'; expected a number from 1 to 2, or one of 'first-steps', 'steady-work'"),
        (("--to", "first-step"), "--to: 'first-step'; expected a number from 1 to 2, or one of 'first-steps', 'steady-work'; did you mean 'first-steps'?"),
        (("--to", "2", "--exclude", "log"), "--exclude: unknown practice 'log'; expected a practice of 'small'"),
        (("--to", "2", "--effort", "complaints-log"), "--effort: 'complaints-log'; expected a practice and three numbers from 1 to 5, such as 'basic-training=1,2,2'"),
        (("--to", "2", "--effort", "complaints-log=1,2,6"), "--effort.complaints-log.resources: 6; expected a whole number from 1 to 5"),
        (("--to", "2", "--effort", "x=1,2,3"), "--effort: unknown practice 'x'; expected a practice of 'small'"),
    ],
)  # fmt: skip
def test_options_that_do_not_fit_are_refused(cx: Cx, north: Path, options: tuple[str, ...], problem: str) -> None:
    done = cx("roadmap", north, *options)
    assert (done.code, done.out, done.problems) == (1, "", [f"cx roadmap: small: {problem}"])


def test_the_stage_must_be_named(cx: Cx, north: Path) -> None:
    assert cx("roadmap", north).code == 2
