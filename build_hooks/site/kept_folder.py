"""The folder of the site, kept from one build to the next while it is served: what is as it was is not written again.

MkDocs empties the folder before each build and copies everything into it anew, which takes longer than an edit may.
"""

from __future__ import annotations

import os
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
        _prune(folder, {path.stat().st_ino for path in paths if path.exists()}, hidden=True)


def _prune(folder: Path, kept: set[int], *, hidden: bool = False) -> bool:
    """Leave in a folder the files that are kept, and what is hidden if that is to be; tell whether anything is left."""
    left = False
    with os.scandir(folder) as entries:
        for entry in entries:
            if hidden and entry.name.startswith("."):
                left = True
            elif entry.is_dir(follow_symlinks=False):
                if _prune(Path(entry), kept):
                    left = True
                else:
                    Path(entry).rmdir()
            elif entry.inode() in kept:
                left = True
            else:
                Path(entry).unlink()
    return left


def _clear(file: Path) -> None:
    """Take away what an earlier build has left where a file, or a folder around it, is to be."""
    if file.is_dir():
        shutil.rmtree(file)
    for folder in file.parents:
        if folder.is_file():
            folder.unlink()
