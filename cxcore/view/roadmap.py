"""A plan, told: the cheapest way to a stage. What is planned comes from the plan's data (`cxcore.roadmap`)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from cxcore.exchange.tasks import Task
from cxcore.rating import Profile, coverages, is_open, stage_reached
from cxcore.view.blocks import (
    Block,
    Column,
    Days,
    Head,
    Items,
    Lane,
    Paragraph,
    Section,
    Step,
    Steps,
    Table,
    Telling,
    Text,
)
from cxcore.view.words import Words

type Data = Mapping[str, Any]


def tell_roadmap(words: Words, plan: Data, whose: str = "", owners: Mapping[str, str] | None = None) -> Telling:
    """A plan in full. `plan` is what `Roadmap.to_dict` gives, of the same framework; `whose` says for whom it is made, and `owners` who
    leads a practice, where that is known: else it is the role that the framework names.

    What is open is to be found out: the plan counts it as not met, and sets nobody to work on it.
    """
    t = words.t
    target = words.stage_name(plan["target"]["order"])
    title = t("plan.title", stage=target)
    marks = {"plan": True, "status": plan["status"], "cost": plan["cost"]}
    if plan["status"] != "planned":
        lines = (t(f"plan.{plan['status']}", stage=target),)
        return Telling((Head(title, whose, words.model(), lines), *reasons(words, plan)), marks)
    head = Head(title, whose, words.model(), (cheapest(words, plan),))
    parts = (*_to_raise(words, plan), *_to_find_out(words, plan), *_rounds(words, plan, owners or {}))
    return Telling((head, *parts), marks)


def tell_outlook(words: Words, profile: Profile, plan: Data, done: Collection[str]) -> str:
    """Where one stands once some practices of a plan are raised as it raises them: of all else nothing is changed. Empty where none is."""
    framework = words.framework
    to = {item["practice"]: framework.scale.index(item["to"]) for item in plan["items"] if item["practice"] in done}
    if not to:
        return ""
    after = stage_reached(framework, coverages(framework, replace(profile, ranks={**profile.ranks, **to})))
    return words.t("plan.outlook", count=len(to), stage=words.stage_name(after))


def tasks_in_words(words: Words, plan: Data, tasks: Sequence[Task]) -> str:
    """A plan as lines to paste: what it is, and a line a task in the order of their days."""
    t = words.t
    lines = [t("plan.title", stage=words.stage_name(plan["target"]["order"]))]
    for task in tasks:
        line = t("plan.task", day=words.day(task.due.isoformat()), practice=task.practice, task=task.title)
        lines.append(t("plan.task.owner", task=line, owner=task.owner) if task.owner else line)
    return "".join(f"{line}\n" for line in lines)


def cheapest(words: Words, plan: Data) -> str:
    """How many practices a plan raises at what effort in all, and whether it is proven that no plan is cheaper."""
    effort = words.effort(plan["cost"], sum(_steps_up(words, item) for item in plan["items"]))
    values = {"count": len(plan["items"]), "effort": effort, "bound": plan["lower_bound"]}
    return words.t("plan.cheapest" if plan["cost"] == plan["lower_bound"] else "plan.found", **values)


def reasons(words: Words, plan: Data) -> Iterator[Items]:
    """Why the target of a plan cannot be reached, if it cannot."""
    if plan["reasons"]:
        yield Items(tuple(_reason(words, reason) for reason in plan["reasons"]))


def work(words: Words, plan: Data) -> tuple[Step, ...]:
    """The plan's steps, in its order, without what is open."""
    return tuple(_step(words, item) for item in plan["items"] if not is_open(item))


def _to_raise(words: Words, plan: Data) -> Iterator[Section]:
    if found := work(words, plan):
        yield Section("steps", words.t("plan.steps"), (Steps(found),))


def _to_find_out(words: Words, plan: Data) -> Iterator[Section]:
    found = [item for item in plan["items"] if is_open(item)]
    if found:
        steps = tuple(replace(_step(words, item), then="", effort="", about="", note="") for item in found)
        said = Paragraph(words.t("report.lift.assumed", count=len(found)))
        yield Section("lift", words.t("report.lift"), (said, Steps(steps)))


def _step(words: Words, item: Data) -> Step:
    t, because = words.t, item["because"]
    return Step(
        name=(words.practice(item["practice"]),),
        now=words.answer(item["answer"]),
        then=words.answer(item["to"]),
        effort=words.effort(item["cost"], _steps_up(words, item)),
        first=words.next(item["practice"], item["answer"]),
        about=words.framework.practice[item["practice"]].answers[item["to"]].anchor,
        tags=tuple(map(words.stage_tag, item["meets"])),
        note=words.in_a_line(f"{t('plan.because')} ", because) if because else "",
        practice=item["practice"],
    )


def _steps_up(words: Words, item: Data) -> int:
    """By how many answers an item of a plan raises its practice."""
    scale = words.framework.scale
    return scale.index(item["to"]) - scale.index(item["from"])


def _rounds(words: Words, plan: Data, owners: Mapping[str, str]) -> Iterator[Section]:
    left_out = {item["practice"] for item in plan["items"] if is_open(item)}
    for part in plan["rounds"]:
        if not left_out.issuperset(part["practices"]):
            yield _round(words, part, left_out, owners)


def _round(words: Words, part: Data, left_out: Collection[str], owners: Mapping[str, str]) -> Section:
    t, steps = words.t, part["steps"]
    blocks: list[Block] = []
    if actions := [
        {**action, "role": owners.get(action["practice"]) or action["role"]}
        for step in steps
        for action in step["actions"]
        if action["practice"] not in left_out
    ]:
        blocks.append(_days(words, steps[0]["from_day"], steps[-1]["to_day"], actions))
        columns = (
            Column(t("actions.day"), "number"),
            Column(t("result.practice")),
            Column(t("actions.action")),
            Column(t("actions.role")),
        )
        rows = tuple((str(a["day"]), (words.practice(a["practice"]),), a["action"], a["role"]) for a in actions)
        blocks.append(Table(columns, rows))
    if undated := [key for key in part["undated"] if key not in left_out]:
        blocks.append(Paragraph((*words.in_a_line(f"{t('plan.undated')} ", undated), "."), "fine"))
    title = t("plan.round", first=steps[0]["from_day"], last=steps[-1]["to_day"])
    return Section("round", title, tuple(blocks))


def _days(words: Words, first: int, last: int, actions: Sequence[Data]) -> Days:
    """When something of each practice is due, in the order in which they begin."""
    lanes = []
    for practice in dict.fromkeys(action["practice"] for action in actions):
        own = [action for action in actions if action["practice"] == practice]
        roles = {action["role"] for action in own}
        who = own[0]["role"] if len(roles) == 1 else ""
        lanes.append(Lane(words.named(practice), who, tuple(action["day"] for action in own)))
    due = [action["day"] for action in actions]
    told = words.t("plan.days", count=len(actions), first=min(due), last=max(due))
    return Days(first, last, tuple(lanes), told, words.t("plan.days.name"))


def _reason(words: Words, reason: Data) -> Text:
    t, stage = words.t, words.stage_name(words.framework.stage_order[reason["stage"]])
    if reason["why"] == "not-rated":
        return t("plan.why.not-rated", stage=stage)
    needed = t("plan.why.excluded", stage=stage, needed=reason["needed"], possible=reason["possible"])
    return (*words.in_a_line(f"{needed} ", reason["practices"]), ".")
