"""The built site keeps to the budgets of bytes in `tests/budgets.toml`, and no page has a style sheet that styles nothing on it."""

from __future__ import annotations

import gzip
import json
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from build_hooks.places import ROOT
from build_hooks.site.sheets import EVERYWHERE, FOLDER, WHERE_NEEDED, Sheets

BUDGETS: dict[str, dict[str, float]] = tomllib.loads((ROOT / "tests/budgets.toml").read_text("utf-8"))
THEME = re.compile(r"assets/(javascripts|stylesheets)/(bundle|main|palette)\.")
IMPORT = re.compile(r"""\b(?:from|import)["']\./([\w-]+\.js)["']""")
FILES = re.compile(r'<(?:link rel="(?:stylesheet|modulepreload)" href|script [^>]*?src)="([^"]+)"')


@cache
def packed(file: Path) -> float:
    """The kilobytes of a file as a host sends it."""
    content = file.read_bytes()
    return (len(content) if file.suffix == ".zip" else len(gzip.compress(content, 6, mtime=0))) / 1000


def fetched(page: Path) -> list[Path]:
    """The scripts and style sheets that a page has fetched when it is shown."""
    return [(page.parent / address).resolve() for address in FILES.findall(page.read_text("utf-8"))]


def sums(site: Path, page: Path) -> dict[str, float]:
    """The kilobytes of a page: its own, and those of its style and script, the theme's apart."""
    found = {"page": packed(page), "style": 0.0, "script": 0.0, "theme style": 0.0, "theme script": 0.0}
    for file in dict.fromkeys(fetched(page)):
        kind = "style" if file.suffix == ".css" else "script"
        found[f"theme {kind}" if THEME.match(file.relative_to(site.resolve()).as_posix()) else kind] += packed(file)
    return found


def pages(site: Path) -> list[Path]:
    """All pages but the two that stand for others, with whole addresses."""
    return [page for page in site.rglob("*.html") if page.name == "index.html"]


def scripted(page: Path) -> bool:
    return "data-page-script" in page.read_text("utf-8")


def over(budget: dict[str, float], found: dict[str, float]) -> dict[str, float]:
    return {what: kilobytes for what, kilobytes in found.items() if kilobytes > budget[what]}


def test_what_is_fetched_once_keeps_to_its_budget(site: Path) -> None:
    runtime = [file for file in (site / "assets/pyodide").glob("*/*") if file.name != "NOTICE.txt"]
    (words,), (texts,) = site.glob("assets/data/words.*.json"), site.glob("search/texts.*.json")
    found = {"runtime": sum(map(packed, runtime)), "words": packed(words), "search": packed(texts)}
    assert over(BUDGETS["once"], found) == {}


def test_every_page_keeps_to_its_budget(site: Path) -> None:
    # A page with only ours missing would be well within.
    home = sums(site, site / "index.html")
    assert min(home.values()) > 0
    theme = {f"theme {what}": kilobytes for what, kilobytes in BUDGETS["theme"].items()}
    wrong: dict[str, Any] = {}
    for page in pages(site):
        budget = BUDGETS["scripted" if scripted(page) else "knowledge"] | theme
        if found := over(budget, sums(site, page)):
            wrong[page.relative_to(site).as_posix()] = found
    assert wrong == {}


def test_a_page_itself_holds_the_code_of_its_scorers_worker(site: Path) -> None:
    """It is not fetched, and has no address from which a worker could be made that the page's policy would not bind."""
    for name in ("assess/four-stages", "assess", "assess/team", "measure/calculator"):
        page = (site / name / "index.html").read_text("utf-8")
        (said,) = re.findall(r"data-config>(.*?)</script>", page, re.DOTALL)
        assert "compileStreaming" in json.loads(said)["scorer"]["worker"]
    modules = [file.name for file in (site / "assets").rglob("*.js") if "compileStreaming" in file.read_text("utf-8")]
    assert set(modules) <= {"pyodide.asm.js"}


def test_all_modules_of_a_page_are_asked_for_at_once(site: Path) -> None:
    page = (site / "assess/four-stages/index.html").read_text("utf-8")
    asked = re.findall(r'<link rel="modulepreload"[^>]* href="[^"]*/([\w-]+\.js)"', page)
    (folder,) = (site / "assets/assess").iterdir()
    assert sorted(asked) == sorted(reached(folder, "assess.js") - {"assess.js"})


def reached(folder: Path, start: str) -> set[str]:
    """The modules that one imports, and those that these import, and itself."""
    found, waiting = set[str](), [start]
    while waiting:
        found.add(name := waiting.pop())
        waiting += set(IMPORT.findall((folder / name).read_text("utf-8"))) - found
    return found


def test_a_page_has_the_style_sheets_that_style_something_on_it(site: Path) -> None:
    sheets, wrong = Sheets(ROOT / "docs" / FOLDER), {}
    for page in pages(site):
        names = [file.name.split(".")[0] + ".css" for file in fetched(page) if file.suffix == ".css"]
        ours = [name for name in names if name not in ("main.css", "palette.css")]
        needed = sheets.of(page.read_text("utf-8"))
        if ours[:1] != ["site.css"] or (not scripted(page) and ours[1:] != list(needed)):
            wrong[page.relative_to(site).as_posix()] = ours
    assert wrong == {}


def test_a_sheet_is_needed_where_all_that_a_rule_asks_for_is_there(tmp_path: Path) -> None:
    texts = dict.fromkeys((*EVERYWHERE, *WHERE_NEEDED), "")
    texts["cx.css"] = ".cx-both { color: red; } /* .cx-commented { } */"
    texts["home.css"] = "@media print { .cx-both { color: red; } .cx-one.cx-two, p:is(.cx-three) { color: red; } }"
    texts["report.css"] = "@media (max-width: 1rem) {\n  .cx-both .cx-four:not(.cx-five)::before { color: red; }\n}\n"
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    sheets = Sheets(tmp_path)
    assert sheets.of('<p class="cx-both cx-one">') == ()
    assert sheets.of('<p class="cx-one"><b class="cx-two">') == ("home.css",)
    assert sheets.of('<p class="cx-three">') == ()
    assert sheets.of('<p class="cx-both cx-four">', ["team.css"]) == ("report.css", "team.css")
    assert sheets.of('<p class="cx-four">cx-both</p>') == ()
    assert sheets.of("", ["report.css", "report.css"]) == ("report.css",)
