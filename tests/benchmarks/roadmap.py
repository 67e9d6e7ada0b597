"""How long the planner takes, and that the solver HiGHS finds nothing cheaper: 60 practices, 1,000 random cases of each kind.

    python -m tests.benchmarks.roadmap [--cases 1000] [--practices 60] [--no-solver]

The kinds are adoption or rubric, without or with `depends_on`, equal or unequal weights (1 to 100). Seeds are fixed.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import sys
import time

from cxcore.roadmap import roadmap
from cxcore.roadmap.cover import NODE_LIMIT
from cxcore.roadmap.plan import Status
from tests.planning import KINDS, case, solve


def main() -> int:
    """Print a line a kind: median, 99th percentile and worst in milliseconds of processor time; how many were cut short; mismatches."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", type=int, default=1000)
    parser.add_argument("--practices", type=int, default=60)
    parser.add_argument("--no-solver", action="store_true", help="measure only")
    options = parser.parse_args()
    print(f"{options.cases} cases of {options.practices} practices a kind; node limit {NODE_LIMIT}")
    mismatches = 0
    for kind, linked, weighted in KINDS:
        times, cut, wrong, planned = [], 0, 0, 0
        for seed in range(options.cases):
            task = case(seed, kind, linked=linked, weighted=weighted, practices=options.practices)
            start = time.process_time()
            plan = roadmap(task.framework, task.profile, task.target)
            times.append((time.process_time() - start) * 1000)
            planned += plan.status is Status.PLANNED
            cut += plan.lower_bound < plan.cost
            if not options.no_solver:
                least = solve(task)
                unreachable = plan.status is Status.UNREACHABLE
                wrong += unreachable != (least is None)
                wrong += least is not None and not plan.lower_bound <= least <= plan.cost
        times.sort()
        mismatches += wrong
        name = f"{kind.value}{', linked' * linked}{', weighted' * weighted}"
        print(
            f"{name:28} median {times[len(times) // 2]:6.1f}  p99 {times[len(times) * 99 // 100]:7.1f}  worst {times[-1]:7.1f} ms"
            f"  planned {planned}  cut short {cut}  mismatches {'-' if options.no_solver else wrong}",
            flush=True,
        )
    return 1 if mismatches else 0


if __name__ == "__main__":
    sys.exit(main())
