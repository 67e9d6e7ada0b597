"""The calculator's forms about money: what is typed, and what is said about it."""

from __future__ import annotations

from fractions import Fraction

import pytest

from cxcore.metrics import Range, Share
from cxcore.view.forms import Field, Form, Outcome, Unit, read
from tests.cxcore.view.test_calculator import FORM, MESSAGES, asked, example, problem, words

F = Fraction


@pytest.mark.parametrize(
    ("form", "typed", "said"),
    [
        # 9,600 × 10 % × 4.20; the ends are Newcombe's, 4.9399 and 15.0435 in 100
        ("repeats", {}, "4,032 a year (from 1,992 to 6,066)"),
        # 9,600 × 21 % × 4.20; the ends are Wilson's, 17.2938 and 25.2579 in 100
        ("repeats", {"changed": ""}, "8,467 a year (from 6,973 to 10,184)"),
        # 12,000 × 2.4 % × 24
        ("complaints", {}, "6,912 a year (from 1,036 to 16,852)"),
        # 8,000 × 3 % × 110; the lower end is 8,000 × −0.8185 % × 130
        ("retention", {}, "26,400 a year (from −8,512 to 71,125)"),
        # by hand: 3,447.36 − 1,400, 1,992 × 0.9 × 0.8 − 1,400 and 6,066 − 1,400
        ("payback", {}, "2,047 a year (from 34 to 4,666)"),
        # nothing is uncertain: 1,000 × 5 % × 2
        ("repeats", {"number": "1,000", "without": "15", "changed": "10 %", "each": "£2"}, "100 a year 0"),
        ("payback", {"gain": "0", "anyway": "0", "part": "100"}, "−1,400 a year 0"),
    ],
)
def test_the_sum_of_a_year(form: str, typed: dict[str, str], said: str) -> None:
    assert words(asked(form, **typed)["html"]).startswith(said)


@pytest.mark.parametrize(
    ("form", "typed", "verdict", "said"),
    [
        ("repeats", {}, "low", "A gain even at the low end"),
        ("repeats", {"changed": ""}, "all", "What the trouble costs No change saves all of it."),
        ("repeats", {"changed": "70 of 400"}, "likely", "Likely a gain, possibly none The range includes 0"),
        ("repeats", {"changed": "90 of 400"}, "high", "A gain only at the high end"),
        ("repeats", {"changed": "300 of 400"}, "none", "No gain"),
        ("payback", {"once": "200"}, "pays.low", "Pays even with the low figures"),
        ("payback", {}, "pays.likely", "Pays with the likely figures, and not with the low ones"),
        ("payback", {"once": "30,000"}, "pays.high", "Pays only if everything turns out well"),
        ("payback", {"once": "300,000"}, "pays.none", "do not repay the beginning within 10 years"),
    ],
)
def test_it_is_said_with_which_figures_a_case_stands(form: str, typed: dict[str, str], verdict: str, said: str) -> None:
    answer = asked(form, **typed)
    assert (answer["result"]["verdict"], said in words(answer["html"])) == (verdict, True)


def test_when_it_is_repaid() -> None:
    """12 × 3,000 ÷ 4,665.54 = 7.7, ÷ 2,047.36 = 17.6, ÷ 34.07 = 1,057 months."""
    said = words(asked("payback")["html"])
    assert "Of the gain you may claim 3,447 a year (from 1,434 to 6,066)." in said
    assert (
        "repaid after 18 months with the likely figures, after 8 months at best, and not within 10 years at worst."
        in said
    )
    assert "is repaid" not in words(asked("payback", once="0")["html"])
    assert "after 1 month with" in words(asked("payback", once="100")["html"])


def test_hours_that_nobody_uses_are_no_money() -> None:
    """A quarter of 3,447.36 is 861.84, less 1,400."""
    assert asked("payback", usable="25")["result"]["likely"] == "−538"
    assert asked("payback", usable="")["result"] == asked("payback")["result"]


def test_a_gain_is_taken_to_the_form_that_asks_whether_it_pays() -> None:
    """And can be read there."""
    html = str(example(FORM["repeats"], MESSAGES))
    carried = html.partition('<a href="#payback" data-carry="')[2].partition('"')[0]
    assert carried == "1,992 to 4,032 to 6,066" == next(f.example for f in FORM["payback"].fields if f.name == "gain")
    assert "problems" not in asked("payback", gain=carried)
    assert "data-carry" not in asked("repeats", changed="")["html"]
    loss = asked("retention")["html"].partition('data-carry="')[2].partition('"')[0]
    assert asked("payback", gain=loss)["result"]["low"] == "−9,912"  # −8,512 − 1,400


def test_each_form_says_what_is_not_to_be_claimed() -> None:
    for form in ("repeats", "complaints", "retention"):
        assert "Do not claim" in words(asked(form)["html"])


def value(unit: Unit, text: str) -> object:
    form = Form("x", (Field("it", unit, "1"),), lambda values, _: Outcome("", "", (), {}))
    return read(form, {"it": text})["it"]


@pytest.mark.parametrize(
    ("text", "low", "likely", "high"),
    [
        ("4.20", "4.2", "4.2", "4.2"),
        ("18 to 30", "18", "24", "30"),
        ("18–30", "18", "24", "30"),
        ("18-30", "18", "24", "30"),
        ("18 to 20 to 30", "18", "20", "30"),
        ("£9,000 – £10,000", "9000", "9500", "10000"),
        ("9 000 to 10 000", "9000", "9500", "10000"),
        ("−7,700 to 65,000", "-7700", "28650", "65000"),
        ("-5 - -3", "-5", "-4", "-3"),
    ],
)
def test_a_range_can_be_written_in_several_ways(text: str, low: str, likely: str, high: str) -> None:
    assert value(Unit.RANGE, text) == Range(F(low), F(likely), F(high))


@pytest.mark.parametrize("text", ["84 of 400", "84 out of 400", "84/400", "84 of 400 "])
def test_a_share_can_be_a_count_from_a_sample(text: str) -> None:
    assert value(Unit.SHARE, text) == Share(84, 400)


def test_a_share_is_a_percentage() -> None:
    assert value(Unit.SHARE, "5 % to 15 %") == value(Unit.SHARE, "5–15") == Range(F(1, 20), F(1, 10), F(3, 20))


@pytest.mark.parametrize("text", ["", "x", "30 to 18", "1 to 2 to 3 to 4", "to 5", "1,5", "20 to 18 to 30", "4 of 10"])
def test_what_is_no_range_is_refused_at_its_field(text: str) -> None:
    field, message = problem("repeats", each=text)
    assert field == "each"
    assert message.startswith("Expected a number, or a lower to a higher one, such as 4.20; found ")


@pytest.mark.parametrize(
    ("typed", "field", "message"),
    [
        ({"without": "1.5 of 3"}, "without", "Expected so many of so many, or a percentage"),
        ({"without": "500 of 400"}, "without", "Expected at most the number of all, 400; found 500."),
        ({"changed": "1 of 0"}, "changed", "Expected a whole number from 1"),
        ({"without": "120"}, "without", "Expected a share from 0 to 100 %; found 120 %."),
        ({"number": "−5 to 5"}, "number", "Expected 0 or more; found −5"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(typed: dict[str, str], field: str, message: str) -> None:
    found, said = problem("repeats", **typed)
    assert (found, said.startswith(message)) == (field, True)
