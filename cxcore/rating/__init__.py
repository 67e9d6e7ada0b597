"""Answers to numbers: coverage, the stage reached, the gaps, and the report of one assessment."""

from cxcore.rating.coverage import (
    Profile,
    StageCoverage,
    counts,
    coverages,
    headline,
    index,
    index_interval,
    needed_for,
    stage_interval,
    stage_reached,
    strict_stage,
)
from cxcore.rating.gaps import gaps
from cxcore.rating.report import DONT_KNOW, report

__all__ = [
    "DONT_KNOW",
    "Profile",
    "StageCoverage",
    "counts",
    "coverages",
    "gaps",
    "headline",
    "index",
    "index_interval",
    "needed_for",
    "report",
    "stage_interval",
    "stage_reached",
    "strict_stage",
]
