"""Five ways to break the page's scripts, each of which the tests in the browser have to notice.

python -m tests.benchmarks.breakages [NAME …]

Each is made in a copy of the project, one at a time, and the test that ought to notice it runs there; before that, all of these tests
must pass in a copy that is whole. Exit 0 if each is caught. It takes some minutes, and is no part of the run of all tests; that run
looks only whether each breakage still fits the code.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build_hooks.places import ROOT
from tests.browser.building import copy_of_project

ALSO = ("tests", "pyproject.toml")
PATIENCE = 600
"""Seconds for a build and a test in a browser, on a busy machine."""


@dataclass(frozen=True)
class Breakage:
    """What is broken, in which script of `docs/assets/assess/`: `whole` becomes `broken`, and `test` is to notice it."""

    name: str
    what: str
    script: str
    whole: str
    broken: str
    test: str

    def file(self, root: Path) -> Path:
        """The script, in a copy of the project."""
        return root / "docs/assets/assess" / self.script

    def fits(self, root: Path = ROOT) -> bool:
        """Whether the script holds what is to be broken, once."""
        return self.file(root).read_text("utf-8").count(self.whole) == 1

    def make(self, root: Path) -> None:
        """Break the script in a copy of the project."""
        file = self.file(root)
        file.write_text(file.read_text("utf-8").replace(self.whole, self.broken), "utf-8")


BREAKAGES = (
    Breakage(
        "too-early",
        "“Saved” is said before the answers are on the disk",
        "database.js",
        "      await tx.done\n",
        "",
        "tests/browser/test_keeping.py::test_saved_is_said_when_it_is_on_disk",
    ),
    Breakage(
        "closing",
        "What is not on the disk when the browser closes is kept nowhere",
        "effects.js",
        "return journal.write(effect.change, effect.id)",
        "return",
        "tests/browser/test_closing.py::test_what_is_not_on_disk_when_a_page_goes_is_there_when_it_comes_back",
    ),
    Breakage(
        "two-tabs",
        "A tab is not told what another has written",
        "database.js",
        "tell: (written) => channel?.postMessage(written),",
        "tell: () => {},",
        "tests/browser/test_keeping.py::test_two_tabs",
    ),
    Breakage(
        "typing",
        "What comes from another tab overwrites what is being typed",
        "form.js",
        "field !== busy && ",
        "",
        "tests/browser/test_keeping.py::test_another_tab_does_not_destroy_what_is_being_typed",
    ),
    Breakage(
        "markup",
        "The name of a file that somebody sent is read as HTML",
        "voice.js",
        "      draw(contentOf(notice), element, JSON.stringify(notice))\n",
        "      draw(contentOf(notice), element, JSON.stringify(notice))\n      element.innerHTML = element.textContent\n",
        "tests/browser/test_hostile_files.py::test_a_hostile_file_name",
    ),
)


def outcome(root: Path, tests: Sequence[str]) -> str:
    """What pytest makes of the tests in a copy of the project: `passed`, `failed`, or the end of what it says, if neither."""
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-n",
        "0",
        "-q",
        "--no-header",
        "--durations=0",
        "-p",
        "no:cacheprovider",
        *tests,
    ]
    variables = {**os.environ, "PYTHONPATH": str(root)}
    done = subprocess.run(
        command, cwd=root, env=variables, capture_output=True, text=True, timeout=PATIENCE, check=False
    )
    last = done.stdout.strip().rpartition("\n")[2]
    if done.returncode == 0 and re.match(r"\d+ passed in", last):
        return "passed"
    if done.returncode == 1 and re.match(r"\d+ failed\b", last):
        return "failed"
    return done.stdout[-3000:] + done.stderr[-3000:]


def copied(folder: Path) -> Path:
    """A copy of the project with its tests."""
    copy_of_project(folder)
    for part in ALSO:
        source = ROOT / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / part)
    return folder


def main() -> int:
    """Say of each breakage whether it is caught."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    names = [breakage.name for breakage in BREAKAGES]
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"one of {', '.join(names)}; without any, all")
    chosen = parser.parse_args().names or names
    if unknown := set(chosen) - set(names):
        parser.error(f"no breakage {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    breakages = [breakage for breakage in BREAKAGES if breakage.name in chosen]
    with tempfile.TemporaryDirectory() as folder:
        whole = outcome(copied(Path(folder) / "whole"), [breakage.test for breakage in breakages])
        if whole != "passed":
            print(f"The tests do not pass while nothing is broken:\n{whole}")
            return 1
        missed = 0
        for breakage in breakages:
            root = copied(Path(folder) / breakage.name)
            if not breakage.fits(root):
                found = "does not fit the code any more"
            else:
                breakage.make(root)
                found = {"failed": "caught", "passed": "NOT CAUGHT"}.get(said := outcome(root, [breakage.test]), said)
            missed += found != "caught"
            print(f"{breakage.name:10} {breakage.what}: {found}", flush=True)
    print(f"{len(breakages) - missed} of {len(breakages)} caught")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
