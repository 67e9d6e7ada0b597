"""The page's scripts, by the tools of their own language: types, lint, and the tests of the state in Node."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from build_hooks.setup.environment import Environment

ENVIRONMENT = Environment()
MODULES = ENVIRONMENT.node_folder / "node_modules"
HERE = Path(__file__).parent
TYPES = [str(MODULES / "typescript/bin/tsc"), "--project", str(ENVIRONMENT.root)]
LINT = [str(MODULES / "oxlint/bin/oxlint"), "docs/assets", "build_hooks/site", "tests/page"]
# Our folders are no npm packages, so nothing says to Node that these are modules; it finds out by itself.
TESTS = ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", *map(str, sorted(HERE.glob("*.test.js")))]


def node(*arguments: str) -> subprocess.CompletedProcess[str]:
    # Under the profile `thorough` the random tests look further, as Hypothesis does.
    command = [str(ENVIRONMENT.node), *arguments]
    variables = {**ENVIRONMENT.variables(), "HYPOTHESIS_PROFILE": os.environ.get("HYPOTHESIS_PROFILE", "quick")}
    return subprocess.run(
        command, cwd=ENVIRONMENT.root, env=variables, capture_output=True, text=True, timeout=200, check=False
    )


@pytest.mark.parametrize("arguments", [TYPES, LINT, TESTS], ids=["types", "lint", "tests"])
def test_nothing_is_found(arguments: list[str]) -> None:
    result = node(*arguments)
    assert result.returncode == 0, result.stdout[-6000:] + result.stderr[-2000:]


FAULTS = {
    "types": ("/** @param {string} text */\nexport const twice = (text) => text.length.trim()\n", "Property 'trim' does not exist"),
    "lint": ("export const same = (a, b) => a == b\n", "Expected === and instead saw =="),
    "tests": ("import { test } from 'node:test'\ntest('fails', () => { throw new Error('on purpose') })\n", "on purpose"),
}  # fmt: skip


@pytest.mark.parametrize("tool", FAULTS)
def test_something_would_be_found(tool: str, tmp_path: Path) -> None:
    code, complaint = FAULTS[tool]
    file = tmp_path / "fault.test.js"
    file.write_text(code, "utf-8")
    strict = ["--allowJs", "--checkJs", "--noEmit", "--strict", "--ignoreConfig"]
    commands = {
        "types": [TYPES[0], *strict, str(file)],
        "lint": [LINT[0], "--config", str(ENVIRONMENT.root / ".oxlintrc.json"), str(file)],
        "tests": ["--disable-warning=MODULE_TYPELESS_PACKAGE_JSON", "--test", str(file)],
    }
    result = node(*commands[tool])
    assert result.returncode != 0
    assert complaint in result.stdout + result.stderr


def test_every_script_and_test_is_looked_at() -> None:
    """A script that the compiler is not told of would pass unseen."""
    listed = node(*TYPES, "--listFilesOnly")
    seen = {Path(line).resolve() for line in listed.stdout.splitlines()}
    folders = (ENVIRONMENT.root / name for name in ("docs/assets", "build_hooks/site"))
    scripts = {path.resolve() for folder in folders for path in folder.rglob("*.js")}
    assert scripts and scripts <= seen
    assert {path.name for path in HERE.glob("*.test.js")} >= {"update.test.js", "random.test.js"}
