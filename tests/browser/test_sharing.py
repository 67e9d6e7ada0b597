"""A link to one's answers: made on the page, opened by somebody else, refused where it is damaged."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.assessing import STARTING, Questionnaire
from tests.browser.reference import words
from tests.ours import four_stages

ANSWERS = {
    "basic-training": "systematic",
    "issue-resolution": "repeatable",
    "predictive-analytics": "dont-know",
    "pilot-programs": "not-applicable",
}


def link(questionnaire: Questionnaire) -> str:
    """The link that the page makes of what is in the form."""
    questionnaire.action("share").click()
    field = questionnaire.page.locator("[data-share-link]")
    expect(field).to_be_visible(timeout=STARTING)
    return field.input_value()


def test_a_link_opens_with_the_answers_and_without_the_notes(questionnaire: Questionnaire, visit):
    for practice, value in ANSWERS.items():
        questionnaire.choose(practice, value)
    questionnaire.field("pilot-programs.reason").fill("a single site of ours")
    questionnaire.note("basic-training", "known to nobody else")
    address = link(questionnaire)
    assert address.startswith(questionnaire.address + f"#a=1.four-stages.{four_stages().version}.")

    other = visit()
    theirs = other.questionnaire()
    # As mailers and chats alter it: such an address is nowhere, and its page leads on.
    other.watch.expect("status of 404")
    other.page.goto(f"{address.replace('#a=', '%23a%3D')}&fbclid=IwAR3_x")
    theirs.reported()
    form = theirs.form()
    assert {practice: form[practice] for practice in ANSWERS} == ANSWERS
    assert form["basic-training.evidence"] == form["pilot-programs.reason"] == ""
    expect(other.page).to_have_url(f"{theirs.address}#report")
    expect(theirs.status).to_have_text(words()("share.done", count=4))
    other.page.reload()
    theirs.ready()
    assert {practice: theirs.form()[practice] for practice in ANSWERS} == ANSWERS


def test_a_link_replaces_one_s_own_answers_only_when_one_says_so(questionnaire: Questionnaire):
    questionnaire.choose("basic-training", "systematic")
    address = link(questionnaire)
    questionnaire.page.locator("[data-share]").get_by_role("button", name="Close").click()
    questionnaire.choose("basic-training", "missing")
    questionnaire.choose("issue-resolution", "ad-hoc")
    questionnaire.saved()
    questionnaire.page.evaluate("address => location.assign(address)", address)
    expect(questionnaire.dialog).to_be_visible(timeout=STARTING)
    questionnaire.dialog.get_by_role("button", name="Cancel").click()
    assert questionnaire.form()["basic-training"] == "missing"
    assert questionnaire.form()["issue-resolution"] == "ad-hoc"


def test_a_damaged_link_is_refused_in_words_and_changes_nothing(questionnaire: Questionnaire):
    questionnaire.choose("basic-training", "systematic")
    address = link(questionnaire)
    questionnaire.page.locator("[data-share]").get_by_role("button", name="Close").click()
    questionnaire.saved()
    changed = address[:-1] + ("0" if address[-1] != "0" else "1")
    questionnaire.page.evaluate("address => location.assign(address)", changed)
    questionnaire.expect_notice("file", words()("share.bad"), "copy the whole code again")
    assert questionnaire.form()["basic-training"] == "systematic"


def test_a_link_stays_in_the_address_until_it_was_opened_or_refused(questionnaire: Questionnaire, visit):
    questionnaire.choose("basic-training", "systematic")
    address = link(questionnaire)
    other = visit()
    other.watch.expect("Failed to load resource")
    other.site.refuse(r"/pyodide\.mjs$")
    theirs = other.questionnaire()
    other.page.goto(address)
    theirs.ready().expect_notice("file", words()("share.unscored"))
    assert other.page.url == address
    theirs.choose("issue-resolution", "ad-hoc")
    theirs.saved()
    other.page.reload()
    notice = theirs.ready().expect_notice("scorer")
    other.site.mend()
    notice.get_by_role("button", name=words()("action.again")).click()
    expect(theirs.dialog).to_contain_text(words()("share.replace.text", count=1, present=1), timeout=STARTING)
    assert other.page.url == address
    theirs.dialog.get_by_role("button", name="Cancel").click()
    expect(theirs.dialog).to_be_hidden()
    assert other.page.url == theirs.address
    assert theirs.form()["issue-resolution"] == "ad-hoc"
