"""The tables of an assessment and of a report: what is in them, and reading them back however they were edited."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcore.exchange.cells import Conventions
from cxcore.exchange.tables import (
    ASSESSMENT_COLUMNS,
    COMPUTED,
    REPORT_COLUMNS,
    assessment_table,
    read_assessment_table,
    report_table,
)
from cxcore.model import Assessment, Framework, FrameworkRef, Mode, Respondent, Response
from cxcore.reading import InputError
from cxcore.reading.csvtext import csv_lines
from cxcore.reading.days import DayOrder
from tests.builders import DONT_KNOW, NA, adoption, adoption_dict, assessment, changed, each, rubric
from tests.strategies import assessed


def text(framework: Framework, said: Assessment) -> str:
    return "".join(assessment_table(framework, said))


def cells(lines: str) -> list[dict[str, str]]:
    """A table as any reader of the format sees it."""
    return list(csv.DictReader(io.StringIO(lines.removeprefix("\ufeff"), newline="")))


def read_back(
    lines: str, framework: Framework, taken: str | None = None
) -> tuple[dict[str, Response] | None, list[str], Assessment | None]:
    reading = read_assessment_table(csv_lines(lines), framework, taken)
    read = reading.assessment
    return None if read is None else dict(read.responses), [str(problem) for problem in reading.problems], read


def level(answer: str, **notes: Any) -> Response:
    return Response(answer=answer, **notes)


# --- out --------------------------------------------------------------------------------------------------------------


def test_a_row_for_each_practice() -> None:
    framework = adoption([1], [1], [1, 1])
    said = replace(
        assessment(framework, {"p2": NA, "p3": DONT_KNOW}),
        respondent=Respondent(label="Ann", group="frontline"),
    )
    said = replace(said, responses={"p1": level("ad-hoc", evidence="Handbook, March"), **said.responses})
    table = cells(text(framework, said))
    assert [[row[key] for key in ("practice", "name", "stage", "answer", "reason", "evidence")] for row in table] == [
        ["p1", "Practice 1", "s1", "ad-hoc", "", "Handbook, March"],
        ["p2", "Practice 2", "s2", "not-applicable", "does not apply here", ""],
        ["p3", "Practice 3", "s3", "dont-know", "", ""],
        ["p4", "Practice 4", "s3", "", "", ""],
    ]
    whose = ("framework", "version", "taken", "label", "group", "mode", "agreed", "assessment_id", "assessment_name")
    assert {tuple(row[key] for key in whose) for row in table} == {
        ("small", "1.0.0", "2026-11-21", "Ann", "frontline", "full", "no", "", "")
    }
    assert tuple(table[0]) == ASSESSMENT_COLUMNS


def test_a_report_has_what_was_computed() -> None:
    # Stage 1 has 1 of 3 that apply met: too little for stage 1, so that its gaps block. p3 is one step away, p4 two.
    framework = adoption([1, 2, 1, 1], [1])
    table = cells("".join(report_table(framework, assessment(framework, each(NA, 2, 1, None, 0)))))
    assert [[row[key] for key in ("practice", *COMPUTED)] for row in table] == [
        ["p1", "", "1", "", "", "", "", ""],
        ["p2", "yes", "2", "", "", "", "", ""],
        ["p3", "no", "1", "1", "s1", "1", "3", "yes"],
        ["p4", "no", "1", "2", "s1", "2", "6", "yes"],
        ["p5", "no", "1", "3", "s2", "2", "6", "no"],
    ]
    assert tuple(table[0]) == REPORT_COLUMNS


def test_an_assessment_that_does_not_fit_is_refused() -> None:
    framework = adoption([1])
    other = replace(assessment(framework, {}), framework=FrameworkRef(id="other", version="1.0.0"))
    for table in (assessment_table, report_table):
        with pytest.raises(InputError) as error:
            list(table(framework, other))
        assert str(error.value) == "framework.id: framework 'other'; expected 'small'"


def test_accents_survive_and_hostile_notes_stay_inert() -> None:
    framework = adoption([1])
    said = assessment(framework, {})
    hostile = '=HYPERLINK("https://example.org","Zürich – 記録")'
    said = replace(said, responses={"p1": level("ad-hoc", evidence=hostile, evidence_owner="@Zoë")})
    encoded = text(framework, said).encode()
    assert encoded.startswith(b"\xef\xbb\xbf")
    row = cells(encoded.decode())[0]
    assert (row["evidence"], row["evidence_owner"]) == ("'" + hostile, "'@Zoë")
    assert read_back(encoded.decode("utf-8"), framework)[0] == said.responses


# --- in ---------------------------------------------------------------------------------------------------------------


def test_whose_assessment_it_is_comes_back() -> None:
    framework = adoption([1, 1])
    said = Assessment(
        framework=FrameworkRef(id="small", version="1.0.0"),
        taken="2026-05-05",
        respondent=Respondent(label="-Ann", group="=frontline"),
        responses={"p2": level("missing", evidence="a\r\nb", evidence_date="2026-01-02", evidence_owner="Bo")},
        id="7",
        name="Ours; ours",
        mode=Mode.QUICK,
        agreed=True,
    )
    reading = read_assessment_table(csv_lines(text(framework, said)), framework)
    assert (reading.assessment, reading.problems) == (said, ())


def test_a_report_can_be_read_too() -> None:
    framework = rubric(3, [1, 1])
    said = assessment(framework, {"p1": 2, "p2": DONT_KNOW})
    reading = read_assessment_table(report_table(framework, said), framework)
    assert (reading.assessment, reading.problems) == (said, ())


@pytest.mark.parametrize(
    ("cell", "response"),
    [
        ("ad-hoc", level("ad-hoc")),
        (" Ad hoc ", level("ad-hoc")),
        ("AD_HOC", level("ad-hoc")),
        ("dont-know", Response(dont_know=True)),
        ("Don't know", Response(dont_know=True)),
        ("don’t know", Response(dont_know=True)),
        ("N/A", Response(not_applicable="")),
        ("Not applicable", Response(not_applicable="")),
    ],
)
def test_answers_as_people_type_them(cell: str, response: Response) -> None:
    framework = adoption([1])
    assert read_back(f"practice,answer\np1,{cell}\n", framework, "2026-11-21")[:2] == ({"p1": response}, [])


def test_a_table_by_hand_needs_two_columns() -> None:
    responses, problems, read = read_back("practice;answer\np1;systematic\n", adoption([1, 1]), "2026-02-03")
    assert (responses, problems) == ({"p1": level("systematic")}, [])
    assert read is not None
    assert (read.framework.version, read.taken) == ("1.0.0", "2026-02-03")


def test_every_bad_row_says_why_and_every_good_one_is_read() -> None:
    plain = adoption_dict([1] * 9)
    del plain["practices"][7]["not_applicable"]
    framework = Framework.from_dict(plain)
    table = (
        "practice,answer,reason,evidence,evidence_date\n"
        "p1,repeatable,,good,\n"
        "p2,repeatible,,,\n"
        ",missing,,,\n"
        "p10,missing,,,\n"
        "p1,missing,,,\n"
        "p3,,,a note,\n"
        "p4,missing,because,,\n"
        "p5,missing,,,21.13.2026\n"
        'p6,"missing,,,\n'
        "p8,not applicable,,,\n"
        "p9,not applicable,single site,also good,2026-11-20\n"
    )
    responses, problems, _ = read_back(table, framework, "2026-11-21")
    assert responses == {
        "p1": level("repeatable", evidence="good"),
        "p9": Response(not_applicable="single site", evidence="also good", evidence_date="2026-11-20"),
    }
    assert problems == [
        (
            "row 3, column 'answer': 'repeatible'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic',"
            " 'dont-know', 'not-applicable'; did you mean 'repeatable'?"
        ),
        "row 4, column 'practice': no practice; expected a practice's id",
        ("row 5, column 'practice': unknown practice 'p10'; expected a practice of 'small' 1.0.0; did you mean 'p1'?"),
        "row 6, column 'practice': practice 'p1' a second time; expected one row for each practice",
        "row 7, column 'answer': a note without an answer; expected an answer, or no note",
        "row 8, column 'reason': a reason; expected none, because the practice is said to apply",
        ("row 9, column 'evidence_date': '21.13.2026'; expected a date as year-month-day, such as '2026-11-21'"),
        (
            "row 10: quotes that do not match; expected cells in matching quotes, or without any;"
            " a quote within a cell is written twice, and the cell is in quotes"
        ),
        ("row 11, column 'answer': 'not-applicable'; expected an answer or 'dont-know' for this practice"),
    ]


def test_rows_of_another_assessment_are_not_mixed_in() -> None:
    framework = adoption([1, 1, 1])
    table = "practice,answer,label,taken\np1,missing,,2026-01-01\np2,missing,Ann,2026-01-01\np3,missing,Bo,2026-01-02\n"
    responses, problems, read = read_back(table, framework)
    assert responses == {"p1": level("missing"), "p2": level("missing")}
    assert problems == [
        "row 4, column 'taken': '2026-01-02', where an earlier row has '2026-01-01'; expected one assessment in a table",
        "row 4, column 'label': 'Bo', where an earlier row has 'Ann'; expected one assessment in a table",
    ]
    assert read is not None
    assert read.respondent.label == "Ann"


def test_what_cannot_be_used_of_whose_it_is_costs_no_row() -> None:
    table = "practice,answer,taken,mode,agreed\np1,missing,1.2.26,fast,perhaps\np2,missing,1.2.26,fast,perhaps\n"
    responses, problems, read = read_back(table, adoption([1, 1]), "2026-02-01")
    assert responses == {"p1": level("missing"), "p2": level("missing")}
    assert problems == [
        "row 2, column 'taken': '1.2.26'; expected a date as year-month-day, such as '2026-11-21'",
        "row 2, column 'mode': 'fast'; expected one of 'full', 'quick'",
        "row 2, column 'agreed': 'perhaps'; expected 'yes' or 'no'",
    ]
    assert read is not None
    assert (read.taken, read.mode, read.agreed) == ("2026-02-01", Mode.FULL, False)


@pytest.mark.parametrize(
    ("table", "problems"),
    [
        ("", ["row 1: a table without rows; expected a row of column names, and a row for each practice"]),
        (
            "practice,answer\n",
            ["row 1: a table without rows; expected a row of column names, and a row for each practice"],
        ),
        (
            "name,said\nx,y\n",
            [
                "row 1: no column 'practice'; expected a column 'practice'; add it",
                "row 1: no column 'answer'; expected a column 'answer'; add it",
            ],
        ),
        (
            "practice,answer\np1,missing\n",
            [("row 1, column 'taken': no day; expected the day of the assessment, such as '2026-11-21', in every row")],
        ),
        (
            "practice,answer,framework,taken\np1,missing,other,2026-01-01\n",
            ["row 2, column 'framework': the framework 'other'; expected 'small'"],
        ),
    ],
)
def test_a_table_that_is_nobodys(table: str, problems: list[str]) -> None:
    assert read_back(table, adoption([1]))[:2] == (None, problems)


def test_columns_that_are_not_read_are_noted() -> None:
    table = "practice,answer,Evidnce,answer,\np1,missing,x,ad-hoc,y\n"
    reading = read_assessment_table(csv_lines(table), adoption([1]), "2026-01-01")
    assert reading.assessment is not None
    assert reading.assessment.responses == {"p1": level("missing")}
    assert reading.problems == ()
    assert list(map(str, reading.notes)) == [
        (
            f"row 1, column 'Evidnce': a column of another name; expected {', '.join(ASSESSMENT_COLUMNS)};"
            " it is not read; did you mean 'evidence'?"
        ),
        "row 1, column 'answer': a second column for 'answer'; expected each column once; it is not read",
    ]


def test_titles_above_names_questions_and_explained_answers() -> None:
    framework = Framework.from_dict(changed(adoption_dict([1, 1, 1]), "p2", question="How are causes removed?"))
    table = (
        "Our answers in spring\n"
        "\n"
        "Practice,Answer,Evidence Date\n"
        "1. practice 1,Repeatable (mostly),\n"
        "How are causes removed?,3 - Systematic,21/11/2026\n"
        "P3,Ad-hoc: now and then,\n"
    )
    responses, problems, _ = read_back(table, framework, "2026-11-21")
    assert problems == []
    assert responses == {
        "p1": level("repeatable"),
        "p2": level("systematic", evidence_date="2026-11-21"),
        "p3": level("ad-hoc"),
    }


DAYS = "practice,answer,evidence_date,taken\np1,missing,{first},5/4/2026\np2,missing,{second},5/4/2026\n"


@pytest.mark.parametrize(
    ("first", "second", "days", "note"),
    [
        ("3/2/2026", "13/2/2026", ("2026-04-05", "2026-02-03", "2026-02-13"), "the day first, as '13/2/2026' shows"),
        (
            "12/24/2025",
            "3/2/2026",
            ("2026-05-04", "2025-12-24", "2026-03-02"),
            "the month first, as '12/24/2025' shows",
        ),
    ],
)
def test_one_day_shows_how_all_days_of_a_table_are_read(
    first: str, second: str, days: tuple[str, ...], note: str
) -> None:
    reading = read_assessment_table(csv_lines(DAYS.format(first=first, second=second)), adoption([1, 1]))
    assert reading.problems == ()
    assert reading.assessment is not None
    dates = [response.evidence_date for response in reading.assessment.responses.values()]
    assert (reading.assessment.taken, *dates) == days
    assert list(map(str, reading.notes)) == [f"row 1: days are read with {note}"]


def test_where_no_day_shows_it_each_is_a_problem_unless_it_is_said() -> None:
    table = csv_lines(DAYS.format(first="3/2/2026", second="4/4/2026"))
    _, problems, read = read_back("".join(table), adoption([1, 1]))
    assert read is None
    assert problems == [
        "row 2, column 'taken': '5/4/2026', which is 2026-04-05 or 2026-05-04; expected days that can be read in one way",
        "row 2, column 'evidence_date': '3/2/2026', which is 2026-02-03 or 2026-03-02; expected days that can be read in one way",
    ]
    table = csv_lines(DAYS.format(first="3/2/2026", second="4/4/2026"))
    said = Conventions(dates=DayOrder.MONTH_FIRST)
    reading = read_assessment_table(table, adoption([1, 1]), conventions=said)
    assert (reading.problems, reading.notes) == ((), ())
    assert reading.assessment is not None
    assert reading.assessment.taken == "2026-05-04"


def test_a_day_written_otherwise_in_another_row_is_the_same_day() -> None:
    table = "practice,answer,taken\np1,missing,2026-03-02\np2,missing,02.03.2026\np3,missing,2 March 2026\n"
    responses, problems, _ = read_back(table, adoption([1, 1, 1]))
    assert (problems, len(responses or {})) == ([], 3)


def test_codes_of_answers() -> None:
    table = "practice;answer\np1;0\np2;3,0\np3;9\n"
    reading = read_assessment_table(
        csv_lines(table), adoption([1, 1, 1]), "2026-01-01", Conventions(codes=["0", "1", "2", "3", "9=dont-know"])
    )
    assert reading.problems == ()
    assert reading.assessment is not None
    assert reading.assessment.responses == {
        "p1": level("missing"),
        "p2": level("systematic"),
        "p3": Response(dont_know=True),
    }


def test_a_table_of_an_earlier_version_is_read_as_it_is() -> None:
    plain = {**adoption_dict([1, 1]), "version": "2.0.0"}
    head = {"date": "2026-01-01", "summary": "So."}
    plain["changes"] = [{"version": "1.0.0", **head}, {"version": "2.0.0", "renamed": {"old": "p1"}, **head}]
    framework = Framework.from_dict(plain)
    table = "practice,answer,version,taken\nold,ad-hoc,1.0.0,2026-01-01\np1,ad-hoc,1.0.0,2026-01-01\np2,often,,\n"
    responses, problems, read = read_back(table, framework)
    assert responses == {"old": level("ad-hoc"), "p2": level("often")}
    assert problems == ["row 3, column 'practice': unknown practice 'p1'; expected a practice of 'small' 1.0.0"]
    assert read is not None
    assert read.framework.version == "1.0.0"
    # Of a version that is not known here nothing is checked but the form.
    table = "practice,answer,version,taken\nnew,often,3.0.0,2026-01-01\nBad Id,often,,\n"
    responses, problems, _ = read_back(table, framework)
    assert responses == {"new": level("often")}
    assert problems == [
        "row 3, column 'practice': 'Bad Id'; expected an id in kebab case, such as 'basic-training'; did you mean 'bad-id'?"
    ]


@given(assessed(max_practices=20))
def test_what_is_written_comes_back(case: tuple[Framework, Assessment]) -> None:
    framework, assessment = case
    for table in (assessment_table, report_table):
        reading = read_assessment_table(csv_lines("".join(table(framework, assessment))), framework)
        assert reading.problems == ()
        assert reading.assessment == replace(
            assessment, respondent=replace(assessment.respondent, label=assessment.respondent.label.strip())
        )


@given(st.text(), st.text(st.sampled_from('practice,answer\n"p1;missing2 ')))
def test_any_text_is_read_or_said_to_be_wrong(text: str, more: str) -> None:
    framework = adoption([1, 1])
    for table in (text, more, "practice,answer,taken\n" + text, "practice,answer\n" + more):
        reading = read_assessment_table(csv_lines(table), framework)
        assert reading.assessment is not None or reading.problems
        if reading.assessment is not None:
            assert Assessment.from_json(reading.assessment.to_json()) == reading.assessment


def test_no_column_of_a_practice_starts_a_formula() -> None:
    framework = Framework.from_dict(changed(adoption_dict([1]), "p1", name="=Name", question="+Is it?"))
    row = cells(text(framework, assessment(framework, {})))[0]
    assert (row["name"], row["question"]) == ("'=Name", "'+Is it?")
