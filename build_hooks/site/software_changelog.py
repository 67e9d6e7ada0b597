"""The page on what changed in the software. Its text is CHANGELOG.md, where hosts of code and their readers look for it."""

from __future__ import annotations

ADDRESS = "about/software.md"
TITLE = "Changes to the software"

_HEAD = (
    f"---\ntitle: {TITLE}\ndescription: What changed in the program from version to version, apart from the models.\n"
    "search:\n  exclude: true\n---\n"
)


def software_changelog(text: str) -> dict[str, str]:
    """The page by its path in docs/, from the text of CHANGELOG.md."""
    _, _, body = text.partition("\n")
    return {ADDRESS: f"{_HEAD}\n# {TITLE}\n{body}"}
