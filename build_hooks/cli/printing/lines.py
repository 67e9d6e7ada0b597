"""What the printers of text share."""

from __future__ import annotations


def one_line(text: str) -> str:
    """A text without its line breaks, as it can stand in a line or a cell."""
    return " ".join(text.split())
