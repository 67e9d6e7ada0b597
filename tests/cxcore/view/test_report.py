"""What the report says beside its numbers: which sentence stands for which result."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_hooks.library.messages import load_messages
from cxcore.model import Assessment, Framework, Rating
from cxcore.rating import report
from cxcore.view.blocks import Bars, Grid, Head, Paragraph, Section, Steps, Telling, plain
from cxcore.view.html_printer import html_of
from cxcore.view.report import SHOWN_GAPS, tell_report, tell_summary
from cxcore.view.words import Words
from tests.builders import DONT_KNOW, NA, REPEATABLE, Said, adoption, assessment, each
from tests.strategies import assessments, frameworks

T = load_messages()


def told(framework: Framework, one: Assessment) -> Telling:
    return tell_report(Words(framework, T), one, report(framework, one))


def head(telling: Telling) -> Head:
    first = telling.blocks[0]
    assert isinstance(first, Head)
    return first


def section(telling: Telling, key: str) -> Section:
    (found,) = (block for block in telling.blocks if isinstance(block, Section) and block.key == key)
    return found


FOUR = adoption([1] * 4, [1] * 4)


@pytest.mark.parametrize(
    ("said", "lines"),
    [
        # Half of the practices are answered: a stage is named, and "this" is that stage.
        ((0, 0, 0, 0), ("Working on Stage 1: Stage 1.", "The open questions cannot change this.")),
        # Fewer are answered, and the open ones could not make it a stage: no stage is named, so there is no "this".
        ((0, 0, None, DONT_KNOW), ("With the questions still open, it could be no stage.",)),
        ((2, 2), ("With the questions still open, it lies between no stage and Stage 2.",)),
        ((2, 2, 2, 2), ("Working on Stage 2: Stage 2.", "With the questions still open, it lies between Stage 1 and Stage 2.")),
        ((2,) * 8, ("This is the highest stage of the model.",)),
        ((2,) * 4 + (0,) * 4, ("Working on Stage 2: Stage 2.",)),
        ((0, 0, NA, NA), ("With the questions still open, it could be no stage.",)),
    ],
)  # fmt: skip
def test_the_lines_below_the_headline(said: tuple[Said | None, ...], lines: tuple[str, ...]) -> None:
    telling = told(FOUR, assessment(FOUR, each(*said)))
    assert head(telling).lines == lines


def test_eleven_of_forty_six() -> None:
    """The page said that it could be no stage where the command said that the open questions could not change this."""
    framework = adoption([1] * 11, [1] * 11, [1] * 11, [1] * 13)
    telling = told(framework, assessment(framework, each(*[0] * 11)))
    assert telling.title == "Too few answers to name a stage"
    assert head(telling).lines == ("With the questions still open, it could be no stage.",)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_stage_is_named_before_half_is_answered(data: st.DataObject) -> None:
    framework = data.draw(frameworks(max_stages=5, max_practices=12))
    one = data.draw(assessments(framework))
    numbers, telling = report(framework, one), told(framework, one)
    first = head(telling)
    named = 2 * numbers["answered"]["answered"] >= numbers["answered"]["applicable"]
    assert named == (first.title != T("report.headline.interval", noun=framework.stage_noun.value))
    sure = T("report.interval.sure") in first.lines
    low, high = numbers["stage_interval"]
    is_open = numbers["answered"]["unanswered"] + numbers["answered"]["dont_know"] > 0
    assert sure == (named and low == high and is_open)
    assert any(line.startswith("Working on") or "highest" in line for line in first.lines) == named


@pytest.mark.parametrize(
    ("largely", "fully", "shown"),
    [
        ("1/2", "17/20", "more than 50 % of it is met and every stage below is met by more than 85 %."),
        ("5001/10000", "17/20", "more than 50.01 % of it is met and every stage below is met by more than 85 %."),
        ("1/3", "2/3", "more than 33 1/3 % of it is met and every stage below is met by more than 66 2/3 %."),
    ],
)
def test_limits_are_exact(largely: str, fully: str, shown: str) -> None:
    framework = replace(FOUR, rating=Rating(largely=Fraction(largely), fully=Fraction(fully)))
    telling = told(framework, assessment(framework, each(0, 0, 2, 2)))
    rules, bars = section(telling, "stages").blocks
    assert isinstance(rules, Paragraph)
    assert plain(rules.text).endswith(shown)
    assert isinstance(bars, Bars)
    assert bars.marks == (Fraction(largely), Fraction(fully))


def test_what_is_not_rated_says_so_in_place_of_a_count() -> None:
    telling = told(FOUR, assessment(FOUR, each(NA, NA, NA, 2, *[2] * 4)))
    _, bars = section(telling, "stages").blocks
    assert isinstance(bars, Bars)
    assert bars.rows[0].words == ("Not rated, because less than half of it applies",)
    assert bars.rows[0].band is None
    page = str(html_of(telling))
    assert 'aria-label="Not rated, because less than half of it applies"' in page


def test_a_long_list_of_gaps_brings_along_how_it_is_shortened() -> None:
    framework = adoption([1] * 12, [1] * 12)
    telling = told(framework, assessment(framework, each(*[0] * 24)))
    steps = section(telling, "gaps").blocks[1]
    assert isinstance(steps, Steps)
    assert steps.rest is not None
    assert (len(steps.items), steps.rest.shown, steps.rest.words) == (24, SHOWN_GAPS, "16 more")
    page = str(html_of(telling))
    assert "<summary>16 more</summary>" in page
    assert f'start="{SHOWN_GAPS + 1}"' in page


def test_the_root_has_the_marks_of_the_contract() -> None:
    telling = told(FOUR, assessment(FOUR, each(*[REPEATABLE] * 4)))
    assert str(html_of(telling)).startswith(
        '<article class="cx-report" data-report data-stage-reached="1"><header class="cx-report__head">'
    )
    summary = tell_summary(Words(FOUR, T), assessment(FOUR, {}), report(FOUR, assessment(FOUR, {})))
    assert "data-report" not in str(html_of(summary))


def test_links_lead_to_practices_from_where_the_page_is_or_are_left_out() -> None:
    telling = told(FOUR, assessment(FOUR, each(0, 0, 2, 2)))
    address = f"models/{FOUR.id}/practices/p1/"
    assert f'<a href="../../{address}">' in html_of(telling, "../../")
    assert "<a " not in html_of(telling, None)


def test_headings_begin_at_the_level_that_the_page_asks_for() -> None:
    telling = told(FOUR, assessment(FOUR, each(0, 0, 2, 2)))
    page = html_of(telling, None, 4)
    assert "<h4 " in page
    assert "<h3" not in page
    assert '<h1 class="cx-report__headline">' in html_of(telling, None, 2, 1)


def test_the_grid_has_a_row_for_each_practice() -> None:
    telling = told(FOUR, assessment(FOUR, each(0, 2, NA, DONT_KNOW)))
    (grid,) = section(telling, "answers").blocks
    assert isinstance(grid, Grid)
    rows = [row for _, rows in grid.groups for row in rows]
    assert [(row.answer.letter, row.rank) for row in rows[:5]] == [
        ("M", 0),
        ("R", 2),
        ("–", None),
        ("?", None),
        ("", None),
    ]
