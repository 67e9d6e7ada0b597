"""The HTML in a generated page goes past Markdown, and the page is the same to the letter."""

from __future__ import annotations

import re

import markdown
import pytest

from build_hooks.site.html_blocks import cut, restored
from tests.build_hooks.library.small import ALPHA, FILES, SAMPLE, Small
from tests.build_hooks.site.test_pages import EXTENSIONS, HOSTILE, RICH, made
from tests.ours import sources


def in_html(text: str) -> str:
    return markdown.markdown(text, extensions=EXTENSIONS)


def same(page: str) -> list[str]:
    """The blocks that were cut out of a page, which is the same with and without that."""
    body = page.strip().split("\n---\n", 1)[1]
    text, blocks = cut(body)
    assert restored(in_html(text), blocks) == in_html(body)
    return blocks


def test_every_sort_of_page_is_the_same(small: Small) -> None:
    small.write(ALPHA, FILES[ALPHA] + RICH)
    small.write("small/sample.json", SAMPLE)
    pages = made(small.load())
    assert {path for path, page in pages.items() if not same(page.text)} == set()
    of_all = made(sources())
    for path in ("models/crosswalk.md", "models/crosswalk/four-stages-and-five-levels.md", "learn/glossary.md"):
        assert same(of_all[path].text)


@pytest.mark.parametrize("hostile", HOSTILE)
def test_texts_that_look_like_markup_change_nothing(small: Small, hostile: str) -> None:
    text = hostile.replace("\\", "\\\\").replace('"', '\\"')
    small.edit(ALPHA, "definition: Letters are answered.", f'definition: "{text}"')
    assert same(made(small.load())["models/small/practices/alpha.md"].text)


def test_a_block_ends_where_its_own_element_does() -> None:
    one = '<div class="a">\n<p>x</p>\n\n<div>\n\n# no heading\n</div>\n</div>'
    text, blocks = cut(f"# Heading\n\n{one}\n\nText <b>bold</b>.\n\n<p>y</p>\n")
    assert blocks == [one, "<p>y</p>"]
    assert (
        re.sub(r" data-html-block=\"\d\"", "", text) == "# Heading\n\n<div></div>\n\nText <b>bold</b>.\n\n<div></div>\n"
    )


@pytest.mark.parametrize(
    "text", ["<div>\n<p>never closed</p>\n", "<p>closed</p> and more\n", "text <p>in a line</p>\n", "<b>x</b>\n"]
)
def test_what_is_no_block_stays(text: str) -> None:
    kept, blocks = cut(text)
    assert restored(kept, blocks) == text
    assert "<p>never closed</p>" in blocks or blocks == []


def test_a_block_that_names_another_place_is_not_filled_in() -> None:
    page = '<p title="&lt;div">a</p>\n\n<section><div data-html-block="0"></div></section>\n'
    text, blocks = cut(page)
    assert len(blocks) == 2 and restored(text, blocks) == page
