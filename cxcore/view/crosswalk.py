"""An assessment read through another framework, told. What corresponds comes from the data (`cxcore.compare.crosswalk`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cxcore.view.blocks import Block, Cell, Column, Fact, Facts, Head, Paragraph, Ref, Section, Table, Telling
from cxcore.view.leading import unnamed
from cxcore.view.words import Words, capitalised

type Data = Mapping[str, Any]


def tell_crosswalk(source: Words, target: Words, through: Data) -> Telling:
    """What an assessment of the source says of the target. `through` is what `cxcore.compare.crosswalk.read_through` gives."""
    t = source.t
    names = {"source": source.framework.name, "target": target.framework.name}
    counts = [
        Fact(t(f"through.{status}"), str(through["counts"][status]), t(f"through.{status}.help"))
        for status in ("assessed", "unanswered", "not_assessed")
    ]
    blocks: list[Block] = [
        Head(t("through.title", **names), "", t("through.note"), tuple(_where(source, target, through))),
        Facts(tuple(counts)),
        Section("practices", t("through.practices"), (_practices(source, target, through),)),
    ]
    if silent := [each["practice"] for each in through["practices"] if not each["from"]]:
        blocks.append(_silent(target, silent))
    if through["unmapped"]:
        unmapped = source.names(through["unmapped"])
        blocks.append(Section("unmapped", t("through.unmapped", source=source.framework.name), (unmapped,)))
    return Telling(tuple(blocks), {"crosswalk": True})


def _where(source: Words, target: Words, through: Data) -> Iterator[str]:
    """The stages between which one stands: of the official result where it names one, and where it is another, with the open questions."""
    named, widest = through["headline"] == "stage", through["stage"]
    if named:
        yield from _stage(source, target, widest)
    else:
        yield f"{unnamed(source)}."
    if not named or through["stage_interval"]["reached"] != widest["reached"]:
        widest = through["stage_interval"]
        yield " ".join((source.t("through.open"), *_stage(source, target, widest)))
    if widest["reason"]:  # it holds those of the narrower one
        yield widest["reason"]


def _stage(source: Words, target: Words, stage: Data) -> Iterator[str]:
    t = source.t
    reached = capitalised(" – ".join(source.stage_name(end["order"]) for end in stage["reached"]))
    if stage["interval"] is None:
        yield t("through.no_interval", reached=reached)
        for order in stage["not_held"]:
            values = {"reached": source.stage(order), "target": target.framework.name, "noun": target.noun}
            yield capitalised(t("through.not_held", **values))
    else:
        low, high = map(target.stage_name, stage["interval"])
        if low == high:
            yield t("through.point", reached=reached, low=low)
        else:
            yield t("through.interval", reached=reached, low=low, high=high)


def _practices(source: Words, target: Words, through: Data) -> Block:
    """What corresponds, with the answers and their fit."""
    t = source.t
    columns = (
        Column(target.framework.name),
        Column(source.framework.name),
        Column(t("crosswalk.fit")),
        Column(t("report.table.state")),
    )
    rows = tuple(_rows(source, target, through))
    return Table(columns, rows) if rows else Paragraph(t("through.none"))


def _rows(source: Words, target: Words, through: Data) -> Iterator[tuple[Cell, ...]]:
    """A row for each two that correspond. A name leads to its page where it is said first."""
    t, linked = source.t, set[Ref]()

    def name(practice: Ref) -> Cell:
        if practice in linked:
            return practice.name
        linked.add(practice)
        return (practice,)

    for practice in through["practices"]:
        for match in practice["from"]:
            answered = match["state"] == "answered"
            answer: Cell = (source.answer_tag(match["answer"]),) if answered else t(f"answer.{match['state']}")
            names = name(target.practice(practice["practice"])), name(source.practice(match["practice"]))
            yield *names, t(f"crosswalk.{match['fit']}"), answer


def _silent(target: Words, practices: list[str]) -> Section:
    """What nothing bears on, and where it can be answered itself: from the first of it on."""
    t, name = target.t, target.framework.name
    questionnaire = Ref(t("through.direct", target=name), f"assess/{target.framework.id}/#q-{practices[0]}")
    said = Paragraph((t("through.silent.text"), " ", questionnaire, "."))
    return Section("silent", t("through.silent", count=len(practices), target=name), (said, target.names(practices)))
