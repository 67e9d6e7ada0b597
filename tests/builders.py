"""Small frameworks and assessments by hand. The practices of a built framework are p1, p2, … in catalogue order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from cxcore.model import Assessment, Framework, FrameworkRef, Response
from cxcore.rating import Profile

MISSING, AD_HOC, REPEATABLE, SYSTEMATIC = range(4)
NA: Literal["n/a"] = "n/a"
DONT_KNOW: Literal["dont-know"] = "dont-know"

Said = int | Literal["n/a", "dont-know"]
"""What somebody said of a practice: the rank of an answer, NA or DONT_KNOW. A blank is left out."""


def adoption_dict(*stages: Sequence[int]) -> dict[str, Any]:
    """The plain values of an adoption framework: for each stage the weights of its practices. N/A is allowed everywhere."""
    practices = [(f"s{order}", weight) for order, weights in enumerate(stages, 1) for weight in weights]
    return {
        **_head("adoption", len(stages)),
        "answers": [{"id": answer, "name": answer.capitalize(), "meaning": "So."} for answer in ADOPTION],
        "practices": [
            {"stage": stage, **_practice(order, weight, ADOPTION)} for order, (stage, weight) in enumerate(practices, 1)
        ],
    }


def rubric_dict(stages: int, weights: Sequence[int]) -> dict[str, Any]:
    """The plain values of a rubric framework with so many stages and practices of these weights."""
    scale = [f"s{order}" for order in range(1, stages + 1)]
    practices = [_practice(order, weight, scale) for order, weight in enumerate(weights, 1)]
    return {**_head("rubric", stages), "practices": practices}


def answers(scale: Sequence[str]) -> dict[str, Any]:
    """The plain descriptions of all answers of a scale, with what leads on from each but the highest."""
    lower = {answer: {"anchor": "Like this.", "next": "Go on."} for answer in scale[:-1]}
    return {**lower, scale[-1]: {"anchor": "Like this."}}


def adoption(*stages: Sequence[int]) -> Framework:
    """An adoption framework, see `adoption_dict`. `adoption([1, 1], [3])` has p1 and p2 in s1, p3 of weight 3 in s2."""
    return Framework.from_dict(adoption_dict(*stages))


def rubric(stages: int, weights: Sequence[int]) -> Framework:
    """A rubric framework, see `rubric_dict`."""
    return Framework.from_dict(rubric_dict(stages, weights))


def changed(plain: Mapping[str, Any], practice: str, **keys: Any) -> dict[str, Any]:
    """The plain framework with some keys of one practice replaced."""
    return {**plain, "practices": [{**p, **keys} if p["id"] == practice else p for p in plain["practices"]]}


def profile(said: Mapping[str, Said]) -> Profile:
    """A profile from what was said of each practice."""
    return Profile(
        ranks={key: value for key, value in said.items() if isinstance(value, int)},
        not_applicable=frozenset(key for key, value in said.items() if value == NA),
        dont_know=frozenset(key for key, value in said.items() if value == DONT_KNOW),
    )


def completed(framework: Framework, profile: Profile, rank: int) -> Profile:
    """The profile in which every unanswered and don't-know practice has the answer of that rank."""
    open_ = [key for key in framework.practice if key not in profile.not_applicable and key not in profile.ranks]
    return replace(profile, ranks={**profile.ranks, **dict.fromkeys(open_, rank)}, dont_know=frozenset())


def each(*values: Said | None) -> dict[str, Said]:
    """What was said of p1, p2, … in this order; None is a blank. `each(*[2] * 11)` is eleven Repeatable ones."""
    return {f"p{i}": value for i, value in enumerate(values, 1) if value is not None}


def said(*values: Said | None) -> Profile:
    """The profile of what was said of p1, p2, … in this order, see `each`."""
    return profile(each(*values))


def effort(total: int) -> dict[str, int]:
    """An effort whose three parts add up to so much, from 3 to 15."""
    knowledge = min(5, total - 2)
    time = min(5, total - knowledge - 1)
    return {"knowledge": knowledge, "time": time, "resources": total - knowledge - time}


def assessment(framework: Framework, said: Mapping[str, Said]) -> Assessment:
    """An assessment of `framework` in which this was said."""
    return Assessment(
        framework=FrameworkRef(id=framework.id, version=framework.version),
        taken="2026-11-21",
        responses={key: _response(framework, value) for key, value in said.items()},
    )


def _response(framework: Framework, said: Said) -> Response:
    if said == NA:
        return Response(not_applicable="does not apply here")
    return Response(dont_know=True) if said == DONT_KNOW else Response(answer=framework.scale[int(said)])


ADOPTION = ("missing", "ad-hoc", "repeatable", "systematic")


def _head(kind: str, stages: int) -> dict[str, Any]:
    return {
        "id": "small",
        "version": "1.0.0",
        "name": "A small model",
        "kind": kind,
        "stages": [{"id": f"s{i}", "name": f"Stage {i}", "summary": "A stage."} for i in range(1, stages + 1)],
        "sections": [{"id": "all", "name": "All"}],
    }


def _practice(order: int, weight: int, scale: Sequence[str]) -> dict[str, Any]:
    return {
        "id": f"p{order}",
        "name": f"Practice {order}",
        "order": order,
        "section": "all",
        "aspect": "data",
        "question": "How is it done?",
        "answers": answers(scale),
        "effort": {"knowledge": 1, "time": 1, "resources": 1},
        "weight": weight,
        "not_applicable": "Where it does not apply.",
    }
