"""The quick look in words: between which stages it likely lies, on what assumption, and what is left to be answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from cxcore.view.blocks import Fact, Paragraph
from cxcore.view.words import Words, capitalised

type Report = Mapping[str, Any]


def likely(words: Words, report: Report) -> str:
    """`Likely stage 1 to 2`; `These answers exclude no stage` where they do not."""
    t, (low, high) = words.t, report["quick"]["interval"]
    if _excludes_none(words, report):
        return t("report.headline.quick.any", noun=words.noun)
    return t("report.headline.quick" if low else "report.headline.quick.none", noun=words.noun, low=low, high=high)


def quick_lines(words: Words, report: Report) -> Iterator[str]:
    """That it is a quick look, what it assumes and what lies without that, and how many questions are left."""
    t, counts, ends = words.t, report["answered"], report["stage_interval"]
    yield t("report.quick", asked=counts["answered"], count=len(words.framework.practices), noun=words.noun)
    if not _excludes_none(words, report):
        same = report["quick"]["interval"] == ends
        low, high = (words.stage(end).lower() for end in ends)
        yield t("report.quick.proven" if same else "report.quick.assumes", noun=words.noun, low=low, high=high)
    if counts["unanswered"]:
        yield t("report.quick.rest", count=counts["unanswered"])


def quick_fact(words: Words, report: Report) -> Iterator[Fact]:
    """Between which stages it likely lies, with what is counted of each as the receipt."""
    if (quick := report["quick"]) is None:
        return
    t, (low, high) = words.t, quick["interval"]
    ends = t("report.range.ends", low=capitalised(words.stage(low)), high=words.stage(high))
    counted = (
        Paragraph(t("receipt.quick.stage", stage=words.stage(s["order"]), **_counts(s)), "fine")
        for s in quick["stages"]
    )
    receipt = (*counted, Paragraph(t("receipt.quick"), "fine"))
    yield Fact(t("report.quick.name"), ends, t("report.quick.detail", noun=words.noun), receipt)


def _counts(stage: Mapping[str, Any]) -> dict[str, Any]:
    return {key: stage[key] for key in ("asked", "met", "applicable", "least", "most")}


def _excludes_none(words: Words, report: Report) -> bool:
    return bool(report["quick"]["interval"] == [0, len(words.framework.stages)])
