"""The options that several commands have, and the texts of their help."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from build_hooks.cli.models import Models
from build_hooks.library.messages import load_messages
from cxcore.exchange.cells import Conventions
from cxcore.reading.days import DayOrder

T = load_messages()
"""The words of the interface."""


def help_of(command: str) -> str:
    """The help of a command, which ends with examples."""
    examples = "\n".join(f"$ {line}" for line in T(f"cli.{command}.examples").splitlines())
    return f"{hint(f'cli.{command}.help').strip()}\n\n[bold]{T('cli.examples')}[/bold]\n{unmarked(examples)}"


def hint(key: str, **values: str) -> str:
    """The help of an option or argument."""
    return unmarked(T(key, **values))


def unmarked(text: str) -> str:
    """The text with brackets that are meant, which would be read as marks otherwise."""
    return text.replace("[", "\\[")


def format_option(*offered: str) -> Any:
    """The option `--format` of a command that offers these."""
    names = ", ".join(offered)
    return typer.Option(
        "--format", "-f", metavar="FORMAT", help=hint("cli.option.format", formats=names), show_default=False
    )


def conventions(dates: str | None, codes: str | None, columns: Mapping[str, str] | None = None) -> Conventions:
    """How tables are to be read, by the options that say so."""
    return Conventions(
        dates=DayOrder(dates) if dates else None, codes=codes.split(",") if codes else (), columns=columns or {}
    )


def complete_framework(incomplete: str) -> list[str]:
    """The ids of frameworks that begin so, for the shell."""
    return [framework for framework in Models().ids if framework.startswith(incomplete)]


Files = Annotated[list[str], typer.Argument(metavar="FILE", help=hint("cli.option.files"), show_default=False)]
FrameworkId = Annotated[
    str,
    typer.Argument(metavar="FRAMEWORK", help=hint("cli.option.framework"), autocompletion=complete_framework),
]
Frameworks = Annotated[
    Path | None, typer.Option("--frameworks", metavar="DIR", help=hint("cli.option.frameworks"), show_default=False)
]
Output = Annotated[
    Path | None, typer.Option("--output", "-o", metavar="FILE", help=hint("cli.option.output"), show_default=False)
]
Dates = Annotated[
    Literal["day-first", "month-first"] | None,
    typer.Option("--dates", metavar="ORDER", help=hint("cli.option.dates"), show_default=False),
]
Codes = Annotated[
    str | None, typer.Option("--codes", metavar="CODES", help=hint("cli.option.codes"), show_default=False)
]
KeepDuplicates = Annotated[
    bool, typer.Option("--keep-duplicates", help=hint("cli.option.keep_duplicates"), show_default=False)
]
Site = Annotated[str | None, typer.Option("--site", metavar="URL", help=hint("cli.option.site"), show_default=False)]
