"""Blocks in the format that was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from build_hooks.cli.outputs import Format, write
from build_hooks.cli.printing.blocks import Block, Heading
from build_hooks.cli.printing.file import article_of, page_of
from build_hooks.cli.printing.markdown import markdown_of
from build_hooks.cli.printing.terminal import text_of


def print_blocks(parts: Sequence[Sequence[Block]], form: Format, output: Path | None) -> None:
    """Write several results, each of several blocks, as text, Markdown or one page."""
    if form is Format.HTML:
        title = next(block.text for block in parts[0] if isinstance(block, Heading))
        write(page_of(title, *map(article_of, parts)), output)
    elif form is Format.MARKDOWN:
        write("\n".join(map(markdown_of, parts)), output)
    else:
        write("\n".join(text_of(blocks, plain=output is not None) for blocks in parts), output)
