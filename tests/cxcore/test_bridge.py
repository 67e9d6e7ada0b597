"""What the page asks the scorer for, beyond what the contract's types say: the very answers."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from build_hooks.library.messages import load_texts
from cxcore.bridge import Bridge
from cxcore.model import Assessment, Framework
from cxcore.reading import encode, jsontext, restored
from tests.builders import DONT_KNOW, Said, adoption, assessment, each, rubric
from tests.ours import sources

# Stage 1 is met by 3 of 4 and needs all; stage 2 has 1 of 4 and needs 3.
FOUR = adoption([1] * 4, [1] * 4)
WORDS = jsontext.dumps(load_texts())


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    return Bridge(jsontext.dumps(encode(FOUR, Framework)), WORDS)


def test_a_page_may_hand_over_bytes() -> None:
    texts = jsontext.dumps(encode(FOUR, Framework)), WORDS
    of_bytes = Bridge(*(memoryview(text.encode()) for text in texts))
    assert ask(of_bytes, "report", assessment=file(2)) == ask(Bridge(*texts), "report", assessment=file(2))
    assert ask(Bridge(memoryview(b""), WORDS), "report") == ["internal error: KeyError: 'report'"]


@pytest.mark.parametrize("shipped", sources().frameworks, ids=lambda each: each.id)
def test_what_the_bundle_holds_of_a_model_is_that_model(shipped: Framework) -> None:
    plain = json.loads(jsontext.dumps(encode(shipped, Framework)))
    assert restored(Framework, plain) == Framework.from_dict(plain)


def file(*said: Said | None) -> dict[str, Any]:
    one: Assessment = assessment(FOUR, each(*said))
    return one.to_dict()


def ask(bridge: Bridge, kind: str, **payload: Any) -> Any:
    answer = json.loads(bridge.handle(kind, json.dumps({"site": "../", **payload})))
    return answer["value"] if answer["ok"] else answer["error"]["problems"]


def plan(bridge: Bridge, **keys: Any) -> Any:
    payload = {
        "assessment": file(2, 2, 2, 1, 2, 0, 1, DONT_KNOW),
        "target": 2,
        "excluded": [],
        "efforts": {},
        "owners": {},
        "done": [],
    }
    return ask(bridge, "plan", **{**payload, **keys})


def steps(answer: Any) -> list[tuple[str, int]]:
    return [(item["practice"], item["cost"]) for item in answer["plan"]["items"]]


def test_a_plan(bridge: Bridge) -> None:
    answer = plan(bridge)
    assert (steps(answer), answer["outlook"]) == ([("p4", 3), ("p6", 6), ("p7", 3)], "")
    assert answer["html"].startswith('<article class="cx-report" data-plan data-status="planned" data-cost="12">')
    assert '<a href="../models/small/practices/p4/">' in answer["html"]


def test_a_plan_is_to_the_next_stage_unless_another_is_named(bridge: Bridge) -> None:
    assert plan(bridge, target=None)["plan"] == plan(bridge, target=2)["plan"]
    top = plan(bridge, assessment=file(*[2] * 8), target=None)["plan"]
    assert (top["target"]["order"], top["status"]) == (2, "reached")


def test_a_plan_without_a_practice_and_with_efforts_of_ones_own(bridge: Bridge) -> None:
    assert steps(plan(bridge, excluded=["p6"])) == [("p4", 3), ("p7", 3), ("p8", 6)]
    assert steps(plan(bridge, efforts={"p6": [5, 5, 5]})) == [("p4", 3), ("p7", 3), ("p8", 6)]
    without = plan(bridge, excluded=["p4"])
    assert without["plan"]["status"] == "unreachable"
    assert plan(bridge, efforts={"p6": [5, 5, 6]}) == ["resources: 6; expected a whole number from 1 to 5"]


@pytest.mark.parametrize(
    ("done", "outlook"),
    [
        (["p4"], "With this one done: Stage 1: Stage 1."),
        (["p6", "p7"], "With these 2 done: Stage 1: Stage 1."),
        (["p4", "p6", "p7"], "With these 3 done: Stage 2: Stage 2."),
        (["p1"], ""),
    ],
)
def test_where_one_stands_once_steps_are_done(bridge: Bridge, done: list[str], outlook: str) -> None:
    """Three of four are met at stage 1, which is enough to reach it; p1 is in no plan."""
    assert plan(bridge, done=done)["outlook"] == outlook


def test_a_plan_to_take_along(bridge: Bridge) -> None:
    keys = {
        "target": 2,
        "excluded": [],
        "efforts": {},
        "begins": "2027-01-04",
        "made": "2026-11-25",
        "owners": {"p6": "Ada"},
    }
    payload = {"assessment": file(2, 2, 2, 1, 2, 0, 1, DONT_KNOW), **keys}
    # None of the practices has days of its own, so that each is a task of 90 days.
    assert ask(bridge, "tasks", **payload, form="text")["text"].splitlines() == [
        "Plan to Stage 2: Stage 2",
        "By 3 April 2027 · Practice 4: Practice 4",
        "By 3 April 2027 · Practice 6: Practice 6 (Ada)",
        "By 3 April 2027 · Practice 7: Practice 7",
    ]
    table = ask(bridge, "tasks", **payload, form="github-projects")["text"].splitlines()
    assert table[2] == "Practice 6,2027-01-04,2027-04-03,Ada,Practice 6,"
    assert ask(bridge, "tasks", **payload, form="calendar")["text"].count("BEGIN:VEVENT") == 3


def test_a_trend(bridge: Bridge) -> None:
    early, late = file(2, 2, 2, 1), {**file(2, 2, 2, 2), "taken": "2027-11-21"}
    answer = ask(bridge, "trend", assessments=[early, late], target=None)
    assert answer["trend"]["target"]["order"] == 2
    assert [point["stage_reached"]["order"] for point in answer["trend"]["points"]] == [1, 1]
    assert "<article" in answer["html"]
    assert ask(bridge, "trend", assessments=[early, late], target=1)["trend"]["target"]["order"] == 1
    assert ask(bridge, "trend", assessments=[early], target=None) == ["1 assessments; expected at least two"]


def test_a_file_beside_the_answers(bridge: Bridge) -> None:
    good = file(2, 2, None, 1)
    assert ask(bridge, "beside", text=json.dumps(good)) == {
        "assessment": good,
        "said": "21 November 2026: 3 answered, 5 open.",
    }
    for text in ("no", json.dumps({**good, "responses": {"k" * 5_000: {"dont_know": True}}})):
        answer = ask(bridge, "beside", text=text)
        assert answer["assessment"] is None and 10 < len(answer["said"]) <= 301


def test_the_answers_through_another_model(bridge: Bridge) -> None:
    other = replace(rubric(3, [1, 1]), id="ladder")
    pair = {
        "first": "small",
        "second": "ladder",
        "not_aligned": "They draw other lines.",
        "practices": [{"first": "p1", "second": "p2", "fit": "close", "note": "Both ask for it."}],
    }
    texts = {"framework": jsontext.dumps(encode(other, Framework)), "crosswalk": jsontext.dumps({"pairs": [pair]})}
    answer = ask(bridge, "through", assessment=file(2, 2, 2, 1), **texts)
    assert answer["crosswalk"]["counts"]["assessed"] == 1
    assert '<a href="../models/ladder/practices/p2/">' in answer["html"]


# --- a team -----------------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def collecting() -> Bridge:
    """As the page starts it that collects: without a framework."""
    return Bridge("", WORDS)


MODEL = jsontext.dumps(encode(FOUR, Framework))


def signed(label: str, *said: Said | None, group: str = "") -> dict[str, Any]:
    return {**file(*said), "respondent": {"label": label, "group": group}}


def test_what_was_sent_is_read_or_told_to_be_of_another_model(collecting: Bridge, bridge: Bridge) -> None:
    sent = signed("Ann", 2, 1)
    ours = {"id": FOUR.id, "version": FOUR.version}
    read = {"assessment": sent, "reviews": [], "kept": {}}
    assert ask(collecting, "collect", framework=MODEL, text=json.dumps(sent)) == {
        "made_for": ours,
        "read": read,
        "refused": None,
    }
    code = ask(bridge, "share", assessment=sent)["code"]
    unsigned = {"assessment": file(2, 1), "reviews": [], "kept": {}}
    assert ask(collecting, "collect", framework=MODEL, code=code) == {
        "made_for": ours,
        "read": unsigned,
        "refused": None,
    }
    other = jsontext.dumps(encode(replace(FOUR, id="other"), Framework))
    for sent_as in ({"text": json.dumps(sent)}, {"code": code}):
        assert ask(collecting, "collect", framework=other, **sent_as) == {
            "made_for": ours,
            "read": None,
            "refused": None,
        }


@pytest.mark.parametrize(
    ("version", "why"), [("9.0.0", "newer"), ("0.0.1", "other")], ids=["of a newer version", "of one that never was"]
)
def test_answers_to_a_version_that_is_not_known_here_say_so(collecting: Bridge, version: str, why: str) -> None:
    sent = json.dumps({**file(2), "framework": {"id": FOUR.id, "version": version}})
    assert ask(collecting, "collect", framework=MODEL, text=sent) == refused(why)


def test_a_file_of_a_version_that_is_not_known_here_is_told_without_its_keys(bridge: Bridge) -> None:
    text = json.dumps({**file(2), "framework": {"id": FOUR.id, "version": "9.0.0"}})
    assert ask(bridge, "read", text=text) == [
        (
            f"answers to version 9.0.0 of the model; expected answers to version {FOUR.version} or an earlier one;"
            " load this page anew, which may be out of date"
        )
    ]


def refused(why: str) -> dict[str, Any]:
    return {"made_for": None, "read": None, "refused": why}


def test_what_is_no_answer_is_refused(collecting: Bridge, bridge: Bridge) -> None:
    code = ask(bridge, "share", assessment=file(2, 1))["code"]
    assert ask(collecting, "collect", framework=MODEL, code=code[:-3]) == refused("cut")
    changed = code[:-1] + ("0" if code[-1] != "0" else "1")
    assert ask(collecting, "collect", framework=MODEL, code=changed) == refused("damaged")
    assert ask(collecting, "collect", framework=MODEL, code="2.four-stages.9") == refused("newer")
    [wrong] = ask(collecting, "collect", framework=MODEL, text="{}")
    assert wrong.startswith("no file of answers; ")


def test_a_person_counts_once_and_fewer_than_two_are_no_team(collecting: Bridge) -> None:
    def team(*given: dict[str, Any], keep: bool = False) -> Any:
        return ask(collecting, "team", framework=MODEL, assessments=given, keep=keep)

    nothing = {"team": None, "html": "", "answers": [], "topics": []}
    ann, bo = signed("Ann", 2, 1), signed("Bo", 0, 1)
    later = {**signed("Ann", 3, 1), "taken": "2027-01-01"}
    two = team(ann, bo, later)
    assert two["duplicates"] == [{"place": 0, "counted": 2, "copy": False}]
    assert two["team"]["respondents"] == 2
    assert two["html"].startswith(
        '<article class="cx-report" data-team data-respondents="2" data-running="A small model · 2 respondents">'
    )
    assert team(ann, bo, later, keep=True)["team"]["respondents"] == 3
    assert team(ann, ann) == {
        "duplicates": [{"place": 1, "counted": 0, "copy": True}],
        **nothing,
    }
    assert team() == {"duplicates": [], **nothing}
    assert two["answers"][:2] == [{"id": "missing", "name": "Missing"}, {"id": "ad-hoc", "name": "Ad-hoc"}]
    assert [topic["practice"] for topic in two["topics"]] == [f"p{i}" for i in range(1, 9)]
    assert two["topics"][0].pop("html").startswith('<article class="cx-report" data-topic="p1">')
    # Two people are too few to show what they said of a practice.
    topic = {"practice": "p1", "name": "Practice 1", "disputed": False, "median": None, "not_applicable": True}
    assert two["topics"][0] == topic


def test_what_people_disagree_on_comes_first(collecting: Bridge) -> None:
    five = [signed(name, 2, 0 if name == "A" else 2, 2) for name in "ABCDE"]
    found = ask(collecting, "team", framework=MODEL, assessments=five, keep=False)
    first, second, *_ = found["topics"]
    assert (first["practice"], first["disputed"], first["median"]) == ("p2", True, "repeatable")
    assert (second["practice"], second["disputed"], second["median"]) == ("p1", False, "repeatable")
    assert found["topics"][3]["median"] is None
