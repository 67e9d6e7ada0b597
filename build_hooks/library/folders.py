"""What a folder holds that somebody put there."""

from __future__ import annotations

from pathlib import Path

_LEFT = {"thumbs.db", "ehthumbs.db", "desktop.ini", "icon\r", "__macosx"}


def entries(folder: Path) -> list[Path]:
    """The files and folders of a folder, by name, without what systems and programs leave in it. Raises OSError.

    Left out are hidden entries such as `.DS_Store`, Windows' pictures and settings of a folder, what a Mac packs into
    archives beside the files, locks of office programs (`~$team.xlsx`) and copies that editors keep (`notes.md~`).
    """
    return sorted(path for path in folder.iterdir() if not _left(path.name))


def _left(name: str) -> bool:
    return name.startswith((".", "~$")) or name.endswith("~") or name.casefold() in _LEFT
