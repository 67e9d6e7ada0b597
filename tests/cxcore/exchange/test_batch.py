"""Many respondents in one table: read and scored as a stream."""

from __future__ import annotations

import csv
import io
import tracemalloc
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given

from cxcore.exchange.batch import BatchRow, read_batch, score_cells, score_columns, score_header, score_line
from cxcore.exchange.cells import Conventions
from cxcore.model import Assessment, Framework, Respondent, Response
from cxcore.rating import report
from cxcore.reading import InputError
from cxcore.reading.csvtext import RowProblem, csv_lines, csv_row
from cxcore.reading.days import DayOrder
from tests.builders import adoption, adoption_dict, assessment, changed, rubric
from tests.strategies import assessed


def read(text: str, framework: Framework, taken: str | None = "2026-11-21") -> list[Assessment | str]:
    entries = read_batch(csv_lines(text), framework, taken)
    return [entry.assessment if isinstance(entry, BatchRow) else str(entry) for entry in entries]


def test_a_row_for_each_respondent() -> None:
    framework = adoption([1, 1], [1])
    found = read(
        "id,label,group,taken,p1,p2,p3\n"
        "7, Ann ,frontline,2026-01-01,ad-hoc,Repeatable,\n"
        ",,,,dont-know,N/A,systematic\n"
        "\n"
        ",Bo,,,,,\n",
        framework,
    )
    first, second, third = found
    assert isinstance(first, Assessment)
    assert isinstance(second, Assessment)
    assert isinstance(third, Assessment)
    assert (first.id, first.respondent, first.taken) == ("7", Respondent(label="Ann", group="frontline"), "2026-01-01")
    assert first.responses == {"p1": Response(answer="ad-hoc"), "p2": Response(answer="repeatable")}
    assert second.taken == "2026-11-21"
    assert second.responses == {
        "p1": Response(dont_know=True),
        "p2": Response(not_applicable=""),
        "p3": Response(answer="systematic"),
    }
    assert third.responses == {}


def test_every_bad_row_says_why_and_every_good_one_is_given() -> None:
    plain = adoption_dict([1, 1])
    del plain["practices"][1]["not_applicable"]
    framework = Framework.from_dict(plain)
    found = read(
        "label,taken,p1,p2\n"
        "a,,missing,missing\n"
        "b,,mising,often\n"
        "c,,missing,n/a\n"
        "d,1.1.26,missing,missing\n"
        '"e,,missing,missing\n'
        "f,,missing,missing,missing\n"
        "g,,n/a,missing\n",
        framework,
    )
    assert [entry if isinstance(entry, str) else entry.respondent.label for entry in found] == [
        "a",
        (
            "row 3, column 'p1': 'mising'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic', 'dont-know',"
            " 'not-applicable'; did you mean 'missing'?"
        ),
        (
            "row 3, column 'p2': 'often'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic', 'dont-know',"
            " 'not-applicable'"
        ),
        "row 4, column 'p2': 'not-applicable'; expected an answer or 'dont-know' for this practice",
        "row 5, column 'taken': '1.1.26'; expected a date as year-month-day, such as '2026-11-21'",
        (
            "row 6: quotes that do not match; expected cells in matching quotes, or without any;"
            " a quote within a cell is written twice, and the cell is in quotes"
        ),
        "row 7: 5 cells; expected 4, as in the first row; put cells with a comma in them in quotes",
        "g",
    ]


def test_columns_are_looked_at_once() -> None:
    framework = adoption([1, 1])
    assert read("p1,p3,p1\nmissing,x,ad-hoc\n", framework) == [
        (
            "row 1, column 'p3': a column of another name; expected a practice of 'small', or id, label, group, taken;"
            " it is not read"
        ),
        "row 1, column 'p1': a second column for 'p1'; expected each column once; it is not read",
        assessment(framework, {"p1": 0}),
    ]
    assert read("x,label\n1,2\n", framework) == [
        "row 1: no column of a practice; expected columns named like the practices of 'small'",
        "row 1, column 'x': a column of another name; expected a practice of 'small', or id, label, group, taken; it is not read",
    ]
    assert read("", framework) == [
        "row 1: an empty table; expected a row of column names, and a row for each respondent"
    ]


def test_a_row_without_a_day_needs_one() -> None:
    assert read("p1\nmissing\n", adoption([1]), None) == [
        "row 2, column 'taken': no day; expected the day of the assessment, such as '2026-11-21'"
    ]


def test_the_scores_by_hand() -> None:
    # Stage 1: 2 of 3 met (66.6 %), Largely but not Fully; stage 2: 1 of 2 (50 %). Index: the mean of (2 + 2 + 0) / 9 and (3 + 1) / 6, that
    # is (4/9 + 6/9) / 2 = 5/9: 55.5.
    framework = adoption([1, 1, 1], [1, 1])
    said = assessment(framework, {"p1": 2, "p2": 2, "p3": 0, "p4": 3, "p5": 1})
    scores = dict(zip(score_columns(framework), score_cells(framework, said), strict=True))
    assert scores == {
        "id": "",
        "label": "",
        "group": "",
        "taken": "2026-11-21",
        "headline": "stage",
        "stage": 1,
        "stage_id": "s1",
        "strict_stage": 0,
        "stage_low": 1,
        "stage_high": 1,
        "index": "55.5",
        "index_low": "55.5",
        "index_high": "55.5",
        "answered": 5,
        "dont_know": 0,
        "not_applicable": 0,
        "unanswered": 0,
        "applicable": 5,
        "coverage_s1": "66.6",
        "coverage_s2": "50",
    }
    assert score_line(framework, said) == ",,,2026-11-21,stage,1,s1,0,1,1,55.5,55.5,55.5,5,0,0,0,5,66.6,50\r\n"
    empty = assessment(framework, {})
    assert score_line(framework, empty) == ",,,2026-11-21,interval,,,,0,2,,,,0,0,0,5,5,0,0\r\n"


@given(assessed(max_practices=20))
def test_the_scores_are_those_of_the_report(case: tuple[Framework, Assessment]) -> None:
    framework, assessment = case
    text = score_header(framework) + score_line(framework, assessment)
    scores = next(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))
    data = report(framework, assessment)
    named = scores["stage"], scores["stage_id"], scores["strict_stage"]
    if data["headline"] == "interval":
        assert named == ("", "", "")
    else:
        reached = data["stage_reached"]
        assert named == (str(reached["order"]), reached["id"] or "", str(data["strict_stage"]["order"]))
    assert [int(scores["stage_low"]), int(scores["stage_high"])] == data["stage_interval"]
    assert scores["headline"] == data["headline"]
    index = data["index"] or {"value": "", "low": "", "high": ""}
    assert [scores[key] for key in ("index", "index_low", "index_high")] == [index[k] for k in ("value", "low", "high")]
    for key, value in data["answered"].items():
        assert int(scores[key]) == value


@given(assessed(max_practices=20))
def test_what_a_table_says_is_what_was_said(case: tuple[Framework, Assessment]) -> None:
    framework, assessment = case
    cells = []
    for key in framework.practice:
        response = assessment.responses.get(key)
        state = "" if response is None else "dont-know" if response.dont_know else "not-applicable"
        cells.append(response.answer if response is not None and response.answer else state)
    found = read(csv_row(framework.practice) + csv_row(cells), framework)
    if any(cells):
        assert [
            e if isinstance(e, str) else {k: (r.state, r.answer) for k, r in e.responses.items()} for e in found
        ] == [{key: (r.state, r.answer) for key, r in assessment.responses.items()}]


@pytest.mark.no_cover  # measured, it would count what measures
def test_memory_stays_flat() -> None:
    framework = rubric(4, [1] * 20)

    def lines(count: int) -> Iterator[str]:
        yield csv_row(["label", "taken", *framework.practice])
        for i in range(count):
            # Every cell is new: most are an answer with so many spaces around it, those of each third row are none.
            answers = [f"{' ' * i}s{1 + (i * j) % 4}{' ' * j}" if i % 3 else f"odd {i} {j}" for j in range(20)]
            yield csv_row([f"r{i}", f"2026-{1 + i % 12:02}-{1 + i % 28:02}", *answers])

    def peak(count: int) -> int:
        tracemalloc.start()
        good = bad = 0
        for entry in read_batch(lines(count), framework):
            good, bad = good + isinstance(entry, BatchRow), bad + isinstance(entry, RowProblem)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        third = -(-count // 3)
        assert (good, bad) == (count - third, 20 * third)
        return most

    assert peak(600) < peak(150) + 100_000


def test_the_first_line_names_the_columns() -> None:
    assert score_header(adoption([1], [1])) == (
        "\ufeffid,label,group,taken,headline,stage,stage_id,strict_stage,stage_low,stage_high,index,index_low,index_high,"
        "answered,dont_know,not_applicable,unanswered,applicable,coverage_s1,coverage_s2\r\n"
    )


def test_of_the_cells_and_days_of_a_table_a_thousand_are_remembered() -> None:
    """And what is not remembered is read all the same."""
    day = date(2000, 1, 1)
    rows = [f"{day + timedelta(days=i)},{' ' * i}missing," for i in range(1100)]
    found = read("\n".join(["taken,p1,p2", *rows, rows[-1], ""]), adoption([1, 1]), None)
    assert len(found) == 1101
    assert found[-1] == found[-2]
    assert isinstance(found[-1], Assessment)
    assert (found[-1].taken, found[-1].responses) == ("2003-01-04", {"p1": Response(answer="missing")})


# --- what survey tools write -------------------------------------------------------------------------------------------


def surveyed(table: str, framework: Framework, **conventions: Any) -> tuple[list[Assessment], list[str]]:
    """The assessments of a table, and what is said of it."""
    again = lambda: csv_lines(table)  # noqa: E731
    entries = list(read_batch(csv_lines(table), framework, None, Conventions(**conventions), again))
    return (
        [entry.assessment for entry in entries if isinstance(entry, BatchRow)],
        [str(entry) for entry in entries if not isinstance(entry, BatchRow)],
    )


def answers(assessments: list[Assessment]) -> list[dict[str, str | None]]:
    return [{key: response.answer for key, response in one.responses.items()} for one in assessments]


QUALTRICS = (
    "StartDate,EndDate,ResponseId,Q1,Q2\n"
    "Anfangsdatum,Enddatum,Antwort-ID,Please rate - Practice 1,Please rate - Practice 2\n"
    '"{""ImportId"":""startDate""}","{""ImportId"":""endDate""}","{""ImportId"":""_recordId""}",'
    '"{""ImportId"":""QID1_1""}","{""ImportId"":""QID1_2""}"\n'
    "2026-03-01 08:28:09,2026-03-02 08:28:48,R_2YP,Systematic,Ad hoc\n"
)


def test_three_rows_of_heads_the_last_of_import_ids() -> None:
    found, said = surveyed(QUALTRICS, adoption([1, 1]))
    assert [(one.id, one.taken) for one in found] == [("R_2YP", "2026-03-02")]
    assert answers(found) == [{"p1": "systematic", "p2": "ad-hoc"}]
    assert said == [
        "row 1: the heads are read from here; rows 2 and 3 hold a title or more heads, and no answers",
        "row 1, column 'EndDate': read as 'taken'",
        "row 1, column 'ResponseId': read as 'id'",
        (
            "row 1, column 'StartDate': a column of another name; expected a practice of 'small', or id, label, group, taken;"
            " it is not read"
        ),
    ]


LEGACY = (
    "V1,V8,p1,p2,LocationLatitude,\n"
    "ResponseID,StartDate,How were letters answered?,How were calls?,LocationLatitude,\n"
    "R_1,2026-03-02,Systematic,Ad hoc,47.1,\n"
)


def test_a_second_row_of_heads_repeats_one_and_has_no_answer() -> None:
    found, said = surveyed(LEGACY.replace("V8", "taken"), adoption([1, 1]))
    assert answers(found) == [{"p1": "systematic", "p2": "ad-hoc"}]
    assert (found[0].id, found[0].taken) == ("R_1", "2026-03-02")
    assert said == [
        "row 1: the heads are read from here; row 2 holds a title or more heads, and no answers",
        "row 1, column 'V1': read as 'id'",
        (
            "row 1, column 'LocationLatitude': a column of another name; expected a practice of 'small', or id, label,"
            " group, taken; it is not read"
        ),
    ]


def test_a_second_row_that_says_response_below_each_question() -> None:
    table = "Respondent ID,End Date,Practice 1,Practice 2\n,,Response,Open-Ended Response\n118,02/28/2026 10:22:33 AM,Systematic,\n"
    found, said = surveyed(table, adoption([1, 1]))
    assert answers(found) == [{"p1": "systematic"}]
    assert (found[0].id, found[0].taken) == ("118", "2026-02-28")
    assert said == [
        "row 1: the heads are read from here; row 2 holds a title or more heads, and no answers",
        "row 1, column 'Respondent ID': read as 'id'",
        "row 1, column 'End Date': read as 'taken'",
    ]


def test_a_row_with_an_answer_is_no_row_of_heads_whatever_else_it_repeats() -> None:
    found, said = surveyed("label,taken,p1\nlabel,2026-01-01,missing\n,2026-01-01,often\n", adoption([1]))
    assert [one.respondent.label for one in found] == ["label"]
    assert said == [
        (
            "row 3, column 'p1': 'often'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic', 'dont-know',"
            " 'not-applicable'"
        )
    ]


def test_a_title_above_the_heads() -> None:
    found, said = surveyed("Survey of spring\n\ntaken,Practice 1\n2026-01-01,missing\n", adoption([1]))
    assert answers(found) == [{"p1": "missing"}]
    assert said == ["row 3: the heads are read from here; row 1 holds a title or more heads, and no answers"]


def test_a_column_of_our_own_name_counts_before_one_of_a_tools() -> None:
    found, _ = surveyed("Timestamp,taken,id,ResponseId,p1\n2026-01-01,2026-02-02,7,R_1,missing\n", adoption([1]))
    assert [(one.id, one.taken) for one in found] == [("7", "2026-02-02")]
    found, _ = surveyed("Timestamp,EndDate,p1\n2026-01-01,2026-02-02,missing\n", adoption([1]))
    assert found[0].taken == "2026-02-02"
    found, _ = surveyed("Timestamp,p1\n2026/01/01 10:22:33 AM GMT+1,missing\n", adoption([1]))
    assert found[0].taken == "2026-01-01"


def test_a_name_of_several_practices_is_told_with_their_ids() -> None:
    framework = Framework.from_dict(changed(changed(adoption_dict([1], [1]), "p1", name="Log"), "p2", name="Log"))
    found, said = surveyed("taken,Log,p2,Log\n2026-01-01,missing,missing,missing\n", framework)
    assert answers(found) == [{"p2": "missing"}]
    assert said == ["row 1, column 'Log': the name of 2 practices; expected one of 'p1', 'p2'; it is not read"]


def test_columns_headed_otherwise_are_told() -> None:
    table = "no,when,Q1,Q2\n7,2026-01-01,Systematic,missing\n"
    columns = {"no": "id", "When ": "taken", "q1": "Practice 1", "Q2": "p2", "Q9": "p2"}
    found, said = surveyed(table, adoption([1, 1]), columns=columns)
    assert [(one.id, one.taken) for one in found] == [("7", "2026-01-01")]
    assert answers(found) == [{"p1": "systematic", "p2": "missing"}]
    assert said == ["row 1, column 'Q9': no column is headed so"]
    with pytest.raises(InputError) as caught:
        surveyed(table, adoption([1, 1]), columns={"Q1": "labl"})
    assert str(caught.value) == (
        "Q1: 'labl'; expected a practice of 'small', or id, label, group, taken; did you mean 'label'?"
    )


def test_one_assessment_is_told_from_many() -> None:
    assert surveyed("practice,answer\np1,missing\n", adoption([1]))[1][0] == (
        "row 1: no column of a practice; expected columns named like the practices of 'small';"
        " a table with a row for each practice is one assessment, not many"
    )


def test_a_later_day_shows_how_earlier_ones_are_read() -> None:
    table = "taken,p1\n3/2/2026,missing\n2026-01-01,missing\n24/2/2026,missing\n"
    found, said = surveyed(table, adoption([1]))
    assert [one.taken for one in found] == ["2026-02-03", "2026-01-01", "2026-02-24"]
    assert said == ["row 1, column 'taken': days are read with the day first, as '24/2/2026' shows"]
    found, said = surveyed(table.replace("24/2", "2/2"), adoption([1]))
    assert [one.taken for one in found] == ["2026-01-01", "2026-02-02"]
    assert said == [
        "row 2, column 'taken': '3/2/2026', which is 2026-02-03 or 2026-03-02; expected days that can be read in one way"
    ]
    found, said = surveyed(table.replace("24/2", "2/2"), adoption([1]), dates=DayOrder.MONTH_FIRST)
    assert ([one.taken for one in found], said) == (["2026-03-02", "2026-01-01", "2026-02-02"], [])


def test_an_id_that_comes_again_is_named_and_scored() -> None:
    rows = "".join(f"{i % 3},2026-01-01,missing\n" for i in range(20))
    found, said = surveyed("id,taken,p1\n" + rows, adoption([1]))
    assert len(found) == 20
    assert len(said) == 11
    assert said[0] == "row 5, column 'id': '0', which row 2 has already; each is scored for itself"
    assert said[9] == "row 14, column 'id': '0', which row 2 has already; each is scored for itself"
    assert said[10] == "row 1, column 'id': in 7 more rows an id that was there before"
