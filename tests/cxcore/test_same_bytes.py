"""Roadmaps and teams: CPython and Pyodide give the same bytes. Reports are compared in tests/browser/test_report.py."""

import json
import subprocess
from pathlib import Path
from random import Random

import pytest

from build_hooks.places import ROOT
from build_hooks.runtime import build_runtime
from build_hooks.setup.environment import Environment
from cxcore.model import Framework
from cxcore.reading import encode
from tests.planning import KINDS, case

ANSWER = """
import json, time
from cxcore.compare.team import read_team
from cxcore.model import Assessment, Framework
from cxcore.rating import Profile
from cxcore.roadmap import roadmap

def answers(text):
    result = []
    for entry in json.loads(text):
        framework = Framework.from_dict(entry["framework"])
        if "team" in entry:
            data = read_team(framework, [Assessment.from_dict(one) for one in entry["team"]]).to_dict()
            result.append([json.dumps(data), 0.0])
            continue
        profile = Profile(ranks=entry["ranks"], not_applicable=frozenset(entry["not_applicable"]))
        start = time.perf_counter()
        plan = roadmap(framework, profile, entry["target"])
        taken = time.perf_counter() - start
        data = plan.to_dict(framework, profile)
        result.append([json.dumps(data), taken])
    return json.dumps(result)
"""

START = """
import { readFileSync } from 'node:fs'
const [told, code, given] = process.argv.slice(2)
const { config, folder } = JSON.parse(told)
const { loadPyodide } = await import(`file://${folder}pyodide.mjs`)
const pyodide = await loadPyodide({
  indexURL: folder, packageBaseUrl: folder, stdLibURL: folder + config.parts.python, lockFileContents: config.lock,
})
try {
  pyodide.runPython(readFileSync(code, 'utf8'))
  console.log(pyodide.globals.get('answers')(readFileSync(given, 'utf8')))
} catch (error) {
  // Python's traceback alone; Node would print a line of the runtime too, which is very long.
  console.error(error.message)
  process.exit(1)
}
"""


def plans(seeds: range) -> list[dict[str, object]]:
    """Roadmap problems of 60 practices, of every kind, for each seed."""
    made = [
        case(seed, kind, linked=linked, weighted=weighted, practices=60)
        for kind, linked, weighted in KINDS
        for seed in seeds
    ]
    return [
        {
            "framework": encode(each.framework, Framework),
            "ranks": dict(each.profile.ranks),
            "not_applicable": sorted(each.profile.not_applicable),
            "target": each.target,
        }
        for each in made
    ]


def teams() -> list[dict[str, object]]:
    """Teams of 14 people, on a framework of each kind."""
    random = Random(7)
    result: list[dict[str, object]] = []
    for seed, (kind, linked, weighted) in enumerate(KINDS):
        framework = case(seed, kind, linked=linked, weighted=weighted, practices=20).framework
        people = [
            {
                "format": "cx-assessment",
                "format_version": 1,
                "framework": {"id": framework.id, "version": framework.version},
                "taken": "2026-11-21",
                "respondent": {"label": f"person {i}", "group": random.choice(["leadership", "frontline"])},
                "responses": {
                    p.id: random.choice([{"answer": random.choice(framework.scale)}] * 4 + [{"dont_know": True}])
                    for p in framework.practices
                    if random.random() < 0.9
                },
            }
            for i in range(14)
        ]
        result.append({"framework": encode(framework, Framework), "team": people})
    return result


def in_pyodide(entries: list[dict[str, object]], folder: Path) -> list[tuple[str, float]]:
    """What cxcore answers in Pyodide: for each entry the JSON text, and the seconds that a plan took (0 for a team)."""
    runtime = build_runtime(ROOT)
    for name, content in runtime.files.items():
        (folder / Path(name).name).write_bytes(content)
    given, code, start = folder / "given.json", folder / "answer.py", folder / "start.mjs"
    given.write_text(json.dumps(entries), encoding="utf-8")
    code.write_text(ANSWER, encoding="utf-8")
    start.write_text(START, encoding="utf-8")
    told = json.dumps({"config": runtime.config, "folder": f"{folder}/"})
    command = [str(Environment().node), str(start), told, str(code), str(given)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1200, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return [(text, seconds) for text, seconds in json.loads(done.stdout.splitlines()[-1])]


def in_cpython(entries: list[dict[str, object]]) -> list[str]:
    """The same of CPython, made by the very code that Pyodide runs."""
    within: dict[str, object] = {}
    exec(ANSWER, within)
    return [text for text, _ in json.loads(within["answers"](json.dumps(entries)))]  # type: ignore[operator]


@pytest.mark.slow
def test_roadmaps_and_teams_are_the_same_in_pyodide(tmp_path: Path) -> None:
    entries = plans(range(4)) + teams()
    here = in_cpython(entries)
    assert [text for text, _ in in_pyodide(entries, tmp_path)] == here
    assert len(set(here)) > len(here) / 2, "the cases are hardly different from each other"
