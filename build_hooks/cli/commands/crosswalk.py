"""`cx crosswalk`: an assessment read through another framework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.cli.inputs import Entry, read_assessments
from build_hooks.cli.models import Models
from build_hooks.cli.options import (
    Codes,
    Dates,
    Files,
    Frameworks,
    Output,
    T,
    complete_framework,
    conventions,
    format_option,
    hint,
)
from build_hooks.cli.outputs import Format, chosen, write_json
from build_hooks.cli.printing.table import TABLES, print_table
from build_hooks.cli.printing.write import print_tellings
from build_hooks.cli.refusal import Collector, about
from build_hooks.library.crosswalk import load_crosswalk
from build_hooks.library.records import FrameworkRecord
from cxcore.compare.crosswalk import read_through
from cxcore.rating import Profile
from cxcore.view.crosswalk import tell_crosswalk
from cxcore.view.words import Words

Offered = Literal["text", "json", "csv", "xlsx", "html", "markdown"]

COLUMNS = (
    "practice",
    "name",
    "status",
    "from_practice",
    "from_name",
    "fit",
    "state",
    "answer",
    "note",
    "from",
    "to",
    "input",
)


def crosswalk(
    files: Files,
    to: Annotated[
        str,
        typer.Option(
            "--to",
            metavar="FRAMEWORK",
            help=hint("cli.crosswalk.to"),
            autocompletion=complete_framework,
            show_default=False,
        ),
    ],
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
    dates: Dates = None,
    codes: Codes = None,
) -> None:
    """Read assessments through another framework."""
    form = chosen(format, output, get_args(Offered))
    models = Models(frameworks)
    target = models.get(to, "cx crosswalk: --to")
    entries = read_assessments(files, models, conventions(dates, codes))
    known = {key: models.known(key) for key in models.ids}
    walk = load_crosswalk(models.folder, known)
    collector = Collector()
    found = []
    for entry in entries:
        with collector.one(), about(entry.name):
            profile = Profile.of(entry.framework, entry.assessment)
            found.append(read_through(walk, entry.framework, profile, target))
    collector.finish()
    pairs = list(zip(entries, found, strict=True))
    if form is Format.JSON:
        write_json(found, output)
    elif form in TABLES:
        print_table(COLUMNS, (row for entry, data in pairs for row in _rows(entry, target, data)), form, output)
    else:
        tellings = [tell_crosswalk(Words(e.framework, T), Words(target, T), data) for e, data in pairs]
        print_tellings(tellings, form, output)


def _rows(entry: Entry, target: FrameworkRecord, data: Mapping[str, Any]) -> Iterator[list[str | int | None]]:
    ends = [data["from"]["id"], data["to"]["id"], entry.name]
    for practice in data["practices"]:
        key = practice["practice"]
        head = [key, target.practice[key].name, practice["status"]]
        for match in practice["from"]:
            said = [match["fit"], match["state"], match["answer"], match["note"]]
            yield [*head, match["practice"], entry.framework.practice[match["practice"]].name, *said, *ends]
        if not practice["from"]:
            yield [*head, *[None] * 6, *ends]
