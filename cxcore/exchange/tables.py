"""An assessment and a report as tables, one row a practice; and an assessment from such a table.

What says whose assessment it is stands in every row, so that tables can be put below each other. A report's table has
all the columns of an assessment's, and some more that are computed; either can be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cxcore.exchange.cells import NOT_APPLICABLE, AnswerCells, Conventions, PracticeNames, column_notes
from cxcore.model import Assessment, Framework, FrameworkRef, Line, Mode, Practice, Respondent, Response
from cxcore.rating import DONT_KNOW, Profile, gaps, standing
from cxcore.reading import Identifier, Problem, Version, decode, did_you_mean, quote
from cxcore.reading.csvtext import Header, Named, Row, RowNote, RowProblem, csv_table, read_csv
from cxcore.reading.days import Days

PRACTICE = ("practice", "name", "section", "stage", "question")
SAID = ("answer", "reason", "evidence", "evidence_date", "evidence_owner")
COMPUTED = ("met", "weight", "gap", "gap_stage", "steps", "cost", "blocks")
WHOSE = ("framework", "version", "taken", "label", "group", "mode", "agreed", "assessment_id", "assessment_name")

Cell = str | int | None

ASSESSMENT_COLUMNS = (*PRACTICE, *SAID, *WHOSE)
REPORT_COLUMNS = (*PRACTICE, *SAID, *COMPUTED, *WHOSE)

_YES, _NO = ("yes", "true"), ("no", "false")
_WHOSE_RULES: dict[str, Any] = {
    "version": Version,
    "label": Line,
    "group": Line,
    "mode": Mode,
    "assessment_id": Line,
    "assessment_name": Line,
}


@dataclass(frozen=True, slots=True)
class TableReading:
    """What a table says: the assessment of all rows that could be read, and a problem for each that could not.

    `assessment` is None where the table does not say whose it is, or has no column that can be read. `notes` are on what is
    no reason to leave anything out.
    """

    assessment: Assessment | None
    problems: tuple[RowProblem, ...]
    notes: tuple[RowNote, ...] = ()


def assessment_table(framework: Framework, assessment: Assessment) -> Iterator[str]:
    """The lines of an assessment's table: a row for each practice of the framework, unanswered ones too.

    `answer` is an answer's id, "dont-know", "not-applicable" (the reason is in `reason`), or empty. Raises InputError
    where the assessment does not fit the framework.
    """
    return csv_table(ASSESSMENT_COLUMNS, assessment_rows(framework, assessment))


def assessment_rows(framework: Framework, assessment: Assessment) -> Iterator[list[Cell]]:
    """The cells of an assessment's table below the heads, `ASSESSMENT_COLUMNS`, see `assessment_table`."""
    assessment.checked(framework)
    whose = _whose(assessment)
    return ([*_practice(p), *_said(assessment.responses.get(p.id)), *whose] for p in framework.practice.values())


def report_table(framework: Framework, assessment: Assessment) -> Iterator[str]:
    """The lines of a report's table: an assessment's columns, and those that are computed.

    These are whether a practice is met (an adoption practice at its stage, a rubric practice at the highest one), its
    weight, and its place in the order of gaps with the gap's stage, steps, cost and whether it blocks. Raises
    InputError where the assessment does not fit the framework.
    """
    return csv_table(REPORT_COLUMNS, report_rows(framework, assessment))


def report_rows(framework: Framework, assessment: Assessment) -> Iterator[list[Cell]]:
    """The cells of a report's table below the heads, `REPORT_COLUMNS`, see `report_table`."""
    profile = Profile.of(framework, assessment)
    whose = _whose(assessment)
    places = {gap.practice: (i, gap) for i, gap in enumerate(gaps(standing(framework, profile)), 1)}

    def computed(practice: Practice) -> tuple[str | int | None, ...]:
        if practice.id in profile.not_applicable:
            return None, practice.weight, None, None, None, None, None
        if practice.id not in places:
            return "yes", practice.weight, None, None, None, None, None
        place, gap = places[practice.id]
        stage = framework.stages[gap.stage - 1].id
        return "no", practice.weight, place, stage, gap.steps, gap.cost, "yes" if gap.blocks else "no"

    return (
        [*_practice(p), *_said(assessment.responses.get(p.id)), *computed(p), *whose]
        for p in framework.practice.values()
    )


def read_assessment_table(
    lines: Iterable[str],
    framework: Framework,
    taken: str | None = None,
    conventions: Conventions = Conventions(),  # noqa: B008 - it is frozen
) -> TableReading:
    """The assessment of a table, which needs the columns `practice` and `answer`; the others are optional.

    A practice may be its id, its printed name or its question; what an answer may be, see `AnswerCells`. Columns of the
    framework and of a report are passed over; any other is noted. Whose assessment it is, the first row to say so says for
    all; where none does, it is of the framework's version and of the day `taken`. A row with a problem is left out, every
    other one is read. Raises InputError for conventions that do not fit the framework, whatever the text.
    """
    entries = list(read_csv(lines, Named(REPORT_COLUMNS)))
    rows = [entry for entry in entries if isinstance(entry, Row)]
    problems: list[RowProblem] = []
    notes: list[RowNote] = []
    for header in entries[:1]:
        if isinstance(header, Header):
            notes += column_notes(header, ", ".join(ASSESSMENT_COLUMNS), REPORT_COLUMNS)
            problems += _missing_columns(header)
    if problems or not rows:
        problem = Problem((), "a table without rows", "a row of column names, and a row for each practice")
        return TableReading(None, tuple(problems or [RowProblem(1, "", problem)]), tuple(notes))

    def all_days() -> Iterator[str]:
        return (row.cells.get(column, "") for row in rows for column in ("taken", "evidence_date"))

    days = Days(conventions.dates, all_days)
    reader = _Reader(framework, taken, AnswerCells(framework, conventions.codes), days)
    for entry in entries:
        if isinstance(entry, RowProblem):
            problems.append(entry)
        elif isinstance(entry, Row):
            problems += [RowProblem(entry.number, column, problem) for column, problem in reader.row(entry)]
    if not reader.taken and "taken" not in reader.whose:
        problem = Problem((), "no day", "the day of the assessment, such as '2026-11-21', in every row")
        problems.append(RowProblem(1, "taken", problem))
    if days.shown_by is not None and days.order is not None:
        way = days.order.value.replace("-", " ")
        notes.append(RowNote(1, "", f"days are read with the {way}, as {quote(days.shown_by)} shows"))
    return TableReading(reader.assessment(), tuple(problems), tuple(notes))


class _Reader:
    """The rows of one table, put together."""

    def __init__(self, framework: Framework, taken: str | None, cells: AnswerCells, days: Days) -> None:
        self.framework = framework
        self.practices = PracticeNames(framework)
        self.cells = cells
        self.days = days
        self.whose: dict[str, str] = {}
        self.bad: set[str] = set()
        """The columns of `whose` whose first cell cannot be used."""
        self.responses: dict[str, Response] = {}
        self.taken = taken

    @property
    def version(self) -> str:
        return self._whose("version", self.framework.version)

    def _whose(self, column: str, default: str = "") -> str:
        return default if column in self.bad else self.whose.get(column, default)

    def assessment(self) -> Assessment | None:
        """What was read; None where the table is of another framework, or has no day."""
        taken = self._whose("taken", self.taken or "")
        if "framework" in self.bad or not taken:
            return None
        return Assessment(
            framework=FrameworkRef(id=self.framework.id, version=self.version),
            taken=taken,
            respondent=Respondent(label=self._whose("label"), group=self._whose("group")),
            responses=self.responses,
            id=self._whose("assessment_id"),
            name=self._whose("assessment_name"),
            mode=Mode(self._whose("mode", Mode.FULL.value)),
            agreed=self._whose("agreed").lower() in _YES,
        )

    def row(self, row: Row) -> list[tuple[str, Problem]]:
        """Take in a row, or say by column what is wrong with it."""
        notes = list(self._look_whose(row))
        key = self._practice(row.cells.get("practice", "").strip())
        problems = [*self._other_assessment(row), *self._place_problems(key)]
        plain = self._said(key, row, problems)
        if plain is not None and not problems:
            found: list[Problem] = []
            response = decode(Response, plain, (), found)
            problems = [(_column(problem), problem) for problem in found]
            if not found:
                self.responses[key] = response
        return [*notes, *problems]

    def _practice(self, cell: str) -> str:
        """The practice's id. Those of other versions have no names and questions here."""
        named = self.practices.find(cell) if self.version == self.framework.version else None
        return named or cell

    def _look_whose(self, row: Row) -> Iterator[tuple[str, Problem]]:
        """Note what the row is first to say of whose assessment it is. What cannot be used makes no row bad."""
        for column in WHOSE:
            cell = row.cells.get(column, "").strip()
            if cell and column not in self.whose:
                self.whose[column] = self._as_read(column, cell)
                if problem := self._whose_problem(column, cell):
                    self.bad.add(column)
                    yield column, problem

    def _as_read(self, column: str, cell: str) -> str:
        """The cell; a day, where it can be read, as year-month-day."""
        day = self.days.read(cell) if column == "taken" else cell
        return cell if isinstance(day, Problem) else day

    def _whose_problem(self, column: str, cell: str) -> Problem | None:
        if column == "framework":
            expected = f"'{self.framework.id}'"
            return None if cell == self.framework.id else Problem((), f"the framework {quote(cell)}", expected)
        if column == "agreed":
            return None if cell.lower() in _YES + _NO else Problem((), quote(cell), "'yes' or 'no'")
        if column == "taken":
            day = self.days.read(cell)
            return day if isinstance(day, Problem) else None
        found: list[Problem] = []
        decode(_WHOSE_RULES[column], cell, (), found)
        return found[0] if found else None

    def _other_assessment(self, row: Row) -> Iterator[tuple[str, Problem]]:
        for column in WHOSE:
            cell = row.cells.get(column, "").strip()
            if cell and self._as_read(column, cell) != self.whose[column]:
                found = f"{quote(cell)}, where an earlier row has {quote(self.whose[column])}"
                yield column, Problem((), found, "one assessment in a table")

    def _place_problems(self, key: str) -> Iterator[tuple[str, Problem]]:
        catalogue = self.framework.catalogue(self.version)
        if not key:
            yield "practice", Problem((), "no practice", "a practice's id")
        elif catalogue is not None and key not in catalogue.practices:
            expected = f"a practice of '{self.framework.id}' {self.version}"
            hint = did_you_mean(key, sorted(catalogue.practices))
            yield "practice", Problem((), f"unknown practice {quote(key)}", expected, hint)
        elif key in self.responses:
            yield "practice", Problem((), f"practice '{key}' a second time", "one row for each practice")
        else:
            found: list[Problem] = []
            decode(Identifier, key, (), found)
            for problem in found:
                yield "practice", problem

    def _said(self, key: str, row: Row, problems: list[tuple[str, Problem]]) -> dict[str, Any] | None:
        """The plain response of a row; None where the row has none, or has problems, which are added."""
        cell = row.cells.get("answer", "").strip()
        plain: dict[str, Any] = {
            key: value for key in ("evidence", "evidence_date", "evidence_owner") if (value := row.cells.get(key))
        }
        if day := plain.get("evidence_date", "").strip():
            plain["evidence_date"] = self.days.read(day)
            if isinstance(plain["evidence_date"], Problem):
                problems.append(("evidence_date", plain["evidence_date"]))
        reason = row.cells.get("reason", "")
        if not cell:
            if plain or reason:
                problems.append(("answer", Problem((), "a note without an answer", "an answer, or no note")))
            return None
        current = self.version == self.framework.version
        said = self.cells.find(cell)
        if said is None and not current:
            said = cell  # The answers of other versions have no printed names here; migration looks at them.
        if said is None:
            problems.append(("answer", self.cells.problem(cell)))
        elif said == NOT_APPLICABLE:
            practice = self.framework.practice.get(key)
            if current and practice is not None and practice.not_applicable is None:
                expected = "an answer or 'dont-know' for this practice"
                problems.append(("answer", Problem((), "'not-applicable'", expected)))
            return {"not_applicable": reason, **plain}
        elif reason:
            problems.append(("reason", Problem((), "a reason", "none, because the practice is said to apply")))
        if said == DONT_KNOW:
            return {"dont_know": True, **plain}
        return {"answer": said, **plain}


def _missing_columns(header: Header) -> Iterator[RowProblem]:
    for column in ("practice", "answer"):
        if column not in header.columns:
            yield RowProblem(header.row, "", Problem((), f"no column '{column}'", f"a column '{column}'", "add it"))


def _column(problem: Problem) -> str:
    field = str(problem.path[0]) if problem.path else ""
    return {"not_applicable": "reason", "dont_know": "answer"}.get(field, field)


def _practice(practice: Practice) -> tuple[str, ...]:
    return practice.id, practice.name, practice.section, practice.stage or "", practice.question


def _said(response: Response | None) -> tuple[str | None, ...]:
    if response is None:
        return "", "", "", "", ""
    said = response.answer or (DONT_KNOW if response.dont_know else NOT_APPLICABLE)
    return said, response.not_applicable, response.evidence, response.evidence_date, response.evidence_owner


def _whose(assessment: Assessment) -> tuple[str, ...]:
    return (
        assessment.framework.id,
        assessment.framework.version,
        assessment.taken,
        assessment.respondent.label,
        assessment.respondent.group,
        assessment.mode.value,
        "yes" if assessment.agreed else "no",
        assessment.id,
        assessment.name,
    )
