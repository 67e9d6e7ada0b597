"""The glossary: `frameworks/glossary.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

from build_hooks.library.record_file import load_file
from cxcore.model import Name
from cxcore.reading import Date, Items, Problem, Text

GLOSSARY = "glossary.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of the site, other forms of it, and what it means here."""

    name: Name
    """The word, as the glossary lists it."""
    also: Annotated[tuple[Name, ...], Items(0, 6)] = ()
    """Other forms of it that are linked too, such as a plural."""
    linked: bool = True
    """Whether pages link it; false where the word nearly always means something else there."""
    not_in: Annotated[tuple[Name, ...], Items(0, 30)] = ()
    """Phrases in which the word means something else, and is not linked."""
    definition: Annotated[str, Text(max_words=60)]
    """What it means here."""

    @property
    def anchor(self) -> str:
        """The id under which the glossary's page holds the term."""
        return re.sub(r"[^a-z0-9]+", "-", self.name.lower()).strip("-")


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """The words that the site explains."""

    terms: Annotated[tuple[Term, ...], Items(1, 300)]
    """All terms, in any order."""
    updated: Date | None = None
    """The day on which their text last changed."""

    def problems(self) -> Iterator[Problem]:
        """Words that stand there a second time, or that no link could tell apart. Passes over unreadable parts."""
        seen: set[str] = set()
        anchors: dict[str, str] = {}
        for i, term in enumerate(self.terms):
            if isinstance(term.name, str) and term.name.lower() not in seen:
                if not term.anchor:
                    found = f"the word '{term.name}' without a letter from a to z or a digit"
                    yield Problem(
                        ("terms", i, "name"), found, "one at least, for links", "write another form under 'also'"
                    )
                elif term.anchor in anchors:
                    found = f"the word '{term.name}', which links cannot tell from '{anchors[term.anchor]}'"
                    yield Problem(("terms", i, "name"), found, "other letters or digits", "write it under 'also'")
                anchors.setdefault(term.anchor, term.name)
            for form in (term.name, *term.also):
                if isinstance(form, str) and form.lower() in seen:
                    found = f"the word '{form}' a second time"
                    yield Problem(("terms", i), found, "each word once", "take one out")
                seen.add(str(form).lower())
            yield from _phrases(i, term)


def _phrases(i: int, term: Term) -> Iterator[Problem]:
    """Phrases that hold none of a term's words, so that they would keep no link away."""
    forms = [str(form).lower() for form in (term.name, *term.also)]
    for j, phrase in enumerate(term.not_in):
        if isinstance(phrase, str) and not any(form in phrase.lower() for form in forms):
            found = f"the phrase '{phrase}' without '{term.name}' in it"
            yield Problem(("terms", i, "not_in", j), found, "a phrase with the word or another form of it", "mend it")


def load_glossary(folder: Path) -> Glossary:
    """The glossary in a folder of frameworks, its terms by the alphabet; without any where there is no file. Raises LoadError."""
    path = folder / GLOSSARY
    if not path.exists():
        return Glossary(terms=())
    glossary: Glossary = load_file(Glossary, path, Glossary.problems)
    return replace(glossary, terms=tuple(sorted(glossary.terms, key=lambda term: term.name.lower())))
