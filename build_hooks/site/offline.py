"""The site without a network: the service worker, with the list of all that the build has made.

The worker itself is `service-worker.js` beside this; it keeps nothing that is not in the list, byte for byte.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from pathlib import Path, PurePosixPath

from build_hooks.site.kept_files import kept

ADDRESS = "service-worker.js"
"""Where the worker lies: at the site's root, since a worker can answer for what lies beside and under it."""
SCRIPT = Path(__file__).with_name(ADDRESS)
FIRST = ("", "assess/", "models/", "practices/", "503.html")
"""The pages that lead on; and the one that says what is not there."""
LEFT_OUT = ("404.html", "sitemap.xml*", "**/*.map", "**/again/*", "schema/*", ADDRESS)
"""What nobody opens without a network: what a host shows, what machines read, second addresses."""
ASSESSING = ("assets/assess/**", "assets/calculator/*", "assets/data/*", "assets/pyodide/**")
"""The scorer, the scripts that speak to it, and what it reads."""
LARGE = 400_000
"""Files of so many bytes are seldom other ones than at the build before, and take long to be packed."""
_HEAD = re.compile(r"\s*</head>", re.IGNORECASE)


def worker(site: Path) -> str:
    """The worker of a built site. The same site gives the same worker."""
    groups: dict[str, list[list[str | int]]] = {"shell": [], "assess": [], "pages": []}
    for path in sorted(site.rglob("*")):
        file = path.relative_to(site).as_posix()
        if path.is_file() and not any(PurePosixPath(file).full_match(pattern) for pattern in LEFT_OUT):
            data = path.read_bytes()
            address = file.removesuffix("index.html")
            groups[_group(address)].append([address, _hash(data), _packed(path.name, data)])
    listed = json.dumps(groups, separators=(",", ":"))
    build = hashlib.sha256(listed.encode()).hexdigest()[:12]
    return f'self.site = {{"build":"{build}","groups":{listed}}}\n{_code()}'


def farewell() -> str:
    """The worker of a site without one: it removes what an earlier build has had kept, and itself."""
    return f"self.site = null\n{_code()}"


def named(html: str) -> str:
    """A page with a name for its own content, by which its script can tell whether there is a newer one."""
    return _HEAD.sub(f'<meta name="cx-page" content="{_hash(html.encode())}"></head>', html, count=1)


def _group(address: str) -> str:
    path = PurePosixPath(address)
    if any(path.full_match(pattern) for pattern in ASSESSING):
        return "assess"
    shell = address in FIRST or path.parts[0] == "assets" or address == "search/search_index.json"
    return "shell" if shell else "pages"


def _packed(name: str, data: bytes) -> int:
    """How many bytes a file has, packed."""
    if len(data) < LARGE:
        return len(zlib.compress(data))
    return int(
        kept(
            f"size of {name.split('.')[0]}{PurePosixPath(name).suffix}",
            (data,),
            lambda: b"%d" % len(zlib.compress(data)),
        )
    )


def _hash(data: bytes) -> str:
    """Of the hash as much as tells two files apart: 96 bits, in 16 letters."""
    return base64.b64encode(hashlib.sha256(data).digest())[:16].decode()


def _code() -> str:
    return SCRIPT.read_text("utf-8")
