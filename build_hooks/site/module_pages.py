"""The pages on cxcore's modules, made of their source: signatures as they are written, and docstrings.

The source is read and not run. Docstrings are Markdown already; what they show of a Python session becomes a code block.
"""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = "about/api"
WIDTH = 96
"""Signatures that are longer stand on several lines."""

PUBLIC: Mapping[str, tuple[str, ...]] = {
    "Reading": (
        "reading.errors",
        "reading.parsing",
        "reading.references",
        "reading.jsontext",
        "reading.csvtext",
        "reading.days",
        "rounding",
    ),
    "Models and assessments": ("model.framework", "model.assessment", "model.changes", "model.migration"),
    "Rating": (
        "rating.profile",
        "rating.coverage",
        "rating.index",
        "rating.standing",
        "rating.gaps",
        "rating.evidence",
        "rating.quick",
        "rating.report",
    ),
    "Plans": ("roadmap.plan", "roadmap.schedule", "roadmap.next_stage"),
    "Several assessments": (
        "compare.team",
        "compare.agreement",
        "compare.people",
        "compare.trend",
        "compare.team_trend",
        "compare.crosswalk",
    ),
    "Tables and codes": (
        "exchange.tables",
        "exchange.batch",
        "exchange.cells",
        "exchange.share",
        "exchange.tasks",
        "exchange.workbook",
    ),
    "Metrics": ("metrics.samples", "metrics.money", "metrics.counts"),
    "In words": (
        "view.blocks",
        "view.words",
        "view.leading",
        "view.report",
        "view.short",
        "view.quick",
        "view.picture",
        "view.takes",
        "view.sure",
        "view.beside",
        "view.team",
        "view.trend",
        "view.roadmap",
        "view.crosswalk",
        "view.reviews",
        "view.calculator",
        "view.forms",
        "view.business_case",
        "view.messages",
        "view.html",
        "view.html_printer",
        "view.markdown_printer",
        "view.lines",
        "bridge",
    ),
}
"""The modules that have a page, in the order of the list."""

INTERNAL = "roadmap.cover."
"""The roadmap's solver, which only the roadmap uses."""

_SESSION = re.compile(r"(?:^>>> .*\n?(?:^(?!\s*$|>>> ).*\n?)*)+", re.MULTILINE)
_CODE = re.compile(r"(^```.*?^```$|`[^`\n]+`|^ {4,}[^\n]*$)", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a module defines: how it is written, what it says of itself, and what is in it."""

    name: str
    code: str
    text: str
    inner: tuple[Entry, ...] = ()


def api_pages(package: Path) -> dict[str, str]:
    """The Markdown of the pages on the modules in a folder, by path in docs/, the list of all first."""
    names = [name for names in PUBLIC.values() for name in names]
    return dict(_pages(tuple((name, (package / f"{name.replace('.', '/')}.py").read_text("utf-8")) for name in names)))


@lru_cache(maxsize=1)
def _pages(texts: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    """The pages on modules that are given by name and text. They are the same from build to build while the site is served."""
    modules = {name: ast.parse(text) for name, text in texts}
    pages = {f"{FOLDER}/index.md": "\n".join(_index(modules))}
    return pages | {
        f"{FOLDER}/{name.replace('.', '/')}.md": "\n".join(_module(name, tree)) for name, tree in modules.items()
    }


def _index(modules: Mapping[str, ast.Module]) -> Iterator[str]:
    summary = "What each module of the scorer offers, made from its docstrings."
    yield from _head("The scorer's modules", summary)
    yield (
        "`cxcore` computes everything that this site and the [command](../command.md) show. It needs Python 3.13 and nothing else: no"
        " package, no file, no clock, no network. The same input gives the same bytes in CPython and in the browser.\n"
    )
    yield '!!! note "Not a promise yet"\n'
    yield "    File formats are kept stable by their versions. Names of functions may still change until version 1.0.\n"
    for title, names in PUBLIC.items():
        yield f"## {title}\n"
        yield "| Module | What it is for |\n|---|---|"
        for name in names:
            first = _prose((ast.get_docstring(modules[name]) or "").split("\n\n")[0].replace("\n", " "))
            yield f"| [`cxcore.{name}`]({name.replace('.', '/')}.md) | {first.replace('|', '&#124;')} |"
        yield ""


def _module(name: str, tree: ast.Module) -> Iterator[str]:
    text = ast.get_docstring(tree) or ""
    summary = text.split("\n\n")[0].replace("\n", " ")
    yield from _head(f"cxcore.{name}", summary)
    yield f"[All modules]({'../' * name.count('.')}index.md)\n"
    yield markdown(text) + "\n"
    for entry in entries(tree):
        yield from _entry(entry, "", 2)


def _head(title: str, summary: str) -> Iterator[str]:
    yield f"---\ntitle: {title}\ndescription: {json.dumps(_plain(summary), ensure_ascii=False)}\nsearch:\n  exclude: true\n---\n"
    yield f"# {title}\n"


def _entry(entry: Entry, around: str, level: int) -> Iterator[str]:
    name = f"{around}{entry.name}"
    yield f"{'#' * level} `{name}` {{ #{name} }}\n"
    yield f"```python\n{entry.code}\n```\n"
    yield markdown(entry.text) + "\n"
    for inner in entry.inner:
        yield from _entry(inner, f"{name}.", level + 1)


def entries(tree: ast.Module | ast.ClassDef) -> Iterator[Entry]:
    """What a module or a class defines for others to use: what has a docstring and no underscore before its name."""
    for node, after in zip(tree.body, [*tree.body[1:], None], strict=True):
        found: Entry | None = None
        match node:
            case ast.FunctionDef(name=name):
                found = Entry(name, signature(node), ast.get_docstring(node) or "")
            case ast.ClassDef(name=name):
                found = Entry(name, _class(node), ast.get_docstring(node) or "", tuple(entries(node)))
            case ast.Assign(targets=[ast.Name(id=name)]) | ast.AnnAssign(target=ast.Name(id=name)):
                found = Entry(name, ast.unparse(node), _text_of(after))
            case ast.TypeAlias(name=ast.Name(id=name)):
                found = Entry(name, ast.unparse(node), _text_of(after))
        if found is not None and found.text and not found.name.startswith("_"):
            yield found


def _text_of(node: ast.stmt | None) -> str:
    """The text that stands below a value and describes it."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str):
        return node.value.value
    return ""


def signature(node: ast.FunctionDef) -> str:
    """A function as it is called: its decorators, name, parameters and result."""
    decorators = "".join(f"@{ast.unparse(decorator)}\n" for decorator in node.decorator_list)
    result = f" -> {ast.unparse(node.returns)}" if node.returns is not None else ""
    bare = ast.FunctionDef(
        node.name, node.args, [ast.Expr(ast.Constant(...))], [], None, None, type_params=node.type_params
    )
    line = ast.unparse(ast.fix_missing_locations(bare)).partition(":\n")[0] + result
    return decorators + (line if len(line) <= WIDTH else _folded(node, result))


def _folded(node: ast.FunctionDef, result: str) -> str:
    """A signature with a line for each parameter."""
    arguments = node.args
    plain = [*arguments.posonlyargs, *arguments.args]
    defaults: list[ast.expr | None] = [*[None] * (len(plain) - len(arguments.defaults)), *arguments.defaults]
    lines = [_parameter(*pair) for pair in zip(plain, defaults, strict=True)]
    if arguments.vararg is not None:
        lines.append(f"*{ast.unparse(arguments.vararg)}")
    elif arguments.kwonlyargs:
        lines.append("*")
    lines += [_parameter(*pair) for pair in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)]
    if arguments.kwarg is not None:
        lines.append(f"**{ast.unparse(arguments.kwarg)}")
    body = "".join(f"    {line},\n" for line in lines)
    return f"def {node.name}(\n{body}){result}"


def _parameter(argument: ast.arg, default: ast.expr | None) -> str:
    text = ast.unparse(argument)
    if default is None:
        return text
    return f"{text} = {ast.unparse(default)}" if argument.annotation is not None else f"{text}={ast.unparse(default)}"


def _class(node: ast.ClassDef) -> str:
    """A class with its fields, or the members of an enumeration."""
    decorators = "".join(f"@{ast.unparse(decorator)}\n" for decorator in node.decorator_list)
    bases = ", ".join(ast.unparse(base) for base in node.bases)
    head = f"{decorators}class {node.name}{f'({bases})' if bases else ''}"
    fields = [
        f"    {ast.unparse(part)}"
        for part in node.body
        if isinstance(part, ast.AnnAssign | ast.Assign) and not ast.unparse(part).startswith("_")
    ]
    return "\n".join([f"{head}:" if fields else head, *fields])


def markdown(text: str) -> str:
    """A docstring as Markdown: Python sessions in code blocks, and nothing taken for HTML."""
    fenced = _SESSION.sub(lambda found: f"```pycon\n{found[0].rstrip()}\n```\n", text)
    return "".join(part if i % 2 else _prose(part) for i, part in enumerate(_CODE.split(fenced)))


def _prose(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")


def _plain(text: str) -> str:
    """A summary without marks, for a page's description."""
    return text.replace("`", "").replace("<", "‹").replace(">", "›").replace('"', "”")
