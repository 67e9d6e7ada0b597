"""Problems as data, and the words that are made of them."""

from __future__ import annotations

from cxcore.model import Kind, Stage
from cxcore.reading import Fault, InputError, Problem, ValuePath, decode, did_you_mean, nearest, told_once

TWICE = Problem(("practices", 3, "order"), "order 1, which", "one of its own", rival=("practices", 0))


def test_a_problem_names_the_place_that_came_first() -> None:
    assert str(TWICE) == "practices[3].order: order 1, which practices[0] has already; expected one of its own"


def test_whoever_knows_the_files_names_that_place_in_their_way() -> None:
    def file_of(place: ValuePath) -> str:
        return {("practices", 0): "alpha.yaml"}[place]

    assert TWICE.told(file_of) == "order 1, which alpha.yaml has already; expected one of its own"


def test_both_places_move_with_the_tree() -> None:
    moved = TWICE.under("frameworks", 2)
    assert (moved.path, moved.rival) == (("frameworks", 2, "practices", 3, "order"), ("frameworks", 2, "practices", 0))
    assert Problem(("a",), "x", "y").under("b").rival is None


def test_the_decoder_says_what_sort_of_problem_it_is() -> None:
    def fault(hint: object, value: object) -> Fault:
        problems: list[Problem] = []
        decode(hint, value, (), problems)
        (problem,) = problems
        return problem.fault

    assert fault(str, 5) is Fault.NOT_TEXT
    assert fault(int, None) is Fault.WRONG_TYPE
    assert fault(tuple[str, ...], True) is Fault.WRONG_TYPE
    assert fault(Kind, False) is Fault.WRONG_TYPE
    assert fault(Kind, "often") is Fault.OTHER
    assert fault(Stage, 1.5) is Fault.WRONG_TYPE


def test_an_error_carries_all_problems_and_one_line_for_each() -> None:
    error = InputError([TWICE, Problem((), "nothing", "text", "write the text")])
    assert error.problems[0] is TWICE
    assert str(error).split("\n") == [str(TWICE), "nothing; expected text; write the text"]


def test_the_nearest_choice_is_found_whatever_its_case() -> None:
    answers = ["missing", "ad-hoc", "repeatable"]
    assert [nearest(word, answers) for word in ("REPEATABLE", "Ad hoc", "mising", "often")] == [
        "repeatable",
        "ad-hoc",
        "missing",
        None,
    ]
    assert nearest("basic training", ["Basic Training", "Pilot"]) == "Basic Training"
    assert did_you_mean("often", answers) == ""


def test_of_a_place_that_a_check_speaks_of_its_problem_is_kept_alone() -> None:
    form, key, other = (
        Problem(("a",), "'X'", "an id"),
        Problem(("a",), "the key 'a'", "b", at_key=True),
        Problem((), "", ""),
    )
    check = Problem(("a",), "unknown answer 'X'", "'x'")
    assert told_once([form, other, form, key], iter([check])) == [other, key, check]
