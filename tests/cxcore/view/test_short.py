"""The report in short: a few lines to paste, and one page; sentence for sentence those of the report."""

from __future__ import annotations

import pytest

from build_hooks.library.messages import load_messages
from build_hooks.places import ROOT
from cxcore.model import Assessment, Framework
from cxcore.roadmap import planned_report
from cxcore.view.blocks import Head, Paragraph, Section, Steps, Telling, plain
from cxcore.view.html_printer import html_of
from cxcore.view.markdown_printer import markdown_of
from cxcore.view.short import in_lines, tell_lines, tell_page
from cxcore.view.words import Words
from tests.builders import adoption, assessment, each
from tests.ours import sources

T = load_messages()
SITE = "https://example.org/c_x/"
MORE = f"How scoring works: {SITE}about/scoring/\n"
SAMPLES = {
    "four-stages": (
        "A fictional house builder: Stage 2 of 4, 2 practices away from stage 3\n"
        "Reached: Data-Driven Insights. Next: Strategic Alignment."
        " Strong: Basic Training, Issue Resolution, Service Standards and 6 more.\n"
        "What stage 3 takes: Pilot Programs, Cross-Functional Teams."
        " The cheapest way raises 2 practices: 2 steps, medium effort (16 of 30); none costs less.\n"
        "41 answered, 1 don't know, 1 not applicable, 3 open. With 3 open questions and 1 “don't know” it lies between Stage 2 and Stage 3."
        " Find out first: Technology Integration, C-Suite Accountability.\n"
        f"The four-stage model. Answered on 21 November 2026. 3 of 41 answers have a note. {MORE}"
    ),
    "reactive-to-advanced": (
        "A fictional group of five garden centres: Stage 2 of 5, 3 practices away from stage 3\n"
        "Reached: Managed – Basic Processes in Place. Next: Defined – Strategy and Structure Established."
        " Strong: Handling of Problems, CX Processes, KPIs and Metrics.\n"
        "What stage 3 takes: CX Strategy and Roadmap, CX Roles and Responsibilities, Decisions with the Customer in Mind."
        " The cheapest way raises 3 practices: 4 steps, medium effort (25 of 60); none costs less.\n"
        "9 answered, 1 don't know, 0 open. 1 “don't know” cannot change this.\n"
        f"From reactive to advanced. Answered on 25 November 2026. 9 of 9 answers have a note. {MORE}"
    ),
    "adoption-path": (
        "A fictional regional bus company: Phase 2 of 3, 5 practices away from phase 3\n"
        "Reached: Transform. Next: Sustain. Strong: Queue of Customer Problems, Problems Reported by Employees.\n"
        "What phase 3 takes: Review of Rules That Burden Customers, Defined Design Process,"
        " Proposals Checked against the Strategy and 2 more."
        " The cheapest way raises 5 practices: 6 steps, medium effort (38 of 90); none costs less.\n"
        "18 answered, 1 don't know, 1 not applicable, 1 open. 1 open question and 1 “don't know” cannot change this.\n"
        f"The adoption path. Answered on 25 November 2026. 14 of 18 answers have a note. {MORE}"
    ),
}
FOUR = adoption([1] * 4, [1] * 4)


def sample(model: str) -> tuple[Framework, Assessment]:
    """The sample of one of our models."""
    framework = sources().framework[model]
    text = (ROOT / f"frameworks/{model}/sample.json").read_text("utf-8")
    return framework, Assessment.from_json(text, framework).checked(framework)


def lines(framework: Framework, one: Assessment, site: str = "") -> Telling:
    return tell_lines(Words(framework, T), one, planned_report(framework, one), site)


def page(framework: Framework, one: Assessment) -> Telling:
    return tell_page(Words(framework, T), one, planned_report(framework, one))


@pytest.mark.parametrize("model", SAMPLES)
def test_the_samples_in_lines(model: str) -> None:
    assert in_lines(lines(*sample(model), SITE)) == SAMPLES[model]


def test_the_sample_in_markdown_has_the_same_lines_as_a_list_and_the_address_as_a_link() -> None:
    title, *rest = SAMPLES["four-stages"].splitlines()
    address = f"{SITE}about/scoring/"
    listed = "\n".join(f"- {line}" for line in rest).replace(address, f"<{address}>")
    assert markdown_of(lines(*sample("four-stages"), SITE).blocks) == f"# {title}\n\n{listed}\n"


def test_lines_of_no_answer_name_no_stage_and_no_note() -> None:
    assert in_lines(lines(FOUR, assessment(FOUR, {}))) == (
        "Too few answers to name a stage\n"
        "Answer at least half of the questions that apply, and the way to the next stage stands here.\n"
        "0 answered, 8 open. With 8 open questions it lies between no stage and Stage 2."
        " Find out first: Practice 1, Practice 2, Practice 3.\n"
        "A small model. Answered on 21 November 2026.\n"
    )


def test_lines_of_the_highest_stage_say_that_there_is_none_above() -> None:
    assert in_lines(lines(FOUR, assessment(FOUR, each(*[2] * 8)))) == (
        "Stage 2 of 2\n"
        "Reached: Stage 2. This is the highest stage of the model.\n"
        "8 answered, 0 open.\n"
        "A small model. Answered on 21 November 2026. 0 of 8 answers have a note.\n"
    )


def section(telling: Telling, key: str) -> Section:
    return next(block for block in telling.blocks if isinstance(block, Section) and block.key == key)


def test_the_page_of_the_sample() -> None:
    telling = page(*sample("four-stages"))
    assert isinstance(telling.blocks[0], Head)
    assert telling.title == "Stage 2 of 4, 2 practices away from stage 3"
    keys = [block.key for block in telling.blocks if isinstance(block, Section)]
    assert keys == ["stages", "takes", "lift", "strong", "sure"]
    _, steps = section(telling, "takes").blocks
    assert isinstance(steps, Steps)
    assert [plain(step.name) for step in steps.items] == ["Pilot Programs", "Cross-Functional Teams"]
    assert not any(step.first or step.about or step.note for step in steps.items)
    (strong,) = section(telling, "strong").blocks
    assert isinstance(strong, Paragraph)
    assert plain(strong.text).endswith("Performance Metrics and 1 more")
    assert str(html_of(telling)).startswith('<article class="cx-report" data-page data-running="A fictional ')


def test_a_long_plan_is_cut_on_the_page_and_its_rest_is_counted() -> None:
    framework = adoption([1] * 20)
    telling = page(framework, assessment(framework, each(*[0] * 20)))
    _, steps, rest = section(telling, "takes").blocks
    assert isinstance(steps, Steps) and isinstance(rest, Paragraph)
    # Eleven of twenty make the stage.
    assert (len(steps.items), rest.text) == (6, "5 more steps stand in the full report.")
