"""The Content-Security-Policy of a page: only what the page uses, and nothing from another origin."""

from __future__ import annotations

import re

_SCRIPT = re.compile(r"<script\b(?P<attributes>[^>]*)>(?P<code>.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_HEAD = re.compile(r'\s*<!doctype html>\s*<html\b[^>]*>\s*<head>\s*<meta charset="utf-8">', re.IGNORECASE)

_STARTS_SCORER = re.compile(r"<div[^>]*\sdata-(?:assess|calculator|shelf|together)[\s>]")
"""The part of a page that starts the scorer; only a page that has it may compile WebAssembly."""


class PolicyError(ValueError):
    """A page holds an inline script, which the policy does not allow, or has no place for the policy."""


def with_policy(html: str) -> str:
    """`html` with a policy in its head, before anything that it is to hold for, and with the wish that no page be told from where
    its visitor comes. No script in the page itself is allowed: one that got there by a text does not run, whatever the reason why it
    is there. Raises PolicyError for one, and where the head begins otherwise than with its charset.
    """
    head = _HEAD.match(html)
    if head is None:
        raise PolicyError(
            f"the page begins with {html.strip()[:80]!r}, so that its policy has no place; expected '<!doctype html>', '<html>',"
            " '<head>' and, before anything else in it, '<meta charset=\"utf-8\">'"
        )
    for found in filter(_is_code, _SCRIPT.finditer(html)):
        raise PolicyError(f"a script in the page itself: {found['code'].strip()[:60]!r}; put it into a file")
    starts_scorer = _STARTS_SCORER.search(html) is not None
    scripts = ["'self'", *(["'wasm-unsafe-eval'"] if starts_scorer else [])]
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(scripts),
        "style-src": "'self'",
        "img-src": "'self' data:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "manifest-src": "'self'",
        # The search's worker is started by its address, the scorer's from a blob, which inherits this policy.
        "worker-src": "'self' blob:" if starts_scorer else "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    content = "; ".join(f"{name} {value}" for name, value in rules.items())
    policy = f'<meta http-equiv="Content-Security-Policy" content="{content}">'
    referrer = '<meta name="referrer" content="no-referrer">'
    return f"{head[0]}\n      {policy}\n      {referrer}{html[head.end() :]}"


def _is_code(script: re.Match[str]) -> bool:
    return "src=" not in script["attributes"] and "application/json" not in script["attributes"]
