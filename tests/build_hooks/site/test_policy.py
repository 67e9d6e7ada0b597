"""The policy in a page's head: own files, and of scripts in the page itself one of ours alone."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from build_hooks.site.policy import PolicyError, with_policy
from tests.build_hooks.site.markup import Markup

HEAD = '<!doctype html><html><head><meta charset="utf-8"><title>x</title>{}</head><body>{}</body></html>'


def rules(html: str) -> dict[str, list[str]]:
    (meta,) = [e for e in Markup.of(html).all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy"]
    return {name: values for name, *values in (rule.split() for rule in meta.attributes["content"].split(";"))}


def test_a_plain_page_may_load_its_own_files_and_nothing_else() -> None:
    found = rules(with_policy(HEAD.format("", "")))
    assert found["default-src"] == ["'none'"]
    assert found["script-src"] == found["style-src"] == found["connect-src"] == found["worker-src"] == ["'self'"]
    assert found["base-uri"] == found["form-action"] == ["'none'"]
    assert {value for values in found.values() for value in values} <= {"'none'", "'self'", "data:"}


def test_data_and_files_are_no_scripts_in_the_page() -> None:
    html = HEAD.format('<script src="x.js"></script>', '<script type="application/json" id="c">{"a": 1}</script>')
    assert rules(with_policy(html))["script-src"] == ["'self'"]


@pytest.mark.parametrize(
    "script", ["<script>alert(1)</script>", "<SCRIPT>alert(1)</SCRIPT >", "<script\n>alert(1)</script>"]
)
def test_a_script_in_the_page_stops_the_build(script: str) -> None:
    with pytest.raises(PolicyError, match=r"^a script in the page itself: 'alert\(1\)'; put it into a file$"):
        with_policy(HEAD.format("", script))


@pytest.mark.parametrize(
    "part", ["<div data-assess>", '<div class="x" data-calculator data-y="z">', "<div data-together>"]
)
def test_only_a_page_with_the_scorer_may_compile_webassembly_and_start_it(part: str) -> None:
    found = rules(with_policy(HEAD.format("", part)))
    assert "'wasm-unsafe-eval'" in found["script-src"]
    assert found["worker-src"] == ["'self'", "blob:"]
    assert "'unsafe-eval'" not in found["script-src"] and "'unsafe-inline'" not in found["script-src"]


def test_words_about_the_scorer_do_not_start_it() -> None:
    assert (
        "'wasm-unsafe-eval'"
        not in rules(with_policy(HEAD.format("", "<p>&lt;div data-assess&gt; data-assess</p>")))["script-src"]
    )


def test_the_policy_comes_before_anything_is_loaded_and_only_once() -> None:
    html = with_policy(HEAD.format('<link rel="stylesheet" href="x.css">', '<p><meta charset="utf-8"></p>'))
    assert html.index("Content-Security-Policy") < html.index("x.css")
    assert html.count("Content-Security-Policy") == 1


def test_no_page_is_told_from_where_a_visitor_comes() -> None:
    (meta,) = [
        e for e in Markup.of(with_policy(HEAD.format("", ""))).all("meta") if e.attributes.get("name") == "referrer"
    ]
    assert meta.attributes["content"] == "no-referrer"


@pytest.mark.parametrize(
    "html",
    [
        "<html></html>",
        HEAD.replace('<meta charset="utf-8">', ""),
        HEAD.replace('"utf-8"', "utf-8"),
        HEAD.replace("<head>", '<head><script src="x.js"></script>'),
        HEAD.replace("<head>", '<head><link rel="preload" href="x">'),
        HEAD.replace("<!doctype html>", ""),
        f"<p>before</p>{HEAD}",
        "",
    ],
)
def test_a_page_whose_head_has_no_place_for_it_stops_the_build(html: str) -> None:
    with pytest.raises(
        PolicyError, match=r"^the page begins with '.*expected '<!doctype html>', '<html>', '<head>' and"
    ):
        with_policy(html)


def test_every_page_of_the_site_has_it(site: Path) -> None:
    assert all(re.search("Content-Security-Policy", path.read_text("utf-8")) for path in site.rglob("*.html"))
