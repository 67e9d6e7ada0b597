"""`cx roadmap`: the cheapest plan to a stage."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.cli.inputs import Entry, read_assessments
from build_hooks.cli.models import Models
from build_hooks.cli.options import Codes, Dates, Files, Frameworks, Output, T, conventions, format_option, hint
from build_hooks.cli.outputs import Format, chosen, write_json
from build_hooks.cli.printing.table import TABLES, print_table
from build_hooks.cli.printing.write import print_tellings
from build_hooks.cli.refusal import Collector, about
from build_hooks.cli.stages import practice_of, stage_of
from cxcore.model import Effort, Framework
from cxcore.rating import Profile
from cxcore.reading import InputError, Problem
from cxcore.roadmap import roadmap as plan
from cxcore.view.blocks import Telling
from cxcore.view.report import whose
from cxcore.view.roadmap import tell_roadmap
from cxcore.view.words import Words

COLUMNS = (
    "place", "practice", "name", "answer", "from", "to", "cost", "meets", "because", "round", "target", "input",
)  # fmt: skip

Offered = Literal["text", "json", "csv", "xlsx", "html", "markdown"]


def roadmap(
    files: Files,
    to: Annotated[str, typer.Option("--to", metavar="STAGE", help=hint("cli.roadmap.to"), show_default=False)],
    exclude: Annotated[
        list[str] | None,
        typer.Option("--exclude", metavar="PRACTICE", help=hint("cli.roadmap.exclude"), show_default=False),
    ] = None,
    effort: Annotated[
        list[str] | None,
        typer.Option("--effort", metavar="PRACTICE=K,T,R", help=hint("cli.roadmap.effort"), show_default=False),
    ] = None,
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
    dates: Dates = None,
    codes: Codes = None,
) -> None:
    """Plan the cheapest way to a stage."""
    form = chosen(format, output, get_args(Offered))
    entries = read_assessments(files, Models(frameworks), conventions(dates, codes))
    plans = []
    collector = Collector()
    for entry in entries:
        with collector.one(), about(f"cx roadmap: {entry.framework.id}"):
            plans.append(_plan(entry, to, exclude or [], effort or []))
    collector.finish()
    pairs = list(zip(entries, plans, strict=True))
    if form is Format.JSON:
        write_json(plans, output)
    elif form in TABLES:
        print_table(COLUMNS, (row for entry, data in pairs for row in _rows(entry, data)), form, output)
    else:
        print_tellings([_told(entry, data) for entry, data in pairs], form, output)


def _told(entry: Entry, data: Mapping[str, Any]) -> Telling:
    words = Words(entry.framework, T)
    return tell_roadmap(words, data, whose(words, entry.assessment))


def _rows(entry: Entry, data: Mapping[str, Any]) -> Iterator[list[str | int | None]]:
    names = entry.framework.practice
    rounds = {key: part["round"] for part in data["rounds"] for key in part["practices"]}
    for place, item in enumerate(data["items"], 1):
        key = item["practice"]
        lists = " ".join(item["meets"]), " ".join(item["because"])
        said = item["answer"], item["from"], item["to"], item["cost"]
        yield [place, key, names[key].name, *said, *lists, rounds[key], data["target"]["id"], entry.name]


def _plan(entry: Entry, to: str, exclude: list[str], effort: list[str]) -> dict[str, Any]:
    framework = entry.framework
    problems: list[Problem] = []
    target = _found(problems, stage_of, framework, to)
    excluded = [_found(problems, practice_of, framework, name, "--exclude") for name in exclude]
    efforts = [_found(problems, _effort, framework, text) for text in effort]
    if problems:
        raise InputError(problems)
    profile = Profile.of(framework, entry.assessment)
    return plan(framework, profile, target, efforts=dict(efforts), excluded=excluded).to_dict(framework, profile)


def _found[**P, R](problems: list[Problem], look: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
    """What `look` finds. Where it finds problems, these are noted, and the result serves for nothing."""
    try:
        return look(*args, **kwargs)
    except InputError as error:
        problems += error.problems
        return None  # type: ignore[return-value]


def _effort(framework: Framework, text: str) -> tuple[str, Effort]:
    name, _, numbers = text.rpartition("=")
    parts = numbers.split(",")
    if not name or len(parts) != 3 or not all(_is_small_number(part) for part in parts):
        expected = "a practice and three numbers from 1 to 5, such as 'basic-training=1,2,2'"
        raise InputError([Problem(("--effort",), f"'{text[:60]}'", expected)])
    practice = practice_of(framework, name, "--effort")
    try:
        return practice, Effort.of([int(part) for part in parts])
    except InputError as error:
        raise InputError(problem.under("--effort", practice) for problem in error.problems) from None


def _is_small_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) < 3
