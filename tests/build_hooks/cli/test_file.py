"""The style sheet of a page by itself: what the site and files share, whole, and the file's own frame."""

from __future__ import annotations

import re

import pytest

from build_hooks.cli.printing.file import SHEETS, page_of
from build_hooks.places import FILE_STYLES, ROOT
from cxcore.view.html import element

ALL = [*(ROOT / sheet for sheet in SHEETS), FILE_STYLES]


def _css() -> str:
    (css,) = re.findall(r"<style>(.*?)</style>", page_of("A title", element("article", "x")), re.DOTALL)
    return str(css)


def test_each_sheet_is_there_whole_the_frame_last() -> None:
    sheets = "\n".join(path.read_text("utf-8") for path in ALL)
    assert _css() == f'{sheets}\n:root {{ --cx-running: "A title"; --cx-number: counter(page) " / " counter(pages) }}'


def test_what_stands_on_each_page_of_paper_cannot_end_its_rule() -> None:
    page = page_of("A title", element("article", "x"), running='A "b" \\ </style>', address="https://example.org/")
    assert page.endswith(
        '"https://example.org/" }</style></head>\n<body class="md-typeset"><main><article>x</article></main></body>\n</html>\n'
    )
    assert 'running: "A \\22 b\\22  \\5c  \\3c /style>"; --cx-number: counter(page)' in page


def test_it_follows_the_readers_system_and_is_light_on_paper() -> None:
    css = _css()
    assert "color-scheme: light dark;" in css
    assert "--cx-paper: light-dark(#fdfcf9, #0f1615);" in css
    assert "@media print {\n  :root { color-scheme: light;" in css


@pytest.mark.parametrize("sheet", ALL, ids=lambda path: path.name)
def test_a_sheet_stands_by_itself(sheet: object) -> None:
    text = re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL)  # type: ignore[attr-defined]
    assert not re.search(r"url\(|@import|</", text)
    # What the theme's script sets is not there in a file.
    assert "data-md-color-scheme" not in text
    assert text.count("{") == text.count("}")


def test_every_class_of_a_result_has_its_look_there() -> None:
    printer = (ROOT / "cxcore/view/html_printer.py").read_text("utf-8")
    classes = {name for found in re.findall(r'class_=f?"([^"{]*)', printer) for name in found.split()}
    classes = {name for name in classes if not name.endswith(("-", "__"))}
    plain = {"cx-report__for", "cx-gap__now"}  # names for whoever looks for them
    css = _css()
    assert len(classes) > 15
    assert {name for name in classes - plain if f".{name}" not in css} == set()


def test_it_stays_small() -> None:
    assert len(_css().encode()) < 22_000
