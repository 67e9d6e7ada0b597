"""How soon an answer is on the screen, and the new result after it: in a questionnaire of 46 practices, and in one of 500."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.benchmarks.browsing import options, visiting, when_marked
from tests.benchmarks.builds import build
from tests.benchmarks.figures import Row, at, in_turns, table
from tests.benchmarks.hosting import hosting
from tests.build_hooks.site.project import Project, many

ANSWERS = 60
"""So many are given in each visit."""

ANSWERED = """async (count) => {
  const names = [...new Set([...document.querySelectorAll('[data-practice] input[type="radio"]')].map(({ name }) => name))]
  const found = { handled: [], shown: [], scored: [] }
  for (let i = 0; i < count; i++) {
    const start = performance.now()
    const scored = new Promise((resolve) => new PerformanceObserver((list, observer) => {
      const mark = list.getEntriesByName('cx:scored').find(({ startTime }) => startTime > start)
      if (!mark) return
      observer.disconnect()
      resolve(mark.startTime)
    }).observe({ type: 'mark' }))
    document.querySelectorAll(`input[name="${names[i % names.length]}"]`)[1 + Math.floor(i / names.length) % 3].click()
    found.handled.push(performance.now() - start)
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))
    found.shown.push(performance.now() - start)
    found.scored.push((await scored) - start)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return found
}"""


def measure(folder: Path, runs: int) -> str:
    """Milliseconds at the 95th percentile of each visit, and the long questionnaire's to those of the short one."""
    project = Project.small(folder / "questionnaires")
    targets = {f"{count} practices": f"assess/of-{count}/" for count in (46, 500)}
    for count in (46, 500):
        many(project.root / "frameworks", count, f"of-{count}")
    build(folder / "questionnaires-site", project.root)
    started = options()
    with hosting({"/": folder / "questionnaires-site"}) as (origin, _), sync_playwright() as browser:

        def visit(address: str) -> Callable[[int], dict[str, Any]]:
            def once(turn: int) -> dict[str, Any]:
                profile = folder / f"answers-{address.replace('/', '-')}{turn}"
                with visiting(browser, started, profile, f"{origin}/{address}") as page:
                    ready = when_marked(page, "cx:form-ready")
                    when_marked(page, "cx:scorer-ready")
                    when_marked(page, "cx:kept-pages")  # what a first visit does once, beside all else
                    page.locator('[data-action="report"]').click()
                    page.wait_for_timeout(500)
                    times = page.evaluate(ANSWERED, ANSWERS)
                shutil.rmtree(profile)
                return {"ready": ready} | {name: at(each, 0.95) for name, each in times.items()}

            return once

        found = in_turns({name: visit(address) for name, address in targets.items()}, runs)
    short, long = (found[name] for name in targets)
    rows = []
    for what, key in (
        ("the form works", "ready"),
        ("an answer is dealt with by the page, 95 % of them within", "handled"),
        ("an answer is on the screen, 95 % within", "shown"),
        ("the new result is there, 95 % within", "scored"),
    ):
        base = [each[key] for each in short]
        rows.append(Row(f"46 practices: {what}", base, "ms", (), 1))
        rows.append(Row(f"500 practices: {what}", [each[key] for each in long], "ms", base, 1))
    return table("answer", rows)
