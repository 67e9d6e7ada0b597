"""`cx score`: assessments into reports."""

from __future__ import annotations

from itertools import chain
from typing import Annotated, Literal, get_args

from build_hooks.cli.inputs import Entry, read_assessments
from build_hooks.cli.models import Models
from build_hooks.cli.options import Codes, Dates, Files, Frameworks, Output, Site, T, conventions, format_option
from build_hooks.cli.outputs import Format, chosen, write_json
from build_hooks.cli.printing.table import print_table
from build_hooks.cli.printing.write import print_tellings
from cxcore.exchange.tables import REPORT_COLUMNS, report_rows
from cxcore.roadmap import planned_report
from cxcore.view.report import tell_report
from cxcore.view.words import Words

Offered = Literal["text", "json", "csv", "xlsx", "html", "markdown"]


def score(
    files: Files,
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
    site: Site = None,
    dates: Dates = None,
    codes: Codes = None,
) -> None:
    """Score assessment files."""
    form = chosen(format, output, get_args(Offered))
    entries = read_assessments(files, Models(frameworks), conventions(dates, codes))
    match form:
        case Format.JSON:
            write_json([planned_report(entry.framework, entry.assessment) for entry in entries], output)
        case Format.CSV | Format.XLSX:
            rows = chain.from_iterable(report_rows(entry.framework, entry.assessment) for entry in entries)
            print_table(REPORT_COLUMNS, rows, form, output)
        case _:
            tellings = [
                tell_report(Words(one.framework, T), one.assessment, planned_report(one.framework, one.assessment))
                for one in entries
            ]
            print_tellings(tellings, form, output, title=_title(entries), site=site)


def _title(entries: list[Entry]) -> str:
    """Whose assessments these are, or by which frameworks, each named once."""
    names = [entry.assessment.name or entry.assessment.respondent.label or entry.framework.name for entry in entries]
    return T("report.for", name=", ".join(dict.fromkeys(names)))
