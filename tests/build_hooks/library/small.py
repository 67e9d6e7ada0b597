"""A small valid folder of frameworks, to be spoilt by tests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from build_hooks.library.findings import LoadError
from build_hooks.library.sources import Sources, load_sources

FRAMEWORK = """\
id: small
version: 1.0.0
name: A small model
kind: adoption
summary: Two stages and three practices.
stages:
  - first
  - second
answers:
  - {id: missing, name: Missing, meaning: No.}
  - {id: ad-hoc, name: Ad hoc, meaning: Now and then.}
  - {id: repeatable, name: Repeatable, meaning: Mostly.}
  - {id: systematic, name: Systematic, meaning: Always.}
sections:
  - id: service
    name: Service
    summary: What happens when a customer asks.
rating:
  partially: "3/20"
  largely: "1/2"
  fully: "17/20"
sources:
  - {id: article, title: An article, kind: article}
"""

STAGE = """\
name: Stage NAME
summary: Somebody answers.
signs: [You answer.]
entry: [Somebody is there.]
exit: [Everybody is answered.]
sources:
  - {source: article, place: first page}
"""

PRACTICE = """\
name: Practice NAME
order: ORDER
section: service
stage: STAGE
aspect: delivery
question: In the last 12 months, how were letters answered?
definition: Letters are answered.
benefit: Customers know.
risk: Customers wait.
answers:
  missing:
    anchor: No letter is answered.
    evidence:
      - A heap of letters
      - A locked box
    not_enough: An automatic reply.
    next: Open the box.
  ad-hoc:
    anchor: Some letters are answered.
    evidence: [One reply, One diary]
    not_enough: A promise.
    next: Hire a clerk.
  repeatable:
    anchor: A clerk answers letters.
    evidence: [A rota, A log]
    not_enough: A plan.
    next: Count the letters.
  systematic: {anchor: Every letter is answered and counted., evidence: [A list, A count], not_enough: A guess.}
effort: {knowledge: 1, time: 2, resources: 2}
owner: Clerk
metrics: {delay: Clerks reply.}
sources:
  - source: article
    place: second page
"""

METRIC = """\
name: METRIC
order: ORDER
aspect: measurement
summary: Days until the reply.
question: How long do customers wait?
definition: Days between letter and reply.
formula: reply - letter
example: {text: Two days and four days make three., margin: None given.}
caveats: [Few letters.]
gaming: [Letters thrown away.]
use_when: [There are letters.]
avoid_when: [There are none.]
collect: [Stamp each letter.]
sources:
  - title: A book
"""

FILES = {
    "small/framework.yaml": FRAMEWORK,
    "small/stages/first.yaml": STAGE.replace("NAME", "one"),
    "small/stages/second.yaml": STAGE.replace("NAME", "two"),
    **{
        f"small/practices/{name}.yaml": PRACTICE.replace("NAME", name)
        .replace("ORDER", str(order))
        .replace("STAGE", stage)
        for order, (name, stage) in enumerate((("alpha", "first"), ("beta", "first"), ("gamma", "second")), 1)
    },
    "metrics/delay.yaml": METRIC.replace("METRIC", "Delay").replace("ORDER", "1"),
    "metrics/speed.yaml": METRIC.replace("METRIC", "Speed").replace("ORDER", "2"),
}

SAMPLE = """\
{"format": "cx-assessment", "format_version": 1, "framework": {"id": "small", "version": "1.0.0"}, "taken": "2026-11-21",
 "responses": {"alpha": {"answer": "repeatable"}, "beta": {"answer": "ad-hoc"}, "gamma": {"dont_know": true}}}
"""

CIRCUMSTANCE = """\
name: One shop
order: 1
summary: One person does it all.
signs: [you are alone]
shrinks: [A rota becomes a diary.]
roles: [You are the clerk.]
measure: {delay: Count by hand.}
begin: [Open the box.]
"""

FORM = """\
name: Reply card
order: 2
summary: What the clerk writes.
use: [Write it by hand.]
practices: [small/alpha, small/gamma]
fields:
  - {name: Dear, ask: the sender's name, example: "=Anna"}
  - {name: Answer, ask: one sentence, example: It is done.}
"""

TABLE = """\
name: Letter list
order: 1
summary: A line for each letter.
use: [Write at once.]
practices: [small/alpha]
columns:
  - {name: Day, holds: of arrival}
  - {name: Sender, holds: one name}
rows:
  - [2 March, "=Anna"]
  - ["", Börge]
"""

SYMPTOMS = """\
groups:
  - name: At the box
    symptoms:
      - name: Nobody opens it
        also: [letters lie]
        sign_of: It has no keeper.
        practices: [small/alpha, small/gamma]
        metric: delay
        first: Open it.
      - {name: It is full, sign_of: It is small., practices: [small/beta], metric: speed, first: Empty it.}
"""

GUIDES = """\
guides:
  - page: learn/leaders
    name: For leaders
    practices: [small/alpha, small/gamma]
    templates: [card]
    symptoms: [Nobody opens it]
  - {page: measure/samples, name: Samples, practices: [small/alpha]}
"""

GLOSSARY = """\
terms:
  - {name: Letter, also: [letters], definition: A sheet.}
"""

ALPHA = "small/practices/alpha.yaml"
BETA = "small/practices/beta.yaml"
GAMMA = "small/practices/gamma.yaml"
MAIN = "small/framework.yaml"
DELAY = "metrics/delay.yaml"
SHOP = "circumstances/one-shop.yaml"
SPEED = "metrics/speed.yaml"
TWO = "stages:\n  - first\n  - second\n"


@dataclass(frozen=True)
class Small:
    """The folder, which stands at `frameworks` in the working directory."""

    folder: Path = Path("frameworks")

    @classmethod
    def make(cls) -> Small:
        """Write the files into the working directory."""
        small = cls()
        for name, text in FILES.items():
            small.write(name, text)
        return small

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a part of a file, which must be there once."""
        text = (self.folder / name).read_text("utf-8")
        assert text.count(old) == 1, (old, text.count(old))
        self.write(name, text.replace(old, new))

    def load(self) -> Sources:
        """All that is in it. Raises LoadError."""
        return load_sources(self.folder)

    def findings(self) -> list[str]:
        """What the loader says, without the folder's name; nothing where it finds no fault."""
        try:
            self.load()
        except LoadError as error:
            *lines, count = str(error).split("\n")
            assert count == f"{len(lines)} problem{'s' if len(lines) > 1 else ''} found; nothing was written."
            return [line.removeprefix("frameworks/").removeprefix("frameworks:") for line in lines]
        return []

    def spoilt(self, *steps: Spoil) -> list[str]:
        """What the loader says after these steps, sorted as text."""
        for step in steps:
            step(self)
        return sorted(self.findings())


Spoil = Callable[[Small], object]
"""One step that spoils the folder."""


def edit(name: str, old: str, new: str) -> Spoil:
    """The step that replaces a part of a file."""
    return lambda small: small.edit(name, old, new)


def write(name: str, content: str | bytes) -> Spoil:
    """The step that writes a file."""
    return lambda small: small.write(name, content)
