"""Answering: by keyboard alone, every kind of answer, notes, dates, files."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser import reference
from tests.browser.assessing import Questionnaire
from tests.browser.conftest import Visitor
from tests.browser.reference import words

PRACTICE, OTHER, THIRD = "basic-training", "pilot-programs", "issue-resolution"

# What has the focus: which radio or action it is, and whether anything that stays in place hides it.
FOCUSED = """() => {
  const focus = document.activeElement
  const shown = focus.type === 'radio' ? focus.closest('label') : focus
  const { left, top, right, bottom, width, height } = shown.getBoundingClientRect()
  const points = [[left + 3, top + 3], [right - 3, top + 3], [left + 3, bottom - 3], [(left + right) / 2, (top + bottom) / 2]]
  const hidden = width > 4 && points.every(([x, y]) => {
    const there = document.elementFromPoint(x, y)
    return !there || !(shown.contains(there) || there.contains(shown))
  })
  return { name: focus.name ?? '', type: focus.type ?? '', action: focus.dataset.action ?? '', id: focus.id,
    text: shown.textContent.trim().slice(0, 60), hidden: hidden || bottom <= 0 || top >= innerHeight }
}"""


def tab_to(page: Page, wanted: dict[str, str], key: str = "Tab", limit: int = 12) -> None:
    """Press a key until the focus is where it should be; nothing on the way may be hidden."""
    for _ in range(limit):
        page.keyboard.press(key)
        focused = page.evaluate(FOCUSED)
        assert not focused["hidden"], f"the focus is hidden: {focused}"
        if wanted.items() <= focused.items():
            return
    pytest.fail(f"{wanted} is not reached by {limit} times {key}; the focus is at {focused}")


@pytest.mark.slow
def test_a_whole_assessment_by_keyboard_alone(visitor: Visitor) -> None:
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    source = random.Random(7)
    responses = {practice: {"answer": source.choice(reference.framework().scale)} for practice in reference.practices()}
    page.locator("[data-form] summary").first.focus()
    for practice, response in responses.items():
        tab_to(page, {"name": practice, "type": "radio"})
        rank = reference.framework().scale.index(response["answer"])
        page.keyboard.press("Space")
        for _ in range(rank):
            page.keyboard.press("ArrowDown")
        expect(questionnaire.option(practice, response["answer"])).to_be_checked()
    expect(questionnaire.progress).to_contain_text("46 answered, 0 open")
    questionnaire.saved()
    for _ in range(12):  # backwards too, nothing may be hidden
        page.keyboard.press("Shift+Tab")
        assert not page.evaluate(FOCUSED)["hidden"]
    tab_to(page, {"text": words()("check.report")}, limit=24)
    page.keyboard.press("Enter")
    questionnaire.reported()
    assert page.evaluate(FOCUSED)["id"] == "heading-report"
    expect(page.locator("#heading-report")).to_be_in_viewport()
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    data, html = reference.expected(reference.assessment_file(responses, taken=today))
    assert questionnaire.report.get_attribute("data-stage-reached") == str(data["stage_reached"]["order"])
    assert same_html(page, html)


def same_html(page: Page, html: str) -> bool:
    """Whether the report on the page is this, element for element."""
    parsed = """html => {
      const model = document.createElement('div')
      model.innerHTML = html
      return model.innerHTML === document.querySelector('[data-report-slot]').innerHTML
    }"""
    same: bool = page.evaluate(parsed, html)
    return same


def test_the_result_follows_the_answers(questionnaire: Questionnaire) -> None:
    questionnaire.choose(PRACTICE, "missing")
    questionnaire.show_report()
    row = questionnaire.report.locator(
        "tr", has=questionnaire.page.get_by_role("link", name="Basic Training", exact=True)
    )
    expect(row).to_contain_text("M")
    questionnaire.choose(PRACTICE, "systematic")
    expect(row).to_contain_text("S")
    questionnaire.note(PRACTICE, "Handbook, March")
    expect(row).to_contain_text("Handbook, March")


def test_answer_change_clear_dont_know_and_not_applicable(unscored: Visitor) -> None:
    questionnaire = unscored.questionnaire().open()
    page, field, question = questionnaire.page, questionnaire.field, questionnaire.question(PRACTICE)
    clear = question.locator('[data-action="clear"]')
    expect(clear).to_be_hidden()
    expect(field(f"{PRACTICE}.reason")).to_be_hidden()

    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.choose(PRACTICE, "repeatable")
    assert questionnaire.saved().download()["responses"] == {PRACTICE: {"answer": "repeatable"}}
    questionnaire.choose(PRACTICE, "dont-know")
    assert questionnaire.saved().download()["responses"] == {PRACTICE: {"dont_know": True}}
    questionnaire.choose(PRACTICE, "not-applicable")
    expect(field(f"{PRACTICE}.reason")).to_be_visible()
    assert questionnaire.saved().download()["responses"] == {PRACTICE: {"not_applicable": ""}}
    field(f"{PRACTICE}.reason").fill("No staff")
    assert questionnaire.saved().download()["responses"] == {PRACTICE: {"not_applicable": "No staff"}}

    # What was typed is not lost when the answer changes, and is not in the file where it does not belong.
    questionnaire.choose(PRACTICE, "missing")
    expect(field(f"{PRACTICE}.reason")).to_be_hidden()
    assert questionnaire.saved().download()["responses"] == {PRACTICE: {"answer": "missing"}}
    questionnaire.choose(PRACTICE, "not-applicable")
    expect(field(f"{PRACTICE}.reason")).to_have_value("No staff")

    clear.click()
    expect(question.locator(":checked")).to_have_count(0)
    assert page.evaluate("document.activeElement.name") == PRACTICE
    assert questionnaire.saved().download()["responses"] == {}
    page.reload()
    questionnaire.ready()
    expect(question.locator(":checked")).to_have_count(0)
    questionnaire.choose(PRACTICE, "not-applicable")
    expect(field(f"{PRACTICE}.reason")).to_have_value("No staff")


def test_notes_of_evidence_before_and_after_an_answer(visitor: Visitor) -> None:
    questionnaire = visitor.questionnaire().open()
    note = "Handbook <b>March</b>\nand more"
    questionnaire.note(PRACTICE, note)
    questionnaire.note(PRACTICE, "2026-03-31", "evidence_date")
    questionnaire.note(PRACTICE, "Quality manager", "evidence_owner")
    assert questionnaire.saved().download()["responses"] == {}
    visitor.page.reload()
    questionnaire.ready()
    expect(questionnaire.question(PRACTICE).locator("[data-has-notes]")).to_be_visible()
    questionnaire.choose(PRACTICE, "systematic")
    said = {
        "answer": "systematic",
        "evidence": note,
        "evidence_date": "2026-03-31",
        "evidence_owner": "Quality manager",
    }
    assert questionnaire.saved().download()["responses"] == {PRACTICE: said}
    questionnaire.show_report()
    expect(questionnaire.report).to_contain_text("Handbook <b>March</b>")
    expect(questionnaire.report).to_contain_text("2026-03-31, Quality manager")
    visitor.watch.keep_private("Handbook", "Quality manager")


def test_about_fields_and_the_date(unscored: Visitor) -> None:
    page, questionnaire = unscored.page, unscored.questionnaire()
    page.clock.install(time="2026-11-21T09:00:00")
    page.goto(questionnaire.address)
    page.get_by_text(words()("about.title")).click()
    taken = questionnaire.field("taken")
    for name, text in {"name": "Garden centre", "respondent.label": "Ada", "respondent.group": "frontline"}.items():
        questionnaire.field(name).fill(text)
    expect(taken).to_have_value("")
    questionnaire.choose(PRACTICE, "ad-hoc")
    expect(taken).to_have_value("2026-11-21")

    # It is the date of the first answer, whenever the others are given.
    questionnaire.saved()
    page.clock.install(time="2026-12-24T09:00:00")
    page.reload()
    expect(taken).to_have_value("2026-11-21")
    questionnaire.choose(OTHER, "ad-hoc")
    expect(taken).to_have_value("2026-11-21")
    page.get_by_text(words()("about.title")).click()
    taken.fill("2026-10-01")
    file = questionnaire.saved().download()
    assert (file["taken"], file["name"], file["respondent"]) == (
        "2026-10-01",
        "Garden centre",
        {"label": "Ada", "group": "frontline"},
    )
    taken.fill("")
    questionnaire.field("name").fill("")
    expect(taken).to_have_value("2026-12-24")
    file = questionnaire.saved().download()
    assert (file["taken"], "name" in file) == ("2026-12-24", False)
    unscored.watch.keep_private("Garden centre", "Ada")


def test_download_delete_upload_gives_the_same_form_and_report(visitor: Visitor) -> None:
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    file = reference.random_file(random.Random(11)) | {"id": "a-1", "mode": "quick", "agreed": True, "name": "Team"}
    questionnaire.upload(file).show_report()
    form, report = questionnaire.form(), questionnaire.report.inner_html()
    kept = questionnaire.download()
    assert kept == file
    assert same_html(page, reference.expected(kept)[1])

    questionnaire.action("delete").click()
    questionnaire.dialog.get_by_role("button", name=words()("action.cancel")).click()
    expect(questionnaire.dialog).to_be_hidden()
    assert page.evaluate("document.activeElement.dataset.action") == "delete"
    assert questionnaire.form() == form
    questionnaire.action("delete").click()
    page.keyboard.press("Escape")
    assert questionnaire.form() == form
    questionnaire.action("delete").click()
    questionnaire.dialog.get_by_role("button", name=words()("delete.yes")).click()
    expect(questionnaire.status).to_have_text(words()("delete.done"))
    expect(questionnaire.report).to_have_count(0)
    assert set(questionnaire.form().values()) == {""}
    page.reload()
    questionnaire.ready()
    assert set(questionnaire.form().values()) == {""}

    questionnaire.upload(kept).show_report()
    assert questionnaire.form() == form
    assert questionnaire.report.inner_html() == report
    page.reload()
    assert questionnaire.ready().form() == form
    assert questionnaire.download() == kept


def test_upload_asks_before_it_replaces(questionnaire: Questionnaire) -> None:
    questionnaire.choose(THIRD, "ad-hoc")
    questionnaire.note(OTHER, "typed, not answered")
    before = questionnaire.saved().form()
    file = reference.assessment_file({PRACTICE: {"answer": "systematic"}})
    questionnaire.choose_file(file)
    text = words()("upload.text", counts=reference.counts(1))
    expect(questionnaire.dialog).to_contain_text(text, timeout=90_000)
    questionnaire.dialog.get_by_role("button", name=words()("action.cancel")).click()
    assert questionnaire.form() == before
    questionnaire.upload(file)
    assert {key: value for key, value in questionnaire.form().items() if value} == {
        PRACTICE: "systematic",
        "taken": "2026-11-21",
    }
    assert questionnaire.download()["responses"] == file["responses"]

    # What it replaced comes back, after a reload too, and what is here now takes its place.
    questionnaire.page.reload()
    kept = questionnaire.ready().page.locator('[data-notice^="aside-"]')
    expect(kept).to_contain_text(words()("setaside.replaced", count=2))
    kept.get_by_role("button", name=words()("setaside.bring")).click()
    expect(questionnaire.status).to_have_text(words()("setaside.back"))
    assert questionnaire.form() == before
    expect(kept).to_contain_text(words()("setaside.replaced", count=1))
    expect(kept).to_have_count(1)


def test_progress_in_words_and_the_list_of_answers(unscored: Visitor) -> None:
    questionnaire = unscored.questionnaire().open()
    page, practices = questionnaire.page, reference.practices()
    expect(questionnaire.progress).to_have_text("Section 1 of 8: 0 answered, 46 open")
    for practice in practices[:6]:
        questionnaire.choose(practice, "repeatable")
    questionnaire.choose(practices[6], "dont-know")
    questionnaire.question(practices[8]).scroll_into_view_if_needed()
    expect(questionnaire.progress).to_have_text("Section 2 of 8: 6 answered, 1 don't know, 39 open")
    steps = page.locator("[data-step]")
    expect(steps.nth(0)).to_have_text("Everyday service ✓ 0 open")
    expect(steps.nth(1)).to_contain_text("4 open")
    expect(steps.nth(1)).to_have_attribute("aria-current", "step")
    expect(page.locator("progress")).to_have_attribute("value", "7")

    # The next open question is the one after what is read, and after the last the first again.
    page.evaluate("scrollTo(0, 0)")
    for practice in (practices[7], practices[8], practices[9]):
        questionnaire.action("next-open").click()
        assert page.evaluate("document.activeElement.name") == practice
    questionnaire.question(practices[45]).scroll_into_view_if_needed()
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    questionnaire.action("next-open").click()
    assert page.evaluate("document.activeElement.name") == practices[7]

    check = page.locator("[data-check]")
    expect(check).to_contain_text("6 answered, 1 don't know, 39 open.")
    sections = check.locator(".cx-answers__section")
    expect(sections).to_have_count(8)
    expect(sections.first).to_contain_text("6 answered")
    rows = check.locator("tbody tr:not(.cx-answers__section)")
    expect(rows).to_have_count(46)
    expect(rows.nth(0).locator("td").first).to_have_text("Repeatable")
    expect(rows.nth(6).locator("td").first).to_have_text(words()("answer.dont_know"))
    expect(rows.nth(7).locator("td").first).to_have_text(words()("answer.unanswered"))
    for i in (7, 40):
        row = rows.nth(i).get_by_role("link")
        row.click()
        assert page.evaluate("document.activeElement.name") == practices[i]
        expect(questionnaire.question(practices[i])).to_be_in_viewport()
        # The way back leads to the row that was left, also to one that an answer has changed.
        questionnaire.choose(practices[i], "missing")
        page.get_by_role("link", name=words()("action.to_check")).click()
        expect(row).to_be_focused()
        expect(row).to_be_in_viewport()
        expect(row).to_contain_text(words()("action.change"))


def test_what_is_announced_is_calm_and_what_is_shown_is_prompt(unscored: Visitor) -> None:
    page, questionnaire = unscored.page, unscored.questionnaire()
    page.clock.install()
    page.goto(questionnaire.address)
    announced: list[str] = []
    page.expose_function("heard", lambda text: announced.append(text))
    expect(questionnaire.action("report")).to_be_visible()
    page.evaluate("new MutationObserver(() => heard(document.querySelector('[data-announcer]').textContent))"
                  ".observe(document.querySelector('[data-announcer]'), { childList: true })")  # fmt: skip
    for practice in reference.practices()[:4]:
        questionnaire.choose(practice, "repeatable")
        questionnaire.saved()
    page.clock.run_for(3_000)
    first = "Saved. Section 1 of 8: 4 answered, 42 open."
    assert announced == [first]
    # From then on at the end of a section.
    for practice, heard in zip(reference.practices()[4:7], (1, 2, 2), strict=True):
        questionnaire.choose(practice, "repeatable")
        questionnaire.saved()
        page.clock.run_for(3_000)
        assert len(announced) == heard


TRANSLATE = """() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const found = []
  while (texts.nextNode()) if (texts.currentNode.data.trim() && !texts.currentNode.parentElement.closest('script, textarea')) found.push(texts.currentNode)
  for (const text of found) {
    const [outer, inner] = [document.createElement('font'), document.createElement('font')]
    inner.textContent = `fr ${text.data}`
    outer.append(inner)
    text.replaceWith(outer)
  }
}"""
"""What browsers do to a page that they translate."""


def test_a_page_that_its_browser_translates_goes_on(unscored: Visitor) -> None:
    questionnaire = unscored.questionnaire().open()
    questionnaire.choose("basic-training", "ad-hoc")
    questionnaire.action("delete").click()
    questionnaire.dialog.locator("[value=no]").click()
    questionnaire.page.evaluate(TRANSLATE)
    row = questionnaire.page.locator("[data-check] tr", has_text="Issue Resolution")
    expect(row).to_contain_text("fr Not answered")
    questionnaire.note("basic-training", "a note, which changes no row")
    expect(row).to_contain_text("fr Not answered")
    questionnaire.choose("issue-resolution", "systematic")
    expect(row).to_contain_text("Systematic")
    expect(row).not_to_contain_text("Not answered")
    expect(questionnaire.page.locator("[data-check] > p")).to_contain_text("2 answered, 44 open.")
    questionnaire.saved()


def test_a_file_that_is_dropped_anywhere_is_opened(questionnaire: Questionnaire) -> None:
    """The browser would leave the page for it."""
    dropped = questionnaire.page.evaluate("""() => {
      const dataTransfer = new DataTransfer()
      dataTransfer.items.add(new File(['no assessment'], 'dropped.json'))
      return ['dragover', 'drop'].map((type) =>
        !document.querySelector('h1').dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true })))
    }""")
    assert dropped == [True, True]
    questionnaire.expect_notice("file", "dropped.json")


def test_what_a_field_cannot_hold_is_said(unscored: Visitor) -> None:
    questionnaire = unscored.questionnaire().open()
    questionnaire.note("basic-training", "x" * 2005)
    note = questionnaire.field("basic-training.evidence")
    for keys in ("Control+a", "Control+c", "End", "Control+v"):
        note.press(keys)
    expect(note).to_have_value("x" * 4000)
    said = "field => field.validationMessage"
    assert note.evaluate(said) == words()("note.cut", count=10, most=4000)
    note.press("Backspace")
    assert note.evaluate(said) == ""
    questionnaire.saved()


def test_a_download_within_an_app_says_what_to_do_if_no_file_arrives(visit: Callable[..., Visitor]) -> None:
    agent = (
        "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Mobile/15E148"
    )
    for name, within in ((agent, True), (f"{agent} Version/18.5 Safari/604.1", False)):
        questionnaire = visit(scorer=False, user_agent=name).questionnaire().open()
        questionnaire.choose("basic-training", "ad-hoc")
        questionnaire.saved().download()
        expect(questionnaire.status).to_have_text(words()("download.app" if within else "saved.saved"))


def test_the_day_is_the_visitors_own_and_enter_sends_nothing(visit: Callable[..., Visitor]) -> None:
    """Where it is tomorrow already for most of the world's clocks, and with a key that sends a form elsewhere."""
    questionnaire = visit(scorer=False, timezone_id="Pacific/Kiritimati").questionnaire().open()
    questionnaire.choose("basic-training", "ad-hoc")
    page = questionnaire.page
    page.get_by_text(words()("about.title")).click()
    questionnaire.field("name").fill("Garden centres")
    questionnaire.field("name").press("Enter")
    expect(questionnaire.field("taken")).to_have_value(page.evaluate("new Date().toLocaleDateString('en-CA')"))
    expect(page).to_have_url(questionnaire.address)
    assert questionnaire.saved().form()["basic-training"] == "ad-hoc"
