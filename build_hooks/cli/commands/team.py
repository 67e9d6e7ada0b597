"""`cx team`: several assessments read together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.cli.inputs import of_one_framework, read_assessments
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
from cxcore.compare.team import read_team
from cxcore.model import Framework
from cxcore.view.team import tell_team
from cxcore.view.words import Words

Offered = Literal["text", "json", "csv", "xlsx", "html", "markdown"]


def team(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=hint("cli.team.files"), show_default=False)],
    keep_duplicates: KeepDuplicates = False,
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
    dates: Dates = None,
    codes: Codes = None,
) -> None:
    """Read several assessments together."""
    form = chosen(format, output, get_args(Offered))
    entries = read_assessments(files, Models(frameworks), conventions(dates, codes))
    framework = of_one_framework(entries)
    entries = once_each(entries, keep_duplicates)
    data = read_team(framework, [entry.assessment for entry in entries]).to_dict()
    if form is Format.JSON:
        write_json([data], output)
    elif form in TABLES:
        print_table(_columns(framework), _rows(framework, data), form, output)
    else:
        print_tellings([tell_team(Words(framework, T), data)], form, output)


def _columns(framework: Framework) -> list[str]:
    counts = [f"count_{answer}" for answer in framework.scale]
    return ["group", "practice", "name", "median", *counts, "not_applicable", "leik", "withheld"]


def _rows(framework: Framework, data: Mapping[str, Any]) -> Iterator[list[str | int | None]]:
    for reading in (data, *data["groups"]):
        for practice in reading["practices"]:
            key = practice["practice"]
            counts = practice["counts"] or [None] * len(framework.scale)
            leik = practice["leik"] and practice["leik"]["value"]
            withheld = "yes" if practice["withheld"] else "no"
            name = framework.practice[key].name
            yield [
                reading.get("group"),
                key,
                name,
                practice["median"],
                *counts,
                practice["not_applicable"],
                leik,
                withheld,
            ]
