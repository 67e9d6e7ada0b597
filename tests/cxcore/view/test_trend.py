"""What is said of assessments over time: which sentence and which drawing stand for which numbers."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

from build_hooks.library.messages import load_messages
from cxcore.compare.trend import read_trend
from cxcore.model import Assessment
from cxcore.reading import InputError
from cxcore.view.beside import tell_file, tell_refused
from cxcore.view.blocks import Line, Paragraph, Point, Section
from cxcore.view.html_printer import html_of
from cxcore.view.trend import tell_trend
from cxcore.view.words import Words
from tests.builders import adoption, assessment, each

MODEL = replace(adoption([1, 1], [1, 1]), id="small", name="A small model")
WORDS = Words(MODEL, load_messages())


def told(*assessments: dict[str, Any]) -> list[Any]:
    data = read_trend(MODEL, [Assessment.from_dict(each) for each in assessments]).to_dict()
    return list(tell_trend(WORDS, data).blocks)


def of(day: str, *ranks: int | None) -> dict[str, Any]:
    return {**assessment(MODEL, each(*ranks)).to_dict(), "taken": day}


def test_two_are_no_line() -> None:
    assert not [b for b in told(of("2026-01-01", 0, 0, 0, 0), of("2026-02-01", 1, 1, 1, 1)) if isinstance(b, Line)]


def test_three_are_a_line_by_their_days() -> None:
    days = ("2026-01-01", 0, 0, 0, 0), ("2026-01-11", 3, 3, 0, 0), ("2026-02-10", 3, 3, 3, 3)
    line = next(block for block in told(*(of(*day) for day in days)) if isinstance(block, Line))
    assert line == Line(
        (
            Point(Fraction(0), Fraction(0), "0", "1 January 2026", "0", 0),
            Point(Fraction(1, 4), Fraction(1, 2), "50", "11 January 2026", "1", 1),
            Point(Fraction(1), Fraction(1), "100", "10 February 2026", "2", 2),
        ),
        "The average of answers: 0 on 1 January 2026, 100 on 10 February 2026.",
        "Average of answers, 0 to 100. In circles: the stage",
    )
    data = read_trend(MODEL, [Assessment.from_dict(of(*day)) for day in days]).to_dict()
    html = html_of(tell_trend(WORDS, data))
    assert re.findall(r'<polyline points="([^"]+)"', html) == ["22.00,114.00 91.00,74.00 298.00,34.00"]
    assert html.count("<circle") == 3


def test_where_too_little_is_answered_the_line_names_no_stage() -> None:
    days = ("2026-01-01", 3), ("2026-01-11", 3, 3, 0, 0), ("2026-02-10", 3, 3, 3, 3)
    line = next(block for block in told(*(of(*day) for day in days)) if isinstance(block, Line))
    assert [(point.place, point.stage) for point in line.points] == [("?", 0), ("1", 1), ("2", 2)]


def test_of_one_day_the_order_is_no_order_of_time() -> None:
    day = "2026-01-01"
    said = [
        block.text
        for block in told(of(day, 0, 0, 0, 0), of(day, 1, 1, 1, 1), of(day, 3, 3, 3, 3))
        if isinstance(block, Paragraph)
    ]
    assert said == [
        "3 of these are of 1 January 2026. They stand in the order in which they were given, which need not be that of time."
    ]


def test_parts_that_do_not_add_up_as_printed_say_why() -> None:
    """Moved: (1/3 + 1/6) / 2 = 25; newly answered: (1/6 - 1/3) / 2 = -8.33; together 16.67, which is printed as 16.6."""

    def notes(*ranks: Any) -> list[str]:
        [between] = [
            block
            for block in told(of("2026-01-01", *ranks[0]), of("2026-02-01", *ranks[1]))
            if isinstance(block, Section)
        ]
        return [
            block.text for block in between.blocks if isinstance(block, Paragraph) and "unchanged" not in block.text
        ]

    assert notes((None, 0, 0, 0), (0, 1, 0, 1)) == [
        "Each figure is cut to one decimal by itself: as printed, these add up to +16.7, and the averages above differ by +16.6."
    ]
    assert notes((0, 0, 0, 0), (1, 1, 1, 1)) == []
    assert notes((None, None, None, None), (1, 1, 1, 1)) == []


def test_a_file_beside_the_answers() -> None:
    one = Assessment.from_dict(of("2026-03-09", 2, None, 1, 0))
    assert tell_file(WORDS, one, MODEL.version) == "9 March 2026: 3 answered, 1 open."
    assert tell_file(WORDS, one, "0.9.0") == (
        "9 March 2026: 3 answered, 1 open. Answered to version 0.9.0 of the model, and brought forward."
    )


def refused(text: str) -> str:
    try:
        Assessment.from_json(text, MODEL).checked(MODEL)
    except InputError as error:
        return tell_refused(WORDS, error.problems)
    return ""


def test_why_a_file_is_of_no_use() -> None:
    good = of("2026-03-09", 2, 2, 2, 2)
    assert refused(json.dumps(good)) == ""
    for text in ("no", "[]", "{}", json.dumps({**good, "format": "cx-report"})):
        assert refused(text) == "This is no file of answers from this site."
    other = {**good, "framework": {"id": "large", "version": "1.0.0"}}
    assert refused(json.dumps(other)) == "Its answers are to another model than “A small model”."
    newer = {**good, "framework": {"id": "small", "version": "9.0.0"}}
    assert refused(json.dumps(newer)) == "Its answers are to a version of the model that is not known here."
    lost = {**good, "taken": "soon"}
    assert refused(json.dumps(lost)) == (
        "It is not whole; 1 thing is wrong with it: taken: 'soon'; expected a date as year-month-day, such as '2026-11-21'"
    )
    worse = {**lost, "respondent": 1}
    assert refused(json.dumps(worse)).startswith(
        "It is not whole; 2 things are wrong with it, the first: taken: 'soon';"
    )
