"""What is listed of a theme: all that MkDocs would take of it."""

from __future__ import annotations

from pathlib import Path

import material  # type: ignore[import-untyped]  # the theme has no types
from jinja2 import FileSystemLoader

from build_hooks.places import ROOT
from build_hooks.site.theme_files import ThemeFiles


def test_all_is_listed_that_is_in_no_hidden_folder() -> None:
    folders = [ROOT / "docs/overrides", Path(material.__file__).parent / "templates"]
    everything = FileSystemLoader(folders).list_templates()
    shown = [name for name in everything if not any(part.startswith(".") for part in name.split("/")[:-1])]
    assert ThemeFiles(folders).list_templates() == shown
    assert 100 < len(shown) < len(everything) / 10
    name = ".icons/material/home.svg"
    assert name in everything and name not in shown
    assert ThemeFiles(folders).get_source(None, name)[0].startswith("<svg")  # type: ignore[arg-type]  # it asks no environment
