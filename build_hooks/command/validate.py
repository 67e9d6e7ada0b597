"""`cx validate`: what is wrong with frameworks and files, all at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.command.blocks import Column, Table
from build_hooks.command.formats import check
from build_hooks.command.inputs import STANDARD_INPUT, check_once, name_of, read_text
from build_hooks.command.models import Models
from build_hooks.command.options import Frameworks, Output, T, format_option, words
from build_hooks.command.outputs import Format, chosen, write, write_json
from build_hooks.command.terminal import text_of
from build_hooks.command.trouble import Refusal, lines_of
from build_hooks.load import SUFFIXES, LoadError, load_framework, load_library

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
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", help=words("cli.validate.paths"), show_default=False)] = None,
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
        good = [[verdict.path, verdict.what] for verdict in verdicts if not verdict.problems]
        table = Table([Column(T("cli.validate.path")), Column(T("cli.validate.what"))], good)
        write(text_of([table]) if good else "", output)
    if problems := [line for verdict in verdicts for line in verdict.problems]:
        raise Refusal(*problems, T("cli.problems", count=len(problems)))


def _verdicts(path: str, models: Models) -> Iterator[Verdict]:
    place = Path(path)
    try:
        folder = None if path == STANDARD_INPUT else _framework_around(place)
        is_folder = path != STANDARD_INPUT and place.is_dir()
    except (OSError, ValueError):
        folder, is_folder = None, False
    try:
        if folder is not None:
            yield _framework(folder)
        elif is_folder:
            yield from _library(place)
        else:
            yield Verdict(name_of(path), check(name_of(path), read_text(path), models))
    except (Refusal, LoadError) as error:
        yield Verdict(name_of(path), "", tuple(lines_of(error)))


def _framework_around(place: Path) -> Path | None:
    """The framework's folder that a path is, or that holds the YAML file at that path."""
    folders = [place] if place.is_dir() else list(place.parents)[:2] if place.suffix in SUFFIXES and place.is_file() else []
    return next((folder for folder in folders if any((folder / f"framework{suffix}").is_file() for suffix in SUFFIXES)), None)


def _framework(folder: Path) -> Verdict:
    # The folder's name is the framework's id, which "." is not.
    framework = load_framework(folder.resolve())
    return Verdict(str(folder), _counted(framework.name, framework.version, len(framework.practices)))


def _library(folder: Path) -> Iterator[Verdict]:
    library = load_library(folder)
    for framework in library.frameworks:
        yield Verdict(str(folder / framework.id), _counted(framework.name, framework.version, len(framework.practices)))
    if library.metrics:
        yield Verdict(str(folder / "metrics"), T("cli.validate.metrics", count=len(library.metrics)))


def _counted(name: str, version: str, practices: int) -> str:
    return T("cli.validate.framework", name=name, version=version, practices=T("practices.count", count=practices))
