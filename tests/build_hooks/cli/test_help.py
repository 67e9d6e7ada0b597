"""Help, wrong usage, completion."""

from __future__ import annotations

import re
import shlex
from importlib.metadata import version
from pathlib import Path

import pytest

from build_hooks.cli.app import COMMANDS, app
from build_hooks.cli.options import T
from tests.build_hooks.cli.conftest import Cx, run


def test_help_names_every_command(cx: Cx) -> None:
    done = cx("--help")
    assert done.code == 0
    listed = re.findall(r"^│ (\w+)  ", done.out, re.MULTILINE)
    assert listed == list(COMMANDS)
    assert cx("-h").out == done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(command: str) -> None:
    done = run(command, "--help", env={"COLUMNS": "200"})
    assert done.code == 0
    examples = re.findall(r"^ \$ (.+?) *$", done.out, re.MULTILINE)
    assert examples == T(f"cli.{command}.examples").splitlines()
    assert all(f"cx {command} " in f"{line} " for line in examples)
    assert "[bold]" not in done.out


@pytest.mark.parametrize("command", COMMANDS)
def test_options_in_examples_exist(command: str) -> None:
    text = run(command, "--help", env={"COLUMNS": "200"}).out
    options = set(re.findall(r"(?<![\w-])--?[a-z][a-z-]*", text.partition("╭")[2]))
    for line in T(f"cli.{command}.examples").splitlines():
        part = line.partition(f"cx {command}")[2].partition(" > ")[0]
        assert {word for word in shlex.split(part) if word.startswith("-") and word != "-"} <= options


def test_without_a_command_help_is_shown(cx: Cx) -> None:
    assert "Usage: cx" in cx().out + cx().err


def test_version(cx: Cx) -> None:
    done = cx("--version")
    assert (done.code, done.out) == (0, f"cx {version('cx-maturity')}\n")


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("scroe x.json", "Did you mean 'score', 'share'?"),
        ("score", "Missing argument 'FILE"),
        ("score x.json --fromat json", "No such option: --fromat"),
        ("score x.json --format xml", "'xml' is not one of"),
        ("roadmap x.json", "Missing option '--to'"),
        ("new", "Missing argument 'ID'"),
        ("batch x.csv --jobs 0", "Input should be greater than or equal to"),
    ],
)
def test_wrong_usage_ends_with_2(cx: Cx, line: str, message: str) -> None:
    done = cx(*line.split())
    assert (done.code, done.out) == (2, "")
    assert message in " ".join(done.err.split())


@pytest.mark.parametrize(
    ("shell", "typed", "offered"),
    [("bash", "cx scor", "score"), ("bash", "cx worksheet sm", "small"), ("zsh", "cx worksheet lev", "levels")],
)
def test_completion(here: Path, shell: str, typed: str, offered: str) -> None:
    words = (
        {"COMP_WORDS": typed, "COMP_CWORD": str(len(typed.split()) - 1)}
        if shell == "bash"
        else {"_TYPER_COMPLETE_ARGS": typed}
    )
    done = run(env={"_CX_COMPLETE": f"complete_{shell}", **words})
    assert offered in done.out


def test_the_command_is_the_installed_one() -> None:
    assert app.info.name == "cx"
