"""Days as people and programs write them: what has one reading is read, what has two is settled or asked about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcore.reading import Fault, Problem
from cxcore.reading.days import DayOrder, Days, Readings, readings


@pytest.mark.parametrize(
    "text",
    [
        "2026-03-02",
        " 2026-3-2 ",
        "2026/03/02",
        "2026.03.02",
        "2026. 03. 02.",
        "2026-03-02 10:22:33",
        "2026-03-02T10:22:33Z",
        "2026/03/02 10:22:33 AM GMT+1",
        "02.03.2026",
        "2.3.2026",
        "2. 3. 2026",
        "02.03.2026 10:22",
        "2 March 2026",
        "2. March 2026",
        "2nd of March 2026",
        "2 MAR 2026",
        "2-Mar-2026",
        "2-Mar-26",
        "Mar 2, 2026",
        "March 2nd, 2026",
        "Monday, March 2, 2026",
        "Mon, 2 Mar 2026",
    ],
)
def test_a_day_with_one_reading(text: str) -> None:
    assert readings(text) == Readings("2026-03-02", "2026-03-02")


@pytest.mark.parametrize(
    ("text", "day_first", "month_first", "order"),
    [
        ("3/2/2026", "2026-02-03", "2026-03-02", None),
        ("03-02-2026", "2026-02-03", "2026-03-02", None),
        ("3/2/2026 10:22", "2026-02-03", "2026-03-02", None),
        ("3/3/2026", "2026-03-03", "2026-03-03", None),
        ("13/2/2026", "2026-02-13", None, DayOrder.DAY_FIRST),
        ("2/13/2026", None, "2026-02-13", DayOrder.MONTH_FIRST),
        ("12/31/2026", None, "2026-12-31", DayOrder.MONTH_FIRST),
    ],
)
def test_a_day_with_two_orders(text: str, day_first: str | None, month_first: str | None, order: object) -> None:
    found = readings(text)
    assert found == Readings(day_first, month_first)
    assert found.order is order


@pytest.mark.parametrize(
    "text",
    [
        "", "x", "2026", "20260302", "3/2/26", "02.03.26", "26-03-02", "13/13/2026", "31/2/2026", "2/30/2026", "30.2.2026",
        "2026-02-30", "2 Ma 2026", "2 Mat 2026", "3/2-2026", "0/2/2026", "1.2.3.2026", "٣/2/2026", "10:22", "in May 2026",
    ],
)  # fmt: skip
def test_what_is_no_day(text: str) -> None:
    assert readings(text) is None
    problem = Days(None, tuple).read(text)
    assert isinstance(problem, Problem)
    assert problem.expected == "a date as year-month-day, such as '2026-11-21'"


def days(*others: str, order: DayOrder | None = None) -> Days:
    return Days(order, lambda: others)


def test_another_day_of_the_table_shows_the_order() -> None:
    read = days("2026-01-01", "5/5/2026", "never", "25/5/2026", "26/5/2026")
    assert read.read("2026-01-01") == "2026-01-01"
    assert read.read("25/5/2026") == "2026-05-25"
    assert (read.order, read.shown_by) == (None, None)  # nothing hung on it so far
    assert read.read("3/2/2026") == "2026-02-03"
    assert (read.order, read.shown_by) == (DayOrder.DAY_FIRST, "25/5/2026")
    read = days("5/25/2026")
    assert read.read("3/2/2026") == "2026-03-02"
    assert (read.order, read.shown_by) == (DayOrder.MONTH_FIRST, "5/25/2026")


@pytest.mark.parametrize("others", [("3/2/2026", "12.12.2026", "4/4/2026"), ("25/5/2026", "5/25/2026")])
def test_where_nothing_shows_it_or_both_are_shown_the_day_stays_open(others: tuple[str, ...]) -> None:
    read = days(*others)
    problem = read.read("3/2/2026")
    assert isinstance(problem, Problem)
    assert problem.fault is Fault.DAY_ORDER
    assert problem.message == "'3/2/2026', which is 2026-02-03 or 2026-03-02; expected days that can be read in one way"
    assert (read.read("25/5/2026"), read.read("5/25/2026"), read.read("3/3/2026")) == (
        "2026-05-25",
        "2026-05-25",
        "2026-03-03",
    )


def test_an_order_that_was_said_holds_for_all() -> None:
    read = days("5/25/2026", order=DayOrder.DAY_FIRST)
    assert read.read("3/2/2026") == "2026-02-03"
    assert read.read("25/5/2026") == "2026-05-25"
    problem = read.read("5/25/2026")
    assert isinstance(problem, Problem)
    assert problem.message == (
        "'5/25/2026', which is no day with the day first; expected a date with the day first, as was said"
    )
    assert days(order=DayOrder.MONTH_FIRST).read("3/2/2026") == "2026-03-02"


def test_the_table_is_looked_through_once_and_only_where_it_must_be() -> None:
    asked = 0

    def others() -> Iterator[str]:
        nonlocal asked
        asked += 1
        yield "4/4/2026"

    read = Days(None, others)
    assert [isinstance(read.read(text), str) for text in ("2026-01-01", "13/2/2026", "3/3/2026")] == [True] * 3
    assert asked == 0
    read.read("3/2/2026")
    read.read("4/2/2026")
    assert asked == 1


@given(st.dates())
def test_every_day_comes_back_from_each_way_of_writing_it(day: object) -> None:
    iso = str(day)
    year, month, date = iso.split("-")
    for text in (iso, f"{date}.{month}.{year}", f"{year}/{month}/{date} 1:23", f"{date}/{month}/{year}"):
        found = readings(text)
        assert found is not None
        assert found.day_first == iso
    other = readings(f"{month}/{date}/{year}")
    assert other is not None
    assert other.month_first == iso


@given(st.text() | st.from_regex(r"[0-9./ -]{0,14}"))
def test_any_text_is_a_day_or_none(text: str) -> None:
    found = readings(text)
    assert found is None or found.day_first or found.month_first
