"""The command in a process of its own, and what it shows on a terminal."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import Literal

import pytest

CX = (sys.executable, "-c", "from build_hooks.cli import app; app()")
"""`cx` as a command line, whether or not it is installed."""


def shown(*arguments: object, stream: Literal["stdout", "stderr"], columns: int) -> bytes:
    """What `cx` writes to a terminal of so many columns to which one of its streams leads. It must end well."""
    pty = pytest.importorskip("pty")
    main, other = pty.openpty()
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(columns)}
    env.pop("NO_COLOR", None)
    with subprocess.Popen([*CX, *map(str, arguments)], env=env, **{stream: other}) as process:
        os.close(other)
        text = b"".join(iter(lambda: _more(main), b""))
        assert process.wait(200) == 0
    os.close(main)
    return text


def _more(terminal: int) -> bytes:
    """What comes next, nothing at the end, which Linux tells by an error."""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""
