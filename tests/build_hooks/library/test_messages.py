"""The words of the interface as a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.library.findings import LoadError
from build_hooks.library.messages import load_messages, load_texts


def test_the_texts_by_key(tmp_path: Path) -> None:
    (tmp_path / "en.yaml").write_text("met: '{met} of {all}'\nno: None of them\n")
    assert load_texts(tmp_path / "en.yaml") == {"met": "{met} of {all}", "no": "None of them"}
    assert load_messages(tmp_path / "en.yaml")("met", met=7, all=11) == "7 of 11"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: no\nb: [x]\n", ["1:4: no, which YAML reads as the truth value false; expected text; put it in quotes: \"no\"", "2:4: a list; expected text"]),
        ("- a\n", ["1:1: a list; expected a mapping of keys to values"]),
        ("a: 'b\n", ["1:4: a quote that is not closed; expected a closing quote; close it"]),
        ("", ["1:1: an empty file; expected keys and values"]),
        ("a: x\na: y\n", ["2:1: the key 'a' a second time (first in line 1); expected each key once; take one of them out"]),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: list[str]) -> None:
    monkeypatch.chdir(tmp_path)
    Path("en.yaml").write_text(text)
    with pytest.raises(LoadError) as caught:
        load_texts(Path("en.yaml"))
    assert [str(finding) for finding in caught.value.findings] == [f"en.yaml:{line}" for line in expected]


def test_our_own() -> None:
    assert len(load_texts()) > 100
