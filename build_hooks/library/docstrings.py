"""What is written under the fields of a dataclass, as in PEP 257: for JSON Schemas and for the tables of keys.

It reads the source of the classes, which a build has; the scorer in the browser has none, and does not ask.
"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Mapping
from dataclasses import is_dataclass
from functools import cache


def about(cls: type) -> str:
    """What the docstring of a dataclass says of the whole, on one line; of code marks only the quotes are left."""
    return _line(inspect.getdoc(cls) or "")


@cache
def about_fields(cls: type) -> Mapping[str, str]:
    """What stands under each field of a dataclass, by its name; where a class says nothing, what the nearest base says."""
    result: dict[str, str] = {}
    for base in reversed(cls.__mro__):
        if is_dataclass(base):
            result |= _own(base)
    return result


def _own(cls: type) -> dict[str, str]:
    (body,) = ast.parse(textwrap.dedent(inspect.getsource(cls))).body
    assert isinstance(body, ast.ClassDef)
    result = {}
    for node, below in zip(body.body, body.body[1:], strict=False):
        match node, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(text))):
                result[name] = _line(text)
    return result


def _line(text: str) -> str:
    return " ".join(text.split()).replace("`", "'")
