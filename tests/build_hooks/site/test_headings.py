"""The headings of generated pages are those that Markdown would make of them; a heading's own link is for a pointer."""

from __future__ import annotations

from functools import cache

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from build_hooks import hooks
from build_hooks.places import ROOT
from build_hooks.site.headings import rendered, unmarked
from build_hooks.site.html_blocks import cut
from build_hooks.site.squeezed import squeezed
from tests.build_hooks.library.small import Small
from tests.build_hooks.site.test_pages import HOSTILE, made, made_with
from tests.ours import sources


@cache
def config() -> MkDocsConfig:
    return load_config(str(ROOT / "mkdocs.yml"), repo_url="https://example.org")


def known(page: Page) -> tuple[object, ...]:
    """What is known of a page that was rendered."""

    def told(links: list[AnchorLink]) -> list[object]:
        return [(link.level, link.id, link.title, getattr(link, "active", None), told(link.children)) for link in links]

    return squeezed(page.content or ""), told(list(page.toc)), page._title_from_render, page.present_anchor_ids


def by_both(text: str) -> tuple[tuple[object, ...] | None, tuple[object, ...]]:
    """What our way makes of a text, if anything, and what MkDocs does."""
    pages = [Page(None, File("x.md", None, "", use_directory_urls=True), config()) for _ in range(2)]
    pages[1].markdown = text
    pages[1].render(config(), Files([]))
    found = rendered(text)
    if found:
        hooks._render(pages[0], *found)
    return known(pages[0]) if found else None, known(pages[1])


def body(page: str) -> str:
    return cut(page.strip().split("\n---\n", 1)[1].lstrip("\n"))[0]


def test_generated_pages_are_the_same() -> None:
    left = set()
    for path, page in made(sources()).items():
        ours, theirs = by_both(body(page.text))
        if ours is None:
            left.add(path)
        else:
            assert ours == theirs, path
    assert left == {"assess/team.md"}  # it has a dialog beside its blocks


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_are_the_same(small: Small, hostile: str) -> None:
    for path, page in made_with(small, hostile).items():
        ours, theirs = by_both(body(page.text))
        assert ours in (None, theirs), path


@pytest.mark.parametrize(
    "text",
    [
        "# One\n\n## Two's (2 %) – a/b: c? { #two }\n## x { #y data-search-exclude }\n### Three. \n## x&#45;y&#58; &#42;z&#42;",
        "# É, ü and ß\n\n#  blanks around  \n",
        "### Third first\n\n# First\n\n### Third\n## Second",
        '<div data-html-block="0"></div>\n# After a block\n\n<div data-html-block="1"></div>',
        "",
    ],
)
def test_plain_headings_are_the_same(text: str) -> None:
    ours, theirs = by_both(text)
    assert ours == theirs


@pytest.mark.parametrize(
    "text",
    [
        "# *x*",
        "# x #",
        "# `x`",
        "# a_b_c",
        "# a  b",
        "# [x](y)",
        "# x & y",
        "# x { .class }",
        "# Same\n# Same",
        "# Same\n# Other { #same }",
        "# ???",
        "#### x",
        "#x",
        " # x",
        "x",
        "<div>x</div>",
        '<div data-html-block="0"></div> x',
    ],
)
def test_what_is_anything_else_is_left_to_markdown(text: str) -> None:
    assert rendered(text) is None


def test_the_mark_of_a_heading_is_not_read_out() -> None:
    assert unmarked('<h2 id="a">A<a class="headerlink" href="#a" title="Permanent link">&para;</a></h2>') == (
        '<h2 id="a">A<a class="headerlink" aria-hidden="true" tabindex="-1" href="#a" title="Permanent link">&para;</a></h2>'
    )
