"""Reading is strict and never fails otherwise than with problems in words; and what the strategies make can be read."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from cxcore.model import Assessment, Framework
from cxcore.reading import InputError, encode, restored
from cxcore.reading.jsontext import dumps, loads
from tests.builders import DONT_KNOW, NA, adoption_dict, assessment, changed, each, rubric_dict
from tests.strategies import assessments, frameworks

JUNK: list[Any] = [
    None,
    True,
    False,
    0,
    -1,
    10**30,
    10**5000,
    1.5,
    float("inf"),
    "",
    "no",
    "s1",
    "p1",
    "missing",
    "1/2",
    "1/0",
]
JUNK += [
    "\ud800",
    "\x1b[2J",
    "٣",
    "<b>",
    "x" * 5000,
    [],
    [[]],
    ["p1"],
    {},
    {"id": "p1"},
    {1: 2},
    {None: 1},
    {False: {}},
    b"x",
]
KEYS: list[Any] = ["evidnce", "weight", "", "\ud800", "\n", 1, None, False]

ADOPTION = changed({**adoption_dict([1, 1], [2, 1]), "rating": {"fully": "4/5"}}, "p2", depends_on=["p1"])
RUBRIC = rubric_dict(3, [1, 2])


def assessment_reader(framework: Framework) -> Callable[[Any], object]:
    return lambda value: Assessment.from_dict(value).checked(framework)


READERS: list[tuple[Callable[[Any], object], dict[str, Any]]] = [
    (Framework.from_dict, ADOPTION),
    (Framework.from_dict, RUBRIC),
]
for plain, said in ((ADOPTION, each(0, 3, NA, DONT_KNOW)), (RUBRIC, each(2, NA))):
    small = Framework.from_dict(plain)
    READERS.append((assessment_reader(small), assessment(small, said).to_dict()))


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    entries = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, entry in entries:
        yield (*path, key)
        yield from places(entry, (*path, key))


@st.composite
def damaged(draw: st.DrawFn) -> tuple[Callable[[Any], object], Any]:
    """A good tree with one to three of its entries replaced, taken out or joined by others, and its reader."""
    read, good = draw(st.sampled_from(READERS))
    value = copy.deepcopy(good)
    for _ in range(draw(st.integers(1, 3))):
        if not (found := list(places(value))):
            break
        *path, last = draw(st.sampled_from(found))
        parent = value
        for key in path:
            parent = parent[key]
        junk = copy.deepcopy(draw(st.sampled_from(JUNK)))
        match draw(st.sampled_from(("replace", "delete", "add"))):
            case "replace":
                parent[last] = junk
            case "delete":
                del parent[last]
            case "add" if isinstance(parent, dict):
                parent[draw(st.sampled_from(KEYS))] = junk
            case _:
                parent.append(junk)
    return read, value


@given(damaged())
def test_damage_is_refused_in_words_or_let_pass_but_never_breaks_the_reader(
    case: tuple[Callable[[Any], object], Any],
) -> None:
    read, value = case
    try:
        read(value)
    except InputError as error:
        assert error.problems
        for problem in error.problems:
            line = str(problem)
            assert line.isprintable(), line
            assert "object at 0x" not in line
            assert problem.message.count("; expected ") == 1


@given(st.text(max_size=200) | st.recursive(st.none() | st.booleans() | st.text(max_size=5), st.lists).map(dumps))
def test_any_text_is_a_file_or_a_problem(text: str) -> None:
    try:
        Assessment.from_json(text)
    except InputError as error:
        assert str(error).isprintable()
    else:
        raise AssertionError("nothing that is drawn here is an assessment")


@given(frameworks())
def test_a_random_framework_would_pass_the_reader(framework: Framework) -> None:
    assert list(framework.problems()) == []
    plain = encode(framework)
    assert restored(Framework, plain) == Framework.from_dict(plain) == framework
    assert Framework.from_dict(loads(dumps(plain))) == framework


@given(st.data())
def test_a_random_assessment_fits_its_framework(data: st.DataObject) -> None:
    framework = data.draw(frameworks())
    result = data.draw(assessments(framework))
    assert list(result.problems(framework)) == []
    full = data.draw(assessments(framework, blanks=False, not_applicable=False))
    assert all(full.responses[key].answer for key in framework.practice)
