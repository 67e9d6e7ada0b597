"""The folder of frameworks as checked records. Every problem of every file is reported at once, with its line.

    <framework>/framework.yaml   stages/<stage>.yaml   practices/<practice>.yaml   metrics/<metric>.yaml
    circumstances/<circumstance>.yaml   templates/<template>.yaml

The id of a stage, practice, metric, circumstance or template is the name of its file. Nothing is written.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from build_hooks.library.guides import (
    CIRCUMSTANCES,
    TEMPLATES,
    Circumstance,
    Template,
    check_circumstances,
    check_templates,
)
from build_hooks.library.records import FrameworkRecord, Metric, check_metrics
from build_hooks.library.tree import SUFFIXES, Tree
from build_hooks.library.yamlfile import YamlFile
from cxcore.reading import (
    INVALID,
    Identifier,
    Items,
    Problem,
    ValuePath,
    decode,
    did_you_mean,
    members,
    nearest,
    one_of,
    quote,
    told_once,
)

METRICS = "metrics"
SCHEMA = "schema"
"""The folder beside the frameworks that holds the JSON Schemas for editors."""

NO_FRAMEWORKS = (METRICS, CIRCUMSTANCES, TEMPLATES, SCHEMA)
"""Folders beside the frameworks that are none, and whose names no framework can have."""

SAMPLE = "sample.json"
"""The file of a framework that holds its sample assessment."""

PARTS = ("framework.yaml", "framework.yml", "stages", "practices", SAMPLE)
"""What a framework's folder may hold, beside a README and hidden files."""

StageIds = Annotated[tuple[Identifier, ...], Items(1, 12)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """What stands under a folder of frameworks in folders of its own."""

    frameworks: tuple[FrameworkRecord, ...]
    metrics: tuple[Metric, ...]
    circumstances: tuple[Circumstance, ...]
    templates: tuple[Template, ...]
    whole: Mapping[str, FrameworkRecord]
    """The frameworks by the names of their folders, INVALID for one with problems of its own."""


def read_library(tree: Tree, folder: Path) -> Library:
    """Every framework, metric, circumstance and template under `folder`. What is wrong is found in `tree`; then INVALID stands for what
    could not be read.
    """
    frameworks: list[FrameworkRecord] = []
    whole: dict[str, FrameworkRecord] = {}
    for path in tree.listed(folder):
        if path.name in NO_FRAMEWORKS:
            for file in _framework_files(path):
                tree.find(
                    file,
                    f"a framework in the folder '{path.name}', which has a use of its own; expected a folder and an id of"
                    " another name; rename them",
                )
        elif _framework_files(path):
            before = tree.count
            frameworks.append(_framework(tree, ("frameworks", len(frameworks)), path))
            whole[path.resolve().name] = frameworks[-1] if tree.count == before else INVALID
        elif path.is_dir():
            expected = f"folders of frameworks, {', '.join(map(repr, NO_FRAMEWORKS[:-1]))} and '{SCHEMA}' alone"
            tree.find(
                path, f"a folder without a framework.yaml; expected {expected}; add the file, or take the folder out"
            )
    if not frameworks:
        tree.find(folder, "no framework; expected a folder with a framework.yaml in it")
    metrics = _beside(tree, folder, METRICS, Metric)
    circumstances = _beside(tree, folder, CIRCUMSTANCES, Circumstance)
    templates = _beside(tree, folder, TEMPLATES, Template)
    for problem in check_metrics(frameworks, metrics):
        tree.complain(problem)
    for problem in check_circumstances(frameworks, metrics, circumstances):
        tree.complain(problem)
    for problem in check_templates(templates, whole):
        tree.complain(problem)
    return Library(
        frameworks=tuple(frameworks),
        metrics=tuple(metrics),
        circumstances=tuple(circumstances),
        templates=tuple(templates),
        whole=whole,
    )


def _beside(tree: Tree, folder: Path, part: str, cls: type[Any]) -> list[Any]:
    """The entries of a folder beside the frameworks. Where a framework is in its place, that has been told."""
    if _framework_files(folder / part):
        return [INVALID]
    values = tree.add_folder((), part, folder / part)
    return [_decoded(tree, cls, value, (part, i)) for i, value in enumerate(values)]


def load_framework(folder: Path) -> FrameworkRecord:
    """Read the framework in `folder`, without what stands outside it. Raises LoadError."""
    tree = Tree()
    framework = _framework(tree, (), folder)
    tree.finish()
    return framework


def _framework(tree: Tree, at: ValuePath, folder: Path) -> FrameworkRecord:
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
    if meant := _misspelt_stages(main):
        hint = "did you mean 'stages'?"
        tree.complain(Problem((*at, meant), f"unknown key {quote(meant)}", "the key 'stages'", hint, at_key=True), main)
        del value[meant]
    value["stages"] = tree.add_folder(at, "stages", folder / "stages", _listed_stages(tree, at, main))
    value["practices"] = tree.add_folder(at, "practices", folder / "practices")
    framework: FrameworkRecord = _decoded(tree, FrameworkRecord, value, at)
    return framework


def _framework_files(folder: Path) -> list[Path]:
    return [path for suffix in SUFFIXES if (path := folder / f"framework{suffix}").is_file() or path.is_symlink()]


def _misspelt_stages(main: YamlFile) -> str | None:
    """The key of framework.yaml that seems to mean `stages`, where that is not there. What the decoder is given has it."""
    if main.value is None or "stages" in main.value:
        return None
    return nearest("stages", [key for key in main.value if key not in members(FrameworkRecord)])


def _listed_stages(tree: Tree, at: ValuePath, main: YamlFile) -> Sequence[str] | None:
    """The stages in the order of framework.yaml; None where it does not say."""
    if main.value is None:
        return None
    listed = main.value.get("stages", INVALID)
    problems: list[Problem] = []
    if listed is not INVALID:
        decode(StageIds, listed, (*at, "stages"), problems)
    elif _misspelt_stages(main) is None:
        problems.append(Problem(at, "no 'stages'", "the key 'stages'", "add it"))
    names = [name for name in listed if isinstance(name, str)] if isinstance(listed, list) else None
    for i, name in enumerate(listed if names else ()):
        if name in listed[:i]:
            problems.append(
                Problem((*at, "stages", i), f"stage {quote(str(name))} a second time", "each stage once", "take it out")
            )
    for problem in problems:
        tree.complain(problem, main)
    return None if names is None else list(dict.fromkeys(names))


def _decoded(tree: Tree, cls: Any, value: Any, at: ValuePath) -> Any:
    result, problems = tree.recall(_checked, cls, value, at)
    for problem in problems:
        tree.complain(problem)
    return result


def _checked(cls: Any, value: Any, at: ValuePath) -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []
    result = decode(cls, value, at, problems)
    if hasattr(cls, "problems") and result is not INVALID:
        problems = told_once(problems, (problem.under(*at) for problem in result.problems()))
    return result, problems
