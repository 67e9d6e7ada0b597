"""The templates as files: read again by the programs' own formats, and the same bytes each time."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from build_hooks.library.messages import load_messages
from build_hooks.site import downloads, kept_files
from tests.build_hooks.library.small import FORM, TABLE, Small
from tests.ours import sources as ours


@pytest.fixture
def files(small: Small) -> Mapping[str, bytes]:
    small.write("templates/card.yaml", FORM)
    small.write("templates/list.yaml", TABLE)
    made = downloads.downloads(small.load().templates, load_messages())
    return {address.removeprefix("practices/templates/"): data for address, data in made.items()}


def test_a_table_is_text_and_a_workbook_and_a_form_text_and_a_document(files: Mapping[str, bytes]) -> None:
    assert [*files] == ["list.csv", "list.xlsx", "card.txt", "card.docx"]


def test_a_csv_holds_the_headings_and_the_example_and_no_formula(files: Mapping[str, bytes]) -> None:
    assert files["list.csv"].startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(files["list.csv"].decode("utf-8-sig"))))
    assert rows == [["Day", "Sender"], ["2 March", "'=Anna"], ["", "Börge"]]


def test_a_workbook_has_an_empty_sheet_and_an_example(files: Mapping[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(files["list.xlsx"]))
    assert book.sheetnames == ["Template", "Example"]
    empty = [[cell.value for cell in row] for row in book["Template"].iter_rows()]
    assert empty[:3] == [["Day", "Sender"], ["of arrival", "one name"], [None, None]] and len(empty) == 32
    cells = [[(cell.value, cell.data_type) for cell in row] for row in book["Example"].iter_rows()]
    assert cells[1] == [("2 March", "s"), ("=Anna", "s")] and cells[2][1] == ("Börge", "s")


def test_a_form_is_empty_first_and_filled_in_behind(files: Mapping[str, bytes]) -> None:
    document: Any = Document(io.BytesIO(files["card.docx"]))
    empty, filled = ([[cell.text.strip() for cell in row.cells] for row in table.rows] for table in document.tables)
    assert empty == [["Dear", "the sender's name"], ["Answer", "one sentence"]]
    assert filled == [["Dear", "=Anna"], ["Answer", "It is done."]]
    lines = files["card.txt"].decode("utf-8-sig").split("\r\n")
    assert lines[:6] == ["REPLY CARD", "What the clerk writes.", "", "- Write it by hand.", "", "Dear:"]
    assert lines[lines.index("--- Example ---") :] == [
        "--- Example ---",
        "",
        "Dear: =Anna",
        "",
        "Answer: It is done.",
        "",
    ]


def test_the_same_template_gives_the_same_bytes_whenever_it_is_made(
    files: Mapping[str, bytes], small: Small, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    downloads._file.cache_clear()
    monkeypatch.setattr(kept_files, "FOLDER", tmp_path / "made")
    again = downloads.downloads(small.load().templates, load_messages())
    assert list(again.values()) == list(files.values())
    for name in ("list.xlsx", "card.docx"):
        with zipfile.ZipFile(io.BytesIO(files[name])) as archive:
            assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert archive.read("docProps/core.xml").count(b"1980-01-01T00:00:00Z") == 2


def test_ours_are_twelve_and_every_file_of_them_can_be_made() -> None:
    assert len(ours().templates) == 12
    made = downloads.downloads(ours().templates, load_messages())
    assert len(made) == 24 and all(made.values())
