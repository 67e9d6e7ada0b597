"""The assessment file: read strictly, written in the contract's order, checked against its framework."""

from __future__ import annotations

import json
from typing import Any

import pytest

from cxcore.model import Assessment, Framework, FrameworkRef, Mode, Respondent, Response, State
from cxcore.reading import InputError
from tests.builders import adoption, adoption_dict, changed

CONTRACT: dict[str, Any] = {
    "format": "cx-assessment",
    "format_version": 1,
    "framework": {"id": "small", "version": "1.0.0"},
    "taken": "2026-11-21",
    "respondent": {"label": "", "group": "frontline"},
    "responses": {
        "p1": {"answer": "repeatable", "evidence": "Service handbook, March"},
        "p2": {"not_applicable": "single site"},
        "p3": {"dont_know": True},
    },
}


def messages(value: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        Assessment.from_dict(value)
    return [str(problem) for problem in caught.value.problems]


def misfits(assessment: Assessment, framework: Framework) -> list[str]:
    return [str(problem) for problem in assessment.problems(framework)]


def saying(**responses: object) -> dict[str, Any]:
    return {**CONTRACT, "responses": responses}


def test_the_contract_is_read() -> None:
    assert Assessment.from_dict(CONTRACT) == Assessment(
        framework=FrameworkRef(id="small", version="1.0.0"),
        taken="2026-11-21",
        respondent=Respondent(label="", group="frontline"),
        responses={
            "p1": Response(answer="repeatable", evidence="Service handbook, March"),
            "p2": Response(not_applicable="single site"),
            "p3": Response(dont_know=True),
        },
        id="",
        name="",
        mode=Mode.FULL,
        agreed=False,
    )


def test_the_contract_is_written_back_byte_for_byte() -> None:
    text = json.dumps(CONTRACT, ensure_ascii=False, indent=2) + "\n"
    assert Assessment.from_json(text).to_json() == text


def test_everything_optional_survives_and_follows_the_responses() -> None:
    full = {
        **CONTRACT,
        "respondent": {"label": "Ann, “the boss”", "group": ""},
        "responses": {
            "p1": {"not_applicable": "", "evidence": "é", "evidence_date": "2026-02-01", "evidence_owner": "Bo"}
        },
        "id": "7",
        "name": "Spring",
        "mode": "quick",
        "agreed": True,
    }
    written = Assessment.from_dict(full).to_dict()
    assert written == full
    assert list(written) == list(full)


def test_the_four_states_are_told_apart() -> None:
    framework = adoption([1, 1], [1, 1])
    assessment = Assessment.from_dict(CONTRACT)
    assert [assessment.state(p) for p in framework.practice.values()] == [
        State.ANSWERED,
        State.NOT_APPLICABLE,
        State.DONT_KNOW,
        State.UNANSWERED,
    ]
    # A reason may be empty; that is still "not applicable", not a blank.
    assert Response(not_applicable="").state is State.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ["nothing; expected an assessment file"]),
        ([CONTRACT], ["a list; expected an assessment file"]),
        (
            {},
            [
                "no file of answers; expected a file that was downloaded from the assessment (its format is 'cx-assessment')"
            ],
        ),
        (
            {**CONTRACT, "format": "cx-report", "wrong": 1},
            [
                (
                    "a file whose format is the text 'cx-report'; expected a file that was downloaded from the assessment "
                    "(its format is 'cx-assessment')"
                )
            ],
        ),
        ({"format": "cx-assessment"}, ["format_version: no 'format_version'; expected 1"]),
        (
            {**CONTRACT, "format_version": 2},
            [
                "format_version: the number 2; expected 1; the file is of a newer version of this software; use that one",
            ],
        ),
        ({**CONTRACT, "format_version": 0}, ["format_version: the number 0; expected 1"]),
        ({**CONTRACT, "format_version": True}, ["format_version: the truth value true; expected 1"]),
        ({**CONTRACT, "format_version": 1.0}, ["format_version: a number; expected 1"]),
        ({**CONTRACT, "format_version": "1"}, ["format_version: the text '1'; expected 1"]),
        (
            {key: CONTRACT[key] for key in ("format", "format_version")},
            [
                "no 'framework'; expected the key 'framework'; add it",
                "no 'taken'; expected the key 'taken'; add it",
                "no 'responses'; expected the key 'responses'; add it",
            ],
        ),
        (
            {
                **{k: v for k, v in CONTRACT.items() if k != "respondent"},
                "respondant": {},
                "taken": "today",
                "agreed": 1,
            },
            [
                (
                    "respondant: unknown key 'respondant'; expected one of 'framework', 'taken', 'respondent', 'responses', 'id', "
                    "'name', 'mode', 'agreed'; did you mean 'respondent'?"
                ),
                "taken: 'today'; expected a date as year-month-day, such as '2026-11-21'",
                "agreed: the number 1; expected true or false",
            ],
        ),
        (
            saying(p1={}, p2={"answer": "missing", "dont_know": True}, p3={"evidence": "x"}),
            [
                "responses.p1: none of them; expected exactly one of answer, not_applicable and dont_know",
                "responses.p2: both answer and dont_know; expected exactly one of answer, not_applicable and dont_know",
                "responses.p3: none of them; expected exactly one of answer, not_applicable and dont_know",
            ],
        ),
        (
            saying(p1={"dont_know": False}),
            ["responses.p1: none of them; expected exactly one of answer, not_applicable and dont_know"],
        ),
        (
            saying(p1={"answer": "a", "not_applicable": "", "dont_know": True}),
            [
                (
                    "responses.p1: both answer and not_applicable and dont_know; "
                    "expected exactly one of answer, not_applicable and dont_know"
                ),
            ],
        ),
        (saying(p1={"answer": None}), ["responses.p1.answer: nothing; expected an answer's id, such as 'repeatable'"]),
        (saying(p1="missing"), ["responses.p1: the text 'missing'; expected a mapping of keys to values"]),
        ({**CONTRACT, "responses": []}, ["responses: a list; expected a mapping of keys to values"]),
        (
            saying(p1={"answer": "missing", "evidence": "x" * 4001}),
            ["responses.p1.evidence: text of 4001 characters; expected at most 4000; shorten it"],
        ),
        (
            saying(**{f"p{i}": {"dont_know": True} for i in range(501)}),
            ["responses: 501 entries; expected at most 500"],
        ),
        (
            saying(**{"<b>": {"dont_know": True}}),
            ["responses.<b>: the key '<b>'; expected an id in kebab case, such as 'basic-training'; did you mean 'b'?"],
        ),
    ],
)
def test_a_file_that_is_refused(value: object, expected: list[str]) -> None:
    assert messages(value) == expected


def test_five_hundred_responses_are_read() -> None:
    assert len(Assessment.from_dict(saying(**{f"p{i}": {"dont_know": True} for i in range(500)})).responses) == 500


def test_it_fits_its_framework_or_says_why_not() -> None:
    framework = Framework.from_dict(
        {**changed(adoption_dict([1, 1], [1]), "p2", not_applicable="Only here."), "version": "1.0.0"}
    )
    assessment = Assessment.from_dict(CONTRACT)
    assert assessment.checked(framework) is assessment


def test_every_response_that_does_not_fit_is_named() -> None:
    plain = adoption_dict([1, 1], [1])
    del plain["practices"][1]["not_applicable"]
    assessment = Assessment.from_dict(
        saying(p1={"answer": "repeatble"}, p2={"not_applicable": "x"}, p33={"dont_know": True}, p3={"answer": "s1"})
    )
    framework = Framework.from_dict(plain)
    expected = [
        (
            "responses.p1.answer: unknown answer 'repeatble'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic'; "
            "did you mean 'repeatable'?"
        ),
        "responses.p2.not_applicable: 'not applicable'; expected an answer or 'don't know' for this practice",
        "responses.p33: unknown practice 'p33'; expected a practice of 'small' 1.0.0; did you mean 'p3'?",
        "responses.p3.answer: unknown answer 's1'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic'",
    ]
    assert misfits(assessment, framework) == expected
    with pytest.raises(InputError) as caught:
        assessment.checked(framework)
    assert str(caught.value) == "\n".join(expected)


def test_another_framework_or_version_is_the_one_problem() -> None:
    assessment = Assessment.from_dict(saying(p9={"dont_know": True}))
    other = Framework.from_dict({**adoption_dict([1]), "id": "other"})
    newer = Framework.from_dict({**adoption_dict([1]), "version": "1.1.0"})
    assert misfits(assessment, other) == ["framework.id: framework 'small'; expected 'other'"]
    assert misfits(assessment, newer) == ["framework.version: version 1.0.0; expected 1.1.0"]


def test_with_its_framework_what_is_wrong_in_itself_and_what_does_not_fit_come_together() -> None:
    plain = adoption_dict([1, 1], [1])
    plain["answers"][3]["name"] = "Everywhere"
    framework = Framework.from_dict(plain)
    value = {
        **saying(
            p1={"answer": "Repeatable"},
            p2={"answr": "missing"},
            p3={"answer": "everywhere"},
            **{"P 4": {"dont_know": True}, "p5": 3},
        ),
        "taken": "today",
    }
    with pytest.raises(InputError) as caught:
        Assessment.from_dict(value, framework)
    scale = "one of 'missing', 'ad-hoc', 'repeatable', 'systematic'"
    assert [str(problem) for problem in caught.value.problems] == [
        "taken: 'today'; expected a date as year-month-day, such as '2026-11-21'",
        (
            "responses.p2.answr: unknown key 'answr'; expected one of 'answer', 'not_applicable', 'dont_know', 'evidence', "
            "'evidence_date', 'evidence_owner'; did you mean 'answer'?"
        ),
        "responses.p5: the number 3; expected a mapping of keys to values",
        f"responses.p1.answer: unknown answer 'Repeatable'; expected {scale}; did you mean 'repeatable'?",
        f"responses.p3.answer: unknown answer 'everywhere'; expected {scale}; did you mean 'systematic'?",
        "responses.P 4: unknown practice 'P 4'; expected a practice of 'small' 1.0.0",
        "responses.p5: unknown practice 'p5'; expected a practice of 'small' 1.0.0",
    ]


def test_an_answer_that_is_no_id_is_told_so_where_its_framework_is_not_known() -> None:
    assert messages(saying(p1={"answer": "Ad hoc"})) == [
        "responses.p1.answer: 'Ad hoc'; expected an answer's id, such as 'repeatable'; did you mean 'ad-hoc'?"
    ]


def test_one_of_another_version_is_read_as_it_is() -> None:
    newer = Framework.from_dict({**adoption_dict([1]), "version": "1.1.0"})
    value = saying(p9={"answer": "often"})
    assert Assessment.from_dict(value, newer) == Assessment.from_dict(value)
