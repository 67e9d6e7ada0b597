"""*Compare the models* and the pages of the pairs: short enough to be read, and no wider than the screen."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from build_hooks.site.comparison import pair_path
from tests.browser.test_accessibility import LOOKS, hold
from tests.ours import sources

PAIRS = [pair_path(pair) for pair in sources().crosswalk.pairs]
TALLEST = 8_000
"""Pixels, at a width of 1,440. Two models took this much when both lists stood on one page."""
SIZE = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"


@pytest.mark.parametrize("width", [360, 1440])
def test_no_page_is_too_tall_or_wider_than_the_screen(visit, width: int) -> None:
    visitor = visit(viewport={"width": width, "height": 900}, scorer=False)
    for address in ("models/crosswalk/", *PAIRS):
        page = visitor.go(address)
        wide, tall = page.evaluate(SIZE)
        assert wide <= width, address
        assert width < 1440 or tall <= TALLEST, address


def test_the_picture_has_a_name_and_leads_to_the_pairs(visit) -> None:
    visitor = visit(scorer=False)
    page = visitor.go("models/crosswalk/")
    expect(page.get_by_role("img", name="The ladders of")).to_be_visible()
    page.get_by_role("link", name="CXMM and Five levels").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("CXMM and Five levels")
    expect(page.get_by_role("img", name="The ladders of CXMM beside that of Five levels")).to_be_visible()


@pytest.mark.slow
@pytest.mark.parametrize("look", LOOKS)
def test_the_comparison_and_a_pair_are_accessible(visit, look: str) -> None:
    visitor = visit(**LOOKS[look], scorer=False)
    for what, address in (("the comparison", "models/crosswalk/"), ("a pair", PAIRS[0])):
        page = visitor.go(address)
        page.locator("details").evaluate_all("all => all.forEach(one => one.open = true)")
        hold(page, what, look)
