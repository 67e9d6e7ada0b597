"""What the search of the built site finds, by the site's own worker in Node: what a visitor looks for comes first."""

from __future__ import annotations

import json
import re
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_hooks.places import ROOT
from build_hooks.setup.environment import Environment
from tests.browser.building import made_once, shared_folder
from tests.ours import found_by_search, sources

PRACTICES = "models/four-stages/practices/"
FIRST = {
    # metrics, by their names and as people shorten them
    "NPS": "measure/net-promoter-score/",
    "net promoter": "measure/net-promoter-score/",
    "CSAT": "measure/customer-satisfaction/",
    "satisfaction": "measure/customer-satisfaction/",
    "CES": "measure/customer-effort-score/",
    "customer effort": "measure/customer-effort-score/",
    "effort score": "measure/customer-effort-score/",
    "FCR": "measure/first-contact-resolution/",
    "first call resolution": "measure/first-contact-resolution/",
    "CLV": "measure/customer-lifetime-value/",
    "LTV": "measure/customer-lifetime-value/",
    "churn": "measure/churn-and-retention/",
    "retention": "measure/churn-and-retention/",
    "waiting time": "measure/response-time/",
    "revenue": "measure/revenue-growth/",
    # practices
    "complaints": f"{PRACTICES}issue-resolution/",
    "complaint": f"{PRACTICES}issue-resolution/",
    "complaint handling": f"{PRACTICES}issue-resolution/",
    "surveys": f"{PRACTICES}feedback-collection/",
    "survey": f"{PRACTICES}feedback-collection/",
    "journey map": f"{PRACTICES}customer-journey-mapping/",
    "mapping customer journeys": f"{PRACTICES}customer-journey-mapping/",
    "root cause": f"{PRACTICES}root-cause-analysis/",
    "voice of the customer": f"{PRACTICES}voice-of-the-customer-programs/",
    '"voice of the customer"': f"{PRACTICES}voice-of-the-customer-programs/",
    "“Voice of the Customer”!": f"{PRACTICES}voice-of-the-customer-programs/",
    "VoC": f"{PRACTICES}voice-of-the-customer-programs/",
    "omnichannel": f"{PRACTICES}omnichannel-excellence/",
    "segmentation": f"{PRACTICES}customer-segmentation/",
    "loyalty": f"{PRACTICES}customer-loyalty-programs/",
    "closed loop": f"{PRACTICES}institutionalised-feedback-loop/",
    "dashboards": f"{PRACTICES}monitoring-and-reporting/",
    "SLA": f"{PRACTICES}service-standards/",
    "CRM": f"{PRACTICES}technology-integration/",
    "budget?": "models/cx-management/practices/money-and-time/",
    "head of customer experience": "models/cx-management/practices/people-in-charge-of-cx/",
    "rewards": "models/adoption-path/practices/recognition-and-reward-for-customer-work/",
    "usability testing": "models/adoption-path/practices/drafts-tried-with-customers/",
    # as they are spelt elsewhere
    "personalization": "models/five-levels/practices/personalisation/",
    "centre of excellence": f"{PRACTICES}cx-center-of-excellence/",
    "journey optimization": f"{PRACTICES}customer-journey-optimisation/",
    "institutionalized feedback": f"{PRACTICES}institutionalised-feedback-loop/",
    "optimised": "models/reactive-to-advanced/optimized/",
    "license": "about/cite/",
    # one letter wrong, missing, too many, or in another's place
    "complants": f"{PRACTICES}issue-resolution/",
    "jorney map": f"{PRACTICES}customer-journey-mapping/",
    "omnichanel": f"{PRACTICES}omnichannel-excellence/",
    "satisfacton": "measure/customer-satisfaction/",
    "retension": "measure/churn-and-retention/",
    "calcualtor": "measure/calculator/",
    "glosssary": "learn/glossary/",
    # stages and models
    "foundational focus": "models/four-stages/foundational-focus/",
    "data-driven": "models/four-stages/data-driven-insights/",
    "embedded": "models/five-levels/embedded/",
    "ad hoc": "models/five-levels/ad-hoc/",
    "four stages": "models/four-stages/",
    "Outside In": "models/adoption-path/",
    "outside-in": "models/adoption-path/",
    "adoption path": "models/adoption-path/",
    "CXMM": "models/cx-management/",
    "five levels": "models/five-levels/",
    "reactive to advanced": "models/reactive-to-advanced/",
    "maturity model": "models/",
    "compare models": "models/crosswalk/",
    # what goes wrong, in customers' words and those of staff
    "customers ring twice": "learn/problems/",
    "customers call twice": "learn/problems/",
    "nobody owns complaints": "learn/problems/",
    "scores rise and customers leave": "learn/problems/",
    "we ask and nothing changes": "learn/problems/",
    "survey fatigue": "learn/problems/",
    "silos": "learn/problems/",
    "not my department": "learn/problems/",
    # the site itself
    "invite my team": "assess/team/",
    "team": "assess/team/",
    "workshop": "assess/workshop/",
    "sample report": "assess/sample/",
    "questionnaire": "assess/",
    "my assessments": "assess/",
    "delete my answers": "about/privacy/",
    "privacy": "about/privacy/",
    "cookies": "about/privacy/",
    "screen reader": "about/accessibility/",
    "how is it scored": "about/scoring/",
    "Excel": "about/sharing/",
    "share a link": "about/sharing/",
    "sample size": "measure/samples/",
    "margin of error": "measure/samples/",
    "calculator": "measure/calculator/",
    "glossary": "learn/glossary/",
    "how long does it take?": "learn/faq/",
    "benchmark": "learn/faq/",
    "practices": "practices/",
    "templates": "practices/templates/",
    "tally sheet": "practices/templates/tally-sheet/",
    "convince the board": "learn/sponsor/",
    "does it pay?": "measure/case/",
    "making the case": "measure/case/",
    "public sector": "learn/circumstances/public-service/",
    "hospital": "learn/circumstances/health/",
    "B2B": "learn/circumstances/business-to-business/",
    "chatbot": "learn/circumstances/automated-answers/",
}
"""Queries for which one page is the answer."""

AMONG_THREE = {
    "who owns complaints": f"{PRACTICES}issue-resolution/",
    "complaints ": "models/five-levels/practices/handling-of-enquiries-and-complaints/",
    "NPS: margin": "measure/samples/",
    "confidence interval": "measure/samples/",
    "stage 2": "models/four-stages/data-driven-insights/",
    "leadership": f"{PRACTICES}customer-centric-leadership/",
    "ROI": "practices/templates/business-case/",
    "executive": f"{PRACTICES}c-suite-accountability/",
    "word of mouth": "measure/customer-advocacy/",
    "business case": "practices/templates/business-case/",
    "where are my answers": "learn/faq/",
    "contact us": "about/",
    "how do I start?": "learn/",
    "How do I start": "assess/",
    "feedback": f"{PRACTICES}feedback-collection/",
}
"""Queries that several pages answer as well."""

SAME = {
    "stage:": "stage",
    "title:": "title",
    "title:margin": "title margin",
    "+nps -margin": "nps margin",
    "nps~3 margin^9": "nps 3 margin 9",
    "*margin*": "margin",
    '"nps" (margin)': "nps margin",
    "the NPS": "nps",
    "customer's": "customer",
}
"""Queries with marks or small words, and what they are to be read as."""

MARKS = (":", '"', '""', "+", "-- -", "~", "^", "*", "?!", "( )", "…")
SMALL = ("o", "in", "?")
PROGRAM = ("decision", "python solver", "worker policy", "module", "answers are kept", "scorer code")
"""Queries whose words stand in pages on the program."""

ASKED = ("training", "customers' trouble", "leadership", "recorded and settled in time")
"""Queries whose words stand in questions of the questionnaires."""

QUERIES = (*FIRST, *AMONG_THREE, *SAME, *SAME.values(), *MARKS, *SMALL, *PROGRAM, *ASKED)
NOT_FOR_VISITORS = re.compile(r"about/(decisions|api|code|software)\b")


class Search:
    """What was found for each query: the ten best pages, each with its best hits."""

    def __init__(self, pages: dict[str, list[list[dict[str, Any]]]]) -> None:
        self.pages = pages

    def found(self, query: str) -> list[str]:
        """The addresses of the ten best pages, best first."""
        return [hits[0]["location"].partition("#")[0] for hits in self.pages[query]]


@pytest.fixture(scope="session")
def search(tmp_path_factory: pytest.TempPathFactory, site_folder: Path) -> Search:
    """All queries, asked once a run."""
    folder = made_once(shared_folder(tmp_path_factory) / "found", lambda folder: ask(site_folder, folder))
    return Search(json.loads((folder / "found.json").read_text("utf-8")))


def ask(site: Path, folder: Path) -> None:
    """Ask all queries of a site's search, and write what is found into a folder."""
    environment = Environment()
    command = [
        str(environment.node),
        "--disable-warning=MODULE_TYPELESS_PACKAGE_JSON",
        str(ROOT / "tests/page/searching.js"),
    ]
    asked = json.dumps(list(dict.fromkeys(QUERIES)))
    result = subprocess.run(
        [*command, str(site)],
        env=environment.variables(),
        input=asked,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert result.returncode == 0, result.stderr[-3000:]
    folder.mkdir()
    (folder / "found.json").write_text(result.stdout, "utf-8")


def test_the_fitting_page_comes_first(search: Search) -> None:
    assert {query: search.found(query)[:1] for query in FIRST} == {query: [page] for query, page in FIRST.items()}


def test_the_fitting_page_is_among_the_first_three(search: Search) -> None:
    firsts = {query: search.found(query)[:3] for query in AMONG_THREE}
    assert {query: found for query, found in firsts.items() if AMONG_THREE[query] not in found} == {}


def test_each_of_several_trainings_is_found_before_anything_else(search: Search) -> None:
    assert {address.split("/")[-2] for address in search.found("training")[:5]} == {
        "basic-training", "training-and-development", "employee-training-and-empowerment", "cx-training", "staff-training",
    }  # fmt: skip


def test_marks_are_text(search: Search) -> None:
    for query, meant in SAME.items():
        assert search.found(query) and search.found(query) == search.found(meant), query


def test_marks_alone_find_nothing_and_break_nothing(search: Search) -> None:
    assert {query: search.found(query) for query in (*MARKS, "?")} == {query: [] for query in (*MARKS, "?")}
    assert search.found("NPS")


def test_a_small_word_alone_is_looked_for(search: Search) -> None:
    """Somebody who types "Outside In" has typed "o" before, and "in" may be the whole of what was typed."""
    assert search.found("o")
    assert search.found("in")


def test_a_visitor_is_offered_pages_for_visitors(search: Search) -> None:
    for query in (*PROGRAM, "how do I start?"):
        assert search.found(query), query
        assert not [address for address in search.found(query) if NOT_FOR_VISITORS.match(address)], query


def test_no_questionnaire_comes_before_what_explains(search: Search) -> None:
    questionnaires = {f"assess/{framework.id}/" for framework in sources().frameworks}
    for query in (*ASKED, *FIRST):
        assert not questionnaires.intersection(search.found(query)[:3]), query


def test_a_page_is_listed_once_and_a_hit_is_short(search: Search) -> None:
    for query, pages in search.pages.items():
        assert len({*search.found(query)}) == len(pages), query
        # The theme shows a page and its best hit, and folds what has another score.
        assert not any(hit["score"] for hits in pages for hit in hits[1:]), query
        for hit in (hit for hits in pages for hit in hits):
            text = re.sub(r'<p class="cx-hit__where">.*?</p>|</?mark>', "", hit["text"])
            assert re.fullmatch(r'<p class="cx-hit__text">[^<>]{0,400}</p>', text), hit


def test_a_hit_says_where_it_stands_and_by_which_name_it_was_found(search: Search) -> None:
    practice, symptom = search.pages["complaints"][0][0], search.pages["not my department"][0][0]
    name = '<span class="md-tag"><mark>complaints</mark></span>'
    assert practice["text"].startswith(f'<p class="cx-hit__where">{name} Maturity models › The four-stage model</p>')
    assert "Each <mark>complaint</mark> or problem is recorded" in practice["text"]
    assert symptom["title"] == "Nobody owns complaints"
    assert '<span class="md-tag">not my <mark>department</mark></span></p>' in symptom["text"]


@cache
def also() -> dict[str, tuple[str, ...]]:
    """The other names of things that have a page, or a section, of their own, by its address."""
    read = sources()
    return {
        **{
            f"models/{model.id}/practices/{each.id}/": each.also
            for model in read.frameworks
            for each in model.practices
        },
        **{f"models/{model.id}/": model.also for model in read.frameworks},
        **{f"measure/{each.id}/": each.also for each in read.metrics},
        **{f"learn/circumstances/{each.id}/": each.also for each in read.circumstances},
        **{f"practices/templates/{each.id}/": each.also for each in read.templates},
        **{f"learn/problems/#{each.anchor}": each.also for group in read.symptoms for each in group.symptoms},
    }


def test_the_index_has_each_other_name_once(site_folder: Path) -> None:
    tags = {entry["location"]: entry.get("tags", []) for entry in found_by_search(site_folder)}
    assert len(also()) > 100
    for address, names in also().items():
        assert {*names} <= {*tags[address]}, address
    assert not [address for address, names in tags.items() if names and "#" in address and address not in also()]


def test_the_index_has_no_page_for_the_program_and_no_question_of_a_form(site_folder: Path) -> None:
    entries = found_by_search(site_folder)
    assert not [entry["location"] for entry in entries if NOT_FOR_VISITORS.match(entry["location"])]
    forms = [entry for entry in entries if re.match(r"assess/(four-stages|adoption-path)/", entry["location"])]
    assert {entry["location"] for entry in forms} == {"assess/four-stages/", "assess/adoption-path/"}
    assert all("In the last 12 months" not in entry["text"] for entry in forms)


def test_a_page_s_own_heading_is_no_second_hit(site_folder: Path) -> None:
    entries = {entry["location"]: entry for entry in found_by_search(site_folder)}
    assert f"{PRACTICES}issue-resolution/#issue-resolution" not in entries
    assert entries[f"{PRACTICES}issue-resolution/"]["text"].startswith("Each complaint or problem")
    assert "2 of 5 a quarter" in entries[f"{PRACTICES}issue-resolution/#effort"]["text"]
