"""The built site, a server for each test, one browser a test process, and a watch over all that it does."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect, sync_playwright

from build_hooks.setup.browser import first_that_starts, launch_options
from tests.browser.assessing import Questionnaire
from tests.browser.building import build, made_once, shared_folder
from tests.browser.serving import Site, serving
from tests.browser.watching import Watch

PATH = "/cx/"
URL = f"https://example.org{PATH}"
DESKTOP: dict[str, Any] = {"viewport": {"width": 1280, "height": 900}}
PHONE: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
ARGUMENTS = ["--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1", "--js-flags=--liftoff-only"]
"""Whatever a page tries, no name of another host can be looked up. And Python's code is compiled once, not a second time and better in
the background: that costs seconds of each test and gains nothing in so short a visit. It halves the time in which the scorer starts."""

MUTE = """globalThis.Worker = class extends Worker {
  constructor(address, options) {
    super(String(address).startsWith('blob:') ? URL.createObjectURL(new Blob([], { type: 'text/javascript' })) : address, options)
  }
}"""
"""A page's scorer, which is the one made from a blob, is one that says nothing."""

expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder is a browser test."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker("browser")


@pytest.fixture(scope="session")
def chosen_browser() -> str:
    """The browser in which everything here is done."""
    if value := first_that_starts():
        return value
    pytest.fail("no browser starts; run the tests with: python3 -m build_hooks test", pytrace=False)


@pytest.fixture(scope="session")
def launch(chosen_browser: str) -> dict[str, Any]:
    """Arguments for starting the browser."""
    return {**launch_options(chosen_browser), "args": ARGUMENTS, "timeout": 60_000}


@pytest.fixture(scope="session")
def playwright(chosen_browser: str) -> Iterator[Playwright]:
    """Playwright, after the browser has been proven."""
    with sync_playwright() as running:
        yield running


@pytest.fixture(scope="session")
def browser(playwright: Playwright, launch: dict[str, Any]) -> Iterator[Browser]:
    """One browser for all tests of this process; each test has a context of its own."""
    started = playwright.chromium.launch(**launch)
    yield started
    started.close()


@pytest.fixture(scope="session")
def site_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built once a run."""
    return made_once(shared_folder(tmp_path_factory) / "site", lambda folder: build(folder, url=URL))


@pytest.fixture
def site(site_folder: Path) -> Iterator[Site]:
    """The site, served under a path."""
    with serving(site_folder, PATH) as served:
        yield served


@dataclass
class Visitor:
    """A browser context, what watches it, and a tab."""

    context: BrowserContext
    watch: Watch
    page: Page
    site: Site

    def questionnaire(self, page: Page | None = None) -> Questionnaire:
        """The questionnaire in the tab, or in another one."""
        return Questionnaire(page or self.page, self.site)

    def go(self, address: str) -> Page:
        """Go to a page by its address in the site."""
        self.page.goto(self.site.url(address))
        return self.page


@pytest.fixture
def visit(browser: Browser, site: Site) -> Iterator[Callable[..., Visitor]]:
    """Visitors with any options of a context. At the end each is held to what a visitor's browser may do.

    No service worker is started unless `service_workers` allows it: it would fetch files beside what a test looks at. Without
    `scorer` it never says that it has started, which saves the machine seconds where no result is wanted.
    """
    visitors: list[Visitor] = []

    def arrive(to: Site = site, scorer: bool = True, **options: Any) -> Visitor:
        context = browser.new_context(**{"service_workers": "block", **DESKTOP, **options})
        if not scorer:
            context.add_init_script(MUTE)
        context.set_default_timeout(30_000)
        watch = Watch(to)
        watch.over(context)
        visitors.append(Visitor(context, watch, context.new_page(), to))
        return visitors[-1]

    yield arrive
    for visitor in visitors:
        visitor.context.close()
    wrong = [line for visitor in visitors for line in visitor.watch.verdict()]
    assert not wrong, "\n".join(wrong)


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    """A visitor at a desk."""
    return visit()


@pytest.fixture
def questionnaire(visitor: Visitor) -> Questionnaire:
    """The questionnaire, open and ready."""
    return visitor.questionnaire().open()


@pytest.fixture
def unscored(visit: Callable[..., Visitor]) -> Visitor:
    """A visitor at a desk who wants no result."""
    return visit(scorer=False)
