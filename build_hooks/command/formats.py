"""The file formats: which one a file has, and whether it keeps to it.

An assessment is read by the scorer's own rules; what commands write is checked against its JSON Schema.
"""

from __future__ import annotations

import json
from functools import cache
from typing import TYPE_CHECKING, Any

from build_hooks.command.models import Models, project_file
from build_hooks.command.options import T
from build_hooks.command.trouble import Refusal, about
from cxcore import jsontext
from cxcore.assessment import FORMAT as ASSESSMENT
from cxcore.assessment import Assessment
from cxcore.errors import InputError, Problem, did_you_mean, one_of
from cxcore.parsing import kind_of, quote

if TYPE_CHECKING:
    from jsonschema import ValidationError

WRITTEN = ("cx-report", "cx-team", "cx-trend", "cx-roadmap", "cx-crosswalk")
"""The formats that commands write."""

SCHEMAS = "frameworks/schema"


@cache
def schema(name: str) -> Any:
    """The JSON Schema of a format."""
    return json.loads((project_file(SCHEMAS) / f"{name}.json").read_text("utf-8"))


def check(name: str, text: str, models: Models) -> str:
    """Check the text of the input called `name`; say in a few words what it is. Raises Refusal with all its problems."""
    with about(name):
        value = jsontext.loads(text)
        values = value if isinstance(value, list) and value else [value]
        return ", ".join(dict.fromkeys(_check(name, entry, models) for entry in values))


def _check(name: str, value: Any, models: Models) -> str:
    written = value.get("format") if isinstance(value, dict) else None
    if written == ASSESSMENT:
        assessment = Assessment.from_dict(value)
        framework = models.get(assessment.framework.id, f"{name}: framework.id")
        assessment.checked(framework)
        return T("cli.validate.assessment", name=framework.name, version=framework.version, count=len(assessment.responses))
    if written not in WRITTEN:
        known = (ASSESSMENT, *WRITTEN)
        if not isinstance(value, dict):
            raise InputError([Problem((), kind_of(value), "a file of the formats that cx reads or writes")])
        if not isinstance(written, str):
            raise InputError([Problem(("format",), "no 'format'" if written is None else kind_of(written), one_of(known))])
        raise InputError([Problem(("format",), quote(written), one_of(known), did_you_mean(written, known))])
    from jsonschema import Draft202012Validator  # takes longer to start than everything else together

    errors = sorted(Draft202012Validator(schema(written)).iter_errors(value), key=lambda error: [str(part) for part in error.path])
    if errors:
        raise InputError(map(_problem, errors))
    return T("cli.validate.file", format=written)


def _problem(error: ValidationError) -> Problem:
    path = tuple(error.absolute_path)
    match error.validator:
        case "required":
            missing = [key for key in error.validator_value if key not in error.instance]
            return Problem(path, f"no '{missing[0]}'", f"the key '{missing[0]}'")
        case "additionalProperties":
            unknown = [key for key in error.instance if key not in error.schema.get("properties", {})]
            return Problem(path, f"unknown key {quote(unknown[0])}", one_of(list(error.schema.get("properties", {}))))
        case "enum":
            return Problem(path, kind_of(error.instance), one_of([str(choice) for choice in error.validator_value]))
        case "const":
            return Problem(path, kind_of(error.instance), repr(error.validator_value))
        case "type":
            kinds = error.validator_value if isinstance(error.validator_value, list) else [error.validator_value]
            return Problem(path, kind_of(error.instance), " or ".join(_KINDS[kind] for kind in kinds))
        case _:
            return Problem(path, kind_of(error.instance), str(error.schema.get("description", "what the format says")))


_KINDS = {
    "null": "nothing", "boolean": "true or false", "integer": "a whole number", "number": "a number", "string": "text",
    "array": "a list", "object": "a mapping of keys to values",
}  # fmt: skip
