"""The report as HTML with inline SVG: the same on the page, from the command line and in the sample report.

Rendering puts the report's numbers into words and marks; it computes no score. It uses no inline style and no script, so
that it stands under a strict Content-Security-Policy. Texts come from the message catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cxcore.model import Assessment, Framework, Kind, Practice, Response, State
from cxcore.rounding import percent
from cxcore.view.html import Html, element, join
from cxcore.view.messages import Messages

SHOWN_GAPS = 8
"""So many gaps are listed at once; the rest is folded away."""

Report = Mapping[str, Any]


def render(
    framework: Framework,
    assessment: Assessment,
    report: Report,
    messages: Messages,
    site: str | None = "",
    level: int = 3,
) -> Html:
    """The report of `assessment` as one `article` element.

    `report` is the data that `cxcore.report.report` made of the same framework and assessment. `site` leads from the page
    to the site's root, for links to practices; None leaves links out. `level` is that of its headings.
    """
    return _Renderer(framework, assessment, report, messages, site, level).article()


def render_summary(framework: Framework, assessment: Assessment, report: Report, messages: Messages) -> Html:
    """The headline and the coverage of the stages alone, as `render` shows them, with headings of level 2 and no links."""
    renderer = _Renderer(framework, assessment, report, messages, None, 2)
    return element("div", renderer.head(), renderer.stages(), class_="cx-report")


@dataclass(frozen=True)
class _Renderer:
    framework: Framework
    assessment: Assessment
    report: Report
    t: Messages
    site: str | None
    level: int

    def article(self) -> Html:
        parts = (
            self.head(), self.figures(), self.stages(), self.why(), self.gaps(), self.lift(), self.aspects(), self.answers(),
        )  # fmt: skip
        note = element("p", self.t(f"report.note.{self.framework.kind}"), class_="cx-note")
        reached = self.report["stage_reached"]["order"]
        return element("article", *parts, note, class_="cx-report", data_report=True, data_stage_reached=reached)

    # The headline

    def head(self) -> Html:
        order = self.report["stage_reached"]["order"]
        count = len(self.framework.stages)
        if self.report["headline"] == "interval":
            headline = self.t("report.headline.interval", noun=self.noun)
        elif order == 0:
            headline = self.t("report.headline.none", noun=self.noun)
        else:
            name = self.framework.stages[order - 1].name
            headline = self.t("report.headline.stage", noun=self.noun.capitalize(), order=order, count=count, name=name)
        lines = [element(f"h{self.level}", headline, class_="cx-report__headline")]
        if self.report["headline"] == "stage":
            lines.append(element("p", self.working_on(order)))
        if interval := self.interval():
            lines.append(element("p", interval, class_="cx-report__interval"))
        who = self.assessment.name or self.assessment.respondent.label
        if who:
            lines.insert(0, element("p", self.t("report.for", name=who), class_="cx-report__for"))
        taken = self.t(
            "report.taken", framework=self.framework.name, version=self.framework.version, date=self.assessment.taken
        )
        return element("header", *lines, element("p", taken, class_="cx-fine"), class_="cx-report__head")

    def working_on(self, order: int) -> str:
        if order == len(self.framework.stages):
            return self.t("report.working_on.none", noun=self.noun)
        name = self.framework.stages[order].name
        return self.t("report.working_on", noun=self.noun.capitalize(), order=order + 1, name=name)

    def interval(self) -> str:
        low, high = self.report["stage_interval"]
        counts = self.report["answered"]
        if counts["dont_know"] + counts["unanswered"] == 0:
            return ""
        if low == high:
            named = self.report["headline"] == "stage"
            return self.t("report.interval.sure") if named else self.t("report.interval.one", low=self.stage_words(low))
        return self.t("report.interval.range", low=self.stage_words(low), high=self.stage_words(high))

    # Numbers beside the headline

    def figures(self) -> Html:
        counts, index = self.report["answered"], self.report["index"]
        rows = [
            (
                self.t("report.answered"),
                self.t("report.answered.of", answered=counts["answered"], applicable=counts["applicable"]),
                self.t(
                    "report.answered.detail",
                    **{key: counts[key] for key in ("dont_know", "unanswered", "not_applicable")},
                ),
            ),
            (
                self.t("report.index"),
                self.t("report.index.of", value=index["value"]) if index else self.t("report.index.none"),
                join(
                    self.t("report.index.range", low=index["low"], high=index["high"]) + ". "
                    if index and index["low"] != index["high"]
                    else "",
                    self.t("report.index.help"),
                ),
            ),
            (
                self.t("report.strict"),
                self.capitalised(self.stage_words(self.report["strict_stage"]["order"])),
                self.t("report.strict.help"),
            ),
        ]
        if self.report["na_sensitivity"]:
            stage = self.stage_words(self.report["na_sensitivity"]["order"])
            rows.append((self.t("report.na"), self.capitalised(stage), self.t("report.na.text", stage=stage)))
        return element(
            "dl",
            *(
                element("div", element("dt", name), element("dd", element("strong", value), element("span", detail)))
                for name, value, detail in rows
            ),
            class_="cx-figures",
        )

    # Coverage of the stages

    def stages(self) -> Html:
        rating = self.framework.rating
        rules = self.t("report.rules", largely=_threshold(rating.largely), fully=_threshold(rating.fully))
        rows = [self.stage(stage) for stage in self.report["stages"]]
        return self.section(
            "stages",
            self.t("report.map"),
            element("p", rules, class_="cx-fine"),
            element("ol", *rows, class_="cx-bars"),
        )

    def stage(self, stage: Mapping[str, Any]) -> Html:
        coverage = None if stage["coverage"] is None else Fraction(stage["coverage"])
        count = self.t("report.met", met=stage["met"], applicable=stage["applicable"])
        if not stage["rated"] or coverage is None:
            detail: Sequence[str] = (self.t("report.not_rated"),)
        else:
            detail = (count, " · ", self.t("report.percent", percent=percent(coverage)))
        return element(
            "li",
            element("span", self.stage_name(stage["order"]), class_="cx-bars__name"),
            self.bar(
                coverage or Fraction(),
                ", ".join((count, self.t("report.percent", percent=percent(coverage or Fraction())))),
            ),
            element("span", *detail, class_="cx-bars__count"),
            self.band(stage["band"]),
            class_=f"cx-bars__row cx-stage-{stage['order']}" + (" is-reached" if self.reached(stage["order"]) else ""),
        )

    def bar(self, part: Fraction, label: str) -> Html:
        """A bar from 0 to 100 with marks where a stage counts as largely and as fully covered."""
        rating = self.framework.rating
        marks = [
            element("line", x1=_svg(mark), x2=_svg(mark), y1="0", y2="10", class_="cx-bar__mark")
            for mark in (rating.largely, rating.fully)
        ]
        return element(
            "svg",
            element("rect", width="100", height="10", class_="cx-bar__ground"),
            element("rect", width=_svg(part), height="10", class_="cx-bar__fill"),
            *marks,
            viewBox="0 0 100 10", preserveAspectRatio="none", role="img", aria_label=label, class_="cx-bar",
        )  # fmt: skip

    def band(self, band: str | None) -> Html:
        if band is None:
            return element("span", "–", class_="cx-band")
        words = self.t("report.band", band=band, name=self.t(f"report.band.{band}"))
        return element(
            "span",
            element("span", band, aria_hidden="true"),
            element("span", words, class_="cx-hidden"),
            class_="cx-band",
            title=words,
        )

    # Why not higher

    def why(self) -> Html:
        order = self.report["stage_reached"]["order"]
        if order == len(self.framework.stages):
            return self.section("why", self.t("report.why"), element("p", self.t("report.why.none", noun=self.noun)))
        return self.section(
            "why",
            self.t("report.why"),
            *(self.obstacle(stage, order + 1) for stage in self.report["stages"][: order + 1]),
        )

    def obstacle(self, stage: Mapping[str, Any], target: int) -> Html:
        """What at this stage keeps the target from being reached; empty where nothing does."""
        which = "largely" if stage["order"] == target else "fully"
        needed = stage[f"needed_{which}"]
        if stage["rated"] and stage["met"] >= needed:
            return Html("")
        name = self.framework.stages[stage["order"] - 1].name
        values = {"noun": self.noun.capitalize(), "order": stage["order"], "name": name}
        if not stage["rated"]:
            return element("p", self.t("report.why.not_rated", **values))
        threshold = _threshold(getattr(self.framework.rating, which))
        values |= {"met": stage["met"], "applicable": stage["applicable"], "needed": needed, "percent": threshold}
        unmet = [element("li", self.link(practice)) for practice in stage["unmet"]]
        return join(
            element("p", element("strong", self.t(f"report.why.{which}", **values))),
            element("p", self.t("report.why.missing"), class_="cx-fine"),
            element("ul", *unmet, class_="cx-inline"),
        )

    # What to do next

    def gaps(self) -> Html:
        gaps = self.report["gaps"]
        title = self.t("report.gaps")
        if not gaps:
            return self.section("gaps", title, element("p", self.t("report.gaps.none")))
        rest = len(gaps) - SHOWN_GAPS
        parts = [element("p", self.t("report.gaps.text"), class_="cx-fine"), self.gap_list(gaps[:SHOWN_GAPS], 1)]
        if rest > 0:
            summary = element("summary", self.t("report.gaps.more", count=rest))
            parts.append(
                element("details", summary, self.gap_list(gaps[SHOWN_GAPS:], SHOWN_GAPS + 1), class_="cx-fold")
            )
        return self.section("gaps", title, *parts)

    def gap_list(self, gaps: Sequence[Mapping[str, Any]], start: int) -> Html:
        return element("ol", *map(self.gap, gaps), class_="cx-gaps", start=start)

    def gap(self, gap: Mapping[str, Any]) -> Html:
        practice = self.framework.practice[gap["practice"]]
        order = self.framework.stage_order[gap["stage"]]
        goal = self.framework.scale[self.framework.meeting_rank(order)]
        now = element("span", self.answer_words(gap["answer"]), class_="cx-gap__now")
        then = element("span", self.framework.answer_names[goal], class_="cx-gap__then")
        tags = [element("span", self.stage_words(order), class_=f"cx-tag cx-stage-{order}")]
        if gap["blocks"]:
            tags.append(element("span", self.t("report.gaps.blocks"), class_="cx-tag cx-tag--blocks"))
        effort = join(self.t("report.gaps.steps", count=gap["steps"]), ", ", self.t("report.cost", cost=gap["cost"]))
        return element(
            "li",
            element("p", self.link(practice.id), class_="cx-gap__name"),
            element("p", now, " → ", then, " ", element("span", effort, class_="cx-fine")),
            element("p", practice.answers[goal].anchor),
            element("p", *tags, class_="cx-facts"),
        )

    def lift(self) -> Html:
        practices = self.report["lift"]
        if not practices:
            return Html("")
        text = element("p", self.t("report.lift.text", count=len(practices)))
        items = [element("li", self.link(practice)) for practice in practices]
        return self.section("lift", self.t("report.lift"), text, element("ul", *items, class_="cx-inline"))

    # Profile by aspect

    def aspects(self) -> Html:
        rows = []
        for aspect in self.report["aspects"]:
            coverage = None if aspect["coverage"] is None else Fraction(aspect["coverage"])
            if coverage is None:
                continue
            count = self.t(f"report.aspect.{self.framework.kind}", met=aspect["met"], applicable=aspect["applicable"])
            shown = self.t("report.percent", percent=percent(coverage))
            rows.append(
                element(
                    "li",
                    element("span", self.t(f"aspect.{aspect['id']}"), class_="cx-bars__name"),
                    self.bar(coverage, f"{count}, {shown}"),
                    element("span", count, " · ", shown, class_="cx-bars__count"),
                    self.band(aspect["band"]),
                    class_="cx-bars__row cx-stage-3",
                )
            )
        note = element("p", self.t("report.aspects.note"), class_="cx-fine")
        return self.section("aspects", self.t("report.aspects"), note, element("ol", *rows, class_="cx-bars"))

    # All answers

    def answers(self) -> Html:
        scale = self.framework.scale
        adoption = self.framework.kind is Kind.ADOPTION
        note = self.t("report.table.note" if adoption else "report.table.rubric")
        heads = [
            element("th", element("abbr", self.letter(answer), title=self.framework.answer_names[answer]), scope="col")
            for answer in scale
        ]
        head = element("thead", element("tr", element("th", self.t("report.table.practice"), scope="col"), *heads))
        groups = (
            [(self.stage_name(order), practices) for order, practices in self.framework.bearing.items()]
            if adoption
            else [(section.name, self.framework.in_section(section.id)) for section in self.framework.sections]
        )
        bodies = [
            element(
                "tbody",
                element("tr", element("th", title, colspan=len(scale) + 1, scope="rowgroup"), class_="cx-heat__group"),
                *map(self.answer_row, practices),
            )
            for title, practices in groups
        ]
        table = element("table", element("caption", note), head, *bodies, class_="cx-heat")
        return self.section("answers", self.t("report.table"), table)

    def answer_row(self, practice: Practice) -> Html:
        scale = self.framework.scale
        response = self.assessment.responses.get(practice.id)
        state = self.assessment.state(practice)
        name = [self.link(practice.id), *self.notes(response)]
        if state is State.ANSWERED and response is not None and response.answer is not None:
            rank = scale.index(response.answer)
            cells = [
                element(
                    "td",
                    self.marked(self.letter(answer), self.answer_words(answer)),
                    class_=f"cx-rank-{rank} is-chosen",
                )
                if i == rank
                else element("td")
                for i, answer in enumerate(scale)
            ]
        elif state is State.UNANSWERED:
            cells = [
                element("td", element("span", self.t("answer.unanswered"), class_="cx-hidden"), colspan=len(scale))
            ]
        else:
            letter, words = self.t(f"report.letter.{state}"), self.t(f"answer.{state}")
            cells = [element("td", self.marked(letter, words), colspan=len(scale), class_="cx-heat__other")]
        return element("tr", element("th", *name, scope="row"), *cells)

    def notes(self, response: Response | None) -> Iterator[Html]:
        """What the respondent wrote beside the answer."""
        if response is None:
            return
        if response.not_applicable:
            yield element("span", self.t("report.reason"), " ", response.not_applicable, class_="cx-heat__note")
        about = ", ".join(part for part in (response.evidence_date, response.evidence_owner) if part)
        note = " · ".join(part for part in (response.evidence, about) if part)
        if note:
            yield element("span", self.t("report.note"), " ", note, class_="cx-heat__note")

    # Words and marks that several parts use

    @property
    def noun(self) -> str:
        return self.framework.stage_noun.value

    def stage_words(self, order: int) -> str:
        if order == 0:
            return self.t("report.stage_none", noun=self.noun)
        return self.t("report.stage_of", noun=self.noun.capitalize(), order=order)

    def stage_name(self, order: int) -> str:
        return f"{self.stage_words(order)}: {self.framework.stages[order - 1].name}"

    def reached(self, order: int) -> bool:
        return bool(order <= self.report["stage_reached"]["order"])

    def answer_words(self, answer: str | None) -> str:
        if answer is None:
            return self.t("answer.unanswered")
        return self.t("answer.dont_know") if answer == "dont-know" else self.framework.answer_names[answer]

    def letter(self, answer: str) -> str:
        """The letter that stands for an answer: of adoption its initial, of a rubric the stage's order."""
        if self.framework.kind is Kind.ADOPTION:
            return self.t(f"report.letter.{answer}")
        return str(self.framework.stage_order[answer])

    def marked(self, letter: str, words: str) -> Html:
        return join(element("span", letter, aria_hidden="true"), element("span", words, class_="cx-hidden"))

    def link(self, practice: str) -> Html:
        name = self.framework.practice[practice].name
        if self.site is None:
            return element("span", name)
        return element("a", name, href=f"{self.site}models/{self.framework.id}/practices/{practice}/")

    def section(self, name: str, title: str, *children: str) -> Html:
        return element("section", element(f"h{self.level}", title), *children, class_=f"cx-report__{name}")

    def capitalised(self, words: str) -> str:
        return words[:1].upper() + words[1:]


def _threshold(part: Fraction) -> str:
    """A threshold in percent, without a needless decimal: 50, 85, 66.6."""
    return percent(part).removesuffix(".0")


def _svg(part: Fraction) -> str:
    """A part of the whole as a coordinate from 0 to 100, in hundredths, rounded down."""
    return f"{int(part * 10000) // 100}.{int(part * 10000) % 100:02d}"
