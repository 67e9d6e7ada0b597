"""The messages between page and worker: what the bridge takes and returns fits `contract.d.ts`, by the page's own compiler.

The compiler holds the page's scripts to that file (test_page_scripts); here real requests and real answers become TypeScript
literals, which it holds to the same file.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from build_hooks.library.crosswalk import load_crosswalk
from build_hooks.library.messages import load_texts
from build_hooks.places import ROOT
from build_hooks.setup.environment import Environment
from cxcore.bridge import Bridge
from cxcore.compare.crosswalk import Crosswalk
from cxcore.model import Framework
from cxcore.reading import encode, jsontext
from tests.ours import four_stages, sources

ENVIRONMENT = Environment()
CONTRACT = ENVIRONMENT.root / "docs/assets/assess/contract.d.ts"
FILE = {
    "format": "cx-assessment",
    "format_version": 1,
    "framework": {"id": "four-stages", "version": four_stages().version},
    "taken": "2026-11-21",
    "respondent": {"label": "Ada", "group": "frontline"},
    "responses": {
        "basic-training": {"answer": "ad-hoc", "evidence": "Handbook", "evidence_date": "2026-03-31", "evidence_owner": "Bo"},
        "pilot-programs": {"not_applicable": "single site"},
        "predictive-analytics": {"dont_know": True},
    },
    "name": "Garden centre",
    "id": "a-1",
    "mode": "quick",
    "agreed": True,
}  # fmt: skip
FOREIGN = "1.small.1.0.0.0a3dRpvE0JpG9"
PLAN = {
    "assessment": FILE,
    "site": "../../",
    "target": 1,
    "excluded": ["service-standards"],
    "efforts": {"basic-training": [1, 2, 3]},
    "owners": {"basic-training": "Ada"},
    "done": ["basic-training"],
}
DAYS = {"begins": "2027-01-04", "made": "2026-11-25"}
FIELDS = {"comparison": "", "customers": "1000", "margin": "", "sample": "100", "confidence": "95"}


def other() -> dict[str, str]:
    """Another model and what leads to it, as the page fetches them."""
    walk = load_crosswalk(ROOT / "frameworks", sources().framework)
    pair = walk.between("four-stages", "five-levels")
    assert pair is not None
    values = encode(Crosswalk(pairs=(pair,)), Crosswalk)
    return {
        "framework": jsontext.dumps(encode(sources().framework["five-levels"], Framework)),
        "crosswalk": jsontext.dumps(values),
    }


@pytest.fixture(scope="module")
def bridge() -> Bridge:
    words = {key: text for key, text in load_texts().items() if not key.startswith("cli.")}
    return Bridge(jsontext.dumps(encode(four_stages(), Framework)), jsontext.dumps(words))


@pytest.fixture(scope="module")
def exchanges(bridge: Bridge) -> list[tuple[str, Any, Any]]:
    """Requests of every kind with their answers, those that are refused included."""

    def ask(kind: str, payload: Any) -> tuple[str, Any, Any]:
        return kind, payload, json.loads(bridge.handle(kind, json.dumps(payload)))

    code = ask("share", {"assessment": FILE})[2]["value"]["code"]
    model = {"framework": jsontext.dumps(encode(four_stages(), Framework))}
    team = {**model, "keep": False, "site": "../../"}
    return [
        ask("report", {"assessment": FILE, "site": "../../"}),
        ask("report", {"assessment": {**FILE, "responses": {"no-such": {"dont_know": True}}}, "site": ""}),
        ask("short", {"assessment": FILE, "site": "../../", "address": "https://example.org/cx/"}),
        *(ask("table", {"assessment": FILE, "form": form}) for form in ("csv", "xlsx")),
        ask("plan", PLAN),
        ask("plan", {**PLAN, "excluded": ["no-such"]}),
        *(ask("tasks", {**PLAN, **DAYS, "form": form}) for form in ("text", "calendar", "jira")),
        ask("trend", {"assessments": [FILE, {**FILE, "taken": "2027-11-21"}], "target": 2, "site": "../../"}),
        ask("trend", {"assessments": [FILE], "target": None, "site": "../../"}),
        ask("beside", {"text": json.dumps(FILE)}),
        ask("beside", {"text": "no"}),
        ask("through", {"assessment": FILE, "site": "../../", **other()}),
        ask("read", {"text": json.dumps(FILE)}),
        ask("read", {"text": "no"}),
        ask("share", {"assessment": FILE}),
        ask("open", {"code": code}),
        *(ask("open", {"code": each}) for each in ("x", code[:-9], "2.four-stages.9", FOREIGN)),
        ask("collect", {**model, "text": json.dumps(FILE)}),
        ask("collect", {**model, "code": code}),
        ask("collect", {**model, "code": "x"}),
        ask("collect", {**model, "text": "no"}),
        ask("collect", {"framework": other()["framework"], "text": json.dumps(FILE)}),
        ask("team", {**team, "assessments": [FILE, FILE]}),
        ask("team", {**team, "assessments": [FILE, FILE], "keep": True}),
        *(ask("calculate", {"form": form, "fields": fields}) for form in ("sample", "no-such") for fields in ({}, FIELDS)),
    ]  # fmt: skip


def compile_errors(folder: Path, lines: Iterator[str]) -> str:
    file = folder / "exchanges.ts"
    contract = CONTRACT.as_posix().removesuffix(".d.ts")
    head = f"import type {{ Answer, Kinds }} from {json.dumps(contract)}\n"
    file.write_text(head + "\n".join(lines) + "\n", "utf-8")
    compiler = str(ENVIRONMENT.node_folder / "node_modules/typescript/bin/tsc")
    options = ["--noEmit", "--strict", "--ignoreConfig", "--types", "", "--module", "esnext"]
    command = [str(ENVIRONMENT.node), compiler, *options, "--moduleResolution", "bundler", str(file)]
    result = subprocess.run(command, capture_output=True, text=True, timeout=100, check=False)
    return result.stdout + result.stderr if result.returncode else ""


def literals(exchanges: list[tuple[str, Any, Any]]) -> Iterator[str]:
    for i, (kind, payload, answer) in enumerate(exchanges):
        yield f"export const asked{i} = {json.dumps(payload)} satisfies Kinds[{kind!r}]['payload']"
        yield f"export const answered{i} = {json.dumps(answer)} satisfies Answer<{kind!r}>"


def test_requests_and_answers_fit_the_contract(tmp_path: Path, exchanges: list[tuple[str, Any, Any]]) -> None:
    refused = [kind for kind, _, answer in exchanges if not answer["ok"]]
    assert refused[:5] == ["report", "plan", "trend", "read", "collect"], "answers and refusals are both tried"
    assert compile_errors(tmp_path, literals(exchanges)) == ""


def test_what_does_not_fit_would_be_found(tmp_path: Path, exchanges: list[tuple[str, Any, Any]]) -> None:
    kind, payload, answer = next(each for each in exchanges if each[0] == "read" and each[2]["ok"])
    value = answer["value"]
    wrong = [
        (kind, {"texts": payload["text"]}, answer),
        (kind, payload, {**answer, "value": {**value, "more": 1}}),
        (kind, payload, {**answer, "value": {key: value[key] for key in ("assessment", "reviews")}}),
    ]
    assert compile_errors(tmp_path, literals(wrong)).count("exchanges.ts(") == len(wrong)


def test_the_contract_has_the_kinds_that_the_bridge_answers(
    bridge: Bridge, exchanges: list[tuple[str, Any, Any]]
) -> None:
    body = CONTRACT.read_text("utf-8").partition("export interface Kinds {")[2].partition("\n}")[0]
    kinds = {line.split(":")[0].strip() for line in body.splitlines() if line.startswith("  ") and "payload" in line}
    assert kinds - {"start"} == set(bridge._kinds) == {kind for kind, _, _ in exchanges}
