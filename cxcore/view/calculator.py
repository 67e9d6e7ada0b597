"""The calculator: forms as data, and what was typed into one turned into a result in words.

`FORMS` is the only definition of the forms: the page is built from it, and `calculate` reads what the page sends by it.
The figures come from `cxcore.metrics`; here they are rounded, once, and put into the words of the message catalogue.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from typing import Any

from cxcore import metrics
from cxcore.reading import InputError, Problem, one_of, quote, show_path
from cxcore.rounding import rounded
from cxcore.view.business_case import BUSINESS_CASE
from cxcore.view.forms import Field, Form, Outcome, Unit, picture, read
from cxcore.view.html import Html
from cxcore.view.messages import Messages

TABLE_REPLIES = (20, 50, 100, 200, 400, 1000, 2000)
"""The numbers of replies in the table of margins; each can be halved, and divided by ten."""


def calculate(payload: Any, messages: Messages) -> dict[str, Any]:
    """What a form's fields come to.

    `payload` is {"form": its id, "fields": {name: the text typed}}. Gives {"result": the figures as shown, "html": the
    result in words}, or {"problems": [{"field", "message"}]} where something typed cannot be used. Raises InputError for a
    form or a field that does not exist.
    """
    form = _form(payload["form"])
    typed = payload["fields"]
    names = [field.name for field in form.fields]
    if unknown := [name for name in typed if name not in names]:
        raise InputError(Problem(("fields", name), "an unknown field", one_of(names)) for name in unknown)
    try:
        outcome = form.work(read(form, typed), messages)
    except InputError as error:
        return {"problems": [{"field": show_path(p.path), "message": _message(p, messages)} for p in error.problems]}
    return {"result": dict(outcome.data), "html": str(outcome.html())}


def example(form: Form, messages: Messages) -> Html:
    """The result of a form's worked example, as HTML."""
    return form.work(read(form, {field.name: field.example for field in form.fields}), messages).html()


def margins(messages: Messages) -> Iterator[dict[str, str]]:
    """The rows of the table of margins: for each number of replies, the intervals of two shares and of a score of 30."""
    for n in TABLE_REPLIES:
        yield {
            "n": rounded(n, 0),
            "half": _span(metrics.proportion(n // 2, n), messages),
            "most": _span(metrics.proportion(n * 9 // 10, n), messages),
            "nps": messages("calc.span", **_ends(metrics.nps(n // 2, n * 3 // 10, n // 5), 1)),
        }


# --- reading ----------------------------------------------------------------------------------------------------------


def _form(form_id: str) -> Form:
    for form in FORMS:
        if form.id == form_id:
            return form
    raise InputError([Problem(("form",), quote(str(form_id)), one_of([form.id for form in FORMS]))])


def _message(problem: Problem, messages: Messages) -> str:
    return messages("calc.problem", found=problem.found, expected=problem.expected)


# --- one figure -------------------------------------------------------------------------------------------------------


def _nps(values: Mapping[str, int], t: Messages) -> Outcome:
    estimate = metrics.nps(values["promoters"], values["passives"], values["detractors"])
    shares = {name: rounded(Fraction(100 * values[name], estimate.n), 1) for name in ("promoters", "detractors")}
    ends = _ends(estimate, 1)
    figure, n = rounded(estimate.value, 0), rounded(estimate.n, 0)
    return Outcome(
        figure,
        t("calc.range", **ends, n=n),
        [t("calc.nps.shares", **shares), t("calc.means.score", **ends), t("calc.misses")],
        {"value": figure, **ends, "n": n},
        picture=picture(-100, estimate.low, float(estimate.value), estimate.high, 100, ("−100", "0", "100")),
    )


def _share(estimate: metrics.Estimate, t: Messages) -> Outcome:
    ends = _percent_ends(estimate)
    figure, n = rounded(100 * estimate.value, 1), rounded(estimate.n, 0)
    return Outcome(
        t("calc.percent", value=figure),
        t("calc.range.percent", **ends, n=n),
        [t("calc.means.share", **ends), t("calc.misses")],
        {"value": figure, **ends, "n": n},
        picture=picture(0, 100 * estimate.low, float(100 * estimate.value), 100 * estimate.high, 100, ("0", "", "100")),
    )


def _ces(values: Mapping[str, int], t: Messages) -> Outcome:
    score = metrics.ces([values[f"answer_{answer}"] for answer in range(1, 8)])
    mean, n = rounded(score.value, 2), rounded(score.n, 0)
    upper = {"value": rounded(100 * score.upper.value, 1), **_percent_ends(score.upper)}
    data: dict[str, str | None] = {
        "value": mean,
        "n": n,
        "deviation": rounded(score.deviation, 2),
        "upper": upper["value"],
    }
    share = t("calc.ces.upper", **upper)
    if score.margin is None or score.low is None or score.high is None:
        none = {"margin": None, "low": None, "high": None}
        return Outcome(mean, t("calc.range.none", n=n), [t("calc.ces.same"), share], data | none)
    ends = {"low": rounded(score.low, 2), "high": rounded(score.high, 2)}
    margin = rounded(score.margin, 2)
    return Outcome(
        t("calc.plus_minus", value=mean, margin=margin),
        t("calc.range", **ends, n=n),
        [share, t("calc.ces.deviation", deviation=data["deviation"]), t("calc.means.mean", **ends), t("calc.misses")],
        data | ends | {"margin": margin},
        picture=picture(1, score.low, float(score.value), score.high, 7, ("1", "", "7")),
    )


# --- two figures ------------------------------------------------------------------------------------------------------


def _nps_difference(values: Mapping[str, int], t: Messages) -> Outcome:
    samples = [
        metrics.Promoters(*(values[f"{when}.{name}"] for name in metrics.Promoters._fields))
        for when in ("before", "after")
    ]
    difference = metrics.nps_difference(samples[0], samples[1])
    both = {
        when: t("calc.one", value=rounded(one.value, 0), range=t("calc.range", **_ends(one, 1), n=rounded(one.n, 0)))
        for when, one in zip(("before", "after"), (metrics.nps(*sample) for sample in samples), strict=True)
    }
    return _compared(difference, 1, 1, t, "calc.points", both)


def _share_difference(values: Mapping[str, int], t: Messages) -> Outcome:
    samples = [metrics.Share(values[f"{when}.successes"], values[f"{when}.n"]) for when in ("before", "after")]
    difference = metrics.proportion_difference(samples[0], samples[1])
    both = {}
    for when, sample in zip(("before", "after"), samples, strict=True):
        one = metrics.proportion(*sample)
        value = t("calc.percent", value=rounded(100 * one.value, 1))
        both[when] = t(
            "calc.one", value=value, range=t("calc.range.percent", **_percent_ends(one), n=rounded(one.n, 0))
        )
    return _compared(difference, 100, 1, t, "calc.percentage_points", both)


def _mean_difference(values: Mapping[str, Any], t: Messages) -> Outcome:
    before, after = (
        metrics.Mean(*(values[f"{when}.{name}"] for name in metrics.Mean._fields)) for when in ("before", "after")
    )
    return _compared(metrics.mean_difference(before, after), 1, 2, t, "calc.scale_points")


def _compared(
    difference: metrics.Difference,
    scale: int,
    places: int,
    t: Messages,
    unit: str,
    both: Mapping[str, str] | None = None,
) -> Outcome:
    low, high = scale * difference.low, scale * difference.high
    value = rounded(scale * difference.value, places, signed=True)
    ends = {"low": rounded(low, places, signed=True), "high": rounded(high, places, signed=True)}
    margin = rounded(scale * difference.margin, places)
    verdict = "chance" if difference.could_be_chance else "more"
    figures = [t("calc.both", **both)] if both else []
    end = 1.25 * max(abs(low), abs(high))
    return Outcome(
        t(unit, value=t("calc.plus_minus", value=value, margin=margin)),
        t("calc.range.difference", **ends),
        [t(f"calc.verdict.{verdict}.means"), *figures],
        {"value": value, "margin": margin, **ends, "verdict": verdict},
        t(f"calc.verdict.{verdict}"),
        picture(-end, low, float(scale * difference.value), high, end, ("", "0", "")),
    )


# --- how many replies -------------------------------------------------------------------------------------------------


def _sample_share(values: Mapping[str, Any], t: Messages) -> Outcome:
    expected = Fraction(1, 2) if values["expected"] is None else values["expected"]
    replies = metrics.replies_for_proportion(values["margin"], expected, values["population"])
    about = {"margin": _brief(100 * values["margin"]), "expected": _brief(100 * expected)}
    return _planned(replies, values, t("calc.sample-share.means", **about), t)


def _sample_nps(values: Mapping[str, Any], t: Messages) -> Outcome:
    shares = {name: values[name] for name in ("promoters", "detractors") if values[name] is not None}
    if len(shares) == 1:
        missing = "detractors" if "promoters" in shares else "promoters"
        raise InputError([Problem((missing,), "nothing", "both shares, or neither")])
    replies = metrics.replies_for_nps(values["margin"], population=values["population"], **shares)
    kind = "calc.sample-nps.means" if shares else "calc.sample-nps.means.most"
    return _planned(replies, values, t(kind, margin=_brief(values["margin"])), t)


def _planned(replies: int, values: Mapping[str, Any], means: str, t: Messages) -> Outcome:
    n = rounded(replies, 0)
    meaning = [means]
    invited = None
    if values["rate"] is not None:
        invitations = metrics.invitations(replies, values["rate"])
        invited = rounded(invitations, 0)
        population = values["population"]
        if population is not None and invitations >= population:
            meaning.append(t("calc.invite.all", population=rounded(population, 0)))
        else:
            meaning.append(t("calc.invite", invited=invited))
    return Outcome(t("calc.replies", count=replies, n=n), "", meaning, {"value": n, "invited": invited})


# --- showing ----------------------------------------------------------------------------------------------------------


def _ends(estimate: metrics.Estimate, places: int) -> dict[str, str]:
    return {"low": rounded(estimate.low, places), "high": rounded(estimate.high, places)}


def _percent_ends(estimate: metrics.Estimate) -> dict[str, str]:
    return {"low": rounded(100 * estimate.low, 1), "high": rounded(100 * estimate.high, 1)}


def _span(estimate: metrics.Estimate, t: Messages) -> str:
    return t("calc.span.percent", **_percent_ends(estimate))


def _brief(number: Fraction) -> str:
    """A number that was typed, without decimals that say nothing."""
    text = rounded(number, 2)
    return text.rstrip("0").removesuffix(".")


# --- the forms --------------------------------------------------------------------------------------------------------


def _fields(unit: Unit, **examples: str) -> tuple[Field, ...]:
    return tuple(Field(name, unit, text) for name, text in examples.items())


def _twice(before: Sequence[Field], after: Sequence[Field]) -> tuple[Field, ...]:
    groups = (("before", before), ("after", after))
    return tuple(Field(f"{when}.{f.name}", f.unit, f.example) for when, fields in groups for f in fields)


_C, _N = Unit.COUNT, Unit.NUMBER
_PLANNING = (Field("population", _C, "8,000", optional=True), Field("rate", Unit.PERCENT, "20", optional=True))

FORMS = (
    Form("nps", _fields(_C, promoters="200", passives="120", detractors="80"), _nps),
    Form(
        "csat",
        _fields(_C, satisfied="164", replies="200"),
        lambda v, t: _share(metrics.csat(v["satisfied"], v["replies"]), t),
    ),
    Form(
        "ces",
        tuple(Field(f"answer_{k}", _C, text) for k, text in enumerate(("4", "4", "6", "12", "24", "60", "90"), 1)),
        _ces,
    ),
    Form(
        "share",
        _fields(_C, successes="312", n="400"),
        lambda v, t: _share(metrics.proportion(v["successes"], v["n"]), t),
    ),
    Form(
        "nps-difference",
        _twice(
            _fields(_C, promoters="200", passives="120", detractors="80"),
            _fields(_C, promoters="216", passives="108", detractors="76"),
        ),
        _nps_difference,
    ),
    Form(
        "share-difference",
        _twice(_fields(_C, successes="164", n="200"), _fields(_C, successes="182", n="200")),
        _share_difference,
    ),
    Form(
        "mean-difference",
        _twice(
            (*_fields(_N, mean="5.94", deviation="1.38"), Field("n", _C, "200")),
            (*_fields(_N, mean="6.00", deviation="1.35"), Field("n", _C, "200")),
        ),
        _mean_difference,
    ),
    Form(
        "sample-share",
        (Field("margin", Unit.PERCENT, "5"), Field("expected", Unit.PERCENT, "80", optional=True), *_PLANNING),
        _sample_share,
    ),
    Form(
        "sample-nps",
        (
            Field("margin", _N, "5"),
            Field("promoters", Unit.PERCENT, "50", optional=True),
            Field("detractors", Unit.PERCENT, "20", optional=True),
            *_PLANNING,
        ),
        _sample_nps,
    ),
    *BUSINESS_CASE,
)
"""The forms in the order of the page."""
