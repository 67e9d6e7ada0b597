"""What every text and value from outside passes through: JSON and CSV texts into values, values into checked objects.

`csvtext` and `jsontext` are imported by their own names: what starts in the browser needs no table.
"""

from cxcore.reading.errors import Fault, InputError, Problem, ValuePath, did_you_mean, one_of, printable, show_path
from cxcore.reading.parsing import (
    INVALID,
    LARGEST_SHOWN,
    Between,
    CalendarDay,
    Date,
    Identifier,
    Items,
    Pattern,
    Prose,
    Rule,
    Text,
    Version,
    decode,
    encode,
    from_plain,
    kind_of,
    members,
    quote,
)
from cxcore.reading.references import known, repeated

__all__ = [
    "INVALID",
    "LARGEST_SHOWN",
    "Between",
    "CalendarDay",
    "Date",
    "Fault",
    "Identifier",
    "InputError",
    "Items",
    "Pattern",
    "Problem",
    "Prose",
    "Rule",
    "Text",
    "ValuePath",
    "Version",
    "decode",
    "did_you_mean",
    "encode",
    "from_plain",
    "kind_of",
    "known",
    "members",
    "one_of",
    "printable",
    "quote",
    "repeated",
    "show_path",
]
