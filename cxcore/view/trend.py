"""A trend, told: assessments over time. The numbers come from the trend's data (`cxcore.compare.trend`, `team_trend`)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from fractions import Fraction
from typing import Any

from cxcore.rounding import shown
from cxcore.view.blocks import Block, Cell, Column, Head, Items, Line, Paragraph, Point, Section, Table, Telling
from cxcore.view.leading import few, lies_at, unnamed
from cxcore.view.reviews import review
from cxcore.view.words import Words, capitalised

type Data = Mapping[str, Any]

LISTS = ("up", "down", "answered", "not_applicable")
"""The lists of practices that moved, in the order in which they are told."""


def tell_trend(words: Words, trend: Data) -> Telling:
    """A trend in full. `trend` is what `Trend.to_dict` or `TeamTrend.to_dict` gives, of the same framework."""
    blocks: tuple[Block, ...] = (
        Head(_title(words, trend), about=words.model()),
        _points(words, trend),
        *_line(words, trend),
        *_same_day(words, trend),
        *few(words, (point["headline"] for point in trend["points"])),
        *(_comparison(words, trend, comparison) for comparison in trend["comparisons"]),
        *_pairs(words, trend),
    )
    return Telling(blocks, {"trend": True})


def _title(words: Words, trend: Data) -> str:
    ends = trend["points"][0], trend["points"][-1]
    first, last = (words.stage_name(point["stage_reached"]["order"]) for point in ends)
    named = [point["headline"] == "stage" for point in ends]
    if named == [False, False]:
        return words.t("trend.unnamed", noun=words.noun)
    if named == [False, True]:
        return words.t("trend.unnamed.before", stage=capitalised(last), noun=words.noun)
    if named == [True, False]:
        return words.t("trend.unnamed.now", unnamed=unnamed(words), stage=first)
    if first == last:
        return words.t("trend.same", stage=capitalised(first))
    return words.t("trend.title", old=first, new=last)


def _points(words: Words, trend: Data) -> Table:
    """The ends, and what lies between. How many answered is said of a team."""
    t, team = words.t, trend["sign_test"] is not None
    columns = (
        Column(t("trend.taken")),
        *([Column(t("team.respondents"), "number")] if team else []),
        Column(capitalised(words.noun)),
        Column(t("result.strict")),
        Column(t("result.index"), "number"),
        Column(t("team.answered"), "number"),
        Column(t("trend.to_target", stage=words.stage(trend["target"]["order"])), "number"),
    )
    return Table(columns, tuple(_point(words, point, team) for point in trend["points"]))


def _point(words: Words, point: Data, team: bool) -> tuple[Cell, ...]:
    index, way, undefined = point["index"], point["to_target"], words.t("result.undefined")
    counts, named = point["answered"], point["headline"] == "stage"
    return (
        words.day(point["taken"]),
        *([str(point["respondents"])] if team else []),
        lies_at(words, point["headline"], point["stage_reached"]["order"], point["stage_interval"]),
        words.stage(point["strict_stage"]["order"]) if named else "–",
        undefined if index is None else index["value"],
        words.t("team.answered.of", answered=counts["answered"], applicable=counts["applicable"]),
        undefined if way is None else words.t("report.percent", percent=way["value"]),
    )


def _line(words: Words, trend: Data) -> Iterator[Line]:
    """Over more than two: the index, as far as it is defined, with the stage at each time; by their days, which are not equally far apart."""
    points = [point for point in trend["points"] if point["index"] is not None]
    if len(points) < 3:
        return
    days = [date.fromisoformat(point["taken"]).toordinal() for point in points]
    span = days[-1] - days[0]
    drawn = []
    for i, (point, day) in enumerate(zip(points, days, strict=True)):
        along = Fraction(day - days[0], span) if span else Fraction(i, len(points) - 1)
        order = point["stage_reached"]["order"] if point["headline"] == "stage" else None
        height, place = Fraction(point["index"]["exact"]) / 100, "?" if order is None else str(order)
        drawn.append(Point(along, height, point["index"]["value"], words.day(point["taken"]), place, order or 0))
    first, last = drawn[0], drawn[-1]
    told = words.t("trend.line", old=first.value, first=first.day, new=last.value, last=last.day)
    yield Line(tuple(drawn), told, words.t("trend.line.name", noun=words.noun))


def _same_day(words: Words, trend: Data) -> Iterator[Paragraph]:
    """Assessments of one day are in no order of time."""
    counts = Counter(point["taken"] for point in trend["points"])
    for day, count in counts.items():
        if count > 1:
            yield Paragraph(words.t("trend.same_day", count=count, day=words.day(day)), "fine")


def _comparison(words: Words, trend: Data, comparison: Data) -> Section:
    t = words.t
    old, new = (words.day(trend["points"][comparison[end]]["taken"]) for end in ("from", "to"))
    blocks: list[Block] = [_effects(words, comparison), *_cut(words, trend, comparison)]
    blocks += [_moved(words, name, comparison[name]) for name in LISTS if comparison[name]]
    if changes := comparison["framework"]:
        keys = ("practice", "reason", "before", "since")
        listed = Items(tuple(review(words, **{key: entry[key] for key in keys}) for entry in changes))
        blocks.append(Section("framework", t("trend.framework"), (listed,)))
    blocks.append(Paragraph(t("trend.unchanged", count=len(comparison["unchanged"])), "fine"))
    if comparison["withheld"]:
        blocks.append(Paragraph(t("trend.withheld", count=len(comparison["withheld"])), "fine"))
    return Section("comparison", t("trend.between", old=old, new=new), tuple(blocks))


def _effects(words: Words, comparison: Data) -> Table:
    t = words.t
    columns = (Column(t("trend.cause")), Column(capitalised(words.noun)), Column(t("result.index"), "number"))
    rows = tuple(
        (
            t(f"trend.cause.{effect['cause']}"),
            _arrow(*(_end(words, effect, end) for end in ("before", "after"))),
            t("result.undefined") if effect["index"] is None else _signed(effect["index"]["value"]),
        )
        for effect in comparison["effects"]
    )
    return Table(columns, rows)


def _cut(words: Words, trend: Data, comparison: Data) -> Iterator[Paragraph]:
    """Why the effects as printed do not add up to the difference as printed, where they do not."""
    ends = [trend["points"][comparison[end]]["index"] for end in ("from", "to")]
    values = [effect["index"] for effect in comparison["effects"]]
    if None in (*ends, *values):
        return
    before, after = (Fraction(end["value"]) for end in ends)
    parts = sum((Fraction(value["value"]) for value in values), Fraction())
    if parts != after - before:
        yield Paragraph(words.t("trend.cut", sum=_signed(shown(parts)), whole=_signed(shown(after - before))), "fine")


def _end(words: Words, effect: Data, end: str) -> str:
    return lies_at(words, effect[f"headline_{end}"], effect[f"stage_{end}"], effect[f"stage_interval_{end}"])


def _moved(words: Words, name: str, moves: Sequence[Data]) -> Section:
    t = words.t
    columns = (
        Column(t("result.practice")),
        Column(t("trend.before")),
        Column(t("trend.after")),
        Column(t("trend.evidence")),
    )
    rows = tuple(
        (
            (words.practice(move["practice"]),),
            _level(words, move["from"], move["states"][0]),
            _level(words, move["to"], move["states"][1]),
            t("result.yes") if move["new_evidence"] else "",
        )
        for move in moves
    )
    return Section(name.replace("_", "-"), t(f"trend.{name}", count=len(moves)), (Table(columns, rows),))


def _pairs(words: Words, trend: Data) -> Iterator[Section]:
    t, test = words.t, trend["sign_test"]
    if test is None:
        return
    counts = Paragraph(t("trend.pairs.counts", **{key: test[key] for key in ("pairs", "up", "down", "ties")}))
    if test["p"] is None:
        said = Paragraph(t("trend.pairs.few"), "fine")
    else:
        said = Paragraph(t("trend.pairs.p", p=test["p"]["value"], exact=test["p"]["exact"]))
    yield Section("pairs", t("trend.pairs"), (counts, said))


def _level(words: Words, answer: str | None, state: str) -> Cell:
    return words.t(f"answer.{state}") if answer is None else (words.answer_tag(answer),)


def _arrow(old: str, new: str) -> str:
    return capitalised(old) if old == new else f"{capitalised(old)} → {new}"


def _signed(value: str) -> str:
    """A difference with its sign: a true minus, a plus above 0."""
    return value.replace("-", "−") if value.startswith("-") else value if value == "0" else f"+{value}"
