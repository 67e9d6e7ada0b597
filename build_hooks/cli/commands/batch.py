"""`cx batch`: a table with a row for each respondent, scored as a stream on all cores, in flat memory."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import Annotated, BinaryIO, Literal, get_args

import typer

from build_hooks.cli.inputs import STANDARD_INPUT, name_of, open_bytes
from build_hooks.cli.models import Models
from build_hooks.cli.options import Frameworks, Output, T, complete_framework, format_option, hint
from build_hooks.cli.outputs import Format, chosen, writing
from build_hooks.cli.progress import Progress
from build_hooks.cli.refusal import Refusal, refuse
from build_hooks.library.records import FrameworkRecord
from cxcore.exchange.batch import WHOSE, BatchRow, read_batch, score_cells, score_columns, score_header, score_line
from cxcore.model import Framework
from cxcore.reading import Date, Problem, decode, jsontext
from cxcore.reading.csvtext import RowProblem, csv_lines, read_csv

CHUNK = 250
"""Rows that a worker is given at once: enough that handing them over does not count, few enough to stay small."""

AHEAD = 3
"""Chunks that wait for each worker; more would fill the memory where reading is quicker than scoring."""

MAX_LINE = 1_000_000
"""Longer lines, in bytes, are those of some other file."""

Offered = Literal["csv", "json"]


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
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
) -> None:
    """Score a table with a row for each respondent."""
    form = chosen(format, output, get_args(Offered), Format.CSV)
    with _opened(table) as stream:
        lines = _lines(name_of(table), stream)
        head = list(islice(lines, 1))
        columns = next((entry for entry in read_csv(head, WHOSE) if isinstance(entry, tuple)), ())
        model = _model(name_of(table), columns, framework, Models(frameworks))
        _check_day(taken, columns)
        with Progress(T("cli.batch.progress"), _size(table), stream) as progress, writing(output) as put:
            good, bad = _run(
                model, read_batch(chain(head, lines), model, taken), form, jobs, put, progress, name_of(table)
            )
    if bad:
        raise Refusal(T("cli.batch.done", good=f"{good:,}", bad=f"{bad:,}"))


def _run(
    model: FrameworkRecord,
    rows: Iterator[BatchRow | RowProblem],
    form: Format,
    jobs: int,
    put: Callable[[str], None],
    progress: Progress,
    name: str,
) -> tuple[int, int]:
    """Score all rows in their order; tell how many could be scored, and how many rows had problems."""
    good, bad_rows = 0, _Tally()

    def told() -> Iterator[BatchRow]:
        for row in rows:
            if isinstance(row, RowProblem):
                progress.say(f"{name}: {row}")
                bad_rows.add(row)
            else:
                yield row

    is_json = form is Format.JSON
    start = "[" if is_json else score_header(model)
    for texts in _scored(model, told(), is_json, jobs):
        put(start if not good else "," * is_json)
        put("\n" + ",\n".join(texts) if is_json else "".join(texts))
        good += len(texts)
        progress.advance(good)
    if bad_rows.fatal and not good:
        raise Refusal(T("cli.batch.nothing", name=name))
    put(start if not good else "")
    put("\n]\n" if is_json else "")
    return good, bad_rows.count


class _Tally:
    """How many rows have problems. Columns that are not read are worth a line, and no more."""

    def __init__(self) -> None:
        self.count = 0
        self.fatal = False
        self._last = 0

    def add(self, problem: RowProblem) -> None:
        self.fatal = self.fatal or (problem.row == 1 and not problem.column)
        if problem.row != self._last and problem.row > 1:
            self.count += 1
            self._last = problem.row


def _scored(model: FrameworkRecord, rows: Iterator[BatchRow], as_json: bool, jobs: int) -> Iterator[list[str]]:
    """The lines for all rows, in their order, chunk by chunk."""
    chunks = iter(lambda: list(islice(rows, CHUNK)), [])
    first = list(islice(chunks, 2))
    if len(first) < 2 or jobs == 1:  # not worth starting workers
        _begin(model)
        yield from (_score(chunk, as_json) for chunk in chain(first, chunks))
        return
    pool = ProcessPoolExecutor(jobs, initializer=_begin_worker, initargs=(model,))
    try:
        waiting: deque[Future[list[str]]] = deque()
        for chunk in chain(first, chunks):
            waiting.append(pool.submit(_score, chunk, as_json))
            if len(waiting) > jobs * AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


_model_here: list[Framework] = []
"""The framework that this process scores by."""


def _begin(model: Framework) -> None:
    _model_here[:] = [model]


def _begin_worker(model: Framework) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process ends the others
    _begin(model)


def _score(rows: list[BatchRow], as_json: bool) -> list[str]:
    (model,) = _model_here
    if not as_json:
        return [score_line(model, row.assessment) for row in rows]
    columns = score_columns(model)
    return [jsontext.dumps(dict(zip(columns, score_cells(model, row.assessment), strict=True))) for row in rows]


def _model(name: str, columns: tuple[str, ...], wanted: str | None, models: Models) -> FrameworkRecord:
    """The framework that was asked for; else the one whose practices have most columns."""
    if wanted is not None:
        return models.get(wanted, "cx batch: --framework")
    if len(models.ids) <= 1:
        return models.get(next(iter(models.ids), ""), name)
    found = {
        model.id: sum(column in model.practice for column in set(columns)) for model in map(models.known, models.ids)
    }
    best = max(found.values())
    ids = [key for key, count in found.items() if count == best]
    if best == 0 or len(ids) > 1:
        raise Refusal(T("cli.batch.which", name=name, ids=", ".join(models.ids)))
    return models.known(ids[0])


def _check_day(taken: str | None, columns: tuple[str, ...]) -> None:
    if taken is None and columns and "taken" not in columns:
        raise Refusal(T("cli.batch.no_day"))
    if taken is not None:
        problems: list[Problem] = []
        decode(Date, taken, ("--taken",), problems)
        refuse("cx batch", problems)


@contextmanager
def _opened(source: str) -> Iterator[BinaryIO]:
    stream = open_bytes(source)
    try:
        yield stream
    finally:
        if source != STANDARD_INPUT:
            stream.close()


def _lines(name: str, stream: BinaryIO) -> Iterator[str]:
    """The lines of a table. A byte that is not UTF-8 spoils its own row alone."""
    first = True
    try:
        while data := stream.readline(MAX_LINE + 1):
            if len(data) > MAX_LINE:
                raise Refusal(T("cli.batch.long", name=name, count=f"{MAX_LINE:,}"))
            if first and data[:2] in (b"\xff\xfe", b"\xfe\xff"):
                raise Refusal(T("cli.batch.utf16", name=name))
            first = False
            yield from csv_lines(data.decode("utf-8", "surrogateescape"))
    except OSError as error:
        raise Refusal(f"{name}: a file that cannot be read ({error.strerror or error})") from None


def _size(source: str) -> int | None:
    try:
        return None if source == STANDARD_INPUT else Path(source).stat().st_size or None
    except OSError:
        return None
