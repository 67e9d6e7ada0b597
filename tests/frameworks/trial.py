"""The trial of the models with fifteen described organisations: what was answered, what the scorer makes of it, and its page.

    python3 -m build_hooks run python -m tests.frameworks.trial

writes the generated sections of docs/about/trial.md anew. `organisations/` holds a description each, and in `answers/` a
table a model, which `cx batch` reads, the answers that were close, and the results outside the crosswalk's intervals.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from build_hooks.library.crosswalk import CrosswalkFile
from build_hooks.library.records import FrameworkRecord
from build_hooks.library.yamlfile import read_yaml
from build_hooks.places import ROOT
from cxcore.exchange.batch import BatchRow, read_batch
from cxcore.model import Assessment
from cxcore.rating import report
from cxcore.reading.csvtext import RowProblem
from tests.ours import sources

FOLDER = ROOT / "tests" / "frameworks" / "organisations"
ANSWERS = FOLDER / "answers"
PAGE = ROOT / "docs" / "about" / "trial.md"
TAKEN = "2026-11-25"


@dataclass(frozen=True)
class Exceeding:
    """A result in `second` outside the interval that the stage reached in `first` lets one expect."""

    organisation: str
    first: str
    second: str


@cache
def models() -> dict[str, FrameworkRecord]:
    """The models, in the order of the crosswalk."""
    return {id: sources().framework[id] for id in crosswalk().models}


def crosswalk() -> CrosswalkFile:
    """What corresponds between the models."""
    return sources().crosswalk


@cache
def organisations() -> dict[str, dict[str, Any]]:
    """The descriptions by id, the smallest organisation first."""
    read = {path.stem: read_yaml(path).value for path in FOLDER.glob("*.yaml")}
    return dict(sorted(read.items(), key=lambda entry: entry[1]["size"]))


@cache
def rows(model: str) -> list[BatchRow | RowProblem]:
    """What the loader reads from the table of a model."""
    with (ANSWERS / f"{model}.csv").open(encoding="utf-8", newline="") as lines:
        return list(read_batch(lines, models()[model], TAKEN))


def assessments(model: str) -> dict[str, Assessment]:
    """The assessments of a model by organisation."""
    return {row.assessment.id: row.assessment for row in rows(model) if isinstance(row, BatchRow)}


@cache
def reports() -> dict[tuple[str, str], Any]:
    """The scorer's report for each organisation and model."""
    return {
        (organisation, id): report(model, assessment)
        for id, model in models().items()
        for organisation, assessment in assessments(id).items()
    }


def stage(organisation: str, model: str) -> int:
    """The order of the stage reached, 0 for none."""
    return int(reports()[organisation, model]["stage_reached"]["order"])


def cell(organisation: str, model: str) -> str:
    """A result as the page prints it: the stage, and the interval where it is more than that stage."""
    low, high = reports()[organisation, model]["stage_interval"]
    return f"{stage(organisation, model)}" + (f" ({low} to {high})" if low != high else "")


def exceeding() -> Iterator[Exceeding]:
    """The results that do not lie within the crosswalk's intervals."""
    for pair in crosswalk().pairs:
        interval = {alignment.reached: range(alignment.low, alignment.high + 1) for alignment in pair.stages}
        for organisation in organisations():
            if stage(organisation, pair.second) not in interval[stage(organisation, pair.first)]:
                yield Exceeding(organisation, pair.first, pair.second)


@cache
def reasons() -> dict[Exceeding, str]:
    """The results outside the intervals that are let stand, with the reason."""
    listed = read_yaml(ANSWERS / "exceptions.yaml").value
    return {
        Exceeding(*(entry[key] for key in ("organisation", "first", "second"))): entry["reason"] for entry in listed
    }


def sections() -> dict[str, str]:
    """The generated sections of the page by heading."""
    return {"Results": _results(), "Outside the intervals": _exceptions(), "The fifteen": _descriptions()}


def generated(page: str) -> str:
    """The page with its generated sections as they have to be."""
    for heading, text in sections().items():
        pattern = rf"(^## {re.escape(heading)}\n\n?).*?(?=^## |\Z)"
        page, count = re.subn(
            pattern, lambda found, text=text: f"{found[1]}{text}\n", page, flags=re.DOTALL | re.MULTILINE
        )
        if count != 1:
            raise ValueError(f"{count} sections '{heading}'; expected one")
    return page.rstrip("\n") + "\n"


def _link(model: str) -> str:
    return f"[{crosswalk().models[model].short}](../models/{model}/index.md)"


def _results() -> str:
    lines = [
        "Zero means that no stage is reached. Brackets hold the interval, where answers that are not known could move the",
        'stage; without them it is that stage alone. "Not known" counts such answers over all five models.',
        "",
    ]
    lines.append("| Organisation | People | " + " | ".join(_link(id) for id in models()) + " | Not known |")
    lines.append("|---|--:|" + ":-:|" * len(models()) + "--:|")
    for id, value in organisations().items():
        unknown = sum(reports()[id, model]["answered"]["dont_know"] for model in models())
        cells = [value["name"], f"{value['size']:,}", *(cell(id, model) for model in models()), str(unknown)]
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", "How many of the fifteen reach each stage:", ""]
    orders = range(max(len(model.stages) for model in models().values()) + 1)
    lines += ["| Model | " + " | ".join(map(str, orders)) + " |", "|---|" + ":-:|" * len(orders)]
    for id, model in models().items():
        reached = [stage(organisation, id) for organisation in organisations()]
        lowest = 0 if model.kind == "adoption" else 1
        counts = [str(reached.count(order)) if lowest <= order <= len(model.stages) else "" for order in orders]
        lines.append(f"| {_link(id)} | {' | '.join(counts)} |")
    return "\n".join(lines) + "\n"


def _exceptions() -> str:
    lines = ["| Organisation | Result | The crosswalk expects | Why it is let stand |", "|---|---|---|---|"]
    for found, reason in reasons().items():
        (pair,) = [pair for pair in crosswalk().pairs if (pair.first, pair.second) == (found.first, found.second)]
        reached, other = (stage(found.organisation, model) for model in (found.first, found.second))
        (alignment,) = [alignment for alignment in pair.stages if alignment.reached == reached]
        first, second = (crosswalk().models[model].short for model in (found.first, found.second))
        span = " to ".join(map(str, sorted({alignment.low, alignment.high})))
        name = organisations()[found.organisation]["name"]
        lines.append(f"| {name} | {first} {reached}, {second} {other} | {second} {span} | {' '.join(reason.split())} |")
    return "\n".join(lines) + "\n"


def _descriptions() -> str:
    blocks = []
    for value in organisations().values():
        lines = [
            f'??? note "{value["name"]}"',
            "",
            f"    {' '.join(value['facts'].split())}",
            "",
            "    Added for the questions:",
            "",
        ]
        blocks.append("\n".join([*lines, *(f"    - {' '.join(line.split())}" for line in value["added"])]) + "\n")
    return "\n".join(blocks)


if __name__ == "__main__":
    PAGE.write_text(generated(PAGE.read_text("utf-8")), "utf-8")
