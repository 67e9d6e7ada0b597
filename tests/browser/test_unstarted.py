"""A page whose scripts do not start says so, promises nothing, and tries once afresh."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser.conftest import Visitor
from tests.browser.reference import words
from tests.browser.serving import Site

PRACTICE, OTHER = "basic-training", "pilot-programs"
FIRST, ANY = r"/assess/[0-9a-f]+/idb\.js$", r"/idb\.js$"
LATE = r"/assess/[0-9a-f]+/(again/)?assess\.js$"
RESOURCE = r"Failed to load resource: the server responded with a status of 404"


def asked(site: Site, ending: str) -> int:
    return sum(each.target.endswith(ending) for each in site.requests)


def asked_for_start(site: Site) -> int:
    """How often the module from which the page starts was asked for at its first address."""
    return sum(bool(re.search(r"/assess/[0-9a-f]+/assess\.js$", each.target)) for each in site.requests)


def promise(page: Page) -> str:
    return page.locator(".cx-promises").inner_text()


def test_a_module_that_does_not_arrive_is_taken_from_its_second_address(unscored: Visitor) -> None:
    """No cache holds anything wrong of that: neither the browser's nor what a page keeps in memory."""
    unscored.watch.expect(RESOURCE)
    unscored.site.spoil(FIRST, "missing")
    gate = unscored.site.withhold(LATE)
    questionnaire = unscored.questionnaire()
    unscored.page.goto(questionnaire.address, wait_until="commit")
    questionnaire.choose(PRACTICE, "systematic")
    questionnaire.note(OTHER, "before the scripts")
    assert words()("assess.promise.saved") not in promise(unscored.page)
    gate.set()
    # Nobody has to do anything, and nothing that was marked is lost.
    questionnaire.saved()
    assert questionnaire.form()[PRACTICE] == "systematic"
    assert questionnaire.form()[f"{OTHER}.evidence"] == "before the scripts"
    assert asked(unscored.site, "/assess/four-stages/") == 1
    assert words()("assess.promise.saved") in promise(unscored.page)
    expect(unscored.page.locator("[data-unstarted]")).to_have_count(0)


def test_a_module_that_is_nowhere_is_told_and_not_asked_for_without_end(unscored: Visitor) -> None:
    unscored.watch.expect(RESOURCE)
    missing = unscored.site.spoil(ANY, "missing")
    questionnaire = unscored.questionnaire()
    page = unscored.page
    page.goto(questionnaire.address)
    note = page.get_by_role("alert")
    expect(note).to_contain_text(words()("unstarted.assess"))
    expect(note).to_contain_text(words()("unstarted.web"))
    expect(note.get_by_text(words()("unstarted.disk"))).to_be_hidden()
    # It is the worksheet that it is without scripts.
    expect(page.locator('[data-action="report"]')).to_be_hidden()
    expect(page.locator(".cx-notes").first).to_be_visible()
    assert words()("assess.promise.saved") not in promise(page)
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.choose(OTHER, "not-applicable")
    assert asked(unscored.site, "/assess/four-stages/") == 2  # also whether there is a newer one
    for turn in (1, 2):  # of one who tries and tries
        before = asked_for_start(unscored.site)
        with page.expect_event("load"):
            note.get_by_role("button", name=words()("action.reload")).click()
        expect(note).to_contain_text(words()("unstarted.web"))
        assert asked(unscored.site, "/assess/four-stages/") == 2 + 2 * turn
        assert asked_for_start(unscored.site) > before, "what starts the page is fetched past the cache too"
    unscored.site.troubles.remove(missing)
    note.get_by_role("button", name=words()("action.reload")).click()
    questionnaire.saved()
    assert (questionnaire.form()[PRACTICE], questionnaire.form()[OTHER]) == ("ad-hoc", "not-applicable")


def test_a_page_that_is_out_of_date_is_loaded_anew_with_what_is_marked_on_it(
    unscored: Visitor, site_folder: Path
) -> None:
    """A browser shows the page of yesterday; today's site has its modules elsewhere."""
    unscored.watch.expect(RESOURCE)
    today = (site_folder / "assess/four-stages/index.html").read_text("utf-8")
    yesterday = re.sub(r"assets/assess/[0-9a-f]{12}/", "assets/assess/0123456789ab/", today)
    served: list[str] = []

    def first_the_old(route: Route) -> None:
        served.append(route.request.url)
        route.fulfill(body=yesterday, content_type="text/html") if len(served) == 1 else route.continue_()

    unscored.context.route("**/assess/four-stages/", first_the_old)
    gate = unscored.site.withhold(r"/0123456789ab/again/")
    questionnaire = unscored.questionnaire()
    unscored.page.goto(questionnaire.address, wait_until="commit")
    questionnaire.choose(PRACTICE, "systematic")
    gate.set()
    questionnaire.saved()
    assert questionnaire.form()[PRACTICE] == "systematic"
    assert len(served) == 4  # the old page; whether there is a newer one; that it can be had; the new page
    # Where the page was scrolled to may stand there too, as soon as it stands still.
    assert set(unscored.page.evaluate("Object.keys(history.state)")) - {"place"} == {"assessment"}


def test_a_page_whose_host_is_gone_is_not_put_aside_for_an_error(unscored: Visitor) -> None:
    """What is marked on it can still be printed."""
    unscored.watch.expect("Failed to load resource")
    unscored.site.spoil(ANY, "missing")
    questionnaire = unscored.questionnaire()
    unscored.page.goto(questionnaire.address)
    questionnaire.choose(PRACTICE, "ad-hoc")
    note = unscored.page.get_by_role("alert")
    gone = unscored.site.spoil(r"/assess/four-stages/$", "error")
    button = note.get_by_role("button", name=words()("action.reload"))
    button.click()
    expect(button).to_be_enabled()
    expect(questionnaire.option(PRACTICE, "ad-hoc")).to_be_checked()
    assert gone in unscored.site.troubles


def test_a_calculator_without_its_script_says_so(unscored: Visitor) -> None:
    unscored.watch.expect(RESOURCE)
    unscored.site.spoil(r"/calculator/calculator\.[0-9a-f]+\.js$", "missing")
    second = unscored.site.spoil(r"/again/calculator\.[0-9a-f]+\.js$", "missing")
    page = unscored.go("measure/calculator/")
    note = page.get_by_role("alert")
    expect(note).to_contain_text(words()("unstarted.calc"))
    page.get_by_label("All replies").first.fill("200")
    unscored.site.troubles.remove(second)
    note.get_by_role("button", name=words()("action.reload")).click()
    expect(page.locator("[data-unstarted]")).to_have_count(0)
    expect(page.get_by_label("All replies").first).to_have_value("200")


def test_a_page_without_any_script_says_so_in_time(unscored: Visitor) -> None:
    """As where an extension blocks them all; the style alone does it."""
    unscored.watch.expect("Failed to load resource: net::ERR_FAILED")
    unscored.context.route("**/*.js", lambda route: route.abort())
    page = unscored.go("assess/four-stages/")
    note = page.locator("[data-unstarted]")
    expect(note).to_be_hidden()
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    expect(note).to_be_visible()
    expect(note).to_contain_text(words()("unstarted.assess"))


@pytest.mark.parametrize("motion", ["no-preference", "reduce"])
def test_it_is_not_seen_while_the_scripts_are_on_their_way(visit: Callable[..., Visitor], motion: str) -> None:
    visitor = visit(scorer=False, reduced_motion=motion)
    gate = visitor.site.withhold(LATE)
    questionnaire = visitor.questionnaire()
    visitor.page.goto(questionnaire.address, wait_until="commit")
    questionnaire.choose(PRACTICE, "ad-hoc")
    expect(visitor.page.locator("[data-unstarted]")).to_be_hidden()
    gate.set()
    questionnaire.saved()


def test_a_page_that_was_opened_from_a_disk_names_the_way_out(browser: Browser, site_folder: Path) -> None:
    page = browser.new_page()
    try:
        page.goto((site_folder / "assess/four-stages/index.html").as_uri())
        note = page.get_by_role("alert")
        expect(note).to_contain_text(words()("unstarted.assess"))
        expect(note.get_by_text(words()("unstarted.disk"))).to_be_visible()
        expect(note.get_by_text(words()("unstarted.web"))).to_be_hidden()
        expect(note.get_by_role("button")).to_have_count(0)
    finally:
        page.close()


def test_without_javascript_the_page_says_that_it_is_a_worksheet(visit: Callable[..., Visitor]) -> None:
    page = visit(java_script_enabled=False).go("assess/four-stages/")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("[data-unstarted]")).to_be_hidden()
