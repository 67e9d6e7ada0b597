"""The sample assessment that a framework may bring along: `frameworks/<framework>/sample.json`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_hooks.library.load import Finding, LoadError, shown
from build_hooks.library.records import Library
from build_hooks.library.yamlfile import Place
from cxcore.model import Assessment
from cxcore.reading import InputError


def load_samples(folder: Path, library: Library) -> Mapping[str, Assessment]:
    """The samples by framework id. Raises LoadError where one is no assessment of its framework."""
    samples: dict[str, Assessment] = {}
    findings: list[Finding] = []
    for framework in library.frameworks:
        path = folder / framework.id / "sample.json"
        if not path.is_file():
            continue
        try:
            samples[framework.id] = Assessment.from_json(path.read_text("utf-8")).checked(framework)
        except InputError as error:
            findings += [Finding(shown(path), Place(), str(problem)) for problem in error.problems]
        except UnicodeDecodeError:
            findings.append(
                Finding(
                    shown(path), Place(), "text that is not UTF-8; expected a file in UTF-8; save it again as UTF-8"
                )
            )
    if findings:
        raise LoadError(findings)
    return samples
