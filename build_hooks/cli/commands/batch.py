"""`cx batch`: a table with a row for each respondent, scored as a stream on all cores, in flat memory."""

from __future__ import annotations

import multiprocessing.connection
import os
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, closing
from itertools import chain, islice
from typing import Annotated, Literal, get_args

import typer

from build_hooks.cli.inputs import Advice, name_of, read_text
from build_hooks.cli.models import Models
from build_hooks.cli.options import (
    Codes,
    Dates,
    Frameworks,
    Output,
    T,
    complete_framework,
    conventions,
    format_option,
    hint,
)
from build_hooks.cli.outputs import Format, chosen, writing
from build_hooks.cli.parquet import ParquetWriter
from build_hooks.cli.progress import Progress
from build_hooks.cli.refusal import Collector, Refusal, about, refuse
from build_hooks.cli.streams import as_usual
from build_hooks.cli.tablefile import Table, TableFile, table_of
from build_hooks.cli.workbook import WorkbookWriter
from build_hooks.library.records import FrameworkRecord
from cxcore.exchange.batch import (
    MAX_LINES,
    BatchReader,
    BatchRow,
    SurveyHeads,
    score_cells,
    score_columns,
    score_header,
    score_line,
)
from cxcore.exchange.cells import LISTED, AnswerCells, Conventions
from cxcore.model import Framework
from cxcore.reading import Date, InputError, Problem, decode, jsontext
from cxcore.reading.csvtext import Header, Named, Row, RowNote, RowProblem, csv_lines, read_csv

CHUNK = 250
"""Rows that a worker is given at once: enough that handing them over does not count, few enough to stay small."""

AHEAD = 3
"""Chunks that wait for each worker; more would fill the memory where reading is quicker than scoring."""

Offered = Literal["csv", "json", "xlsx", "parquet"]


def batch(
    table: Annotated[str, typer.Argument(metavar="TABLE", help=hint("cli.batch.table"), show_default=False)],
    framework: Annotated[
        str | None,
        typer.Option(
            "--framework",
            metavar="ID",
            help=hint("cli.batch.framework"),
            autocompletion=complete_framework,
            show_default=False,
        ),
    ] = None,
    taken: Annotated[
        str | None, typer.Option("--taken", metavar="DATE", help=hint("cli.batch.taken"), show_default=False)
    ] = None,
    jobs: Annotated[int, typer.Option("--jobs", "-j", min=1, max=64, help=hint("cli.batch.jobs"))] = os.cpu_count()
    or 1,
    columns: Annotated[
        str | None, typer.Option("--columns", metavar="FILE", help=hint("cli.batch.columns"), show_default=False)
    ] = None,
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
    dates: Dates = None,
    codes: Codes = None,
) -> None:
    """Score a table with a row for each respondent."""
    form = chosen(format, output, get_args(Offered), Format.CSV)
    collector = Collector()
    heads: Mapping[str, str] = {}
    with collector.one():
        heads = _columns(columns)
    with collector.one():
        _check_day(taken)
    ways = conventions(dates, codes, heads)
    with table_of(table) as brought:
        with collector.one():
            model = _model(brought, framework, ways, Models(frameworks))
            _check_conventions(brought, model, ways, taken)
        collector.finish()
        with Progress(T("cli.batch.progress"), brought.size, brought) as progress, writing(output) as put:
            rows = _rows(brought, model, taken, ways)
            good, bad = _run(model, rows, form, jobs, put, progress, brought.name)
    if bad:
        raise Refusal(T("cli.batch.done", good=f"{good:,}", bad=f"{bad:,}"))


Read = tuple[str, BatchRow | RowProblem | RowNote]
"""What was read, with the name of the file that it stands in."""


def _rows(table: Table, model: Framework, taken: str | None, ways: Conventions) -> Iterator[Read]:
    """All rows of a table, part by part."""
    reader = BatchReader(model, taken, ways, lambda: (part.lines() for part in table.parts))
    for part in table.in_turn():
        for row in reader.read(part.lines(), part.name):
            yield part.name, row
    for line in reader.end():
        yield table.name, line


def _run(
    model: FrameworkRecord,
    rows: Iterator[Read],
    form: Format,
    jobs: int,
    put: Callable[[str | bytes], None],
    progress: Progress,
    name: str,
) -> tuple[int, int]:
    """Score all rows in their order; tell how many could be scored, and how many rows had problems."""
    good, bad_rows, advice = 0, _Tally(), Advice()

    def told() -> Iterator[BatchRow]:
        for where, row in rows:
            if isinstance(row, BatchRow):
                yield row
                continue
            if isinstance(row, RowProblem):
                bad_rows.add(where, row)
            for line in advice.once([row]) if isinstance(row, RowProblem) else [row]:
                progress.say(f"{where}: {line}")

    with ExitStack() as stack:
        book = _book(model, form)
        if book is not None:
            stack.enter_context(book)
        table = _Written(model, form, put, book)
        for scores in stack.enter_context(closing(_scored(model, told(), form, jobs))):
            table.add(scores)
            good += len(scores)
            progress.advance(good)
        if bad_rows.fatal and not good:
            raise Refusal(T("cli.batch.nothing", name=name))
        table.end()
    return good, bad_rows.count


Book = WorkbookWriter | ParquetWriter
"""What takes cells rather than lines."""


def _book(model: Framework, form: Format) -> Book | None:
    columns = score_columns(model)
    if form is Format.PARQUET:
        return ParquetWriter(columns)
    return WorkbookWriter(columns) if form is Format.XLSX else None


class _Written:
    """The results in their format, written as they come."""

    def __init__(self, model: Framework, form: Format, put: Callable[[str | bytes], None], book: Book | None) -> None:
        self._put = put
        self._is_json = form is Format.JSON
        self._start = "[" if self._is_json else score_header(model)
        self._book = book

    def add(self, scores: Sequence[Scores]) -> None:
        """Write the next ones."""
        if self._book is not None:
            for cells in scores:
                self._book.append(cells)
            return
        self._put(self._start or "," * self._is_json)
        self._start = ""
        lines = [line for line in scores if isinstance(line, str)]
        self._put("\n" + ",\n".join(lines) if self._is_json else "".join(lines))

    def end(self) -> None:
        """Write what stands at the end."""
        if self._book is not None:
            self._book.write(self._put)
            return
        self._put(self._start)
        self._put("\n]\n" if self._is_json else "")


class _Tally:
    """How many rows have problems."""

    def __init__(self) -> None:
        self.count = 0
        self.fatal = False
        self._last = ("", 0)

    def add(self, where: str, problem: RowProblem) -> None:
        if problem.row == 1:
            self.fatal = True
        elif (where, problem.row) != self._last:
            self.count += 1
            self._last = (where, problem.row)


Scores = str | Sequence[str | int | None]
"""What is written for a row: its line, or its cells."""


def _scored(model: FrameworkRecord, rows: Iterator[BatchRow], form: Format, jobs: int) -> Generator[list[Scores]]:
    """The lines or cells for all rows, in their order, chunk by chunk."""
    chunks = iter(lambda: list(islice(rows, CHUNK)), [])
    first = list(islice(chunks, 2))
    if len(first) < 2 or jobs == 1:  # not worth starting workers
        _begin(model)
        yield from (_score(chunk, form) for chunk in chain(first, chunks))
        return
    pool = ProcessPoolExecutor(jobs, initializer=_begin_worker, initargs=(model,))
    try:
        waiting: deque[Future[list[Scores]]] = deque()
        for chunk in chain(first, chunks):
            waiting.append(pool.submit(_score, chunk, form))
            if len(waiting) > jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise Refusal(T("cli.batch.broken")) from None
    finally:
        pool.shutdown(cancel_futures=True)


_model_here: list[Framework] = []
"""The framework that this process scores by."""


def _begin(model: Framework) -> None:
    _model_here[:] = [model]


def _begin_worker(model: Framework) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    as_usual()
    threading.Thread(target=_end_with_first, daemon=True).start()
    _begin(model)


def _end_with_first() -> None:
    """End this process when the first one is gone, however that ended."""
    first = multiprocessing.parent_process()
    assert first is not None, "workers are started by another process"
    multiprocessing.connection.wait([first.sentinel])
    os._exit(1)


def _score(rows: list[BatchRow], form: Format) -> list[Scores]:
    (model,) = _model_here
    if form is Format.CSV:
        return [score_line(model, row.assessment) for row in rows]
    if form in (Format.XLSX, Format.PARQUET):
        return [score_cells(model, row.assessment) for row in rows]
    columns = score_columns(model)
    return [jsontext.dumps(dict(zip(columns, score_cells(model, row.assessment), strict=True))) for row in rows]


def _model(table: Table, wanted: str | None, ways: Conventions, models: Models) -> FrameworkRecord:
    """The framework that was asked for; else the one whose practices have most columns."""
    if wanted is not None:
        return models.get(wanted, "cx batch: --framework")
    if len(models.ids) <= 1:
        return models.get(next(iter(models.ids), ""), table.name)
    found = {}
    for model in map(models.known, models.ids):
        try:
            columns = _header(table.parts[0], model, ways.columns).columns
        except InputError:  # what was said of the columns is of another model
            columns = _header(table.parts[0], model, {}).columns
        found[model.id] = len({column for column in columns if column in model.practice})
    best = max(found.values())
    ids = [key for key, count in found.items() if count == best]
    if best == 0 or len(ids) > 1:
        raise Refusal(T("cli.batch.which", name=table.parts[0].name, ids=", ".join(models.ids)))
    return models.known(ids[0])


def _header(file: TableFile, model: Framework, columns: Mapping[str, str]) -> Header:
    """The heads of the table as columns of a model."""
    heads = SurveyHeads(model, AnswerCells(model), columns)
    found = next(iter(read_csv(file.lines(), heads, max_lines=MAX_LINES)), None)
    return found if isinstance(found, Header) else Header((), (), 1)


def _check_conventions(table: Table, model: Framework, ways: Conventions, taken: str | None) -> None:
    """Raise Refusal where what was said of the table does not fit the model, a day is missing, or a part has other columns."""
    collector = Collector()
    with collector.one(), about(f"{table.name}: --codes"):
        AnswerCells(model, ways.codes)
    with collector.one(), about(f"{table.name}: --columns"):
        first, *others = table.parts
        header = _header(first, model, ways.columns)
        for part in others:
            with collector.one():
                _check_alike(first.name, header, part.name, _header(part, model, ways.columns))
        if taken is None and header.columns and "taken" not in header.columns:
            raise Refusal(T("cli.batch.no_day"))
    collector.finish()


def _check_alike(first: str, header: Header, part: str, other: Header) -> None:
    """Raise Refusal where a part does not have the columns that the first one has, of those that are read."""
    wanted, has = ([column for column in dict.fromkeys(each.columns) if column] for each in (header, other))
    if wanted and not has:
        raise Refusal(T("cli.batch.part.heads", name=part, first=first))
    lacks = [column for column in wanted if column not in has]
    more = [column for column in has if column not in wanted]
    told = [T("cli.batch.part.lacks", columns=_named(lacks))] if lacks else []
    told += [T("cli.batch.part.more", columns=_named(more))] if more else []
    if told:
        raise Refusal(T("cli.batch.part.columns", name=part, first=first, differences="; ".join(told)))


def _named(columns: Sequence[str]) -> str:
    """The names of some columns, of many the first."""
    names = [f"'{column}'" for column in columns[:LISTED]]
    more = [T("cli.read.more", count=len(columns) - LISTED)] if len(columns) > LISTED else []
    return ", ".join([*names, *more])


def _columns(source: str | None) -> Mapping[str, str]:
    """What columns are by their heads, as a table of two columns says. Raises Refusal."""
    if source is None:
        return {}
    lines = csv_lines(read_text(source))
    entries = list(read_csv(lines, Named(("head", "means"))))
    if not entries or not isinstance(entries[0], Header) or {"head", "means"} - {*entries[0].columns}:
        raise Refusal(T("cli.batch.columns.heads", name=name_of(source)))
    rows = [entry for entry in entries if isinstance(entry, Row)]
    return {row.cells.get("head", ""): row.cells.get("means", "").strip() for row in rows if row.cells.get("means")}


def _check_day(taken: str | None) -> None:
    if taken is not None:
        problems: list[Problem] = []
        decode(Date, taken, ("--taken",), problems)
        refuse("cx batch", problems)
