"""The commands together, and what happens when one cannot go on.

Exit codes: 0 done, 1 the input has problems, 2 wrong usage.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from build_hooks.command import new, score, validate, worksheet
from build_hooks.command.options import T, help_of, words
from build_hooks.command.trouble import Refusal, lines_of
from build_hooks.load import LoadError
from cxcore.errors import InputError, printable

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

    def _tell(self, lines: Any) -> None:
        sys.stdout.flush()
        for line in lines:
            print(line, file=sys.stderr)


def _close_quietly() -> None:
    """Nobody reads what is still to be written; let Python find nothing to complain of at its end."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError):
        pass


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
        print(f"cx {version('cx-maturity')}")
        raise typer.Exit


@app.callback()
def _all(
    _wanted: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help=words("cli.option.version"))] = False,
) -> None:
    """What holds for all commands."""


app.command("validate", help=help_of("validate"))(validate.validate)
app.command("score", help=help_of("score"))(score.score)
app.command("worksheet", help=help_of("worksheet"))(worksheet.worksheet)
app.command("new", help=help_of("new"))(new.new)
