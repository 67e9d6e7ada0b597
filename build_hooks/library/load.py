"""The folder of frameworks as one `Library`. Every problem of every file is reported at once, with its line.

    <framework>/framework.yaml   stages/<stage>.yaml   practices/<practice>.yaml   metrics/<metric>.yaml

The id of a stage, practice or metric is the name of its file. Nothing is written.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Protocol

from build_hooks.library.records import FrameworkRecord, Library, Metric
from build_hooks.library.yamlfile import Place, YamlFile, read_yaml
from cxcore.reading import INVALID, Identifier, Items, Problem, ValuePath, decode, did_you_mean, one_of, quote

SUFFIXES = (".yaml", ".yml")
METRICS = "metrics"
SCHEMA = "schema"
"""The folder beside the frameworks that holds the JSON Schemas for editors."""

PARTS = ("framework.yaml", "framework.yml", "stages", "practices", "sample.json")
"""What a framework's folder may hold, beside a README and hidden files."""

_ENTRY = re.compile(r"\b(stages|practices|metrics)\[(\d+)\]")
StageIds = Annotated[tuple[Identifier, ...], Items(1, 12)]


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A problem in a file: `path:line:column: what was found; what was expected; the nearest fix`."""

    file: str
    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.place.line}:{self.place.column}: {self.message}"


class LoadError(Exception):
    """Files that cannot be used. `findings` holds all that is wrong, by file and line."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        self.findings = tuple(sorted(set(findings)))
        count = len(self.findings)
        lines = [*map(str, self.findings), f"{count} problem{'s' if count != 1 else ''} found; nothing was written."]
        super().__init__("\n".join(lines))


@contextmanager
def together() -> Iterator[Reader]:
    """Inside, several things are read, and at the end the problems of all are reported at once, as one LoadError.

    `read(load_library, folder)` is the library. Where it could not be read it is None, which does not leave the block.
    """
    findings: list[Finding] = []

    def read[**P, T](load: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return load(*args, **kwargs)
        except LoadError as error:
            findings.extend(error.findings)
            return None  # type: ignore[return-value]

    yield read
    if findings:
        raise LoadError(findings)


class Reader(Protocol):
    """What `together` gives: calls a function that loads something."""

    def __call__[**P, T](self, load: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T: ...


def load_library(folder: Path) -> Library:
    """Read every framework and metric under `folder`. Raises LoadError."""
    tree = _Tree()
    folders = []
    for path in tree.listed(folder):
        if _framework_files(path):
            folders.append(path)
        elif path.is_dir() and path.name not in (METRICS, SCHEMA):
            expected = f"folders of frameworks, '{METRICS}' and '{SCHEMA}' alone"
            tree.find(
                path, f"a folder without a framework.yaml; expected {expected}; add the file, or take the folder out"
            )
    if not folders:
        tree.find(folder, "no framework; expected a folder with a framework.yaml in it")
    frameworks = tuple(_framework(tree, ("frameworks", i), path) for i, path in enumerate(folders))
    metrics = tuple(
        _decoded(tree, Metric, ids, (METRICS, i))
        for i, ids in enumerate(tree.add_folder((), METRICS, folder / METRICS))
    )
    library = Library(frameworks=frameworks, metrics=metrics)
    for problem in library.problems():
        tree.complain(problem)
    tree.finish()
    return Library(frameworks=frameworks, metrics=tuple(sorted(metrics, key=lambda metric: metric.order)))


def load_framework(folder: Path) -> FrameworkRecord:
    """Read the framework in `folder`, without what stands outside it. Raises LoadError."""
    tree = _Tree()
    framework = _framework(tree, (), folder)
    tree.finish()
    return framework


def _framework(tree: _Tree, at: ValuePath, folder: Path) -> FrameworkRecord:
    """The framework in `folder`, whose values stand at `at` in the tree. Where something is wrong, INVALID stands for it."""
    for path in tree.listed(folder):
        if path.name not in PARTS and not path.name.upper().startswith("README"):
            kind = "folder" if path.is_dir() else "file"
            hint = did_you_mean(path.name, PARTS)
            message = f"an unknown {kind} '{path.name}'; expected {one_of(PARTS[:1] + PARTS[2:])}"
            tree.find(path, f"{message}; {hint}" if hint else message)
    for second in _framework_files(folder)[1:]:
        tree.find(second, "a second file of the framework; expected framework.yaml alone; take one of them out")
    for path in _framework_files(folder)[:1]:
        tree.check_suffix(path)
    main = tree.add(at, next(iter(_framework_files(folder)), folder / "framework.yaml"))
    value: dict[str, Any] = dict(main.value or {})
    if isinstance(value.get("id"), str) and value["id"] != folder.resolve().name:
        found = f"the id {quote(value['id'])}"
        tree.complain(Problem((*at, "id"), found, f"'{folder.resolve().name}', the name of the folder"), main)
    if "practices" in value:
        expected = "one practices/<practice-id>.yaml for each practice"
        tree.complain(
            Problem((*at, "practices"), "unknown key 'practices'", expected, "take it out", at_key=True), main
        )
    value["stages"] = tree.add_folder(at, "stages", folder / "stages", _listed_stages(tree, at, main))
    value["practices"] = tree.add_folder(at, "practices", folder / "practices")
    framework: FrameworkRecord = _decoded(tree, FrameworkRecord, value, at)
    return framework


def _framework_files(folder: Path) -> list[Path]:
    return [path for suffix in SUFFIXES if (path := folder / f"framework{suffix}").is_file() or path.is_symlink()]


def _listed_stages(tree: _Tree, at: ValuePath, main: YamlFile) -> Sequence[str] | None:
    """The stages in the order of framework.yaml; None where it does not say."""
    if main.value is None:
        return None
    listed = main.value.get("stages", INVALID)
    problems: list[Problem] = []
    if listed is INVALID:
        problems.append(Problem(at, "no 'stages'", "the key 'stages'", "add it"))
    else:
        decode(StageIds, listed, (*at, "stages"), problems)
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else None
    for i, name in enumerate(listed if names else ()):
        if name in listed[:i]:
            problems.append(
                Problem((*at, "stages", i), f"stage {quote(str(name))} a second time", "each stage once", "take it out")
            )
    for problem in problems:
        tree.complain(problem, main)
    return None if names is None else list(dict.fromkeys(names))


def _decoded(tree: _Tree, cls: Any, value: Any, at: ValuePath) -> Any:
    problems: list[Problem] = []
    result = decode(cls, value, at, problems)
    if hasattr(cls, "problems") and result is not INVALID:
        problems += [problem.under(*at) for problem in result.problems()]
    for problem in problems:
        tree.complain(problem)
    return result


class _Tree:
    """Values of several files in one tree, and the way back from a path in the tree to the file and line."""

    def __init__(self) -> None:
        self._findings: list[Finding] = []
        self._files: dict[ValuePath, tuple[Path, YamlFile]] = {}
        self._unread: set[ValuePath] = set()

    def finish(self) -> None:
        """Raise LoadError if anything was found."""
        if self._findings:
            raise LoadError(self._findings)

    def find(self, path: Path, message: str, place: Place | None = None) -> None:
        """Record what is wrong with a file or folder."""
        self._findings.append(Finding(shown(path), place or Place(), message))

    def check_suffix(self, path: Path) -> None:
        """Edit links and references to a file rely on its ending."""
        if path.suffix != SUFFIXES[0]:
            self.find(path, f"the file name '{path.name}'; expected '{path.stem}{SUFFIXES[0]}'; rename it")

    def listed(self, folder: Path) -> list[Path]:
        """What a folder holds, by name, without hidden entries."""
        try:
            return sorted(path for path in folder.iterdir() if not path.name.startswith("."))
        except FileNotFoundError:
            return []
        except OSError as error:
            self.find(folder, f"a folder that cannot be read ({error.strerror}); expected a readable folder")
            return []

    def add(self, at: ValuePath, path: Path) -> YamlFile:
        """Read the file at `path`, whose values stand at `at` in the tree."""
        file = read_yaml(path)
        self._files[at] = (path, file)
        for place, problem in file.problems:
            self.find(path, problem.message, place)
        if not isinstance(file.value, dict):
            if not file.problems:
                self.find(path, "a file that is not a mapping; expected keys and values")
            file.value = None
            self._unread.add(at)
        return file

    def add_folder(
        self, at: ValuePath, part: str, folder: Path, order: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        """Read every YAML file of `folder` as an entry of the list `part` at `at`, by name, or in `order` where there is one."""
        noun = part.removesuffix("s")
        first: dict[str, Path] = {}
        for path in self.listed(folder):
            if path.suffix not in SUFFIXES:
                self.find(path, f"a file that is not YAML; expected only <{noun}-id>.yaml files")
            elif path.stem in first:
                found = f"a second {noun} with the id '{path.stem}' (the first is {first[path.stem].name})"
                self.find(path, f"{found}; expected each id once; rename one, or take it out")
            else:
                first[path.stem] = path
                self.check_suffix(path)
        names = list(first)
        if order is not None:
            for name in names:
                if name not in order:
                    found = f"{noun} '{name}', which framework.yaml does not list"
                    self.find(
                        first[name],
                        f"{found}; expected it under '{part}'; {did_you_mean(name, order) or 'add it there'}",
                    )
            names = [*order, *(name for name in names if name not in order)]
        entries = []
        for i, name in enumerate(names):
            here = (*at, part, i)
            if name not in first:
                self._unread.add(here)
                hint = did_you_mean(name, first) or "add the file"
                main = self._files[at][1]
                place = (*at, part, main.value[part].index(name))
                self.complain(Problem(place, f"{noun} {quote(name)} without a file", f"{part}/{name}.yaml", hint), main)
            value = self._entry(here, first[name]) if name in first else {}
            entries.append({**value, "id": name})
        if not entries and order is None and at in self._files:
            self._unread.add((*at, part))
            self.find(folder, f"no {noun}; expected at least one {part}/<{noun}-id>.yaml")
        return entries

    def _entry(self, at: ValuePath, path: Path) -> dict[str, Any]:
        file = self.add(at, path)
        if file.value is not None and "id" in file.value:
            problem = Problem(
                (*at, "id"), "the key 'id'", "none, because the id is the file's name", "take it out", True
            )
            self.complain(problem)
        return file.value or {}

    def complain(self, problem: Problem, file: YamlFile | None = None) -> None:
        """Record a problem of the tree as a finding in the file that holds its place, or in `file`."""
        prefixes = [problem.path[:length] for length in range(len(problem.path), -1, -1)]
        if file is None and next(at for at in prefixes if at in self._unread or at in self._files) in self._unread:
            return  # what is wrong follows from a file that is missing or could not be read
        at = next(at for at in prefixes if at in self._files and file in (None, self._files[at][1]))
        path, yaml_file = self._files[at]
        inner = Problem(
            problem.path[len(at) :], self._named(problem.found, at), problem.expected, problem.hint, problem.at_key
        )
        if yaml_file.follows(inner):
            return
        if inner.path == ("id",) and "id" not in yaml_file.value and len(at) > 0:
            inner = Problem(
                (), f"the file name '{path.name}'", "an id in kebab case, such as 'basic-training.yaml'", "rename it"
            )
        self.find(path, yaml_file.explained(inner).message, yaml_file.place_of(inner))

    def _named(self, found: str, at: ValuePath) -> str:
        """What was found, with the names of files for places in the tree."""
        base = at[:-2] if len(at) > 1 else at

        def name(match: re.Match[str]) -> str:
            other = self._files.get((*base, match[1], int(match[2])))
            return other[0].name if other else match[0]

        return _ENTRY.sub(name, found)


def shown(path: Path) -> str:
    """The path as people see it: from the folder they stand in, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix() if path.is_absolute() else path.as_posix()
    except ValueError:
        return path.as_posix()
