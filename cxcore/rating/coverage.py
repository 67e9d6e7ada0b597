"""How a rating is computed: coverage of each stage, the stage reached, the strict stage, the profile by aspect.

All arithmetic is exact (`fractions.Fraction`); a number is rounded once, where it is shown (`cxcore.rounding`).
The official reading counts a practice that is unanswered or not known at its lowest answer. (For a rubric the lowest
answer is the first stage's descriptor, so that it still meets the first stage.) Evidence is nowhere read here.

The functions take a framework that was checked (`Framework.from_dict`) and a `Profile` of it; they raise nothing of their
own. Where the rule leaves a number undefined the result is None, never 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import lru_cache

from cxcore.model import Aspect, Framework, Kind, Rating
from cxcore.rating.profile import Blank, Profile


class Band(StrEnum):
    """How far something is achieved, after ISO/IEC 33020: Not, Partially, Largely, Fully."""

    NOT = "N"
    PARTIALLY = "P"
    LARGELY = "L"
    FULLY = "F"


@dataclass(frozen=True, slots=True, kw_only=True)
class StageCoverage:
    """How much of one stage is met. `met`, `applicable`, `total`, `needed_…` are sums of weights, not counts.

    `coverage` is met / applicable, from 0 to 1; None where nothing applies. `rated` is false where nothing applies or less
    than half of the stage's weight does; such a stage has no band. `needed_largely` and `needed_fully` are the least met
    weights that count as Largely and Fully achieved. `unmet` are the applicable practices not met here, in catalogue order.
    """

    order: int
    met: int
    applicable: int
    total: int
    coverage: Fraction | None
    band: Band | None
    rated: bool
    needed_largely: int
    needed_fully: int
    unmet: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AspectCoverage:
    """How much of one aspect is met: `met` of `applicable`, see `aspects`. Descriptive; it gates nothing."""

    aspect: Aspect
    met: int
    applicable: int
    coverage: Fraction | None
    band: Band | None


def band(rating: Rating, coverage: Fraction) -> Band:
    """The band of a coverage from 0 to 1: N ≤ 15 % < P ≤ 50 % < L ≤ 85 % < F with the default thresholds (ISO/IEC 33020).

    >>> band(Rating(), Fraction(1, 2)).value, band(Rating(), Fraction(17, 20)).value
    ('P', 'L')
    """
    if coverage > rating.fully:
        return Band.FULLY
    if coverage > rating.largely:
        return Band.LARGELY
    return Band.PARTIALLY if coverage > rating.partially else Band.NOT


def needed(threshold: Fraction, weight: int) -> int:
    """The least whole weight that is more than `threshold` of `weight`: floor(threshold × weight) + 1.

    >>> needed(Fraction(1, 2), 11), needed(Fraction(17, 20), 11), needed(Fraction(1, 2), 12)
    (6, 10, 7)
    """
    return threshold.numerator * weight // threshold.denominator + 1


def coverages(framework: Framework, profile: Profile, blank: Blank = "lowest") -> tuple[StageCoverage, ...]:
    """The coverage of every stage, in order: c_j = Σ{w : applicable, met at j} / Σ{w : applicable}, over what bears on j.

    An adoption practice bears on its own stage and is met from Repeatable up; a rubric practice bears on every stage and
    is met up to the stage of its answer. With `blank="highest"`, unanswered and don't-know practices count as met.
    """
    rating = framework.rating
    filler = 0 if blank == "lowest" else len(framework.scale) - 1
    ranks, out = profile.ranks, profile.not_applicable
    result = []
    for order, bearing in framework.bearing.items():
        least = framework.meeting_rank(order)
        met = lacking = without = 0
        unmet = []
        for practice in bearing:
            key = practice.id
            if ranks.get(key, filler) >= least and key not in out:
                met += practice.weight
            elif key in out:
                without += practice.weight
            else:
                lacking += practice.weight
                unmet.append(key)
        weight = met + lacking
        rated = weight > 0 and weight >= without
        largely, fully = needed(rating.largely, weight), needed(rating.fully, weight)
        result.append(
            StageCoverage(
                order=order,
                met=met,
                applicable=weight,
                total=weight + without,
                coverage=_part(met, weight) if weight else None,
                band=_band(rating, met, weight, largely, fully) if rated else None,
                rated=rated,
                needed_largely=largely,
                needed_fully=fully,
                unmet=tuple(unmet),
            )
        )
    return tuple(result)


@lru_cache(maxsize=4096)
def _part(met: int, weight: int) -> Fraction:
    """A coverage. The same few come again and again where many respondents are scored."""
    return Fraction(met, weight)


def _band(rating: Rating, met: int, weight: int, largely: int, fully: int) -> Band:
    """`band` of met / weight, of which it is known what is needed."""
    if met >= largely:
        return Band.FULLY if met >= fully else Band.LARGELY
    return Band.PARTIALLY if met >= needed(rating.partially, weight) else Band.NOT


def stage_reached(framework: Framework, stages: tuple[StageCoverage, ...]) -> int:
    """The order of the stage reached: max{k : c_k > 1/2, and c_j > 17/20 for every j < k}; 0 if there is none.

    That is the rule of ISO/IEC 33020 (a level needs its own attributes Largely achieved and all lower ones Fully), applied
    to coverage; the thresholds are the framework's. A stage that is not rated blocks: neither it nor a later one is reached.
    The stages that satisfy the rule are always the first ones, because Fully is more than Largely.
    """
    reached = 0
    for stage in stages:
        if not stage.rated or stage.met < stage.needed_largely:
            break
        reached = stage.order
        if stage.met < stage.needed_fully:
            break
    return reached


def strict_stage(stages: tuple[StageCoverage, ...]) -> int:
    """The strict reading, as C2M2 scores each of its domains: max{k : c_j = 1 for all j ≤ k}; 0 if there is none. Never above the stage reached.

    A stage that is not rated blocks here as it does for the stage reached.
    """
    strict = 0
    for stage in stages:
        if not stage.rated or stage.met < stage.applicable:
            break
        strict = stage.order
    return strict


def blocking_stages(framework: Framework, stages: tuple[StageCoverage, ...]) -> tuple[int, ...]:
    """Why not higher: the orders of the stages that keep the next stage from being reached; empty at the highest stage.

    For the stage after the one reached, these are the lower stages not Fully covered, itself where not Largely covered, and
    any of them that is not rated. With the rule of `stage_reached` they lie among the stage reached and the next one.
    """
    target = stage_reached(framework, stages) + 1
    if target > len(stages):
        return ()
    return tuple(s.order for s in stages[:target] if not s.rated or s.met < needed_for(s, target))


def needed_for(stage: StageCoverage, target: int) -> int:
    """The met weight that `stage` needs for the stage of order `target`: Largely for itself, Fully below it, none above it."""
    if stage.order > target:
        return 0
    return stage.needed_largely if stage.order == target else stage.needed_fully


def aspects(framework: Framework, profile: Profile) -> tuple[AspectCoverage, ...]:
    """The aspect profile: all five aspects in their order, each over the applicable practices whose primary aspect it is.

    Adoption: met weight of applicable weight, as in `coverages`. Rubric: Σ w (s − 1) of Σ w (S − 1). Unanswered and
    don't-know practices count lowest. The half-weight guard is for stages; an aspect has a band wherever something applies.
    """
    rubric = framework.kind is Kind.RUBRIC
    most = len(framework.scale) - 1 if rubric else 1
    met, applicable = dict.fromkeys(Aspect, 0), dict.fromkeys(Aspect, 0)
    for practice in framework.practice.values():
        if practice.id not in profile.not_applicable:
            rank = profile.ranks.get(practice.id, 0)
            met[practice.aspect] += practice.weight * (rank if rubric else framework.meets(rank, 1))
            applicable[practice.aspect] += practice.weight * most
    result = []
    for aspect in Aspect:
        coverage = Fraction(met[aspect], applicable[aspect]) if applicable[aspect] else None
        mark = None if coverage is None else band(framework.rating, coverage)
        result.append(
            AspectCoverage(aspect=aspect, met=met[aspect], applicable=applicable[aspect], coverage=coverage, band=mark)
        )
    return tuple(result)
