"""The report of one assessment as data: a plain dictionary, ready for JSON, in the form of the contract `cx-report`.

Nothing is computed here that is not in `rating` or `gaps`; this module says which numbers stand in a report, under which
names, and how each is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from fractions import Fraction
from typing import Any

from cxcore.model import Assessment, Framework
from cxcore.rating.coverage import aspects
from cxcore.rating.gaps import Gap, gaps, lift
from cxcore.rating.profile import Profile
from cxcore.rating.standing import Standing, na_sensitivity, standing
from cxcore.reading import encode
from cxcore.rounding import shown

FORMAT = "cx-report"
FORMAT_VERSION = 1

DONT_KNOW = "dont-know"
"""How a gap's answer is written where the respondent did not know, as in the questionnaire. A blank one is null."""


def is_open(entry: Mapping[str, Any]) -> bool:
    """Whether a gap, or a plan's item, is of a practice that nobody has answered: it is to be found out, and nowhere work to do."""
    return entry["answer"] in (None, DONT_KNOW)


def report(framework: Framework, assessment: Assessment, roadmap: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The report of one assessment. Raises InputError where the assessment does not fit the framework."""
    return report_of(standing(framework, Profile.of(framework, assessment)), roadmap)


def report_of(standing: Standing, roadmap: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The report of a standing, which may be a team's.

    `roadmap` is the data of a `cx-roadmap`, put in as it is. Stages are {order, id}, order 0 and id null for none;
    `stage_interval` is two orders. `coverage` and the index's `exact` are "numerator/denominator"; the index's `value`, `low`
    and `high` are text as `rounding.shown` makes it, from "0" to "100". `index` is null where no answered practice counts,
    `coverage` and `band` where nothing applies, `band` also of a stage that is not rated. A gap's `stage` is a stage's id,
    its `answer` an answer's id, "dont-know", or null where the practice is unanswered. `quick` is null but for a quick look; its
    `interval` is two orders, and what it has of each stage are counts of practices.
    """
    framework = standing.framework
    sensitivity = na_sensitivity(standing)
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "framework": {"id": framework.id, "version": framework.version},
        "headline": standing.headline,
        "stage_reached": _stage(framework, standing.reached),
        "strict_stage": _stage(framework, standing.strict),
        "stage_interval": list(standing.stage_interval),
        "quick": _quick(standing),
        "index": _index(standing),
        "na_sensitivity": None if sensitivity is None else _stage(framework, sensitivity),
        "lift": list(lift(standing)),
        "answered": encode(standing.counts),
        "stages": [
            {
                "id": framework.stages[stage.order - 1].id,
                "order": stage.order,
                "met": stage.met,
                "applicable": stage.applicable,
                "needed_largely": stage.needed_largely,
                "needed_fully": stage.needed_fully,
                "coverage": _exact(stage.coverage),
                "band": encode(stage.band),
                "rated": stage.rated,
                "unmet": list(stage.unmet),
            }
            for stage in standing.stages
        ],
        "aspects": [
            {
                "id": aspect.aspect.value,
                "met": aspect.met,
                "applicable": aspect.applicable,
                "coverage": _exact(aspect.coverage),
                "band": encode(aspect.band),
            }
            for aspect in aspects(framework, standing.profile)
        ],
        "gaps": [_gap(standing, gap) for gap in gaps(standing)],
        "roadmap": None if roadmap is None else dict(roadmap),
    }


def _stage(framework: Framework, order: int) -> dict[str, Any]:
    return {"order": order, "id": framework.stages[order - 1].id if order else None}


def _quick(standing: Standing) -> dict[str, Any] | None:
    if (reading := standing.quick) is None:
        return None
    stages = [{"id": standing.framework.stages[each.order - 1].id, **asdict(each)} for each in reading.stages]
    return {"interval": [reading.low, reading.high], "stages": stages}


def _index(standing: Standing) -> dict[str, str] | None:
    value, interval = standing.index, standing.index_interval
    if value is None or interval is None:
        return None
    low, high = interval
    return {"value": shown(value), "exact": encode(value), "low": shown(low), "high": shown(high)}


def _gap(standing: Standing, gap: Gap) -> dict[str, Any]:
    framework = standing.framework
    blank = DONT_KNOW if gap.practice in standing.profile.dont_know else None
    return {
        "practice": gap.practice,
        "stage": framework.stages[gap.stage - 1].id,
        "answer": blank if gap.rank is None else framework.scale[gap.rank],
        "steps": gap.steps,
        "cost": gap.cost,
        "blocks": gap.blocks,
    }


def _exact(number: Fraction | None) -> str | None:
    return None if number is None else encode(number)
