"""What `serve` does beside serving: it starts on files with problems too, shows what is wrong in the place of every page, and has
open pages renew themselves.

MkDocs 1.6.1 ends where the first build fails, and lets every request wait for the next build that succeeds, so that a browser
seems to hang on a slip in a YAML file. Its script for open pages stands in the page, where the page's own policy refuses it. Here
a build that fails ends as other builds do, and its problems are a page like any other. What a build says is in the terminal too.
"""

from __future__ import annotations

import errno
import html
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

LOG = logging.getLogger("mkdocs")
SCRIPT = Path(__file__).with_name("reload.js")
LOOK = 0.05
"""Seconds after which the server looks again whether a file has changed; a look takes two milliseconds."""
PAUSE = 0.02
"""Seconds without another change, after which it builds: what one look finds is built together."""
ADDRESS = "/livereload/page.js"
"""Where the server has the script; MkDocs has its own answers for open pages beside it."""

_PAGE = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The site could not be built</title></head>
<body style="max-width: 60rem; margin: 2rem auto; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif">
<h1>The site could not be built</h1>
<p>Mend this and save; the page then comes back by itself.</p>
<pre style="white-space: pre-wrap; overflow-wrap: anywhere">%s</pre>
</body>
</html>
"""


class Serving:
    """What is wrong with the site while it is served, and how it is shown."""

    def __init__(self) -> None:
        self._problems: list[str] = []

    def noted(self, build: Callable[..., None]) -> Callable[..., None]:
        """`build` as a function that never fails: of a build that does, the problems are kept until one succeeds."""

        def attempt(*args: Any, **kwargs: Any) -> None:
            with heard() as said:
                failure = _failure(build, *args, **kwargs)
            self._problems = [*said, failure] if failure else []

        return attempt

    def bound(self, make: Callable[..., Any]) -> Callable[..., Any]:
        """`make`, which makes MkDocs' live reload server, as a function that makes one which shows the problems and has its
        address at once: before the first build, not after it. Raises SystemExit, with the reason, where that cannot be.
        """

        def made(*args: Any, **kwargs: Any) -> Any:
            server = make(*args, polling_interval=LOOK, **kwargs)
            server.build_delay = PAUSE
            try:
                server.server_bind()
                server.server_activate()  # an address that nobody listens at can be had twice
            except OSError as error:
                server.server_close()
                with suppress(OSError):
                    Path(server.root).rmdir()  # MkDocs has made it for the site
                raise SystemExit(_unserved(server.server_address[0], server.server_address[1], error)) from None
            server.server_bind = server.server_activate = lambda: None
            self.attend(server)
            return server

        return made

    def attend(self, server: Any) -> None:
        """Have `server` show the problems and serve the script for open pages."""
        app, rebuild = server.get_app(), server.builder

        def builder() -> None:
            # What the build itself complains of is noted already; here its configuration cannot be read.
            if failure := _failure(rebuild):
                self._problems = [failure]

        def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
            path = environ["PATH_INFO"]
            if path == ADDRESS:
                return _answer(start_response, "200 OK", "text/javascript", SCRIPT.read_bytes())
            if path.startswith("/livereload/") or not path.endswith(("/", ".html")):
                return app(environ, start_response)
            with server._epoch_cond:
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
                epoch, problems = server._visible_epoch, "\n".join(self._problems)
            if not problems:
                return app(environ, start_response)
            page = with_script((_PAGE % html.escape(problems)).encode("utf-8"), epoch)
            return _answer(start_response, "503 Service Unavailable", "text/html", page)

        server.builder = builder
        server._inject_js_into_html = with_script
        server.set_app(serve)


def with_script(page: bytes, epoch: int) -> bytes:
    """A page that renews itself once there is a newer build than that of `epoch`."""
    body, end, rest = page.rpartition(b"</body>")
    script = b'<script src="%b" data-epoch="%d"></script>' % (ADDRESS.encode(), epoch)
    return b"".join([body, script, end, rest]) if end else page + script


def _unserved(host: str, port: int, error: OSError) -> str:
    """Why nobody can be served at an address, and what to do."""
    taken = error.errno == errno.EADDRINUSE
    why = "it is in use, perhaps by another `serve`" if taken else str(error.strerror or error)
    return f"The site cannot be served at {host}:{port}: {why}. End that, or name another address: serve -a 127.0.0.1:{_next(port)}"


def _next(port: int) -> int:
    return port + 1 if 1024 <= port < 65535 else 8001


def _answer(start_response: Callable[..., Any], status: str, kind: str, body: bytes) -> list[bytes]:
    headers = [
        ("Content-Type", f"{kind}; charset=utf-8"),
        ("Content-Length", str(len(body))),
        ("Cache-Control", "no-store"),
    ]
    start_response(status, headers)
    return [body]


def _failure(build: Callable[..., None], *args: Any, **kwargs: Any) -> str:
    """Why `build` failed; nothing where it did not."""
    try:
        build(*args, **kwargs)
    except SystemExit as error:  # MkDocs' way to end a build whose problems it has logged
        return str(error)
    except Exception:
        text = traceback.format_exc()
        LOG.error(text)
        return text.strip().rsplit("\n", 1)[-1]
    return ""


@contextmanager
def heard() -> Iterator[list[str]]:
    """The warnings and errors that are logged meanwhile."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    LOG.addHandler(handler)
    try:
        yield said
    finally:
        LOG.removeHandler(handler)
