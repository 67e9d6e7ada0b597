"""The figures of a metric's example as a picture: worked out from counts, and on one axis."""

from __future__ import annotations

from fractions import Fraction

import pytest

from build_hooks.library.records import Counts
from build_hooks.site.intervals import Intervals, axis, drawn
from tests.ours import sources

F = Fraction


def picture(*counts: tuple[int, ...]) -> Intervals:
    found = drawn([Counts(name=f"sample {i}", counts=each) for i, each in enumerate(counts)])
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("least", "most", "ends"),
    [
        pytest.param("14.1", "44.2", ("10", "50", "10"), id="steps of ten"),
        pytest.param("2.34", "3.84", ("2", "4", "1"), id="steps of one"),
        pytest.param("5.75", "6.13", ("5.7", "6.2", "0.1"), id="steps of a tenth"),
        pytest.param("-4.9", "5.0", ("-5", "5", "1"), id="below nought"),
        pytest.param("0", "100", ("0", "100", "100"), id="all of it"),
        pytest.param("50", "50.01", ("50", "50.1", "0.1"), id="no step below a tenth"),
    ],
)
def test_an_axis_begins_and_ends_at_round_numbers(least: str, most: str, ends: tuple[str, str, str]) -> None:
    assert axis(F(least), F(most)) == tuple(map(F, ends))


def test_shares_lie_on_one_axis_at_their_places() -> None:
    """By hand: 164 of 200 is 82.0, 76.1 to 86.7, and 18 of 20 is 90.0, 69.9 to 97.2; from 60 to 100 a point takes 8 units."""
    found = picture((164, 200), (18, 20))
    assert (found.first, found.last, found.share) == ("60", "100", True)
    first, second = found.lanes
    assert (first.value, first.low, first.high) == ("82.0", "76.1", "86.7")
    assert (first.dot, second.dot) == ("176.0", "240.0")  # (82 − 60) × 8 and (90 − 60) × 8
    assert [round(float(place) / 8 + 60, 1) for place in (first.start, first.end)] == [76.1, 86.7]
    assert [round(float(place) / 8 + 60, 1) for place in (second.start, second.end)] == [69.9, 97.2]


def test_scores_and_means_are_drawn_in_their_own_units() -> None:
    """The examples of the pages on NPS and CES."""
    assert [(lane.value, lane.low, lane.high) for lane in picture((200, 120, 80), (50, 30, 20)).lanes] == [
        ("30.0", "22.2", "37.4"),
        ("30.0", "14.1", "44.2"),
    ]
    found = picture((4, 4, 6, 12, 24, 60, 90))
    assert [(lane.value, lane.low, lane.high) for lane in found.lanes] == [("5.94", "5.75", "6.13")] and not found.share


def test_without_a_sample_there_is_no_picture() -> None:
    assert drawn(()) is None


def test_the_words_of_each_metric_have_the_interval_that_its_picture_shows() -> None:
    """Of the first sample always; of a further one unless the words do without it."""
    silent = {"400 a year later", "Said 9 or 10"}
    for metric in sources().metric.values():
        found = drawn(metric.example.samples)
        margin = " ".join(metric.example.margin.split())
        for lane in found.lanes if found else ():
            assert lane.name in silent or f"{lane.low} to {lane.high}" in margin, (metric.id, lane)
    assert sum(1 for metric in sources().metric.values() if metric.example.samples) == 11
