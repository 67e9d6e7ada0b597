"""The generated pages as a pure function: the same for the same input, and no text of a file becomes markup."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import markdown
import pytest
import yaml

from build_hooks.library.messages import load_messages
from build_hooks.library.records import ADDRESSES, FIELDS, FrameworkRecord
from build_hooks.library.sources import Sources, load_sources
from build_hooks.places import TEMPLATES
from build_hooks.site.pages import AddressError, Page, filled, navigation, pages, sample_address
from tests.build_hooks.library.small import (
    ALPHA,
    BETA,
    CIRCUMSTANCE,
    DELAY,
    FILES,
    FORM,
    GAMMA,
    GUIDES,
    MAIN,
    SAMPLE,
    SHOP,
    SYMPTOMS,
    TABLE,
    Small,
)
from tests.build_hooks.site.markup import Markup
from tests.build_hooks.site.project import many
from tests.ours import FRAMEWORKS
from tests.ours import sources as ours

EXTENSIONS = ["admonition", "attr_list", "def_list", "footnotes", "md_in_html", "tables", "toc", "pymdownx.superfences"]
HOSTILE = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '" onmouseover="alert(1)',
    "' autofocus onfocus='alert(1)",
    "</p></div></section><h1>x</h1>",
    "--><b>x</b><!--",
    "{{ config }} {% raw %}",
    "{: .x onclick=alert(1) }",
    "{ onclick=alert(1) }",
    "[x](javascript:alert(1)) ![x](y)",
    "**x** _y_ `z` ~~w~~ [^1] *[HTML]: x",
    "</script><script>alert(1)</script>",
    "]]> &lt; &amp; & \\\\ \\`",
    "]: https://e.example",
)
NOT_TEXT = (
    "id",
    "kind",
    "section",
    "stage",
    "stages",
    "aspect",
    "source",
    "version",
    "practices",
    "related",
    "depends_on",
    "partially",
    "largely",
    "fully",
)


def made(sources: Sources, others: Mapping[str, str] | None = None) -> dict[str, Page]:
    scripts = {
        framework.id: {"again": "again.js", "framework": f"{framework.id}.json"} for framework in sources.frameworks
    }
    calculator = {"again": "again.js", "modules": "calculator/"}
    shelf = {"again": "again.js", "models": [{"id": each.id} for each in sources.frameworks]}
    team = {"again": "again.js", "models": "of the team"}
    return pages(sources, load_messages(), scripts, calculator, shelf, team, others)


def test_the_same_library_gives_the_same_pages_and_stays_as_it_was() -> None:
    sources = load_sources(FRAMEWORKS)
    first = made(sources)
    assert made(sources) == first == made(ours())
    assert sources == ours()


def named(small: Small, framework: str, order: int, sample: bool) -> None:
    """A second framework like the small one."""
    for name, text in FILES.items():
        if name.startswith("small/"):
            text = text.replace("id: small\n", f"id: {framework}\norder: {order}\n")
            small.write(name.replace("small/", f"{framework}/"), text)
    if sample:
        small.write(f"{framework}/sample.json", SAMPLE.replace('"small"', f'"{framework}"'))


def test_pages_that_have_one_address_are_all_named_with_both_origins(small: Small) -> None:
    for framework in ("new", "x", "x-and-y", "y-and-z", "z"):
        named(small, framework, 1, sample=False)
    pairs = "".join(
        f"  - {{first: {one}, second: {two}, not_aligned: No.}}\n" for one, two in (("x", "y-and-z"), ("x-and-y", "z"))
    )
    small.write("crosswalk.yaml", f"pairs:\n{pairs}")
    others = {
        "assess/new.md": "docs/assess/new.md",
        "measure/speed/index.md": "docs/measure/speed/index.md",
        "practices/index.md": "docs/practices/index.md",
    }
    with pytest.raises(AddressError) as caught:
        made(small.load(), others)
    wish = "expected an address of its own; take another id"
    assert str(caught.value).splitlines() == [
        f"the site's page practices/index.md:1:1: a page at 'practices/', where docs/practices/index.md is; {wish}",
        f"frameworks/new/framework.yaml:1:1: a page at 'assess/new/', where docs/assess/new.md is; {wish}",
        f"frameworks/crosswalk.yaml:1:1: a page at 'models/crosswalk/x-and-y-and-z/', where frameworks/crosswalk.yaml is; {wish}",
        f"frameworks/metrics/speed.yaml:1:1: a page at 'measure/speed/', where docs/measure/speed/index.md is; {wish}",
    ]


def test_the_addresses_that_no_model_and_no_metric_can_have_are_those_of_other_pages(small: Small) -> None:
    docs = TEMPLATES.parents[2] / "docs"
    small.write("small/sample.json", SAMPLE)
    named(small, "other", 1, sample=True)
    small.write("crosswalk.yaml", "pairs:\n  - {first: small, second: other, not_aligned: No.}\n")
    sources = small.load()
    paths = [*made(sources), *(path.relative_to(docs).as_posix() for path in docs.rglob("*.md"))]
    own = {framework.id for framework in sources.frameworks} | {metric.id for metric in sources.metrics} | {"index"}
    for folder, names in ADDRESSES.items():
        there = {path.removesuffix(".md").split("/")[1] for path in paths if path.startswith(f"{folder}/")}
        assert (folder, there - own) == (folder, names)


def test_a_model_called_calculator_leaves_the_calculator_its_own(small: Small) -> None:
    named(small, "calculator", 1, sample=False)
    whole = made(small.load())
    assert '"framework":"calculator.json"' in whole["assess/calculator.md"].text
    assert '"modules":"calculator/"' in whole["measure/calculator.md"].text


def test_a_practice_shows_what_leads_on_from_answer_to_answer(small: Small) -> None:
    path = "models/small/practices/alpha.md"
    page = rendered(made(small.load())[path].text)
    assert [each.text.strip() for each in page.all("dt", "dd")][:6] == [
        "From Missing to Ad hoc",
        "Open the box.",
        "From Ad hoc to Repeatable",
        "Hire a clerk.",
        "From Repeatable to Systematic",
        "Count the letters.",
    ]


def test_a_practice_stands_in_its_reader_s_order_and_folds_what_is_looked_up() -> None:
    whole = made(ours())
    page = whole["models/four-stages/practices/issue-resolution.md"].text
    assert re.findall(r"^## .*{ #(\S+) }$", page, re.MULTILINE) == [
        "question",
        "next-steps",
        "first-90-days",
        "pitfalls",
        "example",
        "circumstances",
        "metrics",
        "related",
        "elsewhere",
        "effort",
        "sources",
    ]
    practice = ours().framework["four-stages"].practice["issue-resolution"]
    assert (
        page.index(practice.definition[:30])
        < page.index(str(practice.differs)[:30])
        < page.index(practice.question[:30])
    )
    seen = rendered(page)
    assert [each.text for each in seen.all("summary")] == [
        "Ask to see",
        "Ask to see",
        "2 practices like it",
        "6 of 15 for each step up, from an answer to the next",
        "2 sources",
    ]
    folded = " ".join(" ".join(each.text.split()) for each in seen.all("details"))
    for rank, answer in enumerate(practice.answers.values()):
        assert answer.anchor not in folded
        assert (answer.evidence[0] in folded) == (rank < 2)
    rubric = rendered(whole["models/reactive-to-advanced/practices/cx-processes.md"].text)
    assert [each.text for each in rubric.all("summary")].count("Ask to see") == 3


def test_home_begins_with_five_practices_of_little_effort_that_need_no_other(small: Small) -> None:
    def starters(sources: Sources) -> list[str]:
        part = made(sources)["index.md"].text.partition('id="home-starters"')[2].partition("</section>")[0]
        return [re.sub(r".*/practices/(.*)/$", r"\1", address) for address in re.findall(r'href="([^"]+)"', part)]

    assert starters(ours()) == [
        "customer-engagement",
        "feedback-collection",
        "basic-training",
        "service-standards",
        "customer-communication",
    ]
    assert starters(small.load()) == []
    plan = "first_90_days: [{day: 1, action: Do., role: Clerk, evidence: A log.}]\n"
    for name in (ALPHA, BETA, GAMMA):
        small.write(name, FILES[name] + plan)
    small.edit(ALPHA, "next: Open the box.", "next: Open the box.\n    effort: {knowledge: 4, time: 5, resources: 3}")
    small.edit(GAMMA, plan, plan + "depends_on: [beta]\n")
    assert starters(small.load()) == ["beta", "alpha"]


def test_a_practice_shows_the_effort_of_each_step_where_they_differ(small: Small) -> None:
    path = "models/small/practices/alpha.md"
    before = made(small.load())[path].text
    assert "cx-efforts" not in before and "2 of 5" in before
    small.edit(ALPHA, "next: Hire a clerk.", "next: Hire a clerk.\n    effort: {knowledge: 4, time: 5, resources: 3}")
    page = rendered(made(small.load())[path].text)
    cells = [cell.text.strip() for cell in page.all("th", "td") if cell.within("cx-efforts")]
    assert [cell for cell in cells if re.match(r"\d+ of 15", cell)] == ["5 of 15", "12 of 15", "5 of 15"]
    assert [cell for cell in cells if cell in ("Ad hoc", "Repeatable", "Systematic")] == [
        "Ad hoc",
        "Repeatable",
        "Systematic",
    ]


def test_a_stage_of_descriptions_shows_the_effort_of_the_step_to_it() -> None:
    rubric = ours().framework["reactive-to-advanced"]
    whole = made(ours())
    for order, stage in enumerate(rubric.stages, 1):
        shown = re.findall(r">(\d+) of 15<", whole[f"models/{rubric.id}/{stage.id}.md"].text)
        steps = [str(rubric.cost(key, order - 2, order - 1)) for key in rubric.practice] if order > 1 else []
        assert shown == steps


def test_a_page_says_how_to_cite_it_with_its_version_and_date(small: Small) -> None:
    def cited(path: str) -> list[str]:
        return [p.text for p in rendered(made(small.load())[path].text).all("p") if p.text.startswith("To cite")]

    more = "CX Maturity. What to add, and whom to credit"
    by = "To cite this page: CX Maturity contributors"
    practice = "models/small/practices/alpha.md"
    assert cited(practice) == [f"{by}. Practice alpha, in: A small model, version 1.0.0. {more}"]
    dated = "changes:\n  - {version: 1.0.0, date: 2025-03-02, summary: First version.}\nsections:"
    small.edit(MAIN, "sections:", dated)
    assert cited(practice) == [f"{by} (2025). Practice alpha, in: A small model, version 1.0.0 of 2025-03-02. {more}"]
    assert cited("models/small/index.md") == [f"{by} (2025). A small model, version 1.0.0 of 2025-03-02. {more}"]
    assert cited("models/small/first.md") == [
        f"{by} (2025). Stage 1: Stage one, in: A small model, version 1.0.0 of 2025-03-02. {more}"
    ]
    # Of a page outside the models its template says it, by this day; see test_site.
    assert "updated:" not in made(small.load())["measure/delay.md"].text
    small.edit("metrics/delay.yaml", "order: 1", "order: 1\nupdated: 2026-11-21")
    assert 'updated: "2026-11-21"\n' in made(small.load())["measure/delay.md"].text.partition("\n---\n")[0] + "\n"


def test_the_title_of_a_publication_leads_to_it_where_its_address_is_known(small: Small) -> None:
    link = 'href="https://example.org/a'
    assert link not in "".join(page.text for page in made(small.load()).values())
    small.edit(
        MAIN, "title: An article, kind: article", "title: An article, kind: article, address: https://example.org/a"
    )
    small.edit(DELAY, "title: A book", "title: A book\n    address: https://example.org/a-book")
    found = made(small.load())
    for path in ("models/small/index.md", "models/small/first.md", "models/small/practices/alpha.md"):
        assert '<cite><a href="https://example.org/a">An article</a></cite>' in found[path].text
    assert '<cite><a href="https://example.org/a-book">A book</a></cite>' in found["measure/delay.md"].text


def test_a_metric_lists_the_five_practices_that_name_it_first_and_folds_the_rest(small: Small) -> None:
    named(small, "other", 2, sample=False)
    assert "<details" not in made(small.load())["measure/speed.md"].text
    for framework in ("small", "other"):
        small.edit(f"{framework}/practices/beta.yaml", "{delay:", "{speed: Clerks run., delay:")
    text = made(small.load())["measure/delay.md"].text
    shown, folded = text.split("<summary>1 more practice</summary>")
    links = re.compile(r'href="([^"]+)/practices/([a-z]+)/"')
    # The small one has no order of its own, and comes after the other; beta names another metric first.
    assert links.findall(shown) == [
        *(("../../models/other", practice) for practice in ("alpha", "gamma")),
        *(("../../models/small", practice) for practice in ("alpha", "gamma")),
        ("../../models/other", "beta"),
    ]
    assert links.findall(folded) == [("../../models/small", "beta")]
    assert shown.count("Clerks reply.") == 5


def test_a_model_shows_what_its_stages_ask_for_by_aspect(small: Small) -> None:
    small.edit(BETA, "aspect: delivery", "aspect: culture")
    grid = made(small.load())["models/small/index.md"].text.split('<table class="cx-aspects">')[1].split("</table>")[0]
    rows = [re.findall(r"<span>(\d)</span>", row) for row in grid.split("<tr>")[2:]]
    assert rows == [["0", "0", "1", "0", "1"], ["0", "0", "1", "0", "0"]]
    assert re.findall(r'cx-share__part" width="(\d+)%"', grid) == ["0", "0", "50", "0", "50", "0", "0", "100", "0", "0"]


def test_a_metric_draws_the_intervals_of_its_samples_and_says_them_in_words(small: Small) -> None:
    assert "cx-intervals" not in made(small.load())["measure/delay.md"].text
    small.edit(DELAY, "margin: None given.}", "margin: None given., samples: [{name: A week, counts: [18, 20]}]}")
    figure = made(small.load())["measure/delay.md"].text.split("<figure")[1].split("</figure>")[0]
    assert "<strong>A week</strong> <span>90.0 %, between 69.9 and 97.2 %</span>" in figure
    assert re.findall(r'c?x[12]?="([\d.]+)"', figure) == ["0", "320", "79.2", "297.7", "240.0"]  # from 60 to 100
    assert "<span>60 %</span><span>100 %</span>" in figure


def test_a_circumstance_and_the_practices_that_say_what_they_become_there_lead_to_each_other(small: Small) -> None:
    whole = made(small.load())
    assert "<ul" not in whole["learn/circumstances/index.md"].text
    assert "#circumstances" not in whole["models/small/practices/beta.md"].text
    small.write(SHOP, CIRCUMSTANCE)
    small.edit(BETA, "metrics:", "circumstances: {one-shop: A diary will do.}\nmetrics:")
    sources = small.load()
    whole = made(sources)
    practice, page = whole["models/small/practices/beta.md"].text, whole["learn/circumstances/one-shop.md"].text
    assert 'href="../../../../learn/circumstances/one-shop/">One shop</a></dt><dd>A diary will do.</dd>' in practice
    assert 'href="../../../models/small/practices/beta/">Practice beta (Stage 1)</a>' in page
    assert "A diary will do." in page and "A rota becomes a diary." in page
    assert 'href="../../../measure/delay/">Delay</a> <span>Count by hand.</span>' in page
    # What the file does not have leaves no heading behind, but that it has no source is said.
    assert "This page is our own and rests on no source." in page
    headings = [line for line in page.splitlines() if line.startswith("## ")]
    assert [heading.rpartition("{ #")[2] for heading in headings] == [
        "signs }", "shrinks }", "roles }", "metrics }", "practices data-search-exclude }", "begin }", "sources }"
    ]  # fmt: skip
    assert navigation(sources, load_messages())["circumstances"] == [
        "learn/circumstances/index.md",
        {"One shop": "learn/circumstances/one-shop.md"},
    ]


def test_practices_papers_and_symptoms_lead_to_the_pages_worth_reading_with_them(small: Small) -> None:
    link = 'Worth reading</dt><dd><a href="../../../../learn/leaders/">For leaders</a>'
    assert "Worth reading" not in made(small.load())["models/small/practices/alpha.md"].text
    small.write("symptoms.yaml", SYMPTOMS)
    small.write("templates/card.yaml", FORM)
    small.write("guides.yaml", GUIDES)
    whole = made(small.load())
    assert f'{link}, <a href="../../../../measure/samples/">Samples</a></dd>' in _joined(
        whole["models/small/practices/alpha.md"].text
    )
    assert f"{link}</dd>" in _joined(whole["models/small/practices/gamma.md"].text)
    assert '<a href="../../../learn/leaders/">For leaders</a></p>' in _joined(whole["practices/templates/card.md"].text)
    assert whole["learn/problems.md"].text.count('<a href="../leaders/">For leaders</a>') == 1


def _joined(text: str) -> str:
    """A page without the breaks between its lines."""
    return "".join(text.splitlines())


def test_symptoms_lead_to_the_practices_that_mend_them_and_back(small: Small) -> None:
    assert "learn/problems.md" not in made(small.load())
    assert navigation(small.load(), load_messages())["problems"] == []
    small.write("symptoms.yaml", SYMPTOMS)
    sources = small.load()
    whole = made(sources)
    page = whole["learn/problems.md"]
    assert page.file == "symptoms.yaml"
    # Headings, so that search finds each symptom by its words.
    assert [line for line in page.text.splitlines() if line.startswith("### ")] == [
        "### Nobody opens it { #nobody-opens-it }",
        "### It is full { #it-is-full }",
    ]
    assert "Also said: letters lie." in page.text
    links = re.findall(r'href="([^"]+)"', page.text)
    assert [link.removeprefix("../../models/small/practices/") for link in links[:3]] == [
        "alpha/",
        "gamma/",
        "../../measure/delay/",
    ]
    assert (
        '"../../../../learn/problems/#nobody-opens-it">Nobody opens it</a>'
        in whole["models/small/practices/gamma.md"].text
    )
    home = whole["index.md"].text
    assert '<a href="learn/problems/#nobody-opens-it">Nobody opens it</a>' in home and "All 2 symptoms" in home
    assert navigation(sources, load_messages())["problems"] == [{"What goes wrong": "learn/problems.md"}]


def test_a_template_leads_to_its_files_and_practices_and_back(small: Small) -> None:
    assert "<ul" not in made(small.load())["practices/templates/index.md"].text
    small.write("templates/card.yaml", FORM)
    small.write("templates/list.yaml", TABLE)
    sources = small.load()
    whole = made(sources)
    offered = [
        re.findall(r'href="([^"]+)" download', whole[f"practices/templates/{id}.md"].text) for id in ("list", "card")
    ]
    assert offered == [["../list.csv", "../list.xlsx"], ["../card.txt", "../card.docx"]]
    assert (
        '<th scope="row">Sender</th><td data-label="Line 1">=Anna</td><td data-label="Line 2">Börge</td>'
        in whole["practices/templates/list.md"].text
    )
    assert '<th scope="row">Answer</th><td>It is done.</td>' in whole["practices/templates/card.md"].text
    assert 'href="../../../models/small/practices/gamma/"' in whole["practices/templates/card.md"].text
    alpha, beta = (whole[f"models/small/practices/{id}.md"].text for id in ("alpha", "beta"))
    assert re.findall(r'href="../../../../practices/templates/(\w+)/"', alpha) == ["list", "card"]
    assert "practices/templates" not in beta
    assert navigation(sources, load_messages())["practices"][-1] == {
        "Templates": [
            "practices/templates/index.md",
            {"Letter list": "practices/templates/list.md"},
            {"Reply card": "practices/templates/card.md"},
        ]
    }


@pytest.mark.parametrize("sample", [False, True])
def test_whichever_model_comes_first_there_is_a_sample_report(small: Small, sample: bool) -> None:
    small.write("small/sample.json", SAMPLE)
    named(small, "aaa", 1, sample)
    sources = small.load()
    whole = made(sources)
    assert [framework.id for framework in sources.frameworks] == ["aaa", "small"]
    assert sample_address(sources, "small") == ("assess/sample/small/" if sample else "assess/sample/")
    assert ("assess/sample/small.md" in whole) == sample
    stands_for_all = rendered(whole["assess/sample.md"].text)
    assert stands_for_all.all("h1")[0].text == "A sample report"
    assert stands_for_all.all("a")[-1 - sample].attributes["href"] == f"../{'aaa' if sample else 'small'}/"
    assert "a-complete-example" not in whole["assess/sample.md"].text  # that is of the model with four stages
    assert ("cx-hero__example" in whole["index.md"].text) == sample


def test_what_the_navigation_leads_to_is_there_for_a_model_that_brings_nothing_but_itself(small: Small) -> None:
    shutil.rmtree(small.folder / "metrics")
    for name in (ALPHA, BETA, GAMMA):
        small.edit(name, "metrics: {delay: Clerks reply.}\n", "")
    whole = made(small.load())
    for path in ("assess/sample.md", "measure/index.md", "learn/glossary.md"):
        page = rendered(whole[path].text)
        assert len(page.all("h1")) == 1 and [e for e in page.all("ul", "dl") if not e.text.strip()] == []
    assert load_messages()("sample.none") in rendered(whole["assess/sample.md"].text).text


def test_no_practice_can_be_called_like_a_field_of_the_questionnaire(small: Small) -> None:
    frame = (TEMPLATES.parents[2] / "docs/overrides/partials/search.html").read_text("utf-8")
    page = Markup.of(made(small.load())["assess/small.md"].text + frame)
    names = {e.attributes["name"] for e in page.all("input", "textarea", "select", "form") if "name" in e.attributes}
    assert {"alpha", "alpha.evidence", "name", "query"} <= names
    assert {name for name in names - {"alpha", "beta", "gamma"} if re.fullmatch(r"[a-z0-9-]+", name)} <= FIELDS


def test_in_a_questionnaire_no_two_practices_have_one_name() -> None:
    named = re.findall(r"data-name>(.*?)</a>", made(ours())["assess/four-stages.md"].text)
    assert len(named) == len(set(named)) == 46
    assert {name for name in named if name.startswith("CX Measurement Practices")} == {
        "CX Measurement Practices (stage 1)",
        "CX Measurement Practices (stage 3)",
    }


def test_a_questionnaire_of_more_than_a_hundred_questions_is_a_long_one(small: Small) -> None:
    for count, framework in ((100, "hundred"), (101, "more")):
        many(small.folder, count, framework)
    whole = made(small.load())
    for framework, classes in (("hundred", None), ("more", "is-long")):
        (form,) = [
            e for e in Markup.of(whole[f"assess/{framework}.md"].text).all("form") if "data-form" in e.attributes
        ]
        assert form.attributes.get("class") == classes


def test_pages_know_the_file_behind_them() -> None:
    for path, page in made(ours()).items():
        if page.file is not None:
            assert (FRAMEWORKS / page.file).is_file(), path
    assert (
        made(ours())["models/four-stages/practices/basic-training.md"].file
        == "four-stages/practices/basic-training.yaml"
    )
    assert made(ours())["practices/index.md"].file is None


def leaves(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The paths of all texts that are words, not ids."""
    if isinstance(value, str) and not any(key in NOT_TEXT for key in path[-1:]):
        yield path
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        if key not in NOT_TEXT:
            yield from leaves(child, (*path, key))


def spoilt(text: str, hostile: str) -> tuple[str, int]:
    """A file's text with every text in it replaced by a hostile one, and how many there were."""
    value = yaml.safe_load(text)
    found = list(leaves(value))
    for i, path in enumerate(found):
        around = value
        for key in path[:-1]:
            around = around[key]
        around[path[-1]] = f"x{i} {hostile}"
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=1000), len(found)


RICH = """
differs: So.
notes: [A note.]
not_applicable: Never.
contributors: [Somebody]
related: [beta]
figures: [{value: "12", claim: A claim., source: Somebody}]
pitfalls: [{sign: A sign., why: Why., instead: Instead.}]
first_90_days: [{day: 1, action: Do., role: Clerk, evidence: A log.}]
worked_example: {fictional: true, text: A story.}
"""


def rendered(text: str) -> Markup:
    front, body = re.fullmatch(r"---\n(.*?)\n---\n(.*)", text.strip() + "\n", re.DOTALL).groups()  # type: ignore[union-attr]
    said = yaml.safe_load(front)
    assert said.pop("search", {}).keys() <= {"boost", "exclude"}
    assert all(isinstance(value, str | list) for value in said.values())
    return Markup.of(markdown.markdown(body, extensions=EXTENSIONS))


def shape(markup: Markup) -> Counter[tuple[str, tuple[str, ...]]]:
    """Which elements there are, with the names of their attributes."""
    return Counter((element.tag, tuple(sorted(element.attributes))) for element in markup.elements)


def made_with(small: Small, text: str) -> dict[str, Page]:
    """The pages of the small folder with `text` in the place of every text."""
    small.write(ALPHA, FILES[ALPHA] + RICH)
    small.write("small/sample.json", SAMPLE)
    for name in (ALPHA, MAIN, DELAY, "small/stages/first.yaml"):
        plain = FILES[name] + (RICH if name == ALPHA else "")
        content, count = spoilt(plain, text)
        assert count > 5
        small.write(name, content)
    return made(small.load())


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_texts_do_not_change_what_a_page_is_made_of(small: Small, hostile: str) -> None:
    pages_of_hostile, pages_of_tame = made_with(small, hostile), made_with(small, "tame")
    assert pages_of_hostile.keys() == pages_of_tame.keys()
    for path, page in pages_of_hostile.items():
        seen = rendered(page.text)
        assert shape(seen) == shape(rendered(pages_of_tame[path].text)), path
        addresses = [element.attributes.get("href", "") for element in seen.elements]
        assert not any(address.startswith("javascript:") for address in addresses), path
    practice = rendered(pages_of_hostile["models/small/practices/alpha.md"].text)
    assert practice.text.count(" ".join(hostile.split())) >= 15


def test_navigation_holds_models_stages_and_metrics_but_no_practice() -> None:
    entries = str(navigation(ours(), load_messages()))
    assert "models/four-stages/foundational-focus.md" in entries
    assert "measure/net-promoter-score.md" in entries
    assert "/practices/basic-training" not in entries


def test_generated_entries_take_their_places_in_the_navigation() -> None:
    nav = [{"Home": "index.md"}, {"Models": [{"generated": "models"}, {"More": [{"generated": "none"}, "x.md"]}]}]
    assert filled(nav, {"models": ["a.md", {"B": "b.md"}], "none": []}) == [
        {"Home": "index.md"},
        {"Models": ["a.md", {"B": "b.md"}, {"More": ["x.md"]}]},
    ]


def test_a_page_of_a_practice_may_lack_all_optional_parts(small: Small) -> None:
    page = rendered(made(small.load())["models/small/practices/beta.md"].text)
    assert "Practice beta" in page.all("h1")[0].text
    assert BETA.endswith("beta.yaml") and len(page.all("h2")) >= 4


@pytest.mark.parametrize(
    "framework", [each for each in ours().frameworks if each.stage_noun != "stage"], ids=lambda each: each.id
)
def test_what_is_called_level_or_phase_is_not_called_stage(framework: FrameworkRecord) -> None:
    whole = made(ours())
    sample, _, _ = whole[f"assess/sample/{framework.id}.md"].text.partition(load_messages()("sample.others"))
    report = re.sub(r"<[^>]+>", " ", sample)
    assert f"A {framework.stage_noun} counts as reached" in report and not re.search(
        r"\bstages?\b", report, re.IGNORECASE
    )
    for stage in framework.stages:
        text = whole[f"models/{framework.id}/{stage.id}.md"].text
        assert f"Before this {framework.stage_noun} makes sense" in text and "this stage" not in text


def test_other_models_are_named_in_one_order_on_every_page() -> None:
    whole, order = made(ours()), [framework.name for framework in ours().frameworks]
    for framework in ours().frameworks:
        others = [name for name in order if name != framework.name]
        for stage in framework.stages:
            part = whole[f"models/{framework.id}/{stage.id}.md"].text.split("{ #nearest }")[1]
            assert re.findall(r"<dt><a [^>]+>([^<]+)</a></dt>", part) == others


def test_a_related_practice_is_named_once() -> None:
    for path, page in made(ours()).items():
        if "/practices/" in path:
            _, _, part = page.text.partition("{ #related }")
            relations = part.partition("{ #elsewhere }")[0].partition("<dl")[2].partition("</dl>")[0]
            links = re.findall(r'href="([^"]+)"', relations)
            assert len(links) == len(set(links)), path
