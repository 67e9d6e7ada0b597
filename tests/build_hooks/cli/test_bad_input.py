"""Any input to any command: exit code 1 and one clear line for each problem, never a traceback.

`run` sets CX_DEBUG, with which an exception that the command did not expect goes through; it fails the test.
"""

from __future__ import annotations

import copy
import json
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.build_hooks.cli.conftest import NORTH, Cx, Done, assessment, put, run
from tests.build_hooks.cli.test_batch import SMALL

FEW = settings(max_examples=settings.default.max_examples // 5)
"""Each example is a whole run of the command."""

COMMANDS = (
    ("score", "-", "-f", "json"),
    ("score", "-", "-f", "html"),
    ("validate", "-"),
    ("team", "-"),
    ("trend", "NORTH", "-"),
    ("roadmap", "-", "--to", "2"),
    ("crosswalk", "-", "--to", "levels"),
    ("share", "-"),
    ("batch", "-", "--framework", "small", "--taken", "2026-11-21"),
)

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=8,
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path, *(place for key, entry in inner for place in _places(entry, (*path, key)))]


@st.composite
def spoilt(draw: st.DrawFn) -> str:
    """An assessment with one to three of its values replaced, taken out, or put under another key."""
    value: Any = copy.deepcopy(NORTH)
    for _ in range(draw(st.integers(1, 3))):
        path = draw(st.sampled_from(_places(value)))
        if not path:
            value = draw(plain)
            continue
        around = value
        for key in path[:-1]:
            around = around[key]
        match draw(st.sampled_from(("replace", "remove", "rename"))):
            case "replace":
                around[path[-1]] = draw(plain)
            case "remove":
                del around[path[-1]]
            case "rename" if isinstance(around, dict):
                around[draw(st.text(max_size=12))] = around.pop(path[-1])
    return json.dumps(value)


@st.composite
def cut(draw: st.DrawFn) -> bytes:
    """A good file, JSON or a table, with some bytes in the middle replaced."""
    good = draw(
        st.sampled_from(
            [json.dumps(NORTH), SMALL, "practice,answer,taken,framework\ntimely-answers,missing,2026-11-21,small\n"]
        )
    )
    data = good.encode()
    start = draw(st.integers(0, len(data)))
    return data[:start] + draw(st.binary(max_size=6)) + data[start + draw(st.integers(0, 40)) :]


def fed(models: Path, command: tuple[str, ...], data: str | bytes) -> Done:
    north = put(models.parent / "north.json", NORTH)
    arguments = [str(north) if part == "NORTH" else part for part in command]
    return run(*arguments, "--frameworks", models, stdin=data)


def in_order(done: Done, command: tuple[str, ...]) -> None:
    """Fail where a command ended otherwise than it promises."""
    assert done.code in (0, 1)
    if done.code == 0:
        return
    assert done.problems
    assert "Traceback" not in done.err
    assert "defect of cx" not in done.err
    for line in done.problems:
        assert line.isprintable()
        assert len(line) < 1300
        known = r"(standard input|cx \w+)\b.*: .|\d[\d,]* (rows scored|problems? found)|[^ ]*north\.json: "
        assert re.match(known, line), line
    if command[0] not in ("batch", "validate"):
        assert done.out == ""


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: "-".join(command[:1] + command[3:4]))
class TestAnything:
    @FEW
    @given(data=st.binary(max_size=300) | st.text(max_size=100))
    @example(b"")
    @example(b"\x00")
    @example(b"\xff\xfe{\x00")
    @example("[" * 100_000)
    @example("9" * 5000)
    @example('{"a":1,"a":2}')
    @example("\ufeff{}")
    @example("[]")
    @example("practice,answer\n" + '"' * 7)
    def test_any_bytes(self, models: Path, command: tuple[str, ...], data: str | bytes) -> None:
        in_order(fed(models, command, data), command)

    @FEW
    @given(data=spoilt())
    def test_spoilt_json(self, models: Path, command: tuple[str, ...], data: str) -> None:
        in_order(fed(models, command, data), command)

    @FEW
    @given(data=cut())
    def test_damaged_files(self, models: Path, command: tuple[str, ...], data: bytes) -> None:
        in_order(fed(models, command, data), command)


@FEW
@given(st.text(min_size=1, max_size=30).filter(lambda text: "\0" not in text and not text.startswith("-")))
@example("a/b/c")
@example("x" * 5000)
@example("/")
@example("/dev/null")
@example("\ud800")
def test_any_name_of_a_file(models: Path, name: str) -> None:
    for command in ("score", "validate", "team", "share", "batch"):
        done = run(command, name, "--frameworks", models)
        assert done.code == 1
        assert done.problems
        assert all(line.isprintable() and "defect" not in line for line in done.problems)


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if command[0] != "validate"], ids=lambda command: command[0]
)
def test_an_endless_file_ends(models: Path, command: tuple[str, ...]) -> None:
    north = put(models.parent / "north.json", NORTH)
    arguments = ["/dev/zero" if part == "-" else str(north) if part == "NORTH" else part for part in command]
    done = run(*arguments, "--frameworks", models)
    assert done.code == 1
    found = "a line of more than 1,000,000 bytes" if command[0] == "batch" else "a file of more than 8,000,000 bytes"
    assert done.problems[0].startswith(f"/dev/zero: {found}; expected ")


@FEW
@given(data=plain.map(json.dumps) | spoilt())
def test_any_report_to_validate(models: Path, data: str) -> None:
    value = json.loads(data)
    if isinstance(value, dict):
        value["format"] = "cx-report"
    done = run("validate", "-", "--frameworks", models, stdin=json.dumps(value))
    assert done.code == 1
    in_order(done, ("validate",))


def test_a_wrong_field_says_its_path_and_what_was_expected(cx: Cx, here: Path) -> None:
    value = copy.deepcopy(NORTH)
    value["responses"]["timely-answers"]["evidnce"] = value["responses"]["timely-answers"].pop("evidence")
    value["respondent"]["group"] = 7
    value["taken"] = "2026-02-30"
    put(here / "a.json", value)
    assert cx("score", "a.json").problems == [
        "a.json: taken: '2026-02-30'; expected a date as year-month-day, such as '2026-11-21'",
        "a.json: respondent.group: the number 7; expected text",
        "a.json: responses.timely-answers.evidnce: unknown key 'evidnce'; expected one of 'answer', 'not_applicable', 'dont_know', 'evidence', 'evidence_date', 'evidence_owner'; did you mean 'evidence'?",
    ]


def test_a_folder_or_a_file_without_rights_is_said(cx: Cx, here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert cx("score", "frameworks").problems == [
        "frameworks: a folder without assessments; expected files that end in .json, .csv or .xlsx; what is there: levels/, small/"
    ]
    assert cx("share", "frameworks").problems == ["frameworks: a folder; expected a file"]

    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    put(here / "a.json", "{}")
    monkeypatch.setattr(Path, "open", refuse)
    assert cx("score", "a.json").problems == ["a.json: a file that cannot be read (Permission denied)"]


def test_a_defect_is_called_one(cx: Cx, north: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise KeyError("x\ny")

    monkeypatch.setattr("build_hooks.cli.commands.score.planned_report", fail)
    done = cx("score", north, env={"CX_DEBUG": None})
    assert done.code == 1
    assert done.problems == [
        "cx: this is a defect of cx, not of your input (KeyError: 'x\\ny'); please report it, and set CX_DEBUG=1 to see more"
    ]


def test_what_is_wrong_in_itself_and_what_does_not_fit_the_framework_are_told_at_once(cx: Cx, here: Path) -> None:
    value = assessment(timely_answer="Systematic", complaints_log={"answr": "missing"}, quarterly_review="Ad hoc")
    put(here / "a.json", value | {"taken": "2026-02-30"})
    scale = "one of 'missing', 'ad-hoc', 'repeatable', 'systematic'"
    assert cx("score", "a.json").problems == [
        "a.json: taken: '2026-02-30'; expected a date as year-month-day, such as '2026-11-21'",
        "a.json: responses.complaints-log.answr: unknown key 'answr'; expected one of 'answer', 'not_applicable', 'dont_know', 'evidence', 'evidence_date', 'evidence_owner'; did you mean 'answer'?",
        "a.json: responses.timely-answer: unknown practice 'timely-answer'; expected a practice of 'small' 0.1.0; did you mean 'timely-answers'?",
        f"a.json: responses.timely-answer.answer: unknown answer 'Systematic'; expected {scale}; did you mean 'systematic'?",
        f"a.json: responses.quarterly-review.answer: unknown answer 'Ad hoc'; expected {scale}; did you mean 'ad-hoc'?",
    ]


def test_an_unknown_framework_hides_no_other_problem_and_is_told_once(cx: Cx, here: Path) -> None:
    put(here / "a.json", assessment("Small", timely_answers="Often") | {"taken": "today"})
    assert cx("score", "a.json").problems == [
        "a.json: framework.id: unknown framework 'Small'; expected one of 'levels', 'small'; did you mean 'small'?",
        "a.json: taken: 'today'; expected a date as year-month-day, such as '2026-11-21'",
        "a.json: responses.timely-answers.answer: 'Often'; expected an answer's id, such as 'repeatable'; did you mean 'often'?",
    ]


def test_problems_of_the_frameworks_files_hide_none_of_the_assessment(cx: Cx, here: Path, models: Path) -> None:
    shutil.copytree(models, here / "mine")
    main = here / "mine/small/framework.yaml"
    main.write_text(main.read_text("utf-8").replace("version: 0.1.0", "version: 0.1", 1), "utf-8")
    put(here / "a.json", NORTH | {"taken": "today"})
    assert cx("score", "a.json", "--frameworks", "mine").problems == [
        "mine/small/framework.yaml:4:10: 0.1, which YAML reads as a number; expected a version of three numbers, such as '1.0.0'; did you mean '0.1.0'?",
        "a.json: taken: 'today'; expected a date as year-month-day, such as '2026-11-21'",
    ]


def test_thousands_of_problems_are_counted_after_the_first_hundred(cx: Cx, here: Path) -> None:
    put(here / "a.json", {**NORTH, **{f"key{i}": i for i in range(1102)}})
    problems = cx("score", "a.json").problems
    assert len(problems) == 101
    assert problems[99].startswith("a.json: key99: unknown key 'key99'; expected one of 'framework', 'taken',")
    assert problems[100] == "a.json: and 1,002 more problems"
