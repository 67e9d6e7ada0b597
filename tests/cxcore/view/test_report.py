"""What the report says beside its numbers: which sentence stands for which result."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from build_hooks.library.messages import load_messages
from cxcore.model import Assessment, Framework, Rating
from cxcore.roadmap import planned_report
from cxcore.view.blocks import (
    Bar,
    Bars,
    Fact,
    Facts,
    Grid,
    Head,
    Items,
    Paragraph,
    Rest,
    Section,
    Stair,
    Steps,
    Telling,
    plain,
)
from cxcore.view.html_printer import html_of
from cxcore.view.report import tell_report, tell_summary
from cxcore.view.short import tell_lines
from cxcore.view.words import Words
from tests.builders import (
    ADOPTION,
    DONT_KNOW,
    NA,
    REPEATABLE,
    Said,
    adoption,
    adoption_dict,
    assessment,
    changed,
    each,
    rubric,
)
from tests.strategies import assessments, frameworks

T = load_messages()


def told(framework: Framework, one: Assessment) -> Telling:
    return tell_report(Words(framework, T), one, planned_report(framework, one))


def head(telling: Telling) -> Head:
    first = telling.blocks[0]
    assert isinstance(first, Head)
    return first


def section(telling: Telling, key: str) -> Section:
    (found,) = (block for block in telling.blocks if isinstance(block, Section) and block.key == key)
    return found


FOUR = adoption([1] * 4, [1] * 4)
FEW = "Too few answers to name a stage"


@pytest.mark.parametrize(
    ("said", "title", "lines"),
    [
        # Half of the practices are answered: a stage is named, and "this" is that stage.
        ((0, 0, 0, 0), "No stage reached yet, 3 practices away from stage 1", ("Next: Stage 1.", "4 open questions cannot change this.")),
        # Fewer are answered, and the open ones could not make it a stage: no stage is named, so there is no "this".
        ((0, 0, None, DONT_KNOW), FEW, ("With 5 open questions and 1 “don't know” it could be no stage.",)),
        ((2, 2), FEW, ("With 6 open questions it lies between no stage and Stage 2.",)),
        (
            (2, 2, 2, 2),
            "Stage 1 of 2, 3 practices away from stage 2",
            ("Reached: Stage 1.", "Next: Stage 2.", "With 4 open questions it lies between Stage 1 and Stage 2."),
        ),
        ((2,) * 8, "Stage 2 of 2", ("Reached: Stage 2.", "This is the highest stage of the model.")),
        ((2,) * 4 + (2, 2, 0, 0), "Stage 1 of 2, 1 practice away from stage 2", ("Reached: Stage 1.", "Next: Stage 2.")),
        ((2,) * 7 + (DONT_KNOW,), "Stage 2 of 2", ("Reached: Stage 2.", "This is the highest stage of the model.", "1 “don't know” cannot change this.")),
        ((0, 0, NA, NA), FEW, ("With 4 open questions it could be no stage.",)),
    ],
)  # fmt: skip
def test_what_the_report_leads_with(said: tuple[Said | None, ...], title: str, lines: tuple[str, ...]) -> None:
    telling = told(FOUR, assessment(FOUR, each(*said)))
    assert (telling.title, head(telling).lines) == (title, lines)


def test_eleven_of_forty_six() -> None:
    """The page said that it could be no stage where the command said that the open questions could not change this."""
    framework = adoption([1] * 11, [1] * 11, [1] * 11, [1] * 13)
    telling = told(framework, assessment(framework, each(*[0] * 11)))
    assert (telling.title, head(telling).lines) == (FEW, ("With 35 open questions it could be no stage.",))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_no_stage_is_named_before_half_is_answered(data: st.DataObject) -> None:
    framework = data.draw(frameworks(max_stages=5, max_practices=12))
    one = data.draw(assessments(framework))
    numbers, telling = planned_report(framework, one), told(framework, one)
    first = head(telling)
    named = 2 * numbers["answered"]["answered"] >= numbers["answered"]["applicable"]
    assert named == (first.title != T("report.headline.interval", noun=framework.stage_noun.value))
    low, high = numbers["stage_interval"]
    is_open = numbers["answered"]["unanswered"] + numbers["answered"]["dont_know"] > 0
    assert (named and low == high and is_open) == any(line.endswith("cannot change this.") for line in first.lines)
    assert any(line.startswith("Next:") or "highest" in line for line in first.lines) == named
    assert (numbers["roadmap"] is not None) == (named and numbers["stage_reached"]["order"] < len(framework.stages))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_nothing_open_is_work_to_do_and_nothing_else_is_left_out(data: st.DataObject) -> None:
    framework = data.draw(frameworks(max_stages=5, max_practices=12))
    one = data.draw(assessments(framework))
    numbers, telling = planned_report(framework, one), told(framework, one)
    steps = [step for block in section(telling, "takes").blocks if isinstance(block, Steps) for step in block.items]
    answered = {
        words_of(framework, gap["practice"]) for gap in numbers["gaps"] if gap["answer"] not in (None, "dont-know")
    }
    expected = sorted(answered) if numbers["headline"] == "stage" else []
    assert sorted(plain(step.name) for step in steps) == expected


def words_of(framework: Framework, practice: str) -> str:
    return Words(framework, T).practice(practice).name


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
    rules = section(telling, "method").blocks[0]
    assert isinstance(rules, Paragraph)
    assert plain(rules.text).endswith(shown)


def bars(telling: Telling, key: str) -> tuple[Bar, ...]:
    (found,) = (block for block in section(telling, key).blocks if isinstance(block, Bars | Stair))
    return found.rows


def test_a_stage_is_drawn_with_a_cut_between_practices_and_a_mark_where_it_counts() -> None:
    # Stage 1: 10 of 11 met, and 10 are needed; stage 2: 1 met and 1 open of 4, and 3 are needed to reach it.
    framework = adoption([1] * 11, [1] * 4)
    first, second = bars(told(framework, assessment(framework, each(*[2] * 10, 0, 2, DONT_KNOW, 0, 0))), "stages")
    assert (first.part, first.open, first.marks) == (Fraction(10, 11), 0, (Fraction(10, 11),))
    assert first.cuts == tuple(Fraction(i, 11) for i in range(1, 11))
    assert (first.words, first.band, first.note) == (("10 of 11 met", "90.9 %"), "nearly all", "")
    assert (second.part, second.open, second.marks) == (Fraction(1, 4), Fraction(1, 4), (Fraction(3, 4),))
    assert (second.words, second.band, second.note) == (("1 of 4 met", "25 %"), "some", "2 more to reach it")


def test_the_stages_are_a_stair_of_which_each_step_says_what_is_lacking_to_its_line() -> None:
    # As above, with stage 1 one short of what stage 2 can be built on: 9 of 11, of which 10 are needed; stage 2 wants 3 of 4 and has 2.
    framework = adoption([1] * 11, [1] * 4)
    telling = told(framework, assessment(framework, each(*[2] * 9, 0, 0, 2, 2, 0, 0)))
    (stair,) = section(telling, "stages").blocks
    assert isinstance(stair, Stair)
    assert [(tread.label, tread.lack, tread.bar.note) for tread in stair.treads] == [
        ("Stage 1", "1 more", "1 more before stage 2 can count"),
        ("Stage 2", "1 more", "1 more to reach it"),
    ]
    page = str(html_of(telling))
    # Steps of 84, the second 28 higher; the floor is at 128. Stage 2 is half full, and counts from three quarters on.
    assert 'viewBox="0 0 320 148" aria-hidden="true"' in page
    assert '<rect x="161.00" y="58.00" width="158.00" height="42.00" class="cx-bar__fill"/>' in page
    assert '<line x1="161.00" x2="319.00" y1="37.00" y2="37.00" class="cx-bar__mark"/>' in page
    assert '<text x="240.00" y="33.00" class="cx-stair__lack">1 more</text>' in page
    # The words stand beside the drawing, and each figure opens there.
    assert page.count("1 more to reach it") == 1 and page.count('class="cx-receipt"') > 2
    # So nobody who listens hears of a drawing, nor a figure twice.
    assert all('aria-hidden="true"' in each.partition(">")[0] for each in page.split("<svg")[1:])


def test_a_figure_has_its_receipt() -> None:
    framework = adoption([1] * 11, [1] * 4)
    telling = told(framework, assessment(framework, each(*[2] * 9, 0, 0, 2, DONT_KNOW, NA, 2)))
    first, second = bars(telling, "stages")
    assert first.note == "1 more before stage 2 can count"
    assert slip(first) == [
        "More than 85 % of 11 is 10 or more; with that the next stage can be built on it.",
        "Met (9):", "Practice 1 Practice 2 Practice 3 Practice 4 Practice 5 Practice 6 Practice 7 Practice 8 Practice 9",
        "Not met (2):", "Practice 10 Practice 11",
    ]  # fmt: skip
    assert slip(second) == [
        "More than 50 % of 3 is 2 or more; with that the stage itself is reached.",
        "Met (2):", "Practice 12 Practice 15", "Open, counted as not met (1):", "Practice 13",
        "Not applicable, and not counted (1):", "Practice 14",
    ]  # fmt: skip


def slip(of: Bar | Fact) -> list[str]:
    lines = []
    for block in of.receipt:
        assert isinstance(block, Paragraph | Items)
        lines.append(plain(block.text) if isinstance(block, Paragraph) else " ".join(map(plain, block.items)))
    return lines


def facts(telling: Telling) -> dict[str, Fact]:
    (found,) = (block for block in section(telling, "sure").blocks if isinstance(block, Facts))
    return {fact.name: fact for fact in found.rows}


def test_how_sure_a_result_is() -> None:
    """Stage 1: Repeatable ×3 and Missing, all answered; stage 2: Repeatable ×2, one open, one not applicable (3 apply, 2 needed)."""
    one = assessment(FOUR, each(2, 2, 2, 0, 2, 2, None, NA))
    one = replace(
        one, responses={**one.responses, "p1": replace(one.responses["p1"], evidence="Log", evidence_date="2026-03-01")}
    )
    found = facts(told(FOUR, one))
    assert {name: (fact.value, fact.detail) for name, fact in found.items()} == {
        "Where it can lie": ("Stage 1", "Depending on 1 open question."),
        "Answers": ("6 answered, 1 not applicable, 1 open", "Of 8 questions."),
        "Evidence": ("1 of 6 answers have a note", "Dated 1 March 2026."),
        "If every practice had to be met": ("No stage", "The highest stage with every practice met, in it and in all below."),
        # Stage 1: (2/3 × 3 + 0) / 4 = 1/2; stage 2: 2/3. Their mean is 7/12. With the open one Missing: (1/2 + 4/9) / 2 = 17/36;
        # Systematic: (1/2 + 7/9) / 2 = 23/36.
        "Average of the answers": ("58.3 of 100", "47.2 to 63.8, depending on 1 open question. To compare with your own last time. It never decides a stage."),
    }  # fmt: skip
    assert slip(found["If every practice had to be met"]) == ["Not met in Stage 1 (1):", "Practice 4"]
    assert slip(found["Average of the answers"])[0].endswith("times 100: exactly 175/3.")
    assert slip(found["Evidence"]) == ["With a note (1):", "Practice 1"]
    assert slip(found["Answers"]) == ["Not applicable (1):", "Practice 8", "Not answered (1):", "Practice 7"]


def test_no_reading_names_a_stage_from_almost_nothing() -> None:
    assert "If every practice had to be met" not in facts(told(FOUR, assessment(FOUR, each(2, 2))))


def test_not_applicable_is_tested_where_it_carries_the_stage() -> None:
    # Stage 1 has 2 of 2 met, and 2 of 4 if the others applied: more than half is needed.
    found = facts(told(FOUR, assessment(FOUR, each(2, 2, NA, NA, 0, 0, 0, 0))))["If nothing were “not applicable”"]
    assert (found.value, found.detail) == (
        "No stage",
        "With everything marked so at its lowest answer, the result would be no stage.",
    )
    assert slip(found) == ["Not applicable, and not counted (2):", "Practice 3 Practice 4"]


def test_what_is_not_rated_says_so_in_place_of_a_count() -> None:
    telling = told(FOUR, assessment(FOUR, each(NA, NA, NA, 2, *[2] * 4)))
    first = bars(telling, "stages")[0]
    assert (first.words, first.band, first.receipt) == (("Not rated, because less than half of it applies",), "", ())
    assert '<div class="cx-bars__count">Not rated, because less than half of it applies' in html_of(telling)
    (why,) = section(telling, "takes").blocks
    assert isinstance(why, Items)
    assert [plain(item) for item in why.items] == [
        "Stage 1: Stage 1 is not rated, because less than half of it applies."
    ]


def lines(telling: Telling, key: str) -> list[str]:
    """The sentences and names of a section, and of steps the names."""
    found = []
    for block in section(telling, key).blocks:
        match block:
            case Paragraph(text):
                found.append(plain(text))
            case Items(items):
                found.append(" · ".join(map(plain, items)))
            case Steps(items):
                found += [f"{place}. {plain(step.name)}: {step.effort}" for place, step in enumerate(items, 1)]
    return found


def test_what_the_next_stage_takes() -> None:
    # Stage 1 has 3 of 4 met and needs all of them; stage 2 has 1 and needs 3, of three of which one is open.
    telling = told(FOUR, assessment(FOUR, each(2, 2, 2, 1, 2, 0, 1, DONT_KNOW)))
    assert section(telling, "takes").title == "What it takes to reach stage 2"
    assert lines(telling, "takes") == [
        "Stage 1: Stage 1: this one must be met.",
        "Practice 4",
        "Stage 2: Stage 2: any 2 of these 3 must be met.",
        "Practice 6 · Practice 7 · Practice 8 (don't know)",
        # 1 step for Practice 4, 2 for Practice 6, 1 for Practice 7, each with an effort of 3.
        "The cheapest way raises 3 practices: 4 steps, little effort (12 of 60); none costs less.",
        "1. Practice 4: 1 step, little effort (3 of 15)",
        "2. Practice 6: 2 steps, little effort (6 of 30)",
        "3. Practice 7: 1 step, little effort (3 of 15)",
    ]


def test_a_step_says_what_leads_on_from_the_answer_that_was_given() -> None:
    answers = {a: {"anchor": f"Like {a}.", **({"next": f"Leave {a}."} if a != "systematic" else {})} for a in ADOPTION}
    plain_values = adoption_dict([1] * 4, [1])
    for practice in ("p2", "p3", "p4"):
        plain_values = changed(plain_values, practice, answers=answers)
    framework = Framework.from_dict(plain_values)
    # Practice 4 is open: nobody knows from where its step would begin.
    telling = told(framework, assessment(framework, each(1, 0, 1, DONT_KNOW, 0)))
    blocks = [block for block in section(telling, "takes").blocks if isinstance(block, Steps)]
    steps = {plain(step.name): (step.first, step.about) for block in blocks for step in block.items}
    assert steps == {
        "Practice 1": ("Next: Go on.", "Like this."),
        "Practice 2": ("Next: Leave missing.", "Like repeatable."),
        "Practice 3": ("Next: Leave ad-hoc.", "Like repeatable."),
        "Practice 5": ("Next: Go on.", "Like this."),
    }
    html = str(html_of(telling))
    assert html.index("<p>Next: Leave missing.</p><p>Like repeatable.</p>") > 0
    assert html.count("Next: Leave") == 2


def test_what_is_open_is_to_be_found_out() -> None:
    # Stage 2 has 1 of 4 met and needs 3; what is not met is open.
    telling = told(FOUR, assessment(FOUR, each(2, 2, 2, 2, 2, DONT_KNOW)))
    assert lines(telling, "takes")[2:] == [
        "The cheapest way raises 2 practices: 4 steps, little effort (12 of 60); none costs less."
    ]
    assert lines(telling, "lift") == [
        "If these 2 open questions turned out to be met, the result would be higher:", "Practice 6 · Practice 7"
    ]  # fmt: skip


def test_what_is_strong() -> None:
    telling = told(FOUR, assessment(FOUR, each(3, 2, 2, 3, 0, 0, 3, 0)))
    assert lines(telling, "strong") == [
        "Answered “Systematic”, the highest of the answers.",
        "Practice 1 · Practice 4 · Practice 7",
    ]
    ladder = rubric(3, [1] * 4)
    telling = told(ladder, assessment(ladder, each(0, 0, 1, 2)))
    assert telling.title == "Stage 1 of 3, 1 practice away from stage 2"
    assert lines(telling, "strong") == ["Answered with a higher stage than the one reached.", "Practice 3 · Practice 4"]


def test_a_long_list_of_other_gaps_is_folded_away() -> None:
    framework = adoption([1] * 12, [1] * 12)
    telling = told(framework, assessment(framework, each(*[0] * 24)))
    others = section(telling, "takes").blocks[-1]
    assert isinstance(others, Steps)
    # Seven of twelve make stage 1.
    assert (len(others.items), others.rest) == (17, Rest(0, "17 other practices are not met yet"))
    page = str(html_of(telling))
    assert "<summary>17 other practices are not met yet</summary>" in page
    assert page.count("<ol") == page.count('class="cx-bars"') + 2


def test_the_root_has_the_marks_of_the_contract() -> None:
    telling = told(FOUR, assessment(FOUR, each(*[REPEATABLE] * 4)))
    assert str(html_of(telling)).startswith(
        '<article class="cx-report" data-report data-stage-reached="1" data-running="A small model · 21 November 2026"><header class="cx-report__head">'
    )
    summary = tell_summary(Words(FOUR, T), assessment(FOUR, {}), planned_report(FOUR, assessment(FOUR, {})))
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


LOOKED = replace(
    adoption([1] * 11, [1] * 11, [1] * 11, [1] * 13),
    quick=("p1", "p2", "p3", "p4", "p5", "p12", "p13", "p14", "p23", "p34"),
)


@pytest.mark.parametrize(
    ("said", "title", "lines"),
    [
        (
            each(*[2] * 5, *[None] * 6, 2, 0, 0),
            "Likely stage 1 to 2",
            [
                "A quick look at 8 of 46 questions gives an interval, never one stage.",
                "It takes the answered practices of each stage as if they were drawn at random; without that, it lies between no stage and stage 2.",
                "Answer the other 38 to be sure.",
            ],
        ),
        (
            each(*[0] * 5, *[None] * 6, 2, 0, 0),
            "Likely between no stage and stage 1",
            [
                "A quick look at 8 of 46 questions gives an interval, never one stage.",
                "Whatever the open questions turn out to be, it lies there.",
                "Answer the other 38 to be sure.",
            ],
        ),
        (
            {**each(2, 2, 2, DONT_KNOW, DONT_KNOW, *[None] * 6, 2, 2, 2), "p23": 2, "p34": 2},
            "Likely stage 1 to 4",
            [
                "A quick look at 8 of 46 questions gives an interval, never one stage.",
                "It takes the answered practices of each stage as if they were drawn at random; without that, it lies between no stage and stage 4.",
                "Answer the other 36 to be sure.",
            ],
        ),
        (
            {**each(2, 2, 0, DONT_KNOW, 2, *[None] * 6, 2, 2, 2), "p23": 2, "p34": 2},
            "These answers exclude no stage",
            [
                "A quick look at 9 of 46 questions gives an interval, never one stage.",
                "Answer the other 36 to be sure.",
            ],
        ),
    ],
)
def test_a_quick_look_leads_with_its_interval(said: dict[str, Said], title: str, lines: list[str]) -> None:
    telling = told(LOOKED, assessment(LOOKED, said))
    assert head(telling).title == title
    assert list(head(telling).lines) == lines


def test_what_a_quick_look_counted_opens_behind_it() -> None:
    one = assessment(LOOKED, each(*[2] * 5, *[None] * 6, 2, 0, 0))
    [sure] = [block for block in told(LOOKED, one).blocks if isinstance(block, Section) and block.key == "sure"]
    [facts] = [block for block in sure.blocks if isinstance(block, Facts)]
    fact = facts.rows[0]
    assert (fact.name, fact.value) == ("Quick look", "Stage 1 to Stage 2")
    assert [plain(block.text) for block in fact.receipt if isinstance(block, Paragraph)][:2] == [
        "Stage 1: 5 of 5 answered are met. Of all 11, that likely stands for 8 to 11.",
        "Stage 2: 1 of 3 answered are met. Of all 11, that likely stands for 1 to 8.",
    ]
    [takes] = [block for block in told(LOOKED, one).blocks if isinstance(block, Section) and block.key == "takes"]
    # No aspect is drawn from two answers, and what to find out first is all that is open.
    keys = [block.key for block in told(LOOKED, one).blocks if isinstance(block, Section)]
    assert keys == ["stages", "takes", "sure", "answers", "method"]
    [stages] = [block for block in told(LOOKED, one).blocks if isinstance(block, Section) and block.key == "stages"]
    [stair] = [block for block in stages.blocks if isinstance(block, Stair)]
    assert [(bar.words, bar.band, bar.note) for bar in stair.rows[:2]] == [
        (("5 of 5 answered are met",), "likely 8 to 11 of 11", ""),
        (("1 of 3 answered are met",), "likely 1 to 8 of 11", ""),
    ]
    assert {tread.lack for tread in stair.treads} == {""}
    assert takes.blocks == (Paragraph("Answer the other questions, and the way to the next stage stands here."),)
    lines = plain(tell_lines(Words(LOOKED, T), one, planned_report(LOOKED, one)).blocks[1].items[-2])  # type: ignore[union-attr]
    assert lines.endswith("Answer the other 38 to be sure.")


def test_no_place_of_a_text_is_left_unfilled() -> None:
    framework = rubric(3, [1] * 10)
    telling = told(framework, assessment(framework, dict.fromkeys(framework.practice, 1)))
    assert "{" not in html_of(telling)
