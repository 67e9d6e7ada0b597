"""What an edit takes, from the moment it is saved until somebody who has the page open sees it, while all models are served."""

from __future__ import annotations

import os
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.benchmarks.browsing import options, visiting
from tests.benchmarks.builds import VARIABLES
from tests.benchmarks.figures import Row, in_turns, table
from tests.build_hooks.site.project import Project

FOLDER = "frameworks/four-stages/practices"
SEEN = "([selector, text]) => document.querySelector(selector)?.textContent.includes(text)"
EDITS = {
    "a sentence": ("benefit: >-\n  ", "benefit: >-\n  Written", "main"),
    "a name, which stands on many pages": ("name: ", "name: >-\n  Named", "h1"),
}
"""What a practice's file has before the place of an edit, what it has there then, and where a page shows it: each its own word, so that
none is taken for the one before.
"""


def measure(folder: Path, runs: int) -> str:
    """Seconds from saving until seen, for each kind of edit, to those of starting to serve in the same run."""
    project = Project.copied(folder / "edited")
    file = min((project.root / FOLDER).glob("*.yaml"))
    text = file.read_text("utf-8")
    with _served(project, folder / "log") as (origin, first), sync_playwright() as browser:
        address = f"{origin}models/four-stages/practices/{file.stem}/"
        with visiting(browser, options(), folder / "profile", address) as page:
            page.wait_for_selector("h1")

            def edit(before: str, after: str, selector: str) -> Callable[[int], float]:
                def once(turn: int) -> float:
                    said = f"{turn + 2} times: "
                    start = time.perf_counter()
                    file.write_text(text.replace(before, f"{after} {said}", 1), "utf-8")
                    page.wait_for_function(SEEN, arg=[selector, f"{after.split()[-1]} {said}".strip()], polling=20)
                    return time.perf_counter() - start

                return once

            found = in_turns({what: edit(*where) for what, where in EDITS.items()}, runs, unmeasured=1)
    rows = [Row(f"{what}: until it is seen", seen, "s", [first] * runs, 2) for what, seen in found.items()]
    return table("edit: all models served", [Row("until the first page is there", [first], "s", (), 1), *rows])


@contextmanager
def _served(project: Project, log: Path) -> Iterator[tuple[str, float]]:
    """The address of a project that is served, and the seconds until it was."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    start = time.perf_counter()
    with log.open("w") as said:
        command = project.command("serve", "--quiet", "--dev-addr", address)
        variables = {**os.environ, **VARIABLES, "CX_SITE_URL": "", "TMPDIR": str(log.parent)}
        process = subprocess.Popen(command, cwd=project.root, env=variables, stdout=said, stderr=said)
        try:
            while not _answers(f"http://{address}/"):
                if process.poll() is not None:
                    raise SystemExit(f"serve ended:\n{log.read_text('utf-8')[-3000:]}")
                time.sleep(0.05)
            yield f"http://{address}/", time.perf_counter() - start
        finally:
            process.terminate()
            process.wait(20)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError):
        return False
