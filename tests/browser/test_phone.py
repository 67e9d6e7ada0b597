"""One question at a time, on a telephone of 360 by 740: the whole way through a questionnaire, and back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

from tests.browser import reference
from tests.browser.assessing import Questionnaire
from tests.browser.conftest import DESKTOP, Visitor
from tests.browser.reference import words

SMALL: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True}

# Which questions stand between the bars with all their answers, each gone to by its address.
FITTING = """async () => {
  const fitting = []
  for (const question of document.querySelectorAll('[data-practice]')) {
    const led = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }))
    location.hash = question.id
    await led
    const { top, bottom } = question.querySelector('fieldset').getBoundingClientRect()
    const [above, below] = [document.querySelector('.md-header'), document.querySelector('[data-action="next"]')]
    if (top >= above.getBoundingClientRect().bottom && bottom > top && bottom <= below.getBoundingClientRect().top) fitting.push(question.dataset.practice)
  }
  return fitting
}"""
SHOWN = "() => [...document.querySelectorAll('[data-practice]')].filter((part) => part.checkVisibility()).map(({ dataset }) => dataset.practice)"
FOCUSED = "() => document.activeElement.matches('legend') ? document.activeElement.closest('[data-practice]').dataset.practice : document.activeElement.id || document.activeElement.tagName"
# How far below what stays at the top the question begins that a link has led to.
BELOW = """id => document.getElementById(id).getBoundingClientRect().top -
  Math.max(...['.md-header', '.cx-status'].map((part) => document.querySelector(part).getBoundingClientRect().bottom))"""


class Walk:
    """A questionnaire whose questions come one at a time."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self.page: Page = questionnaire.page
        self.on = questionnaire.action("next")
        self.back = questionnaire.action("back")
        self.sheet = self.page.locator("[data-sheet]")
        self.progress = questionnaire.progress

    def at(self, practice: str, focused: bool = True) -> None:
        """One question is shown, its number is told, its address named, and the keyboard is at it."""
        expect(self.page.locator(f'[data-practice="{practice}"]')).to_be_visible()
        assert self.page.evaluate(SHOWN) == [practice]
        order = reference.practices().index(practice) + 1
        expect(self.progress).to_have_text(words()("assess.number", number=order, all=46))
        assert self.page.url.endswith(f"#q-{practice}")
        if focused:
            assert self.page.evaluate(FOCUSED) == practice

    def choose(self, link: str) -> None:
        """Choose something in the sheet."""
        self.page.locator("[data-opens-sheet]:visible").click()
        expect(self.sheet).to_be_visible()
        self.sheet.locator(link).click()
        expect(self.sheet).to_be_hidden()


def test_the_way_through_the_questions_and_back(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False, **SMALL)
    questionnaire = visitor.questionnaire().open()
    page, walk, practices = questionnaire.page, Walk(questionnaire), reference.practices()
    first, second, third = practices[:3]

    # The page begins with what it is; what deletes everything stands after it, and nothing is asked before one starts.
    assert page.evaluate(SHOWN) == []
    expect(page.locator("h1")).to_be_visible()
    expect(walk.back).to_be_hidden()
    expect(walk.on).to_have_text(words()("action.start"))
    after = "() => Boolean(document.querySelector('[data-form]').compareDocumentPosition(document.querySelector('[data-action=delete]')) & 4)"
    assert page.evaluate(after)
    walk.on.press("Enter")
    walk.at(first)

    # On and back; what is left open is skipped for now, and the browser's own Back goes a question back.
    expect(walk.on).to_have_text(words()("action.skip"))
    questionnaire.choose(first, "ad-hoc")
    expect(walk.on).to_have_text(words()("action.next"))
    walk.on.click()
    walk.at(second)
    # Without its answer the keyboard is at the first of them, in sight.
    questionnaire.choose(second, "systematic")
    questionnaire.question(second).locator('[data-action="clear"]').press("Enter")
    expect(questionnaire.option(second, "missing")).to_be_focused()
    assert page.evaluate(BELOW, f"q-{second}") >= 0
    walk.on.press("Space")
    walk.at(third)
    length = page.evaluate("history.length")
    walk.back.click()
    walk.at(second)
    page.go_back()
    walk.at(first)
    page.go_forward()
    page.go_forward()
    walk.at(third)
    assert page.evaluate("history.length") == length
    page.reload()
    questionnaire.ready()
    walk.at(third, focused=False)

    # The note comes first, then the hint for the answer that was chosen.
    questionnaire.choose(third, "repeatable")
    note = questionnaire.question(third).locator(".cx-notes")
    note.locator("summary").click()
    expect(note.locator("[data-hint]:visible")).to_have_count(1)
    field, hint = (note.locator(part).bounding_box() for part in ("textarea", '[data-hint="repeatable"]'))
    assert field and hint and field["y"] + field["height"] <= hint["y"]

    # The sections are in a sheet, with their counts; one leads to its first open question.
    sections = reference.framework().sections
    page.locator("[data-opens-sheet]:visible").click()
    expect(walk.sheet.locator(f'[data-step="{sections[0].id}"]')).to_contain_text("2 answered, 4 open")
    page.keyboard.press("Escape")
    walk.choose(f'[data-step="{sections[0].id}"]')
    walk.at(second)
    walk.choose('[data-leads="open"]')
    walk.at(practices[3])
    expect(walk.sheet.locator("[aria-current]")).to_have_attribute("data-step", sections[0].id)

    # "Change" leads to its question and comes back.
    walk.choose('[href="#check"]')
    assert page.evaluate(FOCUSED) == "heading-check"
    page.locator(f'[data-check] [href="#q-{first}"]').click()
    walk.at(first)
    expect(walk.on).to_have_text(words()("action.to_check"))
    walk.on.click()
    expect(page.locator(f'[data-check] [href="#q-{first}"]')).to_be_focused()

    # Another tab is at a question of its own, and both know the answers of both.
    other = visitor.context.new_page()
    elsewhere = Questionnaire(other, visitor.site).open(f"#q-{second}")
    Walk(elsewhere).at(second, focused=False)
    elsewhere.choose(second, "dont-know")
    elsewhere.saved()
    other.close()
    expect(page.locator("[data-check]")).to_contain_text(reference.counts(2, 1))
    expect(page.locator("#check")).to_be_visible()

    # After the last question come the check and the result, which leads back to where one was.
    page.evaluate(f"location.hash = 'q-{practices[-1]}'")
    walk.at(practices[-1])
    walk.on.click()
    expect(walk.on).to_have_text(words()("action.report"))
    walk.on.click()
    expect(page.locator("#report")).to_be_visible()
    expect(walk.on).to_be_hidden()
    assert page.evaluate(FOCUSED) == "heading-report"
    walk.back.click()
    expect(page.locator("#check")).to_be_visible()
    walk.back.click()
    walk.at(practices[-1])

    # Nine of ten questions fit the screen with all their answers, whatever the system's fonts are.
    fitting = page.evaluate(FITTING)
    assert len(fitting) >= 42, f"{len(fitting)} of 46 fit, without {set(practices) - set(fitting)}"
    page.set_viewport_size({"width": 390, "height": 844})
    assert len(page.evaluate(FITTING)) == 46

    # On a low screen nothing stays in place; on paper and on a wide screen there are all questions.
    page.set_viewport_size({"width": 320, "height": 256})
    expect(page.locator(".cx-walk")).to_have_css("position", "static")
    page.emulate_media(media="print")
    assert page.evaluate(SHOWN) == practices
    page.emulate_media(media="screen")
    walk.at(practices[-1], focused=False)
    page.set_viewport_size(DESKTOP["viewport"])
    expect(questionnaire.question(practices[-1])).to_be_in_viewport()
    assert page.evaluate(SHOWN) == practices
    # Who makes the window narrow again stays at the question, though everything else has moved.
    questionnaire.question(practices[20]).evaluate("part => part.scrollIntoView({ behavior: 'instant' })")
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    page.set_viewport_size(SMALL["viewport"])
    walk.at(practices[20], focused=False)
    page.set_viewport_size(DESKTOP["viewport"])
    field, hint = (note.locator(part).bounding_box() for part in ("textarea", '[data-hint="repeatable"]'))
    assert field and hint and field["x"] + field["width"] <= hint["x"], "there is room for it beside"


def test_five_answers_a_question_fit_a_low_telephone_too(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False, **SMALL)
    for model, count in {"five-levels": 13, "reactive-to-advanced": 10, "cx-management": 17}.items():
        page = visitor.go(f"assess/{model}/#check")
        page.wait_for_selector("html[data-stop]")
        assert len(page.evaluate(FITTING)) >= count * 0.9, model  # whatever the system's fonts are
    heights = "() => [...document.querySelectorAll('.cx-option')].map((one) => one.getBoundingClientRect().height)"
    assert min(height for height in page.evaluate(heights) if height) >= 24


def test_all_on_one_page_on_a_telephone(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False, **SMALL)
    questionnaire = visitor.questionnaire().open("#q-pilot-programs")
    page, walk = questionnaire.page, Walk(questionnaire)
    walk.choose('[data-action="view"]')
    assert page.evaluate(SHOWN) == reference.practices()
    assert page.evaluate("document.activeElement.name") == "pilot-programs"
    assert page.evaluate(BELOW, "q-pilot-programs") >= 0

    # The device keeps it; the bar has two lines and covers nothing that a link leads to.
    questionnaire.open("#q-basic-training")
    page.reload()
    questionnaire.ready()
    expect(questionnaire.question("basic-training")).to_be_in_viewport()
    assert page.evaluate(BELOW, "q-basic-training") >= 0
    lines = "[...document.querySelectorAll('.cx-status [data-progress], .cx-status button')].map((part) => Math.round(part.getBoundingClientRect().bottom))"
    assert len(set(page.evaluate(lines))) == 2
    walk.choose('[data-step="listening"]')
    assert page.evaluate(BELOW, f"q-{reference.practices()[6]}") >= 0
    walk.choose('[data-action="view"]')
    expect(page.locator("[data-practice]:visible")).to_have_count(1)
