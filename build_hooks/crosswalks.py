"""The crosswalk between frameworks as a file: `frameworks/crosswalk.yaml`."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from build_hooks.load import Finding, LoadError
from build_hooks.yamlfile import read_yaml
from cxcore.crosswalk import Crosswalk
from cxcore.errors import InputError
from cxcore.model import Framework

NAMES = ("crosswalk.yaml", "crosswalk.yml")


def load_crosswalk(folder: Path, frameworks: Mapping[str, Framework]) -> Crosswalk:
    """The crosswalk in a folder of frameworks, which are given by id; an empty one where there is no file. Raises LoadError."""
    path = next((folder / name for name in NAMES if (folder / name).is_file()), None)
    if path is None:
        return Crosswalk()
    file = read_yaml(path)
    shown = Path(os.path.relpath(path)).as_posix()
    if not file.problems:
        try:
            return Crosswalk.from_dict(file.value, frameworks)
        except InputError as error:
            file.problems += [(file.place_of(problem), file.explained(problem)) for problem in error.problems]
    raise LoadError(Finding(shown, place, problem.message) for place, problem in file.problems)
