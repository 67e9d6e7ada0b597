"""What stands between a profile and the next stage: the gaps in their order, and the fewest answers that could lift the stage."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from cxcore.model import Framework, Kind, Practice
from cxcore.rating.coverage import StageCoverage, blocking_stages, needed_for
from cxcore.rating.profile import Profile
from cxcore.rating.standing import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A practice that applies and is not met at `stage` (an order).

    `rank` is its answer's, None where it is unanswered or not known; `steps` are the answers from there (a blank starts at the
    lowest) to meeting it at `stage`; `cost` is what they cost together (`Framework.cost`). `blocks`: it keeps the next stage away.
    """

    practice: str
    stage: int
    rank: int | None
    steps: int
    cost: int
    blocks: bool


def gaps(standing: Standing) -> tuple[Gap, ...]:
    """Every practice that applies and is not met, once each, in the order in which to look at them.

    What blocks the next stage first; then stage, ascending; then fewest steps to meeting; then heaviest; then cheapest;
    then catalogue order. A gap blocks where it is not met at a stage whose coverage is too low for the next stage
    (`blocking_stages`). A stage that is not rated blocks too, but where its coverage is high enough its gaps do not: raising
    them would not rate it.

    A rubric practice is unmet at several stages. It is listed at the lowest one where it blocks, or where it blocks none at
    the lowest one where it is unmet, so that its steps lead to where it first helps.
    """
    framework, profile, stages = standing.framework, standing.profile, standing.stages
    target = standing.reached + 1
    blocking = {
        order
        for order in blocking_stages(framework, stages)
        if stages[order - 1].met < needed_for(stages[order - 1], target)
    }
    unmet_at: dict[str, list[int]] = {}
    for stage in stages:
        for key in stage.unmet:
            unmet_at.setdefault(key, []).append(stage.order)
    found = []
    for key, orders in unmet_at.items():
        here = [order for order in orders if order in blocking]
        order = min(here or orders)
        start, meeting = profile.ranks.get(key, 0), framework.meeting_rank(order)
        found.append(
            Gap(
                practice=key,
                stage=order,
                rank=profile.ranks.get(key),
                steps=meeting - start,
                cost=framework.cost(key, start, meeting),
                blocks=bool(here),
            )
        )

    def place(gap: Gap) -> tuple[bool, int, int, int, int, int]:
        practice = framework.practice[gap.practice]
        return not gap.blocks, gap.stage, gap.steps, -practice.weight, gap.cost, practice.order

    return tuple(sorted(found, key=place))


def lift(standing: Standing) -> tuple[str, ...]:
    """The fewest unanswered or don't-know practices that, if met, would lift the stage above the official one.

    Ids in catalogue order; empty exactly where no answers could lift it, that is where both ends of `stage_interval` are
    equal. Of equally small sets it is the one with the lexicographically smallest places in the catalogue.

    Why it is exact. Let k be the official stage. A set that lifts the stage to some m > k also satisfies the rule for k + 1
    (stages up to k are then Fully covered, and k + 1 at least Largely), so only k + 1 needs to be looked at. For it, each
    stage j ≤ k + 1 lacks a known weight. An adoption practice adds its weight to its own stage alone, so that the stages
    do not interact. A blank rubric practice, raised as far as k + 1, adds its weight to every stage from 2 to k + 1, and at
    stage 1 it is met already; so the largest lack alone decides. What is left is, once or once a stage, to get a sum
    of at least so much from as few weights as possible: the heaviest ones give the size, and `_fewest` finds the first set of
    that size. Joining the first sets of separate stages gives the first set of all, because two unions of the same sizes
    differ first where the sets of one stage differ first.
    """
    framework, target = standing.framework, standing.next_stage
    concerned = standing.stages[:target]
    if target is None or not all(stage.rated for stage in concerned):
        return ()
    lacks = [(needed_for(stage, target) - stage.met, stage) for stage in concerned]
    if framework.kind is Kind.RUBRIC:
        lacks = [(max(lack for lack, _ in lacks), concerned[-1])]
    chosen: list[Practice] = []
    for lack, stage in lacks:
        part = _fewest(_blanks(framework, standing.profile, stage), lack)
        if part is None:
            return ()
        chosen += part
    return tuple(p.id for p in sorted(chosen, key=lambda p: p.order))


def _blanks(framework: Framework, profile: Profile, stage: StageCoverage) -> list[Practice]:
    return [framework.practice[key] for key in stage.unmet if key not in profile.ranks]


def _fewest(practices: Sequence[Practice], lack: int) -> list[Practice] | None:
    """The smallest set with a weight of at least `lack`, the first such set in catalogue order; None where all are too few."""
    if sum(p.weight for p in practices) < lack:
        return None
    heaviest = sorted((p.weight for p in practices), reverse=True)
    size = 0
    while sum(heaviest[:size]) < lack:
        size += 1
    chosen: list[Practice] = []
    for i, practice in enumerate(practices):
        # Take the earliest practice with which the heaviest of the later ones can still make up what is lacking.
        if len(chosen) < size:
            later = sorted((p.weight for p in practices[i + 1 :]), reverse=True)[: size - len(chosen) - 1]
            if practice.weight + sum(later) >= lack:
                chosen.append(practice)
                lack -= practice.weight
    return chosen
