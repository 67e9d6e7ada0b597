"""The words for the parts of a framework: its stages, answers and bands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from cxcore.model import Framework
from cxcore.rounding import percent
from cxcore.view.messages import Messages


@dataclass(frozen=True, slots=True)
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

    def stage_of_id(self, stage: str) -> str:
        """`Stage 2`, given the stage's id."""
        return self.stage(self.framework.stage_order[stage])

    def practice(self, practice: str) -> str:
        """The name of a practice. Where another one has the same name, its stage stands behind it."""
        found = self.framework.practice[practice]
        twins = [p for p in self.framework.practices if p.name == found.name]
        if len(twins) > 1 and found.stage is not None:
            return f"{found.name} ({self.stage_of_id(found.stage).lower()})"
        return found.name

    def answer(self, answer: str | None) -> str:
        """An answer's name; the words for a blank and for "don't know"."""
        if answer is None:
            return self.t("answer.unanswered")
        return self.t("answer.dont_know") if answer == "dont-know" else self.framework.answer_names[answer]

    def covered(self, met: int, applicable: int, coverage: str | None, counted: str = "report.met") -> str:
        """`7 of 11 met · 63.6 %`: the percentage never without the count, which is worded as `counted` says."""
        count = self.t(counted, met=met, applicable=applicable)
        if coverage is None:
            return count
        return f"{count} · {self.t('report.percent', percent=percent(Fraction(coverage)))}"


def capitalised(text: str) -> str:
    """The text with a capital at its start."""
    return text[:1].upper() + text[1:]


def threshold(part: Fraction) -> str:
    """A threshold in percent: 50, 85, 66.6."""
    return percent(part)
