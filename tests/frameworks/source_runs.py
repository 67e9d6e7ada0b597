"""The runs of eight words in the documents that the models were made from, as hashes: our sentences share none of them.

    python3 -m build_hooks run python -m tests.frameworks.source_runs FOLDER

writes `source-runs.txt` anew from the text files in FOLDER. The hashes say nothing of the documents, which are not ours
to publish; whoever holds them can make the file again. Run it when a source is added.
"""

from __future__ import annotations

import sys
from functools import cache
from hashlib import blake2b
from pathlib import Path

from tests.frameworks.reading import runs

FILE = Path(__file__).with_name("source-runs.txt")
LENGTH = 8
DIGITS = 10
"""Of each hash: so many that in all our texts together a chance match is not to be expected once in a thousand sites."""


def hashed(run: str) -> str:
    """The hash of a run of words."""
    return blake2b(run.encode("utf-8"), digest_size=DIGITS // 2).hexdigest()


@cache
def known() -> frozenset[str]:
    """The hashes of the sources' runs."""
    return frozenset(FILE.read_text("ascii").split())


def shared(text: str) -> list[str]:
    """The runs that a text shares with the sources."""
    return [run for run in runs(text, LENGTH) if hashed(run) in known()]


def write(folder: Path) -> int:
    """Write the file from the text files in `folder`; the number of runs."""
    found = sorted(
        {hashed(run) for path in sorted(folder.glob("*.txt")) for run in runs(path.read_text("utf-8"), LENGTH)}
    )
    rows = [" ".join(found[i : i + 10]) for i in range(0, len(found), 10)]
    FILE.write_text("\n".join(rows) + "\n", "ascii")
    return len(found)


if __name__ == "__main__":
    if len(sys.argv) != 2 or not list(Path(sys.argv[1]).glob("*.txt")):
        sys.exit("usage: python -m tests.frameworks.source_runs FOLDER (with the sources as .txt files)")
    sys.stdout.write(f"{write(Path(sys.argv[1]))} runs of {LENGTH} words in {FILE.name}\n")
