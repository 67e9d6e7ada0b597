"""The places that say where something comes from say the same: who has the scale, what the figures are, which year, which name."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_hooks.places import ROOT
from tests.frameworks.reading import FOLDER, entries, everything

SOURCES = "docs/about/sources.md"
SCALE = ["missing", "ad-hoc", "repeatable", "systematic"]

FACTS = {
    r"Outside In\W{0,2} \((\d{4})": "2012",
    r"Houghton Mifflin Harcourt, (\d{4})": "2012",
    r"ISBN ([\d-]+\d)": "978-0-547-91398-8",
    r"Forrester, (\d+ \w+ \d{4})": "6 February 2012",
    r"[Ss]urvey (?:by Hotjar )?of (\w+ \d{4})": "November 2018",
    r"survey by Hotjar, (\w+ \d{4})": "November 2018",
    r"panel of ([\d,]+) people": "2,000",
    r"Next Step in Customer Experience\W{1,4}(\d+ \w+ \d{4})": "11 March 2016",
    r"(?:Gartner's page of|Published on) (\d+ \w+ 2016)": "11 March 2016",
    r"article by Genex Insights \((\d{4})\)": "2018",
    r"(\d+ \w+ \d{4})[^.\n]{0,40}genex\.co\.za": "8 October 2018",
    r"The Wall Street Journal, (\w+ \d{4})": "September 2014",
    r"NBR, (\d+ \w+ \d{4})": "10 October 2014",
    r"The Independent, (\d+ \w+ \d{4})": "27 September 2014",
    r"Fortune, (\d+ \w+ \d{4})": "26 March 2015",
    r"ISO/IEC 33020:(\d{4})": "2019",
    r"ISO 10002:(\d{4})": "2018",
    r"ISO 10004:(\d{4})": "2018",
    r"ISO 18295-1:(\d{4})": "2017",
    r"ISO 23592:(\d{4})": "2021",
    r"C2M2 \(version ([\d.]+, \d{4})\)": "2.1, 2022",
    r"Newcombe, (?:R\. G\., )?(\d{4})": "1998",
    r"Wilson, (?:E\. B\., )?(\d{4})": "1927",
}
"""A pattern for every statement of a fact about a source, and what each of its finds has to be."""


@cache
def texts() -> dict[str, str]:
    """All that the site says, by file, with single spaces."""
    files = [*(ROOT / "docs").rglob("*.md"), *FOLDER.rglob("*.yaml"), ROOT / "build_hooks/messages/en.yaml"]
    return {file.relative_to(ROOT).as_posix(): " ".join(file.read_text("utf-8").split()) for file in sorted(files)}


def page(path: str) -> str:
    return texts()[path]


@cache
def sources() -> dict[str, list[tuple[str, dict[str, Any]]]]:
    """Every source by its id, with the frameworks that list it."""
    found: dict[str, list[tuple[str, dict[str, Any]]]] = defaultdict(list)
    for framework in entries("framework"):
        for source in framework.value["sources"]:
            found[source["id"]].append((framework.framework, source))
    return dict(found)


@pytest.mark.parametrize("pattern", FACTS)
def test_a_fact_is_the_same_everywhere(pattern: str) -> None:
    found = {path: re.findall(pattern, text) for path, text in texts().items()}
    assert any(found.values()), "nothing states it any more; take it from the list"
    assert {path: values for path, values in found.items() if set(values) - {FACTS[pattern]}} == {}


@pytest.mark.parametrize("id", [id for id, listed in sources().items() if len(listed) > 1])
def test_a_source_of_several_models_is_described_alike(id: str) -> None:
    described = {
        tuple(source.get(key) for key in ("title", "kind", "author", "publisher", "year", "address"))
        for _, source in sources()[id]
    }
    assert len(described) == 1, described


def test_a_publication_has_one_address_wherever_it_is_cited_and_none_has_anothers() -> None:
    addresses: dict[str, set[str | None]] = defaultdict(set)
    titles: dict[str, set[str]] = defaultdict(set)
    for entry in everything():
        for source in entry.value.get("sources", ()):
            if "title" in source:
                addresses[source["title"]].add(source.get("address"))
                if "address" in source:
                    titles[source["address"]].add(source["title"])
    assert {title: found for title, found in addresses.items() if len(found) > 1} == {}
    assert {address: found for address, found in titles.items() if len(found) > 1} == {}
    assert len(titles) >= 16


@pytest.mark.parametrize("id", sources())
def test_the_page_of_sources_knows_every_source(id: str) -> None:
    for _, source in sources()[id]:
        named = [source[key].split(",")[0] for key in ("author", "publisher") if key in source]
        assert any(name in page(SOURCES) for name in named)
        if source["kind"] == "standard" and ", " in source["title"]:
            number, title = source["title"].split(", ", 1)
            assert number in page(SOURCES) and title in page(SOURCES)


def test_the_scale_is_credited_to_the_book_wherever_it_is_used() -> None:
    with_scale = [one for one in entries("framework") if [each["id"] for each in one.value.get("answers", ())] == SCALE]
    assert {one.framework for one in with_scale} >= {"four-stages", "adoption-path"}
    for framework in with_scale:
        (book,) = [source for source in framework.value["sources"] if source["id"] == "outside-in"]
        assert book["author"] == "Harley Manning and Kerry Bodine"
        assert "chapter 11" in book["note"] and "figure 11-2" in book["note"]
        assert "maturity-part-2" in [source["id"] for source in framework.value["sources"]]


@pytest.mark.parametrize("path", [SOURCES, "docs/about/cite.md", "docs/about/scoring.md", "frameworks/glossary.yaml"])
def test_a_page_that_explains_the_scale_names_the_book(path: str) -> None:
    assert "Outside In" in page(path) and "2012" in page(path)
    if path != "frameworks/glossary.yaml":
        assert "chapter 11" in page(path)


def test_no_page_calls_the_scale_ours_or_the_book_unused() -> None:
    contrary = re.compile(
        r"questions, the four answers|four answers come from another article|did not use the book|not checked the reference"
        r"|scale of answers is ours|article from which the scale comes"
    )
    assert {path: contrary.findall(text) for path, text in texts().items() if contrary.search(text)} == {}


def rows(heading: str) -> list[list[str]]:
    """The cells of the first table under a heading of the page of sources, without its head."""
    text = (ROOT / SOURCES).read_text("utf-8").split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    lines = [line for line in text.splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def figures(practice: Path) -> list[dict[str, str]]:
    (entry,) = [entry for entry in entries("practice") if entry.path == practice]
    found: list[dict[str, str]] = entry.value.get("figures", [])
    return found


@pytest.mark.parametrize("row", rows("Claims with figures"), ids=lambda row: row[0][:30])
def test_a_claim_of_the_table_stands_as_a_figure_on_the_page_that_it_names(row: list[str]) -> None:
    (link,) = re.findall(r"\(\.\./models/([\w-]+)/practices/([\w-]+)\.md\)", row[-1])
    practice = FOLDER / link[0] / "practices" / f"{link[1]}.yaml"
    told = " ".join(f"{figure['value']} {figure['claim']}" for figure in figures(practice))
    # Of what became of it, the numbers that measure something: shares, and no dates.
    measured = re.findall(r"\d+(?: %| million| years)|\d or \d of \d", row[0]) + re.findall(r"[−\d.]+ %", row[2])
    assert measured
    assert [number for number in measured if number not in told] == []


def test_every_figure_stands_in_a_table_too() -> None:
    table = " ".join(
        cell for name in ("Traced to their origin", "Claims with figures") for row in rows(name) for cell in row
    )
    for entry in everything():
        for figure in entry.value.get("figures", ()):
            number = re.sub(r"^level ", "", figure["value"])
            assert number in table, f"{entry}: {figure['value']}"


def test_the_shares_of_the_survey_are_quoted_in_one_way() -> None:
    quoted = re.compile(r"12 %[^.,]{0,30} Mature(?: in CX)?, 38 % Young, 40 % First Steps(?:,| and) 10 % Ignore")
    partial = re.compile(r"38 % Young")
    assert [path for path, text in texts().items() if len(partial.findall(text)) != len(quoted.findall(text))] == []


def test_every_source_says_what_was_read_or_who_wrote_it() -> None:
    for entry in everything():
        if entry.kind == "framework":
            for source in entry.value["sources"]:
                assert source.get("author") or re.search(r"\bread\b|\blinked\b", source["note"], re.I), source["id"]
