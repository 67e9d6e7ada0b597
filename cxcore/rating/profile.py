"""What is known of the practices of a framework, as far as scoring needs it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, Self

from cxcore.model import Assessment, Framework, State

type Blank = Literal["lowest", "highest"]
"""At which answer a practice counts that is unanswered or not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """What is known of the practices of a framework, as far as scoring needs it.

    `ranks` gives the rank of the answer (0 is the lowest) of each practice for which a level was given. A practice in
    none of the three is unanswered; none may be in two of them. A team's profile is made of its medians directly.
    """

    ranks: Mapping[str, int]
    not_applicable: frozenset[str] = frozenset()
    dont_know: frozenset[str] = frozenset()

    @classmethod
    def of(cls, framework: Framework, assessment: Assessment) -> Self:
        """The profile of one assessment. Raises InputError where the assessment does not fit the framework."""
        assessment.checked(framework)
        rank = {answer: i for i, answer in enumerate(framework.scale)}
        said = assessment.responses
        ranks, out, unsure = dict[str, int](), set[str](), set[str]()
        for key in framework.practice:
            if (response := said.get(key)) is None:
                continue
            if (answer := response.answer) is not None:
                ranks[key] = rank[answer]
            else:
                (unsure if response.not_applicable is None else out).add(key)
        return cls(ranks=ranks, not_applicable=frozenset(out), dont_know=frozenset(unsure))

    def state(self, practice: str) -> State:
        """Which of the four states the practice of that id is in."""
        if practice in self.not_applicable:
            return State.NOT_APPLICABLE
        if practice in self.ranks:
            return State.ANSWERED
        return State.DONT_KNOW if practice in self.dont_know else State.UNANSWERED
