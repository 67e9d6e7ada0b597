"""`serve` while files are edited, seen in an open page: it renews itself, shows what is wrong, and comes back."""

from __future__ import annotations

import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.build_hooks.library.small import ALPHA
from tests.build_hooks.site.project import Project

NAME = f"frameworks/{ALPHA}"
PROBLEM = f"{NAME}:30:8: no, which YAML reads as the truth value false"

SEEN = """(state) => {
  Object.defineProperty(document, 'visibilityState', { value: state, configurable: true })
  document.dispatchEvent(new Event('visibilitychange'))
}"""


def answers(url: str) -> int:
    """The status with which a page is answered; 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (urllib.error.URLError, ConnectionError):
        return 0


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project with a slip in it."""
    project = Project.small(tmp_path / "project")
    project.edit(NAME, "owner: Clerk", "owner: no")
    return project


@pytest.fixture
def root(project: Project, tmp_path: Path) -> Iterator[str]:
    """Where the project is served."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    command = project.command("serve", "--dev-addr", address)
    with (tmp_path / "log").open("w") as log:
        variables = {**project.variables(), "TMPDIR": str(tmp_path)}
        process = subprocess.Popen(command, cwd=project.root, env=variables, stdout=log, stderr=log)
        try:
            start = time.monotonic()
            while not answers(f"http://{address}/"):
                assert process.poll() is None and time.monotonic() - start < 60, (tmp_path / "log").read_text()
                time.sleep(0.1)
            yield f"http://{address}/"
        finally:
            process.terminate()
            process.wait(20)


@pytest.fixture
def opened(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab, and what its browser complains of."""
    with browser.new_context() as context:
        page, complaints = context.new_page(), []
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        yield page, complaints


@pytest.mark.slow
def test_an_open_page_follows_the_files(
    project: Project, root: str, opened: tuple[Page, list[str]], record_property: Callable[[str, Any], None]
) -> None:
    page, complaints = opened
    heading, told = page.locator("h1"), page.locator("pre")

    # It starts on a file with a slip; the page of the slip comes back by itself when that is mended.
    answer = page.goto(f"{root}models/small/practices/alpha/")
    assert answer and answer.status == 503
    expect(told).to_contain_text(PROBLEM)
    project.edit(NAME, "owner: no", "owner: Clerk")
    expect(heading).to_contain_text("Practice alpha")

    # Edits appear, as often as there are any; each once, without a word from the browser.
    taken = []
    for name in ("omega", "alpha", "omega"):
        start = time.monotonic()
        project.edit(NAME, f"Practice {'alpha' if name == 'omega' else 'omega'}", f"Practice {name}")
        expect(heading).to_contain_text(f"Practice {name}")
        taken.append(f"{time.monotonic() - start:.1f}")
    record_property("seconds from saving to seen", ", ".join(taken))

    # A slip shows in the open page, and in every other; files that are no pages are served as before.
    project.edit(NAME, "owner: Clerk", "owner: no")
    expect(told).to_contain_text(PROBLEM)
    assert (answers(f"{root}about/"), answers(f"{root}assets/images/logo.svg")) == (503, 200)
    project.edit(NAME, "owner: no", "owner: Clerk")
    expect(heading).to_contain_text("Practice omega")
    assert answers(f"{root}about/") == 200
    assert {text for text in complaints if "503 (Service Unavailable)" not in text} == set()

    # A tab that is out of sight asks nothing, and is not left behind.
    page.evaluate(SEEN, "hidden")
    project.edit(NAME, "Practice omega", "Practice alpha")
    other = page.context.new_page()
    other.goto(f"{root}models/small/practices/alpha/")
    expect(other.locator("h1")).to_contain_text("Practice alpha")
    expect(heading).to_contain_text("Practice omega")
    page.evaluate(SEEN, "visible")
    expect(heading).to_contain_text("Practice alpha")
