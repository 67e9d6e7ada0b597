"""What tires a reader after three pages has a limit: sentences of one mould, and words that return too often.

A mould is fine once. Its limit is a share of all texts of a kind, over all models together. Who meets a limit rewrites one of the
texts that are named, so that it says the same in another way.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest

from build_hooks.library.yamlfile import read_yaml
from build_hooks.places import ROOT
from tests.frameworks.reading import Entry, Place, entries, everything, words
from tests.ours import sources as ours

PRACTICES = entries("practice")
FEWEST = 10
"""Among fewer texts than these a mould is not looked for."""


@dataclass(frozen=True)
class Text:
    """A text of ours, and where it stands."""

    entry: Entry
    place: Place
    words: str

    def __str__(self) -> str:
        line = read_yaml(self.entry.path).places[self.place].line
        return f"{self.entry.path.relative_to(ROOT)}:{line}: {' '.join(self.words.split())[:100]}"


def few(texts: Iterable[Text], mould: Callable[[Text], bool], most: Fraction, what: str) -> None:
    """Fail with the texts of a mould, each with its file and line, if they are more than this share of all."""
    all_texts = list(texts)
    found = [text for text in all_texts if mould(text)]
    if len(found) > most * len(all_texts):
        said = f"{len(found)} of {len(all_texts)} {what}, and at most {most} of them may: vary some of these"
        pytest.fail("\n".join([said, *map(str, found)]), pytrace=False)


def opening(text: str) -> str:
    """The first word; the two articles count as one."""
    word = re.split(r"[\s,:]", text.strip(), maxsplit=1)[0].lower().strip("\"'“‘")
    return "a" if word == "an" else word


def few_open_alike(texts: Iterable[Text], most: Fraction, what: str) -> None:
    """Fail with the texts that have the commonest first word, if they are too many."""
    all_texts = list(texts)
    [(word, _)] = Counter(opening(text.words) for text in all_texts).most_common(1)
    few(all_texts, lambda text: opening(text.words) == word, most, f"{what} open with '{word}'")


def last(text: str, end: str = r"(?<=[.!?])\s+") -> str:
    """The last sentence."""
    return re.split(end, text.strip())[-1]


def of(key: str) -> list[Text]:
    """A text that each practice has."""
    return [Text(each, (key,), each.value[key]) for each in PRACTICES]


def anchors() -> Iterator[Text]:
    for each in PRACTICES:
        for id, answer in each.value["answers"].items():
            yield Text(each, ("answers", id, "anchor"), answer["anchor"])


def anchors_by_answer() -> dict[str, list[Text]]:
    """The anchors of each answer of each model."""
    found = defaultdict(list)
    for text in anchors():
        found[f"{text.entry.framework} {text.place[1]}"].append(text)
    return {name: texts for name, texts in found.items() if len(texts) >= FEWEST}


EXAMPLES = [Text(each, ("worked_example", "text"), each.value["worked_example"]["text"]) for each in PRACTICES]
BY_ANSWER = anchors_by_answer()


def test_few_anchors_turn_on_a_semicolon() -> None:
    few(anchors(), lambda text: ";" in text.words, Fraction(1, 20), "anchors turn on a semicolon")


@pytest.mark.parametrize("answer", BY_ANSWER)
def test_anchors_of_an_answer_open_in_many_ways(answer: str) -> None:
    few_open_alike(BY_ANSWER[answer], Fraction(1, 3), f"anchors of '{answer}'")


@pytest.mark.parametrize("answer", BY_ANSWER)
def test_not_every_anchor_ends_on_what_is_not_there(answer: str) -> None:
    """Half of them may, as the lowest answer tells of little else."""

    def nothing(text: Text) -> bool:
        return bool(
            re.search(r"\b(no|no one|nobody|none|nothing|never)\b", last(text.words, r"[,.;]\s+"), re.IGNORECASE)
        )

    few(BY_ANSWER[answer], nothing, Fraction(1, 2), f"anchors of '{answer}' end in no, nobody or never")


@pytest.mark.parametrize("key", ["definition", "benefit", "risk"])
def test_parts_of_a_page_open_in_many_ways(key: str) -> None:
    few_open_alike(of(key), Fraction(1, 5), f"texts of '{key}'")


def test_examples_open_in_many_ways() -> None:
    few_open_alike(EXAMPLES, Fraction(1, 10), "examples")


def test_most_examples_end_on_something_else_than_their_answer() -> None:
    def named(text: Text) -> bool:
        names = ours().framework[text.entry.framework].answer_names.values()
        return any(re.search(rf"\b{re.escape(name.partition(' – ')[0])}\b", last(text.words)) for name in names)

    few(EXAMPLES, named, Fraction(2, 5), "examples end on their answer")


def test_plans_end_on_many_days() -> None:
    plans = [(each, each.value["first_90_days"]) for each in PRACTICES]
    ends = [Text(each, ("first_90_days", len(plan) - 1, "day"), str(plan[-1]["day"])) for each, plan in plans]
    few_open_alike(ends, Fraction(1, 4), "last days of a plan")


@pytest.mark.parametrize("word", ["he", "she"])
def test_people_in_examples_are_women_and_men(word: str) -> None:
    people = [text for text in EXAMPLES if {"he", "she"} & {*words(text.words)}]
    few(people, lambda text: word in words(text.words), Fraction(2, 3), f"examples with people say '{word}'")


OFTEN = {"nobody|no one": 3, "somebody": 4, "whoever": 3}
"""How often a page may say a word, outside editorial notes."""

SLIPS = {
    r"(?<!rank )\bone (notices|sees|can see|hears|learns|knows|would (notice|expect|give|have))\b": "say 'you see', or what it shows by",
    r"\bshall\b(?! (I|we)\b)": "say 'will', 'should' or 'is to'",
    r"\b(a|one|each|which|that) trouble\b(?! spot)": "say 'problem'; trouble cannot be counted",
    r"(?<!what )\btroubles\b(?! (customers|many|them|you))": "say 'problems'; trouble cannot be counted",
    r"\bby lot\b|\bdraw(s|ing|n)? lots\b|\blot decide[sd]?\b": "say 'at random'",
    r"\basked of nobody\b": "say 'not asked for'",
    r"\b(uses? \w+|used) otherwise\b": "say 'for something else'",
    r"\bon (customers'|a customer's|their) wish\b": "say 'at the customer's request'",
    r"\bfrom a heap\b": "say 'by a pile of'",
    r"\b(the|six|these) single (people|persons?|files?)\b": "say 'individual'; a single person is one without a partner",
    r"\balso (if|when)\b": "say 'even if'",
    r"\be-mails?\b": "write 'email'",
    r"\bbad will\b": "say 'ill will'",
    r"\b(would|should) (they )?(we )?(do|have done) otherwise\b": "say 'differently'",
    r"\b(at|by) (the )?wish of\b": "say 'at the request of'",
}
"""What is understood, and said otherwise by those whose language it is."""


def prose(entry: Entry) -> list[Text]:
    return [
        Text(entry, place, text) for place, text in entry.texts() if place[0] not in ("notes", "sources", "changes")
    ]


@pytest.mark.parametrize("entry", [each for each in everything() if each.kind != "framework"], ids=str)
def test_a_word_does_not_return_too_often_on_a_page(entry: Entry) -> None:
    for word, most in OFTEN.items():
        found = [text for text in prose(entry) for _ in re.findall(rf"\b({word})\b", text.words, re.IGNORECASE)]
        if len(found) > most:
            pytest.fail(
                "\n".join([f"{len(found)} times '{word}', and at most {most}", *map(str, found)]), pytrace=False
            )


@pytest.mark.parametrize("entry", everything(), ids=str)
def test_nothing_is_said_as_it_is_not_in_english(entry: Entry) -> None:
    found = [
        f"{text}\n  '{slip[0]}': {hint}"
        for text in prose(entry)
        for pattern, hint in SLIPS.items()
        for slip in re.finditer(pattern, " ".join(text.words.split()), re.IGNORECASE)
    ]
    if found:
        pytest.fail("\n".join(found), pytrace=False)


OTHERS = [
    *(ROOT / "frameworks").glob("*.yaml"),
    *(ROOT / "build_hooks" / "messages").glob("*.yaml"),
    *(page for folder in ("learn", "measure", "assess") for page in (ROOT / "docs" / folder).rglob("*.md")),
    *(ROOT / "docs" / "about").glob("*.md"),
]
"""Files with words for visitors that are not one entry each."""


@pytest.mark.parametrize("path", OTHERS, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_said_as_it_is_not_in_english_elsewhere(path: Path) -> None:
    """Looked for over the ends of lines, as texts are broken anywhere."""
    text = " ".join(path.read_text("utf-8").split())
    found = [
        f"…{text[max(0, slip.start() - 40) : slip.end() + 40]}…: {hint}"
        for pattern, hint in SLIPS.items()
        for slip in re.finditer(pattern, text, re.IGNORECASE)
    ]
    assert found == []


def test_comparisons_call_a_model_by_its_name() -> None:
    """Three of the five are rubrics, a word that no page explains."""
    text = (ROOT / "frameworks" / "crosswalk.yaml").read_text("utf-8")
    assert re.findall(r".*\brubrics?\b.*", text, re.IGNORECASE) == []
