"""The message catalogue as a file: `messages/en.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_hooks.library.load import Finding, LoadError, shown
from build_hooks.library.yamlfile import read_yaml
from build_hooks.places import MESSAGES
from cxcore.reading import Problem, decode
from cxcore.view.messages import Messages


def load_texts(path: Path = MESSAGES) -> dict[str, str]:
    """The texts by key. Raises LoadError where the file is no flat mapping of keys to texts."""
    file = read_yaml(path)
    problems: list[Problem] = []
    texts = {} if file.problems and file.value is None else decode(Mapping[str, str], file.value, (), problems)
    if found := file.placed(problems):
        raise LoadError(Finding(shown(path), place, problem.message) for place, problem in found)
    return dict(texts)


def load_messages(path: Path = MESSAGES) -> Messages:
    """The catalogue. Raises LoadError."""
    return Messages(load_texts(path))
