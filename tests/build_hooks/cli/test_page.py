"""The page of the command: every example on it is run, and its output must be the one that is shown.

A changed output is put into the page by `CX_UPDATE=1 python3 -m build_hooks test tests/command/test_page.py`. Comments in
the page say what a reader does by hand between two examples. A `…` in an output or argument stands for what is left out.
"""

from __future__ import annotations

import csv
import os
import re
import shlex
from pathlib import Path

import pytest

from build_hooks.cli.app import COMMANDS
from build_hooks.places import ROOT
from tests.build_hooks.cli.conftest import run

PAGE = ROOT / "docs/about/command.md"
PART = re.compile(r"^<!-- (?P<hand>.*?)-->$|^```console\n(?P<console>.*?)^```$", re.MULTILINE | re.DOTALL)


def test_examples_give_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    before = PAGE.read_text("utf-8")
    after = PART.sub(_replayed, before)
    if os.environ.get("CX_UPDATE"):
        PAGE.write_text(after, "utf-8")
    assert after == before, "run this test with CX_UPDATE=1 and look at what it changed in the page"


def test_every_command_stands_on_the_page() -> None:
    text = PAGE.read_text("utf-8")
    assert [command for command in COMMANDS if f"cx {command}" not in text] == []


def _replayed(part: re.Match[str]) -> str:
    if part["hand"] is not None:
        _by_hand(part["hand"])
        return part[0]
    lines = []
    for block in re.split(r"^(?=\$ )", part["console"], flags=re.MULTILINE)[1:]:
        command, _, shown = block.partition("\n")
        lines += [command, *_elided(_output(command.removeprefix("$ ")), shown.splitlines())]
    return "\n".join(["```console", *lines, "```"])


def _output(line: str) -> list[str]:
    if line == "cat survey.csv":
        return Path("survey.csv").read_text("utf-8").splitlines()
    program, *arguments = shlex.split(line)
    assert program == "cx"
    code = run("share", "autumn.csv").out.strip() if "…" in line else ""
    done = run(*(code if argument.endswith("…") else argument for argument in arguments), env={"COLUMNS": "88"})
    return [line.removeprefix("\ufeff") for line in (done.out + done.err).splitlines()]


def _elided(output: list[str], shown: list[str]) -> list[str]:
    """The output, ending where the page leaves the rest out."""
    if "…" not in shown:
        return output
    return [*output[: shown.index("…")], "…"]


def _by_hand(text: str) -> None:
    if written := re.fullmatch(r"write (\S+):\n(.*)", text, re.DOTALL):
        Path(written[1]).write_text(written[2], "utf-8")
        return
    changed = re.fullmatch(r"(?:copy (?P<old>\S+) |in )(?P<new>\S+): (?P<answers>.*?), taken (?P<day>\S+) ", text)
    assert changed is not None, text
    with Path(changed["old"] or changed["new"]).open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    answers = dict(answer.split() for answer in changed["answers"].split(", "))
    for row in rows:
        row["answer"] = answers.get(row["practice"], row["answer"])
        row["taken"] = changed["day"]
    with Path(changed["new"]).open("w", encoding="utf-8", newline="") as stream:
        table = csv.DictWriter(stream, rows[0])
        table.writeheader()
        table.writerows(rows)
