"""Answers over time: files beside those of the page, each taken, told to be the same, or refused with its reason."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from build_hooks.places import ROOT
from tests.browser.assessing import STARTING
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, Visitor
from tests.browser.paper import Paper
from tests.browser.reference import words

SAMPLE = json.loads((ROOT / "frameworks/four-stages/sample.json").read_text("utf-8"))
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def lower(taken: str, *practices: str) -> dict[str, Any]:
    """The sample, with these practices missing, of another day."""
    return {
        **SAMPLE,
        "taken": taken,
        "responses": SAMPLE["responses"] | {key: {"answer": "missing"} for key in practices},
    }


def files(**contents: Any) -> list[Any]:
    """Files by their names without the ending."""
    return [
        {"name": f"{name}.json", "mimeType": "application/json", "buffer": json.dumps(content).encode("utf-8")}
        for name, content in contents.items()
    ]


def test_the_sample_over_time(visit: Callable[..., Visitor]) -> None:
    visitor = visit(**PHONE)
    page, questionnaire = visitor.page, visitor.questionnaire().open("#time")
    beside, told, status = (
        page.locator("[data-beside]"),
        page.locator("[data-trend]"),
        page.locator("[data-report-status]"),
    )
    expect(page.locator('[role="tab"][data-tab="time"]')).to_have_attribute("aria-selected", "true")
    expect(beside).to_have_text(words()("time.none"))
    questionnaire.upload(SAMPLE)
    expect(beside).to_contain_text("One so far. Keep a copy today and come back.")
    assert questionnaire.download(page.locator("[data-keep]"))["responses"] == SAMPLE["responses"]

    choose = page.locator('[data-action="compare"] input')
    other = {**SAMPLE, "framework": {"id": "five-levels", "version": "1.0.0"}}
    choose.set_input_files(files(sample=SAMPLE, other=other, broken="no"))
    line = page.locator("[data-file]")
    expect(line.filter(has_text="sample.json")).to_contain_text("The same answers as on this page; they count once.")
    expect(line.filter(has_text="other.json")).to_contain_text(
        "Its answers are to another model than “The four-stage model”."
    )
    expect(line.filter(has_text="broken.json")).to_contain_text("This is no file of answers from this site.")
    expect(status).to_contain_text("is not taken.")
    expect(told).to_have_count(0)

    # Two: from and to, what moved, and how far it is; with a third a line.
    choose.set_input_files(files(spring=lower("2026-03-09", "basic-training", "service-standards", "data-integration")))
    expect(line.filter(has_text="spring.json")).to_contain_text("9 March 2026: ")
    expect(told).to_contain_text("3 practices are higher", timeout=STARTING)
    expect(told.locator("svg")).to_have_count(0)
    assert all(Paper(page.pdf()).pages), "a page of the paper is empty"
    choose.set_input_files(files(summer=lower("2026-06-09", "basic-training")))
    expect(told.locator(".cx-line circle")).to_have_count(3)
    expect(told.locator(".cx-line figcaption")).to_contain_text("The average of answers: ")
    assert page.evaluate(WIDER) <= 0
    assert not violations(page)

    # With each answer it follows; what is taken away counts no longer, and the keyboard stays in place.
    questionnaire.choose("basic-training", "missing")
    page.go_back()
    expect(told.locator(".cx-line circle")).to_have_count(4)  # what was the same as the page's is an earlier one now
    expect(line.filter(has_text="sample.json")).to_contain_text("21 November 2026: ")
    expect(told).to_contain_text("2 of these are of 21 November 2026.")
    remove = line.filter(has_text="summer.json").locator("[data-remove]")
    remove.press("Enter")
    expect(told.locator(".cx-line circle")).to_have_count(3)
    expect(choose).to_be_focused()
    line.filter(has_text="spring.json").locator("[data-remove]").click()
    expect(told.locator("svg")).to_have_count(0)
    expect(told).to_contain_text("1 practice is lower")
