"""`cx share`: answers as a code, and back."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.build_hooks.cli.conftest import NORTH, Cx, put, run

CODE = "1.small.0.1.0.9WEes4Jx50TJEt"


def test_a_file_gives_its_code(cx: Cx, north: Path) -> None:
    done = cx("share", north)
    assert (done.code, done.err, done.out) == (0, "", f"{CODE}\n")


def test_with_a_site_it_is_a_link(cx: Cx, north: Path) -> None:
    link = f"https://example.org/cx/assess/small/#a={CODE}\n"
    assert cx("share", north, "--site", "https://example.org/cx").out == link
    assert cx("share", north, "--site", "https://example.org/cx/").out == link


@pytest.mark.parametrize("given_", [CODE, f"https://example.org/assess/small/#a={CODE}", f"  {CODE}\n"])
def test_a_code_or_link_gives_the_answers_without_notes_and_names(cx: Cx, given_: str) -> None:
    expected = NORTH | {"respondent": {"label": "", "group": ""}}
    del expected["name"]
    expected["responses"] = expected["responses"] | {"timely-answers": {"answer": "systematic"}}
    assert cx("share", given_).json == expected
    assert cx("share", "-", stdin=given_).json == expected


def test_several_codes_give_an_array(cx: Cx, north: Path, south: Path) -> None:
    codes = cx("share", north, south).out.split()
    assert len(codes) == 2
    values = cx("share", *codes).json
    assert cx("share", *(put(north.with_name(f"{i}.json"), v) for i, v in enumerate(values))).out.split() == codes


def test_files_and_codes_do_not_mix(cx: Cx, north: Path) -> None:
    done = cx("share", north, CODE)
    assert done.code == 2
    assert "give either files or codes" in done.err


@settings(max_examples=40)
@given(st.text(max_size=40) | st.sampled_from(range(len(CODE))).map(lambda i: CODE[:i] + "x" + CODE[i + 1 :]))
def test_anything_else_is_refused_in_one_line(models: Path, text: str) -> None:
    done = run("share", "--frameworks", models, "-", stdin=text)
    assert done.code == (0 if text.strip() == CODE else 1)
    if done.code:
        assert len(done.problems) == 1
        assert done.problems[0].startswith("standard input: ")


def test_problems_name_what_was_given(cx: Cx, here: Path) -> None:
    put(here / "a.json", json.dumps(NORTH).replace("ad-hoc", "adhoc"))
    done = cx("share", "a.json", "nothing.json")
    assert done.problems == [
        "a.json: responses.complaints-log.answer: unknown answer 'adhoc'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic'; did you mean 'ad-hoc'?",
        "nothing.json: there is no such file",
    ]
    assert cx("share", CODE.replace("Jx", "jX")).problems == [
        "cx share: a code whose check does not agree; expected the code as it was made; copy the whole code again"
    ]
