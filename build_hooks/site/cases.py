"""The long cases for teaching: hand-written pages whose figures come from the assessment files beside them.

    docs/learn/cases/<case>.md   docs/learn/cases/<case>/{agreed,later,<person>}.json

A page is Markdown with Jinja in it: `{{ case.met("agreed", 2) }}` stands where a figure is to stand, so that none is written by
hand and the page follows the model. `agreed` are the answers on which the team agreed, `later` those of a year after; each other
file holds what one person said alone, under their role.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, Template, TemplateError
from markupsafe import Markup

from build_hooks.library.textfile import UnreadableError, read_text
from build_hooks.site.downloads import archive
from cxcore.compare.team import Team, read_team
from cxcore.compare.trend import read_trend
from cxcore.exchange.share import FRAGMENT, encode_share
from cxcore.model import Assessment, Framework
from cxcore.model.migration import Brought, brought_forward
from cxcore.rating import Profile, Standing, standing
from cxcore.reading import InputError, encode
from cxcore.roadmap import planned_report, roadmap
from cxcore.rounding import shown
from cxcore.view.blocks import Block, Cell, Column, Facts, Inline, Paragraph, Section, Table, Telling
from cxcore.view.calculator import calculate
from cxcore.view.html import element
from cxcore.view.html_printer import html_of
from cxcore.view.messages import Messages
from cxcore.view.report import tell_summary
from cxcore.view.roadmap import cheapest
from cxcore.view.team import tell_team
from cxcore.view.trend import tell_trend
from cxcore.view.words import Words, capitalised

FOLDER = "learn/cases"
"""Where the cases are, in docs/."""
FILES = "files"
"""Where the files are on the site, from the page of their case: not where they lie in docs/, which mkdocs.yml leaves out of the site."""
AGREED, LATER = "agreed", "later"
"""The files that are of the team, and of no one person."""
MAX_BYTES = 1_000_000
SPELT = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


class CaseError(Exception):
    """A case cannot be told; the message names its file."""


@dataclass(frozen=True)
class Case:
    """A case: who said what, what they agreed on, and what they agreed on a year later."""

    id: str
    framework: Framework
    texts: Mapping[str, str]
    """The text of each file by its name, as it is downloaded: those of single persons by their roles, then `agreed.json` and `later.json`."""
    people: Mapping[str, Assessment]
    """What single persons said, by the names of their files without ending."""
    agreed: Assessment
    later: Assessment
    older: Mapping[str, Brought] = field(default_factory=dict)
    """The files that were of an earlier version of the model and are to be looked at, by their names."""

    def one(self, whose: str) -> Assessment:
        """The assessment of a file, by its name without ending. Raises KeyError where there is none."""
        return {**self.people, AGREED: self.agreed, LATER: self.later}[whose]

    @cached_property
    def team(self) -> Team:
        """What the single persons said, read together."""
        return read_team(self.framework, list(self.people.values()))

    def downloads(self) -> Mapping[str, bytes]:
        """The files by their names, and all of them in a folder of the case's name, packed; the same bytes each time."""
        files = {name: text.encode("utf-8") for name, text in self.texts.items()}
        return {**files, f"{self.id}.zip": archive({f"{self.id}/{name}": data for name, data in files.items()})}


def load_case(folder: Path, frameworks: Mapping[str, Framework]) -> Case:
    """The case whose files are in `folder`, each in the version of the model that is here. Raises CaseError for a file that is missing, or
    of no known version of a model.
    """
    texts: dict[str, str] = {}
    read: dict[str, Assessment] = {}
    older: dict[str, Brought] = {}
    for path in sorted(folder.glob("*.json")):
        try:
            texts[path.stem] = read_text(path, MAX_BYTES)
            found = Assessment.from_json(texts[path.stem])
            if found.framework.id not in frameworks:
                raise CaseError(f"{path.name}: no model '{found.framework.id}'")
            brought = brought_forward(frameworks[found.framework.id], found)
            read[path.stem] = brought.assessment
            if brought.is_older:
                texts[path.stem] = brought.assessment.to_json()
                older[path.name] = brought
        except UnreadableError as error:
            raise CaseError(f"{path.name}: {error.problem.message}") from None
        except InputError as error:
            raise CaseError("\n".join(f"{path.name}: {problem}" for problem in error.problems)) from None
    if missing := [name for name in (AGREED, LATER) if name not in read]:
        raise CaseError(f"no {missing[0]}.json in {folder.name}/")
    if len({one.framework.id for one in read.values()}) > 1:
        raise CaseError(f"{folder.name}/: files of several models; expected one")
    people = sorted(read.keys() - {AGREED, LATER}, key=lambda stem: read[stem].respondent.label)
    return Case(
        id=folder.name,
        framework=frameworks[read[AGREED].framework.id],
        texts={f"{stem}.json": texts[stem] for stem in (*people, AGREED, LATER)},
        people={stem: read[stem] for stem in people},
        agreed=read[AGREED],
        later=read[LATER],
        older=older,
    )


def load_cases(docs: Path, frameworks: Mapping[str, Framework]) -> dict[str, Case]:
    """The cases by the paths of their pages in docs/. Raises CaseError, also for files without a page."""
    folders = {f"{FOLDER}/{path.name}.md": path for path in sorted((docs / FOLDER).glob("*/")) if path.is_dir()}
    for page, folder in folders.items():
        if not (docs / page).is_file():
            raise CaseError(f"docs/{FOLDER}/{folder.name}/: the files of a case without its page docs/{page}")
    try:
        return {page: load_case(folder, frameworks) for page, folder in folders.items()}
    except CaseError as error:
        raise CaseError(f"docs/{FOLDER}: {error}") from None


def filled(markdown: str, path: str, case: Case, environment: Environment, messages: Messages) -> str:
    """The page at `path` in docs/ with its figures. Raises CaseError."""
    root = "../" * len(PurePosixPath(path).with_suffix("").parts)
    try:
        page = _compiled(environment, markdown)
        return page.render(case=Figures(case, messages, root), spelt=spelt, t=messages)
    except (TemplateError, InputError, KeyError, ValueError, TypeError) as error:
        raise CaseError(f"docs/{path}: {type(error).__name__}: {error}") from None


@lru_cache(maxsize=100)
def _compiled(environment: Environment, markdown: str) -> Template:
    return environment.from_string(markdown)


def spelt(number: int) -> str:
    """A small number as a word, any other in digits."""
    return SPELT[number] if 0 <= number < len(SPELT) else str(number)


@dataclass(frozen=True)
class Figures:
    """What a page can say of its case. `whose` is the name of a file without ending; `root` leads from the page to the site's root.

    What is a block is HTML and stands on a line of its own.
    """

    case: Case
    t: Messages
    root: str

    @cached_property
    def words(self) -> Words:
        return Words(self.case.framework, self.t)

    def _standing(self, whose: str) -> Standing:
        return standing(self.case.framework, self._profile(whose))

    def _profile(self, whose: str) -> Profile:
        return self.case.team.profile if whose == "team" else Profile.of(self.case.framework, self.case.one(whose))

    # in a line

    @property
    def count(self) -> int:
        """How many answered alone."""
        return len(self.case.people)

    def practice(self, practice: str) -> Markup:
        """A practice's name, as a link to its page."""
        found = self.words.practice(practice)
        return Markup(element("a", found.name, href=f"{self.root}{found.path}"))

    def answer(self, whose: str, practice: str) -> str:
        """What a file says of a practice: an answer's name, or the words for what is none."""
        if practice not in self.case.framework.practice:
            raise KeyError(practice)
        said = self.case.one(whose).responses.get(practice)
        if said is not None and said.answer is not None:
            return self.words.answer(said.answer)
        return self.t(f"answer.{said.state if said else 'unanswered'}")

    def stage(self, whose: str) -> str:
        """The stage reached by a file, or by the medians of the `team`, with its name."""
        return self.words.stage_name(self._standing(whose).reached)

    def order(self, whose: str) -> str:
        """The stage reached, without its name."""
        return self.words.stage(self._standing(whose).reached)

    def met(self, whose: str, stage: int) -> str:
        """How many practices of a stage are met: `7 of 11`."""
        found = self._standing(whose).stages[stage - 1]
        return self.t("team.answered.of", answered=found.met, applicable=found.applicable)

    def needed(self, whose: str, stage: int, *, full: bool = False) -> str:
        """How many practices of a stage must be met for it to count, or with `full` for the next to build on it: `10 of 11`."""
        found = self._standing(whose).stages[stage - 1]
        least = found.needed_fully if full else found.needed_largely
        return self.t("team.answered.of", answered=least, applicable=found.applicable)

    def average(self, whose: str) -> str:
        """The average of the answers, of 100."""
        index = self._standing(whose).index
        return self.t("result.undefined") if index is None else shown(index)

    def plan(self, whose: str, to: int, without: Collection[str] = ()) -> Plan:
        """The cheapest plan to a stage, in which some practices are left out."""
        profile = self._profile(whose)
        found = roadmap(self.case.framework, profile, to, excluded=without)
        return Plan(self, found.to_dict(self.case.framework, profile))

    def moved(self, way: str) -> Sequence[str]:
        """The practices that are `up`, `down` or `unchanged` after the year."""
        listed = self._trend["comparisons"][0][way]
        return [move["practice"] for move in listed]

    def difference(self, before: Sequence[int], after: Sequence[int]) -> Mapping[str, str]:
        """Two shares, each as so many of so many: their difference in points as `value`, its 95 % interval from `low` to `high`, and the
        `verdict` on it, `chance` or `more`.
        """
        fields = {
            "before.successes": before[0],
            "before.n": before[1],
            "after.successes": after[0],
            "after.n": after[1],
        }
        return self._calculated("share-difference", fields)

    def share(self, successes: int, n: int) -> Mapping[str, str]:
        """A share of so many as `value` in per cent, with its 95 % interval from `low` to `high`."""
        return self._calculated("share", {"successes": successes, "n": n})

    def _calculated(self, form: str, fields: Mapping[str, int]) -> Mapping[str, str]:
        typed = {"form": form, "fields": {key: str(value) for key, value in fields.items()}}
        result: Mapping[str, str] = calculate(typed, self.t)["result"]
        return result

    # blocks

    def people(self) -> Markup:
        """Who answered alone: role, group, the stage that their answers alone give, and how much they answered."""
        t = self.t
        columns = (
            Column(t("cases.role")),
            Column(t("team.group")),
            Column(t("cases.alone")),
            Column(t("team.answered")),
        )
        rows = []
        for stem, one in self.case.people.items():
            found = self._standing(stem)
            said = encode(found.counts)
            own = capitalised(self.words.stage(found.reached))
            rows.append((one.respondent.label, one.respondent.group, own, self.words.counts(said)))
        return self.folded(t("cases.fold.people"), Table(columns, tuple(rows)))

    def team(self) -> Markup:
        """What all said, read together: the figures, and what they disagree on."""
        telling = tell_team(self.words, self.case.team.to_dict())
        return self.short(*(block for block in telling.blocks if _is_short(block)))

    def said(self, practice: str) -> Markup:
        """Who gave which answer to a practice, from the lowest; the agreed one comes last."""
        rows: dict[str, list[str]] = {name: [] for name in self.case.framework.answer_names.values()}
        for stem, one in self.case.people.items():
            rows.setdefault(self.answer(stem, practice), []).append(one.respondent.label)
        answers = {self.words.answer(answer): self.words.answer_tag(answer) for answer in self.case.framework.scale}

        def tagged(name: str) -> tuple[Inline, ...]:
            return (answers.get(name, name),)

        columns = (Column(self.t("team.answer")), Column(self.t("cases.said")))
        listed = tuple((tagged(name), ", ".join(roles)) for name, roles in rows.items() if roles)
        agreed = tagged(self.answer(AGREED, practice))
        told = self.block(Paragraph((f"{self.t('cases.agreed')}: ", *agreed)))
        return self.folded(self.t("cases.fold.said"), Table(columns, listed)) + told

    def result(self, whose: str) -> Markup:
        """What a report leads with, and how far each stage is covered."""
        one = self.case.one(whose)
        telling = tell_summary(self.words, one, planned_report(self.case.framework, one))
        return self.short(*telling.blocks)

    def trend(self) -> Markup:
        """What the year changed."""
        telling = tell_trend(self.words, self._trend)
        return self.short(*telling.blocks)

    def files(self) -> Markup:
        """All files: each to download, and to look at in the site; and all in one."""
        t, items = self.t, []
        for stem in (*self.case.people, AGREED, LATER):
            one = self.case.one(stem)
            name = t(
                "cases.file",
                whose=one.respondent.label or t("cases.later" if stem == LATER else "cases.agreed"),
                day=self.words.day(one.taken),
            )
            link = f"{self.root}assess/{self.case.framework.id}/{FRAGMENT}{encode_share(self.case.framework, one)}"
            download = element("a", t("cases.download"), href=f"{FILES}/{stem}.json", download=True)
            look = element("a", t("cases.look"), href=link)
            items.append(element("li", f"{name}: ", download, ", ", look))
        packed = element("a", t("cases.archive"), href=f"{FILES}/{self.case.id}.zip", download=True)
        return Markup(element("ul", *items, element("li", packed)) + "\n")

    @cached_property
    def _trend(self) -> Mapping[str, Any]:
        return read_trend(self.case.framework, [self.case.agreed, self.case.later]).to_dict()

    def block(self, *blocks: Block) -> Markup:
        """Blocks of a telling as a block of the page."""
        return Markup(f'<div class="cx-sample">{html_of(Telling(blocks), self.root)}</div>\n')

    def folded(self, words: str, *blocks: Block) -> Markup:
        """Blocks that are opened by those who want to see them: on a telephone a table is as long as the talk about it."""
        opened = Markup('<details class="cx-fold"><summary>{}</summary>{}</details>\n')
        return opened.format(words, self.block(*blocks))

    def short(self, *blocks: Block) -> Markup:
        """Blocks of a telling, of which its sections are opened by those who want to see them."""
        sections = [block for block in blocks if isinstance(block, Section)]
        # A comparison is called by its days, which stand above it already.
        titles = {"comparison": self.t("cases.fold.comparison")}
        folds = (self.folded(titles.get(each.key, each.title), *each.blocks) for each in sections)
        return Markup("").join([self.block(*(block for block in blocks if block not in sections)), *folds])


@dataclass(frozen=True)
class Plan:
    """What a page can say of a plan. `data` is what `Roadmap.to_dict` gives."""

    figures: Figures
    data: Mapping[str, Any]

    @property
    def practices(self) -> list[str]:
        """The practices that it raises."""
        return [item["practice"] for item in self.data["items"]]

    @property
    def cost(self) -> int:
        """Its effort in all."""
        cost: int = self.data["cost"]
        return cost

    def cheapest(self) -> str:
        """How many practices it raises at what effort, and that none costs less."""
        return cheapest(self.figures.words, self.data)

    def steps(self, owners: Mapping[str, Sequence[str]]) -> Markup:
        """Its steps, each with who answers for it and what there is to see by day 90. Raises KeyError where `owners`, which gives both
        by practice, has others than the plan.
        """
        words, t = self.figures.words, self.figures.t
        if wrong := owners.keys() ^ set(self.practices):
            raise KeyError(f"in the plan or among its owners alone: {', '.join(sorted(wrong))}")
        columns = (
            Column(t("result.practice")),
            Column(t("cases.raise")),
            Column(t("practices.effort"), "number"),
            Column(t("plan.owner")),
            Column(t("cases.by_day_90")),
        )
        rows: list[tuple[Cell, ...]] = [
            (
                (words.practice(item["practice"]),),
                f"{words.answer(item['from'])} → {words.answer(item['to'])}",
                str(item["cost"]),
                *owners[item["practice"]],
            )
            for item in self.data["items"]
        ]
        return self.figures.folded(t("cases.fold.steps"), Table(columns, tuple(rows)))


def _is_short(block: Block) -> bool:
    """Whether a block of a team's result is one of the few that a case shows."""
    return isinstance(block, Facts) or (isinstance(block, Section) and block.key == "disagreements")
