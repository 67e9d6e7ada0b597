"""The report of one assessment in short: five lines to paste into a mail, and one page for somebody who decides.

The sentences are the report's own (`cxcore.view.report`). What does not fit is counted, and never left out in silence.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cxcore.model import Assessment
from cxcore.rounding import limit
from cxcore.view.blocks import (
    Address,
    Block,
    Head,
    Items,
    Paragraph,
    Ref,
    Section,
    Steps,
    Telling,
    Text,
    listed,
    plain,
)
from cxcore.view.picture import stages
from cxcore.view.report import about, head, headline, running, stages_by_name, still_open, strong
from cxcore.view.roadmap import cheapest, reasons, work
from cxcore.view.sure import evidence_words, sure_in_short
from cxcore.view.takes import takes_title, to_find_out, too_few
from cxcore.view.words import Words

type Report = Mapping[str, Any]

IN_A_LINE = 3
"""So many practices are named in a line."""
ON_THE_PAGE = 8
"""So many are named in a paragraph of the page."""
STEPS = 6
"""So many steps of a plan have room on the page."""


# --- a few lines ------------------------------------------------------------------------------------------------------


def tell_lines(words: Words, assessment: Assessment, report: Report, site: str = "") -> Telling:
    """A title and at most four lines: what is reached and what is strong, what the next stage takes, how sure that is, and what it
    rests on. `site` is the site's whole address, empty where it is not known.
    """
    name, title = assessment.name or assessment.respondent.label, headline(words, report)
    lines = (
        *_stands(words, assessment, report),
        *_next(words, report),
        _sure(words, report),
        _rests(words, assessment, site),
    )
    return Telling((Head(words.t("short.title", name=name, headline=title) if name else title), Items(lines)))


def in_lines(telling: Telling) -> str:
    """What `tell_lines` tells, as plain text: a line each."""
    lines = [telling.title]
    for block in telling.blocks:
        if isinstance(block, Items):
            lines += map(plain, block.items)
    return "".join(f"{line}\n" for line in lines)


def _stands(words: Words, assessment: Assessment, report: Report) -> Iterator[Text]:
    said = [*stages_by_name(words, report)]
    if found := strong(words, assessment, report):
        said.append(_named(words, "short.strong", found, IN_A_LINE))
    if said:
        yield _sentences(*said)


def _next(words: Words, report: Report) -> Iterator[Text]:
    plan = report["roadmap"]
    if plan is None:
        if report["headline"] != "stage":
            yield too_few(words, report)
    elif plan["items"]:
        names = [item["practice"] for item in plan["items"]]
        yield _sentences(
            _named(words, "short.takes", names, IN_A_LINE, stage=words.stage(plan["target"]["order"]).lower()),
            cheapest(words, plan),
        )
    else:
        yield _sentences(*(plain(item) for block in reasons(words, plan) for item in block.items))


def _sure(words: Words, report: Report) -> Text:
    said = [words.t("short.said", text=words.counts(report["answered"])), *still_open(words, report)]
    if open_ := to_find_out(report):
        said.append(_named(words, "short.find", open_, IN_A_LINE))
    return _sentences(*said)


def _rests(words: Words, assessment: Assessment, site: str) -> Text:
    said = about(words, assessment)
    if any(response.answer is not None for response in assessment.responses.values()):
        said = _sentences(said, words.t("short.said", text=evidence_words(words, assessment)))
    return (said, f" {words.t('report.method.more')}: ", Address(f"{site}about/scoring/")) if site else said


def _sentences(*said: str) -> str:
    return " ".join(said)


def _named(words: Words, key: str, practices: Sequence[str], most: int, **values: str) -> str:
    """Practices in a sentence: the first ones by their names, and how many more there are."""
    names = ", ".join(words.practice(practice).name for practice in practices[:most])
    if more := practices[most:]:
        names = words.t("short.and_more", names=names, count=len(more))
    return words.t(key, names=names, **values)


# --- one page ---------------------------------------------------------------------------------------------------------


def tell_page(words: Words, assessment: Assessment, report: Report) -> Telling:
    """The report on one page of paper: where one stands, what the next stage takes, what to find out, what is strong, how sure that is."""
    blocks: tuple[Block, ...] = (
        head(words, assessment, report),
        stages(words, assessment, report),
        Section("takes", takes_title(words, report), tuple(_takes(words, report))),
        *_paragraphs(words, assessment, report),
        sure_in_short(words, assessment, report),
        *_method(words),
    )
    return Telling(blocks, {"page": True, "running": running(words, assessment)})


def _takes(words: Words, report: Report) -> Iterator[Block]:
    t, plan = words.t, report["roadmap"]
    if plan is None:
        top = report["headline"] == "stage"
        yield Paragraph(t("report.takes.top", noun=words.noun) if top else too_few(words, report))
        return
    yield from reasons(words, plan)
    if plan["items"]:
        yield Paragraph(cheapest(words, plan))
    if found := work(words, plan):
        # What a step looks like stands in the full report.
        yield Steps(tuple(replace(step, first="", about="", note="") for step in found[:STEPS]))
        if more := found[STEPS:]:
            yield Paragraph(t("short.steps", count=len(more)), "fine")


def _paragraphs(words: Words, assessment: Assessment, report: Report) -> Iterator[Section]:
    t = words.t
    if open_ := to_find_out(report):
        yield Section("lift", t("report.lift"), (Paragraph(_links(words, open_)),))
    if found := strong(words, assessment, report):
        yield Section("strong", t("report.strong"), (Paragraph(_links(words, found)),))


def _links(words: Words, practices: Sequence[str]) -> Text:
    names = listed([words.practice(practice) for practice in practices[:ON_THE_PAGE]])
    more = practices[ON_THE_PAGE:]
    return (*names, words.t("short.also", count=len(more))) if more else names


def _method(words: Words) -> tuple[Paragraph, Paragraph]:
    """By which rules a stage counts, and what the result does not say, below all else."""
    t, rating = words.t, words.framework.rating
    rules = t("report.rules", noun=words.noun, largely=limit(rating.largely), fully=limit(rating.fully))
    more = Ref(t("report.method.more"), "about/scoring/")
    said = Paragraph((f"{rules} {words.model()} ", more, "."), "fine")
    return said, Paragraph(t(f"report.note.{words.framework.kind}"), "fine")
