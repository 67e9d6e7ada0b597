"""Our stages, models, metrics and circumstances, one test id each: complete, within their limits, in plain words."""

from __future__ import annotations

import pytest

from tests.frameworks.reading import FOLDER, Entry, entries
from tests.frameworks.style import complaints
from tests.ours import sources as ours

STAGE = [
    "name",
    "summary",
    "about",
    "signs",
    "entry",
    "exit",
    "customers_notice",
    "frontline_notices",
    "first_90_days",
    "stalls",
    "sources",
    "updated",
]
METRIC = [
    "name",
    "order",
    "aspect",
    "summary",
    "question",
    "definition",
    "formula",
    "example",
    "caveats",
    "gaming",
    "use_when",
    "avoid_when",
    "collect",
    "sources",
    "updated",
]
CIRCUMSTANCE = [
    "name",
    "also",
    "order",
    "summary",
    "signs",
    "not_applicable",
    "roles",
    "measure",
    "pitfalls",
    "begin",
    "updated",
]
FRAMEWORK = [
    "id",
    "version",
    "name",
    "kind",
    "stage_noun",
    "summary",
    "about",
    "stages",
    "sections",
    "sources",
    "changes",
]

each_stage = pytest.mark.parametrize("stage", entries("stage"), ids=str)
each_metric = pytest.mark.parametrize("metric", entries("metric"), ids=str)
each_circumstance = pytest.mark.parametrize("circumstance", entries("circumstance"), ids=str)
each_framework = pytest.mark.parametrize("framework", entries("framework"), ids=str)


@each_stage
def test_a_stage_has_every_part(stage: Entry) -> None:
    value = stage.value
    assert [key for key in STAGE if not value.get(key)] == []
    assert 4 <= len(value["signs"]) <= 6
    for key in ("exit", "customers_notice", "frontline_notices", "stalls"):
        assert len(value[key]) >= 3, key
    assert len(value["entry"]) >= 2  # little has to be there before the lowest stage
    days = [action["day"] for action in value["first_90_days"]]
    assert len(days) >= 4 and days == sorted(days)


@each_stage
def test_a_stage_page_has_no_more_than_900_words(stage: Entry) -> None:
    assert len(stage.value["summary"].split()) <= 40
    assert 750 <= stage.words() <= 900


@each_metric
def test_a_metric_has_every_part(metric: Entry) -> None:
    value = metric.value
    assert [key for key in METRIC if not value.get(key)] == []
    for key, least in (("caveats", 3), ("gaming", 2), ("use_when", 2), ("avoid_when", 2), ("collect", 3)):
        assert len(value[key]) >= least, key
    assert value["example"]["text"] and value["example"]["margin"]


@each_metric
def test_a_metric_page_has_400_to_700_words(metric: Entry) -> None:
    assert 400 <= metric.words() <= 700


@each_circumstance
def test_a_page_of_a_circumstance_has_every_part_and_300_to_550_words(circumstance: Entry) -> None:
    value = circumstance.value
    assert [key for key in CIRCUMSTANCE if not value.get(key)] == []
    assert value.get("shrinks") or value.get("adds")
    assert 2 <= len(value["signs"]) <= 4 and len(value["begin"]) >= 3
    assert 300 <= circumstance.words() <= 550


@each_circumstance
def test_at_least_six_practices_say_what_they_become_there(circumstance: Entry) -> None:
    lines = [practice.value.get("circumstances", {}).get(circumstance.id) for practice in entries("practice")]
    assert len([line for line in lines if line]) >= 6


def test_thirty_symptoms_lead_to_practices_of_every_model_and_none_is_like_another() -> None:
    symptoms = [symptom for group in ours().symptoms for symptom in group.symptoms]
    assert len(symptoms) >= 30
    assert {place.split("/")[0] for symptom in symptoms for place in symptom.practices} == set(ours().framework)
    for part in ("sign_of", "first", "practices"):
        assert len({getattr(symptom, part) for symptom in symptoms}) == len(symptoms), part
    assert [symptom.name for symptom in symptoms if not len(symptom.practices) >= 2 or len(symptom.also) < 3] == []


def test_a_guide_has_the_name_of_its_page_and_every_model_leads_to_it() -> None:
    for guide in ours().guides:
        assert f"\n# {guide.name}\n" in (FOLDER.parent / f"docs/{guide.page}.md").read_text("utf-8")
        assert {place.split("/")[0] for place in guide.practices} == set(ours().framework)


@each_framework
def test_a_model_has_every_part(framework: Entry) -> None:
    value = framework.value
    assert [key for key in FRAMEWORK if not value.get(key)] == []
    assert value["changes"][-1]["version"] == value["version"] or value["changes"][0]["version"] == value["version"]
    assert all(source.get("note") or source.get("author") for source in value["sources"]), (
        "attribute it, or say that nobody is named"
    )


@pytest.mark.parametrize(
    "entry",
    [*entries("stage"), *entries("metric"), *entries("framework"), *entries("circumstance"), *entries("template")],
    ids=str,
)
def test_plain_british_english(entry: Entry) -> None:
    assert list(complaints(entry)) == []


@pytest.mark.parametrize("entry", [*entries("practice"), *entries("metric")], ids=str)
def test_every_figure_has_its_source(entry: Entry) -> None:
    for figure in entry.value.get("figures", ()):
        assert figure["value"] and figure["claim"] and len(figure["source"].split()) >= 2
