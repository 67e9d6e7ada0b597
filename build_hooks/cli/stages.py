"""Stages as they are given on the command line."""

from __future__ import annotations

from cxcore.model import Framework
from cxcore.reading import InputError, Problem, did_you_mean, one_of


def stage_of(framework: Framework, text: str) -> int:
    """The order of a stage, given as its number or its id. Raises InputError."""
    if text in framework.stage_order:
        return framework.stage_order[text]
    if text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= len(framework.stages):
        return int(text)
    ids = list(framework.stage_order)
    expected = f"a number from 1 to {len(ids)}, or {one_of(ids)}"
    raise InputError([Problem(("--to",), f"'{text[:60]}'", expected, did_you_mean(text, ids))])
