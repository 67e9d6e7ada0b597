"""The quick look: the stages between which an assessment likely lies, when few questions are answered.

A model marks 12 to 15 of its practices for it (`Framework.quick`). Counted as the official reading counts, with every blank at its
lowest answer, so few answers say nothing. This reading makes one assumption instead: **within a stage, the practices that are
answered are like a random draw from all that apply**. How many of them can be met is then a question of counting.

Let N practices of a stage apply, n of them be answered, and m of these be met. Of M, the number met among all N, those are kept
with which a draw would have given as many as m, or more, with a chance of at least one in ten, and as few as m, or fewer, likewise:

    least  = min{ M : P(X ≥ m | M) ≥ 1/10 },    most = max{ M : P(X ≤ m | M) ≥ 1/10 },    X hypergeometric in N, M, n

The reading goes from the stage that is reached with the least everywhere to the one that is reached with the most. It is never
wider than the proven interval, and while that holds several stages, the reading holds at least two: few answers name no single one.

All of it is counted in whole numbers: a chance is a number of draws among C(N, n) equally likely ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from math import comb

from cxcore.model import Framework
from cxcore.rating.coverage import StageCoverage, stage_reached
from cxcore.rating.profile import Profile

LEAST_ANSWERED = 8
"""With fewer answers to marked practices there is no reading."""

DOUBT = Fraction(1, 10)
"""With a smaller chance than this of what was answered, a number of practices met is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSample:
    """What is answered of a stage, and how much of it that may stand for: counts of practices, of those that apply."""

    order: int
    asked: int
    """How many have an answer; "don't know" is none."""
    met: int
    """How many of these are met."""
    applicable: int
    least: int
    """How many of all that apply are likely met, at least and at most."""
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickReading:
    """The stages, by their orders, between which an assessment likely lies; `low` < `high`, and 0 is none."""

    low: int
    high: int
    stages: tuple[StageSample, ...]


def quick_reading(
    framework: Framework, profile: Profile, stages: Sequence[StageCoverage], interval: tuple[int, int]
) -> QuickReading | None:
    """The reading of a profile with its official coverages and its proven interval; None where there is none to give.

    There is one where the framework marks practices, at least `LEAST_ANSWERED` of these have an answer, the open ones can still move
    the stage, and either nothing but marked practices is answered or fewer than half of those that apply are.
    """
    marked = profile.ranks.keys() & framework.quick
    applicable = len(framework.practice) - len(profile.not_applicable)
    looked = len(marked) == len(profile.ranks) or 2 * len(profile.ranks) < applicable
    if len(marked) < LEAST_ANSWERED or not looked or interval[0] == interval[1]:
        return None
    samples = tuple(_sample(framework, profile, stage) for stage in stages)
    both = list(zip(stages, samples, strict=True))
    lowest = tuple(_with(framework, profile, s, found.least - found.met, heaviest=False) for s, found in both)
    highest = tuple(_with(framework, profile, s, found.most - found.met, heaviest=True) for s, found in both)
    # A blank of a rubric meets the first stage whatever it turns out to be, which is proven and no matter of a draw.
    low = max(interval[0], stage_reached(framework, lowest))
    high = min(interval[1], stage_reached(framework, highest))
    low, high = _several(low, high, interval[1])
    return QuickReading(low=low, high=high, stages=samples)


@lru_cache(maxsize=4096)
def likely_met(applicable: int, asked: int, met: int) -> tuple[int, int]:
    """The least and the most practices of a stage that are likely met; 0 ≤ met ≤ asked ≤ applicable.

    Of 11 practices 5 are asked. With 4 met, 5 of 11 are too few: at least 4 of the 5 would then be met in 31 of 462 draws.

    >>> likely_met(11, 5, 4), likely_met(11, 3, 3), likely_met(11, 3, 0), likely_met(11, 0, 0), likely_met(11, 11, 7)
    ((6, 10), (6, 11), (0, 5), (0, 11), (7, 7))
    """
    # Whatever is known to be met, or not to be, leaves no doubt.
    possible = range(met, applicable - (asked - met) + 1)
    enough = DOUBT * comb(applicable, asked)

    def draws(all_met: int, found: range) -> int:
        return sum(comb(all_met, x) * comb(applicable - all_met, asked - x) for x in found)

    least = next(each for each in possible if draws(each, range(met, asked + 1)) >= enough)
    most = next(each for each in reversed(possible) if draws(each, range(met + 1)) >= enough)
    return least, most


def _sample(framework: Framework, profile: Profile, stage: StageCoverage) -> StageSample:
    applies = [p.id for p in framework.bearing[stage.order] if p.id not in profile.not_applicable]
    ranks = [profile.ranks[key] for key in applies if key in profile.ranks]
    met = sum(framework.meets(rank, stage.order) for rank in ranks)
    least, most = likely_met(len(applies), len(ranks), met)
    return StageSample(order=stage.order, asked=len(ranks), met=met, applicable=len(applies), least=least, most=most)


def _with(framework: Framework, profile: Profile, stage: StageCoverage, more: int, *, heaviest: bool) -> StageCoverage:
    """The coverage with so many of the open practices met beside the answered ones: where weights differ, the lightest or the heaviest."""
    bearing = [p for p in framework.bearing[stage.order] if p.id not in profile.not_applicable]
    known = sum(p.weight for p in bearing if framework.meets(profile.ranks.get(p.id, -1), stage.order))
    open_ = sorted((p.weight for p in bearing if p.id not in profile.ranks), reverse=heaviest)
    met = known + sum(open_[:more])
    return replace(stage, met=met, coverage=Fraction(met, stage.applicable) if stage.applicable else None)


def _several(low: int, high: int, highest: int) -> tuple[int, int]:
    """An interval of at least two neighbours: one stage alone is joined by the next that is possible, or else by the one below."""
    if low < high:
        return low, high
    return (low, low + 1) if low < highest else (low - 1, low)
