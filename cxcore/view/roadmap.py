"""A plan, told: the cheapest way to a stage. What is planned comes from the plan's data (`cxcore.roadmap`)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cxcore.view.blocks import Block, Column, Head, Items, Paragraph, Section, Step, Steps, Table, Telling, Text
from cxcore.view.words import Words

type Data = Mapping[str, Any]


def tell_roadmap(words: Words, plan: Data, whose: str = "") -> Telling:
    """A plan in full. `plan` is what `Roadmap.to_dict` gives, of the same framework; `whose` says for whom it is made."""
    t = words.t
    target = words.stage_name(plan["target"]["order"])
    title = t("plan.title", stage=target)
    marks = {"plan": True, "status": plan["status"], "cost": plan["cost"]}
    if plan["status"] != "planned":
        lines = (t(f"plan.{plan['status']}", stage=target),)
        reasons = tuple(_reason(words, reason) for reason in plan["reasons"])
        return Telling((Head(title, whose, words.model(), lines), *([Items(reasons)] if reasons else [])), marks)
    proven = plan["cost"] == plan["lower_bound"]
    line = (
        t("plan.cheapest", cost=plan["cost"])
        if proven
        else t("plan.found", cost=plan["cost"], bound=plan["lower_bound"])
    )
    steps = Section("gaps", t("plan.steps"), (Steps(tuple(_step(words, item) for item in plan["items"])),))
    rounds = (_round(words, part) for part in plan["rounds"])
    return Telling((Head(title, whose, words.model(), (line,)), steps, *rounds), marks)


def _step(words: Words, item: Data) -> Step:
    t, because = words.t, item["because"]
    return Step(
        name=(words.practice(item["practice"]),),
        now=words.answer(item["answer"]),
        then=words.answer(item["to"]),
        effort=t("report.cost", cost=item["cost"]),
        about=words.framework.practice[item["practice"]].answers[item["to"]].anchor,
        tags=tuple(map(words.stage_tag, item["meets"])),
        note=words.in_a_line(f"{t('plan.because')} ", because) if because else "",
    )


def _round(words: Words, part: Data) -> Section:
    t, steps = words.t, part["steps"]
    blocks: list[Block] = []
    if actions := [action for step in steps for action in step["actions"]]:
        columns = (
            Column(t("actions.day"), "number"),
            Column(t("report.gaps.practice")),
            Column(t("actions.action")),
            Column(t("actions.role")),
        )
        rows = tuple((str(a["day"]), (words.practice(a["practice"]),), a["action"], a["role"]) for a in actions)
        blocks.append(Table(columns, rows))
    if part["undated"]:
        blocks.append(Paragraph((*words.in_a_line(f"{t('plan.undated')} ", part["undated"]), "."), "fine"))
    title = t("plan.round", first=steps[0]["from_day"], last=steps[-1]["to_day"])
    return Section("round", title, tuple(blocks))


def _reason(words: Words, reason: Data) -> Text:
    t, stage = words.t, words.stage_name(words.framework.stage_order[reason["stage"]])
    if reason["why"] == "not-rated":
        return t("plan.why.not-rated", stage=stage)
    needed = t("plan.why.excluded", stage=stage, needed=reason["needed"], possible=reason["possible"])
    return (*words.in_a_line(f"{needed} ", reason["practices"]), ".")
