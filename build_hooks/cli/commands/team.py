"""`cx team`: several assessments read together."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.cli.inputs import of_one_framework, read_assessments
from build_hooks.cli.models import Models
from build_hooks.cli.options import Frameworks, Output, T, format_option, hint
from build_hooks.cli.outputs import Format, chosen, write, write_json
from build_hooks.cli.printing.blocks import Block, Bullets, Column, Facts, Heading, Paragraph, Table
from build_hooks.cli.printing.words import Words, capitalised
from build_hooks.cli.printing.write import print_blocks
from cxcore.compare.team import LEAST, read_team
from cxcore.model import Framework
from cxcore.reading.csvtext import csv_table

Offered = Literal["text", "json", "csv", "html", "markdown"]

SHOWN = 8
"""So many disagreements and gaps are listed as text."""


def team(
    files: Annotated[list[str], typer.Argument(metavar="FILE", help=hint("cli.team.files"), show_default=False)],
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
) -> None:
    """Read several assessments together."""
    entries = read_assessments(files, Models(frameworks))
    framework = of_one_framework(entries)
    data = read_team(framework, [entry.assessment for entry in entries]).to_dict()
    form = chosen(format, output, get_args(Offered))
    if form is Format.JSON:
        write_json([data], output)
    elif form is Format.CSV:
        write("".join(csv_table(_columns(framework), _rows(framework, data))), output)
    else:
        shown = SHOWN if form is Format.TEXT else None
        print_blocks([list(team_blocks(Words(framework, T), data, shown))], form, output)


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


def team_blocks(words: Words, data: Mapping[str, Any], shown: int | None = None) -> Iterator[Block]:
    """A team as blocks. With `shown`, lists end after so many."""
    t, stages = words.t, len(words.framework.stages)
    order = data["stage"]["order"]
    reached = (
        t(
            "report.headline.stage",
            noun=words.noun.capitalize(),
            order=order,
            count=stages,
            name=_stage_title(words, order),
        )
        if order
        else t("report.headline.none", noun=words.noun)
    )
    yield Heading(t("cli.team.title", count=data["respondents"], stage=reached), 1)
    yield Paragraph(t("cli.team.framework", framework=words.framework.name, version=words.framework.version), "fine")
    low, high = data["stages_of_respondents"]
    own = capitalised(words.stage(low)) if low == high else f"{capitalised(words.stage(low))} – {words.stage(high)}"
    yield Facts(
        [
            (t("cli.team.respondents"), str(data["respondents"]), ""),
            (t("cli.team.own"), own, t("cli.team.own.help", noun=words.noun)),
            (t("cli.team.alpha"), _number(words, data["alpha"]), t("cli.team.alpha.help")),
            (t("cli.team.agreement"), _percent(words, data["percent_agreement"]), t("cli.team.agreement.help")),
        ]
    )
    yield from _disagreements(words, data, shown)
    yield from _groups(words, data, shown)
    yield from _practices(words, data)


def _stage_title(words: Words, order: int) -> str:
    return words.framework.stages[order - 1].name


def _disagreements(words: Words, data: Mapping[str, Any], shown: int | None) -> Iterator[Block]:
    if data["disagreements"]:
        by_id = {practice["practice"]: practice for practice in data["practices"]}
        yield Heading(words.t("cli.team.disagreements"))
        yield _table(words, [by_id[key] for key in data["disagreements"][:shown]])


def _practices(words: Words, data: Mapping[str, Any]) -> Iterator[Block]:
    t = words.t
    yield Heading(t("cli.team.practices"))
    if listed := [practice for practice in data["practices"] if not practice["withheld"]]:
        yield Paragraph(t("cli.team.counts", answers=" · ".join(words.framework.answer_names.values())), "fine")
        yield _table(words, listed)
    withheld = sum(practice["withheld"] for practice in data["practices"])
    if withheld:
        yield Paragraph(t("cli.team.withheld", count=withheld, least=LEAST), "fine")


def _table(words: Words, practices: list[Mapping[str, Any]]) -> Table:
    t = words.t
    return Table(
        [
            Column(t("report.gaps.practice")),
            Column(t("cli.team.median")),
            Column(t("cli.team.answers")),
            Column(t("answer.not_applicable"), "number"),
            Column(t("cli.team.leik"), "number"),
        ],
        [
            [
                words.practice(practice["practice"]),
                "–" if practice["median"] is None else words.answer(practice["median"]),
                " · ".join(map(str, practice["counts"])),
                str(practice["not_applicable"] or ""),
                _number(words, practice["leik"]),
            ]
            for practice in practices
        ],
    )


def _groups(words: Words, data: Mapping[str, Any], shown: int | None) -> Iterator[Block]:
    t = words.t
    if data["groups"]:
        yield Heading(t("cli.team.groups"))
        yield Table(
            [
                Column(t("cli.team.group")),
                Column(t("cli.team.respondents"), "number"),
                Column(capitalised(words.noun)),
                Column(t("cli.team.alpha"), "number"),
            ],
            [
                [
                    group["group"],
                    str(group["respondents"]),
                    words.stage(group["stage"]["order"]),
                    _number(words, group["alpha"]),
                ]
                for group in data["groups"]
            ],
        )
    gaps = [gap for gap in data["gaps"] if gap["gap"]]
    if gaps:
        names = [group["group"] for group in data["groups"]]
        yield Heading(t("cli.team.gaps"))
        yield Table(
            [Column(t("report.gaps.practice")), *map(Column, names), Column(t("cli.steps"), "number")],
            [
                [
                    words.practice(gap["practice"]),
                    *(words.answer(gap["medians"][name]) if name in gap["medians"] else "–" for name in names),
                    str(gap["gap"]),
                ]
                for gap in gaps[:shown]
            ],
        )
    if data["groups_withheld"]:
        yield Paragraph(t("cli.team.groups_withheld", least=LEAST), "fine")
        yield Bullets(data["groups_withheld"])


def _number(words: Words, number: Mapping[str, str] | None) -> str:
    return words.t("cli.undefined") if number is None else number["value"]


def _percent(words: Words, number: Mapping[str, str] | None) -> str:
    return words.t("cli.undefined") if number is None else words.t("report.percent", percent=number["value"])
