"""The filled-in templates are of one fictional organisation, and agree with each other."""

from __future__ import annotations

from datetime import datetime

from build_hooks.places import ROOT
from tests.frameworks.reading import entries

TEMPLATES = {entry.id: entry.value for entry in entries("template")}


def test_a_survey_is_worded_in_the_calendar_as_on_its_metric_sheet() -> None:
    """As both say: word for word."""
    example = {field["name"]: field["example"] for field in TEMPLATES["metric-sheet"]["fields"]}
    question = example["Question and scale"].split('"')[1]
    [row] = [row for row in TEMPLATES["survey-calendar"]["rows"] if row[0] == "Repair finished"]
    assert row[1].split('"')[1] == question
    assert example["Fewest answers"].split(";")[0] == f"{row[5]}"


def example(template: str, field: str) -> str:
    return next(each["example"] for each in TEMPLATES[template]["fields"] if each["name"] == field)


def row(template: str, first: str) -> dict[str, str]:
    """The row of a table of which a cell begins so, by its columns."""
    names = [column["name"] for column in TEMPLATES[template]["columns"]]
    [found] = [cells for cells in TEMPLATES[template]["rows"] if any(cell.startswith(first) for cell in cells)]
    return dict(zip(names, found, strict=True))


def test_the_text_before_a_visit_is_one_story_wherever_it_is_told() -> None:
    """Counted in May, decided, tried in two depots of four from June, decided on again in August, and not bought for all."""
    decided, case = row("decision-list", "Try a text"), (ROOT / "docs/measure/case.md").read_text("utf-8")
    counted = [
        example("pilot-plan", "The customer's problem"),
        decided["Because customers"],
        example("business-case", "What we counted"),
        case,
        (ROOT / "docs/learn/sponsor.md").read_text("utf-8").replace("400 visits. After 84 of them", "84 of 400"),
    ]
    assert [text for text in counted if "84 of 400" not in text] == []
    assert "May" in example("pilot-plan", "The customer's problem")
    where = example("pilot-plan", "Where and with whom")
    assert (decided["Day"], decided["By"]) == ("25 May", "1 June") and "1 June to 31 July" in where
    assert decided["Checked on"] == example("pilot-plan", "Decision").split(";")[0] == "10 August"
    done = example("board-report", "What we did")
    assert "North and East" in where and "North and East" in done
    assert "South and West" in example("pilot-plan", "Comparison") and "South and West" in done
    assert "two depots of four" in decided["Decision"] and "two depots of four" in example(
        "business-case", "What it may save in a year"
    )
    assert decided["What became of it"].removeprefix("second calls ") in done
    stands, asked = (
        example("business-case", "Stands with the low figure"),
        example("board-report", "Decision asked for"),
    )
    for said in ("1,600 visits", "3,000", "34 a year"):
        assert said in stands and said in asked, said
    assert "It counts 1,600 visits on each side" in case


def test_decisions_stand_in_the_order_of_their_days() -> None:
    days = [datetime.strptime(f"{cells[0]} 2026", "%d %B %Y") for cells in TEMPLATES["decision-list"]["rows"]]
    assert days == sorted(days)


def test_a_tally_is_added_up_right() -> None:
    for cells in TEMPLATES["tally-sheet"]["rows"]:
        strokes = "".join(cells[1:6])
        assert (cells[6], cells[7]) == (str(strokes.count("|") + strokes.count("x")), str(strokes.count("x"))), cells[0]
