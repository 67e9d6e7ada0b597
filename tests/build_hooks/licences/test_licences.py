"""What others have written goes with its licence, and nothing goes without."""

from __future__ import annotations

import html
import json
import logging
import re
import shutil
from importlib.util import find_spec
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from build_hooks import licences
from build_hooks.hooks import UNUSED, Build
from build_hooks.library.messages import load_messages
from build_hooks.licences import LIBRARIES, LicenceError, Part, is_foreign, parts, unclaimed


def theme() -> Path:
    found = find_spec("material")
    assert found is not None
    return Path(str(found.origin)).parent / "templates/assets"


def written(site: Path, *addresses: str) -> Path:
    for address in addresses:
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_text("x")
    return site


def test_a_file_is_ours_or_belongs_to_a_part(tmp_path: Path) -> None:
    own = ("index.html", "assets/assess/0a/update.js")
    foreign = ("assets/assess/0a/idb.js", "assets/pyodide/0a/python.zip", "assets/javascripts/bundle.0a.min.js.map")
    site = written(tmp_path, *own, *foreign, "404.html", "sitemap.xml", "assets/assess/0a/new.js", "fonts/a.woff2")
    assert list(unclaimed(site, own)) == ["assets/assess/0a/new.js", "fonts/a.woff2"]


def test_a_file_without_a_notice_fails_a_strict_build(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    build: Any = Build()
    build.own, build.messages, build.offline = frozenset(), load_messages(), False
    build.sources = SimpleNamespace(symptoms=())
    config: Any = SimpleNamespace(site_dir=str(written(tmp_path, "assets/javascripts/new.js")), site_url="")
    with caplog.at_level(logging.WARNING):
        build.on_post_build(config=config)
    [record] = caplog.records
    assert record.getMessage() == (
        "cx: assets/javascripts/new.js: shipped, but not ours, and of no part in build_hooks/licences; name the part there, or leave it out"
    )


def test_every_part_has_its_licence_and_notice() -> None:
    found = parts()
    assert len({part.name for part in found}) == len(found)
    for part in found:
        assert re.search(r"Copyright|Fonticons|PSF|Pictogrammers", part.text), part.name
        assert len(part.text) > 500, part.name
        assert part.source.startswith("https://"), part.name
    by_file = {pattern: part for part in found for pattern in part.files}
    said = {name: by_file[f"assets/assess/**/{name}"].licence for name in LIBRARIES}
    assert said == {"idb.js": "ISC", "lit-html.js": "BSD-3-Clause"}


def test_what_the_theme_has_packed_is_named() -> None:
    """Its maps say which packages are in its scripts and style sheets."""
    packed = set()
    for path in theme().rglob("*.map"):
        address = f"assets/{path.relative_to(theme()).as_posix()}"
        assert is_foreign(address), address
        for source in json.loads(path.read_text("utf-8"))["sources"]:
            packed |= set(re.findall(r".*node_modules/((?:@[^/]+/)?[^/]+)", source))
    assert packed == {part.packed for part in parts() if part.packed}


def test_a_library_without_its_licence_is_not_shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(licences.NODE_MODULES / "idb", tmp_path / "idb")
    (tmp_path / "idb/LICENSE").unlink()
    monkeypatch.setattr(licences, "NODE_MODULES", tmp_path)
    with pytest.raises(LicenceError, match="LICENSE of idb is not there"):
        parts.__wrapped__()


def test_the_site_names_them_all_and_ships_nothing_that_is_not_asked_for(site: Path) -> None:
    page = html.unescape((site / "about/licences/index.html").read_text("utf-8"))

    def shown(part: Part) -> bool:
        lines = [line.strip() for line in part.text.strip().splitlines()]
        return part.name in page and all(line in page for line in lines)

    assert [part.name for part in parts() if not shown(part)] == []
    assert [pattern for pattern in UNUSED if any(path.is_file() for path in site.glob(pattern))] == []
    assert 'href="../licences/"' in (site / "about/cite/index.html").read_text("utf-8")
    [notice] = site.glob("assets/pyodide/*/NOTICE.txt")
    text = notice.read_text("utf-8")
    for words in ("Copyright (C) 2019-2022, Pyodide contributors", "Mozilla Public License Version 2.0", "Exhibit B"):
        assert words in text
    assert "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2" in text
