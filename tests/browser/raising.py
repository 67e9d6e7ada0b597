"""A next version of the four-stage model, made out of the built site: what a visitor finds after a model update.

Practices are renamed, merged, split, removed and added, in the data that the scorer reads and in the questionnaire's HTML.
"""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from pathlib import Path
from typing import Any

from tests.ours import four_stages

BEFORE = four_stages().version
AFTER = f"{int(BEFORE.split('.')[0]) + 1}.0.0"
RENAMED = ("basic-training", "staff-training")
MERGED = (("issue-resolution", "process-streamlining"), "issue-resolution")
SPLIT = ("pilot-programs", ("pilot-programs", "pilot-reviews"))
REMOVED = "cx-strategy"
ADDED = "brand-new-practice"
CHANGE = {
    "version": AFTER,
    "date": "2026-12-01",
    "summary": "Made by a test.",
    "renamed": {RENAMED[0]: RENAMED[1]},
    "merged": [{"practices": list(MERGED[0]), "into": MERGED[1]}],
    "split": [{"practice": SPLIT[0], "into": list(SPLIT[1])}],
    "removed": {REMOVED: "It said too little."},
    "added": [ADDED],
}
GONE = {REMOVED, MERGED[0][1]}
COPIED = {SPLIT[1][1]: SPLIT[0], ADDED: "feedback-collection"}
"""New practices, each written like one that is there."""


def raise_version(site: Path, built: Path) -> None:
    """Make a copy of the built site in which the four-stage model has version `AFTER`."""
    shutil.copytree(built, site)
    data = next(site.glob("assets/data/four-stages.*.json"))
    raised = data.with_name("four-stages.raised.json")
    raised.write_text(json.dumps(_model(json.loads(data.read_text("utf-8")))), "utf-8")
    page = site / "assess/four-stages/index.html"
    html = page.read_text("utf-8").replace(_known(data), _known(raised))
    assert raised.name in html
    page.write_text(_questionnaire(html), "utf-8")


def _known(file: Path) -> str:
    """What the page says of a file that its scorer fetches."""
    content = file.read_bytes()
    return f'{file.name}","size":{len(content)},"sha256":"{hashlib.sha256(content).hexdigest()}"'


def _model(framework: dict[str, Any]) -> dict[str, Any]:
    practices = {practice["id"]: practice for practice in framework["practices"]}
    order = max(practice["order"] for practice in practices.values())
    for i, (new, like) in enumerate(COPIED.items(), 1):
        practices[new] = {**practices[like], "id": new, "name": _named(new), "order": order + i, "depends_on": []}
    for gone in GONE:
        del practices[gone]
    listed = []
    for practice in practices.values():
        depends = [_renamed(other) for other in practice.get("depends_on", []) if other not in GONE]
        listed.append({**practice, "id": _renamed(practice["id"]), "depends_on": depends})
    quick = [_renamed(practice) for practice in framework.get("quick", []) if practice not in GONE]
    return framework | {
        "version": AFTER,
        "practices": listed,
        "quick": quick,
        "changes": [CHANGE, *framework["changes"]],
    }


def _questionnaire(html: str) -> str:
    html = html.replace(f'data-version="{BEFORE}"', f'data-version="{AFTER}"')
    for new, like in COPIED.items():
        block = _block(html, like)
        html = html.replace(
            block,
            block
            + re.sub(r"(<a [^>]*data-name>)[^<]*", rf"\1{_named(new)}", block)
            .replace(like, new)
            .replace(" data-marked", ""),
        )
    for gone in GONE:
        html = html.replace(_block(html, gone), "")
    block = _block(html, RENAMED[0])
    return html.replace(block, block.replace(*RENAMED))


def _block(html: str, practice: str) -> str:
    found = re.search(rf'<div [^>]*data-practice="{practice}"[^>]*>.*?</details>\n</div>', html, re.DOTALL)
    assert found, practice
    return found[0]


def _renamed(practice: str) -> str:
    return RENAMED[1] if practice == RENAMED[0] else practice


def _named(practice: str) -> str:
    return practice.replace("-", " ").title()
