"""One YAML file: what is read, what is refused, and the words and places of every refusal."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from build_hooks.library import yamlfile
from build_hooks.library.findings import Place
from build_hooks.library.records import Metric
from build_hooks.library.yamlfile import MAX_BYTES, MAX_DEPTH, read_yaml
from cxcore.model import Kind
from cxcore.reading import Between, Fault, Problem, decode

QUOTES = "text in quotes; put the whole text in quotes"
COLON = "expected a key, a colon, a space and a value"
INDENT = "expected the same indentation as its neighbours; align it"


def read(path: Path, content: str | bytes) -> yamlfile.YamlFile:
    path.write_bytes(content.encode("utf-8", "surrogatepass") if isinstance(content, str) else content)
    return read_yaml(path)


def said(path: Path, content: str | bytes) -> list[str]:
    problems = sorted(read(path, content).problems, key=lambda entry: entry[0])
    return [f"{place.line}:{place.column}: {problem.message}" for place, problem in problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 1\nb: [x, 2]\nc: {d: true}\n", {"a": 1, "b": ["x", 2], "c": {"d": True}}),
        ("a: >-\n  one\n  two #3\n", {"a": "one two #3"}),
        ("a: 'no'\nb: \"5\"\n", {"a": "no", "b": "5"}),
        ("a: no\nb: Yes\nc: off\n", {"a": False, "b": True, "c": False}),
        ("a:\nb: ~\nc: null\n", {"a": None, "b": None, "c": None}),
        ("a: 2026-11-21\nb: 1.0.0\n", {"a": "2026-11-21", "b": "1.0.0"}),
        ("no: x\n5: y\n", {"no": "x", "5": "y"}),
        ("a: x # a comment\nb: 5 #five\n", {"a": "x", "b": 5}),
        ("\ufeffa: x\r\nb: é\r\n", {"a": "x", "b": "é"}),
        ("---\na: =\nb: <<\n", {"a": "=", "b": "<<"}),
        ("? a\n: b\n", {"a": "b"}),
        ("a: -3\nb: 0\n", {"a": -3, "b": 0}),
        ("a: CX#1\nb: C# here\n", {"a": "CX#1", "b": "C# here"}),
        ("[]\n", []),
        ("5\n", 5),
    ],
)
def test_what_is_read(tmp_path: Path, text: str, value: Any) -> None:
    file = read(tmp_path / "x.yaml", text)
    assert (file.problems, file.value) == ([], value)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # Quotes, colons, brackets
        ("name: Foo: bar\n", "1:10: a second ': ' in a line; expected one key and its value; put the value in quotes"),
        ("a: x:\n", "1:5: a second ': ' in a line; expected one key and its value; put the value in quotes"),
        ("a: 1\nname Foo\n", f"2:1: a line without ': '; {COLON}; look at this line and the one above"),
        (
            "name Foo\norder: 2\n",
            f"2:6: a ': ' in a line that continues the one above; {COLON}; look at the indentation, and at the line above",
        ),
        (": x\n", f"1:1: a colon without a key; {COLON}; write the key"),
        ("? [a]\n: b\n", f"1:3: a key that is not text; {COLON}; put it in quotes"),
        ('name: Foo\norder: "2\n', "2:8: a quote that is not closed; expected a closing quote; close it"),
        ("a: 'don't'\n", f"1:9: text after a closing quote; expected {QUOTES}, or close a quote further up"),
        ('a: "b\\qc"\n', "1:4: a backslash in double quotes; expected single quotes; use single quotes"),
        (
            "a: [b, c\nd: 1\n",
            "1:4: a bracket that is not closed; expected a closing bracket; close it, or put text in quotes",
        ),
        ("a: {\n", "2:1: a bracket that is not closed; expected a closing bracket; close it, or put text in quotes"),
        ("a: [b]]\n", f"1:7: a bracket or comma after a closed value; expected {QUOTES}"),
        ("a: @b\n", f"1:4: a character that cannot start a value; expected {QUOTES}"),
        ("a: ,b\n", f"1:4: a character that cannot start a value; expected {QUOTES}"),
        # Indentation
        ("a:\n  b: 1\n c: 2\n", f"3:2: a line that does not fit the indentation; {INDENT}"),
        ("a:\n  - b\n   - c\n", f"3:4: a '- ' in the middle of a text; {INDENT}"),
        ("a: >-\n   x\n  y\n", f"3:3: a line that does not fit the indentation; {INDENT}"),
        ("a: - b\n", "1:4: a list item on the line of its key; expected '- ' at the start of a line; begin a new line"),
        (
            "a: >- b\n",
            "1:4: a '|' or '>' with text beside it; expected the text on the next lines; put it there, or in quotes",
        ),
        # What is more than text in YAML
        ("a: *b\n", "1:4: the alias '*b'; expected the value itself; put text in quotes, or write it out"),
        ("a: &b c\n", "1:4: the anchor '&b'; expected the value alone; put text in quotes, or take it out"),
        ("a: * b\n", f"1:4: a '*' or '&' at the start of a value; expected {QUOTES}"),
        ("a: !b c\n", "1:4: the tag '!b'; expected the value alone; put text in quotes, or take it out"),
        ("a: !b!c d\n", f"1:4: a '!' at the start of a value; expected {QUOTES}"),
        (
            "a: !!python/object/apply:os.system [ls]\n",
            "1:4: the tag '!!python/object/apply:os.system'; expected the value alone; put text in quotes, or take it out",
        ),
        ("a: !!set {b}\n", "1:4: the tag '!!set'; expected the value alone; put text in quotes, or take it out"),
        ("<<: {a: 1}\nb: 2\n", "1:1: the merge key '<<'; expected the keys themselves; write them out"),
        ("a: 1\n---\nb: 2\n", "2:1: a second document ('---'); expected one document a file; take the line out"),
        ("%TAG ! x\na: 1\n", "2:1: text before or after the keys; expected keys and values alone; take it out"),
        (
            "a: 1\n\na: 2\n",
            "3:1: the key 'a' a second time (first in line 1); expected each key once; take one of them out",
        ),
        (
            "a: CX #1 in town\n",
            (
                "1:4: '#1', which YAML takes as a comment; expected text to the end of the line; "
                "put the whole text in quotes, or a space after the #"
            ),
        ),
        (
            "a: #1\n",
            (
                "1:3: '#1', which YAML takes as a comment; expected text to the end of the line; "
                "put the whole text in quotes, or a space after the #"
            ),
        ),
        (
            "a: 1:30\n",
            "1:4: 1:30, which YAML reads as the number 90; expected a number in plain digits, or text in quotes; put it in quotes",
        ),
        (
            "a: 010\n",
            "1:4: 010, which YAML reads as the number 8; expected a number in plain digits, or text in quotes; put it in quotes",
        ),
        # Characters and encodings
        ("a: b\n\tc: d\n", "2:1: a tab; expected spaces; replace each tab by spaces"),
        ("a:\n\t- b\n\t- c\n", "2:1: a tab, and one in 1 more line; expected spaces; replace each tab by spaces"),
        ("a: b\n\u00a0c: d\n", "2:1: a no-break space (U+00A0) in the indentation; expected spaces; type it anew"),
        ("a: b\x00\n", "1:5: the control character U+0000; expected printable text; take it out"),
        ("a: é\x07\n", "1:5: the control character U+0007; expected printable text; take it out"),
        ("a: b\u2028c\n", "1:5: the control character U+2028; expected printable text; take it out"),
        ("a: b\u202ec\n", "1:5: the invisible character U+202E; expected printable text; take it out"),
        ("a: b\ufeffc\n", "1:5: the invisible character U+FEFF; expected printable text; take it out"),
        (
            "a: é\nb: é".encode("latin-1"),
            "1:4: the byte 0xe9, which is not UTF-8; expected a file in UTF-8; save it again as UTF-8",
        ),
        (
            "a: é\nb: é".encode() + b"\xff",
            "2:5: the byte 0xff, which is not UTF-8; expected a file in UTF-8; save it again as UTF-8",
        ),
        (
            "a: b\n".encode("utf-16"),
            "1:1: UTF-16 text, which is not UTF-8; expected a file in UTF-8; save it again as UTF-8",
        ),
        (
            "a: b\n".encode("utf-16-le"),
            "1:1: UTF-16 text, which is not UTF-8; expected a file in UTF-8; save it again as UTF-8",
        ),
        (
            "a: b\n".encode("utf-16-be"),
            "1:1: UTF-16 text, which is not UTF-8; expected a file in UTF-8; save it again as UTF-8",
        ),
        # Size
        ("", "1:1: an empty file; expected keys and values"),
        ("# nothing\n", "1:1: an empty file; expected keys and values"),
        (b"x" * (MAX_BYTES + 1), f"1:1: a file of {MAX_BYTES + 1:,} bytes; expected at most {MAX_BYTES:,}"),
        (
            "- " * 30 + "a\n",
            (
                f"1:{2 * MAX_DEPTH + 3}: values nested more than {MAX_DEPTH} deep; "
                "expected fewer levels; look at the brackets and the indentation"
            ),
        ),
    ],
)
def test_what_is_refused(tmp_path: Path, text: str | bytes, expected: str) -> None:
    assert said(tmp_path / "x.yaml", text) == [expected]


def test_all_problems_before_a_syntax_error_are_reported_with_it(tmp_path: Path) -> None:
    assert said(tmp_path / "x.yaml", "a: 1\na: 2\nb: !x y\nc: 'd\n") == [
        "2:1: the key 'a' a second time (first in line 1); expected each key once; take one of them out",
        "3:4: the tag '!x'; expected the value alone; put text in quotes, or take it out",
        "4:4: a quote that is not closed; expected a closing quote; close it",
    ]


def test_what_is_wrong_in_a_key_s_second_value_is_reported_too(tmp_path: Path) -> None:
    assert said(tmp_path / "x.yaml", "a: 1\na: !x y\n") == [
        "2:1: the key 'a' a second time (first in line 1); expected each key once; take one of them out",
        "2:4: the tag '!x'; expected the value alone; put text in quotes, or take it out",
    ]


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / "link.yaml").symlink_to("nowhere")
    (tmp_path / "folder.yaml").mkdir()
    for name, found in (
        ("link.yaml", "a file that cannot be read (No such file or directory)"),
        ("none.yaml", "a file that cannot be read (No such file or directory)"),
        ("folder.yaml", "something that is not a file"),
    ):
        ((place, problem),) = read_yaml(tmp_path / name).problems
        assert (place, problem.message) == (Place(1, 1), f"{found}; expected a readable file")


@pytest.mark.parametrize(
    "text",
    [
        "[" * MAX_BYTES,
        "{a: " * (MAX_BYTES // 4),
        "- " * (MAX_BYTES // 2),
        "&a [" * (MAX_BYTES // 4),
        "? " * (MAX_BYTES // 2),
        "".join(
            f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10) if i else 'lol'}]\n" for i in range(10)
        ),  # billion laughs
        "a: " + "9" * (MAX_BYTES - 4) + "\n",
        "a: " + "1:" * (MAX_BYTES // 2 - 4) + "1\n",
        "\t\n" * (MAX_BYTES // 2),
        "a: 1\n" * (MAX_BYTES // 5),
        "[" + "a, " * (MAX_BYTES // 9),
    ],
    ids=lambda text: text[:8],
)
def test_no_file_is_slow(tmp_path: Path, text: str) -> None:
    start = time.process_time()
    assert said(tmp_path / "x.yaml", text)
    assert time.process_time() - start < 5


def test_places_lead_to_keys_and_values(tmp_path: Path) -> None:
    file = read(tmp_path / "x.yaml", "# first\na:\n  - b: 1\n    c: no\n")
    assert file.places == {
        (): Place(2, 1),
        ("a",): Place(3, 3),
        ("a", 0): Place(3, 5),
        ("a", 0, "b"): Place(3, 8),
        ("a", 0, "c"): Place(4, 8),
    }
    assert file.keys == {("a",): Place(2, 1), ("a", 0, "b"): Place(3, 5), ("a", 0, "c"): Place(4, 5)}
    assert file.raw == {("a", 0, "b"): "1", ("a", 0, "c"): "no"}
    assert file.place_of(Problem(("a", 0, "c"), "", "", at_key=True)) == Place(4, 5)
    assert file.place_of(Problem(("a", 0, "d", 3), "", "")) == Place(3, 5)


@pytest.mark.parametrize(
    ("text", "hint", "message"),
    [
        ("no", str, 'no, which YAML reads as the truth value false; expected text; put it in quotes: "no"'),
        ("true", str, 'the truth value true; expected text; put it in quotes: "true"'),
        ("True", str, 'True, which YAML reads as the truth value true; expected text; put it in quotes: "True"'),
        ("5", str, 'the number 5; expected text; put it in quotes: "5"'),
        ("-0", str, '-0, which YAML reads as the number 0; expected text; put it in quotes: "-0"'),
        ("1000000000000", str, 'the number 1000000000000; expected text; put it in quotes: "1000000000000"'),
        (
            "1000000000001",
            str,
            '1000000000001, which YAML reads as a number; expected text; put it in quotes: "1000000000001"',
        ),
        ("", str, "nothing; expected text; write the text"),
        ("~", tuple[str, ...], "~, which YAML reads as nothing; expected a list; write the value"),
        ("1.0", int, "1.0, which YAML reads as a number; expected a whole number"),
        ("no", Metric, "no, which YAML reads as the truth value false; expected a mapping of keys to values"),
        ("no", Kind, "no, which YAML reads as the truth value false; expected one of 'adoption', 'rubric'"),
        ("7", Annotated[int, Between(1, 5)], "7; expected a whole number from 1 to 5"),
    ],
)
def test_a_word_that_yaml_reads_in_its_own_way_is_explained(tmp_path: Path, text: str, hint: Any, message: str) -> None:
    file = read(tmp_path / "x.yaml", f"a: {text}\n")
    problems: list[Problem] = []
    decode(Mapping[str, hint], file.value, (), problems)
    assert [file.explained(problem).message for problem in problems] == [message]


def test_what_is_explained_depends_on_what_sort_of_problem_it_is_and_not_on_its_words(tmp_path: Path) -> None:
    file = read(tmp_path / "x.yaml", "a: no\n")
    for fault, hint in ((Fault.OTHER, ""), (Fault.WRONG_TYPE, ""), (Fault.NOT_TEXT, 'put it in quotes: "no"')):
        explained = file.explained(Problem(("a",), "the truth value false", "words", fault=fault))
        found = "the truth value false" if fault is Fault.OTHER else "no, which YAML reads as the truth value false"
        assert (explained.found, explained.hint) == (found, hint)


def test_a_value_that_was_refused_is_not_complained_of_twice(tmp_path: Path) -> None:
    file = read(tmp_path / "x.yaml", "a: !x 5\nb: 1\n")
    assert file.value == {"a": None, "b": 1}
    about_a, about_b = Problem(("a",), "nothing", "text"), Problem(("b",), "the number 1", "text")
    assert [problem.path for _, problem in file.placed([about_a, about_b])] == [("a",), ("b",)]


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(st.characters(exclude_categories=["Cc", "Cs", "Cf", "Zl", "Zp"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.from_regex(r"[a-z]{1,8}", fullmatch=True), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(values)
def test_what_a_yaml_writer_writes_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, value: Any) -> None:
    path = tmp_path_factory.getbasetemp() / "written.yaml"
    text = yaml.safe_dump({"a": value}, allow_unicode=True, sort_keys=False)
    file = read(path, text)
    if not file.problems:
        assert file.value == {"a": value}
    else:  # it may write what we refuse: text over several lines with a '- ' or a '#' in it
        assert {problem.found.split()[0] for _, problem in file.problems} <= {"a", "the"}


@given(st.binary(max_size=200) | st.text(max_size=200))
def test_no_content_raises(tmp_path_factory: pytest.TempPathFactory, content: str | bytes) -> None:
    file = read(tmp_path_factory.getbasetemp() / "any.yaml", content)
    assert file.value is not None or file.problems or file.raw == {(): file.raw.get((), "")}


def test_without_libyaml_a_file_means_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = "# head\na: >-\n  one\n  two\nb: [x, {c: 'no'}]\nd: no # why\ne: CX #1\n"
    with_it = read(tmp_path / "x.yaml", text)
    monkeypatch.setattr(yamlfile, "_PARSERS", [yaml.SafeLoader])
    assert read(tmp_path / "x.yaml", text) == with_it
