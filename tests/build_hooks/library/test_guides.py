"""The symptoms' file; circumstances are told with the folder's other files (`test_load_values.py`)."""

from __future__ import annotations

import pytest

from tests.build_hooks.library.small import ALPHA, DELAY, SYMPTOMS, Small

NAME = "symptoms.yaml"


def test_without_a_file_there_are_no_symptoms(small: Small) -> None:
    assert small.load().symptoms == ()


def test_symptoms_are_read_in_their_order_and_known_by_their_practices(small: Small) -> None:
    small.write(NAME, SYMPTOMS)
    sources = small.load()
    (group,) = sources.symptoms
    assert (group.anchor, [symptom.anchor for symptom in group.symptoms]) == (
        "at-the-box",
        ["nobody-opens-it", "it-is-full"],
    )
    assert [symptom.name for symptom in sources.symptoms_of("small", "gamma")] == ["Nobody opens it"]
    assert sources.symptoms_of("other", "gamma") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("small/gamma", "small/gama", "7:34: unknown practice 'gama'; expected one of 'alpha', 'beta', 'gamma'; did you mean 'gamma'?"),
        ("small/gamma", "smal/gamma", "7:34: unknown framework 'smal'; expected 'small'; did you mean 'small'?"),
        ("small/gamma", "gamma", "7:34: 'gamma'; expected a model and a practice of it, such as 'four-stages/basic-training'"),
        ("metric: delay", "metric: dely", "8:17: unknown metric 'dely'; expected one of 'delay', 'speed'; did you mean 'delay'?"),
        ("name: It is full", "name: at the BOX!", "10:16: the name 'at the BOX!', which links cannot tell from another; expected a name of its own"),
        ("name: It is full", "name: 顧客", "10:16: the name '顧客' without a letter from a to z or a digit; expected one at least, for links"),
        ("first: Open it.", "frist: Open it.", "9:9: unknown key 'frist'; expected one of 'name', 'also', 'sign_of', 'practices', 'metric', 'first'; did you mean 'first'?"),
    ],
)  # fmt: skip
def test_what_is_said(small: Small, old: str, new: str, expected: str) -> None:
    small.write(NAME, SYMPTOMS.replace(old, new))
    assert small.findings() == [f"{NAME}:{expected}"]


def test_of_a_framework_or_metric_that_has_problems_nothing_is_told_here(small: Small) -> None:
    small.write(NAME, SYMPTOMS)
    small.edit(ALPHA, "owner: Clerk", "owner: ''")
    small.edit(DELAY, "order: 1", "order: one")
    assert [finding.split(":")[0] for finding in small.findings()] == [DELAY, ALPHA]
