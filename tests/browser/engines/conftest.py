"""Each engine, started once for all of its journeys; or the reason why not."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack
from pathlib import Path
from typing import NoReturn

import pytest

from build_hooks.setup.engines import ENGINES, Engine, left_out
from tests.browser.engines.driver import NotStarted, Tab, firefox, webkit

STARTS: dict[str, Callable[[str, Path], AbstractContextManager[Tab]]] = {"firefox": firefox, "webkit": webkit}


@pytest.fixture(params=ENGINES, ids=lambda engine: engine.name)
def tab(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Tab]:
    """A tab in each engine in turn."""
    engine: Engine = request.param
    if engine.name in left_out(os.environ):
        pytest.skip(f"NOT TESTED IN {engine.title}: CX_WITHOUT names it")
    program = engine.found()
    if program is None:
        do_without(engine, f"it is not on this machine ({engine.how()})")
    with ExitStack() as stack:
        try:
            started = stack.enter_context(STARTS[engine.name](program, tmp_path / engine.name))
        except NotStarted as error:
            do_without(engine, f"{program} does not start: {error}")
        yield started


def do_without(engine: Engine, reason: str) -> NoReturn:
    """Fail in continuous integration, which must not pass in silence; elsewhere skip and say why."""
    told = f"NOT TESTED IN {engine.title}: {reason}"
    if os.environ.get("CI") == "true":
        pytest.fail(f"{told}. Where it cannot be had: CX_WITHOUT={engine.name}", pytrace=False)
    pytest.skip(told)
