"""Parquet: the same rows in and out as with .csv, with types."""

from __future__ import annotations

import csv
import io
import subprocess
import sys
import tracemalloc
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from build_hooks.cli import parquet as cli_parquet
from build_hooks.cli.commands.batch import CHUNK
from build_hooks.cli.parquet import ParquetWriter, parquet_lines
from tests.build_hooks.cli.conftest import DAY, Cx, put
from tests.build_hooks.cli.test_batch import HEAD, SMALL, SMALL_SCORES, rows_of

DAMAGED = "{name}: a Parquet file that cannot be read; expected a whole one; write it again"
MISSING = "{name}: Parquet needs the package pyarrow, which is not installed; install it with pip install pyarrow, or use .csv"


def saved(path: Path, text: str, **types: pa.DataType) -> Path:
    """A table of comma-separated values as Parquet, empty cells as null; `types` are those of columns that are not text."""
    head, *rows = csv.reader(io.StringIO(text))
    columns = {
        name: pa.array([row[i] or None for row in rows], pa.string()).cast(types.get(name, pa.string()))
        for i, name in enumerate(head)
    }
    parquet.write_table(pa.table(columns), path)
    return path


def read(path: Path) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = parquet.read_table(path).to_pylist()
    return rows


def test_parquet_in_gives_what_its_table_gives(cx: Cx, here: Path) -> None:
    saved(
        here / "t.parquet",
        SMALL,
        id=pa.int64(),
        taken=pa.date32(),
        **{"timely-answers": pa.dictionary(pa.int8(), pa.string())},
    )
    done = cx("batch", "t.parquet", "--framework", "small")
    assert (done.code, done.err, done.out) == (0, "", SMALL_SCORES)
    piped = cx("batch", "-", "--framework", "small", stdin=(here / "t.parquet").read_bytes())
    assert (piped.code, piped.err, piped.out) == (0, "", SMALL_SCORES)
    assert cx("batch", "t.parquet").out == SMALL_SCORES


def test_values_as_engines_keep_them(cx: Cx, here: Path) -> None:
    columns = {
        "id": pa.array([1.0, 2.0, 3.5]),
        "label": pa.array([b"Zo\xc3\xab", b"=1+1", None]),
        "group": pa.array([True, None, False]),
        "taken": pa.array(
            [datetime(2026, 3, 2, 10, 15), datetime(2026, 3, 3), datetime(2026, 3, 4)], pa.timestamp("ns", "UTC")
        ),
        "timely-answers": pa.array([float("nan"), 0.0, 3.0]),
        "complaints-log": pa.array([Decimal("1.00"), Decimal(9), None], pa.decimal128(5, 2)),
        "causes-removed": pa.array(["'2", "two", ""]),
        "quarterly-review": pa.array([[1], None, []], pa.list_(pa.int8())),
        "took": pa.array([1, 2, 3], pa.duration("ns")),
        "exactly": pa.array([1, 2, 3], pa.timestamp("ns")),
    }
    parquet.write_table(pa.table(columns), here / "t.parquet")
    done = cx(
        "batch", "t.parquet", "--framework", "small", "--codes", "0,1,2,3,9=dont-know", "-f", "parquet", "-o", "s"
    )
    expected = "expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic', 'dont-know', 'not-applicable'; or a code: 0, 1, 2, 3, 9"
    assert done.problems == [
        "t.parquet: row 1: 2 columns of other names: 'took', 'exactly'; expected a practice of 'small', or id, label, group, taken; they are not read",
        f"t.parquet: row 2, column 'causes-removed': \"'2\"; {expected}",
        f"t.parquet: row 2, column 'quarterly-review': '[1]'; {expected}",
        f"t.parquet: row 3, column 'causes-removed': 'two'; {expected}",
        f"t.parquet: row 4, column 'quarterly-review': '[]'; {expected}",
        "0 rows scored, 3 left out",
    ]
    for column in ("causes-removed", "quarterly-review"):
        columns[column] = pa.nulls(3)
    parquet.write_table(pa.table(columns), here / "t.parquet")
    cx("batch", "t.parquet", "--framework", "small", "--codes", "0,1,2,3,9=dont-know", "-o", "s.parquet")
    found = [
        tuple(row[key] for key in ("id", "label", "group", "taken", "answered", "dont_know", "index"))
        for row in read(here / "s.parquet")
    ]
    assert found == [
        ("1", "Zoë", "yes", date(2026, 3, 2), 1, 0, 33.3),
        ("2", "=1+1", None, date(2026, 3, 3), 1, 1, 0.0),
        ("3.5", None, "no", date(2026, 3, 4), 1, 0, 100.0),
    ]


def test_parquet_out_has_the_same_rows_with_types(cx: Cx, here: Path) -> None:
    put(here / "t.csv", SMALL + f"=3,,office,{DAY},,,,\n")
    done = cx("batch", "t.csv", "--framework", "small", "-o", "s.parquet")
    assert (done.code, done.err, done.out) == (0, "", "")
    table = parquet.read_table(here / "s.parquet")
    text, number, decimal = pa.string(), pa.int32(), pa.float64()
    assert list(zip(table.schema.names, table.schema.types, strict=True)) == [
        ("id", text),
        ("label", text),
        ("group", text),
        ("taken", pa.date32()),
        ("headline", text),
        ("stage", number),
        ("stage_id", text),
        ("strict_stage", number),
        ("stage_low", number),
        ("stage_high", number),
        ("index", decimal),
        ("index_low", decimal),
        ("index_high", decimal),
        ("answered", number),
        ("dont_know", number),
        ("not_applicable", number),
        ("unanswered", number),
        ("applicable", number),
        ("coverage_first-steps", decimal),
        ("coverage_steady-work", decimal),
    ]
    day = date(2026, 11, 21)
    assert [tuple(row.values()) for row in table.to_pylist()] == [
        ("1", "Ann", "frontline", day, "stage", 0, None, 0, 0, 0, 66.6, 33.3, 83.3, 2, 1, 0, 1, 4, 50.0, 0.0),
        ("2", "Bob", None, day, "stage", 2, "steady-work", 2, 2, 2, 75.0, 75.0, 75.0, 3, 0, 1, 0, 3, 100.0, 100.0),
        ("=3", None, "office", day, "interval", None, None, None, 0, 2, None, None, None, 0, 0, 0, 4, 4, 0.0, 0.0),
    ]  # fmt: skip
    # The same bytes through a pipe, and a table without rows.
    assert cx("batch", "t.csv", "--framework", "small", "-f", "parquet").bytes == (here / "s.parquet").read_bytes()
    put(here / "t.csv", HEAD)
    cx("batch", "t.csv", "--framework", "small", "-o", "s.parquet")
    assert (read(here / "s.parquet"), parquet.read_schema(here / "s.parquet")) == ([], table.schema)


def test_every_way_gives_the_same_rows(cx: Cx, here: Path) -> None:
    """Parts as .csv and as .parquet, with one process and with two; long enough for several groups of rows."""
    text = rows_of(4 * CHUNK)
    head, *rows = text.splitlines(keepends=True)
    (here / "parts").mkdir()
    put(here / "t.csv", text)
    put(here / "parts/1.csv", head + "".join(rows[:600]))
    saved(here / "parts/2.parquet", head + "".join(rows[600:]))
    whole = cx("batch", "t.csv", "-j", "1")
    for source, jobs in (("parts", 1), ("parts", 2), ("t.csv", 2)):
        assert cx("batch", source, "-j", jobs).out == whole.out
        assert cx("batch", source, "-j", jobs, "-o", "s.parquet").code == 0
        found = [
            tuple(
                "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in row.values()
            )
            for row in read(here / "s.parquet")
        ]
        assert found == [tuple(row) for row in csv.reader(io.StringIO(whole.out))][1:]


def test_columns_of_parts_are_those_of_the_schema(cx: Cx, here: Path) -> None:
    (here / "parts").mkdir()
    put(here / "parts/a.csv", SMALL)
    saved(here / "parts/b.parquet", SMALL.replace("label", "mood"))
    assert cx("batch", "parts", "--framework", "small").problems == [
        "parts/b.parquet: other columns than parts/a.csv has: without 'label'; expected the same in every part"
    ]


@pytest.mark.parametrize("name", ["t.parquet", "parts/b.parquet"])
def test_a_damaged_file_is_one_line_and_leaves_the_output_alone(cx: Cx, here: Path, name: str) -> None:
    (here / "parts").mkdir()
    put(here / "parts/a.csv", SMALL)
    put(here / "s.parquet", "before")
    whole = saved(here / name, SMALL).read_bytes()
    at = whole.index(b"systematic")
    for data in (b"", b"PAR1", whole[:-9], b"id,label", whole[: at - 40] + bytes(80) + whole[at + 40 :]):
        (here / name).write_bytes(data)
        done = cx("batch", name.partition("/")[0], "--framework", "small", "-o", "s.parquet")
        assert (done.code, done.out, done.problems) == (1, "", [DAMAGED.format(name=name)])
        assert (here / "s.parquet").read_text() == "before"
    assert {path.name for path in here.iterdir()} <= {"frameworks", "parts", "s.parquet", "t.parquet"}


def test_without_the_library_only_parquet_is_refused(cx: Cx, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    saved(here / "t.parquet", SMALL)
    put(here / "t.csv", SMALL)
    put(here / "s.parquet", "before")
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    assert cx("batch", "t.csv", "--framework", "small").out == SMALL_SCORES
    assert cx("batch", "t.parquet", "--framework", "small").problems == [MISSING.format(name="t.parquet")]
    assert cx("batch", "t.csv", "--framework", "small", "-o", "s.parquet").problems == [MISSING.format(name="cx batch")]
    assert (here / "s.parquet").read_text() == "before"


def test_an_assessment_is_no_parquet_file(cx: Cx, here: Path) -> None:
    saved(here / "t.parquet", SMALL)
    kind = "t.parquet: a Parquet file; expected answers as JSON, or a table as .csv or .xlsx; save it as one of these"
    assert cx("score", "t.parquet").problems == [kind]


def _held(steps: Iterable[object]) -> int:
    """The most bytes that Python and the library held at a time while the steps were taken."""
    most = 0
    tracemalloc.start()
    try:
        for _ in steps:
            most = max(most, tracemalloc.get_traced_memory()[0] + pa.total_allocated_bytes())
    finally:
        tracemalloc.stop()
    return most


def test_memory_does_not_grow_with_the_file(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 5 groups of rows as of 40, one is held."""
    monkeypatch.setattr(cli_parquet, "_AT_ONCE", 50)
    monkeypatch.setattr(cli_parquet, "_GROUP", 2)
    columns, row = ("id", "taken", "stage", "index"), (None, DAY, 1, "66.6")
    read, written = [], []
    for count in (500, 4000):
        table = saved(here / "t.parquet", rows_of(count))
        parquet.write_table(parquet.read_table(table), table, row_group_size=100)
        read.append(_held(parquet_lines("t", table)))
        with ParquetWriter(columns) as writer:
            written.append(_held(writer.append((f"{i}-{row[0]}", *row[1:])) for i in range(count)))
    # What tells of each group grows with their number.
    assert read[1] < read[0] + 200_000  # all rows: 480,000
    assert written[1] < written[0] + 50_000  # all rows: 125,000


def test_the_library_is_not_loaded_for_other_tables(here: Path) -> None:
    put(here / "t.csv", SMALL)
    script = "import sys; from build_hooks.cli import app; sys.argv = ['cx', 'batch', 't.csv']\ntry: app()\nfinally: print('pyarrow' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=200)
    assert done.stdout.splitlines()[-1] == "False"
