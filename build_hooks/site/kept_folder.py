"""The folder of the site, kept from one build to the next while it is served: what is as it was is not written again.

MkDocs empties the folder before each build and copies everything into it anew, which takes longer than an edit may.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any


class KeptFolder:
    """What a build has put into its folder. `begin`, `write` and `copy` stand for MkDocs' `clean_directory`, `write_file` and
    `File.copy_file`; `end` takes away what no longer belongs there.
    """

    def __init__(self) -> None:
        self._written: set[str] = set()

    def begin(self, folder: str) -> None:
        """Begin a build in a folder, whatever is in it."""
        self._written.clear()

    def write(self, content: bytes, path: str) -> None:
        """Have a file hold this, in a folder that may have to be made."""
        self._written.add(path)
        file = Path(path)
        if not file.is_file():
            _clear(file)
            file.parent.mkdir(parents=True, exist_ok=True)
        elif file.stat().st_size == len(content) and file.read_bytes() == content:
            return
        file.write_bytes(content)

    def has(self, path: str) -> bool:
        """Whether a file was written since the beginning."""
        return path in self._written

    def copy(self, file: Any) -> None:
        """Put a file of MkDocs that is no page where it belongs."""
        self.write(file.content_bytes, file.abs_dest_path)

    def end(self, folder: Path, others: Iterable[str] = ()) -> None:
        """Leave in the folder what was written since the beginning, the `others`, which are addresses in it, and what is hidden."""
        # By what they are and not by their names, of which some systems take two for one.
        paths = [*map(Path, self._written), *(folder / other for other in others)]
        kept = {_identity(path) for path in paths if path.exists()}
        for entry in folder.iterdir():
            if not entry.name.startswith("."):
                _prune(entry, kept)


def _identity(path: Path) -> tuple[int, int]:
    found = path.stat()
    return found.st_dev, found.st_ino


def _prune(path: Path, kept: set[tuple[int, int]]) -> None:
    """Take a file away that is not to be kept, or what a folder has of such, and the folder where it is empty then."""
    if not path.is_dir():
        if _identity(path) not in kept:
            path.unlink()
        return
    for entry in path.iterdir():
        _prune(entry, kept)
    if not any(path.iterdir()):
        path.rmdir()


def _clear(file: Path) -> None:
    """Take away what an earlier build has left where a file, or a folder around it, is to be."""
    if file.is_dir():
        shutil.rmtree(file)
    for folder in file.parents:
        if folder.is_file():
            folder.unlink()
