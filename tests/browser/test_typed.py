"""What visitors type: dates are checked where they are typed, and a text comes back as it went in."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from tests.browser.assessing import Questionnaire
from tests.browser.conftest import Visitor
from tests.browser.keeping import OTHER, PRACTICE, STORED
from tests.browser.reference import words

TODAY = "2026-11-21"


def message(questionnaire: Questionnaire, field: Locator) -> Locator:
    """What is said of a field, as its description."""
    return questionnaire.page.locator(f"[id='{field.get_attribute('aria-describedby')}']")


def test_dates_are_checked_when_their_field_is_left(unscored: Visitor) -> None:
    page, questionnaire = unscored.page, unscored.questionnaire()
    page.clock.install(time=f"{TODAY}T09:00:00")
    page.goto(questionnaire.address)
    said, troubles = words(), page.locator(".cx-trouble")
    page.get_by_text(said("about.title")).click()
    questionnaire.choose(PRACTICE, "ad-hoc")
    taken, day = questionnaire.field("taken"), questionnaire.field(f"{PRACTICE}.evidence_date")
    questionnaire.note(PRACTICE, "Handbook")

    # A year of which a digit went astray: nothing is said before the field is left, and the last whole date stays.
    taken.press_sequentially("03010202")
    expect(taken).to_have_value("0202-03-01")
    expect(troubles).to_have_count(0)
    taken.blur()
    expect(message(questionnaire, taken)).to_have_text(
        f"{said('date.year', year=202)} {said('date.until', day='1 March 2026')}"
    )
    expect(taken).to_have_attribute("aria-invalid", "true")
    questionnaire.choose(OTHER, "ad-hoc")
    expect(taken).to_have_value("0202-03-01")
    assert questionnaire.saved().download()["taken"] == "2026-03-01"
    assert page.evaluate(STORED)["assessment"]["taken"] == "2026-03-01"

    # Mended, it is kept, and no more is said.
    taken.fill("2026-04-01")
    expect(troubles).to_have_count(0)
    assert taken.get_attribute("aria-invalid") is None
    assert questionnaire.saved().download()["taken"] == "2026-04-01"

    # A part of a date, which the browser gives to nobody.
    day.press_sequentially("0301")
    day.blur()
    expect(message(questionnaire, day)).to_have_text(f"{said('date.incomplete')} {said('date.none')}")
    questionnaire.choose(OTHER, "missing")
    assert day.evaluate("field => field.validity.badInput")
    assert "evidence_date" not in questionnaire.saved().download()["responses"][PRACTICE]

    # What may be meant is kept, and asked about.
    for value, key in {"2026-12-24": "date.ahead", "1985-01-01": "date.long_ago"}.items():
        day.fill(value)
        day.blur()
        expect(message(questionnaire, day)).to_have_text(said(key))
        assert day.get_attribute("aria-invalid") is None
        assert questionnaire.saved().download()["responses"][PRACTICE]["evidence_date"] == value
    day.fill("")
    expect(troubles).to_have_count(0)


NOTE = " \tfirst, indented\n\n  - e\u0301 and \u00e9 \U0001f642\U00020000 \n"
PASTED = (
    "field => { field.value = field.value.slice(0, 3) + '\\0\\ud800' + field.value.slice(3).replaceAll('\\n', '\\u2028');"
    " field.setSelectionRange(5, 5); field.dispatchEvent(new InputEvent('input', { bubbles: true })) }"
)


def test_a_text_comes_back_as_it_went_in(visitor: Visitor) -> None:
    page, questionnaire = visitor.page, visitor.questionnaire().open()
    note, name = questionnaire.field(f"{PRACTICE}.evidence"), questionnaire.field("name")
    page.get_by_text(words()("about.title")).click()
    questionnaire.choose(PRACTICE, "ad-hoc")
    name.fill(" Garden\u00a0centre ")
    questionnaire.note(PRACTICE, NOTE)
    # What no file can hold is taken out at once, while its writer is there, and the writer goes on where they were.
    note.evaluate(PASTED)
    expect(note).to_have_value(NOTE)
    assert note.evaluate("field => field.selectionStart") == 3
    expect(name).to_have_value("Garden\u00a0centre")
    visitor.watch.keep_private("first, indented", "Garden")
    questionnaire.saved()
    page.reload()
    expect(questionnaire.ready().field(f"{PRACTICE}.evidence")).to_have_value(NOTE)
    file = questionnaire.download()
    assert file["responses"] == {PRACTICE: {"answer": "ad-hoc", "evidence": NOTE}}
    assert file["name"] == "Garden\u00a0centre"
    questionnaire.field(f"{PRACTICE}.evidence").evaluate(
        "field => { field.value = ''; field.dispatchEvent(new Event('input', { bubbles: true })) }"
    )
    # A date of another program that cannot be right is told beside its field, and goes no further.
    questionnaire.upload({**file, "taken": "0202-03-01"})
    taken = questionnaire.field("taken")
    expect(message(questionnaire, taken)).to_contain_text(words()("date.year", year=202))
    again = questionnaire.download()
    assert again["responses"] == file["responses"]
    assert again["taken"] == file["taken"]
    questionnaire.show_report()
    shown = questionnaire.report.locator(".cx-heat__note")
    assert shown.evaluate("note => [note.textContent, getComputedStyle(note).whiteSpace]") == [
        f"{words()('report.note')} {NOTE.rstrip()}",
        "pre-wrap",
    ]
