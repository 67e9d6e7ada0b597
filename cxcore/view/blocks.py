"""What a result says, before it is known how it will be printed.

A telling (`report`, `team`, `trend`, `roadmap`, `crosswalk`) puts a result's numbers into these blocks; a printer (`html_printer`
here, Markdown and the terminal in the command) puts blocks into a form. So every form says the same sentences: a printer knows no
model and no score, and adds no word. A block says what something is, never how it looks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

type Tone = Literal["plain", "lead", "fine", "note"]
"""How a paragraph is meant: said plainly, what the rest hangs on, in small print, or a remark on the whole."""


# --- in a line --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Ref:
    """A name that can lead to the page of what it names."""

    name: str
    path: str
    """From the site's root, such as `models/four-stages/practices/basic-training/`."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A short text that is one of few: a stage, an answer of a scale, or what is urgent."""

    text: str
    kind: Literal["stage", "rank", "urgent"]
    place: int = 0
    """The stage's order, from 1; the answer's rank, from 0. Of what is urgent nothing."""


@dataclass(frozen=True, slots=True)
class Address:
    """A whole address, written out: it leads there from wherever the text is pasted. A blank stands before it, and after it if more follows."""

    url: str


type Inline = str | Ref | Tag | Address
type Text = str | tuple[Inline, ...]


def plain(text: Text) -> str:
    """The words alone."""
    return text if isinstance(text, str) else "".join(map(words_of, text))


def words_of(part: Inline) -> str:
    """The words of a part of a line."""
    match part:
        case Ref(name, _):
            return name
        case Tag(text, _, _):
            return text
        case Address(url):
            return url
    return part


def listed(parts: Sequence[Inline]) -> tuple[Inline, ...]:
    """Parts as one line, with commas between them."""
    return tuple(piece for i, part in enumerate(parts) for piece in ((", ", part) if i else (part,)))


# --- blocks -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Head:
    """What a result leads with."""

    title: str
    whose: str = ""
    """Whose result it is."""
    about: str = ""
    """By which model, and of which day."""
    lines: tuple[str, ...] = ()
    """What must not be missed beside the title."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One or more sentences."""

    text: Text
    tone: Tone = "plain"


@dataclass(frozen=True, slots=True)
class Fact:
    """A name with its value, and more about it."""

    name: str
    value: str
    detail: str = ""
    receipt: Receipt = ()


@dataclass(frozen=True, slots=True)
class Facts:
    """The few numbers that stand together."""

    rows: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Rest:
    """Where a list is long: so many are seen at once, and the words say how many more there are.

    A page folds the rest away; a terminal leaves it out; what is kept, a file or Markdown, has everything. `shown` may be 0.
    """

    shown: int
    words: str


@dataclass(frozen=True, slots=True)
class Items:
    """A list: of names, which can stand side by side, or of sentences."""

    items: tuple[Text, ...]
    kind: Literal["names", "sentences"] = "sentences"


@dataclass(frozen=True, slots=True)
class Bar:
    """A part of a whole, drawn; `words` say it too. Parts are from 0 to 1."""

    name: str
    part: Fraction
    words: tuple[str, ...]
    band: str
    """How much that is, in a word or two; empty where nothing is rated."""
    stage: int
    """Of which stage it takes the colour."""
    reached: bool = False
    open: Fraction = Fraction(0)
    """The part beside `part` of which it is not known yet whether it belongs to it."""
    cuts: tuple[Fraction, ...] = ()
    """Where one of the things that are counted ends and the next begins."""
    marks: tuple[Fraction, ...] = ()
    """The parts at which something begins to count."""
    note: str = ""
    receipt: Receipt = ()


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below each other."""

    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Tread:
    """A step of a stair: a bar that stands on those before it. What is drawn beside it is short, and stands in the bar's words too."""

    bar: Bar
    label: str
    """What the step is called."""
    lack: str = ""
    """How much is lacking up to the first mark."""


@dataclass(frozen=True, slots=True)
class Stair:
    """Steps that build on each other, from the lowest; a form without a drawing of them prints their bars."""

    treads: tuple[Tread, ...]

    @property
    def rows(self) -> tuple[Bar, ...]:
        """The bars alone."""
        return tuple(tread.bar for tread in self.treads)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to do: from what is now to what is then, and what that looks like."""

    name: Text
    now: str
    then: str
    """Empty where it is to be found out what is now."""
    effort: str
    first: str = ""
    """What leads on from what is now."""
    about: str = ""
    """What it looks like then."""
    tags: tuple[Tag, ...] = ()
    note: Text = ""
    practice: str = ""
    """The id of the practice, for a program that adds something of its own to the step."""


@dataclass(frozen=True, slots=True)
class Steps:
    """What to do, in its order."""

    items: tuple[Step, ...]
    rest: Rest | None = None


@dataclass(frozen=True, slots=True)
class Spread:
    """How many gave each answer, from the lowest to the highest; `words` say it too."""

    counts: tuple[int, ...]
    words: str
    line: int = 0
    """The rank from which on the practice is met; 0 where every answer meets it, or there is no such line."""


type Cell = Text | Spread


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    kind: Literal["text", "number"] = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one heading row. The first column names the row."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    rest: Rest | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A value at a time. Both are parts, from 0 to 1: `along` of the way from the first to the last, `height` of the scale."""

    along: Fraction
    height: Fraction
    value: str
    day: str
    place: str
    """What stands in it, a character or two: the order of its stage."""
    stage: int
    """Of which stage it takes the colour; 0 for none."""


@dataclass(frozen=True, slots=True)
class Line:
    """Values over time, drawn from one to the next; `words` say what came of it, and other forms print them alone."""

    points: tuple[Point, ...]
    words: str
    name: str
    """What is drawn, beside the drawing."""


@dataclass(frozen=True, slots=True)
class Lane:
    """What is done of one thing, on these days."""

    name: str
    who: str
    """Who does it, where that is one and the same."""
    days: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Days:
    """Things side by side from a first to a last day, each with the days on which something is due; `words` say what came of it, and other
    forms print them alone.
    """

    first: int
    last: int
    lanes: tuple[Lane, ...]
    words: str
    name: str
    """What the numbers are, beside the drawing."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A letter that stands for words. What is blank has none."""

    letter: str
    words: str


@dataclass(frozen=True, slots=True)
class GridRow:
    """What was answered, and what was written beside it."""

    name: Text
    answer: Mark
    rank: int | None
    """The answer's place on the scale; None for what is no answer of it."""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """All answers, each at its place on the one scale: (title, rows) below each other. The caption says what the letters mean."""

    caption: str
    name: str
    """What the rows are."""
    scale: tuple[Mark, ...]
    groups: tuple[tuple[str, tuple[GridRow, ...]], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks under a heading. `key` says what the section is about, for whoever looks for it in a form."""

    key: str
    title: str
    blocks: tuple[Block, ...]


type Block = Head | Section | Paragraph | Facts | Items | Bars | Stair | Steps | Table | Grid | Line | Days

type Receipt = tuple[Block, ...]
"""What a figure was worked out from: inputs, rule and count. A page opens it at the figure; other forms leave it out."""


@dataclass(frozen=True, slots=True)
class Telling:
    """A result told in full."""

    blocks: tuple[Block, ...]
    marks: Mapping[str, str | int | bool] = field(default_factory=dict)
    """What a program can look for at the root of a form that has one: a name, with True or a value."""

    @property
    def title(self) -> str:
        """The line that it leads with."""
        return next(block.title for block in self.blocks if isinstance(block, Head))
