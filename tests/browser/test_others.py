"""The answers seen through the other models: what is fetched and when, and what is told where it does not come."""

from __future__ import annotations

import json
from collections.abc import Callable

from playwright.sync_api import expect

from build_hooks.places import ROOT
from tests.browser.assessing import STARTING
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Visitor
from tests.browser.reference import words
from tests.ours import sources

SAMPLE = json.loads((ROOT / "frameworks/four-stages/sample.json").read_text("utf-8"))
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def test_the_sample_through_the_other_models(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.watch.expect("Failed to load resource")
    page, questionnaire = visitor.page, visitor.questionnaire().open().upload(SAMPLE)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2].partition(".")[0]))
    questionnaire.show_report()
    others = [framework for framework in sources().frameworks if framework.id != "four-stages"]
    assert not {framework.id for framework in others} & set(asked), "nothing is fetched before it is wanted"

    page.locator('[role="tab"][data-tab="result"]').focus()
    page.keyboard.press("End")
    page.keyboard.press("ArrowLeft")
    expect(page.locator('[role="tab"][data-tab="models"]')).to_be_focused()
    seen, choice = page.locator("[data-crosswalk]"), page.locator('[name="model"]')
    expect(seen).to_contain_text(f"The four-stage model, read through {others[0].name}")
    assert page.url.endswith("#models")
    assert asked.count(others[0].id) == 1 and others[1].id not in asked
    expect(choice.locator("option")).to_have_count(len(others))
    for framework in others:
        choice.select_option(framework.id)
        expect(seen).to_contain_text(f"read through {framework.name}")
    assert {framework.id: asked.count(framework.id) for framework in others} == {
        framework.id: 1 for framework in others
    }

    # What is silent leads to where it can be answered; with each answer the view follows.
    choice.focus()
    choice.select_option("adoption-path")
    expect(choice).to_be_focused()
    expect(seen).to_contain_text("Stage 2: Data-Driven Insights lies between no phase and Phase 3: Sustain.")
    expect(seen).to_contain_text("The adoption path: 5 practices are silent")
    first = "../../assess/adoption-path/#q-problems-reported-by-employees"
    expect(seen.get_by_role("link", name="Answer directly")).to_have_attribute("href", first)
    assessed = seen.locator(".cx-figures > div").filter(has_text="that an answer bears on").locator("strong")
    expect(assessed).to_have_text("15")
    questionnaire.choose("c-suite-accountability", "ad-hoc")
    expect(assessed).to_have_text("16")
    page.evaluate("scrollTo(0, 0)")  # where the bar covers no half of a link
    assert not violations(page)


def test_a_model_that_does_not_arrive(visit: Callable[..., Visitor]) -> None:
    visitor = visit(**PHONE)
    visitor.watch.expect("Failed to load resource")
    visitor.watch.expect("for http")
    page = visitor.page
    first = next(framework.id for framework in sources().frameworks if framework.id != "four-stages")
    page.route(f"**/assets/data/{first}.*", lambda route: route.abort())
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose("basic-training", "ad-hoc")
    questionnaire.saved()
    page.evaluate("location.hash = '#models'")
    status = page.locator("[data-report-status]")
    told = words()("others.unfetched", reason=words()("reason.load"))
    expect(status).to_have_text(told, timeout=STARTING)
    assert page.evaluate(WIDER) <= 0
    page.evaluate("scrollTo(0, 0)")
    assert not violations(page)
    page.unroute(f"**/assets/data/{first}.*")
    page.locator("[data-again]").click()
    expect(page.locator("[data-crosswalk]")).to_be_visible(timeout=STARTING)
    expect(page.locator('[name="model"]')).to_be_focused()
    expect(page.locator("[data-again]")).to_be_hidden()
    assert page.evaluate(WIDER) <= 0
