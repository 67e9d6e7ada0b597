"""The arithmetic of the metrics: figures from counts of replies, with 95 % intervals, and how many replies a margin takes.

Every function is pure and takes whole counts or `Fraction`s. What is rational stays exact; an interval needs a root and is
made of floats by + − × ÷ and `sqrt` alone, which give the same bits in CPython and in the browser. (`**`, `pow`, `exp` and
`log` on floats do not.) Nothing is rounded before `rounded` shows it.

Intervals speak of a random sample from a population that is much larger. They say nothing about people who were asked and
did not reply. A figure without replies is an error, never 0 and never NaN: each function raises InputError with one problem,
whose path is the name of the argument that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from typing import NamedTuple

from cxcore.metrics.counts import check_count, refuse
from cxcore.reading import InputError
from cxcore.rounding import percentage, rounded

Z = 1.959963984540054
"""The 97.5 % point of the normal distribution: 95 % lie between −Z and Z. Source: 1.96 in every table (NIST/SEMATECH e-Handbook
of Statistical Methods, 1.3.6.7.1); all digits as `statistics.NormalDist().inv_cdf(0.975)` has them, which a test compares."""

_Z2 = Z * Z
_Z_EXACT = Fraction("1.959963984540054")
LEAST_REPLIES_FOR_A_MEAN = 4


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure, its 95 % interval from `low` to `high`, and the number of replies that it rests on."""

    value: Fraction
    low: float
    high: float
    n: int


@dataclass(frozen=True, slots=True)
class MeanScore:
    """A mean of answers on a scale, their standard deviation, the margin of the mean, and the share in the upper answers.

    `margin`, `low` and `high` are None where all answers are the same: the replies then hold nothing to estimate it from.
    """

    value: Fraction
    deviation: float
    margin: float | None
    low: float | None
    high: float | None
    n: int
    upper: Estimate


@dataclass(frozen=True, slots=True)
class Difference:
    """The second figure less the first, with its 95 % interval."""

    value: Fraction
    low: float
    high: float

    @property
    def margin(self) -> float:
        """Half the width of the interval."""
        return (self.high - self.low) / 2

    @property
    def could_be_chance(self) -> bool:
        """Whether the interval includes 0. If not, the difference is more than chance explains."""
        return self.low <= 0 <= self.high


class Promoters(NamedTuple):
    """Replies to the question about recommending: 9 and 10, 7 and 8, 0 to 6."""

    promoters: int
    passives: int
    detractors: int


class Share(NamedTuple):
    """So many of `n`."""

    successes: int
    n: int


class Mean(NamedTuple):
    """A mean of `n` answers and their standard deviation (that of a sample, divided by n − 1)."""

    mean: Fraction
    deviation: Fraction
    n: int


# --- one figure -------------------------------------------------------------------------------------------------------


def proportion(successes: int, n: int) -> Estimate:
    """The share successes ÷ n, from 0 to 1, with the Wilson interval.

    Rule: all shares p for which the observed one is no more than Z standard errors away. Formula, with p = successes ÷ n:
    (p + Z²/2n ± Z √(p(1−p)/n + Z²/4n²)) ÷ (1 + Z²/n). Source: E. B. Wilson, Journal of the American Statistical
    Association 22 (1927), 209–212; without continuity correction. It stays within 0 and 1 and is usable with few replies.
    Raises InputError where n is below 1 or successes is not from 0 to n.
    """
    _part_of(successes, "successes", n, "n")
    p = successes / n
    whole = 1 + _Z2 / n
    centre = (p + _Z2 / (2 * n)) / whole
    half = Z * sqrt(p * (1 - p) / n + _Z2 / (4 * n * n)) / whole
    # At the ends of the scale the bound is the end itself, which floats miss by their last bit.
    low = max(0.0, centre - half) if successes else 0.0
    high = min(1.0, centre + half) if successes < n else 1.0
    return Estimate(Fraction(successes, n), low, high, n)


def csat(satisfied: int, replies: int) -> Estimate:
    """Customer satisfaction: the share, from 0 to 1, of replies in the top two of five answers, with the Wilson interval.

    No standard fixes the cut; the top two of five is this site's rule. Formula and errors as `proportion`, under the names
    `satisfied` and `replies`.
    """
    _part_of(satisfied, "satisfied", replies, "replies")
    return proportion(satisfied, replies)


def nps(promoters: int, passives: int, detractors: int) -> Estimate:
    """The Net Promoter Score, from −100 to +100 points, with the adjusted Wald interval.

    Score: 100 × (promoters − detractors) ÷ n, of the replies as counted. Interval: add three replies, ¾ to the promoters,
    1½ to the passives, ¾ to the detractors; with the score s and the shares p and d of these n + 3 (from −1 to 1, 0 to 1),
    s ± Z √((p + d − s²) ÷ (n + 3)), cut at ±100 and never without the score itself. The interval therefore lies a little
    nearer to 0 than the score. Source: B. Rocks, "Interval Estimation for the Net Promoter Score", The American
    Statistician 70 (2016), 365–372. Raises InputError where a count is below 0 or all are 0.
    """
    counts = _promoters(Promoters(promoters, passives, detractors))
    value = _score(counts)
    centre, variance = _adjusted(counts)
    half = 100 * Z * sqrt(variance)
    return Estimate(value, *_within(100 * centre - half, 100 * centre + half, value, 100), sum(counts))


def ces(counts: Sequence[int]) -> MeanScore:
    """The Customer Effort Score, version 2: the mean of answers from 1 to 7, its margin, and the share at 5 to 7.

    `counts` says how often 1, 2, … 7 was chosen. Margin: t × s ÷ √n, where s is the standard deviation of the answers
    (divided by n − 1) and t the 97.5 % point of Student's distribution with n − 1 degrees of freedom; the interval is cut
    at the ends of the scale. Sources: Student, Biometrika 6 (1908), 1–25; t as in `_student`; the share as `proportion`.
    Raises InputError where there are not seven counts, one is below 0, or all together are fewer than four; its path is
    `counts`, or `answer_1` to `answer_7`.
    """
    if len(counts) != 7:
        refuse("counts", f"{len(counts)} counts", "7, one for each answer from 1 to 7")
    for answer, count in enumerate(counts, 1):
        check_count(count, f"answer_{answer}")
    n = sum(counts)
    _enough(n, "answer_7", f"{n} {'reply' if n == 1 else 'replies'} in all")
    total = sum(answer * count for answer, count in enumerate(counts, 1))
    squares = sum(answer * answer * count for answer, count in enumerate(counts, 1))
    mean = Fraction(total, n)
    variance = Fraction(n * squares - total * total, n * (n - 1))
    upper = proportion(sum(counts[4:]), n)
    if not variance:
        return MeanScore(mean, 0.0, None, None, None, n, upper)
    margin = _student(n - 1) * sqrt(float(variance / n))
    low, high = max(1.0, float(mean) - margin), min(7.0, float(mean) + margin)
    return MeanScore(mean, sqrt(float(variance)), margin, low, high, n, upper)


# --- two figures ------------------------------------------------------------------------------------------------------


def nps_difference(before: Promoters, after: Promoters) -> Difference:
    """The score of `after` less that of `before`, in points, for two samples drawn independently of each other.

    Both are adjusted as in `nps`; the interval is the difference of the adjusted scores ± Z √(v₁ + v₂), v being the
    variance of each, cut at ±200 and never without the difference itself. Of the variants tried by simulation (no
    adjustment, half of it, the full one, and combining the two intervals) this one kept closest to 95 % without falling
    below 94.5 %, from 10 replies a sample upwards; with no adjustment it fell to 86 %. Raises InputError as `nps`, under
    `before` or `after`.
    """
    counts = [_under(name, _promoters, Promoters(*replies)) for name, replies in (("before", before), ("after", after))]
    value = _score(counts[1]) - _score(counts[0])
    (first, first_variance), (second, second_variance) = map(_adjusted, counts)
    centre, half = 100 * (second - first), 100 * Z * sqrt(first_variance + second_variance)
    return Difference(value, *_within(centre - half, centre + half, value, 200))


def proportion_difference(before: Share, after: Share) -> Difference:
    """The share of `after` less that of `before`, from −1 to 1, for two samples drawn independently of each other.

    From the Wilson intervals l₁ to u₁ and l₂ to u₂ of the shares p₁ and p₂, the interval of p₂ − p₁ = d goes from
    d − √((p₂−l₂)² + (u₁−p₁)²) to d + √((u₂−p₂)² + (p₁−l₁)²). Source: R. G. Newcombe, Statistics in Medicine 17 (1998),
    873–890, method 10. Raises InputError as `proportion`, under `before` or `after`.
    """
    one = _under("before", lambda share: proportion(*share), before)
    two = _under("after", lambda share: proportion(*share), after)
    value = two.value - one.value
    p1, p2, d = float(one.value), float(two.value), float(value)
    low = d - _root_of_squares(p2 - two.low, one.high - p1)
    high = d + _root_of_squares(two.high - p2, p1 - one.low)
    return Difference(value, *_within(low, high, value, 1))


def mean_difference(before: Mean, after: Mean) -> Difference:
    """The mean of `after` less that of `before`, in units of the scale, for two samples drawn independently of each other.

    Interval: the difference ± t √(s₁²/n₁ + s₂²/n₂), with the degrees of freedom of Welch. Source: B. L. Welch, Biometrika
    34 (1947), 28–35; t as in `_student`. Raises InputError, under `before` or `after`, where a sample has fewer than four
    replies or a standard deviation that is not above 0.
    """
    for name, sample in (("before", before), ("after", after)):
        _under(name, _sample, sample)
    one = before.deviation * before.deviation / before.n
    two = after.deviation * after.deviation / after.n
    freedom = (one + two) * (one + two) / (one * one / (before.n - 1) + two * two / (after.n - 1))
    value = Fraction(after.mean) - Fraction(before.mean)
    half = _student(float(freedom)) * sqrt(float(one + two))
    return Difference(value, float(value) - half, float(value) + half)


def false_alarms(comparisons: int) -> Fraction:
    """The chance that at least one of so many independent comparisons, in which nothing differs, leaves its 95 % interval.

    1 − 0.95 to the power of the number of comparisons: elementary probability. Raises InputError below 1 or above 10,000.
    """
    check_count(comparisons, "comparisons", least=1, most=10_000)
    return 1 - Fraction(19, 20) ** comparisons


# --- how many replies -------------------------------------------------------------------------------------------------


def replies_for_proportion(margin: Fraction, expected: Fraction = Fraction(1, 2), population: int | None = None) -> int:
    """The number of replies, rounded up, with which a share near `expected` has a margin of ± `margin` (both from 0 to 1).

    n = Z² p(1−p) ÷ margin²; among `population` people in all, n ÷ (1 + (n−1) ÷ population). Half is the expectation that
    asks for most. Source: W. G. Cochran, Sampling Techniques (3rd ed., 1977), 4.4. A plan, by the normal approximation:
    the Wilson interval of the result comes out a little narrower around one half and a little wider near 0 and 1. Raises
    InputError where expected is not between 0 and 1, expected ± margin passes 0 or 1, or population is below 1.
    """
    if not 0 < expected < 1:
        refuse("expected", percentage(expected), "a share between 0 and 100 %, neither of them included")
    room = min(expected, 1 - expected)
    if not 0 < margin <= room:
        refuse(
            "margin",
            f"± {percentage(margin)}",
            f"more than 0 and at most {percentage(room)}, the way to the end of the scale",
        )
    return _replies(expected * (1 - expected), margin, population)


def replies_for_nps(
    margin: Fraction,
    promoters: Fraction = Fraction(1, 2),
    detractors: Fraction = Fraction(1, 2),
    population: int | None = None,
) -> int:
    """The number of replies, rounded up, with which an NPS has a margin of ± `margin` points.

    n = Z² (p + d − (p−d)²) ÷ (margin ÷ 100)² for expected shares p of promoters and d of detractors (from 0 to 1), and for
    a small population as in `replies_for_proportion`. Half of each asks for most. Source: the variance of a score of +1,
    0 and −1 (Rocks 2016) in Cochran's formula. Raises InputError where a share is not from 0 to 1, both are more than 1
    together or 0, score ± margin passes ±100, or population is below 1.
    """
    for name, share in (("promoters", promoters), ("detractors", detractors)):
        if not 0 <= share <= 1:
            refuse(name, percentage(share), "a share from 0 to 100 %")
    if not 0 < promoters + detractors <= 1:
        found = f"{percentage(promoters + detractors)} together"
        refuse("detractors", found, "promoters and detractors of more than 0 and at most 100 % together")
    score = 100 * (promoters - detractors)
    room = 100 - abs(score)
    if not 0 < margin <= room:
        expected = f"more than 0 and at most {rounded(room, 0)}, the way from a score of {rounded(score, 0)} to the end of the scale"
        refuse("margin", f"± {rounded(margin, 1)} points", expected)
    spread = promoters + detractors - (promoters - detractors) * (promoters - detractors)
    return _replies(spread, margin / 100, population)


def invitations(replies: int, rate: Fraction) -> int:
    """How many to ask, rounded up, for so many replies when a share `rate` (above 0, at most 1) of those asked replies.

    replies ÷ rate, by definition of the rate. Raises InputError where replies is below 1 or the rate is not within 0 and 1.
    """
    check_count(replies, "replies", least=1)
    if not 0 < rate <= 1:
        refuse("rate", percentage(rate), "a share above 0 and at most 100 %")
    return -(-replies * rate.denominator // rate.numerator)


# --- within -----------------------------------------------------------------------------------------------------------


def _student(freedom: float) -> float:
    """The 97.5 % point of Student's distribution with so many degrees of freedom, at least 3 (there too low by 0.1 %; from 6 on
    right to four decimals).

    Source: M. Abramowitz and I. A. Stegun, Handbook of Mathematical Functions (1964), 26.7.5.
    """
    z3 = Z * _Z2
    z5 = z3 * _Z2
    z7 = z5 * _Z2
    z9 = z7 * _Z2
    first = (z3 + Z) / 4
    second = (5 * z5 + 16 * z3 + 3 * Z) / 96
    third = (3 * z7 + 19 * z5 + 17 * z3 - 15 * Z) / 384
    fourth = (79 * z9 + 776 * z7 + 1482 * z5 - 1920 * z3 - 945 * Z) / 92160
    return Z + (first + (second + (third + fourth / freedom) / freedom) / freedom) / freedom


def _adjusted(counts: Promoters) -> tuple[float, float]:
    """The adjusted score from −1 to 1 and its variance. In quarters of a reply, so that the counts stay whole."""
    n = 4 * sum(counts) + 12
    promoters, detractors = 4 * counts.promoters + 3, 4 * counts.detractors + 3
    score = (promoters - detractors) / n
    return score, ((promoters + detractors) / n - score * score) * 4 / n


def _score(counts: Promoters) -> Fraction:
    return Fraction(100 * (counts.promoters - counts.detractors), sum(counts))


def _replies(variance: Fraction, margin: Fraction, population: int | None) -> int:
    replies = _Z_EXACT * _Z_EXACT * variance / (margin * margin)
    if population is not None:
        check_count(population, "population", least=1)
        replies = replies / (1 + (replies - 1) / population) if replies > 1 else replies
    return -(-replies.numerator // replies.denominator)


def _within(low: float, high: float, value: Fraction, end: int) -> tuple[float, float]:
    return max(-float(end), min(low, float(value))), min(float(end), max(high, float(value)))


def _root_of_squares(a: float, b: float) -> float:
    return sqrt(a * a + b * b)


def _promoters(replies: Promoters) -> Promoters:
    for name, count in zip(Promoters._fields, replies, strict=True):
        check_count(count, name)
    if not sum(replies):
        refuse("detractors", "no reply at all", "at least 1 in one of the three groups")
    return replies


def _part_of(part: int, part_name: str, whole: int, name: str) -> None:
    check_count(whole, name, least=1)
    check_count(part, part_name)
    if part > whole:
        refuse(part_name, f"{part:,}", f"at most the number of all, {whole:,}")


def _sample(sample: Mean) -> None:
    check_count(sample.n, "n")
    _enough(sample.n, "n", f"{sample.n}")
    if sample.deviation <= 0:
        refuse(
            "deviation",
            rounded(sample.deviation, 2),
            "a standard deviation above 0; where all answers are the same there is no margin",
        )


def _enough(n: int, name: str, found: str) -> None:
    if n < LEAST_REPLIES_FOR_A_MEAN:
        refuse(name, found, f"at least {LEAST_REPLIES_FOR_A_MEAN}, for the margin of a mean")


def _under[T, R](name: str, check: Callable[[T], R], value: T) -> R:
    try:
        return check(value)
    except InputError as error:
        raise InputError(problem.under(name) for problem in error.problems) from None
