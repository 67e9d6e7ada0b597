"""The page on what the site ships that others have written: each part with its licence and the text that goes with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape

from build_hooks.licences import Part

ADDRESS = "about/licences.md"
TITLE = "Licences of what is shipped"


def licence_page(parts: Sequence[Part]) -> dict[str, str]:
    """The page by its path in docs/."""
    return {ADDRESS: "\n".join(_lines(parts))}


def _lines(parts: Sequence[Part]) -> Iterator[str]:
    yield f"---\ntitle: {TITLE}\ndescription: The parts of this site that others have written, with licences and notices."
    yield f"search:\n  exclude: true\n---\n\n# {TITLE}\n"
    yield "The site ships these parts as others have made them. Its own program and texts have [licences of their own](cite.md#licences).\n"
    yield "| Part | Licence |\n|---|---|"
    yield from (f"| [{part.name}](#{_anchor(part)}) | {part.licence} |" for part in parts)
    yield ""
    for part in parts:
        # As HTML, because so many parts would make the page's contents longer than the rest of its navigation.
        yield f'<h2 id="{_anchor(part)}">{escape(part.name)}</h2>\n'
        files = f", in {', '.join(f'`{pattern}`' for pattern in part.files)}" if part.files else ""
        yield f"{part.licence}{files}. [Its source]({part.source}).\n"
        yield f'<pre class="cx-licence">{escape(part.text.strip())}</pre>\n'


def _anchor(part: Part) -> str:
    """Where the part's text stands on the page."""
    return re.sub(r"[^a-z0-9]+", "-", part.name.lower()).strip("-")
