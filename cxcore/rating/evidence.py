"""What an assessment's answers rest on. It changes no number: a rating reads answers alone."""

from __future__ import annotations

from dataclasses import dataclass

from cxcore.model import Assessment, Framework


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Which answers have a note of evidence, and of what days the notes are."""

    noted: tuple[str, ...]
    """The practices with an answer and a note of evidence, in catalogue order."""
    bare: tuple[str, ...]
    """The practices with an answer and no note."""
    oldest: str | None
    """The first and the last day among the notes that name one, as year-month-day; None where none does."""
    latest: str | None


def evidence(framework: Framework, assessment: Assessment) -> Evidence:
    """What the answers of an assessment rest on. "Not applicable" and "don't know" are no answers here."""
    said = {key: assessment.responses[key] for key in framework.practice if key in assessment.responses}
    answered = {key: response for key, response in said.items() if response.answer is not None}
    noted = {key: response for key, response in answered.items() if response.evidence}
    days = [response.evidence_date for response in noted.values() if response.evidence_date]
    return Evidence(
        noted=tuple(noted),
        bare=tuple(key for key in answered if key not in noted),
        oldest=min(days, default=None),
        latest=max(days, default=None),
    )
