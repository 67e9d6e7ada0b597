"""Visits to pages in a browser, each with a profile of its own, and what the page says of itself afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Page, Playwright

from build_hooks.setup.browser import first_that_starts, launch_options
from tests.benchmarks.hosting import Line

PATIENCE = 180_000
"""Milliseconds within which anything must have happened."""

NETS = {"none": (0.0, 0.0), "10m": (10e6 / 8, 0.04), "slow4g": (1.6e6 / 8, 0.15)}
"""Bytes a second, and seconds until an answer begins; the last is what Lighthouse takes for a phone."""

WATCH = """(() => {
  const seen = window.seen = { tasks: [], shift: 0, largest: 0 }
  const on = (type, heard) => new PerformanceObserver((list) => list.getEntries().forEach(heard)).observe({ type, buffered: true })
  on('longtask', ({ duration }) => seen.tasks.push(duration))
  on('layout-shift', ({ value, hadRecentInput }) => { if (!hadRecentInput) seen.shift += value })
  on('largest-contentful-paint', ({ startTime }) => { seen.largest = startTime })
})()"""
MARKED = "(name) => performance.getEntriesByName(name)[0]?.startTime ?? 0"


def options() -> dict[str, Any]:
    """Arguments for starting a browser. Raises SystemExit where none starts."""
    chosen = first_that_starts()
    if chosen is None:
        sys.exit("no browser starts; python3 -m build_hooks test brings one, and CX_BROWSER names another")
    return {**launch_options(chosen), "headless": True}


def set_line(line: Line, net: str) -> None:
    """Make the line as fast and as long as one of NETS."""
    line.rate, line.delay = NETS[net]
    line.sent = 0


@contextmanager
def visiting(
    browser: Playwright, started: dict[str, Any], profile: Path, address: str, *, slower: int = 1, **context: Any
) -> Iterator[Page]:
    """A page at `address`, in a browser that keeps what it keeps in `profile`; its processor may be made so many times slower."""
    running = browser.chromium.launch_persistent_context(profile, **started, **context)
    try:
        page = running.pages[0]
        page.set_default_timeout(PATIENCE)
        page.add_init_script(WATCH)
        if slower > 1:
            session: CDPSession = running.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
        page.goto(address, wait_until="commit")
        yield page
    finally:
        running.close()


def when_marked(page: Page, name: str) -> float:
    """Milliseconds from the navigation to a mark of User Timing, which is waited for."""
    found: float = page.wait_for_function(MARKED, arg=name, polling=20).json_value()
    return found


def blocked(page: Page) -> float:
    """Milliseconds for which tasks of the main thread have kept others waiting, as Lighthouse counts: what is over 50 of each."""
    tasks: list[float] = page.evaluate("seen.tasks")
    return sum(each - 50 for each in tasks)
