"""What the site's pages need of a framework beyond what scoring needs: evidence, pitfalls, examples, sources.

The classes extend those of `cxcore.model`. Together they are the only definition of the YAML files: the loader checks
against them, and the JSON Schema for editors is generated from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from cxcore.model import Action, Aspect, Descriptor, Framework, Name, Practice, Stage
from cxcore.reading import (
    INVALID,
    Between,
    Date,
    Identifier,
    Items,
    Problem,
    Prose,
    Text,
    ValuePath,
    did_you_mean,
    one_of,
)

Words40 = Annotated[str, Text(max_words=40)]
Words60 = Annotated[str, Text(max_words=60)]
Points = Annotated[tuple[Words60, ...], Items(0, 8)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document that a framework was made from, as far as it can be named.

    `id` is the name by which stages and practices cite it. `title` is the document's title as it stands there. `kind` says
    in a word or two what it is, such as article. `author` is who wrote it. `publisher` is who published it. `year` is the
    year in which it appeared. `note` says what else is known of it.
    """

    id: Identifier
    title: Prose
    kind: Annotated[str, Text(max_words=3)]
    author: Annotated[str, Text(max_words=20)] | None = None
    publisher: Annotated[str, Text(max_words=12)] | None = None
    year: Annotated[int, Between(1900, 2100)] | None = None
    note: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in one of the framework's sources.

    `source` is the id of a source that framework.yaml lists. `place` is a heading, page or passage in it. `note` says what a
    reader should know of the place.
    """

    source: Identifier
    place: Annotated[str, Text(max_words=30)]
    note: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a page quotes, what is claimed with it, and who claims it.

    `value` is the number as it is printed, such as 12 %. `claim` is what is said to be so. `source` is who says so, and where.
    """

    value: Annotated[str, Text(max_words=12)]
    claim: Prose
    source: Prose


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord(Descriptor):
    """What supports an answer, and what people offer that does not.

    `evidence` is what one could ask to see: a document, a record, a number or an observation. `not_enough` is what people
    offer for this answer in good faith, though it does not suffice.
    """

    evidence: Annotated[tuple[Annotated[str, Text(max_words=32)], ...], Items(2, 4)]
    not_enough: Words40


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitfall:
    """What goes wrong: what one sees, why it happens, what to do instead.

    `sign` is what one sees. `why` is why it happens. `instead` is what to do instead.
    """

    sign: Words60
    why: Words60
    instead: Words60


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example. Fictional unless it cites a source.

    `fictional` is true unless the example is cited. `text` is the story, in which somebody does something and something
    comes of it. `source` is the id of the source that tells it.
    """

    fictional: bool
    text: Annotated[str, Text(max_words=140)]
    source: Identifier | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """Where organisations stall at a stage, why, and what frees them.

    `sign` is what one sees. `why` is why it happens. `frees` is what frees them.
    """

    sign: Words60
    why: Words60
    frees: Words60


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRecord(Practice):
    """A practice with all that its page says.

    `name` is the practice's name, as the source has it. `section` is the id of the part of the questionnaire in which it is
    asked. `stage` is the id of the stage to which it belongs; only where answers are adoption levels. `aspect` is what it is
    about. `second_aspect` is what else it is about. `question` asks what happened, of one practice, with the look-back, such
    as "in the last 12 months". `answers` says for each answer, by its id and from low to high, what it looks like here.
    `effort` is what it takes to get from missing to repeatable. `weight` is how much it counts; 1 for nearly all.
    `depends_on` lists practices without which this one cannot work, by their ids; few. `not_applicable` says when "not
    applicable" may be chosen; without this key it may not. `first_90_days` is what to do first, by ascending day.
    `definition` is what is done where the practice is followed. `benefit` is what it brings. `risk` is what happens without
    it. `owner` is the one role that answers for it. `contributors` are the roles that help. `metrics` lists the metrics that
    it uses or moves, by their ids. `pitfalls` are what goes wrong; three. `worked_example` is a small story. `differs` says
    how it differs from practices with a similar name. `related` lists practices worth reading next, by their ids. `figures`
    are the numbers about the world that the page quotes. `notes` are editorial notes, for example on an oddity of the
    source. `sources` says where in which source the practice stands. `reviewed` is the day on which somebody last read the
    whole file.
    """

    answers: Mapping[Identifier, AnswerRecord]
    definition: Words60
    benefit: Words40
    risk: Words40
    owner: Annotated[str, Text(max_words=8)]
    contributors: Annotated[tuple[Annotated[str, Text(max_words=15)], ...], Items(0, 6)] = ()
    metrics: Annotated[tuple[Identifier, ...], Items(0, 6)] = ()
    pitfalls: Annotated[tuple[Pitfall, ...], Items(0, 5)] = ()
    worked_example: Example | None = None
    differs: Annotated[str, Text(max_words=90)] | None = None
    related: Annotated[tuple[Identifier, ...], Items(0, 6)] = ()
    figures: tuple[Figure, ...] = ()
    notes: tuple[Prose, ...] = ()
    sources: Annotated[tuple[Citation, ...], Items(1, 10)]
    reviewed: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRecord(Stage):
    """A stage with all that its page says.

    `name` is the stage's name, as the source has it. `summary` says what an organisation at this stage is like. `about` says
    more. `signs` complete the sentence "you are here if …". `entry` are criteria, which can be checked, for beginning with
    the stage. `exit` are criteria, which can be checked, for having reached it. `customers_notice` is what customers notice.
    `frontline_notices` is what the people who serve customers notice. `first_90_days` is what to do first, by ascending day.
    `stalls` are where organisations stall, and what frees them. `notes` are editorial notes, for example on an oddity of the
    source. `sources` says where in which source the stage stands. `reviewed` is the day on which somebody last read the whole
    file.
    """

    about: Annotated[str, Text(max_words=200)] | None = None
    signs: Annotated[tuple[Words40, ...], Items(1, 6)]
    entry: Annotated[tuple[Words60, ...], Items(1, 6)]
    exit: Annotated[tuple[Words60, ...], Items(1, 6)]
    customers_notice: Points = ()
    frontline_notices: Points = ()
    first_90_days: Annotated[tuple[Action, ...], Items(0, 12)] = ()
    stalls: Annotated[tuple[Stall, ...], Items(0, 6)] = ()
    notes: tuple[Prose, ...] = ()
    sources: Annotated[tuple[Citation, ...], Items(1, 10)]
    reviewed: Date | None = None


@dataclass(frozen=True, kw_only=True)
class FrameworkRecord(Framework):
    """A framework with all that its pages say.

    `stages` lists the stages from low to high; each has a file stages/<id>.yaml. `summary` says in two sentences what the
    model is. `about` says more. `sources` are the documents that the model was made from. `notes` are editorial notes, for
    example on an oddity of the source.
    """

    stages: Annotated[tuple[StageRecord, ...], Items(1, 12)]
    practices: Annotated[tuple[PracticeRecord, ...], Items(1, 500)]
    summary: Annotated[str, Text(max_words=60)]
    about: Annotated[str, Text(max_words=300)] | None = None
    sources: Annotated[tuple[Source, ...], Items(1, 20)]
    notes: tuple[Prose, ...] = ()

    def problems(self) -> Iterator[Problem]:
        """As `Framework.problems`, and every source and related practice must exist."""
        yield from Framework.problems(self)
        unread: list[str] = [INVALID]
        sources = [source.id for source in self.sources] if self.sources is not INVALID else unread
        ids = [practice.id for practice in self.practices]
        yield from repeated(sources, ("sources",), "id")
        cited: list[tuple[ValuePath, Sequence[Citation]]] = [
            (("stages", i), stage.sources) for i, stage in enumerate(self.stages)
        ]
        cited += [(("practices", i), practice.sources) for i, practice in enumerate(self.practices)]
        for here, citations in cited:
            for j, citation in enumerate(citations):
                yield from known("source", citation.source, sources, (*here, "sources", j, "source"))
        for i, practice in enumerate(self.practices):
            for j, other in enumerate(practice.related):
                if other == practice.id:
                    yield Problem(("practices", i, "related", j), f"the practice itself, '{other}'", "another practice")
                else:
                    yield from known("practice", other, ids, ("practices", i, "related", j))
            if practice.worked_example is not None:
                yield from _check_example(practice.worked_example, sources, ("practices", i, "worked_example"))


def _check_example(example: Example, sources: Sequence[str], path: ValuePath) -> Iterator[Problem]:
    if example.fictional is False and example.source is None:
        yield Problem(path, "an example that is not fictional and has no 'source'", "the id of its source", "add it")
    if example.source is not None:
        yield from known("source", example.source, sources, (*path, "source"))


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricExample:
    """A worked example of a metric, with what its margin of error means.

    `text` is the example, step by step with counts. `margin` is its margin of error, and what that means.
    """

    text: Annotated[str, Text(max_words=200)]
    margin: Annotated[str, Text(max_words=120)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A publication.

    `title` is its title. `author` is who wrote it. `year` is the year in which it appeared. `note` says what it holds for this
    metric.
    """

    title: Prose
    author: Annotated[str, Text(max_words=20)] | None = None
    year: Annotated[int, Between(1900, 2100)] | None = None
    note: Prose | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A number that organisations keep on customer experience, and what it can and cannot say.

    `name` is its name, with the abbreviation in brackets. `short` is the abbreviation. `order` is its place in lists, given
    once. `aspect` is what it is about. `summary` says what it is. `question` is the question that it answers. `definition`
    says how it is counted. `formula` is the formula in one line. `scale` is the range of values. `example` is a worked example.
    `caveats` are what it does not say. `gaming` is how people make it look better, and how one notices. `use_when` and
    `avoid_when` say when it serves and when it misleads. `collect` says when, whom and how to ask, and what to record.
    `practices` lists practices that use it, by their ids. `related` lists metrics worth reading next, by their ids. `sources`
    are publications on it. `figures` are the numbers about the world that the page quotes. `notes` are editorial notes.
    `reviewed` is the day on which somebody last read the whole file.
    """

    id: Identifier
    name: Name
    short: Annotated[str, Text(max_words=3)] | None = None
    order: Annotated[int, Between(1, 1000)]
    aspect: Aspect
    summary: Words40
    question: Words40
    definition: Annotated[str, Text(max_words=90)]
    formula: Annotated[str, Text(max_words=60)]
    scale: Words40 | None = None
    example: MetricExample
    caveats: Points
    gaming: Points
    use_when: Points
    avoid_when: Points
    collect: Points
    practices: tuple[Identifier, ...] = ()
    related: tuple[Identifier, ...] = ()
    sources: Annotated[tuple[Reference, ...], Items(1, 10)]
    figures: tuple[Figure, ...] = ()
    notes: tuple[Prose, ...] = ()
    reviewed: Date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Library:
    """All that the site is made from."""

    frameworks: tuple[FrameworkRecord, ...]
    metrics: tuple[Metric, ...] = ()

    def problems(self) -> Iterator[Problem]:
        """What is wrong between frameworks and metrics: references, and metrics with one name or order."""
        ids = [metric.id for metric in self.metrics]
        practices = sorted({practice.id for framework in self.frameworks for practice in framework.practices})
        for i, framework in enumerate(self.frameworks):
            for j, practice in enumerate(framework.practices):
                for k, metric in enumerate(practice.metrics):
                    yield from known("metric", metric, ids, ("frameworks", i, "practices", j, "metrics", k))
        for i, entry in enumerate(self.metrics):
            for k, other in enumerate(entry.practices):
                # Where no practice is left, their own files say why.
                yield from known("practice", other, practices or [INVALID], ("metrics", i, "practices", k))
            for k, other in enumerate(entry.related):
                yield from known("metric", other, ids, ("metrics", i, "related", k))
        for key in ("order", "name"):
            yield from repeated([getattr(metric, key) for metric in self.metrics], ("metrics",), key)


def known(noun: str, value: str, choices: Sequence[str], path: ValuePath) -> Iterator[Problem]:
    """A problem where `value` is none of `choices`. Passes over what could not be read, which may be the one that was meant."""
    if value is not INVALID and INVALID not in choices and value not in choices:
        expected = one_of(choices) if choices else f"no {noun}, because there is none"
        yield Problem(path, f"unknown {noun} '{value}'", expected, did_you_mean(value, choices))


def repeated(values: Sequence[object], path: ValuePath, key: str) -> Iterator[Problem]:
    """A problem for every value of the list at `path` that stands there a second time."""
    first: dict[object, int] = {}
    for i, value in enumerate(values):
        if value is not INVALID and value in first:
            yield Problem(
                (*path, i, key), f"{key} {value!r}, which {path[-1]}[{first[value]}] has already", "one of its own"
            )
        elif value is not INVALID:
            first[value] = i
