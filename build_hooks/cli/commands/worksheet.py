"""`cx worksheet`: a questionnaire to fill in by hand."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Literal, get_args

from build_hooks.cli.models import Models
from build_hooks.cli.options import FrameworkId, Frameworks, Output, T, format_option
from build_hooks.cli.outputs import Format, chosen, write
from build_hooks.cli.printing.file import page_of
from build_hooks.cli.printing.table import print_table
from cxcore.exchange.cells import NOT_APPLICABLE
from cxcore.exchange.tables import ASSESSMENT_COLUMNS, assessment_rows
from cxcore.model import Assessment, Framework, FrameworkRef, Practice
from cxcore.rating import DONT_KNOW
from cxcore.view.html import Html, element
from cxcore.view.markdown_printer import plain
from cxcore.view.words import Words

Offered = Literal["markdown", "html", "csv", "xlsx"]

FIELDS = ("about.name", "about.label", "about.group", "about.taken")
LINES = ("assess.note", "assess.note_date", "assess.note_owner")


def worksheet(
    framework: FrameworkId,
    format: Annotated[Offered | None, format_option(*get_args(Offered))] = None,
    output: Output = None,
    frameworks: Frameworks = None,
) -> None:
    """Make a questionnaire to fill in by hand."""
    form = chosen(format, output, get_args(Offered), Format.MARKDOWN)
    model = Models(frameworks).get(framework, "cx worksheet")
    match form:
        case Format.HTML:
            write(page_of(_title(model), _html(model)), output)
        case Format.CSV | Format.XLSX:
            blank = Assessment(
                framework=FrameworkRef(id=model.id, version=model.version), taken=date.today().isoformat(), responses={}
            )
            choices = {"answer": [*model.answer_names.values(), DONT_KNOW, NOT_APPLICABLE]}
            print_table(ASSESSMENT_COLUMNS, assessment_rows(model, blank), form, output, choices)
        case _:
            write("\n".join(_markdown(model)), output)


def _title(framework: Framework) -> str:
    return T("cli.worksheet.title", framework=framework.name, version=framework.version)


def _options(framework: Framework, practice: Practice) -> Iterator[tuple[str, str]]:
    """What can be marked: the answers from low to high, and the two other states."""
    for answer in framework.scale:
        yield framework.answer_names[answer], practice.answers[answer].anchor
    yield T("answer.dont_know"), ""
    if practice.not_applicable is not None:
        yield T("answer.not_applicable"), practice.not_applicable


def _markdown(framework: Framework) -> Iterator[str]:
    named = Words(framework, T).named
    yield f"# {plain(_title(framework))}\n"
    yield "\n".join(f"- {plain(T(field))}:" for field in FIELDS) + "\n"
    yield plain(T("assess.how.text")) + "\n"
    for section in framework.sections:
        yield f"## {plain(section.name)}\n"
        if section.summary:
            yield plain(section.summary) + "\n"
        for practice in framework.in_section(section.id):
            yield f"### {framework.number[practice.id]}. {plain(named(practice.id))}\n"
            yield plain(practice.question) + "\n"
            for name, text in _options(framework, practice):
                yield f"- [ ] **{plain(name)}**" + (f": {plain(text)}" if text else "")
            yield f"\n{plain(T('assess.note'))}:\n"


def _html(framework: Framework) -> Html:
    parts = [
        element("h1", _title(framework)),
        *(element("p", T(field), class_="cx-sheet__line") for field in FIELDS),
        element("p", T("assess.how.text")),
    ]
    for section in framework.sections:
        parts.append(element("h2", section.name))
        if section.summary:
            parts.append(element("p", section.summary))
        parts += [_question(framework, practice) for practice in framework.in_section(section.id)]
    return element("article", *parts, class_="cx-report")


def _question(framework: Framework, practice: Practice) -> Html:
    options = [
        element(
            "p",
            element("span", class_="cx-sheet__box"),
            element("strong", name),
            element("span", text),
            class_="cx-sheet__option",
        )
        for name, text in _options(framework, practice)
    ]
    head = [
        element("h3", f"{framework.number[practice.id]}. {Words(framework, T).named(practice.id)}"),
        element("p", practice.question),
    ]
    lines = [element("p", T(line), class_="cx-sheet__line") for line in LINES]
    return element("section", *head, *options, *lines, class_="cx-sheet")
