"""`mkdocs serve` while files are edited: a broken file is shown, not waited for, and mending it brings the page back."""

from __future__ import annotations

import logging
import socket
import subprocess
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from build_hooks.site import serving
from tests.build_hooks.library.small import ALPHA
from tests.build_hooks.site.project import Project


def get(url: str) -> tuple[int, str]:
    """Status and text of a page; status 0 where nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=60) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()
    except (urllib.error.URLError, ConnectionError):
        return 0, ""


def wait_for(url: str, good: Callable[[int, str], bool], seconds: float = 90) -> float:
    """How long it took until the page was as it should be."""
    start = time.perf_counter()
    while not good(*(last := get(url))):
        assert time.perf_counter() - start < seconds, last
        time.sleep(0.1)
    return time.perf_counter() - start


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Project, str]]:
    project = Project.small(tmp_path / "project")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = project.command("serve", "--dev-addr", f"127.0.0.1:{port}")
    with (tmp_path / "log").open("w") as log:
        process = subprocess.Popen(command, cwd=project.root, env=project.variables(), stdout=log, stderr=log)
        try:
            wait_for(f"http://127.0.0.1:{port}/", lambda status, _: status == 200)
            yield project, f"http://127.0.0.1:{port}/"
        finally:
            process.terminate()
            process.wait(20)


def test_a_broken_file_is_shown_until_it_is_mended(served: tuple[Project, str], record_property: Any) -> None:
    project, root = served
    page = f"{root}models/small/practices/alpha/"
    name = f"frameworks/{ALPHA}"
    good = (project.root / name).read_text("utf-8")
    problem = f"{name}:30:8: no, which YAML reads as the truth value false"

    project.edit(name, "owner: Clerk", "owner: no")
    shown = wait_for(page, lambda status, text: status == 503 and problem in text)
    status, text = get(f"{root}about/")
    assert (status, problem in text, "livereload(" in text) == (503, True, True)
    assert get(f"{root}assets/images/logo.svg")[0] == 200

    project.write(name, good.replace("Practice alpha", "Practice omega"))
    mended = wait_for(page, lambda status, text: status == 200 and "Practice omega" in text)
    record_property("seconds from saving to shown", f"{shown:.1f} broken, {mended:.1f} mended")


class Server:
    """As much of MkDocs' server as `show_problems` knows."""

    def __init__(self, builder: Callable[[], None]) -> None:
        self.builder = builder
        self._epoch_cond = threading.Condition()
        self._visible_epoch = self._wanted_epoch = 1
        self._app: Any = lambda environ, start_response: [b"the site"]

    def get_app(self) -> Any:
        return self._app

    def set_app(self, app: Any) -> None:
        self._app = app

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        return content.replace(b"</body>", b"<script>%d</script></body>" % epoch)

    def asked(self, path: str) -> bytes:
        body: list[bytes] = self._app({"PATH_INFO": path}, lambda *_: None)
        return b"".join(body)


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (SystemExit("Aborted with 1 warning"), "a &lt;warning&gt;\nAborted with 1 warning"),
        (ValueError("a <slip>"), "ValueError: a &lt;slip&gt;"),
    ],
)
def test_what_a_failing_build_says_is_shown_on_pages_alone(failure: BaseException, expected: str) -> None:
    log = logging.getLogger("test_serving")
    failures: list[BaseException] = [failure]

    def build() -> None:
        log.warning("a <warning>")
        if failures:
            raise failures.pop()

    server = Server(build)
    serving.show_problems(server, log)
    assert server.asked("/") == b"the site"
    server.builder()
    for path in ("/", "/a/", "/404.html"):
        assert expected in server.asked(path).decode()
        assert b"<script>1</script>" in server.asked(path)
    for path in ("/style.css", "/livereload/1/2", "/a"):
        assert server.asked(path) == b"the site"
    server.builder()
    assert server.asked("/") == b"the site"
    assert log.handlers == []
