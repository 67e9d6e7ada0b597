"""What a page costs a phone on a slow line at the first visit, against the same page of a plain MkDocs site with the same theme.

The line and the processor are those that Lighthouse takes for a phone: 1.6 Mbit/s, 150 ms, four times slower than this machine.
"""

from __future__ import annotations

import gzip
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.benchmarks.browsing import blocked, options, set_line, visiting
from tests.benchmarks.figures import Row, in_turns, table
from tests.benchmarks.hosting import hosting

KINDS = {
    "home": "",
    "model": "models/four-stages/",
    "stage": "models/four-stages/foundational-focus/",
    "practice": "models/four-stages/practices/basic-training/",
    "metric": "measure/net-promoter-score/",
    "practices": "practices/",
    "questionnaire": "assess/four-stages/",
}
PHONE: dict[str, Any] = {"viewport": {"width": 412, "height": 823}, "is_mobile": True, "has_touch": True}
FETCHED = """() => performance.getEntriesByType('resource').map(({ name, renderBlockingStatus }) => [name, renderBlockingStatus])"""
PAINTED = "() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0"


def measure(folder: Path, runs: int, site: Path, plain: Path) -> str:
    """A table for each kind of page, of `site` and of the plain site."""
    sites, started, told = {"/cx/": site, "/plain/": plain}, options(), []
    with hosting(sites) as (origin, line), sync_playwright() as browser:

        def visit(path: str, kind: str) -> Callable[[int], dict[str, float]]:
            def once(turn: int) -> dict[str, float]:
                profile = folder / f"pages-{path.strip('/')}-{kind}-{turn}"
                set_line(line, "slow4g")
                with visiting(browser, started, profile, origin + path + KINDS[kind], slower=4, **PHONE) as page:
                    painted = page.wait_for_function(PAINTED, polling=50).json_value()
                    page.wait_for_load_state("load")
                    page.wait_for_timeout(1500)  # what comes late, such as a shift, comes within
                    sent = line.sent / 1000
                    files = {urlsplit(name).path.removeprefix(path): how for name, how in page.evaluate(FETCHED)}
                    own = {file: how for file, how in files.items() if not (plain / file).is_file()}
                    figures = {
                        "painted": painted,
                        "largest": page.evaluate("seen.largest"),
                        "sent": sent,
                        "blocked": blocked(page),
                        "shift": page.evaluate("seen.shift"),
                        "blocking": sum(how == "blocking" for how in files.values()),
                        "style": sum(map(_packed, (site / file for file in own if file.endswith(".css")))),
                        "script": sum(map(_packed, (site / file for file in own if file.endswith(".js")))),
                    }
                shutil.rmtree(profile)
                return figures

            return once

        for kind in KINDS:
            found = in_turns({path: visit(path, kind) for path in sites}, runs)
            ours, base = ({key: [each[key] for each in found[path]] for key in found[path][0]} for path in sites)
            rows = [
                Row("first paint", ours["painted"], "ms", base["painted"]),
                Row("largest paint", ours["largest"], "ms", base["largest"]),
                Row("sent", ours["sent"], "kB", base["sent"]),
                Row("main thread blocked", ours["blocked"], "ms"),
                Row("layout shift", ours["shift"], "", (), 3),
                Row("files that keep the first paint waiting", ours["blocking"], ""),
                Row("our style, packed", ours["style"], "kB", (), 1),
                Row("our scripts, packed", ours["script"], "kB", (), 1),
            ]
            told.append(table(f"pages: {kind}", rows))
    return "\n".join(told)


def _packed(file: Path) -> float:
    """The kilobytes of a file as it is sent; none of one that is not there."""
    return len(gzip.compress(file.read_bytes(), 6, mtime=0)) / 1000 if file.is_file() else 0
