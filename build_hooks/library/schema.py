"""JSON Schemas of the files that people write, made from the dataclasses that read them.

    python3 -m build_hooks run python -m build_hooks.library.schema

writes them to `frameworks/schema/`, where editors look for them (and where the site publishes them), and puts the line
that names its schema at the head of each YAML file that has none. What a schema cannot say, such as that a reference
leads somewhere, the loader checks.

Descriptions come from the classes' docstrings and from what stands under their fields.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import MISSING, is_dataclass
from enum import Enum
from fractions import Fraction
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from build_hooks.library.crosswalk import CROSSWALK, CrosswalkFile
from build_hooks.library.docstrings import about, about_fields
from build_hooks.library.glossary import GLOSSARY, Glossary
from build_hooks.library.guides import (
    CIRCUMSTANCES,
    GUIDES,
    SYMPTOMS,
    TEMPLATES,
    Circumstance,
    GuideFile,
    PagePlace,
    PracticePlace,
    SymptomFile,
    Template,
)
from build_hooks.library.load import METRICS, SCHEMA, StageIds
from build_hooks.library.records import Address, FrameworkRecord, Metric, PracticeRecord, StageRecord
from build_hooks.library.tree import SUFFIXES
from build_hooks.places import project_file
from cxcore.model import FORMAT, FORMAT_VERSION, Assessment, Response
from cxcore.reading import Between, CalendarDay, Date, Identifier, Items, Pattern, Rule, Text, Version, encode, members

COMMAND = "python3 -m build_hooks run python -m build_hooks.library.schema"
MARK = "# yaml-language-server: $schema="
"""How a YAML file says to editors where its schema is."""

_FORMS = {
    get_args(hint)[1]: name
    for name, hint in (
        ("id", Identifier),
        ("version", Version),
        ("date", Date),
        ("practice", PracticePlace),
        ("page", PagePlace),
        ("address", Address),
    )
}
"""The definition that each rule for a form of text gets."""

_END = r"$(?!\n)"
"""The end of the text, in regular expressions of JavaScript and of Python alike."""
_PRINTABLE = r"^[^\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\u2028\u2029\ufffe\uffff]*" + _END


def schemas() -> dict[str, dict[str, Any]]:
    """Each schema by the name of its file."""
    return {
        "framework.json": _file(FrameworkRecord, without=("practices",), stages=StageIds),
        "stage.json": _file(StageRecord, without=("id",)),
        "practice.json": _file(PracticeRecord, without=("id",)),
        "metric.json": _file(Metric, without=("id",)),
        "circumstance.json": _file(Circumstance, without=("id",)),
        "template.json": _file(Template, without=("id",)),
        "symptoms.json": _file(SymptomFile),
        "guides.json": _file(GuideFile),
        "glossary.json": _file(Glossary),
        "crosswalk.json": _file(CrosswalkFile),
        "cx-assessment.json": _assessment(),
    }


def texts() -> dict[str, str]:
    """The text of each schema's file by its name."""
    return {name: json.dumps(schema, indent=2) + "\n" for name, schema in schemas().items()}


def marked(path: Path, folder: Path) -> str | None:
    """The first line that the YAML file at `path` should have; None for a file that has no schema."""
    parts = path.relative_to(folder).parts
    match parts:
        case (name,) if name == GLOSSARY:
            schema = "glossary.json"
        case (name,) if name == SYMPTOMS:
            schema = "symptoms.json"
        case (name,) if name == GUIDES:
            schema = "guides.json"
        case (name,) if name == CROSSWALK:
            schema = "crosswalk.json"
        case (_, name) if name.startswith("framework."):
            schema = "framework.json"
        case (part, _) if part == METRICS:
            schema = "metric.json"
        case (part, _) if part in (CIRCUMSTANCES, TEMPLATES):
            schema = f"{part.removesuffix('s')}.json"
        case (_, "stages" | "practices" as part, _):
            schema = f"{part.removesuffix('s')}.json"
        case _:
            return None
    return f"{MARK}{'../' * (len(parts) - 1)}{SCHEMA}/{schema}"


def yaml_files(folder: Path) -> Iterator[Path]:
    """Every YAML file of the frameworks in `folder`."""
    return (path for path in sorted(folder.rglob("*")) if path.suffix in SUFFIXES)


def _file(cls: type[Any], without: Collection[str] = (), **other: Any) -> dict[str, Any]:
    """The schema of a file that holds one `cls`, without some keys and with other types for some."""
    definitions: dict[str, Any] = {}
    schema = _object(cls, definitions, without, other)
    schema["$defs"] = dict(sorted(definitions.items()))
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": re.sub("(Record|File)$", "", cls.__name__),
        **schema,
    }


def _assessment() -> dict[str, Any]:
    schema = _file(Assessment)
    schema["properties"] = {
        "format": {"const": FORMAT, "description": "Says that the file is an assessment."},
        "format_version": {"const": FORMAT_VERSION, "description": "The version of the format."},
        **schema["properties"],
    }
    schema["required"] = ["format", "format_version", *schema["required"]]
    other = {"not": {"anyOf": [{"required": ["answer"]}, {"required": ["not_applicable"]}]}}
    schema["$defs"][Response.__name__]["oneOf"] = [
        {"required": ["answer"], "properties": {"dont_know": {"const": False}}},
        {"required": ["not_applicable"], "properties": {"dont_know": {"const": False}}},
        {"required": ["dont_know"], "properties": {"dont_know": {"const": True}}, **other},
    ]
    return schema


def _object(
    cls: Any, definitions: dict[str, Any], without: Collection[str], other: Mapping[str, Any]
) -> dict[str, Any]:
    properties, required = {}, []
    for name, (field, hint) in members(cls).items():
        if name in without:
            continue
        schema = _schema(other.get(name, hint), definitions)
        said = [about_fields(cls).get(name, ""), schema.get("description", "")]
        if text := " ".join(part for part in said if part):
            schema["description"] = text
        if field.default is MISSING and field.default_factory is MISSING:
            required.append(name)
        elif field.default not in (MISSING, None, (), ""):
            schema["default"] = encode(field.default)
        properties[name] = schema
    whole = {"type": "object", "description": about(cls), "additionalProperties": False}
    return {**whole, "properties": properties, **({"required": required} if required else {})}


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value of the type `hint`; what it refers to is put into `definitions`."""
    rules: tuple[Rule, ...] = ()
    if get_origin(hint) is Annotated:
        hint, *found = get_args(hint)
        rules = tuple(found)
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        return _schema(next(arg for arg in get_args(hint) if arg is not NoneType), definitions)
    schema: dict[str, Any]
    if is_dataclass(hint):
        name = getattr(hint, "__name__", "")
        if name not in definitions:
            definitions[name] = {}  # stands here first, for classes that hold themselves
            definitions[name] = _object(hint, definitions, (), {})
        return {"$ref": f"#/$defs/{name}"}
    if origin is tuple:
        schema = {"type": "array", "items": _schema(get_args(hint)[0], definitions)}
    elif origin is Mapping:
        key, value = (_schema(arg, definitions) for arg in get_args(hint))
        schema = {"type": "object", "propertyNames": key, "additionalProperties": value}
    elif hint is Fraction:
        definitions["fraction"] = _form(r"[0-9]{1,9}/[1-9][0-9]{0,8}|[0-9]{1,9}", 'a fraction in quotes, such as "1/2"')
        schema = {"$ref": "#/$defs/fraction"}
    elif isinstance(hint, type) and issubclass(hint, Enum):
        schema = {"enum": [member.value for member in hint]}
    else:
        schema = {"type": {str: "string", int: "integer", bool: "boolean"}[hint]}
    for rule in rules:
        schema = _with(rule, schema, definitions)
    return schema


def _with(rule: Rule, schema: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    match rule:
        case Text():
            return _text(rule, definitions)
        case Pattern(regex, form):
            definitions[_FORMS[rule]] = _form(regex.replace(r"\d", "[0-9]"), form)
            return {"$ref": f"#/$defs/{_FORMS[rule]}"}
        case CalendarDay():
            day = _form(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", CalendarDay.form)
            definitions[_FORMS[rule]] = day | {"format": "date"}
            return {"$ref": f"#/$defs/{_FORMS[rule]}"}
        case Between(low, high):
            return schema | {"minimum": low, "maximum": high, "description": f"A whole number from {low} to {high}."}
        case Items(low, high):
            of = "Properties" if schema["type"] == "object" else "Items"
            count = f"{low} to {high}" if low else f"At most {high}"
            return schema | {f"min{of}": low, f"max{of}": high, "description": f"{count} entries."}
    raise TypeError(f"no schema for the rule {rule!r}")


def _text(rule: Text, definitions: dict[str, Any]) -> dict[str, Any]:
    """A reference to the definition of such a text, with the limit in words."""
    name = "text" if not rule.blank else "text-or-nothing"
    limits = [f"{rule.max_words}-words"] if rule.max_words is not None else []
    limits += [f"{rule.max_length}-characters"] if rule.max_length != Text().max_length else []
    name = "-".join([name, *(["of", "-and-".join(limits)] if limits else [])])
    printable = {"pattern": _PRINTABLE, "patternErrorMessage": "expected printable text"}
    words = []
    if rule.max_words is not None:
        some = rf"(\S+(\s+\S+){{0,{rule.max_words - 1}}})"
        pattern = rf"^\s*{some}{'?' if rule.blank else ''}\s*{_END}"
        words = [{"pattern": pattern, "patternErrorMessage": f"expected at most {rule.max_words} words"}]
    elif not rule.blank:
        words = [{"pattern": r"\S", "patternErrorMessage": "expected text"}]
    definitions[name] = {"type": "string", "maxLength": rule.max_length, "allOf": [printable, *words]}
    limit = {} if rule.max_words is None else {"description": f"At most {rule.max_words} words."}
    return {"$ref": f"#/$defs/{name}", **limit}


def _form(regex: str, form: str) -> dict[str, Any]:
    """Text of a form, which `form` says in words."""
    said = f"{form[0].upper()}{form[1:]}."
    pattern = f"^({regex}){_END}"
    return {
        "type": "string",
        "maxLength": 200,
        "pattern": pattern,
        "patternErrorMessage": f"expected {form}",
        "description": said,
    }


def write(folder: Path) -> list[Path]:
    """Write the schemas and the files' first lines; the paths of what changed."""
    changed = []
    (folder / SCHEMA).mkdir(exist_ok=True)
    for name, text in texts().items():
        changed += _written(folder / SCHEMA / name, text)
    for path in yaml_files(folder):
        line = marked(path, folder)
        text = path.read_bytes().decode("utf-8")
        if line is not None and not text.startswith(f"{line}\n"):
            rest = text.split("\n", 1)[1] if text.startswith(MARK) else text
            changed += _written(path, f"{line}\n{rest}")
    return changed


def _written(path: Path, text: str) -> list[Path]:
    data = text.encode("utf-8")
    if path.exists() and path.read_bytes() == data:
        return []
    path.write_bytes(data)
    return [path]


if __name__ == "__main__":
    paths = [
        path.relative_to(project_file("frameworks").parent).as_posix() for path in write(project_file("frameworks"))
    ]
    sys.stdout.write("".join(f"wrote {path}\n" for path in paths) or "Everything was up to date.\n")
