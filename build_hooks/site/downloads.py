"""The templates of practices as files: a table as .csv and .xlsx, a form as .txt and .docx, empty and filled in once.

The same template always gives the same bytes: whatever a library writes of the present is taken out again. So does `archive`.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from functools import lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from build_hooks.library.guides import Template
from build_hooks.site.kept_files import kept
from cxcore.reading.csvtext import csv_table
from cxcore.view.messages import Messages

EPOCH = datetime(1980, 1, 1, tzinfo=UTC)
"""The earliest day that an archive can hold, which is said of every file."""

_EMPTY_ROWS = 30
_WIDTH = 24
_MODIFIED = re.compile(rb"(<dcterms:modified[^>]*>)[^<]*")


def kinds(template: Template) -> tuple[str, ...]:
    """As what kinds of file there is a template, by their endings."""
    return ("csv", "xlsx") if template.columns else ("txt", "docx")


def downloads(templates: Iterable[Template], messages: Messages) -> Mapping[str, bytes]:
    """The files of all templates by their addresses, such as `practices/templates/complaint-log.csv`."""
    words = tuple(messages(f"templates.files.{key}") for key in ("empty", "example"))
    return {
        f"practices/templates/{template.id}.{kind}": _file(template, kind, *words)
        for template in templates
        for kind in kinds(template)
    }


@lru_cache(maxsize=1000)
def _file(template: Template, kind: str, empty: str, example: str) -> bytes:
    """The file of a kind. `empty` and `example` are what its two parts are called."""
    said = (Path(__file__).read_text("utf-8"), repr(template), empty, example)
    match kind:
        case "csv":
            return "".join(csv_table([column.name for column in template.columns], template.rows)).encode("utf-8")
        case "xlsx":
            return kept(
                f"{template.id}.xlsx", (*said, version("openpyxl")), lambda: _still(_workbook(template, empty, example))
            )
        case "txt":
            return "\r\n".join(_lines(template, example)).encode("utf-8-sig")
        case _:
            return kept(
                f"{template.id}.docx", (*said, version("python-docx")), lambda: _still(_document(template, example))
            )


def _lines(template: Template, example: str) -> Iterator[str]:
    yield from (template.name.upper(), template.summary, "", *(f"- {point}" for point in template.use), "")
    for field in template.fields:
        yield from (f"{field.name}:", f"   [{field.ask}]", "")
    yield from ("", f"--- {example} ---", "")
    for field in template.fields:
        yield from (f"{field.name}: {field.example}", "")


def _workbook(template: Template, empty: str, example: str) -> bytes:
    from openpyxl import Workbook  # takes long, and builds without templates need none
    from openpyxl.styles import Alignment, Border, Font, Side
    from openpyxl.utils import get_column_letter

    book = Workbook()
    book.properties.creator, book.properties.created, book.properties.title = "", EPOCH, template.name
    book.remove(book.worksheets[0])
    line = Side(style="thin", color="B8C4C0")
    for title, rows in ((empty, ((),) * _EMPTY_ROWS), (example, template.rows)):
        sheet = book.create_sheet(title)
        sheet.freeze_panes = "A3" if title == empty else "A2"
        sheet.append([column.name for column in template.columns])
        if title == empty:
            sheet.append([column.holds for column in template.columns])
        for row in rows:
            sheet.append(list(row))
        for number in range(1, 1 + (title == empty) + 1 + len(rows)):
            for i in range(1, len(template.columns) + 1):
                cell = sheet.cell(number, i)
                cell.border = Border(left=line, right=line, top=line, bottom=line)
                cell.alignment = Alignment(wrap_text=True, vertical="top")
                cell.font = Font(bold=number == 1, italic=number == 2 and title == empty)
                if isinstance(cell.value, str):
                    cell.data_type = "s"  # and no formula, whatever it begins with
        for i in range(1, len(template.columns) + 1):
            sheet.column_dimensions[get_column_letter(i)].width = _WIDTH
        sheet.page_setup.orientation = "landscape"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True
        sheet.print_title_rows = "1:1"
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _document(template: Template, example: str) -> bytes:
    from docx import Document  # takes long, and builds without templates need none

    document: Any = Document()
    about = document.core_properties
    about.title, about.author, about.comments, about.language = template.name, "", "", "en-GB"
    about.created = about.modified = EPOCH.replace(tzinfo=None)
    document.add_heading(template.name, 1)
    document.add_paragraph(template.summary)
    for point in template.use:
        document.add_paragraph(point, style="List Bullet")
    for filled in (False, True):
        if filled:
            document.add_page_break()
            document.add_heading(example, 2)
        table = document.add_table(0, 2, style="Table Grid")
        for field in template.fields:
            name, text = table.add_row().cells
            name.paragraphs[0].add_run(field.name).bold = True
            text.paragraphs[0].add_run(field.example if filled else field.ask).italic = not filled
            if not filled:
                text.add_paragraph()
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def archive(files: Mapping[str, bytes]) -> bytes:
    """Files by their names, packed as .zip without the time at which that was done."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as new:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name, EPOCH.timetuple()[:6])
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            new.writestr(entry, data)
    return written.getvalue()


def _still(document: bytes) -> bytes:
    """A document of a kind that is an archive, without the time at which it was written."""
    with zipfile.ZipFile(io.BytesIO(document)) as old:
        files = {name: old.read(name) for name in old.namelist()}
    core = "docProps/core.xml"
    files[core] = _MODIFIED.sub(rb"\g<1>" + EPOCH.strftime("%Y-%m-%dT%H:%M:%SZ").encode(), files[core])
    return archive(files)
