"""`cx crosswalk`: an assessment read through another framework."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.cli.inputs import Entry, read_assessments
from build_hooks.cli.models import Models
from build_hooks.cli.options import Files, Frameworks, Output, T, complete_framework, format_option, hint
from build_hooks.cli.outputs import Format, chosen, write, write_json
from build_hooks.cli.printing.blocks import Block, Bullets, Column, Facts, Heading, Paragraph, Table
from build_hooks.cli.printing.words import Words, capitalised
from build_hooks.cli.printing.write import print_blocks
from build_hooks.cli.refusal import Collector, about
from build_hooks.library.crosswalk import load_crosswalk
from build_hooks.library.records import FrameworkRecord
from cxcore.compare.crosswalk import read_through
from cxcore.rating import Profile
from cxcore.reading.csvtext import csv_table

Offered = Literal["text", "json", "csv", "html", "markdown"]

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
) -> None:
    """Read assessments through another framework."""
    models = Models(frameworks)
    target = models.get(to, "cx crosswalk: --to")
    entries = read_assessments(files, models)
    known = {key: models.known(key) for key in models.ids}
    walk = load_crosswalk(models.folder, known)
    collector = Collector()
    found = []
    for entry in entries:
        with collector.one(), about(entry.name):
            profile = Profile.of(entry.framework, entry.assessment)
            found.append(read_through(walk, entry.framework, profile, target))
    collector.finish()
    form = chosen(format, output, get_args(Offered))
    pairs = list(zip(entries, found, strict=True))
    if form is Format.JSON:
        write_json(found, output)
    elif form is Format.CSV:
        write("".join(csv_table(COLUMNS, (row for entry, data in pairs for row in _rows(entry, target, data)))), output)
    else:
        parts = [list(crosswalk_blocks(Words(e.framework, T), Words(target, T), data)) for e, data in pairs]
        print_blocks(parts, form, output)


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


def crosswalk_blocks(source: Words, target: Words, data: Mapping[str, Any]) -> Iterator[Block]:
    """An assessment read through another framework, as blocks."""
    t = source.t
    yield Heading(t("cli.crosswalk.title", source=source.framework.name, target=target.framework.name), 1)
    yield Paragraph(t("cli.crosswalk.note"), "fine")
    counts = data["counts"]
    yield Facts(
        [
            (t("cli.crosswalk.assessed"), str(counts["assessed"]), t("cli.crosswalk.assessed.help")),
            (t("cli.crosswalk.unanswered"), str(counts["unanswered"]), t("cli.crosswalk.unanswered.help")),
            (t("cli.crosswalk.not_assessed"), str(counts["not_assessed"]), t("cli.crosswalk.not_assessed.help")),
        ]
    )
    yield Heading(t("cli.crosswalk.stage"))
    yield from _stage(source, target, data["stage"])
    if data["stage_interval"]["reached"] != data["stage"]["reached"]:
        yield Paragraph(t("cli.crosswalk.open"))
        yield from _stage(source, target, data["stage_interval"])
    yield Heading(t("cli.crosswalk.practices"))
    yield Table(
        [
            Column(target.framework.name),
            Column(source.framework.name),
            Column(t("cli.crosswalk.fit")),
            Column(t("report.table.state")),
        ],
        list(_matches(source, target, data)),
    )
    if data["unmapped"]:
        yield Heading(t("cli.crosswalk.unmapped", source=source.framework.name))
        yield Bullets([source.practice(key) for key in data["unmapped"]])


def _stage(source: Words, target: Words, stage: Mapping[str, Any]) -> Iterator[Block]:
    t = source.t
    reached = " – ".join(source.stage_name(end["order"]) for end in stage["reached"])
    if stage["interval"] is None:
        yield Paragraph(t("cli.crosswalk.no_interval", reached=capitalised(reached)))
    else:
        low, high = stage["interval"]
        if low == high:
            yield Paragraph(t("cli.crosswalk.point", reached=capitalised(reached), low=target.stage_name(low)))
        else:
            ends = {"low": target.stage_name(low), "high": target.stage_name(high)}
            yield Paragraph(t("cli.crosswalk.interval", reached=capitalised(reached), **ends))
    if stage["reason"]:
        yield Paragraph(stage["reason"], "fine")


def _matches(source: Words, target: Words, data: Mapping[str, Any]) -> Iterator[list[str]]:
    t = source.t
    for practice in data["practices"]:
        name = target.practice(practice["practice"])
        for match in practice["from"]:
            answer = source.answer(match["answer"]) if match["state"] == "answered" else t(f"answer.{match['state']}")
            yield [name, source.practice(match["practice"]), t(f"cli.crosswalk.{match['fit']}"), answer]
        if not practice["from"]:
            yield [name, "", "", t("cli.crosswalk.none")]
