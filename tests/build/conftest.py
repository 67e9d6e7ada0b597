"""What the tests of loading and building share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.build.small import Small


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """A small valid folder of frameworks in the working directory."""
    monkeypatch.chdir(tmp_path)
    return Small.make()
