"""A sample of an earlier version of its model follows it, and whoever loads it is told what to look at."""

from __future__ import annotations

from build_hooks.library.messages import load_messages
from cxcore.view.reviews import tell_forward
from cxcore.view.words import Words
from tests.build_hooks.library.small import MAIN, SAMPLE, Small

CHANGES = """\
changes:
  - {version: 1.0.0, date: 2026-01-01, summary: First version.}
  - version: 2.0.0
    date: 2026-02-01
    summary: Second version.
    renamed: {first-letters: alpha}
    removed: {old-habit: Nobody asked for it.}
    reworded: [beta]
    answers_renamed: {some: ad-hoc}
    answers_before: [missing, some, often, repeatable, systematic]
"""
OLD = SAMPLE.replace('"alpha"', '"first-letters"').replace(
    '"beta": {"answer": "ad-hoc"}, "gamma": {"dont_know": true}',
    '"beta": {"answer": "some"}, "old-habit": {"answer": "systematic"}, "gamma": {"answer": "often"}',
)


def test_a_sample_follows_its_model_and_what_was_dropped_is_said(small: Small) -> None:
    small.edit(MAIN, "version: 1.0.0\n", "version: 2.0.0\n")
    small.write(MAIN, (small.folder / MAIN).read_text("utf-8") + CHANGES)
    small.write("small/sample.json", OLD)
    sources = small.load()
    sample = sources.samples["small"]
    assert sample.framework.version == "2.0.0"
    assert {id: said.answer for id, said in sample.responses.items()} == {"alpha": "repeatable", "beta": "ad-hoc"}
    older = sources.older["small"]
    assert older.assessment is sample
    words = Words(sources.framework["small"], load_messages())
    assert tell_forward(words, "sample.json", older.version, older.reviews) == [
        "sample.json: brought forward from version 1.0.0 of the framework to 2.0.0",
        "sample.json: Practice beta: means something else since version 2.0.0; look at it again",
        "sample.json: Practice gamma: its answer is none any more since version 2.0.0; answer it again",
        "sample.json: old-habit: no longer in the framework since version 2.0.0; its response is not used",
    ]


def test_a_sample_of_the_present_version_is_nothing_to_speak_of(small: Small) -> None:
    small.write("small/sample.json", SAMPLE)
    sources = small.load()
    assert list(sources.samples) == ["small"]
    assert sources.older == {}


def test_a_sample_of_a_version_that_is_not_known_is_a_problem(small: Small) -> None:
    small.write("small/sample.json", SAMPLE.replace("1.0.0", "0.9.0"))
    [problem] = small.findings()
    assert problem.startswith("small/sample.json:1:1: framework.version: version 0.9.0")
