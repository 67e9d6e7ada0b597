"""Days as spreadsheets and survey tools write them: what can be read in one way is read, and nothing is guessed.

`3/2/2026` may be a day of February or of March. What the other days of the same table can be decides it, or whoever
brings the table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from cxcore.reading.errors import Fault, Problem
from cxcore.reading.parsing import CalendarDay, quote


class DayOrder(StrEnum):
    """What comes first where a day is written in numbers with the year last."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


@dataclass(frozen=True, slots=True)
class Readings:
    """The days, as year-month-day, that a text can mean: with its day first, and with its month first.

    They are the same where the text leaves no choice; one is None where the text cannot be read so.
    """

    day_first: str | None
    month_first: str | None

    @property
    def order(self) -> DayOrder | None:
        """The order that a text shows because it cannot be read in the other one."""
        if self.day_first is None:
            return DayOrder.MONTH_FIRST
        return DayOrder.DAY_FIRST if self.month_first is None else None


MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip

_TIME = r"(?:(?:T|,? +)\d{1,2}[:.]\d\d.*)?"
_NTH = r"(\d{1,2})(?:st|nd|rd|th|\.)?"
_NAME = r"([a-z]{3,9})\.?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})([-/.]) ?(\d{{1,2}})\2 ?(\d{{1,2}})\.?{_TIME}", re.ASCII | re.DOTALL)
_WITH_DOTS = re.compile(rf"(\d{{1,2}})\. ?(\d{{1,2}})\. ?(\d{{4}}){_TIME}", re.ASCII | re.DOTALL)
_EITHER = re.compile(rf"(\d{{1,2}})([-/])(\d{{1,2}})\2(\d{{4}}){_TIME}", re.ASCII | re.DOTALL)
_DAY_NAMED = re.compile(
    rf"(?:[a-z]{{3,9}}\.?,? )?{_NTH}[ -](?:of )?{_NAME},?[ -](\d{{4}}|\d\d){_TIME}",
    re.ASCII | re.DOTALL | re.IGNORECASE,
)
_MONTH_NAMED = re.compile(
    rf"(?:[a-z]{{3,9}}\.?, )?{_NAME} {_NTH},? (\d{{4}}){_TIME}", re.ASCII | re.DOTALL | re.IGNORECASE
)


def readings(text: str) -> Readings | None:
    """The days that a text can mean; None where it is no day. A time of day after it is passed over.

    >>> readings("02.03.2026"), readings("3/2/2026")
    (Readings(day_first='2026-03-02', month_first='2026-03-02'), Readings(day_first='2026-02-03', month_first='2026-03-02'))
    """
    text = text.strip()[:80]
    if match := _YEAR_FIRST.fullmatch(text):
        return _one(match[1], match[3], match[4])
    if match := _WITH_DOTS.fullmatch(text):
        return _one(match[3], match[2], match[1])
    if match := _EITHER.fullmatch(text):
        first, second = _iso(match[4], match[3], match[1]), _iso(match[4], match[1], match[3])
        return Readings(first, second) if first or second else None
    if match := _DAY_NAMED.fullmatch(text):
        return _one(match[3], _month(match[2]), match[1])
    if match := _MONTH_NAMED.fullmatch(text):
        return _one(match[3], _month(match[1]), match[2])
    return None


class Days:
    """The days of one table, read in one order: the one that is given, or else the one that a day of the table shows.

    `others` gives the texts of all days of the table; it is asked at the first that can be read in two ways.
    """

    def __init__(self, order: DayOrder | None, others: Callable[[], Iterable[str]]) -> None:
        self._given = order
        self._others = others
        self._asked = False
        self.order = order
        """The order, where one is given or was shown."""
        self.shown_by: str | None = None
        """The text that showed it."""

    def read(self, text: str) -> str | Problem:
        """The day as year-month-day, or what is wrong with the text."""
        found = readings(text)
        if found is None:
            return Problem((), quote(text), CalendarDay.form)
        if self._given is not None and found.order not in (None, self._given):
            part = self._given.value.replace("-", " ")
            return Problem(
                (), f"{quote(text)}, which is no day with the {part}", f"a date with the {part}, as was said"
            )
        if found.order is not None or found.day_first == found.month_first:
            return found.day_first or found.month_first or ""
        self._settle()
        chosen = {DayOrder.DAY_FIRST: found.day_first, DayOrder.MONTH_FIRST: found.month_first, None: None}[self.order]
        if chosen is None:
            twice = f"{quote(text)}, which is {found.day_first} or {found.month_first}"
            return Problem((), twice, "days that can be read in one way", fault=Fault.DAY_ORDER)
        return chosen

    def _settle(self) -> None:
        """Look for a day that shows the order. Days that show both leave it open."""
        if self._given is not None or self._asked:
            return
        self._asked = True
        shown: dict[DayOrder, str] = {}
        for text in self._others():
            if (found := readings(text)) is not None and found.order is not None:
                shown.setdefault(found.order, text.strip())
                if len(shown) > 1:
                    return
        for order, text in shown.items():
            self.order, self.shown_by = order, text


def _one(year: str, month: str, day: str) -> Readings | None:
    found = _iso(year, month, day)
    return None if found is None else Readings(found, found)


def _iso(year: str, month: str, day: str) -> str | None:
    """The day as year-month-day; None where it does not exist."""
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month or 0), int(day)).isoformat()
    except ValueError:
        return None


def _month(name: str) -> str:
    """The number of a month by its name or the beginning of it; an empty text for another word."""
    word = name.lower()
    return next((str(i) for i, month in enumerate(MONTHS, 1) if month.startswith(word)), "")
