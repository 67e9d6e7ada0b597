"""CITATION.cff: what those who cite the software are offered."""

from __future__ import annotations

import tomllib

import yaml

from build_hooks.places import ROOT


def test_it_has_what_the_format_asks_for_and_says_of_the_software_what_the_project_says() -> None:
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert {"cff-version", "message", "title", "authors"} <= set(cited)
    assert (cited["cff-version"], cited["type"]) == ("1.2.0", "software")
    assert (cited["version"], cited["license"]) == (project["version"], project["license"])
    messages = yaml.safe_load((ROOT / "build_hooks/messages/en.yaml").read_text("utf-8"))
    assert [author["name"] for author in cited["authors"]] == [messages["cite.by"]]
    assert f"{cited['title']}." == messages["cite.site"]
