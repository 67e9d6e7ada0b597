"""How fast everything is: one command, and ratios of things that are measured side by side.

    python3 -m build_hooks bench [PART …] [--runs 5]

Each part compares what the project does with the plain way to do it, in turns, and prints a table in Markdown. A ratio holds from one
machine to another; milliseconds and seconds are those of this one, and of what else it does. Without a part, all are measured, which
takes some ten minutes. Nothing is fetched but from this machine.
"""

# ruff: noqa: T201
from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Sequence
from functools import cached_property
from pathlib import Path

from tests.benchmarks import answers, builds, edits, pages, runtime, scorer


class Bench:
    """What the parts measure, and the builds that they share."""

    def __init__(self, folder: Path, runs: int, rows: int, against: Sequence[Path]) -> None:
        self.folder, self.runs, self.rows, self.against = folder, runs, rows, against

    @cached_property
    def site(self) -> Path:
        """Our site."""
        builds.build(self.folder / "site")
        return self.folder / "site"

    @cached_property
    def plain(self) -> Path:
        """The same pages as a plain site."""
        builds.build(self.folder / "plain", builds.plain_project(self.folder / "plain-of-pages"))
        return self.folder / "plain"

    def pages(self) -> str:
        """Each kind of page on a phone, against the same page of a plain site."""
        return pages.measure(self.folder, self.runs, self.site, self.plain)

    def runtime(self) -> str:
        """From the navigation to a scorer that is ready, against a plain start of Pyodide."""
        return runtime.measure(self.folder, self.runs, self.site, self.against)

    def answer(self) -> str:
        """From an answer to the screen and to the new result, with 46 and with 500 practices."""
        return answers.measure(self.folder, self.runs)

    def build(self) -> str:
        """A build of all models against a plain one, and one of 2,000 practices."""
        return builds.measure(self.folder, self.runs)

    def edit(self) -> str:
        """From saving a file to seeing the change, while the site is served."""
        return edits.measure(self.folder, self.runs)

    def scorer(self) -> str:
        """`cx batch`, against copying its table."""
        return scorer.measure(self.folder, self.runs, self.rows)


PARTS: dict[str, Callable[[Bench], str]] = {
    part.__name__: part for part in (Bench.pages, Bench.runtime, Bench.answer, Bench.build, Bench.edit, Bench.scorer)
}


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the tables of the parts that are wanted, each when it is there."""
    parser = argparse.ArgumentParser(
        prog="python3 -m build_hooks bench",
        description=__doc__.partition("\n")[0],
        epilog="\n".join(["parts:", *(f"  {name:8} {part.__doc__}" for name, part in PARTS.items())]),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help="one of those below; without any, all")
    parser.add_argument("--runs", type=int, default=5, help="turns in which each thing is measured once (default: 5)")
    parser.add_argument("--rows", type=int, default=40_000, help="respondents of the scorer's table (default: 40,000)")
    parser.add_argument(
        "--against",
        type=Path,
        action="append",
        default=[],
        metavar="FOLDER",
        help="an unpacked npm package of another Pyodide, to compare the runtime with besides the one that is shipped",
    )
    wish = parser.parse_args(arguments)
    if unknown := [part for part in wish.parts if part not in PARTS]:
        parser.error(f"no part {', '.join(unknown)}; there are {', '.join(PARTS)}")
    if wish.runs < 1 or wish.rows < 4:
        parser.error("at least one run, and four rows")
    with tempfile.TemporaryDirectory(prefix="cx-bench-") as folder:
        bench = Bench(Path(folder), wish.runs, wish.rows, wish.against)
        for name in wish.parts or PARTS:
            print(PARTS[name](bench), flush=True)


if __name__ == "__main__":
    main()
