"""Answers to numbers: coverage, where an assessment stands, the gaps, and the report of one assessment."""

from cxcore.rating.coverage import StageCoverage, coverages, needed_for, stage_reached
from cxcore.rating.evidence import evidence
from cxcore.rating.gaps import gaps
from cxcore.rating.profile import Profile
from cxcore.rating.quick import LEAST_ANSWERED
from cxcore.rating.report import DONT_KNOW, is_open, report, report_of
from cxcore.rating.standing import Standing, counts, standing

__all__ = [
    "DONT_KNOW",
    "LEAST_ANSWERED",
    "Profile",
    "StageCoverage",
    "Standing",
    "counts",
    "coverages",
    "evidence",
    "gaps",
    "is_open",
    "needed_for",
    "report",
    "report_of",
    "stage_reached",
    "standing",
]
