"""Firefox and WebKit, driven by the commands of W3C WebDriver: https://www.w3.org/TR/webdriver2/

Playwright drives builds of its own of both, and those come from no package registry. What a system's packages bring speaks
WebDriver: WebKitGTK over HTTP, by its WebKitWebDriver; Firefox over a socket, by Marionette, which is built in and which
geckodriver, of which there is no package, would only translate. Both take the same dozen commands, of which this is all.
"""

from __future__ import annotations

import itertools
import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any, Protocol

START_TIMEOUT = 60
"""Seconds in which a browser must have started, on a busy machine."""
PATIENCE = 90
"""Seconds until a page that does not come to what is expected of it has failed."""
PAUSE = 0.1
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"
"""The key of an element's id, from the standard."""
NOWHERE = "127.0.0.1:9"
"""A proxy that answers nobody: what a page asks of another host fails at once."""


class NotStarted(Exception):
    """The browser is here and does not start."""


class Refused(AssertionError):
    """The browser could not do what a test asked of it."""


class Connection(Protocol):
    """What a browser is told through."""

    def tell(self, command: str, **parameters: Any) -> Any:
        """Send one of `COMMANDS` and return its value."""


COMMANDS: Mapping[str, tuple[str, str]] = {
    "go": ("WebDriver:Navigate", "/url"),
    "reload": ("WebDriver:Refresh", "/refresh"),
    "run": ("WebDriver:ExecuteScript", "/execute/sync"),
    "click": ("WebDriver:ElementClick", "/element/{id}/click"),
    "type": ("WebDriver:ElementSendKeys", "/element/{id}/value"),
    "clear": ("WebDriver:ElementClear", "/element/{id}/clear"),
}
"""Each command's name in Marionette, and its address in WebDriver."""


class Marionette:
    """Firefox's own protocol: JSON behind its length, over a socket."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.stream = self.socket.makefile("rb")
        self.numbers = itertools.count()

    def begin(self) -> None:
        """Begin a session."""
        self._read()  # its greeting
        self.send("WebDriver:NewSession", {})

    def tell(self, command: str, **parameters: Any) -> Any:
        """Send one of `COMMANDS` and return its value."""
        value = self.send(COMMANDS[command][0], parameters)
        return value.get("value") if isinstance(value, dict) else value

    def send(self, name: str, parameters: Mapping[str, Any]) -> Any:
        """Send a command by Marionette's name of it."""
        message = json.dumps([0, next(self.numbers), name, parameters]).encode()
        self.socket.sendall(f"{len(message)}:".encode() + message)
        _, _, error, value = self._read()
        if error:
            raise Refused(f"{name}: {error['error']} {error['message']}")
        return value

    def close(self) -> None:
        """End Firefox."""
        with self.socket, self.stream, suppress(Refused, OSError):
            self.send("Marionette:Quit", {"flags": ["eForceQuit"]})

    def _read(self) -> Any:
        length = b""
        while (character := self.stream.read(1)) != b":":
            if not character:
                raise Refused("Firefox has gone")
            length += character
        return json.loads(self.stream.read(int(length)))


class WebDriver:
    """The standard's protocol: JSON over HTTP."""

    def __init__(self, port: int) -> None:
        self.address = f"http://127.0.0.1:{port}/session"
        # The proxies of this process are no business of a connection within the machine.
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        options = {"webkitgtk:browserOptions": {"args": ["--automation"]}}
        session = self._ask("POST", "", {"capabilities": {"alwaysMatch": options}})
        self.address += f"/{session['sessionId']}"

    def tell(self, command: str, **parameters: Any) -> Any:
        """Send one of `COMMANDS` and return its value."""
        return self._ask("POST", COMMANDS[command][1].format_map(parameters), parameters)

    def close(self) -> None:
        """End the session, and the browser with it."""
        self._ask("DELETE", "", None)

    def _ask(self, method: str, path: str, body: object) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.address + path, data, {"Content-Type": "application/json"}, method=method)
        try:
            with self.opener.open(request, timeout=PATIENCE) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            with error:
                value = json.load(error)["value"]
            raise Refused(f"{path}: {value['error']} {value['message']}") from None


class Tab:
    """A tab of any of them."""

    def __init__(self, connection: Connection, downloads: Path) -> None:
        self.connection = connection
        self.downloads = downloads

    def go(self, address: str) -> None:
        """Go to a page."""
        self.connection.tell("go", url=address)

    def reload(self) -> None:
        """Load the page again."""
        self.connection.tell("reload")

    def run(self, script: str, *arguments: object) -> Any:
        """What the body of a function returns, run in the page."""
        return self.connection.tell("run", script=script, args=list(arguments))

    def until(self, script: str, *arguments: object) -> Any:
        """Run the body of a function again and again until it returns something true, and return that."""
        end = time.monotonic() + PATIENCE
        while not (value := self.run(script, *arguments)):
            if time.monotonic() > end:
                seen = self.run("return document.querySelector('main').innerText.slice(0, 1000)")
                raise Refused(f"not so after {PATIENCE} s: {script} {arguments!s:.300}; the page says:\n{seen}")
            time.sleep(PAUSE)
        return value

    def says(self, selector: str, text: str) -> None:
        """Wait until an element says a text, among others."""
        self.until(
            "return document.querySelector(arguments[0])?.textContent.replace(/\\s+/g, ' ').includes(arguments[1])",
            selector,
            text,
        )

    def click(self, selector: str) -> None:
        """Click on an element, as a person would: it must be in sight and nothing may cover it."""
        self.connection.tell("click", id=self._find(selector))

    def fill(self, selector: str, text: str) -> None:
        """Type a text in place of what stands in a field."""
        field = self._find(selector)
        self.connection.tell("clear", id=field)
        self.connection.tell("type", id=field, text=text)

    def choose_file(self, selector: str, file: Path) -> None:
        """Choose a file in a field for files."""
        self.connection.tell("type", id=self._find(selector, shown=False), text=str(file))

    def downloaded(self) -> Any:
        """The values of the next JSON file that has been downloaded; the file is taken away."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for file in self.downloads.glob("*.json"):
                with suppress(ValueError):  # not all of it is there yet
                    values = json.loads(file.read_text("utf-8"))
                    file.unlink()
                    return values
            time.sleep(PAUSE)
        raise Refused(f"nothing was downloaded in {PATIENCE} s")

    def _find(self, selector: str, *, shown: bool = True) -> str:
        # To the middle, where no bar that stays in place covers it.
        script = """const found = [...document.querySelectorAll(arguments[0])]
          .find((each) => !arguments[1] || each.getClientRects().length)
          found?.scrollIntoView({ block: 'center', behavior: 'instant' })
          return found"""
        identity: str = self.until(script, selector, shown)[ELEMENT]
        return identity


@contextmanager
def firefox(program: str, folder: Path) -> Iterator[Tab]:
    """Firefox without a window, with a profile of its own in `folder`."""
    profile, downloads = folder / "profile", folder / "downloads"
    for each in (profile, downloads):
        each.mkdir(parents=True)
    host, port = NOWHERE.split(":")
    wishes = {
        "marionette.port": 0,  # one that is free, which it writes down
        "browser.download.folderList": 2,
        "browser.download.dir": str(downloads),
        "browser.download.always_ask_before_handling_new_types": False,
        "network.proxy.type": 1,
        "network.proxy.http": host,
        "network.proxy.http_port": int(port),
        "network.proxy.ssl": host,
        "network.proxy.ssl_port": int(port),
        "network.trr.mode": 5,
    }
    lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});" for name, value in wishes.items()]
    (profile / "user.js").write_text("\n".join(lines), "utf-8")
    line = [program, "--marionette", "--headless", "--no-remote", "--profile", str(profile), "about:blank"]
    with _running(line, folder, {}) as process:
        written = profile / "MarionetteActivePort"
        _wait(process, lambda: written.is_file() and written.read_text().strip().isdigit())
        with closing(Marionette(int(written.read_text()))) as connection:
            try:
                connection.begin()
            except (Refused, OSError) as error:
                raise NotStarted(str(error)) from error
            yield Tab(connection, downloads)
        process.wait(START_TIMEOUT)


@contextmanager
def webkit(program: str, folder: Path) -> Iterator[Tab]:
    """WebKitGTK's small browser in a window on no screen, with a home of its own in `folder`."""
    downloads = folder / "downloads"
    (folder / ".config").mkdir(parents=True)
    downloads.mkdir()
    (folder / ".config/user-dirs.dirs").write_text('XDG_DOWNLOAD_DIR="$HOME/downloads"\n', "utf-8")
    reading, writing = os.pipe()
    screen = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    with _running(screen, folder, {}, keep=writing) as display:
        os.close(writing)
        with os.fdopen(reading) as numbers:
            number = numbers.readline().strip()
        if not number:
            raise NotStarted(f"Xvfb ended with {display.wait()}")
        proxy = f"http://{NOWHERE}"
        variables = {
            "DISPLAY": f":{number}",
            "http_proxy": proxy,
            "https_proxy": proxy,
            "no_proxy": "127.0.0.1",
            # Without a graphics card, drawing in layers takes a third of all processor time.
            "WEBKIT_DISABLE_COMPOSITING_MODE": "1",
        }
        port = _free_port()
        with _running([program, f"--port={port}"], folder, variables) as process:
            _wait(process, lambda: _listens(port))
            try:
                connection = WebDriver(port)
            except (Refused, OSError) as error:
                raise NotStarted(str(error)) from error
            with closing(connection):
                yield Tab(connection, downloads)


@contextmanager
def _running(
    line: list[str], home: Path, variables: Mapping[str, str], keep: int | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """A program and all that it starts, ended at the end. What it says is in `said.txt` of its home."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "DBUS_", "WAYLAND_"))}
    with (home / "said.txt").open("ab") as said:
        process = subprocess.Popen(
            line,
            env={**own, "HOME": str(home), "XDG_RUNTIME_DIR": str(home), **variables},
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
            pass_fds=() if keep is None else (keep,),
            start_new_session=True,
        )
    try:
        yield process
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _wait(process: subprocess.Popen[bytes], ready: Any) -> None:
    end = time.monotonic() + START_TIMEOUT
    while not ready():
        if (code := process.poll()) is not None:
            raise NotStarted(f"it ended with {code}")
        if time.monotonic() > end:
            raise NotStarted(f"no answer in {START_TIMEOUT} s")
        time.sleep(PAUSE)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
