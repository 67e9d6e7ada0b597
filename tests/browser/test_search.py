"""What a visitor finds: the fitting page first, whatever marks stand in the words, and pages that are written for visitors."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visitor
from tests.browser.serving import Site
from tests.ours import found_by_search

FIRST = {
    "NPS": "measure/net-promoter-score/",
    "CSAT": "measure/customer-satisfaction/",
    "FCR": "measure/first-contact-resolution/",
    "journey map": "models/four-stages/practices/customer-journey-mapping/",
    "Outside In": "models/adoption-path/",
    "outside-in": "models/adoption-path/",
    "customer effort": "measure/customer-effort-score/",
    "voice of the customer": "models/four-stages/practices/voice-of-the-customer-programs/",
    '"voice of the customer"': "models/four-stages/practices/voice-of-the-customer-programs/",
    "“Voice of the Customer”!": "models/four-stages/practices/voice-of-the-customer-programs/",
    "surveys": "models/four-stages/practices/feedback-collection/",
    "budget?": "models/cx-management/practices/money-and-time/",
    "privacy": "about/privacy/",
    "customers ring twice": "learn/problems/",
    "nobody owns complaints": "learn/problems/",
    "scores rise and customers leave": "learn/problems/",
    "we ask and nothing changes": "learn/problems/",
    "tally sheet": "practices/templates/tally-sheet/",
    "public sector": "learn/circumstances/public-service/",
    "chatbot": "learn/circumstances/automated-answers/",
    "how long does it take?": "learn/faq/",
    "convince the board": "learn/sponsor/",
    "does it pay?": "measure/case/",
}
"""Queries for which one page is the answer."""

AMONG_THREE = {
    "who owns complaints": "models/four-stages/practices/issue-resolution/",
    "complaints": "models/four-stages/practices/issue-resolution/",
    "complaint": "models/five-levels/practices/handling-of-enquiries-and-complaints/",
    "NPS: margin": "measure/samples/",
    "churn": "measure/churn-and-retention/",
    "how do I start?": "learn/",
    "How do I start": "assess/",
}
"""Queries that several pages answer as well."""

SAME = {
    "stage:": "stage",
    "title:": "title",
    "title:margin": "title margin",
    "+nps -margin": "nps margin",
    "nps~3 margin^9": "nps 3 margin 9",
    "*margin*": "margin",
    '"nps" (margin)': "nps margin",
    "the NPS": "nps",
    "customer's": "customer",
}
"""Queries with marks or small words, and what they are to be read as."""

MARKS = (":", '"', '""', "+", "-- -", "~", "^", "*", "?!", "( )", "…")
PROGRAM = ("how do I start?", "decision", "python solver", "worker policy", "module", "answers are kept", "scorer code")
"""Queries whose words stand in pages on the program."""

ASKED = (
    "complaints",
    "survey",
    "training",
    "customers' trouble",
    "leadership",
    "budget",
    "recorded and settled in time",
)
"""Queries whose words stand in questions of the questionnaires."""

NOT_FOR_VISITORS = re.compile(r"about/(decisions|api|code|software)\b")


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


@pytest.fixture
def search(unscored: Visitor) -> Search:
    return Search(unscored.go("measure/samples/"), unscored.site)


def test_the_fitting_page_comes_first(search: Search) -> None:
    assert {query: search.found(query)[0] for query in FIRST} == FIRST


def test_the_fitting_page_is_among_the_first_three(search: Search) -> None:
    firsts = {query: search.found(query)[:3] for query in AMONG_THREE}
    assert {query: found for query, found in firsts.items() if AMONG_THREE[query] not in found} == {}


def test_each_of_several_trainings_is_found_before_anything_else(search: Search) -> None:
    found = search.found("training")
    assert {address.split("/")[-2] for address in found[:5]} == {
        "basic-training", "training-and-development", "employee-training-and-empowerment", "cx-training", "staff-training",
    }  # fmt: skip


def test_marks_are_text(search: Search) -> None:
    for query, meant in SAME.items():
        found = search.found(query)
        assert found, query
        assert found == search.found(meant), query


def test_marks_alone_find_nothing_and_break_nothing(search: Search) -> None:
    assert {query: search.found(query) for query in MARKS} == {query: [] for query in MARKS}
    assert search.found("NPS")


def test_a_small_word_alone_is_looked_for(search: Search) -> None:
    """Somebody who types "Outside In" has typed "o" before, and "in" may be the whole of what was typed."""
    assert search.found("o")
    assert search.found("in")


def test_a_visitor_is_offered_pages_for_visitors(search: Search) -> None:
    for query in PROGRAM:
        found = search.found(query)
        assert found, query
        assert not [address for address in found if NOT_FOR_VISITORS.match(address)], query


def test_no_questionnaire_comes_before_what_explains(search: Search) -> None:
    for query in ASKED:
        first = search.found(query)[:3]
        assert first, query
        assert not [
            address for address in first if re.match(r"assess/(?!sample/|prepare/|workshop/)[^/]+/$", address)
        ], query


def test_the_index_has_no_page_for_the_program_and_no_question_of_a_form(site_folder: Path) -> None:
    entries = found_by_search(site_folder)
    assert not [entry["location"] for entry in entries if NOT_FOR_VISITORS.match(entry["location"])]
    forms = [entry for entry in entries if re.match(r"assess/(four-stages|adoption-path)/", entry["location"])]
    assert {entry["location"] for entry in forms} == {"assess/four-stages/", "assess/adoption-path/"}
    assert all("In the last 12 months" not in entry["text"] for entry in forms)


def test_other_names_stand_beside_a_result(unscored: Visitor) -> None:
    page = unscored.go("")
    Search(page, unscored.site).found("budget")
    expect(page.locator(".md-search-result__item").first.locator("> a .md-tag")).to_have_text("budget")


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
