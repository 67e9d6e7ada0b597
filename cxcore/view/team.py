"""A team, told: several assessments read together. The numbers come from the team's data (`cxcore.compare.team`).

`tell_team` tells all of it, with what people disagree on before what they agree on. `tell_topic` tells one practice for a group that
sits together and talks about it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from cxcore.compare.team import LEAST
from cxcore.model import Kind
from cxcore.view.blocks import (
    Block,
    Cell,
    Column,
    Fact,
    Facts,
    Head,
    Items,
    Paragraph,
    Section,
    Spread,
    Table,
    Telling,
)
from cxcore.view.leading import few, lies_at, unnamed
from cxcore.view.words import Words, capitalised

type Data = Mapping[str, Any]

SHOWN = 8
"""So many disagreements, and so many gaps between groups, are seen at once."""
ALIKE = Fraction(4, 5)
"""From this share of agreeing pairs on, a low α says more of how much alike the answers are than of disagreement."""
FIRM, LOW = Fraction(4, 5), Fraction(2, 3)
"""From and up to which α one can build on what all say, and cannot (K. Krippendorff, Content Analysis, 2nd edition 2004, page 241)."""


def tell_team(words: Words, team: Data) -> Telling:
    """A team in full. `team` is what `cxcore.compare.team.Team.to_dict` gives, of the same framework."""
    t = words.t
    stage = words.reached(team["stage"]["order"]) if team["headline"] == "stage" else unnamed(words)
    title = t("team.title", count=team["respondents"], stage=stage)
    blocks: tuple[Block, ...] = (
        Head(title, about=words.model(), lines=tuple(_open(words, team))),
        _figures(words, team),
        *_disagreements(words, team),
        *_groups(words, team),
        *_gaps(words, team),
        _practices(words, team),
    )
    running = " · ".join((words.framework.name, t("team.running", count=team["respondents"])))
    return Telling(blocks, {"team": True, "respondents": team["respondents"], "running": running})


def topics(team: Data) -> list[str]:
    """The practices in the order in which to talk about them: what people disagree on first, then all others as they are listed."""
    others = [each["practice"] for each in team["practices"] if each["practice"] not in team["disagreements"]]
    return [*team["disagreements"], *others]


def tell_topic(words: Words, team: Data, practice: str) -> Telling:
    """One practice to talk about: its question, what each answer looks like, and how many gave it."""
    t = words.t
    reading = next(each for each in team["practices"] if each["practice"] == practice)
    found = words.framework.practice[practice]
    withheld = reading["withheld"]
    columns = (Column(t("team.answer")), Column(t("team.seen")), Column(t("team.people"), "number"))
    line, goal = _line(words, team), _goal(words, team)
    met = t("team.line") if words.framework.kind is Kind.ADOPTION else t("team.line.rubric", stage=words.stage(goal))
    rows: list[tuple[Cell, ...]] = []
    for rank, answer in enumerate(words.framework.scale):
        if rank and rank == line:
            rows.append((met, "", ""))
        count: Cell = "" if withheld else Spread((reading["counts"][rank],), str(reading["counts"][rank]))
        rows.append(((words.answer_tag(answer),), found.answers[answer].anchor, count))
    blocks: tuple[Block, ...] = (
        Head(words.practice(practice).name, lines=(found.question,)),
        Table(columns if not withheld else columns[:2], tuple(row if not withheld else row[:2] for row in rows)),
        *_said(words, team, reading),
    )
    return Telling(blocks, {"topic": practice})


def _said(words: Words, team: Data, reading: Data) -> Iterator[Paragraph]:
    """What there is to say of the answers to a practice, beside their counts."""
    t = words.t
    if reading["withheld"]:
        yield Paragraph(t("team.topic.withheld", least=LEAST), "note")
        return
    parts = [] if reading["median"] is None else [t("team.topic.median", answer=words.answer(reading["median"]))]
    if reading["not_applicable"]:
        parts.append(t("team.topic.not_applicable", count=reading["not_applicable"]))
    if silent := team["respondents"] - sum(reading["counts"]) - reading["not_applicable"]:
        parts.append(t("team.topic.silent", count=silent))
    yield Paragraph(" ".join(parts))
    for gap in team["gaps"]:
        if gap["practice"] == reading["practice"] and gap["gap"]:
            named = [f"{group}: {words.answer(answer)}" for group, answer in gap["medians"].items()]
            yield Paragraph(t("team.topic.groups", groups=" · ".join(named)))
    if _alone(reading):
        yield Paragraph(t("team.topic.alone"), "note")


def _alone(reading: Data) -> bool:
    """Whether a person stands alone with what they said, so that others may guess who it was."""
    return not reading["withheld"] and 1 in (*reading["counts"], reading["not_applicable"])


def _line(words: Words, team: Data) -> int:
    """The rank from which on a practice is met: in a rubric at the stage that the team is on its way to."""
    return words.framework.meeting_rank(_goal(words, team))


def _goal(words: Words, team: Data) -> int:
    """The order of the stage that the team is on its way to."""
    order: int = team["stage"]["order"]
    return min(order + 1, len(words.framework.stages))


def _open(words: Words, team: Data) -> Iterator[str]:
    """How far the practices could move the stage for which nobody has given a level."""
    t, (low, high) = words.t, team["stage_interval"]
    if not team["answered"]["unanswered"]:
        return
    if low != high:
        yield t("team.open.range", low=words.stage(low), high=words.stage(high))
    elif team["headline"] == "stage":
        yield t("team.open.sure")
    else:
        yield t("team.open.one", stage=words.stage(low))


def _own(words: Words, team: Data) -> Fact:
    """The range of the respondents' own stages, over those who answered enough to have one."""
    t, having = words.t, team["respondents_with_stage"]
    if not having:
        return Fact(t("team.own"), unnamed(words))
    low, high = map(words.stage, team["stages_of_respondents"])
    text = t("team.own.help", noun=words.noun)
    if having < team["respondents"]:
        text = f"{t('team.own.some', count=having, noun=words.noun)} {text}"
    return Fact(t("team.own"), capitalised(low) if low == high else f"{capitalised(low)} – {high}", text)


def _figures(words: Words, team: Data) -> Facts:
    t, counts = words.t, team["answered"]
    return Facts(
        (
            Fact(t("team.respondents"), str(team["respondents"])),
            Fact(
                t("team.answered"),
                t("team.answered.of", answered=counts["answered"], applicable=counts["applicable"]),
                t("team.answered.help"),
            ),
            _own(words, team),
            Fact(t("team.agreement"), _percent(words, team["percent_agreement"]), t("team.agreement.help")),
            Fact(t("team.alpha"), _number(words, team["alpha"]), _of_alpha(words, team)),
        )
    )


def _of_alpha(words: Words, team: Data) -> str:
    """What α says here: how firm it is, or why it is low or undefined although people agree."""
    t, alpha, pairs = words.t, team["alpha"], team["percent_agreement"]
    if pairs is None:
        return t("team.alpha.no_pairs")
    if alpha is None:
        return t("team.alpha.undefined")
    value = Fraction(alpha["exact"])
    if value < LOW and Fraction(pairs["exact"]) >= ALIKE:
        return t("team.alpha.alike")
    return f"{t('team.alpha.help')} {t('team.alpha.firm' if value >= FIRM else 'team.alpha.some' if value >= LOW else 'team.alpha.low')}"


def _disagreements(words: Words, team: Data) -> Iterator[Section]:
    if team["disagreements"]:
        by_id = {practice["practice"]: practice for practice in team["practices"]}
        table = _readings(words, team, [by_id[key] for key in team["disagreements"]], SHOWN)
        yield Section(
            "disagreements", words.t("team.disagreements"), (_key(words, team), table, *_standing_alone(words, team))
        )


def _key(words: Words, team: Data) -> Paragraph:
    """How counts are to be read: the answers in their order, and where a practice is met."""
    t, line = words.t, _line(words, team)
    answers = _barred(list(words.framework.answer_names.values()), line)
    if not line:
        return Paragraph(t("team.counts", answers=answers), "fine")
    if words.framework.kind is Kind.ADOPTION:
        return Paragraph(t("team.counts.met", answers=answers), "fine")
    return Paragraph(t("team.counts.rubric", answers=answers, stage=words.stage(_goal(words, team))), "fine")


def _standing_alone(words: Words, team: Data) -> Iterator[Paragraph]:
    """A warning where what is shown may tell what a single person said."""
    if alone := sum(map(_alone, team["practices"])):
        yield Paragraph(words.t("team.alone", count=alone), "note")


def _alike(words: Words, group: Data) -> Iterator[Paragraph]:
    """A warning where all of a group said the same, so that one knows what each of them said."""
    everybody = group["respondents"]
    said = [(*each["counts"], each["not_applicable"]) for each in group["practices"] if not each["withheld"]]
    if alike := sum(everybody in counts for counts in said):
        yield Paragraph(words.t("team.alike", group=group["group"], count=alike, people=everybody), "note")


def _groups(words: Words, team: Data) -> Iterator[Section]:
    t = words.t
    blocks: list[Block] = []
    if team["groups"]:
        columns = (
            Column(t("team.group")),
            Column(t("team.respondents"), "number"),
            Column(capitalised(words.noun)),
            Column(t("team.alpha"), "number"),
        )
        rows = tuple(
            (
                group["group"],
                str(group["respondents"]),
                lies_at(words, group["headline"], group["stage"]["order"], group["stage_interval"]),
                _number(words, group["alpha"]),
            )
            for group in team["groups"]
        )
        blocks.append(Table(columns, rows))
        blocks += few(words, (group["headline"] for group in team["groups"]))
        blocks += [warning for group in team["groups"] for warning in _alike(words, group)]
    if team["groups_withheld"]:
        blocks.append(Paragraph(t("team.groups_withheld", least=LEAST), "fine"))
        blocks.append(Items(tuple(team["groups_withheld"])))
    if blocks:
        yield Section("groups", t("team.groups"), tuple(blocks))


def _gaps(words: Words, team: Data) -> Iterator[Section]:
    t, names = words.t, [group["group"] for group in team["groups"]]
    gaps = [gap for gap in team["gaps"] if gap["gap"]]
    if not gaps:
        return
    columns = (Column(t("result.practice")), *map(Column, names), Column(t("team.steps"), "number"))
    rows = tuple(
        (
            (words.practice(gap["practice"]),),
            *(_median(words, gap["medians"].get(name)) for name in names),
            str(gap["gap"]),
        )
        for gap in gaps
    )
    yield Section("differences", t("team.gaps"), (Table(columns, rows, words.rest(gaps, SHOWN)),))


def _practices(words: Words, team: Data) -> Section:
    t, blocks = words.t, list[Block]()
    if listed := [practice for practice in team["practices"] if not practice["withheld"]]:
        blocks += [_key(words, team), _readings(words, team, listed)]
    if withheld := sum(practice["withheld"] for practice in team["practices"]):
        blocks.append(Paragraph(t("team.withheld", count=withheld, least=LEAST), "fine"))
    return Section("practices", t("team.practices"), tuple(blocks))


def _readings(words: Words, team: Data, practices: Sequence[Data], shown: int | None = None) -> Table:
    t, line = words.t, _line(words, team)
    columns = (
        Column(t("result.practice")),
        Column(t("team.median")),
        Column(t("team.answers")),
        Column(t("answer.not_applicable"), "number"),
        Column(t("team.leik"), "number"),
    )
    rows = tuple(
        (
            (words.practice(practice["practice"]),),
            _median(words, practice["median"]),
            Spread(tuple(practice["counts"]), _barred(list(map(str, practice["counts"])), line), line),
            str(practice["not_applicable"] or ""),
            _number(words, practice["leik"]),
        )
        for practice in practices
    )
    return Table(columns, rows, None if shown is None else words.rest(practices, shown))


def _barred(texts: Sequence[str], line: int) -> str:
    """`1 · 0 | 5 · 0`: one text for each answer, with a bar where the practice is met."""
    parts = (" · ".join(texts[:line]), " · ".join(texts[line:]))
    return " | ".join(part for part in parts if part)


def _median(words: Words, answer: str | None) -> Cell:
    return "–" if answer is None else (words.answer_tag(answer),)


def _number(words: Words, number: Mapping[str, str] | None) -> str:
    return words.t("result.undefined") if number is None else number["value"]


def _percent(words: Words, number: Mapping[str, str] | None) -> str:
    return words.t("result.undefined") if number is None else words.t("report.percent", percent=number["value"])
