"""`cx team`: the scorer's reading of several assessments, in five forms."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from build_hooks.library.load import load_framework
from cxcore.compare.team import read_team
from cxcore.model import Assessment
from tests.build_hooks.cli.conftest import LEVELS, Cx, assessment, put

FOLDER_TEXT = """\
10 respondents. Stage 1 of 2 reached: First steps
A small model, version 0.1.0.

Respondents       10
Answered          4 of 4  Practices for which somebody gave a level, of those that apply.
Each alone        No stage – Stage 2  The lowest and the highest stage that one respondent's answers
                  give.
Pairs that agree  62.8 %  Of all pairs of people who answered the same practice, so many gave the
                  same answer.
Krippendorff's α  0.366  Agreement beyond what chance would give: 1 is full, 0 none. People see it
                  differently; talk before you conclude.

Where people disagree most
Answers are counted from low to high: Missing · Ad hoc | Repeatable · Systematic. From the bar on, a
practice is met.
Practice           Median       Answers         Not applicable   Consensus
──────────────────────────────────────────────────────────────────────────
Complaints Log     Repeatable   3 · 0 | 7 · 0                        0.600
Causes Removed     Ad hoc       0 · 5 | 5 · 0                        0.666
Quarterly Review   Systematic   0 · 0 | 3 · 4                3       0.714

Groups
Group       Respondents   Stage     Krippendorff's α
────────────────────────────────────────────────────
frontline             5   Stage 1              0.626
office                5   Stage 2              0.409

All 5 in the group frontline said the same of 2 practices: whoever knows who is in it knows what
each of them said.

All 5 in the group office said the same of 2 practices: whoever knows who is in it knows what each
of them said.

Where groups differ most
Practice           frontline    office       Steps
──────────────────────────────────────────────────
Causes Removed     Ad hoc       Repeatable       1
Quarterly Review   Repeatable   Systematic       1

All practices
Answers are counted from low to high: Missing · Ad hoc | Repeatable · Systematic. From the bar on, a
practice is met.
Practice           Median       Answers          Not applicable   Consensus
───────────────────────────────────────────────────────────────────────────
Timely Answers     Repeatable   0 · 0 | 10 · 0                        1.000
Complaints Log     Repeatable   3 · 0 | 7 · 0                         0.600
Causes Removed     Ad hoc       0 · 5 | 5 · 0                         0.666
Quarterly Review   Systematic   0 · 0 | 3 · 4                 3       0.714
"""


def people() -> list[dict[str, Any]]:
    """Ten people, five in each of two groups."""
    return [
        assessment(
            respondent={"label": f"P{i}", "group": "frontline" if i < 5 else "office"},
            timely_answers="repeatable",
            complaints_log="missing" if i in (3, 8, 9) else "repeatable",
            causes_removed="ad-hoc" if i < 5 else "repeatable",
            quarterly_review=("repeatable", "systematic", "systematic", "n/a")[(i * 3) % 4],
        )
        for i in range(10)
    ]


def folder(path: Path, values: Sequence[object]) -> Path:
    path.mkdir()
    for i, value in enumerate(values):
        put(path / f"{i}.json", value)
    return path


@pytest.fixture
def ten(here: Path) -> Path:
    return folder(here / "ten", people())


def test_text_is_exactly_this(cx: Cx, ten: Path) -> None:
    done = cx("team", "ten")
    assert (done.code, done.err) == (0, "")
    assert done.out == FOLDER_TEXT


@pytest.mark.parametrize(
    ("said", "title", "line"),
    [
        ({}, "Too few answers to name a stage", "With the practices that nobody has answered, it lies between no stage and Stage 2."),
        ({"timely_answers": "missing"}, "Too few answers to name a stage", "With the practices that nobody has answered, it could be no stage."),
        ({"timely_answers": "missing", "complaints_log": "ad-hoc"}, "No stage reached yet", "The practices that nobody has answered cannot change this."),
    ],
)  # fmt: skip
def test_the_headline_is_that_of_one_assessment(
    cx: Cx, here: Path, models: Path, said: dict[str, str], title: str, line: str
) -> None:
    folder(here / "two", [assessment(respondent={"label": f"P{i}", "group": ""}, **said) for i in range(2)])
    out = cx("team", "two").out.splitlines()
    assert out[0] == f"2 respondents. {title}"
    assert out[2] == line
    [own] = [text.removeprefix("Each alone").strip() for text in out if text.startswith("Each alone")]
    assert own.partition("  ")[0] == ("Too few answers to name a stage" if len(said) < 2 else "No stage")


def test_groups_name_no_stage_either(cx: Cx, here: Path, models: Path) -> None:
    many = [
        assessment(
            respondent={"label": f"P{i}", "group": "a" if i < 5 else "b"},
            timely_answers="repeatable",
            **({} if i < 5 else {"complaints_log": "repeatable"}),
        )
        for i in range(10)
    ]
    folder(here / "many", many)
    out = cx("team", "many").out
    assert "\na                 5   no stage to Stage 2          undefined\n" in out
    assert "\nb                 5   Stage 1                      undefined\n" in out
    assert "\nNo stage is named where fewer than half of the practices that apply are answered;" in out
    assert "5 respondents answered enough to name a stage. The lowest and the highest stage" in " ".join(out.split())


def test_json_is_the_scorers_reading_whatever_the_order(cx: Cx, models: Path, ten: Path) -> None:
    expected = read_team(
        load_framework(models / "small"), [Assessment.from_dict(value) for value in people()]
    ).to_dict()
    assert cx("team", ten, "-f", "json").json == expected
    assert cx("team", *sorted(ten.iterdir(), reverse=True), "-f", "json").json == expected


def test_csv_has_a_row_for_each_practice_and_group(cx: Cx, ten: Path) -> None:
    rows = [line.split(",") for line in cx("team", ten, "-f", "csv").out.splitlines()]
    assert rows[0] == [
        "\ufeffgroup", "practice", "name", "median", "count_missing", "count_ad-hoc", "count_repeatable", "count_systematic",
        "not_applicable", "leik", "withheld",
    ]  # fmt: skip
    assert [row[0] for row in rows[1:]] == [""] * 4 + ["frontline"] * 4 + ["office"] * 4
    assert rows[3] == ["", "causes-removed", "Causes Removed", "ad-hoc", "0", "5", "5", "0", "0", "0.666", "no"]


def test_markdown_and_page_have_the_same_words(cx: Cx, ten: Path) -> None:
    assert "| Causes Removed | Ad hoc | Repeatable | 1 |" in cx("team", ten, "-f", "markdown").out
    page = cx("team", ten, "-f", "html").out
    assert (
        '<th scope="row"><span>Causes Removed</span></th>'
        '<td data-label="frontline:"><span class="cx-tag cx-rank-1">Ad hoc</span></td>'
        '<td data-label="office:"><span class="cx-tag cx-rank-2">Repeatable</span></td>'
    ) in page
    assert (
        '<article class="cx-report" data-team data-respondents="10" data-running="A small model · 10 respondents">'
        in page
    )


def test_a_small_team_is_not_broken_down(cx: Cx, here: Path) -> None:
    folder(here / "three", people()[:3])
    out = cx("team", "three").out
    assert "3 respondents. Stage 1 of 2 reached: First steps" in out
    assert "4 practices are not shown, because fewer than 5 people said something of each." in out
    assert "  - frontline\n" in out
    assert "Causes Removed" not in out


def test_who_has_answered_nothing_is_no_person(cx: Cx, here: Path) -> None:
    folder(here / "three", people()[:3])
    put(here / "three/empty.json", assessment())
    done = cx("team", "three")
    assert "3 respondents. Stage 1 of 2 reached: First steps" in done.out
    assert done.err.strip() == "three/empty.json: nothing is answered in it; not counted as a person"
    assert "1 respondent" in cx("team", "three/empty.json").out


def test_one_framework_at_a_time(cx: Cx, north: Path, levels: Path) -> None:
    done = cx("team", "north.json", "levels.json")
    assert (done.code, done.out) == (1, "")
    assert done.problems == ["levels.json: framework.id: framework 'levels'; expected 'small', as in north.json"]


def test_all_problems_are_listed(cx: Cx, here: Path, ten: Path) -> None:
    put(ten / "3.json", assessment(timely_answers="often"))
    put(ten / "4.json", LEVELS | {"taken": "never"})
    (here / "empty").mkdir()
    done = cx("team", "ten", "empty", "nothing")
    assert [line.partition("; expected")[0] for line in done.problems] == [
        "ten/3.json: responses.timely-answers.answer: unknown answer 'often'",
        "ten/4.json: taken: 'never'",
        "empty: a folder without assessments",
        "nothing: there is no such file",
    ]
