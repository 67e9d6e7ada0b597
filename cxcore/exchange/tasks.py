"""A plan's actions as tasks: tables that the usual trackers import, and a calendar.

Each tracker wants its own names at the heads of its columns; what stands below them is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from cxcore.exchange.share import crc24
from cxcore.rating import is_open
from cxcore.reading.csvtext import csv_table


class Tracker(StrEnum):
    """What imports a table of tasks."""

    JIRA = "jira"
    AZURE = "azure-boards"
    GITHUB = "github-projects"
    PLANNER = "planner"


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Something to be done by a day: who does it, for which practice (by name), and what then exists."""

    title: str
    begins: date
    due: date
    owner: str
    practice: str
    evidence: str


def tasks(
    named: Callable[[str], str], plan: Mapping[str, Any], begins: date, owners: Mapping[str, str]
) -> tuple[Task, ...]:
    """The tasks of a plan (a `cx-roadmap`'s data) that begins on a day, in the order of their days.

    Day 1 of the plan is `begins`. A task begins on the first day of the step in which it is due. `named` gives a
    practice's name for its id. Its owner is who `owners` names for the practice, else the role that the framework names. A
    practice without a described first 90 days is one task over its round. What is open is to be found out, and no task.
    """
    found = []
    left_out = {item["practice"] for item in plan["items"] if is_open(item)}
    for part in plan["rounds"]:
        steps = part["steps"]
        for step in steps:
            for action in step["actions"]:
                key = action["practice"]
                if key in left_out:
                    continue
                found.append(
                    Task(
                        title=action["action"],
                        begins=_day(begins, step["from_day"]),
                        due=_day(begins, action["day"]),
                        owner=owners.get(key) or action["role"],
                        practice=named(key),
                        evidence=action["evidence"],
                    )
                )
        for key in part["undated"]:
            if key in left_out:
                continue
            first, last = _day(begins, steps[0]["from_day"]), _day(begins, steps[-1]["to_day"])
            name = named(key)
            found.append(
                Task(title=name, begins=first, due=last, owner=owners.get(key, ""), practice=name, evidence="")
            )
    return tuple(sorted(found, key=lambda task: task.due))


def _day(begins: date, day: int) -> date:
    return begins + timedelta(days=day - 1)


def task_table(tracker: Tracker, found: Iterable[Task]) -> Iterator[str]:
    """The lines of a CSV table of tasks with the columns that a tracker reads.

    Jira's importer asks which column is which, Azure Boards goes by the names of fields, a GitHub project takes pasted columns, and
    Planner reads a table by these heads. A task of Azure Boards begins and finishes: what is due on a day is an issue. Days are year-month-day. No tracker's own names of people are known here, so that an owner
    stands in the text where a column would be refused.
    """
    columns = _COLUMNS[tracker]
    return csv_table(tuple(columns), ([_cell(task, of) for of in columns.values()] for task in found))


_COLUMNS: Mapping[Tracker, Mapping[str, str]] = {
    Tracker.JIRA: {"Summary": "title", "Issue Type": "=Task", "Description": "text", "Due Date": "due", "Labels": "label"},
    Tracker.AZURE: {"Work Item Type": "=Task", "Title": "title", "Description": "text", "Start Date": "begins", "Finish Date": "due", "Tags": "practice"},
    Tracker.GITHUB: {"Title": "title", "Start date": "begins", "Due date": "due", "Owner": "owner", "Practice": "practice", "Notes": "evidence"},
    Tracker.PLANNER: {"Task Name": "title", "Bucket Name": "practice", "Start Date": "begins", "Due Date": "due", "Notes": "text"},
}  # fmt: skip
"""For each tracker the heads of its columns, and what of a task stands below them; `=` is a text that is the same everywhere."""


def _cell(task: Task, of: str) -> str:
    match of:
        case "begins" | "due":
            day: date = getattr(task, of)
            return day.isoformat()
        case "text":
            return "\n".join(_about(task))
        case "label":
            return "-".join(task.practice.split())
        case _ if of.startswith("="):
            return of[1:]
        case _:
            return str(getattr(task, of))


def _about(task: Task) -> Iterator[str]:
    yield f"Practice: {task.practice}"
    if task.owner:
        yield f"Owner: {task.owner}"
    if task.evidence:
        yield f"Then there is: {task.evidence}"


def calendar(found: Sequence[Task], made: date) -> str:
    """The tasks as a calendar, an all-day event on the day that each is due (RFC 5545; lines of at most 75 octets).

    Calendars that know events and no to-dos are the most, so that a task is an event. `made` is the day that stands as its stamp;
    the same tasks give the same bytes, and the same identifiers, so that importing them again replaces them.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//cx-maturity//plan//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
    ]
    for task in found:
        key = f"{task.due:%Y%m%d}-{crc24(ascii(task.practice + task.title)):06x}"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{key}@cx-maturity",
            f"DTSTAMP:{made:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{task.due:%Y%m%d}",
            f"DTEND;VALUE=DATE:{task.due + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_escaped(task.title)}",
            f"DESCRIPTION:{_escaped('\n'.join(_about(task)))}",
            f"CATEGORIES:{_escaped(task.practice)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    return "".join(f"{part}\r\n" for line in [*lines, "END:VCALENDAR"] for part in _folded(line))


def _escaped(text: str) -> str:
    for plain, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(plain, written)
    return "".join(" " if ord(character) < 32 or ord(character) == 127 else character for character in text)


def _folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, no character cut in two; a piece that goes on begins with a blank."""
    piece, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > 75:
            yield piece
            piece, size = " ", 1
        piece, size = piece + character, size + octets
    yield piece
