"""`cx validate`: what is wrong with frameworks and files, all at once."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.cli.formats import check
from build_hooks.cli.inputs import STANDARD_INPUT, check_once, name_of, read_text
from build_hooks.cli.models import Models, framework_folders, is_framework
from build_hooks.cli.options import Frameworks, Output, T, format_option, hint
from build_hooks.cli.outputs import Format, chosen, write, write_json
from build_hooks.cli.printing.terminal import text_of
from build_hooks.cli.refusal import Refusal, lines_of
from build_hooks.library.crosswalk import load_crosswalk
from build_hooks.library.load import METRICS, SUFFIXES, LoadError, load_framework, load_library
from build_hooks.library.records import FrameworkRecord
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
) -> None:
    """Check frameworks and files."""
    models = Models(frameworks)
    wanted = paths or [str(models.folder)]
    check_once(wanted)
    verdicts = list(dict.fromkeys(verdict for path in wanted for verdict in _verdicts(path, models)))
    if chosen(format, output, get_args(Offered)) is Format.JSON:
        write_json([[verdict.to_dict() for verdict in verdicts]], output)
    else:
        good = tuple((verdict.path, verdict.what) for verdict in verdicts if not verdict.problems)
        table = Table((Column(T("cli.validate.path")), Column(T("cli.validate.what"))), good)
        write(text_of([table], plain=output is not None) if good else "", output)
    if problems := [line for verdict in verdicts for line in verdict.problems]:
        raise Refusal(*problems, T("cli.problems", count=len(problems)))


def _verdicts(path: str, models: Models) -> Iterator[Verdict]:
    folder = None if path == STANDARD_INPUT else _folder_of(path)
    if folder is not None and not framework_folders(folder) and (files := sorted(folder.glob("*.json"))):
        yield from (verdict for file in files for verdict in _verdicts(str(file), models))
        return
    try:
        if folder is None and path.endswith(SUFFIXES):
            raise Refusal(T("cli.validate.no_framework", path=path))
        if folder is None:
            yield Verdict(name_of(path), check(path, read_text(path), models))
        elif is_framework(folder):
            # The folder's name is the framework's id, which "." is not.
            framework = load_framework(folder.resolve())
            yield Verdict(str(folder), _counted(framework))
        elif framework_folders(folder):
            yield from _library(folder)
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


def _library(folder: Path) -> Iterator[Verdict]:
    library = load_library(folder)
    known = {framework.id: framework for framework in library.frameworks}
    crosswalk = load_crosswalk(folder, known)
    for framework in library.frameworks:
        yield Verdict(str(folder / framework.id), _counted(framework))
    if library.metrics:
        yield Verdict(str(folder / METRICS), T("cli.validate.metrics", count=len(library.metrics)))
    if crosswalk.pairs:
        yield Verdict(str(folder / "crosswalk.yaml"), T("cli.validate.crosswalk", count=len(crosswalk.pairs)))


def _counted(framework: FrameworkRecord) -> str:
    practices = T("practices.count", count=len(framework.practices))
    return T("cli.validate.framework", name=framework.name, version=framework.version, practices=practices)
