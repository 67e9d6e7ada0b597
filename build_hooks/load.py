"""The folder of frameworks as one `Library`. Every problem of every file is reported at once, with its line.

    <framework>/framework.yaml   stages/<stage>.yaml   practices/<practice>.yaml   metrics/<metric>.yaml

The id of a stage, practice or metric is the name of its file.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_hooks.content import FrameworkPages, Library, Metric, known
from build_hooks.yamlfile import Place, YamlFile, read_yaml
from cxcore.errors import InputError, Problem
from cxcore.errors import Path as ValuePath
from cxcore.parsing import decode, quote

SUFFIXES = (".yaml", ".yml")
METRICS = "metrics"


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


def load_library(folder: Path) -> Library:
    """Read every framework and metric under `folder`. Raises LoadError."""
    findings: list[Finding] = []
    frameworks = []
    folders = sorted(path.parent for path in folder.glob("*/framework.y*ml") if path.suffix in SUFFIXES)
    if not folders:
        findings.append(_finding(folder, "no framework; expected a folder with a framework.yaml in it"))
    for path in folders:
        try:
            frameworks.append(load_framework(path))
        except LoadError as error:
            findings.extend(error.findings)
    metrics: tuple[Metric, ...] = ()
    try:
        metrics = _load_metrics(folder / METRICS, frameworks, complete=not findings)
    except LoadError as error:
        findings.extend(error.findings)
    if findings:
        raise LoadError(findings)
    return Library(frameworks=tuple(frameworks), metrics=metrics)


def load_framework(folder: Path) -> FrameworkPages:
    """Read the framework in `folder`. Raises LoadError."""
    tree = _Tree()
    main = tree.add((), folder / "framework.yaml")
    value: dict[str, Any] = dict(main.value) if isinstance(main.value, dict) else {}
    if isinstance(main.value, dict) and value.get("id") != folder.name:
        tree.complain(Problem(("id",), f"the id {quote(str(value.get('id')))}", f"'{folder.name}', the name of the folder"))
    listed = value.get("stages")
    stages, stage_files = tree.add_folder("stages", folder / "stages", listed if isinstance(listed, list) else None)
    practices, _ = tree.add_folder("practices", folder / "practices")
    if isinstance(listed, list):
        for i, stage in enumerate(listed):
            if stage not in stage_files:
                tree.complain(Problem(("stages", i), f"stage {quote(str(stage))} without a file", f"stages/{stage}.yaml"), main)
    if main.value is not None:
        value |= {"stages": stages, "practices": practices}
        try:
            return _raise_or(tree, FrameworkPages.from_dict(value))
        except InputError as error:
            for problem in error.problems:
                tree.complain(problem)
    raise LoadError(tree.findings)


def _raise_or(tree: _Tree, framework: FrameworkPages) -> FrameworkPages:
    if tree.findings:
        raise LoadError(tree.findings)
    return framework


def _load_metrics(folder: Path, frameworks: list[FrameworkPages], *, complete: bool) -> tuple[Metric, ...]:
    tree = _Tree()
    entries, _ = tree.add_folder(METRICS, folder)
    metrics: list[Metric] = []
    for i, entry in enumerate(entries):
        problems: list[Problem] = []
        metrics.append(decode(Metric, entry, (METRICS, i), problems))
        for problem in problems:
            tree.complain(problem)
    ids = [entry["id"] for entry in entries]
    practices = sorted({practice for framework in frameworks for practice in framework.practice})
    for i, metric in enumerate(metrics):
        for key, choices in (("practices", practices if complete else []), ("related", ids)):
            for j, other in enumerate(getattr(metric, key, ())):
                for problem in known(key.rstrip("s") if key == "practices" else "metric", other, choices, (METRICS, i, key, j)):
                    tree.complain(problem)
    if tree.findings:
        raise LoadError(tree.findings)
    if complete and ids:
        _check_practice_metrics(frameworks, ids, folder.parent)
    return tuple(sorted(metrics, key=lambda metric: metric.order))


def _check_practice_metrics(frameworks: list[FrameworkPages], ids: list[str], folder: Path) -> None:
    findings = []
    for framework in frameworks:
        for practice in framework.practices:
            for j, metric in enumerate(practice.metrics):
                for problem in known("metric", metric, ids, ("metrics", j)):
                    path = folder / framework.id / "practices" / f"{practice.id}.yaml"
                    findings.append(Finding(_shown(path), read_yaml(path).place_of(problem), problem.message))
    if findings:
        raise LoadError(findings)


class _Tree:
    """Values of several files in one tree, and the way back from a path in the tree to the file and line."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []
        self._files: list[tuple[ValuePath, Path, YamlFile]] = []
        self._unread: set[ValuePath] = set()

    def add(self, prefix: ValuePath, path: Path) -> YamlFile:
        """Read the file at `path`, whose values stand at `prefix` in the tree."""
        if not path.exists() and path.with_suffix(".yml").exists():
            path = path.with_suffix(".yml")
        file = read_yaml(path)
        self._files.append((prefix, path, file))
        self.findings += [Finding(_shown(path), place, problem.message) for place, problem in file.problems]
        if file.value is not None and not isinstance(file.value, dict):
            self.findings.append(_finding(path, "a file that is not a mapping; expected keys and values"))
            file.value = None
        if file.value is None:
            self._unread.add(prefix)
        return file

    def add_folder(
        self, part: str, folder: Path, order: list[Any] | None = None
    ) -> tuple[list[dict[str, Any]], set[str]]:
        """Read every YAML file of `folder` as an entry of the list at `part`, in the order of their ids or of `order`."""
        paths = sorted(path for path in folder.glob("*") if path.suffix in SUFFIXES)
        for path in sorted(folder.glob("*")) if folder.is_dir() else []:
            if path.suffix not in SUFFIXES and not path.name.startswith("."):
                self.findings.append(_finding(path, f"a file that is not YAML; expected only <{part[:-1]}-id>.yaml files"))
        if order is not None:
            place = {name: i for i, name in enumerate(order) if isinstance(name, str)}
            paths.sort(key=lambda path: place.get(path.stem, len(place)))
        entries: list[dict[str, Any]] = []
        first: dict[str, Path] = {}
        for path in paths:
            if path.stem in first:
                found = f"a second {part[:-1]} with the id '{path.stem}'; expected each id once; see {first[path.stem].name}"
                self.findings.append(_finding(path, found))
                continue
            first[path.stem] = path
            if order is not None and path.stem not in order:
                message = f"{part[:-1]} '{path.stem}', which framework.yaml does not list; expected it under '{part}'; add it"
                self.findings.append(_finding(path, message))
                continue
            file = self.add((part, len(entries)), path)
            if file.value is not None and "id" in file.value:
                self.complain(
                    Problem((part, len(entries), "id"), "the key 'id'", "none, because the id is the file's name", "take it out", True)
                )
            entries.append({**(file.value or {}), "id": path.stem})
        return entries, set(first)

    def complain(self, problem: Problem, file: YamlFile | None = None) -> None:
        """Record a problem of the tree as a finding in the file that holds its place."""
        best = max(
            (entry for entry in self._files if problem.path[: len(entry[0])] == entry[0] and file in (None, entry[2])),
            key=lambda entry: len(entry[0]),
        )
        prefix, path, yaml_file = best
        if prefix in self._unread and prefix:
            return  # what is wrong follows from the file that could not be read
        inner = Problem(problem.path[len(prefix) :], problem.found, problem.expected, problem.hint, problem.at_key)
        inner = yaml_file.explained(inner)
        if inner.path == ("id",) and prefix and not inner.at_key:
            inner = Problem((), f"the file name '{path.name}'", "an id in kebab case, such as 'basic-training.yaml'", "rename it")
        self.findings.append(Finding(_shown(path), yaml_file.place_of(inner), inner.message))


def _finding(path: Path, message: str) -> Finding:
    return Finding(_shown(path), Place(), message)


def _shown(path: Path) -> str:
    """The path as people see it: from the folder they stand in, with forward slashes."""
    try:
        return Path(os.path.relpath(path)).as_posix() if path.is_absolute() else path.as_posix()
    except ValueError:
        return path.as_posix()
