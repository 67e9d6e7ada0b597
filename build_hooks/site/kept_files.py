"""What takes long to make and is seldom another: kept from one build to the next, in the folder of what can be made again."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256

from build_hooks.places import ROOT

FOLDER = ROOT / ".cache" / "made"
_DIGEST = 32


def kept(name: str, inputs: tuple[str | bytes, ...], make: Callable[[], bytes]) -> bytes:
    """What `make` makes of `inputs`: as it was kept under `name`, if it was made of the same, else made and kept.

    Where nothing can be read or written, it is made each time.
    """
    total = sha256()
    for each in inputs:
        data = each.encode("utf-8") if isinstance(each, str) else each
        total.update(sha256(data).digest())
    file, digest = FOLDER / name, total.digest()
    with suppress(OSError):
        if (found := file.read_bytes()).startswith(digest):
            return found[_DIGEST:]
    made = make()
    part = file.with_name(f"{name}.{os.getpid()}.part")  # another build may be at it
    with suppress(OSError):
        FOLDER.mkdir(parents=True, exist_ok=True)
        part.write_bytes(digest + made)
        part.replace(file)
    return made
