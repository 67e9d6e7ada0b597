"""What our pages claim, ask for and tell people to do: nothing is said of the world in passing, and nothing asked that harms."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from build_hooks.library.yamlfile import read_yaml
from build_hooks.places import ROOT
from tests.frameworks.reading import FOLDER, Place, entries, everything, texts_within

PAGES = [path for part in ("learn", "measure", "assess") for path in sorted((ROOT / "docs" / part).rglob("*.md"))]
LISTS = [FOLDER / "symptoms.yaml", FOLDER / "glossary.yaml", ROOT / "build_hooks/messages/en.yaml"]

OF_THE_WORLD = re.compile(
    r"\b(half|two thirds|three quarters|nine (in|out of) ten|most|the majority|[\d,.]+ (%|per cent)) (of )?(all )?(the )?"
    r"(organisations|companies|firms|businesses|differences|programmes)\b"
    r"|\b(studies|research|surveys|statistics|experience) (shows?|have shown|has shown|proves?)\b"
    r"|\bit is well known\b|\bmore often than for\b",
    re.IGNORECASE,
)
"""A share of the world, or an appeal to studies that nobody names."""
ATTRIBUTED = {
    ("adoption-path/improve", "about"),  # Bodine's post
    ("five-levels", "about"),  # Gartner's page, with what it does not show
}

LEFT = re.compile(
    r"\b(left|stopped buying|stopped coming|cancelled|not come|former customers|lost customers)\b", re.IGNORECASE
)
CONTACT = re.compile(r"\b(ring|call|telephone|phone|write to|visit|find ten)\b", re.IGNORECASE)
ALLOWED = re.compile(r"\b(agreed?|consent\w*|willing|may be contacted)\b", re.IGNORECASE)

FOR_PAY = re.compile(r"\b(bonus(es)?|pay|paid|salar(y|ies)|commission)\b", re.IGNORECASE)
A_SCORE = re.compile(r"\b(score|NPS|CSAT|CES|satisfaction)\b", re.IGNORECASE)


@cache
def prose() -> tuple[tuple[str, Place, str], ...]:
    """Every text of ours with the name of its file and its place; of hand-written pages every paragraph."""
    ours = [(str(entry), place, text) for entry in everything() for place, text in entry.texts()]
    ours += [(path.name, place, text) for path in LISTS for place, text in texts_within(read_yaml(path).value)]
    for path in PAGES:
        paragraphs = enumerate(path.read_text("utf-8").split("\n\n"))
        ours += [(path.name, (number,), " ".join(text.split())) for number, text in paragraphs]
    return tuple(ours)


def test_no_share_of_the_world_is_claimed_in_passing() -> None:
    """Figures and notes have their sources; elsewhere a number about other organisations has no place."""
    found = [
        (name, place, match[0])
        for name, place, text in prose()
        if place[0] not in ("figures", "notes", "sources") and (name, place[0]) not in ATTRIBUTED
        for match in OF_THE_WORLD.finditer(text)
        if "claims-with-figures" not in text
    ]
    assert found == []


def actions() -> Iterator[tuple[str, str]]:
    """What our files tell people to do."""
    for kind in ("practice", "stage"):
        for entry in entries(kind):
            value = entry.value
            yield from ((str(entry), action["action"]) for action in value["first_90_days"])
            yield from ((str(entry), pitfall["instead"]) for pitfall in value.get("pitfalls", ()))
            yield from ((str(entry), stall["frees"]) for stall in value.get("stalls", ()))
            yield from ((str(entry), each["next"]) for each in value.get("answers", {}).values() if "next" in each)
    for name, place, text in prose():
        if place[-1] == "first":
            yield name, text


def test_whoever_has_left_is_contacted_only_where_they_agreed_to_it() -> None:
    found = [
        (name, text)
        for name, text in actions()
        if re.search(r"\bcustomers\b|\bten who\b", text) and CONTACT.search(text) and LEFT.search(text)
        if not ALLOWED.search(text) and "count" not in text.lower()
    ]
    assert found == []


def test_nobody_is_told_to_stop_buying_or_asking_altogether() -> None:
    bare = re.compile(r"\bstop (buying|all|every)\b(?! step)|\bstop asking\b", re.IGNORECASE)
    assert [(name, text) for name, text in actions() if bare.search(text)] == []


def test_a_trial_that_withholds_a_warning_exempts_those_whom_waiting_could_harm() -> None:
    withheld = re.compile(r"\bhalf\b.*\bwarnings?\b|\bwarnings?\b.*\bhalf\b|\bwithout the early call\b", re.IGNORECASE)
    found = [(name, text) for name, text in actions() if withheld.search(text)]
    assert len(found) == 3
    assert [each for each in found if "could harm somebody" not in each[1]] == []


def test_no_evidence_is_pay_for_a_score() -> None:
    """The page on the NPS warns of it."""
    lines = [
        (str(entry), line)
        for entry in entries("practice")
        for answer in entry.value["answers"].values()
        for line in answer["evidence"]
    ]
    assert [line for line in lines if FOR_PAY.search(line[1]) and A_SCORE.search(line[1])] == []


def notes(path: Path) -> Iterator[str]:
    for response in json.loads(path.read_text("utf-8"))["responses"].values():
        yield from (response[key] for key in ("evidence", "not_applicable") if key in response)


def test_notes_of_our_sample_assessments_name_nobody() -> None:
    """As the page on preparing asks; people appear by their role."""
    person = re.compile(r"\b(Mr|Mrs|Ms|Miss|Dr)\b|\b[A-Z][a-z]+ [A-Z]\.(?!\w)|(?<=[a-z] )[A-Z][a-z]+ [A-Z][a-z]+\b")
    files = sorted(FOLDER.glob("*/sample.json"))
    assert len(files) == 5
    assert [note for path in files for note in notes(path) if person.search(note)] == []
