"""The texts of the search, in a file of their own that is asked for only when somebody searches.

The theme asks for `search/search_index.json` at every page, reads it in the page's own thread and hands it to its worker. So that
file keeps the settings alone, and says under `docs` where the texts are; the worker in `docs/assets/search` gets them. The file with
the texts is named after what it holds, so that a browser can keep it.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

INDEX = "search/search_index.json"


def divide(site: Path, failed: dict[str, str]) -> tuple[str, ...]:
    """Move the texts of the index of a built site into a file of their own, where the site has an index that is still whole.

    `failed` is what a search finds where the texts cannot be had: address, title and text of a page.
    Gives the addresses of what was written besides.
    """
    path = site / INDEX
    if not path.is_file():
        return ()
    index: dict[str, Any] = json.loads(path.read_text("utf-8"))
    texts = _text(index["docs"])
    address = f"texts.{hashlib.sha256(texts).hexdigest()[:12]}.json"
    (site / INDEX).with_name(address).write_bytes(texts)
    path.write_bytes(_text(index | {"docs": {"address": address, "failed": failed}}))
    return (f"search/{address}",)


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
