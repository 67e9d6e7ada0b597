"""Where an assessment stands is computed once, whoever speaks of it."""

from __future__ import annotations

from importlib import import_module
from unittest.mock import Mock

import pytest

from cxcore.exchange.batch import score_line
from cxcore.rating import coverages, report
from tests.builders import DONT_KNOW, NA, adoption, assessment, each

FRAMEWORK = adoption([1, 1], [1, 1])
MODULE = import_module("cxcore.rating.standing")
"""The package's attribute of that name is the function."""


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Mock:
    """Counts how often the coverage of all stages is computed."""
    counting = Mock(wraps=coverages)
    monkeypatch.setattr(MODULE, "coverages", counting)
    return counting


@pytest.mark.parametrize(
    ("said", "times"),
    [
        (each(2, 3, 1, 0), 1),
        (each(2, DONT_KNOW, 1, 0), 2),  # for the upper end of the interval
        (each(2, None, NA, 0), 3),  # and for the reading without "not applicable"
    ],
)
def test_a_report_computes_a_coverage_once_for_each_reading(said: dict[str, object], times: int, counted: Mock) -> None:
    report(FRAMEWORK, assessment(FRAMEWORK, said))  # type: ignore[arg-type]
    assert counted.call_count == times


def test_a_row_of_a_batch_computes_it_twice_at_most(counted: Mock) -> None:
    score_line(FRAMEWORK, assessment(FRAMEWORK, each(2, None, NA, 0)))
    assert counted.call_count == 2
