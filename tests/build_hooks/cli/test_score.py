"""`cx score`: one report in five forms."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from pathlib import Path

import pytest

from build_hooks.library.load import load_framework
from build_hooks.library.messages import load_texts
from cxcore.bridge import Bridge
from cxcore.model import Assessment, Framework
from cxcore.reading import encode, jsontext
from cxcore.roadmap import planned_report
from tests.build_hooks.cli.conftest import LEVELS, NORTH, SOUTH, Cx, assessment, put
from tests.ours import four_stages

NORTH_TEXT = """\
No stage reached yet, 1 practice away from stage 1
Assessment of North
A small model. Answered by Ann, frontline on 21 November 2026.
Next: First steps.
1 open question and 1 “don't know” cannot change this.

How far each stage is covered
Stage 1: First steps  ██████████░░░░░░░░░┃  1 of 2 met · 50 %  some
1 more to reach it
Stage 2: Steady work  ░░░░░░░░░░░░░░░░░░░┃  0 of 2 met · 0 %   almost none

What it takes to reach stage 1
Stage 1: First steps: this one must be met.
  - Complaints Log
The cheapest way raises 1 practice: 1 step, little effort (3 of 15); none costs less.
 1. Complaints Log
    Ad hoc → Repeatable · 1 step, little effort (3 of 15) · Stage 1
    Next: Make one log of it, with date, cause, owner and outcome, and say who keeps it.
    Most complaints are in one log with date, cause, owner and outcome.

What is strong
Answered “Systematic”, the highest of the answers.
  - Timely Answers

Profile by aspect
For description only; no aspect decides a stage.
Data         ░░░░░░░░░░░░░░░░░░░░  0 of 1 met · 0 %    almost none
Design       ░░░░░░░░░░░░░░░░░░░░  0 of 1 met · 0 %    almost none
Delivery     ████████████████████  1 of 1 met · 100 %  nearly all
Measurement  ░░░░░░░░░░░░░░░░░░░░  0 of 1 met · 0 %    almost none

How sure this is

Where it can lie                 No stage  Depending on 1 open question and 1 “don't know”.
Answers                          2 answered, 1 don't know, 1 open  Of 4 questions.
Evidence                         1 of 2 answers have a note  The notes name no day.
If every practice had to be met  No stage  The highest stage with every practice met, in it and in
                                 all below.
Average of the answers           66.6 of 100  33.3 to 83.3, depending on 1 open question and 1
                                 “don't know”. To compare with your own last time. It never decides
                                 a stage.

All answers
M missing, A ad hoc, R repeatable, S systematic; ? don't know, – not applicable, blank not answered.
A practice is met from R up.

Stage 1: First steps
S  Timely Answers  Systematic
   Your note: Log, *March*
A  Complaints Log  Ad hoc

Stage 2: Steady work
?  Causes Removed  Don't know
   Quarterly Review  Not answered

How this was worked out
A stage counts as reached when more than 50 % of it is met and every stage below is met by more than
85 %.
Every answer counts, and nothing is guessed: a practice is met from Repeatable up, and an open
question or “don't know” counts as its lowest answer.
A small model, version 0.1.0. How scoring works.

The result says how consistently practices are followed, not how well they are done or what
customers feel.
"""

NORTH_FACTS = """\
- **Where it can lie:** No stage · Depending on 1 open question and 1 “don't know”.
- **Answers:** 2 answered, 1 don't know, 1 open · Of 4 questions.
- **Evidence:** 1 of 2 answers have a note · The notes name no day.
- **If every practice had to be met:** No stage · The highest stage with every practice met, in it and in all below.
- **Average of the answers:** 66.6 of 100 · 33.3 to 83.3, depending on 1 open question and 1 “don't know”. To compare with your own last time. It never decides a stage.
"""

NORTH_STEPS = """\
1. **Complaints Log**
    - Ad hoc → Repeatable · 1 step, little effort (3 of 15) · Stage 1
    - Next: Make one log of it, with date, cause, owner and outcome, and say who keeps it.
    - Most complaints are in one log with date, cause, owner and outcome.
"""


def _framework(models: Path, key: str) -> Framework:
    return load_framework(models / key)


def test_text_is_exactly_this(cx: Cx, north: Path) -> None:
    done = cx("score", north)
    assert (done.code, done.err) == (0, "")
    assert done.out == NORTH_TEXT


def test_text_is_narrow_where_columns_say_so(cx: Cx, north: Path) -> None:
    done = cx("score", north, env={"COLUMNS": "60"})
    assert max(map(len, done.out.splitlines())) <= 60
    assert "Complaints" in done.out


def test_markdown_has_the_same_words(cx: Cx, north: Path) -> None:
    out = cx("score", north, "--format", "markdown").out
    assert out.startswith(
        "# No stage reached yet, 1 practice away from stage 1\n\nAssessment of North\n\nA small model"
    )
    assert NORTH_FACTS in out
    assert NORTH_STEPS in out
    assert "░" not in out


def test_markdown_takes_no_name_for_markup(cx: Cx, here: Path) -> None:
    name = "<b>[x](y)</b> *R|D* # _1_"
    out = cx("score", put(here / "a.json", NORTH | {"name": name}), "-f", "markdown").out
    assert r"\<b\>\[x\](y)\</b\> \*R\|D\* # \_1\_" in out


def test_levels_are_called_levels(cx: Cx, levels: Path) -> None:
    out = cx("score", levels).out
    assert out.startswith("Level 2 of 3, 1 practice away from level 3\n")
    assert "Level 1: Beginning    ███████████████████┃  3 of 3 met · 100 %" in out
    assert "Data         ██████████░░░░░░░░░░  1 of 2 steps taken · 50 %" in out
    assert "The result says how consistently" not in out


def test_practices_of_one_name_are_told_apart(cx: Cx, models: Path, tmp_path: Path) -> None:
    files = {path.relative_to(models / "small"): path.read_text("utf-8") for path in (models / "small").rglob("*.yaml")}
    for path, text in files.items():
        target = tmp_path / "twins" / "small" / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text.replace("name: Causes Removed", "name: Complaints Log"), "utf-8")
    out = cx("score", put(tmp_path / "a.json", NORTH), "--frameworks", tmp_path / "twins").out
    assert "Complaints Log (stage 1)" in out
    assert "Complaints Log (stage 2)" in out


def test_json_is_the_scorers_report(cx: Cx, models: Path, north: Path) -> None:
    done = cx("score", north, "--format", "json")
    expected = planned_report(_framework(models, "small"), Assessment.from_dict(NORTH))
    assert done.json == expected
    assert done.out == json.dumps(expected, indent=2, ensure_ascii=False) + "\n"


def test_several_files_give_an_array_in_their_order(cx: Cx, north: Path, south: Path, levels: Path) -> None:
    values = cx("score", south, levels, north, "-f", "json").json
    assert [value["framework"]["id"] for value in values] == ["small", "levels", "small"]
    assert [value["stage_reached"]["order"] for value in values] == [2, 2, 0]


def test_standard_input_gives_what_the_file_gives(cx: Cx, north: Path) -> None:
    assert cx("score", "-", "-f", "json", stdin=json.dumps(NORTH)).out == cx("score", north, "-f", "json").out


def test_standard_input_can_be_given_once(cx: Cx) -> None:
    done = cx("score", "-", "-", stdin="{}")
    assert done.code == 2
    assert "once only" in done.err


def test_a_byte_order_mark_is_passed_over(cx: Cx) -> None:
    assert cx("score", "-", stdin=b"\xef\xbb\xbf" + json.dumps(NORTH).encode()).out == NORTH_TEXT


class TestTable:
    def test_it_can_be_scored_again(self, cx: Cx, north: Path, here: Path) -> None:
        cx("score", north, "-o", here / "north.csv")
        assert cx("score", here / "north.csv", "-f", "json").out == cx("score", north, "-f", "json").out

    def test_several_stand_below_each_other_under_one_heading(self, cx: Cx, north: Path, levels: Path) -> None:
        lines = cx("score", north, levels, "-f", "csv").out.splitlines()
        assert [line.partition(",")[0] for line in lines] == [
            "\ufeffpractice",
            *("timely-answers", "complaints-log", "causes-removed", "quarterly-review"),
            *("timely-answers", "complaints-log", "quarterly-review"),
        ]

    def test_it_is_safe_in_a_spreadsheet(self, cx: Cx, here: Path) -> None:
        bad = {"answer": "missing", "evidence": "=HYPERLINK(1)", "evidence_owner": "@SUM(A1)"}
        done = cx("score", put(here / "a.json", assessment(timely_answers=bad, name="-2+3")), "-f", "csv")
        cells = re.findall(
            rb'(?:^|,)("(?:[^"]|"")*"|[^,\r\n]*)', done.bytes.removeprefix(b"\xef\xbb\xbf"), re.MULTILINE
        )
        assert not [cell for cell in cells if cell.strip(b'"')[:1] in (b"=", b"+", b"-", b"@")]
        assert b"'=HYPERLINK(1)" in done.bytes
        assert done.bytes.startswith(b"\xef\xbb\xbf")
        assert done.bytes.count(b"\r\n") == done.bytes.count(b"\n") == 5

    def test_every_bad_row_is_named(self, cx: Cx) -> None:
        table = "practice,answer,taken\ntimely-answers,often,2026-11-21\nnope,missing,\ncomplaints-log,missing,\n"
        done = cx("score", "-", "--frameworks", "frameworks/small", stdin=table)
        assert done.code == 1
        assert done.out == ""
        assert done.problems == [
            "standard input: row 2, column 'answer': 'often'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic', 'dont-know', 'not-applicable'",
            "standard input: row 3, column 'practice': unknown practice 'nope'; expected a practice of 'small' 0.1.0",
        ]

    def test_a_column_of_ones_own_is_noted_and_passed_over(self, cx: Cx) -> None:
        table = "practice,answer,taken,framework,mood\ntimely-answers,Ad hoc,2026-11-21,small,good\n"
        done = cx("score", "-", "-f", "json", stdin=table)
        assert done.code == 0
        assert done.json["answered"]["answered"] == 1
        assert [line.partition(";")[0] for line in done.problems] == [
            "standard input: row 1, column 'mood': a column of another name"
        ]

    def test_it_must_say_which_framework_where_there_are_several(self, cx: Cx) -> None:
        done = cx("score", "-", stdin="practice,answer\ntimely-answers,missing\n")
        assert done.problems == [
            "standard input: no column 'framework', and its practices do not tell which it is; expected one of levels, small in such a column"
        ]


class TestPage:
    @pytest.mark.parametrize(("key", "value"), [("small", NORTH), ("small", SOUTH), ("levels", LEVELS)])
    def test_it_holds_the_report_of_the_browser(
        self, cx: Cx, here: Path, models: Path, key: str, value: object
    ) -> None:
        site = "https://example.org/cx/"
        text = jsontext.dumps(encode(_framework(models, key), Framework))
        answer = json.loads(
            Bridge(text, jsontext.dumps(load_texts())).handle(
                "report", jsontext.dumps({"assessment": value, "site": site})
            )
        )
        page = cx("score", put(here / "a.json", value), "-f", "html", "--site", site.rstrip("/")).out
        assert page.count("<article") == 1
        assert re.sub(r"(?<=<)(/?)h3\b", r"\1h2", answer["value"]["html"]) in page
        assert re.findall(r"<h\d", page)[:2] == ["<h1", "<h2"]

    def test_it_stands_by_itself(self, cx: Cx, north: Path, south: Path) -> None:
        page = cx("score", north, south, "-f", "html").out
        assert page.startswith('<!doctype html>\n<html lang="en">')
        assert page.count("<article") == 2
        assert not re.search(
            r"<(script|link|img|iframe|object|a)\b|\b(src|href|style|on\w+)=|url\(|@import|https?:", page
        )
        assert "<title>Assessment of North, South</title>" in page

    def test_its_policy_allows_its_style_and_nothing_else(self, cx: Cx, north: Path) -> None:
        page = cx("score", north, "-f", "html").out
        (css,) = re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        assert f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'" in page

    def test_notes_cannot_become_markup(self, cx: Cx, here: Path) -> None:
        bad = {"answer": "missing", "evidence": "</style><script>alert(1)</script>"}
        page = cx("score", put(here / "a.json", assessment(timely_answers=bad, name="<i>")), "-f", "html").out
        assert "<script" not in page
        assert "<i>" not in page
        assert page.count("</style>") == 1

    def test_it_is_written_where_the_output_is_called_html(self, cx: Cx, north: Path, here: Path) -> None:
        assert cx("score", north, "-o", "report.html").out == ""
        assert (here / "report.html").read_text("utf-8") == cx("score", north, "-f", "html").out


def test_a_note_keeps_its_lines_in_every_form_of_words(cx: Cx, here: Path) -> None:
    noted = {"answer": "missing", "evidence": "Handbook,  March\n\nsecond line\n"}
    said = {"complaints_log": "missing", "causes_removed": "missing", "quarterly_review": "missing"}
    file = put(here / "a.json", assessment(timely_answers=noted, **said))
    assert "\n    - Your note: Handbook, March  \n      second line\n" in cx("score", file, "-f", "markdown").out
    assert "Your note: Handbook,  March\n\nsecond line</span>" in cx("score", file, "-f", "html").out
    lines = [line.strip() for line in cx("score", file).out.splitlines()]
    place = lines.index("Your note: Handbook, March")
    assert lines[place + 1] == "second line"


class TestLength:
    def test_lines_are_lines_however_long(self, cx: Cx, north: Path) -> None:
        assert cx("score", north, "--length", "lines", "--site", "https://example.org/cx").out == (
            "North: No stage reached yet, 1 practice away from stage 1\n"
            "Next: First steps. Strong: Timely Answers.\n"
            "What stage 1 takes: Complaints Log."
            " The cheapest way raises 1 practice: 1 step, little effort (3 of 15); none costs less.\n"
            "2 answered, 1 don't know, 1 open. 1 open question and 1 “don't know” cannot change this.\n"
            "A small model. Answered by Ann, frontline on 21 November 2026. 1 of 2 answers have a note."
            " How scoring works: https://example.org/cx/about/scoring/\n"
        )

    def test_a_page_is_told_in_every_form_of_words(self, cx: Cx, north: Path) -> None:
        assert '<article class="cx-report" data-page ' in cx("score", north, "--length", "page", "-f", "html").out
        for form in ("text", "markdown"):
            page = cx("score", north, "--length", "page", "-f", form).out
            assert "Complaints Log" in page and "Profile by aspect" not in page

    @pytest.mark.parametrize("form", ["json", "csv", "xlsx"])
    def test_data_have_one_length(self, cx: Cx, north: Path, here: Path, form: str) -> None:
        done = cx("score", north, "--length", "lines", "-o", here / f"a.{form}")
        assert done.code == 2
        assert "expected text, html or markdown" in " ".join(done.err.replace("│", " ").split())
        assert not (here / f"a.{form}").exists()


def test_problems_of_all_files_are_listed_and_nothing_is_written(cx: Cx, here: Path, north: Path) -> None:
    put(here / "a.json", assessment(timely_answers="often", complaints="missing"))
    put(here / "b.json", "{")
    done = cx("score", "a.json", north, "b.json", "c.json", "-o", "out.json")
    assert done.code == 1
    assert done.out == ""
    assert not (here / "out.json").exists()
    assert done.problems == [
        "a.json: responses.timely-answers.answer: unknown answer 'often'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic'",
        "a.json: responses.complaints: unknown practice 'complaints'; expected a practice of 'small' 0.1.0; did you mean 'complaints-log'?",
        "b.json: a file that ends at line 1, column 2, before its last bracket is closed; expected the whole file; look whether its end was cut off",
        "c.json: there is no such file",
    ]


def test_a_framework_that_is_not_here_is_named(cx: Cx, here: Path) -> None:
    done = cx("score", put(here / "a.json", assessment("smal")), "--frameworks", "frameworks")
    assert done.problems == [
        f"{here / 'a.json'}: framework.id: unknown framework 'smal'; expected one of 'levels', 'small'; did you mean 'small'?"
    ]
    assert cx("score", here / "a.json", "--frameworks", "nowhere").problems == ["nowhere: there is no such folder"]


def test_the_projects_own_frameworks_are_used_where_there_are_none(
    cx: Cx, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.chdir(empty)
    stamp = {"id": "four-stages", "version": four_stages().version}
    own = assessment("four-stages", basic_training="missing") | {"framework": stamp}
    assert cx("score", "-", stdin=json.dumps(own)).out.startswith("Too few answers to name a stage\n")
