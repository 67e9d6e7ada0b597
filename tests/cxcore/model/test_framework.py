"""A framework as a whole: what is derived from it, and every problem between its parts with its exact message."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from cxcore.model import Effort, Framework, Kind, Rating
from cxcore.reading import InputError, encode
from tests.builders import ADOPTION, adoption, adoption_dict, answers, changed, effort, rubric, rubric_dict


def messages(plain: object) -> list[str]:
    with pytest.raises(InputError) as caught:
        Framework.from_dict(plain)
    return [str(problem) for problem in caught.value.problems]


def with_part(plain: dict[str, Any], part: str, i: int, **keys: Any) -> dict[str, Any]:
    return {**plain, part: [{**entry, **keys} if i == j else entry for j, entry in enumerate(plain[part])]}


SMALL = adoption_dict([1, 1], [1])
RUBRIC = rubric_dict(3, [1, 1])


def test_an_adoption_practice_bears_on_its_own_stage_and_is_met_from_repeatable_up() -> None:
    framework = adoption([1, 1], [3])
    assert framework.kind is Kind.ADOPTION
    assert framework.scale == ("missing", "ad-hoc", "repeatable", "systematic")
    assert {order: [p.id for p in bearing] for order, bearing in framework.bearing.items()} == {
        1: ["p1", "p2"],
        2: ["p3"],
    }
    assert [framework.meeting_rank(order) for order in (1, 2)] == [2, 2]
    assert [framework.meets(rank, 2) for rank in range(4)] == [False, False, True, True]
    assert framework.practice["p3"].weight == 3


def test_a_rubric_practice_bears_on_every_stage_and_is_met_up_to_its_answer() -> None:
    framework = rubric(3, [1, 2])
    assert framework.scale == ("s1", "s2", "s3")
    assert {order: [p.id for p in bearing] for order, bearing in framework.bearing.items()} == {
        order: ["p1", "p2"] for order in (1, 2, 3)
    }
    # Rows: the answers s1, s2, s3; columns: the stages 1, 2, 3. The lowest answer meets the first stage.
    assert [[framework.meets(rank, order) for order in (1, 2, 3)] for rank in range(3)] == [
        [True, False, False],
        [True, True, False],
        [True, True, True],
    ]


def test_practices_are_in_catalogue_order_whatever_their_order_in_the_files() -> None:
    plain = changed(changed(SMALL, "p1", order=9), "p2", order=1)
    framework = Framework.from_dict(plain)
    assert list(framework.practice) == ["p2", "p3", "p1"]
    assert [p.id for p in framework.bearing[1]] == ["p2", "p1"]
    assert [p.id for p in framework.in_section("all")] == ["p2", "p3", "p1"]
    assert framework.in_section("none") == ()


def test_names_and_places() -> None:
    framework = Framework.from_dict(with_part(SMALL, "answers", 1, name="Now and then"))
    assert framework.answer_names["ad-hoc"] == "Now and then"
    assert rubric(3, [1]).answer_names == {"s1": "Stage 1", "s2": "Stage 2", "s3": "Stage 3"}
    assert framework.stage_order == {"s1": 1, "s2": 2}


def test_defaults_are_those_of_the_standard() -> None:
    assert adoption([1]).rating == Rating(
        partially=Fraction(15, 100), largely=Fraction(50, 100), fully=Fraction(85, 100)
    )
    practice = Framework.from_dict(SMALL).practice["p1"]
    assert (practice.weight, practice.depends_on, practice.second_aspect) == (1, (), None)
    assert Effort(knowledge=1, time=2, resources=5).cost == 8


def test_a_framework_survives_being_written_and_read() -> None:
    for plain in (SMALL, RUBRIC, changed({**SMALL, "rating": {"fully": "9/10"}}, "p1", depends_on=["p2"], weight=7)):
        framework = Framework.from_dict(plain)
        assert Framework.from_dict(encode(framework)) == framework


def depending(**needs: str) -> dict[str, Any]:
    """A framework of eight practices in which some depend on others: p1="p2 p3"."""
    plain = adoption_dict([1] * 8)
    for key, others in needs.items():
        plain = changed(plain, key, depends_on=others.split())
    return plain


PROBLEMS: list[tuple[str, Any, list[str]]] = [
    ("a list", [], ["a list; expected a mapping of keys to values"]),
    (
        "an id twice",
        with_part(SMALL, "practices", 1, id="p1"),
        ["practices[1].id: id 'p1', which practices[0] has already; expected one of its own"],
    ),
    (
        "a place in the catalogue twice",
        changed(SMALL, "p3", order=1),
        ["practices[2].order: order 1, which practices[0] has already; expected one of its own"],
    ),
    (
        "a name twice in a stage",
        changed(SMALL, "p2", name="Practice 1"),
        ["practices[1].name: name 'Practice 1', which practices[0] has already; expected one of its own"],
    ),
    (
        "a stage's id twice",
        {**with_part(RUBRIC, "stages", 1, id="s1")},
        [
            "stages[1].id: id 's1', which stages[0] has already; expected one of its own",
            "practices[0].answers.s2: unknown answer 's2'; expected one of 's1', 's1', 's3'",
            "practices[1].answers.s2: unknown answer 's2'; expected one of 's1', 's1', 's3'",
        ],
    ),
    (
        "other answers in an adoption framework",
        {**SMALL, "answers": list(reversed(SMALL["answers"]))},
        [
            "answers: the answers systematic, repeatable, ad-hoc, missing; expected missing, ad-hoc, repeatable, systematic, in this order"
        ],
    ),
    (
        "no answers in an adoption framework",
        {**SMALL, "answers": []},
        ["answers: no answers; expected missing, ad-hoc, repeatable, systematic, in this order"],
    ),
    (
        "answers in a rubric",
        {**RUBRIC, "answers": SMALL["answers"]},
        ["answers: answers; expected none, because the answers of a rubric are its stages; take the key out"],
    ),
    ("a rubric of one stage", rubric_dict(1, [1]), ["stages: 1 stage; expected at least 2 in a rubric"]),
    (
        "Fully at 1, which no coverage exceeds",
        {**SMALL, "rating": {"fully": "1/1"}},
        ["rating: thresholds out of order; expected 0 ≤ partially < largely < fully < 1"],
    ),
    (
        "Largely equal to Fully",
        {**SMALL, "rating": {"largely": "17/20"}},
        ["rating: thresholds out of order; expected 0 ≤ partially < largely < fully < 1"],
    ),
    (
        "Partially equal to Largely",
        {**SMALL, "rating": {"partially": "1/2"}},
        ["rating: thresholds out of order; expected 0 ≤ partially < largely < fully < 1"],
    ),
    (
        "an unknown section",
        changed(SMALL, "p1", section="al"),
        ["practices[0].section: unknown section 'al'; expected 'all'; did you mean 'all'?"],
    ),
    (
        "an unknown stage",
        changed(SMALL, "p1", stage="s22"),
        ["practices[0].stage: unknown stage 's22'; expected one of 's1', 's2'; did you mean 's2'?"],
    ),
    (
        "no stage in an adoption practice",
        {
            **SMALL,
            "practices": [
                *SMALL["practices"],
                {k: v for k, v in {**SMALL["practices"][0], "id": "p4", "order": 4}.items() if k != "stage"},
            ],
        },
        ["practices[3]: no 'stage'; expected the key 'stage'; add one of 's1', 's2'"],
    ),
    (
        "a stage in a rubric practice",
        changed(RUBRIC, "p1", stage="s1"),
        ["practices[0].stage: a stage; expected none, because a rubric practice bears on every stage; take it out"],
    ),
    (
        "an answer too many and one too few",
        changed(SMALL, "p1", answers=answers(("missing", "adhoc", "repeatable", "systematic"))),
        [
            (
                "practices[0].answers.adhoc: unknown answer 'adhoc'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic'; "
                "did you mean 'ad-hoc'?"
            ),
        ],
    ),
    (
        "an answer's printed name for its id",
        changed(SMALL, "p1", answers=answers(("missing", "Ad hoc", "repeatable", "systematic"))),
        [
            (
                "practices[0].answers.Ad hoc: unknown answer 'Ad hoc'; expected one of 'missing', 'ad-hoc', 'repeatable', "
                "'systematic'; did you mean 'ad-hoc'?"
            ),
        ],
    ),
    (
        "an answer too few",
        changed(SMALL, "p1", answers=answers(("missing", "repeatable", "systematic"))),
        ["practices[0].answers: no 'ad-hoc'; expected the answer 'ad-hoc'; add it"],
    ),
    (
        "what leads on from the highest answer",
        changed(SMALL, "p1", answers={a: {"anchor": "x", "next": "y"} for a in ADOPTION}),
        [
            (
                "practices[0].answers.systematic.next: a 'next' of 'systematic'; expected it on lower answers alone, because nothing "
                "is higher; take it out"
            ),
        ],
    ),
    (
        "an effort for a step beyond the highest answer",
        changed(SMALL, "p1", answers=answers(ADOPTION) | {"systematic": {"anchor": "x", "effort": effort(5)}}),
        [
            (
                "practices[0].answers.systematic.effort: an 'effort' of 'systematic'; expected it on lower answers alone, because "
                "nothing is higher; take it out"
            ),
        ],
    ),
    (
        "an answer that does not say what leads on, beside one that cannot be read",
        changed(
            SMALL,
            "p1",
            answers={
                "missing": {"anchor": "x"},
                "ad-hoc": {"anchor": "x", "next": "y"},
                "repeatable": {"anchor": "x", "next": 3},
                "systematic": {"anchor": "x"},
            },
        ),
        [
            "practices[0].answers.repeatable.next: the number 3; expected text",
            "practices[0].answers.missing: no 'next'; expected the key 'next', with what leads on to the answer above; add it",
        ],
    ),
    (
        "an id that is not in kebab case is told once, and not where it is named as it should be",
        changed(changed(SMALL, "p1", id="Log Book"), "p2", depends_on=["log-book"]),
        [
            "practices[0].id: 'Log Book'; expected an id in kebab case, such as 'basic-training'; did you mean 'log-book'?"
        ],
    ),
    (
        "a dependency on itself and on an unknown practice",
        changed(SMALL, "p2", depends_on=["p2", "p33", "p1"]),
        [
            "practices[1].depends_on[0]: the practice itself, 'p2'; expected another practice",
            "practices[1].depends_on[1]: unknown practice 'p33'; expected one of 'p1', 'p2', 'p3'; did you mean 'p3'?",
        ],
    ),
    (
        "a circle of two",
        changed(changed(SMALL, "p1", depends_on=["p2"]), "p2", depends_on=["p1"]),
        ["practices[0].depends_on: a circle of dependencies: p1 → p2 → p1; expected none; take one of them out"],
    ),
    (
        "a circle of three",
        changed(changed(changed(SMALL, "p1", depends_on=["p2"]), "p2", depends_on=["p3"]), "p3", depends_on=["p1"]),
        ["practices[0].depends_on: a circle of dependencies: p1 → p2 → p3 → p1; expected none; take one of them out"],
    ),
    (
        "two circles, and practices before and behind them",
        depending(p1="p3", p2="p1", p3="p4", p4="p5", p5="p3", p6="p7", p7="p6 p8"),
        [
            "practices[2].depends_on: a circle of dependencies: p3 → p4 → p5 → p3; expected none; take one of them out",
            "practices[5].depends_on: a circle of dependencies: p6 → p7 → p6; expected none; take one of them out",
        ],
    ),
    (
        "a stage without a practice",
        changed(SMALL, "p3", stage="s1"),
        ["stages[1]: stage 's2' with no practice; expected at least one practice that names it"],
    ),
    (
        "a section without a practice",
        {**SMALL, "sections": [{"id": "all", "name": "All"}, {"id": "more", "name": "More"}]},
        ["sections[1]: section 'more' with no practice; expected at least one practice that names it"],
    ),
    ("no practices", {**SMALL, "practices": []}, ["practices: no entries; expected at least 1"]),
    (
        "a practice that is no mapping in a rubric",
        {**RUBRIC, "practices": [None, *RUBRIC["practices"]]},
        ["practices[0]: nothing; expected a mapping of keys to values"],
    ),
    (
        "a stage's id that cannot be read: what refers to it is not blamed",
        with_part(RUBRIC, "stages", 1, id=7),
        ["stages[1].id: the number 7; expected an id in kebab case, such as 'basic-training'"],
    ),
    (
        "the same in an adoption framework",
        with_part(SMALL, "stages", 1, id=7),
        ["stages[1].id: the number 7; expected an id in kebab case, such as 'basic-training'"],
    ),
    (
        "an answer's id that cannot be read",
        with_part(SMALL, "answers", 1, id=None),
        ["answers[1].id: nothing; expected an id in kebab case, such as 'basic-training'"],
    ),
    (
        "practices that are no list: stages and sections are not blamed",
        {**SMALL, "practices": {}},
        ["practices: a mapping of keys to values; expected a list"],
    ),
    (
        "a key that YAML reads as a truth value",
        changed(SMALL, "p1", answers={False: {"anchor": "x"}, **answers(ADOPTION)}),
        ["practices[0].answers.False: the key 'False'; expected an id in kebab case, such as 'basic-training'"],
    ),
    (
        "a hostile id",
        changed(SMALL, "p1", section="all\x1b[2J"),
        [
            "practices[0].section: unknown section 'all\\x1b[2J'; expected 'all'; did you mean 'all'?",
        ],
    ),
    (
        "limits",
        changed(changed(SMALL, "p1", weight=0), "p2", effort={"knowledge": 0, "time": 6, "resources": 5}),
        [
            "practices[0].weight: 0; expected a whole number from 1 to 1000",
            "practices[1].effort.knowledge: 0; expected a whole number from 1 to 5",
            "practices[1].effort.time: 6; expected a whole number from 1 to 5",
        ],
    ),
]


@pytest.mark.parametrize(("plain", "expected"), [p[1:] for p in PROBLEMS], ids=[p[0] for p in PROBLEMS])
def test_a_framework_that_is_refused(plain: object, expected: list[str]) -> None:
    assert messages(plain) == expected


def test_problems_of_all_parts_come_together() -> None:
    plain = {**changed(changed(SMALL, "p1", section="x"), "p2", order=3), "version": "1", "rating": {"largely": "9/10"}}
    assert messages(plain) == [
        "version: '1'; expected a version of three numbers, such as '1.0.0'; did you mean '1.0.0'?",
        "practices[2].order: order 3, which practices[1] has already; expected one of its own",
        "rating: thresholds out of order; expected 0 ≤ partially < largely < fully < 1",
        "practices[0].section: unknown section 'x'; expected 'all'",
    ]


def test_two_practices_of_different_stages_may_share_a_name() -> None:
    assert Framework.from_dict(changed(SMALL, "p3", name="Practice 1")).practice["p3"].name == "Practice 1"


def test_dependencies_without_a_circle_are_let_pass() -> None:
    plain = changed(changed(SMALL, "p1", depends_on=["p2", "p3"]), "p2", depends_on=["p3"])
    assert Framework.from_dict(plain).practice["p1"].depends_on == ("p2", "p3")


ONE = adoption_dict([1])
NOT_KEYS = "practices[0].answers: the number 3; expected a mapping of keys to values"


def test_what_depends_on_something_unreadable_is_not_complained_of_besides() -> None:
    for keys, message in (
        ({"kind": "tree"}, "kind: 'tree'; expected one of 'adoption', 'rubric'"),
        ({"practices": [{**ONE["practices"][0], "answers": 3}]}, NOT_KEYS),
    ):
        with pytest.raises(InputError) as error:
            Framework.from_dict({**ONE, **keys})
        assert [str(problem) for problem in error.value.problems] == [message]


def test_a_rubric_practice_bears_no_stage() -> None:
    framework = rubric(2, [1])
    assert [practice.stage for practice in framework.practices] == [None]


LONG = adoption_dict([1] * 8, [1] * 8, [1])


def quick(*practices: int, **keys: Any) -> dict[str, Any]:
    return {**changed(LONG, "p10", aspect="design"), "quick": [f"p{i}" for i in practices], **keys}


def test_a_quick_look_stands_for_every_stage_and_aspect() -> None:
    # The last stage has one practice alone, and two aspects are all that the model has.
    assert len(Framework.from_dict(quick(*range(1, 12), 17)).quick) == 12
    assert Framework.from_dict(LONG).quick == ()
    assert messages(quick(*range(1, 10), 11, 12, 13)) == [
        "quick: 0 of the stage 's3'; expected at least 1; add practices of it",
        "quick: none of the aspect 'design'; expected at least one; add a practice of it",
    ]
    assert messages(quick(1, *range(9, 17), 17, 1, 99)) == [
        "quick[10]: 'p1' a second time; expected each practice once; take one of them out",
        f"quick[11]: unknown practice 'p99'; expected one of {', '.join(f"'p{i}'" for i in range(1, 18))}; did you mean 'p9'?",
        "quick: 1 of the stage 's1'; expected at least 2; add practices of it",
    ]


def test_a_quick_look_is_as_long_as_ten_minutes_allow() -> None:
    assert messages(quick(*range(1, 11), 17)) == ["quick: 11 entries; expected at least 12"]
    assert messages(quick(*range(1, 16), 17)) == ["quick: 16 entries; expected at most 15"]
