"""The files of `cx score --format html`, `cx worksheet` and the like, in a browser: alone, without network and script."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page

from build_hooks.places import ROOT
from tests.browser.paper import Paper
from tests.build_hooks.cli.conftest import put, run
from tests.ours import sources

type Scheme = Literal["light", "dark"]
Open = Callable[[str, Scheme], Page]

SAMPLE = ROOT / "frameworks/four-stages/sample.json"
PAGES = {
    "report": ("score", SAMPLE, "--format", "html"),
    "worksheet": ("worksheet", "reactive-to-advanced", "--format", "html"),
    "plan": ("roadmap", SAMPLE, "--to", "4", "--format", "html"),
    "team": ("team", *[SAMPLE] * 5, "--keep-duplicates", "--format", "html"),
    "trend": ("trend", SAMPLE, SAMPLE, "--format", "html"),
    "crosswalk": ("crosswalk", SAMPLE, "--to", "reactive-to-advanced", "--format", "html"),
}
AXE = ROOT / "build_hooks/node_modules/axe-core/axe.min.js"
PAPER = {"light": "rgb(253, 252, 249)", "dark": "rgb(15, 22, 21)"}
LONG = "Long name " * 19
SLOTS = "() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"


@pytest.fixture
def opened(browser: Browser, tmp_path: Path) -> Open:
    """A page made by the command, opened as a file. Anything that it loads, or that the browser complains of, fails."""

    def open_(name: str, scheme: Scheme = "light") -> Page:
        path = tmp_path / f"{name}.html"
        done = run(*PAGES[name], "--output", path, "--frameworks", ROOT / "frameworks")
        # That a team's files are alike is said, and no fault.
        assert done.code == 0 and (done.err == "" or name == "team"), done.err
        # Playwright's own scripts are not bound by the page's policy; axe is added by it.
        page = browser.new_context(color_scheme=scheme, bypass_csp=True).new_page()
        page.on("console", lambda message: pytest.fail(f"the browser says: {message.text}"))
        page.on("request", lambda request: request.url == path.as_uri() or pytest.fail(f"a request to {request.url}"))
        page.goto(path.as_uri())
        return page

    return open_


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", PAGES)
def test_a_file_has_the_sites_colours_and_no_barrier(opened: Open, name: str, scheme: Scheme) -> None:
    page = opened(name, scheme)
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == PAPER[scheme]
    page.add_script_tag(content=AXE.read_text("utf-8"))
    found = page.evaluate("async () => (await axe.run()).violations.map(v => [v.id, v.nodes[0].target, v.help])")
    assert found == []


@pytest.mark.parametrize("name", PAGES)
def test_a_file_fits_a_phone(opened: Open, name: str) -> None:
    page = opened(name, "light")
    page.set_viewport_size({"width": 390, "height": 844})
    assert page.evaluate(SLOTS)


def test_a_report_prints_on_white_with_everything_unfolded(opened: Open) -> None:
    page = opened("report", "dark")
    rest = page.locator(".cx-fold li").last
    assert not rest.is_visible()
    page.emulate_media(media="print")
    assert rest.is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgba(0, 0, 0, 0)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(22, 33, 31)"


@pytest.mark.parametrize("paper", ["A4", "Letter"])
def test_the_short_report_is_one_page_whatever_it_holds(opened: Open, tmp_path: Path, paper: str) -> None:
    # Of each model the sample, and all of it at its lowest, under the longest names.
    for model in sources().frameworks:
        sample = json.loads((ROOT / f"frameworks/{model.id}/sample.json").read_text("utf-8"))
        low = {key: {"answer": model.scale[0]} for key in model.practice}
        for content in (
            sample,
            {**sample, "name": LONG, "respondent": {"label": LONG, "group": LONG}, "responses": low},
        ):
            PAGES["page"] = ("score", put(tmp_path / "page.json", content), "--length", "page", "--format", "html")
            pages = Paper(opened("page", "dark").pdf(format=paper)).pages
            assert len(pages) == 1, (model.id, len(pages))
            assert "1 / 1" in pages[0]


def test_a_policy_stops_what_might_get_in(browser: Browser, opened: Open, tmp_path: Path) -> None:
    page = opened("report", "light")
    path = Path(page.url.removeprefix("file://"))
    text = path.read_text("utf-8")
    spoilt = text.replace("<main>", "<main><script>document.title = 'run'</script><img src='http://127.0.0.1:9/x'>")
    path.write_text(spoilt, "utf-8")
    blocked: list[str | None] = []
    other = browser.new_context().new_page()
    other.on("requestfailed", lambda request: blocked.append(request.failure))
    other.goto(path.as_uri())
    assert other.title() != "run"
    assert blocked == ["csp"]
