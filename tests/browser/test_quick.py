"""A quick look: from *My assessments* over its marked questions to an interval, and from there on to all others and one stage."""

from __future__ import annotations

import json
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.assessing import Questionnaire
from tests.browser.axe import violations
from tests.browser.conftest import Visitor
from tests.browser.reference import framework, practices, words
from tests.build_hooks.cli.conftest import run

THERE = "[data-form] [data-practice]:visible"
ANSWER = "ids => ids.forEach(id => document.querySelector(`[name='${id}'][value='repeatable']`).click())"


def test_a_quick_look_goes_on_to_one_stage(visitor: Visitor, tmp_path: Path) -> None:
    page = visitor.go("assess/")
    page.locator('[name="unit"]').fill("Garden centre")
    page.locator('[data-start-look="four-stages"]').click()
    page.wait_for_url("**/assess/four-stages/#quick")
    look = Questionnaire(page, visitor.site).ready()
    marked = [key for key in practices() if key in framework().quick]
    assert [part.get_attribute("data-practice") for part in page.locator(THERE).all()] == marked
    expect(page.locator('[data-look="on"]')).to_be_visible()
    expect(page.locator(THERE).nth(4).locator("[data-number]")).to_have_text("Question 5 of 14")

    look.action("next-open").click()  # the address names a question now, and nothing is kept yet
    page.reload()
    look.ready()
    expect(page.locator(THERE)).to_have_count(14)

    # Those of the first stage are met, and one of the second: likely stage 1 to 2, as is worked out on the page on scoring.
    met = [key for key in marked if framework().practice[key].stage == "foundational-focus"] + ["root-cause-analysis"]
    for key in marked[:5]:
        look.choose(key, "repeatable" if key in met else "missing")
    expect(look.progress).to_have_text("Quick look: 5 of 14")
    look.saved()
    look.open()  # without the address that began it
    expect(page.locator(THERE)).to_have_count(14)
    for key in marked[5:]:
        look.choose(key, "repeatable" if key in met else "missing")
    expect(look.progress).to_have_text("Quick look: 14 of 14")
    expect(look.action("next-open")).to_be_hidden()
    look.saved().show_report()
    title = page.locator(".cx-report__headline")
    expect(title).to_have_text("Likely stage 1 to 2")
    assert violations(page) == []

    file = tmp_path / "look.json"
    file.write_text(json.dumps(look.download()), "utf-8")
    assert json.loads(file.read_text("utf-8"))["mode"] == "quick"
    told = run("score", file).out
    said = " ".join(told.split())
    head = page.locator(".cx-report__head")
    for line in [title, *head.locator("p").all()]:
        assert line.inner_text() in said
    assert "Answer the other 32 to be sure." in said

    page.locator('[data-action="rest"]').click()
    expect(page.locator(THERE)).to_have_count(46)
    first = next(key for key in practices() if key not in marked)
    expect(page.locator(f'[name="{first}"]').first).to_be_focused()
    expect(look.progress).to_have_text(re.compile("14 answered, 32 open"))
    page.evaluate(ANSWER, [key for key in practices() if key not in marked])
    look.saved()
    expect(title).to_have_text(re.compile("^Stage 2 of 4"))  # of stage 2, 9 of 11 are met, which is more than half
    expect(page.locator('[data-action="rest"]')).to_have_count(0)

    visitor.go("assess/")
    expect(page.locator("[data-assessment]")).to_contain_text(words()("shelf.given", given=46, all=46))
