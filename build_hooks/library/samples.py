"""The sample assessment that a framework may bring along: `frameworks/<framework>/sample.json`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from build_hooks.library.findings import Finding, LoadError, Place, shown
from build_hooks.library.load import SAMPLE
from build_hooks.library.textfile import UnreadableError, read_text
from cxcore.model import Assessment, Framework
from cxcore.model.migration import Brought, brought_forward
from cxcore.reading import INVALID, InputError, Problem, jsontext

MAX_BYTES = 4 * jsontext.MAX_CHARACTERS
"""No text that can be read is longer: UTF-8 has at most four bytes a character."""


def load_sample(folder: Path, framework: Framework) -> Brought | None:
    """The sample in a framework's folder, brought forward where it is of an earlier version; None where there is no file. Raises LoadError
    with every problem of it.

    Where the framework itself has problems, INVALID stands for it, and the sample is checked for itself alone: then None too.
    """
    path = folder / SAMPLE
    if not path.exists():
        return None
    try:
        text = read_text(path, MAX_BYTES)
        if framework is INVALID:
            Assessment.from_json(text)
            return None
        return brought_forward(framework, Assessment.from_json(text, framework))
    except UnreadableError as error:
        raise LoadError([Finding(shown(path), error.place, error.problem.message)]) from None
    except InputError as error:
        raise LoadError(_findings(path, error.problems)) from None


def _findings(path: Path, problems: Iterable[Problem]) -> Iterable[Finding]:
    # JSON is read without places; the way to the value says where it is.
    return (Finding(shown(path), Place(), str(problem)) for problem in problems)
