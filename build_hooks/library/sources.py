"""Everything under `frameworks/`, read once and the same way for the site and for `cx validate`.

    <framework>/{framework.yaml, stages/, practices/, sample.json}   metrics/   circumstances/   templates/   symptoms.yaml
    guides.yaml   glossary.yaml   crosswalk.yaml

What stops a build is what `load_sources` finds, and `cx validate` tells it; a check that only one of them makes has no
place. Every problem of every file is reported at once: what cannot be checked because another file has problems waits for
that file, and nothing else does.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from build_hooks.library.crosswalk import EMPTY, CrosswalkFile, load_crosswalk
from build_hooks.library.findings import together
from build_hooks.library.glossary import Term, load_glossary
from build_hooks.library.guides import (
    Circumstance,
    Guide,
    Symptom,
    SymptomGroup,
    Template,
    load_guides,
    load_symptoms,
)
from build_hooks.library.load import load_framework, read_library
from build_hooks.library.recall import NOTHING_KEPT, Recall
from build_hooks.library.records import FrameworkRecord, Metric
from build_hooks.library.samples import load_sample
from build_hooks.library.tree import Tree
from cxcore.model import Assessment
from cxcore.model.migration import Brought
from cxcore.reading import INVALID


@dataclass(frozen=True, kw_only=True)
class Sources:
    """All that the site is made from, checked as a whole."""

    frameworks: tuple[FrameworkRecord, ...]
    """At least one, by their `order`; the first is the one that the home page shows."""
    metrics: tuple[Metric, ...] = ()
    """In their own order."""
    circumstances: tuple[Circumstance, ...] = ()
    """In their own order."""
    templates: tuple[Template, ...] = ()
    """In their own order."""
    samples: Mapping[str, Assessment]
    """The sample assessment of each framework that has one, by the framework's id."""
    older: Mapping[str, Brought] = field(default_factory=dict)
    """Those of them that were of an earlier version, and are to be looked at."""
    crosswalk: CrosswalkFile = EMPTY
    """What corresponds between the frameworks."""
    symptoms: tuple[SymptomGroup, ...] = ()
    """By what they are about."""
    symptoms_updated: str | None = None
    """The day on which their text last changed."""
    guides: tuple[Guide, ...] = ()
    """In the order of their file."""
    terms: tuple[Term, ...] = ()
    """The glossary, by the alphabet."""
    terms_updated: str | None = None
    """The day on which its text last changed."""

    @cached_property
    def framework(self) -> Mapping[str, FrameworkRecord]:
        """The frameworks by id."""
        return {framework.id: framework for framework in self.frameworks}

    @cached_property
    def metric(self) -> Mapping[str, Metric]:
        """The metrics by id."""
        return {metric.id: metric for metric in self.metrics}

    @cached_property
    def circumstance(self) -> Mapping[str, Circumstance]:
        """The circumstances by id, in their order."""
        return {circumstance.id: circumstance for circumstance in self.circumstances}

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of everything that has one, and of the documents behind it and their authors."""
        names = {each.name for each in self.frameworks} | {each.name for each in self.metrics}
        names |= {each.name for each in self.circumstances} | {each.name for each in self.templates}
        for framework in self.frameworks:
            names |= {each.name for each in framework.stages} | {each.name for each in framework.sections}
            names |= {each.name for each in framework.practices}
            for document in framework.sources:
                names |= {text for text in (document.title, document.author, document.publisher) if text}
        return frozenset(names)

    def symptoms_of(self, framework: str, practice: str) -> list[Symptom]:
        """The symptoms that a practice mends."""
        place = f"{framework}/{practice}"
        return [symptom for group in self.symptoms for symptom in group.symptoms if place in symptom.practices]

    def templates_of(self, framework: str, practice: str) -> list[Template]:
        """The templates that serve a practice."""
        return [template for template in self.templates if f"{framework}/{practice}" in template.practices]

    def guides_of(self, framework: str, practice: str) -> list[Guide]:
        """The pages that are worth reading with a practice."""
        return [guide for guide in self.guides if f"{framework}/{practice}" in guide.practices]

    def guides_with(self, name: str) -> list[Guide]:
        """The pages that are worth reading with a template, by its id, or with a symptom, by its name."""
        return [guide for guide in self.guides if name in (*guide.templates, *guide.symptoms)]

    def in_order[Entry: tuple[Any, ...]](self, entries: Iterable[Entry]) -> list[Entry]:
        """Entries that begin with a framework's id, in the order of the frameworks, so that every page names them alike."""
        order = {framework.id: i for i, framework in enumerate(self.frameworks)}
        return sorted(entries, key=lambda entry: order[entry[0]])


def load_sources(folder: Path, recall: Recall = NOTHING_KEPT) -> Sources:
    """Read the folder of frameworks. `recall` has what was read at earlier builds. Raises LoadError with every problem of every file."""
    tree = Tree(recall)
    library = read_library(tree, folder)
    with together() as read:
        read(tree.finish)
        samples = {name: read(load_sample, folder / name, framework) for name, framework in library.whole.items()}
        crosswalk = read(load_crosswalk, folder, library.whole, recall)
        symptoms = read(load_symptoms, folder, library.whole, library.metrics)
        guides = read(load_guides, folder, library.whole, library.templates, symptoms.groups if symptoms else None)
        glossary = read(load_glossary, folder)
    return Sources(
        frameworks=tuple(sorted(library.frameworks, key=lambda framework: (framework.order, framework.id))),
        metrics=tuple(sorted(library.metrics, key=lambda metric: metric.order)),
        circumstances=tuple(sorted(library.circumstances, key=lambda circumstance: circumstance.order)),
        templates=tuple(sorted(library.templates, key=lambda template: template.order)),
        samples={name: sample.assessment for name, sample in samples.items() if sample is not None},
        older={name: sample for name, sample in samples.items() if sample is not None and sample.is_older},
        crosswalk=crosswalk,
        symptoms=symptoms.groups,
        symptoms_updated=symptoms.updated,
        guides=guides,
        terms=glossary.terms,
        terms_updated=glossary.updated,
    )


def load_with_sample(folder: Path) -> tuple[FrameworkRecord, Brought | None]:
    """The framework in `folder` and its sample, without what stands outside. Raises LoadError with every problem of both."""
    with together() as read:
        framework = read(load_framework, folder)
        sample = read(load_sample, folder, framework or INVALID)
    return framework, sample
