"""A YAML file that holds one record and stands for itself."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from build_hooks.library.findings import Finding, LoadError, shown
from build_hooks.library.yamlfile import read_yaml
from cxcore.reading import INVALID, Problem, decode


def _nothing(_: Any) -> Iterable[Problem]:
    return ()


def load_file(hint: Any, path: Path, check: Callable[[Any], Iterable[Problem]] = _nothing) -> Any:
    """The file at `path` read as the type `hint`, in which `check` finds no problem. Raises LoadError with all there are."""
    file = read_yaml(path)
    problems: list[Problem] = []
    value = INVALID if file.problems and file.value is None else decode(hint, file.value, (), problems)
    if value is not INVALID:
        problems += check(value)
    if found := file.placed(problems):
        raise LoadError(Finding(shown(path), place, problem.message) for place, problem in found)
    return value
