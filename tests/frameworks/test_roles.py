"""Who does a thing has one name on all pages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from build_hooks.library.yamlfile import read_yaml
from build_hooks.places import ROOT
from tests.frameworks.reading import Entry, entries, everything
from tests.frameworks.roles import common_roles, complaint, complaints, misnamed, other_names, roles, singular

WHO = [*entries("practice"), *entries("stage")]
NOT_OURS = ("also", "worked_example", "sources")
"""What others call a thing stands there, and what an invented firm does."""
LISTS = [ROOT / "frameworks" / f"{name}.yaml" for name in ("crosswalk", "glossary", "guides", "symptoms")]
PAGES = [path for room in ("learn", "assess", "measure") for path in sorted(Path(ROOT, "docs", room).rglob("*.md"))]


@pytest.mark.parametrize("entry", WHO, ids=str)
def test_a_role_has_the_name_that_the_list_has(entry: Entry) -> None:
    if said := list(complaints(entry)):
        pytest.fail("\n".join(said), pytrace=False)


@pytest.mark.parametrize("entry", entries("practice"), ids=str)
def test_an_owner_is_no_contributor_and_nobody_contributes_twice(entry: Entry) -> None:
    named = [entry.value["owner"], *map(singular, entry.value["contributors"])]
    assert len(set(named)) == len(named)


def test_about_thirty_roles_are_enough_and_each_is_used() -> None:
    assert len(common_roles()) <= 32
    assert {singular(role) for entry in WHO for _, role in roles(entry)} == common_roles().keys()


def test_the_list_is_in_order_and_no_name_stands_for_two() -> None:
    assert list(common_roles()) == sorted(common_roles(), key=str.casefold)
    others = [other for names in common_roles().values() for other in names]
    assert len(set(others)) == len(others)
    assert not {role.casefold() for role in common_roles()} & other_names().keys()


@pytest.mark.parametrize(
    ("role", "said"),
    [
        ("Team leaders", None),
        ("Head of IT", None),
        ("Heads of operations", None),
        ("Head of analytics", "'Head of analytics' is called 'Head of customer insight' on all pages; write that"),
        ("Website editors", "'Website editors' is called 'Head of communications' on all pages; write that"),
        (
            "Data analist",
            (
                "'Data analist' is not in the list of roles of docs/about/contribute.md; "
                "write one of them, of which 'Data analyst' is the nearest, or add it there"
            ),
        ),
        (
            "Buyer",
            "'Buyer' is not in the list of roles of docs/about/contribute.md; write one of them, or add it there",
        ),
    ],
)
def test_what_a_contributor_is_told(role: str, said: str | None) -> None:
    assert complaint(role) == said


def test_what_a_contributor_is_told_of_a_text() -> None:
    assert list(misnamed("Ask the service\nmanagers, the Heads of HR, and service management.")) == [
        (8, "'service managers' is called 'Head of service' on all pages; write that"),
        (30, "'Heads of HR' is called 'HR lead' on all pages; write that"),
    ]


def in_entries() -> Iterator[str]:
    for entry in everything():
        told = list(roles(entry)) if entry in WHO else []
        for place, text in entry.texts():
            if place[0] not in NOT_OURS and (place, text) not in told:
                for _, said in misnamed(text):
                    yield f"{entry.path.relative_to(ROOT)}:{read_yaml(entry.path).places[place].line}: {said}"


def in_other_texts() -> Iterator[str]:
    for path in (*LISTS, *PAGES):
        text = re.sub(
            r"^ *(also|tags): .*$", lambda found: " " * len(found[0]), path.read_text("utf-8"), flags=re.MULTILINE
        )
        for at, said in misnamed(text):
            yield f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, at) + 1}: {said}"


def test_texts_call_roles_as_the_list_does() -> None:
    if found := [*in_entries(), *in_other_texts()]:
        pytest.fail("\n".join(found), pytrace=False)


def test_the_page_on_sponsors_asks_those_who_are_on_the_list() -> None:
    page = (ROOT / "docs/learn/sponsor.md").read_text("utf-8")
    asked = re.findall(
        r"^\| ([A-Z][A-Za-z ]+) \|", page.split("## What to ask of whom")[1].split("\n## ")[0], re.MULTILINE
    )
    assert len(asked) > 6 and set(asked) - {"Who"} <= common_roles().keys()
