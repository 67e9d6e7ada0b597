"""What the browser gets beside the pages: the scorer's runtime, the frameworks as JSON, the words, the page's modules.

Everything stands under a name that holds a hash of its content, so that a visitor never mixes two versions of the site.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_hooks.library.load import SCHEMA
from build_hooks.library.messages import load_texts
from build_hooks.library.recall import NOTHING_KEPT, Recall
from build_hooks.library.sources import Sources
from build_hooks.licences import LIBRARIES
from build_hooks.runtime import RuntimeBuildError, build_runtime
from build_hooks.site import frame
from build_hooks.site.scripts import ScriptError, modules, small, whole
from build_hooks.site.sheets import EVERYWHERE, FOLDER
from cxcore.compare.crosswalk import Crosswalk
from cxcore.model import Framework
from cxcore.reading import encode, jsontext

MODULES = "assets/assess"
CALCULATOR = "assets/calculator/calculator.js"
PAGE_SCRIPTS = (
    CALCULATOR,
    "assets/kept/kept.js",
    "assets/lost/lost.js",
    "assets/offline/offline.js",
    "assets/practices/filter.js",
    "assets/search/ahead.js",
    "assets/search/worker.js",
    frame.ADDRESS,
    "assets/watch/watch.js",
)
SITE_SHEET = f"{FOLDER}/site.css"
"""The style sheets of every page, as one."""
AGAIN = "again"
"""The folder beside modules with the same modules: their second address, for a page of which one did not arrive."""
WORKER = "worker.js"
"""The module of which the scorer's worker is made, by each page that has it."""
STARTS = {"assess": "assess.js", "shelf": "shelf.js", "team": "team.js"}
"""The module that each kind of page loads."""
LATER = ("scorer.js", "words.js")
"""The modules that the calculator asks for when it needs them."""


class BundleError(Exception):
    """The bundle cannot be made; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """The addresses of the module that a page loads, and of those that it imports, directly or not."""

    start: str
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Bundle:
    """`files`: address to content. `moved`: a script or style sheet of docs/ to the address that it is shipped at; `merged`: those
    that are shipped as part of another. `frame`: the script of each page's frame, without what goes before it. `scripts`: what each
    framework's questionnaire tells its scripts; `calculator`, `shelf`, `team`: what these pages tell theirs. `entries`: the modules
    of each kind of page in `STARTS`.
    """

    files: Mapping[str, bytes | str]
    moved: Mapping[str, str]
    merged: frozenset[str]
    frame: str
    scripts: Mapping[str, Any]
    calculator: Any
    shelf: Any
    team: Any
    entries: Mapping[str, Entry]


def build(root: Path, sources: Sources, recall: Recall = NOTHING_KEPT) -> Bundle:
    """Make the bundle of the project at `root`, with the frameworks of `sources` and what corresponds between them. `recall` has those of
    earlier builds. Raises BundleError.
    """
    try:
        runtime = build_runtime(root)
    except RuntimeBuildError as error:
        raise BundleError(str(error)) from None
    files: dict[str, bytes | str] = dict(runtime.files)
    # The words of the command `cx` are not for browsers.
    words = jsontext.dumps({key: text for key, text in load_texts().items() if not key.startswith("cli.")})
    words_at = named("assets/data/words.json", words)
    files[words_at] = words

    for path in sorted((root / "frameworks" / SCHEMA).glob("*.json")):
        files[f"schema/{path.name}"] = path.read_text("utf-8")

    libraries = {name: (root / "build_hooks/node_modules" / path).read_bytes() for name, path in LIBRARIES.items()}
    try:
        pages = modules(root / "docs" / MODULES, [*STARTS.values(), *LATER], apart=libraries)
        worker = whole(root / "docs" / MODULES, WORKER)
        alone = _alone(root / "docs")
    except ScriptError as error:
        raise BundleError(str(error)) from None
    again = {**libraries, **pages.files}
    digest = _hash(b"".join(again.values()))
    for name, code in again.items():
        files |= {f"{MODULES}/{digest}/{name}": code, f"{MODULES}/{digest}/{AGAIN}/{name}": code}
    merged = {f"{MODULES}/{path.name}" for path in (root / "docs" / MODULES).glob("*.js")}
    alone[SITE_SHEET] = b"".join(alone.pop(f"{FOLDER}/{name}") for name in EVERYWHERE)
    framing = alone.pop(frame.ADDRESS).decode()
    merged |= {frame.ADDRESS, *(f"{FOLDER}/{name}" for name in EVERYWHERE)}
    moved = {name: named(name, content) for name, content in alone.items()}
    files |= {moved[name]: content for name, content in alone.items()}

    base = runtime.config["base"]
    scorer = {
        "worker": worker,
        "base": base,
        "lock": runtime.config["lock"],
    }
    parts = {name: _part(base + file, runtime.files[base + file]) for name, file in runtime.config["parts"].items()}
    parts["words"] = _part(words_at, words)

    def kept(name: str, value: Any, of: type) -> dict[str, Any]:
        text = recall(_encoded, value, of)
        address = named(f"assets/data/{name}.json", text)
        files[address] = text
        return _part(address, text)

    models = {framework.id: kept(framework.id, framework, Framework) for framework in sources.frameworks}
    others: dict[str, dict[str, Any]] = {framework: {} for framework in models}
    for pair in sources.crosswalk.pairs:
        walk = kept(f"{pair.first}-{pair.second}", Crosswalk(pairs=(pair,)), Crosswalk)
        for one, other in ((pair.first, pair.second), (pair.second, pair.first)):
            others[one][other] = {"framework": models[other], "crosswalk": walk}
    scripts = {
        framework: {
            "again": f"{MODULES}/{digest}/{AGAIN}/{STARTS['assess']}",
            "scorer": {**scorer, "parts": {**parts, "framework": part}},
            "others": dict(sources.in_order(others[framework].items())),
            "models": list(models),
        }
        for framework, part in models.items()
    }
    entries = {
        kind: Entry(
            f"{MODULES}/{digest}/{start}",
            tuple(f"{MODULES}/{digest}/{name}" for name in pages.needed(start) if name != start),
        )
        for kind, start in STARTS.items()
    }
    folder, name = moved[CALCULATOR].rsplit("/", 1)
    files[f"{folder}/{AGAIN}/{name}"] = alone[CALCULATOR]
    calculator = {
        "again": f"{folder}/{AGAIN}/{name}",
        "modules": [f"{MODULES}/{digest}/", f"{MODULES}/{digest}/{AGAIN}/"],
        "scorer": {**scorer, "parts": parts},
    }
    team = {
        "again": f"{MODULES}/{digest}/{AGAIN}/{STARTS['team']}",
        "scorer": {**scorer, "parts": parts},
        "models": [
            {"id": each.id, "name": each.name, "practices": len(each.practices), "part": models[each.id]}
            for each in sources.frameworks
        ],
    }
    shelf = {
        "again": f"{MODULES}/{digest}/{AGAIN}/{STARTS['shelf']}",
        "scorer": {**scorer, "parts": parts},
        "models": [
            {
                "id": each.id,
                "version": each.version,
                "name": each.name,
                "practices": [practice.id for section in each.sections for practice in each.in_section(section.id)],
                "quick": list(each.quick),
                "part": models[each.id],
            }
            for each in sources.frameworks
        ],
    }
    return Bundle(files, moved, frozenset(merged), framing, scripts, calculator, shelf, team, entries)


def _encoded(value: Any, of: type) -> str:
    return jsontext.dumps(encode(value, of))


def _alone(docs: Path) -> dict[str, bytes]:
    """The scripts and style sheets that are no modules of each other, by their names under `docs`."""
    sheets = [f"{FOLDER}/{path.name}" for path in sorted((docs / FOLDER).glob("*.css"))]
    return small(docs, [*PAGE_SCRIPTS, *sheets])


def _part(address: str, content: bytes | str) -> dict[str, Any]:
    """A file as its reader in the browser is to find it: a `Part` of contract.d.ts."""
    return {"address": address, **_known(content.encode("utf-8") if isinstance(content, str) else content)}


def _known(data: bytes) -> dict[str, Any]:
    return {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}


def named(address: str, content: bytes | str) -> str:
    """The address with a hash of the content in its name."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    path = Path(address)
    return (path.parent / f"{path.stem}.{_hash(data)}{path.suffix}").as_posix()


def _hash(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:12]
