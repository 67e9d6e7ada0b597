"""A YAML file that holds one record and stands for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from build_hooks.library.findings import Finding, LoadError, shown
from build_hooks.library.recall import NOTHING_KEPT, Recall
from build_hooks.library.yamlfile import read_yaml
from cxcore.reading import INVALID, Problem, decode


def _nothing(_: Any) -> Iterable[Problem]:
    return ()


def _decoded(hint: Any, value: Any) -> tuple[Any, list[Problem]]:
    problems: list[Problem] = []
    return decode(hint, value, (), problems), problems


def load_file(
    hint: Any, path: Path, check: Callable[[Any], Iterable[Problem]] = _nothing, recall: Recall = NOTHING_KEPT
) -> Any:
    """The file at `path` read as the type `hint`, in which `check` finds no problem. `recall` has what it held at earlier builds. Raises
    LoadError with all problems that there are.
    """
    file = read_yaml(path)
    value, problems = (INVALID, []) if file.problems and file.value is None else recall(_decoded, hint, file.value)
    if value is not INVALID:
        problems = [*problems, *check(value)]
    if found := file.placed(problems):
        raise LoadError(Finding(shown(path), place, problem.message) for place, problem in found)
    return value
