"""What `serve` shows while the files have problems: the problems, on every page, until they are mended.

MkDocs 1.6.1 lets every request wait for the next build that succeeds, so that a browser seems to hang on a slip in a YAML
file. Here a build that fails ends as other builds do; its problems are shown in the place of every page, and the page
reloads by itself when they are gone. What a build says is in the terminal too.
"""

from __future__ import annotations

import html
import logging
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

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


def show_problems(server: Any, log: logging.Logger) -> None:
    """Make `server`, MkDocs' live reload server, show what `log` and a build that fails say, instead of waiting."""
    build, app = server.builder, server.get_app()
    problems: list[str] = []

    def builder() -> None:
        with _heard(log) as said:
            failure = _failure(build)
        problems[:] = [*said, failure] if failure else []

    def serve(environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        path = environ["PATH_INFO"]
        if path.startswith("/livereload/") or not path.endswith(("/", ".html")):
            return app(environ, start_response)
        with server._epoch_cond:
            server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
            epoch, page = server._visible_epoch, _PAGE % html.escape("\n".join(problems)) if problems else ""
        if not page:
            return app(environ, start_response)
        body = server._inject_js_into_html(page.encode("utf-8"), epoch)
        headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(body)))]
        start_response("503 Service Unavailable", headers)
        return [body]

    server.builder = builder
    server.set_app(serve)


def _failure(build: Callable[[], None]) -> str:
    """Why `build` failed; nothing where it did not."""
    try:
        build()
    except SystemExit as error:  # MkDocs' way to end a build whose problems it has logged
        return str(error)
    except Exception:
        text = traceback.format_exc()
        logging.getLogger("mkdocs").error(text)
        return text.strip().rsplit("\n", 1)[-1]
    return ""


@contextmanager
def _heard(log: logging.Logger) -> Iterator[list[str]]:
    """The warnings and errors that are logged meanwhile."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    log.addHandler(handler)
    try:
        yield said
    finally:
        log.removeHandler(handler)
