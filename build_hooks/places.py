"""Where the project's folders and files are. The one module that knows; it imports nothing, so that the set-up can use it."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The checkout; of an installed wheel, the folder that holds the package."""

HERE = ROOT / "build_hooks"
PACKAGED = HERE / "packaged"
"""Where a wheel carries the frameworks and style sheets that a checkout has at its root."""

CXCORE = ROOT / "cxcore"
MESSAGES = HERE / "messages" / "en.yaml"
TEMPLATES = HERE / "site" / "templates"
STARTER = HERE / "cli" / "starter"
FILE_STYLES = HERE / "cli" / "printing" / "file.css"
NODE_MODULES = HERE / "node_modules"
PYODIDE = NODE_MODULES / "pyodide"
RUNTIME = HERE / "runtime"
CHROMIUM = HERE / "setup" / "chromium"


def project_file(path: str) -> Path:
    """A file or folder of the project, given its path from the project's root: of the checkout, or as the wheel carries it."""
    checkout = ROOT / path
    return checkout if checkout.exists() else PACKAGED / path


def addresses(folder: Path) -> list[str]:
    """The addresses of the files in the folder of a site, in order."""
    found = []
    for here, _, names in os.walk(folder):
        way = os.path.relpath(here, folder).replace(os.sep, "/")
        found += names if way == "." else [f"{way}/{name}" for name in names]
    return sorted(found)
