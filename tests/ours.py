"""Our own frameworks, as the site and the command read them; read once in a test process."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from build_hooks.library.records import FrameworkRecord
from build_hooks.library.sources import Sources, load_sources
from build_hooks.places import ROOT
from build_hooks.site.search_index import INDEX

FRAMEWORKS = ROOT / "frameworks"


@cache
def sources() -> Sources:
    """Everything under `frameworks/`."""
    return load_sources(FRAMEWORKS)


def four_stages() -> FrameworkRecord:
    """The four-stage model."""
    return sources().framework["four-stages"]


def found_by_search(site: Path) -> list[dict[str, Any]]:
    """What the search of a built site finds: its texts, with title and address."""
    index = json.loads((site / INDEX).read_text("utf-8"))
    listed: list[dict[str, Any]] = json.loads((site / INDEX).with_name(index["docs"]["address"]).read_text("utf-8"))
    return listed
