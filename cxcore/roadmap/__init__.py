"""The cheapest plan to a stage, and its days."""

from cxcore.roadmap.next_stage import planned_report
from cxcore.roadmap.plan import roadmap

__all__ = ["planned_report", "roadmap"]
