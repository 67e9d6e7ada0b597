"""A small server that answers as GitHub Pages does, remembers every request, and can be told to misbehave."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".js": "application/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".map": "application/json; charset=utf-8",
    ".mjs": "application/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".wasm": "application/wasm",
    ".xml": "application/xml",
    ".zip": "application/zip",
}


SPOILT = ("missing", "error", "cut", "altered", "mislabelled", "broken off", "reset")
"""How a file can be spoilt on its way: the last two break the connection."""


@dataclass(frozen=True)
class Request:
    """What reached the server."""

    method: str
    target: str
    body: str
    headers: str


@dataclass
class Trouble:
    """How the server misbehaves for addresses that match."""

    pattern: str
    status: int | None = None
    mime: str | None = None
    gate: threading.Event | None = None
    spoilt: str = ""


@dataclass
class Site:
    """A folder, served under a path of its own origin."""

    folder: Path
    path: str
    origin: str = ""
    requests: list[Request] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    def url(self, address: str = "") -> str:
        """The whole address of a page, from its address in the site."""
        return f"{self.origin}{self.path}{address}"

    def refuse(self, pattern: str, status: int = 404) -> Trouble:
        """Answer with `status` where the address matches, until the trouble is mended."""
        return self._trouble(Trouble(pattern, status=status))

    def spoil(self, pattern: str, how: str) -> Trouble:
        """Send what a browser then keeps, as everything: SPOILT says how it can be spoilt."""
        assert how in SPOILT
        return self._trouble(Trouble(pattern, spoilt=how))

    def mislabel(self, pattern: str, mime: str = "text/plain") -> Trouble:
        """Send a wrong type."""
        return self._trouble(Trouble(pattern, mime=mime))

    def withhold(self, pattern: str) -> threading.Event:
        """Answer only when the event is set."""
        gate = threading.Event()
        self._trouble(Trouble(pattern, gate=gate))
        return gate

    def mend(self) -> None:
        """Behave again."""
        for trouble in self.troubles:
            if trouble.gate:
                trouble.gate.set()
        self.troubles.clear()

    def _trouble(self, trouble: Trouble) -> Trouble:
        self.troubles.append(trouble)
        return trouble


@contextmanager
def serving(folder: Path, path: str) -> Iterator[Site]:
    """Serve `folder` under `path` (with a slash at both ends) on a port that the system chooses."""
    site = Site(folder, path)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            self.answer()

        def do_HEAD(self) -> None:
            self.answer()

        def do_POST(self) -> None:
            self.answer()

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode("utf-8", "replace")
            site.requests.append(Request(self.command, self.path, body, str(self.headers)))
            trouble = next((each for each in site.troubles if re.search(each.pattern, self.path)), Trouble(""))
            if trouble.gate:
                trouble.gate.wait(120)
            status, headers, content = reply(site, self.path)
            if trouble.status:
                # Not to be kept by the browser, so that a trouble can be mended.
                status, headers, content = (
                    trouble.status,
                    {"Content-Type": "text/plain", "Cache-Control": "no-store"},
                    b"not here",
                )
            if trouble.mime:
                headers["Content-Type"] = trouble.mime
            if trouble.spoilt == "reset":
                self.close_connection = True
                return
            status, headers, content = spoilt(trouble.spoilt, status, headers, content)
            length = len(content) * (2 if trouble.spoilt == "broken off" else 1)
            self.close_connection = self.close_connection or trouble.spoilt == "broken off"
            try:
                self.send_response(status)
                for name, value in {
                    "Cache-Control": "max-age=600",
                    **headers,
                    "Content-Length": str(length),
                }.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(content)
            except ConnectionError:
                self.close_connection = True  # the page was left meanwhile

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    site.origin = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.mend()
        server.shutdown()
        server.server_close()


def spoilt(how: str, status: int, headers: dict[str, str], content: bytes) -> tuple[int, dict[str, str], bytes]:
    """An answer, spoilt."""
    half = len(content) // 2
    match how:
        case "missing":
            return 404, {"Content-Type": TYPES[".html"]}, b"not here"
        case "error":
            return 500, {"Content-Type": TYPES[".html"]}, b"an error"
        case "cut" | "broken off":
            return status, headers, content[:half]
        case "altered":
            return status, headers, content[:half] + bytes([content[half] ^ 1]) + content[half + 1 :]
        case "mislabelled":
            return status, {"Content-Type": TYPES[".html"]}, content
    return status, headers, content


def reply(site: Site, target: str) -> tuple[int, dict[str, str], bytes]:
    """What GitHub Pages answers: the file, a redirect to the folder, or the site's own page for what is not there."""
    address = unquote(urlsplit(target).path)
    if not address.startswith(site.path):
        return 404, {"Content-Type": TYPES[".html"]}, b"no such site"
    file = (site.folder / address.removeprefix(site.path)).resolve()
    if not file.is_relative_to(site.folder.resolve()):
        return 404, {"Content-Type": TYPES[".html"]}, b"no such file"
    if file.is_dir() and not address.endswith("/"):
        return 301, {"Location": f"{address}/"}, b""
    file = file / "index.html" if file.is_dir() else file
    status = 200 if file.is_file() else 404
    file = file if file.is_file() else site.folder / "404.html"
    return status, {"Content-Type": TYPES.get(file.suffix, "application/octet-stream")}, file.read_bytes()
