"""A team, told: several assessments read together. The numbers come from the team's data (`cxcore.compare.team`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cxcore.compare.team import LEAST
from cxcore.view.blocks import Block, Cell, Column, Fact, Facts, Head, Items, Paragraph, Section, Spread, Table, Telling
from cxcore.view.leading import few, lies_at, unnamed
from cxcore.view.words import Words, capitalised

type Data = Mapping[str, Any]

SHOWN = 8
"""So many disagreements, and so many gaps between groups, are seen at once."""


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
    return Telling(blocks, {"team": True, "respondents": team["respondents"]})


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
            Fact(t("team.alpha"), _number(words, team["alpha"]), t("team.alpha.help")),
            Fact(t("team.agreement"), _percent(words, team["percent_agreement"]), t("team.agreement.help")),
        )
    )


def _disagreements(words: Words, team: Data) -> Iterator[Section]:
    if team["disagreements"]:
        by_id = {practice["practice"]: practice for practice in team["practices"]}
        table = _readings(words, [by_id[key] for key in team["disagreements"]], SHOWN)
        yield Section("disagreements", words.t("team.disagreements"), (table,))


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
        answers = " · ".join(words.framework.answer_names.values())
        blocks += [Paragraph(t("team.counts", answers=answers), "fine"), _readings(words, listed)]
    if withheld := sum(practice["withheld"] for practice in team["practices"]):
        blocks.append(Paragraph(t("team.withheld", count=withheld, least=LEAST), "fine"))
    return Section("practices", t("team.practices"), tuple(blocks))


def _readings(words: Words, practices: Sequence[Data], shown: int | None = None) -> Table:
    t = words.t
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
            Spread(tuple(practice["counts"]), " · ".join(map(str, practice["counts"]))),
            str(practice["not_applicable"] or ""),
            _number(words, practice["leik"]),
        )
        for practice in practices
    )
    return Table(columns, rows, None if shown is None else words.rest(practices, shown))


def _median(words: Words, answer: str | None) -> Cell:
    return "–" if answer is None else (words.answer_tag(answer),)


def _number(words: Words, number: Mapping[str, str] | None) -> str:
    return words.t("result.undefined") if number is None else number["value"]


def _percent(words: Words, number: Mapping[str, str] | None) -> str:
    return words.t("result.undefined") if number is None else words.t("report.percent", percent=number["value"])
