"""The examples in cxcore's docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import cxcore

MODULES = sorted(module.name for module in pkgutil.walk_packages(cxcore.__path__, "cxcore."))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples_in_every_part() -> None:
    """A wrong way of finding modules would find none and pass."""
    assert len(MODULES) > 30
    assert sum(doctest.testmod(importlib.import_module(name)).attempted for name in MODULES) > 20
