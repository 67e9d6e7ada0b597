"""What heads and cells mean, however people and survey tools write them; and what is said of those that mean nothing."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cxcore.exchange.cells import AnswerCells, PracticeNames, column_notes, plain
from cxcore.model import Framework
from cxcore.reading import Fault, InputError
from cxcore.reading.csvtext import Header
from tests.builders import adoption, adoption_dict, changed, rubric

NAMED = Framework.from_dict(
    changed(
        changed(adoption_dict([1, 1], [1]), "p1", name="Complaints Log", question="How were complaints recorded?"),
        "p3",
        name="Complaints Log",
    )
)
"""p1 and p3 have one name, in different stages; p1 has a question of its own."""


@pytest.mark.parametrize(
    ("head", "practice"),
    [
        ("p2", "p2"),
        (" P2 ", "p2"),
        ("Practice 2", "p2"),
        ("practice_2", "p2"),
        ("7. Practice 2", "p2"),
        ("7) Practice 2", "p2"),
        ("Q7: Practice 2", "p2"),
        ("Q7 Practice 2", "p2"),
        ("Question 7 - Practice 2", "p2"),
        ("How often is this done? [Practice 2]", "p2"),
        ("How often is this done? - Practice 2", "p2"),
        ("Please rate: – Practice 2", "p2"),
        ("How were complaints recorded?", "p1"),
        ("1. how were complaints recorded", "p1"),
        ("How were\ncomplaints recorded?", "p1"),
        ("Complaints Log", None),
        ("1. Complaints Log", "p1"),
        ("Q3: Complaints Log", "p3"),
        ("2. Complaints Log", None),
        ("7 Practice 2", None),
        ("Practice", None),
        ("Practice 22", None),
        ("", None),
        ("?", None),
    ],
)
def test_a_practice_by_what_people_call_it(head: str, practice: str | None) -> None:
    assert PracticeNames(NAMED).find(head) == practice


def test_a_name_that_two_practices_have_is_told_with_both() -> None:
    names = PracticeNames(NAMED)
    assert list(names.several("complaints log")) == ["p1", "p3"]
    assert list(names.several("How often? [Complaints Log]")) == ["p1", "p3"]
    assert list(names.several("Practice 2")) == []
    assert list(names.several("nothing")) == []


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("ad-hoc", "ad-hoc"),
        ("Ad hoc", "ad-hoc"),
        ("AD_HOC ", "ad-hoc"),
        ("Systematic (we do this everywhere)", "systematic"),
        ("Systematic: everybody, every time", "systematic"),
        ("Systematic – everybody", "systematic"),
        ("Systematic - everybody", "systematic"),
        ("Systematic\nEverybody does it", "systematic"),
        ("Ad-hoc - now and then", "ad-hoc"),
        ("3 - Systematic", "systematic"),
        ("3. Systematic (everywhere)", "systematic"),
        ("3) systematic", "systematic"),
        ("Don't know", "dont-know"),
        ("don’t know (no idea)", "dont-know"),
        ("Do not know", "dont-know"),
        ("N/A", "not-applicable"),
        ("n.a.", "not-applicable"),
        ("Not applicable: one site", "not-applicable"),
        # Nothing is read out of a sentence.
        ("Systematic, but only here", None),
        ("systematic here", None),
        ("not systematic", None),
        ("(Systematic)", "systematic"),
        ("3", None),
        ("#N/A", None),
        ("", None),
        ("-", None),
    ],
)
def test_an_answer_however_it_is_written(cell: str, said: str | None) -> None:
    assert AnswerCells(adoption([1])).find(cell) == said


def test_a_rubrics_answers_are_its_stages() -> None:
    cells = AnswerCells(rubric(3, [1]))
    assert [cells.find(cell) for cell in ("s2", "Stage 2", "Stage 2 (most of it)", "Stage 4")] == [
        "s2",
        "s2",
        "s2",
        None,
    ]


@pytest.mark.parametrize(
    ("codes", "cell", "said"),
    [
        ("0,1,2,3", "0", "missing"),
        ("0,1,2,3", "3", "systematic"),
        ("0,1,2,3", "3.0", "systematic"),
        ("0,1,2,3", "3,00", "systematic"),
        ("0,1,2,3", " 2 ", "repeatable"),
        ("0,1,2,3", "4", None),
        ("0,1,2,3", "1.5", None),
        ("0,1,2,3", "Ad hoc", "ad-hoc"),
        ("1,2,3,4", "1", "missing"),
        ("4, 3, 2, 1", "4", "missing"),
        ("a,b,c,d", "C", "repeatable"),
        ("1,2,3,4,9=dont-know,-1=Not applicable", "9", "dont-know"),
        ("1,2,3,4,9=dont-know,-1=Not applicable", "-1", "not-applicable"),
        ("5=systematic", "5", "systematic"),
        ("5=systematic", "4", None),
    ],
)
def test_codes_that_stand_for_answers(codes: str, cell: str, said: str | None) -> None:
    assert AnswerCells(adoption([1]), codes.split(",")).find(cell) == said


SCALE = "one of 'missing', 'ad-hoc', 'repeatable', 'systematic', 'dont-know', 'not-applicable'"


@pytest.mark.parametrize(
    ("codes", "problems"),
    [
        ("0,1,2", ["3 codes; expected 4, one for each answer from 'missing' to 'systematic'"]),
        ("1", ["1 code; expected 4, one for each answer from 'missing' to 'systematic'"]),
        (
            "0,1,2,3,4",
            ["5 codes; expected 4, one for each answer from 'missing' to 'systematic'"],
        ),
        ("0,1,1,3", ["the code '1' a second time; expected a code of its own for each answer"]),
        ("0,1,1.0,3", ["the code '1.0' a second time; expected a code of its own for each answer"]),
        ("0,1,,3", ["an empty code; expected a code of its own for each answer"]),
        ("0,1,2,3,9=often", [f"'often' in '9=often'; expected {SCALE}"]),
        ("0,1,2,3,9=Sistematic", [f"'Sistematic' in '9=Sistematic'; expected {SCALE}; did you mean 'systematic'?"]),
        (
            "0,9=often",
            [
                "1 code; expected 4, one for each answer from 'missing' to 'systematic'",
                f"'often' in '9=often'; expected {SCALE}",
            ],
        ),
    ],
)
def test_codes_that_do_not_fit(codes: str, problems: list[str]) -> None:
    with pytest.raises(InputError) as caught:
        AnswerCells(adoption([1]), codes.split(","))
    assert [str(problem) for problem in caught.value.problems] == problems


def test_what_is_said_of_a_cell_that_is_no_answer() -> None:
    without, with_codes = AnswerCells(adoption([1])), AnswerCells(adoption([1]), ["0", "1", "2", "3"])
    assert without.problem("Sistematic").message == f"'Sistematic'; expected {SCALE}; did you mean 'systematic'?"
    assert without.problem("often").message == f"'often'; expected {SCALE}"
    number = without.problem(" 3,0 ")
    assert (number.message, number.fault) == (f"the number 3,0; expected {SCALE}", Fault.NUMBER)
    assert with_codes.problem("7").message == f"'7'; expected {SCALE}; or a code: 0, 1, 2, 3"
    assert with_codes.problem("7").fault is Fault.OTHER


def notes(heads: Sequence[str], columns: Sequence[str | None]) -> list[str]:
    header = Header(tuple(heads), tuple(columns), 2)
    return list(map(str, column_notes(header, "something", ["label", "complaints-log"])))


def test_columns_that_are_not_read_are_noted_in_few_lines() -> None:
    assert notes(["p1", "x"], ["p1", None]) == [
        "row 2, column 'x': a column of another name; expected something; it is not read"
    ]
    assert notes(["x", "Complaints Lg", "y", ""], [None] * 4) == [
        (
            "row 2, column 'Complaints Lg': a column of another name; expected something; it is not read;"
            " did you mean 'complaints-log'?"
        ),
        "row 2: 2 columns of other names: 'x', 'y'; expected something; they are not read",
    ]
    many = [f"c{i}" for i in range(50_000)]
    assert notes(many, [None] * 50_000) == [
        (
            "row 2: 50,000 columns of other names: 'c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9'"
            " and 49,990 more; expected something; they are not read"
        )
    ]
    near = notes([f"labe{i}" for i in range(30)], [None] * 30)
    assert len(near) == 11
    assert near[9].endswith(
        "column 'labe9': a column of another name; expected something; it is not read; did you mean 'label'?"
    )
    assert near[10].startswith("row 2: 20 columns of other names: 'labe10', ")


def test_columns_that_are_there_twice_are_noted_in_few_lines() -> None:
    assert notes(["a", "b", "a"], ["a", "b", "a"]) == [
        "row 2, column 'a': a second column for 'a'; expected each column once; it is not read"
    ]
    assert notes(["a"] * 1_012, ["a"] * 1_012)[10:] == ["row 2: and 1,001 more columns that are there already"]


@given(st.text())
def test_any_text_is_compared(text: str) -> None:
    assert plain(plain(text)) == plain(text)
    assert AnswerCells(adoption([1])).find(text) in (None, *adoption([1]).scale, "dont-know", "not-applicable")
    assert PracticeNames(NAMED).find(text) in (None, *NAMED.practice)
