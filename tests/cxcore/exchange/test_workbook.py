"""The workbook of a table, as another's program reads it."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

from openpyxl import load_workbook

from build_hooks.places import ROOT
from cxcore.exchange.tables import REPORT_COLUMNS, report_rows
from cxcore.exchange.workbook import workbook
from cxcore.model import Assessment
from tests.ours import four_stages


def sheet(book: bytes) -> Any:
    """The one sheet of a workbook."""
    (found,) = load_workbook(io.BytesIO(book)).worksheets
    return found


def test_the_report_of_the_sample() -> None:
    sample = json.loads((ROOT / "frameworks/four-stages/sample.json").read_text("utf-8"))
    one = Assessment.from_dict(sample, four_stages()).checked(four_stages())
    rows = list(report_rows(four_stages(), one))
    found = sheet(workbook(REPORT_COLUMNS, rows))
    assert [[cell or None for cell in row] for row in rows] == [
        list(row) for row in found.iter_rows(min_row=2, values_only=True)
    ]
    assert [cell.value for cell in found[1]] == list(REPORT_COLUMNS)
    assert all(cell.font.b for cell in found[1]) and not any(cell.font.b for cell in found[2])
    assert found.freeze_panes == "A2"
    assert found.column_dimensions["A"].width == len("practice") + 4


def test_a_text_is_a_text_whatever_it_holds() -> None:
    texts = [
        "=1+1",
        "@x",
        "a <b> & \"c\" 'd'",
        " blank ",
        "two\nlines",
        "two\r\nlines",
        "tab\there",
        "記録 🙂 é",
        "007",
    ]
    found = [row[0] for row in sheet(workbook(["note"], [[text] for text in texts])).iter_rows(min_row=2)]
    assert [cell.value for cell in found] == texts
    assert {cell.data_type for cell in found} == {"s"}
    # Nor does it become a formula when somebody edits it.
    assert [cell.value for cell in found if cell.quotePrefix] == ["=1+1", "@x"]
    assert sheet(workbook(["note"], [["bell \x07"]]))["A2"].value == "bell \ufffd"


def test_what_looks_like_the_code_of_a_character_is_none() -> None:
    with zipfile.ZipFile(io.BytesIO(workbook(["note"], [["a_x000D_b_x00g0_c__x0041_"]]))) as archive:
        part = archive.read("xl/worksheets/sheet1.xml").decode()
    assert ">a_x005F_x000D_b_x00g0_c__x005F_x0041_<" in part


def test_numbers_stay_numbers_and_nothing_stays_nothing() -> None:
    found = sheet(workbook(["a", "b", "c"], [[12, None, ""], [-3, 0, "x"]]))
    assert list(found.iter_rows(min_row=2, values_only=True)) == [(12, None, None), (-3, 0, "x")]


def test_columns_go_on_after_the_last_letter() -> None:
    heads = [f"head {i}" for i in range(30)]
    assert [cell.coordinate for cell in sheet(workbook(heads, []))[1]][24:28] == ["Y1", "Z1", "AA1", "AB1"]


def test_the_same_table_gives_the_same_bytes() -> None:
    assert workbook(["a"], [["x"]]) == workbook(["a"], [["x"]])
