"""What a model is, what one person said of it, and how both change.

`migration` is imported by its own name: it is needed only where an assessment is of an earlier version.
"""

from cxcore.model.assessment import (
    FORMAT,
    FORMAT_VERSION,
    Assessment,
    FrameworkRef,
    Line,
    Mode,
    Respondent,
    Response,
    State,
)
from cxcore.model.changes import Catalogue, version_key
from cxcore.model.framework import (
    MET_FROM,
    Action,
    Aspect,
    Descriptor,
    Effort,
    Framework,
    Kind,
    Name,
    Practice,
    Rating,
    Stage,
)

__all__ = [
    "FORMAT",
    "FORMAT_VERSION",
    "MET_FROM",
    "Action",
    "Aspect",
    "Assessment",
    "Catalogue",
    "Descriptor",
    "Effort",
    "Framework",
    "FrameworkRef",
    "Kind",
    "Line",
    "Mode",
    "Name",
    "Practice",
    "Rating",
    "Respondent",
    "Response",
    "Stage",
    "State",
    "version_key",
]
