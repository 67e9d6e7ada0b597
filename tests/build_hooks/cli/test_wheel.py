"""The project as it is installed from a wheel: the command brings frameworks, schemas and style sheets along."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from build_hooks.places import ROOT
from tests.build_hooks.cli.test_output import CX


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What a wheel of the project puts into a folder of packages."""
    made = tmp_path_factory.mktemp("wheel")
    line = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(made)]
    subprocess.run(line, cwd=ROOT, check=True, capture_output=True, timeout=200)
    (wheel,) = made.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(made / "packages")
    return made / "packages"


def test_the_command_works_anywhere(installed: Path, tmp_path: Path) -> None:
    env = {**os.environ, "PYTHONPATH": str(installed)}
    sample = ROOT / "frameworks/four-stages/sample.json"

    def cx(*arguments: object) -> str:
        line = [*CX, *map(str, arguments)]
        done = subprocess.run(line, cwd=tmp_path, env=env, capture_output=True, check=True, timeout=200, text=True)
        return done.stdout

    checked = json.loads(cx("validate", sample, installed / "build_hooks/packaged/frameworks", "--format", "json"))
    assert {Path(entry["path"]).name for entry in checked} >= {
        "sample.json",
        "four-stages",
        "metrics",
        "crosswalk.yaml",
    }
    assert "--cx-paper:" in cx("score", sample, "--format", "html")
    cx("new", "my-model")
    assert (tmp_path / "frameworks/my-model/framework.yaml").is_file()


def test_files_stand_where_they_are_looked_for(installed: Path) -> None:
    assert (installed / "build_hooks/packaged/frameworks/schema/cx-report.json").is_file()
    assert not [
        path
        for path in installed.iterdir()
        if path.name not in ("cxcore", "build_hooks") and "dist-info" not in path.name
    ]


def test_nothing_of_node_is_in_it(installed: Path) -> None:
    assert not list(installed.rglob("node_modules"))
