"""Every stage, practice and metric that the article on four stages names has its file."""

from __future__ import annotations

import pytest

from tests.frameworks.reading import Entry, entries

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
