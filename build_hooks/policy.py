"""The Content-Security-Policy of a page: only what the page uses, and nothing from another origin."""

from __future__ import annotations

import base64
import hashlib
import re

_SCRIPT = re.compile(r"<script(?P<attributes>[^>]*)>(?P<code>.*?)</script>", re.DOTALL)
_HEAD = re.compile(r'<meta charset="utf-8">')

SCORER = "data-assess"
"""The attribute of the questionnaire, which starts the scorer; only a page that does may compile WebAssembly."""

CALCULATOR = "data-calculator"
"""The attribute of the calculator, which starts the scorer too."""


def with_policy(html: str) -> str:
    """`html` with a policy in its head. Inline scripts are allowed by their hash, so no script that is not ours can run."""
    hashes = sorted({_hash(found["code"]) for found in _SCRIPT.finditer(html) if _is_code(found["attributes"])})
    starts_scorer = SCORER in html or CALCULATOR in html
    scripts = ["'self'", *(["'wasm-unsafe-eval'"] if starts_scorer else []), *hashes]
    workers = "'self' blob:" if starts_scorer else "'self'"
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(scripts),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        "worker-src": workers,
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    content = "; ".join(f"{name} {value}" for name, value in rules.items())
    meta = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    return _HEAD.sub(lambda found: f"{found[0]}\n      {meta}", html, count=1)


def _is_code(attributes: str) -> bool:
    return "src=" not in attributes and "application/json" not in attributes


def _hash(code: str) -> str:
    digest = hashlib.sha256(code.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
