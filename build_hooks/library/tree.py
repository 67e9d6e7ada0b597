"""Values of several files as one tree, so that what is wrong between files is found by one check and told in the right file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from build_hooks.library.findings import Finding, LoadError, Place, shown
from build_hooks.library.folders import entries
from build_hooks.library.recall import NOTHING_KEPT, Recall
from build_hooks.library.yamlfile import YamlFile, read_yaml
from cxcore.reading import Problem, ValuePath, did_you_mean, kebab, quote, show_path

SUFFIXES = (".yaml", ".yml")
"""The endings of YAML files; the first is the one that a file should have."""


class Tree:
    """Values of several files in one tree, and the way back from a path in the tree to the file and line."""

    def __init__(self, recall: Recall = NOTHING_KEPT) -> None:
        self.recall = recall
        self._findings: list[Finding] = []
        self._files: dict[ValuePath, tuple[Path, YamlFile]] = {}
        self._unread: set[ValuePath] = set()

    @property
    def count(self) -> int:
        """How much was found so far."""
        return len(self._findings)

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
        """What people put into a folder, by name; nothing where it is not there."""
        try:
            return entries(folder)
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
            file = replace(file, value=None)
            self._files[at] = (path, file)
            self._unread.add(at)
        return file

    def add_folder(
        self, at: ValuePath, part: str, folder: Path, order: Sequence[str] | None = None
    ) -> list[dict[str, Any]]:
        """Read every YAML file of `folder` as an entry of the list `part` at `at`, by name, or in `order` where there is one."""
        noun = part.removesuffix("s")
        first: dict[str, Path] = {}
        for path in self.listed(folder):
            if path.suffix.lower() not in SUFFIXES:
                self.find(path, f"a file that is not YAML; expected only <{noun}-id>.yaml files{_named_twice(path)}")
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
        inner = replace(problem, path=problem.path[len(at) :])
        if yaml_file.follows(inner):
            return
        if inner.path == ("id",) and "id" not in yaml_file.value and len(at) > 0:
            near = kebab(path.stem)
            hint = f"rename it to '{near}{SUFFIXES[0]}'" if near else "rename it"
            inner = Problem((), f"the file name '{path.name}'", "small letters and digits, joined by hyphens", hint)
        message = yaml_file.explained(inner).told(lambda rival: self._called(rival, at))
        self.find(path, message, yaml_file.place_of(inner))

    def _called(self, place: ValuePath, at: ValuePath) -> str:
        """What people call a place in the tree: the name of its file, or else the way to it within the file at `at`."""
        other = self._files.get(place)
        return other[0].name if other else show_path(place[len(at) :])


def _named_twice(path: Path) -> str:
    """The hint for a file whose real ending a system that hides endings has added: `log.yaml.txt`."""
    return f"; rename it to '{path.stem}'" if Path(path.stem).suffix.lower() in SUFFIXES else ""
