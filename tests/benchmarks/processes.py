"""What a command costs: time on the clock, time of the processor, and memory, its own workers counted in."""

from __future__ import annotations

import os
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds on the clock, seconds of the processor (user and system), and the most megabytes of one process."""

    clock: float
    processor: float
    memory: float


def cost(command: Sequence[str], *, cwd: Path, variables: Mapping[str, str] | None = None) -> Cost:
    """Run a command to its end. Raises SystemExit, with what it said last, where it fails."""
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        env = {**os.environ, **(variables or {})}
        process = subprocess.Popen(command, cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
        _, status, used = os.wait4(process.pid, 0)  # what this child has used, and those that it has waited for
        process.returncode = os.waitstatus_to_exitcode(status)
        clock = time.perf_counter() - start
        if process.returncode != 0:
            said.seek(0)
            raise SystemExit(f"{' '.join(command[:4])} … failed:\n{said.read().decode('utf-8', 'replace')[-3000:]}")
    return Cost(clock, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
