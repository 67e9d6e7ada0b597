"""A report as blocks. The numbers come from the report's data; nothing is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from build_hooks.cli.printing.blocks import Block, Bullets, Column, Facts, Heading, Paragraph, Table
from build_hooks.cli.printing.words import Words, capitalised
from cxcore.model import Assessment
from cxcore.rounding import percent

type Report = Mapping[str, Any]


def report_blocks(
    words: Words, assessment: Assessment, report: Report, shown_gaps: int | None = None
) -> Iterator[Block]:
    """The parts of a report in their order. With `shown_gaps` the list of what to do next ends after so many."""
    yield from _head(words, assessment, report)
    yield from _stages(words, report)
    yield from _why(words, report)
    yield from _gaps(words, report, shown_gaps)
    if report["lift"]:
        yield Heading(words.t("report.lift"))
        yield Paragraph(words.t("report.lift.text", count=len(report["lift"])))
        yield Bullets([words.practice(key) for key in report["lift"]])
    yield from _aspects(words, report)
    yield Paragraph(words.t(f"report.note.{words.framework.kind}"), "fine")


def headline(words: Words, report: Report) -> str:
    """The one line that a report leads with."""
    order = report["stage_reached"]["order"]
    if report["headline"] == "interval":
        return words.t("report.headline.interval", noun=words.noun)
    if order == 0:
        return words.t("report.headline.none", noun=words.noun)
    stages = words.framework.stages
    name = stages[order - 1].name
    return words.t("report.headline.stage", noun=words.noun.capitalize(), order=order, count=len(stages), name=name)


def _head(words: Words, assessment: Assessment, report: Report) -> Iterator[Block]:
    framework, t = words.framework, words.t
    who = assessment.name or assessment.respondent.label
    yield Heading(headline(words, report), 1)
    taken = t("report.taken", framework=framework.name, version=framework.version, date=assessment.taken)
    yield Paragraph(f"{t('report.for', name=who)}. {taken}" if who else taken, "fine")
    order = report["stage_reached"]["order"]
    if report["headline"] == "stage" and order == len(framework.stages):
        yield Paragraph(t("report.working_on.none", noun=words.noun))
    elif report["headline"] == "stage":
        name = framework.stages[order].name
        yield Paragraph(t("report.working_on", noun=words.noun.capitalize(), order=order + 1, name=name))
    counts, (low, high) = report["answered"], report["stage_interval"]
    if counts["dont_know"] + counts["unanswered"]:
        open_range = t("report.interval.range", low=words.stage(low), high=words.stage(high))
        yield Paragraph(t("report.interval.sure") if low == high else open_range)
    yield Facts(list(_facts(words, report)))


def _facts(words: Words, report: Report) -> Iterator[tuple[str, str, str]]:
    t, counts, index = words.t, report["answered"], report["index"]
    states = {key: counts[key] for key in ("dont_know", "unanswered", "not_applicable")}
    answered = t("report.answered.of", answered=counts["answered"], applicable=counts["applicable"])
    yield t("report.answered"), answered, t("report.answered.detail", **states)
    if index is None:
        yield t("report.index"), t("report.index.none"), ""
    else:
        certain = index["low"] == index["high"]
        detail = "" if certain else t("report.index.range", low=index["low"], high=index["high"])
        yield t("report.index"), t("report.index.of", value=index["value"]), detail
    strict = words.stage(report["strict_stage"]["order"])
    yield t("report.strict"), capitalised(strict), t("report.strict.help")
    if report["na_sensitivity"] is not None:
        stage = words.stage(report["na_sensitivity"]["order"])
        yield t("report.na"), capitalised(stage), t("report.na.text", stage=stage)


def _stages(words: Words, report: Report) -> Iterator[Block]:
    t, rating = words.t, words.framework.rating
    yield Heading(t("report.map"))
    yield Table(
        [
            Column(capitalised(words.noun)),
            Column(t("report.coverage"), "bar"),
            Column(t("report.count")),
            Column(t("cli.band")),
        ],
        [
            [
                words.stage_name(stage["order"]),
                Fraction(stage["coverage"] or 0),
                words.covered(stage["met"], stage["applicable"], stage["coverage"]),
                _band(words, stage["band"]) if stage["rated"] else t("cli.not_rated"),
            ]
            for stage in report["stages"]
        ],
    )
    yield Paragraph(t("report.rules", largely=percent(rating.largely), fully=percent(rating.fully)), "fine")


def _why(words: Words, report: Report) -> Iterator[Block]:
    t, order = words.t, report["stage_reached"]["order"]
    yield Heading(t("report.why"))
    if order == len(words.framework.stages):
        yield Paragraph(t("report.why.none", noun=words.noun))
    for stage in report["stages"][: order + 1]:
        which = "largely" if stage["order"] == order + 1 else "fully"
        needed = stage[f"needed_{which}"]
        if order == len(words.framework.stages) or (stage["rated"] and stage["met"] >= needed):
            continue
        name = words.framework.stages[stage["order"] - 1].name
        values = {"noun": words.noun.capitalize(), "order": stage["order"], "name": name}
        if not stage["rated"]:
            yield Paragraph(t("report.why.not_rated", **values))
            continue
        values |= {"met": stage["met"], "applicable": stage["applicable"], "needed": needed}
        limit = percent(getattr(words.framework.rating, which))
        yield Paragraph(t(f"report.why.{which}", percent=limit, **values))
        yield Bullets([words.practice(key) for key in stage["unmet"]])


def _gaps(words: Words, report: Report, shown: int | None) -> Iterator[Block]:
    t, gaps = words.t, report["gaps"]
    yield Heading(t("report.gaps"))
    if not gaps:
        yield Paragraph(t("report.gaps.none"))
        return
    yield Paragraph(t("report.gaps.text"), "fine")
    yield Table(
        [
            Column(t("report.gaps.practice")),
            Column(capitalised(words.noun)),
            Column(t("report.gaps.now")),
            Column(t("report.gaps.next")),
            Column(t("cli.steps"), "number"),
            Column(t("report.gaps.effort"), "number"),
            Column(t("cli.blocks")),
        ],
        [
            [
                words.practice(gap["practice"]),
                str(words.framework.stage_order[gap["stage"]]),
                words.answer(gap["answer"]),
                words.answer(
                    words.framework.scale[words.framework.meeting_rank(words.framework.stage_order[gap["stage"]])]
                ),
                str(gap["steps"]),
                str(gap["cost"]),
                t("cli.yes") if gap["blocks"] else "",
            ]
            for gap in gaps[:shown]
        ],
    )
    if shown is not None and len(gaps) > shown:
        yield Paragraph(t("cli.score.more", count=len(gaps) - shown), "fine")


def _aspects(words: Words, report: Report) -> Iterator[Block]:
    t = words.t
    yield Heading(t("report.aspects"))
    yield Paragraph(t("report.aspects.note"), "fine")
    yield Table(
        [
            Column(t("cli.aspect")),
            Column(t("report.coverage"), "bar"),
            Column(t("report.count")),
            Column(t("cli.band")),
        ],
        [
            [
                t(f"aspect.{aspect['id']}"),
                Fraction(aspect["coverage"]),
                words.covered(
                    aspect["met"], aspect["applicable"], aspect["coverage"], f"report.aspect.{words.framework.kind}"
                ),
                _band(words, aspect["band"]),
            ]
            for aspect in report["aspects"]
            if aspect["coverage"] is not None
        ],
    )


def _band(words: Words, band: str) -> str:
    return f"{band} ({words.t(f'report.band.{band}')})"
