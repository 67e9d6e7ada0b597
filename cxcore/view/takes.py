"""What it takes to reach the next stage, and what to find out before: the plan in the report's data, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cxcore.model import Kind
from cxcore.rating import is_open
from cxcore.view.blocks import Block, Items, Paragraph, Rest, Section, Step, Steps
from cxcore.view.picture import lacking
from cxcore.view.roadmap import cheapest, reasons, work
from cxcore.view.words import Words

type Report = Mapping[str, Any]


def takes(words: Words, report: Report) -> Section:
    """What the next stage takes: what is lacking at which stage, the cheapest of the ways there, and folded away all else that is not met.

    What is open is nowhere work to do: it is to be found out.
    """
    t = words.t
    blocks: list[Block] = []
    plan = report["roadmap"]
    if plan is not None:
        blocks += _lacking(words, report) if plan["items"] else reasons(words, plan)
        blocks += _plan(words, plan)
    elif report["headline"] == "stage":
        blocks.append(Paragraph(t("report.takes.top", noun=words.noun)))
    else:
        blocks.append(Paragraph(too_few(words, report)))
    planned = {item["practice"] for item in plan["items"]} if plan else set()
    others = [gap for gap in report["gaps"] if gap["practice"] not in planned and not is_open(gap)]
    if others and report["headline"] == "stage":
        gaps = tuple(_gap(words, gap) for gap in others)
        blocks.append(Steps(gaps, rest=Rest(0, t("report.takes.others", count=len(others)))))
    return Section("takes", takes_title(words, report), tuple(blocks))


def too_few(words: Words, report: Report) -> str:
    """Why the way to the next stage is not told yet."""
    return words.t("report.takes.few" if report["quick"] is None else "report.takes.quick", noun=words.noun)


def takes_title(words: Words, report: Report) -> str:
    """`What it takes to reach stage 3`, where there is a plan."""
    order = report["stage_reached"]["order"]
    if report["roadmap"] is None:
        return words.t("report.takes.plain")
    return words.t("report.takes", stage=words.stage(order + 1).lower())


def find_out(words: Words, report: Report) -> Iterator[Section]:
    """The open questions that could lift the result, and those that the plan counts as not met."""
    t, lift, assumed = words.t, _lift(report), assumed_unmet(report)
    blocks: list[Block] = []
    if lift:
        blocks += [Paragraph(t("report.lift.text", count=len(lift))), words.names(lift)]
    if assumed:
        blocks += [Paragraph(t("report.lift.assumed", count=len(assumed))), words.names(assumed)]
    if blocks:
        yield Section("lift", t("report.lift"), tuple(blocks))


def to_find_out(report: Report) -> list[str]:
    """The same as one list."""
    return [*_lift(report), *assumed_unmet(report)]


def _lift(report: Report) -> list[str]:
    """The open practices that could lift the result. In a quick look most are open, and its result is none that a few could lift."""
    return [] if report["quick"] is not None else report["lift"]


def assumed_unmet(report: Report) -> list[str]:
    """The open practices that the plan counts as not met, without those that could lift the result by themselves."""
    plan, lift = report["roadmap"], report["lift"]
    items = plan["items"] if plan else []
    return [item["practice"] for item in items if is_open(item) and item["practice"] not in lift]


def _lacking(words: Words, report: Report) -> Iterator[Block]:
    """Which stages keep the next one away, by how much, and out of what that can be chosen."""
    t, target = words.t, report["stage_reached"]["order"] + 1
    practice = words.framework.practice
    # What is open among them may be met already.
    said = {gap["practice"]: (f" ({words.answer(gap['answer']).lower()})",) for gap in report["gaps"] if is_open(gap)}
    for stage in report["stages"][:target]:
        order, lack = stage["order"], lacking(stage, target)
        if not lack:
            continue
        unmet = stage["unmet"]
        even = all(practice[key].weight == 1 for key in unmet)
        choice = "weighed" if not even else "all" if lack == len(unmet) else "any"
        if words.framework.kind is Kind.RUBRIC:
            choice = f"{choice}.rubric"
        values = {
            "lack": lack,
            "count": len(unmet),
            "name": words.stage_name(order),
            "stage": words.stage(order).lower(),
        }
        yield Paragraph(t(f"report.lack.{choice}", **values), "lead")
        yield Items(tuple((words.practice(key), *said.get(key, ())) for key in unmet), "names")


def _plan(words: Words, plan: Mapping[str, Any]) -> Iterator[Block]:
    if not plan["items"]:
        return
    yield Paragraph(cheapest(words, plan))
    if found := work(words, plan):
        yield Steps(found)


def _gap(words: Words, gap: Mapping[str, Any]) -> Step:
    framework = words.framework
    goal = framework.scale[framework.meeting_rank(framework.stage_order[gap["stage"]])]
    return Step(
        name=(words.practice(gap["practice"]),),
        now=words.answer(gap["answer"]),
        then=words.answer(goal),
        effort=words.effort(gap["cost"], gap["steps"]),
        first=words.next(gap["practice"], gap["answer"]),
        about=framework.practice[gap["practice"]].answers[goal].anchor,
        tags=(words.stage_tag(gap["stage"]),),
    )
