"""The service worker's list of what the build has made, and the worker that takes everything away again."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from pathlib import Path
from typing import Any

import pytest

from build_hooks.site import offline

FILES = {
    "index.html": b"home",
    "503.html": b"not here",
    "404.html": b"nowhere",
    "learn/faq/index.html": b"questions",
    "assets/theme/bundle.0123abcd.js": b"code",
    "assets/theme/bundle.0123abcd.js.map": b"map",
    "assets/assess/0123456789ab/assess.js": b"module",
    "assets/assess/0123456789ab/again/assess.js": b"module",
    "assets/data/words.0123456789ab.json": b"{}",
    "search/search_index.json": b"{}",
    "search/texts.0123456789ab.json": b"[]",
    "service-worker.js": b"an earlier one",
    "sitemap.xml.gz": b"map",
}


def site_of(worker: str) -> dict[str, Any]:
    """What the worker is told of its site."""
    value: dict[str, Any] = json.loads(worker.partition("\n")[0].removeprefix("self.site = "))
    return value


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A site of a few files."""
    for name, content in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    return tmp_path


def test_each_file_is_listed_for_whom_it_is(folder: Path) -> None:
    groups = site_of(offline.worker(folder))["groups"]
    assert {group: [address for address, *_ in listed] for group, listed in groups.items()} == {
        "shell": ["503.html", "assets/theme/bundle.0123abcd.js", "", "search/search_index.json"],
        "assess": ["assets/assess/0123456789ab/assess.js", "assets/data/words.0123456789ab.json"],
        "pages": ["learn/faq/", "search/texts.0123456789ab.json"],
    }
    (_, digest, size) = groups["pages"][0]
    assert base64.b64decode(digest) == hashlib.sha256(b"questions").digest()[:12]
    assert size == len(zlib.compress(b"questions"))


def test_a_build_is_named_after_all_that_is_in_it(folder: Path) -> None:
    first = offline.worker(folder)
    (folder / "service-worker.js").write_text(first)
    assert offline.worker(folder) == first
    (folder / "learn/faq/index.html").write_bytes(b"question!")
    assert site_of(offline.worker(folder))["build"] != site_of(first)["build"]


def test_a_site_without_a_worker_takes_away_what_was_kept() -> None:
    assert offline.farewell().startswith("self.site = null\n")


def test_every_page_is_in_the_list_and_bears_a_name_of_its_own(site: Path) -> None:
    listed = site_of((site / offline.ADDRESS).read_text("utf-8"))["groups"].values()
    addresses = {address for group in listed for address, *_ in group}
    pages = {path: path.relative_to(site).as_posix().removesuffix("index.html") for path in site.rglob("*.html")}
    assert set(pages.values()) - addresses == {"404.html"}
    names = [path.read_text("utf-8").partition('name="cx-page" content="')[2][:16] for path in pages]
    assert len(set(names)) == len(names) and all(len(name) == 16 for name in names)
