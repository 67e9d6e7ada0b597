"""Blocks as HTML with inline SVG: for the page, for a file by itself and for pages of the site.

It prints what a telling says and knows no model and no score. It uses no inline style and no script, so that it stands under a
strict Content-Security-Policy; `docs/assets/stylesheets/report.css` has the look of every class here.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import isqrt

from cxcore.view.blocks import (
    Address,
    Bar,
    Bars,
    Block,
    Cell,
    Column,
    Days,
    Fact,
    Facts,
    Grid,
    GridRow,
    Head,
    Inline,
    Items,
    Lane,
    Line,
    Mark,
    Paragraph,
    Point,
    Receipt,
    Ref,
    Section,
    Spread,
    Stair,
    Step,
    Steps,
    Table,
    Tag,
    Telling,
    Text,
    Tread,
)
from cxcore.view.html import Html, element, join

ACROSS = 5
"""So many dots stand beside each other at least, in a column of a strip."""


def html_of(telling: Telling, site: str | None = "", level: int = 3, title_level: int | None = None) -> Html:
    """A telling as one `article`, with its marks as data attributes.

    `site` leads from the page to the site's root, for links; None leaves links out. `level` is that of the headings, `title_level`
    that of the title where it is another one.
    """
    printer = _Printer(site, level, level if title_level is None else title_level)
    marks = {f"data_{name}": value for name, value in telling.marks.items()}
    return element("article", *map(printer.block, telling.blocks), class_="cx-report", **marks)


@dataclass(frozen=True, slots=True)
class _Printer:
    site: str | None
    level: int
    title_level: int

    def block(self, block: Block) -> Html:
        match block:
            case Head():
                return self.head(block)
            case Section():
                return self.section(block)
            case Paragraph():
                return self.paragraph(block)
            case Facts(rows):
                return element("dl", *map(self.fact, rows), class_="cx-figures")
            case Items(items, kind):
                listed = [element("li", self.text(item)) for item in items]
                return element("ul", *listed, class_="cx-inline" if kind == "names" else None)
            case Bars(rows):
                return element("ol", *map(self.bar, rows), class_="cx-bars")
            case Stair():
                return self.stair(block)
            case Steps():
                return self.steps(block)
            case Table():
                return self.table(block)
            case Grid():
                return self.grid(block)
            case Line():
                return _line(block)
            case Days():
                return _days(block)

    def head(self, head: Head) -> Html:
        whose = [element("p", head.whose, class_="cx-report__for")] if head.whose else []
        about = [element("p", head.about, class_="cx-fine")] if head.about else []
        title = element(f"h{self.title_level}", head.title, class_="cx-report__headline")
        lines = [element("p", line) for line in head.lines]
        return element("header", *whose, title, *lines, *about, class_="cx-report__head")

    def section(self, section: Section) -> Html:
        within = _Printer(self.site, self.level + 1, self.title_level)
        title = element(f"h{self.level}", section.title)
        return element("section", title, *map(within.block, section.blocks), class_=f"cx-report__{section.key}")

    def paragraph(self, paragraph: Paragraph) -> Html:
        text = self.text(paragraph.text)
        if paragraph.tone == "lead":
            return element("p", element("strong", text))
        classes = {"fine": "cx-fine", "note": "cx-note"}
        return element("p", text, class_=classes.get(paragraph.tone))

    # Figures

    def fact(self, fact: Fact) -> Html:
        value = self.receipt(element("strong", fact.value), fact.receipt)
        detail = [element("span", fact.detail)] if fact.detail else []
        return element("div", element("dt", fact.name), element("dd", value, *detail))

    def stair(self, stair: Stair) -> Html:
        """The drawing, and beside it in words what it shows."""
        said = element("ol", *(self.bar(tread.bar, drawn=False) for tread in stair.treads), class_="cx-bars")
        return element("div", _stair(stair), said, class_="cx-stair")

    def bar(self, bar: Bar, drawn: bool = True) -> Html:
        note = [element("span", bar.note, class_="cx-bars__note")] if bar.note else []
        return element(
            "li",
            element("span", bar.name, class_="cx-bars__name"),
            *([_drawing(bar)] if drawn else []),
            element("div", self.receipt(" · ".join(bar.words), bar.receipt), class_="cx-bars__count"),
            element("span", bar.band or "–", class_="cx-band"),
            *note,
            class_=f"cx-bars__row cx-stage-{bar.stage}" + (" is-reached" if bar.reached else ""),
        )

    def receipt(self, figure: str, receipt: Receipt) -> Html:
        """A figure, which opens to what it was worked out from."""
        if not receipt:
            return join(figure)
        content = element("div", *map(self.block, receipt), class_="cx-receipt__slip")
        return element("details", element("summary", figure), content, class_="cx-receipt")

    # What to do

    def steps(self, steps: Steps) -> Html:
        shown = len(steps.items) if steps.rest is None else steps.rest.shown
        first = self.step_list(steps.items[:shown], 1) if shown else join()
        if steps.rest is None:
            return first
        return join(first, _folded(steps.rest.words, self.step_list(steps.items[shown:], shown + 1)))

    def step_list(self, items: tuple[Step, ...], start: int) -> Html:
        return element("ol", *map(self.step, items), class_="cx-gaps", start=start)

    def step(self, step: Step) -> Html:
        now, then = element("span", step.now, class_="cx-gap__now"), element("span", step.then, class_="cx-gap__then")
        raised = (" → ", then, " ", element("span", step.effort, class_="cx-fine")) if step.then else ()
        return element(
            "li",
            element("p", self.text(step.name), class_="cx-gap__name"),
            element("p", now, *raised),
            *(element("p", text) for text in (step.first, step.about) if text),
            *([element("p", *map(self.inline, step.tags), class_="cx-facts")] if step.tags else []),
            *([element("p", self.text(step.note), class_="cx-fine")] if step.note else []),
            data_practice=step.practice or None,
        )

    # Tables

    def table(self, table: Table) -> Html:
        shown = len(table.rows) if table.rest is None else table.rest.shown
        first = self.plain_table(table.columns, table.rows[:shown])
        if table.rest is None:
            return first
        return join(first, _folded(table.rest.words, self.plain_table(table.columns, table.rows[shown:])))

    def plain_table(self, columns: tuple[Column, ...], rows: tuple[tuple[Cell, ...], ...]) -> Html:
        head = element("tr", *(element("th", column.name, scope="col", class_=_kind(column)) for column in columns))
        body = [
            element(
                "tr",
                *(self.cell(column, cell, i == 0) for i, (column, cell) in enumerate(zip(columns, row, strict=True))),
            )
            for row in rows
        ]
        return element("div", element("table", element("thead", head), element("tbody", *body)), class_="cx-scroll")

    def cell(self, column: Column, cell: Cell, first: bool) -> Html:
        content = _spread(cell) if isinstance(cell, Spread) else self.text(cell)
        if first:
            return element("th", content, scope="row")
        # On a narrow screen rows are stacked, and each cell says which column it is of.
        return element("td", content, data_label=f"{column.name}:", class_=_kind(column))

    def grid(self, grid: Grid) -> Html:
        heads = [element("th", element("abbr", mark.letter, title=mark.words), scope="col") for mark in grid.scale]
        head = element("thead", element("tr", element("th", grid.name, scope="col"), *heads))
        wide = len(grid.scale)
        bodies = [
            element(
                "tbody",
                element("tr", element("th", title, colspan=wide + 1, scope="rowgroup"), class_="cx-heat__group"),
                *(self.grid_row(row, wide) for row in rows),
            )
            for title, rows in grid.groups
        ]
        return element("table", element("caption", grid.caption), head, *bodies, class_="cx-heat")

    def grid_row(self, row: GridRow, wide: int) -> Html:
        notes = [element("span", note, class_="cx-heat__note") for note in row.notes]
        answer = _mark(row.answer)
        if row.rank is None:
            cells = [element("td", answer, colspan=wide, class_="cx-heat__other" if row.answer.letter else None)]
        else:
            chosen = element("td", answer, class_=f"cx-rank-{row.rank} is-chosen")
            cells = [chosen if i == row.rank else element("td") for i in range(wide)]
        return element("tr", element("th", self.text(row.name), *notes, scope="row"), *cells)

    # In a line

    def text(self, text: Text) -> Html:
        return join(text) if isinstance(text, str) else join(*map(self.inline, text))

    def inline(self, part: Inline) -> str:
        match part:
            case Ref(name, path):
                return element("span", name) if self.site is None else element("a", name, href=f"{self.site}{path}")
            case Address(url):
                return element("a", url, href=url)
            case Tag(text, "urgent"):
                return element("span", text, class_="cx-tag cx-tag--blocks")
            case Tag(text, kind, place):
                return element("span", text, class_=f"cx-tag cx-{kind}-{place}")
            case _:
                return part


def _folded(words: str, content: Html) -> Html:
    return element("details", element("summary", words), content, class_="cx-fold")


def _drawing(bar: Bar) -> Html:
    end = bar.part + bar.open
    return element(
        "svg",
        element("rect", width="100", height="10", class_="cx-bar__ground"),
        element("rect", width=_place(bar.part), height="10", class_="cx-bar__fill"),
        *([element("rect", x=_place(bar.part), width=_place(bar.open), height="10", class_="cx-bar__open")] if end > bar.part else []),
        *(_upright(at, "cx-bar__cut") for at in bar.cuts),
        *(_upright(at, "cx-bar__mark") for at in bar.marks),
        viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true", class_="cx-bar",
    )  # fmt: skip


STAIR_WIDE, STEP_HIGH, RISE, FLOOR, HEADROOM = 320, 84, 28, 20, 16
"""The drawing of a stair: its width, the height of a step, how much higher each stands than the one before, and the room below and above."""


def _stair(stair: Stair) -> Html:
    """Each step as a vessel, filled from below; cut where one of the things that are counted ends and the next begins."""
    count = len(stair.treads)
    high = HEADROOM + STEP_HIGH + RISE * (count - 1)
    wide = Fraction(STAIR_WIDE, count)
    steps = [_tread(tread, place, wide, high) for place, tread in enumerate(stair.treads)]
    return element(
        "svg", *steps, viewBox=f"0 0 {STAIR_WIDE} {high + FLOOR}", aria_hidden="true", class_="cx-stair__drawing"
    )


def _tread(tread: Tread, place: int, wide: Fraction, high: int) -> Html:
    bar, foot = tread.bar, Fraction(high - RISE * place)
    left, right, middle = wide * place + 1, wide * (place + 1) - 1, wide * place + wide / 2

    def box(low: Fraction, part: Fraction, class_: str) -> Html:
        size = {"width": _at(right - left), "height": _at(part * STEP_HIGH)}
        return element("rect", x=_at(left), y=_at(foot - (low + part) * STEP_HIGH), **size, class_=class_)

    def across(at: Fraction, class_: str) -> Html:
        y = _at(foot - at * STEP_HIGH)
        return element("line", x1=_at(left), x2=_at(right), y1=y, y2=y, class_=class_)

    below = element(
        "rect", x=_at(left), y=_at(foot), width=_at(right - left), height=RISE * place, class_="cx-stair__below"
    )
    # Above the line, which is what is lacking to it; a line near the top leaves its words no room but above the step.
    lack = [
        element("text", tread.lack, x=_at(middle), y=_at(foot - mark * STEP_HIGH - 4), class_="cx-stair__lack")
        for mark in bar.marks[:1]
        if tread.lack
    ]
    return element(
        "g",
        *([below] if place else []),
        box(Fraction(0), Fraction(1), "cx-bar__ground"),
        box(Fraction(0), bar.part, "cx-bar__fill"),
        *([box(bar.part, bar.open, "cx-bar__open")] if bar.open else []),
        *(across(at, "cx-bar__cut") for at in bar.cuts),
        *(across(at, "cx-bar__mark") for at in bar.marks),
        *lack,
        element("text", tread.label, x=_at(middle), y=high + FLOOR - 6, class_="is-reached" if bar.reached else None),
        class_="cx-stair__step",
    )


def _at(place: Fraction) -> str:
    """A coordinate as it stands, in hundredths, rounded down."""
    return _place(place / 100)


def _upright(at: Fraction, class_: str) -> Html:
    return element("line", x1=_place(at), x2=_place(at), y1="0", y2="10", class_=class_)


def _mark(mark: Mark) -> Html:
    """A letter for the eye, and the words for the ear."""
    return join(*_letter(mark), element("span", mark.words, class_="cx-hidden"))


def _letter(mark: Mark) -> Iterator[Html]:
    if mark.letter:
        yield element("span", mark.letter, aria_hidden="true")


def _spread(spread: Spread) -> Html:
    """A dot for each who answered, in a column for each answer, and the line where the practice is met; beside it the words.

    All columns are equally wide, so that strips below each other can be compared. Where many gave one answer, more dots stand in a
    row, and the strip gets no higher than about an eighth of its width.
    """
    most, ranks = max(spread.counts), len(spread.counts)
    across = max(ACROSS, isqrt(2 * most) + 1)
    width = Fraction(1, ranks)
    pad = width / 12
    size = (width - 2 * pad) / across
    height = size * max(1, -(-most // across))
    grounds, dots = [], []
    for rank, count in enumerate(spread.counts):
        left = width * rank
        ground = {"x": _place(left + pad / 2), "width": _place(width - pad), "height": _place(height)}
        grounds.append(element("rect", **ground, class_=f"cx-rank-{rank}"))
        for place in range(count):
            row, column = divmod(place, across)
            x, y = left + pad + size * column + size / 2, height - size * row - size / 2
            dots.append(element("circle", cx=_place(x), cy=_place(y), r=_place(size * 2 / 5)))
    at = _place(Fraction(spread.line, ranks))
    line = [element("line", x1=at, x2=at, y1="0", y2=_place(height))] if spread.line else []
    box = f"0 0 100 {_place(height)}"
    drawing = element("svg", *grounds, *dots, *line, viewBox=box, aria_hidden="true", class_="cx-spread")
    return join(drawing, element("span", spread.words))


WIDE, HIGH, EDGE, TOP = 320, 150, 22, 34
"""The drawing of a line: its size, and the room beside the places where the first and the last value stand and above a full height."""


def _line(line: Line) -> Html:
    """The values as circles on a line. What is written at the first and the last stands in the words too."""
    circles = [_circle(point) for point in line.points]
    first, last = line.points[0], line.points[-1]
    grid = [
        element("line", x1="0", x2=WIDE, y1=_down(height), y2=_down(height), class_="cx-line__grid")
        for height in (Fraction(0), Fraction(1))
    ]
    way = " ".join(f"{_along(point.along)},{_down(point.height)}" for point in line.points)
    drawing = element(
        "svg",
        element("text", line.name, x="0", y="12"),
        *grid,
        element("polyline", points=way, class_="cx-line__way"),
        *circles,
        element("text", first.day, x="0", y=HIGH - 2),
        element("text", last.day, x=WIDE, y=HIGH - 2, text_anchor="end"),
        viewBox=f"0 0 {WIDE} {HIGH}", aria_hidden="true",
    )  # fmt: skip
    return element("figure", drawing, element("figcaption", line.words), class_="cx-line")


def _days(days: Days) -> Html:
    """A lane each, with a mark for each day; the numbers stand in the table that follows too, so that nobody need hear them twice."""
    lanes = [
        element(
            "div",
            element(
                "span",
                element("strong", lane.name),
                *([" ", element("span", lane.who)] if lane.who else []),
                class_="cx-days__name",
            ),
            _lane(days, lane),
            class_="cx-days__lane",
        )
        for lane in days.lanes
    ]
    drawing = element("div", element("p", days.name, class_="cx-days__about"), *lanes, aria_hidden="true")
    return element("figure", drawing, element("figcaption", days.words), class_="cx-days")


def _lane(days: Days, lane: Lane) -> Html:
    def at(day: int) -> str:
        return _along(Fraction(day - days.first, max(days.last - days.first, 1)))

    marks = [
        element(
            "g",
            element("circle", cx=at(day), cy="14", r="12"),
            element("text", str(day), x=at(day), y="14", dy="0.35em"),
        )
        for day in lane.days
    ]
    way = element("line", x1=at(days.first), x2=at(days.last), y1="14", y2="14")
    return element("svg", way, *marks, viewBox=f"0 0 {WIDE} 28")


def _circle(point: Point) -> Html:
    x, y = _along(point.along), _down(point.height)
    disc = element("circle", cx=x, cy=y, r="9")
    return element(
        "g", disc, element("text", point.place, x=x, y=y, dy="0.35em"), class_=f"cx-line__point cx-stage-{point.stage}"
    )


def _along(part: Fraction) -> str:
    return _place(Fraction(EDGE + part * (WIDE - 2 * EDGE), 100))


def _down(height: Fraction) -> str:
    return _place(Fraction(TOP + (1 - height) * (HIGH - TOP - 36), 100))


def _kind(column: Column) -> str | None:
    return "is-number" if column.kind == "number" else None


def _place(part: Fraction) -> str:
    """A part of 1 as a coordinate from 0 to 100, in hundredths, rounded down."""
    hundredths = int(part * 10000)
    return f"{hundredths // 100}.{hundredths % 100:02d}"
