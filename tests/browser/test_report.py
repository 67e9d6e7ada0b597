"""The result on the page is the one that CPython gives for the same file, byte for byte."""

from __future__ import annotations

import hashlib
import json
import random
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cxcore.reading import jsontext
from tests.browser import reference
from tests.browser.conftest import Visitor
from tests.browser.reference import TO_THE_ROOT, words
from tests.browser.watching import LISTEN

# A scorer of the test's own, on the page and under its policy, asked as the page asks: only answers' hashes come back.
SCORER = """async (config) => {
  const modules = document.querySelector('script[type="module"]').src.replace(/[^/]*$/, '')
  const { openScorer } = await import(modules + 'scorer.js')
  const page = JSON.parse(document.querySelector('[data-config]').textContent)
  window.own = openScorer(page.scorer, page.root)
  await window.own.start()
}"""
HASHES = """async ([files, site]) => Promise.all(files.map(async (assessment) => {
  const answer = JSON.stringify(await window.own.request('report', { assessment, site }))
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(answer))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}))"""
CASES: dict[str, dict[str, Any]] = {
    "everything met": reference.assessment_file({key: {"answer": "systematic"} for key in reference.practices()}),
    "all not known": reference.assessment_file({key: {"dont_know": True} for key in reference.practices()}),
    "all not applicable": reference.assessment_file(
        {p.id: {"not_applicable": "x"} for p in reference.framework().practice.values() if p.not_applicable}
    ),
    "mixed, with hostile notes": reference.random_file(random.Random(3)),
}


@pytest.mark.parametrize("case", CASES)
def test_the_page_shows_what_cpython_renders(visit: Callable[..., Visitor], case: str) -> None:
    visitor = visit()
    visitor.context.add_init_script(LISTEN)
    questionnaire = visitor.questionnaire().open().upload(CASES[case]).show_report()
    data, html = reference.expected(CASES[case])
    answer = visitor.page.evaluate("window.answers.at(-1)")
    assert answer["html"] == html
    assert json.dumps(answer["report"]) == json.dumps(data)
    assert shown_html(visitor.page, html)
    assert questionnaire.report.get_attribute("data-stage-reached") == str(data["stage_reached"]["order"])
    assert (
        visitor.page.title()
        == f"{words()('assess.title', framework=reference.framework().name)} - {words()('site.name')}"
    )


def shown_html(page: Page, html: str) -> bool:
    """Whether the report on the page is this, element for element."""
    same: bool = page.evaluate(
        """html => {
          const model = document.createElement('div')
          model.innerHTML = html
          return model.innerHTML === document.querySelector('[data-report-slot]').innerHTML
        }""",
        html,
    )
    return same


@pytest.mark.slow
@pytest.mark.no_cover  # chance: see `tests.floors`
def test_200_random_assessments_give_the_same_bytes(visit: Callable[..., Visitor]) -> None:
    page = visit(scorer=True).questionnaire().open().page
    page.evaluate(SCORER)
    source = random.Random(20261121)
    files = [reference.random_file(source) for _ in range(200)]
    reached = set()
    for start in range(0, len(files), 50):
        chunk = files[start : start + 50]
        hashes = page.evaluate(HASHES, [chunk, TO_THE_ROOT])
        for file, found in zip(chunk, hashes, strict=True):
            data, html = reference.expected(file)
            reached.add(data["stage_reached"]["order"])
            expected = jsontext.dumps({"report": data, "html": html})
            assert found == hashlib.sha256(expected.encode()).hexdigest(), (
                f"another result in the browser for {json.dumps(file)}"
            )
    assert reached == {0, 1, 2, 3, 4}, "the random assessments do not reach every stage"


def test_a_report_asked_for_while_the_scorer_starts(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    gate = visitor.site.withhold(r"\.wasm$")
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose("basic-training", "ad-hoc")
    questionnaire.action("report").click()
    status = visitor.page.locator("[data-report-status]")
    expect(status).to_have_text(words()("report.starting"))
    assert visitor.page.evaluate("document.activeElement.id") == "heading-report"
    questionnaire.choose("pilot-programs", "systematic")
    questionnaire.saved()
    visitor.page.evaluate("document.activeElement.blur()")
    gate.set()
    questionnaire.reported()
    expect(status).to_have_text(words()("report.done"))
    expect(questionnaire.report).to_contain_text("2 answered")
    assert visitor.page.evaluate("document.activeElement.id") == "", (
        "the focus was taken from somebody who had moved on"
    )


def test_the_address_of_the_report_and_of_a_question(visitor: Visitor) -> None:
    page, questionnaire = visitor.page, visitor.questionnaire().open("#q-cx-strategy")
    expect(questionnaire.question("cx-strategy")).to_be_in_viewport()
    box = questionnaire.question("cx-strategy").bounding_box()
    bar = page.locator(".cx-status").bounding_box()
    assert box and bar and box["y"] >= bar["y"] + bar["height"], "the question lies behind the bar"
    questionnaire.choose("cx-strategy", "ad-hoc")
    questionnaire.saved()
    visitor.go("")
    questionnaire.open("#report").reported()
    expect(questionnaire.report).to_contain_text("1 answered, 45 open")
    assert page.evaluate("document.activeElement.id") == "heading-report"
    marks = page.evaluate(
        "performance.getEntriesByType('mark').map(({ name }) => name).filter((name) => /^cx:(?!kept)/.test(name))"
    )
    assert sorted(marks) == ["cx:form-ready", "cx:scored", "cx:scorer-ready"]
    questionnaire.choose("cx-strategy", "systematic")
    expect(questionnaire.report.locator("tr", has_text="CX Strategy")).to_contain_text("Systematic")
    count = "performance.getEntriesByName('cx:scored').length"
    assert page.evaluate(count) == 2
    # From the list of answers to a question, and Back to where one was.
    page.get_by_role("row", name="CX Strategy").get_by_role("link", name=words()("action.change")).click()
    expect(page).to_have_url(re.compile("#q-cx-strategy$"))
    expect(questionnaire.option("cx-strategy", "systematic")).to_be_focused()
    questionnaire.choose("cx-strategy", "repeatable")
    questionnaire.saved()
    page.go_back()
    expect(page).to_have_url(re.compile("#report$"))
    expect(questionnaire.report).to_be_in_viewport()
    assert questionnaire.form()["cx-strategy"] == "repeatable"
    page.evaluate("document.activeElement.blur()")

    # The link in the page's own list of parts does the same.
    page.goto("about:blank")
    questionnaire.open()
    page.locator(".cx-steps").get_by_role("link", name=words()("report.title")).click()
    questionnaire.reported()


def test_the_contract_of_the_page(unscored: Visitor) -> None:
    page = unscored.questionnaire().open().page
    for name in ("report", "download", "upload", "delete"):
        assert page.locator(f'[data-action="{name}"]').count() == 1, name
    names = set(page.evaluate("[...document.querySelectorAll('input[type=radio][name]')].map(({ name, value }) => `${name} ${value}`)"
                              ".filter((text) => !text.startsWith('__'))"))  # fmt: skip
    for practice in reference.framework().practice.values():
        own = [*reference.framework().scale, "dont-know", *(["not-applicable"] if practice.not_applicable else [])]
        assert {f"{practice.id} {value}" for value in own} <= names
        assert page.locator(f'[name="{practice.id}.evidence"]').count() == 1
        assert page.locator(f'[name="{practice.id}.reason"]').count() == (1 if practice.not_applicable else 0)
        assert page.locator(f"#q-{practice.id}").count() == 1


KEPT = """() => new Promise((done, fail) => {
  setTimeout(() => fail(new Error('the place was not kept')), 10000)
  const look = () => (history.state.place?.part > 1 ? done() : requestAnimationFrame(look))
  look()
})"""


def test_links_of_the_report_lead_to_practices(visitor: Visitor) -> None:
    questionnaire = visitor.questionnaire().open()
    nothing = visitor.page.locator("[data-panel]:not([hidden]) > div:has(> p)")
    for tab in ("report", "plan", "models"):  # while nothing is answered there is no result, and a way back
        questionnaire.open(f"#{tab}").marked("cx:scorer-ready")
        expect(nothing).to_contain_text(words()("report.empty"))
        expect(nothing.locator('a[href^="#q-"]')).to_have_count(1)
        expect(visitor.page.locator("[data-report], [data-plan], [data-report-status]:not(:empty)")).to_have_count(0)
    questionnaire.choose("basic-training", "ad-hoc")
    questionnaire.show_report()
    links = questionnaire.report.locator("a")
    expect(links).not_to_have_count(0)
    addresses = set(links.evaluate_all("links => links.map(({ href }) => href)"))
    folder: Path = visitor.site.folder
    for address in addresses:
        assert address.startswith(visitor.site.url()), address
        assert (folder / address.removeprefix(visitor.site.url()) / "index.html").is_file(), address
    # Whoever reads far down in it is there again after a visit to a practice, and after a reload.
    page, top = visitor.page, "document.querySelector('[data-report]').getBoundingClientRect().top"
    page.mouse.move(600, 600)
    page.mouse.wheel(0, 1200)
    page.evaluate(KEPT)
    before = page.evaluate(top)
    assert before < -500
    page.get_by_role("link", name="How scoring works").evaluate("link => link.click()")
    page.wait_for_url("**/about/scoring/**")
    page.go_back()
    questionnaire.marked("cx:scored")
    assert page.evaluate(top) == pytest.approx(before, abs=2)
    page.reload()
    questionnaire.marked("cx:scored")
    assert page.evaluate(top) == pytest.approx(before, abs=2)
