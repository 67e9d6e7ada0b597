"""Assessments over time: what moved, what is newly answered, and what came from "not applicable" or from the model.

All assessments are first brought forward to the framework's version. Two are then compared practice by practice, and
every practice stands in one list alone:

- *framework*: between the two versions the model changed it so that the answers are not of the same thing
  (`migration.Review`);
- *not applicable*: it applied before and does not now, or the other way round;
- *answered*: a level was given in one of the two alone;
- *up*, *down*, *unchanged*: a level was given in both.

The effect on stage and index is taken apart in the order moved, answered, not applicable, framework, by changing the
older assessment into the newer one list by list; the effects add up to the whole difference. One respondent gives no
error variance, so no significance is claimed; for teams see `trend_team`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import pairwise
from typing import Any

from cxcore.model import MET_FROM, Assessment, Framework, Kind, State, version_key
from cxcore.model.migration import Migrated, Review, migrate
from cxcore.rating import Profile, Standing, standing
from cxcore.reading import InputError, Problem, encode
from cxcore.rounding import percent, shown

FORMAT = "cx-trend"
FORMAT_VERSION = 1

CAUSES = ("moved", "answered", "not_applicable", "framework")
"""Where a change of stage and index comes from, in the order in which it is taken apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """What was known at one time, in the framework's version: a respondent's profile, or a team's medians.

    `evidence` is what supports each practice's answer. `versions` are those in which the answers were given, `reviews`
    what bringing them forward left to look at. The practices in `withheld` may count but not be shown.
    """

    taken: str
    profile: Profile
    versions: frozenset[str]
    evidence: Mapping[str, object] = field(default_factory=dict)
    reviews: frozenset[Review] = frozenset()
    withheld: frozenset[str] = frozenset()
    respondents: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A practice with its ranks before and after, None for no level, and the states that say why; and whether there is new
    evidence for it."""

    practice: str
    before: int | None
    after: int | None
    states: tuple[State, State]
    new_evidence: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Effect:
    """What one cause did: where the answers stood before and after it, and the index's difference (None where one is undefined)."""

    cause: str
    before: Standing
    after: Standing

    @property
    def index(self) -> Fraction | None:
        old, new = self.before.index, self.after.index
        return None if old is None or new is None else new - old


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The lists of two assessments compared, each in catalogue order; see the module."""

    up: tuple[Move, ...]
    down: tuple[Move, ...]
    unchanged: tuple[Move, ...]
    answered: tuple[Move, ...]
    not_applicable: tuple[Move, ...]
    framework: tuple[Move, ...]
    reviews: tuple[Review, ...]
    effects: tuple[Effect, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Snapshots in order of time, each compared with the one before; and the last of more than two with the first."""

    framework: Framework
    target: int
    snapshots: tuple[Snapshot, ...]
    steps: tuple[Comparison, ...]
    overall: Comparison | None = None

    def to_dict(self, sign_test: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The trend as data, in the form of the contract `cx-trend`.

        `from` and `to` of a comparison are places in `points`; those of a practice are answers' ids or null, and
        `states` has what is known of it before and after, such as `answered` or `dont_know`.
        `to_target` and the indices have `exact` and `value` (as shown). `headline` and `stage_interval` of a point, and
        of what an effect begins and ends with, are those of a report.
        """
        pairs = [(i, i + 1, step) for i, step in enumerate(self.steps)]
        if self.overall is not None:
            pairs.append((0, len(self.snapshots) - 1, self.overall))
        return {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "framework": {"id": self.framework.id, "version": self.framework.version},
            "target": _stage(self.framework, self.target),
            "points": [_point(self.framework, snapshot, self.target) for snapshot in self.snapshots],
            "comparisons": [
                {"from": i, "to": j, **_comparison(self.framework, comparison, self._withheld(i, j))}
                for i, j, comparison in pairs
            ],
            "sign_test": None if sign_test is None else dict(sign_test),
        }

    def _withheld(self, i: int, j: int) -> frozenset[str]:
        return self.snapshots[i].withheld | self.snapshots[j].withheld


def read_trend(framework: Framework, assessments: Sequence[Assessment], target: int | None = None) -> Trend:
    """The trend of one respondent's assessments, put in order by their days (and as given, where these are equal).

    `target` is the order of the stage that "percent to target" looks at; by default the one after the stage first
    reached. Raises InputError for fewer than two assessments, a target that is no stage, and assessments of another
    framework or of a version that is not known here, under the assessment's number from 0.
    """
    problems = []
    if len(assessments) < 2:
        problems.append(Problem((), f"{len(assessments)} assessments", "at least two"))
    brought = brought_forward(framework, assessments, problems)
    ordered = sorted(brought, key=lambda pair: pair[0].taken)
    snapshots = [snapshot(framework, old, new) for old, new in ordered]
    return trend(framework, snapshots, target)


def trend(framework: Framework, snapshots: Sequence[Snapshot], target: int | None = None) -> Trend:
    """The trend of two or more snapshots in order of time. Raises InputError for a target that is no stage."""
    if target is None:
        first = standing(framework, snapshots[0].profile)
        target = first.next_stage or first.reached
    elif not 1 <= target <= len(framework.stages):
        raise InputError([Problem(("target",), f"stage {target}", f"a stage from 1 to {len(framework.stages)}")])
    steps = [compare(framework, a, b) for a, b in pairwise(snapshots)]
    overall = compare(framework, snapshots[0], snapshots[-1]) if len(snapshots) > 2 else None
    return Trend(framework=framework, target=target, snapshots=tuple(snapshots), steps=tuple(steps), overall=overall)


def brought_forward(
    framework: Framework, assessments: Sequence[Assessment], problems: list[Problem]
) -> list[tuple[Assessment, Migrated]]:
    """Each assessment with what migration made of it. Raises InputError with `problems` and all that it finds."""
    brought = []
    for i, one in enumerate(assessments):
        try:
            migrated = migrate(framework, one)
        except InputError as error:
            problems += [problem.under(i) for problem in error.problems]
            continue
        if migrated.assessment is None:
            found = f"version {one.framework.version}"
            expected = f"{framework.version} or a version in its list of changes"
            problems.append(Problem((i, "framework", "version"), found, expected))
        brought.append((one, migrated))
    if problems:
        raise InputError(problems)
    return brought


def snapshot(framework: Framework, original: Assessment, migrated: Migrated) -> Snapshot:
    """What one assessment, brought forward, says."""
    new = migrated.assessment
    assert new is not None, "assessments of unknown versions were refused"
    return Snapshot(
        taken=new.taken,
        profile=Profile.of(framework, new),
        versions=frozenset({original.framework.version}),
        evidence={
            key: (response.evidence, response.evidence_date, response.evidence_owner)
            for key, response in new.responses.items()
            if response.evidence.strip()
        },
        reviews=frozenset(migrated.reviews),
    )


def compare(framework: Framework, before: Snapshot, after: Snapshot) -> Comparison:
    """Two snapshots compared, practice by practice."""
    reviews = _between(before, after)
    changed = {review.practice for review in reviews}
    lists: dict[str, list[Move]] = {name: [] for name in ("up", "down", "unchanged", *CAUSES[1:])}
    for key in framework.practice:
        states = before.profile.state(key), after.profile.state(key)
        ranks = before.profile.ranks.get(key), after.profile.ranks.get(key)
        new = key in after.evidence and after.evidence[key] != before.evidence.get(key)
        move = Move(practice=key, before=ranks[0], after=ranks[1], states=states, new_evidence=new)
        if key in changed:
            lists["framework"].append(move)
        elif (states[0] is State.NOT_APPLICABLE) != (states[1] is State.NOT_APPLICABLE):
            lists["not_applicable"].append(move)
        elif ranks[0] is not None and ranks[1] is not None:
            lists["up" if ranks[1] > ranks[0] else "down" if ranks[1] < ranks[0] else "unchanged"].append(move)
        elif ranks != (None, None):
            lists["answered"].append(move)
    moved = [*lists["up"], *lists["down"]]
    causes = {"moved": moved, **{name: lists[name] for name in CAUSES[1:]}}
    return Comparison(
        **{name: tuple(moves) for name, moves in lists.items()},
        reviews=reviews,
        effects=_effects(framework, before.profile, after.profile, causes),
    )


def to_target(framework: Framework, profile: Profile, target: int) -> Fraction | None:
    """How much of the way to a stage is gone: 1 − Σ max(0, target − current) / Σ target; None where Σ target is 0.

    In ranks, over the practices that apply and bear on the stage or a lower one. The target of an adoption practice is
    Repeatable, that of a rubric practice the answer of the stage; unanswered practices and don't-knows are at their
    lowest answer.
    """
    goals = {}
    for key, practice in framework.practice.items():
        stage = target if practice.stage is None else framework.stage_order[practice.stage]
        if stage <= target and key not in profile.not_applicable:
            goals[key] = MET_FROM if framework.kind is Kind.ADOPTION else target - 1
    lacking = sum(max(0, goal - profile.ranks.get(key, 0)) for key, goal in goals.items())
    total = sum(goals.values())
    return 1 - Fraction(lacking, total) if total else None


def _between(before: Snapshot, after: Snapshot) -> tuple[Review, ...]:
    """What the framework changed between the two: reviews of changes since the older version, up to the newer one."""
    keys = [version_key(version) for version in before.versions | after.versions]
    both = before.reviews & after.reviews
    found = {
        review
        for review in before.reviews | after.reviews
        if (min(keys) < version_key(review.since) <= max(keys) if review.since else review not in both)
    }
    return tuple(sorted(found, key=lambda r: (r.practice or "", version_key(r.since or "0"), r.reason, r.before)))


def _effects(
    framework: Framework, before: Profile, after: Profile, causes: Mapping[str, Collection[Move]]
) -> tuple[Effect, ...]:
    effects, now = [], standing(framework, before)
    for cause in CAUSES:
        moves = [move.practice for move in causes[cause]]
        following = standing(framework, _with(now.profile, after, moves)) if moves else now
        effects.append(Effect(cause=cause, before=now, after=following))
        now = following
    return tuple(effects)


def _with(profile: Profile, other: Profile, practices: Iterable[str]) -> Profile:
    """`profile`, with these practices as they are in `other`."""
    keys = frozenset(practices)
    ranks = {key: rank for key, rank in profile.ranks.items() if key not in keys}
    ranks |= {key: rank for key, rank in other.ranks.items() if key in keys}
    return replace(
        profile,
        ranks=ranks,
        not_applicable=(profile.not_applicable - keys) | (other.not_applicable & keys),
        dont_know=(profile.dont_know - keys) | (other.dont_know & keys),
    )


def _point(framework: Framework, snapshot: Snapshot, target: int) -> dict[str, Any]:
    here = standing(framework, snapshot.profile)
    value, way = here.index, to_target(framework, snapshot.profile, target)
    return {
        "taken": snapshot.taken,
        "respondents": snapshot.respondents,
        "headline": here.headline,
        "stage_reached": _stage(framework, here.reached),
        "strict_stage": _stage(framework, here.strict),
        "stage_interval": list(here.stage_interval),
        "index": None if value is None else {"exact": encode(value), "value": shown(value)},
        "to_target": None if way is None else {"exact": encode(way), "value": percent(way)},
        "answered": encode(here.counts),
    }


def _comparison(framework: Framework, comparison: Comparison, withheld: frozenset[str]) -> dict[str, Any]:
    def moves(listed: Iterable[Move]) -> list[dict[str, Any]]:
        return [_move(framework, move) for move in listed if move.practice not in withheld]

    return {
        "up": moves(comparison.up),
        "down": moves(comparison.down),
        "unchanged": moves(comparison.unchanged),
        "answered": moves(comparison.answered),
        "not_applicable": moves(comparison.not_applicable),
        "framework": [
            {
                "practice": review.practice,
                "reason": review.reason.value,
                "before": list(review.before),
                "since": review.since,
                **next((_levels(framework, m) for m in comparison.framework if m.practice == review.practice), _NONE),
            }
            for review in comparison.reviews
            if review.practice not in withheld
        ],
        "withheld": sorted(withheld, key=list(framework.practice).index),
        "effects": [
            {
                "cause": effect.cause,
                "headline_before": effect.before.headline,
                "stage_before": effect.before.reached,
                "stage_interval_before": list(effect.before.stage_interval),
                "headline_after": effect.after.headline,
                "stage_after": effect.after.reached,
                "stage_interval_after": list(effect.after.stage_interval),
                "index": None
                if effect.index is None
                else {"exact": encode(effect.index), "value": shown(effect.index)},
            }
            for effect in comparison.effects
        ],
    }


_NONE: Mapping[str, Any] = {"from": None, "to": None}


def _levels(framework: Framework, move: Move) -> dict[str, Any]:
    before, after = (None if rank is None else framework.scale[rank] for rank in (move.before, move.after))
    return {"from": before, "to": after}


def _move(framework: Framework, move: Move) -> dict[str, Any]:
    steps = None if move.before is None or move.after is None else move.after - move.before
    return {
        "practice": move.practice,
        **_levels(framework, move),
        "states": [state.value for state in move.states],
        "difference": steps,
        "new_evidence": move.new_evidence,
    }


def _stage(framework: Framework, order: int) -> dict[str, Any]:
    return {"order": order, "id": framework.stages[order - 1].id if order else None}
