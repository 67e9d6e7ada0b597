"""Whether every link of the built site leads somewhere: pages, files and anchors."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_LINK = re.compile(
    rf"<(?:a|area|link|img|script|source|iframe|embed|audio|video|track)\b[^>]*?\s(?:href|src){_VALUE}", re.IGNORECASE
)
_ID = re.compile(rf"\s(?:id|name){_VALUE}", re.IGNORECASE)
_ORIGIN = "https://site.invalid"


def broken(site: Path, site_url: str) -> Iterator[str]:
    """One line for each link in the HTML files under `site` that leads to no file or anchor there.

    Links to other sites are not followed. `site_url` says under which path the site is served, for links in absolute form.
    """
    root = urlsplit(site_url).path.rstrip("/") + "/"
    own = f"{urlsplit(site_url).scheme}://{urlsplit(site_url).netloc}" if site_url else _ORIGIN
    texts = {path.relative_to(site).as_posix(): path.read_text("utf-8") for path in sorted(site.rglob("*.html"))}
    anchors = {name: set(_values(_ID, text)) for name, text in texts.items()}
    for name, text in texts.items():
        here = f"{own}{root}{name.removesuffix('index.html')}"
        for target in sorted(set(_values(_LINK, text))):
            parts = urlsplit(urljoin(here, target))
            if f"{parts.scheme}://{parts.netloc}" != own:
                continue
            path = unquote(parts.path)
            if not path.startswith(root):
                yield f"{name}: the link {target!r} leads out of the site"
                continue
            address = path[len(root) :]
            address += "index.html" if not address or address.endswith("/") else ""
            if not (site / address).is_file():
                yield f"{name}: the link {target!r} leads to no file"
            elif parts.fragment and address in anchors and unquote(parts.fragment) not in anchors[address]:
                yield f"{name}: the link {target!r} leads to no anchor"


def _values(attribute: re.Pattern[str], text: str) -> Iterator[str]:
    """The values of an attribute, however they are quoted."""
    return (html.unescape(found[found.lastindex or 0]) for found in attribute.finditer(text))
