"""The site and `cx validate` read the same files the same way: what stops one is told by the other, in the same words."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError

from build_hooks.hooks import Build
from build_hooks.library.messages import load_messages
from build_hooks.site.pages import pages
from tests.build_hooks.cli.conftest import run
from tests.build_hooks.library.small import (
    ALPHA,
    BETA,
    CIRCUMSTANCE,
    DELAY,
    FILES,
    FORM,
    GLOSSARY,
    GUIDES,
    MAIN,
    SAMPLE,
    SHOP,
    SYMPTOMS,
    Small,
    Spoil,
    edit,
    write,
)

FIRST = "small/stages/first.yaml"
SAMPLE_FILE = "small/sample.json"
CROSSWALK = """\
pairs:
  - first: small
    second: other
    not_aligned: They count differently.
    practices:
      - {first: alpha, second: beta, fit: close}
"""
CARD = "templates/card.yaml"
NOT_CLOSED = "a quote that is not closed; expected a closing quote; close it"


@pytest.fixture
def whole(small: Small) -> Small:
    """A folder with a file of every kind: two frameworks, metrics, a circumstance, a template, a sample, symptoms, guides, a
    crosswalk and a glossary.
    """
    for name, text in FILES.items():
        if name.startswith("small/"):
            small.write(name.replace("small/", "other/"), text.replace("id: small", "id: other"))
    small.write(SAMPLE_FILE, SAMPLE)
    small.write("crosswalk.yaml", CROSSWALK)
    small.write("glossary.yaml", GLOSSARY)
    small.write(SHOP, CIRCUMSTANCE)
    small.write(CARD, FORM)
    small.write("symptoms.yaml", SYMPTOMS)
    small.write("guides.yaml", GUIDES)
    return small


def built() -> Build:
    """A build of the working directory, as far as reading. Raises PluginError."""
    build = Build(Small().folder.parent.resolve())
    build.on_config(MkDocsConfig())
    return build


def told_by_the_build() -> list[str]:
    try:
        built()
    except PluginError as error:
        first, *lines, count = str(error).split("\n")
        assert first == "the frameworks cannot be used:"
        assert count == f"{len(lines)} problem{'s' if len(lines) > 1 else ''} found; nothing was written."
        return lines
    return []


def told_by_the_command() -> list[str]:
    done = run("validate", "frameworks")
    assert done.code == (1 if done.problems else 0)
    assert (done.out == "") is bool(done.problems)
    return done.problems[:-1]


CASES: dict[str, tuple[Spoil, list[str]]] = {
    "nothing": (lambda _: None, []),
    "a framework": (edit(MAIN, "version: 1.0.0", "version: new"), [f"{MAIN}:2:10: 'new'; expected a version of three numbers, such as '1.0.0'"]),
    "a stage": (edit(FIRST, "signs: [You answer.]", "signs: []"), [f"{FIRST}:3:8: no entries; expected at least 1"]),
    "a practice": (write(BETA, "name: 'x\n"), [f"{BETA}:1:7: {NOT_CLOSED}"]),
    "a metric": (edit(DELAY, "sources:", "related: [dely]\nsources:"), [f"{DELAY}:14:11: unknown metric 'dely'; expected one of 'delay', 'speed'; did you mean 'delay'?"]),
    "a circumstance": (edit(SHOP, "{delay:", "{dely:"), [f"{SHOP}:7:11: unknown metric 'dely'; expected one of 'delay', 'speed'; did you mean 'delay'?"]),
    "a template": (edit(CARD, "ask: one sentence", "ask: ''"), [f"{CARD}:8:25: empty text; expected text"]),
    "symptoms": (edit("symptoms.yaml", "first: Open it.", "first: ''"), ["symptoms.yaml:9:16: empty text; expected text"]),
    "guides": (edit("guides.yaml", "name: For leaders", "name: ''"), ["guides.yaml:3:11: empty text; expected text"]),
    "a sample that is no JSON": (
        write(SAMPLE_FILE, "{"),
        [(f"{SAMPLE_FILE}:1:1: a file that ends at line 1, column 2, before its last bracket is closed; expected the whole file; look whether its end was cut off")],
    ),
    "a sample of an answer that there is not": (
        edit(SAMPLE_FILE, '"ad-hoc"', '"often"'),
        [f"{SAMPLE_FILE}:1:1: responses.beta.answer: unknown answer 'often'; expected one of 'missing', 'ad-hoc', 'repeatable', 'systematic'"],
    ),
    "a sample of another version": (
        edit(SAMPLE_FILE, '"1.0.0"', '"1.1.0"'),
        [f"{SAMPLE_FILE}:1:1: framework.version: version 1.1.0; expected 1.0.0"],
    ),
    "a sample that is not UTF-8": (
        write(SAMPLE_FILE, b"{\n \xe9"),
        [f"{SAMPLE_FILE}:2:2: the byte 0xe9, which is not UTF-8; expected a file in UTF-8; save it again as UTF-8"],
    ),
    "a sample that is a folder": (
        lambda small: ((small.folder / SAMPLE_FILE).unlink(), (small.folder / SAMPLE_FILE).mkdir()),
        [f"{SAMPLE_FILE}:1:1: something that is not a file; expected a readable file"],
    ),
    "a crosswalk that is no YAML": (write("crosswalk.yaml", "pairs: 'x\n"), [f"crosswalk.yaml:1:8: {NOT_CLOSED}"]),
    "a crosswalk of a practice that there is not": (
        edit("crosswalk.yaml", "second: beta", "second: bta"),
        ["crosswalk.yaml:6:32: unknown practice 'bta'; expected a practice of 'other'; did you mean 'beta'?"],
    ),
    "a crosswalk of one pair twice": (
        edit("crosswalk.yaml", "pairs:\n", "pairs:\n  - {first: other, second: small, not_aligned: So.}\n"),
        ["crosswalk.yaml:3:5: the pair that pairs[0] has already; expected each pair once; a pair is read in both directions"],
    ),
    "a crosswalk that is nothing": (
        write("crosswalk.yaml", "~\n"),
        ["crosswalk.yaml:1:1: ~, which YAML reads as nothing; expected a mapping of keys to values; write the value"],
    ),
    "a glossary that is no YAML": (write("glossary.yaml", "terms: 'x\n"), [f"glossary.yaml:1:8: {NOT_CLOSED}"]),
    "a glossary of one word twice": (
        edit("glossary.yaml", "[letters]", "[letter]"),
        ["glossary.yaml:2:5: the word 'letter' a second time; expected each word once; take one out"],
    ),
    "a glossary that is not UTF-8": (
        write("glossary.yaml", "terms: []".encode("utf-16")),
        ["glossary.yaml:1:1: UTF-16 text, which is not UTF-8; expected a file in UTF-8; save it again as UTF-8"],
    ),
    "a stray folder": (
        write("extra/x.yaml", "x: 1\n"),
        [("extra:1:1: a folder without a framework.yaml; expected folders of frameworks, 'metrics', 'circumstances', 'templates' and 'schema' alone; add the file, or take the folder out")],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("spoil", "expected"), CASES.values(), ids=CASES.keys())
def test_what_stops_the_build_is_what_cx_validate_finds(whole: Small, spoil: Spoil, expected: list[str]) -> None:
    spoil(whole)
    lines = [f"frameworks/{line}" for line in expected]
    assert told_by_the_build() == lines
    assert told_by_the_command() == lines


def one_a_file() -> Iterator[tuple[Spoil, list[str]]]:
    """The first case of each file."""
    seen = set()
    for spoil, expected in CASES.values():
        file = expected[0].split(":")[0] if expected else None
        if file is not None and file not in seen:
            seen.add(file)
            yield spoil, expected


def test_no_file_s_problems_hide_those_of_another(whole: Small) -> None:
    every = list(one_a_file())
    assert len(every) == 12
    for spoil, _ in every:
        spoil(whole)
    lines = sorted(f"frameworks/{line}" for _, expected in every for line in expected)
    assert sorted(told_by_the_build()) == lines
    assert sorted(told_by_the_command()) == lines


def test_what_depends_on_a_framework_with_problems_waits_for_it(whole: Small) -> None:
    """A crosswalk may name it; neither its practices nor a sample's answers can be checked, but their form is."""
    edit(ALPHA, "aspect: delivery", "aspect: x")(whole)
    edit("crosswalk.yaml", "first: alpha", "first: omega")(whole)
    edit(SAMPLE_FILE, '"ad-hoc"', '"often"')(whole)
    (line,) = told_by_the_build()
    assert line.startswith(f"frameworks/{ALPHA}:5:9: 'x'; expected one of")
    edit("crosswalk.yaml", "fit: close", "fit: closed")(whole)
    edit("crosswalk.yaml", "second: other", "second: others")(whole)
    edit(SAMPLE_FILE, '"taken": "2026-11-21"', '"taken": "today"')(whole)
    assert [line.partition("; ")[0] for line in told_by_the_build()] == [
        "frameworks/crosswalk.yaml:3:13: unknown framework 'others'",
        "frameworks/crosswalk.yaml:6:43: 'closed'",
        f"frameworks/{ALPHA}:5:9: 'x'",
        f"frameworks/{SAMPLE_FILE}:1:1: taken: 'today'",
    ]


def test_a_framework_alone_is_checked_with_its_sample(whole: Small) -> None:
    done = run("validate", "frameworks/small")
    assert [line.split("   ")[0].strip() for line in done.out.splitlines()[2:]] == [
        "frameworks/small",
        "frameworks/small/sample.json",
    ]
    edit(SAMPLE_FILE, '"ad-hoc"', '"often"')(whole)
    edit(ALPHA, "owner: Clerk", "owner: 5")(whole)
    assert run("validate", "frameworks/small").problems == [
        f'frameworks/{ALPHA}:30:8: the number 5; expected text; put it in quotes: "5"',
        "1 problem found.",
    ]
    edit(ALPHA, "owner: 5", "owner: Clerk")(whole)
    assert run("validate", "frameworks/small").problems[0].startswith(f"frameworks/{SAMPLE_FILE}:1:1: responses.beta")


def test_what_is_valid_is_told_file_by_file(whole: Small) -> None:
    done = run("validate", "frameworks", "--format", "json")
    assert [(entry["path"], entry["what"]) for entry in done.json] == [
        ("frameworks/other", "A small model, version 1.0.0, 3 practices"),
        ("frameworks/small", "A small model, version 1.0.0, 3 practices"),
        ("frameworks/small/sample.json", "assessment of A small model, version 1.0.0, responses: 3"),
        ("frameworks/metrics", "2 metrics"),
        ("frameworks/circumstances", "1 circumstance"),
        ("frameworks/templates", "1 template"),
        ("frameworks/symptoms.yaml", "2 symptoms"),
        ("frameworks/guides.yaml", "2 guides"),
        ("frameworks/crosswalk.yaml", "1 pair of frameworks"),
        ("frameworks/glossary.yaml", "1 term"),
    ]


def test_a_rebuild_sees_the_files_as_they_are_now(whole: Small) -> None:
    build = built()
    first = build.sources
    whole.edit(ALPHA, "name: Practice alpha", "name: Practice omega")
    whole.edit(MAIN, "version: 1.0.0", "version: new")
    with pytest.raises(PluginError):
        build.on_config(MkDocsConfig())
    whole.edit(MAIN, "version: new", "version: 1.0.0")
    shutil.rmtree(whole.folder / "other")
    (whole.folder / "crosswalk.yaml").unlink()
    build.on_config(MkDocsConfig())
    assert [framework.id for framework in (*first.frameworks, *build.sources.frameworks)] == ["other", "small", "small"]
    made = pages(
        build.sources,
        load_messages(),
        {"small": {"again": ""}},
        {"again": ""},
        {"again": "", "models": []},
        {"again": ""},
    )
    assert "Practice omega" in made["models/small/practices/alpha.md"].text
