"""After one visit the site is read and filled in without a network, and a deploy takes nothing away from an open page."""

from __future__ import annotations

import json
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


def test_after_one_visit_the_site_is_read_and_filled_in_without_a_network(visit: Callable[..., Visitor]) -> None:
    visitor = visit(service_workers="allow")
    Questionnaire(visitor.go(""), visitor.site).marked("cx:kept-assess")
    network_gone(visitor)
    visitor.page.close()
    visitor.page = visitor.context.new_page()
    assert heading(visitor.go("models/four-stages/practices/issue-resolution/")) == "Issue Resolution"
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "systematic")
    questionnaire.choose(OTHER, "ad-hoc")
    questionnaire.saved().show_report()
    expect(questionnaire.report).to_contain_text("2 answered")


def test_what_a_page_waits_for_goes_before_what_is_kept(visit: Callable[..., Visitor]) -> None:
    visitor = visit(service_workers="allow")
    site, page = visitor.site, visitor.page
    keeping = site.withhold("/about/")
    Questionnaire(visitor.go("learn/"), site).marked("cx:kept-shell")
    waiting = site.withhold("/learn/faq/")
    page.evaluate("void fetch('faq/', { cache: 'reload' })")
    page.evaluate("fetch('glossary/', { cache: 'reload' }).then((response) => response.text())")
    keeping.set()
    # What was being fetched comes; the next is not asked for.
    page.wait_for_function("async () => (await caches.match('../about/accessibility/')) !== undefined")
    for _ in range(3):
        page.evaluate("fetch('glossary/', { cache: 'reload' }).then((response) => response.text())")
    assert len([each for each in site.requests if "/about/" in each.target]) == 3
    waiting.set()
    Questionnaire(page, site).marked("cx:kept-assess")
    assert len(kept(visitor)) > 400


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
    for pattern, how in SPOILT.items():
        visitor.site.spoil(pattern, how)
    Questionnaire(visitor.go("learn/"), visitor.site).marked("cx:kept-assess")
    visitor.go("learn/faq/")
    visitor.go("learn/no/such/page/")
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "systematic")
    notice = questionnaire.expect_notice("scorer")
    broken = [address for address in kept(visitor) if any(re.search(pattern, f"/{address}") for pattern in SPOILT)]
    assert broken == []
    assert "assess/four-stages/" in kept(visitor) and "learn/no/such/page/" not in kept(visitor)
    visitor.site.mend()
    notice.get_by_role("button", name=words()("action.again")).click()
    questionnaire.marked("cx:scorer-ready").show_report().marked("cx:kept-pages")
    whole = [pattern for pattern in SPOILT if any(re.search(pattern, f"/{address}") for address in kept(visitor))]
    assert whole == list(SPOILT)


SAVING = "Object.defineProperty(navigator, 'connection', { value: { saveData: true } })"


def test_who_saves_data_has_what_was_visited_and_everything_for_the_asking(visit: Callable[..., Visitor]) -> None:
    """The page's own part; what the worker itself sees of a connection no test can set."""
    visitor = visit(service_workers="allow")
    visitor.context.add_init_script(SAVING)
    page = visitor.go("assess/")
    Questionnaire(page, visitor.site).marked("cx:kept-visited")
    assert "assess/" in kept(visitor)
    assert not [each for each in visitor.site.requests if each.target.endswith("/learn/faq/")]
    network_gone(visitor)
    # A page that is not there says so at its own address, with its style, and comes when it can.
    visitor.watch.expect("status of 503")
    answer = page.goto(visitor.site.url("learn/faq/"))
    assert answer and answer.status == 503
    assert heading(page) == words()("offline.title")
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Iowan')
    visitor.site.mend()
    page.get_by_role("button", name=words()("offline.again")).click()
    expect(page.locator("h1")).to_contain_text("Frequent questions")
    visitor.go("assess/")
    offer, said = page.locator("[data-offline]"), page.locator("[data-offline-said]")
    expect(said).to_have_text(words()("offline.ask"))
    page.get_by_role("button", name=re.compile(r"^Make available offline \(about \d+ MB\)$")).click()
    expect(said).to_have_text(words()("offline.ready"), timeout=STARTING)
    expect(offer.get_by_role("button")).to_have_text([words()("offline.remove")])
    network_gone(visitor)
    assert heading(visitor.go("learn/glossary/")) == "Glossary"


def test_what_is_kept_goes_for_whom_wants_nothing_kept_and_comes_again(visit: Callable[..., Visitor]) -> None:
    visitor = visit(service_workers="allow")
    gate = visitor.site.withhold("/learn/faq/")
    page = visitor.go("assess/")
    offer, said = page.locator("[data-offline]"), page.locator("[data-offline-said]")
    expect(said).to_have_text(words()("offline.going"))
    expect(offer.locator("[data-offline-count]")).to_have_text(re.compile(r"^Fetched: [1-9]"))
    # While it is being kept, too.
    offer.get_by_role("button", name=words()("offline.remove")).click()
    expect(said).to_have_text(words()("offline.removed"))
    gate.set()
    assert page.evaluate(KEPT) == {}
    visitor.go("learn/faq/")
    assert page.evaluate(
        "async () => [(await navigator.serviceWorker.getRegistrations()).length, await caches.keys()]"
    ) == [0, []]
    # And comes back, on the page on which it was taken away too.
    visitor.go("assess/")
    expect(said).to_have_text(words()("offline.removed"))
    page.get_by_role("button", name=words()("offline.keep_again")).click()
    expect(said).to_have_text(words()("offline.ready"), timeout=STARTING)
    assert [len(urls) > 400 for urls in page.evaluate(KEPT).values()] == [True]
    offer.get_by_role("button", name=words()("offline.remove")).click()
    expect(said).to_have_text(words()("offline.removed"))
    page.get_by_role("button", name=words()("offline.keep_again")).click()
    expect(offer.locator("[data-offline-count]")).to_have_text(re.compile(r"^Fetched: [1-9]"))


COUNTED = """async ([build, all]) => {
  const name = (await caches.keys()).find((name) => name.endsWith(build))
  return name && (await (await caches.open(name)).keys()).length === all
}"""


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
    Questionnaire(other, site, "five-levels").open().marked("cx:scorer-ready")  # and now begins with what is kept
    assert "0123456789ab" in other.locator('script[type="module"]').first.evaluate("script => script.src")
    expect(told).to_be_visible()
    # What has not changed, or is new already, says nothing.
    for tab in (reading, other):
        expect(tab.locator("[data-renewed]").get_by_text(words()("renewed.text"))).to_be_hidden()
    # The new worker keeps all of the new build, of which the old one had most.
    (listed,) = re.findall(r"^self\.site = (.*)$", (site.folder / offline.ADDRESS).read_text("utf-8"), re.MULTILINE)
    new = json.loads(listed)
    page.wait_for_function(COUNTED, arg=[new["build"], sum(map(len, new["groups"].values()))])
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
