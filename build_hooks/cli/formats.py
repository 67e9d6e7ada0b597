"""The file formats: which one a file has, and whether it keeps to it.

An assessment is read by the scorer's own rules; what commands write is checked against its JSON Schema.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

from build_hooks.cli.inputs import Entry, is_table, name_of, of_dict, parse_assessment
from build_hooks.cli.models import Models
from build_hooks.cli.options import T
from build_hooks.cli.refusal import about
from build_hooks.places import project_file
from cxcore.exchange.cells import Conventions
from cxcore.model import FORMAT as ASSESSMENT
from cxcore.reading import InputError, Problem, did_you_mean, jsontext, kind_of, one_of, quote

if TYPE_CHECKING:
    from jsonschema import ValidationError
    from jsonschema.protocols import Validator

WRITTEN = ("cx-report", "cx-team", "cx-trend", "cx-roadmap", "cx-crosswalk")
"""The formats that commands write."""

SCHEMAS = "frameworks/schema"


@cache
def validator(name: str) -> Validator:
    """What checks values against the JSON Schema of a format."""
    from jsonschema import Draft202012Validator  # takes longer to start than everything else together
    from referencing import Registry, Resource

    folder = project_file(SCHEMAS)
    schemas = {other: json.loads((folder / f"{other}.json").read_text("utf-8")) for other in WRITTEN}
    registry: Any = Registry().with_resources(
        (f"{other}.json", Resource.from_contents(schema)) for other, schema in schemas.items()
    )
    return Draft202012Validator(schemas[name], registry=registry)


def check(source: str, text: str, models: Models, conventions: Conventions) -> str:
    """Check the text of a file; say in a few words what it is. Raises Refusal with all its problems."""
    if is_table(source, text):
        return _assessment(parse_assessment(source, text, models, conventions))
    with about(name_of(source)):
        value = jsontext.loads(text)
        values = value if isinstance(value, list) and value else [value]
        return ", ".join(dict.fromkeys(_check(source, entry, models) for entry in values))


def _check(source: str, value: Any, models: Models) -> str:
    written = value.get("format") if isinstance(value, dict) else None
    if written == ASSESSMENT:
        return _assessment(of_dict(name_of(source), value, models))
    if written not in WRITTEN:
        known = (ASSESSMENT, *WRITTEN)
        if not isinstance(value, dict):
            raise InputError([Problem((), kind_of(value), "a file of the formats that cx reads or writes")])
        if not isinstance(written, str):
            found = "no 'format'" if written is None else kind_of(written)
            raise InputError([Problem(("format",), found, one_of(known))])
        raise InputError([Problem(("format",), quote(written), one_of(known), did_you_mean(written, known))])
    errors = sorted(validator(written).iter_errors(value), key=lambda error: [str(part) for part in error.path])
    if errors:
        raise InputError(map(_problem, errors))
    return T("cli.validate.file", format=written)


def _assessment(entry: Entry) -> str:
    framework, count = entry.framework, len(entry.assessment.responses)
    return T("cli.validate.assessment", name=framework.name, version=framework.version, count=count)


def _problem(error: ValidationError) -> Problem:
    path = tuple(error.absolute_path)
    rule: Any = error.validator_value
    known: Mapping[str, Any] = error.schema.get("properties", {}) if isinstance(error.schema, dict) else {}
    found: Any = error.instance
    match error.validator:
        case "required":
            missing = next(key for key in rule if key not in found)
            return Problem(path, f"no '{missing}'", f"the key '{missing}'")
        case "additionalProperties":
            unknown = next(key for key in found if key not in known)
            return Problem(path, f"unknown key {quote(unknown)}", one_of(list(known)), did_you_mean(unknown, known))
        case "enum":
            return Problem(path, kind_of(found), one_of([str(choice) for choice in rule]))
        case "const":
            return Problem(path, kind_of(found), repr(rule))
        case "type":
            kinds = rule if isinstance(rule, list) else [rule]
            return Problem(path, kind_of(found), " or ".join(_KINDS[kind] for kind in kinds))
        case _:
            return Problem(path, kind_of(found), "what the JSON Schema of the format says")


_KINDS = {
    "null": "nothing", "boolean": "true or false", "integer": "a whole number", "number": "a number", "string": "text",
    "array": "a list", "object": "a mapping of keys to values",
}  # fmt: skip
