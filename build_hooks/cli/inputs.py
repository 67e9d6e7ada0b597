"""Reading what a command is given: files, standard input, assessments."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import typer

from build_hooks.cli.migrating import fitting
from build_hooks.cli.models import Models
from build_hooks.cli.refusal import Collector, Refusal, about, note
from build_hooks.library.records import FrameworkRecord
from cxcore.exchange.tables import ASSESSMENT_COLUMNS, read_assessment_table
from cxcore.model import FORMAT, Assessment
from cxcore.reading import jsontext
from cxcore.reading.csvtext import Row, csv_lines, read_csv

STANDARD_INPUT = "-"
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
        raise Refusal(f"{source}: {_why(error)}") from None


def read_bytes(source: str) -> bytes:
    """All bytes of a file or of standard input. Raises Refusal, also for far too many."""
    stream = open_bytes(source)
    try:
        data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise Refusal(f"{name_of(source)}: {_why(error)}") from None
    finally:
        if source != STANDARD_INPUT:
            stream.close()
    if len(data) > MAX_BYTES:
        raise Refusal(f"{name_of(source)}: a file of more than {MAX_BYTES:,} bytes; expected a smaller one")
    return data


def read_text(source: str) -> str:
    """The text of a file or of standard input, which is UTF-8. Raises Refusal."""
    data = read_bytes(source)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
            found = "UTF-16 text"
        else:
            found = f"the byte 0x{data[error.start]:02x} in line {line}, which is not UTF-8"
        raise Refusal(f"{name_of(source)}: {found}; expected text in UTF-8; save it again as UTF-8") from None


def read_assessment(source: str, models: Models, *, forward: bool = True) -> Entry:
    """The assessment in a file, see `parse_assessment`. Raises Refusal and LoadError."""
    return parse_assessment(source, read_text(source), models, forward=forward)


def parse_assessment(source: str, text: str, models: Models, *, forward: bool = True) -> Entry:
    """The assessment in the text of a file, JSON or a table. Raises Refusal and LoadError.

    It fits its framework: one of an earlier version is brought forward, or else, without `forward`, left as it is.
    """
    name = name_of(source)
    with about(name):
        if not is_table(source, text):
            return of_dict(name, jsontext.loads(text), models, forward=forward)
        return _entry(name, *_from_table(name, text, models), forward=forward)


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
    """Whether an input is a table: by its name, or where that does not say, by its first line."""
    suffix = Path(source).suffix.lower()
    if suffix in (".csv", ".tsv", ".json"):
        return suffix != ".json"
    first = text.lstrip("\ufeff").partition("\n")[0].lower()
    return first.lstrip()[:1] not in ("{", "[") and "practice" in first and "answer" in first


def _from_table(name: str, text: str, models: Models) -> tuple[FrameworkRecord, Assessment]:
    lines = list(csv_lines(text))
    rows = (row for row in read_csv(lines, ASSESSMENT_COLUMNS) if isinstance(row, Row))
    framework_id = next((cell for row in rows if (cell := row.cells.get("framework", "").strip())), "")
    if not framework_id and len(models.ids) == 1:
        framework_id = models.ids[0]
    framework = models.get(framework_id, f"{name}: column 'framework'")
    reading = read_assessment_table(lines, framework)
    # What is wrong with columns that are not needed is no reason to stop.
    notes: list[str] = []
    problems: list[str] = []
    for problem in reading.problems:
        is_note = problem.row == 1 and reading.assessment is not None
        (notes if is_note else problems).append(f"{name}: {problem}")
    if problems or reading.assessment is None:
        raise Refusal(*notes, *problems)
    for line in notes:
        note(line)
    return framework, reading.assessment


def read_assessments(sources: Sequence[str], models: Models, *, forward: bool = True) -> list[Entry]:
    """The assessments in several files, or folders of files. Raises Refusal with the problems of all of them."""
    check_once(sources)
    collector = Collector()
    entries = []
    for source in sources:
        with collector.one():
            for path in _files_of(source):
                with collector.one():
                    entries.append(read_assessment(path, models, forward=forward))
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
    try:
        files = sorted(str(path) for path in Path(source).iterdir() if path.suffix.lower() in (".json", ".csv"))
    except OSError as error:
        raise Refusal(f"{source}: {_why(error)}") from None
    if not files:
        raise Refusal(f"{source}: a folder without assessments; expected files that end in .json or .csv")
    return files


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


def _why(error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, IsADirectoryError):
        return "a folder; expected a file"
    reason = os.strerror(error.errno) if isinstance(error, OSError) and error.errno else str(error)
    return f"a file that cannot be read ({reason})"
