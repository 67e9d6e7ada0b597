"""The glossary: `frameworks/glossary.yaml`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from build_hooks.library.load import Finding, LoadError
from build_hooks.library.yamlfile import read_yaml
from cxcore.model import Name
from cxcore.reading import Items, Problem, Text, decode


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the site, other forms of it, and what it means here."""

    name: Name
    also: Annotated[tuple[Name, ...], Items(0, 6)] = ()
    definition: Annotated[str, Text(max_words=60)]

    @property
    def anchor(self) -> str:
        """The id under which the glossary's page holds the term."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """All terms, in the order of the alphabet."""

    terms: Annotated[tuple[Term, ...], Items(1, 300)]


def load_glossary(path: Path) -> tuple[Term, ...]:
    """The terms of the file at `path`; none where it does not exist. Raises LoadError."""
    if not path.is_file():
        return ()
    file = read_yaml(path)
    problems: list[Problem] = []
    glossary: Glossary = decode(Glossary, file.value, (), problems) if file.value is not None else Glossary(terms=())
    seen: set[str] = set()
    for i, term in enumerate(glossary.terms):
        for form in (term.name, *term.also):
            if isinstance(form, str) and form.lower() in seen:
                problems.append(
                    Problem(("terms", i), f"the word '{form}' a second time", "each word once", "take one out")
                )
            seen.add(str(form).lower())
    if found := file.placed(problems):
        raise LoadError(Finding(path.as_posix(), place, problem.message) for place, problem in found)
    return tuple(sorted(glossary.terms, key=lambda term: term.name.lower()))
