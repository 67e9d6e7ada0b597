"""A maturity model as the scorer sees it: stages, practices, answers, thresholds.

The classes here hold what scoring and the report need. The site's pages need more (evidence, pitfalls, sources …);
`build_hooks.library.records` extends these classes with it, so that there is one object and one set of rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from typing import Annotated, Self

from cxcore.model.changes import Catalogue, Change, catalogue_of, check_changes
from cxcore.reading import (
    INVALID,
    Between,
    Identifier,
    InputError,
    Items,
    Problem,
    Prose,
    Text,
    Version,
    decode,
    did_you_mean,
    from_plain,
    known,
    nearest,
    one_of,
    quote,
    repeated,
    told_once,
)

ADOPTION_ANSWERS = ("missing", "ad-hoc", "repeatable", "systematic")
"""The answers of every adoption practice, from low to high."""

MET_FROM = ADOPTION_ANSWERS.index("repeatable")
"""The rank of the lowest answer that meets an adoption practice."""


class Kind(StrEnum):
    """What the answers of a framework's practices are: how consistently it is followed, or which stage's descriptor fits."""

    ADOPTION = "adoption"
    RUBRIC = "rubric"


class StageNoun(StrEnum):
    """What a framework's source calls its stages."""

    STAGE = "stage"
    LEVEL = "level"
    PHASE = "phase"


class Aspect(StrEnum):
    """The axis that all frameworks share."""

    DATA = "data"
    DESIGN = "design"
    DELIVERY = "delivery"
    MEASUREMENT = "measurement"
    CULTURE = "culture"


Name = Annotated[str, Text(max_words=12, max_length=120)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One of the ordered options of a scale."""

    id: Identifier
    """How practices name it."""
    name: Name
    """How it is printed."""
    meaning: Prose
    """What it means for every practice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A part of the questionnaire, best with 5 to 7 practices."""

    id: Identifier
    """How practices name it."""
    name: Name
    """Its heading."""
    summary: Annotated[str, Text(blank=True)] = ""
    """What it asks about, in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """The bands' upper ends, as parts of 1, exclusive below and inclusive here.

    The defaults are those of ISO/IEC 33020: 15 %, 50 % and 85 %.
    """

    partially: Fraction = Fraction(3, 20)
    """The upper end of N, not achieved; above it begins P, partially achieved."""
    largely: Fraction = Fraction(1, 2)
    """The upper end of P; above it begins L, largely achieved."""
    fully: Fraction = Fraction(17, 20)
    """The upper end of L; above it begins F, fully achieved."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """What one step up takes, from an answer to the one above it, each from 1 (little) to 5 (much)."""

    knowledge: Annotated[int, Between(1, 5)]
    """From 1, anyone with a template, to 5, rare expertise."""
    time: Annotated[int, Between(1, 5)]
    """From 1, weeks, to 5, more than a year."""
    resources: Annotated[int, Between(1, 5)]
    """From 1, existing budgets, to 5, an investment that a board decides."""

    @classmethod
    def of(cls, parts: Sequence[object]) -> Self:
        """The effort of its three parts in their order. Raises InputError for one that is no whole number from 1 to 5."""
        return from_plain(cls, dict(zip(("knowledge", "time", "resources"), parts, strict=True)))

    @property
    def cost(self) -> int:
        """The cost of one step up, from 3 to 15."""
        return self.knowledge + self.time + self.resources


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """Something to be done by a day counted from the start, who does it, and what then exists."""

    day: Annotated[int, Between(1, 90)]
    """The day, counted from the start, by which it is done."""
    action: Annotated[str, Text(max_words=60)]
    """What to do."""
    role: Annotated[str, Text(max_words=15)]
    """Who does it."""
    evidence: Annotated[str, Text(max_words=40)]
    """What then exists."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Descriptor:
    """What one answer looks like for one practice."""

    anchor: Annotated[str, Text(max_words=40)]
    """How consistently the practice is followed, in things of this practice; best in 25 words."""
    next: Annotated[str, Text(max_words=40)] | None = None
    """What leads from this answer to the next one; on every answer but the highest."""
    effort: Effort | None = None
    """What the step from this answer to the next one takes, where it takes more or less than the practice's `effort`; not on the
    highest answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """An ordered, cumulative step of a framework. Its order is its place in `Framework.stages`, from 1."""

    id: Identifier
    """The name of its file."""
    name: Name
    """The stage's name, as the source has it."""
    summary: Annotated[str, Text(max_words=40)]
    """What an organisation at this stage is like."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Practice:
    """What an organisation does; carries the question."""

    id: Identifier
    """The name of its file."""
    name: Name
    """The practice's name, as the source has it."""
    order: Annotated[int, Between(1, 10_000)]
    """Its place in the catalogue, given once."""
    section: Identifier
    """The id of the part of the questionnaire in which it is asked."""
    stage: Identifier | None = None
    """The id of the stage to which it belongs; only where answers are adoption levels."""
    aspect: Aspect
    """What it is about."""
    second_aspect: Aspect | None = None
    """What else it is about."""
    question: Annotated[str, Text(max_words=20)]
    """What happened, asked of one practice, with the look-back, such as "in the last 12 months"."""
    answers: Mapping[Identifier, Descriptor]
    """What each answer of the framework's scale looks like here, by its id."""
    effort: Effort
    """What one step up takes, from any answer that has no `effort` of its own."""
    weight: Annotated[int, Between(1, 1000)] = 1
    """How much it counts; 1 for nearly all."""
    depends_on: tuple[Identifier, ...] = ()
    """Practices without which this one cannot work, by their ids; few."""
    not_applicable: Annotated[str, Text(max_words=60)] | None = None
    """When "not applicable" may be chosen; without this key it may not."""
    first_90_days: Annotated[tuple[Action, ...], Items(0, 12)] = ()
    """What to do first, by ascending day."""


@dataclass(frozen=True, kw_only=True)
class Framework:
    """One version of one maturity model. Frozen, and checked as a whole by `from_dict`."""

    id: Identifier
    """The name of its folder."""
    version: Version
    """Three numbers, such as 1.0.0; the changelog says which of them a change takes."""
    name: Name
    """How it is printed."""
    kind: Kind
    """What answers are: how consistently a practice is followed, or which stage's descriptor fits."""
    stage_noun: StageNoun = StageNoun.STAGE
    """What the source calls its stages."""
    stages: Annotated[tuple[Stage, ...], Items(1, 12)]
    """The stages from low to high."""
    answers: Annotated[tuple[Answer, ...], Items(0, 12)] = ()
    """The adoption scale, from low to high; none for a rubric, whose answers are its stages."""
    sections: Annotated[tuple[Section, ...], Items(1, 40)]
    """The parts of the questionnaire, in order."""
    rating: Rating = field(default_factory=Rating)
    """The thresholds of the bands."""
    practices: Annotated[tuple[Practice, ...], Items(1, 500)]
    """The practices, in any order."""
    quick: Annotated[tuple[Identifier, ...], Items(12, 15)] = ()
    """The practices that a quick look asks, by their ids: 12 to 15, at least two of each stage and one of each aspect. Best more of
    the first stage, on which all others rest, and none that many could call not applicable. A model without has no quick look."""
    changes: Annotated[tuple[Change, ...], Items(0, 200)] = ()
    """What each version changed."""

    @classmethod
    def from_dict(cls, value: object) -> Self:
        """Read a framework from plain values. Raises InputError with every problem found."""
        problems: list[Problem] = []
        framework: Self = decode(cls, value, (), problems)
        if framework is not INVALID:
            problems = told_once(problems, framework.problems())
        if problems:
            raise InputError(problems)
        return framework

    def problems(self) -> Iterator[Problem]:
        """What is wrong between the parts of a framework: ids, references, cycles, thresholds. Passes over unreadable parts."""
        yield from _check_unique(self)
        yield from _check_scale(self)
        yield from _check_references(self)
        yield from _check_cycles(self.practices)
        yield from _check_quick(self)
        yield from check_changes(self.changes, self.version, Catalogue(practices=self._ids, answers=self.scale))

    @cached_property
    def practice(self) -> Mapping[str, Practice]:
        """The practices by id, in catalogue order."""
        return {p.id: p for p in sorted(self.practices, key=lambda p: p.order)}

    @cached_property
    def scale(self) -> tuple[str, ...]:
        """The ids of the answers that every practice has, from low to high. An answer's place here is its rank."""
        return ADOPTION_ANSWERS if self.kind is Kind.ADOPTION else tuple(stage.id for stage in self.stages)

    @property
    def _ids(self) -> frozenset[str]:
        return frozenset(p.id for p in self.practices)

    def catalogue(self, version: str) -> Catalogue | None:
        """The ids of the practices and answers of a version; None where `changes` does not list it."""
        newest = Catalogue(practices=self._ids, answers=self.scale)
        return catalogue_of(newest, self.changes, self.version, version)

    @cached_property
    def answer_names(self) -> Mapping[str, str]:
        """The printed names of the answers by id."""
        named: Iterable[Answer | Stage] = self.answers if self.kind is Kind.ADOPTION else self.stages
        return {answer.id: answer.name for answer in named}

    @cached_property
    def stage_order(self) -> Mapping[str, int]:
        """The order of each stage, from 1, by id."""
        return {stage.id: order for order, stage in enumerate(self.stages, 1)}

    @cached_property
    def bearing(self) -> Mapping[int, tuple[Practice, ...]]:
        """The practices that bear on each stage, by its order, in catalogue order.

        An adoption practice bears on its own stage, a rubric practice on every stage.
        """
        return {
            order: tuple(p for p in self.practice.values() if p.stage in (None, stage.id))
            for order, stage in enumerate(self.stages, 1)
        }

    def meets(self, rank: int, order: int) -> bool:
        """Whether an answer of `rank` meets a practice at the stage of `order`, on which the practice bears.

        Adoption: from Repeatable up. Rubric: the answer's stage is that stage or a higher one.
        """
        return rank >= self.meeting_rank(order)

    def meeting_rank(self, order: int) -> int:
        """The lowest rank that meets a practice at the stage of `order`."""
        return MET_FROM if self.kind is Kind.ADOPTION else order - 1

    def effort(self, practice: str, rank: int) -> Effort:
        """What the step from an answer of `rank` to the one above it takes, of the practice with this id."""
        of = self.practice[practice]
        return of.answers[self.scale[rank]].effort or of.effort

    def cost(self, practice: str, start: int, to: int) -> int:
        """What the steps from an answer of rank `start` to one of rank `to` cost together; 0 where there is none."""
        return sum(self.effort(practice, rank).cost for rank in range(start, to))

    def in_section(self, section: str) -> tuple[Practice, ...]:
        """The practices of a section, in catalogue order."""
        return tuple(p for p in self.practice.values() if p.section == section)

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The number of each practice's question, from 1, by the practice's id: section by section, in catalogue order."""
        asked = (practice for section in self.sections for practice in self.in_section(section.id))
        return {practice.id: number for number, practice in enumerate(asked, 1)}


def _check_unique(framework: Framework) -> Iterator[Problem]:
    for part in ("stages", "answers", "sections", "practices"):
        yield from repeated([entry.id for entry in getattr(framework, part)], (part,), "id")
    yield from repeated([p.order for p in framework.practices], ("practices",), "order")
    # Two practices of different stages may share a name; a reader of one stage must be able to tell its practices apart.
    named = [INVALID if INVALID in (p.stage, p.name) else (p.stage, p.name) for p in framework.practices]
    yield from repeated(named, ("practices",), "name", [p.name for p in framework.practices])


def _check_scale(framework: Framework) -> Iterator[Problem]:
    ids = tuple(answer.id for answer in framework.answers)
    rating = framework.rating
    if (
        framework.kind is Kind.ADOPTION
        and framework.answers is not INVALID
        and INVALID not in ids
        and ids != ADOPTION_ANSWERS
    ):
        found = f"the answers {', '.join(ids)}" if ids else "no answers"
        yield Problem(("answers",), found, f"{', '.join(ADOPTION_ANSWERS)}, in this order")
    if framework.kind is Kind.RUBRIC and ids:
        yield Problem(
            ("answers",), "answers", "none, because the answers of a rubric are its stages", "take the key out"
        )
    if framework.kind is Kind.RUBRIC and len(framework.stages) == 1:
        yield Problem(("stages",), "1 stage", "at least 2 in a rubric")
    thresholds = (rating.partially, rating.largely, rating.fully)
    if INVALID not in thresholds and not 0 <= rating.partially < rating.largely < rating.fully < 1:
        yield Problem(("rating",), "thresholds out of order", "0 ≤ partially < largely < fully < 1")


def _check_references(framework: Framework) -> Iterator[Problem]:
    # Where none could be read, that is reported, and what refers to them is not to be reported too.
    stages = [stage.id for stage in framework.stages] or [INVALID]
    sections = [section.id for section in framework.sections] or [INVALID]
    ids = [practice.id for practice in framework.practices] or [INVALID]
    for i, practice in enumerate(framework.practices):
        here: tuple[str | int, ...] = ("practices", i)
        if practice is INVALID:
            continue
        yield from known("section", practice.section, sections, (*here, "section"))
        if framework.kind is Kind.RUBRIC and practice.stage is not None:
            yield Problem(
                (*here, "stage"), "a stage", "none, because a rubric practice bears on every stage", "take it out"
            )
        elif framework.kind is Kind.ADOPTION and practice.stage is None:
            yield Problem(
                here, "no 'stage'", "the key 'stage'", f"add {one_of([s for s in stages if s is not INVALID])}"
            )
        elif practice.stage is not None:
            yield from known("stage", practice.stage, stages, (*here, "stage"))
        if framework.kind is not INVALID and practice.answers is not INVALID:
            yield from _check_answers(framework, practice, (*here, "answers"))
        for j, other in enumerate(practice.depends_on):
            if other == practice.id:
                yield Problem((*here, "depends_on", j), f"the practice itself, {quote(other)}", "another practice")
            else:
                yield from known("practice", other, ids, (*here, "depends_on", j))
    if framework.kind is Kind.ADOPTION:
        yield from _check_used(framework, "stage", stages)
    yield from _check_used(framework, "section", sections)


def _check_used(framework: Framework, noun: str, ids: Sequence[str]) -> Iterator[Problem]:
    used = {getattr(practice, noun) for practice in framework.practices}
    # A practice that names none of them has been reported; the part that it meant is not to be reported too.
    for i, part in enumerate(ids if used and used <= {*ids} - {INVALID} else ()):
        if part is not INVALID and part not in used:
            yield Problem((f"{noun}s", i), f"{noun} '{part}' with no practice", "at least one practice that names it")


def _check_quick(framework: Framework) -> Iterator[Problem]:
    """Whether the practices of a quick look exist, and stand for every stage and aspect that the model has."""
    parts = [part for practice in framework.practices for part in (practice.id, practice.stage, practice.aspect)]
    if not framework.quick or INVALID in (*framework.quick, *parts):
        return
    named = {practice.id: practice for practice in framework.practices}
    for i, key in enumerate(framework.quick):
        yield from known("practice", key, list(named), ("quick", i))
        if key in framework.quick[:i]:
            yield Problem(("quick", i), f"'{key}' a second time", "each practice once", "take one of them out")
    asked = [named[key] for key in {*framework.quick} & named.keys()]
    for stage in framework.stages if framework.kind is Kind.ADOPTION else ():
        least = min(2, sum(p.stage == stage.id for p in framework.practices))
        if (count := sum(p.stage == stage.id for p in asked)) < least:
            yield Problem(("quick",), f"{count} of the stage '{stage.id}'", f"at least {least}", "add practices of it")
    for aspect in Aspect:
        if any(p.aspect is aspect for p in framework.practices) and not any(p.aspect is aspect for p in asked):
            yield Problem(("quick",), f"none of the aspect '{aspect}'", "at least one", "add a practice of it")


def _check_answers(framework: Framework, practice: Practice, path: tuple[str | int, ...]) -> Iterator[Problem]:
    if INVALID in framework.scale:
        return
    missing = [key for key in framework.scale if key not in practice.answers]
    for key in practice.answers:
        if isinstance(key, str) and key not in framework.scale:
            hint = did_you_mean(key, missing or framework.scale)
            yield Problem((*path, key), f"unknown answer '{key}'", one_of(framework.scale), hint, True)
    meant = {nearest(str(key), missing) for key in practice.answers if key not in framework.scale}
    for key in missing:
        if key not in meant:
            yield Problem(path, f"no '{key}'", f"the answer '{key}'", "add it")
    yield from _check_next(framework.scale, practice.answers, path)


def _check_next(
    scale: Sequence[str], answers: Mapping[str, Descriptor], path: tuple[str | int, ...]
) -> Iterator[Problem]:
    """Whether every answer but the highest says what leads on, and the highest has neither this nor an effort for it."""
    for key in scale:
        if key not in answers:
            continue
        if key == scale[-1]:
            expected = "it on lower answers alone, because nothing is higher"
            for name in ("next", "effort"):
                if getattr(answers[key], name) not in (None, INVALID):
                    found = f"{'an' if name == 'effort' else 'a'} '{name}' of '{key}'"
                    yield Problem((*path, key, name), found, expected, "take it out", at_key=True)
        elif answers[key].next is None:
            yield Problem((*path, key), "no 'next'", "the key 'next', with what leads on to the answer above", "add it")


def _check_cycles(practices: Sequence[Practice]) -> Iterator[Problem]:
    """Every circle of dependencies that has no practice of another one in it, from its first practice on."""
    needs = {p.id: {*p.depends_on} - {p.id} for p in practices if p.id is not INVALID}
    while needs := _in_circles(needs):
        start = next(i for i, practice in enumerate(practices) if practice.id in needs)
        way = [practices[start].id]
        while (following := min(needs[way[-1]])) not in way:
            way.append(following)
        circle = way[way.index(following) :]
        place, practice = next((i, p) for i, p in enumerate(practices) if p.id in circle)
        first = circle.index(practice.id)
        shown = [*circle[first:], *circle[:first], practice.id]
        found = f"a circle of dependencies: {' → '.join(shown)}"
        yield Problem(("practices", place, "depends_on"), found, "none", "take one of them out")
        needs = {key: needs[key] for key in needs.keys() - circle}


def _in_circles(needs: Mapping[str, set[str]]) -> dict[str, set[str]]:
    """What each practice needs, of those alone that are on a circle or behind one."""
    left = {key: needs[key] & needs.keys() for key in needs}
    while free := {key for key in left if not left[key]}:
        left = {key: left[key] - free for key in left if key not in free}
    return left
