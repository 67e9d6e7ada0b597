"""What is shipped that others have written: the parts, their licences and the texts that have to go with them.

Each file of the built site is ours or belongs to a part; `unclaimed` finds those that do neither. What is packed into others' files is
named too, as the maps that come with those files tell.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path, PurePosixPath

from build_hooks.places import NODE_MODULES, PYODIDE, addresses

TEXTS = Path(__file__).parent
LIBRARIES = {"idb.js": "idb/build/index.js", "lit-html.js": "lit-html/lit-html.js"}
"""Modules that are shipped beside ours, and where npm has put them."""


class LicenceError(Exception):
    """Something is shipped whose licence is not known here; the message says what."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """Something that others have written, and that the site ships."""

    name: str
    """What it is called."""
    licence: str
    """The licence, by its SPDX identifier where it has one."""
    source: str
    """The address of its source."""
    text: str
    """The text that has to go with it, copyright lines first."""
    files: tuple[str, ...] = ()
    """The files of the site that it consists of, as patterns of addresses; none where it is packed into those of another part."""
    packed: str = ""
    """The name in the maps of those files by which it is found there."""


@cache
def parts() -> tuple[Part, ...]:
    """All parts that the site ships. Raises LicenceError where the licence of one is not there."""
    return (*_theme(), *map(_library, LIBRARIES), *runtime_parts())


def runtime_parts() -> tuple[Part, ...]:
    """The parts of the Python that runs in the browser."""
    wasm = "C library in pyodide.asm.wasm"
    version = json.loads((PYODIDE / "package.json").read_text("utf-8"))["version"]
    return (
        Part(
            name=f"Pyodide {version}",
            licence="MPL-2.0",
            source=f"https://github.com/pyodide/pyodide/tree/{version}",
            text=_with("Copyright (C) 2019-2022, Pyodide contributors and Mozilla", "mpl-2.0"),
            files=("assets/pyodide/*/*",),
        ),
        Part(
            name="CPython 3.13 and its standard library",
            licence="PSF-2.0",
            source="https://github.com/python/cpython/tree/3.13",
            text=_read(TEXTS / "cpython.txt"),
        ),
        Part(
            name="Emscripten",
            licence="MIT OR NCSA",
            source="https://github.com/emscripten-core/emscripten",
            text=_read(TEXTS / "emscripten.txt"),
        ),
        Part(
            name=f"musl ({wasm})",
            licence="MIT",
            source="https://musl.libc.org",
            text=_with("Copyright © 2005-2020 Rich Felker, et al.", "mit"),
        ),
        Part(
            name=f"zlib ({wasm})",
            licence="Zlib",
            source="https://zlib.net",
            text=_with("Copyright (C) 1995-2024 Jean-loup Gailly and Mark Adler", "zlib"),
        ),
        Part(
            name=f"bzip2 ({wasm})",
            licence="bzip2-1.0.6",
            source="https://sourceware.org/bzip2/",
            text=_with("Copyright (C) 1996-2019 Julian R Seward", "bzip2"),
        ),
        Part(
            name=f"libffi ({wasm})",
            licence="MIT",
            source="https://github.com/libffi/libffi",
            text=_with("Copyright (c) 1996-2024 Anthony Green, Red Hat, Inc and others.", "mit"),
        ),
        Part(
            name=f"Expat ({wasm})",
            licence="MIT",
            source="https://github.com/libexpat/libexpat",
            text=_with(
                "Copyright (c) 1998-2000 Thai Open Source Software Center Ltd and Clark Cooper\nCopyright (c) 2001-2025 Expat maintainers",
                "mit",
            ),
        ),
        Part(
            name=f"libmpdec ({wasm})",
            licence="BSD-2-Clause",
            source="https://www.bytereef.org/mpdecimal/",
            text=_with("Copyright (c) 2008-2020 Stefan Krah. All rights reserved.", "bsd-2"),
        ),
        Part(
            name=f"HACL* ({wasm})",
            licence="MIT",
            source="https://github.com/hacl-star/hacl-star",
            text=_with(
                "Copyright (c) 2016-2022 INRIA, CMU and Microsoft Corporation\nCopyright (c) 2022-2023 HACL* Contributors",
                "mit",
            ),
        ),
    )


@lru_cache(maxsize=4000)
def is_foreign(address: str) -> bool:
    """Whether a file of the site belongs to a part, by its address."""
    return any(PurePosixPath(address).full_match(pattern) for part in parts() for pattern in part.files)


def unclaimed(site: Path, own: Iterable[str]) -> Iterator[str]:
    """The addresses of files in a built site that are not ours and belong to no part."""
    ours = {*own, *_MADE}
    for address in addresses(site):
        if address not in ours and not is_foreign(address):
            yield address


_MADE = ("404.html", "503.html", "service-worker.js", "search/search_index.json", "sitemap.xml", "sitemap.xml.gz")
"""What MkDocs makes of our pages."""


def _theme() -> Iterator[Part]:
    name = "mkdocs-material"
    package = distribution(name)
    folder = find_spec("material")
    assert folder is not None, "the theme is installed, since it has just been used"
    icons = Path(str(folder.origin)).parent / "templates/.icons"
    licence = package.read_text("licenses/LICENSE")
    if licence is None:
        raise LicenceError(f"licenses/LICENSE of {name} is not there; it has to be shipped")
    yield Part(
        name=f"Material for MkDocs {package.version}",
        licence="MIT",
        source="https://github.com/squidfunk/mkdocs-material",
        text=licence,
        files=(
            "assets/javascripts/bundle.*",
            "assets/javascripts/workers/*",
            "assets/stylesheets/main.*",
            "assets/stylesheets/palette.*",
        ),
    )
    for packed, spdx, source, text in (
        ("clipboard", "MIT", "zenorocha/clipboard.js", _with("Copyright (c) Zeno Rocha", "mit")),
        ("escape-html", "MIT", "component/escape-html", _with(_ESCAPE, "mit")),
        ("focus-visible", "W3C", "WICG/focus-visible", _with("Copyright (c) WICG contributors", "w3c")),
        ("lunr", "MIT", "olivernn/lunr.js", _with("Copyright (C) 2020 Oliver Nightingale", "mit")),
        ("material-design-color", "MIT", "mrmlnc/material-color", _with("Copyright (c) Denis Malinochkin", "mit")),
        ("rxjs", "Apache-2.0", "ReactiveX/rxjs", _with(_RXJS, "apache-2.0")),
        ("tslib", "0BSD", "microsoft/tslib", _with("Copyright (c) Microsoft Corporation.", "0bsd")),
    ):
        yield Part(
            name=f"{packed} (in Material for MkDocs)",
            licence=spdx,
            source=f"https://github.com/{source}",
            text=text,
            packed=packed,
        )
    yield Part(
        name="Material Design Icons (in the pages)",
        licence="Apache-2.0",
        source="https://github.com/Templarian/MaterialDesign",
        text=f"{_read(icons / 'material/LICENSE')}\n{_read(TEXTS / 'apache-2.0.txt')}",
    )
    yield Part(
        name="Font Awesome Free (the icon beside the repository's name)",
        licence="CC-BY-4.0",
        source="https://github.com/FortAwesome/Font-Awesome",
        text=_read(icons / "fontawesome/LICENSE.txt"),
    )


_ESCAPE = 'Copyright (c) 2012-2013 TJ Holowaychuk\nCopyright (c) 2015 Andreas Lubbe\nCopyright (c) 2015 Tiancheng "Timothy" Gu'
_RXJS = "Copyright (c) 2015-2018 Google, Inc., Netflix, Inc., Microsoft Corp. and contributors"


def _library(name: str) -> Part:
    """The part that a module of npm is, by what stands in its package."""
    package = LIBRARIES[name].split("/")
    folder = NODE_MODULES.joinpath(*package[: 2 if package[0].startswith("@") else 1])
    said = json.loads((folder / "package.json").read_text("utf-8"))
    repository = said["repository"]
    address = repository if isinstance(repository, str) else repository["url"]
    return Part(
        name=f"{said['name']} {said['version']}",
        licence=said["license"],
        source=re.sub(r"^(git\+)?\w+://(.*?)(\.git)?$", r"https://\2", address),
        text=_read(folder / "LICENSE"),
        files=(f"assets/assess/**/{name}",),
    )


def _with(notice: str, text: str) -> str:
    return f"{notice}\n\n{_read(TEXTS / f'{text}.txt')}"


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError as error:
        raise LicenceError(
            f"{path.name} of {path.parent.name} is not there ({error.strerror}); it has to be shipped"
        ) from None
