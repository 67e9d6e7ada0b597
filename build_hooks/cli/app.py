"""The commands together, and what happens when one cannot go on.

Exit codes: 0 done, 1 the input has problems, 2 wrong usage.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from build_hooks.cli.commands import batch, crosswalk, new, roadmap, score, share, team, trend, validate, worksheet
from build_hooks.cli.options import T, help_of, hint
from build_hooks.cli.refusal import Refusal, lines_of
from build_hooks.library.findings import LoadError
from cxcore.reading import InputError, printable

PROBLEMS = 1
CLOSED_PIPE = 141
"""What a shell reports of a command whose reader went away, as in `cx … | head`."""


class Commands(TyperGroup):
    """The commands, none of which ends in a traceback."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except (Refusal, LoadError, InputError) as error:
            self._tell(lines_of(error))
        except OSError as error:
            if error.errno == errno.EPIPE:
                _close_quietly()
                raise typer.Exit(CLOSED_PIPE) from None
            self._tell([f"cx: {os.strerror(error.errno) if error.errno else error}"])
        except Exception as error:
            if isinstance(error, (typer.Exit, typer.TyperException, RuntimeError)) or "CX_DEBUG" in os.environ:
                raise
            self._tell([T("cli.defect", error=printable(f"{type(error).__name__}: {error}"))])
        raise typer.Exit(PROBLEMS)

    def _tell(self, lines: Iterable[str]) -> None:
        sys.stdout.flush()
        for line in lines:
            typer.echo(line, err=True)


def _close_quietly() -> None:
    """Nobody reads what is still to be written; let Python find nothing to complain of at its end."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


app = typer.Typer(
    name="cx",
    cls=Commands,
    help=help_of("app"),
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    context_settings={"help_option_names": ["--help", "-h"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"cx {version('cx-maturity')}")
        raise typer.Exit


@app.callback()
def _all(
    _wanted: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help=hint("cli.option.version"))
    ] = False,
) -> None:
    """What holds for all commands."""


COMMANDS: dict[str, Callable[..., None]] = {
    "validate": validate.validate,
    "score": score.score,
    "batch": batch.batch,
    "team": team.team,
    "trend": trend.trend,
    "roadmap": roadmap.roadmap,
    "crosswalk": crosswalk.crosswalk,
    "share": share.share,
    "worksheet": worksheet.worksheet,
    "new": new.new,
}
for _name, _command in COMMANDS.items():
    app.command(_name, help=help_of(_name))(_command)
