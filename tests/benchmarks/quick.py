"""How often a quick look's interval holds the stage that all answers give, in both models that mark questions for one.

python -m tests.benchmarks.quick [--assessments 10000]

First exactly, where the reading's assumption holds: over every number of practices that can be met at each stage, and every draw of the
marked ones. Then over random complete assessments, of which the marked answers are taken: an organisation has a share of practices met at
the first stage, from 20 to 100 %, and from 0 to 30 points less at each stage above. Last the same where the assumption does not hold,
because the marked practices are met more often, or less often, than the others by 20 points.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
from fractions import Fraction
from itertools import product
from math import comb, prod
from random import Random

from cxcore.model import Framework
from cxcore.rating import Profile, coverages, stage_reached, standing
from tests.builders import MISSING, REPEATABLE
from tests.ours import sources


def ends(framework: Framework, ranks: dict[str, int]) -> tuple[int, int]:
    """The stages between which the marked answers put an assessment: as a quick look, or proven where they settle the stage."""
    found = standing(framework, Profile(ranks={key: ranks[key] for key in framework.quick}))
    return (found.quick.low, found.quick.high) if found.quick else found.stage_interval


def least(framework: Framework) -> tuple[Fraction, tuple[int, ...]]:
    """The least chance that the interval holds the stage, over all numbers of practices met at each stage, and the numbers of that case."""
    sizes = [len(practices) for practices in framework.bearing.values()]
    marked = [[p.id for p in practices if p.id in framework.quick] for practices in framework.bearing.values()]
    asked = [len(keys) for keys in marked]
    readings = {}
    for found in product(*(range(count + 1) for count in asked)):
        ranks = {
            key: REPEATABLE if place < met else MISSING
            for keys, met in zip(marked, found, strict=True)
            for place, key in enumerate(keys)
        }
        readings[found] = ends(framework, ranks)
    draws = prod(comb(size, count) for size, count in zip(sizes, asked, strict=True))
    worst, where = draws, ()
    for all_met in product(*(range(size + 1) for size in sizes)):
        stage = true_stage(framework, all_met)
        ways = [
            [comb(met, x) * comb(size - met, count - x) for x in range(count + 1)]
            for met, size, count in zip(all_met, sizes, asked, strict=True)
        ]
        held = sum(
            prod(way[x] for way, x in zip(ways, found, strict=True))
            for found, (low, high) in readings.items()
            if low <= stage <= high
        )
        if held < worst:
            worst, where = held, all_met
    return Fraction(worst, draws), where


def true_stage(framework: Framework, all_met: tuple[int, ...]) -> int:
    """The stage that is reached with so many practices met at each."""
    ranks = {
        practice.id: REPEATABLE if place < met else MISSING
        for practices, met in zip(framework.bearing.values(), all_met, strict=True)
        for place, practice in enumerate(practices)
    }
    return stage_reached(framework, coverages(framework, Profile(ranks=ranks)))


def simulated(framework: Framework, random: Random, count: int, shift: float) -> str:
    """What comes of so many random assessments, in which the marked practices' share of met ones is shifted by so much."""
    held = none = width = proven = 0
    for _ in range(count):
        share, fall = random.uniform(0.2, 1), random.uniform(0, 0.3)
        ranks = {}
        for order, practices in framework.bearing.items():
            for practice in practices:
                chance = share - fall * (order - 1) + (shift if practice.id in framework.quick else 0)
                ranks[practice.id] = REPEATABLE if random.random() < chance else MISSING
        stage = standing(framework, Profile(ranks=ranks)).reached
        low, high = ends(framework, ranks)
        first, last = standing(framework, Profile(ranks={key: ranks[key] for key in framework.quick})).stage_interval
        held += low <= stage <= high
        none += (low, high) == (0, len(framework.stages))
        width += high - low + 1
        proven += last - first + 1
    return (
        f"holds the stage in {100 * held / count:.1f} %; {width / count:.2f} stages wide on average, {proven / count:.2f} as proven;"
        f" excludes none in {100 * none / count:.1f} %"
    )


def main() -> None:
    """Print the exact least chance and what is simulated, for each model with a quick look."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--assessments", type=int, default=10_000)
    options = parser.parse_args()
    for framework in sources().framework.values():
        if not framework.quick:
            continue
        print(f"{framework.id}: {len(framework.quick)} of {len(framework.practice)} questions")
        chance, where = least(framework)
        print(f"  exactly, where the assumption holds: at least {100 * float(chance):.1f} % (with {where} met)")
        for shift in (0.0, 0.2, -0.2):
            print(f"  marked {shift:+.0%}: {simulated(framework, Random(1), options.assessments, shift)}")


if __name__ == "__main__":
    main()
