"""The calculator's forms about money: what a trouble costs, what a change may save, and whether that pays.

The arithmetic is `cxcore.metrics.money`. Three of the forms are one calculation in the words of three troubles; what each of
them must not be used to claim is said with every result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import partial
from typing import Any

from cxcore import metrics
from cxcore.metrics import Range
from cxcore.rounding import rounded
from cxcore.view.forms import Field, Form, Outcome, Unit, picture
from cxcore.view.html import Html
from cxcore.view.messages import Messages

STANDS = ("low", "likely", "high", "none")
"""The figures with which a case may stand, the least favourable first."""


def _trouble(form: str, values: Mapping[str, Any], t: Messages) -> Outcome:
    """What a trouble costs in a year; or, where a change was tried, what this may save of it."""
    part = metrics.avoided(values["without"], values["changed"])
    money = metrics.yearly(values["number"], part, values["each"])
    tried = values["changed"] is not None
    verdict = _first(end > 0 for end in _ends(money).values()) if tried else "all"
    shown = _three(money)
    in_100 = {name: rounded(100 * end, 1) for name, end in _ends(part).items()}
    return Outcome(
        t("calc.case.a_year", value=shown["likely"]),
        _range(money, t),
        [
            t(f"calc.case.{verdict}.means"),
            t("calc.case.fewer" if tried else "calc.case.in_100", **in_100),
            *_about_ends(money, t),
            t(f"calc.{form}.not"),
        ],
        {**shown, "verdict": verdict},
        t(f"calc.case.{verdict}"),
        _picture(money, t),
        (t("calc.case.carry"), t("calc.case.three", **shown)) if tried else None,
    )


def _payback(values: Mapping[str, Any], t: Messages) -> Outcome:
    usable = metrics.ALL if values["usable"] is None else values["usable"]
    case = metrics.case(values["gain"], values["anyway"], values["part"], usable, values["once"], values["running"])
    shown, claimed = _three(case.net), _three(case.claimed)
    months = {"best": case.repaid.best, "likely": case.repaid.likely, "worst": case.repaid.worst}
    verdict = "pays." + _first(month is not None for month in (months["worst"], months["likely"], months["best"]))
    years = metrics.MOST_MONTHS // 12
    meaning = [t(f"calc.case.{verdict}.means", years=years), t("calc.case.claimed", **claimed)]
    if values["once"].high and months["best"] is not None:
        meaning.append(t("calc.case.repaid", **{name: _after(count, t) for name, count in months.items()}))
    return Outcome(
        t("calc.case.a_year", value=shown["likely"]),
        _range(case.net, t),
        [*meaning, *_about_ends(case.net, t), t("calc.payback.not")],
        {
            **shown,
            "claimed": claimed["likely"],
            "verdict": verdict,
            **{f"months_{name}": None if count is None else rounded(count, 0) for name, count in months.items()},
        },
        t(f"calc.case.{verdict}"),
        _picture(case.net, t),
    )


def _first(holds: Iterable[bool]) -> str:
    """The first of `STANDS` with which it holds: of the low, the likely and the high figure, or none."""
    return next((name for name, so in zip(STANDS, (*holds, True), strict=True) if so))


def _after(months: int | None, t: Messages) -> str:
    if months is None:
        return t("calc.case.never", years=metrics.MOST_MONTHS // 12)
    return t("calc.case.months", count=months, n=rounded(months, 0))


def _range(money: Range, t: Messages) -> str:
    shown = _three(money)
    return t("calc.case.range", low=shown["low"], high=shown["high"]) if money.low != money.high else ""


def _about_ends(money: Range, t: Messages) -> list[str]:
    return [t("calc.case.ends")] if money.low != money.high else []


def _ends(given: Range) -> dict[str, Fraction]:
    return {"low": given.low, "likely": given.likely, "high": given.high}


def _three(money: Range) -> dict[str, str]:
    return {name: rounded(end, 0) for name, end in _ends(money).items()}


def _picture(money: Range, t: Messages) -> Html | None:
    """From 0, or from below it where the range is; none where all is nothing."""
    end = 1.25 * max(abs(float(money.low)), abs(float(money.high)))
    if not end:
        return None
    ends = (float(money.low), float(money.likely), float(money.high))
    return picture(-end, *ends, end, ("", "0", "")) if money.low < 0 else picture(0, *ends, end, ("0", "", ""))


def _form(form: str, number: str, without: str, changed: str, each: str) -> Form:
    fields = (
        Field("number", Unit.RANGE, number),
        Field("without", Unit.SHARE, without),
        Field("changed", Unit.SHARE, changed, optional=True),
        Field("each", Unit.RANGE, each),
    )
    work: Callable[[Mapping[str, Any], Messages], Outcome] = partial(_trouble, form)
    return Form(form, fields, work)


BUSINESS_CASE = (
    _form("repeats", "9,600", "84 of 400", "44 of 400", "4.20"),
    _form("complaints", "11,000 to 13,000", "60 of 1,000", "36 of 1,000", "18 to 30"),
    _form("retention", "8,000", "60 of 500", "45 of 500", "90 to 130"),
    Form(
        "payback",
        (
            Field("gain", Unit.RANGE, "1,992 to 4,032 to 6,066"),
            Field("anyway", Unit.SHARE, "0 to 10"),
            Field("part", Unit.SHARE, "80 to 100"),
            Field("usable", Unit.SHARE, "100", optional=True),
            Field("once", Unit.RANGE, "3,000"),
            Field("running", Unit.RANGE, "1,400"),
        ),
        _payback,
    ),
)
"""The forms in the order of the page."""
