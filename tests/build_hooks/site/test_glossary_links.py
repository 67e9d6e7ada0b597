"""Links to the glossary in pages."""

from __future__ import annotations

import pytest

from build_hooks.library.glossary import Term
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


def test_without_terms_nothing_is_linked():
    assert Linker([]).linked("<p>stage</p>", "x") == "<p>stage</p>"
