"""`cx new`: a small valid framework to start from."""

from __future__ import annotations

import shutil
import tempfile
from datetime import date
from pathlib import Path
from string import Template
from typing import Annotated

import typer

from build_hooks.cli.options import T, hint
from build_hooks.cli.outputs import write
from build_hooks.cli.printing.terminal import text_of
from build_hooks.cli.refusal import Refusal, refuse
from build_hooks.library.load import NO_FRAMEWORKS, SCHEMA, load_framework
from build_hooks.library.records import OF_MODELS, taken
from build_hooks.library.schema import marked
from build_hooks.places import STARTER
from cxcore.model import Kind, Name
from cxcore.reading import Identifier, Problem, decode, quote
from cxcore.view.blocks import Head, Items, Paragraph


def new(
    framework: Annotated[str, typer.Argument(metavar="ID", help=hint("cli.new.id"))],
    kind: Annotated[Kind, typer.Option("--kind", help=hint("cli.new.kind"))] = Kind.ADOPTION,
    name: Annotated[str | None, typer.Option("--name", help=hint("cli.new.name"), show_default=False)] = None,
    into: Annotated[Path, typer.Option("--frameworks", metavar="DIR", help=hint("cli.new.into"))] = Path("frameworks"),
) -> None:
    """Make a small framework to start from."""
    name = framework.replace("-", " ").capitalize() if name is None else name
    check_names(framework, name)
    folder = into / framework
    if folder.exists() or folder.is_symlink():
        raise Refusal(T("cli.new.exists", path=folder))
    make(folder, kind, {"id": framework, "name": name, "date": date.today().isoformat()})
    made = load_framework(folder)
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.yaml"))
    told = (
        Head(T("cli.new.made", name=made.name, path=folder)),
        Items(tuple(files)),
        Paragraph(T("cli.new.next", path=folder)),
    )
    write(text_of(told), None)


def check_names(framework: str, name: str) -> None:
    """Raises Refusal where the id or the name is none that a framework may have."""
    problems: list[Problem] = []
    decode(Identifier, framework, ("id",), problems)
    decode(Name, name, ("name",), problems)
    if framework in NO_FRAMEWORKS:
        problems.append(
            Problem(("id",), f"'{framework}'", "another id, because a folder of that name is used otherwise")
        )
    problems += taken(framework, OF_MODELS, ("id",), "")
    if any(character in name for character in '"\\') or not name.isprintable():
        found = f"the name {quote(name)}"
        problems.append(Problem(("name",), found, "a printable name on one line, without quotes and backslashes"))
    refuse("cx new", problems)


def make(folder: Path, kind: Kind, values: dict[str, str]) -> None:
    """Write the files of a framework. The folder appears whole or not at all. Raises Refusal."""
    temporary = None
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        temporary = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:40]}."))
        for source in sorted((STARTER / kind.value).rglob("*.yaml")):
            target = temporary / source.relative_to(STARTER / kind.value)
            target.parent.mkdir(exist_ok=True)
            text = Template(source.read_text("utf-8")).substitute(values)
            target.write_text(
                _mark(folder / source.relative_to(STARTER / kind.value), folder.parent) + text, "utf-8", newline="\n"
            )
        temporary.chmod(0o755)
        temporary.rename(folder)
    except OSError as error:
        raise Refusal(f"{folder}: cannot be written ({error.strerror or error})") from None
    finally:
        if temporary is not None:
            shutil.rmtree(temporary, ignore_errors=True)


def _mark(path: Path, frameworks: Path) -> str:
    """The line that tells editors of the schema of a file; nothing where there are no schemas beside the frameworks."""
    line = marked(path, frameworks) if (frameworks / SCHEMA).is_dir() else None
    return "" if line is None else f"{line}\n"
