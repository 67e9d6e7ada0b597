"""One model read through another: which practices correspond, and between which stages a stage lies.

Nothing is converted. An answer of one model is shown beside the practice of the other that it bears on, in its own
words and with its fit; a practice that nothing maps to is "not assessed", which is never 0. A stage corresponds to an
interval of stages, with the reason, because the models draw their lines in different places.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Self

from cxcore.model import Framework
from cxcore.rating import Profile, standing
from cxcore.reading import (
    INVALID,
    Between,
    Identifier,
    InputError,
    Items,
    Problem,
    Prose,
    ValuePath,
    decode,
    did_you_mean,
    one_of,
)

FORMAT = "cx-crosswalk"
FORMAT_VERSION = 1

Order = Annotated[int, Between(0, 12)]


class Fit(StrEnum):
    """How far two practices are the same: what they ask for is much the same, or a part of it is."""

    CLOSE = "close"
    PARTIAL = "partial"


class Status(StrEnum):
    """What is known of a practice through another model."""

    ASSESSED = "assessed"
    UNANSWERED = "unanswered"
    NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeMatch:
    """A practice of the first model and one of the second that correspond. Each may correspond to several."""

    first: Identifier
    """The id of the practice in the first model."""
    second: Identifier
    """The id of the practice in the second model."""
    fit: Fit
    """Close where what they ask for is much the same, and partial where a part of it is."""
    note: Prose | None = None
    """Why they correspond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageAlignment:
    """Who has reached a stage of the first model (0 is none) is between `low` and `high` of the second, and why."""

    reached: Order
    """The order of the stage in the first model, 0 where none is reached."""
    low: Order
    """The lowest stage of the second that fits."""
    high: Order
    """The highest stage of the second that fits."""
    reason: Prose
    """Why it is there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelPair:
    """Two models, and what corresponds between them."""

    first: Identifier
    """The id of a framework."""
    second: Identifier
    """The id of another framework."""
    stages: tuple[StageAlignment, ...] = ()
    """Between which stages of the second each stage of the first lies, from 0, which is none; or `not_aligned`."""
    not_aligned: Prose | None = None
    """Why no stages correspond; then there are no `stages`."""
    practices: Annotated[tuple[PracticeMatch, ...], Items(0, 2000)] = ()
    """The practices that correspond."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswalk:
    """What `crosswalk.yaml` holds. A pair is written once, and read in both directions."""

    pairs: tuple[ModelPair, ...] = ()
    """Two models each."""

    @classmethod
    def from_dict(cls, value: object, frameworks: Mapping[str, Framework]) -> Self:
        """Read plain values and check them against the frameworks. Raises InputError with every problem found."""
        problems: list[Problem] = []
        crosswalk: Self = decode(cls, value, (), problems)
        if crosswalk is not INVALID:
            problems.extend(crosswalk.problems(frameworks))
        if problems:
            raise InputError(problems)
        return crosswalk

    def problems(self, frameworks: Mapping[str, Framework]) -> Iterator[Problem]:
        """What is wrong between the parts: ids, intervals that fall as stages rise. Passes over unreadable parts, and over
        pairs with a framework for which INVALID stands.
        """
        seen: dict[frozenset[str], int] = {}
        for i, pair in enumerate(self.pairs):
            here: ValuePath = ("pairs", i)
            ids = (pair.first, pair.second)
            if INVALID in ids:
                continue
            if pair.first == pair.second:
                yield Problem((*here, "second"), f"framework '{pair.second}' twice", "another framework")
                continue
            if frozenset(ids) in seen:
                hint, rival = "a pair is read in both directions", ("pairs", seen[frozenset(ids)])
                yield Problem(here, "the pair that", "each pair once", hint, rival=rival)
            seen.setdefault(frozenset(ids), i)
            known = True
            for key in ("first", "second"):
                one = getattr(pair, key)
                if one not in frameworks:
                    known = False
                    choices = one_of(list(frameworks) or ["none"])
                    yield Problem((*here, key), f"unknown framework '{one}'", choices, did_you_mean(one, frameworks))
            if known and INVALID not in (both := (frameworks[pair.first], frameworks[pair.second])):
                yield from (problem.under(*here) for problem in _pair_problems(pair, *both))

    def between(self, source: str, target: str) -> ModelPair | None:
        """The pair of two frameworks, turned so that `source` is its first; None where there is none."""
        for pair in self.pairs:
            if (pair.first, pair.second) == (source, target):
                return pair
            if (pair.second, pair.first) == (source, target):
                return turned(pair)
        return None

    def reasons(self, pair: ModelPair, reached: Collection[int]) -> Iterator[str]:
        """Why the stages of these orders of the pair's first lie where they do, each reason as it was written. One that holds for
        several stages may come again.
        """
        for written in self.pairs:
            if written.first == pair.first and written.second == pair.second:
                yield from (stage.reason for stage in written.stages if stage.reached in reached)
            elif written.first == pair.second and written.second == pair.first:
                held = (stage for stage in written.stages if any(stage.low <= order <= stage.high for order in reached))
                yield from (stage.reason for stage in held)

    def partners(self, framework: str) -> list[str]:
        """The frameworks that one can be read through."""
        pairs = [(pair.first, pair.second) for pair in self.pairs]
        return [second for first, second in pairs if first == framework] + [
            first for first, second in pairs if second == framework
        ]


def turned(pair: ModelPair) -> ModelPair:
    """A pair the other way round.

    A stage of the second model lies between the lowest and the highest stage of the first whose interval holds it, for
    the reasons given there; one that no interval holds has no entry.
    """
    stages = []
    for order in range(max((stage.high for stage in pair.stages), default=-1) + 1):
        holding = [stage for stage in pair.stages if stage.low <= order <= stage.high]
        if holding:
            low, high = min(s.reached for s in holding), max(s.reached for s in holding)
            reason = " ".join(dict.fromkeys(stage.reason for stage in holding))
            stages.append(StageAlignment(reached=order, low=low, high=high, reason=reason))
    practices = (PracticeMatch(first=p.second, second=p.first, fit=p.fit, note=p.note) for p in pair.practices)
    return ModelPair(
        first=pair.second,
        second=pair.first,
        stages=tuple(stages),
        not_aligned=pair.not_aligned,
        practices=tuple(practices),
    )


def read_through(crosswalk: Crosswalk, source: Framework, profile: Profile, target: Framework) -> dict[str, Any]:
    """An assessment of `source` read through `target`, in the form of the contract `cx-crosswalk`.

    `headline` is that of the source's report. `stage` is the official stage reached with its interval in the target, or
    null; `stage_interval` the same for both ends of the source's own interval. Where there is no interval, `reason` says
    why the models do not align, or `not_held` has the orders reached that no stage's interval in the other model holds.
    Every practice of the target has its status
    and the practices of the source that map to it, those of close fit first; `unmapped` are the practices of the
    source that map to none. Raises InputError where the crosswalk has nothing of the two.
    """
    pair = crosswalk.between(source.id, target.id)
    if pair is None:
        choices = one_of(crosswalk.partners(source.id) or ["none"])
        raise InputError([Problem(("to",), f"no crosswalk from '{source.id}' to '{target.id}'", choices)])
    here = standing(source, profile)
    low, high = here.stage_interval
    practices = [_practice(pair, source, profile, key) for key in target.practice]
    statuses = [practice["status"] for practice in practices]
    mapped = {match.first for match in pair.practices}
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "from": {"id": source.id, "version": source.version},
        "to": {"id": target.id, "version": target.version},
        "headline": here.headline,
        "stage": _aligned(crosswalk, pair, source, low, low),
        "stage_interval": _aligned(crosswalk, pair, source, low, high),
        "practices": practices,
        "unmapped": [key for key in source.practice if key not in mapped],
        "counts": {status.value.replace("-", "_"): statuses.count(status.value) for status in Status},
    }


def _aligned(crosswalk: Crosswalk, pair: ModelPair, source: Framework, low: int, high: int) -> dict[str, Any]:
    ends = [stage for stage in pair.stages if stage.reached in (low, high)]
    not_held = sorted({low, high} - {stage.reached for stage in ends}) if pair.stages else []
    whole = bool(ends) and not not_held
    reasons = dict.fromkeys(crosswalk.reasons(pair, (low, high)))
    return {
        "reached": [{"order": o, "id": source.stages[o - 1].id if o else None} for o in dict.fromkeys((low, high))],
        "interval": [min(s.low for s in ends), max(s.high for s in ends)] if whole else None,
        "reason": " ".join(reasons) if whole else pair.not_aligned,
        "not_held": not_held,
    }


def _practice(pair: ModelPair, source: Framework, profile: Profile, target: str) -> dict[str, Any]:
    matches = [match for match in pair.practices if match.second == target and match.first in source.practice]
    matches.sort(key=lambda match: (match.fit is not Fit.CLOSE, source.practice[match.first].order))
    if not matches:
        status = Status.NOT_ASSESSED
    else:
        status = Status.ASSESSED if any(match.first in profile.ranks for match in matches) else Status.UNANSWERED
    return {
        "practice": target,
        "status": status.value,
        "from": [
            {
                "practice": match.first,
                "fit": match.fit.value,
                "state": profile.state(match.first).value,
                "answer": source.scale[profile.ranks[match.first]] if match.first in profile.ranks else None,
                "note": match.note,
            }
            for match in matches
        ],
    }


def _pair_problems(pair: ModelPair, first: Framework, second: Framework) -> Iterator[Problem]:
    if not pair.stages and pair.not_aligned is None:
        yield Problem((), "no 'stages'", "the key 'stages', or 'not_aligned' with the reason", "add one of them")
    elif pair.stages and pair.not_aligned is not None:
        yield Problem(("not_aligned",), "'stages' and 'not_aligned'", "one of them", "take one out")
    yield from _stage_problems(pair.stages, first, second)
    seen: set[tuple[str, str]] = set()
    for i, match in enumerate(pair.practices):
        for key, framework in (("first", first), ("second", second)):
            one = getattr(match, key)
            if one is not INVALID and one not in framework.practice:
                found, expected = f"unknown practice '{one}'", f"a practice of '{framework.id}'"
                yield Problem(("practices", i, key), found, expected, did_you_mean(one, framework.practice))
        ids = (match.first, match.second)
        if INVALID not in ids and ids in seen:
            yield Problem(("practices", i), f"'{match.first}' and '{match.second}' a second time", "each match once")
        seen.add(ids)


def _stage_problems(stages: Sequence[StageAlignment], first: Framework, second: Framework) -> Iterator[Problem]:
    """Intervals are of the second model, one for each stage of the first and 0, and never fall as the stage rises."""
    readable = [stage for stage in stages if stage is not INVALID]
    if INVALID in (n for s in readable for n in (s.reached, s.low, s.high)) or len(readable) < len(stages):
        return
    if stages and [stage.reached for stage in stages] != list(range(len(first.stages) + 1)):
        found = f"the stages {', '.join(str(stage.reached) for stage in stages)}"
        yield Problem(("stages",), found, f"0 to {len(first.stages)}, each once and in this order")
        return
    most = len(second.stages)
    before: Iterable[int] = (0, 0)
    for i, stage in enumerate(stages):
        if not stage.low <= stage.high <= most:
            found = f"the interval from {stage.low} to {stage.high}"
            yield Problem(("stages", i), found, f"stages of '{second.id}', 0 to {most}, the lower one first")
        else:
            for key, least in zip(("low", "high"), before, strict=True):
                if getattr(stage, key) < least:
                    found = f"{getattr(stage, key)}, less than for the stage below"
                    yield Problem(("stages", i, key), found, f"at least {least}")
            before = (stage.low, stage.high)
