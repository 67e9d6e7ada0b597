"""The share code: round trip, length, damage, and codes of earlier versions."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from cxcore.exchange.share import MAX_LENGTH, crc24, decode_share, encode_share, share_stamp
from cxcore.model import Assessment, Framework, FrameworkRef, Mode, Respondent, Response
from cxcore.reading import Fault, InputError
from tests.builders import DONT_KNOW, NA, adoption, adoption_dict, assessment, each, rubric, rubric_dict


def at_hand(*frameworks: Framework) -> dict[str, Framework]:
    return {framework.id: framework for framework in frameworks}


def refused(code: str, *frameworks: Framework) -> str:
    with pytest.raises(InputError) as error:
        decode_share(code, at_hand(*frameworks))
    assert len(error.value.problems) == 1
    return str(error.value)


def test_the_check_is_that_of_rfc_9580() -> None:
    """Its published check value: the CRC-24 of "123456789" is 0x21CF02 (Greg Cook's catalogue: CRC-24/OPENPGP)."""
    assert crc24("123456789") == 0x21CF02
    assert crc24("") == 0xB704CE


def test_a_code_by_hand() -> None:
    framework = adoption([1], [1])
    said = assessment(framework, {"p1": 2, "p2": NA})
    # From the lowest digit, base 7 = 3 + 4: p1 Repeatable is 3 + 2 = 5, p2 not applicable 2: 5 + 2 × 7 = 19. Not agreed, mode full:
    # 0 and 0, each in base 2. The day is 739941 in base 3652060, then the fingerprint of "p1 p2 / missing ad-hoc repeatable systematic".
    fingerprint = crc24("p1 p2 / missing ad-hoc repeatable systematic") % 65536
    number = ((fingerprint * 3652060 + 739941) * 2 * 2) * 49 + 19
    digits = ""
    while number:
        number, digit = divmod(number, 62)
        digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[digit] + digits
    # 65536 × 3652060 × 4 × 49 is about 4.7e13, less than 62**8 = 2.2e14: 8 digits.
    code = encode_share(framework, said)
    assert code[:-5] == f"1.small.1.0.0.{digits.rjust(8, '0')}"
    assert decode_share(code, at_hand(framework)) == replace(
        said, responses={"p1": Response(answer="repeatable"), "p2": Response(not_applicable="")}
    )


@pytest.mark.parametrize("answer", range(4))
def test_46_answers_take_at_most_60_characters(answer: int) -> None:
    framework = replace(adoption([1] * 11, [1] * 11, [1] * 11, [1] * 13), id="four-stages")
    code = encode_share(framework, assessment(framework, each(*[answer] * 46)))
    assert len(code) == 54


def test_notes_and_names_are_left_out() -> None:
    framework = adoption([1])
    response = Response(answer="ad-hoc", evidence="secret", evidence_date="2026-01-01", evidence_owner="Ann")
    full = Assessment(
        framework=FrameworkRef(id="small", version="1.0.0"),
        taken="2026-11-21",
        respondent=Respondent(label="Ann", group="frontline"),
        responses={"p1": response},
        id="7",
        name="Mine",
        mode=Mode.QUICK,
        agreed=True,
    )
    assert decode_share(encode_share(framework, full), at_hand(framework)) == Assessment(
        framework=FrameworkRef(id="small", version="1.0.0"),
        taken="2026-11-21",
        responses={"p1": Response(answer="ad-hoc")},
        mode=Mode.QUICK,
        agreed=True,
    )


@pytest.mark.parametrize("taken", ["0001-01-01", "1999-12-31", "9999-12-31"])
def test_any_day(taken: str) -> None:
    framework = rubric(3, [1])
    said = replace(assessment(framework, {"p1": DONT_KNOW}), taken=taken)
    assert decode_share(encode_share(framework, said), at_hand(framework)) == said


def test_white_space_around_a_code_is_passed_over() -> None:
    framework = adoption([1])
    said = assessment(framework, {"p1": 1})
    assert decode_share(f" \t{encode_share(framework, said)}\r\n", at_hand(framework)) == said


@pytest.mark.parametrize(
    "altered",
    [
        "{page}#a={code}",
        "{page}%23a={code}",
        "{page}%23a%3D{code}",
        "{page}%2523a%253d{code}",
        "{page}#a%3D{code}",
        "{page}#a={code}&fbclid=IwAR3_x",
        "{page}?fbclid=IwAR3_x#a={code}",
        "{page}#a={code}?utm_source=chat",
        "<{page}#a={code}>",
        "See {page}#a={code}.",
        "[my answers]({page}#a={code}), as of today",
        "{page}#a={broken}",
        "https://links.example.com/?url=https%3A%2F%2Fexample.org%2Fassess%2Fsmall%2F%23a%3D{code}&data=05%7C01",
        "{code}.",
        "{code}\n\nSent from a telephone",
        "{broken}",
        "{page}#a=3D{soft}",
        "{page}#a={blank}",
        "{page}%23a%3D{invisible}",
        "{page}#a={hyphen}",
        "{page}#a={joiner}",
        "{page}#a={quoted}",
        "{page}#a={quoted_twice}",
        "<{page}#a={broken}> Best wishes",
        "{page}#a={broken}\nThanks",
        "{page}#a={broken} and my thanks\nAnn",
        "> {page}#a={quoted}\n> Thanks",
        "{page}&#35;a&#61;{code}",
        "{page}&#x23;a&#x3D;{code}",
        "{page}&num;a&equals;{code}&quot;",
    ],
)
def test_a_link_that_was_altered_on_its_way_still_opens(altered: str) -> None:
    framework = adoption([1])
    said = assessment(framework, {"p1": 1})
    code = encode_share(framework, said)

    def broken(whole: str) -> dict[str, str]:
        betweens = {"broken": "\r\n", "soft": "=\r\n", "blank": "%20", "invisible": "%E2%80%8B"}
        betweens |= {
            "hyphen": "%C2%AD",
            "joiner": "%25E2%2581%25A0",
            "quoted": "\r\n> ",
            "quoted_twice": "%0D%0A%3E%20%3E%20",
        }
        return {"code": whole} | {name: f"{whole[:9]}{sign}{whole[9:]}" for name, sign in betweens.items()}

    text = altered.format(page="https://example.org/assess/small/", **broken(code))
    assert decode_share(text, at_hand(framework)) == said
    assert share_stamp(text) == said.framework
    for i in range(len(code)):
        short = code[:i] + code[i + 1 :]
        assert "copy the whole code again" in refused(altered.format(page="https://x.org/", **broken(short)), framework)


def test_an_assessment_that_does_not_fit_is_refused() -> None:
    framework = adoption([1])
    with pytest.raises(InputError) as error:
        encode_share(framework, replace(assessment(framework, {}), framework=FrameworkRef(id="small", version="2.0.0")))
    assert str(error.value) == "framework.version: version 2.0.0; expected 1.0.0"


def test_an_assessment_without_an_answer_has_no_code() -> None:
    framework = adoption([1])
    with pytest.raises(InputError) as error:
        encode_share(framework, assessment(framework, {}))
    assert str(error.value) == "responses: no answer; expected at least one; a link would hold nothing"


# --- damage -----------------------------------------------------------------------------------------------------------


def test_every_single_changed_character_is_found() -> None:
    framework = adoption([1] * 3)
    code = encode_share(framework, assessment(framework, each(1, 2, NA)))
    others = [*map(chr, range(32, 127)), "\n", "\t", "é", "１", "\u0661", "\u2028", "🙂", "\ud800", "\0"]
    for place in range(len(code)):
        for other in others:
            if other != code[place]:
                refused(code[:place] + other + code[place + 1 :], framework)


def test_every_lost_doubled_or_swapped_character_is_found() -> None:
    framework = adoption([1] * 3)
    code = encode_share(framework, assessment(framework, each(1, 2, NA)))
    for place in range(len(code)):
        refused(code[:place] + code[place + 1 :], framework)
        refused(code[:place] + code[place] + code[place:], framework)
        if place and code[place - 1] != code[place]:
            refused(code[: place - 1] + code[place] + code[place - 1] + code[place + 1 :], framework)


def code_of(body: str) -> str:
    """A text with the right check after it, as somebody who forges a code can make it."""
    check, number = "", crc24(body)
    for _ in range(5):
        number, digit = divmod(number, 62)
        check = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"[digit] + check
    return body + check


@pytest.mark.parametrize(
    ("code", "fault"),
    [
        ("", Fault.CUT),
        ("1.sm", Fault.CUT),
        ("1.small.1.0", Fault.CUT),
        ("1.small.1.0.0.", Fault.CUT),
        ("1.small.1.0.0.000000000000", Fault.CUT),
        ("1.small.1.0.0.0000000000000", Fault.DAMAGED),
        ("1.other.1.0.0.000", Fault.DAMAGED),
        ("hello", Fault.DAMAGED),
        ("x" * 2001, Fault.DAMAGED),
        ("2.small.1.0.0.00", Fault.NEWER),
        (code_of("1.small.1.1.0.00000000"), Fault.NEWER),
        (code_of("1.small.0.9.0.00000000"), Fault.OTHER),
        (code_of("1.small.1.0.0.0000000"), Fault.OTHER),
        (code_of("1.other.1.0.0.000"), Fault.FOREIGN),
    ],
)
def test_what_sort_of_fault_it_is(code: str, fault: Fault) -> None:
    with pytest.raises(InputError) as error:
        decode_share(code, at_hand(adoption([1], [1])))
    assert [problem.fault for problem in error.value.problems] == [fault]


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("", "no code; expected a share code"),
        ("  \n", "no code; expected a share code"),
        ("x" * 2001, "a text of 2,001 characters; expected a share code of at most 2,000"),
        ("hello", "'hello'; expected a share code, such as '1.four-stages.1.0.0.…'; copy the whole code again"),
        (
            "2.small.1.0.0.00",
            "a code of form 2; expected 1; it is damaged, or made by a newer version of this software",
        ),
        (
            "1.small.1.0.0.0000000000000",
            "a code whose check does not agree; expected the code as it was made; copy the whole code again",
        ),
        (
            code_of("1.smal.1.0.0.00000000"),
            "a code of the framework 'smal'; expected 'small'; did you mean 'small'?",
        ),
        (
            code_of("1.small.1.1.0.00000000"),
            (
                "a code of version 1.1.0 of 'small'; expected 1.0.0 or a version in its list of changes;"
                " open it where that version is"
            ),
        ),
        (
            code_of("1.small.0.9.0.00000000"),
            (
                "a code of version 0.9.0 of 'small'; expected 1.0.0 or a version in its list of changes;"
                " open it where that version was"
            ),
        ),
        (
            code_of("1.small.1.0.0.0000000"),
            (
                "a code made with other practices than version 1.0.0 of 'small' has here; expected the same practices;"
                " open it on the site that made it"
            ),
        ),
        (
            code_of("1.small.1.0.0.zzzzzzzz"),
            (
                "a code made with other practices than version 1.0.0 of 'small' has here; expected the same practices;"
                " open it on the site that made it"
            ),
        ),
        (
            code_of("1.small.1.0.0.00000000"),
            (
                "a code made with other practices than version 1.0.0 of 'small' has here; expected the same practices;"
                " open it on the site that made it"
            ),
        ),
        (
            code_of("1.small.1.0.0."),
            (
                "a code made with other practices than version 1.0.0 of 'small' has here; expected the same practices;"
                " open it on the site that made it"
            ),
        ),
    ],
)
def test_what_cannot_be_opened_says_why(code: str, message: str) -> None:
    assert refused(code, adoption([1], [1])) == message


def test_without_any_framework() -> None:
    code = code_of("1.small.1.0.0.00000000")
    assert refused(code) == "a code of the framework 'small'; expected 'none'"


def test_the_stamp_needs_no_framework() -> None:
    assert share_stamp(code_of("1.other-model.2.10.0.000")) == FrameworkRef(id="other-model", version="2.10.0")


def test_the_longest_code_of_a_model_is_not_refused() -> None:
    framework = rubric(12, [1] * 500)
    code = encode_share(framework, assessment(framework, each(*[11] * 500)))
    assert len(code) < MAX_LENGTH / 2
    assert decode_share(code, at_hand(framework)).responses["p500"] == Response(answer="s12")


# --- the model has changed --------------------------------------------------------------------------------------------


def changed_model(plain: dict[str, Any], version: str, *changes: dict[str, Any]) -> Framework:
    first = {"version": "1.0.0", "date": "2026-01-01", "summary": "First."}
    rest = [{"date": "2026-02-01", "summary": "Then.", **change} for change in changes]
    return Framework.from_dict({**plain, "version": version, "changes": [first, *rest]})


def test_an_old_code_opens_after_the_model_has_grown() -> None:
    old = adoption([1, 1], [1])
    said = assessment(old, {"p1": 3, "p2": DONT_KNOW, "p3": 0})
    code = encode_share(old, said)
    grown = adoption_dict([1, 1], [1, 1, 1])
    new = changed_model(grown, "1.1.0", {"version": "1.1.0", "added": ["p4", "p5"]})
    opened = decode_share(code, at_hand(new))
    assert opened == said
    assert opened.framework.version == "1.0.0"


def test_an_old_code_opens_after_renaming_moving_and_removing() -> None:
    old = adoption([1, 1], [1, 1])
    said = assessment(old, {"p1": 3, "p2": 1, "p3": 0, "p4": NA})
    code = encode_share(old, said)
    plain = adoption_dict([1], [1, 1])
    for practice, key in zip(plain["practices"], ("b", "p1", "c"), strict=True):
        practice["id"] = key
    new = changed_model(
        plain,
        "2.0.0",
        {"version": "2.0.0", "renamed": {"p2": "b", "p4": "c"}, "removed": {"p3": "Gone."}},
    )
    opened = decode_share(code, at_hand(new))
    assert dict(opened.responses) == {
        "p1": Response(answer="systematic"),
        "p2": Response(answer="ad-hoc"),
        "p3": Response(answer="missing"),
        "p4": Response(not_applicable=""),
    }


def test_a_rubric_that_got_a_stage_opens_codes_from_before() -> None:
    old = rubric(3, [1, 1])
    code = encode_share(old, assessment(old, {"p1": 2, "p2": 0}))
    change = {"version": "2.0.0", "answers_before": ["s1", "s2", "s3"]}
    new = changed_model(rubric_dict(4, [1, 1]), "2.0.0", change)
    assert decode_share(code, at_hand(new)).responses["p1"] == Response(answer="s3")
    # Without the list the number of answers is not what the code was made with.
    silent = changed_model(rubric_dict(4, [1, 1]), "2.0.0", {"version": "2.0.0"})
    assert refused(code, silent).startswith("a code made with other practices than version 1.0.0 of 'small' has here")


def test_a_change_that_the_list_passes_over_is_noticed() -> None:
    """A practice was renamed and the list does not say so: the answers could be put to the wrong practices."""
    old = adoption([1, 1])
    code = encode_share(old, assessment(old, {"p1": 3, "p2": 1}))
    plain = adoption_dict([1, 1])
    plain["practices"][0]["id"] = "zz"
    assert refused(code, Framework.from_dict(plain)) == (
        "a code made with other practices than version 1.0.0 of 'small' has here; expected the same practices;"
        " open it on the site that made it"
    )
