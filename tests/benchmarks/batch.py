"""How fast a table of respondents is scored, and in how much memory: 100,000 rows of 46 practices, in worker processes.

    python -m tests.benchmarks.batch [--rows 100000] [--processes 2]

The table is made as it is read. `--processes 1` stays in one process. Memory is the peak resident size of each process.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import multiprocessing
import resource
import time
from collections.abc import Iterator
from random import Random

from cxcore.exchange.batch import BatchRow, read_batch, score_header, score_line
from cxcore.model import Assessment, Framework
from cxcore.reading.csvtext import csv_row
from tests.builders import adoption

FRAMEWORK: Framework = adoption([1] * 11, [1] * 11, [1] * 11, [1] * 13)


def table(rows: int) -> Iterator[str]:
    """The lines of a table of random answers."""
    random = Random(1)
    answers = [*FRAMEWORK.scale, *FRAMEWORK.scale, "", "dont-know", "not-applicable"]
    yield csv_row(["label", "group", *FRAMEWORK.practice])
    for i in range(rows):
        yield csv_row([f"r{i}", f"group {i % 4}", *random.choices(answers, k=46)])


def good_rows(rows: int) -> Iterator[Assessment]:
    """The assessments of the table."""
    for entry in read_batch(table(rows), FRAMEWORK, "2026-11-21"):
        assert isinstance(entry, BatchRow)
        yield entry.assessment


def score(assessment: Assessment) -> str:
    """One respondent's line."""
    return score_line(FRAMEWORK, assessment)


def main() -> None:
    """Print rows a second and the peak memory."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    start = time.perf_counter()
    size = len(score_header(FRAMEWORK))
    if options.processes == 1:
        for assessment in good_rows(options.rows):
            size += len(score(assessment))
    else:
        with multiprocessing.Pool(options.processes) as pool:
            for line in pool.imap(score, good_rows(options.rows), chunksize=200):
                size += len(line)
    seconds = time.perf_counter() - start
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    workers = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(
        f"{options.rows:,} rows in {seconds:.1f} s: {options.rows / seconds:,.0f} rows/s with {options.processes} processes;"
        f" peak {own:.0f} MB, largest worker {workers:.0f} MB; {size:,} characters written"
    )


if __name__ == "__main__":
    main()
