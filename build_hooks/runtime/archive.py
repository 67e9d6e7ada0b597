"""The archive of compiled modules: what goes in, how it is compiled, and that the same input gives the same bytes."""

import ast
import io
import marshal
import os
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterable, Mapping
from importlib.machinery import FrozenImporter
from pathlib import Path
from types import CodeType
from typing import Any

RECORD = "python3 -m build_hooks run python -m build_hooks.runtime.record"
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date that a zip can hold
PYTHON = (3, 13)  # Pyodide's; compiled modules of another version do not load
HEADER = 16  # bytes before the code in a compiled module
COMPILE_ENV = {
    "PYTHONHASHSEED": "0",
    "SOURCE_DATE_EPOCH": "315532800",
    "PYTHONOPTIMIZE": "2",
    # Without the columns of each expression, which nobody sees who has no source to look at; they are a quarter of the archive.
    "PYTHONNODEBUGRANGES": "1",
}
FIRST = ("encodings/",)
"""What Python needs before it imports `sitecustomize`."""
HANDING_OUT = Path(__file__).with_name("sitecustomize.py")
MODULES = "modules"
"""The member that holds all other modules."""


class RuntimeBuildError(Exception):
    """The runtime cannot be built. The message says why and what to do."""


def stdlib_sources(archive: bytes, modules: Iterable[str]) -> dict[str, bytes]:
    """The sources of the named modules, and of the packages they are in, from Pyodide's own archive."""
    sources = {}
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        names = set(source.namelist())
        for module in sorted({part for name in modules for part in _with_parents(name)}):
            path = module.replace(".", "/")
            found = [name for name in (f"{path}/__init__.py", f"{path}.py") if name in names]
            if found:
                sources[found[0]] = source.read(found[0])
            elif not any(name.startswith(f"{path}/") for name in names):
                raise RuntimeBuildError(
                    f"stdlib-modules.txt names {module}, which Pyodide does not have; run: {RECORD}"
                )
    return sources


def package_sources(folder: Path) -> dict[str, bytes]:
    """The Python sources of a package, by their names in the archive."""
    paths = sorted(path for path in folder.rglob("*.py") if "__pycache__" not in path.parts)
    return {path.relative_to(folder.parent).as_posix(): path.read_bytes() for path in paths}


def shortly_documented(source: bytes) -> bytes:
    """The same source, on the same lines, where each dataclass has its own name for a docstring, which is not taken out.

    One without a docstring makes one of its signature, which takes as long as everything else of its making.
    """
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(each) for each in node.decorator_list):
            first = node.body[0]
            if ast.get_docstring(node) is not None and first.end_lineno is not None:
                indent = b" " * first.col_offset
                ends = [b"\n"] * (first.end_lineno - first.lineno)
                lines[first.lineno - 1 : first.end_lineno] = [indent + f'__doc__ = "{node.name}"\n'.encode(), *ends]
    return b"".join(lines)


def imported(source: bytes, name: str) -> dict[str, int]:
    """The modules that a source imports by absolute name, anywhere in it, with the first line of each."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(source, name)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                found.setdefault(alias.name, node.lineno)
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.setdefault(node.module, node.lineno)
    return found


def check_imports(package: Mapping[str, bytes], stdlib: Iterable[str], archive: bytes) -> None:
    """Every module of Pyodide's archive that the package imports must be among those kept, or frozen into the interpreter itself."""
    with zipfile.ZipFile(io.BytesIO(archive)) as source:
        available = {_module(name) for name in source.namelist() if name.endswith(".py")}
    kept = {_module(name) for name in stdlib}
    for name, source_text in package.items():
        for module, line in imported(source_text, name).items():
            if module in available - kept and FrozenImporter.find_spec(module) is None:
                raise RuntimeBuildError(
                    f"{name}:{line}: imports {module}, which build_hooks/runtime/stdlib-modules.txt lacks; run: {RECORD}"
                )


def compiled(sources: Mapping[str, bytes]) -> bytes:
    """A zip of the compiled modules; the same sources give the same bytes. Its one member holds nearly all of them (`sitecustomize.py`)."""
    sources = {**sources, HANDING_OUT.name: HANDING_OUT.read_bytes()}
    if sys.version_info[:2] != PYTHON:
        raise RuntimeBuildError(
            "The modules are for Python %d.%d; this is Python %d.%d" % (*PYTHON, *sys.version_info[:2])
        )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "python.zip"
        _write(path, sources, zipfile.ZIP_STORED)
        command = [
            sys.executable,
            "-m",
            "pyodide_cli",
            "py-compile",
            str(path),
            "--no-keep",
            "--compression-level",
            "0",
        ]
        result = subprocess.run(
            command,
            env={**os.environ, **COMPILE_ENV},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        if result.returncode != 0:
            raise RuntimeBuildError("pyodide py-compile failed:\n" + "\n".join(result.stdout.splitlines()[-15:]))
        with zipfile.ZipFile(path) as made:
            stray = [name for name in made.namelist() if not name.endswith(".pyc")]
            if stray:
                raise RuntimeBuildError(f"pyodide py-compile left {', '.join(stray)} as they were")
            modules = {name: canonical(made.read(name)) for name in made.namelist()}
        # Its members carry the time of day; written again, they do not.
        _write(path, _together(modules), zipfile.ZIP_DEFLATED)
        return path.read_bytes()


def _together(modules: Mapping[str, bytes]) -> dict[str, bytes]:
    """The members of the archive: one that holds modules, and those that are needed before it can be read."""
    apart = {file: pyc for file, pyc in modules.items() if file.startswith(FIRST) or file == f"{HANDING_OUT.stem}.pyc"}
    # In the second version of the format nothing shows of who else refers to an object.
    others = {_module(file): (file, pyc[HEADER:]) for file, pyc in sorted(modules.items()) if file not in apart}
    return {**apart, MODULES: marshal.dumps(others, 2)}


def canonical(pyc: bytes) -> bytes:
    """The same module, written as every process would write it.

    Whether a compiled string is marked as interned depends on what else the compiling process had loaded: here all are.
    """
    seen: dict[int, tuple[object, Any]] = {}
    code = _interned(marshal.loads(pyc[HEADER:]), seen)
    seen.clear()  # who else refers to an object shows in what is written
    return pyc[:HEADER] + marshal.dumps(code)


def _interned(value: Any, seen: dict[int, tuple[object, Any]]) -> Any:
    if id(value) in seen:
        return seen[id(value)][1]
    made = value
    if isinstance(value, str):
        made = sys.intern(value)
    elif isinstance(value, tuple):
        made = tuple(_interned(item, seen) for item in value)
    elif isinstance(value, frozenset):
        made = frozenset(_interned(item, seen) for item in value)
    elif isinstance(value, CodeType):
        constants = tuple(_interned(item, seen) for item in value.co_consts)
        made = value.replace(co_consts=constants, co_filename=sys.intern(value.co_filename))
    seen[id(value)] = (value, made)  # with the value, so that its id is not given to another
    return made


def _write(path: Path, members: Mapping[str, bytes], compression: int) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(members):
            info = zipfile.ZipInfo(name, EPOCH)
            info.create_system, info.external_attr = 3, 0o644 << 16  # the same on every system
            archive.writestr(info, members[name], compression, compresslevel=9)


def _with_parents(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[: count + 1]) for count in range(len(parts))]


def _module(name: str) -> str:
    return name.removesuffix(".pyc").removesuffix(".py").removesuffix("/__init__").replace("/", ".")
