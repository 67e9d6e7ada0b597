"""One respondent's responses to one version of a framework: the assessment file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Annotated, Any, Self

from cxcore.model.framework import Framework, Practice
from cxcore.reading import (
    INVALID,
    Date,
    Identifier,
    InputError,
    Items,
    Problem,
    Text,
    ValuePath,
    Version,
    decode,
    did_you_mean,
    encode,
    jsontext,
    kind_of,
    one_of,
    quote,
    told_once,
)

FORMAT = "cx-assessment"
FORMAT_VERSION = 1

Line = Annotated[str, Text(max_length=200, blank=True)]
Note = Annotated[str, Text(max_length=4000, blank=True)]


class State(StrEnum):
    """What is known of a practice. The four are never confused."""

    ANSWERED = "answered"
    NOT_APPLICABLE = "not_applicable"
    DONT_KNOW = "dont_know"
    UNANSWERED = "unanswered"


class Mode(StrEnum):
    """Whether the whole questionnaire was put to the respondent, or a part of it."""

    FULL = "full"
    QUICK = "quick"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameworkRef:
    """Which version of which framework an assessment answers."""

    id: Identifier
    """The framework's id."""
    version: Version
    """The framework's version."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """Who answered, as far as they wish to say. Equal non-empty labels mean the same person."""

    label: Line = ""
    """A name or another label."""
    group: Line = ""
    """The group for which they speak, such as frontline."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """What one respondent said of one practice: exactly one of `answer`, `not_applicable` (the reason) and `dont_know`.

    Evidence never changes a score.
    """

    answer: Identifier | None = None
    """The id of an answer of the framework's scale."""
    not_applicable: Note | None = None
    """The reason why the practice does not apply, and may be empty."""
    dont_know: bool = False
    """True where they do not know."""
    evidence: Note = ""
    """What supports the answer."""
    evidence_date: Date | None = None
    """The day of which the evidence speaks."""
    evidence_owner: Line = ""
    """Who keeps the evidence."""

    @property
    def state(self) -> State:
        """Which of the three a response is."""
        if self.answer is not None:
            return State.ANSWERED
        return State.NOT_APPLICABLE if self.not_applicable is not None else State.DONT_KNOW


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """One respondent's responses, by practice id, to one framework version, with the day on which it was taken."""

    framework: FrameworkRef
    """What was answered."""
    taken: Date
    """The day on which it was answered."""
    respondent: Respondent = field(default_factory=Respondent)
    """Who answered."""
    responses: Annotated[Mapping[Identifier, Response], Items(0, 500)]
    """What was said of each practice, by its id; a practice that is absent is unanswered."""
    id: Line = ""
    """An id that tells this assessment from others."""
    name: Line = ""
    """What its owner calls it."""
    mode: Mode = Mode.FULL
    """Whether the whole questionnaire was put, or a part of it."""
    agreed: bool = False
    """True where a team agreed on it."""

    @classmethod
    def from_dict(cls, value: object, framework: Framework | None = None) -> Self:
        """Read the plain values of an assessment file. Raises InputError with every problem found.

        With `framework`, an assessment of its id and version must fit it, too. One of another id or version is read as it
        is.
        """
        if not isinstance(value, Mapping):
            raise InputError([Problem((), kind_of(value), "an assessment file")])
        problems = list(_check_format(value))
        if not problems:
            body = {key: entry for key, entry in value.items() if key not in ("format", "format_version")}
            assessment: Self = decode(cls, body, (), problems)
            problems = [_of_an_answer(problem) for problem in problems]
            problems.extend(_check_states(assessment, problems))
            if framework is not None and assessment.is_of(framework):
                problems = told_once(problems, assessment.problems(framework))
        if problems:
            raise InputError(problems)
        return assessment

    @classmethod
    def from_json(cls, text: str, framework: Framework | None = None) -> Self:
        """Read the text of an assessment file, as `from_dict` does. Raises InputError with every problem found."""
        return cls.from_dict(jsontext.loads(text), framework)

    def to_dict(self) -> dict[str, Any]:
        """The plain values of the assessment file, keys in the contract's order."""
        respondent = {"label": self.respondent.label, "group": self.respondent.group}
        head = {"format": FORMAT, "format_version": FORMAT_VERSION}
        body = encode(self)
        first = {"framework": body.pop("framework"), "taken": body.pop("taken"), "respondent": respondent}
        return {
            **head,
            **first,
            "responses": body.pop("responses"),
            **{k: v for k, v in body.items() if k != "respondent"},
        }

    def to_json(self) -> str:
        """The text of the assessment file."""
        return jsontext.dumps(self.to_dict(), indent=2)

    def is_of(self, framework: Framework) -> bool:
        """Whether it answers this version of `framework`."""
        return (self.framework.id, self.framework.version) == (framework.id, framework.version)

    def problems(self, framework: Framework) -> Iterator[Problem]:
        """What in this assessment does not fit `framework`: another id or version, unknown practices and answers.

        Passes over what could not be read.
        """
        mine, theirs = self.framework, framework
        if mine.id != theirs.id:
            yield Problem(("framework", "id"), f"framework '{mine.id}'", f"'{theirs.id}'")
            return
        if mine.version != theirs.version:
            yield Problem(("framework", "version"), f"version {mine.version}", theirs.version)
            return
        fitting = {None, INVALID, *framework.scale}
        practices = framework.practice
        for key, response in self.responses.items() if self.responses is not INVALID else ():
            practice = practices.get(key)
            path: ValuePath = ("responses", key)
            if practice is None:
                known = f"a practice of '{theirs.id}' {theirs.version}"
                yield Problem(path, f"unknown practice '{key}'", known, did_you_mean(key, framework.practice), True)
            if response is INVALID:
                continue
            if response.answer not in fitting:
                answer = str(response.answer)
                named = {name.casefold(): key for key, name in framework.answer_names.items()}
                near = named.get(answer.strip().casefold())
                hint = f"did you mean '{near}'?" if near else did_you_mean(answer, framework.scale)
                yield Problem((*path, "answer"), f"unknown answer {quote(answer)}", one_of(framework.scale), hint)
            elif practice is not None and response.not_applicable is not None and practice.not_applicable is None:
                yield Problem(
                    (*path, "not_applicable"), "'not applicable'", "an answer or 'don't know' for this practice"
                )

    def checked(self, framework: Framework) -> Self:
        """This assessment, known to fit `framework`. Raises InputError with every problem found."""
        if problems := list(self.problems(framework)):
            raise InputError(problems)
        return self

    def state(self, practice: Practice) -> State:
        """What this assessment says of a practice."""
        response = self.responses.get(practice.id)
        return State.UNANSWERED if response is None else response.state


def _check_format(value: Mapping[str, Any]) -> Iterator[Problem]:
    if value.get("format") != FORMAT:
        found = f"a file whose format is {kind_of(value['format'])}" if "format" in value else "no file of answers"
        yield Problem((), found, f"a file that was downloaded from the assessment (its format is '{FORMAT}')")
    elif value.get("format_version") is not FORMAT_VERSION:
        version = value.get("format_version")
        newer = isinstance(version, int) and not isinstance(version, bool) and version > FORMAT_VERSION
        hint = "the file is of a newer version of this software; use that one" if newer else ""
        found = kind_of(version) if "format_version" in value else "no 'format_version'"
        yield Problem(("format_version",), found, str(FORMAT_VERSION), hint)


def _of_an_answer(problem: Problem) -> Problem:
    """The problem, which says what an answer is where it is one of an answer."""
    match problem.path:
        case ("responses", _, "answer"):
            return replace(problem, expected="an answer's id, such as 'repeatable'")
    return problem


def _check_states(assessment: Assessment, problems: Sequence[Problem]) -> Iterator[Problem]:
    if assessment.responses is INVALID:
        return
    # A key that is unknown may be the one that seems to be missing.
    unsure = {problem.path[:-1] for problem in problems if problem.at_key}
    for key, response in assessment.responses.items():
        if response is INVALID:
            continue
        said = [
            name
            for name, there in (
                ("answer", response.answer is not None),
                ("not_applicable", response.not_applicable is not None),
                ("dont_know", response.dont_know is not False),
            )
            if there
        ]
        if len(said) != 1 and (said or ("responses", key) not in unsure):
            found = f"both {' and '.join(said)}" if said else "none of them"
            yield Problem(("responses", key), found, "exactly one of answer, not_applicable and dont_know")
