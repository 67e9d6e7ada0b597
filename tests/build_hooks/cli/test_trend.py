"""`cx trend`: the scorer's comparison over time, in five forms."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from build_hooks.library.load import load_framework
from cxcore.compare.team_trend import read_team_trend
from cxcore.compare.trend import read_trend
from cxcore.model import Assessment
from tests.build_hooks.cli.conftest import NORTH, Cx, assessment, put
from tests.build_hooks.cli.test_team import folder, people

LATER = assessment(
    taken="2027-11-21",
    timely_answers={"answer": "repeatable", "evidence": "Log, October"},
    complaints_log={"answer": "repeatable", "evidence": "One log"},
    causes_removed="ad-hoc",
    quarterly_review="n/a",
)

LATER_TEXT = """\
From no stage to Stage 1: First steps
A small model, version 0.1.0.
Taken              Stage      Every practice met   Average   Answered   On the way to Stage 1
─────────────────────────────────────────────────────────────────────────────────────────────
21 November 2026   no stage   no stage                66.6     2 of 4                    75 %
21 November 2027   Stage 1    Stage 1                   50     3 of 3                   100 %

21 November 2026 to 21 November 2027
What changed                          Stage                Average
──────────────────────────────────────────────────────────────────
Answers that moved                    No stage → Stage 1         0
Newly answered, or no longer          Stage 1                −16.6
Not applicable, or again applicable   Stage 1                    0
The model itself                      Stage 1                    0

1 practice is higher
Practice         Before   After        New evidence
───────────────────────────────────────────────────
Complaints Log   Ad hoc   Repeatable   yes

1 practice is lower
Practice         Before       After        New evidence
───────────────────────────────────────────────────────
Timely Answers   Systematic   Repeatable   yes

1 practice is newly answered, or no longer
Practice         Before       After    New evidence
───────────────────────────────────────────────────
Causes Removed   Don't know   Ad hoc

1 practice is no longer applicable, or again
Practice           Before         After            New evidence
───────────────────────────────────────────────────────────────
Quarterly Review   Not answered   Not applicable
0 practices are unchanged.
"""

LATER_CSV = """\
\ufefffrom_day,to_day,list,practice,name,from,to,from_state,to_state,difference,new_evidence,reason,since
2026-11-21,2027-11-21,up,complaints-log,Complaints Log,ad-hoc,repeatable,answered,answered,1,yes,,
2026-11-21,2027-11-21,down,timely-answers,Timely Answers,systematic,repeatable,answered,answered,-1,yes,,
2026-11-21,2027-11-21,answered,causes-removed,Causes Removed,,ad-hoc,dont_know,answered,,no,,
2026-11-21,2027-11-21,not_applicable,quarterly-review,Quarterly Review,,,unanswered,not_applicable,,no,,
"""


@pytest.fixture
def later(north: Path) -> Path:
    return put(north.with_name("later.json"), LATER)


def _later(value: dict[str, Any]) -> dict[str, Any]:
    return value | {"taken": "2027-11-21"}


def test_text_is_exactly_this(cx: Cx, later: Path) -> None:
    done = cx("trend", "north.json", "later.json")
    assert (done.code, done.err) == (0, "")
    assert done.out == LATER_TEXT


def test_what_is_put_in_the_order_of_days_is_said(cx: Cx, here: Path, later: Path) -> None:
    done = cx("trend", "later.json", "north.json")
    assert (done.code, done.out) == (0, LATER_TEXT)
    said = "cx trend: put in the order of their days: "
    assert done.err == f"{said}north.json (2026-11-21), later.json (2027-11-21)\n"
    folder(here / "old", people()[:2])
    folder(here / "new", [_later(value) for value in people()[:2]])
    right, turned = cx("trend", "old", "new", "-f", "json"), cx("trend", "new", "old", "-f", "json")
    assert right.err == ""
    assert turned.err == f"{said}old (2026-11-21), new (2027-11-21)\n"
    assert turned.out == right.out
    assert cx("trend", "north.json", "north.json").err == ""


@pytest.mark.parametrize(
    ("first", "last", "title", "rows"),
    [
        (0, 1, "Too few answers to name a stage, before and now", ["no stage to Stage 2", "no stage to Stage 2"]),
        (1, 3, "Stage 1: First steps; before, too few answers to name a stage", ["no stage to Stage 2", "Stage 1"]),
        (3, 0, "Too few answers to name a stage; before, Stage 1: First steps", ["Stage 1", "no stage to Stage 2"]),
    ],
)
def test_from_almost_nothing_no_stage_is_named(
    cx: Cx, here: Path, models: Path, first: int, last: int, title: str, rows: list[str]
) -> None:
    said = dict.fromkeys(("timely_answers", "complaints_log", "causes_removed"), "repeatable")
    for name, day, count in (("a", "2026-01-01", first), ("b", "2026-02-01", last)):
        put(here / f"{name}.json", assessment(taken=day, **dict(list(said.items())[:count])))
    out = cx("trend", "a.json", "b.json").out
    assert out.splitlines()[0] == title
    lines = cx("trend", "a.json", "b.json", "-f", "markdown").out.splitlines()
    found = [line.split(" | ")[1] for line in lines if re.match(r"\| 1 \w+ 2026 \|", line)]
    assert found == rows
    assert "No stage is named where fewer than half of the practices that apply are answered" in out
    effects = out.partition("What changed")[2].partition("\n\n")[0]
    unnamed = [line for line in effects.splitlines() if "No stage to Stage 2" in line]
    assert len(unnamed) == (4 if 3 not in (first, last) else 2)


def test_csv_is_exactly_this(cx: Cx, later: Path) -> None:
    assert cx("trend", "north.json", "later.json", "-f", "csv").out == LATER_CSV


def test_json_is_the_scorers_trend(cx: Cx, models: Path, later: Path) -> None:
    framework = load_framework(models / "small")
    both = [Assessment.from_dict(NORTH), Assessment.from_dict(LATER)]
    assert cx("trend", "north.json", "later.json", "-f", "json").json == read_trend(framework, both).to_dict()
    data = cx("trend", "north.json", "later.json", "-f", "json", "--to", "steady-work").json
    assert data == read_trend(framework, both, 2).to_dict()


def test_more_than_two_are_compared_step_by_step_and_as_a_whole(cx: Cx, later: Path, south: Path) -> None:
    data = cx("trend", "north.json", "south.json", "later.json", "-f", "json").json
    assert [(part["from"], part["to"]) for part in data["comparisons"]] == [(0, 1), (1, 2), (0, 2)]
    assert cx("trend", "north.json", "south.json", "later.json", "-f", "markdown").out.count("\n## ") == 3


def test_two_folders_are_two_rounds_of_a_team(cx: Cx, here: Path, models: Path) -> None:
    after = [_later(value) for value in people()]
    for value in after[:7]:
        value["responses"] = value["responses"] | {"causes-removed": {"answer": "systematic"}}
    folder(here / "old", people())
    folder(here / "new", after)
    old, new = ([Assessment.from_dict(value) for value in values] for values in (people(), after))
    assert (
        cx("trend", "old", "new", "-f", "json").json
        == read_team_trend(load_framework(models / "small"), old, new).to_dict()
    )
    out = cx("trend", "old", "new").out
    assert "10 respondents took part both times: the index of 7 went up, of 0 down, of 3 neither." in out
    assert "come with probability 0.015\n(exactly 1/64; two-sided sign test)." in out
    assert "Causes Removed   Ad hoc   Systematic\n" in out


def test_few_pairs_are_not_tested(cx: Cx, here: Path) -> None:
    folder(here / "old", people()[:2])
    folder(here / "new", [_later(value) for value in people()[:2]])
    out = cx("trend", "old", "new").out
    assert "Fewer than six pairs; no test is made." in out
    assert "4 practices are not shown, because fewer than five people said something of each." in out


@pytest.mark.parametrize("given", [["north.json"], ["old", "later.json"], ["old", "old", "old"], ["north.json", "old"]])
def test_two_files_or_two_folders(cx: Cx, here: Path, later: Path, given: list[str]) -> None:
    folder(here / "old", people())
    done = cx("trend", *given)
    assert done.code == 2
    assert "give two or more files, or two folders" in done.err


def test_problems_name_the_file(cx: Cx, here: Path, later: Path) -> None:
    put(here / "odd.json", LATER | {"framework": {"id": "small", "version": "9.0.0"}})
    done = cx("trend", "north.json", "odd.json")
    assert done.problems == [
        "odd.json: framework.version: version 9.0.0; expected 0.1.0 or a version in its list of changes"
    ]
    assert cx("trend", "north.json", "later.json", "--to", "7").problems == [
        "cx trend: --to: '7'; expected a number from 1 to 2, or one of 'first-steps', 'steady-work'"
    ]
