"""One telling: the page, Markdown and the terminal say the same sentences of the same result, whatever the result."""

from __future__ import annotations

import json
import random
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_hooks.cli.printing.terminal import text_of
from build_hooks.library.crosswalk import load_crosswalk
from build_hooks.library.messages import load_messages
from build_hooks.places import ROOT
from cxcore.compare.crosswalk import Crosswalk, Fit, ModelPair, PracticeMatch, StageAlignment, read_through
from cxcore.compare.team import read_team
from cxcore.compare.team_trend import read_team_trend
from cxcore.compare.trend import read_trend
from cxcore.model import Assessment, Framework, FrameworkRef, Respondent, Response
from cxcore.rating import Profile
from cxcore.roadmap import planned_report, roadmap
from cxcore.view.blocks import Block, Rest, Section, Steps, Table, Telling
from cxcore.view.crosswalk import tell_crosswalk
from cxcore.view.html_printer import html_of
from cxcore.view.markdown_printer import markdown_of
from cxcore.view.report import tell_report, tell_summary
from cxcore.view.roadmap import tell_roadmap
from cxcore.view.short import tell_lines, tell_page
from cxcore.view.team import tell_team
from cxcore.view.trend import tell_trend
from cxcore.view.words import Words
from tests.ours import sources
from tests.strategies import assessments, frameworks

T = load_messages()

type Draw = Callable[[st.SearchStrategy[Any]], Any]


# --- what a form says -------------------------------------------------------------------------------------------------


class _Page(HTMLParser):
    """The texts of a page, without what repeats others for the eye alone.

    That is: what is written in drawings; the letters over the grid, which its caption explains; the headings of a table's folded part; the words by which
    something is unfolded, because nothing is folded elsewhere; and what a figure was worked out from, which pages alone open.
    """

    def __init__(self, html: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.folds: list[str] = []
        self._open: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append((tag, dict(attrs)))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        opened, _ = self._open.pop()
        assert opened == tag

    def handle_data(self, data: str) -> None:
        tags = [tag for tag, _ in self._open]
        classes = " ".join(about.get("class") or "" for _, about in self._open).split()
        if "summary" in tags and "cx-fold" in classes:
            self.folds.append(data)
        elif not self._drawn() and (
            not ("thead" in tags and ("cx-heat" in classes or "details" in tags)) and "cx-receipt__slip" not in classes
        ):
            self.texts.append(_line(data))

    def _drawn(self) -> bool:
        """Whether this is a drawing's, which says nothing that is not said beside it."""
        about = [(tag, attributes.get("aria-hidden")) for tag, attributes in self._open]
        return any(tag == "svg" for tag, _ in about) or {("figure", None), ("div", "true")} <= set(about)


def _line(text: str) -> str:
    return " ".join(text.split())


def _words(text: str) -> Counter[str]:
    return Counter(re.findall(r"\w+", text))


def _from_markdown(telling: Telling) -> str:
    text = re.sub(r"^\d+\. (?=\*\*)", "", markdown_of(telling.blocks), flags=re.MULTILINE)
    return re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)\*\*", "", text))


def _from_terminal(telling: Telling, *, whole: bool = True) -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", "1000")
        text = text_of(telling.blocks, plain=whole)
    return re.sub(r"^ ?\d+\. ", "", text, flags=re.MULTILINE)


def check(telling: Telling) -> None:
    """Every text of the page is in the two other forms, and these have no word more."""
    page = _Page(str(html_of(telling, "../")))
    said = _words(" ".join(page.texts))
    for name, form in (("Markdown", _from_markdown(telling)), ("the terminal", _from_terminal(telling))):
        flat = _line(form)
        missing = [text for text in page.texts if text not in flat]
        assert not missing, f"on the page, not in {name}: {missing[:3]}"
        found = _words(form)
        assert found == said, f"{name} has more: {found - said}, has less: {said - found}"
    _check_the_rest(telling, page.folds)
    assert Counter(_Page(str(html_of(telling, None))).texts) == Counter(page.texts), "links change what is said"


def _check_the_rest(telling: Telling, folds: list[str]) -> None:
    """A list is shortened on the terminal by the rule that it brings along, in the words by which the page unfolds it."""
    lists = list(_shortened(telling.blocks))
    assert [words for _, (_, words) in lists] == folds
    short = _line(_from_terminal(telling, whole=False))
    for count, (shown, words) in lists:
        assert words in (T("result.more", count=count - shown), T("report.takes.others", count=count - shown))
        assert words in short
    assert not (_words(short) - _words(_from_terminal(telling)) - _words(" ".join(folds)))


def _shortened(blocks: tuple[Block, ...]) -> list[tuple[int, tuple[int, str]]]:
    found = []
    for block in blocks:
        match block:
            case Section(_, _, inner):
                found += _shortened(inner)
            case Steps(entries, Rest(shown, words)):
                found.append((len(entries), (shown, words)))
            case Table(_, rows, Rest(shown, words)):
                found.append((len(rows), (shown, words)))
    return found


# --- random results ---------------------------------------------------------------------------------------------------

some = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def _some_framework(draw: Draw) -> Framework:
    framework: Framework = draw(frameworks(max_stages=5, max_practices=14))
    return framework


def _people(draw: Draw, framework: Framework, least: int, most: int) -> list[Assessment]:
    count = draw(st.integers(least, most))
    return [
        replace(
            draw(assessments(framework)),
            respondent=Respondent(label=f"P{i}", group=("office", "<b>field</b>", "")[i % 3 if count < 14 else i % 2]),
        )
        for i in range(count)
    ]


@some
@given(st.data())
def test_report(data: st.DataObject) -> None:
    framework = _some_framework(data.draw)
    one = data.draw(assessments(framework))
    words, result = Words(framework, T), planned_report(framework, one)
    check(tell_report(words, one, result))
    check(tell_summary(words, one, result))
    check(tell_page(words, one, result))
    check(tell_lines(words, one, result, data.draw(st.sampled_from(["", "https://example.org/c_x/"]))))


@some
@given(st.data())
def test_team(data: st.DataObject) -> None:
    framework = _some_framework(data.draw)
    people = _people(data.draw, framework, 1, 16)
    check(tell_team(Words(framework, T), read_team(framework, people).to_dict()))


@some
@given(st.data())
def test_trend(data: st.DataObject) -> None:
    framework = _some_framework(data.draw)
    if data.draw(st.booleans()):
        days = [replace(data.draw(assessments(framework)), taken=f"20{year}-03-01") for year in (26, 27, 28)]
        result = read_trend(framework, days[: data.draw(st.integers(2, 3))]).to_dict()
    else:
        old, new = (_people(data.draw, framework, 1, 8) for _ in range(2))
        new = [replace(one, taken="2027-03-01") for one in new]
        result = read_team_trend(framework, old, new).to_dict()
    check(tell_trend(Words(framework, T), result))


@some
@given(st.data())
def test_roadmap(data: st.DataObject) -> None:
    framework = _some_framework(data.draw)
    one = data.draw(assessments(framework))
    profile = Profile.of(framework, one)
    excluded = data.draw(st.sets(st.sampled_from(list(framework.practice)), max_size=3))
    target = data.draw(st.integers(1, len(framework.stages)))
    plan = roadmap(framework, profile, target, excluded=excluded, node_limit=200)
    check(tell_roadmap(Words(framework, T), plan.to_dict(framework, profile), one.respondent.label))


@some
@given(st.data())
def test_crosswalk(data: st.DataObject) -> None:
    source, target = _some_framework(data.draw), replace(_some_framework(data.draw), id="other", name="Another *model*")
    one = data.draw(assessments(source))
    both = st.tuples(*(st.sampled_from(list(each.practice)) for each in (source, target)))
    matches = data.draw(st.lists(st.tuples(both, st.sampled_from(Fit)), max_size=12, unique_by=lambda each: each[0]))
    high = sorted(data.draw(st.integers(0, len(target.stages))) for _ in range(len(source.stages) + 1))
    stages = tuple(
        StageAlignment(reached=order, low=max(0, end - order % 2), high=end, reason=f"So it is, {order}.")
        for order, end in enumerate(high)
    )
    aligned = data.draw(st.booleans())
    pair = ModelPair(
        first=source.id,
        second=target.id,
        stages=stages if aligned else (),
        not_aligned=None if aligned else "They draw other lines.",
        practices=tuple(PracticeMatch(first=a, second=b, fit=fit) for (a, b), fit in matches),
    )
    through = read_through(Crosswalk(pairs=(pair,)), source, Profile.of(source, one), target)
    check(tell_crosswalk(Words(source, T), Words(target, T), through))


# --- our own models ---------------------------------------------------------------------------------------------------

FOLDER = ROOT / "frameworks"
MODELS = sorted(path.parent.name for path in FOLDER.glob("*/framework.yaml"))


def _answered(framework: Framework, seed: int, taken: str = "2026-11-21") -> Assessment:
    source = random.Random(seed)
    share = source.choice((0.2, 0.6, 0.9, 1))
    responses = {
        key: Response(answer=source.choice(framework.scale), evidence="A note, *March*")
        if source.random() < 0.9
        else Response(dont_know=True)
        for key in framework.practice
        if source.random() < share
    }
    return Assessment(
        framework=FrameworkRef(id=framework.id, version=framework.version),
        taken=taken,
        respondent=Respondent(label=f"P{seed}", group=("office", "field")[seed % 2]),
        responses=responses,
    )


@pytest.mark.parametrize("model", MODELS)
def test_our_own_models(model: str) -> None:
    framework = sources().framework[model]
    words = Words(framework, T)
    people = [_answered(framework, seed) for seed in range(11)]
    for one in people[:2]:
        check(tell_report(words, one, planned_report(framework, one)))
        check(tell_page(words, one, planned_report(framework, one)))
        profile = Profile.of(framework, one)
        for target in range(1, len(framework.stages) + 1):
            check(tell_roadmap(words, roadmap(framework, profile, target).to_dict(framework, profile)))
    check(tell_team(words, read_team(framework, people).to_dict()))
    later = [_answered(framework, seed + 100, "2027-11-21") for seed in range(11)]
    check(tell_trend(words, read_trend(framework, [people[0], later[0]]).to_dict()))
    check(tell_trend(words, read_team_trend(framework, people, later).to_dict()))
    walk = load_crosswalk(FOLDER, sources().framework)
    for other in walk.partners(model):
        through = read_through(walk, framework, Profile.of(framework, people[0]), sources().framework[other])
        check(tell_crosswalk(words, Words(sources().framework[other], T), through))


def test_the_sample() -> None:
    path = next(iter(FOLDER.glob("*/sample.json")))
    one = Assessment.from_dict(json.loads(Path(path).read_text("utf-8")))
    framework = sources().framework[one.framework.id]
    check(tell_report(Words(framework, T), one, planned_report(framework, one)))
