"""The examples in cxcore's docstrings are true."""

from __future__ import annotations

import doctest
import importlib
import pkgutil

import pytest

import cxcore

MODULES = sorted(module.name for module in pkgutil.iter_modules(cxcore.__path__, "cxcore."))


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0
