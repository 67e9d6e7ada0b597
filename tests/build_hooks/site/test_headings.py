"""A heading's own link is for a pointer."""

from __future__ import annotations

from build_hooks.site.headings import unmarked


def test_the_mark_of_a_heading_is_not_read_out() -> None:
    assert unmarked('<h2 id="a">A<a class="headerlink" href="#a" title="Permanent link">&para;</a></h2>') == (
        '<h2 id="a">A<a class="headerlink" aria-hidden="true" tabindex="-1" href="#a" title="Permanent link">&para;</a></h2>'
    )
