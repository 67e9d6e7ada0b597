"""The options that several commands have, and the texts of their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from build_hooks.cli.models import Models
from build_hooks.library.messages import load_messages

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
Site = Annotated[str | None, typer.Option("--site", metavar="URL", help=hint("cli.option.site"), show_default=False)]
