"""The site under a path and at the root of a domain, and what its host answers for addresses that do not exist."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.building import build, made_once, shared_folder
from tests.browser.conftest import Visitor
from tests.browser.reference import words
from tests.browser.serving import serving
from tests.build_hooks.site.project import Project


@pytest.fixture(scope="session")
def root_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with one model, built for a domain of its own."""

    def make(folder: Path) -> None:
        build(
            folder, url="https://cx.example.org/", root=Project.bare(folder.with_name("for-root"), "four-stages").root
        )

    return made_once(shared_folder(tmp_path_factory) / "root-site", make)


def works(visitor: Visitor) -> None:
    """From a page that does not exist home, by search to a practice, from there to its question, and to a result."""
    page = visitor.page
    visitor.watch.expect(r"status of 404")
    answer = page.goto(visitor.site.url("models/no/such/page/"))
    assert answer and answer.status == 404
    expect(page.get_by_role("heading", name=words()("notfound.title"))).to_be_visible()
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontFamily").startswith('"Iowan'), (
        "without its style"
    )
    page.get_by_role("link", name=words()("notfound.home")).click()
    page.wait_for_url(visitor.site.url())
    page.locator("[name=query]").press_sequentially("journey mapping")
    page.locator(".md-search-result__link", has_text="Customer Journey Mapping").first.click()
    page.wait_for_url("**/practices/customer-journey-mapping/**")
    page.get_by_role("link", name=words()("practice.answer")).click()
    questionnaire = visitor.questionnaire().ready()
    expect(questionnaire.question("customer-journey-mapping")).to_be_in_viewport()
    questionnaire.choose("customer-journey-mapping", "repeatable")
    questionnaire.show_report()
    questionnaire.report.get_by_role("link", name="Customer Journey Mapping").last.click()
    page.wait_for_url("**/practices/customer-journey-mapping/")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Customer Journey Mapping")


def test_under_a_path(visitor: Visitor) -> None:
    works(visitor)


@pytest.mark.slow
def test_at_the_root_of_a_domain(visit: Callable[..., Visitor], root_folder: Path) -> None:
    with serving(root_folder, "/") as site:
        works(visit(site))
