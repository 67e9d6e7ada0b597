"""Stages and practices as they are given on the command line."""

from __future__ import annotations

from cxcore.exchange.cells import PracticeNames, plain
from cxcore.model import Framework
from cxcore.reading import InputError, Problem, did_you_mean, one_of, quote


def stage_of(framework: Framework, text: str) -> int:
    """The order of a stage, given as its number, its id or its printed name. Raises InputError."""
    orders = framework.stage_order
    if text in orders:
        return orders[text]
    if text.isascii() and text.isdecimal() and len(text) < 4 and 1 <= int(text) <= len(framework.stages):
        return int(text)
    named = [orders[stage.id] for stage in framework.stages if plain(text) in (plain(stage.id), plain(stage.name))]
    if len(named) == 1:
        return named[0]
    expected = f"a number from 1 to {len(orders)}, or {one_of(list(orders))}"
    raise InputError([Problem(("--to",), f"'{text[:60]}'", expected, did_you_mean(text, orders))])


def practice_of(framework: Framework, text: str, option: str) -> str:
    """The id of a practice, given as its id or its printed name to an option. Raises InputError."""
    names = PracticeNames(framework)
    if (found := names.find(text)) is not None:
        return found
    if several := names.several(text):
        problem = Problem((option,), f"{quote(text)}, the name of {len(several)} practices", one_of(several))
    else:
        known = {practice.name: key for key, practice in framework.practice.items()}
        near = did_you_mean(text, [*framework.practice, *known])
        problem = Problem((option,), f"unknown practice {quote(text)}", f"a practice of '{framework.id}'", near)
    raise InputError([problem])
