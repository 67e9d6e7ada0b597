"""The page of a team: what people sent is collected on the device, read together, talked about and agreed on."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

from cxcore.exchange.share import encode_share
from cxcore.model import Assessment
from tests.browser import reference
from tests.browser.assessing import STARTING
from tests.browser.axe import violations
from tests.browser.conftest import Visitor
from tests.browser.paper import Paper, plain
from tests.browser.reference import words
from tests.ours import sources

ADDRESS = "assess/team/"
FIRST, SECOND, *_ = reference.practices()


def person(label: str, group: str, taken: str = "2026-11-20", **said: str) -> dict[str, Any]:
    """Somebody who gave Repeatable everywhere, except where something else is said."""
    answers = dict.fromkeys(reference.practices(), "repeatable") | said
    responses = {key: {"answer": value} for key, value in answers.items()}
    return reference.assessment_file(responses, taken=taken, respondent={"label": label, "group": group})


def link_to(values: Mapping[str, Any]) -> str:
    code = encode_share(sources().framework["four-stages"], Assessment.from_dict(values))
    return f"https://example.org/cx/assess/four-stages/#a={code}"


def give(page: Page, *files: tuple[str, object]) -> None:
    """Choose files on the page."""
    page.locator('[data-action="collect"] input').set_input_files(
        [
            {"name": name, "mimeType": "application/json", "buffer": json.dumps(values).encode()}
            for name, values in files
        ]
    )


def paste(page: Page, text: str) -> None:
    page.locator("[name=links]").fill(text)
    page.get_by_role("button", name="Take in the links").click()


def rows(page: Page) -> Locator:
    return page.locator("[data-sent]")


def states(page: Page) -> Sequence[str | None]:
    return [row.get_attribute("data-sent") for row in rows(page).all()]


TEAM = [
    ("ann.json", person("Ann", "office", **{FIRST: "missing"})),
    ("bo.json", person("Bo", "office")),
    ("cy.json", person("Cy", "office", **{FIRST: "systematic"})),
    ("di.json", person("Di", "frontline", **{FIRST: "missing", SECOND: "ad-hoc"})),
    ("ed.json", person("Ed", "frontline", **{FIRST: "ad-hoc"})),
    ("flo.json", person("Flo", "frontline")),
]  # fmt: skip


def test_the_whole_way_of_a_team(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    page = visitor.go(ADDRESS)
    visitor.watch.keep_private("Ann", "frontline")
    team, told = page.locator("[data-team]"), page.locator("[data-told]")
    assert "/cx/assess/four-stages/\n" in page.locator("[data-invitation]").input_value()
    for action in ("talk", "download"):  # what cannot be done yet looks as if it could not
        expect(page.locator(f'[data-action="{action}"]')).to_be_disabled()
        expect(page.locator(f'[data-action="{action}"]')).to_have_css("opacity", "0.55")

    # One alone is no team.
    give(page, TEAM[0])
    expect(told).to_contain_text("needs two", timeout=STARTING)
    expect(team).to_have_count(0)

    # A file of the others, a copy, an earlier one of the same person, one that is none, one of another model, and a link.
    earlier = person("Bo", "office", "2026-01-05", **{FIRST: "missing"})
    other = {**TEAM[0][1], "framework": {"id": "five-levels", "version": "1.0.0"}, "responses": {}}
    give(
        page,
        *TEAM[1:5],
        ("copy.json", TEAM[2][1]),
        ("earlier.json", earlier),
        ("shopping.json", {"milk": 2}),
        ("other.json", other),
    )
    paste(
        page,
        f"Dear colleague,\nhere are mine: <{link_to(TEAM[5][1])}>.\nAnd one that is cut: {link_to(TEAM[5][1])[:-9]}",
    )
    expect(told).to_have_text("The answers of 6 people are read together below.")
    expect(team).to_have_attribute("data-respondents", "6")
    # On paper each page says of what it is, and of which day.
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    year = page.evaluate("new Date().getFullYear()")
    assert re.fullmatch(rf"The four-stage model · 6 respondents · \d+ \w+ {year}", page.title())
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert "respondents" not in page.title()
    assert states(page) == ["taken"] * 5 + ["twin", "twin", "refused", "foreign", "taken", "refused"]
    expect(rows(page).last).to_contain_text(words()("collect.refused.cut"))
    expect(rows(page).nth(0)).to_contain_text("Ann · office · 20 November 2026 · 46 answered, 0 open")
    expect(rows(page).nth(5)).to_contain_text("The same answers as cy.json. Counted once.")
    expect(rows(page).nth(6)).to_contain_text(
        "The same person as bo.json, which is of the same day or later. Counted once."
    )
    expect(rows(page).nth(7)).to_contain_text("this is not a whole file of answers from this site")
    expect(rows(page).nth(8)).to_contain_text("these are answers to “Five levels, from Ad Hoc to Embedded”")
    expect(rows(page).nth(9)).to_contain_text("Link 1")
    expect(rows(page).nth(10)).to_contain_text("Ask for it again")
    expect(team).to_contain_text("6 respondents. Stage 4 of 4 reached")

    assert violations(page) == []
    paper = Paper(page.pdf())
    assert paper.page_of("6 respondents. Stage 4 of 4 reached") == 0
    assert not any(
        plain(words()(key)) in paper.text for key in ("invite.text", "collect.text", "talk.keys", "agree.text")
    )

    # Each can be taken out again, and somebody who is there twice may count twice.
    rows(page).nth(0).get_by_role("button", name="Take out").click()
    expect(team).to_have_attribute("data-respondents", "5")
    rows(page).nth(0).get_by_role("button", name="Count again").click()
    expect(team).to_have_attribute("data-respondents", "6")
    page.locator("[name=keep]").check()
    expect(team).to_have_attribute("data-respondents", "8")
    page.locator("[name=keep]").uncheck()
    for row in (10, 8, 7, 6, 5):
        rows(page).nth(row).get_by_role("button", name="Remove").click()
    expect(team).to_have_attribute("data-respondents", "6")
    assert states(page) == ["taken"] * 6
    # The keyboard is not lost with a button that goes.
    give(page, ("shopping.json", {"milk": 2}))
    rows(page).nth(6).get_by_role("button", name="Remove").press("Enter")
    expect(rows(page).nth(5).get_by_role("button", name="Remove")).to_be_focused()

    # The talk: by the keys alone, what people differ on first, with the line where it is met.
    page.locator('[data-action="talk"]').focus()
    page.keyboard.press("Enter")
    talk, place = page.locator("[data-talk]"), page.locator("[data-talk-place]")
    expect(talk.get_by_role("button", name="Next")).to_be_focused()
    expect(place).to_have_text("1 of 46 · you differ")
    expect(talk).to_contain_text(reference.framework().practice[FIRST].question)
    expect(talk.locator("circle")).to_have_count(6)
    # In a room, what is answered is read from as far away as what is asked.
    sizes = "all => [...new Set(all.map((each) => getComputedStyle(each).fontSize))]"
    assert len(talk.locator("header p, td, thead th, .cx-choice").evaluate_all(sizes)) == 1
    strip, number = (talk.locator(f"td .cx-spread{part}").first.bounding_box() or {} for part in ("", " + span"))
    assert strip["y"] <= number["y"] + number["height"] / 2 <= strip["y"] + strip["height"]  # beside it
    expect(talk).to_contain_text("Somebody stands alone")
    assert violations(page) == []
    page.keyboard.press("ArrowRight")
    expect(place).to_have_text("2 of 46 · you differ")
    page.keyboard.press("PageDown")
    expect(place).to_have_text("3 of 46")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("PageUp")
    talk.get_by_role("button", name="Ad hoc", exact=True).press("Enter")
    talk.get_by_label("stays disputed").press("Space")
    talk.get_by_label("What each side says").press_sequentially("→ log of May")
    page.keyboard.press("ArrowLeft")  # in a text it moves within the text
    expect(place).to_have_text("1 of 46 · you differ")
    talk.get_by_role("button", name="End").press("Enter")
    expect(talk).to_be_hidden()

    # What the group agrees on, as a file that the questionnaire opens.
    expect(page.locator("[data-agree-count]")).to_have_text("Agreed on 1 of 46 practices. 1 stays disputed.")
    page.locator("[data-alike]").press("Enter")
    expect(page.get_by_label(f"What the group says: {reference.framework().practice[SECOND].name}")).to_be_focused()
    page.get_by_label(f"What the group says: {reference.framework().practice[SECOND].name}").select_option("repeatable")
    page.get_by_label("Organisation or unit").fill("Garden centre")
    expect(page.locator("[data-agree-count]")).to_have_text("Agreed on 46 of 46 practices. 1 stays disputed.")
    page.wait_for_function("() => !document.fullscreenElement")
    page.set_viewport_size({"width": 360, "height": 800})
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert violations(page) == []
    with page.expect_download() as download:
        page.locator('[data-action="download"]').click()
    agreed = json.loads(Path(download.value.path()).read_text("utf-8"))
    assert (agreed["agreed"], agreed["name"], agreed["responses"][FIRST]) == (
        True, "Garden centre", {"answer": "ad-hoc", "evidence": "Stays disputed. → log of May"},
    )  # fmt: skip
    questionnaire = visitor.questionnaire().open().upload(agreed)
    assert questionnaire.form()[FIRST] == "ad-hoc"
    assert questionnaire.download()["agreed"] is True
