"""Pictures of every state of the site, at three widths, light and dark, and an `index.html` of all: to be looked at by people.

`python -m tests.browser.screens [--to FOLDER] [--only NAME…] [--site BUILT]`; a name stands for all states that begin with it. No test.
"""

from __future__ import annotations

import argparse
import re
import struct
import sys
import tempfile
import zlib
from collections.abc import Callable, Mapping
from html import escape
from pathlib import Path
from typing import Any

import pypdfium2
from playwright.sync_api import expect, sync_playwright

from build_hooks.setup.browser import first_that_starts, launch_options
from tests.browser import reference
from tests.browser.assessing import STARTING, Questionnaire
from tests.browser.building import build
from tests.browser.conftest import ARGUMENTS, PATH, URL, Visitor
from tests.browser.keeping import NO_STORAGE, STORE
from tests.browser.serving import serving
from tests.browser.test_team import TEAM, give
from tests.browser.watching import Watch

WIDTHS = {360: 740, 768: 1024, 1440: 900}
TOGETHER = ((360,), (768, 1440))
"""A state is brought about once on a narrow window, where one question is shown at a time, and once on wide ones."""

SCHEMES = ("light", "dark")
TALLEST = 3_000
"""How much of a long page is shown, in pixels."""

FULL = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError') }"

type State = Callable[[Visitor], object]


def at(address: str) -> State:
    """A page as it is."""
    return lambda visitor: visitor.go(address)


def answers(count: int, practices: list[str] | None = None) -> dict[str, Any]:
    """So many answers of all kinds, to the first questions."""
    kinds = [{"answer": "systematic"}, {"answer": "repeatable", "evidence": "Minutes of March"}, {"answer": "ad-hoc"}, {"answer": "repeatable"}, {"dont_know": True}, {"answer": "systematic"}, {"answer": "missing"}]  # fmt: skip
    return {key: kinds[i % len(kinds)] for i, key in enumerate((practices or reference.practices())[:count])}


def keep(visitor: Visitor, responses: Mapping[str, Any], key: str = "berlin", **more: Any) -> None:
    """Put an assessment on the device."""
    visitor.go("404.html")
    file = reference.assessment_file(responses, name=key.capitalize()) | more
    record = {"schema": 2, "id": key, "framework": file["framework"]["id"], "of": "", "drafts": {}, "reviews": []}
    visitor.page.evaluate(STORE, record | {"changed": f"{file['taken']}T09:00:00.000Z", "assessment": file})


def questionnaire(count: int, mark: str = "", **more: Any) -> Callable[[Visitor], Questionnaire]:
    """The questionnaire with so many answers, at a place of its page."""

    def open_it(visitor: Visitor) -> Questionnaire:
        if count:
            keep(visitor, answers(count), **more)
        return visitor.questionnaire().open(mark)

    return open_it


def result(tab: str, count: int = 46) -> State:
    """A tab of the result."""

    def open_it(visitor: Visitor) -> None:
        if tab == "time":
            keep(visitor, answers(40), "before", taken="2025-11-20")
        opened = questionnaire(count, f"#{tab}")(visitor).marked("cx:scored")
        if tab == "time":
            opened.page.locator("[data-kept]").first.click()
            expect(opened.page.locator("[data-time-slot] > *").first).to_be_visible(timeout=STARTING)

    return open_it


def shelf(visitor: Visitor) -> None:
    keep(visitor, answers(46), "hamburg")
    keep(visitor, answers(20))
    look = answers(5, [key for key in reference.practices() if key in reference.framework().quick])
    keep(visitor, look, "lyon", mode="quick", taken="2025-03-02")
    expect(visitor.go("assess/").locator("[data-assessment]")).to_have_count(3)


def practice(visitor: Visitor) -> None:
    keep(visitor, answers(46))
    visitor.go("models/four-stages/practices/issue-resolution/")


def sheet(visitor: Visitor) -> None:
    opener = questionnaire(20, "#q-pilot-programs")(visitor).page.locator("[data-opens-sheet]:visible")
    if opener.count():
        opener.first.click()


def quick(count: int, mark: str) -> State:
    """A quick look with so many answers."""

    def open_it(visitor: Visitor) -> None:
        keep(
            visitor,
            answers(count, [key for key in reference.practices() if key in reference.framework().quick]),
            mode="quick",
        )
        opened = visitor.questionnaire().open(mark)
        if mark == "#report":
            opened.reported().marked("cx:scored")

    return open_it


def failing(script: str) -> State:
    """The questionnaire in a browser whose storage fails."""

    def open_it(visitor: Visitor) -> None:
        visitor.context.add_init_script(script)
        opened = visitor.questionnaire().open()
        opened.choose(reference.practices()[0], "ad-hoc")
        opened.expect_notice("storage")
        opened.page.evaluate("scrollTo(0, 0)")

    return open_it


def deleted(visitor: Visitor) -> None:
    opened = questionnaire(20)(visitor)
    other = visitor.questionnaire(visitor.context.new_page()).open()
    other.action("delete").evaluate("button => button.click()")
    other.dialog.locator('[value="yes"]').click()
    opened.expect_notice("absent")
    other.page.close()


def dialog(action: str) -> State:
    """A dialog of the questionnaire."""

    def open_it(visitor: Visitor) -> None:
        opened = questionnaire(20)(visitor)
        opened.action(action).evaluate("button => button.click()")
        expect(opened.page.locator("dialog[open]")).to_be_visible(timeout=STARTING)

    return open_it


def replaced(visitor: Visitor) -> None:
    questionnaire(20)(visitor).upload(reference.assessment_file(answers(3)))
    visitor.page.evaluate("scrollTo(0, 0)")


def team(step: str) -> State:
    """The page of a team, at one of its steps."""

    def open_it(visitor: Visitor) -> None:
        page = visitor.go("assess/team/")
        if step == "empty":
            return
        give(page, *TEAM, ("shopping.json", {"milk": 2}))
        expect(page.locator("[data-team]")).to_have_attribute("data-respondents", "6", timeout=STARTING)
        if step == "talk":
            page.evaluate("Element.prototype.requestFullscreen = undefined")  # such a window cannot be resized
            page.locator('[data-action="talk"]').click()
        if step == "agree":
            page.locator("[data-alike]").click()
            page.locator("[data-agree-count]").scroll_into_view_if_needed()

    return open_it


def link(visitor: Visitor) -> None:
    opened = questionnaire(46)(visitor)
    opened.action("share").evaluate("button => button.click()")
    field = opened.page.locator("[data-share-link]")
    expect(field).to_have_value(re.compile("#a="), timeout=STARTING)
    visitor.page.goto(field.input_value().replace(URL, visitor.site.url()))
    visitor.page.reload()
    expect(visitor.page.locator("[data-shared-view]")).to_be_visible(timeout=STARTING)
    opened.marked("cx:scored")


def calculated(form: str) -> State:
    """The calculator with the example of one of its forms worked out."""

    def open_it(visitor: Visitor) -> None:
        page = visitor.go("measure/calculator/")
        there = page.locator(f'form[data-calculation="{form}"]')
        there.locator('[data-action="example"]').click()
        expect(there.locator("[data-outcome]")).not_to_be_empty(timeout=STARTING)
        there.scroll_into_view_if_needed()

    return open_it


def searching(visitor: Visitor) -> None:
    page = visitor.go("learn/")
    page.keyboard.press("/")
    page.keyboard.type("complaints")
    expect(page.locator(".md-search-result__item").first).to_be_visible(timeout=STARTING)


STATES: dict[str, State] = {
    "home": at(""),
    "learn": at("learn/"),
    "model": at("models/four-stages/"),
    "stage": at("models/four-stages/foundational-focus/"),
    "practice": at("models/four-stages/practices/issue-resolution/"),
    "practice-answered": practice,
    "practices": at("practices/"),
    "metric": at("measure/net-promoter-score/"),
    "case": at("measure/case/"),
    "shelf-empty": at("assess/"),
    "shelf-three": shelf,
    "questionnaire-empty": questionnaire(0),
    "questionnaire-half": questionnaire(23),
    "questionnaire-all": questionnaire(46),
    "question": questionnaire(20, "#q-pilot-programs"),
    "check": questionnaire(20, "#check"),
    "sheet": sheet,
    "quick": quick(5, ""),
    "quick-end": quick(14, "#report"),
    "notice-refused": failing(NO_STORAGE),
    "notice-full": failing(FULL),
    "notice-deleted": deleted,
    "notice-replaced": replaced,
    "dialog-delete": dialog("delete"),
    "dialog-share": dialog("share"),
    "result": result("report"),
    "result-half": result("report", 23),
    "plan": result("plan"),
    "time": result("time"),
    "models": result("models"),
    "share": result("share"),
    "sample": at("assess/sample/"),
    "team-empty": team("empty"),
    "team-collected": team("collected"),
    "team-talk": team("talk"),
    "team-agree": team("agree"),
    "link": link,
    "offline": at("503.html"),
    "calculator": calculated("nps"),
    "calculator-money": calculated("repeats"),
    "search": searching,
    "missing": at("404.html"),
}
"""Each state by its name: what a visitor does to see it."""

IN_VIEW = ("question", "check", "sheet", "dialog", "team-talk", "team-agree", "search", "calculator")
"""States, by how their names begin, of which the window is shown and not the whole page."""

RESULTS = ("result", "plan", "time", "models", "share", "quick-end")
"""States of which the result is shown: it stands below the questions."""

PRINTED = ("result", "plan")


def take(visitor: Visitor, name: str, widths: tuple[int, ...], to: Path) -> list[str]:
    """Bring one state about and take its pictures; their names."""
    page = visitor.page
    page.set_viewport_size({"width": widths[0], "height": WIDTHS[widths[0]]})
    STATES[name](visitor)
    taken = []
    for width in widths:
        height = WIDTHS[width]
        page.set_viewport_size({"width": width, "height": height})
        for scheme in SCHEMES:
            page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")
            expect(page.locator("body")).to_have_attribute(
                "data-md-color-scheme", "slate" if scheme == "dark" else "default"
            )
            file = f"{name}-{width}-{scheme}.png"
            part = page.locator("#report") if name.startswith(RESULTS) else page.locator("body")
            if name.startswith(IN_VIEW):
                page.screenshot(path=to / file)
            else:
                box = part.bounding_box() or {"y": 0, "height": height}
                top = box["y"] + page.evaluate("scrollY")
                clip = {"x": 0, "y": max(0, top - 60), "width": width, "height": min(TALLEST, box["height"] + 60)}
                page.screenshot(path=to / file, full_page=True, clip=clip)
            taken.append(file)
    if name in PRINTED and widths == TOGETHER[-1]:
        for number, sheet in enumerate(pypdfium2.PdfDocument(page.pdf()), 1):
            taken.append(f"{name}-print-{number}.png")
            (to / taken[-1]).write_bytes(png(sheet.render(scale=1.2, rev_byteorder=True)))
    return taken


def png(bitmap: pypdfium2.PdfBitmap) -> bytes:
    """A page of paper as a PNG."""
    pixels = bytes(bitmap.buffer)
    lines = (pixels[i : i + bitmap.width * bitmap.n_channels] for i in range(0, len(pixels), bitmap.stride))
    colours = {1: 0, 3: 2, 4: 6}[bitmap.n_channels]
    head = struct.pack(">IIBBBBB", bitmap.width, bitmap.height, 8, colours, 0, 0, 0)
    chunks = {b"IHDR": head, b"IDAT": zlib.compress(b"".join(b"\0" + line for line in lines)), b"IEND": b""}
    parts = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks.items()
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def index(pictures: Mapping[str, list[str]]) -> str:
    """A page of all pictures."""
    rows = "".join(
        f'<h2 id="{name}">{name}</h2><p>' + "".join(f'<a href="{escape(file)}"><img loading="lazy" src="{escape(file)}" alt="{escape(file)}" height="400"></a> ' for file in files) + "</p>"
        for name, files in pictures.items()
    )  # fmt: skip
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>Screens</title><body>{rows}</body></html>'


def main(argv: list[str]) -> int:
    """Take the pictures that are asked for; says where they are."""
    parser = argparse.ArgumentParser(prog="python -m tests.browser.screens", description=__doc__)
    parser.add_argument("--to", type=Path, default=Path("test-results/screens"), help="the folder of the pictures")
    parser.add_argument("--only", nargs="+", default=[""], metavar="NAME", help=", ".join(STATES))
    parser.add_argument("--site", type=Path, help="a site that is built already")
    options = parser.parse_args(argv)
    wanted = [name for name in STATES if name.startswith(tuple(options.only))]
    options.to.mkdir(parents=True, exist_ok=True)
    expect.set_options(timeout=30_000)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        built = options.site or Path(scratch) / "site"
        if not options.site:
            build(built, url=URL)
        browser = playwright.chromium.launch(**launch_options(first_that_starts() or ""), args=ARGUMENTS)
        pictures: dict[str, list[str]] = {}
        for name in wanted:
            pictures[name] = []
            for widths in TOGETHER:
                with serving(built, PATH) as site:
                    context = browser.new_context(service_workers="block", reduced_motion="reduce")
                    context.set_default_timeout(60_000)
                    visitor = Visitor(context, Watch(site), context.new_page(), site)
                    pictures[name] += take(visitor, name, widths, options.to)
                    context.close()
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()
        browser.close()
    (options.to / "index.html").write_text(index(pictures), "utf-8")
    sys.stdout.write(f"{options.to / 'index.html'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
