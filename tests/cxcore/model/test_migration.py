"""Bringing assessments of earlier versions forward, worked out by hand."""

from __future__ import annotations

from typing import Any

import pytest

from cxcore.exchange.share import decode_share, encode_share
from cxcore.model import Assessment, Framework, FrameworkRef, Respondent, Response
from cxcore.model.migration import Migrated, Reason, Review, migrate
from cxcore.reading import InputError
from tests.builders import adoption, adoption_dict, changed, rubric_dict


def entry(version: str, **keys: Any) -> dict[str, Any]:
    return {"version": version, "date": "2026-11-21", "summary": "So.", **keys}


def model(plain: dict[str, Any], *changes: dict[str, Any]) -> Framework:
    """A framework whose first version is 1.0.0, with these versions since."""
    return Framework.from_dict({**plain, "version": changes[-1]["version"], "changes": [entry("1.0.0"), *changes]})


def said(version: str = "1.0.0", **responses: Response) -> Assessment:
    return Assessment(
        framework=FrameworkRef(id="small", version=version),
        taken="2026-05-05",
        respondent=Respondent(label="Ann"),
        responses={key.replace("_", "-"): response for key, response in responses.items()},
    )


def level(answer: str, evidence: str = "") -> Response:
    return Response(answer=answer, evidence=evidence)


DONT_KNOW = Response(dont_know=True)
NOT_APPLICABLE = Response(not_applicable="one site")


def brought(
    framework: Framework, assessment: Assessment
) -> tuple[dict[str, Response], tuple[Review, ...], dict[str, Response]]:
    result = migrate(framework, assessment)
    assert result.assessment is not None
    assert result.assessment.framework == FrameworkRef(id="small", version=framework.version)
    assert (result.assessment.taken, result.assessment.respondent) == (assessment.taken, assessment.respondent)
    result.assessment.checked(framework)
    return dict(result.assessment.responses), result.reviews, dict(result.kept)


def test_the_same_version_stays_as_it_is() -> None:
    framework = adoption([1, 1])
    assessment = said(p1=level("ad-hoc", "note"), p2=DONT_KNOW)
    assert migrate(framework, assessment) == Migrated(assessment=assessment, kept={})


def test_a_renamed_practice_takes_its_response_along() -> None:
    framework = model(adoption_dict([1, 1]), entry("1.1.0", renamed={"old": "p1"}))
    response = Response(answer="ad-hoc", evidence="x", evidence_date="2026-01-01", evidence_owner="Bo")
    assert brought(framework, said(old=response)) == ({"p1": response}, (), {})


def test_practices_may_swap_their_ids() -> None:
    framework = model(adoption_dict([1, 1]), entry("1.1.0", renamed={"p1": "p2", "p2": "p1"}))
    assert brought(framework, said(p1=level("ad-hoc")))[0] == {"p2": level("ad-hoc")}


MERGED = Review(practice="p1", reason=Reason.MERGED, before=("a", "b"), since="1.1.0")


@pytest.mark.parametrize(
    ("a", "b", "merged", "reviewed", "kept"),
    [
        (level("ad-hoc"), level("ad-hoc"), level("ad-hoc"), False, False),
        (level("ad-hoc", "one"), level("ad-hoc", "two"), level("ad-hoc", "one\ntwo"), False, True),
        (level("ad-hoc", "one"), level("ad-hoc", "one"), level("ad-hoc", "one"), False, False),
        (level("systematic", "one"), level("ad-hoc", "two"), level("ad-hoc", "one\ntwo"), True, True),
        (level("ad-hoc", "x" * 4000), level("ad-hoc", "two"), level("ad-hoc", "x" * 4000), False, True),
        (level("missing"), NOT_APPLICABLE, level("missing"), True, True),
        (NOT_APPLICABLE, NOT_APPLICABLE, NOT_APPLICABLE, False, False),
        (DONT_KNOW, DONT_KNOW, DONT_KNOW, False, False),
        (level("systematic"), DONT_KNOW, None, True, True),
        (NOT_APPLICABLE, DONT_KNOW, None, True, True),
    ],
)
def test_merged_practices(a: Response, b: Response, merged: Response | None, reviewed: bool, kept: bool) -> None:
    framework = model(adoption_dict([1]), entry("1.1.0", merged=[{"practices": ["a", "b"], "into": "p1"}]))
    assert brought(framework, said(a=a, b=b)) == (
        {} if merged is None else {"p1": merged},
        (MERGED,) if reviewed else (),
        {"a": a, "b": b} if kept else {},
    )


def test_a_merge_of_which_a_part_is_unanswered_is_left_open() -> None:
    framework = model(adoption_dict([1]), entry("1.1.0", merged=[{"practices": ["a", "b"], "into": "p1"}]))
    review = Review(practice="p1", reason=Reason.MERGED, before=("b",), since="1.1.0")
    assert brought(framework, said(b=level("systematic"))) == ({}, (review,), {"b": level("systematic")})
    assert brought(framework, said()) == ({}, (), {})


def test_each_part_of_a_split_practice_takes_the_answer_and_is_listed() -> None:
    framework = model(adoption_dict([1, 1]), entry("1.1.0", split=[{"practice": "p1", "into": ["p1", "p2"]}]))
    responses, reviews, kept = brought(framework, said(p1=level("repeatable", "note")))
    assert responses == {"p1": level("repeatable", "note"), "p2": level("repeatable", "note")}
    assert reviews == tuple(
        Review(practice=part, reason=Reason.SPLIT, before=("p1",), since="1.1.0") for part in ("p1", "p2")
    )
    assert kept == {}


def test_a_removed_practice_is_kept_beside_and_a_new_one_is_to_be_answered() -> None:
    framework = model(adoption_dict([1]), entry("1.1.0", removed={"old": "Nobody asked."}, added=["p1"]))
    assert brought(framework, said(old=level("ad-hoc"))) == (
        {},
        (
            Review(practice="p1", reason=Reason.ADDED, since="1.1.0"),
            Review(practice="old", reason=Reason.REMOVED, before=("old",), since="1.1.0"),
        ),
        {"old": level("ad-hoc")},
    )


def test_a_reworded_practice_is_listed_where_it_was_answered() -> None:
    framework = model(adoption_dict([1, 1]), entry("1.1.0", reworded=["p1", "p2"]))
    responses, reviews, _ = brought(framework, said(p1=level("ad-hoc")))
    assert responses == {"p1": level("ad-hoc")}
    assert reviews == (Review(practice="p1", reason=Reason.REWORDED, before=("p1",), since="1.1.0"),)


def test_renamed_answers_and_answers_that_are_gone() -> None:
    framework = model(
        rubric_dict(3, [1] * 4),
        entry("2.0.0", answers_renamed={"low": "s1"}, answers_before=["low", "s2", "middle", "s3"]),
    )
    responses, reviews, kept = brought(
        framework, said(p1=level("low"), p2=level("s2"), p3=level("middle", "n"), p4=DONT_KNOW)
    )
    assert responses == {"p1": level("s1"), "p2": level("s2"), "p4": DONT_KNOW}
    assert reviews == (Review(practice="p3", reason=Reason.ANSWER_GONE, before=("p3",), since="2.0.0"),)
    assert kept == {"p3": level("middle", "n")}


def test_answers_may_swap_their_ids() -> None:
    framework = model(rubric_dict(2, [1]), entry("2.0.0", answers_renamed={"s1": "s2", "s2": "s1"}))
    assert brought(framework, said(p1=level("s1")))[0] == {"p1": level("s2")}


def test_not_applicable_where_it_is_no_longer_allowed() -> None:
    plain = changed(adoption_dict([1, 1]), "p1", not_applicable=None)
    del plain["practices"][0]["not_applicable"]
    framework = model(plain, entry("1.1.0"))
    responses, reviews, kept = brought(framework, said(p1=NOT_APPLICABLE, p2=NOT_APPLICABLE))
    assert responses == {"p2": NOT_APPLICABLE}
    assert reviews == (Review(practice="p1", reason=Reason.NOT_APPLICABLE_GONE, before=("p1",)),)
    assert kept == {"p1": NOT_APPLICABLE}


def test_version_by_version_and_reviews_follow_the_ids() -> None:
    # a is split into b and c in 1.1.0; b is renamed to p1 and c merged with d into p2 in 1.2.0; x came in 1.1.0 and went in 1.2.0.
    framework = model(
        adoption_dict([1, 1]),
        entry("1.1.0", split=[{"practice": "a", "into": ["b", "c"]}], added=["x"]),
        entry("1.2.0", renamed={"b": "p1"}, merged=[{"practices": ["c", "d"], "into": "p2"}], removed={"x": "No."}),
        entry("1.3.0"),
    )
    responses, reviews, kept = brought(framework, said(a=level("repeatable"), d=level("ad-hoc")))
    assert responses == {"p1": level("repeatable"), "p2": level("ad-hoc")}
    assert reviews == (
        Review(practice="p1", reason=Reason.SPLIT, before=("a",), since="1.1.0"),
        Review(practice="p2", reason=Reason.SPLIT, before=("a",), since="1.1.0"),
        Review(practice="p2", reason=Reason.MERGED, before=("a", "d"), since="1.2.0"),
    )
    assert kept == {"a": level("repeatable"), "d": level("ad-hoc")}
    # From 1.1.0 on a is no practice any more.
    responses, reviews, kept = brought(framework, said("1.1.0", a=level("repeatable"), x=level("ad-hoc")))
    assert responses == {}
    assert [(review.practice, review.reason) for review in reviews] == [
        ("a", Reason.UNKNOWN_PRACTICE),
        ("x", Reason.REMOVED),
    ]
    assert kept == {"a": level("repeatable"), "x": level("ad-hoc")}


def test_what_the_old_version_did_not_have_is_kept_and_listed() -> None:
    framework = model(adoption_dict([1, 1]), entry("1.1.0", renamed={"old": "p1"}))
    responses, reviews, kept = brought(framework, said(p1=level("ad-hoc"), old=level("often"), p2=level("ad-hoc")))
    assert responses == {"p2": level("ad-hoc")}
    assert reviews == (
        Review(practice="p1", reason=Reason.UNKNOWN_ANSWER, before=("old",)),
        Review(practice="p1", reason=Reason.UNKNOWN_PRACTICE, before=("p1",)),
    )
    assert kept == {"p1": level("ad-hoc"), "old": level("often")}


@pytest.mark.parametrize(
    ("version", "reason"),
    [("1.1.1", Reason.NEWER_VERSION), ("2.0.0", Reason.NEWER_VERSION), ("1.0.5", Reason.UNKNOWN_VERSION)],
)
def test_of_an_unknown_or_newer_version_nothing_is_guessed(version: str, reason: Reason) -> None:
    framework = model(adoption_dict([1]), entry("1.1.0"))
    assessment = said(version, p1=level("ad-hoc"))
    assert migrate(framework, assessment) == Migrated(
        assessment=None, reviews=(Review(practice=None, reason=reason),), kept=assessment.responses
    )


def test_another_framework_is_refused() -> None:
    with pytest.raises(InputError) as error:
        migrate(Framework.from_dict({**adoption_dict([1]), "id": "other"}), said())
    assert str(error.value) == "framework.id: framework 'small'; expected 'other'"


def test_an_old_code_is_opened_and_brought_forward() -> None:
    old = adoption([1, 1])
    code = encode_share(old, said(p1=level("ad-hoc"), p2=DONT_KNOW))
    new = model(adoption_dict([1, 1, 1]), entry("1.1.0", renamed={"p1": "p3"}, added=["p1"]))
    result = migrate(new, decode_share(code, {"small": new}))
    assert result.assessment is not None
    assert result.assessment.responses == {"p2": DONT_KNOW, "p3": level("ad-hoc")}


def test_as_data() -> None:
    framework = model(adoption_dict([1]), entry("1.1.0", removed={"old": "No."}))
    result = migrate(framework, said(p1=level("ad-hoc"), old=level("missing", "note")))
    data = result.to_dict()
    assert data["reviews"] == [{"practice": "old", "reason": "removed", "before": ["old"], "since": "1.1.0"}]
    assert data["kept"] == {"old": {"answer": "missing", "evidence": "note"}}
    assert data["assessment"]["framework"] == {"id": "small", "version": "1.1.0"}
    assert migrate(framework, said("9.0.0")).to_dict() == {
        "assessment": None,
        "reviews": [{"practice": None, "reason": "newer-version", "before": [], "since": ""}],
        "kept": {},
    }


def test_a_part_of_a_split_that_goes_later_is_named_as_gone() -> None:
    split = entry("1.1.0", split=[{"practice": "old", "into": ["x", "p1"]}], added=[])
    framework = model(adoption_dict([1]), split, entry("1.2.0", removed={"x": "No."}))
    result = migrate(framework, said(old=level("ad-hoc")))
    assert [(r.practice, r.reason, r.before, r.since) for r in result.reviews] == [
        ("p1", Reason.SPLIT, ("old",), "1.1.0"),
        ("x", Reason.REMOVED, ("old",), "1.2.0"),
    ]
    assert result.kept == {"old": level("ad-hoc")}
