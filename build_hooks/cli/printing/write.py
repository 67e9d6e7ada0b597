"""Tellings in the format that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_hooks.cli.outputs import Format, write
from build_hooks.cli.printing.file import page_of
from build_hooks.cli.printing.terminal import text_of
from cxcore.view.blocks import Telling
from cxcore.view.html import element
from cxcore.view.html_printer import html_of
from cxcore.view.markdown_printer import markdown_of


def print_tellings(
    tellings: Sequence[Telling], form: Format, output: Path | None, *, title: str = "", site: str | None = None
) -> None:
    """Write one or several tellings as text, Markdown or one page.

    `title` is that of a page in which the tellings are parts; without it the first one's title is the page's. `site` is the address
    of the site that links of a page lead to; without it there are none.
    """
    if form is Format.HTML:
        root = root_of(site)
        above = [element("h1", title, class_="cx-hidden")] if title else []
        articles = [html_of(telling, root, 2, None if title else 1) for telling in tellings]
        running = str(tellings[0].marks.get("running", "")) if len(tellings) == 1 else ""
        write(page_of(title or tellings[0].title, *above, *articles, running=running, address=root or ""), output)
    elif form is Format.MARKDOWN:
        write("\n".join(markdown_of(telling.blocks) for telling in tellings), output)
    else:
        write("\n".join(text_of(telling.blocks, plain=output is not None) for telling in tellings), output)


def root_of(site: str | None) -> str | None:
    """The address of a site as links begin with it; None without one."""
    return None if site is None else site.rstrip("/") + "/"
