"""Results that are kept from build to build: never those of other arguments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from markupsafe import Markup

from build_hooks.library.recall import Recall


class Nameless:
    """An object that does not print what it holds."""


def counting() -> tuple[list[Any], Callable[..., str]]:
    taken: list[Any] = []

    def function(*arguments: object) -> str:
        taken.append(arguments)
        return f"made of {arguments}"

    return taken, function


def test_a_function_is_called_once_for_what_prints_the_same_and_again_for_anything_else() -> None:
    taken, function = counting()
    recall = Recall()
    arguments: list[tuple[object, ...]] = [
        ("1",),
        (1,),
        (1.0,),
        (True,),
        (Markup("1"),),
        ("1", "1"),
        ("11",),
        ({"a": 1, "b": 2},),
        ({"b": 2, "a": 1},),
        ("x" * 2000,),
        ("x" * 2001,),
        ("\ud800",),
    ]
    for _ in range(3):
        recall.begin()
        for each in arguments:
            assert recall(function, *each) == f"made of {each}"
        recall.end()
    assert taken == arguments
    assert recall(lambda value: value, "1") == "1"


def test_what_a_build_that_went_well_did_not_ask_for_is_made_anew() -> None:
    taken, function = counting()
    recall = Recall()
    for asked, ended in ((["a", "b"], True), ([], False), (["b"], True), (["a", "b"], True)):
        recall.begin()
        for each in asked:
            recall(function, each)
        if ended:
            recall.end()
    assert taken == [("a",), ("b",), ("a",)]


def test_an_object_that_does_not_print_what_it_holds_is_known_or_nothing_is_kept_of_it() -> None:
    taken, function = counting()
    recall, one, other = Recall(), Nameless(), Nameless()
    recall.begin()
    recall.know(one, "words")
    recall.know(other, "words")
    recall(function, one)
    recall(function, other)
    assert taken == [(one,)]
    recall.begin()
    recall.know(one, "other words")
    recall(function, one)
    recall(function, [other])
    recall(function, [other])
    assert taken == [(one,), (one,), ([other],), ([other],)]


def test_nothing_is_kept_where_no_build_was_begun() -> None:
    taken, function = counting()
    recall = Recall()
    recall(function, "a")
    recall(function, "a")
    assert taken == [("a",), ("a",)]


def test_of_what_can_change_it_is_asked_anew_at_each_build_what_it_prints() -> None:
    taken, function = counting()
    recall, long = Recall(), ["x" * 2000]
    for _ in range(2):
        recall.begin()
        recall(function, long)
        recall.end()
        long[0] += "y"
    assert len(taken) == 2
