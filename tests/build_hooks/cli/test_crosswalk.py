"""`cx crosswalk`: an assessment read through another framework."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.build_hooks.cli.conftest import LEVELS, NORTH, Cx, put

WALK = """\
pairs:
  - first: small
    second: levels
    stages:
      - {reached: 0, low: 0, high: 1, reason: Below both.}
      - {reached: 1, low: 1, high: 2, reason: The first stage holds parts of both.}
      - {reached: 2, low: 2, high: 3, reason: The second goes on from there.}
    practices:
      - {first: timely-answers, second: timely-answers, fit: close}
      - {first: causes-removed, second: complaints-log, fit: partial, note: Removing is a part of it.}
      - {first: complaints-log, second: complaints-log, fit: close}
"""

NORTH_TEXT = """\
A small model, read through A model with levels
Answers stand in their own words. Practices that correspond are not the same; the fit says how near
they are.
No stage lies between no level and Level 1: Beginning.
Below both.

Assessed      2  practices that an answer bears on
Unanswered    0  practices that only open questions bear on
Not assessed  1  practices that nothing bears on, which is not zero

Practice by practice
A model with levels   A small model    Fit       Answer
───────────────────────────────────────────────────────────
Timely Answers        Timely Answers   close     Systematic
Complaints Log        Complaints Log   close     Ad hoc
Complaints Log        Causes Removed   partial   Don't know

A model with levels: 1 practice is silent
Nothing that was answered bears on this, which is not the same as missing. Answer directly, in the
questionnaire of A model with levels.
  - Quarterly Review

A small model: what corresponds to nothing
  - Quarterly Review
"""

NORTH_CSV = """\
\ufeffpractice,name,status,from_practice,from_name,fit,state,answer,note,from,to,input
timely-answers,Timely Answers,assessed,timely-answers,Timely Answers,close,answered,systematic,,small,levels,north.json
complaints-log,Complaints Log,assessed,complaints-log,Complaints Log,close,answered,ad-hoc,,small,levels,north.json
complaints-log,Complaints Log,assessed,causes-removed,Causes Removed,partial,dont_know,,Removing is a part of it.,small,levels,north.json
quarterly-review,Quarterly Review,not-assessed,,,,,,,small,levels,north.json
"""


@pytest.fixture
def walk(here: Path, models: Path) -> Path:
    """The frameworks with a crosswalk, and an assessment of each."""
    (here / "frameworks").unlink()
    shutil.copytree(models, here / "frameworks")
    put(here / "north.json", NORTH)
    put(here / "levels.json", LEVELS)
    return put(here / "frameworks/crosswalk.yaml", WALK)


def test_text_is_exactly_this(cx: Cx, walk: Path) -> None:
    done = cx("crosswalk", "north.json", "--to", "levels")
    assert (done.code, done.err, done.out) == (0, "", NORTH_TEXT)


def test_open_questions_widen_the_interval(cx: Cx, here: Path, walk: Path) -> None:
    said = {"timely-answers": {"answer": "systematic"}, "causes-removed": {"answer": "repeatable"}}
    out = cx("crosswalk", put(here / "a.json", NORTH | {"responses": said}), "--to", "levels").out
    assert "\nNo stage lies between no level and Level 1: Beginning.\n" in out
    assert (
        "\nWith the questions still open: No stage – Stage 2: Steady work lies between no level and Level 3:\nLeading.\n"
        in out
    )


def test_from_almost_nothing_no_stage_is_named(cx: Cx, here: Path, walk: Path) -> None:
    said = {"timely-answers": {"answer": "systematic"}}
    out = cx("crosswalk", put(here / "a.json", NORTH | {"responses": said}), "--to", "levels").out
    where = out.partition("they are.\n")[2].partition("\n\n")[0]
    assert where.splitlines() == [
        "Too few answers to name a stage.",
        "With the questions still open: No stage – Stage 2: Steady work lies between no level and Level 3:",
        "Leading.",
        "Below both. The second goes on from there.",
    ]


def test_a_stage_that_no_interval_holds_is_said_to_be_so(cx: Cx, here: Path, walk: Path) -> None:
    walk.write_text(WALK.replace("low: 2, high: 3", "low: 2, high: 2"), "utf-8")
    said = {key: {"answer": "leading"} for key in LEVELS["responses"]}
    out = cx("crosswalk", put(here / "a.json", LEVELS | {"responses": said}), "--to", "small").out
    where = out.partition("they are.\n")[2].partition("\n\n")[0]
    assert where.splitlines() == [
        "Level 3: Leading has no corresponding interval.",
        "Level 3 is set beside no stage of A small model, so that nothing can be said of it there.",
    ]


def test_csv_is_exactly_this(cx: Cx, walk: Path) -> None:
    assert cx("crosswalk", "north.json", "--to", "levels", "-f", "csv").out == NORTH_CSV


def test_a_pair_is_read_in_both_directions(cx: Cx, walk: Path) -> None:
    data = cx("crosswalk", "levels.json", "--to", "small", "-f", "json").json
    assert (data["from"]["id"], data["to"]["id"]) == ("levels", "small")
    assert data["stage"]["interval"] == [1, 2]
    assert data["counts"] == {"assessed": 3, "unanswered": 0, "not_assessed": 1}


def test_validate_counts_the_pairs(cx: Cx, walk: Path) -> None:
    assert "frameworks/crosswalk.yaml   1 pair of frameworks\n" in cx("validate").out


@pytest.mark.parametrize("command", [("crosswalk", "north.json", "--to", "levels"), ("validate",)])
def test_what_is_wrong_in_the_file_is_told_by_line(cx: Cx, walk: Path, command: tuple[str, ...]) -> None:
    walk.write_text(WALK.replace("first: causes-removed", "first: cause-removed").replace("low: 2", "low: 5"), "utf-8")
    done = cx(*command)
    assert done.code == 1
    assert [line for line in done.problems if "found" not in line] == [
        "frameworks/crosswalk.yaml:7:9: the interval from 5 to 3; expected stages of 'levels', 0 to 3, the lower one first",
        "frameworks/crosswalk.yaml:10:17: unknown practice 'cause-removed'; expected a practice of 'small'; did you mean 'causes-removed'?",
    ]


@pytest.mark.parametrize(
    ("to", "problem"),
    [
        ("small", "north.json: to: no crosswalk from 'small' to 'small'; expected 'levels'"),
        (
            "level",
            "cx crosswalk: --to: unknown framework 'level'; expected one of 'levels', 'small'; did you mean 'levels'?",
        ),
    ],
)
def test_what_nothing_leads_to_is_refused(cx: Cx, walk: Path, to: str, problem: str) -> None:
    done = cx("crosswalk", "north.json", "--to", to)
    assert (done.code, done.out, done.problems) == (1, "", [problem])


def test_without_a_file_nothing_leads_anywhere(cx: Cx, walk: Path) -> None:
    walk.unlink()
    assert cx("crosswalk", "north.json", "--to", "levels").problems == [
        "north.json: to: no crosswalk from 'small' to 'levels'; expected 'none'"
    ]
