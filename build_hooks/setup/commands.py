"""The commands of `python3 -m build_hooks`."""

import argparse
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from build_hooks.setup import engines
from build_hooks.setup.environment import Environment
from build_hooks.setup.steps import Reporter, SetupError, only_one, told

COMMANDS = {
    "serve": "build the site, serve it on this machine and rebuild what changes (options go to mkdocs)",
    "build": "build the site, strictly, into site/ (options go to mkdocs)",
    "test": "run all tests, browser tests included (options go to pytest, as in: test -k rating)",
    "bench": "measure how fast everything is, side by side (which parts: bench --help)",
    "run": "run a command in the environment, as in: run cx validate",
    "lock": "write the lock files anew from pyproject.toml and package.json (options go to uv, as in: lock --upgrade)",
}

WHOLE = ("--cov", "--cov-report=", "-p", "tests.floors")
"""What the run of all tests is given besides: the measure of coverage, and its floors."""


def main(arguments: list[str]) -> int:
    command, extra = _read(arguments)
    environment, reporter = Environment(), Reporter()
    try:
        environment.ensure(reporter)
        variables = environment.variables()
        if command == "lock":
            environment.write_locks(reporter, extra)
            environment.ensure(reporter)
            return 0
        if command == "test":
            if not _has_tests(environment.root):
                reporter.say("  tests/ holds no test yet")
                return 0
            variables |= _browser(environment, reporter)
            if not extra:  # a part of the tests takes what is there
                with only_one(environment.cache / "set-up.lock", reporter):
                    variables |= engines.bring(variables, reporter)
        if command == "bench":
            variables |= _browser(environment, reporter)
        if command == "serve":
            # MkDocs makes such a folder before it reads anything of ours, and ends in a traceback where it cannot.
            with tempfile.TemporaryDirectory():
                pass
        line = _line(command, extra, environment)
        if command != "run" or reporter.done:
            reporter.say(f"  ready after {reporter.elapsed():.1f} s: {' '.join(map(str, _short(line, environment)))}")
        return _hand_over(line, variables, Path.cwd() if command == "run" else environment.root)
    except SetupError as problem:
        reporter.say(f"build_hooks: {problem}")
        return 1
    except OSError as error:
        reporter.say(f"build_hooks: {told(error)}")
        return 1
    except KeyboardInterrupt:
        reporter.say("\nbuild_hooks: stopped; run the same command again to go on")
        return 130


def _read(arguments: list[str]) -> tuple[str, list[str]]:
    parser = argparse.ArgumentParser(
        prog="python3 -m build_hooks",
        usage="python3 -m build_hooks COMMAND [OPTIONS]",
        description="Makes what the command needs (once), then runs it.",
        epilog="\n".join(["commands:", *(f"  {name:6} {text}" for name, text in COMMANDS.items())]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("command", metavar="COMMAND", choices=COMMANDS, help="one of those below")
    if not arguments:
        parser.print_help()
        sys.exit(2)
    # Options after the command belong to the tool that it runs.
    command = parser.parse_args(arguments[:1]).command
    if command == "run" and not arguments[1:]:
        parser.error("run: which command?")
    return command, arguments[1:]


def _line(command: str, extra: list[str], environment: Environment) -> list[str]:
    python = str(environment.python)
    if command == "serve":
        return [python, "-m", "mkdocs", "serve", *extra]
    if command == "build":
        return [python, "-m", "mkdocs", "build", "--strict", *extra]
    if command == "test":
        # With options a run may be a part of the tests; what they take of the code is measured in the whole run alone.
        return [python, "-m", "pytest", *(extra or WHOLE)]
    if command == "bench":
        return [python, "-m", "tests.benchmarks", *extra]
    own = environment.scripts / extra[0]
    return [str(own) if own.is_file() else extra[0], *extra[1:]]


def _short(line: list[str], environment: Environment) -> list[str]:
    return [Path(line[0]).name if line[0].startswith(str(environment.venv)) else line[0], *line[1:]]


def _browser(environment: Environment, reporter: Reporter) -> dict[str, str]:
    """The variable that tells the tests which browser to start: proven, and found or installed where needed."""
    sys.stderr.flush()
    script = [str(environment.python), "-m", "build_hooks.setup.browser"]
    result = subprocess.run(
        script, env=environment.variables(), cwd=environment.root, stdout=subprocess.PIPE, text=True, check=False
    )
    value = result.stdout.strip()
    if result.returncode != 0 or not value:
        raise SetupError("The browser tests have no browser; see above")
    return {"CX_BROWSER": value}


def _hand_over(line: list[str], variables: dict[str, str], folder: Path) -> int:
    """Become the command, where the system can; signals then reach it directly."""
    os.chdir(folder)
    sys.stderr.flush()
    try:
        if os.name == "posix":
            os.execvpe(line[0], line, variables)
        return subprocess.run(line, env=variables, check=False).returncode
    except OSError as error:
        raise SetupError(f"{line[0]} does not run: {error.strerror or error}") from error


def _has_tests(root: Path) -> bool:
    return any((root / "tests").rglob("test_*.py"))
