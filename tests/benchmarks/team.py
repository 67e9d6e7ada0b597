"""How long a team takes to be read: 1,000 respondents, 46 practices, four groups.

python -m tests.benchmarks.team [--respondents 1000]
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import time
from dataclasses import replace
from random import Random

from cxcore.compare.team import read_team
from cxcore.model import Respondent
from cxcore.reading.jsontext import dumps
from tests.builders import DONT_KNOW, NA, Said, adoption, assessment, each


def main() -> None:
    """Print the best and the median of five runs, from assessments to JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--respondents", type=int, default=1000)
    options = parser.parse_args()
    random = Random(1)
    framework = adoption([1] * 11, [1] * 11, [1] * 11, [1] * 13)
    said: list[Said | None] = [0, 1, 1, 2, 2, 2, 3, None, NA, DONT_KNOW]
    people = [
        replace(
            assessment(framework, each(*random.choices(said, k=46))),
            respondent=Respondent(label=f"r{i}", group=f"group {random.randrange(4)}"),
        )
        for i in range(options.respondents)
    ]
    times = []
    for _ in range(5):
        start = time.perf_counter()
        size = len(dumps(read_team(framework, people).to_dict()))
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(
        f"{options.respondents} respondents × 46 practices: best {times[0]:.0f} ms, median {times[2]:.0f} ms; {size:,} characters"
    )


if __name__ == "__main__":
    main()
