"""The JSON Schemas for editors say what the reader of the files says, are up to date, and are found by editors."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from build_hooks.library import schema
from build_hooks.library.crosswalk import CrosswalkFile
from build_hooks.library.glossary import Glossary
from build_hooks.library.guides import Circumstance, GuideFile, SymptomFile, Template
from build_hooks.library.load import StageIds
from build_hooks.library.records import FrameworkRecord, Metric, PracticeRecord, StageRecord
from build_hooks.library.yamlfile import read_yaml
from build_hooks.places import ROOT
from cxcore.model import Assessment
from cxcore.reading import InputError, Problem, decode
from tests.build_hooks.library.small import FILES
from tests.build_hooks.library.test_load_fuzz import misshapen
from tests.ours import four_stages

FOLDER = ROOT / "frameworks"
SCHEMAS = schema.schemas()
VALIDATORS = {
    name: Draft202012Validator(each, format_checker=Draft202012Validator.FORMAT_CHECKER)
    for name, each in SCHEMAS.items()
}


def reader(cls: Any) -> Callable[[Any], bool]:
    """Whether the decoder takes a file's value as `cls`; the id of a stage, practice or metric is the file's name."""

    def reads(value: Any) -> bool:
        if isinstance(value, dict) and "id" in value:
            return False
        problems: list[Problem] = []
        decode(cls, {**value, "id": "x"} if isinstance(value, dict) else value, (), problems)
        return not problems

    return reads


def reads_framework(value: Any) -> bool:
    if not isinstance(value, dict) or "practices" in value or "stages" not in value:
        return False
    problems: list[Problem] = []
    decode(StageIds, value["stages"], (), problems)
    stages = yaml.safe_load(FILES["small/stages/first.yaml"]) | {"id": "x"}
    practices = yaml.safe_load(FILES["small/practices/alpha.yaml"]) | {"id": "x"}
    decode(FrameworkRecord, {**value, "stages": [stages], "practices": [practices]}, (), problems)
    return not problems


def reads_whole(cls: Any) -> Callable[[Any], bool]:
    """Whether the decoder takes a file's value as `cls`."""

    def reads(value: Any) -> bool:
        problems: list[Problem] = []
        decode(cls, value, (), problems)
        return not problems

    return reads


def reads_assessment(value: Any) -> bool:
    try:
        Assessment.from_dict(value)
    except InputError:
        return False
    return True


ASSESSMENT = {
    "format": "cx-assessment",
    "format_version": 1,
    "framework": {"id": "four-stages", "version": four_stages().version},
    "taken": "2026-11-21",
    "respondent": {"label": "", "group": "frontline"},
    "responses": {
        "consistent-service-delivery": {"answer": "repeatable", "evidence": "Service handbook, March"},
        "pilot-programs": {"not_applicable": "single site"},
        "predictive-analytics": {"dont_know": True, "evidence_date": "2026-11-20"},
        "basic-training": {"answer": "missing", "dont_know": False},
    },
    "mode": "quick",
}

READERS: dict[str, Callable[[Any], bool]] = {
    "framework.json": reads_framework,
    "stage.json": reader(StageRecord),
    "practice.json": reader(PracticeRecord),
    "metric.json": reader(Metric),
    "circumstance.json": reader(Circumstance),
    "template.json": reader(Template),
    "symptoms.json": reads_whole(SymptomFile),
    "guides.json": reads_whole(GuideFile),
    "glossary.json": reads_whole(Glossary),
    "crosswalk.json": reads_whole(CrosswalkFile),
    "cx-assessment.json": reads_assessment,
}


def schema_of(path: Path) -> str:
    line = schema.marked(path, FOLDER)
    assert line is not None, path
    return line.rsplit("/", 1)[1]


EXAMPLES = [
    *((schema_of(path), read_yaml(path).value) for path in schema.yaml_files(FOLDER) if schema.marked(path, FOLDER)),
    *((schema_of(FOLDER / name), yaml.safe_load(text)) for name, text in FILES.items()),
    ("cx-assessment.json", ASSESSMENT),
]


def test_there_is_a_reader_for_every_schema() -> None:
    assert READERS.keys() == SCHEMAS.keys()
    assert {name for name, _ in EXAMPLES} == SCHEMAS.keys()


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_itself_valid(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(("name", "value"), EXAMPLES)
def test_our_own_files_are_valid(name: str, value: Any) -> None:
    assert [error.message for error in VALIDATORS[name].iter_errors(value)] == []
    assert READERS[name](value)


@given(st.sampled_from(EXAMPLES).flatmap(lambda example: st.tuples(st.just(example[0]), misshapen(example[1]))))
def test_the_schema_agrees_with_the_reader(example: tuple[str, Any]) -> None:
    name, value = example
    assert VALIDATORS[name].is_valid(value) == READERS[name](value)


KEYS = ["name", "question", "section", "updated", "owner", "aspect", "not_applicable"]
EDGES = [
    "data",
    "a\n",
    "a",
    "a b",
    "A",
    "2026-11-21",
    "2026-11-21\n",
    "2026-02-30",
    "1.0.0",
    "\x07",
    "a\u2028b",
    "²",
    " ",
    "word " * 21,
    "x" * 201,
]
TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=60)


def agreed(key: str, value: Any) -> bool:
    """What schema and reader say of a practice with that value."""
    practice = yaml.safe_load(FILES["small/practices/alpha.yaml"]) | {key: value}
    valid = VALIDATORS["practice.json"].is_valid(practice)
    assert valid == READERS["practice.json"](practice)
    return valid


@given(st.sampled_from(KEYS), TEXTS)
def test_the_schema_agrees_with_the_reader_on_any_text(key: str, text: str) -> None:
    agreed(key, text)


@pytest.mark.parametrize("key", KEYS)
def test_the_schema_agrees_with_the_reader_on_texts_at_the_edge(key: str) -> None:
    assert {agreed(key, text) for text in EDGES} == {True, False}


@pytest.mark.parametrize(
    ("key", "entry", "least", "most"),
    [
        ("contributors", "Somebody", 0, 6),
        ("pitfalls", {"sign": "x", "why": "x", "instead": "x"}, 0, 5),
        ("sources", {"source": "x", "place": "x"}, 1, 10),
        ("first_90_days", {"day": 1, "action": "x", "role": "x", "evidence": "x"}, 0, 12),
    ],
)
def test_the_schema_agrees_with_the_reader_on_the_length_of_lists(key: str, entry: Any, least: int, most: int) -> None:
    assert [count for count in range(15) if agreed(key, [entry] * count)] == list(range(least, most + 1))


@pytest.mark.parametrize(("key", "least", "most"), [("order", 1, 10_000), ("weight", 1, 1000)])
def test_the_schema_agrees_with_the_reader_on_numbers(key: str, least: int, most: int) -> None:
    numbers = (-1, 0, least, most, most + 1, True, "1", 1.5)
    assert [number for number in numbers if agreed(key, number)] == [least, most]


@pytest.mark.parametrize(
    ("responses", "valid"),
    [
        ({"answer": "missing"}, True),
        ({"answer": "missing", "dont_know": False}, True),
        ({"not_applicable": ""}, True),
        ({"dont_know": True}, True),
        ({"dont_know": False}, False),
        ({}, False),
        ({"evidence": "a note"}, False),
        ({"answer": "missing", "not_applicable": ""}, False),
        ({"answer": "missing", "dont_know": True}, False),
        ({"not_applicable": "", "dont_know": True}, False),
    ],
)
def test_a_response_says_exactly_one_thing(responses: dict[str, Any], valid: bool) -> None:
    value = {**ASSESSMENT, "responses": {"basic-training": responses}}
    assert (VALIDATORS["cx-assessment.json"].is_valid(value), reads_assessment(value)) == (valid, valid)


def described(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The description of every key in a schema."""
    if isinstance(part, dict):
        for key, value in part.get("properties", {}).items() if isinstance(part.get("properties"), dict) else ():
            if "const" not in value:
                yield f"{path}.{key}", value.get("description", "")
        for key, value in part.items():
            if key != "oneOf":
                yield from described(value, f"{path}/{key}")


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_key_is_described(name: str) -> None:
    assert [path for path, text in described(SCHEMAS[name]) if len(text) < 5] == []


def test_limits_are_said_in_words() -> None:
    keys = SCHEMAS["practice.json"]["properties"]
    assert keys["question"]["description"].endswith("At most 20 words.")
    assert keys["pitfalls"]["description"].endswith("At most 5 entries.")
    assert keys["order"]["description"].endswith("A whole number from 1 to 10000.")


def test_definitions_are_called_as_the_words_of_the_site() -> None:
    assert [schema["title"] for schema in SCHEMAS.values()] == [
        *(
            "Framework",
            "Stage",
            "Practice",
            "Metric",
            "Circumstance",
            "Template",
            "Symptom",
            "Guide",
            "Glossary",
            "Crosswalk",
            "Assessment",
        )
    ]


def test_the_written_schemas_are_up_to_date() -> None:
    stale = [name for name, text in schema.texts().items() if (FOLDER / "schema" / name).read_text("utf-8") != text]
    assert stale == [], f"write them anew: {schema.COMMAND}"


def test_every_yaml_file_names_its_schema_in_its_first_line() -> None:
    wrong = []
    for path in schema.yaml_files(FOLDER):
        line = schema.marked(path, FOLDER)
        if line is not None:
            if path.read_text("utf-8").split("\n", 1)[0] != line:
                wrong.append(path.relative_to(FOLDER).as_posix())
            assert (path.parent / line.removeprefix(schema.MARK)).resolve().parent == FOLDER / "schema"
    assert wrong == [], f"add the lines: {schema.COMMAND}"


def test_writing_adds_lines_and_changes_nothing_else(tmp_path: Path) -> None:
    texts = {
        "small/framework.yaml": "id: small\r\n",
        "small/practices/a.yaml": "# yaml-language-server: $schema=wrong.json\nname: é\n\n",
        "metrics/m.yaml": "name: m",
        "other.yaml": "x: 1\n",
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    assert len(schema.write(tmp_path)) == len(SCHEMAS) + 3
    assert schema.write(tmp_path) == []
    assert (tmp_path / "small/framework.yaml").read_bytes() == (
        b"# yaml-language-server: $schema=../schema/framework.json\nid: small\r\n"
    )
    assert (tmp_path / "small/practices/a.yaml").read_bytes() == (
        "# yaml-language-server: $schema=../../schema/practice.json\nname: é\n\n".encode()
    )
    assert (
        tmp_path / "metrics/m.yaml"
    ).read_bytes() == b"# yaml-language-server: $schema=../schema/metric.json\nname: m"
    assert (tmp_path / "other.yaml").read_bytes() == b"x: 1\n"
    assert json.loads((tmp_path / "schema/practice.json").read_text("utf-8")) == SCHEMAS["practice.json"]
