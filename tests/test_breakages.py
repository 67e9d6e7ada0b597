"""The deliberate breakages of the page's scripts still fit the code; `python -m tests.benchmarks.breakages` makes them."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.places import ROOT
from tests.benchmarks.breakages import BREAKAGES, Breakage


@pytest.mark.parametrize("breakage", BREAKAGES, ids=lambda breakage: breakage.name)
def test_a_breakage_fits_the_code_and_names_a_test(breakage: Breakage, tmp_path: Path) -> None:
    assert breakage.fits()
    file, _, name = breakage.test.partition("::")
    assert f"\ndef {name}(" in (ROOT / file).read_text("utf-8")
    copy = breakage.file(tmp_path)
    copy.parent.mkdir(parents=True)
    copy.write_text(breakage.file(ROOT).read_text("utf-8"), "utf-8")
    breakage.make(tmp_path)
    assert copy.read_text("utf-8") != breakage.file(ROOT).read_text("utf-8")
