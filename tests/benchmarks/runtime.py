"""How long a questionnaire takes until its scorer is ready, against a page that does nothing but start Pyodide in its main thread.

The plain page takes the files of the npm package as they are: those of the version that the site ships, and any other that is named.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from build_hooks.places import PYODIDE
from tests.benchmarks.browsing import blocked, options, set_line, visiting, when_marked
from tests.benchmarks.figures import Row, in_turns, table
from tests.benchmarks.hosting import hosting

PLAIN = """<!doctype html><html><head><meta charset="utf-8"><title>Plain</title></head><body><script type="module">
import { loadPyodide } from './pyodide.mjs'
await loadPyodide({ indexURL: './' })
performance.mark('cx:scorer-ready')
</script></body></html>"""
LOADED = (
    "pyodide.mjs",
    "pyodide.asm.mjs",
    "pyodide.asm.js",
    "pyodide.asm.wasm",
    "python_stdlib.zip",
    "pyodide-lock.json",
)
WAYS = {"cold": ("none", False), "cold, 10 Mbit/s and 40 ms": ("10m", False), "second visit": ("none", True)}
"""Which line, and whether the browser has been there before."""


def plain_page(folder: Path, package: Path) -> Path:
    """The page to compare with, from an unpacked npm package."""
    folder.mkdir()
    (folder / "index.html").write_text(PLAIN)
    for name in LOADED:
        if (package / name).is_file():  # one of the scripts has changed its name
            shutil.copy(package / name, folder)
    return folder


def measure(folder: Path, runs: int, site: Path, against: Sequence[Path]) -> str:
    """The table of each way to arrive, of `site` and of the plain pages of all packages."""
    sites, targets = {"/site/": site}, {"the questionnaire": "/site/assess/four-stages/"}
    for i, package in enumerate((PYODIDE, *against)):
        version = json.loads((package / "package.json").read_text("utf-8"))["version"]
        targets[f"plain page, pyodide {version}"] = f"/plain{i}/"
        sites[f"/plain{i}/"] = plain_page(folder / f"plain{i}", package)
    started, told = options(), []
    with hosting(sites) as (origin, line), sync_playwright() as browser:

        def visit(name: str, net: str, again: bool, turn: int) -> dict[str, float]:
            # On a second visit the browser has been there twice: it keeps compiled code after that.
            profile = folder / f"runtime {targets[name].strip('/')} {'again' if again else turn}"
            set_line(line, net if turn >= 0 else "none")
            with visiting(browser, started, profile, origin + targets[name]) as page:
                ready = when_marked(page, "cx:scorer-ready")
                page.wait_for_timeout(3000 if turn < 0 else 200)
                figures = {"ready": ready, "sent": line.sent / 1000, "blocked": blocked(page)}
            if not again:
                shutil.rmtree(profile)
            return figures

        for way, (net, again) in WAYS.items():
            things = {name: partial(visit, name, net, again) for name in targets}
            told.append(table(f"runtime: {way}", _rows(in_turns(things, runs, unmeasured=2 if again else 0))))
    return "\n".join(told)


def _rows(found: dict[str, list[dict[str, float]]]) -> Iterator[Row]:
    """What was found of ours, which comes first, held against each plain page; then of these."""
    ours, *plain = found
    for key, unit in (("ready", "ms"), ("sent", "kB")):
        for name in plain:
            base = [each[key] for each in found[name]]
            yield Row(f"{ours}: {key}, to the {name}", [each[key] for each in found[ours]], unit, base)
    for name, turns in found.items():
        yield Row(f"{name}: main thread blocked", [each["blocked"] for each in turns], "ms")
    for name in plain:
        for key, unit in (("ready", "ms"), ("sent", "kB")):
            yield Row(f"{name}: {key}", [each[key] for each in found[name]], unit)
