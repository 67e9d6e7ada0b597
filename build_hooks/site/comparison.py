"""What *Compare the models* shows: the ladders side by side as a picture, and counts of practices.

A picture has one model as its scale, whose stages are bands of equal height, the lowest at the foot. Each stage of
another model is a bar over the bands of its interval. Across, everything is in per cent of the width, so that the picture
fits any screen without letters getting smaller.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from build_hooks.library.crosswalk import CrosswalkFile
from build_hooks.library.records import FrameworkRecord
from build_hooks.library.sources import Sources
from build_hooks.site.outlines import Outline, outline
from cxcore.compare.crosswalk import Fit, ModelPair
from cxcore.model import Aspect, Practice

BAND = 60
"""The height of a stage of the scale, in pixels."""
TALL = 100
"""The same in the picture of all models, which has a long table beside it."""
GAP = 4
LINE = 14
"""The height of a line of a stage's name, in pixels."""
LETTERS = 68
"""How many letters of it fit into a line across the whole width."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stage, as a box that begins `x` per cent from the left and `y` pixels from the top."""

    order: int
    low: int
    high: int
    x: float
    y: int
    width: float
    height: int

    @property
    def centre(self) -> float:
        """The middle across, in per cent."""
        return round(self.x + self.width / 2, 3)

    @property
    def middle(self) -> int:
        """The middle down, in pixels."""
        return self.y + self.height // 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Ladder:
    """One model in the picture."""

    framework: FrameworkRecord | Outline
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """The `scale`, and the models that are drawn beside it. Order 0 of the scale is below its first stage."""

    scale: Ladder
    ladders: tuple[Ladder, ...]
    height: int

    @property
    def lines(self) -> list[int]:
        """Where the bands of the scale meet."""
        return [bar.y + bar.height + GAP // 2 for bar in self.scale.bars]

    def name(self, order: int) -> list[str]:
        """The name of a stage of the scale, in lines; none where it is too long."""
        lines = wrap(
            self.scale.framework.stages[order - 1].name, LETTERS // (len(self.ladders) + 1), break_long_words=False
        )
        return lines if len(lines) * LINE < self.scale.bars[0].height else []


def picture(
    crosswalk: CrosswalkFile,
    scale: FrameworkRecord | Outline,
    others: Sequence[FrameworkRecord | Outline],
    band: int = BAND,
) -> Picture:
    """The stages of `others` over those of `scale`; a model whose stages correspond to none has no bars."""
    pairs = {other.id: crosswalk.between(other.id, scale.id) for other in others}
    spans = {key: [s for s in pair.stages if s.reached] if pair else [] for key, pair in pairs.items()}
    foot = min([1, *(span.low for found in spans.values() for span in found)])
    top = len(scale.stages)
    column = 100 / (len(others) + 1)

    def bar(order: int, low: int, high: int, x: float, width: float) -> Bar:
        y, height = (top - high) * band, (high - low + 1) * band
        return Bar(
            order=order, low=low, high=high, x=round(x, 3), y=y + GAP // 2, width=round(width, 3), height=height - GAP
        )

    ladders = []
    for i, other in enumerate(others, 1):
        lane = (column - 2) / max(1, len(other.stages))
        bars = (
            bar(span.reached, span.low, span.high, column * i + 2 + lane * (span.reached - 1) + 0.2, lane - 0.4)
            for span in spans[other.id]
        )
        ladders.append(Ladder(framework=other, bars=tuple(bars)))
    steps = tuple(bar(order, order, order, 0, column - 1) for order in range(top, foot - 1, -1))
    height = (top - foot + 1) * band
    return Picture(scale=Ladder(framework=scale, bars=steps), ladders=tuple(ladders), height=height)


def pair_path(pair: ModelPair) -> str:
    """The address of a pair's page from the site's root."""
    return f"models/crosswalk/{pair.first}-and-{pair.second}/"


def about_pair(sources: Sources, pair: ModelPair) -> dict[str, Any]:
    """The values of the template `pair.md.jinja`."""
    crosswalk, models = sources.crosswalk, sources.framework
    first, second = (outline(models[key], models[key].practice) for key in (pair.first, pair.second))
    both = (pair.first, pair.second)
    others = [each for each in crosswalk.pairs if each is not pair and (each.first in both or each.second in both)]
    return {
        "crosswalk": crosswalk,
        "pair": pair,
        "first": first,
        "second": second,
        "picture": picture(crosswalk, second, [first]),
        "others_of_them": [
            (pair_path(each), crosswalk.short(models[each.first]), crosswalk.short(models[each.second]))
            for each in others
        ],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class PairCount:
    """How much two models have in common."""

    pair: ModelPair
    close: int
    partial: int
    only: Mapping[str, int]
    """By framework: how many of its practices have no counterpart in the other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The models in the order of the crosswalk's portraits, and what there is to count."""

    frameworks: tuple[FrameworkRecord, ...]
    picture: Picture
    aspects: Mapping[str, Mapping[Aspect, int]]
    """By framework: how many of its practices have this aspect first."""
    pairs: tuple[PairCount, ...]
    places: Mapping[str, Sequence[tuple[Practice, Mapping[str, Fit | None]]]]
    """By framework: its practices, each with the best fit that it has in every other model."""

    @classmethod
    def of(cls, sources: Sources) -> Comparison:
        """All models compared."""
        crosswalk = sources.crosswalk
        rank = {key: place for place, key in enumerate(crosswalk.models)}
        frameworks = tuple(sorted(sources.frameworks, key=lambda framework: rank.get(framework.id, len(rank))))
        scale, *others = frameworks
        known = {framework.id: framework for framework in frameworks}
        return cls(
            frameworks=frameworks,
            picture=picture(crosswalk, scale, others, TALL),
            aspects={
                framework.id: {aspect: sum(p.aspect is aspect for p in framework.practices) for aspect in Aspect}
                for framework in frameworks
            },
            pairs=tuple(_counted(pair, known) for pair in crosswalk.pairs),
            places={
                framework.id: _places(
                    framework,
                    {
                        other.id: crosswalk.between(framework.id, other.id)
                        for other in frameworks
                        if other is not framework
                    },
                )
                for framework in frameworks
            },
        )

    @property
    def alone(self) -> list[tuple[FrameworkRecord, Practice]]:
        """The practices that have a counterpart in no other model."""
        return [(f, p) for f in self.frameworks for p, fits in self.places[f.id] if not any(fits.values())]


def _counted(pair: ModelPair, frameworks: Mapping[str, FrameworkRecord]) -> PairCount:
    fits = [match.fit for match in pair.practices]
    only = {
        key: len(frameworks[key].practices) - len({getattr(match, side) for match in pair.practices})
        for side, key in (("first", pair.first), ("second", pair.second))
    }
    return PairCount(pair=pair, close=fits.count(Fit.CLOSE), partial=fits.count(Fit.PARTIAL), only=only)


def _places(
    framework: FrameworkRecord, pairs: Mapping[str, ModelPair | None]
) -> list[tuple[Practice, Mapping[str, Fit | None]]]:
    """The practices of a model, each with the best fit that it has in every other; `pairs` begin with this model."""
    fits: dict[str, dict[str, Fit]] = {}
    for other, pair in pairs.items():
        best = fits.setdefault(other, {})
        for match in pair.practices if pair else ():
            best[match.first] = min(match.fit, best.get(match.first, match.fit))
    return [(each, {other: fits[other].get(each.id) for other in pairs}) for each in framework.practice.values()]
