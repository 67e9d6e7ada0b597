"""Finds a CPython of the wanted version, or fetches one."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from build_hooks.setup.steps import SetupError, run

WANTED = "3.13"
ADVICE = f"Install Python {WANTED} (CPython, with venv and pip) so that `python{WANTED}` runs, and try again."
WINDOWS = os.name == "nt"

# Printed by a candidate, because a name proves nothing: version managers leave names that do not run.
QUESTION = """
import json, sys, sysconfig
import ensurepip, ssl, venv, zlib
json.dump({
    "version": "%d.%d" % sys.version_info[:2],
    "plain": sys.implementation.name == "cpython" and not sysconfig.get_config_var("Py_GIL_DISABLED"),
    "executable": getattr(sys, "_base_executable", sys.executable) or sys.executable,
}, sys.stdout)
"""


def candidates(env: Mapping[str, str], current: str = sys.executable) -> Iterator[list[str]]:
    """Commands that may start the wanted Python, likeliest first."""
    if "%d.%d" % sys.version_info[:2] == WANTED:
        yield [current]
    suffix = ".exe" if WINDOWS else ""
    folders = [Path(folder) for folder in env.get("PATH", "").split(os.pathsep) if folder]
    for name in (f"python{WANTED}", "python3", "python"):
        for folder in folders:
            path = folder / (name + suffix)
            if path.is_file() and os.access(path, os.X_OK):
                yield [str(path)]
    for path in _in_known_folders(env):
        yield [str(path)]
    if WINDOWS:
        yield ["py", f"-{WANTED}"]


def _in_known_folders(env: Mapping[str, str]) -> Iterator[Path]:
    """Where pyenv, uv, Homebrew and the installers for macOS and Windows put a Python."""
    home = Path(env.get("HOME") or env.get("USERPROFILE") or "~").expanduser()
    data = Path(env.get("XDG_DATA_HOME") or home / ".local/share")
    pyenv = Path(env.get("PYENV_ROOT") or home / ".pyenv")
    places = [
        (pyenv / "versions", f"{WANTED}*/bin/python{WANTED}"),
        (Path(env.get("UV_PYTHON_INSTALL_DIR") or data / "uv/python"), f"cpython-{WANTED}*/bin/python{WANTED}"),
        (Path("/opt/homebrew/bin"), f"python{WANTED}"),
        (Path("/usr/local/bin"), f"python{WANTED}"),
        (Path(f"/Library/Frameworks/Python.framework/Versions/{WANTED}/bin"), f"python{WANTED}"),
        (home / ".pyenv/pyenv-win/versions", f"{WANTED}*/python.exe"),
        (Path(env.get("LOCALAPPDATA") or home) / "Programs/Python", f"Python{WANTED.replace('.', '')}*/python.exe"),
    ]
    for folder, pattern in places:
        yield from sorted((path for path in folder.glob(pattern) if path.is_file()), key=_by_version, reverse=True)


def _by_version(path: Path) -> list[int]:
    return [int(number) for number in re.findall(r"\d+", str(path))]


def check(command: list[str]) -> str | None:
    """The path of the wanted Python that a command starts, or None."""
    try:
        result = subprocess.run(
            [*command, "-I", "-c", QUESTION],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=20,
            text=True,
            check=False,
        )
        answer = json.loads(result.stdout)
        suits = answer["version"] == WANTED and answer["plain"]
        return str(answer["executable"]) if suits else None
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError, TypeError):
        return None


def find(env: Mapping[str, str]) -> str | None:
    seen: set[tuple[str, ...]] = set()
    for command in candidates(env):
        if tuple(command) not in seen:
            seen.add(tuple(command))
            found = check(command)
            if found:
                return found
    return None


def fetch(cache: Path, pinned_uv: str) -> str:
    """Let uv fetch a Python into the cache. `pinned_uv` is uv's entry, with hashes, from the lock file."""
    tools, pythons = cache / "uv", cache / "python"
    what = f"No Python {WANTED} was found, and fetching one"
    requirements = cache / "uv.txt"
    cache.mkdir(parents=True, exist_ok=True)
    requirements.write_text(pinned_uv, encoding="utf-8")
    run([sys.executable, "-m", "venv", "--clear", tools], what=what, advice=ADVICE, timeout=300)
    scripts = tools / ("Scripts" if WINDOWS else "bin")
    pip: list[str | Path] = [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    run(
        [*pip, "--no-input", "--only-binary=:all:", "--require-hashes", "-r", requirements],
        what=what,
        advice=ADVICE,
        timeout=600,
    )
    env = {**os.environ, "UV_PYTHON_INSTALL_DIR": str(pythons)}
    env.setdefault("UV_SYSTEM_CERTS", "true")
    # One try: a network that says no should be heard at once.
    env.setdefault("UV_HTTP_RETRIES", "0")
    try:
        run([scripts / "uv", "python", "install", "--no-bin", WANTED], what=what, advice=ADVICE, env=env, timeout=900)
    except SetupError as problem:
        cause = problem.detail.strip().rpartition("\n")[2].strip().removeprefix("cause: ")
        raise SetupError(f"{what} by uv failed ({cause or problem.what})", advice=ADVICE) from None
    found = find({**env, "PATH": ""})
    if found is None:
        raise SetupError(f"{what} brought one that does not run", advice=ADVICE)
    return found
