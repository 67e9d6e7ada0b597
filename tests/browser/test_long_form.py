"""A long questionnaire: what is out of sight is not laid out, and whoever comes back is where they were."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.browser.assessing import Questionnaire
from tests.browser.conftest import PHONE, Visitor

IN_SIGHT = """() => {
  const seen = [...document.querySelectorAll('[data-practice]')].find((part) => part.getBoundingClientRect().bottom > 0)
  return { question: seen.id, top: Math.round(seen.getBoundingClientRect().top), y: Math.round(scrollY) }
}"""
LAID_OUT = """() => [...document.querySelectorAll('[data-practice] legend')]
  .filter((part) => part.checkVisibility({ contentVisibilityAuto: true })).length"""
SCROLLED = "(y) => new Promise((resolve) => { scrollTo({ top: y, behavior: 'instant' }); requestAnimationFrame(() => requestAnimationFrame(resolve)) })"


def long(visitor: Visitor) -> Questionnaire:
    """The questionnaire of the four stages, as one of more than a hundred questions is marked."""

    def mark(route: Any) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, body=answer.text().replace("<form data-form ", '<form class="is-long" data-form ')
        )

    visitor.page.route("**/assess/four-stages/", mark)
    return visitor.questionnaire().open()


def place(page: Page) -> dict[str, Any]:
    found: dict[str, Any] = page.evaluate(IN_SIGHT)
    return found


def test_only_what_is_in_sight_is_laid_out_and_all_of_it_on_paper(unscored: Visitor) -> None:
    page = long(unscored).page
    assert 1 <= page.evaluate(LAID_OUT) < 10
    page.emulate_media(media="print")
    assert page.evaluate(LAID_OUT) == 46


def test_a_short_one_is_laid_out_as_a_whole(unscored: Visitor) -> None:
    assert unscored.questionnaire().open().page.evaluate(LAID_OUT) == 46


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_reload_and_the_way_back_lead_to_the_question_of_before(visit: Any, phone: bool) -> None:
    visitor = visit(scorer=False, **(PHONE if phone else {}))
    page = visitor.page
    page.add_init_script("localStorage.setItem('cx-maturity/view', 'all')")
    questionnaire = long(visitor)
    for y in range(0, 16_000, 800):  # as a reader does, past questions that get their real height
        page.evaluate(SCROLLED, y)
    page.wait_for_timeout(600)  # and stays there
    before = place(page)
    assert before["y"] > 5000
    page.reload()
    questionnaire.ready()
    after = place(page)
    assert (after["question"], pytest.approx(before["top"], abs=2)) == (before["question"], after["top"])
    page.goto(visitor.site.url("about/"))
    page.go_back()
    questionnaire.ready()
    back = place(page)
    assert (back["question"], pytest.approx(before["top"], abs=2)) == (before["question"], back["top"])


def test_an_address_of_a_question_goes_before_the_place(unscored: Visitor) -> None:
    questionnaire = long(unscored)
    page = questionnaire.page
    page.evaluate(SCROLLED, 9000)
    page.evaluate("location.hash = '#q-basic-training'")
    page.evaluate(SCROLLED, 9000)
    page.reload()
    questionnaire.ready()
    assert page.evaluate("document.querySelector('#q-basic-training').getBoundingClientRect().top") == pytest.approx(
        144, abs=60
    )
