"""What people write into tables, and what it means: the heads of columns, answers, days.

A head may be a practice's id, its printed name or its question; a cell an answer's id or printed name, alone or before an
explanation. What a table does not say of itself (what numbers stand for, which columns are headed otherwise) is told
beside it, by `Conventions`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from cxcore.model import Framework
from cxcore.rating import DONT_KNOW
from cxcore.reading import Fault, InputError, Problem, did_you_mean, kebab, nearest, one_of, quote
from cxcore.reading.csvtext import Header, RowNote
from cxcore.reading.days import DayOrder

NOT_APPLICABLE = "not-applicable"

MAX_HINTS = 100
"""Columns after so many get no hint: looking for the nearest name takes time."""

LONGEST_HEAD = 500
"""In so many characters of a head a name is looked for."""

LISTED = 10
"""So many columns are noted with a line each; the others are counted."""

_STATES = {
    "n-a": NOT_APPLICABLE,
    "na": NOT_APPLICABLE,
    NOT_APPLICABLE: NOT_APPLICABLE,
    DONT_KNOW: DONT_KNOW,
    "do-not-know": DONT_KNOW,
}

_BETWEEN = re.compile(r"[\W_]+")
_APOSTROPHES = str.maketrans("", "", "'’`´")
_NUMBER = re.compile(r"([-+]?\d{1,6})(?:[.,]0+)?", re.ASCII)
_NUMBERED = re.compile(
    r"\s*(?:q(?:uestion)?\s*\d{1,4}\s*[.:)–—-]?\s|\d{1,4}\s*[.:)–—-])\s*(?=\S)", re.ASCII | re.IGNORECASE
)
_EXPLAINED = re.compile(r"[(\[:\n]|\s[-–—]\s")
_LAST_PART = re.compile(r"\s[-–—]\s")
_IN_BRACKETS = re.compile(r".*\[([^\[\]]+)\]\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conventions:
    """How a table is to be read where it does not say so itself."""

    dates: DayOrder | None = None
    """What comes first in days such as 3/2/2026."""
    codes: Sequence[str] = ()
    """What stands for the answers from the lowest to the highest; and, as "9=dont-know", for an answer by its name."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """What columns are, by their heads: a practice's id or printed name, or another column's name."""


def plain(text: str) -> str:
    """A text as it is compared: without case, with one hyphen for whatever stands between letters and digits.

    >>> plain("  Don’t  know! ")
    'dont-know'
    """
    folded = unicodedata.normalize("NFKC", text).casefold().translate(_APOSTROPHES)
    return _BETWEEN.sub("-", folded).strip("-")


class PracticeNames:
    """The practices of a framework by what people call them: ids, printed names, questions."""

    def __init__(self, framework: Framework) -> None:
        self._ids = {plain(key): key for key in framework.practice}
        self._order = {key: practice.order for key, practice in framework.practice.items()}
        self._named: dict[str, set[str]] = {}
        for key, practice in framework.practice.items():
            for text in (practice.name, practice.question):
                self._named.setdefault(plain(text), set()).add(key)

    def find(self, text: str) -> str | None:
        """The practice's id; None where there is none, or where two are called so.

        A number before the name is passed over, and what a survey tool puts before it: "7. Complaints Log", "How often? -
        Complaints Log", "How often? [Complaints Log]". Of practices with one name it is the one whose place in the
        catalogue the number is.
        """
        found = self._all(text)
        if len(found) > 1 and (number := _NUMBERED.match(text)):
            place = int(re.sub(r"\D", "", number[0]))
            found = [key for key in found if self._order[key] == place]
        return found[0] if len(found) == 1 else None

    def several(self, text: str) -> Sequence[str]:
        """The ids of the practices that are called so, where there are two or more."""
        found = self._all(text)
        return found if len(found) > 1 else ()

    def _all(self, text: str) -> list[str]:
        """The ids of all practices that are called so."""
        for part in _parts(text):
            key = plain(part)
            if key in self._ids:
                return [self._ids[key]]
            if found := self._named.get(key):
                return sorted(found, key=lambda key: self._order[key])
        return []


def _parts(text: str) -> Iterator[str]:
    """A head as it stands, and what of it may be the name alone."""
    yield text
    text = text[:LONGEST_HEAD]
    if number := _NUMBERED.match(text):
        yield text[number.end() :]
    if bracket := _IN_BRACKETS.fullmatch(text):
        yield bracket[1]
    if len(parts := _LAST_PART.split(text)) > 1:
        yield parts[-1]


class AnswerCells:
    """What a cell may hold in place of an answer: an answer's id or printed name, don't know, not applicable, a code.

    Case, and what stands between words, make no difference; nor does an explanation after the name, in brackets or after
    a colon or dash, or a number before it. Raises InputError for codes that do not fit the framework.
    """

    def __init__(self, framework: Framework, codes: Sequence[str] = ()) -> None:
        self._ids = dict(_STATES)
        self._ids |= {plain(name): key for key, name in framework.answer_names.items()}
        self._ids |= {plain(key): key for key in framework.scale}
        self._choices = [*framework.scale, DONT_KNOW, NOT_APPLICABLE]
        self._codes = self._read_codes(framework.scale, codes)

    def find(self, cell: str) -> str | None:
        """The answer's id, "dont-know" or "not-applicable"; None where it is none of them."""
        if (coded := self._codes.get(_code(cell))) is not None:
            return coded
        if cell.lstrip().startswith("#"):
            return None  # what a spreadsheet shows where it could not reckon, such as #N/A
        number = _NUMBERED.match(cell)
        for text in (cell, cell[number.end() :] if number else ""):
            for part in (text, _EXPLAINED.split(text, maxsplit=1)[0]):
                if (found := self._ids.get(plain(part))) is not None:
                    return found
        return None

    def problem(self, cell: str) -> Problem:
        """What to say of a cell that is none of them."""
        if not self._codes and _NUMBER.fullmatch(cell.strip()):
            return Problem((), f"the number {cell.strip()}", one_of(self._choices), fault=Fault.NUMBER)
        near = did_you_mean(plain(cell), self._choices)
        codes = f"or a code: {', '.join(self._codes)}" if self._codes else ""
        return Problem((), quote(cell), one_of(self._choices), near or codes)

    def _read_codes(self, scale: Sequence[str], codes: Sequence[str]) -> dict[str, str]:
        read: dict[str, str] = {}
        problems = []
        lone = [code for code in codes if "=" not in code]
        if codes and len(lone) not in (0, len(scale)):
            named = f"{len(scale)}, one for each answer from '{scale[0]}' to '{scale[-1]}'"
            problems.append(Problem((), f"{len(lone)} code{'' if len(lone) == 1 else 's'}", named))
        answers = iter(scale)
        for code in codes:
            text, equals, name = code.partition("=")
            answer = self._ids.get(plain(name)) if equals else next(answers, scale[-1])
            if answer is None:
                near = did_you_mean(plain(name), self._choices)
                problems.append(Problem((), f"{quote(name)} in {quote(code)}", one_of(self._choices), near))
            elif not _code(text) or _code(text) in read:
                found = f"the code {quote(text.strip())} a second time" if _code(text) else "an empty code"
                problems.append(Problem((), found, "a code of its own for each answer"))
            else:
                read[_code(text)] = answer
        if problems:
            raise InputError(problems)
        return read


def _code(text: str) -> str:
    """A code as it is compared; spreadsheets write 3 as 3.0 or 3,0."""
    text = text.strip()
    return str(int(number[1])) if (number := _NUMBER.fullmatch(text)) else text.casefold()


def column_notes(header: Header, known: str, names: Iterable[str], told: Collection[str] = ()) -> Iterator[RowNote]:
    """A word on the columns that are not read: those that `names` are near to with a line each, the others together.

    Heads in `told` were spoken of already.
    """
    columns = header.columns
    free = [name for name in names if name not in columns]
    strange = [
        head
        for head, column in zip(header.heads, columns, strict=False)
        if head and column is None and head not in told
    ]
    near = {head: nearest(kebab(head), free) for head in strange[:MAX_HINTS]}
    hinted = [head for head in near if near[head]][:LISTED]
    for head in hinted:
        hint = f"did you mean '{near[head]}'?"
        yield RowNote(header.row, head, f"a column of another name; expected {known}; it is not read; {hint}")
    others = [head for head in strange if head not in hinted]
    if len(others) == 1:
        yield RowNote(header.row, others[0], f"a column of another name; expected {known}; it is not read")
    elif others:
        listed = ", ".join(quote(head) for head in others[:LISTED])
        more = f" and {len(others) - LISTED:,} more" if len(others) > LISTED else ""
        yield RowNote(
            header.row,
            "",
            f"{len(others):,} columns of other names: {listed}{more}; expected {known}; they are not read",
        )
    yield from _repeated_columns(header)


def _repeated_columns(header: Header) -> Iterator[RowNote]:
    seen: set[str] = set()
    repeated = []
    for head, column in zip(header.heads, header.columns, strict=False):
        if column in seen:
            repeated.append((head, column))
        elif column is not None:
            seen.add(column)
    for head, column in repeated[:LISTED]:
        yield RowNote(header.row, head, f"a second column for '{column}'; expected each column once; it is not read")
    if len(repeated) > LISTED:
        yield RowNote(header.row, "", f"and {len(repeated) - LISTED:,} more columns that are there already")
