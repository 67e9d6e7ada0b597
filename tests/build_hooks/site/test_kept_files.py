"""What is kept from build to build is made again when it is made of something else, and never missed where it cannot be kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.site import kept_files
from build_hooks.site.kept_files import kept


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    monkeypatch.setattr(kept_files, "FOLDER", tmp_path / "made")
    return []


def asked(made: list[bytes], *inputs: str | bytes, name: str = "file.xlsx") -> bytes:
    def make() -> bytes:
        made.append(repr(inputs).encode())
        return made[-1]

    return kept(name, inputs, make)


def test_it_is_made_once_of_the_same_and_anew_of_anything_else(made: list[bytes]) -> None:
    first = asked(made, "a", b"b")
    assert asked(made, "a", b"b") == first == b"('a', b'b')"
    assert len(made) == 1
    # Neither another cut between inputs, nor another name, nor what is only near is the same.
    for inputs in (("ab",), ("a", "b", ""), ("a", "c")):
        assert asked(made, *inputs) == repr(inputs).encode()
    assert asked(made, "a", "c", name="other.xlsx") == b"('a', 'c')"
    assert len(made) == 5
    assert sorted(path.name for path in kept_files.FOLDER.iterdir()) == ["file.xlsx", "other.xlsx"]


def test_what_is_broken_or_cannot_be_kept_is_made_each_time(made: list[bytes]) -> None:
    asked(made, "a")
    (kept_files.FOLDER / "file.xlsx").write_bytes(b"cut")
    assert asked(made, "a") == b"('a',)"
    kept_files.FOLDER.rename(kept_files.FOLDER.with_name("away"))
    kept_files.FOLDER.write_text("a file in its place")
    assert [asked(made, "a"), asked(made, "a")] == [b"('a',)"] * 2
    assert len(made) == 4
