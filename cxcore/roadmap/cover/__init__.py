"""An exact solver for covering tasks with dependencies; it knows nothing of models or answers."""

from cxcore.roadmap.cover.cheapest import NODE_LIMIT, cheapest
from cxcore.roadmap.cover.table import apart
from cxcore.roadmap.cover.task import Item, ones

__all__ = ["NODE_LIMIT", "Item", "apart", "cheapest", "ones"]
