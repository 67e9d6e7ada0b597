"""What `serve` does beside serving: problems in the place of pages, a script for open pages, an address of its own."""

from __future__ import annotations

import socket
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from build_hooks.site import serving
from build_hooks.site.serving import LOG, Serving
from tests.build_hooks.site.project import Project

PAGE = b"<html><body><p>x</p></body></html>"


class Server:
    """As much of MkDocs' server as the site knows."""

    def __init__(self, builder: Callable[[], None] = lambda: None) -> None:
        self.builder = builder
        self._epoch_cond = threading.Condition()
        self._visible_epoch = self._wanted_epoch = 1
        self._app: Any = lambda environ, start_response: [b"the site"]
        self.status = ""

    def get_app(self) -> Any:
        return self._app

    def set_app(self, app: Any) -> None:
        self._app = app

    def asked(self, path: str) -> str:
        def start(status: str, _: object) -> None:
            self.status = status

        body: list[bytes] = self._app({"PATH_INFO": path}, start)
        return b"".join(body).decode()


@pytest.mark.parametrize(
    ("failure", "expected"),
    [
        (SystemExit("Aborted with 1 warning"), "a &lt;warning&gt;\nAborted with 1 warning"),
        (ValueError("a <slip>"), "ValueError: a &lt;slip&gt;"),
    ],
)
def test_what_a_failing_build_says_is_shown_on_pages_alone(failure: BaseException, expected: str) -> None:
    failures: list[BaseException] = [failure]

    def build(config: str, *, serve_url: str) -> None:
        assert (config, serve_url) == ("config", "url")
        LOG.warning("a <warning>")
        if failures:
            raise failures.pop()

    handlers = list(LOG.handlers)
    state, server = Serving(), Server()
    noted = state.noted(build)
    noted("config", serve_url="url")
    server.builder = lambda: noted("config", serve_url="url")
    state.attend(server)
    for path in ("/", "/a/", "/404.html"):
        assert expected in server.asked(path)
        assert server.status == "503 Service Unavailable"
        assert '<script src="/livereload/page.js" data-epoch="1"></script></body>' in server.asked(path)
    for path in ("/style.css", "/livereload/1/2", "/a"):
        assert server.asked(path) == "the site"
    server.builder()
    assert server.asked("/") == "the site"
    assert LOG.handlers == handlers


def test_a_configuration_that_cannot_be_read_is_shown_too() -> None:
    state = Serving()
    answers: list[BaseException | None] = [SystemExit("mkdocs.yml is broken"), None]
    build = state.noted(lambda: None)

    def builder() -> None:
        if (failure := answers.pop(0)) is not None:
            raise failure
        build()

    server = Server(builder)
    state.attend(server)
    server.builder()
    assert "mkdocs.yml is broken" in server.asked("/")
    server.builder()
    assert server.asked("/") == "the site"


def test_an_open_page_is_told_of_builds_by_a_file_which_its_policy_allows() -> None:
    server = Server()
    Serving().attend(server)
    page = server._inject_js_into_html(PAGE, 7)  # type: ignore[attr-defined]
    assert page == b'<html><body><p>x</p><script src="/livereload/page.js" data-epoch="7"></script></body></html>'
    assert serving.with_script(b"<p>x", 7).endswith(b'"7"></script>')
    assert server.asked("/livereload/page.js") == serving.SCRIPT.read_text("utf-8")
    assert server.status == "200 OK"


def test_an_address_in_use_is_told_before_anything_is_built(tmp_path: Path) -> None:
    project = Project.small(tmp_path / "project")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        command = project.command("serve", "--quiet", "--dev-addr", f"127.0.0.1:{port}")
        (site := tmp_path / "temporary").mkdir()
        result = subprocess.run(
            command,
            cwd=project.root,
            env={**project.variables(), "TMPDIR": str(site)},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
    assert list(site.iterdir()) == []
    assert (result.returncode, result.stdout, result.stderr) == (
        1,
        "",
        (
            f"The site cannot be served at 127.0.0.1:{port}: it is in use, perhaps by another `serve`. End that, or name another "
            f"address: serve -a 127.0.0.1:{port + 1}\n"
        ),
    )


@pytest.mark.parametrize(("port", "other"), [(8000, 8001), (80, 8001), (65535, 8001)])
def test_another_address_that_may_be_free_is_named(port: int, other: int) -> None:
    class Refused:
        server_address = ("127.0.0.1", port)
        root = "/gone"
        closed = False

        def server_bind(self) -> None:
            raise PermissionError(13, "Permission denied")

        def server_close(self) -> None:
            self.closed = True

    server = Refused()

    def make(**options: Any) -> Refused:
        assert options == {"polling_interval": 0.05, "port": port}
        return server

    with pytest.raises(SystemExit) as caught:
        Serving().bound(make)(port=port)
    assert str(caught.value) == (
        f"The site cannot be served at 127.0.0.1:{port}: Permission denied. End that, or name another address: "
        f"serve -a 127.0.0.1:{other}"
    )
    assert server.closed
