"""How sure a result is: what is open, how far that reaches, and what the answers rest on. Each figure has its receipt."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cxcore.model import Assessment, Practice, State
from cxcore.rating import evidence
from cxcore.view.blocks import Block, Fact, Facts, Paragraph, Receipt, Section
from cxcore.view.quick import quick_fact
from cxcore.view.words import Words, capitalised

type Report = Mapping[str, Any]


def open_words(words: Words, report: Report) -> str:
    """`3 open questions and 1 “don't know”`; empty where nothing is open."""
    t, counts = words.t, report["answered"]
    states = ("unanswered", "dont_know")
    parts = [t(f"report.open.{state}", count=counts[state]) for state in states if counts[state]]
    return t("report.open.both", first=parts[0], second=parts[1]) if len(parts) > 1 else "".join(parts)


def sure(words: Words, assessment: Assessment, report: Report) -> Section:
    """What the result would be under other readings of the same answers, and what these rest on."""
    facts = (
        *quick_fact(words, report),
        _range(words, assessment, report),
        _answered(words, assessment, report),
        _evidence(words, assessment),
        *([_strict(words, report)] if report["headline"] == "stage" else []),
        _index(words, report),
        *_not_applicable(words, assessment, report),
    )
    return Section("sure", words.t("report.sure"), (Facts(facts),))


def sure_in_short(words: Words, assessment: Assessment, report: Report) -> Section:
    """How far the result can lie from what is said, and what it rests on."""
    facts = (_range(words, assessment, report), _answered(words, assessment, report), _evidence(words, assessment))
    return Section("sure", words.t("report.sure"), (Facts(facts),))


def evidence_words(words: Words, assessment: Assessment) -> str:
    """`3 of 41 answers have a note`."""
    found = evidence(words.framework, assessment)
    return words.t("report.evidence.of", noted=len(found.noted), count=len(found.noted) + len(found.bare))


def _range(words: Words, assessment: Assessment, report: Report) -> Fact:
    t, (low, high) = words.t, report["stage_interval"]
    still = open_words(words, report)
    ends = capitalised(words.stage(low))
    if low != high:
        ends = t("report.range.ends", low=ends, high=words.stage(high))
    detail = t("report.range.open", open=still) if still else t("report.range.none")
    rule = Paragraph(t("receipt.range", low=words.stage(low), high=words.stage(high)), "fine")
    return Fact(t("report.range"), ends, detail, (rule,) if still else ())


def _answered(words: Words, assessment: Assessment, report: Report) -> Fact:
    t, counts = words.t, report["answered"]
    detail = t("report.answered.of", count=len(words.framework.practices))
    receipt: list[Block] = []
    for state in (State.DONT_KNOW, State.NOT_APPLICABLE, State.UNANSWERED):
        if keys := _in_state(words, assessment, state):
            receipt += [
                Paragraph(t("receipt.answer", answer=t(f"answer.{state}"), count=len(keys)), "fine"),
                words.names(keys),
            ]
    return Fact(t("report.answered"), words.counts(counts), detail, tuple(receipt))


def _evidence(words: Words, assessment: Assessment) -> Fact:
    t, found = words.t, evidence(words.framework, assessment)
    detail = t("report.evidence.none")
    if found.noted:
        detail = t("report.evidence.undated")
    if found.oldest is not None and found.latest is not None:
        detail = t("report.evidence.day", day=words.day(found.oldest))
        if found.oldest != found.latest:
            detail = t("report.evidence.days", oldest=words.day(found.oldest), latest=words.day(found.latest))
    receipt: Receipt = ()
    if found.noted:
        receipt = (Paragraph(t("receipt.noted", count=len(found.noted)), "fine"), words.names(found.noted))
    return Fact(t("report.evidence"), evidence_words(words, assessment), detail, receipt)


def _strict(words: Words, report: Report) -> Fact:
    t, order = words.t, report["strict_stage"]["order"]
    receipt: Receipt = ()
    if order < len(words.framework.stages):
        above = report["stages"][order]
        text = t("receipt.strict", stage=words.stage(order + 1), count=len(above["unmet"]))
        receipt = (Paragraph(text, "fine"), words.names(above["unmet"])) if above["unmet"] else ()
    return Fact(t("report.strict"), capitalised(words.stage(order)), t("report.strict.help", noun=words.noun), receipt)


def _index(words: Words, report: Report) -> Fact:
    t, index = words.t, report["index"]
    help_ = t("report.index.help", noun=words.noun)
    if index is None:
        return Fact(t("report.index"), t("report.index.none"), help_)
    if index["low"] != index["high"]:
        said = t("report.index.range", low=index["low"], high=index["high"], open=open_words(words, report))
        help_ = f"{said} {help_}"
    rule = t(f"receipt.index.{words.framework.kind}", noun=words.noun, exact=index["exact"])
    return Fact(t("report.index"), t("report.index.of", value=index["value"]), help_, (Paragraph(rule, "fine"),))


def _not_applicable(words: Words, assessment: Assessment, report: Report) -> tuple[Fact, ...]:
    t, found = words.t, report["na_sensitivity"]
    if found is None:
        return ()
    stage = words.stage(found["order"])
    keys = _in_state(words, assessment, State.NOT_APPLICABLE)
    receipt = (Paragraph(t("receipt.out", count=len(keys)), "fine"), words.names(keys))
    return (Fact(t("report.na"), capitalised(stage), t("report.na.text", stage=stage), receipt),)


def _in_state(words: Words, assessment: Assessment, state: State) -> list[str]:
    practices: tuple[Practice, ...] = words.framework.practices
    return [p.id for p in practices if assessment.state(p) is state]
