"""Cases: files beside a page, and the page filled in from them; what is wrong is said with its place."""

from __future__ import annotations

import io
import json
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from build_hooks import hooks
from build_hooks.library.messages import load_messages
from build_hooks.places import ROOT
from build_hooks.site.cases import FOLDER, Case, CaseError, filled, load_cases, spelt
from build_hooks.site.pages import environment
from cxcore.model import Assessment
from cxcore.model.changes import Change
from cxcore.model.migration import Brought, Reason, Review
from tests.ours import sources

PATH = f"{FOLDER}/software-firm.md"


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of pages with one case, its page and its files."""
    shutil.copytree(ROOT / "docs" / FOLDER / "software-firm", tmp_path / FOLDER / "software-firm")
    shutil.copy(ROOT / "docs" / PATH, tmp_path / PATH)
    return tmp_path


def load(docs: Path) -> Case:
    return load_cases(docs, sources().framework)[PATH]


def page(case: Case, text: str) -> str:
    return filled(text, PATH, case, environment(), load_messages())


def test_a_page_says_what_the_files_hold(docs: Path) -> None:
    case = load(docs)
    assert (
        page(case, "{{ case.met('agreed', 3) }}, {{ case.needed('agreed', 2, full=True) }}, {{ spelt(case.count) }}")
        == "4 of 13, 12 of 13, five"
    )
    assert page(case, "{{ case.answer('agreed', 'cx-metrics') }} {{ case.average('later') }}") == "Establishing 38.4"
    assert (
        page(case, "{{ case.practice('cx-metrics') }}")
        == '<a href="../../../models/five-levels/practices/cx-metrics/">CX Metrics</a>'
    )
    assert spelt(13) == "13"


def test_long_tables_of_a_page_are_folded_and_what_was_agreed_is_not(docs: Path) -> None:
    """On a telephone the tables made the page twice as long as its text."""
    case = load(docs)
    steps = "case.plan('agreed', 3, ['cx-strategy', 'cx-metrics']).steps({'customer-feedback': ['A', 'B'], 'acting-on-feedback': ['A', 'B'], 'staff-training': ['A', 'B']})"
    for asked, folds in (
        ("case.people()", ["Who answered what alone"]),
        ("case.team()", ["Where people disagree most"]),
        ("case.said('cx-metrics')", ["Who gave which answer"]),
        ("case.result('agreed')", ["How far each level is covered"]),
        ("case.trend()", ["What changed, practice by practice"]),
        (steps, ["The steps, each with its owner and what there is by day 90"]),
    ):
        html = page(case, f"{{{{ {asked} }}}}")
        assert re.findall(r'<details class="cx-fold"><summary>(.*?)</summary><div class="cx-sample">', html) == folds
        assert "&lt;" not in html
        within, _, after = html.partition("</details>")
        assert "<table" in within or "cx-bars" in within
        if "said" in asked:
            assert ">Establishing</span>" in after


def test_a_figure_follows_its_file(docs: Path) -> None:
    path = docs / FOLDER / "software-firm/agreed.json"
    path.write_text(path.read_text("utf-8").replace('"performing"', '"establishing"'), "utf-8")
    assert page(load(docs), "{{ case.met('agreed', 3) }}") == "0 of 13"


@pytest.mark.parametrize(
    "text",
    [
        "{{ case.answer('agreed', 'cx-metric') }}",
        "{{ case.stage('nobody') }}",
        "{{ case.heard }}",
        "{{ case.plan('agreed', 9).cost }}",
        "{{ case.plan('agreed', 3).steps({'cx-metrics': ['Data analyst', 'A sheet']}) }}",
        "{% if %}",
    ],
)
def test_what_cannot_be_said_stops_the_build_and_names_the_page(docs: Path, text: str) -> None:
    with pytest.raises(CaseError, match=rf"^docs/{PATH}: "):
        page(load(docs), text)


def test_files_that_cannot_be_used_are_named(docs: Path) -> None:
    folder = docs / FOLDER / "software-firm"
    (folder / "later.json").rename(folder / "latest.json")
    with pytest.raises(CaseError, match=r"no later\.json in software-firm/"):
        load(docs)
    (folder / "latest.json").rename(folder / "later.json")
    of_other = json.loads((folder / "product-owner.json").read_text("utf-8"))
    of_other["framework"]["version"] = "0.9.0"
    (folder / "product-owner.json").write_text(json.dumps(of_other), "utf-8")
    with pytest.raises(CaseError, match=r"product-owner\.json: framework\.version: version 0\.9\.0"):
        load(docs)
    of_other["framework"]["id"] = "six-levels"
    (folder / "product-owner.json").write_text(json.dumps(of_other), "utf-8")
    with pytest.raises(CaseError, match=r"product-owner\.json: no model 'six-levels'"):
        load(docs)
    shutil.copy(ROOT / "docs" / FOLDER / "housing-association/team-leader.json", folder / "product-owner.json")
    with pytest.raises(CaseError, match="files of several models"):
        load(docs)
    (folder / "product-owner.json").write_bytes(b"\xff")
    with pytest.raises(CaseError, match=r"product-owner\.json: "):
        load(docs)


def test_files_without_a_page_are_named(docs: Path) -> None:
    (docs / PATH).unlink()
    with pytest.raises(
        CaseError, match=rf"^docs/{FOLDER}/software-firm/: the files of a case without its page docs/{PATH}$"
    ):
        load(docs)


def test_a_case_follows_its_model_to_a_later_version(docs: Path) -> None:
    """Whoever raises a version need not answer the cases anew before the site is built."""
    before = load(docs)
    model = before.framework
    renamed = {"cx-metrics": "customer-metrics"}
    practices = tuple(replace(each, id=renamed.get(each.id, each.id)) for each in model.practices)
    change = Change(version="9.0.0", date="2027-01-01", summary="Renamed.", renamed=renamed, reworded=("cx-strategy",))
    later = replace(model, version="9.0.0", practices=practices, changes=(change, *model.changes))
    case = load_cases(docs, {later.id: later})[PATH]
    assert page(case, "{{ case.answer('agreed', 'customer-metrics') }}") == "Establishing"
    assert [one.framework.version for one in (case.agreed, case.later, *case.people.values())] == ["9.0.0"] * 7
    assert before.older == {}
    assert sorted(case.older) == sorted(case.texts), "whoever builds is told of each file"
    assert [(review.practice, review.reason) for review in case.older["later.json"].reviews] == [
        ("cx-strategy", Reason.REWORDED)
    ]
    for name, text in case.texts.items():
        assert Assessment.from_json(text) == case.one(name.removesuffix(".json")), (
            "what is downloaded is of that version too"
        )
        assert before.texts[name] == (docs / FOLDER / "software-firm" / name).read_text("utf-8"), (
            "else as it is written"
        )


def test_the_build_says_what_to_look_at_in_files_of_an_earlier_version(
    docs: Path, caplog: pytest.LogCaptureFixture
) -> None:
    build = hooks.Build()
    build.sources, build.messages = sources(), load_messages()
    review = Review(practice="cx-strategy", reason=Reason.REWORDED, since="1.0.0")
    older = Brought(assessment=load(docs).later, version="0.9.0", reviews=(review,))
    with caplog.at_level("INFO", logger="mkdocs"):
        build._forward("docs/later.json", older)
    assert [record.getMessage().partition("docs/")[2] for record in caplog.records] == [
        "later.json: brought forward from version 0.9.0 of the framework to 1.0.0",
        "later.json: CX Strategy: means something else since version 1.0.0; look at it again",
    ]
    assert {record.levelname for record in caplog.records} == {"INFO"}, "a warning would stop the build"


def test_what_is_downloaded_is_the_files_and_one_of_all_of_them_the_same_each_time(docs: Path) -> None:
    made = load(docs).downloads()
    assert list(made) == [
        "frontline-employee.json", "head-of-marketing.json", "head-of-service.json", "managing-director.json",
        "product-owner.json", "agreed.json", "later.json", "software-firm.zip",
    ]  # fmt: skip
    assert made == load(docs).downloads()
    with zipfile.ZipFile(io.BytesIO(made["software-firm.zip"])) as packed:
        assert {name.removeprefix("software-firm/"): packed.read(name) for name in packed.namelist()} == {
            name: data for name, data in made.items() if name.endswith(".json")
        }
        assert {entry.date_time for entry in packed.infolist()} == {(1980, 1, 1, 0, 0, 0)}
