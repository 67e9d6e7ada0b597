"""Room between lines is no part of a page, unless it is shown."""

from __future__ import annotations

from build_hooks.site.squeezed import squeezed


def test_room_between_lines_goes_and_nothing_else() -> None:
    page = '<p>\n\n    a <b>c</b>\n  d  e\n</p>\n \n<a\n   href="x">'
    assert squeezed(page) == '<p>\na <b>c</b>\nd  e\n</p>\n<a\nhref="x">'


def test_what_is_shown_or_run_as_it_stands_is_left_alone() -> None:
    for kept in (
        "<pre>a\n\n  b</pre>",
        "<textarea>\n  a</textarea>",
        "<script>a(`\n\n b`)</script>",
        "<style>\n  a {}</style>",
    ):
        assert squeezed(f"<p>\n  {kept}\n\n  {kept}") == f"<p>\n{kept}\n{kept}"
    assert squeezed("<prefix>\n  a</prefix>") == "<prefix>\na</prefix>"


def test_a_drawing_in_a_page_needs_no_namespace() -> None:
    assert squeezed('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path/></svg>') == (
        '<svg viewBox="0 0 1 1"><path/></svg>'
    )
    text = '<code>&lt;svg xmlns="http://www.w3.org/2000/svg"</code>'
    assert squeezed(text) == text
