"""The list of changes of a framework: what it may say, and the catalogue of each version."""

from __future__ import annotations

from typing import Any

import pytest

from cxcore.model import Catalogue, Framework, version_key
from cxcore.model.changes import Change, Merge, Split, by_version
from cxcore.reading import InputError, encode
from cxcore.reading.jsontext import dumps, loads
from tests.builders import adoption, adoption_dict, rubric_dict

ANSWERS = ("missing", "ad-hoc", "repeatable", "systematic")


def entry(version: str, **keys: Any) -> dict[str, Any]:
    return {"version": version, "date": "2026-11-21", "summary": "So.", **keys}


def with_changes(plain: dict[str, Any], *changes: dict[str, Any]) -> dict[str, Any]:
    return {**plain, "version": changes[-1]["version"], "changes": list(changes)}


def problems(plain: dict[str, Any]) -> list[str]:
    with pytest.raises(InputError) as error:
        Framework.from_dict(plain)
    return [str(problem) for problem in error.value.problems]


def test_versions_are_ordered_by_their_numbers() -> None:
    listed = [Change(version=v, date="2026-01-01", summary="So.") for v in ("1.10.0", "1.2.0", "1.9.9")]
    assert [change.version for change in by_version(listed)] == ["1.2.0", "1.9.9", "1.10.0"]
    assert version_key("0.0.1") < version_key("0.1.0") < version_key("1.0.0")


def test_a_framework_without_a_list_knows_its_own_version() -> None:
    framework = adoption([1, 1])
    assert framework.catalogue("1.0.0") == Catalogue(practices=frozenset({"p1", "p2"}), answers=ANSWERS)
    assert framework.catalogue("0.9.0") is None


def test_each_version_has_its_practices() -> None:
    # 1.0.0: a b c d e → 1.1.0: b and c become p2, d is split into p3 and p4 → 2.0.0: a becomes p1, e is removed, p5 is added.
    framework = Framework.from_dict(
        with_changes(
            adoption_dict([1] * 5),
            entry("1.0.0"),
            entry(
                "1.1.0",
                merged=[{"practices": ["b", "c"], "into": "p2"}],
                split=[{"practice": "d", "into": ["p3", "p4"]}],
            ),
            entry("2.0.0", renamed={"a": "p1"}, removed={"e": "Nobody asked."}, added=["p5"]),
        )
    )
    known = {version: framework.catalogue(version) for version in ("1.0.0", "1.1.0", "2.0.0", "3.0.0", "1.0.1")}
    assert {version: c and c.practices for version, c in known.items()} == {
        "1.0.0": frozenset("abcde"),
        "1.1.0": frozenset({"a", "p2", "p3", "p4", "e"}),
        "2.0.0": frozenset({"p1", "p2", "p3", "p4", "p5"}),
        "3.0.0": None,
        "1.0.1": None,
    }


def test_ids_may_stay_through_a_merge_a_split_and_a_swap() -> None:
    framework = Framework.from_dict(
        with_changes(
            adoption_dict([1] * 5),
            entry("1.0.0"),
            entry(
                "2.0.0",
                merged=[{"practices": ["p1", "gone"], "into": "p1"}],
                split=[{"practice": "p2", "into": ["p2", "p3"]}],
                renamed={"p4": "p5", "p5": "p4"},
            ),
        )
    )
    catalogue = framework.catalogue("1.0.0")
    assert catalogue is not None
    assert catalogue.practices == {"p1", "gone", "p2", "p4", "p5"}


def test_answers_of_earlier_versions() -> None:
    renamed = Framework.from_dict(
        with_changes(
            rubric_dict(3, [1]), entry("1.0.0"), entry("2.0.0", answers_renamed={"low": "s1", "s2": "s3", "s3": "s2"})
        )
    )
    catalogue = renamed.catalogue("1.0.0")
    assert catalogue is not None
    assert catalogue.answers == ("low", "s3", "s2")
    grown = Framework.from_dict(
        with_changes(
            rubric_dict(3, [1]),
            entry("1.0.0"),
            entry("2.0.0", answers_before=["one", "s3"], answers_renamed={"one": "s1"}),
        )
    )
    catalogue = grown.catalogue("1.0.0")
    assert catalogue is not None
    assert catalogue.answers == ("one", "s3")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            [entry("1.0.0"), entry("1.0.0")],
            "changes[1].version: version 1.0.0 twice; expected each version once; put them together",
        ),
        (
            [entry("2.0.0", added=["p2"]), entry("1.0.0")],
            (
                "version: version 1.0.0, where 'changes' has 2.0.0 as the newest; expected 2.0.0; "
                "raise it, or take the entry out"
            ),
        ),
        (
            [entry("0.1.0"), entry("0.9.0")],
            (
                "version: version 1.0.0 without an entry under 'changes', where 0.9.0 is the newest; "
                "expected an entry that says what 1.0.0 changed; add it"
            ),
        ),
        (
            [entry("0.1.0"), entry("1.0.0", added=["p22"])],
            "changes[1].added[0]: unknown practice 'p22'; expected a practice of version 1.0.0; did you mean 'p2'?",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", renamed={"a": "p1", "b": "p1"})],
            "changes[1].renamed.b: practice 'p1' a second time; expected each new practice once in a version",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", renamed={"a": "p1"}, removed={"a": "Gone."})],
            "changes[1].removed.a: practice 'a' a second time; expected each old practice once in a version",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", removed={"p2": "Gone."})],
            "changes[1].removed.p2: practice 'p2', which version 1.0.0 still has; expected a practice of the version before",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", merged=[{"practices": ["a", "b"], "into": "x"}])],
            "changes[1].merged[0].into: unknown practice 'x'; expected a practice of version 1.0.0",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", split=[{"practice": "a", "into": ["p1", "x"]}])],
            "changes[1].split[0].into[1]: unknown practice 'x'; expected a practice of version 1.0.0",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", reworded=["x"])],
            "changes[1].reworded[0]: unknown practice 'x'; expected a practice of version 1.0.0",
        ),
        (
            # p1 was added in 1.0.0, so that 0.2.0 cannot have got it by renaming.
            [entry("0.1.0"), entry("0.2.0", renamed={"a": "p1"}), entry("1.0.0", added=["p1"])],
            "changes[1].renamed.a: unknown practice 'p1'; expected a practice of version 0.2.0",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", answers_renamed={"none": "mising"})],
            "changes[1].answers_renamed.none: unknown answer 'mising'; expected an answer of version 1.0.0; did you mean 'missing'?",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", answers_renamed={"ad-hoc": "missing"})],
            (
                "changes[1].answers_renamed.ad-hoc: answer 'ad-hoc', which version 1.0.0 still has;"
                " expected an answer of the version before"
            ),
        ),
        (
            [entry("0.1.0"), entry("1.0.0", answers_renamed={"a": "missing", "b": "missing"})],
            "changes[1].answers_renamed: an answer twice; expected each answer once",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", answers_before=["a", "b"], answers_renamed={"c": "missing"})],
            "changes[1].answers_renamed.c: answer 'c'; expected one of answers_before",
        ),
        (
            [entry("0.1.0"), entry("1.0.0", answers_before=["a", "a"])],
            "changes[1].answers_before: an answer twice; expected each answer once",
        ),
    ],
)
def test_a_list_that_no_history_fits(changes: list[dict[str, Any]], message: str) -> None:
    plain = {**adoption_dict([1, 1]), "version": "1.0.0", "changes": changes}
    assert problems(plain) == [message]


def test_what_cannot_be_read_is_reported_once() -> None:
    plain = with_changes(
        adoption_dict([1]),
        entry("1.0.0", renamed=["a"], merged=[{"practices": ["a"], "into": 3}], added=7, answers_renamed=1, split=[2]),
    )
    assert problems(plain) == [
        "changes[0].renamed: a list; expected a mapping of keys to values",
        "changes[0].merged[0].practices: 1 entry; expected at least 2",
        "changes[0].merged[0].into: the number 3; expected an id in kebab case, such as 'basic-training'",
        "changes[0].split[0]: the number 2; expected a mapping of keys to values",
        "changes[0].added: the number 7; expected a list",
        "changes[0].answers_renamed: the number 1; expected a mapping of keys to values",
    ]
    broken = {
        **adoption_dict([1]),
        "changes": [{"version": "x", "date": "2026-01-01", "summary": "So."}],
        "practices": 3,
    }
    assert len(problems(broken)) == 2


def test_changes_survive_json() -> None:
    plain = with_changes(
        adoption_dict([1] * 3),
        entry("1.0.0"),
        entry(
            "1.1.0",
            merged=[{"practices": ["a", "b"], "into": "p1"}],
            split=[{"practice": "c", "into": ["p2", "p3"]}],
            reworded=["p1"],
        ),
    )
    framework = Framework.from_dict(plain)
    assert framework.changes[1].merged == (Merge(practices=("a", "b"), into="p1"),)
    assert framework.changes[1].split == (Split(practice="c", into=("p2", "p3")),)
    assert Framework.from_dict(loads(dumps(encode(framework)))) == framework
