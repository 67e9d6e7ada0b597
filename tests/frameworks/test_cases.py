"""The long cases: what their pages say beside the figures is what their files hold, and the files are as we advise others."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from build_hooks.library.messages import load_messages
from build_hooks.places import ROOT
from build_hooks.site.cases import FOLDER, Case, Figures, filled, load_cases
from build_hooks.site.pages import environment
from cxcore.compare.team import LEAST
from cxcore.exchange.share import decode_share
from cxcore.model import Kind, State
from cxcore.rating import Profile, standing
from tests.frameworks.reading import entries
from tests.frameworks.roles import common_roles
from tests.frameworks.style import AMERICAN, AVOID
from tests.ours import sources

DOCS = ROOT / "docs"
HOUSING, SOFTWARE = "housing-association", "software-firm"
each_case = pytest.mark.parametrize("case", [HOUSING, SOFTWARE])
_JINJA = re.compile(r"\{\{.*?\}\}|\{%.*?%\}", re.DOTALL)


@cache
def cases() -> dict[str, Case]:
    return {case.id: case for case in load_cases(DOCS, sources().framework).values()}


def figures(case: str) -> Figures:
    return Figures(cases()[case], load_messages(), "")


def source(case: str) -> str:
    return Path(DOCS, FOLDER, f"{case}.md").read_text("utf-8")


def prose(case: str) -> str:
    """What is written by hand on a page."""
    return _JINJA.sub(" … ", source(case).split("---", 2)[2])


@cache
def told(case: str) -> str:
    """The page with its figures."""
    path = f"{FOLDER}/{case}.md"
    return filled(source(case), path, cases()[case], environment(), load_messages())


def reached(case: str, whose: str) -> int:
    here = cases()[case]
    return standing(here.framework, Profile.of(here.framework, here.one(whose))).reached


def answer(case: str, whose: str, practice: str) -> str | None:
    return cases()[case].one(whose).responses[practice].answer


def test_there_is_one_case_of_each_kind_of_model() -> None:
    assert {id: case.framework.kind for id, case in cases().items()} == {HOUSING: Kind.ADOPTION, SOFTWARE: Kind.RUBRIC}


@each_case
def test_a_team_is_large_enough_for_a_page_of_its_own(case: str) -> None:
    assert LEAST <= len(cases()[case].people) <= 7


@each_case
def test_files_carry_roles_of_the_common_list_and_no_names(case: str) -> None:
    here = cases()[case]
    given = set(
        re.findall(
            r"\b[A-Z][\w-]+ (?:Adjei|Obi|Tan|Rooney|Wrona|Ferris|Akhtar|Pugh|Lowe|Mensah|Raman|Ferri|Brandt|Demir)\b",
            source(case),
        )
    )
    assert len(given) >= len(here.people)
    assert [name for name in given for text in here.texts.values() if any(part in text for part in name.split())] == []
    named = {one.respondent.label for one in here.people.values()}
    named |= {
        said.evidence_owner for stem in (*here.people, "agreed", "later") for said in here.one(stem).responses.values()
    }
    named |= set(re.findall(r'": \["([A-Z][^"]+)",', source(case)))
    assert named - {""} <= common_roles().keys()


@each_case
def test_no_figure_of_the_model_is_written_by_hand(case: str) -> None:
    by_hand = re.findall(r"\b\d+ of 1[0-3]\b|\beffort of \d+|\d+ %|\b\d+\.\d\b", prose(case))
    assert [found for found in by_hand if not found.startswith("92")] == []
    names = {
        practice.value["name"] for practice in entries("practice") if practice.framework == cases()[case].framework.id
    }
    assert [name for name in names if len(name.split()) > 1 and name in prose(case)] == []


@each_case
def test_a_page_is_long_enough_to_teach_from_and_in_plain_words(case: str) -> None:
    assert 1800 <= len(prose(case).split()) <= 2600
    assert [found[0] for pattern in (AMERICAN, AVOID) for found in pattern.finditer(prose(case))] == []


@each_case
def test_what_is_talked_about_was_disputed_and_is_noted(case: str) -> None:
    here = cases()[case]
    disputed = re.findall(r'case\.said\("([\w-]+)"\)', source(case))
    assert len(disputed) >= 5
    for practice in disputed:
        assert len({one.responses[practice].answer for one in here.people.values()} - {None}) >= 2, practice
        assert here.agreed.responses[practice].evidence, practice


@each_case
def test_whatever_moved_has_new_evidence(case: str) -> None:
    here, moved = cases()[case], figures(case)
    for practice in moved.moved("down"):
        assert here.later.responses[practice].evidence, practice
    without = [practice for practice in moved.moved("up") if not here.later.responses[practice].evidence]
    assert len(without) <= 1


@each_case
def test_a_link_opens_the_answers_of_its_file(case: str) -> None:
    here = cases()[case]
    codes = re.findall(r"#a=([\w.-]+)", str(figures(case).files()))
    assert len(codes) == len(here.people) + 2
    for code, one in zip(codes, [*here.people.values(), here.agreed, here.later], strict=True):
        opened = decode_share(code, {here.framework.id: here.framework})
        assert {key: said.answer for key, said in opened.responses.items()} == {
            key: said.answer for key, said in one.responses.items()
        }
        assert (opened.taken, opened.agreed) == (one.taken, one.agreed)


def test_the_association_misses_its_stage_as_its_page_tells() -> None:
    page, here = figures(HOUSING), cases()[HOUSING]
    assert (reached(HOUSING, "agreed"), reached(HOUSING, "later")) == (1, 1)
    assert list(page.moved("down")) == ["customer-communication"]
    answers = [one.responses["customer-communication"].answer for one in here.people.values()]
    assert min(map(here.framework.scale.index, filter(None, answers))) >= 2  # what fell was disputed by nobody
    talked = re.findall(r'case\.said\("([\w-]+)"\)', source(HOUSING))
    assert sorted(here.team.to_dict()["disagreements"][: len(talked)]) == sorted(talked)
    unknown = {
        stem: sum(one.state(practice) is State.DONT_KNOW for practice in here.framework.practices)
        for stem, one in here.people.items()
    }
    assert max(unknown, key=lambda stem: unknown[stem]) == "frontline-employee"
    plans = [
        re.search(rf'{name} = case\.plan\("agreed", 2(?:, (\[.*?\]))?\)', source(HOUSING)) for name in ("first", "plan")
    ]
    without = [re.findall(r"[\w-]{3,}", found[1]) for found in plans if found]
    whole, first, last = (page.plan("agreed", 2, names) for names in ([], *without))
    assert (
        whole.cost == first.cost < last.cost and first.practices != whole.practices
    )  # "changed one practice for another"
    assert page.plan("later", 2).cost * 2 < whole.cost  # "less than half of the first"
    assert (page.difference((96, 300), (72, 300))["verdict"], page.difference((312, 420), (330, 430))["verdict"]) == (
        "more",
        "chance",
    )


def test_the_firm_reaches_its_level_by_the_practice_beyond_its_plan() -> None:
    page, here = figures(SOFTWARE), cases()[SOFTWARE]
    assert (reached(SOFTWARE, "agreed"), reached(SOFTWARE, "later")) == (2, 3)
    assert page.met("later", 3) == page.needed("later", 3)
    assert list(page.moved("down")) == ["freedom-to-decide"]
    plan = page.plan("agreed", 3, ["cx-strategy", "cx-metrics"])
    reserve = "handling-of-enquiries-and-complaints"
    assert reserve not in plan.practices and set(plan.practices) < set(page.moved("up"))
    scale, profile = here.framework.scale, Profile.of(here.framework, here.later)
    before = {**profile.ranks, reserve: scale.index(answer(SOFTWARE, "agreed", reserve) or "")}
    assert standing(here.framework, Profile(ranks=before)).reached == 2
    whole = page.plan("agreed", 3)
    assert {"cx-strategy", "cx-metrics"} < set(whole.practices) and "staff-training" not in whole.practices
    assert (page.difference((118, 200), (152, 200))["verdict"], page.difference((57, 1900), (55, 1960))["verdict"]) == (
        "more",
        "chance",
    )
    own = [reached(SOFTWARE, stem) for stem in here.people]
    assert (min(own), max(own)) == (reached(SOFTWARE, "frontline-employee"), reached(SOFTWARE, "managing-director"))


def test_the_list_of_cases_counts_the_practices_that_there_are() -> None:
    page = Path(DOCS, FOLDER, "index.md").read_text("utf-8")
    for case in cases().values():
        assert f"({case.id}.md)" in page and f"{len(case.framework.practices)} practices" in page


@each_case
def test_a_page_can_be_told(case: str) -> None:
    assert "{{" not in told(case) and "{%" not in told(case)
    assert told(case).count('<div class="cx-sample">') >= 8
