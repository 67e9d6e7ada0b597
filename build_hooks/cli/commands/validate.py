"""`cx validate`: what is wrong with frameworks and files, all at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.cli.formats import check
from build_hooks.cli.inputs import ASSESSMENTS, STANDARD_INPUT, check_once, files_in, name_of, read_text
from build_hooks.cli.migrating import noted
from build_hooks.cli.models import Models, framework_folders, is_framework
from build_hooks.cli.options import Codes, Dates, Frameworks, Output, T, conventions, format_option, hint
from build_hooks.cli.outputs import Format, chosen, write, write_json
from build_hooks.cli.printing.terminal import text_of
from build_hooks.cli.refusal import Refusal, lines_of
from build_hooks.library.crosswalk import CROSSWALK
from build_hooks.library.findings import LoadError
from build_hooks.library.glossary import GLOSSARY
from build_hooks.library.guides import CIRCUMSTANCES, GUIDES, SYMPTOMS, TEMPLATES
from build_hooks.library.load import METRICS, SAMPLE
from build_hooks.library.records import FrameworkRecord
from build_hooks.library.sources import load_sources, load_with_sample
from build_hooks.library.tree import SUFFIXES
from cxcore.exchange.cells import Conventions
from cxcore.model import Assessment
from cxcore.model.migration import Brought
from cxcore.view.blocks import Column, Table

Offered = Literal["text", "json"]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found in one place."""

    path: str
    what: str
    problems: Sequence[str] = ()

    def to_dict(self) -> dict[str, Any]:
        """As it stands in the JSON output."""
        return {"path": self.path, "ok": not self.problems, "what": self.what, "problems": list(self.problems)}


def validate(
    paths: Annotated[
        list[str] | None, typer.Argument(metavar="PATH", help=hint("cli.validate.paths"), show_default=False)
    ] = None,
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
    dates: Dates = None,
    codes: Codes = None,
) -> None:
    """Check frameworks and files."""
    form = chosen(format, output, get_args(Offered))
    models = Models(frameworks)
    wanted = paths or [str(models.folder)]
    check_once(wanted)
    ways = conventions(dates, codes)
    verdicts = list(dict.fromkeys(verdict for path in wanted for verdict in _verdicts(path, models, ways)))
    # A file may be reached in several ways.
    problems = list(dict.fromkeys(line for verdict in verdicts for line in verdict.problems))
    if form is Format.JSON:
        write_json([[verdict.to_dict() for verdict in verdicts]], output)
    elif not problems or output is None:  # the lines of problems do not stand in the file, which would be a half one
        good = tuple((verdict.path, verdict.what) for verdict in verdicts if not verdict.problems)
        table = Table((Column(T("cli.validate.path")), Column(T("cli.validate.what"))), good)
        write(text_of([table], plain=output is not None) if good else "", output)
    if problems:
        raise Refusal(*problems, T("cli.problems", count=len(problems)))


def _verdicts(path: str, models: Models, ways: Conventions) -> Iterator[Verdict]:
    folder = None if path == STANDARD_INPUT else _folder_of(path)
    try:
        if folder is not None and not framework_folders(folder) and (files := files_in(folder, ASSESSMENTS)[0]):
            yield from (verdict for file in files for verdict in _verdicts(str(file), models, ways))
            return
        if folder is None and path.endswith(SUFFIXES):
            raise Refusal(T("cli.validate.no_framework", path=path))
        if folder is None:
            yield Verdict(name_of(path), check(path, read_text(path), models, ways))
        elif is_framework(folder):
            # The folder's name is the framework's id, which "." is not.
            framework, sample = load_with_sample(folder.resolve())
            older = sample if sample is not None and sample.is_older else None
            yield from _framework(folder, framework, None if sample is None else sample.assessment, older)
        elif framework_folders(folder):
            yield from _sources(folder)
        else:
            raise Refusal(T("cli.validate.nothing", path=path))
    except (Refusal, LoadError) as error:
        yield Verdict(name_of(path), "", tuple(lines_of(error)))


def _folder_of(path: str) -> Path | None:
    """The folder to check: the one at `path`, or the framework's or frameworks' one around the YAML file there."""
    place = Path(path)
    try:
        if path and place.is_dir():
            return place
        if place.suffix not in SUFFIXES or not place.is_file():
            return None
        around = [Path(os.path.relpath(folder)) for folder in place.resolve().parents[:2]]
        return next((folder for folder in around if framework_folders(folder)), None)
    except (OSError, ValueError):
        return None


def _sources(folder: Path) -> Iterator[Verdict]:
    sources = load_sources(folder)
    for framework in sources.frameworks:
        sample = sources.samples.get(framework.id)
        yield from _framework(folder / framework.id, framework, sample, sources.older.get(framework.id))
    if sources.metrics:
        yield Verdict(str(folder / METRICS), T("cli.validate.metrics", count=len(sources.metrics)))
    if sources.circumstances:
        count = len(sources.circumstances)
        yield Verdict(str(folder / CIRCUMSTANCES), T("cli.validate.circumstances", count=count))
    if sources.templates:
        yield Verdict(str(folder / TEMPLATES), T("cli.validate.templates", count=len(sources.templates)))
    if sources.symptoms:
        count = sum(len(group.symptoms) for group in sources.symptoms)
        yield Verdict(str(folder / SYMPTOMS), T("cli.validate.symptoms", count=count))
    if sources.guides:
        yield Verdict(str(folder / GUIDES), T("cli.validate.guides", count=len(sources.guides)))
    if sources.crosswalk.pairs:
        yield Verdict(str(folder / CROSSWALK), T("cli.validate.crosswalk", count=len(sources.crosswalk.pairs)))
    if sources.terms:
        yield Verdict(str(folder / GLOSSARY), T("cli.validate.glossary", count=len(sources.terms)))


def _framework(
    folder: Path, framework: FrameworkRecord, sample: Assessment | None, older: Brought | None
) -> Iterator[Verdict]:
    names = {"name": framework.name, "version": framework.version}
    practices = T("practices.count", count=len(framework.practices))
    yield Verdict(str(folder), T("cli.validate.framework", **names, practices=practices))
    if older is not None:
        noted(str(folder / SAMPLE), framework, older.version, older.reviews)
    if sample is not None:
        yield Verdict(str(folder / SAMPLE), T("cli.validate.assessment", **names, count=len(sample.responses)))
