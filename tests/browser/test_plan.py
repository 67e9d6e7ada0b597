"""The tabs of the result, and the plan: its stage, what is left out of it, and what would follow from its steps."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import expect

from build_hooks.places import ROOT
from tests.browser import reference
from tests.browser.conftest import Visitor

SAMPLE = json.loads((ROOT / "frameworks/four-stages/sample.json").read_text("utf-8"))


def test_the_plan_of_the_sample(visit: Callable[..., Visitor]) -> None:
    """The sample stands at stage 2; two practices, Pilot Programs and Cross-Functional Teams, lead to stage 3 at a cost of 16."""
    visitor = visit()
    page, questionnaire = visitor.page, visitor.questionnaire().open().upload(SAMPLE)
    questionnaire.show_report()
    assert page.url.endswith("#report")
    tab, plan = page.locator('[role="tab"][data-tab="plan"]'), page.locator("[data-plan]")
    page.locator('[role="tab"][data-tab="result"]').focus()
    page.keyboard.press("ArrowRight")
    expect(tab).to_be_focused()
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(plan).to_have_attribute("data-cost", "16")
    expect(page.locator('[name="target"]')).to_have_value("3")
    expect(questionnaire.report).to_be_hidden()
    assert page.url.endswith("#plan")

    # Without one of its practices the plan finds another way, which costs more; it can be taken back.
    step = page.locator('[data-plan] li[data-practice="cross-functional-teams"]')
    step.get_by_role("button", name="Not this one").press("Enter")
    expect(plan).to_have_attribute("data-cost", "17")
    expect(page.locator("[data-without]")).to_contain_text("Cross-Functional Teams")
    # A keyboard stays where the step is, though the plan was told anew.
    expect(page.locator("[data-take-back]")).to_be_focused()
    page.keyboard.press("Enter")
    expect(plan).to_have_attribute("data-cost", "16")
    expect(step.locator("[data-done]")).to_be_focused()

    # What would follow is told, and is no answer.
    outlook = page.locator("[data-outlook]")
    first = page.locator('[data-plan] li[data-practice="pilot-programs"] [data-done]')
    first.press("Space")
    expect(outlook).to_have_text("With this one done: Stage 2: Data-Driven Insights.")
    expect(first).to_be_focused()
    page.locator('[data-plan] li[data-practice="cross-functional-teams"] [data-done]').check()
    expect(outlook).to_have_text("With these 2 done: Stage 3: Strategic Alignment.")
    assert questionnaire.download()["responses"] == SAMPLE["responses"]

    # Who leads a step and when it begins is kept, and goes into what is taken along.
    step.locator("[data-owner]").fill("Ada Lovelace")
    page.keyboard.press("Tab")
    led = page.locator("[data-plan] tr", has_text="Ada Lovelace")
    expect(led).to_have_count(4)
    expect(page.locator("[data-plan] .cx-days__lane", has_text="Cross-Functional Teams")).to_contain_text(
        "Ada Lovelace"
    )
    expect(step.get_by_role("button", name="Not this one")).to_be_focused()
    page.locator('[data-along] [name="begins"]').fill("2027-01-04")
    page.locator('[data-along] [name="form"]').select_option("github-projects")
    with page.expect_download() as download:
        page.locator("[data-take]").click()
    lines = Path(download.value.path()).read_text("utf-8-sig").splitlines()
    assert lines[0] == "Title,Start date,Due date,Owner,Practice,Notes"
    assert sum(",Ada Lovelace,Cross-Functional Teams," in line for line in lines) == 4
    assert any(",2027-01-04,2027-01-13," in line for line in lines)  # day 10
    questionnaire.saved()

    page.locator('[name="target"]').select_option("2")
    expect(plan).to_have_attribute("data-status", "reached")
    expect(outlook).to_have_text("")

    # Back, and a reload, lead to where one was.
    page.go_back()
    expect(questionnaire.report).to_be_visible()
    page.go_forward()
    expect(plan).to_be_visible()
    page.reload()
    expect(page.locator("[data-plan]")).to_have_attribute("data-status", "reached", timeout=90_000)
    page.locator('[name="target"]').select_option("3")
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(step.locator("[data-owner]")).to_have_value("Ada Lovelace")
    expect(page.locator('[data-along] [name="begins"]')).to_have_value("2027-01-04")


def test_the_plan_follows_the_answers(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page, questionnaire = visitor.page, visitor.questionnaire().open("#plan")
    for practice in reference.practices():
        questionnaire.choose(practice, "repeatable")
    expect(page.locator("[data-plan]")).to_have_attribute("data-status", "reached", timeout=90_000)
    questionnaire.choose(reference.practices()[0], "missing")
    expect(page.locator("[data-plan]")).to_be_visible()
    # What nobody knows is to be found out and set nobody to work on; as if it were known to be met, it can be seen all the same.
    for practice in reference.practices()[1:3]:
        questionnaire.choose(practice, "dont-know")
    open_ = page.locator("[data-plan] .cx-report__lift li[data-practice]")
    expect(page.locator("[data-plan] .cx-report__lift")).to_contain_text("as not met, because ", timeout=90_000)
    expect(open_.first.locator("[data-done], [data-leave]")).to_have_count(2)
    expect(page.locator("[data-plan] .cx-report__lift :is([data-owner], .cx-gap__then)")).to_have_count(0)
