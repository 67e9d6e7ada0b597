"""The parts of pages that only scripts make of use, in a script that a browser keeps, instead of in each page.

They are a form for light or dark, the search, what the theme's script is told and the notice of a newer version, nearly half of the
theme's frame; and what a practice's page says of an answer. `docs/assets/theme/frame.js` puts them into the page before it is painted.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

from jinja2 import Environment

from build_hooks.site.squeezed import squeezed

ADDRESS = "assets/theme/frame.js"
PARTS = {
    ".md-header__title": "frame/header.html",
    "[data-unanswered]": "frame/answered.html",
    ".md-dialog": "frame/end.html",
}
"""The template of each part, by the element that the part stands behind."""


def frame(env: Environment, values: dict[str, Any], worker: str) -> str:
    """What `frame.js` has before it: HTML of the theme's templates, and what the theme's own script is told, which has the search's
    `worker` go before its own. `values` are what the templates know; no address in them may hang on a page's own.
    """
    language: Callable[..., Any] = env.get_template("partials/language.html").make_module
    known = {
        **values,
        "lang": language(values),
        "features": values["config"].theme["features"],
        "base_url": "",
        "page": None,
    }
    parts = {before: squeezed(env.get_template(name).render(known)).strip() for before, name in PARTS.items()}
    base = env.get_template("base.html")
    told = re.sub(r"</?script[^>]*>", "", "".join(base.blocks["config"](base.new_context(known))))
    config = json.loads(told)
    config["search"] = config["search"].replace("assets/javascripts/workers/", f"{worker}#")
    value = {"config": config, "parts": {before: html for before, html in parts.items() if html}}
    return f"self.frame={json.dumps(value, ensure_ascii=False, separators=(',', ':'))}\n"
