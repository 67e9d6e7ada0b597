"""Well-formed HTML is read as Python's own parser reads it."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest
from material.plugins.search.plugin import Parser

from build_hooks import hooks
from build_hooks.site import well_formed
from tests.build_hooks.library.small import Small
from tests.build_hooks.site.test_html_blocks import in_html
from tests.build_hooks.site.test_pages import HOSTILE, made, made_with
from tests.ours import sources


class Heard(HTMLParser):
    """What a parser is told; neighbouring texts are one."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[object] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.told.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.told.append(tag)

    def handle_data(self, data: str) -> None:
        self.told.append(["text", data])


@pytest.mark.parametrize(
    "html",
    [
        '<p class="a b" hidden data-x=\'"1"\' data-y=2>x &amp; y &lt;b&gt;</p>',
        '<a title="a > b &quot;c&quot;" href="?a=1&amp;b=2">x</a>',
        '<svg viewBox="0 0 1 1"><path d="M0 0"/><linearGradient id=x /></svg>',
        "before<!-- <p>no</p> -->after<br>\n<IMG SRC=x.png>",
        '<h2\n id="x"\n>x</h2 >',
    ],
)
def test_it_tells_the_same(html: str) -> None:
    own, ours = Heard(), Heard()
    own.feed(html)
    own.close()
    well_formed.feed(ours, html)
    assert ours.told == own.told


class Own(Parser):
    """The theme's parser as it comes."""

    feed = HTMLParser.feed


def indexed(parser: type[Parser], html: str) -> list[tuple[str, list[str], list[str]]]:
    reader = parser()
    reader.feed(html)
    reader.close()
    return [(repr(section), section.title, section.text) for section in reader.data]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_the_search_s_index_is_the_same(small: Small, hostile: str) -> None:
    assert hooks.search.Parser.feed is well_formed.feed
    for path, page in made_with(small, hostile).items():
        html = in_html(page.text)
        assert indexed(Parser, html) == indexed(Own, html), path


def test_the_search_s_index_of_our_own_pages_is_the_same() -> None:
    for path in (
        "models/four-stages.md",
        "learn/glossary.md",
        "models/crosswalk.md",
        "measure/calculator.md",
        "index.md",
    ):
        html = in_html(made(sources())[path.replace("stages.md", "stages/index.md")].text)
        assert indexed(Parser, html) == indexed(Own, html)
