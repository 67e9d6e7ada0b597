"""Pages kept from one build to the next while the site is served, so that an edit costs the pages that it changes.

A build goes on as ever, from the files to the check of every link. Only where MkDocs would read a page or put it into the
theme again, and nothing that goes into that is other than before, what came of it is taken as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from build_hooks.site.glossary_links import mentions
from build_hooks.site.kept_folder import KeptFolder
from build_hooks.site.serving import heard

READ = ("markdown", "meta", "content", "toc", "_title_from_render", "present_anchor_ids")
"""What MkDocs knows of a page once it has read it, beside the links in it."""


@dataclass(slots=True)
class _Kept:
    """What came of a page: `source` is what it was read from, and `around` what it was put into. `linked` is its text before terms were
    linked in it, and `names` are those within which none was.
    """

    source: Hashable
    read: dict[str, Any]
    links: dict[str, Any]
    linked: str
    names: frozenset[str]
    around: Hashable = None
    html: bytes = b""
    entries: tuple[Any, ...] = ()


class KeptPages:
    """The pages of the builds of one process. `populated` and `built` stand for the steps of MkDocs 1.6.1 of these names.

    `for_reading` is what all pages hang on when they are read, `for_building` when they are put into the theme. `index` is the
    list to which a build adds the search's entries. `names` are all names within which no term is linked, and `linked` is the text of the
    page that is being read, where terms are. A build sets each before it is needed.
    """

    def __init__(self, folder: KeptFolder) -> None:
        self._folder = folder
        self._pages: dict[str, _Kept] = {}
        self.for_reading: Hashable = None
        self.for_building: Hashable = None
        self.index: list[Any] = []
        self.names: frozenset[str] = frozenset()
        self.linked = ""

    def hang(self, *, reading: Hashable = None, building: Hashable = None) -> None:
        """Say what all pages hang on, as far as it is known; where that is as it was, it stays the same object, which is compared faster."""
        if reading is not None and reading != self.for_reading:
            self.for_reading = reading
        if building is not None and building != self.for_building:
            self.for_building = building

    def populated(self, populate: Callable[..., None], page: Any, config: Any, files: Any, dirty: bool = False) -> None:
        """Read a page by `populate`, or take what was read before."""
        file = page.file
        source = (file.content_string, file.dest_uri, page.title, page.edit_url, self.for_reading)
        kept = self._pages.get(file.src_uri)
        if kept is None or kept.source != source or mentions(kept.linked, kept.names ^ self.names):
            self._pages.pop(file.src_uri, None)
            self.linked = ""
            with heard() as said:
                populate(page, config, files, dirty)
            if said:
                return  # what it complains of is told again, as long as it is so
            read = {name: getattr(page, name) for name in READ} | {"meta": dict(page.meta)}
            links = {to.src_uri: anchors for to, anchors in (page.links_to_anchors or {}).items()}
            self._pages[file.src_uri] = _Kept(source, read, links, self.linked, self.names)
        else:
            kept.names = self.names
            for name, value in kept.read.items():
                setattr(page, name, value)
            page.meta = dict(page.meta)
            page.links_to_anchors = {files.get_file_from_path(to): anchors for to, anchors in kept.links.items()}

    def built(self, build: Callable[..., None], page: Any, *others: Any, **options: Any) -> None:
        """Write a page by `build`, or write it as it was."""
        kept, path = self._pages.get(page.file.src_uri), page.file.abs_dest_path
        if kept and kept.html and kept.around == self.for_building:
            self._folder.write(kept.html, path)
            self.index += kept.entries
        else:
            before = len(self.index)
            build(page, *others, **options)
            if kept and self._folder.has(path):
                kept.around, kept.html = self.for_building, Path(path).read_bytes()
                kept.entries = tuple(self.index[before:])
