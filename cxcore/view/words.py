"""The words for the parts of a framework: its stages, practices, answers and bands."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from cxcore.model import Framework
from cxcore.rounding import percent
from cxcore.view.blocks import Inline, Items, Ref, Rest, Tag, listed
from cxcore.view.messages import Messages

LITTLE, MEDIUM, MOST = 6, 10, 15
"""Up to which effort a step takes little, and up to which a medium one: twos in knowledge, time and resources; not all fours. And
the most that a step can take."""


@dataclass(frozen=True)
class Words:
    """What the parts of `framework` are called, in the words of the catalogue `t`."""

    framework: Framework
    t: Messages

    @property
    def noun(self) -> str:
        """What the framework calls its stages."""
        return self.framework.stage_noun.value

    def stage(self, order: int) -> str:
        """`Stage 2`; `no stage` for 0."""
        if order == 0:
            return self.t("report.stage_none", noun=self.noun)
        return self.t("report.stage_of", noun=self.noun.capitalize(), order=order)

    def stage_name(self, order: int) -> str:
        """`Stage 2: Data-Driven Insights`; `no stage` for 0."""
        return f"{self.stage(order)}: {self.framework.stages[order - 1].name}" if order else self.stage(0)

    def stage_tag(self, stage: str) -> Tag:
        """`Stage 2` as a tag, given the stage's id."""
        order = self.framework.stage_order[stage]
        return Tag(self.stage(order), "stage", order)

    def reached(self, order: int) -> str:
        """`Stage 2 of 4 reached: Data-Driven Insights`; for 0 that none is."""
        if order == 0:
            return self.t("report.headline.none", noun=self.noun)
        stages = self.framework.stages
        values = {"noun": self.noun.capitalize(), "order": order, "count": len(stages), "name": stages[order - 1].name}
        return self.t("result.reached", **values)

    def model(self) -> str:
        """`The four-stage model, version 1.0.0.`"""
        return self.t("result.framework", framework=self.framework.name, version=self.framework.version)

    def practice(self, practice: str) -> Ref:
        """A practice by its name. Where another one has the same name, its stage stands behind it."""
        found = self.framework.practice[practice]
        name = found.name
        if name in self._twins and found.stage is not None:
            name = f"{name} ({self.stage(self.framework.stage_order[found.stage]).lower()})"
        return Ref(name, f"models/{self.framework.id}/practices/{practice}/")

    def named(self, practice: str | None) -> str:
        """The name of a practice, told apart as in `practice`; its id where the framework does not have it."""
        return self.practice(practice).name if practice and practice in self.framework.practice else practice or ""

    def names(self, practices: Iterable[str]) -> Items:
        """Practices as a list of names."""
        return Items(tuple((self.practice(key),) for key in practices), "names")

    def in_a_line(self, first: str, practices: Iterable[str]) -> tuple[Inline, ...]:
        """Practices in a line that begins with `first`."""
        return (first, *listed([self.practice(key) for key in practices]))

    @cached_property
    def _twins(self) -> frozenset[str]:
        """The names that several practices have."""
        counts = Counter(practice.name for practice in self.framework.practices)
        return frozenset(name for name, count in counts.items() if count > 1)

    def answer(self, answer: str | None) -> str:
        """An answer's name; the words for a blank and for "don't know"."""
        if answer is None:
            return self.t("answer.unanswered")
        return self.t("answer.dont_know") if answer == "dont-know" else self.framework.answer_names[answer]

    def next(self, practice: str, answer: str | None) -> str:
        """`Next: …`, what leads from an answer to a practice to the next one; nothing where the model does not say, and for
        what is no answer.
        """
        said = self.framework.practice[practice].answers.get(answer) if answer else None
        return self.t("step.next", text=said.next) if said and said.next else ""

    def answer_tag(self, answer: str) -> Tag:
        """An answer's name as a tag."""
        return Tag(self.framework.answer_names[answer], "rank", self.framework.scale.index(answer))

    def part(self, exact: str | Fraction) -> str:
        """`63.6 %`, of a part of 1."""
        return self.t("report.percent", percent=percent(Fraction(exact)))

    def band(self, band: str | None) -> str:
        """A band's words by its letter; none for what has no band."""
        return "" if band is None else self.t(f"report.band.{band}")

    def counts(self, counts: Mapping[str, int]) -> str:
        """`44 answered, 1 don't know, 0 open`, of a report's counts. What is answered and what is open is said also where it is none."""
        parts = (("answered", True), ("dont_know", False), ("not_applicable", False), ("unanswered", True))
        keys = {"unanswered": "open"}
        said = [
            self.t(f"counts.{keys.get(key, key)}", count=counts[key]) for key, always in parts if always or counts[key]
        ]
        return ", ".join(said)

    def effort(self, cost: int, steps: int) -> str:
        """`2 steps, medium effort (16 of 30)`, of a cost of 16: each step costs knowledge + time + resources, each from 1 to 5."""
        size = "little" if cost <= LITTLE * steps else "medium" if cost <= MEDIUM * steps else "much"
        return self.t(
            "report.effort", count=steps, size=self.t(f"report.effort.{size}"), effort=cost, most=MOST * steps
        )

    def day(self, date: str) -> str:
        """`21 November 2026`, of the date 2026-11-21."""
        year, month, day = date.split("-")
        return self.t("day", day=int(day), month=self.t(f"day.{int(month)}"), year=year)

    def rest(self, everything: Sequence[object], shown: int) -> Rest | None:
        """How a list that is longer than `shown` is shortened."""
        more = len(everything) - shown
        return Rest(shown, self.t("result.more", count=more)) if more > 0 else None


def capitalised(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]
