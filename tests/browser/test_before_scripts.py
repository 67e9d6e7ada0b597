"""What a visitor does before the page's scripts have arrived, and what a browser puts into a form by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visitor
from tests.browser.keeping import STORED
from tests.browser.reference import words

PRACTICE, OTHER, THIRD = "basic-training", "pilot-programs", "issue-resolution"
SCRIPTS = r"/assess/[0-9a-f]+/assess\.js$"


def test_no_answer_is_chosen_in_the_page_as_it_arrives(visit: Callable[..., Visitor]) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.go("assess/four-stages/")
    expect(page.locator("[data-practice]")).to_have_count(46)
    assert (
        page.locator("[data-form] input[checked], [data-form] [value]:not([type=radio]):not([value=''])").count() == 0
    )


def test_answers_given_before_the_scripts_arrive_are_kept(unscored: Visitor) -> None:
    questionnaire = unscored.questionnaire().open()
    questionnaire.choose(PRACTICE, "missing")
    questionnaire.choose(THIRD, "systematic")
    questionnaire.saved()
    gate = unscored.site.withhold(SCRIPTS)
    unscored.context.new_cdp_session(unscored.page).send("Network.clearBrowserCache")
    unscored.page.goto(questionnaire.address, wait_until="commit")
    questionnaire.choose(PRACTICE, "systematic")
    questionnaire.choose(OTHER, "not-applicable")
    questionnaire.note(PRACTICE, "before the scripts")
    gate.set()
    questionnaire.ready().saved()
    expected = {
        PRACTICE: {"answer": "systematic", "evidence": "before the scripts"},
        OTHER: {"not_applicable": ""},
        THIRD: {"answer": "systematic"},
    }
    assert questionnaire.download()["responses"] == expected
    assert unscored.page.evaluate(STORED)["assessment"]["responses"] == expected
    expect(questionnaire.progress).to_contain_text("2 answered, 1 not applicable, 43 open")


# A browser fills the form by itself, before any script of the page runs and with nobody touching the page.
RESTORING = """addEventListener('readystatechange', () => {
  if (document.readyState !== 'interactive') return
  document.querySelector('[name="basic-training"][value="missing"]').checked = true
  document.querySelector('[name="basic-training.evidence"]').value = 'as it was'
}, { capture: true })
"""


def test_what_a_browser_puts_back_does_not_undo_what_is_stored(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "systematic")
    questionnaire.saved()
    visitor.context.add_init_script(RESTORING)
    page = visitor.context.new_page()
    again = visitor.questionnaire(page).open()
    expect(again.status).to_have_text(words()("saved.restored"))
    assert again.form()[PRACTICE] == "systematic"
    assert again.form()[f"{PRACTICE}.evidence"] == ""


def test_what_a_browser_puts_back_is_kept_where_nothing_is_stored(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(RESTORING)
    questionnaire = visitor.questionnaire().open().saved()
    assert questionnaire.download()["responses"] == {PRACTICE: {"answer": "missing", "evidence": "as it was"}}


SHIFTS = """() => {
  window.shifted = []
  new PerformanceObserver((list) => {
    for (const { value, sources } of list.getEntries()) {
      window.shifted.push([value, ...sources.map(({ node }) => node?.outerHTML?.slice(0, 60) ?? node?.textContent)])
    }
  }).observe({ type: 'layout-shift', buffered: true })
}"""
PAINTED = "() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))"
SETTLED = """() => document.querySelector('[data-filter]')?.matches(':not([hidden]):has([data-filter-status]:not(:empty))')
  || !document.querySelector('[data-filter], [data-unstarted]')
  && (!document.querySelector('[data-assess]') || performance.getEntriesByName('cx:form-ready').length > 0)"""


@pytest.mark.parametrize("width", [360, 412, 768, 1440])
def test_nothing_that_is_read_is_pushed_away_when_the_scripts_arrive(visit: Callable[..., Visitor], width: int) -> None:
    visitor = visit(scorer=False, viewport={"width": width, "height": 800})
    page = visitor.page
    for path in ("assess/four-stages/", "assess/five-levels/", "assess/", "assess/team/", "practices/"):
        gate = visitor.site.withhold(r"/(assess|shelf|team|filter\.[0-9a-f]+)\.js$")
        page.goto(visitor.site.url(path), wait_until="commit")
        page.wait_for_function("() => performance.getEntriesByName('first-contentful-paint').length > 0")
        page.evaluate(SHIFTS)
        page.evaluate(PAINTED)
        gate.set()
        page.wait_for_function(SETTLED)
        page.evaluate(PAINTED)
        assert page.evaluate("window.shifted") == [], path
