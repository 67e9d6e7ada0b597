"""Reading what a command is given: files, standard input, assessments."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import typer

from build_hooks.cli.decoding import ZIP, text_of
from build_hooks.cli.migrating import fitting
from build_hooks.cli.models import Models
from build_hooks.cli.options import T
from build_hooks.cli.refusal import Collector, Refusal, about, note
from build_hooks.cli.workbook import workbook_lines
from build_hooks.library.folders import entries as entries_of
from build_hooks.library.records import FrameworkRecord
from cxcore.exchange.cells import Conventions, PracticeNames
from cxcore.exchange.tables import ASSESSMENT_COLUMNS, read_assessment_table
from cxcore.model import FORMAT, Assessment
from cxcore.reading import Fault, jsontext
from cxcore.reading.csvtext import FIRST_ROWS, Header, Named, Row, RowProblem, csv_lines, read_csv

STANDARD_INPUT = "-"
TABLES = (".csv", ".tsv", ".xlsx", ".xlsm")
"""The endings of files that hold tables."""
ASSESSMENTS = (".json", *TABLES)
"""The endings of files that hold assessments."""
MOST_NAMES = 8
"""Names of files that are listed in one line."""
MOST_HEADS = 1000
"""Heads of columns that are looked at for practices."""
PLAIN = Conventions()
MAX_BYTES = 8_000_000
"""Longer inputs are refused, so that a wrong file (or a device) cannot fill the memory. The scorer's own limit is lower."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An assessment with the framework that it answers, and the name of the input that it came from."""

    name: str
    framework: FrameworkRecord
    assessment: Assessment


def name_of(source: str) -> str:
    """How messages call an input."""
    return "standard input" if source == STANDARD_INPUT else source


def open_bytes(source: str) -> BinaryIO:
    """The bytes of a file, or of standard input. Raises Refusal."""
    if source == STANDARD_INPUT:
        return sys.stdin.buffer
    try:
        if not source:
            raise FileNotFoundError
        return Path(source).open("rb")
    except (OSError, ValueError) as error:
        raise Refusal(f"{source}: {why_unread(error)}") from None


def read_bytes(source: str) -> bytes:
    """All bytes of a file or of standard input. Raises Refusal, also for far too many."""
    stream = open_bytes(source)
    try:
        data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refusal(f"{name_of(source)}: {why_unread(error)}") from None
    finally:
        if source != STANDARD_INPUT:
            stream.close()
    if len(data) > MAX_BYTES:
        raise Refusal(f"{name_of(source)}: a file of more than {MAX_BYTES:,} bytes; expected a smaller one")
    return data


def read_text(source: str) -> str:
    """The text of a file or of standard input, or the table in a workbook as comma-separated values. Raises Refusal."""
    data = read_bytes(source)
    if data.startswith(ZIP):
        return "".join(workbook_lines(name_of(source), io.BytesIO(data)))
    return text_of(name_of(source), data)


def read_assessment(source: str, models: Models, conventions: Conventions = PLAIN, *, forward: bool = True) -> Entry:
    """The assessment in a file, see `parse_assessment`. Raises Refusal and LoadError."""
    return parse_assessment(source, read_text(source), models, conventions, forward=forward)


def parse_assessment(
    source: str, text: str, models: Models, conventions: Conventions = PLAIN, *, forward: bool = True
) -> Entry:
    """The assessment in the text of a file, JSON or a table, which is read by `conventions`. Raises Refusal and LoadError.

    It fits its framework: one of an earlier version is brought forward, or else, without `forward`, left as it is.
    """
    name = name_of(source)
    with about(name):
        if not is_table(source, text):
            return of_dict(name, jsontext.loads(text), models, forward=forward)
        return _entry(name, *_from_table(name, text, models, conventions), forward=forward)


def of_dict(name: str, value: object, models: Models, *, forward: bool = True) -> Entry:
    """The assessment of plain values. Raises Refusal, with what is wrong with its framework's files too."""
    collector = Collector()
    framework = None
    if (stated := _stated_framework(value)) is not None:
        with collector.one():
            framework = models.get(stated, f"{name}: framework.id")
    known = collector.empty
    with collector.one(), about(name, () if known else (("framework", "id"),)):
        assessment = Assessment.from_dict(value, framework)
    collector.finish()
    assert framework is not None, "an assessment that could be read has a framework's id"
    return _entry(name, framework, assessment, forward=forward)


def _stated_framework(value: object) -> str | None:
    """The id of the framework that an assessment's values state; None where there is no text in its place."""
    reference = value.get("framework") if isinstance(value, dict) and value.get("format") == FORMAT else None
    stated = reference.get("id") if isinstance(reference, dict) else None
    return stated if isinstance(stated, str) else None


def _entry(name: str, framework: FrameworkRecord, assessment: Assessment, *, forward: bool) -> Entry:
    if forward or assessment.framework.version == framework.version:
        assessment = fitting(name, framework, assessment)
    return Entry(name, framework, assessment)


def is_table(source: str, text: str) -> bool:
    """Whether an input is a table: by how it begins, by its name, or by the heads in its first rows."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    suffix = Path(source).suffix.lower()
    if start == "{" or suffix in TABLES:
        return start != "{"
    first = [line.lower() for line in islice(csv_lines(text), FIRST_ROWS)]
    return start != "[" and any("practice" in line and "answer" in line for line in first)


def _from_table(name: str, text: str, models: Models, conventions: Conventions) -> tuple[FrameworkRecord, Assessment]:
    lines = list(csv_lines(text))
    _check_no_survey(name, lines, models)
    framework = _framework_of(name, lines, models)
    with about(f"{name}: --codes"):
        reading = read_assessment_table(lines, framework, conventions=conventions)
    if reading.problems or reading.assessment is None:
        raise Refusal(*(f"{name}: {line}" for line in (*Advice().once(reading.problems), *reading.notes)))
    for line in reading.notes:
        note(f"{name}: {line}")
    return framework, reading.assessment


def _check_no_survey(name: str, lines: Sequence[str], models: Models) -> None:
    """Raise Refusal for a table that has its practices beside each other: that is one of many respondents."""
    header = next(iter(read_csv(lines, Named(ASSESSMENT_COLUMNS))), None)
    if not isinstance(header, Header) or {"practice", "answer"} & {*header.columns}:
        return
    names = [PracticeNames(model) for model in map(models.known, models.ids)]
    if any(each.find(head) for head in header.heads[:MOST_HEADS] for each in names):
        raise Refusal(T("cli.read.survey", name=name))


def _framework_of(name: str, lines: Sequence[str], models: Models) -> FrameworkRecord:
    """The framework that a table names; where it names none, the only one there is, or the one that has its practices."""
    rows = [row for row in read_csv(lines, Named(ASSESSMENT_COLUMNS)) if isinstance(row, Row)]
    stated = next((cell for row in rows if (cell := row.cells.get("framework", "").strip())), "")
    if stated or len(models.ids) <= 1:
        return models.get(stated or next(iter(models.ids), ""), f"{name}: column 'framework'")
    practices = {row.cells.get("practice", "").strip() for row in rows}
    found = {
        model.id: sum(names.find(practice) is not None for practice in practices)
        for model in map(models.known, models.ids)
        for names in (PracticeNames(model),)
    }
    best = [key for key, count in found.items() if count and count == max(found.values())]
    if len(best) != 1:
        raise Refusal(T("cli.read.framework", name=name, ids=", ".join(models.ids)))
    return models.known(best[0])


class Advice:
    """What to say of the problems of one table: those that have one reason are told once, with the option that helps."""

    def __init__(self) -> None:
        self._told: set[Fault] = set()

    def once(self, problems: Iterable[RowProblem]) -> Iterator[RowProblem]:
        """The problems that are to be told."""
        for problem in problems:
            fault = problem.problem.fault
            if fault not in self._told:
                yield problem.advised(T(_ADVICE[fault])) if fault in _ADVICE else problem
            if fault in _ADVICE:
                self._told.add(fault)


_ADVICE = {Fault.DAY_ORDER: "cli.read.dates", Fault.NUMBER: "cli.read.codes"}


def read_assessments(
    sources: Sequence[str], models: Models, conventions: Conventions = PLAIN, *, forward: bool = True
) -> list[Entry]:
    """The assessments in several files, or folders of files, tables by `conventions`.

    Raises Refusal with the problems of all of them.
    """
    check_once(sources)
    collector = Collector()
    entries = []
    for source in sources:
        with collector.one():
            for path in _files_of(source):
                with collector.one():
                    entries.append(read_assessment(path, models, conventions, forward=forward))
    collector.finish()
    return entries


def is_folder(source: str) -> bool:
    """Whether a source is a folder."""
    try:
        return source not in (STANDARD_INPUT, "") and Path(source).is_dir()
    except (OSError, ValueError):
        return False


def _files_of(source: str) -> list[str]:
    """The source; or the files with assessments in it, where it is a folder. Raises Refusal for a folder without any."""
    if not is_folder(source):
        return [source]
    files, others = files_in(Path(source), ASSESSMENTS)
    if not files:
        within = T("cli.read.within", names=listed(others)) if others else ""
        raise Refusal(T("cli.read.folder", name=source, within=within))
    if others:
        note(T("cli.read.others", name=source, names=listed(others)))
    return list(map(str, files))


def files_in(folder: Path, endings: Sequence[str]) -> tuple[list[Path], list[Path]]:
    """The files of a folder that end so, by name, and all else that somebody put there. Raises Refusal."""
    try:
        paths = entries_of(folder)
    except OSError as error:
        raise Refusal(f"{folder}: {why_unread(error)}") from None
    files = [path for path in paths if path.suffix.lower() in endings and not path.is_dir()]
    return files, [path for path in paths if path not in files]


def listed(paths: Sequence[Path]) -> str:
    """The names of some files or folders, of many the first."""
    names = [f"{path.name}/" if path.is_dir() else path.name for path in paths[:MOST_NAMES]]
    more = [T("cli.read.more", count=len(paths) - MOST_NAMES)] if len(paths) > MOST_NAMES else []
    return ", ".join([*names, *more])


def of_one_framework(entries: Sequence[Entry]) -> FrameworkRecord:
    """The framework that all assessments answer. Raises Refusal where they answer several."""
    first = entries[0]
    others = [entry for entry in entries if entry.framework.id != first.framework.id]
    if others:
        raise Refusal(
            *(
                f"{entry.name}: framework.id: framework '{entry.framework.id}'; expected '{first.framework.id}', as in {first.name}"
                for entry in others
            )
        )
    return first.framework


def check_once(sources: Iterable[str]) -> None:
    """Standard input can be read once only. Raises a usage error."""
    if list(sources).count(STANDARD_INPUT) > 1:
        raise typer.BadParameter("'-' (standard input) can be given once only")


def why_unread(error: OSError | ValueError) -> str:
    """Why the system does not let a file be read, in words."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "a folder; expected a file"
    if isinstance(error, OSError) and error.errno == errno.EBADF:
        return "it is closed; expected something to read"
    reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    return f"a file that cannot be read ({reason})"
