"""The words of the interface as a file: `messages/en.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from build_hooks.library.record_file import load_file
from build_hooks.places import MESSAGES
from cxcore.view.messages import Messages


def load_texts(path: Path = MESSAGES) -> dict[str, str]:
    """The texts by key. Raises LoadError where the file is no flat mapping of keys to texts."""
    return dict(load_file(Mapping[str, str], path))


def load_messages(path: Path = MESSAGES) -> Messages:
    """The messages. Raises LoadError."""
    return Messages(load_texts(path))
