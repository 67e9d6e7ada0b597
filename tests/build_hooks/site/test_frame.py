"""What only scripts make of use stands in one script, and in no page; the script does what the theme's own in its pages did."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import material
import pytest

from build_hooks.site.frame import PARTS
from tests.build_hooks.site.markup import Markup

OF_THE_THEME = {
    "base.html": "d6113712bc4deb30b4bd810ee0dfc28b6f04d2f88cc0016c0f1766eac7b762b6",
    "palette.html": "8790389765ea6036effddba548b15093bb05bdc75624eaeaf8b13f3c24be4ab5",
    "content.html": "3722e156f0f6339de39fbbfc178b6e401d1a4fb890f189ac5b80c2504bda7dcf",
}
"""Templates of the theme with scripts for its pages, and their hashes."""


def told(site: Path) -> dict[str, Any]:
    (script,) = site.glob("assets/theme/frame.*.js")
    first, _, _ = script.read_text("utf-8").partition("\n")
    value: dict[str, Any] = json.loads(first.removeprefix("self.frame="))
    return value


def test_every_page_has_the_places_and_none_of_the_parts(site: Path) -> None:
    (script,) = site.glob("assets/theme/frame.*.js")
    for path in site.rglob("*.html"):
        page = path.read_text("utf-8")
        assert page.count(f"assets/theme/{script.name}") == 1, path
        for before in PARTS:
            found = len(re.findall(rf'(?<= class="){before[1:]}(?=[ "])|(?<= ){before[1:-1]}(?==)', page))
            assert found == (before[0] == "." or "/practices/" in path.as_posix().partition("/models/")[2]), (
                path,
                before,
            )
        assert not re.search("data-md-component=.(palette|search)|data-renewed|data-answered|__config", page), path


def test_the_parts_hold_no_script_no_style_and_no_address(site: Path) -> None:
    parts = told(site)["parts"]
    assert list(parts) == list(PARTS)
    for html in parts.values():
        elements = Markup.of(html).elements
        assert len(elements) > 3
        for element in elements:
            assert element.tag not in ("script", "style"), element
            assert not any(key in ("style", "href", "src") or key.startswith("on") for key in element.attributes), (
                element
            )
    components = re.findall('data-md-component="([^"]+)"', parts[".md-header__title"])
    assert components == ["palette", "search", "search-query", "search-result"]


def test_the_theme_s_script_is_told_of_our_worker(site: Path) -> None:
    config = told(site)["config"]
    assert set(config) == {"annotate", "base", "features", "search", "tags", "translations", "version"}
    worker = urlsplit(config["search"])
    assert (site / worker.path).is_file()
    assert (site / "assets/javascripts/workers" / worker.fragment).is_file()
    assert config["translations"]["search.result.none"] == "No matching documents"


@pytest.mark.parametrize(("name", "digest"), OF_THE_THEME.items())
def test_the_theme_s_own_scripts_are_those_that_ours_stands_for(name: str, digest: str) -> None:
    template = Path(material.__file__).with_name("templates") / "partials/javascripts" / name
    found = hashlib.sha256(template.read_bytes()).hexdigest()
    assert found == digest, "the theme's has changed: see whether docs/assets/theme/frame.js still does the same"
