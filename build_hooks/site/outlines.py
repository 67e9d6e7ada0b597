"""Models without their texts, as pages of other things name them: so a change to a text is none of those pages."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from build_hooks.library.records import FrameworkRecord


@dataclass(frozen=True, slots=True)
class Named:
    """A practice or a stage, as a link to it says it."""

    id: str
    name: str
    stage: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """A model without its texts, as pages of others name it. `practice` has those practices that are named."""

    id: str
    name: str
    stage_noun: str
    stages: tuple[Named, ...]
    practice: Mapping[str, Named]

    @property
    def stage_order(self) -> Mapping[str, int]:
        """The order of each stage, from 1, by id."""
        return {stage.id: order for order, stage in enumerate(self.stages, 1)}


def outline(framework: FrameworkRecord, practices: Collection[str] = ()) -> Outline:
    """A model with the names of some of its practices."""
    return Outline(**parts(framework, practices))


def parts(framework: FrameworkRecord, practices: Collection[str]) -> dict[str, Any]:
    """The fields of an outline."""
    named = (framework.practice[key] for key in practices)
    return {
        "id": framework.id,
        "name": framework.name,
        "stage_noun": framework.stage_noun,
        "stages": tuple(Named(stage.id, stage.name) for stage in framework.stages),
        "practice": {each.id: Named(each.id, each.name, each.stage) for each in named},
    }
