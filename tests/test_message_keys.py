"""Every message that is asked for is in the catalogue, and every message of the catalogue is asked for somewhere.

A key is written out where it is used: in Python as the first argument of `t`, `T` or `hint`, in a template as that of `t`, in a
script as that of `words`. Where a key is put together, `COMPUTED` says what it can become.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from build_hooks.cli.app import COMMANDS
from build_hooks.library.messages import load_texts
from build_hooks.places import ROOT
from cxcore.compare.crosswalk import Fit, Status
from cxcore.compare.trend import CAUSES
from cxcore.exchange.tasks import Tracker
from cxcore.model import Aspect, Kind, State
from cxcore.model.framework import ADOPTION_ANSWERS, StageNoun
from cxcore.model.migration import Reason
from cxcore.rating.coverage import Band
from cxcore.roadmap.plan import Status as PlanStatus
from cxcore.view.business_case import BUSINESS_CASE, STANDS
from cxcore.view.calculator import FORMS
from cxcore.view.trend import LISTS

CALLED = {"t", "T", "hint"}

_WHOLE = (Reason.NEWER_VERSION, Reason.UNKNOWN_VERSION)
"""Reasons that are about the assessment as a whole."""
_STATES = [state.value for state in State if state is not State.ANSWERED]

COMPUTED: dict[str, list[str]] = {
    # tellings
    "report.note.*": [kind.value for kind in Kind],
    "report.aspect.*": [kind.value for kind in Kind],
    "report.method.*": [kind.value for kind in Kind],
    "report.strong.*": [kind.value for kind in Kind],
    "report.lack.*": [f"{choice}{of}" for choice in ("any", "all", "weighed") for of in ("", ".rubric")],
    "report.effort.*": ["little", "medium", "much"],
    "report.open.*": [State.UNANSWERED.value, State.DONT_KNOW.value],
    "receipt.*": ["largely", "fully", "met", "open", "unmet", "out"],
    "receipt.aspect.*": [kind.value for kind in Kind],
    "receipt.index.*": [kind.value for kind in Kind],
    "plan.effort.*": ["knowledge", "time", "resources"],
    "plan.form.*": ["text", "calendar", *(tracker.value for tracker in Tracker)],
    "day.*": [str(month) for month in range(1, 13)],
    "report.band.*": [band.value for band in Band],
    "report.letter.*": [*ADOPTION_ANSWERS, State.DONT_KNOW.value, State.NOT_APPLICABLE.value],
    "answer.*": _STATES,
    "aspect.*": [aspect.value for aspect in Aspect],
    "trend.cause.*": list(CAUSES),
    "trend.*": list(LISTS),
    "plan.*": [status.value for status in PlanStatus if status is not PlanStatus.PLANNED],
    "through.*": [status.value.replace("-", "_") for status in Status],
    "through.*.help": [status.value.replace("-", "_") for status in Status],
    "crosswalk.choose.*": ["want", "model", "time", "size"],
    "crosswalk.*": [fit.value for fit in Fit],
    "review.*": [reason.value for reason in Reason if reason is not Reason.ADDED and reason not in _WHOLE],
    # the command
    "cli.forward.*": [reason.value for reason in _WHOLE],
    "cli.*.help": [*COMMANDS, "app"],
    "cli.*.examples": [*COMMANDS, "app"],
    # pages
    "shelf.refused.*": ["newer", "other"],
    "collect.refused.*": ["empty", "cut", "damaged", "newer", "other"],
    "practices.*": ["index", "by-stage", "by-section", "by-aspect"],
    "practices.*.title": ["index", "by-stage", "by-section", "by-aspect"],
    "home.*": ["leaders", "sponsor", "case", "managers", "consultants", "students"],
    "home.*.text": ["leaders", "sponsor", "case", "managers", "consultants", "students"],
    "map.stage.*": [noun.value for noun in StageNoun],
    "model.stages.*": [noun.value for noun in StageNoun],
    "effort.*": ["knowledge", "time", "resources"],
    "effort.*.*": [f"{part}.{value}" for part in ("knowledge", "time", "resources") for value in range(1, 6)],
    "measure.*": ["choosing", "samples", "calculator", "case"],
    "measure.*.text": ["choosing", "samples", "calculator", "case"],
    "shelf.*": ["newer", "strange", "unknown", "rename", "copy", "round", "download", "delete"],
    "shelf.trouble.*": ["refused", "outdated"],
    "templates.*": ["csv", "xlsx", "txt", "docx"],
    "templates.files.*": ["empty", "example"],
    "circumstances.*": ["shrinks", "adds", "not_applicable", "roles", "measure", "leave_out"],
    "practice.*": ["depends_on", "needed_by", "see_also"],
    # scripts of the page
    "*.title": ["delete", "upload"],
    "*.text": ["delete", "upload"],
    "*.yes": ["delete", "upload"],
    "link.*": ["empty", "cut", "damaged", "newer", "foreign", "other"],
    "upload.*": ["large", "unread"],
    "time.*": ["large", "unread"],
    "unsaved.*": ["failed", "refused", "full", "blocked", "gone"],
    "lacking.*": ["journal", "channel", "persistence"],
    "reason.*": ["timeout", "load", "altered", "wasm", "memory", "start", "stopped", "silent"],
    "setaside.*": ["kept", "replaced"],
    "collect.*": ["large", "unread"],
    "setaside.reason.*": ["version", "form", "responses"],
    # the calculator
    "calc.group.*": ["one", "two", "plan", "case"],
    "calc.verdict.*": ["chance", "more"],
    "calc.verdict.*.means": ["chance", "more"],
    "calc.*": ["before", "after"],
    "calc.group.*.note": ["two", "case"],
    **{f"calc.case.*{part}": ["all", *STANDS, *(f"pays.{verdict}" for verdict in STANDS)] for part in ("", ".means")},
    "*.hint": [
        f"calc.{key}"
        for key in (
            "sample-share.expected",
            *(f"sample-{of}.{part}" for of in ("share", "nps") for part in ("population", "rate")),
        )
    ]
    + ["calc.sample-nps.promoters"]
    + [f"calc.{form.id}.{field.name}" for form in BUSINESS_CASE for field in form.fields if field.name != "number"],
    "calc.*.not": [form.id for form in BUSINESS_CASE[:-1]],
    "calc.*.*": [f"{form.id}.{field.name.partition('.')[2] or field.name}" for form in FORMS for field in form.fields],
    **{f"calc.*.{part}": [form.id for form in FORMS] for part in ("title", "intro", "formula", "interval")},
}
"""The patterns of keys that are put together, with every text that can take the place of their stars: of several, of all that is
from the first to the last."""


# --- what the sources say ---------------------------------------------------------------------------------------------


@dataclass
class Said:
    """What a source says: the keys that it asks for, as they stand; every text in quotes; and every text with gaps, as a pattern."""

    asked: set[str] = field(default_factory=set)
    quoted: set[str] = field(default_factory=set)
    patterns: set[str] = field(default_factory=set)


def _python(text: str, said: Said) -> None:
    for node in ast.walk(ast.parse(text)):
        match node:
            case ast.Call(func=ast.Name(id=name) | ast.Attribute(attr=name), args=[key, *_]) if name in CALLED:
                choices = (key.body, key.orelse) if isinstance(key, ast.IfExp) else (key,)
                said.asked |= {c.value for c in choices if isinstance(c, ast.Constant) and isinstance(c.value, str)}
            case ast.Constant(value=str(value)):
                said.quoted.add(value)
            case ast.JoinedStr(values=parts):
                said.patterns.add("".join(str(p.value) if isinstance(p, ast.Constant) else "*" for p in parts))


_ASKED_IN_TEMPLATE = re.compile(r"""(?<![\w.])t\(\s*(?:'([^']+)'|"([^"]+)")\s*(?=[,)]|if\b)""")
_QUOTED = re.compile(r"""(?<=['"`])[\w.-]+(?=['"`])""")
_JOINED_IN_TEMPLATE = re.compile(r"""(?:'[^']*'|"[^"]*"|[\w.]+)(?:\s*~\s*(?:'[^']*'|"[^"]*"|[\w.]+(?:\([^()]*\))?))+""")
_ASKED_IN_SCRIPT = re.compile(r"""(?<![\w.])words\(\s*'([^']+)'""")
_JOINED_IN_SCRIPT = re.compile(r"(?:(?<=key: )|(?<=reason: )|(?<=words\())`([^`]*\$\{[^`]*)`")


def _template(text: str, said: Said) -> None:
    said.asked |= {one or two for one, two in _ASKED_IN_TEMPLATE.findall(text)}
    said.quoted |= set(_QUOTED.findall(text))
    for joined in _JOINED_IN_TEMPLATE.findall(text):
        parts = (part.strip() for part in joined.split("~"))
        said.patterns.add("".join(part[1:-1] if part[0] in "'\"" else "*" for part in parts))


def _script(text: str, said: Said) -> None:
    said.asked |= set(_ASKED_IN_SCRIPT.findall(text))
    said.quoted |= set(_QUOTED.findall(text))
    said.patterns |= {re.sub(r"\$\{[^}]*\}", "*", joined) for joined in _JOINED_IN_SCRIPT.findall(text)}


SOURCES: dict[str, Callable[[str, Said], None]] = {
    "cxcore/**/*.py": _python,
    "build_hooks/*.py": _python,
    "build_hooks/[!n]*/**/*.py": _python,
    "build_hooks/site/templates/*.jinja": _template,
    "docs/overrides/**/*.html": _template,
    "docs/assets/**/*.js": _script,
}


@cache
def _said() -> dict[Path, Said]:
    found = {}
    for pattern, read in SOURCES.items():
        for path in ROOT.glob(pattern):
            found[path] = Said()
            read(path.read_text("utf-8"), found[path])
    return found


@cache
def _known() -> frozenset[str]:
    """The keys of the catalogue, and those without the ending that a count chooses."""
    keys = load_texts()
    return frozenset(keys) | {key.removesuffix(".other") for key in keys if key.endswith(".other")}


def _expanded(pattern: str) -> list[str]:
    start, _, rest = pattern.partition("*")
    return [f"{start}{value}{rest.rpartition('*')[2]}" for value in COMPUTED[pattern]]


def test_every_key_that_is_asked_for_exists() -> None:
    missing = {key: path.name for path, said in _said().items() for key in said.asked if key not in _known()}
    assert missing == {}


def test_every_key_that_can_be_put_together_exists() -> None:
    missing = [key for pattern in COMPUTED for key in _expanded(pattern) if key not in _known()]
    assert missing == []


def test_every_pattern_is_in_use() -> None:
    patterns = {pattern for said in _said().values() for pattern in said.patterns}
    assert [pattern for pattern in COMPUTED if pattern not in patterns] == []


def test_every_key_is_used() -> None:
    used = {key for said in _said().values() for key in said.quoted}
    used |= {key for pattern in COMPUTED for key in _expanded(pattern)}
    unused = [key for key in load_texts() if not {key, key.removesuffix(".one").removesuffix(".other")} & used]
    assert unused == []


def test_tellings_use_no_words_of_the_command() -> None:
    """The browser's catalogue leaves the command's words out."""
    of_tellings = [said for path, said in _said().items() if path.is_relative_to(ROOT / "cxcore")]
    keys = {key for said in of_tellings for key in (*said.asked, *said.patterns)}
    assert len(keys) > 100
    assert [key for key in keys if key.startswith("cli.")] == []


def test_a_visitor_is_told_of_no_scorer() -> None:
    """They have a result, and a program that works it out; what we call its parts they cannot know."""
    assert [key for key, text in load_texts().items() if re.search(r"\bscorer", text, re.IGNORECASE)] == []
