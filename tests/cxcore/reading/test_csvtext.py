"""Comma-separated values: nothing that a spreadsheet takes for a formula, and no good row lost to a bad one."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcore.reading.csvtext import (
    BOM,
    MAX_ROW,
    Header,
    Named,
    Row,
    csv_lines,
    csv_row,
    csv_table,
    guarded,
    read_csv,
    unguarded,
)

TEXTS = st.text(st.sampled_from("=+-@＝＋－＠−'\t\r\n ;,|\"ax1\u00a0\u200b\ufeff")) | st.text()


def rows(text: str, known: Sequence[str] = ("a", "b"), max_lines: int = 5000) -> list[object]:
    """The columns, then each row and problem, in short."""
    return [
        entry.columns
        if isinstance(entry, Header)
        else (entry.number, entry.cells)
        if isinstance(entry, Row)
        else str(entry)
        for entry in read_csv(csv_lines(text), Named(known), max_lines=max_lines)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "\tx",
        " =1",
        "\u00a0=1",
        "\u200b=1",
        "\ufeff=1",
        "＝1+1",
        "＋1",
        "－1",
        "＠A1",
        "−1",
        "'=1",
        '=HYPERLINK("https://example.org";"x")',
        "x;=1",
        "x\n=1",
        "x\r\n =1",
        "x\t'=1",
    ],
)
def test_nothing_begins_like_a_formula(text: str) -> None:
    safe = guarded(text)
    for start in (safe, *safe.replace("\r", ";").replace("\n", ";").replace("\t", ";").split(";")):
        assert start.lstrip(" \u00a0\u200b\ufeff")[:1] not in tuple("=+-@＝＋－＠−\t\r")
    assert unguarded(safe) == text


@pytest.mark.parametrize("text", ["", "1 + 1", "a=b", "it's", "'quoted'", "e-mail", "a; b", "a\nb", "Zürich", "5 - 3"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert guarded(text) == unguarded(text) == text


@given(TEXTS)
def test_what_is_guarded_comes_back(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).lstrip(" \u00a0\u200b\ufeff").startswith(("=", "+", "-", "@", "＝", "\t", "\r", "\n"))


@given(st.lists(st.lists(TEXTS, min_size=2, max_size=2), max_size=4))
def test_a_table_comes_back(cells: list[list[str]]) -> None:
    text = "".join(csv_table(["a", "b"], cells))
    expected = [(i, dict(zip("ab", pair, strict=True))) for i, pair in enumerate(cells, 2) if any(map(guarded, pair))]
    assert rows(text) == [("a", "b"), *expected]
    # Any reader of the format sees the same cells, with the marks.
    plain = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    assert plain == [[BOM + "a", "b"], *([guarded(cell) for cell in pair] for pair in cells)]


def test_the_form_of_a_row() -> None:
    assert csv_row(["a b", 3, None, "", "x,y", 'say "hi"', "two\nlines", "=1", " x"]) == (
        'a b,3,,,"x,y","say ""hi""","two\nlines","\'=1"," x"\r\n'
    )


def test_semicolons_tabs_and_a_note_on_the_separator() -> None:
    assert rows("a;b\n1;2,5\n") == [("a", "b"), (2, {"a": "1", "b": "2,5"})]
    assert rows("a\tb\r\n1\t2\r\n") == [("a", "b"), (2, {"a": "1", "b": "2"})]
    assert rows("sep=;\r\nA ; b\r\n1;2") == [("a", "b"), (2, {"a": "1", "b": "2"})]


def test_titles_above_the_heads_are_passed_over() -> None:
    text = "Answers of the north\nas of March\n\nA,b\n1,2\n"
    entries = list(read_csv(csv_lines(text), Named("ab")))
    assert entries == [Header(("A", "b"), ("a", "b"), 4, (1, 2)), Row(5, {"a": "1", "b": "2"})]
    # The separator is that of the heads, not that of the title.
    assert rows("North, south\na;b\n1;2,5\n") == [("a", "b"), (3, {"a": "1", "b": "2,5"})]
    # Where a row below names as many columns, it is a row.
    assert rows("a,b\nb,a\n") == [("a", "b"), (2, {"a": "b", "b": "a"})]
    assert rows("x\n" * 9 + "a,b\n1,2\n") == [("a", "b"), (11, {"a": "1", "b": "2"})]
    assert rows("x\n" * 10 + "a,b\n1,2\n")[0] == (None,)


def test_columns_by_other_spellings_unknown_ones_and_ones_that_are_there_twice() -> None:
    entries = list(read_csv(csv_lines("First  Name,x,first_name\n1,2,3\n"), Named(["first_name"])))
    assert entries == [
        Header(("First  Name", "x", "first_name"), ("first_name", None, "first_name"), 1),
        Row(2, {"first_name": "1"}),
    ]


def test_heads_over_several_lines() -> None:
    assert rows('"a\nb",b\n1,2\n', ("a b", "b")) == [("a b", "b"), (2, {"a b": "1", "b": "2"})]


def test_heads_are_read_whatever_their_quotes() -> None:
    assert rows('a,"b\n1,2\n') == [("a", "b"), (2, {"a": "1", "b": "2"})]


def test_line_ends_of_all_kinds_and_empty_rows() -> None:
    assert rows("\ufeffa,b\r\r1,2\r") == [("a", "b"), (3, {"a": "1", "b": "2"})]
    assert rows("a,b\n\n,\n1,2") == [("a", "b"), (4, {"a": "1", "b": "2"})]
    assert rows("") == []
    assert rows("\n") == [()]
    assert rows("\n\na,b\n1,2\n")[1:] == [(4, {"a": "1", "b": "2"})]


def test_a_short_row_lacks_cells_and_a_long_one_is_a_problem() -> None:
    assert rows("a,b\n1\n1,2,\n1,2,3\n4,5") == [
        ("a", "b"),
        (2, {"a": "1"}),
        (3, {"a": "1", "b": "2"}),
        "row 4: 3 cells; expected 2, as in the first row; put cells with a comma in them in quotes",
        (5, {"a": "4", "b": "5"}),
    ]


UNMATCHED = (
    "quotes that do not match; expected cells in matching quotes, or without any;"
    " a quote within a cell is written twice, and the cell is in quotes"
)


def test_a_quote_that_is_never_closed_costs_its_own_line() -> None:
    assert rows('a,b\n1,2\n"3,4\n5,6\n7,8\n') == [
        ("a", "b"),
        (2, {"a": "1", "b": "2"}),
        f"row 3: {UNMATCHED}",
        (4, {"a": "5", "b": "6"}),
        (5, {"a": "7", "b": "8"}),
    ]


def test_a_quote_closed_by_the_wrong_row_costs_its_own_line() -> None:
    # The quote of row 2 would end at the one that begins the cell of row 4.
    assert rows('a,b\n"1,2\n3,4\n"5",6\n7,8\n') == [
        ("a", "b"),
        f"row 2: {UNMATCHED}",
        (3, {"a": "3", "b": "4"}),
        (4, {"a": "5", "b": "6"}),
        (5, {"a": "7", "b": "8"}),
    ]


def test_a_quote_within_a_plain_cell_is_a_quote() -> None:
    assert rows('a,b\n5" pipe,2\n3,4\n') == [("a", "b"), (2, {"a": '5" pipe', "b": "2"}), (3, {"a": "3", "b": "4"})]


def test_how_far_a_cell_may_reach_is_limited() -> None:
    text = 'a,b\n"1\n\n\n",2\n3,4\n'
    assert rows(text)[1] == (2, {"a": "1\n\n\n", "b": "2"})
    assert rows(text, max_lines=2) == [
        ("a", "b"),
        f"row 2: {UNMATCHED}",
        f"row 5: {UNMATCHED}",
        (6, {"a": "3", "b": "4"}),
    ]
    far = 'a,b\n"' + ("x" * 999 + "\n") * (MAX_ROW // 1000 + 1) + '",2\n'
    assert rows(far)[1] == f"row 2: {UNMATCHED}"


def test_quotes_within_an_open_cell_are_passed_over_quickly() -> None:
    # Without its end the cell would be parsed anew for each of 4,000 lines.
    text = 'a,b\n"1' + 'say ""so""\n' * 4000 + '",2\n3,4\n'
    found = rows(text)
    assert found[1:] == [(2, {"a": "1" + 'say "so"\n' * 4000, "b": "2"}), (3, {"a": "3", "b": "4"})]


def test_a_cell_that_is_far_too_long() -> None:
    text = "a,b\n" + "x" * 200_000 + ",1\n2,3\n"
    assert rows(text) == [
        ("a", "b"),
        "row 2: a cell that is far too long; expected at most 131,072 characters",
        (3, {"a": "2", "b": "3"}),
    ]


@given(st.text(st.sampled_from("ab,;\t\"'=\r\n x")) | st.text())
def test_any_text_is_rows_or_problems(text: str) -> None:
    entries = list(read_csv(csv_lines(text), Named("ab")))
    numbers = [e.number if isinstance(e, Row) else e.row for e in entries]
    assert numbers == sorted(set(numbers))
    assert all(isinstance(entry, Header) == (i == 0) for i, entry in enumerate(entries))


@given(st.lists(st.sampled_from(['"a,b', 'a",b', 'a"",""b', '"a"b,c', "a,b,c", '"', '""', '","'])), st.integers(0, 4))
def test_good_rows_after_bad_ones_are_all_there(bad: list[str], good: int) -> None:
    """Good rows without quotes: no unclosed quote before them can end in them."""
    text = "a,b\n" + "".join(line + "\n" for line in bad) + "".join(f"good{i},x\n" for i in range(good))
    found = [
        e.cells["a"] for e in read_csv(csv_lines(text), Named("ab")) if isinstance(e, Row) and e.cells.get("b") == "x"
    ]
    assert found == [f"good{i}" for i in range(good)]
