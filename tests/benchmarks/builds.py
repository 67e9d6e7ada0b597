"""What a build of the site takes: of all our models, against a plain MkDocs build of the same Markdown, and of
2,000 practices.
"""

from __future__ import annotations

import hashlib
import sys
import time
from pathlib import Path

from build_hooks.places import ROOT
from build_hooks.runtime import build_runtime
from tests.benchmarks.figures import Row, in_turns, table
from tests.benchmarks.processes import Cost, cost
from tests.build_hooks.site.project import Project, many

BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir"]
VARIABLES = {"CX_SITE_URL": "https://example.org/", "CX_REPO_URL": "", "NO_MKDOCS_2_WARNING": "1"}


def build(site: Path, root: Path = ROOT) -> Cost:
    """Build the project at `root` into `site`."""
    return cost([*BUILD, str(site)], cwd=root, variables=VARIABLES)


def plain_project(folder: Path) -> Path:
    """Our pages as a plain MkDocs project."""
    folder.mkdir()
    cost([sys.executable, "-m", "tests.benchmarks.plain", str(folder)], cwd=ROOT, variables=VARIABLES)
    return folder


def digest(site: Path) -> str:
    """A hash of all files of a site, with their names."""
    total = hashlib.sha256()
    for path in sorted(site.rglob("*")):
        if path.is_file():
            total.update(f"{path.relative_to(site)}\0".encode() + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def measure(folder: Path, runs: int) -> str:
    """Our build to a plain one, the runtime's part of a second build, that two builds are alike; and many practices."""
    plain = plain_project(folder / "plain-project")

    def timed_runtime(_: int) -> float:
        start = time.perf_counter()
        build_runtime(ROOT)
        return time.perf_counter() - start

    things = {
        "ours": lambda turn: (build(folder / f"site-{turn}"), digest(folder / f"site-{turn}")),
        "plain": lambda _: (build(folder / "plain-site", plain), ""),
    }
    found = in_turns(things, runs)
    alike = len({made for _, made in found["ours"]}) == 1
    processor = {name: [each.processor for each, _ in costs] for name, costs in found.items()}
    runtime = in_turns({"runtime": timed_runtime}, runs, unmeasured=1)["runtime"]
    project = Project.small(folder / "large")
    for i in range(4):  # a model holds 500 at most
        many(project.root / "frameworks", 500, f"many-{i}")
    big = [(build(folder / "large-site", project.root), size(folder / "large-site")) for _ in range(min(runs, 3))]
    return table(
        "build",
        [
            Row("all models, processor time, to a plain MkDocs build", processor["ours"], "s", processor["plain"], 1),
            Row("all models, on the clock", [each.clock for each, _ in found["ours"]], "s", (), 1),
            Row("all models, the site", [size(folder / "site-0")], "MB", (), 1),
            Row("the runtime, built before", runtime, "s", (), 2),
            Row("2,000 practices, processor time", [each.processor for each, _ in big], "s", (), 1),
            Row("2,000 practices, the site", [each for _, each in big], "MB", (), 1),
            Row(f"builds that are alike to the byte, of {runs}", [runs if alike else 0], ""),
        ],
    )


def size(site: Path) -> float:
    """The megabytes of all files of a site."""
    return sum(path.stat().st_size for path in site.rglob("*") if path.is_file()) / 1e6
