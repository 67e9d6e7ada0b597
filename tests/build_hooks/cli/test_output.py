"""Where results go: standard output, whole files, closed pipes."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from build_hooks.cli.outputs import writing
from build_hooks.cli.refusal import Refusal
from tests.build_hooks.cli.conftest import DAY, NORTH, Cx, put
from tests.build_hooks.cli.terminal import CX, shown


def _started(*arguments: object, **options: object) -> subprocess.CompletedProcess[bytes]:
    line = [*CX, *map(str, arguments)]
    return subprocess.run(line, capture_output=True, check=False, timeout=200, **options)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize(
    ("name", "start"), [("r.json", "{"), ("r.md", "# "), ("r.csv", "\ufeffpractice,"), ("r.txt", "No"), ("r", "No")]
)
def test_the_suffix_chooses_the_format(cx: Cx, north: Path, here: Path, name: str, start: str) -> None:
    assert cx("score", north, "--output", name).out == ""
    assert (here / name).read_text("utf-8").startswith(start)


def test_a_format_that_was_asked_for_beats_the_suffix(cx: Cx, north: Path, here: Path) -> None:
    cx("score", north, "-o", "r.html", "-f", "json")
    assert json.loads((here / "r.html").read_text("utf-8"))["format"] == "cx-report"


@pytest.mark.parametrize(
    ("line", "endings"),
    [
        ("worksheet small -o w.json", "one of '.csv', '.xlsx', '.html', '.htm', '.md', or --format"),
        ("score north.json -o w.pdf", "one of '.json', '.csv', '.xlsx', '.html', '.htm', '.md', '.txt', or --format"),
        ("score nothing.json -o w.pdf", "one of '.json', '.csv', '.xlsx', '.html', '.htm', '.md', '.txt', or --format"),
        ("team north.json -o w.doc", "one of '.json', '.csv', '.xlsx', '.html', '.htm', '.md', '.txt', or --format"),
        ("trend north.json north.json -o w.2", "one of '.json', '.csv', '.xlsx', '.html', '.htm', '.md', '.txt', or"),
        ("roadmap north.json --to 2 -o w.pdf", "one of '.json', '.csv', '.xlsx', '.html', '.htm', '.md', '.txt', or"),
        (
            "crosswalk north.json --to levels -o w.pdf",
            "one of '.json', '.csv', '.xlsx', '.html', '.htm', '.md', '.txt'",
        ),
        ("batch t.csv -o w.html", "one of '.json', '.csv', '.xlsx', '.parquet', or --format"),
        ("validate -o w.csv", "one of '.json', '.txt', or --format"),
        ("share north.json -o w.json", "'.txt'"),
    ],
)
def test_an_ending_that_the_format_is_not_is_refused(cx: Cx, north: Path, here: Path, line: str, endings: str) -> None:
    done = cx(*line.split(), env={"COLUMNS": "400", "TERM": "dumb"})
    assert done.code == 2
    assert f"{line.split()[-1]}: the ending of another format; expected {endings}" in done.err
    assert sorted(path.name for path in here.iterdir()) == ["frameworks", "north.json"]


def test_what_a_share_code_holds_is_an_assessment(cx: Cx, north: Path, here: Path) -> None:
    code = cx("share", "north.json").out.strip()
    assert cx("share", code, "-o", "w.csv").code == 2
    assert cx("share", code, "-o", "w.json").code == 0
    assert json.loads((here / "w.json").read_text("utf-8"))["format"] == "cx-assessment"


def test_a_file_stays_as_it_was_where_something_is_not_valid(cx: Cx, north: Path, here: Path) -> None:
    put(here / "bad.json", "{")
    put(here / "old.txt", "before")
    done = cx("validate", "north.json", "bad.json", "-o", "old.txt")
    assert (done.code, done.out, len(done.problems)) == (1, "", 2)
    assert (here / "old.txt").read_text() == "before"
    # JSON holds the problems, and is whole.
    assert cx("validate", "north.json", "bad.json", "-o", "old.json").code == 1
    verdicts = json.loads((here / "old.json").read_text("utf-8"))
    assert [(verdict["path"], verdict["ok"]) for verdict in verdicts] == [("north.json", True), ("bad.json", False)]


@pytest.mark.parametrize(
    ("line", "code", "err"),
    [
        ("score north.json >&-", 1, "cx: standard output is closed; give a file with --output\n"),
        ("batch t.csv --framework small >&-", 1, "cx: standard output is closed; give a file with --output\n"),
        ("score --help >&-", 1, "cx: standard output is closed; give a file with --output\n"),
        ("--help >/dev/full", 1, "cx: No space left on device\n"),
        ("score - <&-", 1, "standard input: it is closed; expected something to read\n"),
        ("batch - <&-", 1, "standard input: it is closed; expected something to read\n"),
        ("batch t.csv --framework small --output scores.csv <&- >&- 2>&-", 0, ""),
        ("score nothing.json 2>&-", 1, ""),
    ],
)
@pytest.mark.skipif(os.name != "posix", reason="no shell that closes streams")
def test_closed_streams_are_told_or_not_missed(here: Path, north: Path, line: str, code: int, err: str) -> None:
    put(here / "t.csv", "taken,timely-answers\n2026-11-21,missing\n")
    words, *streams = re.split(r" (?=[<>2])", line)
    closed = " ".join(streams)
    script = ["sh", "-c", f'exec "$@" {closed}', "sh", *CX, *words.split()]
    done = subprocess.run(script, capture_output=True, check=False, timeout=200)
    assert (done.returncode, done.stderr.decode(), done.stdout) == (code, err, b"")
    if "--output" in line:
        assert (here / "scores.csv").read_text("utf-8").count("\n") == 2


OBEYED = "\x85\x9b31m\u202e\u2066"


def test_no_character_is_obeyed_by_a_terminal(cx: Cx, here: Path) -> None:
    put(here / "odd.json", NORTH | {"name": f"N{OBEYED}"})
    escaped = r"N \x9b31m\u202e\u2066"
    assert escaped in shown("score", "odd.json", stream="stdout", columns=200).decode("utf-8")
    assert escaped.replace("\\", "\\\\") in cx("score", "odd.json", "-f", "markdown").out
    # A table is as it was said where it is sent on, and cannot be obeyed where it is looked at.
    put(here / "t.csv", f"label,taken,timely-answers\nN\x9b31m\u202e,{DAY},missing\n")
    line = ("batch", "t.csv", "--framework", "small")
    assert "N\x9b31m\u202e" in cx(*line).out
    assert r"N\x9b31m\u202e" in shown(*line, stream="stdout", columns=200).decode("utf-8")


def test_names_of_files_forge_no_line(cx: Cx, here: Path) -> None:
    name = "a\n::error::b\u202e\u2066\x85.json"
    put(here / name, "{")
    done = cx("validate", name)
    assert done.problems[0].startswith(r"a\n::error::b\u202e\u2066\x85.json: a file that ends at line 1, column 2")
    assert len(done.problems) == 2
    folder = here / "models" / "one"
    folder.mkdir(parents=True)
    put(folder / "framework.yaml", "id: one\n")
    (folder / "practices").mkdir()
    put(folder / "practices" / "x\n\u202e.yaml", "name: X\n")
    done = cx("validate", "models")
    assert r"x\n\u202e.yaml" in done.err
    assert not any(line.startswith("\u202e") or "\u202e" in line for line in done.problems)


def test_a_dash_is_standard_output(cx: Cx, north: Path, here: Path) -> None:
    assert cx("score", north, "-o", "-", "-f", "json").json["format"] == "cx-report"
    assert not (here / "-").exists()


def test_a_file_stays_as_it_was_where_the_input_has_problems(cx: Cx, here: Path) -> None:
    put(here / "r.json", "before")
    assert cx("score", "nothing.json", "-o", "r.json").code == 1
    assert (here / "r.json").read_text() == "before"


def test_a_file_is_replaced_in_one_step_or_not_at_all(here: Path) -> None:
    put(here / "r.txt", "before")
    with pytest.raises(ZeroDivisionError), writing(Path("r.txt")) as write:
        write("half")
        assert (here / "r.txt").read_text() == "before"
        raise ZeroDivisionError
    assert (here / "r.txt").read_text() == "before"
    with writing(Path("r.txt")) as write:
        write("af")
        write("ter\n")
    assert (here / "r.txt").read_text() == "after\n"
    assert sorted(path.name for path in here.iterdir()) == ["frameworks", "r.txt"]


def test_a_file_keeps_its_rights_and_a_new_one_gets_the_usual_ones(here: Path) -> None:
    put(here / "old.txt", "x").chmod(0o640)
    before = os.umask(0o027)
    try:
        for name in ("old.txt", "new.txt"):
            with writing(Path(name)) as write:
                write("y")
    finally:
        os.umask(before)
    assert [stat.S_IMODE((here / name).stat().st_mode) for name in ("old.txt", "new.txt")] == [0o640, 0o640]


def test_a_link_stays_a_link(here: Path) -> None:
    put(here / "real.txt", "x")
    (here / "link.txt").symlink_to("real.txt")
    with writing(Path("link.txt")) as write:
        write("y")
    assert (here / "link.txt").is_symlink()
    assert (here / "real.txt").read_text() == "y"


def test_a_device_is_written_to_and_not_replaced() -> None:
    with writing(Path("/dev/null")) as write:
        write("x")
    assert not Path("/dev/null").is_file()


@pytest.mark.parametrize(
    ("output", "problem"),
    [
        ("no/such/folder.json", "no/such/folder.json: cannot be written (No such file or directory)"),
        ("frameworks", "frameworks: a folder; expected a file to write to"),
        ("x" * 300, f"{'x' * 300}: cannot be written (File name too long)"),
    ],
)
def test_what_cannot_be_written_is_said(cx: Cx, north: Path, output: str, problem: str) -> None:
    done = cx("score", north, "-o", output)
    assert (done.code, done.out, done.problems) == (1, "", [problem])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is full")
def test_a_full_disk_is_said(cx: Cx, north: Path) -> None:
    assert cx("score", north, "-o", "/dev/full").problems == ["/dev/full: cannot be written (No space left on device)"]
    with Path("/dev/full").open("wb") as full:
        done = _started_into(full, "score", north)
    assert done.returncode == 1
    assert done.stderr.decode() == "cx: No space left on device\n"


def _started_into(stream: object, *arguments: object) -> subprocess.CompletedProcess[bytes]:
    line = [*CX, *map(str, arguments)]
    return subprocess.run(line, stdout=stream, stderr=subprocess.PIPE, check=False, timeout=200)  # type: ignore[call-overload,no-any-return]


def test_the_installed_command_reads_and_writes_pipes(here: Path) -> None:
    script = Path(sys.executable).parent / "cx"
    command = [str(script)] if script.exists() else list(CX)
    done = subprocess.run(
        [*command, "score", "-", "-f", "json"],
        input=json.dumps(NORTH).encode(),
        capture_output=True,
        check=False,
        timeout=200,
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert json.loads(done.stdout)["framework"]["id"] == "small"


def test_a_closed_pipe_is_no_reason_to_complain(north: Path) -> None:
    reading, writing_end = os.pipe()
    os.close(reading)
    with os.fdopen(writing_end, "wb") as closed:
        done = _started_into(closed, "worksheet", "small")
    assert done.stderr == b""
    assert done.returncode == 141


def test_text_is_utf_8_wherever_it_goes(north: Path) -> None:
    done = _started("score", north, env={**os.environ, "PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
    assert "█" in done.stdout.decode("utf-8")


def test_colours_are_for_terminals(north: Path) -> None:
    assert b"\x1b[" not in _started("score", north).stdout
    assert b"\x1b[1m" in shown("score", north, stream="stdout", columns=90)


def test_nothing_is_left_of_a_file_that_cannot_be_made_whole(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path, target: object) -> None:
        raise OSError(28, "No space left on device")

    put(here / "r.txt", "before")
    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(Refusal, match="No space left on device"), writing(Path("r.txt")) as write:
        write("after")
    assert (here / "r.txt").read_text() == "before"
    assert sorted(path.name for path in here.iterdir()) == ["frameworks", "r.txt"]
