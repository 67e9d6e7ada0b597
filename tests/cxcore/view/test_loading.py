"""What is loaded when: a visitor who answers must not wait for what comes later."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

LIST = "import json, sys; print(json.dumps(sorted(name for name in sys.modules if name.startswith(('cxcore', 'build_hooks')))))"


def loaded_by(module: str) -> set[str]:
    """Our modules that are there after an import, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-c", f"import {module}; {LIST}"], capture_output=True, check=True, text=True
    )
    return set(json.loads(done.stdout))


def test_starting_loads_of_the_view_the_messages_alone() -> None:
    names = loaded_by("cxcore.bridge")
    assert {name for name in names if name.startswith("cxcore.view")} == {"cxcore.view", "cxcore.view.messages"}


def test_the_printer_of_html_knows_blocks_alone() -> None:
    names = loaded_by("cxcore.view.html_printer")
    assert names == {"cxcore", "cxcore.view", "cxcore.view.blocks", "cxcore.view.html", "cxcore.view.html_printer"}


@pytest.mark.parametrize("telling", ["report", "team", "trend", "roadmap", "crosswalk", "reviews"])
def test_a_telling_can_be_made_where_there_is_cxcore_alone(telling: str) -> None:
    names = loaded_by(f"cxcore.view.{telling}")
    assert {name for name in names if not name.startswith("cxcore")} == set()
    assert "cxcore.view.html_printer" not in names, "a telling does not know how it is printed"
