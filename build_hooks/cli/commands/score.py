"""`cx score`: assessments into reports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Annotated, Literal, get_args

from build_hooks.cli.inputs import Entry, read_assessments
from build_hooks.cli.models import Models
from build_hooks.cli.options import Files, Frameworks, Output, Site, T, format_option
from build_hooks.cli.outputs import Format, chosen, write, write_json
from build_hooks.cli.printing.blocks import Block
from build_hooks.cli.printing.file import page_of
from build_hooks.cli.printing.report_view import report_blocks
from build_hooks.cli.printing.words import Words
from build_hooks.cli.printing.write import print_blocks
from cxcore.exchange.tables import report_table
from cxcore.rating import report
from cxcore.view.html import element
from cxcore.view.report_html import SHOWN_GAPS, render

Offered = Literal["text", "json", "csv", "html", "markdown"]


def score(
    files: Files,
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
    site: Site = None,
) -> None:
    """Score assessment files."""
    entries = read_assessments(files, Models(frameworks))
    match chosen(format, output, get_args(Offered)):
        case Format.JSON:
            write_json([report(entry.framework, entry.assessment) for entry in entries], output)
        case Format.HTML:
            write(report_page(entries, site), output)
        case Format.CSV:
            tables = [report_table(entry.framework, entry.assessment) for entry in entries]
            write("".join(below_each_other(tables)), output)
        case Format.MARKDOWN:
            print_blocks([_blocks(entry) for entry in entries], Format.MARKDOWN, output)
        case Format.TEXT:
            print_blocks([_blocks(entry, SHOWN_GAPS) for entry in entries], Format.TEXT, output)


def below_each_other(tables: Iterable[Iterable[str]]) -> Iterator[str]:
    """The lines of tables with the same columns as one table."""
    for i, lines in enumerate(tables):
        yield from islice(lines, 1 if i else 0, None)


def report_page(entries: list[Entry], site: str | None) -> str:
    """The reports as a page by itself. The articles are those that the browser shows, with headings one level up."""
    root = None if site is None else site.rstrip("/") + "/"
    articles = [
        render(entry.framework, entry.assessment, report(entry.framework, entry.assessment), T, root, level=2)
        for entry in entries
    ]
    names = [entry.assessment.name or entry.assessment.respondent.label or entry.framework.name for entry in entries]
    title = T("report.for", name=", ".join(dict.fromkeys(names)))
    return page_of(title, element("h1", title, class_="cx-hidden"), *articles)


def _blocks(entry: Entry, shown_gaps: int | None = None) -> list[Block]:
    data = report(entry.framework, entry.assessment)
    return list(report_blocks(Words(entry.framework, T), entry.assessment, data, shown_gaps))
