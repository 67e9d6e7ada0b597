"""The report of one assessment, told. The numbers come from the report's data (`cxcore.rating.report`); none is computed here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from cxcore.model import Assessment, Kind, Practice, Response, State
from cxcore.rounding import limit
from cxcore.view.blocks import (
    Bar,
    Bars,
    Block,
    Fact,
    Facts,
    Grid,
    GridRow,
    Head,
    Mark,
    Paragraph,
    Section,
    Step,
    Steps,
    Tag,
    Telling,
)
from cxcore.view.words import Words, capitalised

type Report = Mapping[str, Any]

SHOWN_GAPS = 8
"""So many gaps are seen at once."""

PROFILE_COLOUR = 3
"""The stage whose colour the aspects' bars have; they belong to no stage."""


def tell_report(words: Words, assessment: Assessment, report: Report) -> Telling:
    """The report in full. `report` is the data that `cxcore.rating.report` made of the same framework and assessment."""
    blocks: tuple[Block, ...] = (
        _head(words, assessment, report),
        _figures(words, report),
        _stages(words, report),
        _why(words, report),
        _gaps(words, report),
        *_lift(words, report),
        _aspects(words, report),
        _answers(words, assessment),
        Paragraph(words.t(f"report.note.{words.framework.kind}"), "note"),
    )
    return Telling(blocks, {"report": True, "stage_reached": report["stage_reached"]["order"]})


def tell_summary(words: Words, assessment: Assessment, report: Report) -> Telling:
    """What the report leads with and the coverage of the stages alone."""
    return Telling((_head(words, assessment, report), _stages(words, report)))


def whose(words: Words, assessment: Assessment) -> str:
    """Whose assessment it is; empty where it does not say."""
    name = assessment.name or assessment.respondent.label
    return words.t("report.for", name=name) if name else ""


# --- the head ---------------------------------------------------------------------------------------------------------


def _head(words: Words, assessment: Assessment, report: Report) -> Head:
    framework, t, order = words.framework, words.t, report["stage_reached"]["order"]
    named = report["headline"] == "stage"
    return Head(
        title=words.reached(order) if named else t("report.headline.interval", noun=words.noun),
        whose=whose(words, assessment),
        about=t("report.taken", framework=framework.name, version=framework.version, date=assessment.taken),
        lines=(*((_working_on(words, order),) if named else ()), *_open(words, report)),
    )


def _working_on(words: Words, order: int) -> str:
    stages = words.framework.stages
    if order == len(stages):
        return words.t("report.working_on.none", noun=words.noun)
    return words.t("report.working_on", noun=words.noun.capitalize(), order=order + 1, name=stages[order].name)


def _open(words: Words, report: Report) -> Iterator[str]:
    """How far the open questions could move the stage.

    Where they cannot, and the headline names no stage because too few are answered, there is nothing that "this" could mean: then
    the stage is named as what it could be.
    """
    (low, high), counts = report["stage_interval"], report["answered"]
    if counts["dont_know"] + counts["unanswered"] == 0:
        return
    if low != high:
        yield words.t("report.interval.range", low=words.stage(low), high=words.stage(high))
    elif report["headline"] == "stage":
        yield words.t("report.interval.sure")
    else:
        yield words.t("report.interval.one", low=words.stage(low))


def _figures(words: Words, report: Report) -> Facts:
    t, counts, index = words.t, report["answered"], report["index"]
    states = {key: counts[key] for key in ("dont_know", "unanswered", "not_applicable")}
    answered = t("report.answered.of", answered=counts["answered"], applicable=counts["applicable"])
    mean, help_ = t("report.index.none"), t("report.index.help", noun=words.noun)
    if index is not None:
        mean = t("report.index.of", value=index["value"])
        if index["low"] != index["high"]:
            help_ = f"{t('report.index.range', low=index['low'], high=index['high'])}. {help_}"
    strict = capitalised(words.stage(report["strict_stage"]["order"]))
    facts = [
        Fact(t("report.answered"), answered, t("report.answered.detail", **states)),
        Fact(t("report.index"), mean, help_),
        Fact(t("report.strict"), strict, t("report.strict.help", noun=words.noun)),
    ]
    if report["na_sensitivity"] is not None:
        stage = words.stage(report["na_sensitivity"]["order"])
        facts.append(Fact(t("report.na"), capitalised(stage), t("report.na.text", stage=stage)))
    return Facts(tuple(facts))


# --- the stages -------------------------------------------------------------------------------------------------------


def _stages(words: Words, report: Report) -> Section:
    t, rating = words.t, words.framework.rating
    rules = t("report.rules", noun=words.noun, largely=limit(rating.largely), fully=limit(rating.fully))
    reached = report["stage_reached"]["order"]
    bars = tuple(
        Bar(
            name=words.stage_name(stage["order"]),
            part=Fraction(stage["coverage"] or 0),
            words=(t("report.met", met=stage["met"], applicable=stage["applicable"]), words.part(stage["coverage"]))
            if stage["rated"]
            else (t("report.not_rated"),),
            band=words.band(stage["band"]),
            stage=stage["order"],
            reached=stage["order"] <= reached,
        )
        for stage in report["stages"]
    )
    return Section(
        "stages",
        t("report.map", noun=words.noun),
        (Paragraph(rules, "fine"), Bars(bars, marks=(rating.largely, rating.fully))),
    )


def _why(words: Words, report: Report) -> Section:
    """What keeps the next stage from being reached: that stage itself, and those below on which it cannot be built."""
    t, order = words.t, report["stage_reached"]["order"]
    if order == len(words.framework.stages):
        return Section("why", t("report.why"), (Paragraph(t("report.why.none", noun=words.noun)),))
    obstacles = (_obstacle(words, stage, order + 1) for stage in report["stages"][: order + 1])
    return Section("why", t("report.why"), tuple(block for blocks in obstacles for block in blocks))


def _obstacle(words: Words, stage: Mapping[str, Any], target: int) -> Iterator[Block]:
    """What at this stage keeps the target from being reached; nothing where it does not."""
    t, which = words.t, "largely" if stage["order"] == target else "fully"
    needed = stage[f"needed_{which}"]
    if stage["rated"] and stage["met"] >= needed:
        return
    name = words.framework.stages[stage["order"] - 1].name
    values = {"noun": words.noun.capitalize(), "order": stage["order"], "name": name}
    if not stage["rated"]:
        yield Paragraph(t("report.why.not_rated", **values))
        return
    values |= {"met": stage["met"], "applicable": stage["applicable"], "needed": needed}
    values["percent"] = limit(getattr(words.framework.rating, which))
    yield Paragraph(t(f"report.why.{which}", **values), "lead")
    yield Paragraph(t("report.why.missing"), "fine")
    yield words.names(stage["unmet"])


# --- what to do next --------------------------------------------------------------------------------------------------


def _gaps(words: Words, report: Report) -> Section:
    t, gaps = words.t, report["gaps"]
    if not gaps:
        return Section("gaps", t("report.gaps"), (Paragraph(t("report.gaps.none")),))
    steps = Steps(tuple(_gap(words, gap) for gap in gaps), rest=words.rest(gaps, SHOWN_GAPS))
    return Section("gaps", t("report.gaps"), (Paragraph(t("report.gaps.text", noun=words.noun), "fine"), steps))


def _gap(words: Words, gap: Mapping[str, Any]) -> Step:
    t, framework = words.t, words.framework
    goal = framework.scale[framework.meeting_rank(framework.stage_order[gap["stage"]])]
    tags = [words.stage_tag(gap["stage"])]
    if gap["blocks"]:
        tags.append(Tag(t("report.gaps.blocks", noun=words.noun), "urgent"))
    return Step(
        name=(words.practice(gap["practice"]),),
        now=words.answer(gap["answer"]),
        then=words.answer(goal),
        effort=f"{t('report.gaps.steps', count=gap['steps'])}, {t('report.cost', cost=gap['cost'])}",
        about=framework.practice[gap["practice"]].answers[goal].anchor,
        tags=tuple(tags),
    )


def _lift(words: Words, report: Report) -> Iterator[Section]:
    t, practices = words.t, report["lift"]
    if practices:
        text = Paragraph(t("report.lift.text", count=len(practices)))
        yield Section("lift", t("report.lift"), (text, words.names(practices)))


def _aspects(words: Words, report: Report) -> Section:
    t, rating = words.t, words.framework.rating
    counted = f"report.aspect.{words.framework.kind}"
    bars = tuple(
        Bar(
            name=t(f"aspect.{aspect['id']}"),
            part=Fraction(aspect["coverage"]),
            words=(t(counted, met=aspect["met"], applicable=aspect["applicable"]), words.part(aspect["coverage"])),
            band=words.band(aspect["band"]),
            stage=PROFILE_COLOUR,
        )
        for aspect in report["aspects"]
        if aspect["coverage"] is not None
    )
    note = Paragraph(t("report.aspects.note", noun=words.noun), "fine")
    return Section("aspects", t("report.aspects"), (note, Bars(bars, marks=(rating.largely, rating.fully))))


# --- all answers ------------------------------------------------------------------------------------------------------


def _answers(words: Words, assessment: Assessment) -> Section:
    t, framework = words.t, words.framework
    adoption = framework.kind is Kind.ADOPTION
    groups = (
        [(words.stage_name(order), practices) for order, practices in framework.bearing.items()]
        if adoption
        else [(section.name, framework.in_section(section.id)) for section in framework.sections]
    )
    grid = Grid(
        caption=t("report.table.note") if adoption else t("report.table.rubric", noun=words.noun),
        name=t("report.table.practice"),
        scale=tuple(_mark(words, answer) for answer in framework.scale),
        groups=tuple((title, tuple(_row(words, assessment, p) for p in practices)) for title, practices in groups),
    )
    return Section("answers", t("report.table"), (grid,))


def _row(words: Words, assessment: Assessment, practice: Practice) -> GridRow:
    response, state = assessment.responses.get(practice.id), assessment.state(practice)
    name, notes = (words.practice(practice.id),), tuple(_notes(words, response))
    if response is not None and response.answer is not None:
        rank = words.framework.scale.index(response.answer)
        return GridRow(name, _mark(words, response.answer), rank, notes)
    letter = "" if state is State.UNANSWERED else words.t(f"report.letter.{state}")
    return GridRow(name, Mark(letter, words.t(f"answer.{state}")), None, notes)


def _mark(words: Words, answer: str) -> Mark:
    """The letter that stands for an answer: of adoption its initial, of a rubric the stage's order."""
    framework = words.framework
    adoption = framework.kind is Kind.ADOPTION
    letter = words.t(f"report.letter.{answer}") if adoption else str(framework.stage_order[answer])
    return Mark(letter, framework.answer_names[answer])


def _notes(words: Words, response: Response | None) -> Iterator[str]:
    """What the respondent wrote beside the answer."""
    if response is None:
        return
    if response.not_applicable:
        yield f"{words.t('report.reason')} {response.not_applicable}"
    about = ", ".join(part for part in (response.evidence_date, response.evidence_owner) if part)
    if note := " · ".join(part for part in (response.evidence, about) if part):
        yield f"{words.t('report.note')} {note}"
