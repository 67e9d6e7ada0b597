"""After one visit the site is read and filled in without a network, and a deploy takes nothing away from an open page."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build_hooks.site import offline
from tests.browser.assessing import STARTING, Questionnaire
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
    expect(questionnaire.report).to_contain_text("2 answered")
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


SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def test_who_saves_data_is_sent_nothing_ahead(visit: Callable[..., Visitor]) -> None:
    """The page's own part; what the worker itself sees of a connection no test can set."""
    visitor = visit(service_workers="allow")
    visitor.context.add_init_script(SAVING)
    Questionnaire(visitor.go("assess/"), visitor.site).marked("cx:kept-shell")
    assert "assess/" in kept(visitor)
    assert not [each for each in visitor.site.requests if each.target.endswith("/learn/faq/")]


def test_everything_is_kept_for_whom_asks_and_goes_again(visit: Callable[..., Visitor]) -> None:
    visitor = visit(service_workers="allow")
    page = visitor.go("assess/")
    offer, said = page.locator("[data-offline]"), page.locator("[data-offline-said]")
    page.get_by_role("button", name=re.compile(r"^Make available offline \(about \d+ MB\)$")).click()
    expect(said).to_have_text(words()("offline.ready"), timeout=STARTING)
    expect(offer.get_by_role("button")).to_have_text([words()("offline.remove")])
    network_gone(visitor)
    assert heading(visitor.go("learn/faq/")) == "Frequent questions"
    visitor.questionnaire().open().marked("cx:scorer-ready")
    visitor.go("assess/")
    expect(said).to_have_text(words()("offline.ready"))
    visitor.site.mend()
    offer.get_by_role("button", name=words()("offline.remove")).click()
    expect(said).to_have_text(words()("offline.removed"))
    assert page.evaluate(KEPT) == {}
    visitor.go("learn/faq/")
    assert page.evaluate(
        "async () => [(await navigator.serviceWorker.getRegistrations()).length, await caches.keys()]"
    ) == [0, []]
    # And comes back, on the page on which it was taken away too.
    visitor.go("assess/")
    page.get_by_role("button", name=words()("offline.keep_again")).click()
    expect(said).to_have_text(re.compile(r"^Fetched: [1-9]"))
    assert [len(urls) > 50 for urls in page.evaluate(KEPT).values()] == [True]


def deployed(today: Path, tomorrow: Path) -> Path:
    """The site after a deploy: its modules have another address, and its questionnaires other words."""
    shutil.copytree(today, tomorrow, copy_function=os.link)
    (modules,) = (tomorrow / "assets/assess").iterdir()
    modules.rename(modules.with_name("0123456789ab"))
    for path in [*tomorrow.glob("assess/**/index.html"), tomorrow / offline.ADDRESS]:
        text = path.read_text("utf-8").replace(f"assets/assess/{modules.name}/", "assets/assess/0123456789ab/")
        path.unlink()  # and not written through the link
        path.write_text(offline.named(re.sub('<meta name="cx-page"[^>]*>', "", text)), "utf-8")
    (tomorrow / offline.ADDRESS).write_text(offline.worker(tomorrow), "utf-8")
    return tomorrow


def test_a_deploy_takes_nothing_from_an_open_page_and_is_told(settled: Visitor, tmp_path: Path) -> None:
    page, site = settled.page, settled.site
    module = page.locator('script[type="module"]').first.evaluate("script => script.src")
    reading = settled.context.new_page()
    reading.goto(site.url("practices/"))
    settled.context.new_cdp_session(page).send("Network.clearBrowserCache")
    site.folder = deployed(site.folder, tmp_path / "tomorrow")
    questionnaire = settled.questionnaire()
    questionnaire.choose(OTHER, "ad-hoc")
    # The next page that is opened is of the new build, and has its worker installed.
    told = page.locator("[data-renewed]").get_by_text(words()("renewed.text"))
    expect(told).to_be_hidden()
    other = settled.context.new_page()
    Questionnaire(other, site, "five-levels").open()
    assert "0123456789ab" in other.locator('script[type="module"]').first.evaluate("script => script.src")
    expect(told).to_be_visible()
    # What has not changed, or is new already, says nothing.
    for tab in (reading, other):
        expect(tab.locator("[data-renewed]").get_by_text(words()("renewed.text"))).to_be_hidden()
    # The page of yesterday has all that it had: its modules, its data, its scorer.
    assert page.evaluate("async (module) => (await fetch(module, { cache: 'reload' })).status", module) == 200
    questionnaire.choose(PRACTICE, "repeatable")
    questionnaire.saved().show_report()
    page.get_by_role("tab", name="Other models").click()
    expect(page.locator("#models table").first).to_be_visible(timeout=STARTING)
    page.get_by_role("button", name=words()("renewed.load")).click()
    expect(page.locator('script[type="module"]').first).to_have_attribute("src", re.compile("/0123456789ab/"))
    questionnaire.ready()
    assert (questionnaire.form()[PRACTICE], questionnaire.form()[OTHER]) == ("repeatable", "ad-hoc")


def test_a_site_without_a_worker_takes_an_earlier_one_away(settled: Visitor, tmp_path: Path) -> None:
    site = settled.site
    site.folder = shutil.copytree(site.folder, tmp_path / "tomorrow", copy_function=os.link)
    (site.folder / offline.ADDRESS).unlink()
    (site.folder / offline.ADDRESS).write_text(offline.farewell(), "utf-8")
    gone = """async () => {
      const registration = await navigator.serviceWorker.getRegistration()
      const { serviceWorker } = navigator
      await registration.update()
      const worker = registration.installing ?? registration.waiting ?? registration.active
      if (worker.state !== 'activated') await new Promise((resolve) => (worker.onstatechange = () => worker.state === 'activated' && resolve()))
      return [(await serviceWorker.getRegistrations()).length, await caches.keys()]
    }"""
    assert settled.page.evaluate(gone) == [0, []]
