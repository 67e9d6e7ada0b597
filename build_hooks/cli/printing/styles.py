"""The part of the site's style sheets that one page needs, so that a file by itself looks as it does on the site.

The site chooses its colours by an attribute that its script sets; a file without scripts leaves that to the reader's system.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from build_hooks.places import FILE_STYLES, project_file

SHEETS = ("docs/assets/stylesheets/cx.css", "docs/assets/stylesheets/assess.css")

_LIGHT, _DARK = '[data-md-color-scheme="default"]', '[data-md-color-scheme="slate"]'
_IN_DARK = "@media screen and (prefers-color-scheme: dark)"
_NAME = re.compile(r"\.([\w-]+)|\[([\w-]+)|(?<![\w:#.-])([a-z][a-z0-9]*)(?![\w(-])")
_PSEUDO = re.compile(r"::?[\w-]+")
_MEDIA = ("@media print", "@media screen", "@media (max-width", "@media (prefers-reduced-motion")

type Rule = tuple[str, str]
"""A selector, or the head of an at-rule, and what stands in its braces."""


def styles_for(html: str) -> str:
    """The rules that can apply to something in `html`, in the order of the sheets."""
    there = _names_in(html)
    return "\n".join(_kept(_rules(_sheets()), there))


@cache
def _sheets() -> str:
    texts = [FILE_STYLES.read_text("utf-8"), *(project_file(sheet).read_text("utf-8") for sheet in SHEETS)]
    return re.sub(r"/\*.*?\*/", "", "\n".join(texts), flags=re.DOTALL)


def _names_in(html: str) -> frozenset[str]:
    """The names of elements and attributes, and the classes, that stand in a text of HTML."""
    tags = re.findall(r"<([a-z][a-z0-9]*)((?:\s+[\w-]+(?:=\"[^\"]*\")?)*)\s*/?>", html)
    names = {element for element, _ in tags}
    for attributes in {attributes for _, attributes in tags}:
        for name, value in re.findall(r"([\w-]+)(?:=\"([^\"]*)\")?", attributes):
            names |= {name, *(value.split() if name == "class" else ())}
    return frozenset(names)


def _rules(css: str) -> Iterator[Rule]:
    """The rules of a sheet, those in an at-rule still together."""
    start = depth = 0
    for i, character in enumerate(css):
        if character == "{":
            if depth == 0:
                head, body = css[start:i].strip(), i + 1
            depth += 1
        elif character == "}":
            depth -= 1
            if depth == 0:
                yield head, css[body:i].strip()
                start = i + 1


def _kept(rules: Iterator[Rule], there: frozenset[str]) -> Iterator[str]:
    for head, body in rules:
        if head.startswith("@"):
            inner = "\n".join(_kept(_rules(body), there)) if head.startswith(_MEDIA) else ""
            if inner or head.startswith("@page"):
                yield f"{head} {{\n{inner or body}\n}}"
            continue
        selectors = [selector for selector in _split(head) if _applies(selector, there)]
        if not selectors:
            continue
        dark = [selector.replace(_DARK, ":root") for selector in selectors if _DARK in selector]
        rest = [selector.replace(_LIGHT, ":root") for selector in selectors if _DARK not in selector]
        if rest:
            yield f"{', '.join(rest)} {{ {body} }}"
        if dark:
            yield f"{_IN_DARK} {{ {', '.join(dark)} {{ {body} }} }}"


def _applies(selector: str, there: frozenset[str]) -> bool:
    """Whether the selector can match. It may say yes where the parts never stand in each other, never no where they do."""
    selector = selector.replace(_LIGHT, "").replace(_DARK, "")
    selector = re.sub(r":(?:not|has)\((?:[^()]|\([^()]*\))*\)", "", selector)
    for choice in re.findall(r":(?:is|where)\(((?:[^()]|\([^()]*\))*)\)", selector):
        if not any(_applies(part, there) for part in _split(choice)):
            return False
    selector = re.sub(r":[\w-]+\((?:[^()]|\([^()]*\))*\)|\"[^\"]*\"", "", selector)
    names = {name for found in _NAME.findall(_PSEUDO.sub("", selector)) for name in found if name}
    return names <= there


def _split(selectors: str) -> Sequence[str]:
    """Selectors at their commas, but not at those within parentheses."""
    parts, depth = [""], 0
    for character in selectors:
        depth += (character == "(") - (character == ")")
        if character == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += character
    return [" ".join(part.split()) for part in parts]
