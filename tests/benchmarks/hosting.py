"""A server for measuring: it answers as GitHub Pages does, compresses as it does, counts what it sends, and can be a slow line."""

from __future__ import annotations

import gzip
import hashlib
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from tests.browser.serving import Site, reply

COMPRESSED = ("text/", "application/javascript", "application/json", "application/wasm", "application/xml", "image/svg")
CHUNK = 16_384


@dataclass
class Line:
    """The line between server and visitor: all answers share its rate."""

    rate: float = 0
    """Bytes a second; 0 for as fast as the machine is."""
    delay: float = 0
    """Seconds until an answer begins."""
    sent: int = 0
    """Bytes sent since it was set to 0, heads of answers counted as 300 each."""
    _free: float = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def send(self, content: bytes, write: Callable[[bytes], object]) -> None:
        """Hand `content` to `write` at the rate of the line."""
        self.sent += len(content) + 300
        if not self.rate:
            write(content)
            return
        for start in range(0, len(content), CHUNK):
            piece = content[start : start + CHUNK]
            with self._lock:
                now = time.perf_counter()
                # What a late wake-up has lost is caught up with, so that the rate holds on a busy machine.
                self._free = max(self._free, now - 0.2) + len(piece) / self.rate
                wait = self._free - now
            if wait > 0.002:
                time.sleep(wait)
            write(piece)


@contextmanager
def hosting(sites: dict[str, Path]) -> Iterator[tuple[str, Line]]:
    """Serve folders under their paths; gives the origin and the line."""
    line = Line()
    held = {path: Site(folder, path) for path, folder in sites.items()}

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            site = next((each for path, each in held.items() if self.path.startswith(path)), None)
            if site is None:
                self.send_error(404)
                return
            status, headers, content = reply(site, self.path)
            if line.delay:
                time.sleep(line.delay)
            headers |= {"Cache-Control": "max-age=600", "ETag": f'"{hashlib.md5(content).hexdigest()}"'}
            if status == 200 and self.headers.get("If-None-Match") == headers["ETag"]:
                status, content = 304, b""
            elif headers.get("Content-Type", "").startswith(COMPRESSED):
                headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
                content = _packed(content)
            self.send_response(status)
            for name, value in {**headers, "Content-Length": str(len(content))}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                line.send(content, self.wfile.write)
            except ConnectionError:
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: object, client_address: object) -> None:
            """A browser that is closed in the middle of something is none of our business."""
            if not isinstance(sys.exception(), ConnectionError):
                super().handle_error(request, client_address)  # type: ignore[arg-type]

    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", line
    finally:
        server.shutdown()
        server.server_close()


@cache
def _packed(content: bytes) -> bytes:
    return gzip.compress(content, 6, mtime=0)
