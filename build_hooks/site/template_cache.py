"""Compiled templates, kept from one build to the next: compiling takes longer than most pages."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256

from jinja2 import BytecodeCache, FileSystemBytecodeCache
from jinja2.bccache import Bucket

from build_hooks.places import ROOT

FOLDER = ROOT / ".cache" / "templates"


class _Cache(FileSystemBytecodeCache):
    """Templates by their names, wherever the project stands; the source that belongs to each is checked by its hash."""

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return super().get_cache_key(name)

    def dump_bytecode(self, bucket: Bucket) -> None:
        with suppress(OSError):  # what cannot be kept is compiled again
            super().dump_bytecode(bucket)


def template_cache(environment: str) -> BytecodeCache | None:
    """A cache for the templates of one environment, which is told by a text that names all that compiling hangs on; None
    where nothing can be written.
    """
    folder = FOLDER / sha256(environment.encode()).hexdigest()[:12]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return _Cache(str(folder))
