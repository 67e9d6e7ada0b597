"""The glossary's file, and its links in pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.library.glossary import Term, load_glossary
from build_hooks.library.load import LoadError
from build_hooks.places import ROOT
from build_hooks.site.glossary_links import Linker

STAGE = Term(name="Stage", also=("stages",), definition="A step.")
MAP = Term(name="Journey map", definition="A drawing of a customer journey.")
JOURNEY = Term(name="Customer journey", definition='All that a "customer" goes through.')
LINKER = Linker([STAGE, MAP, JOURNEY])


def linked(html: str) -> str:
    return LINKER.linked(html, "../glossary/")


def test_only_the_first_use_is_linked_in_any_of_its_forms():
    assert linked("<p>Two stages. A stage.</p>") == (
        '<p>Two <a class="cx-term" href="../glossary/#stage" title="A step.">stages</a>. A stage.</p>'
    )


def test_a_definition_with_quotes_stays_within_its_attribute():
    assert 'title="All that a &quot;customer&quot; goes through."' in linked("<p>customer journey</p>")


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Stage</h2>",
        '<a href="#">the stage</a>',
        "<label>stage <b>stage</b></label>",
        '<svg><title>stage</title><rect width="1"/></svg>',
        '<span class="cx-tag cx-stage-1">Stage 1</span>',
        "<p>backstage, stage-door</p>",
        '<p class="stage" title="stage">nothing</p>',
    ],
)
def test_headings_links_controls_pictures_attributes_and_parts_of_words_are_left(html: str):
    assert linked(html) == html


def test_linking_goes_on_after_an_unlinked_element_with_its_namesake_inside():
    html = "<nav><ul><li>stage</li></ul></nav><p>stage</p>"
    assert linked(html).count("cx-term") == 1
    assert linked(html).startswith("<nav><ul><li>stage</li></ul></nav><p><a ")


def test_the_site_s_own_glossary_can_be_read_and_every_term_has_an_anchor_of_its_own():
    terms = load_glossary(ROOT / "frameworks" / "glossary.yaml")
    assert [term.name for term in terms] == sorted((term.name for term in terms), key=str.lower)
    assert len({term.anchor for term in terms}) == len(terms) >= 40


def test_every_problem_of_the_file_is_reported_with_its_line(tmp_path: Path):
    path = tmp_path / "glossary.yaml"
    path.write_text(
        "terms:\n  - name: Stage\n    definition: ''\n  - name: Step\n    also: [stage]\n    meaning: x\n    definition: y\n"
    )
    with pytest.raises(LoadError) as caught:
        load_glossary(path)
    assert [str(finding).removeprefix(path.as_posix()) for finding in caught.value.findings] == [
        ":3:17: empty text; expected text",
        ":4:5: the word 'stage' a second time; expected each word once; take one out",
        ":6:5: unknown key 'meaning'; expected one of 'name', 'also', 'definition'",
    ]


def test_a_missing_file_is_a_glossary_without_terms(tmp_path: Path):
    assert load_glossary(tmp_path / "glossary.yaml") == ()
    assert Linker([]).linked("<p>stage</p>", "x") == "<p>stage</p>"
