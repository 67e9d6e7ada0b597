"""The runtime's files, checked against the recorded hashes, with the compiled archive kept from build to build."""

import hashlib
import json
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from pyodide_lock import PyodideLockSpec
from pyodide_lock.spec import InfoSpec

from build_hooks.licences import runtime_parts
from build_hooks.places import PYODIDE, RUNTIME
from build_hooks.runtime import archive
from build_hooks.runtime.archive import RuntimeBuildError

CHECKSUMS = RUNTIME / "checksums.json"
MODULES = RUNTIME / "stdlib-modules.txt"
FOLDER = "assets/pyodide"
PYTHON = "python.zip"
SHIPPED = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
PARTS = dict(zip(("loader", "code", "wasm", "python"), (*SHIPPED, PYTHON), strict=True))
"""The files that the worker loads, by what they are to it."""
STDLIB, LOCK = "python_stdlib.zip", "pyodide-lock.json"
NOTICE = """\
This folder holds Pyodide {pyodide}, unchanged, with what is compiled into it. python.zip holds compiled modules of the
standard library of Python {python}, of Pyodide, and of this site's own scorer. Where the source of each part is, under which
licence it stands, and what its authors want to be said with it:
"""


class Runtime(NamedTuple):
    files: dict[str, bytes]
    config: dict[str, Any]


def build_runtime(root: Path, cache: Path | None = None) -> Runtime:
    """Everything that the site ships so that a worker can import cxcore. `root` holds the package cxcore."""
    package = read_package(PYODIDE, json.loads(CHECKSUMS.read_text(encoding="utf-8")))
    info = PyodideLockSpec.from_json(PYODIDE / LOCK).info
    files = {name: package[name] for name in SHIPPED}
    files[PYTHON] = python_archive(package[STDLIB], root / "cxcore", cache or root / ".cache/pyodide")
    files["NOTICE.txt"] = _notice(info.python).encode()
    base = f"{FOLDER}/{_name(files)}/"
    config = {"base": base, "lock": inline_lock(info), "parts": PARTS}
    return Runtime({base + name: content for name, content in files.items()}, config)


def read_package(folder: Path, checksums: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of the npm package, each as it was when its hash was recorded."""
    files = {}
    for name, expected in checksums["files"].items():
        try:
            files[name] = (folder / name).read_bytes()
        except OSError as error:
            raise RuntimeBuildError(
                f"{name} of Pyodide {checksums['pyodide']} is missing ({error.strerror}); run: python3 -m build_hooks build"
            ) from error
        found = hashlib.sha256(files[name]).hexdigest()
        if found != expected:
            raise RuntimeBuildError(
                f"{name} is not that of Pyodide {checksums['pyodide']}: its sha256 is {found}, expected {expected}."
                f" Delete build_hooks/node_modules and build again; after a wanted change of version run: {archive.RECORD}"
            )
    return files


def python_archive(stdlib: bytes, cxcore: Path, cache: Path) -> bytes:
    """The compiled archive, from the cache if its inputs are those of before."""
    modules = module_names(MODULES.read_text(encoding="utf-8"))
    package = archive.package_sources(cxcore)
    if not package:
        raise RuntimeBuildError(f"{cxcore} holds no Python source")
    code = (RUNTIME / "archive.py").read_bytes() + archive.HANDING_OUT.read_bytes()
    inputs = {"stdlib": stdlib, "modules": "\n".join(modules).encode(), "code": code, **package}
    inputs["tools"] = " ".join([*map(str, archive.PYTHON), version("pyodide-build")]).encode()
    kept = cache / f"{_name(inputs)}.zip"
    if kept.is_file():
        return kept.read_bytes()
    sources = archive.stdlib_sources(stdlib, modules)
    archive.check_imports(package, sources, stdlib)
    short = {name: archive.shortly_documented(source) for name, source in package.items()}
    content = archive.compiled({**sources, **short})
    cache.mkdir(parents=True, exist_ok=True)
    for old in cache.glob("*.zip"):
        old.unlink(missing_ok=True)
    part = kept.with_suffix(".part")
    part.write_bytes(content)
    part.replace(kept)
    return content


def inline_lock(info: InfoSpec) -> dict[str, Any]:
    """Pyodide's lock without a package: there is nothing to fetch, and no address to fetch it from."""
    lock: dict[str, Any] = PyodideLockSpec(info=info, packages={}).to_dict()
    return {"info": lock["info"], "packages": lock["packages"]}


def module_names(text: str) -> list[str]:
    lines = (line.strip() for line in text.splitlines())
    return [line for line in lines if line and not line.startswith("#")]


def _notice(python: str) -> str:
    parts = [f"{part.name}\n{part.licence}\n{part.source}\n\n{part.text.strip()}\n" for part in runtime_parts()]
    line = f"\n{'=' * 78}\n\n"
    return line.join([NOTICE.format(pyodide=recorded_version(), python=python), *parts])


def recorded_version() -> str:
    recorded: str = json.loads(CHECKSUMS.read_text(encoding="utf-8"))["pyodide"]
    return recorded


def _name(files: Mapping[str, bytes]) -> str:
    total = hashlib.sha256()
    for name in sorted(files):
        total.update(hashlib.sha256(name.encode()).digest() + hashlib.sha256(files[name]).digest())
    return total.hexdigest()[:12]
