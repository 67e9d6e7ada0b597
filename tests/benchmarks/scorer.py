"""How fast `cx batch` scores a table of respondents, and in how much memory: 46 practices, random answers.

The yardstick is Python's own `csv` module, which reads the same table and writes it out again.
"""

from __future__ import annotations

import csv
import os
import sys
from pathlib import Path
from random import Random

from build_hooks.places import ROOT
from tests.benchmarks.figures import Row, in_turns, table
from tests.benchmarks.processes import Cost, cost
from tests.ours import four_stages

COPY = """
import csv, sys
with open(sys.argv[1], newline='') as source, open(sys.argv[2], 'w', newline='') as target:
    csv.writer(target).writerows(csv.reader(source))
"""


def write_table(path: Path, rows: int) -> Path:
    """A table of random answers to the four stages, complete in some rows and with gaps in others."""
    random, model = Random(1), four_stages()
    answers = [*model.scale, *model.scale, "", "dont-know", "not-applicable"]
    may = [answers if practice.not_applicable is not None else answers[:-1] for practice in model.practice.values()]
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["label", "group", *model.practice])
        for i in range(rows):
            out.writerow([f"r{i}", f"group {i % 4}", *(random.choice(each) for each in may)])
    return path


def measure(folder: Path, runs: int, rows: int) -> str:
    """Rows a second of one core, by processor time, against the yardstick; what a second core gives; the memory at two lengths."""
    whole, quarter = write_table(folder / "whole.csv", rows), write_table(folder / "quarter.csv", rows // 4)

    def batch(source: Path, jobs: int) -> Cost:
        out = str(folder / "scores.csv")
        options = ["--framework", "four-stages", "--taken", "2026-11-21", "--jobs", str(jobs), "--output", out]
        return cost([str(Path(sys.executable).with_name("cx")), "batch", str(source), *options], cwd=ROOT)

    def copy(_: int) -> Cost:
        return cost([sys.executable, "-c", COPY, str(whole), str(folder / "copy.csv")], cwd=folder)

    cores = os.cpu_count() or 1
    things = {
        "copy": copy,
        "one": lambda _: batch(whole, 1),
        "all": lambda _: batch(whole, cores),
        "quarter": lambda _: batch(quarter, 1),
    }
    found = in_turns(things, runs)
    # What starting takes is the same at both lengths.
    own = [one.processor - few.processor for one, few in zip(found["one"], found["quarter"], strict=True)]
    speed = [rows * 3 / 4 / each for each in own]
    clock = {name: [each.clock for each in costs] for name, costs in found.items()}
    memory = {name: [each.memory for each in costs] for name, costs in found.items()}
    return table(
        f"scorer: cx batch, {rows:,} respondents × 46 practices",
        [
            Row("respondents a second of one core's time", speed, ""),
            Row(
                "processor time, to that of copying the table with csv",
                [each.processor for each in found["one"]],
                "s",
                [each.processor for each in found["copy"]],
                1,
            ),
            Row(f"on the clock with {cores} processes, to one", clock["all"], "s", clock["one"], 1),
            Row("most memory of one process, to that at a quarter of the rows", memory["one"], "MB", memory["quarter"]),
        ],
    )
