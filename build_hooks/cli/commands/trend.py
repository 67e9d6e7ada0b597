"""`cx trend`: assessments over time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated, Any, Literal, get_args

import typer

from build_hooks.cli.inputs import Entry, is_folder, of_one_framework, read_assessments
from build_hooks.cli.migrating import review_text
from build_hooks.cli.models import Models
from build_hooks.cli.options import Frameworks, Output, T, format_option, hint
from build_hooks.cli.outputs import Format, chosen, write, write_json
from build_hooks.cli.printing.blocks import Block, Bullets, Column, Heading, Paragraph, Table
from build_hooks.cli.printing.words import Words, capitalised
from build_hooks.cli.printing.write import print_blocks
from build_hooks.cli.refusal import Refusal, about
from build_hooks.cli.stages import stage_of
from cxcore.compare.team_trend import read_team_trend
from cxcore.compare.trend import read_trend
from cxcore.model import Framework
from cxcore.reading import InputError
from cxcore.reading.csvtext import csv_table

Offered = Literal["text", "json", "csv", "html", "markdown"]

COLUMNS = (
    "from_day",
    "to_day",
    "list",
    "practice",
    "name",
    "from",
    "to",
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
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
) -> None:
    """Compare assessments over time."""
    folders = [is_folder(source) for source in files]
    if len(files) < 2 or (any(folders) and (len(files) > 2 or not all(folders))):
        raise typer.BadParameter("give two or more files, or two folders")
    models = Models(frameworks)
    before = read_assessments(files[:1] if folders[0] else files, models, forward=False)
    after = read_assessments(files[1:], models, forward=False) if folders[0] else []
    framework = of_one_framework([*before, *after])
    data = _read(framework, before, after, to)
    form = chosen(format, output, get_args(Offered))
    if form is Format.JSON:
        write_json([data], output)
    elif form is Format.CSV:
        write("".join(csv_table(COLUMNS, _rows(framework, data))), output)
    else:
        print_blocks([list(trend_blocks(Words(framework, T), data))], form, output)


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
                levels = move["from"], move["to"], move.get("difference"), new
                yield [
                    *days,
                    name,
                    key,
                    None if practice is None else practice.name,
                    *levels,
                    move.get("reason"),
                    move.get("since"),
                ]


def trend_blocks(words: Words, data: Mapping[str, Any]) -> Iterator[Block]:
    """A trend as blocks."""
    t, points = words.t, data["points"]
    first, last = (words.stage_name(point["stage_reached"]["order"]) for point in (points[0], points[-1]))
    title = (
        t("cli.trend.same", stage=capitalised(first)) if first == last else t("cli.trend.title", old=first, new=last)
    )
    yield Heading(title, 1)
    yield Paragraph(t("cli.team.framework", framework=words.framework.name, version=words.framework.version), "fine")
    yield _points(words, data)
    for comparison in data["comparisons"]:
        yield from _comparison(words, data, comparison)
    if data["sign_test"] is not None:
        test = data["sign_test"]
        yield Heading(t("cli.trend.pairs"))
        yield Paragraph(t("cli.trend.pairs.counts", **{key: test[key] for key in ("pairs", "up", "down", "ties")}))
        if test["p"] is None:
            yield Paragraph(t("cli.trend.pairs.few"), "fine")
        else:
            yield Paragraph(t("cli.trend.pairs.p", p=test["p"]["value"], exact=test["p"]["exact"]))


def _points(words: Words, data: Mapping[str, Any]) -> Table:
    t = words.t
    target = words.stage(data["target"]["order"])
    return Table(
        [
            Column(t("cli.trend.taken")),
            Column(t("cli.team.respondents"), "number"),
            Column(capitalised(words.noun)),
            Column(t("report.strict")),
            Column(t("report.index"), "number"),
            Column(t("cli.trend.to_target", stage=target), "number"),
        ],
        [
            [
                point["taken"],
                str(point["respondents"]),
                words.stage(point["stage_reached"]["order"]),
                words.stage(point["strict_stage"]["order"]),
                t("cli.undefined") if point["index"] is None else point["index"]["value"],
                t("cli.undefined")
                if point["to_target"] is None
                else t("report.percent", percent=point["to_target"]["value"]),
            ]
            for point in data["points"]
        ],
    )


def _comparison(words: Words, data: Mapping[str, Any], comparison: Mapping[str, Any]) -> Iterator[Block]:
    t = words.t
    days = {end: data["points"][comparison[end]]["taken"] for end in ("from", "to")}
    yield Heading(t("cli.trend.between", old=days["from"], new=days["to"]))
    yield Table(
        [Column(t("cli.trend.cause")), Column(capitalised(words.noun)), Column(t("report.index"), "number")],
        [
            [
                t(f"cli.trend.cause.{effect['cause']}"),
                _arrow(words.stage(effect["stage_before"]), words.stage(effect["stage_after"])),
                t("cli.undefined") if effect["index"] is None else _signed(effect["index"]["value"]),
            ]
            for effect in comparison["effects"]
        ],
    )
    for name in ("up", "down", "answered", "not_applicable"):
        if comparison[name]:
            yield Heading(t(f"cli.trend.{name}", count=len(comparison[name])), 3)
            yield _moves(words, comparison[name])
    if comparison["framework"]:
        yield Heading(t("cli.trend.framework"), 3)
        yield Bullets([review_text(words.framework, **_review(entry)) for entry in comparison["framework"]])
    yield Paragraph(t("cli.trend.unchanged", count=len(comparison["unchanged"])), "fine")
    if comparison["withheld"]:
        yield Paragraph(t("cli.trend.withheld", count=len(comparison["withheld"])), "fine")


def _review(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {key: entry[key] for key in ("practice", "reason", "before", "since")}


def _moves(words: Words, moves: Sequence[Mapping[str, Any]]) -> Table:
    t = words.t
    return Table(
        [
            Column(t("report.gaps.practice")),
            Column(t("cli.trend.before")),
            Column(t("cli.trend.after")),
            Column(t("cli.trend.evidence")),
        ],
        [
            [
                words.practice(move["practice"]),
                _level(words, move["from"]),
                _level(words, move["to"]),
                t("cli.yes") if move["new_evidence"] else "",
            ]
            for move in moves
        ],
    )


def _level(words: Words, answer: str | None) -> str:
    return words.t("cli.trend.no_level") if answer is None else words.answer(answer)


def _arrow(old: str, new: str) -> str:
    return capitalised(old) if old == new else f"{capitalised(old)} → {new}"


def _signed(value: str) -> str:
    return value.replace("-", "−") if value.startswith("-") else value if value == "0" else f"+{value}"
