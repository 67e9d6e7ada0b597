"""A plan as tasks: their days, the heads that trackers ask for, and a calendar after RFC 5545."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcore.exchange.tasks import Task, Tracker, calendar, task_table, tasks
from cxcore.model import Framework
from tests.builders import adoption_dict, changed

FIRST = [
    {"day": 20, "action": "Read ten complaints.", "role": "CX lead", "evidence": "A list of causes"},
    {"day": 90, "action": "Decide, and say why; twice.", "role": "Heads of department", "evidence": "Minutes"},
]
FRAMEWORK = Framework.from_dict(changed(adoption_dict([1, 1, 1]), "p2", first_90_days=FIRST))
BEGINS = date(2027, 1, 4)
NAMED = {practice.id: practice.name for practice in FRAMEWORK.practices}.__getitem__


def plan(*practices: str, still_open: str | None = None) -> dict[str, Any]:
    from cxcore.roadmap.schedule import rounds

    items = [{"practice": key, "answer": None if key == still_open else "missing"} for key in practices]
    return {"items": items, "rounds": rounds(FRAMEWORK, practices)}


@pytest.mark.parametrize(("still_open", "left"), [("p2", {"Practice 1"}), ("p1", {"Practice 2"})])
def test_what_is_open_is_to_be_found_out_and_no_task(still_open: str, left: set[str]) -> None:
    found = tasks(NAMED, plan("p1", "p2", still_open=still_open), BEGINS, {})
    assert {task.practice for task in found} == left


def test_days_are_counted_from_the_first() -> None:
    found = tasks(NAMED, plan("p2"), BEGINS, {})
    assert [(task.title, task.begins, task.due, task.owner) for task in found] == [
        # Day 20 is in the step of days 1 to 30; day 90 in that of days 61 to 90.
        ("Read ten complaints.", date(2027, 1, 4), date(2027, 1, 23), "CX lead"),
        ("Decide, and say why; twice.", date(2027, 3, 5), date(2027, 4, 3), "Heads of department"),
    ]


def test_an_owner_of_ones_own_and_a_practice_without_days() -> None:
    found = tasks(NAMED, plan("p1", "p2"), BEGINS, {"p2": "Ada", "p1": "Bo"})
    assert [(task.title, task.owner) for task in found] == [
        ("Read ten complaints.", "Ada"),
        ("Decide, and say why; twice.", "Ada"),
        ("Practice 1", "Bo"),
    ]
    assert (found[2].begins, found[2].due) == (date(2027, 1, 4), date(2027, 4, 3))


@pytest.mark.parametrize(
    ("tracker", "lines"),
    [
        (Tracker.JIRA, ["Summary,Issue Type,Description,Due Date,Labels", 'Read ten complaints.,Task,"Practice: Practice 2\nOwner: CX lead\nThen there is: A list of causes",2027-01-23,Practice-2']),
        (Tracker.AZURE, ["Work Item Type,Title,Description,Start Date,Finish Date,Tags", 'Task,Read ten complaints.,"Practice: Practice 2\nOwner: CX lead\nThen there is: A list of causes",2027-01-04,2027-01-23,Practice 2']),
        (Tracker.GITHUB, ["Title,Start date,Due date,Owner,Practice,Notes", "Read ten complaints.,2027-01-04,2027-01-23,CX lead,Practice 2,A list of causes"]),
        (Tracker.PLANNER, ["Task Name,Bucket Name,Start Date,Due Date,Notes", 'Read ten complaints.,Practice 2,2027-01-04,2027-01-23,"Practice: Practice 2\nOwner: CX lead\nThen there is: A list of causes"']),
    ],
)  # fmt: skip
def test_each_tracker_has_its_heads(tracker: Tracker, lines: list[str]) -> None:
    table = list(task_table(tracker, tasks(NAMED, plan("p2"), BEGINS, {})[:1]))
    assert [line.removeprefix("\ufeff").rstrip("\r\n") for line in table] == lines


def test_a_calendar() -> None:
    lines = calendar(tasks(NAMED, plan("p2"), BEGINS, {})[1:], date(2026, 11, 25)).split("\r\n")
    assert lines[:5] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cx-maturity//plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    assert lines[5].startswith("BEGIN:VEVENT")
    assert lines[7:12] == [
        "DTSTAMP:20261125T000000Z",
        "DTSTART;VALUE=DATE:20270403",
        "DTEND;VALUE=DATE:20270404",
        r"SUMMARY:Decide\, and say why\; twice.",
        r"DESCRIPTION:Practice: Practice 2\nOwner: Heads of department\nThen there is",
    ]
    assert lines[12:] == [
        " : Minutes",
        "CATEGORIES:Practice 2",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text(max_size=300))
def test_any_text_keeps_the_calendar_whole(text: str) -> None:
    task = Task(title=text, begins=BEGINS, due=BEGINS, owner=text, practice="P", evidence="")
    try:
        text.encode()
    except UnicodeEncodeError:
        return
    made = calendar([task], BEGINS)
    assert all(len(line.encode()) <= 75 for line in made.split("\r\n"))
    unfolded = made.replace("\r\n ", "").split("\r\n")
    assert [line.partition(":")[0] for line in unfolded[5:-2]] == [
        "BEGIN", "UID", "DTSTAMP", "DTSTART;VALUE=DATE", "DTEND;VALUE=DATE", "SUMMARY", "DESCRIPTION", "CATEGORIES", "TRANSP", "END"
    ]  # fmt: skip
    assert not any(ord(character) < 32 for line in unfolded for character in line)
