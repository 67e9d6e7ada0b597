"""The same pages as a plain MkDocs project: Markdown on disk, the theme as it comes, and nothing of ours around it.

    python -m tests.benchmarks.plain FOLDER

It is what our build is held against: what it takes beyond this is what we add.
"""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config import load_config
from mkdocs.structure.files import get_files

from build_hooks.places import ROOT
from build_hooks.site.practice_words import ADDRESS

MEDIA = (".md", ".svg", ".png")
_TEMPLATE = re.compile(rb"^template: .*\n", re.MULTILINE)
"""At the head of a page: the template of ours that it is put into."""
OURS = ("hooks", "watch", "extra", "extra_css", "exclude_docs")


class _Loader(yaml.SafeLoader):
    """YAML with MkDocs' tag for variables of the environment, of which the defaults are taken."""


_Loader.add_constructor("!ENV", lambda loader, node: loader.construct_sequence(node)[-1])


def write(folder: Path, root: Path = ROOT) -> None:
    """Write the project of `root` into `folder` as a plain one."""
    os.chdir(root)
    config = load_config(str(root / "mkdocs.yml"), site_url="https://example.org/", repo_url="")
    config.plugins.on_startup(command="build", dirty=False)
    config = config.plugins.on_config(config)
    files = config.plugins.on_files(get_files(config), config=config)
    for file in files:
        if file.src_uri.endswith(MEDIA) and file.src_uri != ADDRESS and not file.src_uri.startswith("overrides/"):
            path = folder / "docs" / file.src_uri
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(_TEMPLATE.sub(b"", file.content_bytes))
    plain: dict[str, Any] = yaml.load((root / "mkdocs.yml").read_text("utf-8"), _Loader)
    plain = {key: value for key, value in plain.items() if key not in OURS}
    theme = {key: value for key, value in plain["theme"].items() if key not in ("custom_dir", "static_templates")}
    theme["features"] = [each for each in theme["features"] if each != "content.action.edit"]
    plain |= {"theme": theme, "nav": config.nav, "plugins": ["meta", "search"], "strict": False, "site_url": ""}
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(plain, sort_keys=False), "utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]).resolve())
