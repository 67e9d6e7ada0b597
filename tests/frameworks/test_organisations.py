"""The fifteen organisations: each answered in all models, each result on the page, each within the crosswalk or explained."""

from __future__ import annotations

import pytest

from build_hooks.library.yamlfile import read_yaml
from cxcore.exchange.batch import BatchRow
from tests.frameworks import trial

MODELS = ["four-stages", "reactive-to-advanced", "cx-management", "five-levels", "adoption-path"]
each_model = pytest.mark.parametrize("model", MODELS)


def test_there_are_fifteen_descriptions_of_a_paragraph_each() -> None:
    assert len(trial.organisations()) == 15
    words = {id: len(value["facts"].split()) for id, value in trial.organisations().items()}
    assert {id: count for id, count in words.items() if not 150 <= count <= 250} == {}
    assert [value for value in trial.organisations().values() if set(value) != {"name", "size", "facts", "added"}] == []


def test_all_models_are_tried() -> None:
    assert set(trial.models()) == set(MODELS)


@each_model
def test_every_answer_is_of_its_model(model: str) -> None:
    assert [row for row in trial.rows(model) if not isinstance(row, BatchRow)] == []
    assert set(trial.assessments(model)) == set(trial.organisations())
    practices = set(trial.models()[model].practice)
    for organisation, assessment in trial.assessments(model).items():
        assert set(assessment.responses) == practices, organisation


@each_model
def test_most_of_what_applies_could_be_answered(model: str) -> None:
    for organisation in trial.organisations():
        assert trial.reports()[organisation, model]["headline"] == "stage", organisation


def test_a_reason_for_a_close_answer_is_about_an_answer_that_was_given() -> None:
    close = read_yaml(trial.ANSWERS / "close.yaml").value
    for model, practices in close.items():
        for practice, organisations in practices.items():
            for organisation in organisations:
                response = trial.assessments(model)[organisation].responses[practice]
                assert response.answer, (model, practice, organisation)


def test_every_result_lies_within_the_crosswalk_or_is_explained() -> None:
    assert set(trial.exceeding()) == set(trial.reasons())


def test_the_page_holds_what_the_scorer_gives() -> None:
    page = trial.PAGE.read_text("utf-8")
    assert page == trial.generated(page), "run: python3 -m build_hooks run python -m tests.frameworks.trial"
