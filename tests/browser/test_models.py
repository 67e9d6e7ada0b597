"""Each of our models, from its first question to its report."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import expect

from tests.browser import reference
from tests.browser.assessing import Questionnaire
from tests.browser.conftest import Visitor
from tests.browser.test_assessment import same_html
from tests.ours import FRAMEWORKS, sources

MODELS = sorted(file.parent.name for file in FRAMEWORKS.glob("*/framework.yaml"))


@pytest.mark.parametrize("model", MODELS)
def test_a_model_is_answered_from_the_first_question_to_the_report(visitor: Visitor, model: str) -> None:
    framework, source = sources().framework[model], random.Random(model)
    questionnaire = Questionnaire(visitor.page, visitor.site, model).open()
    responses = {practice: {"answer": source.choice(framework.scale)} for practice in framework.practice}
    for practice, response in responses.items():
        questionnaire.choose(practice, response["answer"])
    expect(questionnaire.progress).to_contain_text(f"{len(responses)} answered, 0 open")
    questionnaire.saved().show_report()
    today = visitor.page.evaluate("new Date().toLocaleDateString('sv')")
    about = {"id": model, "version": framework.version}
    data, html = reference.expected(reference.assessment_file(responses, framework=about, taken=today))
    assert same_html(visitor.page, html)
    reached = data["stage_reached"]
    assert questionnaire.report.get_attribute("data-stage-reached") == str(reached["order"] if reached else 0)
    for stage in framework.stages:
        expect(questionnaire.report).to_contain_text(stage.name)
