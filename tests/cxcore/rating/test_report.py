"""The report as data: its whole form on a small case, its special values, and the example published on the site."""

from __future__ import annotations

import json
from typing import Any

import pytest

from build_hooks.library.load import load_framework
from build_hooks.places import ROOT
from cxcore.model import Assessment, Framework, FrameworkRef
from cxcore.rating import Profile, report, standing
from cxcore.rating.report import report_of
from cxcore.reading import InputError
from cxcore.reading.jsontext import dumps
from tests.builders import (
    AD_HOC,
    DONT_KNOW,
    MISSING,
    NA,
    REPEATABLE,
    SYSTEMATIC,
    Said,
    adoption,
    adoption_dict,
    assessment,
    changed,
    each,
    profile,
    rubric,
)


def test_the_whole_report_of_a_small_case() -> None:
    plain = changed(changed(adoption_dict([1] * 4, [1] * 3), "p3", aspect="culture"), "p6", aspect="delivery")
    framework = Framework.from_dict(changed(plain, "p5", effort={"knowledge": 1, "time": 2, "resources": 4}))
    said = assessment(framework, each(SYSTEMATIC, REPEATABLE, REPEATABLE, None, AD_HOC, NA, DONT_KNOW))
    assert report(framework, said) == {
        "format": "cx-report",
        "format_version": 1,
        "framework": {"id": "small", "version": "1.0.0"},
        # 4 of the 6 that apply are answered.
        "headline": "stage",
        # Stage 1: 3/4, Largely but not Fully. Stage 2: 0/2.
        "stage_reached": {"order": 1, "id": "s1"},
        "strict_stage": {"order": 0, "id": None},
        # Highest: stage 1 has 4/4; stage 2 has p7 but not p5, 1/2, which is not more than half: still 1.
        "stage_interval": [1, 1],
        "quick": None,
        # Answered: (1 + 2/3 + 2/3)/3 = 7/9 and 1/3; the mean is 5/9. Lowest: (7/3)/4 = 7/12 and (1/3)/2 = 1/6; 3/8.
        # Highest: (10/3)/4 = 5/6 and (4/3)/2 = 2/3; 3/4.
        "index": {"value": "55.5", "exact": "500/9", "low": "37.5", "high": "75"},
        # With p6 Missing stage 2 has 0/3: no lower stage than 1.
        "na_sensitivity": None,
        "lift": [],
        "answered": {"answered": 4, "dont_know": 1, "not_applicable": 1, "unanswered": 1, "applicable": 6},
        "stages": [
            {
                "id": "s1",
                "order": 1,
                "met": 3,
                "applicable": 4,
                "needed_largely": 3,
                "needed_fully": 4,
                "coverage": "3/4",
                "band": "L",
                "rated": True,
                "unmet": ["p4"],
            },
            {
                "id": "s2",
                "order": 2,
                "met": 0,
                "applicable": 2,
                "needed_largely": 2,
                "needed_fully": 2,
                "coverage": "0/1",
                "band": "N",
                "rated": True,
                "unmet": ["p5", "p7"],
            },
        ],
        # p3 is culture, p6 delivery (not applicable); the others are data: p1, p2 met of p1, p2, p4, p5, p7.
        "aspects": [
            {"id": "data", "met": 2, "applicable": 5, "coverage": "2/5", "band": "P"},
            {"id": "design", "met": 0, "applicable": 0, "coverage": None, "band": None},
            {"id": "delivery", "met": 0, "applicable": 0, "coverage": None, "band": None},
            {"id": "measurement", "met": 0, "applicable": 0, "coverage": None, "band": None},
            {"id": "culture", "met": 1, "applicable": 1, "coverage": "1/1", "band": "F"},
        ],
        # All block stage 2. p4 is of stage 1; p5 is one step of 7 away, p7 two steps of 3.
        "gaps": [
            {"practice": "p4", "stage": "s1", "answer": None, "steps": 2, "cost": 6, "blocks": True},
            {"practice": "p5", "stage": "s2", "answer": "ad-hoc", "steps": 1, "cost": 7, "blocks": True},
            {"practice": "p7", "stage": "s2", "answer": "dont-know", "steps": 2, "cost": 6, "blocks": True},
        ],
        "roadmap": None,
    }


def test_the_keys_stand_in_the_order_of_the_contract() -> None:
    assert list(report_of(standing(adoption([1]), Profile(ranks={})))) == [
        "format",
        "format_version",
        "framework",
        "headline",
        "stage_reached",
        "strict_stage",
        "stage_interval",
        "quick",
        "index",
        "na_sensitivity",
        "lift",
        "answered",
        "stages",
        "aspects",
        "gaps",
        "roadmap",
    ]


def test_nothing_answered() -> None:
    result = report_of(standing(adoption([1] * 3, [1]), Profile(ranks={})))
    assert result["headline"] == "interval"
    assert result["stage_reached"] == {"order": 0, "id": None}
    assert result["stage_interval"] == [0, 2]
    assert result["index"] is None
    assert result["lift"] == ["p1", "p2"]
    assert [gap["answer"] for gap in result["gaps"]] == [None] * 4


def test_nothing_applies() -> None:
    result = report_of(standing(adoption([1] * 3), profile(each(NA, NA, NA))))
    assert result["stage_reached"] == {"order": 0, "id": None}
    assert result["index"] is None
    assert result["answered"] == {"answered": 0, "dont_know": 0, "not_applicable": 3, "unanswered": 0, "applicable": 0}
    (stage,) = result["stages"]
    assert (stage["coverage"], stage["band"], stage["rated"], stage["unmet"]) == (None, None, False, [])
    assert result["gaps"] == []


def test_a_lower_stage_without_the_not_applicable_ones_is_shown() -> None:
    # 2/2, so stage 1; with the other two Missing 2/4, so none.
    assert report_of(standing(adoption([1] * 4), profile(each(2, 2, NA, NA))))["na_sensitivity"] == {
        "order": 0,
        "id": None,
    }


def test_a_rubrics_answers_are_its_stages() -> None:
    result = report_of(standing(rubric(3, [1] * 2), profile(each(1, DONT_KNOW))))
    assert [(gap["practice"], gap["stage"], gap["answer"]) for gap in result["gaps"]] == [
        ("p2", "s2", "dont-know"),
        ("p1", "s3", "s2"),
    ]


def test_a_roadmap_is_put_in_as_it_is() -> None:
    roadmap = {"format": "cx-roadmap", "status": "reached"}
    assert report_of(standing(adoption([1]), Profile(ranks={})), roadmap)["roadmap"] == roadmap


def test_an_assessment_of_another_version_is_refused() -> None:
    other = Assessment(framework=FrameworkRef(id="small", version="2.0.0"), taken="2026-11-21", responses={})
    with pytest.raises(InputError) as caught:
        report(adoption([1]), other)
    assert str(caught.value) == "framework.version: version 2.0.0; expected 1.0.0"


# --- the example that docs/about/scoring.md computes by hand ----------------------------------------------------------

HOUSE_BUILDER: dict[Said, str] = {
    SYSTEMATIC: """
        service-standards issue-resolution customer-communication monitoring-and-reporting basic-training
        advanced-feedback-collection voice-of-the-customer-programs performance-metrics
        regular-communication""",
    REPEATABLE: """
        consistent-service-delivery feedback-collection process-streamlining customer-engagement
        cx-measurement-practices-foundational
        customer-segmentation root-cause-analysis customer-journey-mapping training-and-development
        cross-functional-collaboration cx-programs
        customer-centric-leadership strategic-cx-goals customer-insights-in-decision-making cx-measurement-practices-strategic
        employee-engagement sustainability-and-social-responsibility cx-strategy""",
    AD_HOC: """
        employee-empowerment
        pilot-programs
        cross-functional-teams data-integration customer-journey-optimisation
        proactive-innovation omnichannel-excellence customer-advocacy cx-metrics-refinement""",
    MISSING: """
        employee-training-and-empowerment
        predictive-analytics agile-processes experiential-design cx-center-of-excellence""",
    DONT_KNOW: "c-suite-accountability",
    NA: "customer-loyalty-programs",
}


@pytest.fixture(scope="module")
def published() -> dict[str, Any]:
    framework = load_framework(ROOT / "frameworks" / "four-stages")
    said = {practice: value for value, practices in HOUSE_BUILDER.items() for practice in practices.split()}
    return report(framework, assessment(framework, said))


def test_the_published_example_stages(published: dict[str, Any]) -> None:
    assert published["headline"] == "stage"
    assert published["answered"] == {
        "answered": 41,
        "dont_know": 1,
        "not_applicable": 1,
        "unanswered": 3,
        "applicable": 45,
    }
    columns = ("met", "applicable", "coverage", "band", "needed_largely", "needed_fully")
    assert [tuple(stage[c] for c in columns) for stage in published["stages"]] == [
        (10, 11, "10/11", "F", 6, 10),
        (9, 11, "9/11", "L", 6, 10),
        (5, 10, "1/2", "P", 6, 9),
        (3, 13, "3/13", "P", 7, 12),
    ]
    assert published["stage_reached"] == {"order": 2, "id": "data-driven-insights"}
    assert published["strict_stage"] == {"order": 0, "id": None}
    assert published["stage_interval"] == [2, 3]
    assert published["lift"] == ["technology-integration", "c-suite-accountability"]
    assert published["na_sensitivity"] is None


def test_the_published_example_index(published: dict[str, Any]) -> None:
    # (26/33 + 22/30 + 14/27 + 10/33)/4 × 100 = 17395/297 = 58.56…; 7785/143 = 54.44…; 18035/286 = 63.05…
    assert published["index"] == {"value": "58.5", "exact": "17395/297", "low": "54.4", "high": "63.0"}


def test_the_published_example_aspects(published: dict[str, Any]) -> None:
    assert [(a["id"], a["met"], a["applicable"], a["band"]) for a in published["aspects"]] == [
        ("data", 5, 9, "L"),
        ("design", 6, 8, "L"),
        ("delivery", 6, 12, "P"),
        ("measurement", 4, 5, "L"),
        ("culture", 6, 11, "L"),
    ]


def test_the_published_example_gaps(published: dict[str, Any]) -> None:
    gaps = published["gaps"]
    assert [(g["practice"], g["answer"], g["steps"], g["cost"]) for g in gaps if g["blocks"]] == [
        ("pilot-programs", "ad-hoc", 1, 7),
        ("technology-integration", None, 2, 18),
        ("cross-functional-teams", "ad-hoc", 1, 9),
        ("customer-journey-optimisation", "ad-hoc", 1, 10),
        ("data-integration", "ad-hoc", 1, 12),
        ("c-suite-accountability", "dont-know", 2, 16),
        ("employee-training-and-empowerment", "missing", 2, 20),
    ]
    assert [g["practice"] for g in gaps[7:8]] == ["employee-empowerment"]
    assert len(gaps) == 7 + 1 + 10


def test_a_report_survives_json(published: dict[str, Any]) -> None:
    assert json.loads(dumps(published)) == published
