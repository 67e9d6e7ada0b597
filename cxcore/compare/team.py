"""Several assessments read together: medians, the team's stage beside the individuals', agreement, groups side by side.

For each practice the lower median of the levels given is taken; the medians are then rated like one assessment. Stages
are never averaged.

Small numbers: a breakdown of a group or of a practice is shown only where at least 5 respondents are in it, and where
those outside all that is shown are none or at least 5; else what is left could be got by subtraction. In the breakdown
of a practice are those who gave a level or said that it does not apply. Outside the groups shown are all others of the
team, those without a group too; outside a practice's breakdowns by group are all others who said something of it.
Where the second rule fails, the smallest breakdown is withheld too, of equal ones the last by name. That one has 5 or
more, so that the rule then holds.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from cxcore.compare.agreement import krippendorff_alpha, leik, lower_median, percent_agreement
from cxcore.model import Assessment, Framework
from cxcore.rating import Profile, standing
from cxcore.reading import InputError, Problem, encode, name_key
from cxcore.rounding import percent, thousandths

FORMAT = "cx-team"
FORMAT_VERSION = 1

LEAST = 5
"""The fewest respondents in, and the fewest (but none) outside of, what is broken down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeReading:
    """What respondents said of one practice: how many gave each level, from low to high; how many "not applicable"."""

    practice: str
    counts: tuple[int, ...]
    not_applicable: int

    @property
    def said(self) -> int:
        """How many are in it: who gave a level, or said that it does not apply."""
        return sum(self.counts) + self.not_applicable

    @property
    def median(self) -> int | None:
        """The lower median of the levels given, as a rank."""
        return lower_median(self.counts)

    @property
    def leik(self) -> Fraction | None:
        """Leik's ordinal consensus of the levels given."""
        return leik(self.counts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a number of respondents said."""

    practices: tuple[PracticeReading, ...]
    """Of each practice, in catalogue order."""
    respondents: int
    """How many they are."""
    stages: tuple[int, ...]
    """The stages of those alone who answered enough to name one (`Standing.headline`), lowest first."""

    def profile(self) -> Profile:
        """The profile of the medians.

        A practice is not applicable where all who gave a level or "not applicable" said so, and unanswered where
        nobody did.
        """
        medians = {p.practice: p.median for p in self.practices}
        return Profile(
            ranks={key: median for key, median in medians.items() if median is not None},
            not_applicable=frozenset(p.practice for p in self.practices if p.not_applicable and not any(p.counts)),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """The reading of all, those of the groups by name that can be shown, and the names of the groups withheld.

    `shown` are the practices whose breakdown over all can be shown; `shown_in` those of each group shown.
    """

    framework: Framework
    everybody: Reading
    groups: Mapping[str, Reading]
    withheld: tuple[str, ...]
    shown: frozenset[str]
    shown_in: Mapping[str, frozenset[str]]

    @property
    def profile(self) -> Profile:
        """What the team is rated by, as for a report or a roadmap. It says more than `shown` allows to be shown."""
        return self.everybody.profile()

    def to_dict(self) -> dict[str, Any]:
        """The team as data, in the form of the contract `cx-team`.

        What is withheld is null. `headline`, `stage` (which a report calls `stage_reached`), `stage_interval` and
        `answered` are those of the medians, as in a report. `stages_of_respondents` are the lowest and the highest order
        over the `respondents_with_stage`, who answered enough for a stage of their own; null where nobody did. `median` is
        an answer's id. `disagreements` are practices, the one with the least consensus first, without those on which all agree.
        `gaps` between the groups are in ranks, the largest first, by practice between the lowest and the highest
        median of a group shown.
        """
        return {
            "format": FORMAT,
            "format_version": FORMAT_VERSION,
            "framework": {"id": self.framework.id, "version": self.framework.version},
            **_reading(self.framework, self.everybody, self.shown),
            "disagreements": [
                p.practice
                for p in sorted(self.everybody.practices, key=lambda p: p.leik or Fraction(0))
                if p.practice in self.shown and p.leik is not None and p.leik < 1
            ],
            "groups": [
                {"group": name, **_reading(self.framework, self.groups[name], self.shown_in[name])}
                for name in self.groups
            ],
            "groups_withheld": list(self.withheld),
            "gaps": self._gaps(),
        }

    def _gaps(self) -> list[dict[str, Any]]:
        found = []
        for key in self.framework.practice:
            medians = {
                name: practice.median
                for name, reading in self.groups.items()
                for practice in reading.practices
                if practice.practice == key and key in self.shown_in[name] and practice.median is not None
            }
            if len(medians) > 1:
                gap = max(medians.values()) - min(medians.values())
                named = {name: self.framework.scale[rank] for name, rank in medians.items()}
                found.append({"practice": key, "gap": gap, "medians": named})
        return sorted(found, key=lambda entry: -entry["gap"])


def read_team(framework: Framework, assessments: Sequence[Assessment]) -> Team:
    """Read assessments together. Their order makes no difference; each counts as one respondent.

    Raises InputError with all problems of all assessments that do not fit the framework, under the assessment's number
    from 0; and where there is no assessment.
    """
    problems = [p.under(i) for i, one in enumerate(assessments) for p in one.problems(framework)]
    if not assessments:
        problems = [Problem((), "no assessments", "at least one")]
    if problems:
        raise InputError(problems)
    profiles = [Profile.of(framework, one) for one in assessments]
    groups: dict[str, list[Profile]] = {}
    spelt = _spellings(one.respondent.group for one in assessments)
    for one, profile in zip(assessments, profiles, strict=True):
        groups.setdefault(spelt[name_key(one.respondent.group)], []).append(profile)
    groups.pop("", None)
    everybody = read(framework, profiles)
    shown = _shown({name: len(members) for name, members in groups.items()}, len(profiles))
    readings = {name: read(framework, groups[name]) for name in sorted(shown)}
    shown_in: dict[str, set[str]] = {name: set() for name in readings}
    for i, practice in enumerate(everybody.practices):
        sizes = {name: reading.practices[i].said for name, reading in readings.items()}
        for name in _shown(sizes, practice.said):
            shown_in[name].add(practice.practice)
    return Team(
        framework=framework,
        everybody=everybody,
        groups=readings,
        withheld=tuple(sorted(groups.keys() - shown)),
        shown=frozenset(p.practice for p in everybody.practices if p.said >= LEAST),
        shown_in={name: frozenset(keys) for name, keys in shown_in.items()},
    )


def read(framework: Framework, profiles: Sequence[Profile]) -> Reading:
    """What these respondents said, put together."""
    levels = {key: [0] * len(framework.scale) for key in framework.practice}
    not_applicable = dict.fromkeys(framework.practice, 0)
    for profile in profiles:
        for key, rank in profile.ranks.items():
            levels[key][rank] += 1
        for key in profile.not_applicable:
            not_applicable[key] += 1
    return Reading(
        practices=tuple(
            PracticeReading(practice=key, counts=tuple(levels[key]), not_applicable=not_applicable[key])
            for key in framework.practice
        ),
        respondents=len(profiles),
        stages=tuple(
            sorted(
                here.reached
                for here in (standing(framework, profile) for profile in profiles)
                if here.headline == "stage"
            )
        ),
    )


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """How each name is spelt most often, by what its spellings have in common."""
    spelt: dict[str, Counter[str]] = {}
    for name in names:
        spelt.setdefault(name_key(name), Counter())[name.strip()] += 1
    return {key: min(counted, key=lambda name: (-counted[name], name)) for key, counted in spelt.items()}


def _shown(sizes: Mapping[str, int], everybody: int) -> set[str]:
    """Which parts of a whole can be shown, by their sizes; see the rule on small numbers."""
    shown = {name for name, size in sizes.items() if size >= LEAST}
    while shown and 0 < everybody - sum(sizes[name] for name in shown) < LEAST:
        smallest = min(sizes[name] for name in shown)
        shown.remove(max(name for name in shown if sizes[name] == smallest))
    return shown


def _reading(framework: Framework, reading: Reading, shown_: frozenset[str]) -> dict[str, Any]:
    levels = [p.counts for p in reading.practices]
    alpha, agreement = krippendorff_alpha(levels), percent_agreement(levels)
    here = standing(framework, reading.profile())
    return {
        "respondents": reading.respondents,
        "headline": here.headline,
        "stage": {"order": here.reached, "id": framework.stages[here.reached - 1].id if here.reached else None},
        "stage_interval": list(here.stage_interval),
        "answered": encode(here.counts),
        "respondents_with_stage": len(reading.stages),
        "stages_of_respondents": [reading.stages[0], reading.stages[-1]] if reading.stages else None,
        "alpha": None if alpha is None else {"exact": encode(alpha), "value": thousandths(alpha)},
        "percent_agreement": None if agreement is None else {"exact": encode(agreement), "value": percent(agreement)},
        "practices": [_practice(framework, p) if p.practice in shown_ else _withheld(p) for p in reading.practices],
    }


def _practice(framework: Framework, practice: PracticeReading) -> dict[str, Any]:
    median, consensus = practice.median, practice.leik
    return {
        "practice": practice.practice,
        "median": None if median is None else framework.scale[median],
        "counts": list(practice.counts),
        "leik": None if consensus is None else {"exact": encode(consensus), "value": thousandths(consensus)},
        "not_applicable": practice.not_applicable,
        "withheld": False,
    }


def _withheld(practice: PracticeReading) -> dict[str, Any]:
    return {
        "practice": practice.practice,
        "median": None,
        "counts": None,
        "leik": None,
        "not_applicable": None,
        "withheld": True,
    }
