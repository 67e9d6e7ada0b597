"""A plugin of the whole run: how much of our code the tests take must not fall below a floor.

`python3 -m build_hooks test` without options loads it, and pytest-cov with it. With options a run may be a part of the tests, and
nothing is measured.
"""

from __future__ import annotations

import io
import json
import sys
import tempfile
from collections.abc import Generator, Mapping
from dataclasses import dataclass
from pathlib import Path

import coverage
import pytest

from build_hooks.places import ROOT

FLOORS: Mapping[str, float] = {"cxcore": 98, "build_hooks": 84}
"""For each package the per cent of its lines, and of its branches, that must be taken. A floor is raised where it can be, never
lowered without a word on why. The builds and commands that tests start in a process of their own are not measured: that made each build
almost twice as slow."""


@dataclass(frozen=True)
class Share:
    """So many of so many were taken."""

    taken: int
    of: int

    def __str__(self) -> str:
        return f"{self.taken} of {self.of} ({self.taken * 100 / self.of if self.of else 100:.1f} %)"

    def reaches(self, floor: float) -> bool:
        """Whether it is at least `floor` per cent. Not rounded: 97.99 % is less than 98 %."""
        return self.taken * 100 >= floor * self.of


def shares(measured: coverage.Coverage, root: Path, package: str) -> dict[str, Share]:
    """The lines and the branches of a package that were taken."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "coverage.json"
        measured.json_report(include=[f"{root / package}/*"], outfile=str(file))
        totals = json.loads(file.read_text("utf-8"))["totals"]
    return {
        "lines": Share(totals["covered_lines"], totals["num_statements"]),
        # Of a run that took nothing at all, no branch is told.
        "branches": Share(totals.get("covered_branches", 0), totals.get("num_branches", 0)),
    }


def missing(measured: coverage.Coverage, root: Path, package: str) -> str:
    """Which lines and branches of a package were not taken."""
    text = io.StringIO()
    measured.report(include=[f"{root / package}/*"], file=text, show_missing=True, skip_covered=True)
    return text.getvalue()


def below(measured: coverage.Coverage, root: Path, floors: Mapping[str, float]) -> tuple[list[str], list[str]]:
    """A line on every package, and what is to be mended: which share is below its floor, with what is missing."""
    told, wrong = [], []
    for package, floor in floors.items():
        found = shares(measured, root, package)
        told.append(f"{package}: " + ", ".join(f"{share} {name}" for name, share in found.items()))
        short = [name for name, share in found.items() if not share.reaches(floor)]
        if short:
            wrong.append(f"{package}: fewer than {floor} % of the {' and of the '.join(short)} were taken by a test")
            wrong.append(missing(measured, root, package))
    return told, wrong


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What chance takes does not count: a branch is held by an example, with the value that it should give. That also spares the
    tests with random examples, which take most of the time, from being measured."""
    for item in items:
        if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
            item.add_marker(pytest.mark.no_cover)


@pytest.hookimpl(wrapper=True, trylast=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """A test that is not to be measured is not traced at all. pytest-cov pauses its own measure alone, and in the processes of
    pytest-xdist others are started before it."""
    if item.get_closest_marker("no_cover") is None:
        return (yield)
    traced = sys.gettrace()
    sys.settrace(None)
    try:
        return (yield)
    finally:
        sys.settrace(traced)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> Generator[None, object, object]:
    """After the tests, and after pytest-cov has put together what the processes measured."""
    result = yield
    plugin = session.config.pluginmanager.getplugin("_cov")
    terminal = session.config.pluginmanager.getplugin("terminalreporter")
    if hasattr(session.config, "workerinput") or plugin is None or terminal is None:
        return result
    told, wrong = below(plugin.cov_controller.cov, ROOT, FLOORS)
    terminal.write_line("")
    terminal.write_sep("-", "taken by the tests")
    for line in told:
        terminal.write_line(line)
    for line in wrong:
        terminal.write_line(line, red=True)
    session.testsfailed += bool(wrong)  # after this the exit code is that of a failed test
    return result
