"""Several assessments of one model stand side by side and are never mixed."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser import reference
from tests.browser.conftest import Visitor
from tests.browser.keeping import OTHER, PRACTICE, STORE, THIRD
from tests.browser.reference import words


def test_two_of_one_model_in_two_tabs_with_reloads(unscored: Visitor) -> None:
    first = unscored.questionnaire().open()
    first.choose(PRACTICE, "ad-hoc")
    first.saved()
    record = {"schema": 2, "id": "berlin", "framework": "four-stages", "drafts": {}, "reviews": []}
    first.page.evaluate(STORE, record | {"assessment": reference.assessment_file({OTHER: {"answer": "systematic"}})})
    second = unscored.questionnaire(unscored.context.new_page()).open("#assessment=berlin&at=check")
    expect(second.option(OTHER, "systematic")).to_be_checked()
    expect(second.page).to_have_url(second.address + "#check")

    # A tab that is loaded anew opens its own, although the other has become the current one.
    second.choose(THIRD, "repeatable")
    second.saved()
    first.page.reload()
    expect(first.ready().option(PRACTICE, "ad-hoc")).to_be_checked()
    expect(first.option(THIRD, "repeatable")).not_to_be_checked()
    first.page.locator('a[href="#check"]').first.click()  # an entry of the history that its page has not made
    first.choose(THIRD, "missing")
    first.saved()
    for questionnaire in (first, second):
        questionnaire.page.reload()
        questionnaire.ready()
    assert first.option(THIRD, "missing").is_checked() and second.option(THIRD, "repeatable").is_checked()
    assert not second.option(PRACTICE, "ad-hoc").is_checked()

    # A link to another one, followed on this one's page, leads there; Back leads back.
    first.page.evaluate("location.hash = '#assessment=berlin'")
    expect(first.option(OTHER, "systematic")).to_be_checked()
    first.ready().page.go_back()
    expect(first.option(PRACTICE, "ad-hoc")).to_be_checked()

    # Deleted, it is gone in its other tabs too, and only it.
    third = unscored.questionnaire(unscored.context.new_page()).open("#assessment=berlin")
    third.action("delete").click()
    third.dialog.locator('[value="yes"]').click()
    second.expect_notice("absent", words()("absent.text"))
    expect(first.option(PRACTICE, "ad-hoc")).to_be_checked()
    second.page.reload()
    second.ready().expect_notice("absent")
    assert third.notices.count() == 0
