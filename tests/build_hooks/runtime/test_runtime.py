"""The Python for the browser: checked, complete, the same bytes each time, and it starts."""

import hashlib
import io
import json
import marshal
import subprocess
import zipfile
from pathlib import Path

import pytest

from build_hooks import places
from build_hooks.places import ROOT
from build_hooks.runtime import Runtime, RuntimeBuildError, archive, build_runtime, files, record
from build_hooks.setup.environment import Environment

START = """
const [runtime, pyodideFolder, ...modules] = process.argv.slice(2)
const { loadPyodide } = await import(`file://${pyodideFolder}/pyodide.mjs`)
const { config, python } = JSON.parse(runtime)
const pyodide = await loadPyodide({
  indexURL: pyodideFolder + '/', stdLibURL: python, lockFileContents: config.lock, packageBaseUrl: pyodideFolder + '/',
})
for (const name of modules) pyodide.pyimport(name)
const failures = []
for (const code of ['1 / 0', 'nmae = 1; name', 'raise ExceptionGroup("a", [ValueError("b")])', 'def', 'import nowhere']) {
  try { pyodide.runPython(code) } catch (error) { failures.push(error.type) }
}
console.log(JSON.stringify({ modules: modules.length, failures }))
"""


@pytest.fixture(scope="module")
def runtime() -> Runtime:
    return build_runtime(ROOT)


def test_files_lie_in_a_folder_named_by_their_content(runtime: Runtime) -> None:
    base = runtime.config["base"]
    names = {name.removeprefix(base) for name in runtime.files}
    assert names == {"pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python.zip", "NOTICE.txt"}
    assert set(runtime.config["parts"].values()) == names - {"NOTICE.txt"}
    assert runtime.config["lock"]["packages"] == {}
    assert runtime.config["lock"]["info"]["python"].startswith("3.13.")


def test_one_member_of_the_archive_holds_nearly_all_modules(runtime: Runtime) -> None:
    with zipfile.ZipFile(io.BytesIO(runtime.files[runtime.config["base"] + "python.zip"])) as made:
        names = made.namelist()
        dates = {member.date_time for member in made.infolist()}
        modules = marshal.loads(made.read("modules"))
    first = ["__init__.pyc", "aliases.pyc", "utf_8.pyc"]
    assert names == [*(f"encodings/{name}" for name in first), "modules", "sitecustomize.pyc"]
    assert dates == {archive.EPOCH}
    ours = {path.relative_to(ROOT).with_suffix(".pyc").as_posix() for path in (ROOT / "cxcore").rglob("*.py")}
    assert {file for name, (file, _) in modules.items() if name.split(".")[0] == "cxcore"} == ours
    assert modules["json"][0] == "json/__init__.pyc" and modules["json.decoder"][0] == "json/decoder.pyc"
    # Only modules that are named there, and their packages.
    listed = set(files.module_names(files.MODULES.read_text("utf-8")))
    assert {name for name in modules if name.split(".")[0] != "cxcore"} == {n for n in listed if "encodings" not in n}


def test_a_dataclass_has_a_short_docstring_on_the_same_lines() -> None:
    source = b'@dataclass(frozen=True)\nclass A:\n    """Says\n    much.\n    """\n\n    x: int\n    """Which."""\n\n\nclass B:\n    """B."""\n'
    short = source.replace(b'    """Says\n    much.\n    """\n', b'    __doc__ = "A"\n\n\n')
    assert archive.shortly_documented(source) == short


def test_two_builds_give_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, runtime: Runtime) -> None:
    # A process that compiles what it imports has other strings in memory, which compiled modules used to show.
    monkeypatch.setenv("PYTHONPYCACHEPREFIX", str(tmp_path / "empty"))
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    again = build_runtime(ROOT, tmp_path / "cache")
    assert {name: hashlib.sha256(content).hexdigest() for name, content in again.files.items()} == {
        name: hashlib.sha256(content).hexdigest() for name, content in runtime.files.items()
    }
    assert again.config == runtime.config


def test_an_unchanged_archive_is_not_compiled_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = tmp_path / "cxcore"
    package.mkdir()
    (package / "__init__.py").write_text("A = 1\n")
    stdlib = (places.PYODIDE / files.STDLIB).read_bytes()
    compiled: list[int] = []
    monkeypatch.setattr(archive, "compiled", lambda sources: compiled.append(1) or b"zip %d" % len(compiled))
    cache = tmp_path / "cache"
    assert files.python_archive(stdlib, package, cache) == files.python_archive(stdlib, package, cache) == b"zip 1"
    (package / "__init__.py").write_text("A = 2\n")
    assert files.python_archive(stdlib, package, cache) == b"zip 2"
    assert len(list(cache.iterdir())) == 1


def test_a_changed_file_of_pyodide_stops_the_build(tmp_path: Path) -> None:
    (tmp_path / "pyodide.mjs").write_text("tampered")
    record = {"pyodide": "0.29.5", "files": {"pyodide.mjs": hashlib.sha256(b"original").hexdigest()}}
    with pytest.raises(
        RuntimeBuildError, match=r"^pyodide\.mjs is not that of Pyodide 0\.29\.5: its sha256 is [0-9a-f]{64}"
    ):
        files.read_package(tmp_path, record)
    with pytest.raises(RuntimeBuildError, match=r"pyodide\.mjs of Pyodide 0\.29\.5 is missing"):
        files.read_package(tmp_path / "absent", record)


def test_recorded_version_is_the_one_that_is_installed() -> None:
    wanted = json.loads((ROOT / "build_hooks/package.json").read_text())["dependencies"]["pyodide"]
    assert files.recorded_version() == wanted


def test_an_import_that_the_browser_lacks_stops_the_build() -> None:
    stdlib = (places.PYODIDE / files.STDLIB).read_bytes()
    package = {"cxcore/x.py": b"import json\n\ndef f():\n    from xml.dom import minidom\n"}
    with pytest.raises(RuntimeBuildError, match=r"^cxcore/x\.py:4: imports xml\.dom, which .* lacks; run: python3 -m"):
        archive.check_imports(package, ["json/__init__.py"], stdlib)
    with pytest.raises(RuntimeBuildError, match="names nothing_like_it"):
        archive.stdlib_sources(stdlib, ["nothing_like_it"])


def test_the_list_of_modules_is_that_of_this_cxcore() -> None:
    assert record.modules(places.PYODIDE, ROOT) == files.MODULES.read_text(encoding="utf-8"), f"run: {archive.RECORD}"


def test_the_trimmed_library_suffices_for_scoring_rendering_and_failing(tmp_path: Path, runtime: Runtime) -> None:
    base = runtime.config["base"]
    for name, content in runtime.files.items():
        (tmp_path / name.removeprefix(base)).write_bytes(content)
    # The names that Pyodide has for them, so that the exercise runs on them as on the whole package.
    (tmp_path / "python.zip").rename(tmp_path / files.STDLIB)
    (tmp_path / files.LOCK).write_text(json.dumps(runtime.config["lock"]), encoding="utf-8")
    assert record.modules(tmp_path, ROOT) == files.MODULES.read_text(encoding="utf-8")


def test_starts_with_the_trimmed_library_and_imports_all_of_cxcore(tmp_path: Path, runtime: Runtime) -> None:
    base = runtime.config["base"]
    for name, content in runtime.files.items():
        (tmp_path / name.removeprefix(base)).write_bytes(content)
    (tmp_path / "start.mjs").write_text(START)
    modules = [
        "cxcore",
        *(
            ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
            for path in (ROOT / "cxcore").rglob("*.py")
        ),
    ]
    told = json.dumps({"config": runtime.config, "python": str(tmp_path / "python.zip")})
    command = [str(Environment().node), str(tmp_path / "start.mjs"), told, str(tmp_path), *modules]
    result = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert result.returncode == 0, result.stderr
    answer = json.loads(result.stdout.splitlines()[-1])
    assert answer["modules"] == len(modules)
    assert answer["failures"] == [
        "ZeroDivisionError",
        "NameError",
        "ExceptionGroup",
        "SyntaxError",
        "ModuleNotFoundError",
    ]
