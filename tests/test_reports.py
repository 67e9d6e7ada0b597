"""The page on reports of others' users names tests that are there."""

from __future__ import annotations

import re

from build_hooks.places import ROOT


def test_each_report_has_its_test() -> None:
    reports = (ROOT / "docs/about/reports.md").read_text("utf-8").split("\n- **[")[1:]
    tests = [re.search(r"\n    Test: `(tests/[\w/]+\.py)::(test_\w+)`", report) for report in reports]
    assert len(reports) >= 20
    missing = [
        report
        for report, test in zip(reports, tests, strict=True)
        if not test or f"def {test[2]}(" not in (ROOT / test[1]).read_text("utf-8")
    ]
    assert missing == []
