"""Our own frameworks, as the site and the command read them; read once in a test process."""

from __future__ import annotations

from functools import cache

from build_hooks.library.records import FrameworkRecord
from build_hooks.library.sources import Sources, load_sources
from build_hooks.places import ROOT

FRAMEWORKS = ROOT / "frameworks"


@cache
def sources() -> Sources:
    """Everything under `frameworks/`."""
    return load_sources(FRAMEWORKS)


def four_stages() -> FrameworkRecord:
    """The four-stage model."""
    return sources().framework["four-stages"]
