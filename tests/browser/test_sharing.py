"""A link to one's answers: made on the page, looked at by somebody else, told in words where it cannot be."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from build_hooks.places import ROOT
from cxcore.exchange.share import encode_share
from cxcore.model import Assessment
from tests.browser.assessing import STARTING, Questionnaire
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Visitor
from tests.browser.paper import Paper
from tests.browser.reference import words
from tests.ours import sources

ANSWERS = {
    "basic-training": "systematic",
    "issue-resolution": "repeatable",
    "predictive-analytics": "dont-know",
    "pilot-programs": "not-applicable",
}
SAMPLE = json.loads((ROOT / "frameworks/four-stages/sample.json").read_text("utf-8"))
CODE = encode_share(sources().framework["four-stages"], Assessment.from_dict(SAMPLE))
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

# Everything that the page keeps, byte for byte.
STORED = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('cx-maturity')
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = async () => {
    const db = opening.result
    const names = [...db.objectStoreNames]
    const all = await Promise.all(names.map((name) => new Promise((done) => {
      const found = []
      db.transaction(name).objectStore(name).openCursor().onsuccess = ({ target: { result } }) => {
        if (!result) return done([name, found])
        found.push([result.key, result.value, result.value?.times ? [...result.value.times] : null])
        result.continue()
      }
    })))
    db.close()
    resolve(JSON.stringify([all, Object.entries(localStorage).sort()]))
  }
})"""


def link(questionnaire: Questionnaire) -> str:
    """The link that the page makes of what is in the form."""
    questionnaire.action("share").click()
    field = questionnaire.page.locator("[data-share-link]")
    expect(field).to_be_visible(timeout=STARTING)
    address = field.input_value()
    questionnaire.page.locator("[data-share]").get_by_role("button", name="Close").click()
    return address


def view(page: Page) -> Any:
    """The banner over somebody's answers, once these and their result are there."""
    banner = page.locator("[data-shared-view]")
    expect(banner).to_be_visible(timeout=STARTING)
    expect(page.locator("[data-report]")).to_be_visible(timeout=STARTING)
    return banner


def test_a_link_opens_to_be_looked_at_and_can_be_kept(
    questionnaire: Questionnaire, visit: Callable[..., Visitor]
) -> None:
    for practice, value in ANSWERS.items():
        questionnaire.choose(practice, value)
    questionnaire.field("pilot-programs.reason").fill("a single site of ours")
    questionnaire.note("basic-training", "known to nobody else")
    address = link(questionnaire)
    assert address.startswith(questionnaire.address + "#a=1.four-stages.")

    other = visit(**PHONE)
    theirs, page = other.questionnaire(), other.page
    # As mailers and chats alter it: such an address is nowhere, and its page leads on.
    other.watch.expect("status of 404")
    page.goto(f"{address.replace('#a=', '%23a%3D')}&fbclid=IwAR3_x")
    banner = view(page)
    expect(banner).to_be_focused()
    assert "#a=1.four-stages." in page.url
    expect(theirs.status).to_have_text(words()("link.unsaved"))
    form = theirs.form()
    assert {practice: form[practice] for practice in ANSWERS} == ANSWERS
    expect(theirs.option("basic-training", "missing")).to_be_disabled()
    assert page.evaluate(WIDER) <= 0
    assert not violations(page)
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    assert not violations(page)
    paper = Paper(page.pdf())
    assert words()("link.result") in paper.text
    assert not any(words()(key) in paper.text for key in ("link.nothing", "link.answers.text", "link.close"))
    page.reload()
    view(page)
    banner.get_by_role("button", name="Keep a copy").click()
    expect(page).to_have_url(f"{theirs.address}#report")
    theirs.ready()
    form = theirs.form()
    assert {practice: form[practice] for practice in ANSWERS} == ANSWERS
    assert form["basic-training.evidence"] == form["pilot-programs.reason"] == ""
    theirs.choose("basic-training", "missing")
    theirs.saved()
    page.reload()
    assert theirs.ready().form()["basic-training"] == "missing"


def test_looking_writes_nothing_and_leads_back_to_one_s_own_answers(visitor: Visitor) -> None:
    mine, page = visitor.questionnaire().open(), visitor.page
    mine.choose("basic-training", "missing")
    mine.note("basic-training", "mine")
    mine.saved()
    stored, form, own = page.evaluate(STORED), mine.form(), page.url
    page.evaluate("code => { location.hash = `a=${code}` }", CODE)
    banner = view(page)
    expect(banner).to_contain_text("You are looking at answers of 21 November 2026. Nothing is saved.")
    looked = page.url
    assert mine.form()["basic-training"] == SAMPLE["responses"]["basic-training"]["answer"]

    # The tabs are those of the answers that are looked at, and keep the code in the address.
    page.locator('[data-tab="plan"]').click()
    plan = page.locator("[data-plan]")
    expect(plan).to_have_attribute("data-cost", "16")
    assert page.url == f"{looked}&tab=plan"
    page.locator('[name="target"]').select_option("4")
    expect(plan).not_to_have_attribute("data-cost", "16")
    page.locator('[data-tab="models"]').click()
    expect(page.locator("[data-crosswalk]")).to_be_visible()
    banner.get_by_role("button", name="Compare with mine").click()
    expect(page.locator("[data-trend]")).to_contain_text("21 November 2026")
    expect(page.locator('[data-file="own"]')).to_contain_text(words()("time.mine"))
    saved = mine.download()
    assert (saved["taken"], len(saved["responses"])) == (SAMPLE["taken"], len(SAMPLE["responses"]))
    page.locator('.cx-steps a[href^="#section-"]').last.click()
    assert page.url == f"{looked}&tab=time"
    page.go_back()
    expect(page.locator("[data-crosswalk]")).to_be_visible()
    page.reload()
    view_of_models = page.locator("[data-crosswalk]")
    expect(view_of_models).to_be_visible(timeout=STARTING)

    # Another tab goes on meanwhile.
    beside = mine.page.context.new_page()
    elsewhere = visitor.questionnaire(beside).open()
    assert elsewhere.form() == form
    beside.close()

    assert page.evaluate(STORED) == stored
    banner.get_by_role("button", name="Close").click()
    expect(page.locator("[data-shared-view]")).to_have_count(0)
    assert page.url == own
    assert mine.form() == form
    expect(page.locator("[data-report]")).to_have_count(0)
    page.go_back()
    expect(page.locator("[data-shared-view]")).to_be_visible()
    page.locator("[data-shared-view]").get_by_role("button", name="Close").click()
    assert page.evaluate(STORED) == stored

    # A copy stands beside one's own answers, which stay those that the page opens with.
    page.go_back()
    banner.get_by_role("button", name="Keep a copy").click()
    expect(page).to_have_url(f"{own}#report")
    mine.ready()
    assert mine.form()["basic-training"] == SAMPLE["responses"]["basic-training"]["answer"]
    assert visitor.questionnaire(visitor.context.new_page()).open().form() == form
    mine.choose("issue-resolution", "missing")
    mine.saved()
    page.reload()
    assert mine.ready().form()["issue-resolution"] == "missing"


def test_what_cannot_be_opened_says_why_and_changes_nothing(visitor: Visitor) -> None:
    mine, page = visitor.questionnaire().open(), visitor.page
    mine.action("share").press("Enter")
    # The keyboard is where one is told, and back where it was when that goes.
    dismiss = mine.expect_notice("file", words()("share.nothing")).get_by_role("button", name="Dismiss")
    expect(page.locator("[data-notices]")).to_be_focused()
    page.keyboard.press("Tab")
    expect(dismiss).to_be_focused()
    page.keyboard.press("Enter")
    expect(dismiss).to_have_count(0)
    expect(mine.action("share")).to_be_focused()
    mine.choose("basic-training", "systematic")
    mine.saved()
    for code, why in {
        CODE[:-4]: "cut",
        "": "cut",
        CODE[:-1] + ("0" if CODE[-1] != "0" else "1"): "damaged",
        "2.four-stages.9": "newer",
    }.items():
        page.evaluate("code => { location.hash = `a=${code}` }", code)
        notice = mine.expect_notice("link", words()(f"link.{why}"))
        assert mine.form()["basic-training"] == "systematic"
        notice.get_by_role("button", name="Dismiss").click()
        expect(mine.notices).to_have_count(0)
        assert page.url == mine.address

    # One of another model leads to that model's page.
    levels = sources().framework["five-levels"]
    values = {"framework": {"id": levels.id, "version": levels.version}, "taken": "2026-03-09", "responses": {}}
    practice = next(iter(levels.practice))
    values["responses"] = {practice: {"dont_know": True}}
    code = encode_share(levels, Assessment.from_dict({**SAMPLE, "name": "", **values}))
    page.evaluate("code => { location.hash = `a=${code}` }", code)
    page.wait_for_url(f"**/assess/five-levels/#a={code}")
    expect(page.locator("[data-shared-view]")).to_contain_text("9 March 2026", timeout=STARTING)


def test_a_link_waits_in_the_address_for_the_scorer(visit: Callable[..., Visitor]) -> None:
    other = visit(**PHONE)
    other.watch.expect("Failed to load resource")
    other.site.refuse(r"/pyodide\.mjs$")
    theirs = other.questionnaire()
    other.page.goto(f"{theirs.address}#a={CODE}")
    notice = theirs.ready().expect_notice("scorer")
    expect(other.page.locator("[data-looking]")).to_contain_text(words()("link.waiting"))
    expect(other.page.locator("[data-form]")).to_be_hidden()
    expect(other.page.locator(".cx-tools")).to_be_hidden()  # there is nothing yet to be taken along
    other.site.mend()
    notice.get_by_role("button", name=words()("action.again")).click()
    view(other.page)
    assert other.page.url == f"{theirs.address}#a={CODE}"
