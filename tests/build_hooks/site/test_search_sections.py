"""The search finds in a page's HTML what the theme's own parser finds there."""

from __future__ import annotations

import re
from importlib.util import find_spec, module_from_spec
from types import SimpleNamespace
from typing import Any

import pytest
from material.plugins.search import plugin as search  # type: ignore[import-untyped]  # the theme has no types

from build_hooks import hooks
from build_hooks.site.search_sections import BLOCKS, sections
from tests.build_hooks.library.small import Small
from tests.build_hooks.site.test_html_blocks import in_html
from tests.build_hooks.site.test_pages import HOSTILE, made, made_with
from tests.ours import sources

Found = list[tuple[str, str | None, str, str, bool]]


def as_it_comes() -> Any:
    """The theme's module, in which we have put nothing."""
    spec = find_spec("material.plugins.search.plugin")
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Parted(as_it_comes().Parser):  # type: ignore[misc]
    """The theme's parser, with a blank around each block."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        super().handle_starttag(tag, attrs)
        if tag in BLOCKS:
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        super().handle_endtag(tag)
        if tag in BLOCKS:
            self.handle_data(" ")


def line(parts: list[str]) -> str:
    """A text with blanks in the place of blocks, and without other tags."""
    blocks = re.sub(r"</?(?:p|pre|li|ol|ul)>", " ", "".join(parts))
    return " ".join(re.sub(r"</?(?:code|sub|sup)>", "", blocks).split())


def by_the_theme(html: str) -> Found:
    reader = Parted()
    reader.feed(html)
    reader.close()
    return [(each.el.tag, each.id, "".join(each.title), line(each.text), each.is_excluded()) for each in reader.data]


def by_us(html: str) -> Found:
    return [(each.tag, each.id, "".join(each.title), "".join(each.text), each.is_excluded()) for each in sections(html)]


@pytest.mark.parametrize(
    "html",
    [
        '<p class="a b" hidden data-x=\'"1"\' data-y=2>x &amp; y &lt;b&gt; &nbsp; z > y</p>',
        '<p><a title="a > b &quot;c&quot;" href="?a=1&amp;b=2">x</a> <em> </em> y</p>',
        '<p>x</p><svg viewBox="0 0 1 1"><path d="M0 0"/><linearGradient id=x /></svg> <p></p><ul> <li>\n</li></ul>',
        "before<!-- <p>no</p> -->after<br>\n<IMG SRC=x.png>",
        '<h2\n id="x"\n>x <code>y</code></h2 > z',
        '<h1 id="t">T<a class="headerlink" href="#t">&para;</a></h1> a <h2 id="u">U</h2><p>b</p><h3>no id</h3>c<h2>none</h2>d',
        '<p>x</p><div><h2 id="in">In</h2><p>of it</p></div><p>of the one before</p><h2 id="c">C</h2>d',
        '<h2 id="no" data-search-exclude>No</h2><p>x</p><h2 id="yes">Yes</h2><p data-search-exclude>no <b>no</b></p>y',
        '<p>a</p><script>var x = "</p>"</script><style>p {}</style><pre>\n  x\n\n  <code> y </code></pre>\n\n<p>b</p>',
        '<table><tr><th>5</th><td>weeks</td></tr></table><td class="linenodiv">1</td><ol><li></li></ol><ol><li>x</li><li></li></ol>',
        "",
    ],
)
def test_each_piece_is_the_same(html: str) -> None:
    assert by_us(html) == by_the_theme(html)


def test_what_is_excluded_stays_so_to_its_own_end() -> None:
    """The theme's parser goes by names, and reads on from the first end of an element that is called like it."""
    html = '<h1 id="a">A</h1><div data-search-exclude><div>no</div>no</div><div>yes</div>'
    assert ["".join(each.text) for each in sections(html)] == ["yes"]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_pages_of_any_text_are_the_same(small: Small, hostile: str) -> None:
    for path, page in made_with(small, hostile).items():
        html = in_html(page.text)
        assert by_us(html) == by_the_theme(html), path


def test_our_own_pages_are_the_same() -> None:
    pages = made(sources())
    for path in (
        "models/four-stages/index.md",
        "learn/glossary.md",
        "models/crosswalk.md",
        "measure/calculator.md",
        "index.md",
    ):
        html = in_html(pages[path].text)
        assert by_us(html) == by_the_theme(html), path


def test_the_theme_asks_us() -> None:
    assert hooks
    index = search.SearchIndex()
    page = SimpleNamespace(content="<dt>5</dt><dd>weeks</dd>", meta={}, title="Title", toc=[], url="a/")
    index.add_entry_from_context(page)
    assert index.entries == [{"location": "a/", "title": "Title", "text": "5 weeks"}]
