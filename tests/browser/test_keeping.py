"""Every answer is kept, in two tabs too, and what cannot be read is set aside."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.browser import reference
from tests.browser.conftest import Visitor
from tests.browser.keeping import OTHER, PRACTICE, REFUSING, SLOW, SPY, STORE, STORED, THIRD, fill_some
from tests.browser.reference import words
from tests.browser.watching import LISTEN


def test_saved_is_said_when_it_is_on_disk(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(SPY)
    questionnaire = visitor.questionnaire().open()
    fill_some(questionnaire)
    questionnaire.field(f"{PRACTICE}.evidence").press_sequentially("typed quickly", delay=0)
    questionnaire.saved()
    seen = visitor.page.evaluate("window.storage")
    assert set(seen["durability"]) == {"strict"}
    assert seen["truthful"] and seen["said"] > 0


def test_while_a_write_is_under_way_the_page_says_so_and_gathers_what_comes(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(SLOW)
    visitor.context.add_init_script(SPY)
    questionnaire = visitor.questionnaire().open()
    before = len(visitor.page.evaluate("window.storage.durability"))
    visitor.page.evaluate("window.hold = true")
    questionnaire.choose(PRACTICE, "ad-hoc")
    expect(questionnaire.status).to_have_text(words()("saved.saving"))
    questionnaire.note(PRACTICE, "")
    questionnaire.field(f"{PRACTICE}.evidence").press_sequentially("forty letters typed while one write waits")
    questionnaire.choose(OTHER, "systematic")
    expect(questionnaire.status).to_have_text(words()("saved.saving"))
    visitor.page.evaluate("window.hold = false")
    questionnaire.saved()
    assert len(visitor.page.evaluate("window.storage.durability")) - before == 2
    stored = visitor.page.evaluate(STORED)["assessment"]["responses"]
    assert stored == questionnaire.download()["responses"]


def test_two_tabs(visitor: Visitor) -> None:
    first = visitor.questionnaire().open()
    second = visitor.questionnaire(visitor.context.new_page()).open()
    first.choose(PRACTICE, "ad-hoc")
    expect(second.option(PRACTICE, "ad-hoc")).to_be_checked()
    expect(second.status).to_have_text(words()("saved.elsewhere"))
    expect(second.progress).to_contain_text("1 answered")
    second.choose(OTHER, "systematic")
    second.choose(PRACTICE, "missing")
    expect(first.option(OTHER, "systematic")).to_be_checked()
    expect(first.option(PRACTICE, "missing")).to_be_checked()
    assert first.form() == second.form()

    # A result that is shown follows, and goes when everything is deleted in the other tab.
    first.show_report()
    second.choose(THIRD, "repeatable")
    expect(first.report).to_contain_text("3 answered")
    second.action("delete").click()
    second.dialog.locator('[value="yes"]').click()
    expect(first.report).to_have_count(0)
    expect(first.progress).to_contain_text("0 answered")


def test_another_tab_does_not_destroy_what_is_being_typed(unscored: Visitor) -> None:
    first = unscored.questionnaire().open()
    second = unscored.questionnaire(unscored.context.new_page()).open()
    first.page.bring_to_front()
    first.note(PRACTICE, "I am writing ")
    field = first.field(f"{PRACTICE}.evidence")
    field.press("End")
    expect(second.field(f"{PRACTICE}.evidence")).to_have_value("I am writing ")
    second.page.evaluate("document.activeElement.blur()")
    second.choose(PRACTICE, "systematic")
    second.field(f"{PRACTICE}.evidence").evaluate(
        "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })) }",
        "overwritten",
    )
    expect(first.option(PRACTICE, "systematic")).to_be_checked()  # the answer comes, the text stays
    expect(field).to_have_value("I am writing ")
    field.press_sequentially("this")
    expect(field).to_have_value("I am writing this")
    expect(second.field(f"{PRACTICE}.evidence")).to_have_value("I am writing this")
    expect(second.option(PRACTICE, "systematic")).to_be_checked()

    # Left without another letter, the field shows what is stored.
    second.field(f"{PRACTICE}.evidence").evaluate(
        "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })) }", "later"
    )
    expect(first.status).to_have_text(words()("saved.elsewhere"))
    expect(field).to_have_value("I am writing this")
    field.blur()
    expect(field).to_have_value("later")


def test_an_answer_before_the_store_is_open_is_kept(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script("""
      const open = IDBFactory.prototype.open
      IDBFactory.prototype.open = function (...values) {
        const request = open.apply(this, values)
        const add = request.addEventListener
        request.addEventListener = (kind, listener, ...more) =>
          add.call(request, kind, kind === 'success' ? (event) => { window.go = () => listener.call(request, event) } : listener, ...more)
        return request
      }""")
    questionnaire = visitor.questionnaire()
    visitor.page.goto(questionnaire.address)
    questionnaire.choose(PRACTICE, "ad-hoc")
    expect(questionnaire.status).to_have_text(words()("saved.saving"))
    visitor.page.evaluate("window.go()")
    questionnaire.saved()
    assert visitor.page.evaluate(STORED)["assessment"]["responses"] == {PRACTICE: {"answer": "ad-hoc"}}


RECORD = {
    "schema": 2,
    "id": "a",
    "framework": "four-stages",
    "assessment": reference.assessment_file({PRACTICE: {"answer": "ad-hoc"}}),
    "drafts": {},
}
UNREADABLE: dict[str, tuple[dict[str, Any], str]] = {
    "another version": (
        {**RECORD, "assessment": {**RECORD["assessment"], "framework": {"id": "four-stages", "version": "9.0.0"}}},
        words()("setaside.reason.version", version="9.0.0"),
    ),
    "another schema": ({**RECORD, "schema": 99}, words()("setaside.reason.form")),
    "no responses": ({**RECORD, "assessment": {**RECORD["assessment"], "responses": None}}, words()("setaside.reason.form")),
    "something else": ({"id": "a", "hello": "world"}, words()("setaside.reason.form")),
}  # fmt: skip


@pytest.mark.parametrize("what", UNREADABLE)
def test_what_cannot_be_read_is_set_aside_and_offered(unscored: Visitor, what: str) -> None:
    record, reason = UNREADABLE[what]
    page, questionnaire = unscored.page, unscored.questionnaire()
    unscored.go("404.html")
    page.evaluate(STORE, record)
    for _ in range(2):  # at every visit, until it is removed
        questionnaire.open()
        notice = page.locator('[data-notice^="aside-"]')
        expect(notice).to_contain_text(reason)
        assert questionnaire.download(notice.get_by_role("button", name=words()("setaside.download"))) == record.get(
            "assessment", record
        )
    questionnaire.choose(PRACTICE, "missing")
    questionnaire.saved()
    notice.get_by_role("button", name=words()("setaside.forget")).click()
    expect(notice).to_have_count(0)
    page.reload()
    questionnaire.ready()
    expect(questionnaire.notices).to_have_count(0)
    expect(questionnaire.option(PRACTICE, "missing")).to_be_checked()


def test_answers_without_a_place_in_the_form_are_set_aside_and_the_others_stay(visitor: Visitor) -> None:
    page, questionnaire = visitor.page, visitor.questionnaire()
    strange = {
        "gone-practice": {"answer": "ad-hoc", "evidence": "kept"},
        OTHER: {"answer": "sometimes"},
        "constructor": {"dont_know": True},
    }
    record = {**RECORD, "assessment": reference.assessment_file({PRACTICE: {"answer": "ad-hoc"}, **strange})}
    visitor.go("404.html")
    page.evaluate(STORE, record)
    questionnaire.open()
    expect(questionnaire.option(PRACTICE, "ad-hoc")).to_be_checked()
    expect(questionnaire.status).to_have_text(words()("saved.restored"))
    notice = page.locator('[data-notice^="aside-"]')
    expect(notice).to_contain_text(words()("setaside.reason.responses", count=3))
    assert (
        questionnaire.download(notice.get_by_role("button", name=words()("setaside.download")))["responses"] == strange
    )
    assert questionnaire.download()["responses"] == {PRACTICE: {"answer": "ad-hoc"}}
    questionnaire.show_report()

    # Deleting means all of it.
    questionnaire.action("delete").click()
    questionnaire.dialog.locator('[value="yes"]').click()
    expect(questionnaire.notices).to_have_count(0)
    page.reload()
    questionnaire.ready()
    expect(questionnaire.notices).to_have_count(0)


def test_an_older_page_does_not_write_into_what_a_newer_one_stored(unscored: Visitor) -> None:
    questionnaire = unscored.questionnaire().open()
    newer, _ = UNREADABLE["another version"]
    unscored.page.evaluate(STORE, newer)
    questionnaire.choose(PRACTICE, "missing")
    questionnaire.expect_notice("outdated", words()("saved.outdated"))
    expect(questionnaire.status).to_have_text(words()("saved.failed"))
    assert unscored.page.evaluate(STORED) == newer


def test_two_tabs_that_change_different_fields_of_one_practice_lose_nothing(unscored: Visitor) -> None:
    first = unscored.questionnaire().open()
    first.choose(PRACTICE, "ad-hoc")
    first.saved()
    second = unscored.questionnaire(unscored.context.new_page()).open()
    # At once: neither tab has heard of the other when it writes.
    typed = "(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })) }"
    first.field(f"{PRACTICE}.evidence").evaluate(typed, "a note")
    second.field(f"{PRACTICE}.evidence_owner").evaluate(typed, "Ada")
    second.choose(PRACTICE, "systematic")
    second.saved()
    whole = {"answer": "systematic", "evidence": "a note", "evidence_owner": "Ada"}
    for questionnaire in (first, second):
        expect(questionnaire.field(f"{PRACTICE}.evidence")).to_have_value("a note")
        expect(questionnaire.field(f"{PRACTICE}.evidence_owner")).to_have_value("Ada")
        expect(questionnaire.option(PRACTICE, "systematic")).to_be_checked()
    assert unscored.page.evaluate(STORED)["assessment"]["responses"] == {PRACTICE: whole}


def test_a_delete_that_fails_leaves_everything_and_says_so(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(REFUSING)
    questionnaire = visitor.questionnaire().open()
    form = fill_some(questionnaire)
    visitor.page.evaluate("window.refuse = 'delete'")
    questionnaire.action("delete").click()
    questionnaire.dialog.locator('[value="yes"]').click()
    notice = questionnaire.expect_notice("delete", words()("delete.failed"))
    assert questionnaire.form() == form
    assert len(questionnaire.download()["responses"]) == 3
    visitor.page.evaluate("window.refuse = ''")
    questionnaire.action("delete").click()
    questionnaire.dialog.locator('[value="yes"]').click()
    expect(questionnaire.status).to_have_text(words()("delete.done"))
    expect(notice).to_have_count(0)
    assert set(questionnaire.form().values()) == {""}


def test_a_file_that_is_being_saved_survives_another_tab_and_leaving_asks(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.context.add_init_script(SLOW)
    first = visitor.questionnaire().open().marked("cx:scorer-ready")
    second = visitor.questionnaire(visitor.context.new_page()).open()
    visitor.page.evaluate("window.hold = true")
    first.choose_file(reference.assessment_file({PRACTICE: {"answer": "systematic"}}))
    expect(first.option(PRACTICE, "systematic")).to_be_checked(timeout=90_000)
    expect(first.status).to_have_text(words()("saved.saving"))
    second.choose(OTHER, "missing")
    expect(first.option(PRACTICE, "systematic")).to_be_checked()
    asked: list[str] = []
    visitor.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    visitor.page.evaluate("void setTimeout(() => location.assign('#'))")  # within the page nobody is asked
    visitor.page.evaluate("void setTimeout(() => location.reload())")
    visitor.page.wait_for_event("dialog")
    assert asked == ["beforeunload"]
    visitor.page.evaluate("window.hold = false")
    second.saved()
    for questionnaire in (first, second):
        expect(questionnaire.option(PRACTICE, "systematic")).to_be_checked()
        expect(questionnaire.option(OTHER, "missing")).to_be_checked()


COME_BACK = "dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))"


def test_a_dismissed_notice_stays_away_when_another_tab_writes_or_the_page_comes_back(unscored: Visitor) -> None:
    page, questionnaire = unscored.page, unscored.questionnaire()
    unscored.go("404.html")
    page.evaluate(STORE, UNREADABLE["something else"][0])
    questionnaire.open()
    notice = page.locator('[data-notice^="aside-"]')
    notice.get_by_role("button", name=words()("action.dismiss")).click()
    expect(notice).to_have_count(0)
    second = unscored.questionnaire(unscored.context.new_page()).open()
    second.choose(PRACTICE, "missing")
    expect(questionnaire.option(PRACTICE, "missing")).to_be_checked()
    expect(notice).to_have_count(0)
    page.evaluate(COME_BACK)
    second.choose(PRACTICE, "ad-hoc")
    expect(questionnaire.option(PRACTICE, "ad-hoc")).to_be_checked()
    expect(notice).to_have_count(0)


def test_a_page_that_comes_back_from_the_browsers_memory_reads_anew(unscored: Visitor) -> None:
    questionnaire = unscored.questionnaire().open()
    questionnaire.choose(PRACTICE, "missing")
    questionnaire.saved()
    record = unscored.page.evaluate(STORED)
    record["assessment"]["responses"][OTHER] = {"answer": "ad-hoc"}  # by a tab of which nothing was heard
    unscored.page.evaluate(STORE, record)
    unscored.page.evaluate(COME_BACK)
    expect(questionnaire.option(OTHER, "ad-hoc")).to_be_checked()
    expect(questionnaire.option(PRACTICE, "missing")).to_be_checked()


def test_notes_that_a_download_cannot_hold_are_named_and_given_out(unscored: Visitor) -> None:
    questionnaire = unscored.questionnaire().open()
    questionnaire.note(PRACTICE, "Handbook, March")
    questionnaire.note(OTHER, "Only in spring")
    questionnaire.choose(THIRD, "ad-hoc")
    questionnaire.saved()
    assert set(questionnaire.download()["responses"]) == {THIRD}
    notice = questionnaire.expect_notice("notes", words()("notes.waiting", count=2))
    with unscored.page.expect_download() as download:
        notice.get_by_role("button", name=words()("notes.download")).click()
    text = Path(download.value.path()).read_text("utf-8")
    assert "Handbook, March" in text and "Only in spring" in text
    notice.get_by_role("link").first.click()
    assert unscored.page.evaluate("document.activeElement.type") == "radio"
    questionnaire.choose(PRACTICE, "dont-know")
    expect(notice).to_contain_text(words()("notes.waiting", count=1))
    questionnaire.choose(OTHER, "dont-know")
    expect(notice).to_have_count(0)
    assert questionnaire.download()["responses"][PRACTICE] == {"dont_know": True, "evidence": "Handbook, March"}


def test_two_questions_share_neither_dialog_nor_yes(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.context.add_init_script(LISTEN)
    questionnaire = visitor.questionnaire().open().marked("cx:scorer-ready")
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.saved()
    # The file is read while the first question waits for its answer.
    questionnaire.action("delete").click()
    title = visitor.page.locator("#cx-dialog-title")
    expect(title).to_have_text(words()("delete.title"))
    questionnaire.choose_file(reference.assessment_file({OTHER: {"answer": "systematic"}}))
    visitor.page.evaluate("""() => new Promise((resolve) => {
      const look = () => (window.answers.some((value) => value.assessment) ? resolve() : requestAnimationFrame(look))
      look()
    })""")
    expect(title).to_have_text(words()("delete.title"))
    questionnaire.dialog.locator('[value="no"]').click()
    expect(title).to_have_text(words()("upload.title"))
    # The second click of a double click belongs to the question before.
    questionnaire.dialog.locator('[value="yes"]').dispatch_event("click", {"detail": 2})
    expect(title).to_be_visible()
    questionnaire.dialog.locator('[value="no"]').click()
    expect(questionnaire.dialog).to_be_hidden()
    assert questionnaire.download()["responses"] == {PRACTICE: {"answer": "ad-hoc"}}
