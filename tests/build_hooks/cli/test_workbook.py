"""Workbooks of spreadsheets: what is read of them, and what is written."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from build_hooks.cli import workbook
from cxcore.exchange.tables import REPORT_COLUMNS
from tests.build_hooks.cli.conftest import DAY, NORTH, Cx, assessment, put
from tests.build_hooks.cli.test_batch import HEAD, SMALL, SMALL_SCORES
from tests.build_hooks.cli.test_brought import SHEET


def saved(path: Path, *sheets: tuple[str, list[list[Any]]], hidden: tuple[str, ...] = ()) -> Path:
    """A workbook with these sheets."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets:
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if name in hidden else "visible"
    book.save(path)
    return path


def cells(text: str) -> list[list[Any]]:
    return [line.split(",") for line in text.splitlines()]


def values(path: Path) -> list[tuple[Any, ...]]:
    return list(load_workbook(path).worksheets[0].iter_rows(values_only=True))


def test_a_workbook_gives_what_its_table_gives(cx: Cx, here: Path) -> None:
    saved(here / "t.xlsx", ("Sheet", cells(SMALL)))
    done = cx("batch", "t.xlsx", "--framework", "small")
    assert (done.code, done.err, done.out) == (0, "", SMALL_SCORES)
    # Spaces that do not break come with what is pasted, empty rows with what was deleted.
    spaced = [[f"\u00a0{cell} " for cell in row] for row in cells(SMALL)]
    saved(here / "t.xlsx", ("Sheet", [*spaced, *[[""] * 8] * 20]))
    assert cx("batch", "t.xlsx", "--framework", "small").out == SMALL_SCORES
    piped = cx("batch", "-", "--framework", "small", stdin=(here / "t.xlsx").read_bytes())
    assert (piped.code, piped.out) == (0, SMALL_SCORES)


def test_an_assessment_in_a_workbook(cx: Cx, here: Path) -> None:
    saved(here / "s.xlsx", ("Sheet", cells(SHEET)))
    put(here / "s.csv", SHEET)
    for command in (("score",), ("team",), ("share",), ("roadmap", "--to", "2")):
        done = cx(command[0], "s.xlsx", *command[1:])
        assert (done.code, done.err) == (0, "")
        assert done.out == cx(command[0], "s.csv", *command[1:]).out
    assert cx("validate", "s.xlsx").out.splitlines()[2].startswith("s.xlsx   assessment of A small model")
    assert cx("score", "-", stdin=(here / "s.xlsx").read_bytes()).out == cx("score", "s.csv").out


def test_the_content_decides_and_not_the_name(cx: Cx, here: Path) -> None:
    saved(here / "t.xlsx", ("Sheet", cells(SMALL))).rename(here / "t.csv")
    assert cx("batch", "t.csv", "--framework", "small").out == SMALL_SCORES
    saved(here / "s.xlsx", ("Sheet", cells(SHEET))).rename(here / "s.csv")
    assert cx("score", "s.csv").code == 0


def test_values_as_a_spreadsheet_keeps_them(cx: Cx, here: Path) -> None:
    row = [7.0, True, None, datetime(2026, 3, 2, 10, 15), 3, 1.0, "9", None]
    saved(here / "t.xlsx", ("Sheet", [HEAD.split(","), row, [8, "=1+1", "", date(2026, 3, 3), 2, 3, 2, "#N/A"]]))
    done = cx("batch", "t.xlsx", "--framework", "small", "--codes", "0,1,2,3,9=dont-know")
    assert done.out.splitlines()[1].startswith("7,yes,,2026-03-02,stage,0,")
    # What a spreadsheet shows where it could not reckon is no "not applicable".
    assert done.problems == [
        "t.xlsx: row 3, column 'quarterly-review': '#N/A'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic', 'dont-know', 'not-applicable'; or a code: 0, 1, 2, 3, 9",
        "1 rows scored, 1 left out",
    ]


def test_no_cell_is_taken_for_an_empty_one(cx: Cx, here: Path) -> None:
    """A formula that no spreadsheet has worked out has no value in the file, and of merged cells only the first has one."""
    rows = cells(SMALL)
    column = next(i for i, head in enumerate(rows[0]) if head == "complaints-log")
    for row in rows[1:]:
        row[column] = "missing"
    put(here / "t.csv", "\n".join(",".join(row) for row in rows))
    book = load_workbook(saved(here / "t.xlsx", ("Sheet", rows)))
    sheet = book.worksheets[0]
    sheet.merge_cells(start_row=2, end_row=len(rows), start_column=column + 1, end_column=column + 1)
    sheet.merge_cells(start_row=len(rows) + 2, end_row=len(rows) + 3, start_column=1, end_column=2)
    book.save(here / "t.xlsx")
    whole = cx("batch", "t.csv", "--framework", "small")
    assert cx("batch", "t.xlsx", "--framework", "small").out == whole.out != SMALL_SCORES
    sheet.unmerge_cells(start_row=2, end_row=len(rows), start_column=column + 1, end_column=column + 1)
    sheet.cell(2, column + 1).value = '="miss"&"ing"'
    book.save(here / "t.xlsx")
    assert (
        cx("batch", "t.xlsx", "--framework", "small")
        .problems[0]
        .startswith("t.xlsx: row 2, column 'complaints-log': '=\"miss\"&\"ing\"'; expected one of 'missing', ")
    )


def test_the_first_sheet_that_is_shown_and_holds_a_table_is_read(cx: Cx, here: Path) -> None:
    other = cells(SMALL.replace("Ann", "Eve"))
    sheets = (("Lists", other), ("Read me", [["Please fill in"]]), ("People", cells(SMALL)), ("Old", other))
    saved(here / "t.xlsx", *sheets, hidden=("Lists",))
    done = cx("batch", "t.xlsx", "--framework", "small")
    assert (done.code, done.out) == (0, SMALL_SCORES)
    assert done.problems == ["t.xlsx: read from the sheet 'People'"]
    saved(here / "t.xlsx", ("Read me", [["Please fill in"]]))
    empty = "t.xlsx: a workbook without a table; expected a sheet with a row of column names at its start"
    assert cx("batch", "t.xlsx").problems == [empty]
    assert cx("score", "t.xlsx").problems == [empty]


def test_a_damaged_workbook_is_one_line(cx: Cx, here: Path) -> None:
    whole = saved(here / "t.xlsx", ("Sheet", cells(SMALL))).read_bytes()
    line = "t.xlsx: a workbook that cannot be read; expected one as a spreadsheet saves it; open it there and save it again"
    for data in (
        whole[:3000],
        whole[:4],
        whole[:-30],
        _without(whole, "xl/workbook.xml"),
        _with(whole, "xl/worksheets/sheet1.xml", b"<x"),
    ):
        (here / "t.xlsx").write_bytes(data)
        assert cx("batch", "t.xlsx", "--framework", "small").problems[0] == line
        assert cx("score", "t.xlsx").problems == [line]


def _without(data: bytes, name: str) -> bytes:
    return _with(data, name, None)


def _with(data: bytes, name: str, content: bytes | None) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(result, "w") as new:
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
            elif content is not None:
                new.writestr(part, content)
    return result.getvalue()


def test_a_workbook_that_unpacks_to_any_size_is_refused_unread(
    cx: Cx, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(here / "t.xlsx", ("Sheet", cells(SMALL)))
    monkeypatch.setattr(workbook, "MOST_UNPACKED", 1000)
    assert cx("batch", "t.xlsx").problems == [
        "t.xlsx: a workbook that unpacks to more than 1,000 bytes; expected a smaller one"
    ]


# --- written ----------------------------------------------------------------------------------------------------------


def test_scores_in_a_workbook_are_numbers(cx: Cx, here: Path) -> None:
    put(here / "t.csv", SMALL)
    done = cx("batch", "t.csv", "--framework", "small", "-o", "scores.xlsx")
    assert (done.code, done.out, done.err) == (0, "", "")
    head, ann, bob = values(here / "scores.xlsx")
    assert ",".join(head) == SMALL_SCORES.splitlines()[0].removeprefix("\ufeff")
    assert ann == ("1", "Ann", "frontline", DAY, "stage", 0, None, 0, 0, 0, 66.6, 33.3, 83.3, 2, 1, 0, 1, 4, 50, 0)
    assert bob[4:11] == ("stage", 2, "steady-work", 2, 2, 2, 75)
    assert load_workbook(here / "scores.xlsx").worksheets[0].freeze_panes == "A2"


def test_many_rows_with_workers(cx: Cx, here: Path) -> None:
    rows = "".join(f"{i},,,{DAY},missing,,,\n" for i in range(600))
    put(here / "t.csv", f"{HEAD}\n{rows}")
    cx("batch", "t.csv", "--framework", "small", "-j", "2", "-o", "scores.xlsx")
    assert [row[0] for row in values(here / "scores.xlsx")[1:]] == [str(i) for i in range(600)]


def test_a_worksheet_to_fill_in_comes_back(cx: Cx, here: Path) -> None:
    assert cx("worksheet", "small", "-o", "sheet.xlsx").code == 0
    book = load_workbook(here / "sheet.xlsx")
    sheet = book.worksheets[0]
    (rule,) = sheet.data_validations.dataValidation
    assert rule.formula1 == '"Missing,Ad hoc,Repeatable,Systematic,dont-know,not-applicable"'
    assert str(rule.sqref) == "F2:F1048576"
    assert sheet["F1"].value == "answer"
    sheet["F2"].value = "Systematic"
    sheet["H2"].value = "Log, March"
    sheet["I2"].value = datetime(2026, 3, 1)
    book.save(here / "sheet.xlsx")
    done = cx("score", "sheet.xlsx", "-f", "csv")
    assert (done.code, done.err) == (0, "")
    assert "timely-answers,Timely Answers,service,first-steps," in done.out
    assert ',systematic,,"Log, March",2026-03-01,' in done.out


@pytest.mark.parametrize("names", [("Missing", "Now, and then"), ('"Often"', "Never"), ("x" * 120, "y" * 130)])
def test_names_that_no_list_can_hold_are_typed_and_not_chosen(here: Path, names: tuple[str, str]) -> None:
    with workbook.WorkbookWriter(["answer"], {"answer": names}) as book, (here / "t.xlsx").open("wb") as file:
        book.append(["x"])
        book.write(file.write)
    assert load_workbook(here / "t.xlsx").worksheets[0].data_validations.dataValidation == []


@pytest.mark.parametrize("note", ["=1+1", "+1", "-5 points", "@team", "'=1", "#N/A", "a\x0bb", "Zoë, “q”"])
def test_no_text_is_a_formula_and_texts_come_back(cx: Cx, here: Path, note: str) -> None:
    value = assessment(timely_answers={"answer": "missing", "evidence": note.replace("\x0b", "")})
    put(here / "a.json", value)
    cx("score", "a.json", "-o", "report.xlsx")
    cell = load_workbook(here / "report.xlsx").worksheets[0]["H2"]
    assert (cell.value, cell.data_type) == (note.replace("\x0b", ""), "s")
    assert cell.quotePrefix is (note[0] in "=+-@'")
    back = cx("score", "report.xlsx", "-f", "csv").out
    assert back == cx("score", "a.json", "-f", "csv").out


@pytest.mark.parametrize("command", ["score", "team", "roadmap", "trend"])
def test_every_table_may_be_a_workbook(cx: Cx, here: Path, command: str) -> None:
    put(here / "a.json", NORTH)
    put(here / "b.json", NORTH | {"taken": "2026-12-01", "respondent": {"label": "Bo"}})
    more = {"roadmap": ["--to", "2"]}.get(command, [])
    cx(command, "a.json", "b.json", *more, "-o", "t.xlsx")
    text = cx(command, "a.json", "b.json", *more, "-f", "csv").out
    rows = values(here / "t.xlsx")
    assert len(rows) == len(text.splitlines())
    assert list(rows[0]) == text.removeprefix("\ufeff").splitlines()[0].split(",")
    if command == "score":
        assert rows[0] == REPORT_COLUMNS
        assert rows[1][REPORT_COLUMNS.index("weight")] == 1


def test_a_workbook_on_standard_output(cx: Cx, here: Path) -> None:
    done = cx("worksheet", "small", "-f", "xlsx")
    (here / "t.xlsx").write_bytes(done.bytes)
    assert values(here / "t.xlsx")[1][0] == "timely-answers"


def test_a_full_sheet_is_said(cx: Cx, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here / "t.csv", SMALL)
    monkeypatch.setattr(workbook, "MOST_ROWS", 1)
    done = cx("batch", "t.csv", "--framework", "small", "-o", "scores.xlsx")
    assert done.problems == ["a table of more than 1 rows; expected one that a workbook can hold; write it as .csv"]
    assert not (here / "scores.xlsx").exists()
