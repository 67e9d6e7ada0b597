"""Where an assessment stands: computed once, and handed to whoever says something of it (report, gaps, lift, batch, trend)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Literal

from cxcore.model import Framework
from cxcore.rating.coverage import StageCoverage, coverages, stage_reached, strict_stage
from cxcore.rating.index import index
from cxcore.rating.profile import Profile
from cxcore.rating.quick import QuickReading, quick_reading


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How many practices are in each state."""

    answered: int
    dont_know: int
    not_applicable: int
    unanswered: int
    applicable: int
    """All that were not said to be not applicable."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What the answers of a profile come to. Orders of stages begin at 1; 0 is none."""

    framework: Framework
    profile: Profile
    counts: Counts

    stages: tuple[StageCoverage, ...]
    """The coverage of every stage, in order, with what is unanswered or not known at its lowest answer."""

    reached: int
    """The order of the stage reached, which is the lower end of the interval."""

    strict: int
    """The order of the stage by the strict reading; never above the stage reached."""

    stage_interval: tuple[int, int]
    """The stage reached with every unanswered and don't-know practice at its lowest, and at its highest, answer.

    It contains the stage of every completion by levels.
    """

    index: Fraction | None
    """From 0 to 100, over the practices for which a level was given; None where none counts."""

    index_interval: tuple[Fraction, Fraction] | None
    """The index with every blank at its lowest, and at its highest, answer; None if no stage is rated. It contains `index`."""

    quick: QuickReading | None
    """The stages between which it likely lies, where it is a quick look."""

    @property
    def headline(self) -> Literal["stage", "interval"]:
        """What a result leads with: an interval of a quick look, and while fewer than half of the applicable practices are answered;
        else the stage.
        """
        few = 2 * self.counts.answered < self.counts.applicable
        return "interval" if few or self.quick is not None else "stage"

    @property
    def next_stage(self) -> int | None:
        """The order of the stage after the one reached; None at the highest."""
        return self.reached + 1 if self.reached < len(self.stages) else None


def standing(framework: Framework, profile: Profile) -> Standing:
    """Compute where a profile stands in its framework. Coverages are computed twice, and once where nothing is open."""
    stages = coverages(framework, profile)
    count = counts(framework, profile)
    reached = stage_reached(framework, stages)
    value, low, high = index(framework, profile, stages)
    if count.dont_know + count.unanswered == 0:
        highest = reached
    else:
        highest = stage_reached(framework, coverages(framework, profile, "highest"))
    return Standing(
        framework=framework,
        profile=profile,
        counts=count,
        stages=stages,
        reached=reached,
        strict=strict_stage(stages),
        stage_interval=(reached, highest),
        index=value,
        index_interval=None if low is None or high is None else (low, high),
        quick=quick_reading(framework, profile, stages, (reached, highest)),
    )


def na_sensitivity(standing: Standing) -> int | None:
    """The stage reached if all "not applicable" together were at their lowest answer, if that is lower than it is; else None."""
    if not standing.profile.not_applicable:
        return None
    profile = replace(standing.profile, not_applicable=frozenset())
    without = stage_reached(standing.framework, coverages(standing.framework, profile))
    return without if without < standing.reached else None


def counts(framework: Framework, profile: Profile) -> Counts:
    """How many practices of the framework are in each state, and how many apply."""
    answered, unsure, out = len(profile.ranks), len(profile.dont_know), len(profile.not_applicable)
    applicable = len(framework.practice) - out
    return Counts(
        answered=answered,
        dont_know=unsure,
        not_applicable=out,
        unanswered=applicable - answered - unsure,
        applicable=applicable,
    )
