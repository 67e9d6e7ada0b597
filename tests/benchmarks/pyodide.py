"""How long the planner takes in Pyodide, and that its plans are those of CPython: 60 practices, fixed seeds.

    python3 -m build_hooks run python -m tests.benchmarks.pyodide [--seeds 125]

Each seed makes a case of each of the 8 kinds, so that 125 seeds are 1,000 cases.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.cxcore.test_same_bytes import in_cpython, in_pyodide, plans


def main() -> int:
    """Print the median, the 95th percentile and the worst in milliseconds, and the number of plans that differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", type=int, default=125)
    entries = plans(range(parser.parse_args().seeds))
    with tempfile.TemporaryDirectory() as folder:
        there = in_pyodide(entries, Path(folder))
    taken = sorted(seconds * 1000 for _, seconds in there)
    differ = sum(text != here for (text, _), here in zip(there, in_cpython(entries), strict=True))
    places = {"median": len(taken) // 2, "95 %": len(taken) * 95 // 100, "worst": len(taken) - 1}
    print(f"{len(taken)} cases: " + ", ".join(f"{name} {taken[i]:.1f} ms" for name, i in places.items()))
    print(f"{differ} plans differ from CPython's")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
