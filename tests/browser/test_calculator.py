"""The calculator in a real browser: the same figures as CPython's, said at once, at the right place, and to nobody else."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from build_hooks.library import messages as catalogue
from build_hooks.places import ROOT
from cxcore.view.calculator import FORMS, calculate, example
from cxcore.view.forms import Form, Unit
from tests.browser.assessing import STARTING, WAIT_FOR_MARK
from tests.browser.conftest import PHONE, Visitor

ADDRESS = "measure/calculator/"
AXE = ROOT / "build_hooks/node_modules/axe-core/axe.min.js"
RUNTIME = r"/assets/pyodide/"
FORM = {form.id: form for form in FORMS}
NEVER_IDLE = "window.requestIdleCallback = () => 0"
ASK = """async (payloads) => {
  const config = JSON.parse(document.querySelector('[data-config]').textContent)
  const at = (address) => new URL(address, new URL(config.root, location.href)).href
  const { openScorer } = await import(at(config.modules[0] + 'scorer.js'))
  const scorer = openScorer(config.scorer, config.root)
  const answers = []
  for (const payload of payloads) answers.push(await scorer.request('calculate', payload))
  return answers
}"""


def form(page: Page, name: str) -> Locator:
    return page.locator(f'form[data-calculation="{name}"]')


def outcome(page: Page, name: str) -> Locator:
    return form(page, name).locator("[data-outcome]")


def fill(page: Page, name: str, **typed: str) -> Locator:
    """Type into a form and send it."""
    for field, text in typed.items():
        form(page, name).locator(f'[name="{field}"]').fill(text)
    form(page, name).get_by_role("button", name="Work it out").click()
    return form(page, name)


def said(locator: Locator) -> str:
    return re.sub(r"\s+", " ", locator.inner_text()).strip()


@pytest.fixture
def page(visitor: Visitor) -> Page:
    return visitor.go(ADDRESS)


def test_a_score_with_its_interval_in_words(page: Page, visitor: Visitor) -> None:
    visitor.watch.keep_private("48213", "61947")
    fill(page, "nps", promoters="200", passives="120", detractors="80")
    expect(outcome(page, "nps")).to_contain_text("30 (95 % interval 22.2 to 37.4, n = 400)", timeout=STARTING)
    expect(outcome(page, "nps")).to_contain_text("probably lies between 22.2 and 37.4")
    fill(page, "share", successes="48213", n="61947")
    expect(outcome(page, "share")).to_contain_text("77.8 % (95 % interval 77.5 to 78.2 %, n = 61,947)")
    assert "48213" not in page.url


def test_every_form_gives_its_example_and_a_gain_goes_on_to_what_pays(page: Page) -> None:
    expect(page.locator("[type=number]")).to_have_count(
        0
    )  # a wheel that scrolls the page would change what stands in one
    messages = catalogue.load_messages()
    for name in FORM:
        form(page, name).get_by_role("button", name="Fill in the example").click()
        expect(outcome(page, name)).to_be_visible(timeout=STARTING)
        html = page.evaluate(
            "html => { const slot = document.createElement('div'); slot.innerHTML = html; return slot.innerHTML }",
            str(example(FORM[name], messages)),
        )
        assert form(page, name).locator("[data-result]").inner_html() == html
    fill(page, "repeats", without="336 of 1,600", changed="176 of 1,600")
    onward = outcome(page, "repeats").locator("[data-carry]")
    expect(onward).to_have_attribute("data-carry", "3,016 to 4,032 to 5,047")
    onward.press("Enter")
    gain = form(page, "payback").get_by_label("Gain in a year")
    expect(gain).to_be_focused()
    expect(gain).to_have_value("3,016 to 4,032 to 5,047")
    expect(outcome(page, "payback")).to_contain_text("Pays even with the low figures")


def test_enter_sends_a_form_and_the_result_follows_what_is_typed(page: Page) -> None:
    csat = form(page, "csat")
    csat.get_by_label("Answers of 4 or 5").fill("164")
    csat.get_by_label("All replies").fill("200")
    csat.get_by_label("All replies").press("Enter")
    expect(outcome(page, "csat")).to_contain_text("82.0 % (95 % interval 76.1 to 86.7 %", timeout=STARTING)
    csat.get_by_label("Answers of 4 or 5").fill("18")
    csat.get_by_label("All replies").fill("20")
    expect(outcome(page, "csat")).to_contain_text("90.0 % (95 % interval 69.9 to 97.2 %, n = 20)")
    expect(csat.get_by_label("All replies")).to_be_focused()


def test_what_is_wrong_is_said_at_the_field_and_goes_when_mended(page: Page) -> None:
    csat = fill(page, "csat", satisfied="250", replies="200")
    wrong, right = csat.get_by_label("Answers of 4 or 5"), csat.get_by_label("All replies")
    message = "Expected at most the number of all, 200; found 250."
    expect(wrong).to_have_accessible_description(message, timeout=STARTING)
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(wrong).to_be_focused()
    expect(csat.get_by_text(message)).to_be_visible()
    expect(right).not_to_have_attribute("aria-invalid", "true")
    expect(outcome(page, "csat")).to_have_count(0)
    wrong.fill("150")
    expect(outcome(page, "csat")).to_contain_text("75.0 %")
    expect(wrong).not_to_have_attribute("aria-invalid", "true")
    expect(wrong).to_have_accessible_description("")
    wrong.fill("x")
    expect(csat.get_by_text("Expected a whole number, such as 164; found 'x'.")).to_be_visible()
    expect(outcome(page, "csat")).to_have_count(0)  # no result stands beside fields that it does not belong to


def test_an_empty_form_names_every_field_that_is_needed(page: Page) -> None:
    fill(page, "sample-share")
    expect(form(page, "sample-share").locator("[aria-invalid]")).to_have_count(1, timeout=STARTING)
    fill(page, "nps-difference")
    expect(form(page, "nps-difference").locator("[aria-invalid]")).to_have_count(6)
    expect(form(page, "nps-difference").locator("[name='before.promoters']")).to_be_focused()
    assert "NaN" not in page.locator("body").inner_text()


def test_markup_that_is_typed_stays_text(page: Page) -> None:
    hostile = "<img src=x onerror=document.title=1>"
    share = fill(page, "share", successes=hostile, n="5")
    expect(share.get_by_text(f"found '{hostile}'")).to_be_visible(timeout=STARTING)
    assert share.locator("img").count() == 0


def test_a_difference_says_whether_it_could_be_chance(page: Page) -> None:
    form(page, "nps-difference").get_by_role("button", name="Fill in the example").click()
    expect(outcome(page, "nps-difference")).to_contain_text("Could be chance", timeout=STARTING)
    after = page.get_by_role("form", name="Two scores (NPS)").get_by_role("group", name="After, or group B")
    after.get_by_label("Promoters").fill("300")
    expect(outcome(page, "nps-difference")).to_contain_text("More than chance explains")


# --- when the scorer starts -------------------------------------------------------------------------------------------


def asked_for_the_runtime(visitor: Visitor) -> bool:
    return any(re.search(RUNTIME, request.target) for request in visitor.site.requests)


def test_the_scorer_starts_when_a_form_is_first_used(visitor: Visitor) -> None:
    visitor.context.add_init_script(NEVER_IDLE)
    page = visitor.go(ADDRESS)
    page.evaluate(WAIT_FOR_MARK, "cx:form-ready")
    page.wait_for_load_state("networkidle")
    assert not asked_for_the_runtime(visitor)
    form(page, "csat").get_by_label("All replies").focus()
    page.evaluate(WAIT_FOR_MARK, "cx:scorer-ready")
    assert asked_for_the_runtime(visitor)


def test_the_scorer_starts_by_itself_when_the_page_is_idle(page: Page) -> None:
    page.evaluate(WAIT_FOR_MARK, "cx:scorer-ready")


def test_a_scorer_that_cannot_start_is_said_and_tried_again(visitor: Visitor) -> None:
    visitor.context.add_init_script(NEVER_IDLE)
    visitor.watch.expect("Failed to", "error loading")
    # No network: an answer that it is not there would stay in the cache.
    tries: list[str] = []
    visitor.context.route("**/pyodide.mjs", lambda route: (tries.append(route.request.url), route.abort()))
    page = visitor.go(ADDRESS)
    fill(page, "csat", satisfied="164", replies="200")
    slot = form(page, "csat").locator("[data-result]")
    expect(slot).to_contain_text("The calculator could not start in this browser", timeout=STARTING)
    before = len(tries)
    page.clock.install()
    for letter in "123":  # typing asks for nothing
        form(page, "csat").locator("[name=satisfied]").press_sequentially(letter)
        page.clock.run_for(1_000)
    expect(slot).to_contain_text("The calculator could not start in this browser")
    assert len(tries) == before
    form(page, "csat").locator("[name=satisfied]").fill("164")
    visitor.context.unroute("**/pyodide.mjs")
    fill(page, "csat")
    expect(outcome(page, "csat")).to_contain_text("82.0 %", timeout=STARTING)


def test_a_module_that_cannot_be_loaded_is_said(visitor: Visitor) -> None:
    visitor.context.add_init_script(NEVER_IDLE)
    visitor.watch.expect("404", "Failed to")
    visitor.site.refuse(r"assets/assess/.*/words\.js")
    page = visitor.go(ADDRESS)
    fill(page, "csat", satisfied="164", replies="200")
    slot = form(page, "csat").locator("[data-result]")
    expect(slot).to_contain_text("The calculator could not start in this browser: a part of it could not be loaded.")
    expect(form(page, "csat").locator("[name=satisfied]")).to_have_value("164")


# --- the page ---------------------------------------------------------------------------------------------------------


def test_without_scripts_there_are_formulas_examples_and_the_table(visit: Callable[..., Visitor]) -> None:
    visitor = visit(java_script_enabled=False)
    page = visitor.go(ADDRESS)
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.locator("form[data-calculation]:visible")).to_have_count(0)
    first = page.locator("details").filter(has_text="Formula and example").first
    first.locator("summary").click()
    expect(first).to_contain_text("NPS = 100 × (promoters − detractors) ÷ replies.")
    expect(first).to_contain_text("30 (95 % interval 22.2 to 37.4, n = 400)")
    expect(page.locator(".cx-margins")).to_contain_text("14.1 to 44.2")


@pytest.mark.parametrize(
    "options",
    [{}, {"color_scheme": "dark"}, PHONE, {**PHONE, "color_scheme": "dark"}],
    ids=["desk", "dark", "phone", "phone in the dark"],
)
def test_axe_finds_nothing_and_nothing_sticks_out(visit: Callable[..., Visitor], options: dict[str, Any]) -> None:
    page = visit(**options).go(ADDRESS)
    for name in FORM:
        form(page, name).get_by_role("button", name="Fill in the example").click()
        expect(outcome(page, name)).to_be_visible(timeout=STARTING)
    fill(page, "csat", satisfied="250")
    expect(form(page, "csat").locator("[aria-invalid]")).to_have_count(1)
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => { each.open = true })")
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    violations = [(each["id"], [node["html"] for node in each["nodes"]]) for each in found["violations"]]
    assert not violations
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_links_lead_to_the_forms(visitor: Visitor) -> None:
    page = visitor.go("measure/net-promoter-score/")
    page.get_by_role("link", name="Work out your own, with its margin").click()
    expect(page.locator("#nps")).to_be_in_viewport()


# --- the same in both Pythons -----------------------------------------------------------------------------------------


def typed(form: Form, rng: random.Random) -> dict[str, str]:
    """What somebody might type into a form: mostly sensible, sometimes not."""
    scale = rng.choice([10, 100, 2000, 10**6])

    def text(unit: Unit) -> str:
        if rng.random() < 0.03:
            return rng.choice(["", "abc", "-1", "0", "1,5", "99999999999999"])
        if unit in (Unit.RANGE, Unit.SHARE) and rng.random() < 0.5:
            return f"{rng.randint(0, 40)} {rng.choice(('to', 'of'))} {rng.randint(40, 90)}"
        if unit is Unit.COUNT:
            return str(rng.randint(1, scale))
        return f"{rng.uniform(0.1, 50):.{rng.randint(0, 4)}f}"

    return {field.name: text(field.unit) for field in form.fields}


def test_the_browser_s_python_gives_the_same_bytes_as_this_one(page: Page) -> None:
    rng = random.Random(2026)
    payloads = [{"form": form.id, "fields": typed(form, rng)} for _ in range(40) for form in FORMS]
    messages = catalogue.load_messages()
    assert page.evaluate(ASK, payloads) == [calculate(payload, messages) for payload in payloads]
