"""My assessments: what is on the device is listed, begun, opened from files, renamed, copied, downloaded, deleted and brought back."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect

from tests.browser import reference
from tests.browser.assessing import STARTING, Questionnaire
from tests.browser.axe import violations
from tests.browser.conftest import Visitor
from tests.browser.keeping import NO_STORAGE, OTHER, PRACTICE, STORE, THIRD
from tests.browser.reference import words

DATABASES = "async () => (await indexedDB.databases()).length"
COUNT = """() => new Promise((resolve) => {
  const opening = indexedDB.open('cx-maturity')
  opening.onsuccess = () => {
    const count = opening.result.transaction('assessments').objectStore('assessments').count()
    count.onsuccess = () => { opening.result.close(); resolve(count.result) }
  }
})"""


def shelf(visitor: Visitor) -> Page:
    page = visitor.go("assess/")
    expect(page.locator(".cx-shelf")).to_be_visible()
    return page


def cards(page: Page) -> Locator:
    return page.locator("[data-assessment]")


def card(page: Page, title: str) -> Locator:
    return cards(page).filter(has=page.get_by_role("heading", name=title, exact=True))


def do(one: Locator, action: str) -> Locator:
    button = one.locator(f'[data-do="{action}"]')
    if not button.is_visible():
        one.locator("summary").click()
    return button


def start(page: Page, name: str, model: str = "four-stages") -> None:
    page.locator('[name="unit"]').fill(name)
    page.locator(f'[data-start="{model}"]').first.dblclick()  # of two clicks, one counts
    page.wait_for_url(f"**/assess/{model}/*")


def open_files(page: Page, *files: tuple[str, object]) -> None:
    page.locator('[data-action="open"] input').set_input_files(
        [
            {"name": name, "mimeType": "application/json", "buffer": json.dumps(values).encode()}
            for name, values in files
        ]
    )


def test_a_first_visit_writes_nothing_and_leads_to_the_questionnaire(unscored: Visitor) -> None:
    page = shelf(unscored)
    expect(page.locator("[data-none]")).to_have_text(f"{words()('shelf.none')} {words()('shelf.sample')}")
    assert page.locator("[data-none] a").get_attribute("href") == "sample/"
    start(page, "")
    expect(page).to_have_url(unscored.site.url("assess/four-stages/"))
    questionnaire = Questionnaire(page, unscored.site).ready()
    assert page.evaluate(COUNT) == 0
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.saved()

    # From the second one of a model, each has a record of its own from the start.
    shelf(unscored)
    expect(cards(page)).to_have_count(1)
    start(page, "")
    questionnaire.ready()
    expect(questionnaire.option(PRACTICE, "ad-hoc")).not_to_be_checked()
    assert page.evaluate(COUNT) == 2


def test_every_action_of_a_card(unscored: Visitor) -> None:
    page = shelf(unscored)
    start(page, "Berlin & <b>Sons</b>")
    berlin = Questionnaire(page, unscored.site).ready()
    expect(berlin.field("name")).to_have_value("Berlin & <b>Sons</b>")
    expect(page.locator("[data-which]")).to_have_text(f"Berlin & <b>Sons</b> {words()('shelf.title')}")
    berlin.choose(PRACTICE, "ad-hoc")
    berlin.choose(OTHER, "dont-know")
    berlin.note(THIRD, "a note without an answer")
    berlin.saved()
    shelf(unscored)
    start(page, "Lyon", "five-levels")
    shelf(unscored)
    expect(cards(page)).to_have_count(2)
    first = card(page, "Berlin & <b>Sons</b>")
    expect(first).to_contain_text("2 of 46 · today")
    expect(card(page, "Lyon")).to_contain_text("0 of 13 · today")
    expect(card(page, "Lyon").locator("[data-result]")).to_have_count(0)
    assert violations(page) == []

    do(first, "rename").click()
    field = page.locator('[name="renamed"]')
    expect(field).to_be_focused()
    field.fill("Hamburg")
    field.press("Enter")
    hamburg = card(page, "Hamburg")
    expect(hamburg.locator("summary")).to_be_focused()
    do(hamburg, "rename").click()
    field.fill("Bremen")
    field.press("Escape")
    expect(hamburg).to_be_visible()

    do(hamburg, "copy").click()
    copy = card(page, words()("shelf.copy_of", name="Hamburg"))
    expect(copy).to_contain_text("2 of 46")
    with page.expect_download() as download:
        do(copy, "download").click()
    values = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert values["name"] == "Copy of Hamburg"
    assert values["responses"] == {PRACTICE: {"answer": "ad-hoc"}, OTHER: {"dont_know": True}}
    expect(page.locator("[data-told]")).to_have_text(words()("shelf.notes", count=1))

    # What is said in the copy is said in it alone, also in a tab beside this one.
    copy.locator("[data-continue]").click()
    page.wait_for_url("**/assess/four-stages/#q-*")
    berlin.ready()
    expect(berlin.field(f"{THIRD}.evidence")).to_have_value("a note without an answer")
    berlin.choose(PRACTICE, "systematic")
    berlin.saved()
    other = shelf(Visitor(unscored.context, unscored.watch, unscored.context.new_page(), unscored.site))
    berlin.choose(THIRD, "missing")
    expect(card(other, "Copy of Hamburg")).to_contain_text("3 of 46")
    expect(card(other, "Hamburg")).to_contain_text("2 of 46")

    # Deleted, it is gone where it is open, too, and comes back whole.
    do(card(other, "Copy of Hamburg"), "delete").click()
    expect(card(other, "Copy of Hamburg")).to_have_count(0)
    berlin.expect_notice("absent")
    expect(other.locator("[data-back]")).to_be_focused()
    other.locator("[data-back]").click()
    expect(card(other, "Copy of Hamburg")).to_contain_text("3 of 46")
    expect(berlin.option(PRACTICE, "systematic")).to_be_checked()
    expect(berlin.notices).to_have_count(0)
    card(other, "Hamburg").locator("[data-continue]").click()
    hamburg_page = Questionnaire(other, unscored.site).ready()
    expect(hamburg_page.option(PRACTICE, "ad-hoc")).to_be_checked()


def test_files_of_any_model_open_beside_what_is_here_or_are_refused_in_words(visitor: Visitor) -> None:
    page = shelf(visitor)
    four = reference.assessment_file({PRACTICE: {"answer": "ad-hoc"}}, name="Paris")
    other = four | {
        "framework": {"id": "reactive-to-advanced", "version": "1.0.0"},
        "name": "Rome",
        "responses": {"handling-of-problems": {"answer": "managed"}},
    }
    open_files(page, ("a.json", four), ("b.json", other), ("c.json", four | {"responses": {PRACTICE: {"answer": "?"}}}))
    expect(cards(page)).to_have_count(2, timeout=STARTING)
    expect(card(page, "Paris")).to_contain_text("1 of 46")
    expect(card(page, "Rome")).to_contain_text("1 of 10")  # brought forward
    refusal = page.locator("[data-refusal]")
    expect(refusal).to_contain_text(words()("shelf.bad", name="c.json"))
    expect(refusal.locator("li")).to_have_count(1)
    refusal.get_by_role("button").press("Enter")
    expect(refusal).to_have_count(0)
    expect(page.locator('[data-action="open"] input')).to_be_focused()  # the button has gone
    open_files(page, ("d.json", four | {"framework": {"id": "elsewhere", "version": "1.0.0"}}))
    expect(refusal).to_contain_text(words()("shelf.foreign", name="d.json", other="elsewhere"))
    open_files(page, ("e.json", four | {"framework": {"id": "four-stages", "version": "99.0.0"}}))
    expect(refusal.last).to_contain_text(words()("shelf.refused.newer", name="e.json"))
    expect(cards(page)).to_have_count(2)
    card(page, "Paris").locator("[data-result]").click()
    expect(page).to_have_url(visitor.site.url("assess/four-stages/#report"))
    Questionnaire(page, visitor.site).reported()


def test_what_cannot_be_opened_here_is_listed_and_can_be_had(unscored: Visitor) -> None:
    page = unscored.go("404.html")
    file = reference.assessment_file({PRACTICE: {"answer": "ad-hoc"}})
    later = file | {"framework": {"id": "four-stages", "version": "9.0.0"}}
    gone = file | {"framework": {"id": "gone", "version": "1.0.0"}}
    for record in (
        {"schema": 2, "id": "a", "framework": "four-stages", "drafts": {}, "assessment": later},
        {"schema": 2, "id": "b", "framework": "gone", "drafts": {}, "assessment": gone},
        {"id": "c", "framework": "four-stages", "assessment": {"responses": 5, "name": ["?"]}, "drafts": 7, "changed": {}},
        {"id": "d"},
    ):  # fmt: skip
        page.evaluate(STORE, record)
    shelf(unscored)
    for key, kind in {"a": "newer", "b": "unknown", "c": "strange", "d": "unknown"}.items():
        one = page.locator(f'[data-assessment="{key}"]')
        expect(one).to_contain_text(words()(f"shelf.{kind}"))
        expect(one.locator("[data-continue]")).to_have_count(0)
    with page.expect_download() as download:
        do(page.locator('[data-assessment="c"]'), "download").click()
    assert json.loads(Path(download.value.path()).read_text("utf-8"))["drafts"] == 7
    do(page.locator('[data-assessment="d"]'), "delete").click()
    expect(cards(page)).to_have_count(3)


def test_where_nothing_is_kept_it_says_so_and_the_questionnaire_is_there(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(NO_STORAGE)
    page = shelf(visitor)
    expect(page.locator("[data-refused]")).to_contain_text(words()("shelf.trouble.refused"))
    expect(page.locator("[data-none]")).to_be_hidden()
    start(page, "Berlin")
    expect(page).to_have_url(visitor.site.url("assess/four-stages/"))
    Questionnaire(page, visitor.site).ready()


def test_home_and_the_questionnaire_offer_to_go_on(unscored: Visitor) -> None:
    page = unscored.go("")
    button = page.locator("[data-resume]")
    expect(button).to_have_text(words()("home.assess"))
    assert page.evaluate(DATABASES) == 0, "looking makes nothing"
    questionnaire = unscored.questionnaire().open()
    offer = page.locator(".cx-resume")
    order = questionnaire.page.locator("[data-practice]").evaluate_all(
        "all => all.map(({ dataset }) => dataset.practice)"
    )
    for practice in order[:3]:
        questionnaire.choose(practice, "ad-hoc")
    questionnaire.saved()
    expect(offer).to_be_hidden()  # it would move what is being read
    unscored.go("")
    expect(button).to_have_text(words()("home.continue", given=3, all=46))
    expect(page.locator("[data-resume-all]")).to_be_visible()
    button.click()
    page.wait_for_url("**/assess/four-stages/")
    questionnaire.ready()
    expect(offer).to_have_text(words()("resume.at", number=4))
    offer.locator("a").click()
    expect(questionnaire.option(order[3], "missing")).to_be_focused()
    questionnaire.choose(order[3], "ad-hoc")
    expect(offer).to_have_text(words()("resume.at", number=5))


def test_the_next_round_begins_with_answers_to_be_confirmed(visitor: Visitor) -> None:
    page = shelf(visitor)
    start(page, "Berlin")
    questionnaire = Questionnaire(page, visitor.site).ready()
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.choose(OTHER, "systematic")
    questionnaire.field("taken").evaluate(
        "field => { field.value = '2025-11-20'; field.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    questionnaire.saved()
    page.goto(questionnaire.address + "#time")
    page.locator('[data-action="next-round"]').click()
    expect(page.locator('[data-round="open"]')).to_have_text(words()("round.open", count=2, day="20 November 2025"))
    questionnaire.ready()
    expect(page.locator("h1")).to_be_in_viewport()
    assert page.evaluate("scrollY") == 0, "the new round begins where the last one was being read"
    expect(questionnaire.progress).to_contain_text("2 answered, 44 open, 2 to confirm")
    confirm = questionnaire.question(PRACTICE).locator('[data-action="confirm"]')
    expect(questionnaire.question(PRACTICE)).to_contain_text(words()("round.answer", day="20 November 2025"))
    confirm.click()
    expect(questionnaire.option(PRACTICE, "ad-hoc")).to_be_focused()
    questionnaire.saved()
    page.reload()
    expect(confirm).to_have_count(0)
    expect(questionnaire.ready().progress).to_contain_text("2 answered, 44 open, 1 to confirm")
    questionnaire.choose(OTHER, "repeatable")
    expect(page.locator('[data-round="open"]')).to_be_hidden()
    questionnaire.choose(THIRD, "missing")
    questionnaire.saved()

    # The round before stands beside this one over time, as it was.
    page.goto(questionnaire.address + "#time")
    expect(page.locator('[data-file="taken"]')).to_contain_text("Berlin, 20 November 2025", timeout=STARTING)
    expect(page.locator("[data-time-slot] > *").first).to_be_visible(timeout=STARTING)
    shelf(visitor)
    expect(cards(page)).to_have_count(2)
    expect(cards(page).last).to_contain_text("2 of 46")
    do(cards(page).first, "round").click()
    page.wait_for_url("**/assess/four-stages/")
    expect(questionnaire.ready().progress).to_contain_text("3 answered, 43 open, 3 to confirm")
