"""What the site's pages need of a framework beyond what scoring needs: evidence, pitfalls, examples, sources.

The classes extend those of `cxcore.model`. Together they are the only definition of the YAML files: the loader checks
against them, and the JSON Schema for editors is generated from them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Annotated

from cxcore.metrics import ces, nps, proportion
from cxcore.model import Action, Aspect, Descriptor, Framework, Name, Practice, Stage
from cxcore.reading import (
    INVALID,
    Between,
    Date,
    Identifier,
    InputError,
    Items,
    Pattern,
    Problem,
    Prose,
    Text,
    ValuePath,
    known,
    repeated,
)

FIELDS = frozenset(["lines", "name", "query", "search", "taken", "target"])
"""What the fields of a questionnaire's page are called that are no practice's. Its answers are called by their practice's id."""

ADDRESSES = {
    "assess": frozenset(["prepare", "sample", "team", "workshop"]),
    "measure": frozenset(["calculator", "case", "choosing", "samples"]),
    "models": frozenset(["crosswalk"]),
}
"""The pages that stand beside those of models and metrics, by their folder of the site."""
DEVICES = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(10))]
)
"""Names that no file can have on Windows, whatever it ends with (Microsoft, Naming Files, Paths, and Namespaces)."""
OF_MODELS = ("assess", "models")
"""The folders in which a model has a page by its id."""

COUNTS = {2: "share", 3: "nps", 7: "mean"}
"""What so many counts make: a share, a Net Promoter Score, the mean of answers from 1 to 7."""

Words40 = Annotated[str, Text(max_words=40)]
Words60 = Annotated[str, Text(max_words=60)]
Points = Annotated[tuple[Words60, ...], Items(0, 8)]
Moves = Annotated[Mapping[Identifier, Annotated[str, Text(max_words=30)]], Items(0, 3)]
Also = Annotated[tuple[Annotated[str, Text(max_words=6)], ...], Items(0, 5)]
Address = Annotated[
    str,
    Pattern(
        r"https://[a-z0-9.-]+\.[a-z]+/[!-~]*",
        "a full address, such as 'https://doi.org/10.1080/01621459.1927.10502953'",
    ),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document that a framework was made from, as far as it can be named."""

    id: Identifier
    """The name by which stages and practices cite it."""
    title: Prose
    """The document's title as it stands there."""
    kind: Annotated[str, Text(max_words=3)]
    """What it is, in a word or two, such as article."""
    author: Annotated[str, Text(max_words=20)] | None = None
    """Who wrote it."""
    publisher: Annotated[str, Text(max_words=12)] | None = None
    """Who published it."""
    year: Annotated[int, Between(1900, 2100)] | None = None
    """The year in which it appeared."""
    address: Address | None = None
    """Where it is on the web, if that is certain: its DOI, or its page at whoever published it."""
    note: Prose | None = None
    """What else is known of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A place in one of the framework's sources."""

    source: Identifier
    """The id of a source that framework.yaml lists."""
    place: Annotated[str, Text(max_words=30)]
    """A heading, page or passage in it."""
    note: Prose | None = None
    """What a reader should know of the place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A number that a page quotes, what is claimed with it, and who claims it."""

    value: Annotated[str, Text(max_words=12)]
    """The number as it is printed, such as 12 %."""
    claim: Prose
    """What is said to be so."""
    source: Prose
    """Who says so, and where."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerRecord(Descriptor):
    """What supports an answer, and what people offer that does not."""

    evidence: Annotated[tuple[Annotated[str, Text(max_words=32)], ...], Items(2, 4)]
    """What an outsider could ask to see: documents, records, numbers or observations."""
    not_enough: Words40
    """What people offer for this answer in good faith, though it does not suffice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pitfall:
    """What goes wrong: what one sees, why it happens, what to do instead."""

    sign: Words60
    """What one sees."""
    why: Words60
    """Why it happens."""
    instead: Words60
    """What to do instead."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked example. Fictional unless it cites a source."""

    fictional: bool
    """True unless the example cites a source."""
    text: Annotated[str, Text(max_words=140)]
    """The story, in which somebody does something and something comes of it."""
    source: Identifier | None = None
    """The id of the source that tells it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """Where organisations stall at a stage, why, and what frees them."""

    sign: Words60
    """What one sees."""
    why: Words60
    """Why it happens."""
    frees: Words60
    """What frees them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PracticeRecord(Practice):
    """A practice with all that its page says."""

    answers: Mapping[Identifier, AnswerRecord]
    """What each answer looks like here, by its id and from low to high: for adoption `missing`, `ad-hoc`, `repeatable` and
    `systematic`."""
    also: Also = ()
    """Other words under which people look for the practice. Search weighs them like its name and shows them beside it."""
    definition: Words60
    """What is done where the practice is followed."""
    benefit: Words40
    """What it brings."""
    risk: Words40
    """What happens without it."""
    owner: Annotated[str, Text(max_words=8)]
    """The one role that answers for it."""
    contributors: Annotated[tuple[Annotated[str, Text(max_words=15)], ...], Items(0, 6)] = ()
    """The roles that help."""
    metrics: Moves = field(default_factory=dict)
    """How it moves a metric, by the name of the metric's file; the one that it moves most comes first."""
    circumstances: Annotated[Mapping[Identifier, Words40], Items(0, 10)] = field(default_factory=dict)
    """What the practice becomes in an organisation of a kind, by the name of the file of that circumstance."""
    pitfalls: Annotated[tuple[Pitfall, ...], Items(0, 5)] = ()
    """What goes wrong; best three."""
    worked_example: Example | None = None
    """A small story; invented unless it cites a source."""
    differs: Annotated[str, Text(max_words=90)] | None = None
    """How it differs from practices with a similar name."""
    related: Annotated[tuple[Identifier, ...], Items(0, 6)] = ()
    """Practices worth reading next, by their ids."""
    figures: tuple[Figure, ...] = ()
    """The numbers about the world that the page quotes."""
    notes: tuple[Prose, ...] = ()
    """Editorial notes, for example on an oddity of the source."""
    sources: Annotated[tuple[Citation, ...], Items(1, 10)]
    """Where in which source the practice stands."""
    updated: Date | None = None
    """The day on which its text last changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageRecord(Stage):
    """A stage with all that its page says."""

    about: Annotated[str, Text(max_words=200)] | None = None
    """More on it."""
    signs: Annotated[tuple[Words40, ...], Items(1, 6)]
    """What one sees there; each completes the sentence "you are here if …"."""
    entry: Annotated[tuple[Words60, ...], Items(1, 6)]
    """Criteria, which can be checked, for beginning with the stage."""
    exit: Annotated[tuple[Words60, ...], Items(1, 6)]
    """Criteria, which can be checked, for having reached it."""
    customers_notice: Points = ()
    """What customers notice."""
    frontline_notices: Points = ()
    """What the people who serve customers notice."""
    first_90_days: Annotated[tuple[Action, ...], Items(0, 12)] = ()
    """What to do first, by ascending day."""
    stalls: Annotated[tuple[Stall, ...], Items(0, 6)] = ()
    """Where organisations stall, and what frees them."""
    figures: tuple[Figure, ...] = ()
    """The numbers about the world that the page quotes."""
    notes: tuple[Prose, ...] = ()
    """Editorial notes, for example on an oddity of the source."""
    sources: Annotated[tuple[Citation, ...], Items(1, 10)]
    """Where in which source the stage stands."""
    updated: Date | None = None
    """The day on which its text last changed."""


@dataclass(frozen=True, kw_only=True)
class FrameworkRecord(Framework):
    """A framework with all that its pages say."""

    order: Annotated[int, Between(1, 999)] = 999
    """The model's place in lists of models. The first one is shown on the home page; equal places go by id."""
    stages: Annotated[tuple[StageRecord, ...], Items(1, 12)]
    """The stages from low to high; each has a file stages/<id>.yaml."""
    practices: Annotated[tuple[PracticeRecord, ...], Items(1, 500)]
    """The practices; each has a file practices/<id>.yaml."""
    also: Also = ()
    """Other words under which people look for the model. Search weighs them like its name and shows them beside it."""
    summary: Annotated[str, Text(max_words=60)]
    """What the model is, in two sentences."""
    about: Annotated[str, Text(max_words=300)] | None = None
    """More on it."""
    sources: Annotated[tuple[Document, ...], Items(1, 20)]
    """The documents that the model was made from."""
    figures: tuple[Figure, ...] = ()
    """The numbers about the world that the page quotes."""
    notes: tuple[Prose, ...] = ()
    """Editorial notes, for example on an oddity of the source."""

    @property
    def dated(self) -> str | None:
        """The day on which its version was published; None where no change tells it."""
        return next((change.date for change in self.changes if change.version == self.version), None)

    def problems(self) -> Iterator[Problem]:
        """As `Framework.problems`, and every source and related practice must exist."""
        yield from Framework.problems(self)
        yield from self._misnamed()
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

    def _misnamed(self) -> Iterator[Problem]:
        """Ids that mean something else already: in the address of a page, or as the name of a field."""
        yield from taken(self.id, OF_MODELS, ("id",), "rename the folder, and the id")
        for i, stage in enumerate(self.stages):
            yield from taken(stage.id, (), ("stages", i), "rename the file, and the id in framework.yaml")
        for i, practice in enumerate(self.practices):
            yield from taken(practice.id, (), ("practices", i), "rename the file")
            if practice.id in FIELDS:
                found = f"the id '{practice.id}', which a field of the questionnaire's page has that is no answer"
                yield Problem(("practices", i), found, "another", "rename the file")


def taken(name: str, folders: Sequence[str], path: ValuePath, hint: str) -> Iterator[Problem]:
    """A problem where a page of this name would stand in another's place, in one of these folders or in any; or where Windows
    has no file of that name.
    """
    for folder in folders:
        if name in ADDRESSES[folder]:
            yield Problem(path, f"the id '{name}', while '{folder}/{name}/' is another page's address", "another", hint)
    if name == "index":
        yield Problem(path, "the id 'index', which in an address means the folder itself", "another", hint)
    if name in DEVICES:
        yield Problem(path, f"the id '{name}', which on Windows is a device and no file", "another", hint)


def _check_example(example: Example, sources: Sequence[str], path: ValuePath) -> Iterator[Problem]:
    if example.fictional is False and example.source is None:
        yield Problem(path, "an example that is not fictional and has no 'source'", "the id of its source", "add it")
    if example.source is not None:
        yield from known("source", example.source, sources, (*path, "source"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """What a sample holds. The page draws the figure with its 95 % interval, both worked out from it."""

    name: Annotated[str, Text(max_words=8)]
    """Which sample it is."""
    counts: Annotated[tuple[Annotated[int, Between(0, 10**9)], ...], Items(2, 7)]
    """Two: so many, of how many. Three: promoters, passives, detractors. Seven: how often 1, 2 … 7 was chosen."""

    @property
    def kind(self) -> str:
        """What figure they make: a `share` in per cent, an `nps`, or a `mean`."""
        return COUNTS[len(self.counts)]

    def estimate(self) -> tuple[Fraction, float, float]:
        """The figure with the ends of its interval. Raises InputError where the counts make none."""
        if len(self.counts) == 2:
            share = proportion(*self.counts)
            return 100 * share.value, 100 * share.low, 100 * share.high
        if len(self.counts) == 3:
            score = nps(*self.counts)
            return score.value, score.low, score.high
        mean = ces(self.counts)
        if mean.low is None or mean.high is None:
            raise InputError([Problem(("counts",), "answers that are all the same", "answers that differ")])
        return mean.value, mean.low, mean.high


@dataclass(frozen=True, slots=True, kw_only=True)
class MetricExample:
    """A worked example of a metric, with what its margin of error means."""

    text: Annotated[str, Text(max_words=200)]
    """The example, step by step with counts."""
    margin: Annotated[str, Text(max_words=120)]
    """Its margin of error, and what that means."""
    samples: Annotated[tuple[Counts, ...], Items(0, 4)] = ()
    """Samples of the example, all of one kind, whose figures the page draws one below the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A publication."""

    title: Prose
    """Its title."""
    author: Annotated[str, Text(max_words=20)] | None = None
    """Who wrote it."""
    year: Annotated[int, Between(1900, 2100)] | None = None
    """The year in which it appeared."""
    address: Address | None = None
    """Where it is on the web, if that is certain: its DOI, or its page at whoever published it."""
    note: Prose | None = None
    """What it holds for this metric."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A number that organisations keep on customer experience, and what it can and cannot say."""

    id: Identifier
    """The name of its file."""
    name: Name
    """Its name, with the abbreviation in brackets."""
    short: Annotated[str, Text(max_words=3)] | None = None
    """The abbreviation."""
    also: Also = ()
    """Other words under which people look for the metric. Search weighs them like its name and shows them beside it."""
    order: Annotated[int, Between(1, 1000)]
    """Its place in lists, given once."""
    aspect: Aspect
    """What it is about."""
    summary: Words40
    """What it is."""
    question: Words40
    """The question that it answers."""
    definition: Annotated[str, Text(max_words=90)]
    """How it is counted."""
    formula: Annotated[str, Text(max_words=60)]
    """The formula in one line."""
    scale: Words40 | None = None
    """The range of values."""
    example: MetricExample
    """A worked example."""
    caveats: Points
    """What it does not say."""
    gaming: Points
    """How people make it look better, and how one notices."""
    use_when: Points
    """When it serves."""
    avoid_when: Points
    """When it misleads."""
    collect: Points
    """When, whom and how to ask, and what to record."""
    related: tuple[Identifier, ...] = ()
    """Metrics worth reading next, by their ids."""
    sources: Annotated[tuple[Reference, ...], Items(1, 10)]
    """Publications on it."""
    figures: tuple[Figure, ...] = ()
    """The numbers about the world that the page quotes."""
    notes: tuple[Prose, ...] = ()
    """Editorial notes."""
    updated: Date | None = None
    """The day on which its text last changed."""

    def problems(self) -> Iterator[Problem]:
        """Samples that make no figure, or figures that cannot stand on one axis."""
        samples = () if self.example is INVALID or self.example.samples is INVALID else self.example.samples
        kinds = set()
        for i, sample in enumerate(samples):
            if sample is INVALID or sample.counts is INVALID or INVALID in sample.counts:
                continue
            path = ("example", "samples", i, "counts")
            if len(sample.counts) not in COUNTS:
                yield Problem(path, f"{len(sample.counts)} counts", "2, 3 or 7")
                continue
            try:
                sample.estimate()
            except InputError as error:
                for problem in error.problems:
                    yield Problem(path, problem.found, problem.expected)
            kinds.add(sample.kind)
            if len(kinds) > 1:
                yield Problem(path, f"{len(sample.counts)} counts", "as many as in the sample before")


def check_metrics(frameworks: Sequence[FrameworkRecord], metrics: Sequence[Metric]) -> Iterator[Problem]:
    """What is wrong between frameworks and metrics: references, and metrics with one name or order. Passes over unreadable
    parts. Paths start at `frameworks` and `metrics`.
    """
    ids = [metric.id for metric in metrics]
    for i, framework in enumerate(frameworks):
        for j, practice in enumerate(framework.practices):
            for metric in practice.metrics:
                for problem in known("metric", metric, ids, ("frameworks", i, "practices", j, "metrics", metric)):
                    yield replace(problem, at_key=True)
    for i, entry in enumerate(metrics):
        yield from taken(entry.id, ("measure",), ("metrics", i), "rename the file")
        for k, other in enumerate(entry.related):
            yield from known("metric", other, ids, ("metrics", i, "related", k))
    for key in ("order", "name"):
        yield from repeated([getattr(metric, key) for metric in metrics], ("metrics",), key)
