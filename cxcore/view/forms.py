"""What a form of the calculator is: its fields, how the text typed into one is read, and how a result is laid out."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Any

from cxcore.metrics import Range, Share
from cxcore.reading import InputError, Problem, quote
from cxcore.rounding import rounded
from cxcore.view.html import Html, element
from cxcore.view.messages import Messages

_PLAIN = r"[+-]?(?:\d{1,12}|\d{1,3}(?:[, \u00a0\u202f]\d{3}){1,3})(?:\.\d{1,9})?"
_NUMBER = re.compile(_PLAIN, re.ASCII)
_RANGE = re.compile(rf"({_PLAIN})(?:\s*(?:-|–|to)\s*({_PLAIN}))?(?:\s*(?:-|–|to)\s*({_PLAIN}))?", re.ASCII)
_SAMPLE = re.compile(rf"({_PLAIN})\s*(?:of|out of|/)\s*({_PLAIN})", re.ASCII)
_GROUPING = re.compile(r"[, \u00a0\u202f]")
_WHOLE = re.compile(r"n = [\d,]+|± [\d.,]+|[\d.,]+ %")


class Unit(StrEnum):
    """What is typed into a field. A percentage becomes a share of 1."""

    COUNT = "count"
    NUMBER = "number"
    PERCENT = "percent"
    RANGE = "range"
    """A number, or the lower and the higher end of where it lies, with the likely one between them or without."""
    SHARE = "share"
    """The same in per cent, or so many of so many."""


_WANTED = {
    Unit.COUNT: "a whole number",
    Unit.NUMBER: "a number",
    Unit.PERCENT: "a percentage",
    Unit.RANGE: "a number, or a lower to a higher one",
    Unit.SHARE: "so many of so many, or a percentage, or a lower to a higher one",
}


@dataclass(frozen=True, slots=True)
class Field:
    """A field by its name, which is the path of a problem with it; `example` is what the worked example has in it."""

    name: str
    unit: Unit
    example: str
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A form: its fields, and the function from their values (None for an optional field left empty) to an outcome."""

    id: str
    fields: tuple[Field, ...]
    work: Callable[[Mapping[str, Any], Messages], Outcome]

    @property
    def groups(self) -> dict[str, list[Field]]:
        """The fields by the part of their names before the dot, which is empty where there is none."""
        groups: dict[str, list[Field]] = {}
        for field in self.fields:
            group, _, rest = field.name.partition(".")
            groups.setdefault(group if rest else "", []).append(field)
        return groups


@dataclass(frozen=True, slots=True)
class Outcome:
    """A result: the figure as it is read out, what it means, a picture of its interval, and the same as data."""

    figure: str
    range: str
    meaning: Sequence[str]
    data: Mapping[str, str | None]
    verdict: str = ""
    picture: Html | None = None
    carry: tuple[str, str] | None = None
    """The words of a link that takes the result on to the form about what pays, and what it fills in there."""

    def html(self) -> Html:
        """The result as one element."""
        range_ = f" {_unbroken(self.range)}" if self.range else ""
        line = element("p", element("strong", _unbroken(self.figure)), range_, class_="cx-outcome__figure")
        picture = [self.picture] if self.picture else []
        verdict = [element("p", self.verdict, class_="cx-outcome__verdict")] if self.verdict else []
        meaning = [element("p", _unbroken(text)) for text in self.meaning]
        onward = [element("p", _link(*self.carry))] if self.carry else []
        return element("div", line, *picture, *verdict, *meaning, *onward, class_="cx-outcome", data_outcome=True)


def _unbroken(text: str) -> str:
    """The text with spaces that do not break a line within a figure and its sign, as in "n = 400" and "95 %"."""
    return _WHOLE.sub(lambda found: found[0].replace(" ", "\u00a0"), text)


def _link(words: str, value: str) -> Html:
    return element("a", words, href="#payback", data_carry=value)


# --- reading ----------------------------------------------------------------------------------------------------------


def read(form: Form, typed: Mapping[str, str]) -> dict[str, Any]:
    """The values of a form's fields from the texts typed into them, by name; None for an optional field left empty.

    A count is an int, a number and a percentage (as a share of 1) a Fraction, a range a `Range`, a share a `Range` or, of a
    count from a sample, a `Share`. Raises InputError with a problem for each text that is none.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for field in form.fields:
        text = typed.get(field.name, "").strip()
        if not text and field.optional:
            values[field.name] = None
        elif (value := _value(field.unit, text.replace("−", "-"))) is None:
            found = quote(text) if text else "nothing"
            problems.append(Problem((field.name,), found, f"{_WANTED[field.unit]}, such as {field.example}"))
        else:
            values[field.name] = value
    if problems:
        raise InputError(problems)
    return values


def _value(unit: Unit, text: str) -> int | Fraction | Range | Share | None:
    """What a text says in a unit, or None."""
    match unit:
        case Unit.NUMBER:
            return _number(text)
        case Unit.COUNT:
            return _whole(text)
        case Unit.PERCENT:
            number = _number(text.removesuffix("%").rstrip())
            return None if number is None else number / 100
        case Unit.RANGE:
            return _range(re.sub("[£€$]", "", text), 1)
        case Unit.SHARE if counts := _SAMPLE.fullmatch(text):
            part, n = (_whole(count) for count in counts.groups())
            return None if part is None or n is None else Share(part, n)
        case Unit.SHARE:
            return _range(text.replace("%", ""), 100)


def _exact(plain: str) -> Fraction:
    return Fraction(_GROUPING.sub("", plain))


def _number(text: str) -> Fraction | None:
    return _exact(text) if _NUMBER.fullmatch(text) else None


def _whole(text: str) -> int | None:
    number = _number(text)
    return None if number is None or number.denominator != 1 else number.numerator


def _range(text: str, whole: int) -> Range | None:
    """One, two or three numbers in ascending order, each divided by `whole`."""
    match = _RANGE.fullmatch(text.strip())
    ends = [_exact(end) / whole for end in match.groups() if end] if match else []
    if not ends or ends != sorted(ends):
        return None
    return Range(ends[0], ends[1], ends[2]) if len(ends) == 3 else Range.of(ends[0], ends[-1])


# --- laying out -------------------------------------------------------------------------------------------------------


def picture(start: float, low: float, value: float, high: float, end: float, marks: Sequence[str]) -> Html:
    """The interval on its scale, as a picture of what the words say; `marks` stand below its start, its middle and its end."""

    def at(number: float) -> float:
        return (number - start) / (end - start) * 100

    def place(number: float) -> str:
        return rounded(number, 2).replace("−", "-")

    parts = [
        element("rect", width="100", height="6", class_="cx-range__ground"),
        element("rect", x=place(at(low)), width=place(at(high) - at(low)), height="6", class_="cx-range__band"),
    ]
    lines = ([(at(0), "zero")] if start < 0 else []) + [(at(value), "value")]
    for x, kind in lines:
        parts.append(element("line", x1=place(x), x2=place(x), y1="0", y2="6", class_=f"cx-range__{kind}"))
    drawing = element("svg", *parts, viewBox="0 0 100 6", preserveAspectRatio="none")
    return element(
        "div", drawing, element("p", *(element("span", text) for text in marks)), class_="cx-range", aria_hidden="true"
    )
