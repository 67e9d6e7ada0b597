"""The report of an assessment with the cheapest plan to its next stage in it."""

from __future__ import annotations

from typing import Any

from cxcore.model import Assessment, Framework
from cxcore.rating import Profile, report_of, standing
from cxcore.roadmap.plan import roadmap


def planned_report(framework: Framework, assessment: Assessment) -> dict[str, Any]:
    """The data of `cxcore.rating.report`, with the plan to the stage after the one reached as its `roadmap`.

    There is no plan (null) at the highest stage, and none where too little is answered to name a stage: it would be made of
    open questions. Raises InputError where the assessment does not fit the framework.
    """
    profile = Profile.of(framework, assessment)
    found = standing(framework, profile)
    if found.headline != "stage" or found.next_stage is None:
        return report_of(found)
    return report_of(found, roadmap(framework, profile, found.next_stage).to_dict(framework, profile))
