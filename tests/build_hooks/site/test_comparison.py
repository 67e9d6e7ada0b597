"""*Compare the models*: the picture of the ladders, and what is counted."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

import pytest

from build_hooks.library.crosswalk import CrosswalkFile
from build_hooks.library.messages import load_messages
from build_hooks.library.sources import Sources
from build_hooks.site.comparison import GAP, Comparison, Picture, pair_path, picture
from build_hooks.site.pages import pages
from cxcore.compare.crosswalk import Fit
from tests.build_hooks.site.test_pages import HOSTILE, rendered, shape
from tests.ours import sources

SOURCES = sources()
MODELS, CROSSWALK = SOURCES.framework, SOURCES.crosswalk
COMPARISON = Comparison.of(SOURCES)
PICTURES = [
    COMPARISON.picture,
    *(picture(CROSSWALK, MODELS[pair.second], [MODELS[pair.first]]) for pair in CROSSWALK.pairs),
]


@pytest.mark.parametrize("drawn", PICTURES, ids=lambda drawn: f"{drawn.scale.framework.id}-{len(drawn.ladders)}")
def test_a_bar_stands_over_the_stages_of_its_interval(drawn: Picture) -> None:
    steps = {bar.order: bar for bar in drawn.scale.bars}
    assert max(bar.y + bar.height for bar in steps.values()) + GAP // 2 == drawn.height
    for ladder in drawn.ladders:
        assert [bar.order for bar in ladder.bars] == list(range(1, len(ladder.framework.stages) + 1))
        for bar in ladder.bars:
            assert bar.y == steps[bar.high].y
            assert bar.y + bar.height == steps[bar.low].y + steps[bar.low].height


@pytest.mark.parametrize("drawn", PICTURES, ids=lambda drawn: f"{drawn.scale.framework.id}-{len(drawn.ladders)}")
def test_no_bar_covers_another_or_leaves_the_picture(drawn: Picture) -> None:
    bars = [drawn.scale.bars[0], *(bar for ladder in drawn.ladders for bar in ladder.bars)]
    assert all(one.x + one.width < other.x for one, other in pairwise(bars))
    assert bars[-1].x + bars[-1].width <= 100


def test_a_name_that_is_too_long_is_left_to_the_table() -> None:
    [drawn] = [drawn for drawn in PICTURES[1:] if drawn.scale.framework.id == "cx-management"][:1]
    assert drawn.name(4) == ["Optimisation of CX Management"]
    narrow = picture(CROSSWALK, MODELS["cx-management"], [m for m in MODELS.values() if m.id != "cx-management"])
    assert narrow.name(5) == []


def test_every_practice_is_counted_once() -> None:
    for framework in SOURCES.frameworks:
        assert sum(COMPARISON.aspects[framework.id].values()) == len(framework.practices)
        assert [practice.id for practice, _ in COMPARISON.places[framework.id]] == list(framework.practice)
    for counted in COMPARISON.pairs:
        assert counted.close + counted.partial == len(counted.pair.practices)
        for key, count in counted.only.items():
            side = "first" if key == counted.pair.first else "second"
            assert count + len({getattr(match, side) for match in counted.pair.practices}) == len(MODELS[key].practices)


def test_the_best_fit_of_a_practice_is_shown() -> None:
    fits = {practice.id: fits for practice, fits in COMPARISON.places["four-stages"]}
    assert fits["cx-strategy"]["adoption-path"] is Fit.CLOSE
    assert fits["cx-strategy"]["five-levels"] is Fit.PARTIAL
    assert fits["customer-engagement"] == dict.fromkeys(fits["customer-engagement"])
    assert "customer-engagement" in [practice.id for _, practice in COMPARISON.alone]


def test_a_pair_has_an_address() -> None:
    assert len({pair_path(pair) for pair in CROSSWALK.pairs}) == len(CROSSWALK.pairs)
    assert pair_path(CROSSWALK.pairs[0]) == "models/crosswalk/four-stages-and-reactive-to-advanced/"


FEW = Sources(
    frameworks=tuple(MODELS[key] for key in ("reactive-to-advanced", "five-levels")),
    metrics=SOURCES.metrics,
    samples={},
)


@cache
def made(text: str) -> dict[str, str]:
    """The pages on two models, with `text` in the place of every text of the crosswalk."""
    pair = next(pair for pair in CROSSWALK.pairs if {pair.first, pair.second} == {f.id for f in FEW.frameworks})
    words = CrosswalkFile(
        models={
            key: replace(CROSSWALK.models[key], short=text, sees=text, blind=text) for key in (pair.first, pair.second)
        },
        choices=tuple(
            replace(choice, want=text, time=text, size=text, why=text, model=pair.first) for choice in CROSSWALK.choices
        ),
        pairs=(
            replace(
                pair,
                stages=tuple(replace(stage, reason=text) for stage in pair.stages),
                practices=tuple(replace(match, note=text) for match in pair.practices),
                not_mapped={key: dict.fromkeys(left, text) for key, left in pair.not_mapped.items()},
                notes=(text,),
            ),
        ),
    )
    scripts = {framework.id: {"again": ""} for framework in FEW.frameworks}
    found = pages(
        replace(FEW, crosswalk=words),
        load_messages(),
        scripts,
        {"again": ""},
        {"again": "", "models": []},
        {"again": ""},
    )
    return {path: page.text for path, page in found.items() if "crosswalk" in path}


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_do_not_change_what_a_page_is_made_of(hostile: str) -> None:
    assert len(made(hostile)) == 2
    for path, text in made(hostile).items():
        assert shape(rendered(text)) == shape(rendered(made("tame")[path])), path


def test_every_pair_has_a_page_that_the_comparison_leads_to() -> None:
    scripts = {framework.id: {"again": ""} for framework in SOURCES.frameworks}
    found = pages(SOURCES, load_messages(), scripts, {"again": ""}, {"again": "", "models": []}, {"again": ""})
    links = {e.attributes.get("href") for e in rendered(found["models/crosswalk.md"].text).all("a")}
    for pair in CROSSWALK.pairs:
        path = pair_path(pair)
        assert path.removeprefix("models/crosswalk/") in links
        page = rendered(found[f"{path.removesuffix('/')}.md"].text)
        [table] = [e for e in page.all("table") if e.attributes["class"] == "cx-crosswalk"]
        assert table.text.count("partial") >= sum(match.fit is Fit.PARTIAL for match in pair.practices)
        others, noun = MODELS[pair.second].stage_noun, MODELS[pair.first].stage_noun
        assert f"Between which {others}s a {noun} lies" in page.text
        for key in (pair.first, pair.second):
            for name in (practice.name for practice in MODELS[key].practices):
                assert name in page.text, f"{name} has no place on {path}"
