"""The words of each practice's page, by which the lists of practices are narrowed in the browser.

They are fetched when somebody is about to type one, since they are as long as the pages themselves.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from build_hooks.library.recall import NOTHING_KEPT, Recall
from build_hooks.library.records import PracticeRecord
from build_hooks.library.sources import Sources
from cxcore.reading import jsontext

ADDRESS = "practices/words.json"


def words(sources: Sources, recall: Recall = NOTHING_KEPT) -> str:
    """JSON: by model and practice (`model/practice`) two texts of single words, those that say what the practice is about and all
    others of its page. The words are in lower case and without accents, each once and in order. `recall` has those of earlier builds.
    """
    found: dict[str, tuple[str, str]] = {}
    for framework in sources.frameworks:
        for practice in framework.practices:
            found[f"{framework.id}/{practice.id}"] = recall(_of, practice)
    return jsontext.dumps(found)


def _of(practice: PracticeRecord) -> tuple[str, str]:
    about = _words(_about(practice))
    return " ".join(sorted(about)), " ".join(sorted(_words(_texts(practice)) - about))


def _about(practice: PracticeRecord) -> Iterable[str]:
    return (practice.name, *practice.also, practice.definition, practice.question, practice.benefit)


def _texts(value: Any) -> Iterator[str]:
    """All texts in a record, however deep."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        yield from _texts(tuple(value.values()))
    elif isinstance(value, Iterable):
        for each in value:
            yield from _texts(each)


def _words(texts: Iterable[str]) -> set[str]:
    text = "\n".join(texts)
    if not text.isascii():
        text = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return set(re.findall(r"\w+", text.lower()))
