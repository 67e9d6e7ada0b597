"""What the tests of the command share: a way to run it, and small frameworks and files to run it on."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.testing
from typer.testing import CliRunner, Result

from build_hooks.cli import app
from build_hooks.cli.commands.new import make
from cxcore.model import Kind

DAY = "2026-11-21"

# Typer puts a command together from its functions at each run, which takes three quarters of most runs here; once is enough.
typer.testing._get_command = cache(typer.testing._get_command)


@dataclass(frozen=True)
class Done:
    """What a command left behind. Problems stand on standard error, one line each."""

    code: int
    out: str
    err: str
    bytes: bytes

    @property
    def problems(self) -> list[str]:
        return self.err.splitlines()

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Cx = Callable[..., Done]


def run(*arguments: object, stdin: str | bytes = b"", env: dict[str, str | None] | None = None) -> Done:
    """Run `cx` in this process. A traceback fails the test."""
    variables = {"COLUMNS": None, "NO_COLOR": None, "FORCE_COLOR": None, "CX_DEBUG": "1", **(env or {})}
    result: Result = CliRunner(env=variables).invoke(
        app, [str(part) for part in arguments], input=stdin, prog_name="cx"
    )
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Done(result.exit_code, result.stdout, result.stderr, result.stdout_bytes)


@pytest.fixture(scope="session")
def models(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the two frameworks that `cx new` makes: `small` (adoption) and `levels` (rubric)."""
    folder = tmp_path_factory.mktemp("models")
    make(folder / "small", Kind.ADOPTION, {"id": "small", "name": "A small model", "date": DAY})
    make(folder / "levels", Kind.RUBRIC, {"id": "levels", "name": "A model with levels", "date": DAY})
    return folder


@pytest.fixture
def here(tmp_path: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """An empty working directory, with the small frameworks in `frameworks/`."""
    (tmp_path / "frameworks").symlink_to(models)
    monkeypatch.chdir(tmp_path)
    yield tmp_path


@pytest.fixture
def cx(here: Path) -> Cx:
    """The command, in the working directory `here`."""
    return run


def said(text: str) -> dict[str, Any]:
    """A response in short: `-` don't know, `n/a` not applicable, else an answer."""
    return {"dont_know": True} if text == "-" else {"not_applicable": "one site"} if text == "n/a" else {"answer": text}


def assessment(framework: str = "small", /, **keys: Any) -> dict[str, Any]:
    """An assessment's values. Responses are given by practice id with underscores, in short."""
    top = {key: keys.pop(key) for key in ("taken", "respondent", "id", "name", "mode", "agreed") if key in keys}
    responses = {key.replace("_", "-"): said(value) if isinstance(value, str) else value for key, value in keys.items()}
    head = {"format": "cx-assessment", "format_version": 1, "framework": {"id": framework, "version": "0.1.0"}}
    return {**head, "taken": DAY, "responses": responses, **top}


def put(path: Path, value: Any) -> Path:
    """Write a value as JSON, or a text as it is."""
    path.write_text(value if isinstance(value, str) else json.dumps(value), "utf-8")
    return path


NORTH = assessment(
    name="North",
    respondent={"label": "Ann", "group": "frontline"},
    timely_answers={"answer": "systematic", "evidence": "Log, *March*"},
    complaints_log="ad-hoc",
    causes_removed="-",
)
SOUTH = assessment(
    name="South",
    timely_answers="repeatable",
    complaints_log="systematic",
    causes_removed="repeatable",
    quarterly_review="n/a",
)
LEVELS = assessment("levels", timely_answers="leading", complaints_log="established", quarterly_review="established")


@pytest.fixture
def north(here: Path) -> Path:
    return put(here / "north.json", NORTH)


@pytest.fixture
def south(here: Path) -> Path:
    return put(here / "south.json", SOUTH)


@pytest.fixture
def levels(here: Path) -> Path:
    return put(here / "levels.json", LEVELS)
