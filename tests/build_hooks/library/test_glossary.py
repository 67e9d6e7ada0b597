"""The glossary's file."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.library.findings import LoadError
from build_hooks.library.glossary import load_glossary
from build_hooks.places import ROOT


def test_ours_can_be_read_and_every_term_has_an_anchor_of_its_own() -> None:
    terms = load_glossary(ROOT / "frameworks").terms
    assert [term.name for term in terms] == sorted((term.name for term in terms), key=str.lower)
    assert len({term.anchor for term in terms}) == len(terms) >= 40


def test_a_missing_file_is_a_glossary_without_terms(tmp_path: Path) -> None:
    assert load_glossary(tmp_path).terms == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "terms:\n  - name: Stage\n    definition: ''\n  - name: Step\n    also: [stage]\n    meaning: x\n    definition: y\n",
            [
                "3:17: empty text; expected text",
                "4:5: the word 'stage' a second time; expected each word once; take one out",
                "6:5: unknown key 'meaning'; expected one of 'name', 'also', 'linked', 'not_in', 'definition'",
            ],
        ),
        (
            "terms:\n"
            + "".join(
                f"  - {{name: {name}, definition: So.}}\n" for name in ("A/B test", "A-B test", "顧客", "a/b test")
            ),
            [
                "3:12: the word 'A-B test', which links cannot tell from 'A/B test'; expected other letters or digits; write it under 'also'",
                "4:12: the word '顧客' without a letter from a to z or a digit; expected one at least, for links; write another form under 'also'",
                "5:5: the word 'a/b test' a second time; expected each word once; take one out",
            ],
        ),
        (
            "terms:\n  - {name: Stage, also: [stages], not_in: [two Stages of a play, a play], definition: y}\n",
            [
                "2:66: the phrase 'a play' without 'Stage' in it; expected a phrase with the word or another form of it; mend it"
            ],
        ),
        ("terms: []\n", ["1:8: no entries; expected at least 1"]),
        (
            "~\n",
            [
                "1:1: ~, which YAML reads as nothing; expected a mapping of keys to values; write the value",
            ],
        ),
        ("- name: Stage\n", ["1:1: a list; expected a mapping of keys to values"]),
    ],
)
def test_what_is_wrong_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, expected: list[str]) -> None:
    (tmp_path / "glossary.yaml").write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(LoadError) as caught:
        load_glossary(tmp_path)
    assert [str(finding) for finding in caught.value.findings] == [f"glossary.yaml:{line}" for line in expected]
