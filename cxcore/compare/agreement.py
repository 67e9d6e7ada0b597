"""How far respondents agree: Leik's consensus on one practice, Krippendorff's ordinal α and percent agreement over all.

All results are exact. A practice's answers are given as counts by rank, from low to high; who gave no level is not
counted.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction


def leik(counts: Sequence[int]) -> Fraction | None:
    """Leik's ordinal consensus 1 − D of one practice; None where nobody gave a level.

    With F_i the share of answers of rank i or lower, m the number of ranks, and d_i = F_i where F_i ≤ 1/2, else 1 −
    F_i:

        D = 2 Σ d_i / (m − 1)

    1 where all agree, 0 where half are at each end (R. K. Leik, A Measure of Ordinal Consensus, Pacific Sociological
    Review 9, 1966, equations 1 to 3). It does not depend on the distance between ranks, and needs m ≥ 2.

    >>> leik([0, 0, 7, 0]), leik([3, 0, 0, 3]), leik([1, 1, 1, 1])
    (Fraction(1, 1), Fraction(0, 1), Fraction(1, 3))
    """
    given = sum(counts)
    if not given:
        return None
    below = spread = 0
    for count in counts:
        below += count
        spread += min(below, given - below)
    return 1 - Fraction(2 * spread, given * (len(counts) - 1))


def krippendorff_alpha(units: Iterable[Sequence[int]]) -> Fraction | None:
    """Krippendorff's α for ordinal data, over practices (his units) as counts by rank; None where nobody varies.

    Only units with two or more values count (his m_u); values may be missing. With n_uc the values of rank c in unit u,

        o_ck = Σ_u n_uc (n_uk − [c = k]) / (m_u − 1)        n_c = Σ_k o_ck        n = Σ_c n_c
        δ²_ck = (n_c / 2 + Σ {n_g : c < g < k} + n_k / 2)²   for c < k
        α = 1 − (n − 1) Σ_{c<k} o_ck δ²_ck / Σ_{c<k} n_c n_k δ²_ck

    (K. Krippendorff, Computing Krippendorff's Alpha-Reliability, 2011, sections C and D; the ordinal metric difference
    there.) It is 1 where all agree within each unit and values differ between units, about 0 where agreement is what
    chance would give, and can be negative. Where all values are the same it is undefined: nothing could have disagreed.
    """
    paired = [unit for unit in units if sum(unit) > 1]
    ranks = max(map(len, paired), default=0)
    totals = [sum(unit[c] for unit in paired if c < len(unit)) for c in range(ranks)]
    n = sum(totals)
    # Twice δ: n_c + 2 Σ {n_g : c < g < k} + n_k. The factor 4 of its square cancels out.
    below = [sum(totals[:c]) for c in range(ranks)]
    delta = {
        (c, k): (2 * (below[k] - below[c]) - totals[c] + totals[k]) ** 2
        for c in range(ranks)
        for k in range(c + 1, ranks)
    }
    expected = sum(totals[c] * totals[k] * square for (c, k), square in delta.items())
    if not expected:
        return None
    # Units with the same number of values have the same denominator: add whole numbers first.
    by_size: dict[int, int] = {}
    for unit in paired:
        present = [c for c, count in enumerate(unit) if count]
        observed = sum(unit[c] * unit[k] * delta[c, k] for i, c in enumerate(present) for k in present[i + 1 :])
        size = sum(unit)
        by_size[size] = by_size.get(size, 0) + observed
    observed_all = sum((Fraction(total, size - 1) for size, total in by_size.items()), Fraction(0))
    return 1 - (n - 1) * observed_all / expected


def percent_agreement(units: Iterable[Sequence[int]]) -> Fraction | None:
    """The share of pairs that agree; None where there is no pair.

    A pair are two respondents who both gave a level for a practice; over all practices together, as a part of 1. It
    stands beside α, which collapses where answers are nearly uniform; by itself it says nothing about chance.

    >>> percent_agreement([[2, 0], [1, 1]])
    Fraction(1, 2)
    """
    same = pairs = 0
    for unit in units:
        size = sum(unit)
        pairs += size * (size - 1)
        same += sum(count * (count - 1) for count in unit)
    return Fraction(same, pairs) if pairs else None


def lower_median(counts: Sequence[int]) -> int | None:
    """The lowest rank that at least half of those who gave one gave or stayed below; None where nobody gave one.

    >>> lower_median([2, 0, 1, 1]), lower_median([0, 1, 0, 2]), lower_median([0, 0])
    (0, 3, None)
    """
    given = sum(counts)
    below = 0
    for rank, count in enumerate(counts):
        below += count
        if given and 2 * below >= given:
            return rank
    return None
