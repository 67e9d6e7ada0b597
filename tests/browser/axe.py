"""axe-core on a page: what it finds, in words that lead to the place."""

from __future__ import annotations

from functools import cache
from typing import Any

from playwright.sync_api import Page

from tests.browser.building import ROOT

SOURCE = ROOT / "build_hooks/node_modules/axe-core/axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
STILL = """async () => {
  const frame = () => new Promise(requestAnimationFrame)
  const moving = () => document.getAnimations().filter(({ effect }) => effect.getComputedTiming().iterations !== Infinity)
  do {
    await Promise.all(moving().map(({ finished }) => finished.catch(() => {})))
    await frame() // what was told of a scroll in the last frame may set out to move in the next
    await frame()
  } while (moving().length)
}"""
RUN = """tags => window.axe.run(document, { runOnly: { type: 'tag', values: tags }, resultTypes: ['violations'] })
  .then(({ violations }) => violations.map(({ id, help, helpUrl, nodes }) => ({ id, help, helpUrl,
    nodes: nodes.map(({ target, failureSummary, html }) => ({ target: target.join(' '), failureSummary, html })) })))"""


@cache
def _source() -> str:
    return SOURCE.read_text("utf-8")


def violations(page: Page) -> list[str]:
    """One line a rule and place, once what moves on the page has come to rest."""
    page.evaluate(STILL)
    # Evaluated by the debugger, which no policy of the page concerns.
    page.evaluate(f"() => {{ {_source()} }}" if not page.evaluate("'axe' in window") else "0")
    found: list[dict[str, Any]] = page.evaluate(RUN, TAGS)
    return [
        f"{rule['id']}: {rule['help']}\n    at {node['target']}\n    {' '.join(node['html'].split())[:160]}\n"
        f"    {' '.join(node['failureSummary'].split())[:300]}\n    {rule['helpUrl']}"
        for rule in found
        for node in rule["nodes"][:8]
    ]
