"""Finding the frameworks that a command works with."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_hooks.cli.refusal import Refusal
from build_hooks.library.load import load_framework
from build_hooks.library.records import FrameworkRecord
from build_hooks.library.tree import SUFFIXES
from build_hooks.places import project_file
from cxcore.reading import did_you_mean, one_of, quote


class Models:
    """The frameworks in a folder, each read when it is first asked for.

    The folder holds one folder a framework, or is itself a framework's folder. Without one it is `frameworks/` of the
    working directory, or else those of the installed project.
    """

    def __init__(self, folder: Path | None = None) -> None:
        own = Path("frameworks")
        if folder is None:
            folder = own if framework_folders(own) else project_file("frameworks")
        self.folder = folder
        self._paths = {path.name: path for path in framework_folders(folder)}
        self._read: dict[str, FrameworkRecord] = {}

    @property
    def ids(self) -> Sequence[str]:
        """The ids of the frameworks, in order."""
        return sorted(self._paths)

    def get(self, framework: str, asked_by: str) -> FrameworkRecord:
        """The framework of that id. Raises Refusal where there is none, LoadError where its files have problems.

        `asked_by` says, at the start of a message, where the id was found.
        """
        if not self._paths:
            found = f"{self.folder}: no framework; expected a folder with a framework.yaml in it"
            raise Refusal(found if self.folder.is_dir() else f"{self.folder}: there is no such folder")
        if framework not in self._paths:
            parts = (
                f"unknown framework {quote(framework)}",
                f"expected {one_of(self.ids)}",
                did_you_mean(framework, self.ids),
            )
            raise Refusal(f"{asked_by}: {'; '.join(part for part in parts if part)}")
        return self.known(framework)

    def known(self, framework: str) -> FrameworkRecord:
        """The framework of that id, which is one of `ids`. Raises LoadError where its files have problems."""
        if framework not in self._read:
            self._read[framework] = load_framework(self._paths[framework])
        return self._read[framework]


def is_framework(folder: Path) -> bool:
    """Whether the folder is a framework's own."""
    return any((folder / f"framework{suffix}").is_file() for suffix in SUFFIXES)


def framework_folders(folder: Path) -> list[Path]:
    """The folders of the frameworks in a folder; itself, where it is one; none where it cannot be read."""
    try:
        if is_framework(folder):
            return [folder.resolve()]
        return sorted({path.parent for suffix in SUFFIXES for path in folder.glob(f"*/framework{suffix}")})
    except (OSError, ValueError):
        return []
