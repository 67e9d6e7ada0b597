"""Many respondents in one table, one row each: read and scored as a stream, a row at a time, in flat memory.

Columns named like practices hold answers; `label`, `group`, `taken` and `id` say whose they are. The result has a row
for each respondent, with the numbers of their report.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cxcore.exchange.tables import MAX_HINTS, NOT_APPLICABLE, AnswerCells
from cxcore.model import Assessment, Framework, FrameworkRef, Line, Respondent, Response
from cxcore.rating import DONT_KNOW, Profile, standing
from cxcore.reading import Date, Problem, ValuePath, decode, did_you_mean
from cxcore.reading.csvtext import BOM, Row, RowProblem, csv_row, read_csv
from cxcore.rounding import percent, shown

WHOSE = ("id", "label", "group", "taken")

_DAY = "the day of the assessment, such as '2026-11-21'"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One respondent: the row's number, counted as a spreadsheet counts, and the assessment."""

    number: int
    assessment: Assessment


def read_batch(lines: Iterable[str], framework: Framework, taken: str | None = None) -> Iterator[BatchRow | RowProblem]:
    """The assessments of a table with a row for each respondent, and a problem for each cell that cannot be read.

    `taken` is the day of rows that name none. Empty cells are unanswered; a cell may hold an answer's id or printed
    name, "dont-know" or "not-applicable". A row with a problem gives its problems in place of an assessment; every
    other row is given. Columns of another name are reported once and not read. Raises nothing, whatever the text;
    keeps nothing of rows already given.
    """
    reader: _Reader | None = None
    for entry in read_csv(lines, (*WHOSE, *framework.practice), max_lines=50):
        if isinstance(entry, tuple):
            problems = list(_column_problems(entry, framework))
            yield from problems
            if not any(column in framework.practice for column in entry):
                return
            reader = _Reader(framework, entry, taken)
        elif isinstance(entry, RowProblem) or reader is None:
            if isinstance(entry, RowProblem):
                yield entry
        else:
            yield from reader.row(entry)
    if reader is None:
        yield RowProblem(1, "", Problem((), "an empty table", "a row of column names, and a row for each respondent"))


class _Reader:
    def __init__(self, framework: Framework, columns: tuple[str, ...], taken: str | None) -> None:
        self.reference = FrameworkRef(id=framework.id, version=framework.version)
        self.taken = taken
        self.cells = AnswerCells(framework)
        self.columns = [column for column in framework.practice if column in columns]
        self.no_na = {key for key, practice in framework.practice.items() if practice.not_applicable is None}
        # Responses without notes are alike: one object serves all rows.
        self.known: dict[str, Response | None] = {"": None}
        self.days = {taken} if taken else set[str]()

    def row(self, row: Row) -> Iterator[BatchRow | RowProblem]:
        problems: list[tuple[str, Problem]] = []
        responses: dict[str, Response] = {}
        cells, known = row.cells, self.known
        for column in self.columns:
            cell = cells.get(column, "")
            response = known[cell] if cell in known else self._response(column, cell, problems)
            if response is not None:
                responses[column] = response
                if response.not_applicable is not None and column in self.no_na:
                    expected = "an answer or 'dont-know' for this practice"
                    problems.append((column, Problem((), "'not-applicable'", expected)))
        whose = {key: cells.get(key, "").strip() for key in WHOSE}
        taken = whose["taken"] or self.taken or ""
        if taken not in self.days:
            self._check_day(taken, problems)
        for key in ("id", "label", "group"):
            if whose[key]:
                problems += [(key, problem) for problem in _checked(Line, whose[key])]
        if problems:
            yield from (RowProblem(row.number, column, problem) for column, problem in problems)
            return
        respondent = Respondent(label=whose["label"], group=whose["group"])
        yield BatchRow(
            row.number,
            Assessment(
                framework=self.reference, taken=taken, respondent=respondent, responses=responses, id=whose["id"]
            ),
        )

    def _response(self, column: str, cell: str, problems: list[tuple[str, Problem]]) -> Response | None:
        said = self.cells.find(cell) if cell.strip() else ""
        if said is None:
            problems.append((column, self.cells.problem(cell)))
            return None
        response = None
        if said == NOT_APPLICABLE:
            response = Response(not_applicable="")
        elif said:
            response = Response(dont_know=True) if said == DONT_KNOW else Response(answer=said)
        if len(self.known) < 1000:
            self.known[cell] = response
        return response

    def _check_day(self, taken: str, problems: list[tuple[str, Problem]]) -> None:
        if not taken:
            problems.append(("taken", Problem((), "no day", _DAY)))
        elif found := _checked(Date, taken):
            problems += [("taken", problem) for problem in found]
        elif len(self.days) < 1000:
            self.days.add(taken)


def score_columns(framework: Framework) -> tuple[str, ...]:
    """The names of the columns that `score_cells` fills."""
    return (
        *WHOSE,
        "headline",
        "stage",
        "stage_id",
        "strict_stage",
        "stage_low",
        "stage_high",
        "index",
        "index_low",
        "index_high",
        "answered",
        "dont_know",
        "not_applicable",
        "unanswered",
        "applicable",
        *(f"coverage_{stage.id}" for stage in framework.stages),
    )


def score_cells(framework: Framework, assessment: Assessment) -> tuple[str | int | None, ...]:
    """One respondent's numbers, as in their report: stages as orders, index and coverage as shown, rounded down.

    Coverage is in percent. Raises InputError where the assessment does not fit the framework.
    """
    profile = Profile.of(framework, assessment)
    here = standing(framework, profile)
    count, value, interval = here.counts, here.index, here.index_interval
    return (
        assessment.id,
        assessment.respondent.label,
        assessment.respondent.group,
        assessment.taken,
        here.headline,
        here.reached,
        framework.stages[here.reached - 1].id if here.reached else None,
        here.strict,
        *here.stage_interval,
        None if value is None else shown(value),
        *((None, None) if value is None or interval is None else map(shown, interval)),
        count.answered,
        count.dont_know,
        count.not_applicable,
        count.unanswered,
        count.applicable,
        *(None if stage.coverage is None else percent(stage.coverage) for stage in here.stages),
    )


def score_header(framework: Framework) -> str:
    """The first line of a table of scores."""
    return BOM + csv_row(score_columns(framework))


def score_line(framework: Framework, assessment: Assessment) -> str:
    """One respondent's line in a table of scores. Raises InputError where the assessment does not fit the framework."""
    return csv_row(score_cells(framework, assessment))


def _column_problems(columns: tuple[str, ...], framework: Framework) -> Iterator[RowProblem]:
    known = (*WHOSE, *framework.practice)
    if not any(column in framework.practice for column in columns):
        expected = f"columns named like the practices of '{framework.id}'"
        yield RowProblem(1, "", Problem((), "no column of a practice", expected))
    for i, column in enumerate(columns):
        if column and column not in known:
            hint = did_you_mean(column, [name for name in known if name not in columns]) if i < MAX_HINTS else ""
            expected = f"a practice of '{framework.id}', or {', '.join(WHOSE)}; it is not read"
            yield RowProblem(1, column, Problem((), "a column of another name", expected, hint))
        elif column and column in columns[:i]:
            yield RowProblem(1, column, Problem((), "a second column of this name", "each column once"))


def _checked(rule: object, value: str) -> list[Problem]:
    path: ValuePath = ()
    found: list[Problem] = []
    decode(rule, value, path, found)
    return found
