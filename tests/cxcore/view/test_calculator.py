"""The calculator: what is typed, and what is said about it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_hooks.library.messages import load_messages
from cxcore.bridge import Bridge
from cxcore.reading import InputError, jsontext
from cxcore.view.calculator import FORMS, TABLE_REPLIES, calculate, example, margins
from cxcore.view.forms import Form
from cxcore.view.html import Html
from cxcore.view.messages import Messages

MESSAGES = load_messages()
FORM = {form.id: form for form in FORMS}


def asked(form: str, **typed: str) -> dict[str, Any]:
    """What the form's example, with some fields typed otherwise (`before__n` is the field before.n), comes to."""
    fields = {field.name: field.example for field in FORM[form].fields}
    return calculate(
        {"form": form, "fields": fields | {name.replace("__", "."): text for name, text in typed.items()}}, MESSAGES
    )


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html)).strip()


def problem(form: str, **typed: str) -> tuple[str, str]:
    (only,) = asked(form, **typed)["problems"]
    return only["field"], only["message"]


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("nps", "30 (95 % interval 22.2 to 37.4, n = 400)"),
        ("csat", "82.0 % (95 % interval 76.1 to 86.7 %, n = 200)"),
        ("ces", "5.94 ± 0.19 (95 % interval 5.75 to 6.13, n = 200)"),
        ("share", "78.0 % (95 % interval 73.7 to 81.8 %, n = 400)"),
        ("nps-difference", "+5.0 ± 10.8 points (95 % interval −5.8 to +15.7)"),
        ("share-difference", "+9.0 ± 6.7 percentage points (95 % interval +2.3 to +15.7)"),
        ("mean-difference", "+0.06 ± 0.27 on the scale (95 % interval −0.21 to +0.33)"),
        ("sample-share", "239 replies"),
        ("sample-nps", "840 replies"),
    ],
)
def test_the_example_of_each_form(form: str, said: str) -> None:
    """Source of the first seven: as in test_metrics. 239 is 245.9 ÷ (1 + 244.9 ÷ 8,000), 840 is 937.3 ÷ (1 + 936.3 ÷ 8,000)."""
    assert words(example(FORM[form], MESSAGES)).startswith(said)
    assert asked(form)["html"] == example(FORM[form], MESSAGES)


@pytest.mark.parametrize(
    ("form", "typed", "verdict"),
    [
        ("nps-difference", {}, "Could be chance"),
        (
            "nps-difference",
            {"after__promoters": "300", "after__passives": "60", "after__detractors": "40"},
            "More than chance explains",
        ),
        ("share-difference", {}, "More than chance explains"),
        ("share-difference", {"after__successes": "18", "after__n": "20"}, "Could be chance"),
        ("mean-difference", {}, "Could be chance"),
        ("mean-difference", {"after__mean": "5.10"}, "More than chance explains"),
    ],
)
def test_a_difference_says_whether_it_could_be_chance(form: str, typed: Mapping[str, str], verdict: str) -> None:
    answer = asked(form, **typed)
    assert verdict in words(answer["html"])
    assert answer["result"]["verdict"] == ("chance" if verdict == "Could be chance" else "more")


def test_no_line_breaks_within_a_figure_and_its_sign() -> None:
    for form, kept in (("nps", "n = 400"), ("share", "81.8 %"), ("ces", "± 0.19"), ("nps-difference", "n = 400")):
        assert kept.replace(" ", "\u00a0") in asked(form)["html"]
        assert kept not in asked(form)["html"]


def test_both_samples_of_a_difference_stand_beside_it() -> None:
    said = words(asked("nps-difference")["html"])
    assert "30 (95 % interval 22.2 to 37.4, n = 400). After, or B: 35 (95 % interval 27.1 to 42.3, n = 400)." in said


def test_a_ces_tells_its_share_and_its_standard_deviation() -> None:
    said = words(asked("ces")["html"])
    assert "87.0 % chose 5, 6 or 7 (95 % interval 81.6 to 91.0 %)." in said
    assert "The standard deviation of the answers is 1.38." in said


def test_a_ces_of_equal_answers_has_no_margin() -> None:
    answer = asked("ces", **{f"answer_{k}": "0" for k in range(1, 7)}, answer_7="9")
    assert words(answer["html"]).startswith("7.00 (n = 9) All answers are the same")
    assert answer["result"]["margin"] is None


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"population": "", "rate": "", "expected": ""}, "385 replies So many give a margin of about ± 5 percentage points around a share near 50 %."),
        ({"population": "1000", "expected": "", "rate": "40 %"}, "To receive them, invite about 695 people."),
        ({"population": "1000", "expected": "", "rate": "5"}, "all 1,000 people would have to be invited"),
        ({"margin": "2.5", "population": "", "rate": ""}, "984 replies So many give a margin of about ± 2.5 percentage points"),
        ({"population": "1"}, "1 reply"),
    ],
)  # fmt: skip
def test_how_many_replies(typed: Mapping[str, str], said: str) -> None:
    assert said in words(asked("sample-share", **typed)["html"])


def test_an_nps_is_planned_for_the_worst_case_where_nothing_is_expected() -> None:
    answer = asked("sample-nps", margin="10", promoters="", detractors="", population="", rate="")
    assert words(answer["html"]).startswith("385 replies So many give a margin of about ± 10 points around any score")
    assert problem("sample-nps", detractors="") == ("detractors", "Expected both shares, or neither; found nothing.")
    assert problem("sample-nps", promoters="")[0] == "promoters"


@pytest.mark.parametrize("text", ["1,200", "1 200", "1\u00a0200", "+1200", " 1200 ", "1200.0", "01200"])
def test_a_count_can_be_written_in_several_ways(text: str) -> None:
    assert asked("share", successes="30", n=text)["result"]["n"] == "1,200"


@pytest.mark.parametrize(
    "text", ["", "  ", "abc", "12,00", "1.5", "1e3", "٣٠", "9" * 40, "NaN", "inf", "1 2", "−", "1,2345", "½"]
)
def test_what_is_no_count_is_refused_at_its_field(text: str) -> None:
    field, message = problem("nps", passives=text)
    assert field == "passives"
    assert message.startswith("Expected a whole number, such as 120; found ")


@pytest.mark.parametrize(
    ("form", "typed", "expected"),
    [
        ("nps", {"promoters": "−1"}, ("promoters", "Expected a whole number from 0 to 1,000,000,000; found -1.")),
        ("csat", {"satisfied": "250"}, ("satisfied", "Expected at most the number of all, 200; found 250.")),
        ("share", {"successes": "0", "n": "0"}, ("n", "Expected a whole number from 1 to 1,000,000,000; found 0.")),
        ("mean-difference", {"after__deviation": "0"}, ("after.deviation", "Expected a standard deviation above 0")),
        ("mean-difference", {"before__mean": "5,94"}, ("before.mean", "Expected a number, such as 5.94; found '5,94'.")),
        ("sample-share", {"margin": "60"}, ("margin", "Expected more than 0 and at most 20 %")),
        ("sample-share", {"rate": "0"}, ("rate", "Expected a share above 0 and at most 100 %; found 0 %.")),
        ("sample-share", {"expected": "0"}, ("expected", "Expected a share between 0 and 100 %, neither of them included; found 0 %.")),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_said_at_the_field(
    form: str, typed: Mapping[str, str], expected: tuple[str, str]
) -> None:
    field, message = problem(form, **typed)
    assert field == expected[0]
    assert message.startswith(expected[1])


def test_every_field_that_cannot_be_read_is_named() -> None:
    answer = calculate({"form": "nps", "fields": {}}, MESSAGES)
    assert [each["field"] for each in answer["problems"]] == ["promoters", "passives", "detractors"]


@pytest.mark.parametrize("payload", [{"form": "npx", "fields": {}}, {"form": "nps", "fields": {"promotors": "1"}}])
def test_a_form_or_field_that_does_not_exist_is_an_error(payload: dict[str, Any]) -> None:
    with pytest.raises(InputError):
        calculate(payload, MESSAGES)


def test_what_is_typed_is_never_markup() -> None:
    """Problems are set as text by the page; results hold no text that was typed."""
    hostile = "<img src=x onerror=alert(1)>"
    assert hostile in problem("nps", promoters=hostile)[1]
    assert isinstance(example(FORM["nps"], MESSAGES), Html)


TYPED = st.one_of(
    st.text(max_size=20),
    st.integers(-5, 10**10).map(str),
    st.decimals(-10, 200, places=2).map(str),
    st.sampled_from(
        ["0", "1", "100", "50 %", "", "nan", "inf", "-0", "1e400", "999999999", "5–15", "−5 to 9", "84 of 400"]
    ),
)


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.id)
@given(st.data())
def test_whatever_is_typed_there_is_a_result_or_a_problem_at_a_field(form: Form, data: st.DataObject) -> None:
    fields = {field.name: data.draw(TYPED) for field in form.fields}
    answer = calculate({"form": form.id, "fields": fields}, MESSAGES)
    if "problems" in answer:
        assert answer["problems"]
        assert {each["field"] for each in answer["problems"]} <= set(fields)
        assert all(each["message"] for each in answer["problems"])
    else:
        assert not re.search(r"\b(nan|inf)\b", words(answer["html"]), re.IGNORECASE)
    assert jsontext.loads(jsontext.dumps(answer)) == answer


def test_the_table_of_margins() -> None:
    """Source: the checked values for 20 (90 %), 100 and 400 replies (NPS)."""
    rows = {row["n"]: row for row in margins(MESSAGES)}
    assert len(rows) == len(TABLE_REPLIES)
    assert rows["20"]["most"] == "69.9 to 97.2 %"
    assert (rows["100"]["nps"], rows["400"]["nps"]) == ("14.1 to 44.2", "22.2 to 37.4")


def test_every_form_and_field_has_its_words() -> None:
    for form in FORMS:
        for part in ("title", "intro", "formula", "interval"):
            assert f"calc.{form.id}.{part}" in MESSAGES
        for field in form.fields:
            assert f"calc.{form.id}.{field.name.split('.')[-1]}" in MESSAGES


# --- through the bridge -----------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def bridge(catalogue: Mapping[str, str]) -> Bridge:
    return Bridge("", jsontext.dumps(dict(catalogue)))


@pytest.fixture(scope="module")
def catalogue() -> Mapping[str, str]:
    return MESSAGES.under("calc")


def test_the_bridge_calculates_without_a_framework(bridge: Bridge, catalogue: Mapping[str, str]) -> None:
    fields = {"promoters": "200", "passives": "120", "detractors": "80"}
    answer = jsontext.loads(bridge.handle("calculate", jsontext.dumps({"form": "nps", "fields": fields})))
    assert answer == {"ok": True, "value": calculate({"form": "nps", "fields": fields}, Messages(catalogue))}


def test_the_bridge_answers_what_it_cannot_do(bridge: Bridge) -> None:
    assert not jsontext.loads(bridge.handle("report", "{}"))["ok"]
    assert not jsontext.loads(bridge.handle("calculate", '{"form": "x", "fields": {}}'))["ok"]
    assert not jsontext.loads(bridge.handle("calculate", "[]"))["ok"]
