"""What people bring: files of other kinds and encodings, exports of survey tools, folders from their machines, copies."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.build_hooks.cli.conftest import DAY, NORTH, SOUTH, Cx, assessment, put
from tests.build_hooks.cli.test_batch import HEAD, SMALL, SMALL_SCORES

KIND = "expected answers as JSON, or a table as .csv or .xlsx; save it as one of these"
SHEET = f"""\
practice,answer,evidence,framework,version,taken
timely-answers,Systematic,Zoë's log,small,0.1.0,{DAY}
complaints-log,Ad hoc,,small,0.1.0,{DAY}
"""
COMMANDS = ("score", "validate", "team", "share", "batch")


def scores(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"))))


# --- kinds of files ---------------------------------------------------------------------------------------------------


def archive(path: Path, *names: str) -> bytes:
    with zipfile.ZipFile(path / "x.zip", "w") as file:
        for name in names:
            file.writestr(name, "x")
    return (path / "x.zip").read_bytes()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "a PDF"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
            "an Excel workbook of before 2007 (.xls), or one with a password",
        ),
        (b"\x1f\x8b\x08\0\0", "a compressed file"),
        (b"\x89PNG\r\n\x1a\n\0", "a picture"),
        (b"{\\rtf1 x}", "a text document (.rtf)"),
        (b"<!DOCTYPE html><html>", "a web page"),
        (b'\xef\xbb\xbf<?xml version="1.0"?>', "an XML file"),
        (b"\xff\xfe\0\0a\0\0\0", "UTF-32 text"),
    ],
)
def test_a_file_of_another_kind_is_called_what_it_is(cx: Cx, here: Path, command: str, data: bytes, what: str) -> None:
    (here / "a.csv").write_bytes(data)
    done = cx(command, "a.csv")
    assert done.code == 1
    assert done.problems[0] == f"a.csv: {what}; {KIND}"
    assert len(done.problems) == 1 + (command == "validate")


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("names", "what"),
    [
        (["[Content_Types].xml", "word/document.xml"], "a Word document"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "a presentation"),
        (["mimetype", "content.xml"], "a document of LibreOffice or OpenOffice"),
        (["Index/Document.iwa"], "a document of Numbers, Pages or Keynote"),
        (["answers.json"], "a ZIP archive"),
    ],
)
def test_an_archive_that_is_no_workbook(cx: Cx, here: Path, command: str, names: list[str], what: str) -> None:
    (here / "a.xlsx").write_bytes(archive(here, *names))
    assert cx(command, "a.xlsx").problems[0] == f"a.xlsx: {what}; {KIND}"


def test_json_is_known_by_how_it_begins_and_a_table_by_its_heads(cx: Cx, here: Path) -> None:
    put(here / "answers.csv", NORTH)
    put(here / "answers.json", SHEET)
    assert cx("validate", "answers.csv", "answers.json").out.splitlines()[2:] == [
        "answers.csv    assessment of A small model, version 0.1.0, responses: 3",
        "answers.json   assessment of A small model, version 0.1.0, responses: 2",
    ]
    assert cx("batch", "answers.csv").problems == [
        "answers.csv: JSON; expected a table with a row for each respondent, as .csv or .xlsx"
    ]


def test_json_with_a_missing_comma(cx: Cx, here: Path) -> None:
    put(here / "a.json", json.dumps(NORTH, indent=1).replace('1,\n "framework"', '1\n "framework"'))
    assert cx("score", "a.json").problems == [
        "a.json: text that is not JSON (no comma at line 3, column 21); expected a comma between two entries; add it"
    ]


# --- encodings --------------------------------------------------------------------------------------------------------

WINDOWS = "read as Windows-1252, because it is not UTF-8"


@pytest.mark.parametrize(
    ("codec", "said"),
    [("utf-8", []), ("utf-8-sig", []), ("utf-16", []), ("utf-16-le", []), ("utf-16-be", []), ("cp1252", [WINDOWS])],
)
def test_a_table_in_whatever_encoding(cx: Cx, here: Path, codec: str, said: list[str]) -> None:
    (here / "t.csv").write_bytes(SMALL.replace("Ann", "Zoë “Z”").encode(codec))
    (here / "s.csv").write_bytes(SHEET.encode(codec))
    done = cx("batch", "t.csv", "--framework", "small")
    assert (done.code, done.out) == (0, SMALL_SCORES.replace(",Ann,", ",Zoë “Z”,").replace("Zoë “Z”", '"Zoë “Z”"'))
    assert done.problems == [f"t.csv: {line}" for line in said]
    done = cx("share", "s.csv")
    assert (done.code, done.problems) == (0, [f"s.csv: {line}" for line in said])
    piped = cx("score", "-", "-f", "csv", stdin=SHEET.encode(codec))
    assert scores(piped.out)[0]["evidence"] == "Zoë's log"


def test_json_in_another_encoding(cx: Cx, here: Path) -> None:
    text = json.dumps(NORTH | {"name": "Zoë"}, ensure_ascii=False)
    (here / "a.json").write_bytes(text.encode("utf-16"))
    (here / "b.json").write_bytes(text.encode("cp1252"))
    done = cx("score", "a.json", "b.json", "-f", "csv")
    assert [row["assessment_name"] for row in scores(done.out)] == ["Zoë"] * 8
    assert done.problems == [f"b.json: {WINDOWS}"]


def test_text_that_is_neither_utf_8_nor_windows_1252(cx: Cx, here: Path) -> None:
    (here / "a.json").write_bytes(b'{\n"a": "\xc3\xab",\n"b": "\xeb"}')
    (here / "b.json").write_bytes(b'{\n"b": "\x81"}')
    assert cx("score", "a.json", "b.json").problems == [
        "a.json: the byte 0xeb in line 3, which is not UTF-8; expected text in UTF-8; save it again as UTF-8",
        "b.json: the byte 0x81 in line 2, which is not UTF-8; expected text in UTF-8; save it again as UTF-8",
    ]
    (here / "c.csv").write_bytes(SHEET.encode("utf-16")[:-1])
    assert cx("score", "c.csv").problems == [
        "c.csv: UTF-16 text of which a part is missing; expected a whole file; save it again, as UTF-8"
    ]


def test_control_characters_of_unicode_are_not_taken_for_windows_1252(cx: Cx) -> None:
    done = cx("batch", "-", "--framework", "small", stdin=SMALL.replace("Ann", "A\x91n").encode("utf-8"))
    assert all(WINDOWS not in line for line in done.problems)


# --- days and codes ---------------------------------------------------------------------------------------------------


def table(*days: str) -> str:
    return "\n".join([HEAD, *(f"{i},,,{day},missing,,," for i, day in enumerate(days, 1)), ""])


ASK = "say which with --dates day-first or --dates month-first"


def test_days_of_a_table_are_settled_by_one_of_them(cx: Cx, here: Path) -> None:
    put(here / "t.csv", table("3/2/2026", "4/2/2026 10:15", "02.03.2026", "13/2/2026"))
    for source, name, stdin in (("t.csv", "t.csv", ""), ("-", "standard input", table("3/2/2026", "13/2/2026"))):
        done = cx("batch", source, "--framework", "small", stdin=stdin)
        assert done.code == 0
        assert done.problems == [
            f"{name}: row 1, column 'taken': days are read with the day first, as '13/2/2026' shows"
        ]
        assert scores(done.out)[0]["taken"] == "2026-02-03"
    assert [row["taken"] for row in scores(cx("batch", "t.csv", "--framework", "small").out)] == [
        "2026-02-03",
        "2026-02-04",
        "2026-03-02",
        "2026-02-13",
    ]


def test_days_that_nothing_settles_are_asked_about_once(cx: Cx, here: Path) -> None:
    put(here / "t.csv", table("3/2/2026", "4/2/2026", "2026-01-01"))
    done = cx("batch", "t.csv", "--framework", "small")
    assert done.code == 1
    assert [row["id"] for row in scores(done.out)] == ["3"]
    assert done.problems == [
        f"t.csv: row 2, column 'taken': '3/2/2026', which is 2026-02-03 or 2026-03-02; expected days that can be read in one way; {ASK}",
        "1 rows scored, 2 left out",
    ]
    done = cx("batch", "t.csv", "--framework", "small", "--dates", "month-first")
    assert (done.code, done.err) == (0, "")
    assert [row["taken"] for row in scores(done.out)] == ["2026-03-02", "2026-04-02", "2026-01-01"]
    assert cx("batch", "t.csv", "--dates", "year-first").code == 2


@pytest.mark.parametrize("command", ["score", "validate", "team", "share", "roadmap", "crosswalk"])
def test_every_command_that_reads_a_sheet_takes_the_options(cx: Cx, here: Path, command: str) -> None:
    sheet = SHEET.replace(DAY, "3/2/2026").replace("Systematic", "3").replace("Ad hoc", "1")
    put(here / "s.csv", sheet)
    more = {"roadmap": ["--to", "2"], "crosswalk": ["--to", "small"]}.get(command, [])
    done = cx(command, "s.csv", *more)
    assert done.problems[:2] == [
        f"s.csv: row 2, column 'taken': '3/2/2026', which is 2026-02-03 or 2026-03-02; expected days that can be read in one way; {ASK}",
        (
            "s.csv: row 2, column 'answer': the number 3; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic', 'dont-know', 'not-applicable'; "
            "say what numbers stand for, from the lowest answer to the highest, such as --codes 0,1,2,3"
        ),
    ]
    assert len(done.problems) == 2 + (command == "validate")
    done = cx(command, "s.csv", *more, "--dates", "day-first", "--codes", "0,1,2,3")
    if command != "crosswalk":  # for which these models have no file
        assert (done.code, done.err) == (0, "")
    assert all("s.csv: row" not in line for line in done.problems)


def test_days_of_two_rounds(cx: Cx, here: Path) -> None:
    put(here / "a.csv", SHEET.replace(DAY, "3/2/2026"))
    put(here / "b.csv", SHEET.replace(DAY, "4/5/2026").replace("Ad hoc", "Repeatable"))
    done = cx("trend", "a.csv", "b.csv", "--dates", "month-first", "-f", "json")
    assert [point["taken"] for point in done.json["points"]] == ["2026-03-02", "2026-04-05"]


def test_codes_are_said_by_an_option(cx: Cx, here: Path) -> None:
    put(here / "t.csv", f'{HEAD}\n1,Ann,,{DAY},3,1,9,\n2,Bob,,{DAY},2,"3,0",2,-1\n')
    done = cx("batch", "t.csv", "--framework", "small")
    assert done.code == 1
    assert done.problems == [
        (
            "t.csv: row 2, column 'timely-answers': the number 3; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic', 'dont-know', 'not-applicable'; "
            "say what numbers stand for, from the lowest answer to the highest, such as --codes 0,1,2,3"
        ),
        "0 rows scored, 2 left out",
    ]
    done = cx("batch", "t.csv", "--framework", "small", "--codes", "0,1,2,3,9=dont-know,-1=not-applicable")
    assert (done.code, done.err, done.out) == (0, "", SMALL_SCORES.replace(",frontline,", ",,"))
    assert cx("batch", "t.csv", "--framework", "small", "--codes", "0,1,2").problems == [
        "t.csv: --codes: 3 codes; expected 4, one for each answer from 'missing' to 'systematic'"
    ]


# --- heads ------------------------------------------------------------------------------------------------------------


def test_names_questions_and_a_title_tell_the_framework_too(cx: Cx, here: Path) -> None:
    put(
        here / "t.csv",
        "Survey of spring\n"
        "End Date,1. Timely Answers,Please rate - Complaints Log,"
        '"In the last 12 months, how were the causes of frequent complaints removed?",[Quarterly Review],Status\n'
        f"{DAY},Systematic (everywhere),Ad hoc,Don't know,,done\n",
    )
    done = cx("batch", "t.csv", "--framework", "small")
    assert done.code == 0
    assert scores(done.out)[0] == scores(SMALL_SCORES)[0] | {"id": "", "label": "", "group": ""}
    assert done.problems == [
        "t.csv: row 2: the heads are read from here; row 1 holds a title or more heads, and no answers",
        "t.csv: row 2, column 'End Date': read as 'taken'",
        "t.csv: row 2, column 'Status': a column of another name; expected a practice of 'small', or id, label, group, taken; it is not read",
    ]
    here.joinpath("t.csv").write_text(SMALL.replace("quarterly-review", "Quarterly Review"))
    assert cx("batch", "t.csv").out == SMALL_SCORES


def test_a_table_says_what_columns_are(cx: Cx, here: Path) -> None:
    put(here / "t.csv", SMALL.replace(HEAD, "no,who,dept,day,Q1,Q2,Q3,Q4"))
    pairs = "no;id\nwho;label\ndept;group\nday;taken\nQ1;timely-answers\nQ2;Complaints Log\nQ3;causes-removed\nQ4;quarterly-review\n"
    put(here / "columns.csv", "head;means\n" + pairs)
    done = cx("batch", "t.csv", "--columns", "columns.csv", "--framework", "small")
    assert (done.code, done.err, done.out) == (0, "", SMALL_SCORES)
    # Which framework it is shows in what the columns mean: one alone has all four practices.
    assert cx("batch", "t.csv", "--columns", "columns.csv").out == SMALL_SCORES
    put(here / "columns.csv", "head,means\nQ1,timely-answer\nQ2,labl\n")
    assert cx("batch", "t.csv", "--columns", "columns.csv", "--framework", "small", "--taken", DAY).problems == [
        "t.csv: --columns: Q1: 'timely-answer'; expected a practice of 'small', or id, label, group, taken; did you mean 'timely-answers'?",
        "t.csv: --columns: Q2: 'labl'; expected a practice of 'small', or id, label, group, taken; did you mean 'label'?",
    ]
    put(here / "columns.csv", "Q1,timely-answers\n")
    assert cx("batch", "t.csv", "--columns", "columns.csv", "--framework", "small", "--taken", DAY).problems == [
        "columns.csv: no columns 'head' and 'means'; expected a table that says what the columns headed so mean"
    ]


def test_options_and_the_table_are_looked_at_together(cx: Cx, here: Path) -> None:
    put(here / "t.csv", SMALL)
    assert cx("batch", "t.csv", "--columns", "none.csv", "--taken", "today", "--framework", "smal").problems == [
        "none.csv: there is no such file",
        "cx batch: --taken: 'today'; expected a date as year-month-day, such as '2026-11-21'",
        "cx batch: --framework: unknown framework 'smal'; expected one of 'levels', 'small'; did you mean 'small'?",
    ]


@pytest.mark.no_cover  # the same lines so many times: measuring them takes longer than running them
def test_fifty_thousand_columns_of_ones_own_are_one_line(cx: Cx, here: Path) -> None:
    heads = ",".join(f"c{i}" for i in range(50_000))
    put(here / "t.csv", f"taken,timely-answers,{heads}\n{DAY},missing\n")
    put(here / "s.csv", f"practice,answer,taken,framework,{heads}\ntimely-answers,missing,{DAY},small\n")
    for command, name in (("batch", "t.csv"), ("score", "s.csv")):
        done = cx(command, name, *(("--framework", "small") if command == "batch" else ()))
        assert done.code == 0
        (line,) = done.problems
        assert line.startswith(f"{name}: row 1: 50,000 columns of other names: 'c0', 'c1', 'c2', ")
        assert " and 49,990 more; expected " in line


def test_the_framework_of_a_sheet_is_told_by_its_practices(cx: Cx, here: Path, models: Path) -> None:
    sheet = "practice,answer,taken\nTimely Answers,Systematic,2026-11-21\n"
    done = cx("score", "-", "-f", "json", "--frameworks", models / "small", stdin=sheet)
    assert done.json["framework"]["id"] == "small"
    assert cx("score", "-", stdin=sheet).problems == [
        "standard input: no column 'framework', and its practices do not tell which it is; expected one of levels, small in such a column"
    ]


def test_a_table_of_many_is_no_assessment_and_the_other_way_round(cx: Cx, here: Path) -> None:
    put(here / "t.csv", SMALL)
    for command in ("score", "team", "validate", "share"):
        assert cx(command, "t.csv").problems[0] == (
            "t.csv: a table with a row for each respondent; expected one assessment, with a row for each practice; use cx batch for it"
        )
    put(here / "s.csv", SHEET)
    assert cx("batch", "s.csv", "--framework", "small").problems[0] == (
        "s.csv: row 1: no column of a practice; expected columns named like the practices of 'small';"
        " a table with a row for each practice is one assessment, not many"
    )


def test_a_repeated_id_is_named(cx: Cx, here: Path) -> None:
    put(here / "t.csv", SMALL.replace("\n2,Bob", "\n1,Bob"))
    done = cx("batch", "t.csv", "--framework", "small")
    assert (done.code, len(scores(done.out))) == (0, 2)
    assert done.problems == ["t.csv: row 3, column 'id': '1', which row 2 has already; each is scored for itself"]


# --- folders ----------------------------------------------------------------------------------------------------------


@pytest.fixture
def brought(here: Path) -> Path:
    """A folder as it comes from somebody's machine."""
    folder = here / "answers"
    (folder / "__MACOSX").mkdir(parents=True)
    put(folder / "north.JSON", NORTH)
    put(folder / "south.json", SOUTH)
    for name in (".DS_Store", "._north.json", "Thumbs.db", "desktop.ini", "~$team.xlsx", "south.json~"):
        (folder / name).write_bytes(b"\0\1")
    return folder


def test_what_systems_leave_in_a_folder_is_passed_over(cx: Cx, brought: Path) -> None:
    done = cx("team", "answers", "-f", "json")
    assert (done.code, done.err, done.json["respondents"]) == (0, "", 2)
    done = cx("validate", "answers")
    assert (done.code, done.err) == (0, "")
    assert [line.partition("  ")[0] for line in done.out.splitlines()[2:]] == [
        "answers/north.JSON",
        "answers/south.json",
    ]


def test_other_files_and_folders_in_it_are_named_in_one_note(cx: Cx, brought: Path) -> None:
    (brought / "notes.txt").write_text("x")
    (brought / "older").mkdir()
    done = cx("team", "answers")
    assert (done.code, done.problems) == (0, ["answers: passed over notes.txt, older/"])
    for i in range(10):
        (brought / f"p{i}.pdf").write_text("x")
    assert cx("score", "answers").problems == [
        "answers: passed over notes.txt, older/, p0.pdf, p1.pdf, p2.pdf, p3.pdf, p4.pdf, p5.pdf, and 4 more"
    ]


def test_a_folder_that_holds_none_says_what_it_holds(cx: Cx, here: Path) -> None:
    (here / "packed/answers").mkdir(parents=True)
    assert cx("team", "packed").problems == [
        "packed: a folder without assessments; expected files that end in .json, .csv or .xlsx; what is there: answers/"
    ]
    (here / "empty").mkdir()
    assert cx("team", "empty").problems == [
        "empty: a folder without assessments; expected files that end in .json, .csv or .xlsx"
    ]


# --- the same person twice --------------------------------------------------------------------------------------------


def given(taken: str, answer: str, **more: Any) -> dict[str, Any]:
    return assessment(timely_answers=answer, **more) | {"taken": taken}


ANN = {"respondent": {"label": "Ann"}}
BO = {"respondent": {"label": "Bo"}}
ONCE = "counted once (--keep-duplicates counts each)"


@pytest.mark.parametrize(
    ("files", "counted", "said"),
    [
        (  # a copy
            [given("2026-01-01", "missing"), given("2026-01-01", "missing"), given("2026-01-01", "systematic")],
            2,
            [f"1.json: the same answers as 0.json; {ONCE}"],
        ),
        (  # the later one counts, wherever it stands
            [given("2026-01-02", "systematic", **ANN), given("2026-01-01", "missing", **ANN)],
            1,
            [f"1.json: the same person as 0.json, which is of the same day or later; {ONCE}"],
        ),
        (
            [given("2026-01-01", "missing", **ANN), given("2026-01-02", "systematic", **ANN)],
            1,
            [f"0.json: the same person as 1.json, which is of the same day or later; {ONCE}"],
        ),
        (  # written twice: with other capitals and spaces, and with accents put together otherwise
            [
                given("2026-01-02", "systematic", respondent={"label": "Ren\u00e9e Wu"}),
                given("2026-01-01", "missing", respondent={"label": " rene\u0301e  WU"}),
            ],
            1,
            [f"1.json: the same person as 0.json, which is of the same day or later; {ONCE}"],
        ),
        (  # one id
            [given("2026-01-01", "missing", id="7"), given("2026-01-01", "systematic", id="7")],
            1,
            [f"0.json: the same person as 1.json, which is of the same day or later; {ONCE}"],
        ),
        (  # one id, as of a file that was handed round, but two names
            [given("2026-01-01", "missing", id="7", **ANN), given("2026-01-01", "systematic", id="7", **BO)],
            2,
            [],
        ),
        (  # three times
            [given(f"2026-01-0{day}", "missing", **ANN) for day in (2, 3, 1)],
            1,
            [
                f"0.json: the same person as 1.json, which is of the same day or later; {ONCE}",
                f"2.json: the same person as 1.json, which is of the same day or later; {ONCE}",
            ],
        ),
        ([given("2026-01-01", "missing", **ANN), given("2026-01-01", "missing", **BO)], 2, []),
        ([given("2026-01-01", "missing"), given("2026-01-02", "missing")], 2, []),
    ],
)
def test_a_person_is_counted_once(
    cx: Cx, here: Path, files: list[dict[str, Any]], counted: int, said: list[str]
) -> None:
    names = [put(here / f"{i}.json", value).name for i, value in enumerate(files)]
    done = cx("team", *names, "-f", "json")
    assert done.code == 0
    assert done.json["respondents"] == counted
    assert done.problems == said
    kept = cx("team", *names, "-f", "json", "--keep-duplicates")
    assert kept.json["respondents"] == len(files)
    assert kept.problems == [line.replace(ONCE, "both are counted") for line in said]


def test_the_answers_that_count_are_the_later_ones(cx: Cx, here: Path) -> None:
    put(here / "a.json", given("2026-01-02", "systematic", **ANN))
    put(here / "b.json", given("2026-01-01", "missing", **ANN))
    alone = cx("team", "a.json", "-f", "json").json
    assert cx("team", "b.json", "a.json", "-f", "json").json == alone


def test_a_person_is_counted_once_in_each_round(cx: Cx, here: Path) -> None:
    for folder, answer in (("old", "missing"), ("new", "systematic")):
        (here / folder).mkdir()
        for name in ("a", "b"):
            put(here / folder / f"{name}.json", given("2026-01-01" if folder == "old" else "2026-06-01", answer, **ANN))
    done = cx("trend", "old", "new", "-f", "json")
    assert [point["respondents"] for point in done.json["points"]] == [1, 1]
    assert done.problems == [
        f"{folder}/b.json: the same answers as {folder}/a.json; {ONCE}" for folder in ("old", "new")
    ]
    done = cx("trend", "old", "new", "-f", "json", "--keep-duplicates")
    assert [point["respondents"] for point in done.json["points"]] == [2, 2]


# --- names on the command line ----------------------------------------------------------------------------------------


def test_practices_and_stages_may_be_given_by_their_names(cx: Cx, north: Path) -> None:
    by_id = cx(
        "roadmap",
        north,
        "--to",
        "steady-work",
        "--exclude",
        "complaints-log",
        "--effort",
        "causes-removed=1,1,1",
        "-f",
        "json",
    )
    by_name = cx(
        "roadmap",
        north,
        "--to",
        "Steady work",
        "--exclude",
        "Complaints Log",
        "--effort",
        "Causes Removed=1,1,1",
        "-f",
        "json",
    )
    assert by_name.code == 0
    assert by_name.out == by_id.out


def test_all_options_that_do_not_fit_are_told_at_once_by_their_own_names(cx: Cx, north: Path) -> None:
    done = cx(
        "roadmap",
        north,
        "--to",
        "9",
        "--exclude",
        "Complaint Log",
        "--exclude",
        "x",
        "--effort",
        "y=1,1,1",
        "--effort",
        "z",
    )
    assert done.problems == [
        "cx roadmap: small: --to: '9'; expected a number from 1 to 2, or one of 'first-steps', 'steady-work'",
        "cx roadmap: small: --exclude: unknown practice 'Complaint Log'; expected a practice of 'small'; did you mean 'Complaints Log'?",
        "cx roadmap: small: --exclude: unknown practice 'x'; expected a practice of 'small'",
        "cx roadmap: small: --effort: unknown practice 'y'; expected a practice of 'small'",
        "cx roadmap: small: --effort: 'z'; expected a practice and three numbers from 1 to 5, such as 'basic-training=1,2,2'",
    ]
