"""JSON text: what is refused, with which words, and how it is written."""

from __future__ import annotations

import json

import pytest

from cxcore.reading import InputError
from cxcore.reading.jsontext import MAX_CHARACTERS, MAX_DEPTH, dumps, loads


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            '{"a": 1,\n "b": }',
            (
                "text that is not JSON (expecting value at line 2, column 7); expected a JSON file; "
                "choose the file that was downloaded, unchanged"
            ),
        ),
        (
            "",
            (
                "text that is not JSON (expecting value at line 1, column 1); expected a JSON file; "
                "choose the file that was downloaded, unchanged"
            ),
        ),
        (
            '{"a": {"b": 1, "b": 2}}',
            "the key 'b' twice in one object; expected each key once; take one of them out",
        ),
        (
            '{"' + "k" * 100 + '": 1, "' + "k" * 100 + '": 2}',
            f"the key '{'k' * 60}' twice in one object; expected each key once; take one of them out",
        ),
        ('{"a": NaN}', "the value NaN; expected a number"),
        ('{"a": -Infinity}', "the value -Infinity; expected a number"),
        ("[" * 100_000, "values nested too deeply; expected a JSON file as it was downloaded"),
        ("1" * 5000, "a number with too many digits; expected a JSON file as it was downloaded"),
        (" " * (MAX_CHARACTERS + 1), "a file of 2,000,001 characters; expected at most 2,000,000"),
    ],
)
def test_text_that_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(text)
    assert str(caught.value) == message


def test_a_byte_order_mark_and_space_around_are_let_pass() -> None:
    assert loads('\ufeff {"a": [1, "é"]}\n') == {"a": [1, "é"]}
    assert loads("1" + " " * (MAX_CHARACTERS - 1)) == 1


def test_text_is_written_plainly_and_in_the_order_given() -> None:
    value = {"b": "é🙂 <&>", "a": [1, None, True]}
    assert dumps(value) == '{"b":"é🙂 <&>","a":[1,null,true]}'
    assert dumps(value, indent=2) == '{\n  "b": "é🙂 <&>",\n  "a": [\n    1,\n    null,\n    true\n  ]\n}\n'
    assert json.loads(dumps(value)) == value


def test_what_json_cannot_say_is_not_written() -> None:
    with pytest.raises(ValueError, match=r"^Out of range float values are not JSON compliant: nan$"):
        dumps(float("nan"))


def test_many_brackets_are_not_many_levels() -> None:
    beside = [[] for _ in range(2 * MAX_DEPTH)]
    assert loads(dumps({"lists": beside, "text": "[[[[{{{{"})) == {"lists": beside, "text": "[[[[{{{{"}
    deep = "[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)
    with pytest.raises(InputError):
        loads(deep)
    assert dumps(loads(deep[1:-1])) == deep[1:-1]
