"""The pages on paper, as Chromium prints them: white whatever the screen is, whole, and broken where a reader would."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.paper import Paper, plain
from tests.browser.reference import words
from tests.ours import sources

NOTE = "\n".join(f"Line {i} of a note that goes on, with the words {i}a, {i}b and {i}c." for i in range(60))
REASON = " ".join(f"because{i}" for i in range(35))
HEADINGS = """() => [...document.querySelectorAll('.md-content :is(h2, h3, summary)')].flatMap((heading) => {
  if (!heading.checkVisibility()) return []
  const after = document.createTreeWalker(heading.closest('.md-content'), NodeFilter.SHOW_TEXT)
  after.currentNode = heading.lastChild ?? heading
  for (let text = after.nextNode(); text; text = after.nextNode()) {
    const said = text.textContent.trim()
    const seen = text.parentElement.checkVisibility() && !text.parentElement.closest('.headerlink, .cx-hidden, svg')
    if (said && seen && !heading.contains(text)) return [[heading.firstChild.textContent, said.split(/\\s+/).slice(0, 2).join(' ')]]
  }
  return []
})"""
"""Every heading and the first two words after it, as they stand in print."""


def printed(page: Page, scheme: str = "default") -> Paper:
    """What is printed, once the page has the colours that were asked for."""
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", scheme)
    return Paper(page.pdf())


@pytest.mark.parametrize(
    "address", ["", "models/four-stages/practices/issue-resolution/", "measure/calculator/", "assess/adoption-path/"]
)
def test_a_dark_page_prints_as_a_light_one_does(visit: Callable[..., Visitor], address: str) -> None:
    page = visit(color_scheme="dark", scorer=False).go(address)
    dark = printed(page, "slate")
    page.emulate_media(color_scheme="light")
    light = printed(page)
    assert dark.pixels == light.pixels and dark.pages == light.pages
    assert dark.white() > 0.65


def test_what_was_typed_is_printed_whole_and_so_is_its_report(visit: Callable[..., Visitor]) -> None:
    visitor = visit(color_scheme="dark")
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    questionnaire.choose("basic-training", "ad-hoc")
    questionnaire.note("basic-training", "The keeper of the log", "evidence_owner")
    questionnaire.choose("pilot-programs", "not-applicable")
    questionnaire.note("pilot-programs", REASON, "reason")
    questionnaire.note("basic-training", NOTE)
    questionnaire.saved()
    questionnaire.question("pilot-programs").locator("summary").click()
    questionnaire.field("pilot-programs.evidence").focus()
    focused = printed(page, "slate")
    for text in (*NOTE.splitlines(), "The keeper of the log"):
        assert focused.text.count(plain(text)) == 1, text
    assert REASON in focused.text
    page.evaluate("document.activeElement.blur()")
    # No cursor, no ring: the page with the field that had the focus is alike to the pixel. (A circle on another one may lie a hair lower.)
    blurred = printed(page, "slate")
    place = focused.page_of("Pilot Programs")
    assert focused.pages == blurred.pages and focused.pixels[place] == blurred.pixels[place]
    report = printed(questionnaire.show_report().page, "slate")
    for text in (*NOTE.splitlines(), "The keeper of the log", REASON):
        # Without blanks, of which some are lost where a page begins within a text.
        assert "".join(plain(text).split()) in "".join(report.flow.split()), text
    assert report.white() > 0.65
    # Nothing is left out because it was folded on the screen.
    for gap in page.locator("[data-report] .cx-gaps li > strong, [data-report] .cx-gaps li > a").all_text_contents():
        assert plain(gap) in report.text


def test_the_worksheet_without_scripts_has_all_that_paper_needs_and_no_promise(visit: Callable[..., Visitor]) -> None:
    visitor = visit(java_script_enabled=False)
    for framework in sources().frameworks:
        page = visitor.go(f"assess/{framework.id}/")
        expect(page.get_by_text(words()("assess.promise.device"))).to_be_visible()
        for promise in ("saved", "any_time"):
            expect(page.get_by_text(words()(f"assess.promise.{promise}"))).to_be_hidden()
        paper = Paper(page.pdf())
        for key in ("about.name", "about.label", "about.group", "about.taken", "assess.how.text"):
            assert paper.page_of(words()(key)) == 0, key
        for answer in framework.answers:
            assert paper.page_of(f"{answer.name} {answer.meaning}") == 0
        assert paper.text.count(plain(words()("assess.note"))) == len(framework.practices)
        for said in ("assess.promise.saved", "assess.promise.any_time", "assess.noscript", "about.text"):
            assert plain(words()(said)) not in paper.text
        for section in framework.sections:
            practices = framework.in_section(section.id)
            assert paper.page_of(section.summary) == paper.page_of(practices[0].question)
            for practice in practices:
                anchors = [answer.anchor for answer in practice.answers.values()]
                pages = {paper.page_of(text) for text in (practice.question, *anchors)}
                assert len(pages) == 1 and -1 not in pages, (practice.id, pages)


@pytest.mark.parametrize(
    "address",
    [
        "models/four-stages/practices/issue-resolution/",
        "models/four-stages/foundational-focus/",
        "measure/calculator/",
        "assess/sample/",
    ],
)
def test_no_heading_stands_at_the_foot_of_a_page_without_what_it_heads(unscored: Visitor, address: str) -> None:
    page = unscored.go(address)
    paper = Paper(page.pdf())
    page.emulate_media(media="print")
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true })")
    headings = page.evaluate(HEADINGS)
    assert len(headings) > 5
    assert [each for each in headings if not paper.heads(*each)] == []
