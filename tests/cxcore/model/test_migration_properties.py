"""What must always hold of migration and of codes from earlier versions, on random frameworks with random histories."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from cxcore.model import Assessment, Framework, FrameworkRef, Response
from cxcore.model.changes import Change, Merge, Split
from cxcore.model.migration import Reason, migrate
from tests.strategies import frameworks

VERSIONS = ("1.0.0", "1.1.0", "2.0.0")


@st.composite
def histories(draw: st.DrawFn) -> Framework:
    """A framework whose last two versions each renamed, merged, split, removed, added and reworded some practices.

    Made backwards: what the newer version has is given, and what the older one had is made up.
    """
    framework = draw(frameworks(max_practices=12))
    current = list(framework.practice)
    changes = []
    for number, version in enumerate(VERSIONS[:0:-1]):
        kinds = iter(
            draw(
                st.lists(
                    st.sampled_from(["same", "renamed", "merged", "split", "added"]),
                    min_size=len(current),
                    max_size=len(current),
                )
            )
        )
        before, renamed, merged, split, added = [], {}, [], [], []
        left = iter(current)
        for key in left:
            old = f"old-{number}-{key}"
            match next(kinds):
                case "renamed":
                    renamed[old] = key
                    before.append(old)
                case "merged":
                    merged.append(Merge(practices=(old, f"and-{old}"), into=key))
                    before += [old, f"and-{old}"]
                case "split" if (other := next(left, None)) is not None:
                    split.append(Split(practice=key, into=(key, other)))
                    before.append(key)
                case "added":
                    added.append(key)
                case _:
                    before.append(key)
        removed = {f"gone-{number}-{i}": "No use." for i in range(draw(st.integers(0, 2)))}
        reworded = draw(st.sets(st.sampled_from(current), max_size=2)) if current else set()
        changes.append(
            Change(
                version=version,
                date="2026-01-01",
                summary="So.",
                renamed=renamed,
                merged=tuple(merged),
                split=tuple(split),
                removed=removed,
                added=tuple(added),
                reworded=tuple(sorted(reworded)),
            )
        )
        current = [*before, *removed]
    first = Change(version=VERSIONS[0], date="2026-01-01", summary="First.")
    return replace(framework, version=VERSIONS[-1], changes=(*changes, first))


@st.composite
def old_assessments(draw: st.DrawFn) -> tuple[Framework, Assessment]:
    framework = draw(histories())
    version = draw(st.sampled_from(VERSIONS))
    catalogue = framework.catalogue(version)
    assert catalogue is not None
    response = st.one_of(
        st.sampled_from(catalogue.answers).map(lambda answer: Response(answer=answer)),
        st.just(Response(dont_know=True)),
        st.sampled_from(["", "one site"]).map(lambda reason: Response(not_applicable=reason)),
    )
    keys = [*sorted(catalogue.practices), "never-heard-of"]
    responses = draw(st.dictionaries(st.sampled_from(keys), response))
    reference = FrameworkRef(id=framework.id, version=version)
    return framework, Assessment(framework=reference, taken="2026-01-01", responses=responses)


@given(histories())
def test_such_histories_pass_the_reader(framework: Framework) -> None:
    assert list(framework.problems()) == []


@given(old_assessments())
def test_what_comes_out_fits_the_framework(case: tuple[Framework, Assessment]) -> None:
    framework, old = case
    result = migrate(framework, old)
    assert result.assessment is not None
    assert list(result.assessment.problems(framework)) == []


@given(old_assessments())
def test_nothing_is_dropped(case: tuple[Framework, Assessment]) -> None:
    """Every response is kept beside the assessment, or stands in it, with its answer, under a practice that came from it."""
    framework, old = case
    result = migrate(framework, old)
    assert result.assessment is not None
    said = {(r.state, r.answer, r.not_applicable) for r in result.assessment.responses.values()}
    for key, response in old.responses.items():
        assert key in result.kept or (response.state, response.answer, response.not_applicable) in said
    assert all(old.responses[key] == response for key, response in result.kept.items())


@given(old_assessments())
def test_reviews_name_practices_that_exist(case: tuple[Framework, Assessment]) -> None:
    framework, old = case
    result = migrate(framework, old)
    for review in result.reviews:
        without_place = (Reason.REMOVED, Reason.UNKNOWN_PRACTICE)
        assert review.practice in framework.practice or review.reason in without_place
        assert set(review.before) <= old.responses.keys()
    looked_at = {key for review in result.reviews for key in review.before}
    for key, response in result.kept.items():
        # Merged practices that say the same with other reasons are kept, and need no eye.
        assert key in looked_at or response.not_applicable is not None


@given(old_assessments())
def test_bringing_forward_twice_changes_nothing_more(case: tuple[Framework, Assessment]) -> None:
    framework, old = case
    once = migrate(framework, old).assessment
    assert once is not None
    again = migrate(framework, once)
    assert (again.assessment, again.reviews, dict(again.kept)) == (once, (), {})
