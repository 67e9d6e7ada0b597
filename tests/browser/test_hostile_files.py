"""Files that are not what they should be: a clear message, and nothing has changed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import reference
from tests.browser.assessing import Questionnaire
from tests.browser.conftest import Visitor
from tests.browser.reference import words

PRACTICE = "basic-training"
GOOD = reference.assessment_file({PRACTICE: {"answer": "ad-hoc"}})
SCRIPT = "<script>window.owned = 1</script><img src=x onerror='window.owned = 1'>"


def with_responses(responses: Any) -> dict[str, Any]:
    return {**GOOD, "responses": responses}


HOSTILE: dict[str, tuple[Any, str]] = {
    "empty": ("", "an empty file"),
    "not JSON": ("{'a': 1}", "not JSON"),
    "not text": (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "a file of another kind"),
    "a list": ([GOOD], "a list; expected an assessment file"),
    "another format": ({**GOOD, "format": "cx-report"}, "its format is 'cx-assessment'"),
    "a newer format": ({**GOOD, "format_version": 2}, "newer version of this software"),
    "another framework": ({**GOOD, "framework": {"id": "five-levels", "version": "1.0.0"}}, "expected 'four-stages'"),
    "another version": ({**GOOD, "framework": {"id": "four-stages", "version": "99.0.0"}}, "99.0.0"),
    "wrong types": ({**GOOD, "taken": 3, "respondent": [], "responses": {PRACTICE: "ad-hoc"}}, "expected a mapping"),
    "unknown practice": (with_responses({"basic-trainning": {"answer": "ad-hoc"}}), "did you mean 'basic-training'?"),
    "unknown answer": (with_responses({PRACTICE: {"answer": "sometimes"}}), "unknown answer 'sometimes'"),
    "two answers": (with_responses({PRACTICE: {"answer": "ad-hoc", "dont_know": True}}), "exactly one of"),
    "unknown key": ({**GOOD, "score": 100}, "unknown key 'score'"),
    "a key twice": (json.dumps(GOOD)[:-1] + ', "taken": "2026-01-01"}', "twice"),
    "no such day": ({**GOOD, "taken": "2026-02-30"}, "'2026-02-30'"),
    "infinity": (json.dumps(GOOD).replace('"2026-11-21"', "Infinity"), "Infinity"),
    "a control character": (with_responses({PRACTICE: {"answer": "ad-hoc", "evidence": "a\u0000b"}}), "control character"),
    "half a character": (json.dumps(with_responses({PRACTICE: {"dont_know": True, "evidence": "\ud800"}})), "U+D800"),
    "script as a key": (with_responses({SCRIPT: {"dont_know": True}}), "<script>"),
    "script as an answer": (with_responses({PRACTICE: {"answer": SCRIPT}}), "<script>"),
    "the prototype": ('{"__proto__": {"format": "cx-assessment"}}', "no file of answers"),
    "a practice that every object has": (with_responses({"constructor": {"dont_know": True}}), "unknown practice 'constructor'"),
    "a prototype as a practice": (json.dumps(GOOD).replace(f'"{PRACTICE}"', '"__proto__"'), "__proto__"),
    "deep nesting": ("[" * 900_000, "nested too deeply"),
    "deep nesting in place": (json.dumps(GOOD).replace('"ad-hoc"', "[" * 200_000 + "]" * 200_000), "nested too deeply"),
    "huge": (" " * 2_100_000, "at most 2,000,000"),
    "a huge key": (with_responses({"k" * 500_000: {"dont_know": True}}), "kkk"),
    "many problems": (with_responses({f"no-such-{i}": {"dont_know": True} for i in range(400)}), "and 390 more problems"),
}  # fmt: skip
HUGE = 17 * 1024 * 1024


def refused(questionnaire: Questionnaire, file: Path, content: Any, *texts: str) -> None:
    """The file is refused with these texts, and the form is as before."""
    before = questionnaire.form()
    text = content if isinstance(content, str | bytes) else json.dumps(content)
    file.write_bytes(text if isinstance(text, bytes) else text.encode())
    questionnaire.choose_file(file)
    notice = questionnaire.expect_notice("file", "my answers.json", *texts)
    expect(notice).to_be_in_viewport()
    assert len(notice.inner_text()) < 6_000
    assert questionnaire.form() == before
    notice.get_by_role("button", name=words()("action.dismiss")).click()
    expect(notice).to_have_count(0)


@pytest.mark.slow
def test_hostile_files_are_refused_one_after_the_other(visitor: Visitor, tmp_path: Path) -> None:
    page, questionnaire, file = visitor.page, visitor.questionnaire().open(), tmp_path / "my answers.json"
    questionnaire.choose(PRACTICE, "repeatable")
    questionnaire.note(PRACTICE, "mine")
    questionnaire.saved()
    for name, (content, text) in HOSTILE.items():
        try:
            refused(questionnaire, file, content, words()("upload.bad", name="my answers.json"), text)
        except AssertionError as error:
            pytest.fail(f"{name}: {error}")
    refused(questionnaire, file, b" " * HUGE, words()("upload.large", name="my answers.json"))
    assert page.evaluate("window.owned") is None
    assert page.evaluate("({}).format") is None
    page.reload()
    questionnaire.ready()
    assert questionnaire.download()["responses"] == {PRACTICE: {"answer": "repeatable", "evidence": "mine"}}


def test_a_good_file_after_a_bad_one(questionnaire: Questionnaire) -> None:
    questionnaire.choose_file("[" * 900_000)
    questionnaire.expect_notice("file", "nested too deeply")
    questionnaire.upload(GOOD)
    expect(questionnaire.notices).to_have_count(0)
    questionnaire.show_report()


def test_scripts_in_names_and_notes_stay_text(visitor: Visitor) -> None:
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    hostile = f"{SCRIPT}\"'&amp;{{{{7*7}}}}"
    responses = {
        PRACTICE: {"answer": "ad-hoc", "evidence": hostile, "evidence_owner": hostile},
        "pilot-programs": {"not_applicable": hostile},
    }
    file = reference.assessment_file(responses, name=hostile, respondent={"label": hostile, "group": hostile})
    questionnaire.upload(file).show_report()
    for text in (f"Assessment of {hostile}", f"Your note: {hostile}", f"Why it does not apply: {hostile}"):
        expect(questionnaire.report).to_contain_text(text)
    assert questionnaire.report.locator("script, img").count() == 0
    expect(questionnaire.field("name")).to_have_value(hostile)
    assert questionnaire.download() == file
    page.reload()
    questionnaire.ready().show_report()
    assert page.evaluate("window.owned") is None


def test_a_hostile_file_name(questionnaire: Questionnaire) -> None:
    name = "<img src=x onerror=window.owned=1>.json"
    questionnaire.choose_file("no", name=name)
    questionnaire.expect_notice("file", name)
    assert questionnaire.page.evaluate("window.owned") is None
