"""Hypothesis strategies for random frameworks and for assessments of them.

Made to be fast: one integer is drawn a practice and taken apart (`_Digits`), because the number of draws is what costs
time; it shrinks towards the plainest practice and towards a blank. Frameworks are built directly, without reading plain
values; `test_rating_properties` checks that what is made here would pass the reader.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import strategies as st

from cxcore.model import (
    Aspect,
    Assessment,
    Descriptor,
    Effort,
    Framework,
    FrameworkRef,
    Kind,
    Mode,
    Practice,
    Rating,
    Respondent,
    Response,
    Stage,
)
from cxcore.model.framework import ADOPTION_ANSWERS, Answer, Section
from cxcore.rating import Profile

WEIGHTS = (1, 2, 3, 5, 7, 20, 1000)
RATINGS = (
    Rating(),
    Rating(),
    Rating(),
    Rating(partially=Fraction(0), largely=Fraction(1, 3), fully=Fraction(2, 3)),
    Rating(partially=Fraction(1, 10), largely=Fraction(9, 10), fully=Fraction(99, 100)),
)
NOTES = (
    "",
    "Handbook, March",
    "<script>alert(1)</script>",
    'a "quoted" note, with commas\nand a line',
    "заметка 記録 🙂",
    "=1+1",
)
_ASPECTS = tuple(Aspect)
_ANSWERS = tuple(Answer(id=key, name=key.capitalize(), meaning="So.") for key in ADOPTION_ANSWERS)
_LOWER, _HIGHEST = Descriptor(anchor="Like this.", next="Go on."), Descriptor(anchor="Like this.")


_SEED = st.integers(0, 2**24 - 1)


class _Digits:
    """A drawn number taken apart into small choices; 0 gives the first choice everywhere, so that it shrinks to the plainest.

    Hypothesis prefers small numbers, whose higher digits are 0; hence the bits are mixed first (a bijection that keeps 0).
    """

    def __init__(self, seed: int) -> None:
        mixed = seed * 0x9E3779B97F4A7C15 % 2**64
        mixed = (mixed ^ mixed >> 29) * 0xBF58476D1CE4E5B9 % 2**64
        self.number = mixed ^ mixed >> 32

    def below(self, limit: int) -> int:
        self.number, digit = divmod(self.number, limit)
        return digit


def _effort(digits: _Digits) -> Effort:
    return Effort(knowledge=1 + digits.below(5), time=1 + digits.below(5), resources=1 + digits.below(5))


@st.composite
def frameworks(
    draw: st.DrawFn,
    *,
    kind: Kind | None = None,
    max_stages: int = 8,
    max_practices: int = 80,
    weighted: bool = True,
    dependencies: bool = True,
) -> Framework:
    """A framework of either kind with 2 to `max_stages` stages: weights, efforts, N/A allowed or not, acyclic `depends_on`.

    Every stage bears a practice. Catalogue order and the order of `practices` differ in some. Without `weighted` all
    weights are 1; without `dependencies` nothing depends on anything.
    """
    kind = kind or draw(st.sampled_from(Kind))
    stages = draw(st.integers(2, max_stages))
    few = min(3 * stages, max_practices)
    count = draw(
        st.integers(stages, few) if few == max_practices else st.integers(stages, few) | st.integers(few, max_practices)
    )
    digits = _Digits(draw(_SEED))
    rating = RATINGS[digits.below(len(RATINGS))]
    heavy, reverse, linked = (
        digits.below(2) == 1 and weighted,
        digits.below(2) == 1,
        digits.below(2) == 1 and dependencies,
    )
    seeds = draw(st.lists(_SEED, min_size=count, max_size=count))
    sections = [Section(id=f"part-{i}", name=f"Part {i}") for i in range(1, count // 7 + 2)]
    stage_ids = [f"stage-{i}" for i in range(1, stages + 1)]
    scale = ADOPTION_ANSWERS if kind is Kind.ADOPTION else stage_ids
    answers = {**dict.fromkeys(scale, _LOWER), scale[-1]: _HIGHEST}
    practices = []
    for i, seed in enumerate(seeds):
        d = _Digits(seed)
        drawn_stage = d.below(stages)
        stage = stage_ids[i if i < stages else drawn_stage] if kind is Kind.ADOPTION else None
        needs = {d.below(i) for _ in range(d.below(3))} if linked and i else set()
        practice = Practice(
            id=f"practice-{i + 1}",
            name=f"Practice {i + 1}",
            order=count - i if reverse else i + 1,
            section=sections[i % len(sections)].id,
            stage=stage,
            aspect=_ASPECTS[d.below(5)],
            question="How is it done?",
            answers=answers,
            effort=_effort(d),
            weight=WEIGHTS[d.below(len(WEIGHTS))] if heavy else 1,
            depends_on=tuple(f"practice-{j + 1}" for j in sorted(needs)),
            not_applicable=None if d.below(4) == 1 else "Where it does not apply.",
        )
        # A step in four takes an effort of its own.
        own = {key: replace(answers[key], effort=_effort(d)) for key in scale[:-1] if d.below(4) == 1}
        practices.append(replace(practice, answers={**answers, **own}))
    return Framework(
        id="random",
        version="1.2.3",
        name="A random model",
        kind=kind,
        stages=tuple(Stage(id=key, name=key.capitalize(), summary="A stage.") for key in stage_ids),
        answers=_ANSWERS if kind is Kind.ADOPTION else (),
        sections=tuple(sections),
        rating=rating,
        practices=tuple(practices),
    )


@st.composite
def responses(
    draw: st.DrawFn, framework: Framework, *, blanks: bool = True, not_applicable: bool = True
) -> dict[str, Response]:
    """Responses to a framework. Most lean towards meeting the practices, stage by stage, or else higher stages would be rare.

    Without `blanks` every practice has a level or, where it may, is not applicable.
    """
    practices = tuple(framework.practice.values())
    style = _Digits(draw(_SEED))
    blank, na = (0, 1, 4, 8, 15)[style.below(5)], (0, 0, 2, 5, 12)[style.below(5)]
    leans = [(16, 15, 14, 8, 0)[style.below(5)] for _ in framework.stages]
    seeds = draw(st.lists(_SEED, min_size=len(practices), max_size=len(practices)))
    said = {}
    for practice, seed in zip(practices, seeds, strict=True):
        d = _Digits(seed)
        rank = _rank(framework, practice, d, leans)
        note = NOTES[d.below(len(NOTES))]
        share = d.below(16)
        if blanks and share < blank:
            if d.below(3) == 2:
                said[practice.id] = Response(dont_know=True, evidence=note)
        elif not_applicable and practice.not_applicable and d.below(16) < na:
            said[practice.id] = Response(not_applicable=note)
        else:
            said[practice.id] = Response(answer=framework.scale[rank], evidence=note)
    return said


def _rank(framework: Framework, practice: Practice, d: _Digits, leans: Sequence[int]) -> int:
    top = len(framework.scale) - 1
    stage = framework.stage_order[practice.stage] if practice.stage else 1
    # A high answer to a rubric is one of the two at the top; to an adoption practice it is one that meets it.
    return top - d.below(2) if d.below(16) < leans[stage - 1] else d.below(top + 1)


@st.composite
def assessments(
    draw: st.DrawFn, framework: Framework, *, blanks: bool = True, not_applicable: bool = True
) -> Assessment:
    """An assessment of a framework in all four states, with evidence notes, some of them hostile."""
    said = draw(responses(framework, blanks=blanks, not_applicable=not_applicable))
    head = _Digits(draw(_SEED))
    return Assessment(
        framework=FrameworkRef(id=framework.id, version=framework.version),
        taken="2026-11-21",
        respondent=Respondent(label=NOTES[head.below(6)], group=("", "leadership", "frontline")[head.below(3)]),
        responses=said,
        mode=tuple(Mode)[head.below(2)],
        agreed=head.below(2) == 1,
    )


@st.composite
def assessed(draw: st.DrawFn, *, max_practices: int = 80) -> tuple[Framework, Assessment]:
    """A random framework and a random assessment of it."""
    framework = draw(frameworks(max_practices=max_practices))
    return framework, draw(assessments(framework))


@st.composite
def profiles(draw: st.DrawFn, framework: Framework, *, blanks: bool = True, not_applicable: bool = True) -> Profile:
    """The profile of a random assessment of a framework."""
    said = draw(responses(framework, blanks=blanks, not_applicable=not_applicable))
    rank = {answer: i for i, answer in enumerate(framework.scale)}
    return Profile(
        ranks={key: rank[r.answer] for key, r in said.items() if r.answer is not None},
        not_applicable=frozenset(key for key, r in said.items() if r.not_applicable is not None),
        dont_know=frozenset(key for key, r in said.items() if r.dont_know),
    )


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    kind: Kind | None = None,
    max_stages: int = 8,
    max_practices: int = 80,
    weighted: bool = True,
    blanks: bool = True,
    not_applicable: bool = True,
) -> tuple[Framework, Profile]:
    """A random framework and a random profile of it."""
    framework = draw(frameworks(kind=kind, max_stages=max_stages, max_practices=max_practices, weighted=weighted))
    return framework, draw(profiles(framework, blanks=blanks, not_applicable=not_applicable))
