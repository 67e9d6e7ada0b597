"""Frameworks whose every text is an attack: nothing of it runs, all of it is shown as it was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from tests.browser.building import build, made_once, shared_folder
from tests.browser.conftest import PATH, URL, Visitor
from tests.browser.serving import serving
from tests.build_hooks.site.project import Project

SHORT = "<script>owned=1</script><img/src=x/onerror=owned=2>\"'&amp;**b**`c`{{7*7}}{%if%}"
ATTACK = SHORT + "&#60;b>__i__[x](javascript:owned=3)<!--${8*8}--></textarea></title></dl>"
"""Names may be 120 characters long, and get the short form."""
TEXTS = frozenset(
    [
        "about",
        "action",
        "anchor",
        "author",
        "benefit",
        "claim",
        "contributors",
        "customers_notice",
        "definition",
        "differs",
        "entry",
        "evidence",
        "exit",
        "frees",
        "frontline_notices",
        "instead",
        "meaning",
        "name",
        "next",
        "not_applicable",
        "not_enough",
        "note",
        "notes",
        "owner",
        "place",
        "publisher",
        "question",
        "risk",
        "role",
        "sign",
        "signs",
        "summary",
        "text",
        "title",
        "why",
    ]
)
LOADER, DUMPER = (getattr(yaml, f"C{name}", getattr(yaml, name)) for name in ("BaseLoader", "SafeDumper"))
"""Everything as text; and the faster of each, where it is there."""
OBJECTS_HAVE = "constructor"
"""An id that is also the name of something that every object in JavaScript has."""
RENAMED = "pilot-programs"
"""The practice that gets it."""


def attacked(value: Any, key: str = "") -> Any:
    """The values of a YAML file with an attack as the last word of every text."""
    if isinstance(value, dict):
        return {
            name: attacked(entry, "text" if key in ("metrics", "circumstances") else name)
            for name, entry in value.items()
        }
    if isinstance(value, list):
        return [attacked(entry, key) for entry in value]
    if isinstance(value, str) and key == "name":
        return f"{value[: 119 - len(SHORT)]} {SHORT}"
    if isinstance(value, str) and key in TEXTS:
        return " ".join([*value.split()[:-1], ATTACK])
    return value


def build_attacked(site: Path) -> None:
    """Build a copy of the project that holds one model, whose texts are attacks."""
    root = Project.bare(site.with_name("attacked"), "four-stages").root
    folder = root / "frameworks/four-stages"
    for path in sorted(folder.rglob("*.yaml")):
        values = attacked(yaml.load(path.read_text("utf-8"), LOADER))
        path.write_text(
            yaml.dump(restored(values), Dumper=DUMPER, allow_unicode=True, sort_keys=False, width=1000), "utf-8"
        )
    rename(root, RENAMED, OBJECTS_HAVE)
    build(site, url=URL, root=root)


def rename(root: Path, practice: str, to: str) -> None:
    """Give a practice another id, wherever the project names it."""
    for path in root.rglob("*"):
        if path.suffix in (".yaml", ".md", ".py", ".json") and "node_modules" not in path.parts and path.is_file():
            text = path.read_text("utf-8")
            if practice in text:
                path.write_text(text.replace(practice, to), "utf-8")
    file = root / f"frameworks/four-stages/practices/{practice}.yaml"
    file.rename(file.with_stem(to))


def restored(value: Any, key: str = "") -> Any:
    """BaseLoader reads everything as text; these are the few values that are not."""
    if isinstance(value, dict):
        return {name: restored(entry, name) for name, entry in value.items()}
    if isinstance(value, list):
        return [restored(entry, key) for entry in value]
    if key in ("order", "day", "knowledge", "time", "resources", "weight", "year"):
        return int(value)
    if key in ("fictional", "merged"):
        return value == "true"
    return value


@pytest.fixture(scope="session")
def attacked_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The attacked site, built once a run."""
    return made_once(shared_folder(tmp_path_factory) / "attacked-site", build_attacked)


@pytest.fixture
def victim(attacked_folder: Path, visit: Callable[..., Visitor]) -> Iterator[Visitor]:
    """A visitor of the attacked site. A policy that had to refuse a script would be a complaint, and a failure."""
    with serving(attacked_folder, PATH) as site:
        yield visit(site)


def unharmed(page: Page) -> None:
    """Nothing has run, and nothing of the attack has become an element."""
    assert page.evaluate("window.owned") is None
    assert page.locator("img[src=x], a[href^=javascript], [onerror]").count() == 0
    scripts = page.locator(".md-content script:not([type])").count()
    assert scripts == page.locator("[data-config] + script").count(), "a questionnaire's own stands behind its settings"
    text = page.evaluate("document.body.textContent")
    assert SHORT in text, "the attack is not shown as it was written"
    assert "49" not in page.title()


PAGES = {
    "home": "",
    "model": "models/four-stages/",
    "stage": "models/four-stages/foundational-focus/",
    "practice": "models/four-stages/practices/basic-training/",
    "practices": "practices/",
    "questionnaire": "assess/four-stages/",
}


@pytest.mark.slow
@pytest.mark.parametrize("what", PAGES)
def test_pages(victim: Visitor, what: str) -> None:
    page = victim.go(PAGES[what])
    expect(page.locator("h1").first).to_be_visible()
    unharmed(page)


@pytest.mark.slow
def test_a_heading_and_a_title_show_the_name(victim: Visitor) -> None:
    page = victim.go("models/four-stages/practices/basic-training/")
    name = f"Basic Training {SHORT}"
    expect(page.locator("h1")).to_contain_text(name)
    assert page.title().startswith(name)
    assert page.locator("meta[name=description]").get_attribute("content", timeout=1_000)


@pytest.mark.slow
def test_the_search(victim: Visitor) -> None:
    page = victim.go("")
    page.locator("[name=query]").press_sequentially("basic")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    expect(page.locator(".md-search-result__list")).to_contain_text("<script>")
    unharmed(page)


@pytest.mark.slow
def test_the_questionnaire_and_the_report(victim: Visitor) -> None:
    page, questionnaire = victim.page, victim.questionnaire().open()
    for practice in (OBJECTS_HAVE, "basic-training"):
        questionnaire.choose(practice, "ad-hoc")
        questionnaire.note(practice, ATTACK)
    questionnaire.choose("employee-empowerment", "dont-know")
    assert questionnaire.saved().download()["responses"][OBJECTS_HAVE] == {"answer": "ad-hoc", "evidence": ATTACK}
    questionnaire.show_report()
    unharmed(page)
    assert questionnaire.report.locator("script, img, b").count() == 0
    expect(questionnaire.report).to_contain_text(f"Pilot Programs {SHORT}")
    page.reload()
    questionnaire.ready()
    expect(questionnaire.option(OBJECTS_HAVE, "ad-hoc")).to_be_checked()
    unharmed(page)
