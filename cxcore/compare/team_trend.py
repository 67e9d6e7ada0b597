"""Two rounds of a team over time: the medians compared, and a sign test over the respondents who took part in both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import comb
from typing import Any

from cxcore.compare.team import read_team
from cxcore.compare.trend import Snapshot, Trend, brought_forward, trend
from cxcore.model import Assessment, Framework
from cxcore.model.migration import Migrated
from cxcore.rating import Profile, standing
from cxcore.reading import Problem, encode, name_key
from cxcore.rounding import thousandths

LEAST_PAIRS = 6
"""The fewest pairs of which a sign test is made. With five the smallest two-sided p is 1/16, with six it is 1/32."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignTest:
    """How many paired respondents' index went up, and down; and the exact two-sided probability `p`.

    `pairs` are all who have an index in both rounds, of whom `up` + `down` decide. `p` is None with fewer than
    `LEAST_PAIRS` pairs.
    """

    pairs: int
    up: int
    down: int
    p: Fraction | None

    def to_dict(self) -> dict[str, Any]:
        """As plain data; p with `exact` and `value` (three decimals, rounded towards zero)."""
        p = None if self.p is None else {"exact": encode(self.p), "value": thousandths(self.p)}
        return {"pairs": self.pairs, "up": self.up, "down": self.down, "ties": self.pairs - self.up - self.down, "p": p}


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamTrend:
    """The trend of the medians, and the sign test over the pairs."""

    trend: Trend
    sign_test: SignTest

    def to_dict(self) -> dict[str, Any]:
        """The trend as data, in the form of the contract `cx-trend`."""
        return self.trend.to_dict(self.sign_test.to_dict())


def sign_test(up: int, down: int) -> Fraction:
    """The exact two-sided sign test, ties dropped: with n = up + down and k = min(up, down),

        p = min(1, 2 Σ_{i ≤ k} C(n, i) / 2^n)

    which is the probability of a split at least as uneven if up and down were equally likely (W. J. Dixon and A. M.
    Mood, The Statistical Sign Test, JASA 41, 1946). 1 where n is 0.

    >>> sign_test(6, 0), sign_test(7, 1), sign_test(0, 0)
    (Fraction(1, 32), Fraction(9, 128), Fraction(1, 1))
    """
    n = up + down
    tail = sum(comb(n, i) for i in range(min(up, down) + 1))
    return min(Fraction(1), Fraction(2 * tail, 2**n))


def read_team_trend(
    framework: Framework, before: Sequence[Assessment], after: Sequence[Assessment], target: int | None = None
) -> TeamTrend:
    """Compare two rounds, and test the respondents who took part in both.

    They are paired by equal, non-empty label; a label that a round has twice pairs nobody. A practice's medians are
    shown where at least five respondents said something of it in both rounds (`team`). The day of a round is its last
    one. Raises InputError as `trend.read_trend` does, under the assessment's number over both rounds, and for a round
    without assessments.
    """
    rounds = (("before", before), ("after", after))
    problems = [Problem((), "no assessments", f"some {when}") for when, members in rounds if not members]
    brought = brought_forward(framework, [*before, *after], problems)
    parts = brought[: len(before)], brought[len(before) :]
    snapshots = [_snapshot(framework, round_) for round_ in parts]
    return TeamTrend(
        trend=trend(framework, snapshots, target),
        sign_test=_paired(framework, *(_indices(framework, r) for r in parts)),
    )


def _snapshot(framework: Framework, brought: Sequence[tuple[Assessment, Migrated]]) -> Snapshot:
    team = read_team(framework, [new.assessment for _, new in brought if new.assessment is not None])
    return Snapshot(
        taken=max(old.taken for old, _ in brought),
        profile=team.profile,
        versions=frozenset(old.framework.version for old, _ in brought),
        reviews=frozenset(review for _, new in brought for review in new.reviews),
        withheld=frozenset(framework.practice) - team.shown,
        respondents=len(brought),
    )


def _indices(framework: Framework, brought: Sequence[tuple[Assessment, Migrated]]) -> dict[str, Fraction | None]:
    """The index of each respondent who can be paired, by label."""
    found: dict[str, Fraction | None] = {}
    twice = set()
    for _, new in brought:
        if new.assessment is not None and (label := name_key(new.assessment.respondent.label)):
            if label in found:
                twice.add(label)
            found[label] = standing(framework, Profile.of(framework, new.assessment)).index
    return {label: value for label, value in found.items() if label not in twice}


def _paired(framework: Framework, before: dict[str, Fraction | None], after: dict[str, Fraction | None]) -> SignTest:
    signs = []
    for label in before.keys() & after.keys():
        old, new = before[label], after[label]
        if old is not None and new is not None:
            signs.append((new > old) - (new < old))
    up, down = signs.count(1), signs.count(-1)
    p = sign_test(up, down) if len(signs) >= LEAST_PAIRS else None
    return SignTest(pairs=len(signs), up=up, down=down, p=p)
