"""A page that stands by itself in one file: no script, no link that was not asked for, nothing loaded from anywhere."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from fractions import Fraction

from build_hooks.cli.printing.blocks import Block, Bullets, Cell, Column, Facts, Heading, Paragraph, Table
from build_hooks.cli.printing.styles import styles_for
from cxcore.view.html import Html, element, join


def page_of(title: str, *articles: Html) -> str:
    """The page as text. Its policy allows its own style sheet and nothing else."""
    body = element("body", element("main", *articles), class_="md-typeset")
    css = "\n" + styles_for(f'<html lang="en">{body}') + "\n"
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = join(
        element("meta", charset="utf-8"),
        Html(f'<meta http-equiv="Content-Security-Policy" content="{policy}"/>'),
        element("meta", name_="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        Html(f"<style>{css}</style>"),
    )
    return f'<!doctype html>\n<html lang="en">\n<head>{head}</head>\n{body}\n</html>\n'


def article_of(blocks: Sequence[Block]) -> Html:
    """Blocks as one article, in the elements and classes of the site's report."""
    return element("article", *map(_block, blocks), class_="cx-report")


def _block(block: Block) -> Html:
    match block:
        case Heading(text, level):
            return element(f"h{level}", text)
        case Paragraph(text, tone):
            return element(
                "p", element("strong", text) if tone == "lead" else text, class_="cx-fine" if tone == "fine" else None
            )
        case Facts(rows):
            return element("dl", *(_fact(*row) for row in rows), class_="cx-figures")
        case Bullets(items):
            return element("ul", *(element("li", item) for item in items))
        case Table(columns, rows):
            head = element("tr", *(element("th", column.name, scope="col", class_=_kind(column)) for column in columns))
            body = [element("tr", *(_cell(i, columns[i], cell) for i, cell in enumerate(row))) for row in rows]
            return element("div", element("table", element("thead", head), element("tbody", *body)), class_="cx-scroll")


def _fact(name: str, value: str, detail: str) -> Html:
    return element("div", element("dt", name), element("dd", element("strong", value), element("span", detail)))


def _cell(place: int, column: Column, cell: Cell) -> Html:
    if isinstance(cell, Fraction):
        cell = element(
            "svg",
            element("rect", width="100", height="10", class_="cx-bar__ground"),
            element("rect", width=str(int(cell * 100)), height="10", class_="cx-bar__fill"),
            viewBox="0 0 100 10", preserveAspectRatio="none", aria_hidden="true", class_="cx-bar",
        )  # fmt: skip
    if place == 0:
        return element("th", cell, scope="row")
    # On a narrow screen rows are stacked, and each cell says which column it is of.
    return element("td", cell, data_label=f"{column.name}:", class_=_kind(column))


def _kind(column: Column) -> str | None:
    return "is-number" if column.kind == "number" else None
