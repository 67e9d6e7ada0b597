"""The index from 0 to 100: an average of answers, to be compared with one's own earlier one. It gates nothing."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from math import lcm
from typing import NamedTuple

from cxcore.model import Framework, Kind
from cxcore.rating.coverage import StageCoverage
from cxcore.rating.profile import Profile


class Index(NamedTuple):
    """The index, and between what it lies whatever is still open turns out to be; from 0 to 100, None where none counts."""

    value: Fraction | None
    """Over the practices for which a level was given."""
    lowest: Fraction | None
    """With every unanswered and don't-know practice answered at its lowest."""
    highest: Fraction | None
    """With every one of these answered at its highest."""


def index(framework: Framework, profile: Profile, stages: Iterable[StageCoverage]) -> Index:
    """The index of a profile, of which `stages` are the coverages; these say what is rated.

    Adoption: 100 × the mean, over the stages that are rated and have an answered practice, of the mean of g over their
    answered practices; g is 0, 1/3, 2/3, 1 from Missing to Systematic. Rubric: 100 × the mean of (s − 1) / (S − 1) over the
    answered practices; these belong to no one stage, so that no stage needs to be rated. Both means are plain ones:
    weights count in coverage alone.
    """
    top = len(framework.scale) - 1
    if framework.kind is Kind.RUBRIC:
        parts = [tuple(framework.practice.values())]
    else:
        parts = [framework.bearing[stage.order] for stage in stages if stage.rated]
    ranks, out = profile.ranks, profile.not_applicable
    sums, answered, applicable = [], [], []
    for part in parts:
        given = [ranks[practice.id] for practice in part if practice.id in ranks]
        sums.append(sum(given))
        answered.append(len(given))
        applicable.append(len(part) - (sum(practice.id in out for practice in part) if out else 0))
    highest = [met + top * (of - given) for met, given, of in zip(sums, answered, applicable, strict=True)]
    return Index(_mean(sums, answered, top), _mean(sums, applicable, top), _mean(highest, applicable, top))


def _mean(sums: list[int], counts: list[int], top: int) -> Fraction | None:
    """100 × the mean of the means, of which each is a sum of ranks to a count of them; over those that count anything."""
    common = lcm(*filter(None, counts))
    means = [total * (common // count) for total, count in zip(sums, counts, strict=True) if count]
    return Fraction(100 * sum(means), top * common * len(means)) if means else None
