"""The pictures of a report: how far each stage is covered, and the profile by aspect; each figure with its receipt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import accumulate
from typing import Any

from cxcore.model import Assessment, Practice, State
from cxcore.rounding import limit
from cxcore.view.blocks import Bar, Bars, Block, Paragraph, Receipt, Section, Stair, Tread
from cxcore.view.words import Words

type Report = Mapping[str, Any]

PROFILE_COLOUR = 3
"""The stage whose colour the aspects' bars have; they belong to no stage."""


def stages(words: Words, assessment: Assessment, report: Report, *, receipts: bool = True) -> Section:
    """The stages as a stair, each filled as far as it is met: a cut between any two practices, a mark where the stage begins to count.

    In a quick look they say what is answered and what that likely stands for. What is lacking nobody knows there.
    """
    reached, quick = report["stage_reached"]["order"], report["quick"]
    bars = [(stage, _stage(words, assessment, report, stage)) for stage in report["stages"]]
    if quick is not None:
        bars = [(stage, _likely(words, bar, look)) for (stage, bar), look in zip(bars, quick["stages"], strict=True)]
    treads = (
        Tread(
            bar if receipts else replace(bar, receipt=()),
            words.stage(stage["order"]),
            _short(words, stage, reached) if quick is None else "",
        )
        for stage, bar in bars
    )
    return Section("stages", words.t("report.map", noun=words.noun), (Stair(tuple(treads)),))


def _stage(words: Words, assessment: Assessment, report: Report, stage: Mapping[str, Any]) -> Bar:
    t, reached, order = words.t, report["stage_reached"]["order"], stage["order"]
    name, own = words.stage_name(order), order <= reached
    if not stage["rated"]:
        return Bar(name, Fraction(stage["coverage"] or 0), (t("report.not_rated"),), "", order, own)
    whole, parts = stage["applicable"], _parts(words, assessment, stage)
    which = "fully" if order <= reached else "largely"
    needed = stage[f"needed_{which}"]
    weights = [p.weight for group in ("met", "open", "unmet") for p in parts[group]]
    return Bar(
        name=name,
        part=Fraction(stage["coverage"]),
        words=(t("report.met", met=stage["met"], applicable=whole), words.part(stage["coverage"])),
        band=words.band(stage["band"]),
        stage=order,
        reached=own,
        open=Fraction(sum(p.weight for p in parts["open"]), whole),
        cuts=tuple(Fraction(end, whole) for end in accumulate(weights))[:-1],
        marks=(Fraction(needed, whole),) if needed <= whole else (),
        note=_note(words, stage, reached),
        receipt=_receipt(words, parts, stage, which),
    )


def _likely(words: Words, bar: Bar, look: Mapping[str, Any]) -> Bar:
    """The bar of a stage in a quick look."""
    t = words.t
    likely = t("report.quick.likely", least=look["least"], most=look["most"], applicable=look["applicable"])
    return replace(bar, words=(t("report.quick.met", met=look["met"], asked=look["asked"]),), band=likely, note="")


def lacking(stage: Mapping[str, Any], target: int) -> int:
    """How much must still be met at a stage before the stage of order `target`, this one or a higher one, is reached."""
    lack: int = stage["needed_largely" if stage["order"] == target else "needed_fully"] - stage["met"]
    return max(0, lack)


def _note(words: Words, stage: Mapping[str, Any], reached: int) -> str:
    """What is still lacking where the next stage hangs on it."""
    t, order, target = words.t, stage["order"], reached + 1
    if not (lack := _lack(words, stage, reached)):
        return ""
    key = "report.lack.reach" if order == target else "report.lack.build"
    return t(key, lack=lack, stage=words.stage(target).lower())


def _short(words: Words, stage: Mapping[str, Any], reached: int) -> str:
    lack = _lack(words, stage, reached) if stage["rated"] else 0
    return words.t("report.lack.short", lack=lack) if lack else ""


def _lack(words: Words, stage: Mapping[str, Any], reached: int) -> int:
    """How much the next stage still lacks here; 0 at the stages above it, and where there is none."""
    return lacking(stage, reached + 1) if stage["order"] <= reached + 1 <= len(words.framework.stages) else 0


def _parts(words: Words, assessment: Assessment, stage: Mapping[str, Any]) -> dict[str, list[Practice]]:
    """The practices that bear on a stage: met, open (an open one may be met too, at the lowest stage of a rubric), not met, out."""
    parts: dict[str, list[Practice]] = {"met": [], "open": [], "unmet": [], "out": []}
    unmet = set(stage["unmet"])
    for practice in words.framework.bearing[stage["order"]]:
        match assessment.state(practice):
            case State.NOT_APPLICABLE:
                group = "out"
            case _ if practice.id not in unmet:
                group = "met"
            case State.ANSWERED:
                group = "unmet"
            case _:
                group = "open"
        parts[group].append(practice)
    return parts


def _receipt(words: Words, parts: Mapping[str, list[Practice]], stage: Mapping[str, Any], which: str) -> Receipt:
    t, percent = words.t, limit(getattr(words.framework.rating, which))
    values = {"applicable": stage["applicable"], "needed": stage[f"needed_{which}"], "percent": percent}
    rule = Paragraph(t(f"receipt.{which}", noun=words.noun, **values), "fine")
    heavy = any(p.weight != 1 for group in parts.values() for p in group)
    weights = [Paragraph(t("receipt.weights"), "fine")] if heavy else []
    return (rule, *weights, *_listed(words, parts))


def _listed(words: Words, parts: Mapping[str, list[Practice]]) -> Iterator[Block]:
    for group, practices in parts.items():
        if practices:
            yield Paragraph(words.t(f"receipt.{group}", count=len(practices)), "fine")
            yield words.names(p.id for p in practices)


def aspects(words: Words, assessment: Assessment, report: Report) -> Section:
    """The aspects, each filled as far as its practices are met (of a rubric: as far as its steps are taken)."""
    t, rating = words.t, words.framework.rating
    counted = f"report.aspect.{words.framework.kind}"
    bars = tuple(
        Bar(
            name=t(f"aspect.{aspect['id']}"),
            part=Fraction(aspect["coverage"]),
            words=(t(counted, met=aspect["met"], applicable=aspect["applicable"]), words.part(aspect["coverage"])),
            band=words.band(aspect["band"]),
            stage=PROFILE_COLOUR,
            marks=(rating.largely, rating.fully),
            receipt=_answers(words, assessment, aspect["id"]),
        )
        for aspect in report["aspects"]
        if aspect["coverage"] is not None
    )
    return Section(
        "aspects", t("report.aspects"), (Paragraph(t("report.aspects.note", noun=words.noun), "fine"), Bars(bars))
    )


def _answers(words: Words, assessment: Assessment, aspect: str) -> Receipt:
    """The practices of an aspect by what was answered, the highest answer first."""
    t = words.t
    groups: dict[str, list[str]] = {}
    order = [
        *(words.answer(answer) for answer in reversed(words.framework.scale)),
        *(t(f"answer.{state}") for state in State if state != State.ANSWERED),
    ]
    for key, practice in words.framework.practice.items():
        if practice.aspect.value == aspect:
            said, state = assessment.responses.get(key), assessment.state(practice)
            name = words.answer(said.answer) if said and said.answer is not None else t(f"answer.{state}")
            groups.setdefault(name, []).append(key)
    rule = Paragraph(t(f"receipt.aspect.{words.framework.kind}"), "fine")
    blocks: list[Block] = [rule]
    for name in order:
        if keys := groups.get(name):
            blocks += [Paragraph(t("receipt.answer", answer=name, count=len(keys)), "fine"), words.names(keys)]
    return tuple(blocks)
