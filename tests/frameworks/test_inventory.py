"""Everything that the five source documents name has its place, and what is left out has its reason.

The documents are not ours to publish. `inventory.yaml` beside this file lists what they name by an id each, with its kind and
the place where it stands; the counts below say how many of each kind there are, so that no line is lost from the list.
"""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from build_hooks.library.yamlfile import read_yaml
from build_hooks.places import ROOT
from tests.frameworks.reading import Entry, entries

KINDS = {
    "adoption-gloss": 3,
    "adoption-level": 4,
    "aspect": 5,
    "benefit": 4,
    "case": 8,
    "case-campaign": 1,
    "claim": 1,
    "concept": 3,
    "distribution": 1,
    "example": 3,
    "feedback-method": 4,
    "figure": 9,
    "level": 5,
    "metric": 17,
    "metric-family": 4,
    "phase": 3,
    "phase-heading": 1,
    "population-group": 4,
    "practice": 46,
    "practice-group-heading": 4,
    "process": 6,
    "prompt": 2,
    "publisher": 3,
    "reference": 1,
    "referenced-level": 6,
    "referenced-system": 2,
    "rule": 8,
    "scenario": 2,
    "stage": 14,
    "stage-heading-variant": 2,
    "step": 2,
    "system": 5,
}
"""How many things of each kind the documents name."""

INVENTORY: dict[str, dict[str, Any]] = read_yaml(Path(__file__).with_name("inventory.yaml")).value
PLACES: dict[str, dict[str, str]] = INVENTORY["places"]
LEFT_OUT: dict[str, str] = INVENTORY["left_out"]

STAGES = {
    1: ("foundational-focus", "Foundational Focus"),
    2: ("data-driven-insights", "Data-Driven Insights"),
    3: ("strategic-alignment", "Strategic Alignment"),
    4: ("continuous-innovation", "Continuous Innovation and Differentiation"),
}

PRACTICES = {
    1: """Consistent Service Delivery; Basic Training; Feedback Collection; Process Streamlining; Issue Resolution; Service Standards;
        Customer Communication; Monitoring and Reporting; Employee Empowerment; Customer Engagement; CX Measurement Practices""",
    2: """Advanced Feedback Collection; Customer Segmentation; Root Cause Analysis; Customer Journey Mapping;
        Voice of the Customer (VoC) Programs; Training and Development; Performance Metrics; Cross-Functional Collaboration;
        Pilot Programs; Technology Integration; CX Programs""",
    3: """Customer-Centric Leadership; Strategic CX Goals; Cross-Functional Teams; Employee Training and Empowerment; Data Integration;
        Customer Insights in Decision-Making; Customer Journey Optimisation; Customer Loyalty Programs; C-Suite Accountability;
        Regular Communication; CX Measurement Practices""",
    4: """Proactive Innovation; Predictive Analytics; Omnichannel Excellence; Customer Advocacy; CX Metrics Refinement;
        Employee Engagement; Agile Processes; Experiential Design; Partnerships and Ecosystems;
        Sustainability and Social Responsibility; Institutionalised Feedback Loop; CX Center of Excellence; CX Strategy""",
}
"""As the article has them, in its order, with the space that it lacks in Customer Journey Mapping."""

METRICS = {
    "response times": "response-time",
    "resolution rates": "resolution-rate",
    "customer satisfaction scores, Customer Satisfaction (CSAT)": "customer-satisfaction",
    "Net Promoter Score (NPS)": "net-promoter-score",
    "Customer Effort Score (CES)": "customer-effort-score",
    "Customer Lifetime Value (CLV)": "customer-lifetime-value",
    "Emotional Engagement Index": "emotional-engagement-index",
    "Customer Churn Prediction": "customer-churn-prediction",
    "revenue growth": "revenue-growth",
    "customer advocacy": "customer-advocacy",
}

NAMED = [(stage, name.strip()) for stage, names in PRACTICES.items() for name in " ".join(names.split()).split(";")]
FOUR_STAGES = [practice for practice in entries("practice") if practice.framework == "four-stages"]


def found(stage: int, name: str) -> list[Entry]:
    return [entry for entry in FOUR_STAGES if entry.value["name"] == name and entry.value["stage"] == STAGES[stage][0]]


@pytest.mark.parametrize("stage", STAGES)
def test_a_stage_has_its_file(stage: int) -> None:
    id, name = STAGES[stage]
    (entry,) = [entry for entry in entries("stage") if (entry.framework, entry.id) == ("four-stages", id)]
    assert entry.value["name"] == name


@pytest.mark.parametrize(("stage", "name"), NAMED)
def test_a_practice_has_its_file(stage: int, name: str) -> None:
    assert len(found(stage, name)) == 1


def test_there_are_46_practices_in_the_article_s_order() -> None:
    assert [len(names.split(";")) for names in PRACTICES.values()] == [11, 11, 11, 13]
    orders = [found(stage, name)[0].value["order"] for stage, name in NAMED]
    assert orders == list(range(1, 47))
    assert len(FOUR_STAGES) == 46


@pytest.mark.parametrize("id", METRICS.values())
def test_a_metric_has_its_file(id: str) -> None:
    assert id in [metric.id for metric in entries("metric")]


@cache
def content(path: str) -> Any:
    """What a file holds: values of YAML, else its text."""
    file = ROOT / path
    return read_yaml(file).value if file.suffix == ".yaml" else file.read_text("utf-8")


def under(value: Any, key: str) -> Any:
    """The value at a key whose parts are joined by full stops."""
    for part in key.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]
    return value


def plain(value: Any) -> str:
    """All words of a value, with single spaces."""
    if isinstance(value, dict):
        return "\n".join(plain(each) for pair in value.items() for each in pair)
    if isinstance(value, list):
        return "\n".join(map(plain, value))
    return " ".join(str(value).split())


def stands(place: dict[str, str]) -> bool:
    """Whether a place says what it is to say."""
    key = place.get("at", "")
    found = plain(under(content(place["in"]), key) if key else content(place["in"]))
    return found == place["says"] if key.endswith("name") else place["says"] in found


@pytest.mark.parametrize("id", PLACES)
def test_what_a_document_names_has_its_place(id: str) -> None:
    assert (ROOT / PLACES[id]["in"]).is_file()
    assert stands(PLACES[id]), PLACES[id]


def test_nothing_is_lost_from_the_list() -> None:
    assert Counter(place["kind"] for place in PLACES.values()) == KINDS


@pytest.mark.parametrize("id", LEFT_OUT)
def test_what_is_left_out_has_its_reason(id: str) -> None:
    assert id in PLACES, "what is left out is told to the reader all the same"
    assert len(LEFT_OUT[id].split()) >= 5


def test_a_place_that_does_not_hold_is_found() -> None:
    (file,) = {place["in"] for id, place in PLACES.items() if id == "000.s1"}
    assert stands({"in": file, "at": "name", "says": "Foundational Focus"})
    assert not stands({"in": file, "at": "name", "says": "Foundational"})
    assert not stands({"in": file, "says": "a sentence that this file does not have"})
