"""A keyboard gets to every table that may have to be scrolled."""

from __future__ import annotations

from build_hooks.site.wide_tables import reached


def test_a_bare_table_is_reached_and_named_by_the_heading_above_it() -> None:
    page = '<table></table><h2 id="a">A</h2><p></p><table><tr></tr></table><h3 class="x" id="b">B</h3><table></table><table></table>'
    assert reached(page) == (
        '<table tabindex="0"></table><h2 id="a">A</h2><p></p><table tabindex="0" aria-labelledby="a"><tr></tr></table>'
        '<h3 class="x" id="b">B</h3><table tabindex="0" aria-labelledby="b"></table><table tabindex="0" aria-labelledby="b"></table>'
    )


def test_a_table_with_attributes_is_left_alone() -> None:
    page = '<h2 id="a">A</h2><div class="cx-scroll" tabindex="0"><table class="cx-practices"></table></div>'
    assert reached(page) == page
