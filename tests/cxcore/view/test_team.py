"""A team, told: how far people agree in words, where a practice is met, and what would give somebody away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from build_hooks.library.messages import load_messages
from cxcore.compare.team import read_team
from cxcore.model import Framework, Respondent
from cxcore.view.blocks import Column, Facts, Head, Paragraph, Section, Spread, Table, Telling, plain
from cxcore.view.html_printer import html_of
from cxcore.view.team import tell_team, tell_topic, topics
from cxcore.view.words import Words
from tests.builders import DONT_KNOW, NA, Said, adoption, assessment, each, rubric

T = load_messages()
TWO = adoption([1, 1])
Row = Sequence[Said | None]


def team(framework: Framework, *answers: Row, groups: str = "") -> dict[str, Any]:
    """The data of people who said this of p1, p2, …; of each a letter that names their group, if there are groups."""
    people = [assessment(framework, each(*said)) for said in answers]
    named = zip(people, groups or " " * len(people), strict=True)
    return read_team(framework, [replace(one, respondent=Respondent(group=group)) for one, group in named]).to_dict()


def paragraphs(telling: Telling) -> list[str]:
    blocks = [inner for block in telling.blocks for inner in (block.blocks if isinstance(block, Section) else [block])]
    return [plain(block.text) for block in blocks if isinstance(block, Paragraph)]


def alpha(framework: Framework, *answers: Row) -> tuple[str, str]:
    """How α is told: its value, and what is said about it."""
    telling = tell_team(Words(framework, T), team(framework, *answers))
    [facts] = [block for block in telling.blocks if isinstance(block, Facts)]
    names = [fact.name for fact in facts.rows]
    assert names[-2:] == ["Pairs that agree", "Krippendorff's α"], "what everybody understands comes first"
    return facts.rows[-1].value, facts.rows[-1].detail


HELP = T("team.alpha.help")


@pytest.mark.parametrize(
    ("answers", "value", "said"),
    [
        # All say the same of all: nothing could differ.
        ([[2, 2]] * 5, "undefined", T("team.alpha.undefined")),
        # 2 2 2 2 2 and 2 2 2 2 0: of 20 pairs 16 agree. Twice δ of the two ranks is 10; n = 10, n_0 = 1, n_2 = 9: expected 9 × 100,
        # observed 4 × 100 / 4, and α = 1 − 9 × 100 / 900 = 0.
        ([[2, 2]] * 4 + [[2, 0]], "0.000", T("team.alpha.alike")),
        # 0 0 0 and 2 2 2 2: all agree within each.
        ([[0, 2]] * 4, "1.000", f"{HELP} {T('team.alpha.firm')}"),
        # Half say one thing, half the other: 4 of 12 pairs agree.
        ([[0, 2]] * 2 + [[2, 0]] * 2, "-0.166", f"{HELP} {T('team.alpha.low')}"),
        # p1: 0 0 0 0 1, p2: 3 3 3 3 3: n_0 = 4, n_1 = 1, n_3 = 5; twice δ: 01: 5, 03: 11, 13: 6. Expected 4 × 25 + 20 × 121 + 5 × 36 = 2700,
        # observed 4 × 25 / 4 = 25, α = 1 − 9 × 25 / 2700 = 11/12.
        ([[0, 3]] * 4 + [[1, 3]], "0.916", f"{HELP} {T('team.alpha.firm')}"),
        ([[2, None], [None, 2]], "undefined", T("team.alpha.no_pairs")),
    ],
)  # fmt: skip
def test_alpha_is_told_with_what_it_means_here(answers: list[Row], value: str, said: str) -> None:
    assert alpha(TWO, *answers) == (value, said)


def test_an_alpha_between_is_good_for_a_first_conclusion() -> None:
    # p1: 0 0 0 0 1, p2: 1 1 1 1 1: n_0 = 4, n_1 = 6: one kind of pair, so δ cancels out: 1 − 9 × (4 / 4) / 24 = 5/8. With a third
    # practice 0 0 0 0 0: n_0 = 9, n_1 = 6: 1 − 14 × 1 / 54 = 20/27.
    assert alpha(adoption([1, 1, 1]), *[[0, 1, 0]] * 4, [1, 1, 0]) == ("0.740", f"{HELP} {T('team.alpha.some')}")


def test_the_line_is_where_a_practice_is_met() -> None:
    data = team(TWO, *[[2, 2]] * 4, [0, 2])
    telling = tell_team(Words(TWO, T), data)
    section = next(block for block in telling.blocks if isinstance(block, Section) and block.key == "disagreements")
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert table.rows[0][2] == Spread((1, 0, 4, 0), "1 · 0 | 4 · 0", 2)
    assert "Missing · Ad-hoc | Repeatable · Systematic. From the bar on, a practice is met." in paragraphs(telling)[0]


@pytest.mark.parametrize(
    ("ranks", "key", "words", "line"),
    [([0, 0, 0, 0, 1], "at Stage 2", "4 | 1 · 0", 1), ([1, 1, 1, 1, 2], "at Stage 3", "0 · 4 | 1", 2)],
)
def test_in_a_rubric_the_line_is_that_of_the_next_stage(ranks: list[int], key: str, words: str, line: int) -> None:
    framework = rubric(3, [1])
    telling = tell_team(Words(framework, T), team(framework, *([rank] for rank in ranks)))
    section = next(block for block in telling.blocks if isinstance(block, Section) and block.key == "practices")
    table = next(block for block in section.blocks if isinstance(block, Table))
    assert (key in paragraphs(telling)[0], table.rows[0][2]) == (
        True,
        Spread(tuple(map(ranks.count, range(3))), words, line),
    )


def test_who_stands_alone_is_warned_of() -> None:
    alone = T("team.alone", count=1)
    assert alone in paragraphs(tell_team(Words(TWO, T), team(TWO, *[[2, 2]] * 5, [0, 2])))
    assert alone in paragraphs(tell_team(Words(TWO, T), team(TWO, *[[2, 2]] * 5, [NA, 0], [2, 0])))
    assert alone not in paragraphs(tell_team(Words(TWO, T), team(TWO, *[[2, 2]] * 5, [0, 2], [0, 2])))
    # Of four people nothing is shown that could give one of them away.
    assert alone not in paragraphs(tell_team(Words(TWO, T), team(TWO, *[[2, 2]] * 3, [0, 2])))


def test_a_group_that_says_one_thing_is_warned_of() -> None:
    data = team(TWO, *[[2, 0]] * 5, *[[2, 1]] * 3, *[[3, 2]] * 2, groups="aaaaabbbbb")
    warning = T("team.alike", group="a", count=2, people=5)
    said = paragraphs(tell_team(Words(TWO, T), data))
    assert [text for text in said if text.startswith("All ")] == [warning]


def test_a_practice_is_told_for_those_who_talk_about_it() -> None:
    data = team(TWO, *[[2, 2]] * 4, [0, 2], [NA, 2], [DONT_KNOW, 2])
    telling = tell_topic(Words(TWO, T), data, "p1")
    head, table, *_ = telling.blocks
    assert isinstance(head, Head) and isinstance(table, Table)
    assert (head.title, head.lines) == ("Practice 1", (TWO.practice["p1"].question,))
    assert [plain(row[0]) for row in table.rows if not isinstance(row[0], Spread)] == [
        "Missing", "Ad-hoc", "From here on the practice is met", "Repeatable", "Systematic",
    ]  # fmt: skip
    assert [row[2] for row in table.rows] == [
        Spread((1,), "1"),
        Spread((0,), "0"),
        "",
        Spread((4,), "4"),
        Spread((0,), "0"),
    ]
    assert paragraphs(telling) == [
        "The middle answer is Repeatable. 1 person says that it does not apply. 1 person does not know or did not answer.",
        T("team.topic.alone"),
    ]


def test_of_a_practice_too_few_answered_it_is_not_told_what_they_said() -> None:
    data = team(TWO, *[[2, 2]] * 4)
    telling = tell_topic(Words(TWO, T), data, "p1")
    assert "Repeatable" in str(html_of(telling)) and ">4<" not in str(html_of(telling))
    assert paragraphs(telling) == [T("team.topic.withheld", least=5)]
    assert topics(data) == ["p1", "p2"]


def test_groups_that_differ_are_told_with_the_practice() -> None:
    data = team(TWO, *[[2, 0]] * 5, *[[2, 2]] * 5, groups="aaaaabbbbb")
    assert topics(data) == ["p2", "p1"]
    assert "Middle answers by group: a: Missing · b: Repeatable" in paragraphs(tell_topic(Words(TWO, T), data, "p2"))


@pytest.mark.parametrize(
    ("counts", "box", "dots"),
    [((0, 0, 0, 0), "0 0 100 4.16", 0), ((5, 0, 1, 0), "0 0 100 4.16", 6), ((6, 0, 0, 0), "0 0 100 8.33", 6), ((200, 0, 0, 0), "0 0 100 9.92", 200)],
)  # fmt: skip
def test_a_strip_has_a_dot_for_each_and_stays_low(counts: tuple[int, ...], box: str, dots: int) -> None:
    table = Table((Column("Practice"), Column("Answers")), (("Practice 1", Spread(counts, "", 2)),))
    html = str(html_of(Telling((table,))))
    assert (f'viewBox="{box}"' in html, html.count("<circle")) == (True, dots)
    assert '<line x1="50.00" x2="50.00"' in html
