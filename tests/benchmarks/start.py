"""How long a questionnaire takes until its scorer is ready, against a page that does nothing but start Pyodide in its main thread.

    python3 -m build_hooks run python -m tests.benchmarks.start [--runs 7] [--net 10m] [--again]

Both pages are visited in turn, each time with a new profile of the browser, or with `--again` on a second visit with the same one.
Figures are medians; the ratio is what counts, since times on one machine vary between hours.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import shutil
import statistics
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Playwright, sync_playwright

from build_hooks.places import ROOT
from build_hooks.setup.browser import first_that_starts, launch_options
from tests.benchmarks.hosting import Line, hosting
from tests.browser.building import build

PLAIN = """<!doctype html><html><head><meta charset="utf-8"><title>Plain</title></head><body><script type="module">
import { loadPyodide } from './pyodide.mjs'
await loadPyodide({ indexURL: './' })
performance.mark('cx:scorer-ready')
</script></body></html>"""
FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
NETS = {"none": (0.0, 0.0), "10m": (10e6 / 8, 0.04), "fast4g": (9e6 * 0.9 / 8, 0.165), "400k": (400e3 / 8, 0.2)}
READY = "() => performance.getEntriesByName('cx:scorer-ready')[0]?.startTime ?? 0"
TASKS = """(() => {
  const tasks = window.tasks = []
  new PerformanceObserver((list) => tasks.push(...list.getEntries().map((each) => each.duration)))
    .observe({ type: 'longtask', buffered: true })
})()"""


def plain_page(folder: Path) -> Path:
    """The page to compare with."""
    folder.mkdir()
    (folder / "index.html").write_text(PLAIN)
    for name in FILES:
        shutil.copy(ROOT / "build_hooks/node_modules/pyodide" / name, folder)
    return folder


def visit(browser: Playwright, options: dict[str, Any], profile: Path, url: str, line: Line) -> dict[str, float]:
    """One visit: milliseconds until the scorer is ready, kB sent, and milliseconds for which the main thread was blocked."""
    context = browser.chromium.launch_persistent_context(profile, **options)
    try:
        page = context.pages[0]
        page.add_init_script(TASKS)
        line.sent = 0
        page.goto(url, wait_until="commit", timeout=180_000)
        ready = page.wait_for_function(READY, polling=20, timeout=180_000).json_value()
        page.wait_for_timeout(200)
        blocked = sum(each - 50 for each in page.evaluate("window.tasks"))
        return {"ready": ready, "kB": line.sent / 1000, "blocked": blocked}
    finally:
        context.close()


def main() -> None:
    """Print medians and ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--net", choices=NETS, default="none")
    parser.add_argument("--again", action="store_true", help="second visits, with the files in the browser's cache")
    parser.add_argument(
        "--site", type=Path, action="append", default=[], help="a built site; built anew where none is named"
    )
    wish = parser.parse_args()
    chosen = first_that_starts()
    if chosen is None:
        sys.exit("no browser starts; python3 -m build_hooks test brings one, and CX_BROWSER names another")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        built = wish.site or [folder / "site"]
        if not wish.site:
            build(built[0], url="https://example.org/")
        sites = {"/plain/": plain_page(folder / "plain")} | {f"/site{i}/": each for i, each in enumerate(built)}
        targets = {"plain": "/plain/"} | {str(each): f"/site{i}/assess/four-stages/" for i, each in enumerate(built)}
        options = {**launch_options(chosen), "headless": True}
        found: dict[str, list[dict[str, float]]] = {name: [] for name in targets}
        with hosting(sites) as (origin, line), sync_playwright() as browser:
            for run in range(-2 if wish.again else 0, wish.runs):
                for i, (name, path) in enumerate(targets.items()):
                    profile = folder / (f"profile-{i}" if wish.again else f"profile-{i}-{run}")
                    line.rate, line.delay = NETS[wish.net] if run >= 0 else NETS["none"]
                    figures = visit(browser, options, profile, origin + path, line)
                    if run >= 0:
                        found[name].append(figures)
        base = statistics.median(each["ready"] for each in found["plain"])
        print(f"{'again' if wish.again else 'cold'}, line {wish.net}, {wish.runs} runs")
        for name, runs in found.items():
            middle = {key: statistics.median(each[key] for each in runs) for key in runs[0]}
            print(
                f"{name[-30:]:30} {middle['ready']:8.0f} ms {middle['kB']:8.0f} kB {middle['blocked']:6.0f} ms blocked {middle['ready'] / base:6.2f}"
            )


if __name__ == "__main__":
    main()
