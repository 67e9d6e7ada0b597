"""The command `cx`.

`inputs` reads, `models` finds frameworks, `outputs` writes. A command reads, lets the scorer compute, lets `cxcore.view` tell the
result, and lets `printing` put what is told on the terminal or into a file.
"""

from build_hooks.cli.app import app

__all__ = ["app"]
