"""The filled-in templates are of one fictional organisation, and agree with each other."""

from __future__ import annotations

from tests.frameworks.reading import entries

TEMPLATES = {entry.id: entry.value for entry in entries("template")}


def test_a_survey_is_worded_in_the_calendar_as_on_its_metric_sheet() -> None:
    """As both say: word for word."""
    example = {field["name"]: field["example"] for field in TEMPLATES["metric-sheet"]["fields"]}
    question = example["Question and scale"].split('"')[1]
    [row] = [row for row in TEMPLATES["survey-calendar"]["rows"] if row[0] == "Repair finished"]
    assert row[1].split('"')[1] == question
    assert example["Fewest answers"].split(";")[0] == f"{row[5]}"
