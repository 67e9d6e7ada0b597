"""The folder of a site that is served: it holds what was built last and nothing else, and what is as it was is not written again."""

from __future__ import annotations

import os
from pathlib import Path

from build_hooks.site.kept_folder import KeptFolder
from tests.build_hooks.site.test_builds import contents

OLD = 1_000_000_000


def built(folder: KeptFolder, site: Path, files: dict[str, bytes]) -> set[str]:
    """Build a site of these files; gives those that were written."""
    for path in site.rglob("*"):
        os.utime(path, (OLD, OLD))
    folder.begin(str(site))
    for name, content in files.items():
        folder.write(content, str(site / name))
    folder.end(site)
    assert {name: content for name, content in contents(site).items() if not name.startswith(".")} == files
    return {name for name in files if (site / name).stat().st_mtime != OLD}


def test_what_is_as_it_was_is_not_written_again_and_what_is_gone_is_taken_away(tmp_path: Path) -> None:
    folder, site = KeptFolder(), tmp_path / "site"
    site.mkdir()
    (site / ".hidden").write_bytes(b"")
    (site / "stale.html").write_bytes(b"of another build")
    assert built(folder, site, {"a.html": b"a", "b/index.html": b"b"}) == {"a.html", "b/index.html"}
    assert built(folder, site, {"a.html": b"c", "b/index.html": b"b"}) == {"a.html"}
    assert built(folder, site, {"a.html": b"c", "b/index.html": b""}) == {"b/index.html"}
    # A folder where a file was, and a file where a folder was.
    assert built(folder, site, {"a.html/deep/index.html": b"c", "b": b"b"}) == {"a.html/deep/index.html", "b"}
    assert built(folder, site, {"b": b"b"}) == set()
    assert sorted(path.name for path in site.iterdir()) == [".hidden", "b"]


def test_what_others_write_is_left_and_what_a_build_does_not_write_it_has_not(tmp_path: Path) -> None:
    folder, page = KeptFolder(), tmp_path / "index.html"
    page.write_bytes(b"of the build before")
    folder.begin(str(tmp_path))
    assert not folder.has(str(page))
    folder.write(b"of the build before", str(page))
    assert folder.has(str(page))
    (tmp_path / "sitemap.xml.gz").write_bytes(b"packed")
    folder.end(tmp_path, {"sitemap.xml.gz", "not/there"})
    assert contents(tmp_path) == {"index.html": b"of the build before", "sitemap.xml.gz": b"packed"}
