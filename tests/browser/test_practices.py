"""The lists of practices, narrowed by word, stage and aspect."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from cxcore.model import Aspect
from tests.browser.conftest import Visitor
from tests.browser.reference import words
from tests.ours import sources

EVERY = [practice for framework in sources().frameworks for practice in framework.practices]


def shown(visitor: Visitor) -> list[str]:
    return sorted(visitor.page.locator("[data-entry]:visible > a").all_inner_texts())


def test_a_word_a_stage_and_an_aspect_narrow_the_list(visitor: Visitor):
    page = visitor.go("practices/")
    status = page.locator("[data-filter-status]")
    expect(status).to_have_text(f"{len(EVERY)} of {len(EVERY)} practices")
    page.get_by_label("Find a word").fill("Training")
    trained = [
        p.name for p in EVERY if "training" in f"{p.name} {p.also} {p.definition} {p.question} {p.benefit}".lower()
    ]
    expect(status).to_have_text(f"{len(trained)} of {len(EVERY)} practices")
    assert shown(visitor) == sorted(trained)
    assert page.locator("h2:visible").count() == len({name[0] for name in trained})
    page.get_by_label("Stage or phase", exact=True).select_option("Stage 3: Strategic Alignment")
    expect(status).to_have_text(f"1 of {len(EVERY)} practices")
    assert shown(visitor) == ["Employee Training and Empowerment"]
    page.get_by_role("button", name="Show all").click()
    expect(status).to_have_text(f"{len(EVERY)} of {len(EVERY)} practices")
    page.get_by_label("Aspect").select_option("Measurement")
    assert shown(visitor) == sorted(p.name for p in EVERY if Aspect.MEASUREMENT in (p.aspect, p.second_aspect))
    page.get_by_label("Find a word").fill("no such practice")
    expect(status).to_have_text("No practice fits. Take a word or a choice away.")


def test_a_word_of_the_page_finds_what_is_about_it_and_what_mentions_it(visitor: Visitor):
    page = visitor.go("practices/")
    status = page.locator("[data-filter-status]")
    page.get_by_label("Find a word").fill("complaints")
    more = page.get_by_label("Also those that only mention it")
    expect(more).to_be_visible()  # the words of the pages have arrived; until then names alone are looked at
    about = shown(visitor)
    assert {"Issue Resolution", "Handling of Enquiries and Complaints"} <= set(about)
    more.check()
    everywhere = shown(visitor)
    assert len(everywhere) > 2 * len(about) and set(about) < set(everywhere)
    expect(page.get_by_text(f"Also those that only mention it ({len(everywhere) - len(about)})")).to_be_visible()
    # What begins within a word is none of it.
    page.get_by_label("Find a word").fill("laint")
    expect(status).to_have_text("No practice fits. Take a word or a choice away.")


def test_the_choice_is_kept_in_the_address(visitor: Visitor):
    page = visitor.go("practices/")
    page.get_by_label("Find a word").fill("complaint")
    page.get_by_label("Model").select_option("The four-stage model")
    stages = page.get_by_label("Stage or phase", exact=True)
    assert stages.locator("optgroup:not([disabled])").count() == 1
    stages.select_option("Stage 1: Foundational Focus")
    expect(page.locator("[data-entry]:visible")).to_have_text([re.compile("Issue Resolution")])
    assert page.url.endswith("practices/#word=complaint&model=four-stages&stage=four-stages%2Ffoundational-focus")
    page.get_by_role("link", name="Issue Resolution").click()
    page.wait_for_url("**/issue-resolution/")
    page.go_back()
    expect(page.locator("[data-entry]:visible")).to_have_text([re.compile("Issue Resolution")])
    # It goes along to the other ways to list them, and another model has other stages.
    page.locator(".cx-views").get_by_role("link", name="By section").click()
    expect(page.locator("[data-entry]:visible")).to_have_text([re.compile("Issue Resolution")])
    page.get_by_label("Model").select_option("From reactive to advanced")
    expect(page.get_by_label("Stage or phase", exact=True)).to_have_value("")
    page.get_by_role("button", name="Show all").click()
    expect(page.locator("[data-filter-status]")).to_have_text(f"{len(EVERY)} of {len(EVERY)} practices")
    assert "#" not in page.url


def test_without_its_words_a_list_is_narrowed_by_what_it_shows(visitor: Visitor):
    visitor.watch.expect("status of 404")
    missing = visitor.site.refuse(r"/words\.json$")
    page = visitor.go("practices/")
    page.get_by_label("Find a word").fill("complaint handling")
    expect(page.locator("[data-entry]:visible")).to_have_text([re.compile("Handling of Enquiries and Complaints")])
    visitor.site.troubles.remove(missing)
    page.get_by_label("Aspect").focus()
    page.get_by_label("Find a word").focus()
    expect(page.locator("[data-entry]:visible", has_text="Issue Resolution")).to_be_visible()


def test_a_practice_that_was_answered_says_so_and_leads_back(visitor: Visitor):
    address = "models/four-stages/practices/basic-training/"
    page = visitor.go(address)
    told, button = page.locator("[data-answered]"), page.get_by_role("link", name=words()("practice.answer"))
    expect(button).to_be_visible()
    assert page.evaluate("async () => (await indexedDB.databases()).length") == 0, "looking makes nothing"
    button.click()
    questionnaire = visitor.questionnaire().ready()
    questionnaire.choose("basic-training", "ad-hoc")
    questionnaire.choose("pilot-programs", "dont-know")
    page.get_by_text(words()("about.title")).click()
    questionnaire.field("name").fill("<b>Garden</b> $& centre")
    questionnaire.saved()
    visitor.go(address)
    expect(told).to_contain_text(words()("practice.given.named", name="<b>Garden</b> $& centre", answer="Ad hoc"))
    expect(button).to_be_hidden()
    expect(page.get_by_text(words()("practice.yours"), exact=True).locator("visible=true")).to_have_count(1)
    expect(page.locator("[data-rung=ad-hoc]")).to_contain_text(words()("practice.yours"))
    assert page.locator("[data-rung] details").evaluate_all("all => all.map(each => each.open)") == [False, True]
    told.get_by_role("link", name=words()("practice.change")).click()
    expect(questionnaire.ready().question("basic-training")).to_be_in_viewport()
    visitor.go(address.replace("basic-training", "pilot-programs"))
    expect(told).to_contain_text(words()("answer.dont_know"))
    visitor.go(address.replace("basic-training", "issue-resolution"))
    expect(button).to_be_visible()
    expect(told).to_be_hidden()
    visitor.go(address)
    told.get_by_role("link", name=words()("practice.to_result")).click()
    questionnaire.reported()


@pytest.mark.parametrize("view", ["", "by-stage/", "by-section/", "by-aspect/"])
def test_without_scripts_every_view_lists_every_practice_and_shows_no_filter(visit, view: str):
    visitor = visit(java_script_enabled=False)
    page = visitor.go(f"practices/{view}")
    rated = [p.name for p in EVERY if view != "by-stage/" or p.stage]
    assert shown(visitor) == sorted(rated)
    expect(page.locator("[data-filter]")).to_be_hidden()
