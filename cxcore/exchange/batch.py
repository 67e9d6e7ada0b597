"""Many respondents in one table, one row each: read and scored as a stream, a row at a time, in flat memory.

Columns named like practices hold answers; `label`, `group`, `taken` and `id` say whose they are. The result has a row
for each respondent, with the numbers of their report.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import NamedTuple

from cxcore.exchange.cells import (
    LISTED,
    NOT_APPLICABLE,
    AnswerCells,
    Conventions,
    PracticeNames,
    column_notes,
    plain,
)
from cxcore.model import Assessment, Framework, FrameworkRef, Line, Respondent, Response
from cxcore.rating import DONT_KNOW, Profile, standing
from cxcore.reading import InputError, Problem, ValuePath, decode, did_you_mean, one_of, quote
from cxcore.reading.csvtext import BOM, Header, Row, RowNote, RowProblem, csv_row, read_csv
from cxcore.reading.days import Days
from cxcore.rounding import percent, shown

WHOSE = ("id", "label", "group", "taken")

MAX_LINES = 50
"""So many lines a row may have."""

_DAY = "the day of the assessment, such as '2026-11-21'"


@dataclass(frozen=True, slots=True)
class BatchRow:
    """One respondent: the row's number, counted as a spreadsheet counts, and the assessment."""

    number: int
    assessment: Assessment


_SURVEYS = {
    "id": ("responseid", "respondentid", "submissionid"),
    "taken": (
        "enddate", "completiontime", "submitdate", "submissiondate", "datesubmitted", "recordeddate", "timestamp",
    ),
}  # fmt: skip
"""How survey tools head what we call otherwise, without spaces; the first that is there counts, where nothing has our name."""

_SUBHEADS = {"response", "open-ended-response"}
"""What one of them writes in a second row of heads."""

_IMPORT = '{"ImportId"'
"""With this begin the cells of another one's last row of heads."""

_ONE_ASSESSMENT = {"practice", "answer"}
"""The columns that a table of one assessment has."""

FIRST_IDS = 200_000
"""So many ids are remembered, to tell the ones that come a second time."""

_A_PART = 1 << 40
"""More rows than a part can have: where an id was is kept as one number, which needs little memory."""


def read_batch(
    lines: Iterable[str],
    framework: Framework,
    taken: str | None = None,
    conventions: Conventions = Conventions(),  # noqa: B008 - it is frozen
    again: Callable[[], Iterable[str]] = tuple,
) -> Iterator[BatchRow | RowProblem | RowNote]:
    """The assessments of a table with a row for each respondent, a problem for each cell that cannot be read, and notes.

    `taken` is the day of rows that name none. Empty cells are unanswered; what else cells and heads may hold, see
    `AnswerCells` and `SurveyHeads`. A row with a problem gives its problems in place of an assessment; every other row is
    given, also one whose id was there before. Columns of another name are noted and not read. `again` gives the lines
    anew: they are asked for where a day can be read in two ways, because another day of the table may show in which one.

    Raises InputError for conventions that do not fit the framework, whatever the text. Keeps nothing of rows already
    given but their ids.
    """
    reader = BatchReader(framework, taken, conventions, lambda: (again(),))
    yield from reader.read(lines)
    yield from reader.end()


class BatchReader:
    """Tables with a row for each respondent that are parts of one, read one after the other as `read_batch` reads one.

    Each part has heads of its own. An id that comes again is noted in whichever part, and a day of any part may show in which
    order days are read; what is said of a head is said once. `again` gives the lines of all parts anew.

    Raises InputError for conventions that do not fit the framework.
    """

    def __init__(
        self,
        framework: Framework,
        taken: str | None = None,
        conventions: Conventions = Conventions(),  # noqa: B008 - it is frozen
        again: Callable[[], Iterable[Iterable[str]]] = tuple,
    ) -> None:
        self._framework = framework
        self._again = again
        cells = AnswerCells(framework, conventions.codes)
        self._heads = SurveyHeads(framework, cells, conventions.columns)
        self._reader = _Reader(framework, taken, cells, Days(conventions.dates, self._all_days))
        self._told: set[tuple[str, str]] = set()

    def _all_days(self) -> Iterator[str]:
        for lines in self._again():
            for entry in read_csv(lines, self._heads, max_lines=MAX_LINES):
                if isinstance(entry, Row) and (day := entry.cells.get("taken", "").strip()):
                    yield day

    def read(self, lines: Iterable[str], name: str = "") -> Iterator[BatchRow | RowProblem | RowNote]:
        """What is in the next part, which messages on other parts call by its name."""
        empty = True
        for entry in read_csv(lines, self._heads, max_lines=MAX_LINES):
            empty = False
            if isinstance(entry, Row):
                yield from self._reader.row(entry)
            elif isinstance(entry, RowProblem):
                yield entry
            else:
                found = any(column in self._framework.practice for column in entry.columns)
                if not found:
                    yield RowProblem(1, "", self._heads.no_practice(entry))
                for note in self._heads.notes(entry):
                    if (note.column, note.message) not in self._told:
                        self._told.add((note.column, note.message))
                        yield note
                if not found:
                    return
                self._reader.begin(entry, name)
        if empty:
            yield RowProblem(
                1, "", Problem((), "an empty table", "a row of column names, and a row for each respondent")
            )

    def end(self) -> Iterator[RowNote]:
        """What is to be said when all parts were given."""
        yield from self._reader.end()


class _Head(NamedTuple):
    plain: str
    told: str | None
    """The column that it was said to be."""
    column: str | None
    """The column that it is by its own words."""

    @property
    def squeezed(self) -> str:
        return self.plain.replace("-", "")


class SurveyHeads:
    """The columns of a table with a row for each respondent, by their heads.

    These are practices by their ids, printed names or questions, and `id`, `label`, `group` and `taken`, also by the names
    that survey tools give them; `columns` says what other heads mean. A second or third row of heads, as such tools write
    it, is passed over; what a column is may stand in any of them. Raises InputError where `columns` names what there is
    not.
    """

    def __init__(self, framework: Framework, cells: AnswerCells, columns: Mapping[str, str] | None = None) -> None:
        self._framework = framework
        self._practices = PracticeNames(framework)
        self._cells = cells
        self._heads = columns or {}
        meant = {head: self._column(meaning) for head, meaning in self._heads.items()}
        if problems := [self._no_column(head) for head in meant if meant[head] is None]:
            raise InputError(problems)
        self._told = {plain(head): column for head, column in meant.items()}
        self._read: dict[str, _Head] = {}

    def _no_column(self, head: str) -> Problem:
        meaning = self._heads[head]
        hint = did_you_mean(meaning, [*WHOSE, *self._framework.practice])
        return Problem((head,), quote(meaning), self._expected, hint)

    @property
    def _expected(self) -> str:
        return f"a practice of '{self._framework.id}', or {', '.join(WHOSE)}"

    def _column(self, head: str) -> str | None:
        return head.lower() if head.lower() in WHOSE else self._practices.find(head)

    def _head(self, head: str) -> _Head:
        """What a head says by itself. Kept: the same rows are looked at again and again to find where the heads are."""
        if (known := self._read.get(head)) is None:
            text = plain(head)
            known = self._read[head] = _Head(text, self._told.get(text), self._column(head))
        return known

    def known(self, cells: Sequence[str]) -> int:
        """How many different columns a row names; those of a table of one assessment, too, whose rows name practices."""
        return len({*self.columns([cells])} - {None}) + len(
            _ONE_ASSESSMENT & {self._head(cell).plain for cell in cells}
        )

    def last(self, rows: Sequence[Sequence[str]], first: int) -> int:
        """The place of the last row of heads, where the one at `first` names the most columns."""
        marked = [i for i, cells in enumerate(rows) if any(cell.startswith(_IMPORT) for cell in cells)]
        last = max([first, *marked])
        columns = self.columns(rows[first : last + 1])
        while last + 1 < len(rows) and self._is_heads(rows[last + 1], rows[first], columns):
            last += 1
        return last

    def _is_heads(self, cells: Sequence[str], heads: Sequence[str], columns: Sequence[str | None]) -> bool:
        """Whether a row has no answer, and repeats a head or consists of what tools write below heads."""
        said = [cell for cell, column in zip(cells, columns, strict=False) if column in self._framework.practice]
        if any(cell and self._cells.find(cell) for cell in said):
            return False
        repeats = any(
            cell and self._head(cell).squeezed == self._head(head).squeezed
            for cell, head in zip(cells, heads, strict=False)
        )
        below = {self._head(cell).plain for cell in cells if cell}
        return repeats or bool(below and below <= _SUBHEADS)

    def columns(self, rows: Sequence[Sequence[str]]) -> Sequence[str | None]:
        """What each column is, by the rows of heads, of which the first counts most."""
        found: list[str | None] = []
        surveys: dict[str, int] = {}
        for i, cells in enumerate(zip_longest(*rows, fillvalue="")):
            heads = [self._head(cell) for cell in cells if cell]
            said = (*(head.told for head in heads), *(head.column for head in heads))
            found.append(next((column for column in said if column), None))
            if found[i] is None:
                for head in heads:
                    surveys.setdefault(head.squeezed, i)
        for column, names in _SURVEYS.items():
            if column not in found and (places := [surveys[name] for name in names if name in surveys]):
                found[places[0]] = column
        return found

    def notes(self, header: Header) -> Iterator[RowNote]:
        """A word on rows that are passed over, and on columns that are not read or read as what their head does not say."""
        if header.passed:
            several = len(header.passed) > 1
            rows = f"rows {_listed(header.passed)} hold" if several else f"row {header.passed[0]} holds"
            yield RowNote(header.row, "", f"the heads are read from here; {rows} a title or more heads, and no answers")
        told = []
        for head, column in zip(header.heads, header.columns, strict=False):
            if column in _SURVEYS and self._head(head).plain != column and not self._head(head).told:
                yield RowNote(header.row, head, f"read as '{column}'")
            elif column is None and head not in told and (ids := self._practices.several(head)):
                told.append(head)
                called = f"the name of {len(ids)} practices; expected {one_of(ids)}; it is not read"
                yield RowNote(header.row, head, called)
        yield from column_notes(header, self._expected, [*WHOSE, *self._framework.practice], told)
        heads = {self._head(head).plain for head in header.heads}
        for head in self._heads:
            if plain(head) not in heads:
                yield RowNote(header.row, head, "no column is headed so")

    def no_practice(self, header: Header) -> Problem:
        """What to say where no column is a practice."""
        one = {self._head(head).plain for head in header.heads} >= _ONE_ASSESSMENT
        hint = "a table with a row for each practice is one assessment, not many" if one else ""
        expected = f"columns named like the practices of '{self._framework.id}'"
        return Problem((), "no column of a practice", expected, hint)


class _Reader:
    def __init__(self, framework: Framework, taken: str | None, cells: AnswerCells, days: Days) -> None:
        self.reference = FrameworkRef(id=framework.id, version=framework.version)
        self.practices = tuple(framework.practice)
        self.columns: Sequence[str] = ()
        self.head = 1
        self.parts: list[str] = []
        self.taken = taken
        self.cells = cells
        self.no_na = {key for key, practice in framework.practice.items() if practice.not_applicable is None}
        # Responses without notes are alike: one object serves all rows.
        self.known: dict[str, Response | None] = {"": None}
        self.days = days
        self.day = {taken: taken} if taken else dict[str, str]()
        self.ids: dict[str, int] = {}
        self.repeated = 0

    def begin(self, header: Header, name: str) -> None:
        """Go on with the rows below these heads, in the part of that name."""
        self.columns = [column for column in self.practices if column in header.columns]
        self.head = header.row
        self.parts.append(name)

    def row(self, row: Row) -> Iterator[BatchRow | RowProblem | RowNote]:
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
        taken = self._day(whose["taken"] or self.taken or "", problems)
        for key in ("id", "label", "group"):
            if whose[key]:
                problems += [(key, problem) for problem in _checked(Line, whose[key])]
        if problems:
            yield from (RowProblem(row.number, column, problem) for column, problem in problems)
            return
        yield from self._look_id(row.number, whose["id"])
        respondent = Respondent(label=whose["label"], group=whose["group"])
        yield BatchRow(
            row.number,
            Assessment(
                framework=self.reference, taken=taken, respondent=respondent, responses=responses, id=whose["id"]
            ),
        )

    def end(self) -> Iterator[RowNote]:
        """What is to be said when all rows were given."""
        if self.repeated > LISTED:
            yield RowNote(self.head, "id", f"in {self.repeated - LISTED:,} more rows an id that was there before")
        if self.days.shown_by is not None and self.days.order is not None:
            way = self.days.order.value.replace("-", " ")
            yield RowNote(self.head, "taken", f"days are read with the {way}, as {quote(self.days.shown_by)} shows")

    def _look_id(self, number: int, key: str) -> Iterator[RowNote]:
        if key in self.ids:
            self.repeated += 1
            if self.repeated <= LISTED:
                part, row = divmod(self.ids[key], _A_PART)
                where = "" if part == len(self.parts) else f" of {self.parts[part - 1]}"
                yield RowNote(
                    number, "id", f"{quote(key)}, which row {row}{where} has already; each is scored for itself"
                )
        elif key and len(self.ids) < FIRST_IDS:
            self.ids[key] = len(self.parts) * _A_PART + number

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

    def _day(self, taken: str, problems: list[tuple[str, Problem]]) -> str:
        if taken in self.day:
            return self.day[taken]
        day = self.days.read(taken) if taken else Problem((), "no day", _DAY)
        if isinstance(day, Problem):
            problems.append(("taken", day))
            return ""
        if len(self.day) < 1000:
            self.day[taken] = day
        return day


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

    Where the headline is the interval, no stage is named: `stage`, `stage_id` and `strict_stage` are empty, and
    `stage_low` and `stage_high` say between which it lies. Coverage is in percent. Raises InputError where the assessment does not fit the framework.
    """
    profile = Profile.of(framework, assessment)
    here = standing(framework, profile)
    count, value, interval = here.counts, here.index, here.index_interval
    named = here.headline == "stage"
    return (
        assessment.id,
        assessment.respondent.label,
        assessment.respondent.group,
        assessment.taken,
        here.headline,
        here.reached if named else None,
        framework.stages[here.reached - 1].id if named and here.reached else None,
        here.strict if named else None,
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


def _listed(numbers: Sequence[int]) -> str:
    return f"{', '.join(map(str, numbers[:-1]))} and {numbers[-1]}"


def _checked(rule: object, value: str) -> list[Problem]:
    path: ValuePath = ()
    found: list[Problem] = []
    decode(rule, value, path, found)
    return found
