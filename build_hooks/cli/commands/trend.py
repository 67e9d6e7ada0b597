"""`cx trend`: assessments over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.cli.inputs import Entry, is_folder, of_one_framework, read_assessments
from build_hooks.cli.models import Models
from build_hooks.cli.options import (
    Codes,
    Dates,
    Frameworks,
    KeepDuplicates,
    Output,
    T,
    conventions,
    format_option,
    hint,
)
from build_hooks.cli.outputs import Format, chosen, write_json
from build_hooks.cli.people import once_each
from build_hooks.cli.printing.table import TABLES, print_table
from build_hooks.cli.printing.write import print_tellings
from build_hooks.cli.refusal import Refusal, about, note
from build_hooks.cli.stages import stage_of
from cxcore.compare.team_trend import read_team_trend
from cxcore.compare.trend import read_trend
from cxcore.model import Framework
from cxcore.reading import InputError
from cxcore.view.trend import tell_trend
from cxcore.view.words import Words

Offered = Literal["text", "json", "csv", "xlsx", "html", "markdown"]

COLUMNS = (
    "from_day",
    "to_day",
    "list",
    "practice",
    "name",
    "from",
    "to",
    "from_state",
    "to_state",
    "difference",
    "new_evidence",
    "reason",
    "since",
)
LISTS = ("up", "down", "answered", "not_applicable", "framework", "unchanged")


def trend(
    files: Annotated[list[str], typer.Argument(metavar="OLD NEW", help=hint("cli.trend.files"), show_default=False)],
    to: Annotated[
        str | None, typer.Option("--to", metavar="STAGE", help=hint("cli.trend.to"), show_default=False)
    ] = None,
    keep_duplicates: KeepDuplicates = False,
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
    dates: Dates = None,
    codes: Codes = None,
) -> None:
    """Compare assessments over time."""
    form = chosen(format, output, get_args(Offered))
    folders = [is_folder(source) for source in files]
    if len(files) < 2 or (any(folders) and (len(files) > 2 or not all(folders))):
        raise typer.BadParameter("give two or more files, or two folders")
    models = Models(frameworks)
    ways = conventions(dates, codes)
    before = read_assessments(files[:1] if folders[0] else files, models, ways, forward=False)
    after = read_assessments(files[1:], models, ways, forward=False) if folders[0] else []
    framework = of_one_framework([*before, *after])
    if after:
        before, after = once_each(before, keep_duplicates), once_each(after, keep_duplicates)
        if _last(before) > _last(after):
            before, after = after, before
            note(T("cli.trend.turned", order=f"{files[1]} ({_last(before)}), {files[0]} ({_last(after)})"))
    else:
        ordered = sorted(before, key=lambda entry: entry.assessment.taken)
        if ordered != before:
            before = ordered
            order = ", ".join(f"{entry.name} ({entry.assessment.taken})" for entry in before)
            note(T("cli.trend.turned", order=order))
    data = _read(framework, before, after, to)
    if form is Format.JSON:
        write_json([data], output)
    elif form in TABLES:
        print_table(COLUMNS, _rows(framework, data), form, output)
    else:
        print_tellings([tell_trend(Words(framework, T), data)], form, output)


def _last(entries: Sequence[Entry]) -> str:
    """The day of a round."""
    return max(entry.assessment.taken for entry in entries)


def _read(framework: Framework, before: Sequence[Entry], after: Sequence[Entry], to: str | None) -> dict[str, Any]:
    """The trend of one respondent's assessments, or of two rounds. Raises Refusal."""
    with about("cx trend"):
        target = None if to is None else stage_of(framework, to)
    old, new = ([entry.assessment for entry in entries] for entries in (before, after))
    try:
        return (
            read_team_trend(framework, old, new, target).to_dict()
            if new
            else read_trend(framework, old, target).to_dict()
        )
    except InputError as error:
        names = [entry.name for entry in (*before, *after)]
        lines = []
        for problem in error.problems:
            place = problem.path[0] if problem.path and isinstance(problem.path[0], int) else None
            inner = problem if place is None else replace(problem, path=problem.path[1:])
            lines.append(f"{'cx trend' if place is None else names[place]}: {inner}")
        raise Refusal(*lines) from None


def _rows(framework: Framework, data: Mapping[str, Any]) -> Iterator[list[str | int | None]]:
    for comparison in data["comparisons"]:
        days = [data["points"][comparison[end]]["taken"] for end in ("from", "to")]
        for name in LISTS:
            for move in comparison[name]:
                key = move["practice"]
                practice = framework.practice.get(key or "")
                new = {True: "yes", False: "no", None: None}[move.get("new_evidence")]
                states = move.get("states") or (None, None)  # of a review only the answers' levels are known
                levels = move["from"], move["to"], *states, move.get("difference"), new
                yield [
                    *days,
                    name,
                    key,
                    None if practice is None else practice.name,
                    *levels,
                    move.get("reason"),
                    move.get("since"),
                ]
