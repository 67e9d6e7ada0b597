"""`cx score`: assessments into reports."""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Literal, get_args

import typer

from build_hooks.cli.inputs import Entry, read_assessments
from build_hooks.cli.models import Models
from build_hooks.cli.options import Codes, Dates, Files, Frameworks, Output, Site, T, conventions, format_option, hint
from build_hooks.cli.outputs import Format, chosen, write, write_json
from build_hooks.cli.printing.table import TABLES, print_table
from build_hooks.cli.printing.write import print_tellings, root_of
from cxcore.exchange.tables import REPORT_COLUMNS, report_rows
from cxcore.roadmap import planned_report
from cxcore.view.blocks import Telling
from cxcore.view.report import tell_report
from cxcore.view.short import in_lines, tell_lines, tell_page
from cxcore.view.words import Words

Offered = Literal["text", "json", "csv", "xlsx", "html", "markdown"]
Length = Literal["full", "page", "lines"]


def score(
    files: Files,
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    length: Annotated[Length, typer.Option("--length", metavar="LENGTH", help=hint("cli.score.length"))] = "full",
    output: Output = None,
    frameworks: Frameworks = None,
    site: Site = None,
    dates: Dates = None,
    codes: Codes = None,
) -> None:
    """Score assessment files."""
    form = chosen(format, output, get_args(Offered))
    if length != "full" and form in (Format.JSON, *TABLES):
        raise typer.BadParameter(T("cli.score.length.data", format=form, length=length))
    entries = read_assessments(files, Models(frameworks), conventions(dates, codes))
    match form:
        case Format.JSON:
            write_json([planned_report(entry.framework, entry.assessment) for entry in entries], output)
        case Format.CSV | Format.XLSX:
            rows = chain.from_iterable(report_rows(entry.framework, entry.assessment) for entry in entries)
            print_table(REPORT_COLUMNS, rows, form, output)
        case _:
            tellings = [_told(entry, length, site) for entry in entries]
            if length == "lines" and form is Format.TEXT:
                # To be pasted: each is one line, however long.
                write("\n".join(map(in_lines, tellings)), output)
            else:
                print_tellings(tellings, form, output, title=_title(entries), site=site)


def _told(entry: Entry, length: Length, site: str | None) -> Telling:
    words, one = Words(entry.framework, T), entry.assessment
    data = planned_report(entry.framework, one)
    match length:
        case "full":
            return tell_report(words, one, data)
        case "page":
            return tell_page(words, one, data)
        case "lines":
            return tell_lines(words, one, data, root_of(site) or "")


def _title(entries: list[Entry]) -> str:
    """Whose assessments these are, or by which frameworks, each named once."""
    names = [entry.assessment.name or entry.assessment.respondent.label or entry.framework.name for entry in entries]
    return T("report.for", name=", ".join(dict.fromkeys(names)))
