"""The commands together, and what happens when one cannot go on.

Exit codes: 0 done, 1 the input has problems, 2 wrong usage.
"""

from __future__ import annotations

import errno
import os
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from build_hooks.cli.commands import batch, crosswalk, new, roadmap, score, share, team, trend, validate, worksheet
from build_hooks.cli.options import T, help_of, hint
from build_hooks.cli.refusal import Refusal, lines_of
from build_hooks.cli.streams import Terminated, close_quietly, usable
from build_hooks.library.findings import LoadError
from cxcore.reading import InputError, printable

PROBLEMS = 1
CLOSED_PIPE = 141
"""What a shell reports of a command whose reader went away, as in `cx … | head`."""


class Commands(TyperGroup):
    """The commands, none of which ends in a traceback."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run what the command line says, and end the process."""
        with usable():
            try:
                return super().main(*args, **kwargs)
            except OSError as error:  # help could not be written
                sys.exit(self._refused(error))
            except Terminated as end:
                sys.exit(end.code)

    def invoke(self, ctx: Any) -> Any:
        """Run the command that was asked for."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
            return result
        except (Refusal, LoadError, InputError) as error:
            self._tell(lines_of(error))
        except OSError as error:
            raise typer.Exit(self._refused(error)) from None
        except typer.TyperException as error:
            error.message = "\n".join(map(printable, error.message.splitlines()))
            raise
        except Exception as error:
            if isinstance(error, (typer.Exit, typer.Abort)) or "CX_DEBUG" in os.environ:
                raise
            self._tell([T("cli.defect", error=printable(f"{type(error).__name__}: {error}"))])
        raise typer.Exit(PROBLEMS)

    def _refused(self, error: OSError) -> int:
        """Say what the system refused; the exit code."""
        if error.errno == errno.EPIPE:
            close_quietly()
            return CLOSED_PIPE
        closed = error.errno == errno.EBADF
        self._tell([T("cli.write.closed") if closed else f"cx: {printable(error.strerror or str(error))}"])
        close_quietly()
        return PROBLEMS

    def _tell(self, lines: Iterable[str]) -> None:
        for line in lines:
            typer.echo(line, err=True)


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
