"""What the commands write keeps to the published JSON Schemas, over random frameworks and assessments."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from build_hooks.cli.formats import WRITTEN, validator
from build_hooks.places import ROOT
from cxcore.compare.crosswalk import Crosswalk, read_through
from cxcore.compare.team import read_team
from cxcore.compare.trend import read_trend
from cxcore.model import Assessment
from cxcore.rating import Profile, report
from cxcore.reading import jsontext
from cxcore.roadmap import roadmap
from tests.build_hooks.cli.conftest import LEVELS, NORTH, SOUTH, Cx, put
from tests.build_hooks.cli.test_crosswalk import WALK
from tests.build_hooks.cli.test_team import folder, people
from tests.strategies import assessments, frameworks

SCHEMAS = ROOT / "frameworks/schema"


def check(name: str, value: Any) -> None:
    """Fail with the first thing that is not as the schema says."""
    plain = json.loads(jsontext.dumps(value))
    error = next(iter(validator(name).iter_errors(plain)), None)
    assert error is None, f"{name}: {list(error.absolute_path)}: {error.message}"


@pytest.mark.parametrize("name", WRITTEN)
def test_schemas_are_schemas_that_refuse_other_keys_everywhere(name: str) -> None:
    schema = json.loads((SCHEMAS / f"{name}.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    assert schema["properties"]["format"] == {"const": name}

    def objects(value: Any) -> Any:
        if isinstance(value, dict):
            if value.get("type") == "object":
                yield value
            for inner in value.values():
                yield from objects(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from objects(inner)

    found = list(objects(schema))
    assert all("additionalProperties" in entry for entry in found)
    assert all(set(entry["required"]) == set(entry["properties"]) for entry in found if "properties" in entry)


def test_every_command_writes_its_format(cx: Cx, here: Path, models: Path) -> None:
    (here / "frameworks").unlink()
    shutil.copytree(models, here / "frameworks")
    put(here / "frameworks/crosswalk.yaml", WALK)
    for name, value in (("north", NORTH), ("south", SOUTH), ("levels", LEVELS)):
        put(here / f"{name}.json", value)
    folder(here / "old", people())
    folder(here / "new", people())
    lines = {
        "cx-report": ["score north.json", "score south.json", "score levels.json"],
        "cx-team": ["team old", "team north.json", "team levels.json"],
        "cx-trend": ["trend old new", "trend north.json south.json", "trend levels.json levels.json levels.json"],
        "cx-roadmap": [
            "roadmap north.json --to 2",
            "roadmap south.json --to 2",
            "roadmap north.json --to 1 --exclude complaints-log",
        ],
        "cx-crosswalk": ["crosswalk north.json --to levels", "crosswalk levels.json --to small"],
    }
    assert lines.keys() == set(WRITTEN)
    for name, commands in lines.items():
        for line in commands:
            done = cx(*line.split(), "--format", "json")
            assert done.code == 0
            check(name, done.json)
            assert cx("validate", "-", stdin=done.out).out.endswith(f"   {name}\n")


@st.composite
def several(draw: st.DrawFn) -> tuple[Any, list[Assessment]]:
    framework = draw(frameworks(max_stages=5, max_practices=10))
    return framework, draw(st.lists(assessments(framework), min_size=2, max_size=7))


@settings(max_examples=60)
@given(several())
def test_what_the_scorer_makes_of_anything_keeps_to_the_schemas(case: tuple[Any, list[Assessment]]) -> None:
    framework, given_ = case
    for one in given_[:2]:
        profile = Profile.of(framework, one)
        plan = roadmap(framework, profile, len(framework.stages)).to_dict(framework, profile)
        check("cx-roadmap", plan)
        check("cx-report", report(framework, one, plan))
    check("cx-team", read_team(framework, given_).to_dict())
    check("cx-trend", read_trend(framework, given_).to_dict())


def test_a_crosswalk_without_aligned_stages_keeps_to_its_schema(models: Path) -> None:
    from build_hooks.library.load import load_framework

    small, levels = (load_framework(models / key) for key in ("small", "levels"))
    pairs = [{"first": "small", "second": "levels", "not_aligned": "They measure different things."}]
    walk = Crosswalk.from_dict({"pairs": pairs}, {"small": small, "levels": levels})
    check("cx-crosswalk", read_through(walk, small, Profile.of(small, Assessment.from_dict(NORTH)), levels))


@pytest.mark.parametrize(
    ("name", "line", "spoil"),
    [
        ("cx-report", "score north.json", lambda v: v["index"].update(value=66.6)),
        ("cx-report", "score north.json", lambda v: v["stages"][0].update(coverage="0.5")),
        ("cx-report", "score north.json", lambda v: v["gaps"][0].pop("cost")),
        ("cx-roadmap", "roadmap north.json --to 2", lambda v: v["items"][0].update(cost=0)),
        ("cx-roadmap", "roadmap north.json --to 2", lambda v: v["rounds"][0]["steps"].pop()),
        ("cx-team", "team north.json", lambda v: v["practices"][0].update(withheld=False)),
        ("cx-trend", "trend north.json south.json", lambda v: v["comparisons"][0]["effects"].pop()),
    ],
)
def test_schemas_refuse_what_is_wrong(cx: Cx, north: Path, south: Path, name: str, line: str, spoil: Any) -> None:
    value = cx(*line.split(), "-f", "json").json
    check(name, value)
    spoil(value)
    with pytest.raises(AssertionError):
        check(name, value)
