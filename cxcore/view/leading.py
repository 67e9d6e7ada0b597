"""How a result of several assessments names its stage, or does not: the stages between which it lies, while too little is answered.

The rule is that of one assessment's report (`cxcore.rating.Standing.headline`), and stands in each result as its `headline`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from cxcore.view.blocks import Paragraph
from cxcore.view.words import Words

type Data = Mapping[str, Any]


def unnamed(words: Words) -> str:
    """`Too few answers to name a stage`."""
    return words.t("report.headline.interval", noun=words.noun)


def lies_at(words: Words, headline: str, order: int, interval: Sequence[int]) -> str:
    """`Stage 2`; where the headline is the interval, `no stage to stage 2`, or `could be stage 2` where both ends are one."""
    if headline == "stage":
        return words.stage(order)
    low, high = map(words.stage, interval)
    return words.t("result.could_be", stage=low) if low == high else words.t("result.between", low=low, high=high)


def few(words: Words, headlines: Iterator[str]) -> Iterator[Paragraph]:
    """Below a table: why no stage is named, where one of the headlines is the interval."""
    if "interval" in headlines:
        yield Paragraph(words.t("result.few", noun=words.noun), "fine")
