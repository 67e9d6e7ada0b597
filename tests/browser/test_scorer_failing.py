"""When the scorer cannot start or stops, the page says so, keeps the answers and gives them out."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, Playwright, Worker, expect

from tests.browser import reference
from tests.browser.assessing import Questionnaire
from tests.browser.conftest import Visitor
from tests.browser.reference import words
from tests.browser.serving import Site

PRACTICE, OTHER = "basic-training", "pilot-programs"
RESOURCE = r"Failed to load resource: the server responded with a status of 404"


def answers_are_safe(visitor: Visitor, questionnaire: Questionnaire) -> None:
    """Whatever happened to the scorer: answers are taken, kept and given out."""
    questionnaire.choose(OTHER, "systematic")
    questionnaire.saved()
    held = {PRACTICE: {"answer": "ad-hoc"}, OTHER: {"answer": "systematic"}}
    assert questionnaire.download()["responses"] == held
    button = questionnaire.expect_notice("scorer").get_by_role("button", name=words()("action.download"))
    assert questionnaire.download(button)["responses"] == held
    visitor.page.reload()
    questionnaire.ready()
    expect(questionnaire.option(PRACTICE, "ad-hoc")).to_be_checked()
    expect(questionnaire.option(OTHER, "systematic")).to_be_checked()


def test_something_is_missing(visitor: Visitor) -> None:
    visitor.watch.expect(RESOURCE)
    visitor.site.refuse(r"\.wasm$")
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "ad-hoc")
    reason = words()("reason.load")
    questionnaire.expect_notice("scorer", words()("report.failed", reason=reason))
    questionnaire.action("report").click()
    status = visitor.page.locator("[data-report-status]")
    expect(status).to_have_text(words()("report.failed", reason=reason))
    expect(visitor.page.get_by_text(words()("report.empty")).first).to_be_hidden()  # for something is answered
    assert visitor.page.evaluate("document.activeElement.id") == "heading-report"

    answers_are_safe(visitor, questionnaire)

    # Once it is there, asking again is enough.
    questionnaire.expect_notice("scorer")
    visitor.site.mend()
    questionnaire.show_report()
    expect(questionnaire.notices).to_have_count(0)


SPOILT_FILES = {
    r"/pyodide\.mjs$": ("mislabelled", "altered"),
    r"/pyodide\.asm\.js$": ("missing", "load"),
    r"\.wasm$": ("broken off", "load"),
    r"/python\.zip$": ("cut", "altered"),
    r"/data/four-stages\.": ("error", "load"),
    r"/data/words\.": ("reset", "load"),
}
"""Each file that the scorer starts with, how it is spoilt, and what the page says is the reason. tests/page/loading.test.js has every
fault for every kind of file."""


def test_whatever_was_spoilt_is_used_as_soon_as_it_is_whole_again(visitor: Visitor) -> None:
    """A browser keeps what it was sent: the server lets it, as hosts do, for ten minutes."""
    visitor.watch.expect("Failed to load resource")
    said: list[str] = []
    visitor.page.on("console", lambda message: said.append(message.text) if message.type == "warning" else None)
    questionnaire = visitor.questionnaire()
    for pattern, (how, reason) in SPOILT_FILES.items():
        visitor.site.mend()
        visitor.site.spoil(pattern, how)
        said.clear()
        if visitor.page.url == "about:blank":
            questionnaire.open()
        else:
            questionnaire.expect_notice("scorer").get_by_role("button", name=words()("action.again")).click()
        # What was spoilt before is whole: of that file nothing is said any more.
        questionnaire.expect_notice("scorer", words()("report.failed", reason=words()(f"reason.{reason}")))
        addresses = [address for line in said for address in re.findall(r" for (http\S+)", line)]
        assert addresses and all(re.search(pattern, address) for address in addresses), (pattern, said)
    visitor.site.mend()
    visitor.page.reload()
    questionnaire.ready().marked("cx:scorer-ready")
    expect(questionnaire.notices).to_have_count(0)


def test_a_scorer_that_cannot_start_is_fetched_again_only_when_asked(visitor: Visitor) -> None:
    visitor.watch.expect(RESOURCE)
    visitor.site.refuse(r"/pyodide\.mjs$")
    questionnaire = visitor.questionnaire().open("#report")
    notice = questionnaire.expect_notice("scorer")

    def starts() -> int:
        return sum("pyodide.mjs" in request.target for request in visitor.site.requests)

    before = starts()
    for practice in reference.practices()[:6]:
        questionnaire.choose(practice, "ad-hoc")
        questionnaire.saved()
    visitor.page.clock.install()
    visitor.page.clock.run_for(2_000)
    assert starts() == before
    visitor.site.mend()
    notice.get_by_role("button", name=words()("action.again")).click()
    questionnaire.reported()
    expect(questionnaire.report).to_contain_text("6 answered")
    assert starts() == before + 1  # past the browser's cache; the import that follows finds it there


def test_a_file_cannot_be_checked_without_the_scorer(visitor: Visitor) -> None:
    visitor.watch.expect(RESOURCE)
    visitor.site.refuse(r"/python\.zip$")
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.choose_file({"format": "cx-assessment"})
    questionnaire.expect_notice("file", words()("upload.unscored", name="answers.json"))
    expect(questionnaire.option(PRACTICE, "ad-hoc")).to_be_checked()


def test_a_wrong_type_for_wasm_is_no_hindrance(visitor: Visitor) -> None:
    visitor.site.mislabel(r"\.wasm$")
    visitor.questionnaire().open().marked("cx:scorer-ready")


def test_a_start_may_take_long_while_something_arrives(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.site.withhold(r"\.wasm$")
    python = visitor.site.withhold(r"/python\.zip$")
    visitor.page.clock.install()
    questionnaire = visitor.questionnaire()
    visitor.page.goto(questionnaire.address)
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.saved()
    questionnaire.action("report").click()
    status, progress = visitor.page.locator("[data-report-status]"), visitor.page.locator("[data-report-progress]")
    expect(status).to_have_text(words()("report.starting"))
    expect(progress).to_have_text(re.compile("% of what works out"))
    little = progress.inner_text()
    visitor.page.clock.fast_forward(50_000)
    python.set()
    expect(progress).not_to_have_text(little)
    visitor.page.clock.fast_forward(50_000)
    expect(status).to_have_text(words()("report.starting"))
    visitor.page.clock.fast_forward(11_000)
    reason = words()("reason.timeout")
    expect(status).to_have_text(words()("report.failed", reason=reason))
    expect(progress).to_have_text("")
    questionnaire.expect_notice("scorer", reason)
    visitor.site.mend()
    questionnaire.show_report()


def the_worker(page: Page) -> Worker:
    """The scorer's worker, which is the one made from a blob."""
    return next(worker for worker in page.workers if worker.url.startswith("blob:"))


def test_a_crash_mid_way(visitor: Visitor) -> None:
    visitor.watch.expect("crash on purpose")
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.show_report()
    broken = the_worker(visitor.page)
    with broken.expect_event("close"):
        broken.evaluate("void setTimeout(() => { throw new Error('crash on purpose') })")
    questionnaire.choose(OTHER, "missing")  # the result that is shown follows: the scorer is started anew
    expect(questionnaire.report).to_contain_text("2 answered", timeout=60_000)
    expect(questionnaire.notices).to_have_count(0)


def test_a_worker_that_no_longer_answers(visit: Callable[..., Visitor]) -> None:
    visitor = visit()
    visitor.page.clock.install()
    questionnaire = visitor.questionnaire()
    visitor.page.goto(questionnaire.address)
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.show_report()
    the_worker(visitor.page).evaluate("void (self.onmessage = () => {})")
    questionnaire.action("report").click()
    expect(visitor.page.locator("[data-report-status]")).to_have_text(words()("report.working"))
    visitor.page.clock.fast_forward(16_000)
    reason = words()("reason.silent")
    expect(visitor.page.locator("[data-report-status]")).to_have_text(words()("report.stopped", reason=reason))
    questionnaire.expect_notice("scorer", words()("report.stopped", reason=reason))
    expect(questionnaire.report).to_be_visible()  # the last result stays
    questionnaire.choose(OTHER, "systematic")
    questionnaire.saved()
    assert set(questionnaire.download()["responses"]) == {PRACTICE, OTHER}
    questionnaire.action("report").click()
    expect(questionnaire.report).to_contain_text("2 answered", timeout=60_000)
    expect(questionnaire.notices).to_have_count(0)


@pytest.mark.parametrize(("reason", "flag"), [("wasm", "--jitless"), ("memory", "--wasm-max-mem-pages=100")])
def test_what_a_browser_refuses_is_named_before_the_first_answer(
    playwright: Playwright, launch: dict[str, Any], site: Site, reason: str, flag: str
) -> None:
    browser = playwright.chromium.launch(**{**launch, "args": [*launch["args"], f"--js-flags={flag}"]})
    try:
        questionnaire = Questionnaire(browser.new_page(), site).open()
        questionnaire.expect_notice("scorer", words()("report.failed", reason=words()(f"reason.{reason}")))
        expect(questionnaire.progress).to_contain_text("0 answered")
    finally:
        browser.close()


def test_who_saves_data_gets_the_scorer_when_a_result_is_wanted(visitor: Visitor) -> None:
    visitor.context.add_init_script("Object.defineProperty(navigator, 'connection', { value: { saveData: true } })")
    questionnaire = visitor.questionnaire().open()
    questionnaire.choose(PRACTICE, "ad-hoc")
    questionnaire.saved()
    assert not [each.target for each in visitor.site.requests if "/pyodide/" in each.target]
    questionnaire.show_report()
