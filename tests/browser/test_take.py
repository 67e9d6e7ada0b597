"""What can be taken along of a result: lines, paper, tables and the answers; off while nothing is answered."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from build_hooks.places import ROOT
from cxcore.exchange.tables import report_table
from cxcore.model import Assessment
from cxcore.roadmap import planned_report
from cxcore.view.markdown_printer import markdown_of
from cxcore.view.short import in_lines, tell_lines
from cxcore.view.words import Words
from tests.browser import reference
from tests.browser.assessing import STARTING
from tests.browser.axe import violations
from tests.browser.conftest import Visitor
from tests.browser.paper import Paper, plain
from tests.browser.reference import words

SAMPLE = json.loads((ROOT / "frameworks/four-stages/sample.json").read_text("utf-8"))
RUNNING = "A fictional house builder · The four-stage model · 21 November 2026"
WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def printed(page: Page, part: str, paper: str = "A4") -> Paper:
    """What is printed by one of the tab's buttons; the browser's own dialog stays closed."""
    page.locator(f'[data-out="{part}"]').click()
    made = Paper(page.pdf(format=paper))
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    return made


def taken(page: Page, part: str) -> bytes:
    """The file that one of the tab's buttons gives."""
    with page.expect_download() as download:
        page.locator(f'[data-out="{part}"]').click()
    return Path(download.value.path()).read_bytes()


def test_the_sample_is_taken_along(visit: Callable[..., Visitor]) -> None:
    visitor = visit(color_scheme="dark", permissions=["clipboard-read", "clipboard-write"])
    visitor.context.add_init_script("window.print = () => {}")
    page, questionnaire = visitor.page, visitor.questionnaire().open("#share")
    buttons, off, lines = page.locator("[data-out]"), page.locator("[data-off]"), page.locator("[data-lines]")
    expect(page.locator('[role="tab"][data-tab="share"]')).to_have_attribute("aria-selected", "true")
    expect(off).to_have_text(words()("take.off"))
    assert buttons.count() == 7 and all(button.is_disabled() for button in buttons.all())

    questionnaire.upload(SAMPLE)
    expect(lines).not_to_have_value("", timeout=STARTING)
    expect(off).to_be_hidden()
    model = reference.framework()
    one = Assessment.from_dict(SAMPLE, model).checked(model)
    said = Words(model, words())
    telling = tell_lines(said, one, planned_report(model, one), visitor.site.url())
    expect(lines).to_have_value(in_lines(telling))
    page.locator('[name="lines"]').select_option("markdown")
    expect(lines).to_have_value(markdown_of(telling.blocks))
    page.locator('[data-out="lines"]').click()
    expect(questionnaire.status).to_have_text(words()("plan.copied"))
    assert page.evaluate("navigator.clipboard.readText()") == markdown_of(telling.blocks)
    assert not violations(page)
    page.set_viewport_size({"width": 360, "height": 780})
    assert page.evaluate(WIDER) <= 0

    # The tables are those of the command; the answers are a file that opens again.
    table = "".join(report_table(model, one))
    assert taken(page, "csv").decode("utf-8") == table
    (sheet,) = load_workbook(io.BytesIO(taken(page, "xlsx"))).worksheets
    cells = [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert cells == list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    assert json.loads(taken(page, "file"))["responses"] == SAMPLE["responses"]

    # On paper: one page, whichever the paper is; the report in full, each page with whose it is, where it came from and its number.
    for paper in ("A4", "Letter"):
        (only,) = printed(page, "page", paper).pages
        assert "Stage 2 of 4, 2 practices away from stage 3" in only and "1 / 1" in only and plain(RUNNING) in only
    report = printed(page, "report")
    for number, text in enumerate(report.pages, 1):
        assert plain(RUNNING) in text and f"{number} / {len(report.pages)}" in text, number
        assert plain(questionnaire.address.removesuffix("/")) in text, number
    for practice in model.practices:
        assert plain(practice.name) in report.text
    # No picture is cut in two.
    assert report.page_of("Stage 1: Foundational Focus") == report.page_of("3 of 13 met") == 0
    assert report.page_of(words()("report.aspects")) == report.page_of("6 of 11 met") > 0
    assert words()("take.lines") not in report.text
    assert report.title == RUNNING and page.title() != RUNNING
    assert report.white() > 0.65
    # Whoever prints by the browser's own menu gets the report as well.
    assert Paper(page.pdf(format="A4")).text.count(words()("report.table.note")[:20]) == 1

    # What is answered now is told now.
    questionnaire.choose("pilot-programs", "systematic")
    expect(lines).to_have_value(re.compile("1 practice away from stage 3"))
