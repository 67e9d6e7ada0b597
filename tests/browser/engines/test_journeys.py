"""What visitors do, in Firefox and WebKit: answer, come back, read the result, take the answers along, bring them again, pass them on."""

from __future__ import annotations

import json
import random
from pathlib import Path
from typing import Any

import pytest

from tests.browser import reference
from tests.browser.assessing import FORM
from tests.browser.engines.driver import Tab
from tests.browser.reference import words
from tests.browser.serving import Site
from tests.browser.test_practices import EVERY
from tests.browser.watching import Watch

ANSWERS = {
    "basic-training": {"answer": "systematic", "evidence": "Notes of March; заметка <b>"},
    "issue-resolution": {"answer": "repeatable"},
    "predictive-analytics": {"dont_know": True},
    "pilot-programs": {"not_applicable": "a single site"},
}
MARKED = "return performance.getEntriesByName(arguments[0]).length > 0"
SHOWS = """const template = document.createElement('template'); template.innerHTML = arguments[0]
return document.querySelector('[data-report]')?.outerHTML === template.content.querySelector('[data-report]').outerHTML"""
ELSEWHERE = """return performance.getEntriesByType('resource').map(({ name }) => name)
  .filter((name) => !name.startsWith(location.origin + '/') && !/^(blob|data):/.test(name))"""


class Page:
    """The questionnaire in a tab."""

    def __init__(self, tab: Tab, site: Site) -> None:
        self.tab, self.site = tab, site

    def open(self, mark: str = "") -> None:
        """Go to it, and wait until its form works."""
        self.tab.go(self.site.url(f"assess/four-stages/{mark}"))
        self.tab.until(MARKED, "cx:form-ready")

    def do(self, action: str) -> None:
        """Press one of its buttons."""
        self.tab.click(f'[data-action="{action}"]')

    def saved(self) -> None:
        """Wait until it says that everything is on the device."""
        self.tab.says("[data-saved]", words()("saved.saved"))

    def form(self) -> dict[str, str]:
        """What stands in its form, without what is empty."""
        fields: dict[str, str] = self.tab.run(f"return ({FORM})()")
        return {name: text for name, text in fields.items() if text and name != "taken"}

    def shows_report_of(self, values: dict[str, Any]) -> None:
        """Wait until it shows the report that CPython makes of the same answers, letter by letter."""
        self.tab.until(SHOWS, reference.expected(values)[1])


def fields_of(responses: dict[str, Any]) -> dict[str, str]:
    """How responses stand in the form."""
    fields = {}
    for practice, response in responses.items():
        choice = "not-applicable" if "not_applicable" in response else "dont-know"
        fields[practice] = response.get("answer", choice)
        fields[f"{practice}.reason"] = response.get("not_applicable", "")
        fields |= {f"{practice}.{key}": text for key, text in response.items() if key.startswith("evidence")}
    return {name: text for name, text in fields.items() if text}


def test_the_journeys(tab: Tab, site: Site, tmp_path: Path, subtests: pytest.Subtests) -> None:
    page = Page(tab, site)
    with subtests.test("answers are saved, and are there after a reload"):
        page.open()
        for practice, response in ANSWERS.items():
            tab.click(f'[name="{practice}"][value="{fields_of({practice: response})[practice]}"]')
        tab.click("#q-basic-training summary")
        tab.fill('[name="basic-training.evidence"]', ANSWERS["basic-training"]["evidence"])
        tab.fill('[name="pilot-programs.reason"]', ANSWERS["pilot-programs"]["not_applicable"])
        page.saved()
        tab.reload()
        tab.until(MARKED, "cx:form-ready")
        assert page.form() == fields_of(ANSWERS)

    with subtests.test("they can be downloaded, and give the report that CPython makes of them"):
        page.do("download")
        file = tab.downloaded()
        assert file == reference.assessment_file(ANSWERS, taken=file["taken"])
        page.do("report")
        page.shows_report_of(file)

    brought = reference.random_file(random.Random(2026))
    with subtests.test("a file is uploaded in their place, and reported on"):
        upload = tmp_path / "brought.json"
        upload.write_text(json.dumps(brought), "utf-8")
        tab.choose_file('[data-action="upload"] input', upload)
        tab.click('[data-dialog][open] [value="yes"]')
        tab.says("[data-saved]", words()("upload.done", counts=reference.counts_of(brought)))
        assert {k: v for k, v in page.form().items() if "." not in k and k != "name"} == {
            k: v for k, v in fields_of(brought["responses"]).items() if "." not in k
        }
        page.shows_report_of(brought)

    with subtests.test("a link to them opens where nothing is stored, and a copy can be kept"):
        page.do("share")
        link = tab.until("return document.querySelector('[data-share][open] [data-share-link]')?.value")
        tab.click('[data-share] [value="no"]')
        page.do("delete")
        tab.click('[data-dialog][open] [value="yes"]')
        tab.until("return !document.querySelector('[data-form] :checked')")
        tab.says("[data-saved]", words()("delete.done"))
        tab.run("location.assign(arguments[0])", link)  # in the same page, which spares the start of another scorer
        tab.until("return document.querySelector('[data-shared-view]')")
        choices = {k: v for k, v in fields_of(brought["responses"]).items() if "." not in k}
        assert page.form() == choices
        tab.click('[data-action="keep-link"]')
        tab.until("return location.hash === '#report' && !document.querySelector('[data-shared-view]')")
        tab.until(MARKED, "cx:form-ready")
        assert page.form() == choices
        assert tab.run(ELSEWHERE) == []

    with subtests.test("the sample is read"):
        tab.go(site.url("assess/sample/"))
        assert tab.run("return document.querySelector('[data-report]').dataset.stageReached") == "2"
        assert tab.run(ELSEWHERE) == []

    with subtests.test("the calculator calculates"):
        tab.go(site.url("measure/calculator/"))
        for field, text in {"promoters": "200", "passives": "120", "detractors": "80"}.items():
            tab.fill(f'[data-calculation="nps"] [name="{field}"]', text)
        tab.click('[data-calculation="nps"] button[type="submit"], [data-calculation="nps"] button:not([type])')
        tab.says('[data-calculation="nps"] [data-outcome]', "30 (95 % interval 22.2 to 37.4, n = 400)")
        assert tab.run(ELSEWHERE) == []

    with subtests.test("the practices are filtered"):
        tab.go(site.url("practices/"))
        tab.says("[data-filter-status]", f"{len(EVERY)} of {len(EVERY)} practices")
        tab.fill("#filter-word", "Training")
        found = [each.name for each in EVERY if "training" in f"{each.name} {each.benefit}".lower()]
        tab.says("[data-filter-status]", f"{len(found)} of {len(EVERY)} practices")
        shown = "[...document.querySelectorAll('[data-entry] > a')].filter((each) => each.getClientRects().length)"
        assert sorted(tab.run(f"return {shown}.map((each) => each.innerText)")) == sorted(found)
        tab.click("[data-filter] [type=reset]")
        tab.says("[data-filter-status]", f"{len(EVERY)} of {len(EVERY)} practices")

    with subtests.test("a page is searched, and shown in the dark"):
        tab.click(".md-header__option label:not([hidden])")  # light
        tab.click(".md-header__option label:not([hidden])")  # dark
        tab.reload()
        assert tab.run("return document.body.getAttribute('data-md-color-scheme')") == "slate"
        tab.run("document.getElementById('__search').click()")
        tab.fill(".md-search__input", "complaint handling")
        tab.says(".md-search-result__list", "Issue Resolution")
        assert tab.run(ELSEWHERE) == []

    watch = Watch(site)
    watch.keep_private("Notes of March", "a single site")
    assert watch.verdict() == []
