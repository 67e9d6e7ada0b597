"""A page that stands by itself in one file: no script, no link that was not asked for, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache

from build_hooks.places import FILE_STYLES, project_file
from cxcore.view.html import Html, element, join

SHEETS = tuple(f"docs/assets/stylesheets/{name}.css" for name in ("base", "parts", "report"))
"""What the site and a file share: colours and type, what stands in texts, and the look of results."""

NUMBER = 'counter(page) " / " counter(pages)'
"""The number of a page of paper, and of how many, as CSS has it."""


def page_of(title: str, *articles: Html, running: str = "", address: str = "") -> str:
    """The page as text. Its policy allows its own style sheet and nothing else.

    On paper `running`, or else the title, stands on each page, and so does `address`, where there is one.
    """
    said = {
        "running": _string(running or title),
        "number": NUMBER,
        **({"address": _string(address)} if address else {}),
    }
    margins = "; ".join(f"--cx-{name}: {value}" for name, value in said.items())
    css = f"{_styles()}\n:root {{ {margins} }}"
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = join(
        element("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>'),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        Html(f"<style>{css}</style>"),
    )
    body = element("body", element("main", *articles), class_="md-typeset")
    return f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n{body}\n</html>\n'


def _string(text: str) -> str:
    """A text as CSS has it. None of its characters ends the string, the rule or the element in which it stands."""
    escaped = re.sub(r'["\\<\n\r\f]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'


@cache
def _styles() -> str:
    """The style sheets one after the other, each whole."""
    return "\n".join(path.read_text("utf-8") for path in (*map(project_file, SHEETS), FILE_STYLES))
