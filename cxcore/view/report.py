"""The report of one assessment, told. The numbers come from the report's data (`cxcore.rating.report`); none is computed here.

In the order in which a reader asks: where we stand, what it takes, what to find out first, what is strong, the profile, how sure all
that is, all answers, and how it was worked out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cxcore.model import Assessment, Kind, Practice, Response, State
from cxcore.rounding import limit
from cxcore.view.blocks import Block, Grid, GridRow, Head, Mark, Paragraph, Ref, Section, Telling
from cxcore.view.picture import aspects, stages
from cxcore.view.quick import likely, quick_lines
from cxcore.view.sure import open_words, sure
from cxcore.view.takes import find_out, takes
from cxcore.view.words import Words

type Report = Mapping[str, Any]


def tell_report(words: Words, assessment: Assessment, report: Report) -> Telling:
    """The report in full. `report` is the data that `cxcore.roadmap.planned_report` made of the same framework and assessment."""
    blocks: tuple[Block, ...] = (
        head(words, assessment, report),
        stages(words, assessment, report),
        takes(words, report),
        *find_out(words, report),
        *_strong(words, assessment, report),
        # Of an aspect a quick look asks two or three questions, which are no profile.
        *([aspects(words, assessment, report)] if report["quick"] is None else []),
        sure(words, assessment, report),
        _answers(words, assessment),
        _method(words, report),
    )
    marks = {"report": True, "stage_reached": report["stage_reached"]["order"], "running": running(words, assessment)}
    return Telling(blocks, marks)


def tell_summary(words: Words, assessment: Assessment, report: Report) -> Telling:
    """What the report leads with and the picture of the stages alone, with nothing that opens."""
    return Telling((head(words, assessment, report), stages(words, assessment, report, receipts=False)))


def whose(words: Words, assessment: Assessment) -> str:
    """Whose assessment it is; empty where it does not say."""
    name = assessment.name or assessment.respondent.label
    return words.t("report.for", name=name) if name else ""


def running(words: Words, assessment: Assessment) -> str:
    """What stands on each page of a report on paper: for whom it is, by which model, and of which day."""
    parts = (assessment.name or assessment.respondent.label, words.framework.name, words.day(assessment.taken))
    return " · ".join(part for part in parts if part)


# --- the head ---------------------------------------------------------------------------------------------------------


def head(words: Words, assessment: Assessment, report: Report) -> Head:
    """What a report leads with."""
    return Head(
        title=headline(words, report),
        whose=whose(words, assessment),
        about=about(words, assessment),
        lines=(*stages_by_name(words, report), *still_open(words, report)),
    )


def headline(words: Words, report: Report) -> str:
    """`Stage 2 of 4, 2 practices away from stage 3`. How far is what the cheapest plan takes, where there is one."""
    t, order = words.t, report["stage_reached"]["order"]
    if report["quick"] is not None:
        return likely(words, report)
    if report["headline"] != "stage":
        return t("report.headline.interval", noun=words.noun)
    values = {"noun": words.noun.capitalize(), "order": order, "count": len(words.framework.stages)}
    here = t("report.headline.stage", **values) if order else t("report.headline.none", noun=words.noun)
    plan = report["roadmap"]
    if plan is None or not plan["items"]:
        return here
    away = t("report.headline.away", count=len(plan["items"]), stage=words.stage(order + 1).lower())
    return t("report.headline.both", here=here, away=away)


def stages_by_name(words: Words, report: Report) -> Iterator[str]:
    """The names of the stage that is reached and of the next."""
    if report["headline"] != "stage":
        return
    order, named = report["stage_reached"]["order"], words.framework.stages
    if order:
        yield words.t("report.reached", name=named[order - 1].name)
    if order < len(named):
        yield words.t("report.next", name=named[order].name)
    else:
        yield words.t("report.next.none", noun=words.noun)


def about(words: Words, assessment: Assessment) -> str:
    """By which model, who answered, and when."""
    t, said = words.t, assessment.respondent
    who = ", ".join(part for part in (said.label if assessment.name else "", said.group) if part)
    values = {"framework": words.framework.name, "date": words.day(assessment.taken)}
    return t("report.taken.by", who=who, **values) if who else t("report.taken", **values)


def still_open(words: Words, report: Report) -> Iterator[str]:
    """How far the open questions could move the stage; of a quick look, what it says and does not.

    Where they cannot, and the headline names no stage because too few are answered, there is nothing that "this" could mean: then
    the stage is named as what it could be.
    """
    low, high = report["stage_interval"]
    if report["quick"] is not None:
        yield from quick_lines(words, report)
        return
    if not (still := open_words(words, report)):
        return
    if low != high:
        yield words.t("report.interval.range", open=still, low=words.stage(low), high=words.stage(high))
    elif report["headline"] == "stage":
        yield words.t("report.interval.sure", open=still)
    else:
        yield words.t("report.interval.one", open=still, low=words.stage(low))


# --- what is strong ---------------------------------------------------------------------------------------------------


def strong(words: Words, assessment: Assessment, report: Report) -> list[str]:
    """The practices that are strong, where a stage is named. Adoption: what has the highest answer. A rubric: what is ahead of the
    stage reached.
    """
    framework = words.framework
    scale, order = framework.scale, report["stage_reached"]["order"]
    # A rubric's answers begin at the first stage, so that the rank above the stage reached is that stage's order.
    least = len(scale) - 1 if framework.kind is Kind.ADOPTION else order
    ranks = {key: scale.index(said.answer) for key, said in assessment.responses.items() if said.answer is not None}
    return [key for key in framework.practice if ranks.get(key, -1) >= least] if report["headline"] == "stage" else []


def _strong(words: Words, assessment: Assessment, report: Report) -> Iterator[Section]:
    framework, t = words.framework, words.t
    if not (found := strong(words, assessment, report)):
        return
    text = t(f"report.strong.{framework.kind}", answer=framework.answer_names[framework.scale[-1]], noun=words.noun)
    yield Section("strong", t("report.strong"), (Paragraph(text, "fine"), words.names(found)))


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
        name=t("result.practice"),
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
    if note := " · ".join(part for part in (response.evidence.rstrip(), about) if part):
        yield f"{words.t('report.note')} {note}"


# --- how it was worked out --------------------------------------------------------------------------------------------


def _method(words: Words, report: Report) -> Section:
    t, rating = words.t, words.framework.rating
    rules = t("report.rules", noun=words.noun, largely=limit(rating.largely), fully=limit(rating.fully))
    looked = report["quick"] is not None
    how = t("report.method.quick" if looked else f"report.method.{words.framework.kind}", noun=words.noun)
    return Section(
        "method",
        t("report.method"),
        (
            Paragraph(rules),
            Paragraph(how),
            Paragraph((words.model(), " ", Ref(t("report.method.more"), "about/scoring/"), ".")),
            Paragraph(t(f"report.note.{words.framework.kind}"), "note"),
        ),
    )
