"""Records what the runtime is made of: the hashes of Pyodide's files, and the modules that the scorer uses.

Run it when the version in package.json has changed or the build asks for it, and look at the difference it makes:

    python3 -m build_hooks run python -m build_hooks.runtime.record
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from build_hooks.library.messages import load_texts
from build_hooks.library.sources import load_sources
from build_hooks.places import PYODIDE, ROOT, RUNTIME
from build_hooks.runtime.files import CHECKSUMS, LOCK, MODULES, SHIPPED, STDLIB
from build_hooks.setup.environment import Environment
from cxcore.model import Framework
from cxcore.reading import encode, jsontext

HEADER = """\
# The modules of the standard library, and of Pyodide's own, that the browser's Python is shipped with: those that were
# in sys.modules after starting, scoring, rendering and failing in a full Pyodide (exercise.py beside this file).
# Written by python -m build_hooks.runtime.record.
"""


def checksums(package: Path) -> str:
    files = {
        name: hashlib.sha256((package / name).read_bytes()).hexdigest() for name in sorted((*SHIPPED, STDLIB, LOCK))
    }
    pyodide = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    return json.dumps({"pyodide": pyodide, "files": files}, indent=2) + "\n"


def texts(root: Path) -> dict[str, Any]:
    """What the page hands to the bridge: the words, and each framework, as in the bundle."""
    frameworks = load_sources(root / "frameworks").frameworks
    return {
        "words": jsontext.dumps(load_texts()),
        "frameworks": [jsontext.dumps(encode(framework, Framework)) for framework in frameworks],
    }


def modules(package: Path, root: Path) -> str:
    """The module list, from a run of the exercise under the whole Pyodide in Node."""
    script = [str(RUNTIME / "exercise.mjs"), package.as_uri(), str(root), str(RUNTIME / "exercise.py")]
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.json"
        given.write_text(json.dumps(texts(root)), encoding="utf-8")
        command = [str(Environment(root).node), *script, str(given)]
        result = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    if result.returncode != 0:
        raise SystemExit(f"The exercise failed in Pyodide:\n{result.stderr or result.stdout}")
    names: list[str] = json.loads(result.stdout.splitlines()[-1])
    return HEADER + "\n".join(sorted(names)) + "\n"


def main() -> int:
    CHECKSUMS.write_text(checksums(PYODIDE), encoding="utf-8")
    MODULES.write_text(modules(PYODIDE, ROOT), encoding="utf-8")
    sys.stdout.write(f"Written: {CHECKSUMS.relative_to(ROOT)}, {MODULES.relative_to(ROOT)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
