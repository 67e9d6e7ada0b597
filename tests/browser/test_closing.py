"""Every answer is kept: over reloads, closed tabs, closed and killed browsers, saved or not yet."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, Playwright, expect

from tests.browser import reference
from tests.browser.assessing import Questionnaire
from tests.browser.conftest import Visitor
from tests.browser.keeping import OTHER, PRACTICE, SLOW, STORED, THIRD, fill_some, kill, living_in
from tests.browser.reference import words
from tests.browser.serving import Site

JOURNALS = "Object.keys(localStorage).filter((key) => key.startsWith('cx-maturity'))"


def test_a_reload_and_a_closed_tab(unscored: Visitor) -> None:
    questionnaire = unscored.questionnaire().open()
    form = fill_some(questionnaire)
    unscored.page.reload()
    assert questionnaire.ready().form() == form
    expect(questionnaire.status).to_have_text(words()("saved.restored"))
    unscored.go("learn/")
    unscored.page.go_back()
    assert questionnaire.ready().form() == form
    unscored.page.close()
    assert unscored.questionnaire(unscored.context.new_page()).open().form() == form


def hold(page: Page) -> None:
    """From now on no write of this page ends."""
    page.evaluate("window.hold = true")


def test_what_is_not_on_disk_when_a_page_goes_is_there_when_it_comes_back(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script(SLOW)
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    page.on("dialog", lambda dialog: dialog.accept())
    fill_some(questionnaire)
    assert page.evaluate(JOURNALS) == [], "all of it is on disk"
    hold(page)
    questionnaire.choose(PRACTICE, "systematic")
    questionnaire.question(OTHER).locator('[data-action="clear"]').click()
    questionnaire.note(PRACTICE, "Handbook, April")
    expect(questionnaire.status).to_have_text(words()("saved.saving"))
    form = questionnaire.form()
    page.reload()
    assert questionnaire.ready().form() == form
    expect(questionnaire.status).to_have_text(words()("saved.restored"))
    assert page.evaluate(JOURNALS) == []
    assert page.evaluate(STORED)["assessment"]["responses"] == {
        PRACTICE: {"answer": "systematic", "evidence": "Handbook, April"},
        THIRD: {"dont_know": True},
    }


def test_what_two_closed_tabs_had_not_saved_is_put_together(unscored: Visitor) -> None:
    unscored.context.add_init_script(SLOW)
    context = unscored.context
    first = unscored.questionnaire().open()
    second = unscored.questionnaire(context.new_page()).open()
    for questionnaire in (first, second):
        hold(questionnaire.page)
    first.choose(PRACTICE, "missing")
    first.choose(OTHER, "ad-hoc")
    second.choose(PRACTICE, "systematic")
    second.choose(THIRD, "missing")
    for page in context.pages:
        page.close()
    third = unscored.questionnaire(context.new_page()).open()
    whole = {practice: third.form()[practice] for practice in (PRACTICE, OTHER, THIRD)}
    assert whole == {PRACTICE: "systematic", OTHER: "ad-hoc", THIRD: "missing"}
    third.action("delete").click()
    third.dialog.locator('[value="yes"]').click()
    expect(third.status).to_have_text(words()("delete.done"))
    third.page.reload()
    assert set(third.ready().form().values()) == {""}


def test_without_a_database_the_journal_alone_brings_answers_over_a_reload(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False)
    visitor.context.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('x', 'UnknownError') }")
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    page.on("dialog", lambda dialog: dialog.accept())
    questionnaire.choose(PRACTICE, "ad-hoc")
    page.reload()
    expect(questionnaire.ready().option(PRACTICE, "ad-hoc")).to_be_checked()
    expect(questionnaire.status).to_have_text(words()("saved.failed"))


def questionnaire_in(context: BrowserContext, site: Site) -> Questionnaire:
    return Questionnaire(context.pages[0] if context.pages else context.new_page(), site)


@pytest.mark.slow
def test_a_closed_browser(tmp_path: Path, playwright: Playwright, launch: dict[str, Any], site: Site) -> None:
    """Closed as one closes it, at once after the last click: no write to the database has ended."""
    with living_in(tmp_path, playwright, launch, site) as (context, _):
        context.add_init_script(SLOW)
        questionnaire = questionnaire_in(context, site).open()
        fill_some(questionnaire)
        questionnaire.page.evaluate("window.hold = true")
        questionnaire.choose(PRACTICE, "systematic")
        questionnaire.note(PRACTICE, "and no more")
        for practice in reference.practices()[10:40]:
            questionnaire.choose(practice, "repeatable")
        form = questionnaire.form()
        context.close()
    with living_in(tmp_path, playwright, launch, site) as (context, _):
        assert questionnaire_in(context, site).open().form() == form
        context.close()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills the browser by a POSIX signal")
def test_a_killed_browser(tmp_path: Path, playwright: Playwright, launch: dict[str, Any], site: Site) -> None:
    with living_in(tmp_path, playwright, launch, site) as (context, _):
        questionnaire = questionnaire_in(context, site).open()
        for practice in reference.practices()[:10]:
            questionnaire.choose(practice, "repeatable")
        form = fill_some(questionnaire)
        kill(context, tmp_path)
    with living_in(tmp_path, playwright, launch, site) as (context, _):
        assert questionnaire_in(context, site).open().form() == form
        context.close()
