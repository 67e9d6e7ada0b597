"""What the page of a practice says, besides what stands in the practice's own file: names, and no texts of anything else.

So a change to one practice is a change to one page, and a change to its name one to those pages that name it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from build_hooks.library.records import Document, FrameworkRecord, PracticeRecord
from build_hooks.library.sources import Sources
from build_hooks.site.outlines import Outline, outline, parts
from cxcore.model import Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame(Outline):
    """A model as the page of one of its practices has it."""

    kind: Kind
    version: str
    dated: str | None
    scale: tuple[str, ...]
    answer_names: Mapping[str, str]
    sources: tuple[Document, ...]


def about_practice(sources: Sources, framework: FrameworkRecord, practice: PracticeRecord) -> dict[str, Any]:
    """The values of the template `practice.md.jinja`."""
    ids = list(framework.practice)
    place = ids.index(practice.id)
    before, after = ids[place - 1] if place else None, ids[place + 1] if place + 1 < len(ids) else None
    needed_by = [other.id for other in framework.practice.values() if practice.id in other.depends_on]
    named = {*practice.depends_on, *needed_by, *practice.related, before, after} - {None}
    frame = Frame(
        **parts(framework, [key for key in ids if key in named]),
        kind=framework.kind,
        version=framework.version,
        dated=framework.dated,
        scale=framework.scale,
        answer_names=framework.answer_names,
        sources=framework.sources,
    )
    elsewhere = sources.in_order(sources.crosswalk.counterparts(framework.id, practice.id))
    circumstances = sources.circumstance.items()
    return {
        "framework": frame,
        "practice": practice,
        "before": frame.practice.get(before or ""),
        "after": frame.practice.get(after or ""),
        "efforts": [framework.effort(practice.id, rank) for rank in range(len(framework.scale) - 1)],
        "needed_by": needed_by,
        "templates": {each.id: each.name for each in sources.templates_of(framework.id, practice.id)},
        "circumstances": {key: each.name for key, each in circumstances if key in practice.circumstances},
        "metrics": {key: sources.metric[key].name for key in practice.metrics},
        "symptoms": {each.anchor: each.name for each in sources.symptoms_of(framework.id, practice.id)},
        "guides": [(each.page, each.name) for each in sources.guides_of(framework.id, practice.id)],
        "elsewhere": [
            (outline(sources.framework[other], [match.second for match in matches]), matches, why)
            for other, matches, why in elsewhere
        ],
    }
