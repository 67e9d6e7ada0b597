"""Scripts that stand on pages, to be run as they stand there."""

from __future__ import annotations

import re
from pathlib import Path

from build_hooks.places import ROOT

PARTS = ROOT / "docs/about/beyond.md"
"""The page with the script that scores parts on a cluster."""


def script_of(page: Path) -> str:
    """The Python script on a page, which has one."""
    (script,) = re.findall(r"^```python\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(script)
