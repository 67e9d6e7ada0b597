"""Without JavaScript and on paper the questionnaire is a worksheet; before the scorer is there it is a form already."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser import reference
from tests.browser.conftest import Visitor
from tests.browser.paper import Paper
from tests.browser.reference import words


def test_without_javascript_every_question_can_be_read_and_marked(visit: Callable[..., Visitor]) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.go("assess/four-stages/")
    expect(page.locator("noscript p")).to_be_visible()
    for practice in reference.framework().practice.values():
        question = page.locator(f"#q-{practice.id}")
        expect(question.get_by_text(practice.question)).to_be_visible()
        for answer in practice.answers.values():
            expect(question.get_by_text(answer.anchor)).to_be_visible()
    expect(page.locator('[name="pilot-programs.reason"]')).to_be_visible()
    page.locator('[name="pilot-programs"][value="ad-hoc"]').check()
    page.locator("#q-pilot-programs summary").click()
    expect(page.locator('[name="pilot-programs.evidence"]')).to_be_visible()
    # What would not work is not shown.
    for name in ("report", "download", "upload", "delete", "print"):
        expect(page.locator(f'[data-action="{name}"]')).to_be_hidden()
    expect(page.locator("[data-check]")).to_be_hidden()
    expect(page.locator("[data-progress]")).to_be_hidden()
    # And the browser's own way of sending a form is closed: it would put every answer into an address.
    page.locator('[name="pilot-programs.reason"]').fill("A secret reason")
    visitor.watch.keep_private("secret")
    visitor.watch.expect("form-action")
    page.locator('[name="pilot-programs.reason"]').press("Enter")
    expect(page).to_have_url(visitor.site.url("assess/four-stages/"))


def test_the_form_works_before_the_scorer_is_ready(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    gate = visitor.site.withhold(r"/assets/pyodide/")
    questionnaire = visitor.questionnaire().open()
    for practice in reference.practices()[:3]:
        questionnaire.choose(practice, "systematic")
    questionnaire.note(reference.practices()[0], "early")
    questionnaire.saved()
    assert len(questionnaire.download()["responses"]) == 3
    visitor.page.reload()
    questionnaire.ready()
    assert len(questionnaire.download()["responses"]) == 3
    assert visitor.page.evaluate("performance.getEntriesByName('cx:scorer-ready').length") == 0
    gate.set()
    questionnaire.marked("cx:scorer-ready").show_report()


def test_what_is_printed(visitor: Visitor) -> None:
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    title, tools = words()("report.title"), words()("action.download")
    page.emulate_media(media="print")
    for practice in reference.framework().practice.values():
        assert page.locator(f"#q-{practice.id} legend").is_visible()
    for part in ("[data-tools], .cx-tools", ".cx-status", "[data-check]", ".md-header", ".md-footer"):
        assert not page.locator(part).first.is_visible(), part
    assert not page.get_by_role("heading", name=title).is_visible()
    page.emulate_media(media="screen")
    questionnaire.choose("basic-training", "ad-hoc")
    questionnaire.show_report()
    page.emulate_media(media="print")
    assert questionnaire.report.is_visible()
    assert not page.locator("#q-basic-training").is_visible()
    text = Paper(page.pdf()).text
    assert words()("report.headline.interval", noun="stage") in text
    assert "CX Strategy" in text and tools not in text
