"""Symptoms, templates and guides; circumstances are told with the folder's other files (`test_load_values.py`)."""

from __future__ import annotations

import pytest

from tests.build_hooks.library.small import ALPHA, DELAY, FORM, GUIDES, SYMPTOMS, TABLE, Small

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


def test_templates_are_read_in_their_order_and_known_by_their_practices(small: Small) -> None:
    small.write("templates/card.yaml", FORM)
    small.write("templates/list.yaml", TABLE)
    sources = small.load()
    assert [template.id for template in sources.templates] == ["list", "card"]
    assert [template.id for template in sources.templates_of("small", "gamma")] == ["card"]
    assert sources.templates[0].rows == (("2 March", "=Anna"), ("", "Börge"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (TABLE.replace("small/alpha", "small/alfa"), "5:13: unknown practice 'alfa'; expected one of 'alpha', 'beta', 'gamma'; did you mean 'alpha'?"),
        (TABLE.replace('[2 March, "=Anna"]', "[2 March]"), "10:5: 1 cell; expected 2, as there are columns"),
        (TABLE + "fields: [{name: x, ask: x, example: x}]\n", "1:1: columns and fields; expected one of the two, for a table or a form"),
        (TABLE[: TABLE.index("columns:")], "1:1: neither columns nor fields; expected one of the two, for a table or a form"),
        (TABLE[: TABLE.index("rows:")], "1:1: columns without rows; expected both, because a template is filled in once"),
        (FORM + "rows: [[x]]\n", "1:1: rows without columns; expected both, because a template is filled in once"),
        (FORM.replace("ask: one", "aks: one"), "8:20: unknown key 'aks'; expected one of 'name', 'ask', 'example'; did you mean 'ask'?"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_template(small: Small, text: str, expected: str) -> None:
    small.write("templates/paper.yaml", text)
    assert small.findings() == [f"templates/paper.yaml:{expected}"]


def guided(small: Small, old: str = "", new: str = "") -> Small:
    """With guides, in which `old` is `new`, and with all that leads to them."""
    small.write(NAME, SYMPTOMS)
    small.write("templates/card.yaml", FORM)
    small.write("guides.yaml", GUIDES.replace(old, new) if old else GUIDES)
    return small


def test_guides_are_known_by_all_that_leads_to_them(small: Small) -> None:
    assert small.load().guides == ()
    sources = guided(small).load()
    assert [guide.page for guide in sources.guides_of("small", "alpha")] == ["learn/leaders", "measure/samples"]
    assert [guide.name for guide in sources.guides_of("small", "gamma")] == ["For leaders"]
    assert sources.guides_of("other", "alpha") == []
    assert [guide.name for guide in (*sources.guides_with("card"), *sources.guides_with("Nobody opens it"))] == [
        "For leaders",
        "For leaders",
    ]
    assert sources.guides_with("It is full") == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("small/gamma", "small/gama", "4:30: unknown practice 'gama'; expected one of 'alpha', 'beta', 'gamma'; did you mean 'gamma'?"),
        ("[card]", "[crad]", "5:17: unknown template 'crad'; expected 'card'; did you mean 'card'?"),
        ("[Nobody opens it]", "[Nobody opens]", "6:16: unknown symptom 'Nobody opens'; expected one of 'Nobody opens it', 'It is full'; did you mean 'Nobody opens it'?"),
        ("measure/samples", "learn/leaders", "7:12: page 'learn/leaders', which guides[0] has already; expected one of its own"),
        ("measure/samples", "samples", "7:12: 'samples'; expected the address of a page, such as 'learn/leaders'"),
    ],
)  # fmt: skip
def test_what_is_said_of_a_guide(small: Small, old: str, new: str, expected: str) -> None:
    assert guided(small, old, new).findings() == [f"guides.yaml:{expected}"]


def test_of_symptoms_that_have_problems_nothing_is_told_of_a_guide(small: Small) -> None:
    guided(small).write(NAME, SYMPTOMS.replace("first: Open it.", "first: ''"))
    assert [finding.split(":")[0] for finding in small.findings()] == [NAME]
