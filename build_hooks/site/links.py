"""Whether every link of the built site leads somewhere: pages, files and anchors; and whether an anchor is one place."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from build_hooks.places import addresses
from cxcore.exchange.share import FRAGMENT

_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_LINK = re.compile(
    rf"<(?:a|area|link|img|script|source|iframe|embed|audio|video|track)\b[^>]*?\s(?:href|src){_VALUE}", re.IGNORECASE
)
_ID = re.compile(rf"<[a-z][^<>]*?\sid{_VALUE}", re.IGNORECASE)
_NAME = re.compile(rf"<a\b[^<>]*?\sname{_VALUE}", re.IGNORECASE)
_ORIGIN = "https://site.invalid"
_PLAIN = re.compile(r"((?:\.\./)*)([\w-][\w./-]*)?(?:#(.*))?", re.ASCII)
"""A link as nearly all are: so many folders up, an address there without anything to be decoded, and an anchor."""


def broken(site: Path, site_url: str) -> Iterator[str]:
    """One line for each link in the HTML files under `site` that leads to no file or anchor there, and for each id that a
    page has twice.

    Links to other sites are not followed. `site_url` says under which path the site is served, for links in absolute form.
    """
    files = set(addresses(site))
    texts = {name: (site / name).read_text("utf-8") for name in sorted(files) if name.endswith(".html")}
    pages = {name: _page(name, text, site_url) for name, text in texts.items()}
    for name, (links, ids, _) in pages.items():
        for key, count in ids.items():
            if count > 1:
                yield f"{name}: the id {key!r} stands there {count} times; each thing on a page needs one of its own"
        for target, address, anchor in links:
            if address is None:
                yield f"{name}: the link {target!r} leads out of the site"
            elif address not in files:
                yield f"{name}: the link {target!r} leads to no file"
            elif f"#{anchor}".startswith(FRAGMENT):
                pass  # answers, which the page's script reads
            elif anchor and address in pages and anchor not in pages[address][2]:
                yield f"{name}: the link {target!r} leads to no anchor"


def ids(text: str) -> set[str]:
    """The ids that stand in a page's HTML."""
    return set(_values(_ID, text))


@lru_cache(maxsize=4000)
def _page(name: str, text: str, site_url: str) -> tuple[list[tuple[str, str | None, str]], dict[str, int], set[str]]:
    """The links of a page that lead nowhere else than to the site, each with its file and anchor; how often each id stands in the
    page, and all its anchors. While the site is served most pages are as they were at the build before.
    """
    counted = Counter(_values(_ID, text))
    resolved = ((target, _resolved(name, target, site_url)) for target in sorted(set(_values(_LINK, text))))
    links = [(target, *found) for target, found in resolved if found is not None]
    return links, dict(counted), {*counted, *_values(_NAME, text)}


def _resolved(page: str, target: str, site_url: str) -> tuple[str | None, str] | None:
    """The file and the anchor to which a link on `page` leads; None for the file where that is on the same host and outside
    the site, and for both where it is on another.
    """
    if target.startswith("#"):
        return page, unquote(target[1:])
    plain = _PLAIN.fullmatch(target)
    folders = page.split("/")[:-1]
    up = plain[1].count("../") if plain else 0
    if plain and up <= len(folders) and "./" not in (plain[2] or "") and (plain[1] or plain[2]):
        address = "/".join([*folders[: len(folders) - up], plain[2] or ""])
        anchor = plain[3] or ""
    else:
        root = urlsplit(site_url).path.rstrip("/") + "/"
        own = f"{urlsplit(site_url).scheme}://{urlsplit(site_url).netloc}" if site_url else _ORIGIN
        parts = urlsplit(urljoin(f"{own}{root}{page.removesuffix('index.html')}", target))
        if f"{parts.scheme}://{parts.netloc}" != own:
            return None
        if not unquote(parts.path).startswith(root):
            return None, ""
        address, anchor = unquote(parts.path)[len(root) :], parts.fragment
    return address + ("index.html" if not address or address.endswith("/") else ""), unquote(anchor)


def _values(attribute: re.Pattern[str], text: str) -> Iterator[str]:
    """The values of an attribute, however they are quoted."""
    return (html.unescape(found[found.lastindex or 0]) for found in attribute.finditer(text))
