"""axe without violations, in light and dark, at a desk and on a telephone; and what axe cannot see."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser import reference
from tests.browser.axe import violations
from tests.browser.conftest import DESKTOP, PHONE, Visitor
from tests.browser.reference import words

STILL: dict[str, Any] = {"reduced_motion": "reduce"}
LOOKS: dict[str, dict[str, Any]] = {
    "light desk": {**DESKTOP, **STILL, "color_scheme": "light"},
    "dark desk": {**DESKTOP, **STILL, "color_scheme": "dark"},
    "light telephone": {**PHONE, **STILL, "color_scheme": "light"},
    "dark telephone": {**PHONE, **STILL, "color_scheme": "dark"},
}
PAGES = {
    "home": "",
    "a model": "models/four-stages/",
    "a stage": "models/four-stages/foundational-focus/",
    "a practice": "models/four-stages/practices/basic-training/",
    "all practices": "practices/",
    "a metric": "measure/net-promoter-score/",
    "symptoms": "learn/problems/",
    "a circumstance": "learn/circumstances/monopoly/",
    "a template": "practices/templates/complaint-log/",
    "the sample report": "assess/sample/",
    "a team": "assess/team/",
    "not found": "no/such/page/",
}
STATES: tuple[dict[str, object], ...] = (
    *({"answer": answer, "evidence": "Handbook, March"} for answer in reference.framework().scale),
    {"dont_know": True},
)
FILLED = reference.assessment_file(
    {practice: STATES[i % len(STATES)] for i, practice in enumerate(reference.practices()) if i % 7}
    | {"pilot-programs": {"not_applicable": "One site"}},
    name="Garden centres",
)


def hold(page: Page, what: str, look: str) -> None:
    """No violation; else they are listed."""
    found = violations(page)
    assert not found, f"{what}, {look}: {len(found)} violations of accessibility\n" + "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_pages_that_are_read(visit: Callable[..., Visitor], look: str) -> None:
    visitor = visit(**LOOKS[look])
    visitor.watch.expect("status of 404")
    for what, address in PAGES.items():
        page = visitor.go(address)
        expect(page.locator("h1").first).to_be_visible()
        assert page.evaluate("document.body.dataset.mdColorScheme") == ("slate" if "dark" in look else "default")
        hold(page, what, look)


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_the_search(visit: Callable[..., Visitor], look: str) -> None:
    visitor = visit(**LOOKS[look])
    page = visitor.go("")
    if "telephone" in look:
        page.locator("label.md-header__button[for=__search]").click()
    _search(page, "training")
    hold(page, "the search", look)


def _search(page: Page, word: str) -> None:
    """Type until the theme listens: it takes keys only once its index is there, and says nothing of when that is."""
    query, found = page.locator("[name=query]"), page.locator(".md-search-result__item").first
    for _ in range(15):
        query.fill("")
        query.press_sequentially(word)
        try:
            expect(found).to_be_visible(timeout=2_000)
        except AssertionError:
            continue
        return
    expect(found).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_the_questionnaire_and_the_report(visit: Callable[..., Visitor], look: str) -> None:
    visitor = visit(**LOOKS[look])
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    at_the_end = "scrollTo(0, document.body.scrollHeight)"  # where the bar of a telephone covers no half of anything
    if "telephone" in look:
        page.evaluate(at_the_end)
    hold(page, "the questionnaire, empty", look)
    page.get_by_text(words()("about.title")).click()
    questionnaire.upload(FILLED).show_report()
    page.locator(".cx-report summary").first.click()
    if "telephone" in look:  # which shows one thing at a time
        hold(page, "the report", look)
        page.locator(".cx-walk [data-opens-sheet]").click()
        hold(page, "the sheet of sections", look)
        page.keyboard.press("Escape")
        questionnaire.reach(reference.practices()[0])
    page.locator(".cx-notes > summary").first.click()
    questionnaire.choose_file("no assessment")
    questionnaire.expect_notice("file")
    if "telephone" in look:
        page.evaluate(at_the_end)
    hold(page, "the questionnaire, filled, with a report and a notice", look)
    questionnaire.action("delete").click()
    expect(questionnaire.dialog).to_be_visible()
    hold(page, "the question before deleting", look)


def test_nothing_is_cut_off_on_a_narrow_screen(visit: Callable[..., Visitor]) -> None:
    visitor = visit(viewport={"width": 320, "height": 700})
    visitor.watch.expect("status of 404")
    wider = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    for address in PAGES.values():
        assert visitor.go(address).evaluate(wider) <= 0, f"{address} can be scrolled sideways"
    questionnaire = visitor.questionnaire().open().upload(FILLED).show_report()
    assert visitor.page.evaluate(wider) <= 0, "the report can be scrolled sideways"
    assert questionnaire.report.is_visible()


def test_motion_is_reduced(visit: Callable[..., Visitor]) -> None:
    page = visit(reduced_motion="reduce", scorer=False).questionnaire().open().page
    moving = page.evaluate("""() => [...document.querySelectorAll('*')].filter((element) => {
      const { transitionDuration, animationName, scrollBehavior } = getComputedStyle(element)
      return parseFloat(transitionDuration) > 0 || animationName !== 'none' || scrollBehavior === 'smooth'
    }).map(({ className }) => className)""")
    assert moving == []


def test_a_low_screen_is_left_to_what_is_read(visit: Callable[..., Visitor]) -> None:
    """A page that is enlarged fourfold on a screen of 1280 by 1024."""
    page = visit(viewport={"width": 320, "height": 256}, scorer=False).questionnaire().open("#q-issue-resolution").page
    at_the_top = """() => [...document.elementsFromPoint(160, 4), ...document.elementsFromPoint(160, 60)]
      .some((element) => element.matches('.md-header, .cx-status'))"""
    expect(page.locator("#q-issue-resolution legend")).to_be_in_viewport(ratio=1)
    assert not page.evaluate(at_the_top)


COVERED = """async () => {
  function look() {
    const { activeElement: focus } = document
    const shown = focus.labels?.[0] && focus.offsetWidth < 2 ? focus.labels[0] : focus
    const { left, top, right, bottom } = shown.getBoundingClientRect()
    const places = [[left + 3, top + 3], [(left + right) / 2, (top + bottom) / 2], [right - 3, bottom - 3]]
    const seen = places.some(([x, y]) => { const there = document.elementFromPoint(x, y); return there && (shown.contains(there) || there.contains(shown)) })
    return { at: focus.tagName, name: focus.textContent.trim().slice(0, 40), seen: focus === document.body || seen }
  }
  const start = performance.now()
  while (!look().seen && performance.now() - start < 3000) await new Promise(requestAnimationFrame)
  return look()
}"""
"""What has the focus, and whether it is seen: at the latest in a moment, since the search opens after it has the focus."""


def test_whatever_the_keyboard_comes_to_is_seen(visit: Callable[..., Visitor]) -> None:
    """The menu of a narrow screen included, of which no keyboard can work the theme's label."""
    for size in ({"width": 360, "height": 640}, {"width": 1280, "height": 720}):
        page = visit(viewport=size, scorer=False, **STILL).go("assess/team/")
        way = []
        for _ in range(90):
            page.keyboard.press("Tab")
            way.append(page.evaluate(COVERED))
            if way[-1]["at"] == "BODY":
                break
        assert [each for each in way if not each["seen"]] == [], size
        names = [each["name"] for each in way]
        assert {"Home", "The four-stage model", "About"} <= set(names), size
        assert way[-1]["at"] == "BODY", f"no end of the way at {size}"
        assert page.locator(".md-sidebar--primary .md-sidebar__scrollwrap").evaluate("menu => menu.scrollLeft") == 0


def test_what_grounds_alone_would_show_is_seen_in_the_colours_of_a_system(visit: Callable[..., Visitor]) -> None:
    visitor = visit(forced_colors="active", scorer=False)
    visitor.go("models/four-stages/practices/pilot-programs/")
    filled = "getComputedStyle(document.querySelector('.cx-dots i.on')).backgroundColor"
    assert visitor.page.evaluate(filled) != "rgb(255, 255, 255)", "the ground of a hollow dot"
    page = visitor.questionnaire().open().page
    bar = page.locator("[data-progress-bar]")
    empty = bar.screenshot()
    bar.evaluate("bar => (bar.value = bar.max / 2)")
    assert bar.screenshot() != empty
    sign = "getComputedStyle(document.querySelector('.cx-notes summary'), '::after').backgroundColor"
    assert page.evaluate(sign) != "rgb(255, 255, 255)"
    # Which of several it is.
    ground = "(part) => getComputedStyle(document.querySelector(part)).backgroundColor"
    visitor.go("practices/")
    assert page.evaluate(ground, ".cx-views a[aria-current]") != page.evaluate(
        ground, ".cx-views a:not([aria-current])"
    )


def test_targets_are_large_enough(visit: Callable[..., Visitor]) -> None:
    """WCAG 2.2, 2.5.8: 24 by 24 pixels, but for links within text; of a radio, its label is the target."""
    for look in (DESKTOP, PHONE):
        visitor = visit(scorer=False, **look)
        questionnaire = visitor.questionnaire().open()
        questionnaire.choose("basic-training", "ad-hoc")
        small = visitor.page.evaluate("""() => [...document.querySelectorAll('[data-assess] :is(button, summary, input, textarea, .cx-steps a, label.cx-tool)')]
          .map((element) => element.type === 'radio' || element.type === 'file' ? element.closest('label') : element)
          .filter((element) => element.checkVisibility())
          .map((element) => [element.outerHTML.slice(0, 90), element.getBoundingClientRect()])
          .filter(([, { width, height }]) => width < 24 || height < 24).map(([html, { width, height }]) => `${width}×${height} ${html}`)""")
        assert small == []


def test_names_and_structure_for_a_screen_reader(unscored: Visitor) -> None:
    page = unscored.questionnaire().open().page
    practice = reference.framework().practice["basic-training"]
    group = page.get_by_role("group", name=practice.question, exact=True)
    expect(group.get_by_role("radio")).to_have_count(6)
    # An answer is called by its name alone; what it means is said after it, and notes repeat no question.
    first = group.get_by_role("radio").first
    expect(first).to_have_accessible_name("Missing")
    expect(first).to_have_accessible_description(practice.answers["missing"].anchor)
    expect(group.locator("textarea, [type=date]")).to_have_count(0)
    page.locator("#q-basic-training summary").click()
    note = page.locator('[name="basic-training.evidence"]')
    expect(note).to_have_accessible_name(
        f"{words()('assess.note')} {words()('assess.note_of', practice=practice.name)}"
    )
    # Whatever a telephone takes a file of answers for, it can be chosen.
    expect(page.locator("[data-action=upload] [type=file]")).not_to_have_attribute("accept", re.compile(""))
    expect(page.get_by_role("progressbar")).to_have_accessible_name(words()("assess.progress_label"))
    expect(page.get_by_role("navigation", name=words()("assess.sections"))).to_be_visible()
    expect(page.locator("[data-announcer]")).to_have_attribute("role", "status")
    live = page.locator("[data-assess] :is([role=status], [role=alert], [aria-live])")
    assert live.evaluate_all("parts => parts.map(({ dataset }) => Object.keys(dataset)[0])") == [
        "announcer",
        "reportStatus",
        "outlook",
        "shareCopied",
    ]
    levels = page.locator("h1, h2, h3, h4").evaluate_all(
        "all => all.filter((h) => h.checkVisibility()).map(({ tagName }) => Number(tagName[1]))"
    )
    assert levels[0] == 1 and all(after - before <= 1 for before, after in itertools.pairwise(levels))
