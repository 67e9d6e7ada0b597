"""What the theme lists of its files: not the thousands of icons in its hidden folders, of which MkDocs takes none."""

from __future__ import annotations

import os

from jinja2 import FileSystemLoader


class ThemeFiles(FileSystemLoader):
    """The theme's templates and other files, of which those in hidden folders are found by their names alone."""

    def list_templates(self) -> list[str]:
        """The names of all that is in no hidden folder, in order."""
        found = set[str]()
        for root in self.searchpath:
            for folder, folders, names in os.walk(root):
                folders[:] = [name for name in folders if not name.startswith(".")]
                here = os.path.relpath(folder, root).replace(os.sep, "/")
                found |= {name if here == "." else f"{here}/{name}" for name in names}
        return sorted(found)
