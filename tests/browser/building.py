"""Builds of the site for the tests: each is made once a run, whichever of the test processes needs it first."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from build_hooks.places import ROOT

PARTS = ("build_hooks", "cxcore", "docs", "frameworks", "mkdocs.yml", "CHANGELOG.md")


def shared_folder(factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all test processes of pytest-xdist see."""
    own = factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


def made_once(folder: Path, make: Callable[[Path], None]) -> Path:
    """`folder`, made by the first process that asks for it; the others wait for that."""
    done = folder.with_suffix(".done")
    with folder.with_suffix(".lock").open("w") as lock:
        _hold(lock.fileno())
        if not done.exists():
            make(folder)
            done.touch()
    return folder


def build(site: Path, *, url: str, root: Path = ROOT) -> None:
    """Build the project at `root` into `site`, to be served at `url`."""
    variables = {**os.environ, "CX_SITE_URL": url, "CX_REPO_URL": "", "NO_MKDOCS_2_WARNING": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(site)]
    result = subprocess.run(command, cwd=root, env=variables, capture_output=True, text=True, timeout=280, check=False)
    if result.returncode != 0:
        pytest.fail(f"The site does not build:\n{result.stdout[-3000:]}\n{result.stderr[-3000:]}", pytrace=False)


def copy_of_project(folder: Path) -> Path:
    """A copy of all that a build reads, for builds of other frameworks."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for part in PARTS:
        source = ROOT / part
        if source.is_dir():
            shutil.copytree(source, folder / part, ignore=shutil.ignore_patterns("node_modules", "__pycache__"))
        else:
            shutil.copy(source, folder / part)
    (folder / "build_hooks/node_modules").symlink_to(ROOT / "build_hooks/node_modules")
    return folder


def _hold(lock: int) -> None:
    """Lock a file until it is closed. Without file locks (Windows): no lock, so no pytest-xdist."""
    try:
        import fcntl
    except ImportError:
        return
    fcntl.flock(lock, fcntl.LOCK_EX)
