"""The search in a page: how hits look, what is loaded when, and what is said where something does not arrive.

What is found is tried without a browser, in test_ranking.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Site


class Search:
    """The search of a page, open and ready."""

    def __init__(self, page: Page, site: Site) -> None:
        self.site = site
        self.query = page.locator("[name=query]")
        self.told = page.locator(".md-search-result__meta")
        self.links = page.locator(".md-search-result__item > a:first-child")
        self.query.focus()
        self._empty()

    def _empty(self) -> None:
        # The theme says this when the index is there, and after it answered all that was asked before.
        self._ask("")
        expect(self.told).to_have_text("Type to start searching")

    def _ask(self, text: str) -> None:
        self.query.fill(text)
        self.query.press("End")  # the theme reads the field when a key goes up

    def found(self, text: str) -> list[str]:
        """The addresses of the first ten pages for a query, best first."""
        self._empty()
        self._ask(text)
        expect(self.told).to_have_text(re.compile(r"matching document"))
        base = self.site.url("")
        hrefs = [link.get_attribute("href") or "" for link in self.links.all()[:10]]
        return [href.removeprefix(base).partition("#")[0] for href in hrefs]


def test_hits_are_short_and_say_where_they_stand(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False, viewport={"width": 360, "height": 740})
    page = visitor.go("learn/")
    page.locator("label.md-header__button[for=__search]").click()
    search = Search(page, visitor.site)
    for query in ("complaints", "budget", "stage 2"):
        search.found(query)
        items = page.locator(".md-search-result__item")
        heights = items.evaluate_all("items => items.slice(0, 10).map((item) => item.offsetHeight)")
        # A title of two lines, a section's title, two lines of text and what is folded.
        assert len(heights) == 10 and max(heights) < 185, (query, heights)
    search.found("budget")
    first = items.first.locator("> a")
    expect(first.locator(".md-tag")).to_have_text("budget")
    expect(first.locator(".cx-hit__where")).to_contain_text("Customer Experience Management Maturity")


def asked(site: Site, pattern: str) -> list[str]:
    """What was asked for whose address matches."""
    return [each.target for each in site.requests if re.search(pattern, each.target)]


def test_nothing_of_the_search_is_loaded_before_somebody_is_about_to_search(unscored: Visitor) -> None:
    page = unscored.go("learn/")
    expect(page.locator("html")).to_have_class(re.compile(r"\bjs\b"))
    page.wait_for_load_state("networkidle")
    assert asked(unscored.site, r"search/texts\.|javascripts/workers/") == []
    with page.expect_response(re.compile(r"search/texts\.")):
        page.locator("[name=query]").hover()
    search = Search(page, unscored.site)
    assert asked(unscored.site, r"javascripts/workers/") == []
    assert search.found("NPS")
    assert len(asked(unscored.site, r"search/texts\.")) == 1


def test_a_search_whose_texts_do_not_arrive_says_so_and_tries_again(unscored: Visitor) -> None:
    unscored.watch.expect(r"texts\.\w+\.json|Failed to load resource")
    unscored.site.refuse(r"search/texts\.")
    search = Search(unscored.go("learn/"), unscored.site)
    assert search.found("NPS") == ["practices/"]
    expect(search.links.first).to_contain_text("The search could not be loaded")
    unscored.site.mend()
    assert search.found("CSAT")[0] == "measure/customer-satisfaction/"
