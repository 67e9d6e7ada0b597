"""What is kept while the site is served: after an edit of any kind of file it is that of a build that keeps nothing."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from enum import StrEnum
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from build_hooks.library.messages import load_texts
from build_hooks.library.recall import NAMELESS, NOTHING_KEPT, Recall
from build_hooks.library.sources import load_sources
from build_hooks.places import ROOT
from build_hooks.site import cases, pages, practice_words
from cxcore.view.messages import Messages
from tests.ours import sources


class Counting(Recall):
    """A recall that counts what is made anew, pages by their templates."""

    def __init__(self) -> None:
        super().__init__()
        self.made: Counter[str] = Counter()
        self._noted: dict[Any, Any] = {}

    def __call__[Result](self, function: Callable[..., Result], *arguments: Any) -> Result:
        def noted(*values: Any) -> Result:
            self.made[values[2] if function is pages._rendered else function.__name__] += 1
            return function(*values)

        result: Result = super().__call__(self._noted.setdefault(function, noted), *arguments)
        return result


class Site:
    """Our own sources in a folder, and what is kept of them."""

    def __init__(self, root: Path) -> None:
        self.root = root
        for folder in ("frameworks", f"docs/{cases.FOLDER}"):
            shutil.copytree(ROOT / folder, root / folder)
        self.texts = load_texts()
        self.recall = Counting()

    def built(self) -> tuple[dict[str, str], dict[str, int]]:
        """All that is made, and how much of it anew. What is kept must be what is made where nothing is."""
        messages = Messages(self.texts)
        self.recall.made.clear()
        self.recall.begin()
        self.recall.know(messages, vars(messages))
        self.recall.know(pages.environment(), "as ever")
        result = self._all(messages, self.recall)
        self.recall.end()
        made = dict(self.recall.made)
        expected = self._all(messages, NOTHING_KEPT)
        assert list(result) == list(expected)
        assert [path for path in result if result[path] != expected[path]] == []
        return result, made

    def _all(self, messages: Messages, recall: Recall) -> dict[str, str]:
        found = load_sources(self.root / "frameworks", recall)
        script = {"again": "again.js", "modules": "x/"}
        scripts = {each.id: dict(script) for each in found.frameworks}
        about = [script, {**script, "models": [{"id": each.id} for each in found.frameworks]}, script]
        made = pages.pages(found, messages, scripts, about[0], about[1], about[2], recall=recall)
        told = {
            path: recall(
                cases.filled, (self.root / "docs" / path).read_text("utf-8"), path, case, pages.environment(), messages
            )
            for path, case in cases.load_cases(self.root / "docs", found.framework).items()
        }
        words = practice_words.words(found, recall)
        return {**{path: page.text for path, page in made.items()}, **told, practice_words.ADDRESS: words}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site that was built once."""
    site = Site(tmp_path_factory.mktemp("recalled"))
    site.built()
    return site


FOUR = "frameworks/four-stages"
CASE = f"docs/{cases.FOLDER}/software-firm"
VOICE = "voice-of-the-customer-programs.yaml"
NAMED = (r"\nname: ", "\nname: Changed ")
PLACES = {
    "_checked": 1,
    "practice.md.jinja": 1,
    "stage.md.jinja": 4,
    "questionnaire.md.jinja": 1,
    "_sample": 1,
    "_of": 1,
    "filled": 1,
}
"""What is made anew where a text of a practice of the four stages is edited: its page, and what may say any text of the model."""
EDITS: list[tuple[dict[str, tuple[str, str]], dict[str, int] | None]] = [
    # What is replaced in files, by what, and what is made anew of that which can be kept; None where it is not counted.
    ({f"{FOUR}/practices/feedback-collection.yaml": (r"\nrisk: >-\n", "\nrisk: >-\n  Changed.\n")}, PLACES),
    ({f"{FOUR}/practices/feedback-collection.yaml": NAMED}, None),
    # The order of keys is the order on the page.
    ({f"{FOUR}/practices/{VOICE}": (r"(metrics:\n)(.*?)(  customer-satisfaction.*?\n)", r"\1\3\2")}, PLACES),
    ({f"{FOUR}/sample.json": ('"repeatable"', '"systematic"')}, {"_sample": 1}),
    ({"frameworks/glossary.yaml": ("definition: ", "definition: Changed. ")}, {}),
    ({f"{CASE}/agreed.json": ("2025-09-16", "2025-09-17"), f"{CASE}.md": ("Everybody and", "All and")}, {"filled": 1}),
    (
        {
            f"{FOUR}/practices/advanced-feedback-collection.yaml": (r"\ndepends_on: [^\n]*", ""),
            "frameworks/cx-management/stages/absence.yaml": NAMED,
            "frameworks/five-levels/framework.yaml": NAMED,
            "frameworks/circumstances/charity.yaml": NAMED,
            "frameworks/crosswalk.yaml": ("fit: partial", "fit: close"),
        },
        None,
    ),
    (
        {
            "frameworks/metrics/customer-satisfaction.yaml": NAMED,
            "frameworks/templates/complaint-log.yaml": NAMED,
            "frameworks/guides.yaml": (" name: ", " name: Changed "),
            "frameworks/symptoms.yaml": ("Customers ring twice", "Customers ring thrice"),
        },
        None,
    ),
]


def test_nothing_is_made_anew_of_what_is_as_it_was(site: Site) -> None:
    before, _ = site.built()
    assert site.built() == (before, {})


def test_after_an_edit_all_is_as_if_nothing_were_kept(site: Site) -> None:
    before, _ = site.built()
    for edits, expected in EDITS:
        for name, (old, new) in edits.items():
            text = (site.root / name).read_text("utf-8")
            edited = re.sub(old, new, text, count=1, flags=re.DOTALL)
            assert (name, edited == text) == (name, False)
            (site.root / name).write_text(edited, "utf-8")
        after, made = site.built()
        assert after != before
        assert expected is None or (edits, made) == (edits, expected)
        before = after
    site.texts["practice.benefit"] += " changed"
    after, made = site.built()
    assert made["practice.md.jinja"] == sum(len(each.practices) for each in sources().frameworks)
    assert sum(before[path] != after[path] for path in before) == made["practice.md.jinja"]


def test_all_that_is_told_apart_by_what_it_prints_prints_all_that_it_holds() -> None:
    """A field that is not printed could be another, and nobody would be the wiser."""
    found, waiting = set[Any](), [sources()]
    seen = set[int]()
    while waiting:
        value: Any = waiting.pop()
        if id(value) in seen:
            continue
        seen.add(id(value))
        if is_dataclass(value):
            found.add(type(value))
            waiting += [getattr(value, field.name) for field in fields(value)]
        elif isinstance(value, Mapping):
            waiting += [*value, *value.values()]
        elif isinstance(value, (tuple, list, frozenset)):
            waiting += value
        else:
            found.add(type(value))
    assert len(found) > 40
    plain = {str, int, bool, float, type(None), Fraction}
    for each in found - plain:
        if not issubclass(each, StrEnum):
            assert each.__dataclass_params__.repr and all(field.repr for field in fields(each)), each
    assert NAMELESS not in repr(sources())
