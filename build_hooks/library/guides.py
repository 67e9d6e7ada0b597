"""What stands beside the models for those who read: what a kind of organisation makes of the practices, what goes wrong and
which practice mends it, the papers that the practices ask for, and which of the written pages is worth reading with a practice.

    circumstances/<circumstance>.yaml   templates/<template>.yaml   symptoms.yaml   guides.yaml

What a circumstance means for a single practice stands in the practice's own file, under `circumstances`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from build_hooks.library.record_file import load_file
from build_hooks.library.records import (
    Also,
    FrameworkRecord,
    Metric,
    Pitfall,
    Points,
    Reference,
    Words40,
    Words60,
    taken,
)
from cxcore.model import Name
from cxcore.reading import (
    INVALID,
    Between,
    Date,
    Identifier,
    Items,
    Pattern,
    Problem,
    Text,
    ValuePath,
    kebab,
    known,
    repeated,
)

CIRCUMSTANCES = "circumstances"
"""The folder beside the frameworks that holds them."""

TEMPLATES = "templates"
"""The folder beside the frameworks that holds them."""
SYMPTOMS = "symptoms.yaml"
"""The file beside the frameworks that holds them."""

GUIDES = "guides.yaml"
"""The file beside the frameworks that holds them."""

PracticePlace = Annotated[
    str,
    Pattern(
        r"[a-z0-9]+(-[a-z0-9]+)*/[a-z0-9]+(-[a-z0-9]+)*",
        "a model and a practice of it, such as 'four-stages/basic-training'",
    ),
]
"""A practice by the id of its model and its own."""
PagePlace = Annotated[str, Pattern(r"[a-z]+(/[a-z]+(-[a-z]+)*)+", "the address of a page, such as 'learn/leaders'")]
"""A page of the site by its address."""
Reasons = Annotated[Mapping[Identifier, Words40], Items(0, 6)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Circumstance:
    """A size, trade or situation in which the practices mean something else than elsewhere, and what to make of it."""

    id: Identifier
    """The name of its file."""
    name: Name
    """Its heading, in the words of those whom it concerns."""
    also: Also = ()
    """Other words under which people look for it. Search weighs them like its name and shows them beside it."""
    order: Annotated[int, Between(1, 1000)]
    """Its place in lists, given once."""
    summary: Words40
    """What is different there."""
    signs: Annotated[Points, Items(1, 5)]
    """How one notices that it concerns one; each completes the sentence "this page is for you if …"."""
    shrinks: Points = ()
    """What becomes smaller there, and to what."""
    adds: Points = ()
    """What is asked for there beyond what the practices ask for."""
    not_applicable: Points = ()
    """What does not apply there, when "not applicable" holds, and when it is an excuse."""
    roles: Annotated[Points, Items(1, 8)]
    """Which roles merge there, or who else takes part."""
    measure: Reasons = field(default_factory=dict)
    """The metrics that serve there, by the names of their files, each with how."""
    leave_out: Reasons = field(default_factory=dict)
    """The metrics to leave out there, by the names of their files, each with why."""
    pitfalls: Annotated[tuple[Pitfall, ...], Items(0, 5)] = ()
    """What goes wrong there."""
    begin: Annotated[Points, Items(1, 5)]
    """What to do first."""
    sources: Annotated[tuple[Reference, ...], Items(0, 10)] = ()
    """Publications on it."""
    notes: Annotated[tuple[Annotated[str, Text(max_words=60)], ...], Items(0, 8)] = ()
    """Editorial notes."""
    updated: Date | None = None
    """The day on which its text last changed."""


def check_circumstances(
    frameworks: Sequence[FrameworkRecord], metrics: Sequence[Metric], circumstances: Sequence[Circumstance]
) -> Iterator[Problem]:
    """What is wrong between circumstances, practices and metrics: references, names and orders that two have. Passes over
    unreadable parts. Paths start at `frameworks` and `circumstances`.
    """
    ids = [circumstance.id for circumstance in circumstances]
    for i, framework in enumerate(frameworks):
        for j, practice in enumerate(framework.practices):
            for key in practice.circumstances:
                path = ("frameworks", i, "practices", j, CIRCUMSTANCES, key)
                for problem in known("circumstance", key, ids, path):
                    yield replace(problem, at_key=True)
    measured = [metric.id for metric in metrics]
    for i, circumstance in enumerate(circumstances):
        yield from taken(circumstance.id, (), (CIRCUMSTANCES, i), "rename the file")
        for part in ("measure", "leave_out"):
            for key in getattr(circumstance, part):
                for problem in known("metric", key, measured, (CIRCUMSTANCES, i, part, key)):
                    yield replace(problem, at_key=True)
        for key in circumstance.leave_out:
            if key in circumstance.measure:
                found = f"the metric '{key}', which stands under 'measure' too"
                place = (CIRCUMSTANCES, i, "leave_out", key)
                yield Problem(place, found, "it in one of the two", "take one out", at_key=True)
    for key in ("order", "name"):
        yield from repeated([getattr(each, key) for each in circumstances], (CIRCUMSTANCES,), key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom:
    """Something that customers or the people who serve them complain of, and where it leads to."""

    name: Name
    """What they say, in their words."""
    also: Also = ()
    """Other words for it. Search weighs them like its name and shows them beside it."""
    sign_of: Words60
    """What it may be a sign of."""
    practices: Annotated[tuple[PracticePlace, ...], Items(1, 4)]
    """The practices that mend it, each as its model's id, a slash and its own; the most fitting comes first."""
    metric: Identifier | None = None
    """The metric in which it would show, by the name of its file, if there is one."""
    first: Words40
    """What to do this week."""

    @property
    def anchor(self) -> str:
        """The id under which the page holds the symptom."""
        return kebab(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomGroup:
    """Symptoms of one kind."""

    name: Name
    """What they are about."""
    symptoms: Annotated[tuple[Symptom, ...], Items(1, 20)]
    """In the order in which the page shows them; the first stands for the group."""

    @property
    def anchor(self) -> str:
        """The id under which the page holds the group."""
        return kebab(self.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class SymptomFile:
    """What goes wrong, in the words of those who meet it."""

    groups: Annotated[tuple[SymptomGroup, ...], Items(1, 12)]
    """All symptoms by what they are about."""
    updated: Date | None = None
    """The day on which their text last changed."""

    def problems(self, frameworks: Mapping[str, FrameworkRecord], metrics: Sequence[Metric]) -> Iterator[Problem]:
        """Practices and metrics that do not exist, and names that a link could not tell apart. Passes over unreadable parts."""
        measured = [metric.id for metric in metrics]
        anchors: set[str] = set()
        for i, group in enumerate(self.groups):
            yield from _check_anchor(group, anchors, ("groups", i, "name"))
            for j, symptom in enumerate(group.symptoms):
                here: ValuePath = ("groups", i, "symptoms", j)
                yield from _check_anchor(symptom, anchors, (*here, "name"))
                if symptom.metric is not None:
                    yield from known("metric", symptom.metric, measured, (*here, "metric"))
                for k, place in enumerate(symptom.practices):
                    yield from check_place(place, frameworks, (*here, "practices", k))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateColumn:
    """A column of a template that is a table."""

    name: Annotated[str, Text(max_words=6)]
    """Its heading."""
    holds: Annotated[str, Text(max_words=15)]
    """What is written into it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateField:
    """A field of a template that is a form."""

    name: Annotated[str, Text(max_words=8)]
    """Its heading."""
    ask: Annotated[str, Text(max_words=25)]
    """What is written into it."""
    example: Words60
    """The same, filled in."""


Cell = Annotated[str, Text(max_words=20, blank=True)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """A paper that practices ask for, empty and filled in once: a table or a form."""

    id: Identifier
    """The name of its file."""
    name: Name
    """Its heading."""
    also: Also = ()
    """Other words under which people look for it. Search weighs them like its name and shows them beside it."""
    order: Annotated[int, Between(1, 1000)]
    """Its place in lists, given once."""
    summary: Words40
    """What it is for."""
    use: Annotated[Points, Items(1, 6)]
    """How to use it."""
    practices: Annotated[tuple[PracticePlace, ...], Items(1, 8)]
    """The practices that it serves, each as its model's id, a slash and its own."""
    columns: Annotated[tuple[TemplateColumn, ...], Items(0, 10)] = ()
    """The columns, if it is a table."""
    rows: Annotated[tuple[tuple[Cell, ...], ...], Items(0, 10)] = ()
    """The table filled in, as an invented example: for each row a cell a column."""
    fields: Annotated[tuple[TemplateField, ...], Items(0, 12)] = ()
    """The fields, if it is a form."""
    updated: Date | None = None
    """The day on which its text last changed."""

    def problems(self) -> Iterator[Problem]:
        """A template is one of the two, and a row is as long as its table is wide. Passes over unreadable parts."""
        if INVALID in (self.columns, self.rows, self.fields):
            return
        if bool(self.columns) == bool(self.fields):
            found = "columns and fields" if self.fields else "neither columns nor fields"
            yield Problem((), found, "one of the two, for a table or a form")
        elif bool(self.columns) != bool(self.rows):
            found = "columns without rows" if self.columns else "rows without columns"
            yield Problem((), found, "both, because a template is filled in once")
        for i, row in enumerate(self.rows if self.columns else ()):
            if row is not INVALID and len(row) != len(self.columns):
                count = "1 cell" if len(row) == 1 else f"{len(row)} cells"
                yield Problem(("rows", i), count, f"{len(self.columns)}, as there are columns")


def check_templates(templates: Sequence[Template], frameworks: Mapping[str, FrameworkRecord]) -> Iterator[Problem]:
    """What is wrong between templates and practices: references, names and orders that two have. Passes over unreadable parts;
    INVALID stands for a framework that has problems of its own. Paths start at `templates`.
    """
    for i, template in enumerate(templates):
        yield from taken(template.id, (), (TEMPLATES, i), "rename the file")
        for k, place in enumerate(template.practices):
            yield from check_place(place, frameworks, (TEMPLATES, i, "practices", k))
    for key in ("order", "name"):
        yield from repeated([getattr(each, key) for each in templates], (TEMPLATES,), key)


@dataclass(frozen=True, slots=True, kw_only=True)
class Guide:
    """A page written by hand that is worth reading with some practices and templates, which lead to it."""

    page: PagePlace
    """The address of the page, from the site's root and without the slash at its end."""
    name: Name
    """Its title."""
    practices: Annotated[tuple[PracticePlace, ...], Items(1, 12)]
    """The practices that lead to it, each as its model's id, a slash and its own."""
    templates: Annotated[tuple[Identifier, ...], Items(0, 6)] = ()
    """The templates that lead to it, by the names of their files."""
    symptoms: Annotated[tuple[Name, ...], Items(0, 6)] = ()
    """The symptoms that lead to it, by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GuideFile:
    """Which pages are worth reading with which practices."""

    guides: Annotated[tuple[Guide, ...], Items(1, 20)]
    """In the order in which a practice names them."""

    def problems(
        self,
        frameworks: Mapping[str, FrameworkRecord],
        templates: Sequence[Template],
        symptoms: Sequence[SymptomGroup] | None,
    ) -> Iterator[Problem]:
        """What does not exist of that which leads to a page, and pages that are named twice. Passes over unreadable parts."""
        papers = [template.id for template in templates]
        heard = None if symptoms is None else [symptom.name for group in symptoms for symptom in group.symptoms]
        for i, guide in enumerate(self.guides):
            for k, place in enumerate(guide.practices):
                yield from check_place(place, frameworks, ("guides", i, "practices", k))
            for k, paper in enumerate(guide.templates):
                yield from known("template", paper, papers, ("guides", i, "templates", k))
            for k, name in enumerate(guide.symptoms if heard is not None else ()):
                yield from known("symptom", name, heard or (), ("guides", i, "symptoms", k))
        yield from repeated([guide.page for guide in self.guides], ("guides",), "page")


def check_place(place: str, frameworks: Mapping[str, FrameworkRecord], path: ValuePath) -> Iterator[Problem]:
    """A problem where there is no such practice. INVALID stands for a framework that has problems of its own."""
    if place is INVALID or place.count("/") != 1:
        return
    model, practice = place.split("/")
    yield from known("framework", model, list(frameworks), path)
    framework = frameworks.get(model, INVALID)
    if framework is not INVALID:
        yield from known("practice", practice, list(framework.practice), path)


def _check_anchor(entry: Symptom | SymptomGroup, seen: set[str], path: ValuePath) -> Iterator[Problem]:
    """A problem where a name makes an anchor that another one has, or none. Adds it to what was seen."""
    if entry.name is INVALID:
        return
    if not entry.anchor:
        yield Problem(
            path, f"the name '{entry.name}' without a letter from a to z or a digit", "one at least, for links"
        )
    elif entry.anchor in seen:
        yield Problem(path, f"the name '{entry.name}', which links cannot tell from another", "a name of its own")
    seen.add(entry.anchor)


def load_symptoms(folder: Path, frameworks: Mapping[str, FrameworkRecord], metrics: Sequence[Metric]) -> SymptomFile:
    """The symptoms in a folder of frameworks, which are given by id; no groups of them where there is no file.

    INVALID stands for a framework that has problems: it may be named, and nothing is told of its practices. Raises LoadError
    with every problem of the file.
    """
    path = folder / SYMPTOMS
    if not path.exists():
        return SymptomFile(groups=())
    file: SymptomFile = load_file(SymptomFile, path, lambda file: file.problems(frameworks, metrics))
    return file


def load_guides(
    folder: Path,
    frameworks: Mapping[str, FrameworkRecord],
    templates: Sequence[Template],
    symptoms: Sequence[SymptomGroup] | None,
) -> tuple[Guide, ...]:
    """The guides in a folder of frameworks, which are given by id; none where there is no file.

    INVALID stands for a framework that has problems: it may be named, and nothing is told of its practices; None for symptoms
    that have. Raises LoadError with every problem of the file.
    """
    path = folder / GUIDES
    if not path.exists():
        return ()
    file: GuideFile = load_file(GuideFile, path, lambda file: file.problems(frameworks, templates, symptoms))
    return file.guides
