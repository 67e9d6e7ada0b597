"""Our practices, one test id each: complete, within their limits, in our own words."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from tests.frameworks.reading import Entry, entries
from tests.frameworks.style import complaints

PRACTICES = entries("practice")
LOOK_BACK = re.compile(
    r"\b(in|over|during|within) the (last|past) (\d+|two|three|four|six|nine|twelve) (weeks|months|years|quarters)\b",
    re.IGNORECASE,
)
REQUIRED = [
    "name",
    "order",
    "section",
    "aspect",
    "question",
    "definition",
    "benefit",
    "risk",
    "answers",
    "effort",
    "owner",
    "contributors",
    "first_90_days",
    "metrics",
    "pitfalls",
    "worked_example",
    "related",
    "sources",
    "updated",
]

NEAR_NAMES = {
    "basic-training",
    "training-and-development",
    "employee-training-and-empowerment",
    "employee-empowerment",
    "cross-functional-collaboration",
    "cross-functional-teams",
    "technology-integration",
    "data-integration",
    "customer-journey-mapping",
    "customer-journey-optimisation",
    "cx-measurement-practices-foundational",
    "cx-measurement-practices-strategic",
}
"""Practices of the four-stage model whose names are near another's; they say how they differ."""

each_practice = pytest.mark.parametrize("practice", PRACTICES, ids=str)


@each_practice
def test_every_part_is_there(practice: Entry) -> None:
    value = practice.value
    assert [key for key in REQUIRED if not value.get(key)] == []
    assert len(value["pitfalls"]) == 3
    assert 2 <= len(value["contributors"]) <= 5
    assert value["worked_example"]["fictional"] or value["worked_example"].get("source")
    assert "differs" in value or practice.id not in NEAR_NAMES
    for answer in value["answers"].values():
        assert 2 <= len(answer["evidence"]) <= 4
        assert answer["not_enough"]


@each_practice
def test_the_question_asks_what_happened(practice: Entry) -> None:
    question = practice.value["question"]
    assert len(question.split()) <= 20
    assert LOOK_BACK.search(question), "without a look-back"
    assert question.endswith("?") and question.count("?") == 1
    assert not re.search(r"\b(agree|satisfied|important|believe|feel|think)\b", question, re.IGNORECASE), (
        "asks for an opinion"
    )


@each_practice
def test_texts_keep_to_their_limits(practice: Entry) -> None:
    value = practice.value
    long = [
        f"{key} of {count} words"
        for key, most in (("definition", 60), ("benefit", 40), ("risk", 40))
        if (count := len(value[key].split())) > most
    ]
    for id, answer in value["answers"].items():
        for key, text, most in (("anchor", answer["anchor"], 25), ("not_enough", answer["not_enough"], 35)):
            if (count := len(text.split())) > most:
                long.append(f"{id}.{key} of {count} words")
        long += [f"{id}.evidence of {count} words" for text in answer["evidence"] if (count := len(text.split())) > 30]
    assert long == []
    steps = [len(answer["next"].split()) for answer in value["answers"].values() if "next" in answer]
    assert [count for count in steps if not 12 <= count <= 40] == []
    moves = [len(text.split()) for text in value["metrics"].values()]
    assert [count for count in moves if not 6 <= count <= 30] == []
    lines = [len(text.split()) for text in value.get("circumstances", {}).values()]
    assert [count for count in lines if not 5 <= count <= 40] == []
    assert 600 <= practice.words() - sum(steps) - sum(moves) - sum(lines) <= 900
    assert 60 <= len(value["worked_example"]["text"].split()) <= 130


@each_practice
def test_the_answers_can_be_told_apart(practice: Entry) -> None:
    anchors = [answer["anchor"] for answer in practice.value["answers"].values()]
    evidence = [line for answer in practice.value["answers"].values() for line in answer["evidence"]]
    steps = [answer["next"] for answer in practice.value["answers"].values() if "next" in answer]
    assert [text for text, count in Counter([*anchors, *evidence, *steps]).items() if count > 1] == []


@each_practice
def test_the_first_90_days_go_forward(practice: Entry) -> None:
    days = [action["day"] for action in practice.value["first_90_days"]]
    assert 3 <= len(days) <= 5
    assert days == sorted(days) and len(set(days)) == len(days)


@each_practice
def test_plain_british_english(practice: Entry) -> None:
    assert list(complaints(practice)) == []


@pytest.mark.parametrize("framework", entries("framework"), ids=str)
def test_a_section_has_five_to_seven_practices(framework: Entry) -> None:
    count = Counter(practice.value["section"] for practice in PRACTICES if practice.framework == framework.framework)
    small = len(list(count.elements())) < 15  # a short model may have fewer in a section
    assert {section: number for section, number in count.items() if not (2 if small else 5) <= number <= 7} == {}
