"""The command `cx`.

`inputs` reads, `models` finds frameworks, `outputs` writes. A command makes its result as data (for JSON) and as blocks, which
`printing` puts on the terminal, into Markdown or into a file.
"""

from build_hooks.cli.app import app

__all__ = ["app"]
