"""Who does a thing has one name on all pages: that of the list on the contributing page, which says too what each is not called."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from build_hooks.library.yamlfile import read_yaml
from build_hooks.places import ROOT
from cxcore.reading import nearest
from tests.frameworks.reading import Entry, Place

LIST = ROOT / "docs/about/contribute.md"


@cache
def common_roles() -> Mapping[str, tuple[str, ...]]:
    """What each role is not called, by its name, in the order of the list."""
    _, _, table = LIST.read_text("utf-8").partition("    | Role | and not |\n")
    rows = re.findall(r"^    \| ([A-Z][\w ]+) \| (.+) \|$", table.partition("\n\n")[0], re.MULTILINE)
    return {role: tuple(others.split(", ")) for role, others in rows}


@cache
def other_names() -> Mapping[str, str]:
    """The role that is meant by each name that it does not have, in small letters."""
    return {other.casefold(): role for role, others in common_roles().items() for other in others}


def roles(entry: Entry) -> Iterator[tuple[Place, str]]:
    """Who is named in a practice or a stage as owner, contributor or doer, with the place."""
    if "owner" in entry.value:
        yield ("owner",), entry.value["owner"]
    for i, role in enumerate(entry.value.get("contributors", ())):
        yield ("contributors", i), role
    for i, action in enumerate(entry.value["first_90_days"]):
        yield ("first_90_days", i, "role"), action["role"]


def singular(role: str) -> str:
    """One of several: of `Team leaders` or `Heads of service`."""
    one = re.sub("^(head)s ", r"\1 ", role, flags=re.IGNORECASE)
    return one if one in common_roles() or one.casefold() in other_names() else one.removesuffix("s")


def complaint(role: str) -> str | None:
    """What a contributor is told of a role that the list does not have, in a sentence; None where it has."""
    if (one := singular(role)) in common_roles():
        return None
    if common := other_names().get(one.casefold()):
        return f"'{role}' is called '{common}' on all pages; write that"
    near = nearest(one, common_roles())
    write = f"write one of them{f', of which {near!r} is the nearest' if near else ''}, or add it there"
    return f"'{role}' is not in the list of roles of docs/about/contribute.md; {write}"


def complaints(entry: Entry) -> Iterator[str]:
    """What a contributor is told of the roles in a file, each with file and line."""
    for place, role in roles(entry):
        if said := complaint(role):
            yield f"{entry.path.relative_to(ROOT)}:{read_yaml(entry.path).places[place].line}: {said}"


def misnamed(text: str) -> Iterator[tuple[int, str]]:
    """Where in a text a role is called by a name that it does not have, and what a contributor is told of it."""
    for found in _other_names().finditer(text):
        other = " ".join(found[0].split())
        yield (
            found.start(),
            f"'{other}' is called '{other_names()[singular(other).casefold()]}' on all pages; write that",
        )


@cache
def _other_names() -> re.Pattern[str]:
    names = "|".join(re.sub("^head ", "heads? ", other).replace(" ", r"\s+") for other in other_names())
    return re.compile(rf"\b({names})s?\b", re.IGNORECASE)
