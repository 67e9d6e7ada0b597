"""Coming back after an update: of what is stored, of the model, of the page."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cxcore.exchange.share import encode_share
from cxcore.model import Assessment
from tests.browser import raising
from tests.browser.assessing import STARTING, Questionnaire
from tests.browser.building import made_once, shared_folder
from tests.browser.conftest import Visitor
from tests.browser.keeping import SLOW, STORED
from tests.browser.reference import counts, words
from tests.ours import four_stages

FIRST = json.loads(Path(__file__).with_name("fixtures").joinpath("records-v1.json").read_text("utf-8"))
"""All that version 1 of the store held, as the page of that time wrote it."""
FORM = {
    "name": "Garden centre",
    "respondent.label": "Ada",
    "respondent.group": "frontline",
    "taken": "2026-11-21",
    "basic-training": "ad-hoc",
    "basic-training.evidence": "Handbook, March\nsecond line",
    "basic-training.evidence_date": "2026-03-31",
    "basic-training.evidence_owner": "Quality manager",
    "pilot-programs": "not-applicable",
    "pilot-programs.reason": "None of these",
    "issue-resolution": "dont-know",
    "issue-resolution.evidence": "nobody here knows",
    "predictive-analytics": "not-applicable",
    "cx-strategy.evidence": "typed before an answer",
}
STORE_FIRST = """records => new Promise((resolve, reject) => {
  const opening = indexedDB.open('cx-maturity', 1)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('assessments')
    opening.result.createObjectStore('set-aside', { autoIncrement: true })
  }
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = () => {
    const tx = opening.result.transaction(['assessments', 'set-aside'], 'readwrite')
    for (const store of ['assessments', 'set-aside'])
      for (const [key, value] of records[store]) tx.objectStore(store).put(value, key)
    tx.oncomplete = () => { opening.result.close(); resolve() }
  }
})"""
ALL = """store => new Promise((resolve) => {
  const opening = indexedDB.open('cx-maturity')
  opening.onsuccess = () => {
    const all = opening.result.transaction(store).objectStore(store).getAll()
    all.onsuccess = () => { opening.result.close(); resolve(all.result) }
  }
})"""


def written(questionnaire: Questionnaire) -> dict[str, str]:
    """What stands in the form, without what is empty."""
    return {name: text for name, text in questionnaire.form().items() if text}


def stored_first(visitor: Visitor, records: dict[str, Any]) -> Page:
    """A visitor whose browser holds what version 1 of the store held."""
    page = visitor.go("404.html")
    page.evaluate(STORE_FIRST, records)
    return page


# Of what is stored


def test_records_of_the_first_store_are_all_there(visitor: Visitor) -> None:
    page = stored_first(visitor, FIRST)
    questionnaire = visitor.questionnaire().open()
    # They were given to 1.0.0 of the model, which has reworded practices since.
    expect(questionnaire.status).to_have_text(
        words()("saved.forwarded", counts=counts(1, dont_know=1, not_applicable=2)), timeout=STARTING
    )
    assert written(questionnaire) == FORM
    expect(page.locator('[data-notice="reviews"]')).to_contain_text("Basic Training")
    aside = page.locator('[data-notice^="aside-"]')
    expect(aside).to_contain_text(words()("setaside.reason.responses", count=1))
    kept = questionnaire.download(aside.get_by_role("button", name=words()("setaside.download")))
    assert kept["responses"] == {"gone-practice": {"answer": "ad-hoc", "evidence": "kept"}}
    questionnaire.choose("cx-strategy", "missing")
    questionnaire.saved()
    assert page.evaluate(STORED)["assessment"]["responses"]["cx-strategy"] == {
        "answer": "missing",
        "evidence": "typed before an answer",
    }
    # The other model's record has come along, and each has an id of its own.
    records = {record["framework"]: record for record in page.evaluate(ALL, "assessments")}
    assert records.keys() == {"four-stages", "reactive-to-advanced"}
    assert records["reactive-to-advanced"]["assessment"]["responses"] == {"handling-of-problems": {"answer": "managed"}}
    assert len({record["id"] for record in records.values()}) == 2


def test_answers_to_the_first_version_of_a_model_of_ours_come_forward(visitor: Visitor) -> None:
    """*From reactive to advanced* 2.0.0 reworded all ten practices; the frozen record answers one of them in 1.0.0."""
    page = stored_first(visitor, FIRST)
    questionnaire = Questionnaire(page, visitor.site, "reactive-to-advanced").open()
    expect(questionnaire.option("handling-of-problems", "managed")).to_be_checked()
    expect(page.locator('[data-notice="reviews"]')).to_contain_text("Handling of Problems")


STRANGE: list[Any] = [
    None,
    7,
    "text",
    [],
    {},
    {"schema": 1},
    {"schema": 1, "assessment": {"responses": []}, "drafts": {}},
]


@pytest.mark.parametrize("value", STRANGE, ids=json.dumps)
def test_a_value_of_wrong_shape_is_set_aside_and_blocks_nothing(unscored: Visitor, value: Any) -> None:
    page = stored_first(unscored, {"assessments": [["four-stages", value]], "set-aside": [[1, value]]})
    questionnaire = unscored.questionnaire().open()
    notice = page.locator('[data-notice^="aside-"]')
    expect(notice).to_contain_text(words()("setaside.reason.form"))
    file = value.get("assessment", value) if isinstance(value, dict) else value
    assert questionnaire.download(notice.get_by_role("button", name=words()("setaside.download"))) == file
    questionnaire.choose("basic-training", "missing")
    questionnaire.saved()
    page.reload()
    questionnaire.ready()
    expect(questionnaire.option("basic-training", "missing")).to_be_checked()


SPOIL = """part => new Promise((resolve) => {
  const opening = indexedDB.open('cx-maturity')
  opening.onsuccess = () => {
    const tx = opening.result.transaction('assessments', 'readwrite')
    const store = tx.objectStore('assessments')
    store.getAll().onsuccess = ({ target }) => { for (const record of target.result) store.put({ ...record, ...part }) }
    tx.oncomplete = () => { opening.result.close(); resolve() }
  }
})"""
SPOILED: list[dict[str, Any]] = [
    {"drafts": {"basic-training": "text", "pilot-programs": {"evidence": 5}, "no-such": {"evidence": "x"}}},
    {"reviews": {"a": 1}},
    {"drafts": None},
    {"schema": "2"},
    {"assessment": None},
]


@pytest.mark.parametrize("part", SPOILED, ids=json.dumps)
def test_a_record_that_is_spoiled_while_the_page_is_open_blocks_nothing(
    unscored: Visitor, part: dict[str, Any]
) -> None:
    questionnaire = unscored.questionnaire().open()
    questionnaire.choose("basic-training", "missing")
    questionnaire.saved()
    unscored.page.evaluate(SPOIL, part)
    questionnaire.choose("pilot-programs", "ad-hoc")
    questionnaire.saved()
    before = written(questionnaire)
    assert before["basic-training"] == "missing", "the answers that the page knew are still there"
    unscored.page.reload()
    assert written(questionnaire.ready()) == before


# Of the model


@pytest.fixture(scope="session")
def raised_folder(tmp_path_factory: pytest.TempPathFactory, site_folder: Path) -> Path:
    """The site after a model update."""
    folder = shared_folder(tmp_path_factory) / "raised"
    return made_once(folder, lambda site: raising.raise_version(site, site_folder))


def answered(questionnaire: Questionnaire) -> None:
    """Answers of the first version of the model, some to each kind of change."""
    questionnaire.choose("basic-training", "repeatable")
    questionnaire.note("basic-training", "Handbook")
    questionnaire.choose("issue-resolution", "systematic")
    questionnaire.choose("process-streamlining", "ad-hoc")
    questionnaire.choose("pilot-programs", "missing")
    questionnaire.choose("cx-strategy", "systematic")
    questionnaire.note("cx-strategy", "said too much")
    questionnaire.choose("service-standards", "dont-know")
    questionnaire.note("agile-processes", "a note without an answer")
    questionnaire.saved()


def updated(visitor: Visitor, raised_folder: Path) -> Visitor:
    """The site is deployed anew, and the browser's cache has run out."""
    visitor.site.folder = raised_folder
    visitor.context.new_cdp_session(visitor.page).send("Network.clearBrowserCache")
    return visitor


@pytest.mark.slow
def test_answers_come_forward_when_the_model_has_a_new_version(visitor: Visitor, raised_folder: Path) -> None:
    visitor.context.add_init_script(SLOW)
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    answered(questionnaire)
    # What was said last is only in the journal of the earlier version.
    page.evaluate("window.hold = true")
    questionnaire.choose("pilot-programs", "ad-hoc")
    page.on("dialog", lambda dialog: dialog.accept())
    file = questionnaire.download()
    updated(visitor, raised_folder)
    page.reload()
    questionnaire.ready()
    expect(questionnaire.status).to_contain_text(
        words()("saved.forwarded", counts="4 answered, 1 don't know, "), timeout=STARTING
    )
    forward = {
        "staff-training": "repeatable",
        "staff-training.evidence": "Handbook",
        "issue-resolution": "ad-hoc",  # of two that were merged, the lower
        "pilot-programs": "ad-hoc",
        "pilot-reviews": "ad-hoc",
        "service-standards": "dont-know",
        "agile-processes.evidence": "a note without an answer",
        "taken": file["taken"],
    }
    assert written(questionnaire) == forward
    reviews = questionnaire.expect_notice("reviews", words()("upload.reviews"))
    listed = reviews.locator("li").all_inner_texts()
    assert set(listed) == {"Issue Resolution", "Pilot Programs", "Pilot Reviews", "Brand New Practice", raising.REMOVED}
    aside = page.locator('[data-notice^="aside-"]')
    expect(aside).to_contain_text(words()("setaside.kept", count=3, version=raising.BEFORE))
    kept = questionnaire.download(aside.get_by_role("button", name=words()("setaside.download")))
    assert kept["framework"]["version"] == raising.BEFORE
    assert kept["responses"] == {key: file["responses"][key] for key in (raising.REMOVED, *raising.MERGED[0])}

    # It is what an upload of the old file gives, too.
    stored = page.evaluate(STORED)
    assert stored["assessment"]["framework"]["version"] == raising.AFTER
    questionnaire.upload(file)
    own = questionnaire.download()
    assert {key: own[key] for key in own} == stored["assessment"]
    expect(page.locator('[data-notice="reviews"] li')).to_have_text(listed)

    # The list stays until it has been read, over visits too; so does what was kept.
    page.reload()
    questionnaire.ready()
    questionnaire.expect_notice("reviews").get_by_role("button", name=words()("action.dismiss")).click()
    questionnaire.saved()
    page.reload()
    questionnaire.ready()
    expect(page.locator('[data-notice="reviews"]')).to_have_count(0)
    expect(aside.first).to_be_visible()
    questionnaire.show_report()

    # A link of that time comes forward too, to be looked at.
    code = encode_share(four_stages(), Assessment.from_dict(file))
    page.evaluate("code => { location.hash = `a=${code}` }", code)
    seen = questionnaire.expect_notice("reviews", words()("link.reviews"))
    assert set(seen.locator("li").all_inner_texts()) == set(listed)
    expect(page.locator("[data-shared-view]")).to_be_visible()
    assert questionnaire.form()["staff-training"] == "repeatable"


@pytest.mark.slow
def test_without_a_scorer_earlier_answers_stay_as_they_are(visitor: Visitor, raised_folder: Path) -> None:
    visitor.watch.expect("Failed to load resource", "")
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    questionnaire.choose("basic-training", "repeatable")
    before = page.evaluate(STORED) if questionnaire.saved() else None
    updated(visitor, raised_folder).site.refuse(r"/pyodide\.mjs$")
    page.reload()
    questionnaire.ready()
    notice = questionnaire.expect_notice("older", words()("setaside.waiting", version=raising.BEFORE))
    questionnaire.choose("service-standards", "missing")
    expect(questionnaire.status).to_have_text(words()("saved.failed"))
    assert page.evaluate(STORED) == before
    visitor.site.mend()
    notice.get_by_role("button", name=words()("action.again")).click()
    expect(questionnaire.option("staff-training", "repeatable")).to_be_checked(timeout=STARTING)
    expect(questionnaire.status).to_contain_text(words()("saved.forwarded", counts="1 answered, "))
    assert set(page.evaluate(STORED)["assessment"]["responses"]) == {"staff-training", "service-standards"}


@pytest.mark.slow
def test_of_two_versions_at_one_origin_the_older_stops(visitor: Visitor, raised_folder: Path) -> None:
    older = visitor.questionnaire().open()
    older.choose("basic-training", "repeatable")
    older.saved()
    updated(visitor, raised_folder)
    newer = visitor.questionnaire(visitor.context.new_page()).open()
    expect(newer.option("staff-training", "repeatable")).to_be_checked(timeout=STARTING)
    expect(newer.status).to_contain_text(words()("saved.forwarded", counts="1 answered, "))

    older.expect_notice("outdated", words()("saved.outdated"))
    expect(older.status).to_have_text(words()("saved.failed"))
    older.choose("basic-training", "missing")
    older.note("basic-training", "a piece of an answer")
    expect(older.status).to_have_text(words()("saved.failed"))
    assert older.download()["responses"]["basic-training"] == {"answer": "missing", "evidence": "a piece of an answer"}

    newer.note("staff-training", "Handbook")
    newer.saved()
    records = newer.page.evaluate(ALL, "assessments")
    assert [record["assessment"]["responses"] for record in records] == [
        {"staff-training": {"answer": "repeatable", "evidence": "Handbook"}}
    ]
    assert len(newer.page.evaluate(ALL, "set-aside")) == 0
    # Loading it again brings it up to date.
    asked: list[str] = []
    older.page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    older.expect_notice("outdated").get_by_role("button", name=words()("action.reload")).click()
    expect(older.option("staff-training", "repeatable")).to_be_checked(timeout=STARTING)
    assert asked == ["beforeunload"], "what is not saved is not lost without a question"
    # Nor with it: it belongs to the version before, and can be had.
    aside = older.page.locator('[data-notice^="aside-"]')
    expect(aside).to_contain_text(words()("setaside.reason.version", version=raising.BEFORE))
    unsaved = older.download(aside.get_by_role("button", name=words()("setaside.download")))
    assert unsaved["framework"]["version"] == raising.BEFORE
    assert unsaved["responses"] == {"basic-training": {"answer": "missing", "evidence": "a piece of an answer"}}


@pytest.mark.slow
def test_an_older_page_that_opens_later_takes_nothing_for_good(
    visitor: Visitor, raised_folder: Path, site_folder: Path
) -> None:
    page = updated(visitor, raised_folder).page
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose("staff-training", "repeatable")
    questionnaire.saved()
    visitor.site.folder = site_folder
    page.reload()
    questionnaire.ready()
    expect(page.locator('[data-notice^="aside-"]')).to_contain_text(
        words()("setaside.reason.version", version=raising.AFTER)
    )
    visitor.site.folder = raised_folder
    page.reload()
    questionnaire.ready()
    expect(questionnaire.option("staff-training", "repeatable")).to_be_checked()
    expect(questionnaire.notices).to_have_count(0)


# Of the page


NEWER_STORE = """() => new Promise((resolve) => {
  const opening = indexedDB.open('cx-maturity', 99)
  opening.onupgradeneeded = () => {}
  opening.onsuccess = () => { opening.result.close(); resolve() }
})"""


def test_a_newer_page_that_changes_the_store_ends_the_older_one(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose("basic-training", "missing")
    questionnaire.saved()
    other = visitor.context.new_page()
    other.goto(visitor.site.url("404.html"))
    other.evaluate(NEWER_STORE)
    questionnaire.expect_notice("outdated")
    questionnaire.choose("basic-training", "systematic")
    expect(questionnaire.status).to_have_text(words()("saved.failed"))
    # An old page that opens now is told the same.
    late = visitor.questionnaire(visitor.context.new_page()).open()
    late.expect_notice("outdated")
    late.choose("basic-training", "systematic")
    expect(late.status).to_have_text(words()("saved.failed"))
