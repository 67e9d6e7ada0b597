"""The crosswalk's file: what it may hold, and that nothing in ours is forgotten."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

from build_hooks.library.crosswalk import CrosswalkFile, load_crosswalk
from build_hooks.library.findings import LoadError
from cxcore.compare.crosswalk import Fit, turned
from cxcore.model import Framework
from tests.builders import adoption_dict, rubric_dict
from tests.ours import sources

FOUR = Framework.from_dict({**adoption_dict([1, 1], [1]), "id": "four"})
FIVE = Framework.from_dict({**rubric_dict(3, [1, 1, 1]), "id": "five"})
SMALL = {"four": FOUR, "five": FIVE}

TEXT = """\
pairs:
  - first: four
    second: five
    stages:
      - {reached: 0, low: 1, high: 1, reason: Nothing yet.}
      - {reached: 1, low: 1, high: 2, reason: Something.}
      - {reached: 2, low: 2, high: 3, reason: Much.}
    practices:
      - {first: p1, second: p1, fit: partial, note: A part of it.}
      - {first: p2, second: p1, fit: close, note: Nearly the same.}
      - {first: p2, second: p2, fit: partial, note: Another part.}
    not_mapped:
      four: {p3: Nothing like it.}
      five: {p3: Nothing like it either.}
    notes: [One goes up where the other goes down.]
"""

KEYS = "'first', 'second', 'stages', 'not_aligned', 'practices', 'not_mapped', 'notes'"


def load(folder: Path, text: str, frameworks: Mapping[str, Framework] = SMALL) -> CrosswalkFile:
    (folder / "crosswalk.yaml").write_text(text, "utf-8")
    return load_crosswalk(folder, frameworks)


def findings(folder: Path, *changes: tuple[str, str]) -> list[str]:
    """What the loader says of the file after these changes, from the line on."""
    text = TEXT
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    with pytest.raises(LoadError) as caught:
        load(folder, text)
    return [str(finding).split("crosswalk.yaml:")[1] for finding in caught.value.findings]


def test_what_it_says_of_practices_and_stages_from_either_side(tmp_path: Path) -> None:
    crosswalk = load(tmp_path, TEXT)
    [(other, matches, why)] = crosswalk.counterparts("five", "p1")
    assert (other, why) == ("four", "")
    assert [(match.second, match.fit, match.note) for match in matches] == [
        ("p2", "close", "Nearly the same."),
        ("p1", "partial", "A part of it."),
    ]
    assert list(crosswalk.counterparts("four", "p3")) == [("five", (), "Nothing like it.")]
    assert list(crosswalk.counterparts("six", "p1")) == []
    assert [(other, s and (s.low, s.high), why) for other, s, why in crosswalk.nearest("four", 1)] == [
        ("five", (1, 2), "")
    ]
    assert [(other, s and (s.low, s.high), why) for other, s, why in crosswalk.nearest("five", 1)] == [
        ("four", (0, 1), "")
    ]


def test_why_no_stages_correspond(tmp_path: Path) -> None:
    stages = TEXT[TEXT.index("    stages:") : TEXT.index("    practices:")]
    crosswalk = load(tmp_path, TEXT.replace(stages, "    not_aligned: It has phases.\n"))
    assert list(crosswalk.nearest("five", 2)) == [("four", None, "It has phases.")]


def test_a_missing_file_is_a_crosswalk_of_nothing(tmp_path: Path) -> None:
    assert load_crosswalk(tmp_path, SMALL) == CrosswalkFile()


def test_frameworks_and_practices_must_exist(tmp_path: Path) -> None:
    assert findings(tmp_path, ("second: five", "second: fife")) == [
        "3:13: unknown framework 'fife'; expected one of 'four', 'five'; did you mean 'five'?"
    ]
    assert findings(tmp_path, ("first: p1,", "first: p9,"), ("{p3: Nothing like it.}", "{p3: No., p8: No.}")) == [
        "9:7: practice 'p1' of 'four' nowhere; expected a match, or the reason under 'not_mapped'; add it",
        "9:17: unknown practice 'p9'; expected a practice of 'four'",
        "13:23: unknown practice 'p8'; expected a practice of 'four'",
    ]


def test_intervals_never_fall(tmp_path: Path) -> None:
    assert findings(tmp_path, ("low: 2, high: 3", "low: 0, high: 3")) == [
        "7:27: 0, less than for the stage below; expected at least 1"
    ]


@pytest.mark.parametrize(
    ("entry", "framework", "practice"),
    [("four: {p3: Nothing like it.}", "four", "p3"), ("five: {p3: Nothing like it either.}", "five", "p3")],
)
def test_no_practice_of_either_may_be_forgotten(tmp_path: Path, entry: str, framework: str, practice: str) -> None:
    assert findings(tmp_path, (entry, f"{framework}: {{}}")) == [
        f"9:7: practice '{practice}' of '{framework}' nowhere; expected a match, or the reason under 'not_mapped'; add it"
    ]


def test_who_does_not_say_what_is_not_mapped_may_leave_practices_out(tmp_path: Path) -> None:
    start, end = TEXT.index("    not_mapped:"), TEXT.index("    notes:")
    [pair] = load(tmp_path, TEXT[:start] + TEXT[end:]).pairs
    assert pair.not_mapped == {}


def test_a_practice_is_matched_or_not_and_never_both(tmp_path: Path) -> None:
    assert findings(tmp_path, ("{p3: Nothing like it.}", "{p3: No., p1: No.}")) == [
        "13:23: 'p1', which has a match; expected one of them; take one out"
    ]


def test_the_reasons_belong_to_the_two(tmp_path: Path) -> None:
    assert findings(tmp_path, ("      five: {", "      fife: {")) == [
        "9:7: practice 'p3' of 'five' nowhere; expected a match, or the reason under 'not_mapped'; add it",
        "14:7: framework 'fife', which is none of the two; expected 'four' or 'five'; did you mean 'five'?",
    ]


def test_every_problem_is_reported_at_once_with_its_line(tmp_path: Path) -> None:
    assert findings(
        tmp_path,
        ("fit: partial, note: A part of it.", "note: A part of it."),
        ("reason: Much.", "reason: ''"),
        ("notes:", "note:"),
    ) == [
        "7:47: empty text; expected text",
        "9:9: no 'fit'; expected the key 'fit'; add it",
        "15:5: unknown key 'note'; expected one of " + KEYS + "; did you mean 'notes'?",
    ]


@pytest.mark.parametrize(
    "text",
    ["", "- a", "pairs: 3", "pairs: [1]", "pairs: [{first: four}]", "pairs: [{not_mapped: 3}]", "pairs:\n\t- x", "\0"],
)
def test_no_file_gives_anything_but_findings(tmp_path: Path, text: str) -> None:
    with pytest.raises(LoadError):
        load(tmp_path, text)


WORDS = """\
models:
  four: {short: Four, sees: Much., blind: Little.}
choices:
  - {want: A start, time: An hour, size: Any, model: five, why: It is short.}
"""


def test_what_each_model_sees_and_which_to_choose(tmp_path: Path) -> None:
    crosswalk = load(tmp_path, WORDS + TEXT)
    assert [crosswalk.short(framework) for framework in (FOUR, FIVE)] == ["Four", FIVE.name]
    assert [(choice.model, choice.why) for choice in crosswalk.choices] == [("five", "It is short.")]


def test_models_that_are_seen_or_chosen_must_exist(tmp_path: Path) -> None:
    with pytest.raises(LoadError) as caught:
        load(tmp_path, (WORDS + TEXT).replace("  four: {s", "  fuor: {s").replace("model: five", "model: fife"))
    assert [str(finding).split("crosswalk.yaml:")[1] for finding in caught.value.findings] == [
        "2:3: unknown framework 'fuor'; expected one of 'four', 'five'; did you mean 'four'?",
        "4:54: unknown framework 'fife'; expected one of 'four', 'five'; did you mean 'five'?",
    ]


FRAMEWORKS = sources().framework
CROSSWALK = sources().crosswalk


def test_ours_pairs_every_two_models() -> None:
    pairs = {frozenset((pair.first, pair.second)) for pair in CROSSWALK.pairs}
    assert pairs == {frozenset(two) for two in combinations(FRAMEWORKS, 2)}


def test_ours_says_of_every_model_what_it_sees_and_when_to_choose_it() -> None:
    assert CROSSWALK.models.keys() == FRAMEWORKS.keys() == {choice.model for choice in CROSSWALK.choices}


@pytest.mark.parametrize("pair", CROSSWALK.pairs, ids=lambda pair: f"{pair.first}-{pair.second}")
def test_close_is_the_exception_in_ours(pair) -> None:
    close = [match for match in pair.practices if match.fit is Fit.CLOSE]
    assert len(close) * 3 <= len(pair.practices)
    for side in ("first", "second"):
        assert len({getattr(match, side) for match in close}) == len(close), (
            "two practices that are one in the other model"
        )


@pytest.mark.parametrize("pair", CROSSWALK.pairs, ids=lambda pair: f"{pair.first}-{pair.second}")
@pytest.mark.parametrize("side", ["first", "second"])
def test_ours_forgets_no_practice(pair, side: str) -> None:
    framework = FRAMEWORKS[getattr(pair, side)]
    matched = {getattr(match, side) for match in pair.practices}
    assert matched | pair.not_mapped.get(framework.id, {}).keys() == framework.practice.keys()
    assert [match for match in pair.practices if match.note is None] == []


@pytest.mark.parametrize("pair", CROSSWALK.pairs, ids=lambda pair: f"{pair.first}-{pair.second}")
def test_our_intervals_are_monotone_in_both_directions(pair) -> None:
    for stages in (pair.stages, turned(pair).stages):
        for key in ("low", "high"):
            ends = [getattr(stage, key) for stage in stages]
            assert ends == sorted(ends)


@pytest.mark.parametrize("pair", CROSSWALK.pairs, ids=lambda pair: f"{pair.first}-{pair.second}")
def test_every_stage_of_ours_has_a_nearest_one(pair) -> None:
    for framework in (pair.first, pair.second):
        for order in FRAMEWORKS[framework].bearing:
            assert all(found or why for _, found, why in CROSSWALK.nearest(framework, order))


@pytest.mark.parametrize("pair", CROSSWALK.pairs, ids=lambda pair: f"{pair.first}-{pair.second}")
def test_a_reason_is_never_used_twice(pair) -> None:
    reasons = [entry.reason for entry in pair.stages] + [match.note for match in pair.practices]
    reasons += [why for left in pair.not_mapped.values() for why in left.values()]
    assert len(set(reasons)) == len(reasons)
