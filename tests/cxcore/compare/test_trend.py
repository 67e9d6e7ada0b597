"""Assessments over time, worked out by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import pytest

from cxcore.compare.team_trend import SignTest, read_team_trend, sign_test
from cxcore.compare.trend import Comparison, Move, read_trend, to_target
from cxcore.model import Assessment, Framework, FrameworkRef, Respondent, Response
from cxcore.model.migration import Reason
from cxcore.reading import InputError
from tests.builders import DONT_KNOW, NA, Said, adoption, adoption_dict, assessment, each, profile, rubric


def on(day: str, framework: Framework, *answers: Said | None, **responses: Response) -> Assessment:
    said = assessment(framework, each(*answers))
    return replace(said, taken=day, responses={**said.responses, **responses})


def names(moves: Sequence[Move]) -> list[tuple[str, int | None, int | None]]:
    return [(move.practice, move.before, move.after) for move in moves]


def only(framework: Framework, before: Assessment, after: Assessment) -> Comparison:
    trend = read_trend(framework, [before, after])
    assert trend.overall is None
    return trend.steps[0]


# --- lists ------------------------------------------------------------------------------------------------------------


def test_every_practice_stands_in_one_list() -> None:
    framework = adoption([1] * 9)
    found = only(
        framework,
        on("2026-01-01", framework, 0, 2, 1, None, DONT_KNOW, 3, NA, 2, NA),
        on("2026-06-01", framework, 2, 1, 1, 2, 1, None, 2, NA, NA),
    )
    assert names(found.up) == [("p1", 0, 2)]
    assert names(found.down) == [("p2", 2, 1)]
    assert names(found.unchanged) == [("p3", 1, 1)]
    assert names(found.answered) == [("p4", None, 2), ("p5", None, 1), ("p6", 3, None)]
    assert names(found.not_applicable) == [("p7", None, 2), ("p8", 2, None)]
    assert found.framework == ()
    assert found.reviews == ()


def test_new_evidence_is_told_from_old() -> None:
    framework = adoption([1] * 4)
    old = on(
        "2026-01-01",
        framework,
        p1=Response(answer="ad-hoc", evidence="Log"),
        p2=Response(answer="ad-hoc", evidence="Log", evidence_date="2026-01-01"),
        p3=Response(answer="ad-hoc"),
        p4=Response(answer="ad-hoc", evidence="Log"),
    )
    new = on(
        "2026-02-01",
        framework,
        p1=Response(answer="ad-hoc", evidence="Log"),
        p2=Response(answer="ad-hoc", evidence="Log", evidence_date="2026-02-01"),
        p3=Response(answer="repeatable", evidence="Handbook"),
        p4=Response(answer="repeatable", evidence=" "),
    )
    found = only(framework, old, new)
    assert [(move.practice, move.new_evidence) for move in found.unchanged] == [("p1", False), ("p2", True)]
    assert [(move.practice, move.new_evidence) for move in found.up] == [("p3", True), ("p4", False)]


def test_effects_are_taken_apart_and_add_up() -> None:
    framework = adoption([1, 1, 1], [1, 1])
    # Before: 2 1 _ | 2 N/A. Stage 1: 1 of 3 met, none reached. Index: stage 1 (2 + 1) / 6 = 1/2, stage 2 2/3 (half of it applies): 7/12 of 100.
    # moved p2 1 → 2: stage 1 has 2 of 3: stage 1 reached. Index (4/6 + 2/3) / 2 = 2/3: + 1/12.
    # answered p3 at 0: stage 1 2 of 3. Index (4/9 + 2/3) / 2 = 5/9: − 1/9.
    # not applicable p5, now at 3: stage 2 needs 3 of 3 in stage 1. Index (4/9 + 5/6) / 2 = 23/36: + 1/12.
    found = only(
        framework,
        on("2026-01-01", framework, 2, 1, None, 2, NA),
        on("2026-02-01", framework, 2, 2, 0, 2, 3),
    )
    assert [(e.cause, e.before.reached, e.after.reached, e.index) for e in found.effects] == [
        ("moved", 0, 1, Fraction(100, 12)),
        ("answered", 1, 1, Fraction(-100, 9)),
        ("not_applicable", 1, 1, Fraction(100, 12)),
        ("framework", 1, 1, Fraction(0)),
    ]


def test_an_index_that_is_undefined_has_no_difference() -> None:
    framework = adoption([1])
    found = only(framework, on("2026-01-01", framework), on("2026-02-01", framework, 3))
    assert [effect.index for effect in found.effects] == [None, None, Fraction(0), Fraction(0)]


# --- the model has changed --------------------------------------------------------------------------------------------


def versioned(changes: Mapping[str, Any], *weights: int) -> Framework:
    head = {"date": "2026-03-01", "summary": "So."}
    versions = [{"version": "1.0.0", **head}, {"version": "1.1.0", **head, **changes}]
    return Framework.from_dict({**adoption_dict(weights), "version": "1.1.0", "changes": versions})


def of_version(version: str, said: Assessment) -> Assessment:
    return replace(said, framework=FrameworkRef(id="small", version=version))


def test_what_the_model_changed_stands_apart() -> None:
    framework = versioned(
        {"renamed": {"old": "p1"}, "reworded": ["p2"], "added": ["p3"], "removed": {"gone": "No."}}, 1, 1, 1, 1
    )
    before = Assessment(
        framework=FrameworkRef(id="small", version="1.0.0"),
        taken="2026-01-01",
        responses={key: Response(answer="ad-hoc") for key in ("old", "p2", "gone", "p4")},
    )
    found = only(framework, before, on("2026-06-01", framework, 2, 3, 2, 1))
    assert names(found.up) == [("p1", 1, 2)]
    assert names(found.unchanged) == [("p4", 1, 1)]
    assert names(found.framework) == [("p2", 1, 3), ("p3", None, 2)]
    assert [(review.practice, review.reason) for review in found.reviews] == [
        ("gone", Reason.REMOVED),
        ("p2", Reason.REWORDED),
        ("p3", Reason.ADDED),
    ]
    # Index: 1 1 _ 1 (1/3), p1 up (4/9), then p2 at 3 and p3 at 2: (2 + 3 + 2 + 1) / 12 = 2/3.
    assert [effect.index for effect in found.effects] == [Fraction(100, 9), 0, 0, Fraction(200, 9)]


def test_two_assessments_of_the_same_earlier_version_are_compared_as_they_are() -> None:
    framework = versioned({"reworded": ["p1"], "split": [{"practice": "p2", "into": ["p2", "p3"]}]}, 1, 1, 1)
    before = of_version("1.0.0", on("2026-01-01", framework, 1, 1))
    after = of_version("1.0.0", on("2026-02-01", framework, 2, None))
    found = only(framework, before, after)
    assert names(found.up) == [("p1", 1, 2)]
    assert names(found.answered) == [("p2", 1, None), ("p3", 1, None)]
    assert found.reviews == ()


def test_versions_that_are_not_known_are_refused() -> None:
    framework = adoption([1])
    good = on("2026-01-01", framework, 1)
    with pytest.raises(InputError) as error:
        read_trend(
            framework, [good, of_version("2.0.0", good), replace(good, framework=FrameworkRef(id="x", version="1.0.0"))]
        )
    assert [str(problem) for problem in error.value.problems] == [
        "[1].framework.version: version 2.0.0; expected 1.0.0 or a version in its list of changes",
        "[2].framework.id: framework 'x'; expected 'small'",
    ]
    with pytest.raises(InputError, match="1 assessments; expected at least two"):
        read_trend(framework, [good])


# --- order of time, target --------------------------------------------------------------------------------------------


def test_assessments_are_put_in_order_of_time() -> None:
    framework = adoption([1, 1])
    trend = read_trend(
        framework,
        [on("2026-03-01", framework, 3), on("2025-01-01", framework, 0), on("2026-02-01", framework, 1, 2)],
    )
    assert [snapshot.taken for snapshot in trend.snapshots] == ["2025-01-01", "2026-02-01", "2026-03-01"]
    assert [names(step.up) for step in trend.steps] == [[("p1", 0, 1)], [("p1", 1, 3)]]
    assert trend.overall is not None
    assert names(trend.overall.up) == [("p1", 0, 3)]
    assert [(c["from"], c["to"]) for c in trend.to_dict()["comparisons"]] == [(0, 1), (1, 2), (0, 2)]


@pytest.mark.parametrize(
    ("framework", "said", "target", "share"),
    [
        # Targets 2 2 2 (stages 1 and 2): lacking 2 + 0 + 1 of 6.
        (adoption([1, 1], [1], [1]), each(0, 3, 1, 0), 2, Fraction(1, 2)),
        (adoption([1, 1], [1], [1]), each(2, 3, 2), 2, Fraction(1)),
        # One does not apply, one is unknown: 2 2, lacking 2 + 1 of 4.
        (adoption([1, 1, 1]), each(NA, DONT_KNOW, 1), 1, Fraction(1, 4)),
        (adoption([1]), each(NA), 1, None),
        # A rubric: rank 2 for stage 3; 2 + 0 + 1 of 6 lacking.
        (rubric(4, [1, 1, 1]), each(0, 3, 1), 3, Fraction(1, 2)),
        (rubric(4, [1, 1, 1]), each(0, 3, 1), 1, None),
    ],
)
def test_percent_to_target(framework: Framework, said: dict[str, Said], target: int, share: Fraction | None) -> None:
    assert to_target(framework, profile(said), target) == share


def test_the_target_is_the_next_stage_unless_another_is_asked_for() -> None:
    framework = adoption([1], [1], [1])
    pair = [on("2026-01-01", framework, 2, 2, 0), on("2026-01-02", framework, 2, 2, 2)]
    assert read_trend(framework, pair).target == 3
    assert read_trend(framework, pair, 1).target == 1
    assert read_trend(framework, pair[1:] * 2).target == 3
    with pytest.raises(InputError, match="target: stage 4; expected a stage from 1 to 3"):
        read_trend(framework, pair, 4)


def effect(cause: str, before: int, after: int, index: dict[str, str]) -> dict[str, Any]:
    """An effect as data between two states in which nothing is open."""
    ends = {"headline_before": "stage", "stage_before": before, "stage_interval_before": [before, before]}
    ends |= {"headline_after": "stage", "stage_after": after, "stage_interval_after": [after, after]}
    return {"cause": cause, **ends, "index": index}


def test_from_almost_nothing_no_end_names_a_stage() -> None:
    framework = adoption([1, 1, 1], [1])
    # 1 of 4 answered, then 2 of 4, which is half; then a don't-know, which is no answer.
    found = read_trend(
        framework,
        [
            on("2026-01-01", framework, 2),
            on("2026-02-01", framework, 2, 2),
            on("2026-03-01", framework, 2, DONT_KNOW),
        ],
    ).to_dict()
    lead = [(point["headline"], point["stage_interval"]) for point in found["points"]]
    assert lead == [("interval", [0, 2]), ("stage", [1, 2]), ("interval", [0, 2])]
    by_cause = {e["cause"]: e for e in found["comparisons"][0]["effects"]}
    ends = ("headline_before", "stage_interval_before", "headline_after", "stage_interval_after")
    assert [by_cause["moved"][end] for end in ends] == ["interval", [0, 2], "interval", [0, 2]]
    assert [by_cause["answered"][end] for end in ends] == ["interval", [0, 2], "stage", [1, 2]]


def test_the_trend_as_data() -> None:
    framework = adoption([1, 1])
    data = read_trend(
        framework, [on("2026-01-01", framework, 1, NA), on("2026-02-01", framework, 2, 1)], target=1
    ).to_dict()
    counted = {"answered": 1, "dont_know": 0, "not_applicable": 1, "unanswered": 0, "applicable": 1}
    assert data == {
        "format": "cx-trend",
        "format_version": 1,
        "framework": {"id": "small", "version": "1.0.0"},
        "target": {"order": 1, "id": "s1"},
        "points": [
            {
                "taken": "2026-01-01",
                "respondents": 1,
                "headline": "stage",
                "stage_reached": {"order": 0, "id": None},
                "strict_stage": {"order": 0, "id": None},
                "stage_interval": [0, 0],
                "index": {"exact": "100/3", "value": "33.3"},
                "to_target": {"exact": "1/2", "value": "50"},
                "answered": counted,
            },
            {
                "taken": "2026-02-01",
                "respondents": 1,
                "headline": "stage",
                "stage_reached": {"order": 0, "id": None},
                "strict_stage": {"order": 0, "id": None},
                "stage_interval": [0, 0],
                "index": {"exact": "50/1", "value": "50"},
                "to_target": {"exact": "3/4", "value": "75"},
                "answered": {**counted, "answered": 2, "not_applicable": 0, "applicable": 2},
            },
        ],
        "comparisons": [
            {
                "from": 0,
                "to": 1,
                "up": [
                    {
                        "practice": "p1",
                        "from": "ad-hoc",
                        "to": "repeatable",
                        "states": ["answered", "answered"],
                        "difference": 1,
                        "new_evidence": False,
                    }
                ],
                "down": [],
                "unchanged": [],
                "answered": [],
                "not_applicable": [
                    {
                        "practice": "p2",
                        "from": None,
                        "to": "ad-hoc",
                        "states": ["not_applicable", "answered"],
                        "difference": None,
                        "new_evidence": False,
                    }
                ],
                "framework": [],
                "withheld": [],
                # p1 alone: stage 1 is rated (half of it applies), reached with 1 of 1, and lost again when p2 applies.
                "effects": [
                    effect("moved", 0, 1, {"exact": "100/3", "value": "33.3"}),
                    effect("answered", 1, 1, {"exact": "0/1", "value": "0"}),
                    effect("not_applicable", 1, 0, {"exact": "-50/3", "value": "-16.6"}),
                    effect("framework", 0, 0, {"exact": "0/1", "value": "0"}),
                ],
            }
        ],
        "sign_test": None,
    }


# --- teams ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("up", "down", "p"),
    [
        (0, 0, Fraction(1)),
        (6, 0, Fraction(2, 64)),
        (5, 1, Fraction(14, 64)),
        (4, 2, Fraction(44, 64)),
        (3, 3, Fraction(1)),
        (1, 9, Fraction(22, 1024)),
        (12, 2, Fraction(2 * (1 + 14 + 91), 2**14)),
    ],
)
def test_the_sign_test_by_hand(up: int, down: int, p: Fraction) -> None:
    assert sign_test(up, down) == sign_test(down, up) == p


def test_the_sign_test_counts_all_outcomes_at_least_as_uneven() -> None:
    for n in range(1, 9):
        for up in range(n + 1):
            uneven = abs(2 * up - n)
            outcomes = [abs(2 * sum(signs) - n) >= uneven for signs in product((0, 1), repeat=n)]
            assert sign_test(up, n - up) == Fraction(sum(outcomes), 2**n)


def round_of(framework: Framework, day: str, said: Mapping[str, Sequence[Said | None]]) -> list[Assessment]:
    return [
        replace(on(day, framework, *answers), respondent=Respondent(label=label.rstrip("_")))
        for label, answers in said.items()
    ]


def test_a_team_is_paired_by_label_and_tested_from_six_pairs_on() -> None:
    framework = adoption([1, 1])
    before = {label: [1, 1] for label in "abcdefg"}
    after = {**{label: [2, 1] for label in "Abcde"}, "f": [1, 1], "g": [0, 1], "h": [3, 3]}
    found = read_team_trend(
        framework, round_of(framework, "2026-01-01", before), round_of(framework, "2026-06-01", after)
    )
    # a to e up, g down, f a tie, h is new: of 6 that decide one is down: 2 × (1 + 6) / 64.
    assert found.sign_test == SignTest(pairs=7, up=5, down=1, p=Fraction(14, 64))
    assert found.to_dict()["sign_test"] == {
        "pairs": 7,
        "up": 5,
        "down": 1,
        "ties": 1,
        "p": {"exact": "7/32", "value": "0.218"},
    }
    # Medians: p1 of 0 1 2 2 2 2 2 3 is 2, p2 of seven 1 and one 3 is 1.
    assert [(m.practice, m.before, m.after) for m in found.trend.steps[0].up] == [("p1", 1, 2)]
    points = found.to_dict()["points"]
    assert [(point["taken"], point["respondents"]) for point in points] == [("2026-01-01", 7), ("2026-06-01", 8)]


def test_fewer_than_six_pairs_are_not_tested() -> None:
    framework = adoption([1])
    before: dict[str, list[Said | None]] = {
        "a": [1],
        "b": [1],
        "c": [1],
        "d": [1],
        "e": [1],
        "": [1],
        "x": [1],
        "x_": [1],
        "y": [None],
    }
    after: dict[str, list[Said | None]] = {key: [2] for key in before}
    found = read_team_trend(
        framework, round_of(framework, "2026-01-01", before), round_of(framework, "2026-06-01", after)
    )
    # Nobody can tell who the two x are; those without a label are nobody's pair; y had no index.
    assert found.sign_test == SignTest(pairs=5, up=5, down=0, p=None)
    assert found.to_dict()["sign_test"]["p"] is None


def test_medians_of_fewer_than_five_are_not_shown() -> None:
    framework = adoption([1, 1])
    before: dict[str, list[Said | None]] = {label: [1, 1 if label in "abcd" else None] for label in "abcde"}
    after = {label: [2, 2] for label in "abcde"}
    data = read_team_trend(
        framework, round_of(framework, "2026-01-01", before), round_of(framework, "2026-06-01", after)
    ).to_dict()
    assert [move["practice"] for move in data["comparisons"][0]["up"]] == ["p1"]
    assert data["comparisons"][0]["withheld"] == ["p2"]


def test_a_round_without_assessments_is_refused() -> None:
    framework = adoption([1])
    with pytest.raises(InputError) as error:
        read_team_trend(framework, [], [of_version("3.0.0", on("2026-01-01", framework, 1))])
    assert [str(problem) for problem in error.value.problems] == [
        "no assessments; expected some before",
        "[0].framework.version: version 3.0.0; expected 1.0.0 or a version in its list of changes",
    ]
