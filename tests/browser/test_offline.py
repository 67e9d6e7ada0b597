"""After one visit the site is read and filled in without a network, and a deploy takes nothing away from an open page."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.assessing import Questionnaire
from tests.browser.conftest import Visitor
from tests.browser.reference import words

PRACTICE, OTHER = "basic-training", "pilot-programs"
KEPT = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(async (name) =>
  [name, (await (await caches.open(name)).keys()).map(({ url }) => url)])))"""


def kept(visitor: Visitor) -> list[str]:
    """The addresses in the site of what is kept, of all builds."""
    caches: dict[str, list[str]] = visitor.page.evaluate(KEPT)
    return [url.removeprefix(visitor.site.url()) for urls in caches.values() for url in urls]


def network_gone(visitor: Visitor) -> None:
    """Nobody answers any more, and the browser has nothing of its own."""
    visitor.watch.expect("Failed to load resource: net::ERR_", "net::ERR_FAILED", "ERR_EMPTY_RESPONSE")
    visitor.context.new_cdp_session(visitor.page).send("Network.clearBrowserCache")
    visitor.site.spoil("", "reset")


@pytest.fixture
def settled(visit: Callable[..., Visitor]) -> Visitor:
    """A visitor who has answered a question, and whose browser has kept what it wants to."""
    visitor = visit(service_workers="allow")
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "systematic")
    questionnaire.saved().marked("cx:scorer-ready").marked("cx:kept-shell").marked("cx:kept-assess")
    return visitor


def heading(page: Page) -> str:
    return page.locator("h1").inner_text().removesuffix("¶")


def test_the_site_is_read_and_filled_in_without_a_network(settled: Visitor) -> None:
    network_gone(settled)
    settled.page.close()
    settled.page = settled.context.new_page()
    questionnaire = settled.questionnaire().open()
    expect(questionnaire.option(PRACTICE, "systematic")).to_be_checked()
    questionnaire.choose(OTHER, "ad-hoc")
    questionnaire.saved().show_report()
    expect(questionnaire.report).to_contain_text("2 of 46")
    assert heading(settled.go("practices/")) == words()("practices.index.title")
    settled.watch.expect("status of 503")
    # A page that is not there says so at its own address, with its style, and comes when it can.
    page = settled.page
    answer = page.goto(settled.site.url("learn/faq/"))
    assert answer and answer.status == 503
    assert heading(page) == words()("offline.title")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Iowan')
    settled.site.mend()
    page.get_by_role("button", name=words()("offline.again")).click()
    expect(page.locator("h1")).to_contain_text("Frequent questions")


def test_a_visitor_who_reads_a_page_is_made_to_load_little_more(visit: Callable[..., Visitor]) -> None:
    visitor = visit(service_workers="allow")
    Questionnaire(visitor.go("learn/faq/"), visitor.site).marked("cx:kept-shell")
    assert {"", "assess/", "learn/faq/", "503.html"} <= set(kept(visitor))
    assert not [each for each in visitor.site.requests if "/pyodide/" in each.target or "/models/four" in each.target]


SPOILT = {
    r"\.wasm$": "altered",
    r"/python\.zip$": "cut",
    r"/data/words\.": "missing",
    r"/pyodide\.mjs$": "mislabelled",
    r"/learn/faq/$": "error",
}


def test_what_is_broken_is_never_kept_and_trying_again_goes_past_it(visit: Callable[..., Visitor]) -> None:
    visitor = visit(service_workers="allow")
    visitor.watch.expect("Failed to load resource")
    Questionnaire(visitor.go("learn/"), visitor.site).marked("cx:kept-shell")
    for pattern, how in SPOILT.items():
        visitor.site.spoil(pattern, how)
    visitor.go("learn/faq/")
    visitor.go("learn/no/such/page/")
    questionnaire = visitor.questionnaire().open().marked("cx:kept-shell")
    questionnaire.choose(PRACTICE, "systematic")
    notice = questionnaire.expect_notice("scorer")
    broken = [address for address in kept(visitor) if any(re.search(pattern, f"/{address}") for pattern in SPOILT)]
    assert broken == []
    assert "assess/four-stages/" in kept(visitor) and "learn/no/such/page/" not in kept(visitor)
    visitor.site.mend()
    notice.get_by_role("button", name=words()("action.again")).click()
    questionnaire.marked("cx:scorer-ready").show_report().marked("cx:kept-assess")
    whole = [pattern for pattern in SPOILT if any(re.search(pattern, f"/{address}") for address in kept(visitor))]
    assert whole == list(SPOILT)[:-1]
