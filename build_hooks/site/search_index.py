"""The texts of the search, in a file of their own that is asked for only when somebody searches.

The theme asks for `search/search_index.json` at every page, reads it in the page's own thread and hands it to its worker. So that
file keeps the settings alone, and says under `docs` where the texts are; the worker in `docs/assets/search` gets them. The file with
the texts is named after what it holds, so that a browser can keep it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from build_hooks.library.sources import Sources
from build_hooks.site.pages import PROBLEMS

INDEX = "search/search_index.json"


def divide(site: Path, failed: dict[str, str], names: Mapping[str, Sequence[str]]) -> tuple[str, ...]:
    """Move the texts of the index of a built site into a file of their own, where the site has an index that is still whole.

    `failed` is what a search finds where the texts cannot be had: address, title and text of a page. `names` are other names of
    sections, by address. Gives the addresses of what was written besides.
    """
    path = site / INDEX
    if not path.is_file():
        return ()
    index: dict[str, Any] = json.loads(path.read_text("utf-8"))
    texts = _text(folded(index["docs"], names))
    address = f"texts.{hashlib.sha256(texts).hexdigest()[:12]}.json"
    (site / INDEX).with_name(address).write_bytes(texts)
    path.write_bytes(_text(index | {"docs": {"address": address, "failed": failed}}))
    return (f"search/{address}",)


def names(sources: Sources) -> dict[str, tuple[str, ...]]:
    """What symptoms are called as well, by the addresses of their sections."""
    page = f"{PROBLEMS.removesuffix('.md')}/"
    return {f"{page}#{symptom.anchor}": symptom.also for group in sources.symptoms for symptom in group.symptoms}


def folded(entries: Iterable[dict[str, Any]], names: Mapping[str, Sequence[str]]) -> list[dict[str, Any]]:
    """The theme's entries, a page's own before those of its sections, with each page's beginning and its other names in one entry.

    The theme has an entry for a page and another one for its main heading where something stands before that, as our path does,
    and repeats the page's other names at each section, which would all be found by them. `names` are those of the sections.
    """
    result: list[dict[str, Any]] = []
    page: dict[str, Any] = {"location": "#"}
    for entry in entries:
        if "#" not in entry["location"]:
            page = dict(entry)
            result.append(page)
        elif not page["text"] and page["title"].startswith(entry["title"]):
            page["text"] = entry["text"]
        else:
            own = names.get(entry["location"])
            others = {key: value for key, value in entry.items() if key != "tags"}
            result.append(others | ({"tags": list(own)} if own else {}))
    return result


def _text(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
