"""The style sheet of a page by itself: the site's rules, as far as they can apply."""

from __future__ import annotations

import re

import pytest
from build_hooks.cli.printing.styles import SHEETS, styles_for
from hypothesis import given
from hypothesis import strategies as st

from build_hooks.cli.printing import styles
from build_hooks.places import ROOT

HTML = '<body class="md-typeset"><ol class="cx-bars"><li class="cx-bars__row is-reached"><a href="#">x</a></li></ol></body>'


@pytest.mark.parametrize(
    ("rule", "kept"),
    [
        (".cx-bars { a: b }", ".cx-bars { a: b }"),
        (".cx-other { a: b }", ""),
        (".cx-bars, .cx-other { a: b }", ".cx-bars { a: b }"),
        (".cx-other .cx-bars { a: b }", ""),
        ("ol.cx-bars:not(#_) > li:hover { a: b }", "ol.cx-bars:not(#_) > li:hover { a: b }"),
        (".md-typeset :is(ul, ol) li::before { a: b }", ".md-typeset :is(ul, ol) li::before { a: b }"),
        (".md-typeset :is(ul, table) { a: b }", ""),
        (".cx-bars:has(.cx-other) { a: b }", ".cx-bars:has(.cx-other) { a: b }"),
        ('li[class*="is-"] { a: b }', 'li[class*="is-"] { a: b }'),
        ("li[data-x] { a: b }", ""),
        ("table { a: b }", ""),
        ("* , ::after { a: b }", "*, ::after { a: b }"),
        ('[data-md-color-scheme="default"] { --a: b }', ":root { --a: b }"),
        (
            '[data-md-color-scheme="slate"] .cx-bars { a: b }',
            "@media screen and (prefers-color-scheme: dark) { :root .cx-bars { a: b } }",
        ),
        ("@media print { .cx-bars { a: b } .cx-other { a: b } }", "@media print {\n.cx-bars { a: b }\n}"),
        ("@media print { .cx-other { a: b } }", ""),
        ("@page { margin: 1cm; }", "@page {\nmargin: 1cm;\n}"),
        ("@font-face { src: url(x) }", ""),
        ("/* .cx-bars { c: d } */ .cx-bars { a: b }", ".cx-bars { a: b }"),
    ],
)
def test_a_rule_is_kept_where_it_can_apply(monkeypatch: pytest.MonkeyPatch, rule: str, kept: str) -> None:
    monkeypatch.setattr(styles, "_sheets", lambda: re.sub(r"/\*.*?\*/", "", rule))
    assert styles_for(HTML) == kept


def test_the_sites_rules_are_there_and_nothing_of_its_frame() -> None:
    css = styles_for(HTML)
    assert "--cx-paper: #fdfcf9" in css
    assert re.search(r"@media screen and \(prefers-color-scheme: dark\) \{ :root \{\s*--cx-paper: #0f1615", css)
    assert "data-md-color-scheme" not in css
    assert ".md-header" not in css
    assert css.count("{") == css.count("}")


def test_nothing_in_the_sheets_fetches_anything() -> None:
    for sheet in SHEETS:
        assert not re.search(r"url\(|@import", (ROOT / sheet).read_text("utf-8"))


@given(st.text(alphabet="<>=\"' abcdiv/class-", max_size=60))
def test_any_text_has_some_sheet(html: str) -> None:
    assert styles_for(html)
