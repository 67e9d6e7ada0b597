"""The lists of practices, narrowed by word, stage and aspect."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from cxcore.model import Aspect
from tests.browser.conftest import Visitor
from tests.ours import sources

EVERY = [practice for framework in sources().frameworks for practice in framework.practices]


def shown(visitor: Visitor) -> list[str]:
    return sorted(visitor.page.locator("[data-entry]:visible > a").all_inner_texts())


def test_a_word_a_stage_and_an_aspect_narrow_the_list(visitor: Visitor):
    page = visitor.go("practices/")
    status = page.locator("[data-filter-status]")
    expect(status).to_have_text(f"{len(EVERY)} of {len(EVERY)} practices")
    page.get_by_label("Find a word").fill("Training")
    trained = [p.name for p in EVERY if "training" in f"{p.name} {p.benefit}".lower()]
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


@pytest.mark.parametrize("view", ["", "by-stage/", "by-section/", "by-aspect/"])
def test_without_scripts_every_view_lists_every_practice_and_shows_no_filter(visit, view: str):
    visitor = visit(java_script_enabled=False)
    page = visitor.go(f"practices/{view}")
    rated = [p.name for p in EVERY if view != "by-stage/" or p.stage]
    assert shown(visitor) == sorted(rated)
    expect(page.locator("[data-filter]")).to_be_hidden()
