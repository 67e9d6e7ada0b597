"""What CPython makes of the same files: the reference that the page is held to."""

from __future__ import annotations

import random
from collections.abc import Mapping
from functools import cache
from typing import Any

from build_hooks.library import messages as catalogue
from build_hooks.library.records import FrameworkRecord
from cxcore.model import Assessment
from cxcore.roadmap import planned_report
from cxcore.view.html_printer import html_of
from cxcore.view.messages import Messages
from cxcore.view.report import tell_report
from cxcore.view.words import Words
from tests.ours import four_stages, sources

NOTES = (
    "Service handbook, March",
    "<script>document.title = 'owned'</script>",
    '<img src=x onerror="document.title=1"> & "quotes"',
    "two\nlines, tab\there",
    "заметка 記録 🙂 e\u0301",
    "=1+1; {count} %s {{ 7*7 }}",
)
TO_THE_ROOT = "../../"
"""From a questionnaire's page to the site's root."""


def framework() -> FrameworkRecord:
    """The four-stage model, from its YAML files."""
    return four_stages()


@cache
def words() -> Messages:
    """The words of the interface."""
    return catalogue.load_messages()


def counts(answered: int, dont_know: int = 0, not_applicable: int = 0) -> str:
    """How much of the four-stage model's questionnaire was answered, in words."""
    given = {"answered": answered, "dont_know": dont_know, "not_applicable": not_applicable}
    left = len(framework().practices) - sum(given.values())
    return Words(framework(), words()).counts({**given, "unanswered": left})


def counts_of(file: Mapping[str, Any]) -> str:
    """The same, of an assessment file."""
    states = [
        next(key for key in ("answer", "dont_know", "not_applicable") if key in said)
        for said in file["responses"].values()
    ]
    return counts(*map(states.count, ("answer", "dont_know", "not_applicable")))


def practices() -> list[str]:
    """The practices in the order of the questionnaire."""
    return [practice.id for section in framework().sections for practice in framework().in_section(section.id)]


def assessment_file(responses: Mapping[str, Any], **keys: Any) -> dict[str, Any]:
    """The values of an assessment file."""
    return {
        "format": "cx-assessment",
        "format_version": 1,
        "framework": {"id": framework().id, "version": framework().version},
        "taken": "2026-11-21",
        "respondent": {"label": "", "group": ""},
        "responses": dict(responses),
        **keys,
    }


def expected(values: Mapping[str, Any]) -> tuple[dict[str, Any], str]:
    """The report of an assessment file, as data and as HTML."""
    model = sources().framework[values["framework"]["id"]]
    assessment = Assessment.from_dict(values).checked(model)
    data = planned_report(model, assessment)
    return data, str(html_of(tell_report(Words(model, words()), assessment, data), TO_THE_ROOT))


def random_file(source: random.Random) -> dict[str, Any]:
    """An assessment in which everything occurs that a file may hold, leaning more or less towards high answers."""
    lean, blank, hidden = (
        source.choice((0, 0.6, 0.95, 1)),
        source.choice((0, 0, 0.1, 0.6)),
        source.choice((0, 0, 0.1, 0.4)),
    )
    responses: dict[str, Any] = {}
    for practice in framework().practice.values():
        if source.random() < blank:
            continue
        response: dict[str, Any]
        if practice.not_applicable and source.random() < hidden:
            response = {"not_applicable": source.choice(("", *NOTES))}
        elif source.random() < hidden:
            response = {"dont_know": True}
        else:
            low = 2 if source.random() < lean else 0
            response = {"answer": framework().scale[source.randrange(low, 4)]}
        if source.random() < 0.2:
            response["evidence"] = source.choice(NOTES)
        if source.random() < 0.1:
            response |= {"evidence_date": "2026-03-31", "evidence_owner": source.choice(NOTES[:3])}
        responses[practice.id] = response
    respondent = {"label": source.choice(("", NOTES[1])), "group": source.choice(("", "frontline"))}
    about = {"name": source.choice(NOTES[:3])} if source.random() < 0.5 else {}
    return assessment_file(responses, respondent=respondent, **about)
