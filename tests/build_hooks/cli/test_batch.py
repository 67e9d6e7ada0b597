"""`cx batch`: a table in, a table out, row by row."""

from __future__ import annotations

import csv
import io
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from build_hooks.cli.commands import batch
from build_hooks.cli.commands.batch import AHEAD, CHUNK
from build_hooks.cli.tablefile import table_of
from build_hooks.library.load import load_framework
from cxcore.exchange.batch import score_columns
from tests.build_hooks.cli.conftest import DAY, Cx, put
from tests.build_hooks.cli.terminal import CX, shown

HEAD = "id,label,group,taken,timely-answers,complaints-log,causes-removed,quarterly-review"
SMALL = f"""\
{HEAD}
1,Ann,frontline,{DAY},Systematic,ad-hoc,dont-know,
2,Bob,,{DAY},repeatable,systematic,Repeatable,n/a
"""
SMALL_SCORES = """\
\ufeffid,label,group,taken,headline,stage,stage_id,strict_stage,stage_low,stage_high,index,index_low,index_high,answered,dont_know,not_applicable,unanswered,applicable,coverage_first-steps,coverage_steady-work
1,Ann,frontline,2026-11-21,stage,0,,0,0,0,66.6,33.3,83.3,2,1,0,1,4,50,0
2,Bob,,2026-11-21,stage,2,steady-work,2,2,2,75,75,75,3,0,1,0,3,100,100
"""


def rows_of(count: int) -> str:
    """A table of `count` respondents, by a fixed seed."""
    chance = random.Random(7)
    answers = ("missing", "ad-hoc", "repeatable", "systematic", "", "dont-know")
    lines = [f"{i},P{i},,{DAY},{','.join(chance.choices(answers, k=4))}" for i in range(count)]
    return "\n".join([HEAD, *lines, ""])


def test_a_row_gives_a_row_with_the_numbers_of_its_report(cx: Cx, here: Path, north: Path, south: Path) -> None:
    put(here / "t.csv", SMALL)
    done = cx("batch", "t.csv", "--framework", "small")
    assert (done.code, done.err, done.out) == (0, "", SMALL_SCORES)
    reports = cx("score", north, south, "-f", "json").json
    rows = list(csv.DictReader(io.StringIO(done.out.removeprefix("\ufeff"))))
    for row, report in zip(rows, reports, strict=True):
        assert row["stage"] == str(report["stage_reached"]["order"])
        assert row["strict_stage"] == str(report["strict_stage"]["order"])
        assert [int(row["stage_low"]), int(row["stage_high"])] == report["stage_interval"]
        assert (row["index"], row["index_low"], row["index_high"]) == tuple(
            report["index"][k] for k in ("value", "low", "high")
        )
        assert {key: int(row[key]) for key in report["answered"]} == report["answered"]


def test_the_framework_is_told_by_the_columns(cx: Cx, here: Path) -> None:
    assert cx("batch", "-", stdin=SMALL).out == SMALL_SCORES
    both = put(here / "t.csv", f"taken,timely-answers,complaints-log\n{DAY},missing,missing\n")
    done = cx("batch", both)
    assert done.problems == [
        f"{both}: it cannot be told which framework the columns belong to; name it with --framework, one of levels, small"
    ]


def test_json_is_an_array_of_the_same(cx: Cx, models: Path) -> None:
    values = cx("batch", "-", "-f", "json", stdin=SMALL).json
    assert [list(value) for value in values] == [list(score_columns(load_framework(models / "small")))] * 2
    assert (
        values[0] | {"coverage_first-steps": "50", "index": "66.6", "stage": 0, "stage_id": None, "answered": 2}
        == values[0]
    )
    assert cx("batch", "-", "-f", "json", "--framework", "small", stdin=f"{HEAD}\n").json == []


def test_bad_rows_are_listed_and_good_ones_kept(cx: Cx, here: Path) -> None:
    lines = SMALL.splitlines()
    table = "\n".join(
        [lines[0], lines[1], f"3,,,{DAY},often,n/a,,", '4,"open,,,,', f"5,,,yesterday,,,,{'x' * 9}", lines[2]]
    )
    done = cx("batch", "-", "-o", "scores.csv", stdin=table)
    assert done.code == 1
    assert (here / "scores.csv").read_bytes().decode().replace("\r\n", "\n") == SMALL_SCORES
    assert [line.partition(";")[0] for line in done.problems] == [
        "standard input: row 3, column 'timely-answers': 'often'",
        "standard input: row 3, column 'complaints-log': 'not-applicable'",
        "standard input: row 4: quotes that do not match",
        "standard input: row 5, column 'quarterly-review': 'xxxxxxxxx'",
        "standard input: row 5, column 'taken': 'yesterday'",
        "2 rows scored, 3 left out",
    ]


def test_a_damaged_byte_in_utf_8_costs_its_row_alone(cx: Cx) -> None:
    done = cx("batch", "-", stdin=SMALL.replace("Ann", "Zoë").encode().replace(b"Bob", b"B\xe9b"))
    assert done.code == 1
    assert "\n1,Zoë," in done.out
    assert "\n2," not in done.out
    assert done.problems[0].startswith("standard input: row 3, column 'label': ")


def test_line_ends_of_old_macintoshes_are_understood(cx: Cx) -> None:
    assert cx("batch", "-", stdin=SMALL.replace("\n", "\r")).out == SMALL_SCORES


def test_columns_of_ones_own_are_noted(cx: Cx) -> None:
    done = cx("batch", "-", stdin=SMALL.replace("label", "mood"))
    assert done.code == 0
    assert len(done.problems) == 1
    assert done.problems[0].startswith("standard input: row 1, column 'mood': a column of another name;")


def test_days_can_be_given_once_for_all(cx: Cx) -> None:
    table = "timely-answers,causes-removed\nmissing,missing\n"
    assert cx("batch", "-", "--framework", "small", stdin=table).problems == [
        "cx batch: no column 'taken'; give the day of the assessments with --taken, such as --taken 2026-11-21"
    ]
    assert "\n,,,2026-11-20,stage,0," in cx("batch", "-", "--taken", "2026-11-20", stdin=table).out
    assert cx("batch", "-", "--taken", "today", stdin=table).problems == [
        "cx batch: --taken: 'today'; expected a date as year-month-day, such as '2026-11-21'"
    ]


@pytest.mark.parametrize(
    ("table", "start"),
    [
        (b"", "standard input: row 1: an empty table"),
        (b"a,b\n1,2\n", "standard input: row 1: no column of a practice"),
        (b"\xff\xfea\x00b", "standard input: UTF-16 text of which a part is missing"),
        (b"\xff\xfea\x00", "standard input: row 1: no column of a practice"),
        (b'{"format": "cx-assessment"}', "standard input: JSON; expected a table with a row for each respondent"),
        (b"x" * 1_000_001, "standard input: a line of more than 1,000,000 bytes"),
    ],
)
def test_what_is_no_such_table_leaves_the_output_alone(cx: Cx, here: Path, table: bytes, start: str) -> None:
    put(here / "scores.csv", "before")
    done = cx("batch", "-", "--framework", "small", "--taken", DAY, "-o", "scores.csv", stdin=table)
    assert (done.code, done.out) == (1, "")
    assert done.problems[0].startswith(start)
    assert (here / "scores.csv").read_text() == "before"


def _parts(folder: Path, **texts: str) -> Path:
    """A folder with these files, `a_csv` for a.csv."""
    folder.mkdir()
    for name, text in texts.items():
        put(folder / name.replace("_", "."), text)
    return folder


def test_the_parts_in_a_folder_are_one_table(cx: Cx, here: Path) -> None:
    head, ann, bob = SMALL.splitlines()
    turned = [",".join(reversed(line.split(","))) for line in (head, bob)]
    _parts(here / "parts", b_csv="\n".join(turned), a_CSV=f"{head}\n{ann}\n", aa_tsv=head.replace(",", "\t"))
    done = cx("batch", "parts", "--framework", "small")
    assert (done.code, done.err, done.out) == (0, "", SMALL_SCORES)


def test_what_is_said_of_parts_names_them(cx: Cx, here: Path) -> None:
    heads = HEAD.replace("label", "mood")
    parts = _parts(
        here / "parts",
        a_csv=f"{heads}\n1,,,3/2/2026,missing,,,\n2,,,{DAY},often,,,\n",
        b_csv=f"{heads}\n3,,,{DAY},,,,\n2,,,{DAY},often,,,\n1,,,13/2/2026,,,,\n",
    )
    (parts / "old").mkdir()
    put(parts / "_SUCCESS", "")
    done = cx("batch", "parts", "--framework", "small")
    assert [line.partition("; expected")[0] for line in done.problems] == [
        "parts: passed over _SUCCESS, old/",
        "parts/a.csv: row 1, column 'mood': a column of another name",
        "parts/a.csv: row 3, column 'timely-answers': 'often'",
        "parts/b.csv: row 3, column 'timely-answers': 'often'",
        "parts/b.csv: row 4, column 'id': '1', which row 2 of parts/a.csv has already; each is scored for itself",
        "parts: row 1, column 'taken': days are read with the day first, as '13/2/2026' shows",
        "3 rows scored, 2 left out",
    ]
    # Another part shows in which order days are read.
    assert [line.split(",")[0:4:3] for line in done.out.splitlines()[1:]] == [
        ["1", "2026-02-03"],
        ["3", DAY],
        ["1", "2026-02-13"],
    ]


def test_parts_with_other_columns_are_refused_before_anything_is_scored(cx: Cx, here: Path) -> None:
    head, ann, _ = SMALL.splitlines()
    parts = _parts(
        here / "parts",
        a_csv=SMALL,
        b_csv=f"{head.replace('label', 'mood')}\n{ann}\n",
        c_csv=f"{head.replace(',label,group', '')},x\n",
        d_csv=f"{ann}\n",
        e_csv="",
        f_xlsx="no workbook",
        g_csv="%PDF-1.7",
    )
    put(here / "scores.csv", "before")
    done = cx("batch", "parts", "--framework", "small", "-o", "scores.csv")
    heads = "no column that parts/a.csv has; expected a row with the names of the columns in each part"
    assert (done.code, done.out) == (1, "")
    assert done.problems == [
        "parts/b.csv: other columns than parts/a.csv has: without 'label'; expected the same in every part",
        "parts/c.csv: other columns than parts/a.csv has: without 'label', 'group'; expected the same in every part",
        f"parts/d.csv: {heads}",
        f"parts/e.csv: {heads}",
        f"parts/f.xlsx: {heads}",
        "parts/g.csv: a PDF; expected answers as JSON, or a table as .csv or .xlsx; save it as one of these",
    ]
    assert (here / "scores.csv").read_text() == "before"
    put(parts / "a.csv", f"{head.replace('id,', '')}\n")
    assert cx("batch", "parts", "--framework", "small").problems[0] == (
        "parts/b.csv: other columns than parts/a.csv has: without 'label'; besides 'id'; expected the same in every part"
    )


@pytest.mark.skipif(os.name != "posix", reason="no pipes in folders")
def test_a_folder_without_parts_or_with_one_that_cannot_be_read(cx: Cx, here: Path) -> None:
    parts = _parts(here / "parts")
    none = "parts: a folder without tables; expected files that end in .csv, .tsv, .xlsx or .parquet"
    assert cx("batch", "parts").problems == [none]
    (parts / "year=2026").mkdir()
    put(parts / "answers.json", "{}")
    assert cx("batch", "parts").problems == [f"{none}; what is there: answers.json, year=2026/"]
    put(parts / "a.csv", SMALL)
    (parts / "b.csv").symlink_to("gone.csv")
    os.mkfifo(parts / "c.csv")
    assert cx("batch", "parts").problems == [
        "parts: passed over answers.json, year=2026/",
        "parts/b.csv: there is no such file",
        "parts/c.csv: a pipe or a device; expected a file",
    ]


def test_workers_give_the_same_bytes_in_the_same_order(here: Path) -> None:
    put(here / "t.csv", rows_of(9 * CHUNK + 3).replace("P600,", "=P600,").replace(f"P700,,{DAY}", "P700,,never"))
    done = [
        subprocess.run([*CX, "batch", "t.csv", "-j", str(jobs)], capture_output=True, check=False, timeout=200)
        for jobs in (1, 2)
    ]
    assert done[0].returncode == done[1].returncode == 1
    assert done[0].stderr == done[1].stderr
    assert done[0].stdout == done[1].stdout
    ids = [row["id"] for row in csv.DictReader(io.StringIO(done[0].stdout.decode("utf-8-sig")))]
    assert ids == [str(i) for i in range(9 * CHUNK + 3) if i != 700]


def test_workers_end_when_nobody_reads(here: Path) -> None:
    put(here / "t.csv", rows_of(40 * CHUNK))
    with subprocess.Popen(
        [*CX, "batch", "t.csv", "-j", "2"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(100)
        process.stdout.close()
        assert process.wait(200) == 141
        assert process.stderr.read() == b""


def _at_work(here: Path) -> subprocess.Popen[bytes]:
    """A command that has begun to score a long table."""
    rows = rows_of(400 * CHUNK).splitlines(keepends=True)
    rows[30 * CHUNK] = f"1,P,,{DAY},often,,,\n"  # so late that the workers are at work when it is told
    put(here / "t.csv", "".join(rows))
    line = [*CX, "batch", "t.csv", "-j", "2", "-o", "scores.csv"]
    # Where the tests run in a shell's background, SIGINT is ignored, and what they start would inherit that.
    restored = (lambda: signal.signal(signal.SIGINT, signal.SIG_DFL)) if os.name == "posix" else None
    process = subprocess.Popen(line, stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=restored)
    assert process.stderr is not None
    assert b"column 'timely-answers'" in process.stderr.readline()
    return process


@pytest.mark.skipif(os.name != "posix", reason="no such signals")
@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130), (signal.SIGKILL, -9)]
)
def test_nothing_is_left_of_a_command_that_is_ended(here: Path, number: signal.Signals, code: int) -> None:
    with _at_work(here) as process:
        process.send_signal(number)
        # The workers have the same streams: these end when the last process has.
        out, err = process.communicate(timeout=200)
        assert (process.returncode, out, err) == (code, b"", b"")
    left = {path.name for path in here.iterdir()} - {"frameworks", "t.csv"}
    assert left == set() or (number is signal.SIGKILL and len(left) == 1)


def _ends(*_args: object) -> list[str]:
    os._exit(9)


def test_a_worker_that_is_killed_is_said(cx: Cx, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(here / "t.csv", rows_of(3 * CHUNK))
    put(here / "scores.csv", "before")
    monkeypatch.setattr(batch, "_score", _ends)
    done = cx("batch", "t.csv", "-j", "2", "-o", "scores.csv")
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "cx batch: a process that was scoring has been ended from outside, perhaps for want of memory;"
        " try again, with --jobs 1\n"
    )
    assert (here / "scores.csv").read_text() == "before"


MEASURE = r"""
import pathlib, re, resource, sys
from build_hooks.cli import app
sys.argv = ["cx", "batch", "t.csv", "-j", "1", "-o", "scores.csv"]
try:
    app()
finally:
    status = pathlib.Path("/proc/self/status")
    # On Linux ru_maxrss starts from what the parent had at the fork, here a test process of any size.
    peak = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    print(peak[1] if peak else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def test_memory_does_not_grow_with_the_table(here: Path) -> None:
    peaks = []
    for count in (200, 8000):
        put(here / "t.csv", rows_of(count))
        done = subprocess.run([sys.executable, "-c", MEASURE], capture_output=True, check=True, timeout=200)
        peaks.append(int(done.stdout))
    assert peaks[1] < peaks[0] + 5_000  # kilobytes; the whole table would take some 15,000
    assert peaks[1] < 100_000


def test_reading_does_not_run_ahead_of_scoring(here: Path) -> None:
    """What waits for two workers is some thousand rows, however long the table is."""
    assert CHUNK * AHEAD * 2 < 2000


def test_how_far_parts_are_read_is_known(here: Path) -> None:
    _parts(here / "parts", a_csv=SMALL, b_csv=SMALL * 2)
    with table_of("parts") as table:
        told = []
        for part in table.in_turn():
            told += [table.tell() for _ in part.lines()]
        assert (len(SMALL), table.size) == (told[2], len(SMALL) * 3)
        assert sorted(told) == told
        assert (told[-1], table.tell()) == (table.size, table.size)


def test_progress_is_shown_to_terminals_alone(here: Path) -> None:
    put(here / "t.csv", rows_of(300))
    text = shown("batch", "t.csv", "-o", "s.csv", stream="stderr", columns=80)
    assert b"Scoring" in text
    assert b"300" in text
