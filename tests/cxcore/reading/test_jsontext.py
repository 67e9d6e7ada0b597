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
            '{"a": {"b": 1, "b": 2}}',
            "the key 'b' twice in one object; expected each key once; take one of them out",
        ),
        (
            '{"' + "k" * 100 + '": 1, "' + "k" * 100 + '": 2}',
            f"the key '{'k' * 60}' twice in one object; expected each key once; take one of them out",
        ),
        ('{"a": NaN}', "the value NaN; expected a number"),
        ('{"a": -Infinity}', "the value -Infinity; expected a number"),
        ("[" * 100_000, "values nested too deeply; expected a file of answers as it was downloaded"),
        ("1" * 5000, "a number with too many digits; expected a file of answers as it was downloaded"),
        (" " * (MAX_CHARACTERS + 1), "a file of 2,000,001 characters; expected at most 2,000,000"),
    ],
)
def test_text_that_is_refused(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(text)
    assert str(caught.value) == message


UNCHANGED = "expected a file of answers; choose the file that was downloaded, unchanged"
CUT = "expected the whole file; look whether its end was cut off"
QUOTES = 'expected straight double quotes: "'


@pytest.mark.parametrize(
    ("text", "what", "rest"),
    [
        ('{"a": 1\n "b": 2}', "no comma at line 1, column 8", "expected a comma between two entries; add it"),
        ("[1 2]", "no comma at line 1, column 3", "expected a comma between two entries; add it"),
        (
            '{"a": "so "they" say"}',
            "no comma at line 1, column 12",
            'expected a comma between two entries; add it, or write a quote within a text as \\"',
        ),
        ('{"a": 1,\n}', "a comma after the last entry at line 1, column 8", "expected none; take it out"),
        ("[1,]", "a comma after the last entry at line 1, column 3", "expected none; take it out"),
        ("{'a': 1}", "a quote of another kind at line 1, column 2", QUOTES),
        ('{"a": “x”}', "a quote of another kind at line 1, column 7", QUOTES),
        ("{a: 1}", "a key without double quotes at line 1, column 2", QUOTES),
        ('{"a": None}', "None at line 1, column 7", "expected null"),
        (
            '{"a": 1,\n "b": }',
            "no value at line 2, column 7",
            "expected text in double quotes, a number, true, false, null, a list or an object",
        ),
        ('{"a" 1}', "no colon after the key at line 1, column 6", "expected a key, a colon and a value"),
        ('{"a": "b\n"}', "a line break or tab within a text at line 1, column 9", r"expected \n or \t in its place"),
        (r'{"a": "C:\x"}', "a backslash within a text at line 1, column 10", r"expected \\ for one backslash"),
        (r'{"a": "\u12"}', "\\u without four digits at line 1, column 9", "expected a character in plain text"),
        ('{"a": "b}', "a quote that is not closed at line 1, column 7", "expected a closing quote"),
        ('{"a": 1} b', "more text after its end at line 1, column 10", "expected nothing there; take it out"),
    ],
)
def test_a_slip_is_told_in_words_with_its_place(text: str, what: str, rest: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(text)
    assert str(caught.value) == f"text that is not JSON ({what}); {rest}"


@pytest.mark.parametrize(
    ("text", "found", "rest"),
    [
        ("", "an empty file", UNCHANGED),
        (" \n", "an empty file", UNCHANGED),
        ("%PDF-1.7", "a file of another kind, which begins with '%'", UNCHANGED),
        ('{"a": 1', "a file that ends at line 1, column 8, before its last bracket is closed", CUT),
        ('{"a":\n', "a file that ends at line 2, column 1, before its last bracket is closed", CUT),
        ('{"a": 1,', "a file that ends at line 1, column 9, before its last bracket is closed", CUT),
    ],
)
def test_a_file_that_nobody_edited_is_told_without_terms_of_its_form(text: str, found: str, rest: str) -> None:
    with pytest.raises(InputError) as caught:
        loads(text)
    assert str(caught.value) == f"{found}; {rest}"


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
