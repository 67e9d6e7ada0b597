"""A table as a workbook (.xlsx, ECMA-376): one sheet, its heads in bold and always in sight.

The command writes workbooks with a library that a browser would have to fetch first; of the format this takes what one table needs
(`docs/about/decisions/0024-what-is-taken-along.md`). The same table gives the same bytes, whenever it is written.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from string import ascii_uppercase

from cxcore.reading.csvtext import guarded

type Cell = str | int | None

PLAIN, HEAD, GUARDED = range(3)
"""The styles of cells, as `_STYLES` lists them."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
_WIDEST, _NARROWEST = 40, 10
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
"""What XML cannot hold."""
_LIKE_A_CODE = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
"""The begin of what a spreadsheet reads as the code of a character (ECMA-376, part 1, 22.9.2.19), unless that begin is written as one."""
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_AS_IS = 'numFmtId="0" fillId="0" borderId="0"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

_PARTS: Mapping[str, str] = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/workbook.xml": (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets><sheet name="Table" sheetId="1" r:id="r1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships">'
        f'<Relationship Id="r1" Type="{_OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}">'
        '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
        '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        f'<cellStyleXfs count="1"><xf {_AS_IS} fontId="0"/></cellStyleXfs>'
        f'<cellXfs count="3"><xf {_AS_IS} fontId="0" xfId="0"/><xf {_AS_IS} fontId="1" xfId="0" applyFont="1"/>'
        f'<xf {_AS_IS} fontId="0" xfId="0" quotePrefix="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
    ),
}  # fmt: skip
"""All parts but the sheet."""


def workbook(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> bytes:
    """The bytes of a workbook with the heads `columns` and the rows below them. A text is a text, whatever it begins with."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name, part in {**_PARTS, "xl/worksheets/sheet1.xml": "".join(_sheet(columns, rows))}.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o644 << 16
            archive.writestr(entry, _XML + part)
    return written.getvalue()


def _sheet(columns: Sequence[str], rows: Iterable[Iterable[Cell]]) -> Iterator[str]:
    yield f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    yield '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>'
    for number, column in enumerate(columns, 1):
        width = min(_WIDEST, max(_NARROWEST, len(column) + 4))
        yield f'<col min="{number}" max="{number}" width="{width}" customWidth="1"/>'
    yield "</cols><sheetData>"
    yield _row(1, columns, HEAD)
    for number, row in enumerate(rows, 2):
        yield _row(number, row, PLAIN)
    yield "</sheetData></worksheet>"


def _row(number: int, cells: Iterable[Cell], style: int) -> str:
    found = (_cell(f"{_letters(place)}{number}", value, style) for place, value in enumerate(cells))
    return f'<row r="{number}">{"".join(found)}</row>'


def _letters(place: int) -> str:
    """What a column is called, of its place from 0: `A`, `B`, … `Z`, `AA`."""
    before, last = divmod(place, len(ascii_uppercase))
    return (_letters(before - 1) if before else "") + ascii_uppercase[last]


def _cell(name: str, value: Cell, style: int) -> str:
    if value is None or value == "":
        return ""
    if isinstance(value, int):
        return f'<c r="{name}" s="{style}"><v>{value}</v></c>'
    if guarded(value) != value:
        style = GUARDED  # it is no formula, and becomes none when somebody edits it
    text = _LIKE_A_CODE.sub("_x005F_", _ILLEGAL.sub("\ufffd", value))
    text = escape(text, quote=False).replace("\r", "&#13;")
    return f'<c r="{name}" t="inlineStr" s="{style}"><is><t xml:space="preserve">{text}</t></is></c>'
