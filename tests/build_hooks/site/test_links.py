"""Which links of a built site count as broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.site.links import broken

PAGE = '<h1 id="top">x</h1><a name="old"></a><p id=\'single\' class="b">x</p><p id=bare>x</p><i id="a&amp;b é">x</i>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "index.html": "",
        "a/index.html": PAGE,
        "a/b c.html": "",
        "s.css": "",
        "é/index.html": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def said(folder: Path, html: str, url: str = "https://example.org/cx/", page: str = "index.html") -> list[str]:
    (folder / page).write_text(html, "utf-8")
    return list(broken(folder, url))


@pytest.mark.parametrize(
    "link",
    [
        "a/",
        "a/index.html",
        "a/#top",
        "a/#old",
        "a/#single",
        "a/#bare",
        "a/#a&amp;b%20%C3%A9",
        "./a/?x=1#top",
        "a/b%20c.html",
        "%C3%A9/",
        "é/",
        "/cx/a/#top",
        "https://example.org/cx/a/",
        "//example.org/cx/a/",
        "s.css#anything",
        "",
        ".",
        "#",
        "https://elsewhere.example/gone",
        "mailto:a@b.example",
        "data:image/png;base64,AAAA",
        "javascript:void(0)",
        "tel:1",
    ],
)
def test_links_that_lead_somewhere_or_to_others(folder: Path, link: str) -> None:
    assert said(folder, f'<a class="x" href="{link}">x</a>') == []


@pytest.mark.parametrize(
    ("link", "complaint"),
    [
        ("gone/", "'gone/' leads to no file"),
        ("a", "'a' leads to no file"),
        ("A/", "'A/' leads to no file"),
        ("gone.css", "'gone.css' leads to no file"),
        ("a/#gone", "'a/#gone' leads to no anchor"),
        ("#gone", "'#gone' leads to no anchor"),
        ("../", "'../' leads out of the site"),
        ("/a/", "'/a/' leads out of the site"),
        ("https://example.org/cx/gone/", "'https://example.org/cx/gone/' leads to no file"),
    ],
)
def test_links_that_lead_nowhere(folder: Path, link: str, complaint: str) -> None:
    assert said(folder, f'<a href="{link}">x</a>') == [f"index.html: the link {complaint}"]


@pytest.mark.parametrize(
    "element",
    [
        "<a href='gone'>x</a>",
        "<A title=x\n HREF = gone>x</A>",
        '<link rel="stylesheet" href="gone">',
        '<script defer src="gone"></script>',
        '<img alt="x" src="gone">',
        '<iframe src="gone"></iframe>',
    ],
)
def test_every_kind_of_link_is_looked_at_however_it_is_quoted(folder: Path, element: str) -> None:
    assert said(folder, element) == ["index.html: the link 'gone' leads to no file"]


def test_links_are_read_from_the_page_s_own_folder(folder: Path) -> None:
    assert said(folder, '<a href="../a/#top">x</a><a href="gone">x</a>', page="a/index.html") == [
        "a/index.html: the link '../a/#top' leads to no anchor",
        "a/index.html: the link 'gone' leads to no file",
    ]


@pytest.mark.parametrize("url", ["", "https://cx.example.org/", "https://cx.example.org"])
def test_a_site_at_a_root(folder: Path, url: str) -> None:
    assert said(folder, '<a href="/a/">x</a><a href="../a/">x</a><a href="/gone/">x</a>', url) == [
        "index.html: the link '/gone/' leads to no file"
    ]


def test_an_id_that_a_page_has_twice_is_named_once(folder: Path) -> None:
    html = '<p id="a">x</p><p class=x id=\'a\'>x</p><p\n ID=a>x</p><p id="b" name="b">id="b"</p><a name="a">x</a><a href="#a">x</a>'
    assert said(folder, html) == [
        "index.html: the id 'a' stands there 3 times; each thing on a page needs one of its own"
    ]
