"""The measuring command: what it makes of its figures, and what it is asked. Nothing is measured here."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from build_hooks.setup import commands
from build_hooks.setup.environment import Environment
from tests.benchmarks import __main__ as bench
from tests.benchmarks.figures import Row, Spread, at, in_turns, table
from tests.benchmarks.processes import cost


def test_a_spread_is_the_least_the_median_and_the_most() -> None:
    assert Spread.of([3, 1, 10, 2]) == Spread(1, 2.5, 10)
    assert Spread.of([3, 1, 10, 2]).told(1) == "2.5 (1.0 to 10.0)"
    assert Spread.of([1234.4]).told() == "1,234"


def test_a_ratio_is_taken_within_each_turn() -> None:
    # The machine was ten times as slow in the last turn, for both.
    row = Row("ours", [50, 60, 500], "ms", [100, 100, 1000])
    assert row.ratios == [0.5, 0.6, 0.5]
    assert row.cells() == ("ours", "60 (50 to 500) ms", "0.50 (0.50 to 0.60)")
    assert Row("alone", [50, 60], "").cells() == ("alone", "55 (50 to 60)", "")
    assert Row("beside nothing", [5, 5], "kB", [0, 1]).cells() == ("beside nothing", "5 kB", "")
    with pytest.raises(ValueError, match="shorter"):
        _ = Row("ours", [1, 2], "ms", [1]).ratios


def test_a_table_is_markdown() -> None:
    assert table("t", [Row("a", [1], "s", [2]), Row("bcd", [10], "MB")]) == (
        "### t\n\n"
        "| measured | median (least to most) | ratio |\n"
        "|----------|------------------------|-------|\n"
        "| a        | 1 s                    | 0.50  |\n"
        "| bcd      | 10 MB                  |       |\n"
    )


def test_turns_go_there_and_back_and_those_that_warm_up_do_not_count() -> None:
    done: list[tuple[str, int]] = []
    things = {name: lambda turn, name=name: (done.append((name, turn)), turn)[1] for name in "ab"}
    assert in_turns(things, 2, unmeasured=1) == {"a": [0, 1], "b": [0, 1]}
    assert done == [("b", -1), ("a", -1), ("a", 0), ("b", 0), ("b", 1), ("a", 1)]


@pytest.mark.parametrize(("figures", "expected"), [(range(1, 101), 95), (range(1, 21), 19), ([3, 1, 2], 3), ([7], 7)])
def test_a_percentile_is_one_of_the_figures(figures: range | list[int], expected: int) -> None:
    assert at(figures, 0.95) == expected


def test_a_command_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match="failed:\nno such thing\n"):
        cost([sys.executable, "-c", "raise SystemExit('no such thing')"], cwd=tmp_path)
    used = cost([sys.executable, "-c", "len('x' * 50_000_000)"], cwd=tmp_path)
    assert used.processor <= used.clock * 2
    assert used.memory > 50


def test_parts_can_be_chosen_and_share_one_bench(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked: list[tuple[str, int, int, bool]] = []

    def part(name: str) -> object:
        return lambda held: (asked.append((name, held.runs, held.rows, held.folder.is_dir())), f"### {name}")[1]

    monkeypatch.setattr(bench, "PARTS", {name: part(name) for name in ("one", "two", "three")})
    bench.main(["three", "one", "--runs", "2"])
    assert asked == [("three", 2, 40_000, True), ("one", 2, 40_000, True)]
    assert capsys.readouterr().out == "### three\n### one\n"
    bench.main([])
    assert [name for name, *_ in asked[2:]] == ["one", "two", "three"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["speed"], "no part speed; there are pages, runtime, answer, build, edit, scorer"),
        (["--runs", "0"], "at least one run, and four rows"),
    ],
)
def test_what_cannot_be_measured_is_refused(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        bench.main(arguments)
    assert capsys.readouterr().err.endswith(f"error: {said}\n")


def test_the_set_up_hands_over_to_it_with_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[tuple[list[str], str]] = []
    monkeypatch.setattr(Environment, "ensure", lambda *_: None)
    monkeypatch.setattr(commands, "Environment", lambda: Environment(tmp_path))
    monkeypatch.setattr(commands, "_browser", lambda *_: {"CX_BROWSER": "here"})
    monkeypatch.setattr(
        commands, "_hand_over", lambda line, variables, _: (handed.append((line, variables["CX_BROWSER"])), 0)[1]
    )
    assert commands.main(["bench", "scorer"]) == 0
    assert handed == [([str(Environment(tmp_path).python), "-m", "tests.benchmarks", "scorer"], "here")]
