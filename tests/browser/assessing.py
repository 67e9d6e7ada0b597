"""The questionnaire's page, as somebody who uses it would speak of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Self

from playwright.sync_api import Locator, Page, expect

from tests.browser import reference
from tests.browser.serving import Site

WAIT_FOR_MARK = """name => new Promise((resolve, reject) => {
  if (performance.getEntriesByName(name).length) return resolve()
  setTimeout(() => reject(new Error(`no mark ${name}`)), 90000)
  new PerformanceObserver((list, observer) => {
    if (list.getEntriesByName(name).length) { observer.disconnect(); resolve() }
  }).observe({ type: 'mark', buffered: true })
})"""
FORM = """() => Object.fromEntries([...document.querySelector('[data-form]').elements].filter(({ name }) => name)
  .flatMap(({ name, type, value, checked }) => type !== 'radio' ? [[name, value]] : checked ? [[name, value]] : []))"""

STARTING = 90_000
"""Milliseconds for a scorer to start on a busy machine."""


class Questionnaire:
    """One questionnaire in one tab."""

    def __init__(self, page: Page, site: Site, framework: str = "four-stages") -> None:
        self.page = page
        self.site = site
        self.address = site.url(f"assess/{framework}/")
        self.status = page.locator("[data-saved]")
        self.progress = page.locator("[data-progress]")
        self.report = page.locator("[data-report]")
        self.notices = page.locator("[data-notice]")
        self.dialog = page.locator("[data-dialog]")

    def open(self, mark: str = "") -> Self:
        """Go to the page and wait until its form works."""
        self.page.goto(self.address + mark)
        return self.ready()

    def ready(self) -> Self:
        """Wait until stored answers are in the form."""
        return self.marked("cx:form-ready")

    def marked(self, name: str) -> Self:
        """Wait for a mark of User Timing."""
        self.page.evaluate(WAIT_FOR_MARK, name)
        return self

    def action(self, name: str) -> Locator:
        """One of the page's actions."""
        return self.page.locator(f'[data-action="{name}"]')

    def question(self, practice: str) -> Locator:
        """The part of the page that asks for one practice."""
        return self.page.locator(f'[data-form] [data-practice="{practice}"]')

    def option(self, practice: str, value: str) -> Locator:
        """One answer to one question."""
        return self.page.locator(f'input[name="{practice}"][value="{value}"]')

    def field(self, name: str) -> Locator:
        """A field by its name, such as `basic-training.evidence`."""
        return self.page.locator(f'[data-form] [name="{name}"]')

    def reach(self, practice: str) -> None:
        """Go to a question, where one is shown at a time."""
        if not self.question(practice).is_visible():
            self.page.evaluate("practice => { location.hash = `q-${practice}` }", practice)

    def choose(self, practice: str, value: str) -> None:
        """Give an answer."""
        self.reach(practice)
        self.option(practice, value).check()

    def note(self, practice: str, text: str, part: str = "evidence") -> None:
        """Write beside a question."""
        self.reach(practice)
        field = self.field(f"{practice}.{part}")
        if not field.is_visible():
            self.question(practice).locator("summary").click()
        field.fill(text)

    def saved(self) -> Self:
        """Wait until the page says that everything is on the device."""
        expect(self.status).to_have_text(reference.words()("saved.saved"))
        return self

    def form(self) -> dict[str, str]:
        """Everything that stands in the form, by the fields' names; of radios the one that is chosen."""
        result: dict[str, str] = self.page.evaluate(FORM)
        return result

    def show_report(self) -> Self:
        """Ask for the result and wait for it."""
        self.action("report").click()
        return self.reported()

    def reported(self) -> Self:
        """Wait for a result."""
        expect(self.report).to_be_visible(timeout=STARTING)
        return self

    def download(self, button: Locator | None = None) -> dict[str, Any]:
        """The assessment file that the page gives."""
        with self.page.expect_download() as download:
            (button or self.action("download")).click()
        values: dict[str, Any] = json.loads(Path(download.value.path()).read_text("utf-8"))
        return values

    def choose_file(self, content: object, name: str = "answers.json") -> None:
        """Choose a file for upload: values, a text or bytes; or one on the disk, as is much quicker where it is large."""
        if isinstance(content, Path):
            self.action("upload").locator("input").set_input_files(content)
            return
        text = content if isinstance(content, str | bytes) else json.dumps(content)
        data = text if isinstance(text, bytes) else text.encode("utf-8")
        self.action("upload").locator("input").set_input_files(
            {"name": name, "mimeType": "application/json", "buffer": data}
        )

    def upload(self, content: object) -> Self:
        """Choose a file, agree that it replaces what is there, and wait until it is stored."""
        present = any(
            radio.is_checked() for radio in self.page.locator('[data-form] input[type="radio"]:checked').all()
        )
        self.choose_file(content)
        if present:
            self.dialog.locator('[value="yes"]').click()
        expect(self.status).to_contain_text("Read from the file", timeout=STARTING)
        return self

    def expect_notice(self, kind: str, *texts: str) -> Locator:
        """The notice of one kind, once it is there, with these texts in it."""
        notice = self.page.locator(f'[data-notice="{kind}"]')
        expect(notice).to_be_visible(timeout=STARTING)
        for text in texts:
            expect(notice).to_contain_text(text)
        return notice
