"""Links to the glossary in pages."""

from __future__ import annotations

import pytest

from build_hooks.library.glossary import Term
from build_hooks.library.sources import Sources, load_sources
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


def test_a_longer_term_goes_before_one_that_it_begins_with():
    linker = Linker([JOURNEY, Term(name="Customer journey map", definition="A drawing.")])
    assert "#customer-journey-map" in linker.linked("<p>A customer journey map.</p>", "x/")


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


CAUSE = Term(name="Root cause", also=("root causes",), definition="What to change.")
PRACTICE = Term(name="Practice", not_in=("general practice", "hour of practice"), definition="What is done.")
GAP = Term(name="Gap", linked=False, definition="Not met.")
NAMED = Linker([CAUSE, PRACTICE, GAP, STAGE, MAP], ["Sound Practice for Shops", "Journey map"])


@pytest.mark.parametrize(
    "text",
    [
        "Ask for Root Cause Analysis here.",
        "Root cause Analysis",
        "The Initial Stage: fires",
        "It is a Sound\n Practice for Shops.",
        "A general practice and another hour of\npractice",
        "General practice",
        "a gap",
    ],
)
def test_no_word_is_linked_within_a_name_or_in_another_sense(text: str):
    assert NAMED.linked(f"<p>{text}</p>", "x/") == f"<p>{text}</p>"


@pytest.mark.parametrize(
    "text", ["a root\ncause", "Root causes are", "(Stage 2)", "A practice", "Journey map", "a journey map"]
)
def test_a_word_is_linked_with_a_capital_where_a_sentence_begins_and_over_the_end_of_a_line(text: str):
    assert NAMED.linked(f"<p>{text}</p>", "x/").count("cx-term") == 1


def test_what_the_page_is_about_is_not_linked_there():
    assert NAMED.linked("<p>This practice has a root cause.</p>", "x/", "A Practice of Shops").count("cx-term") == 1


def ours() -> Sources:
    return load_sources(ROOT / "frameworks")


def test_none_of_our_names_is_cut_by_a_link():
    sources = ours()
    linker = Linker(sources.terms, sources.names)
    forms = {form.lower() for term in sources.terms for form in (term.name, *term.also)}
    cut = [name for name in sorted(sources.names) if "cx-term" in linker.linked(f"<p>see {name} there</p>", "x/")]
    assert [name for name in cut if name.lower() not in forms] == []
    assert len(sources.names) > 150


@pytest.mark.parametrize(
    "text",
    [
        "as the practice manager says",
        "retention period and stored fields",
        "a coverage table of products",
        "a gap in the journey",
        "the search reads an index of the site",
    ],
)
def test_our_words_are_not_linked_in_another_sense(text: str):
    assert Linker(ours().terms).linked(text, "x/") == text


def test_without_terms_nothing_is_linked():
    assert Linker([]).linked("<p>stage</p>", "x") == "<p>stage</p>"
