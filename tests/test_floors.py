"""The floors of what the tests take of our code: counted right, and missed by a hair they fail the run."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import coverage
import pytest

from tests import floors
from tests.floors import FLOORS, Share, below, shares

CODE = """\
def sign(number):
    if number < 0:
        return -1
    return 1


def never():
    return 0
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> coverage.Coverage:
    """A package of which `sign` was called with 5 alone."""
    root = tmp_path_factory.mktemp("measured")
    (root / "pack").mkdir()
    (root / "pack/__init__.py").write_text("")
    (root / "pack/code.py").write_text(CODE)
    (root / "main.py").write_text("from pack.code import sign\nsign(5)\n")
    command = [sys.executable, "-m", "coverage", "run", "--branch", "--source=.", "--data-file=data", "main.py"]
    own = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    subprocess.run(command, cwd=root, env=own, check=True, timeout=60)
    found = coverage.Coverage(data_file=str(root / "data"), config_file=False)
    found.load()
    return found


def root_of(measured: coverage.Coverage) -> Path:
    return Path(measured.get_data().data_filename()).parent


def test_lines_and_branches_are_counted(measured: coverage.Coverage) -> None:
    # Lines: two of `def`, one of `if`, one of the two `return` of sign, none of never. Branches: one of the two of `if`.
    found = shares(measured, root_of(measured), "pack")
    assert found == {"lines": Share(4, 6), "branches": Share(1, 2)}
    assert [str(share) for share in found.values()] == ["4 of 6 (66.7 %)", "1 of 2 (50.0 %)"]


@pytest.mark.parametrize(
    ("floor", "wrong"),
    [
        (50, ""),
        (50.01, "pack: fewer than 50.01 % of the branches were taken by a test"),
        (67, "pack: fewer than 67 % of the lines and of the branches were taken by a test"),
    ],
)
def test_below_a_floor_is_said_with_what_is_missing(measured: coverage.Coverage, floor: float, wrong: str) -> None:
    told, found = below(measured, root_of(measured), {"pack": floor})
    assert told == ["pack: 4 of 6 (66.7 %) lines, 1 of 2 (50.0 %) branches"]
    assert found[:1] == ([wrong] if wrong else [])
    assert not wrong or ("pack/code.py" in found[1] and "3, 8" in found[1])


def test_a_share_is_not_rounded_up_to_its_floor() -> None:
    assert not Share(97_999, 100_000).reaches(98)
    assert Share(98, 100).reaches(98)
    assert Share(0, 0).reaches(98)


def test_both_packages_have_a_floor_and_the_scorers_is_98() -> None:
    assert FLOORS.keys() == {"cxcore", "build_hooks"}
    assert FLOORS["cxcore"] >= 98


@pytest.mark.parametrize(("floor", "failed"), [(50, 0), (99, 1)])
def test_a_run_below_its_floor_fails(
    measured: coverage.Coverage, floor: float, failed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines: list[str] = []
    terminal = SimpleNamespace(write_line=lambda line, **_: lines.append(line), write_sep=lambda *_: None)
    plugins = {"_cov": SimpleNamespace(cov_controller=SimpleNamespace(cov=measured)), "terminalreporter": terminal}
    config = SimpleNamespace(pluginmanager=SimpleNamespace(getplugin=plugins.get))
    session = SimpleNamespace(config=config, testsfailed=0)
    monkeypatch.setattr(floors, "ROOT", root_of(measured))
    monkeypatch.setattr(floors, "FLOORS", {"pack": floor})
    loop = floors.pytest_runtestloop(session)  # type: ignore[arg-type]
    next(loop)
    with pytest.raises(StopIteration) as ended:
        loop.send(True)
    assert ended.value.value is True
    assert session.testsfailed == failed
    assert "pack: 4 of 6 (66.7 %) lines, 1 of 2 (50.0 %) branches" in lines


@pytest.mark.parametrize("marked", [True, False])
def test_what_is_not_to_be_measured_is_not_traced(marked: bool) -> None:
    def trace(*_: object) -> None:
        return None

    item = SimpleNamespace(get_closest_marker=lambda name: name if marked else None)
    before = sys.gettrace()
    sys.settrace(trace)
    try:
        call = floors.pytest_runtest_call(item)  # type: ignore[arg-type]
        next(call)
        within = sys.gettrace()
        with pytest.raises(StopIteration):
            call.send(None)
        after = sys.gettrace()
    finally:
        sys.settrace(before)
    assert within is (None if marked else trace)
    assert after is trace
