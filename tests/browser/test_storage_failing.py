"""Where the browser's storage is refused, full, blocked, closed or emptied: said once, in words, and no answer is lost."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser import reference
from tests.browser.conftest import Visitor
from tests.browser.keeping import NO_STORAGE, OTHER, PRACTICE, REFUSING, SILENT_STORAGE, SLOW, STORED, THIRD, fill_some
from tests.browser.reference import words

FAULTS = {
    "refused": NO_STORAGE,
    "missing": "Object.defineProperty(window, 'indexedDB', { value: undefined })",
    "broken": "IDBFactory.prototype.open = () => { throw new DOMException('x', 'UnknownError') }",
}
SAID = {"refused": "unsaved.refused", "missing": "unsaved.refused", "broken": "unsaved.failed"}


@pytest.mark.parametrize("fault", FAULTS)
def test_without_storage_the_page_says_so_and_works(visit: Callable[..., Visitor], fault: str) -> None:
    visitor = visit(scorer=fault == "refused")
    visitor.context.add_init_script(FAULTS[fault])
    # Who refuses one usually refuses both; the page speaks of it once.
    for place in ("localStorage", "sessionStorage"):
        visitor.context.add_init_script(NO_STORAGE.replace("indexedDB", place))
    questionnaire = visitor.questionnaire().open()
    notice = questionnaire.expect_notice("storage", words()(SAID[fault]))
    expect(questionnaire.status).to_have_text(words()("saved.failed"))
    questionnaire.choose(PRACTICE, "ad-hoc")
    expect(questionnaire.status).to_have_text(words()("saved.failed"))
    expect(questionnaire.notices).to_have_count(1)
    assert questionnaire.download(notice.get_by_role("button", name=words()("action.download")))["responses"] == {
        PRACTICE: {"answer": "ad-hoc"}
    }
    if fault == "refused":
        questionnaire.show_report()
        expect(questionnaire.status).to_have_text(words()("saved.failed"))
        # Colours can be chosen for this page, and the theme does not complain that it cannot write them down.
        for scheme in ("default", "slate"):
            visitor.page.locator(".md-header__option label:visible").click()
            expect(visitor.page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)


def test_storage_that_never_answers(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(SILENT_STORAGE)
    visitor.page.clock.install()
    questionnaire = visitor.questionnaire()
    visitor.page.goto(questionnaire.address)
    questionnaire.choose(PRACTICE, "ad-hoc")
    expect(questionnaire.status).to_have_text(words()("saved.saving"))
    visitor.page.clock.fast_forward(11_000)
    questionnaire.expect_notice("storage", words()("unsaved.failed"))
    expect(questionnaire.status).to_have_text(words()("saved.failed"))


def test_a_full_storage_is_said_and_tried_again(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script("""
      const put = IDBObjectStore.prototype.put
      window.full = true
      IDBObjectStore.prototype.put = function (...values) {
        if (window.full) throw new DOMException('full', 'QuotaExceededError')
        return put.apply(this, values)
      }""")
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.expect_notice("storage", words()("unsaved.full"))
    visitor.page.evaluate("window.full = false")
    questionnaire.choose(OTHER, "ad-hoc")
    questionnaire.saved()
    expect(questionnaire.notices).to_have_count(0)
    stored = visitor.page.evaluate(STORED)["assessment"]["responses"]
    assert stored == {PRACTICE: {"answer": "ad-hoc"}, OTHER: {"answer": "ad-hoc"}}


LACKING = {
    "journal": """const setItem = Storage.prototype.setItem
      Storage.prototype.setItem = function (key, text) {
        if (key.startsWith('cx-maturity')) throw new DOMException('full', 'QuotaExceededError')
        setItem.call(this, key, text)
      }""",
    "channel": "delete window.BroadcastChannel",
}


@pytest.mark.parametrize("what", LACKING)
def test_what_a_browser_lacks_is_said_once_and_answers_are_kept(visit: Callable[..., Visitor], what: str) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(LACKING[what])
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.choose(OTHER, "ad-hoc")
    notice = questionnaire.saved().expect_notice(what, words()(f"lacking.{what}"))
    assert len(questionnaire.download(notice.get_by_role("button", name=words()("action.download")))["responses"]) == 2
    notice.get_by_role("button", name=words()("action.dismiss")).click()
    questionnaire.choose(THIRD, "ad-hoc")
    questionnaire.saved()
    expect(questionnaire.notices).to_have_count(0)
    # What another tab has written is seen when the page comes to the front.
    second = visitor.questionnaire(visitor.context.new_page()).open()
    second.choose(PRACTICE, "systematic")
    second.saved()
    visitor.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(questionnaire.option(PRACTICE, "systematic")).to_be_checked()


@pytest.mark.parametrize("kept", [True, False])
def test_after_several_answers_the_browser_is_asked_to_keep_them_once(
    visit: Callable[..., Visitor], kept: bool
) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(f"""window.asked = 0
      StorageManager.prototype.persisted = async () => false
      StorageManager.prototype.persist = async () => {{ window.asked += 1; return {str(kept).lower()} }}""")
    questionnaire = visitor.questionnaire().open()
    practices = reference.practices()
    for practice in practices[:9]:
        questionnaire.choose(practice, "missing")
    assert questionnaire.saved().page.evaluate("window.asked") == 0
    questionnaire.choose(practices[9], "missing")
    if kept:
        visitor.page.wait_for_function("window.asked")
    else:
        questionnaire.expect_notice("persistence", words()("lacking.persistence"))
    questionnaire.saved().page.reload()
    questionnaire.ready()
    for practice in practices[:11]:
        questionnaire.choose(practice, "ad-hoc")
    assert questionnaire.saved().page.evaluate("window.asked") == 0
    expect(questionnaire.notices).to_have_count(0)


def test_a_tab_that_does_not_make_way_is_named_and_waited_for(unscored: Visitor) -> None:
    other = unscored.go("404.html")
    other.evaluate("""() => new Promise((resolve) => {
      const opening = indexedDB.open('cx-maturity', 1)
      opening.onupgradeneeded = () => {
        opening.result.createObjectStore('assessments')
        opening.result.createObjectStore('set-aside', { autoIncrement: true })
      }
      opening.onsuccess = () => resolve(void (window.held = opening.result))
    })""")
    questionnaire = unscored.questionnaire(unscored.context.new_page()).open()
    questionnaire.expect_notice("storage", words()("unsaved.blocked"))
    questionnaire.choose(PRACTICE, "ad-hoc")
    expect(questionnaire.status).to_have_text(words()("saved.failed"))
    other.evaluate("window.held.close()")
    questionnaire.saved()
    expect(questionnaire.notices).to_have_count(0)
    assert questionnaire.page.evaluate(STORED)["assessment"]["responses"] == {PRACTICE: {"answer": "ad-hoc"}}


def test_leaving_with_unsaved_answers_asks_first(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(NO_STORAGE)
    questionnaire = visitor.questionnaire().open()
    asked: list[str] = []
    visitor.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    questionnaire.choose(PRACTICE, "ad-hoc")
    visitor.page.reload()
    assert asked == ["beforeunload"]


def test_one_alert_for_one_spell_of_failing(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(REFUSING)
    questionnaire = visitor.questionnaire().open()
    visitor.page.evaluate("""window.alerts = 0
      new MutationObserver((changes) => { for (const { addedNodes } of changes) window.alerts += addedNodes.length })
        .observe(document.querySelector('[data-notices]'), { childList: true })
      window.refuse = 'put'""")
    questionnaire.note(PRACTICE, "")
    questionnaire.field(f"{PRACTICE}.evidence").press_sequentially("forty letters typed")
    questionnaire.expect_notice("storage")
    expect(questionnaire.status).to_have_text(words()("saved.failed"))
    assert visitor.page.evaluate("window.alerts") == 1
    # "Not saved" stays, whatever is chosen or heard meanwhile.
    second = visitor.questionnaire(visitor.context.new_page()).open()
    second.choose(OTHER, "missing")
    expect(questionnaire.option(OTHER, "missing")).to_be_checked()
    questionnaire.choose_file("no")
    expect(questionnaire.status).to_have_text(words()("saved.failed"))
    # In one go, or the page may have tried by itself before the button is pressed.
    again = questionnaire.expect_notice("storage").get_by_role("button", name=words()("action.again"))
    again.evaluate("button => { window.refuse = ''; button.click() }")
    expect(questionnaire.status).to_have_text(words()("upload.waiting"))
    questionnaire.choose(THIRD, "missing")
    questionnaire.saved()
    expect(visitor.page.locator('[data-notice="storage"]')).to_have_count(0)


# All that the page does with the database goes through here.
DATABASES = """(() => {
  window.databases = []
  window.transactions = []
  const open = IDBFactory.prototype.open
  IDBFactory.prototype.open = function (...values) {
    const request = open.apply(this, values)
    request.addEventListener('success', () => window.databases.push(request.result))
    return request
  }
  const transaction = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (...values) {
    window.transactions.push(transaction.apply(this, values))
    return window.transactions.at(-1)
  }
})()"""
CLOSE = {
    "without a word": "window.databases.at(-1).close()",
    "in the midst of a write": """window.hold = false
      window.transactions.at(-1).abort()
      window.databases.at(-1).close()
      window.databases.at(-1).dispatchEvent(new Event('close'))""",
}


@pytest.mark.parametrize("how", CLOSE)
def test_a_database_that_the_browser_closes_is_opened_again(visit: Callable[..., Visitor], how: str) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(SLOW)
    visitor.context.add_init_script(DATABASES)
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "missing")
    questionnaire.saved()
    visitor.page.evaluate("window.hold = true")
    if how != "without a word":
        questionnaire.choose(OTHER, "ad-hoc")
        expect(questionnaire.status).to_have_text(words()("saved.saving"))
    visitor.page.evaluate(CLOSE[how])
    visitor.page.evaluate("window.hold = false")
    if how == "without a word":
        questionnaire.choose(OTHER, "ad-hoc")
    questionnaire.saved()
    expect(questionnaire.notices).to_have_count(0)
    assert set(visitor.page.evaluate(STORED)["assessment"]["responses"]) == {PRACTICE, OTHER}


def test_answers_whose_storage_was_emptied_stay_on_the_page_and_are_kept_again(unscored: Visitor) -> None:
    page, questionnaire = unscored.page, unscored.questionnaire().open()
    form = fill_some(questionnaire)
    # As a browser does that needs the room, or whose owner clears the data of a site.
    session = unscored.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": unscored.site.origin, "storageTypes": "all"})
    notice = questionnaire.expect_notice("storage", words()("unsaved.gone"))
    expect(questionnaire.status).to_have_text(words()("saved.failed"))
    assert questionnaire.form() == form
    assert page.evaluate("localStorage.length") == 0, "nothing is kept that somebody may have wanted gone"
    assert len(questionnaire.download(notice.get_by_role("button", name=words()("action.download")))["responses"]) == 3
    notice = questionnaire.expect_notice("storage")
    notice.get_by_role("button", name=words()("action.keep")).click()
    questionnaire.saved()
    page.reload()
    assert questionnaire.ready().form() == form
