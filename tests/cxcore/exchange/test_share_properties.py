"""What must always hold of share codes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cxcore.exchange.share import decode_share, encode_share, share_stamp
from cxcore.model import Assessment, Framework, Respondent, Response
from cxcore.reading import Fault, InputError
from tests.strategies import assessments, frameworks


@st.composite
def shared(draw: st.DrawFn) -> tuple[Framework, Assessment]:
    framework = draw(frameworks())
    return framework, draw(assessments(framework).filter(lambda assessment: assessment.responses))


def bare(assessment: Assessment) -> Assessment:
    """What is left of an assessment without its notes."""
    responses = {
        key: Response(
            answer=response.answer,
            not_applicable=None if response.not_applicable is None else "",
            dont_know=response.dont_know,
        )
        for key, response in assessment.responses.items()
    }
    return replace(assessment, responses=responses, respondent=Respondent(), id="", name="")


@given(shared())
def test_everything_but_the_notes_comes_back(case: tuple[Framework, Assessment]) -> None:
    framework, assessment = case
    code = encode_share(framework, assessment)
    opened = decode_share(code, {framework.id: framework})
    assert opened == bare(assessment)
    assert list(opened.responses) == [key for key in framework.practice if key in assessment.responses]
    assert share_stamp(code) == assessment.framework
    assert encode_share(framework, opened) == code


@given(shared(), st.data())
def test_whatever_is_missing_at_the_end_is_told(case: tuple[Framework, Assessment], data: st.DataObject) -> None:
    framework, assessment = case
    code = encode_share(framework, assessment)
    end = data.draw(st.integers(0, len(code) - 1))
    with pytest.raises(InputError) as error:
        decode_share(f"https://example.org/assess/random/#a={code[:end]}", {framework.id: framework})
    assert [problem.fault for problem in error.value.problems] == [Fault.CUT]


@given(shared(), st.data())
def test_no_changed_character_goes_unnoticed(case: tuple[Framework, Assessment], data: st.DataObject) -> None:
    framework, assessment = case
    code = encode_share(framework, assessment)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.characters().filter(lambda c: c != code[place]))
    try:
        decode_share(code[:place] + other + code[place + 1 :], {framework.id: framework})
    except InputError as error:
        assert len(error.problems) == 1
    else:
        raise AssertionError("a changed code was opened")


@given(st.text() | st.from_regex(r"1\.[a-z-]{1,9}\.[0-9.]{0,9}\.[0-9A-Za-z]{0,60}", fullmatch=True), frameworks())
@example("1.random.1.2.3.00000", None)
@example("\ud800", None)
def test_any_text_is_an_assessment_or_one_problem(text: str, framework: Framework | None) -> None:
    try:
        decode_share(text, {} if framework is None else {framework.id: framework})
    except InputError as error:
        assert len(error.problems) == 1
        assert "\n" not in str(error)


@given(shared())
def test_a_code_is_fit_for_the_fragment_of_an_address(case: tuple[Framework, Assessment]) -> None:
    code = encode_share(*case)
    assert set(code) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz.-")
    assert code[-1].isalnum()
