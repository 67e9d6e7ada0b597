"""The index from 0 to 100: an average of answers, to be compared with one's own earlier one. It gates nothing."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from cxcore.model import Framework, Kind
from cxcore.rating.coverage import StageCoverage
from cxcore.rating.profile import Blank, Profile


def index(
    framework: Framework, profile: Profile, stages: Iterable[StageCoverage], blank: Blank | None = None
) -> Fraction | None:
    """The index over the practices for which a level was given; None where none counts.

    Adoption: 100 × the mean, over the stages that are rated and have an answered practice, of the mean of g over their
    answered practices; g is 0, 1/3, 2/3, 1 from Missing to Systematic. Rubric: 100 × the mean of (s − 1) / (S − 1) over the
    answered practices; these belong to no one stage, so that no stage needs to be rated. Both means are plain ones:
    weights count in coverage alone.

    `stages` are the coverages of the profile, which say what is rated. With `blank`, every unanswered and don't-know practice
    counts as answered at its lowest, or at its highest, answer.
    """
    top = len(framework.scale) - 1
    if framework.kind is Kind.RUBRIC:
        parts = [tuple(framework.practice.values())]
    else:
        parts = [framework.bearing[stage.order] for stage in stages if stage.rated]
    if blank is None:
        answered = [[profile.ranks[p.id] for p in part if p.id in profile.ranks] for part in parts]
    else:
        filler = 0 if blank == "lowest" else top
        out = profile.not_applicable
        answered = [[profile.ranks.get(p.id, filler) for p in part if p.id not in out] for part in parts]
    means = [Fraction(sum(ranks), top * len(ranks)) for ranks in answered if ranks]
    return 100 * sum(means, Fraction(0)) / len(means) if means else None
