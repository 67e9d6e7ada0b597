"""How fast `cx batch` scores a table of respondents, and in how much memory: 46 practices, random answers.

The yardstick is Python's own `csv` module, which reads the same table and writes it out again. Beside it, the same as Parquet, and
the script for parts on several workers, which is run as it stands on its page.
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
from tests.guides import PARTS, script_of
from tests.ours import four_stages

DAY = "2026-11-21"

COPY = """
import csv, sys
with open(sys.argv[1], newline='') as source, open(sys.argv[2], 'w', newline='') as target:
    csv.writer(target).writerows(csv.reader(source))
"""
SPLIT = """
import sys
from pyarrow import csv, parquet
rows = csv.read_csv(sys.argv[1], convert_options=csv.ConvertOptions(strings_can_be_null=True))
each = -(-len(rows) // int(sys.argv[3]))
for i in range(int(sys.argv[3])):
    parquet.write_table(rows.slice(i * each, each), f"{sys.argv[2]}/part-{i:03}.parquet")
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


def write_parts(table: Path, folder: Path, count: int) -> Path:
    """A table as so many Parquet files of one length, empty cells as null.

    Another process does it: what this one holds, those that it starts and measures would seem to hold too.
    """
    folder.mkdir()
    cost([sys.executable, "-c", SPLIT, str(table), str(folder), str(count)], cwd=folder)
    return folder


def measure(folder: Path, runs: int, rows: int) -> str:
    """Rows a second of one core, by processor time, against the yardstick; what a second core gives; the memory at two lengths; the
    same as Parquet; the script for parts with a worker for each core.
    """
    cores = os.cpu_count() or 1
    whole, quarter = write_table(folder / "whole.csv", rows), write_table(folder / "quarter.csv", rows // 4)
    parts, few = (write_parts(each, folder / each.stem, 4 * cores) for each in (whole, quarter))
    script = folder / "score_parts.py"
    script.write_text(script_of(PARTS), "utf-8")

    def batch(source: Path, jobs: int, ending: str = "csv") -> Cost:
        out = str(folder / f"scores.{ending}")
        options = ["--framework", "four-stages", "--taken", DAY, "--jobs", str(jobs), "--output", out]
        return cost([str(Path(sys.executable).with_name("cx")), "batch", str(source), *options], cwd=ROOT)

    def copy(_: int) -> Cost:
        return cost([sys.executable, "-c", COPY, str(whole), str(folder / "copy.csv")], cwd=folder)

    def workers(source: Path) -> Cost:
        model = str(ROOT / "frameworks/four-stages")
        options = ["--taken", DAY, "--workers", str(cores)]
        return cost([sys.executable, str(script), model, str(source), str(folder / "scores"), *options], cwd=folder)

    things = {
        "copy": copy,
        "one": lambda _: batch(whole, 1),
        "all": lambda _: batch(whole, cores),
        "quarter": lambda _: batch(quarter, 1),
        "parquet": lambda _: batch(parts, 1, "parquet"),
        "workers": lambda _: workers(parts),
        "few": lambda _: workers(few),
    }
    found = in_turns(things, runs)

    def speed(long: str, short: str) -> list[float]:
        """Without what starting takes, which is the same at both lengths."""
        pairs = zip(found[long], found[short], strict=True)
        return [rows * 3 / 4 / (more.processor - less.processor) for more, less in pairs]

    clock = {name: [each.clock for each in costs] for name, costs in found.items()}
    memory = {name: [each.memory for each in costs] for name, costs in found.items()}
    return table(
        f"scorer: cx batch, {rows:,} respondents × 46 practices",
        [
            Row("respondents a second of one core's time", speed("one", "quarter"), ""),
            Row(
                "processor time, to that of copying the table with csv",
                [each.processor for each in found["one"]],
                "s",
                [each.processor for each in found["copy"]],
                1,
            ),
            Row(f"on the clock with {cores} processes, to one", clock["all"], "s", clock["one"], 1),
            Row("most memory of one process, to that at a quarter of the rows", memory["one"], "MB", memory["quarter"]),
            Row(
                "processor time with Parquet in and out, to .csv",
                [each.processor for each in found["parquet"]],
                "s",
                [each.processor for each in found["one"]],
                1,
            ),
            Row("most memory of it", memory["parquet"], "MB"),
            Row(f"respondents a second of one core's time, parts with {cores} workers", speed("workers", "few"), ""),
            Row("on the clock with their start, to one process with .csv", clock["workers"], "s", clock["one"], 1),
            Row(
                "most memory of one of its processes, to that at a quarter of the rows",
                memory["workers"],
                "MB",
                memory["few"],
            ),
        ],
    )
