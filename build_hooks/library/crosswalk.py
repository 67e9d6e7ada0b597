"""The crosswalk between the models: `frameworks/crosswalk.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from build_hooks.library.recall import NOTHING_KEPT, Recall
from build_hooks.library.record_file import load_file
from cxcore.compare.crosswalk import Crosswalk, ModelPair, PracticeMatch, StageAlignment
from cxcore.model import Framework
from cxcore.reading import INVALID, Date, Identifier, Items, Problem, Text, ValuePath, did_you_mean, one_of

CROSSWALK = "crosswalk.yaml"
NAMES = (CROSSWALK, "crosswalk.yml")
"""What the file in the folder of the frameworks may be called."""

Reason = Annotated[str, Text(max_words=60)]
Label = Annotated[str, Text(max_words=12)]
Line = Annotated[str, Text(max_words=30)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Match(PracticeMatch):
    """A practice of the first model and one of the second that correspond."""

    note: Reason | None = None
    """Why, as a sentence that can be read from either side."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment(StageAlignment):
    """Where somebody who has reached a stage of the first model lies in the second."""

    reason: Reason
    """Why, with the names of the models, as it is read from both sides."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair(ModelPair):
    """Two models, and all that is said of their practices and stages."""

    stages: tuple[Alignment, ...] = ()
    practices: Annotated[tuple[Match, ...], Items(0, 2000)] = ()
    not_mapped: Mapping[Identifier, Mapping[Identifier, Reason]] = field(default_factory=dict)
    """Why a practice has no counterpart, by the id of its framework and its own; where this is there, no practice may be left
    out.
    """
    notes: tuple[Annotated[str, Text(max_words=60)], ...] = ()
    """Editorial notes, such as where the models disagree on the order of things."""

    def check_complete(self, frameworks: Mapping[str, Framework]) -> Iterator[Problem]:
        """Every practice of both is in a match or under `not_mapped`, and never in both. Passes over unreadable parts."""
        for key in self.not_mapped:
            if key not in (self.first, self.second):
                hint = did_you_mean(key, (self.first, self.second))
                expected = f"'{self.first}' or '{self.second}'"
                yield Problem(("not_mapped", key), f"framework '{key}', which is none of the two", expected, hint, True)
        for side, framework in (("first", frameworks[self.first]), ("second", frameworks[self.second])):
            matched = {getattr(match, side) for match in self.practices}
            left = self.not_mapped.get(framework.id, {})
            for key in left:
                path = ("not_mapped", framework.id, key)
                if key not in framework.practice:
                    hint = did_you_mean(key, framework.practice)
                    expected = f"a practice of '{framework.id}'"
                    yield Problem(path, f"unknown practice '{key}'", expected, hint, at_key=True)
                elif key in matched:
                    yield Problem(path, f"'{key}', which has a match", "one of them", "take one out", at_key=True)
            if INVALID not in (self.practices, left, *matched):
                for key in framework.practice:
                    if key not in matched and key not in left:
                        found = f"practice '{key}' of '{framework.id}' nowhere"
                        yield Problem(("practices",), found, "a match, or the reason under 'not_mapped'", "add it")


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What a model can tell of an organisation, and what it cannot."""

    short: Label
    """The model's name where there is little room."""
    sees: Reason
    """What it looks at more closely than others."""
    blind: Reason
    """What it does not ask about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """For whom a model is the one to take."""

    want: Line
    """What somebody wants from an assessment."""
    time: Line
    """The time that it takes."""
    size: Line
    """Which organisations it suits."""
    model: Identifier
    """The id of the framework."""
    why: Reason
    """The reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrosswalkFile(Crosswalk):
    """Which practices of two models correspond, and between which stages a stage lies; and which model to choose."""

    models: Mapping[Identifier, Portrait] = field(default_factory=dict)
    """What each framework, by its id, sees; the first of them is the one beside which the others are drawn."""
    choices: tuple[Choice, ...] = ()
    """Which model to take for what."""
    pairs: tuple[Pair, ...] = ()
    """Two models each; a pair is written once and read in both directions."""
    updated: Date | None = None
    """The day on which its text last changed."""

    def problems(self, frameworks: Mapping[str, Framework]) -> Iterator[Problem]:
        """As `Crosswalk.problems`; and in a pair that says what is not mapped, no practice may be forgotten."""
        named: list[tuple[ValuePath, str, bool]] = [(("models", key), key, True) for key in self.models]
        named += [(("choices", i, "model"), c.model, False) for i, c in enumerate(self.choices) if c is not INVALID]
        for path, key, at_key in named:
            if key is not INVALID and key not in frameworks:
                hint = did_you_mean(key, frameworks)
                yield Problem(path, f"unknown framework '{key}'", one_of(list(frameworks)), hint, at_key)
        yield from Crosswalk.problems(self, frameworks)
        for i, pair in enumerate(self.pairs):
            both = [frameworks.get(pair.first, INVALID), frameworks.get(pair.second, INVALID)]
            if pair.not_mapped and INVALID not in both:
                yield from (problem.under("pairs", i) for problem in pair.check_complete(frameworks))

    def short(self, framework: Framework) -> str:
        """The name of a framework where there is little room."""
        return self.models[framework.id].short if framework.id in self.models else framework.name

    def counterparts(self, framework: str, practice: str) -> Iterator[tuple[str, tuple[PracticeMatch, ...], str]]:
        """For each model that `framework` is paired with: its id, the practices there that correspond (those of close fit
        first), and why none does, where none does.
        """
        for pair in self.pairs:
            if framework == pair.first:
                other, found = pair.second, [match for match in pair.practices if match.first == practice]
            elif framework == pair.second:
                other = pair.first
                found = [replace(m, first=m.second, second=m.first) for m in pair.practices if m.second == practice]
            else:
                continue
            why = pair.not_mapped.get(framework, {}).get(practice, "")
            yield other, tuple(sorted(found, key=lambda match: match.fit)), why

    def nearest(self, framework: str, order: int) -> Iterator[tuple[str, StageAlignment | None, str]]:
        """For each model that `framework` is paired with: its id, between which of its stages the stage of this order
        lies, and why no stage does, where none does.
        """
        for other in self.partners(framework):
            pair = self.between(framework, other)
            if pair is not None:
                found = next((stage for stage in pair.stages if stage.reached == order), None)
                yield other, found, pair.not_aligned or ""


EMPTY = CrosswalkFile()
"""What there is where nothing corresponds."""


def load_crosswalk(folder: Path, frameworks: Mapping[str, Framework], recall: Recall = NOTHING_KEPT) -> CrosswalkFile:
    """The crosswalk in a folder of frameworks, which are given by id; an empty one where there is no file.

    INVALID stands for a framework that has problems: it may be named, and nothing is told of its practices and stages. `recall` has what
    the file held at earlier builds.
    Raises LoadError with every problem of the file.
    """
    path = next((folder / name for name in NAMES if (folder / name).exists()), None)
    if path is None:
        return EMPTY
    crosswalk: CrosswalkFile = load_file(CrosswalkFile, path, lambda file: file.problems(frameworks), recall)
    return crosswalk
