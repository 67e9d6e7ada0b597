"""Reading plain values into dataclasses: every rule, every message, all problems at once, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Annotated, Any

import pytest

from cxcore.reading import (
    INVALID,
    Between,
    Date,
    Identifier,
    InputError,
    Items,
    Pattern,
    Problem,
    Text,
    Version,
    decode,
    did_you_mean,
    encode,
    from_plain,
    kind_of,
    one_of,
    printable,
    quote,
    show_path,
)


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True, kw_only=True)
class Inner:
    name: Annotated[str, Text(max_words=3, max_length=20)]
    size: Annotated[int, Between(1, 5)] = 3


@dataclass(frozen=True, kw_only=True)
class Outer:
    id: Identifier
    colour: Colour
    share: Fraction = Fraction(1, 2)
    inner: Inner | None = None
    many: Annotated[tuple[Inner, ...], Items(0, 2)] = ()
    keyed: Annotated[Mapping[Identifier, Inner], Items(0, 2)] = field(default_factory=dict)
    open: bool = False


GOOD: dict[str, Any] = {"id": "a-1", "colour": "red"}


def messages(cls: Any, value: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        from_plain(cls, value)
    assert str(caught.value) == "\n".join(str(problem) for problem in caught.value.problems)
    return [str(problem) for problem in caught.value.problems]


def complaints(hint: Any, value: object) -> list[str]:
    problems: list[Problem] = []
    decode(hint, value, (), problems)
    return [problem.message for problem in problems]


def test_a_good_value_is_read_with_defaults() -> None:
    assert from_plain(Outer, GOOD) == Outer(
        id="a-1", colour=Colour.RED, share=Fraction(1, 2), inner=None, many=(), keyed={}, open=False
    )


def test_every_kind_of_field_is_read_and_written_back() -> None:
    plain = {
        "id": "a-1",
        "colour": "green",
        "share": "17/20",
        "inner": {"name": "one two three"},
        "many": [{"name": "x", "size": 1}, {"name": "y"}],
        "keyed": {"k": {"name": "z", "size": 5}},
        "open": True,
    }
    value = from_plain(Outer, plain)
    assert value.share == Fraction(17, 20)
    assert value.inner == Inner(name="one two three", size=3)
    assert value.many == (Inner(name="x", size=1), Inner(name="y"))
    assert value.keyed == {"k": Inner(name="z", size=5)}
    assert encode(value) == plain


def test_what_equals_its_default_is_not_written() -> None:
    assert encode(from_plain(Outer, {**GOOD, "share": "2/4", "open": False, "many": [], "keyed": {}})) == GOOD


def test_all_problems_of_a_tree_are_reported_at_once_with_their_paths() -> None:
    plain = {
        "id": "A 1",
        "share": 0.5,
        "inner": {"nmae": "x"},
        "many": [{"name": ""}, 7],
        "keyed": {"Not Kebab": {"name": "x", "size": 6}},
        "open": "yes",
    }
    assert messages(Outer, plain) == [
        "id: 'A 1'; expected an id in kebab case, such as 'basic-training'; did you mean 'a-1'?",
        "no 'colour'; expected the key 'colour'; add it",
        'share: a number; expected a fraction in quotes, such as "1/2"',
        "inner.nmae: unknown key 'nmae'; expected one of 'name', 'size'; did you mean 'name'?",
        "many[0].name: empty text; expected text",
        "many[1]: the number 7; expected a mapping of keys to values",
        "keyed.Not Kebab: the key 'Not Kebab'; expected an id in kebab case, such as 'basic-training'; did you mean 'not-kebab'?",
        "keyed.Not Kebab.size: 6; expected a whole number from 1 to 5",
        "open: the text 'yes'; expected true or false",
    ]


def test_a_wrong_key_is_told_from_a_wrong_value() -> None:
    problems: list[Problem] = []
    decode(Outer, {**GOOD, "idd": 1, "keyed": {"NO": {"name": 1}}}, (), problems)
    assert [(problem.path, problem.at_key) for problem in problems] == [
        (("idd",), True),
        (("keyed", "NO"), True),
        (("keyed", "NO", "name"), False),
    ]


def test_a_key_that_is_misspelt_is_told_once() -> None:
    """Not a second time as the key that is missing; one that no unknown key seems to mean is."""
    assert messages(Outer, {"idd": "a", "colur": "red"}) == [
        "idd: unknown key 'idd'; expected one of 'id', 'colour', 'share', 'inner', 'many', 'keyed', 'open'; did you mean 'id'?",
        "colur: unknown key 'colur'; expected one of 'id', 'colour', 'share', 'inner', 'many', 'keyed', 'open'; did you mean 'colour'?",
    ]
    assert messages(Outer, {"idd": "a"})[1:] == ["no 'colour'; expected the key 'colour'; add it"]


def test_the_hint_prefers_a_key_that_is_not_there_yet() -> None:
    # 'nam' is as near to the 'name' that is there; what is meant is more likely one that is missing.
    found = messages(Inner, {"name": "x", "siz": 3})
    assert found == ["siz: unknown key 'siz'; expected one of 'name', 'size'; did you mean 'size'?"]


@pytest.mark.parametrize(
    ("hint", "value", "expected"),
    [
        (int, True, "the truth value true; expected a whole number"),
        (int, 1.0, "a number; expected a whole number"),
        (int, "1", "the text '1'; expected a whole number"),
        (int, None, "nothing; expected a whole number"),
        (str, False, "the truth value false; expected text"),
        (str, 10**13, "a number; expected text"),
        (str, ["x"], "a list; expected text"),
        (str, {}, "a mapping of keys to values; expected text"),
        (str, b"x", "a value of type bytes; expected text"),
        (bool, 1, "the number 1; expected true or false"),
        (bool, "true", "the text 'true'; expected true or false"),
        (tuple[int, ...], "ab", "the text 'ab'; expected a list"),
        (Mapping[str, int], [], "a list; expected a mapping of keys to values"),
        (Inner, "x", "the text 'x'; expected a mapping of keys to values"),
        (Inner | None, None, "nothing; expected a mapping of keys to values"),
        (Colour, "gren", "'gren'; expected one of 'red', 'green'; did you mean 'green'?"),
        (Colour, "zzz", "'zzz'; expected one of 'red', 'green'"),
        (Colour, 1, "the number 1; expected one of 'red', 'green'"),
        (Colour, [], "a list; expected one of 'red', 'green'"),
        (Fraction, "1/0", "the text '1/0'; expected a fraction in quotes, such as \"1/2\""),
        (Fraction, "-1/2", "the text '-1/2'; expected a fraction in quotes, such as \"1/2\""),
        (Fraction, "0.5", 'the text \'0.5\'; expected a fraction in quotes, such as "1/2"; did you mean "1/2"?'),
        (Fraction, "85 %", 'the text \'85 %\'; expected a fraction in quotes, such as "1/2"; did you mean "17/20"?'),
        (Fraction, "0,85", 'the text \'0,85\'; expected a fraction in quotes, such as "1/2"; did you mean "17/20"?'),
        (
            Fraction,
            "0.33333333333333333",
            'the text \'0.33333333333333333\'; expected a fraction in quotes, such as "1/2"; did you mean "1/3"?',
        ),
        (
            Fraction,
            "1234567890/1",
            "a fraction with a number of 10 digits; expected at most 9 digits each; use smaller numbers",
        ),
        (Fraction, "٣/٤", "the text '٣/٤'; expected a fraction in quotes, such as \"1/2\""),
        (Fraction, 1, 'the number 1; expected a fraction in quotes, such as "1/2"'),
        (Annotated[int, Between(1, 5)], 0, "0; expected a whole number from 1 to 5"),
        (Annotated[int, Between(1, 5)], 6, "6; expected a whole number from 1 to 5"),
        (Annotated[int, Between(1, 5)], 10**12, "a number far too large; expected a whole number from 1 to 5"),
        (Annotated[tuple[int, ...], Items(1, 2)], [], "no entries; expected at least 1"),
        (Annotated[tuple[int, ...], Items(2, 2)], [1], "1 entry; expected at least 2"),
        (Annotated[tuple[int, ...], Items(1, 2)], [1, 2, 3], "3 entries; expected at most 2"),
        (Annotated[str, Text()], " \t\n", "empty text; expected text"),
        (Annotated[str, Text(max_length=3)], "four", "text of 4 characters; expected at most 3; shorten it"),
        (Annotated[str, Text(max_words=2)], "one two three", "text of 3 words; expected at most 2; shorten it"),
        (Annotated[str, Text()], "a\x1bb", "the control character U+001B; expected printable text; take it out"),
        (Annotated[str, Text()], "a\ud800", "the control character U+D800; expected printable text; take it out"),
        (Annotated[str, Text()], "a\u2028", "the control character U+2028; expected printable text; take it out"),
        (Annotated[str, Pattern("a+", "letters a")], "b", "'b'; expected letters a"),
        (Annotated[str, Pattern("a+", "letters a")], "a\n", "'a\\n'; expected letters a"),
        (Annotated[str, Pattern("a+", "letters a")], "a" * 201, "'" + "a" * 59 + "…'; expected letters a"),
        (Version, "1.0", "'1.0'; expected a version of three numbers, such as '1.0.0'; did you mean '1.0.0'?"),
        (Version, "v2", "'v2'; expected a version of three numbers, such as '1.0.0'; did you mean '2.0.0'?"),
        (Version, "new", "'new'; expected a version of three numbers, such as '1.0.0'"),
        (Version, 1.0, "a number; expected a version of three numbers, such as '1.0.0'"),
        (Version, "1.0.01", "'1.0.01'; expected a version of three numbers, such as '1.0.0'; did you mean '1.0.1'?"),
        (Version, "٣", "'٣'; expected a version of three numbers, such as '1.0.0'"),
        (Identifier, "a--b", "'a--b'; expected an id in kebab case, such as 'basic-training'; did you mean 'a-b'?"),
        (Identifier, "-a", "'-a'; expected an id in kebab case, such as 'basic-training'; did you mean 'a'?"),
        (
            Identifier,
            "Zoë S.",
            "'Zoë S.'; expected an id in kebab case, such as 'basic-training'; did you mean 'zoe-s'?",
        ),
        (Identifier, "…", "'…'; expected an id in kebab case, such as 'basic-training'"),
        (Identifier, 7, "the number 7; expected an id in kebab case, such as 'basic-training'"),
        (Date, 2026, "the number 2026; expected a date as year-month-day, such as '2026-11-21'"),
        (Date, "2026-02-29", "'2026-02-29'; expected a date as year-month-day, such as '2026-11-21'"),
        (Date, "20261121", "'20261121'; expected a date as year-month-day, such as '2026-11-21'"),
        (Date, "2026-W47-6", "'2026-W47-6'; expected a date as year-month-day, such as '2026-11-21'"),
        (Date, "٢٠٢٦-11-21", "'٢٠٢٦-11-21'; expected a date as year-month-day, such as '2026-11-21'"),
    ],
)
def test_a_value_that_is_refused(hint: Any, value: object, expected: str) -> None:
    assert complaints(hint, value) == [expected]


@pytest.mark.parametrize(
    ("hint", "value"),
    [
        (Annotated[int, Between(1, 5)], 1),
        (Annotated[int, Between(1, 5)], 5),
        (Annotated[str, Text(max_length=4, max_words=2)], "a bc"),
        (Annotated[str, Text(blank=True)], ""),
        (Annotated[str, Text()], "lines\nand\ttabs 🙂"),
        (Annotated[tuple[int, ...], Items(1, 2)], (1, 2)),
        (Identifier, "4-stages"),
        (Version, "0.10.123456"),
        (Date, "2024-02-29"),
    ],
)
def test_a_value_that_is_accepted_as_it_is(hint: Any, value: object) -> None:
    problems: list[Problem] = []
    assert decode(hint, value, (), problems) == value
    assert problems == []


def test_a_whole_fraction_is_accepted() -> None:
    assert decode(Fraction, "1", (), []) == 1
    assert encode(Fraction(1)) == "1/1"


def test_a_number_too_long_to_be_printed_is_still_refused_in_words() -> None:
    assert complaints(Annotated[int, Between(1, 5)], 10**5000) == [
        "a number far too large; expected a whole number from 1 to 5"
    ]
    assert complaints(str, 10**5000) == ["a number; expected text"]


def test_a_list_is_read_as_a_tuple() -> None:
    assert decode(tuple[int, ...], [1, 2], (), []) == (1, 2)


def test_keys_that_are_not_text_are_refused_like_any_other() -> None:
    assert complaints(Mapping[Identifier, int], {False: 1}) == [
        "the key 'False'; expected an id in kebab case, such as 'basic-training'"
    ]
    assert complaints(Inner, {"name": "x", 1: 2}) == ["unknown key '1'; expected one of 'name', 'size'"]


def test_what_could_not_be_read_is_empty_all_the_way_down() -> None:
    problems: list[Problem] = []
    assert decode(int, "x", (), problems) is INVALID
    assert INVALID.anything.further is INVALID
    assert list(INVALID.practices) == []
    assert len(INVALID) == 0
    assert not hasattr(INVALID, "__dunder__")


def test_a_type_without_a_rule_is_a_mistake_of_the_programmer() -> None:
    with pytest.raises(TypeError, match=r"^no rule for reading <class 'float'>$"):
        decode(float, 1.0, (), [])


def test_only_the_fields_of_a_base_are_written() -> None:
    @dataclass(frozen=True, kw_only=True)
    class Longer(Inner):
        more: str = ""

    assert encode(Longer(name="x", more="y")) == {"name": "x", "more": "y"}
    assert encode(Longer(name="x", more="y"), Inner) == {"name": "x"}
    outer = Outer(
        id="a",
        colour=Colour.RED,
        inner=Longer(name="x", more="y"),
        many=(Longer(name="z", more="y"),),
        keyed={"k": Longer(name="k", more="y")},
    )
    assert encode(outer, Outer) == {
        "id": "a",
        "colour": "red",
        "inner": {"name": "x"},
        "many": [{"name": "z"}],
        "keyed": {"k": {"name": "k"}},
    }


def test_values_are_quoted_on_one_line_and_cut() -> None:
    assert quote("a\nb") == "'a\\nb'"
    assert quote("x" * 60) == "'" + "x" * 60 + "'"
    assert quote("x" * 61) == "'" + "x" * 59 + "…'"
    assert kind_of("x" * 100) == "the text '" + "x" * 59 + "…'"


def test_a_problem_says_where_what_and_how_to_mend_it() -> None:
    problem = Problem(("stages", 0, "order"), "the text 'x'", "a whole number", "take the quotes off")
    assert str(problem) == "stages[0].order: the text 'x'; expected a whole number; take the quotes off"
    assert str(problem.under("frameworks", 2)) == f"frameworks[2].{problem}"
    assert str(Problem((), "nothing", "text")) == "nothing; expected text"


def test_what_cannot_be_printed_is_escaped_in_paths_and_messages() -> None:
    # A hostile file must neither clear a terminal, nor add a line of its own, nor break the encoding of the output.
    problem = Problem(("a\x1b[2J", "b\nc", 1), "the name 'x\ud800'", "text")
    assert str(problem) == "a\\x1b[2J.b\\nc[1]: the name 'x\\ud800'; expected text"
    assert printable("± “fine” 🙂") == "± “fine” 🙂"


def test_paths_choices_and_hints() -> None:
    assert show_path(()) == ""
    assert show_path(("a", 0, 1, "b")) == "a[0][1].b"
    assert one_of(["a"]) == "'a'"
    assert one_of(["a", "b"]) == "one of 'a', 'b'"
    assert one_of(["a"] * 24) == "one of " + ", ".join(["'a'"] * 24)
    assert one_of(["a"] * 25) == "one of the 25 that exist"
    assert did_you_mean("repeatble", ["missing", "repeatable"]) == "did you mean 'repeatable'?"
    assert did_you_mean("qqq", ["missing", "repeatable"]) == ""
    assert did_you_mean("x" * 100_000, ["x" * 80]) == "did you mean '" + "x" * 80 + "'?"
