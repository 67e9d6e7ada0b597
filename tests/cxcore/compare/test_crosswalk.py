"""One model read through another, by hand."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcore.compare.crosswalk import Crosswalk, ModelPair, StageAlignment, read_through, turned
from cxcore.model import Framework
from cxcore.reading import InputError, encode
from cxcore.reading.jsontext import dumps, loads
from tests.builders import DONT_KNOW, NA, adoption_dict, rubric_dict, said

FOUR = Framework.from_dict({**adoption_dict([1, 1], [1]), "id": "four"})
FIVE = Framework.from_dict({**rubric_dict(3, [1, 1, 1]), "id": "five"})
FRAMEWORKS = {"four": FOUR, "five": FIVE}

STAGES = [
    {"reached": 0, "low": 1, "high": 1, "reason": "Everybody has the first level."},
    {"reached": 1, "low": 1, "high": 2, "reason": "Basics are in place."},
    {"reached": 2, "low": 2, "high": 3, "reason": "Data are used."},
]
PRACTICES = [
    {"first": "p1", "second": "p1", "fit": "partial", "note": "Only for one channel."},
    {"first": "p2", "second": "p1", "fit": "close"},
    {"first": "p2", "second": "p2", "fit": "partial"},
]


def plain(**keys: Any) -> dict[str, Any]:
    return {"pairs": [{"first": "four", "second": "five", "stages": STAGES, "practices": PRACTICES, **keys}]}


def problems(value: object) -> list[str]:
    with pytest.raises(InputError) as error:
        Crosswalk.from_dict(value, FRAMEWORKS)
    return [str(problem) for problem in error.value.problems]


def test_an_assessment_read_through_another_model() -> None:
    crosswalk = Crosswalk.from_dict(plain(), FRAMEWORKS)
    # Stage 1: p1 of p1 and p2 is met, which is not more than half: no stage. With the blank at its highest: stage 1, 2 of 2, and stage 2.
    data = read_through(crosswalk, FOUR, said(2, None, 3), FIVE)
    assert data == {
        "format": "cx-crosswalk",
        "format_version": 1,
        "from": {"id": "four", "version": "1.0.0"},
        "to": {"id": "five", "version": "1.0.0"},
        "headline": "stage",
        "stage": {
            "reached": [{"order": 0, "id": None}],
            "interval": [1, 1],
            "reason": "Everybody has the first level.",
            "not_held": [],
        },
        "stage_interval": {
            "reached": [{"order": 0, "id": None}, {"order": 2, "id": "s2"}],
            "interval": [1, 3],
            "reason": "Everybody has the first level. Data are used.",
            "not_held": [],
        },
        "practices": [
            {
                "practice": "p1",
                "status": "assessed",
                "from": [
                    {"practice": "p2", "fit": "close", "state": "unanswered", "answer": None, "note": None},
                    {
                        "practice": "p1",
                        "fit": "partial",
                        "state": "answered",
                        "answer": "repeatable",
                        "note": "Only for one channel.",
                    },
                ],
            },
            {
                "practice": "p2",
                "status": "unanswered",
                "from": [{"practice": "p2", "fit": "partial", "state": "unanswered", "answer": None, "note": None}],
            },
            {"practice": "p3", "status": "not-assessed", "from": []},
        ],
        "unmapped": ["p3"],
        "counts": {"assessed": 1, "unanswered": 1, "not_assessed": 1},
    }
    assert loads(dumps(data)) == data


def test_a_pair_is_read_in_both_directions() -> None:
    crosswalk = Crosswalk.from_dict(plain(), FRAMEWORKS)
    # A rubric, p1 at rank 1, p2 N/A, p3 not known. Stage 2 has 1 of 2: stage 1 reached; with p3 at its highest 2 of 2 at stage 2, and 1 of 2 at
    # stage 3: stage 2. Level 1 lies in the intervals of 0 and 1, level 2 in those of 1 and 2.
    data = read_through(crosswalk, FIVE, said(1, NA, DONT_KNOW), FOUR)
    assert data["stage"]["interval"] == [0, 1]
    assert data["stage"]["reason"] == "Everybody has the first level. Basics are in place."
    assert data["stage_interval"]["interval"] == [0, 2]
    # The second reason stands at both levels, and is said once.
    assert data["stage_interval"]["reason"] == "Everybody has the first level. Basics are in place. Data are used."
    assert [(p["practice"], p["status"], [m["practice"] for m in p["from"]]) for p in data["practices"]] == [
        ("p1", "assessed", ["p1"]),
        ("p2", "assessed", ["p1", "p2"]),
        ("p3", "not-assessed", []),
    ]
    assert data["practices"][1]["from"][1] == {
        "practice": "p2",
        "fit": "partial",
        "state": "not_applicable",
        "answer": None,
        "note": None,
    }
    assert data["unmapped"] == ["p3"]


def test_models_that_do_not_align_say_why() -> None:
    value = plain(stages=[], not_aligned="Adoption levels are an axis of their own.")
    data = read_through(Crosswalk.from_dict(value, FRAMEWORKS), FOUR, said(2, 2), FIVE)
    assert data["stage"] == {
        "reached": [{"order": 1, "id": "s1"}],
        "interval": None,
        "reason": "Adoption levels are an axis of their own.",
        "not_held": [],
    }
    back = read_through(Crosswalk.from_dict(value, FRAMEWORKS), FIVE, said(2, 2, 2), FOUR)
    assert back["stage"]["interval"] is None


def test_a_stage_that_no_interval_holds_has_none_the_other_way_round() -> None:
    pair = Crosswalk.from_dict(plain(), FRAMEWORKS).pairs[0]
    assert [(s.reached, s.low, s.high) for s in turned(pair).stages] == [(1, 0, 1), (2, 1, 2), (3, 2, 2)]
    # Two of three do not apply: no level is rated, and none reached.
    data = read_through(Crosswalk.from_dict(plain(), FRAMEWORKS), FIVE, said(2, NA, NA), FOUR)
    expected = {"reached": [{"order": 0, "id": None}], "interval": None, "reason": None, "not_held": [0]}
    assert (data["stage"], data["stage_interval"]) == (expected, expected)


def test_the_headline_is_that_of_the_report() -> None:
    crosswalk = Crosswalk.from_dict(plain(), FRAMEWORKS)
    assert read_through(crosswalk, FOUR, said(2), FIVE)["headline"] == "interval"  # 1 of 3
    assert read_through(crosswalk, FOUR, said(2, NA), FIVE)["headline"] == "stage"  # 1 of 2


def test_no_crosswalk_between_two_models() -> None:
    with pytest.raises(InputError) as error:
        read_through(Crosswalk(), FOUR, said(), FIVE)
    assert str(error.value) == "to: no crosswalk from 'four' to 'five'; expected 'none'"
    with pytest.raises(InputError) as error:
        read_through(Crosswalk.from_dict(plain(), FRAMEWORKS), FIVE, said(), FIVE)
    assert str(error.value) == "to: no crosswalk from 'five' to 'five'; expected 'four'"


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (
            plain(second="fiv"),
            "pairs[0].second: unknown framework 'fiv'; expected one of 'four', 'five'; did you mean 'five'?",
        ),
        (plain(second="four"), "pairs[0].second: framework 'four' twice; expected another framework"),
        (
            {"pairs": [*plain()["pairs"], {"first": "five", "second": "four", "not_aligned": "No."}]},
            "pairs[1]: the pair that pairs[0] has already; expected each pair once; a pair is read in both directions",
        ),
        (
            plain(stages=[]),
            "pairs[0]: no 'stages'; expected the key 'stages', or 'not_aligned' with the reason; add one of them",
        ),
        (
            plain(not_aligned="No."),
            "pairs[0].not_aligned: 'stages' and 'not_aligned'; expected one of them; take one out",
        ),
        (plain(first=5), "pairs[0].first: the number 5; expected an id in kebab case, such as 'basic-training'"),
        (
            plain(stages=STAGES[:2]),
            "pairs[0].stages: the stages 0, 1; expected 0 to 2, each once and in this order",
        ),
        (
            plain(stages=[*STAGES[:2], {**STAGES[2], "high": 4}]),
            "pairs[0].stages[2]: the interval from 2 to 4; expected stages of 'five', 0 to 3, the lower one first",
        ),
        (
            plain(stages=[*STAGES[:2], {**STAGES[2], "low": 3, "high": 2}]),
            "pairs[0].stages[2]: the interval from 3 to 2; expected stages of 'five', 0 to 3, the lower one first",
        ),
        (
            plain(stages=[*STAGES[:2], {**STAGES[2], "low": 0}]),
            "pairs[0].stages[2].low: 0, less than for the stage below; expected at least 1",
        ),
        (
            plain(stages=[*STAGES[:2], {**STAGES[2], "low": 1, "high": 1}]),
            "pairs[0].stages[2].high: 1, less than for the stage below; expected at least 2",
        ),
        (
            plain(practices=[{**PRACTICES[0], "second": "p9"}]),
            "pairs[0].practices[0].second: unknown practice 'p9'; expected a practice of 'five'",
        ),
        (
            plain(practices=[{**PRACTICES[0], "first": "p11"}]),
            "pairs[0].practices[0].first: unknown practice 'p11'; expected a practice of 'four'; did you mean 'p1'?",
        ),
        (
            plain(practices=[PRACTICES[0], PRACTICES[0]]),
            "pairs[0].practices[1]: 'p1' and 'p1' a second time; expected each match once",
        ),
        (
            plain(practices=[{**PRACTICES[0], "fit": "exact"}]),
            "pairs[0].practices[0].fit: 'exact'; expected one of 'close', 'partial'",
        ),
        (
            plain(stages=[{**STAGES[0], "low": "1"}, *STAGES[1:]]),
            "pairs[0].stages[0].low: the text '1'; expected a whole number",
        ),
    ],
)
def test_what_is_wrong_with_a_crosswalk(value: dict[str, Any], message: str) -> None:
    assert problems(value) == [message]


def test_an_empty_crosswalk_is_one() -> None:
    assert Crosswalk.from_dict({}, FRAMEWORKS) == Crosswalk()
    assert problems([]) == ["a list; expected a mapping of keys to values"]


def test_a_crosswalk_survives_json() -> None:
    crosswalk = Crosswalk.from_dict(plain(), FRAMEWORKS)
    assert Crosswalk.from_dict(loads(dumps(encode(crosswalk))), FRAMEWORKS) == crosswalk


@st.composite
def aligned(draw: st.DrawFn) -> ModelPair:
    steps = draw(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=1, max_size=8))
    stages, low, high = [], 0, 0
    for reached, (up, wide) in enumerate(steps):
        low, high = low + up, max(high, low + up + wide)
        stages.append(StageAlignment(reached=reached, low=low, high=high, reason=f"Because {reached}."))
    return ModelPair(first="a", second="b", stages=tuple(stages))


@given(aligned())
def test_intervals_are_monotone_both_ways(pair: ModelPair) -> None:
    back = turned(pair)
    for stages in (pair.stages, back.stages):
        for below, above in itertools.pairwise(stages):
            assert below.reached < above.reached
            assert below.low <= above.low
            assert below.high <= above.high
    # A stage lies in another's interval exactly where that lies in its own.
    for here in pair.stages:
        for there in back.stages:
            assert (here.low <= there.reached <= here.high) == (there.low <= here.reached <= there.high)
