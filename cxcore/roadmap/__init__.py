"""The cheapest plan to a stage, and its days."""

from cxcore.roadmap.plan import roadmap

__all__ = ["roadmap"]
