"""`cx share`: an assessment as a code or link, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from build_hooks.cli.inputs import (
    STANDARD_INPUT,
    TABLES,
    Entry,
    check_once,
    is_table,
    name_of,
    parse_assessment,
    read_text,
)
from build_hooks.cli.models import Models
from build_hooks.cli.options import Codes, Dates, Frameworks, Output, Site, conventions, hint
from build_hooks.cli.outputs import Format, check_suffix, write, write_json
from build_hooks.cli.refusal import Collector, about
from cxcore.exchange.share import FRAGMENT, decode_share, encode_share, share_stamp
from cxcore.model import Assessment


def share(
    files: Annotated[list[str], typer.Argument(metavar="FILE|CODE", help=hint("cli.share.files"), show_default=False)],
    output: Output = None,
    frameworks: Frameworks = None,
    site: Site = None,
    dates: Dates = None,
    codes: Codes = None,
) -> None:
    """Make a share code of an assessment, or an assessment of a share code."""
    models = Models(frameworks)
    check_once(files)
    collector = Collector()
    links, assessments = [], []
    for given in files:
        with collector.one():
            source, text = _read(given)
            if is_table(source, text) or text.lstrip("\ufeff \t\r\n")[:1] in ("{", "["):
                links.append(_link(parse_assessment(source, text, models, conventions(dates, codes)), site))
            else:
                assessments.append(_open(name_of(source), text, models).to_dict())
    collector.finish()
    if links and assessments:
        raise typer.BadParameter("give either files or codes")
    check_suffix(output, (Format.TEXT,) if links else (Format.JSON,))
    if links:
        write("".join(f"{code}\n" for code in links), output)
    else:
        write_json(assessments, output)


def _read(given: str) -> tuple[str, str]:
    """What was given, and its text: of a file that is there or has a file's name; else it is the code itself."""
    try:
        is_file = (
            given == STANDARD_INPUT or (given and Path(given).exists()) or given.lower().endswith((".json", *TABLES))
        )
    except (OSError, ValueError):
        is_file = False
    return (given, read_text(given)) if is_file else ("cx share", given)


def _link(entry: Entry, site: str | None) -> str:
    code = encode_share(entry.framework, entry.assessment)
    return code if site is None else f"{site.rstrip('/')}/assess/{entry.framework.id}/{FRAGMENT}{code}"


def _open(name: str, text: str, models: Models) -> Assessment:
    with about(name):
        stamp = share_stamp(text)
        return decode_share(text, {stamp.id: models.get(stamp.id, name)})
