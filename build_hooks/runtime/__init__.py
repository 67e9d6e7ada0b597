"""The Python that runs in the visitor's browser: the files of Pyodide, and one archive of compiled modules.

`build_runtime(root)` gives a `Runtime`:

- `files`: name within the site → content. All lie in `assets/pyodide/<hash>/`, where the hash is that of their contents:
  a browser's cache can never mix two versions, and the files may be kept for ever.
- `config`: what the worker needs to start, for the page to carry (it names the folder, so it must be as fresh as the
  page): `{"base": "assets/pyodide/<hash>/", "lock": {"info": {…}, "packages": {}}, "parts": {"loader": "pyodide.mjs", "code":
  "pyodide.asm.js", "wasm": "pyodide.asm.wasm", "python": "python.zip"}}`.

In a module worker, with `root` the site's address::

    const base = new URL(config.base, root).href
    const { loadPyodide } = await import(base + 'pyodide.mjs')
    const pyodide = await loadPyodide({
      indexURL: base, stdLibURL: base + config.parts.python, lockFileContents: config.lock, packageBaseUrl: base,
    })
    const bridge = pyodide.pyimport('cxcore.bridge')

Pyodide comes from the npm package and is shipped unchanged, after a look at its hashes (`checksums.json`). `python.zip`
takes the place of its standard library: the modules named in `stdlib-modules.txt` and cxcore, compiled without
docstrings and asserts, and nearly all in one member of it, from which `sitecustomize.py` hands them out. Both lists are written by `python3 -m build_hooks run python -m build_hooks.runtime.record`,
which is due when Pyodide changes or cxcore imports another module of the standard library; the build says so.
"""

from build_hooks.runtime.archive import RuntimeBuildError
from build_hooks.runtime.files import Runtime, build_runtime

__all__ = ["Runtime", "RuntimeBuildError", "build_runtime"]
