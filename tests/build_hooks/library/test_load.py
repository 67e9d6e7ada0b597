"""The folder of frameworks: what is wrong in any of its files is said at once, by file, line and column."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from build_hooks.cli import app
from build_hooks.library.findings import Finding, LoadError, Place, together
from build_hooks.library.load import load_framework
from build_hooks.library.records import ADDRESSES, FIELDS
from build_hooks.library.sources import load_sources
from build_hooks.places import ROOT
from cxcore.model import Kind
from tests.build_hooks.library.small import ALPHA, BETA, DELAY, FILES, GAMMA, MAIN, SPEED, TWO, Small

ASPECTS = "'data', 'design', 'delivery', 'measurement', 'culture'"


def test_a_valid_folder_is_a_library(small: Small) -> None:
    sources = small.load()
    (framework,) = sources.frameworks
    assert (framework.id, framework.kind, [stage.id for stage in framework.stages]) == (
        "small",
        Kind.ADOPTION,
        ["first", "second"],
    )
    assert [(practice.id, practice.stage) for practice in framework.practices] == [
        ("alpha", "first"),
        ("beta", "first"),
        ("gamma", "second"),
    ]
    assert [metric.id for metric in sources.metrics] == ["delay", "speed"]
    assert load_framework(small.folder / "small") == framework


def test_our_own_folder_loads() -> None:
    sources = load_sources(ROOT / "frameworks")
    assert len(next(f for f in sources.frameworks if f.id == "four-stages").practices) == 46


def test_stages_stand_in_the_order_of_framework_yaml_and_metrics_in_their_own(small: Small) -> None:
    small.edit(MAIN, TWO, "stages: [second, first]\n")
    small.edit(DELAY, "order: 1", "order: 9")
    sources = small.load()
    assert [stage.id for stage in sources.frameworks[0].stages] == ["second", "first"]
    assert [metric.id for metric in sources.metrics] == ["speed", "delay"]


def test_the_problems_of_all_files_are_reported_at_once_and_in_order(small: Small) -> None:
    small.edit(MAIN, "version: 1.0.0", "version: new")
    small.edit("small/stages/second.yaml", "signs:", "sings:")
    small.edit(ALPHA, "order: 1", "order: [1]")
    small.edit(ALPHA, "owner: Clerk", "owner: ''")
    small.write(BETA, "name: 'Beta\n")
    small.edit(GAMMA, "metrics: {delay: Clerks reply.}", "metrics: {none: Clerks reply.}")
    small.edit(DELAY, "sources:", "related: [sped]\nsources:")
    assert small.findings() == [
        f"{DELAY}:14:11: unknown metric 'sped'; expected one of 'delay', 'speed'; did you mean 'speed'?",
        f"{MAIN}:2:10: 'new'; expected a version of three numbers, such as '1.0.0'",
        f"{ALPHA}:2:8: a list; expected a whole number",
        f"{ALPHA}:30:8: empty text; expected text",
        f"{BETA}:1:7: a quote that is not closed; expected a closing quote; close it",
        f"{GAMMA}:31:11: unknown metric 'none'; expected one of 'delay', 'speed'",
        (
            "small/stages/second.yaml:3:1: unknown key 'sings'; expected one of 'id', 'name', 'summary', 'about', 'signs', "
            "'entry', 'exit', 'customers_notice', 'frontline_notices', 'first_90_days', 'stalls', 'figures', 'notes', 'sources', "
            "'updated'; did you mean 'signs'?"
        ),
    ]


def test_a_broken_framework_file_does_not_hide_what_is_wrong_with_its_practices(small: Small) -> None:
    small.write(MAIN, "id: 'small\n")
    small.edit(ALPHA, "aspect: delivery", "aspect: x")
    assert small.findings() == [
        f"{MAIN}:1:5: a quote that is not closed; expected a closing quote; close it",
        f"{ALPHA}:5:9: 'x'; expected one of {ASPECTS}",
    ]


def test_a_file_that_cannot_be_read_still_lends_its_id(small: Small) -> None:
    small.write(ALPHA, "name: 'x\n")
    small.edit(BETA, "metrics: {delay: Clerks reply.}", "depends_on: [alpha]\nrelated: [alpha]")
    assert small.findings() == [f"{ALPHA}:1:7: a quote that is not closed; expected a closing quote; close it"]


def test_files_of_two_frameworks_are_told_apart(small: Small) -> None:
    for name, text in FILES.items():
        if name.startswith("small/"):
            small.write(name.replace("small/", "other/"), text.replace("id: small", "id: other"))
    small.edit("other/practices/beta.yaml", "order: 2", "order: 1")
    small.edit("other/practices/gamma.yaml", "stage: second", "stage: thrid")
    assert small.findings() == [
        "other/practices/beta.yaml:2:8: order 1, which alpha.yaml has already; expected one of its own",
        "other/practices/gamma.yaml:4:8: unknown stage 'thrid'; expected one of 'first', 'second'",
    ]


@pytest.mark.parametrize(
    ("folder", "name"), [(folder, name) for folder in ADDRESSES for name in sorted(ADDRESSES[folder])]
)
def test_no_model_and_no_metric_takes_the_address_of_another_page(small: Small, folder: str, name: str) -> None:
    address = f"the id '{name}', while '{folder}/{name}/' is another page's address; expected another"
    if folder == "measure":
        (small.folder / SPEED).rename(small.folder / f"metrics/{name}.yaml")
        assert small.findings() == [f"metrics/{name}.yaml:1:1: {address}; rename the file"]
    else:
        (small.folder / "small").rename(small.folder / name)
        small.edit(f"{name}/framework.yaml", "id: small", f"id: {name}")
        assert small.findings() == [f"{name}/framework.yaml:1:5: {address}; rename the folder, and the id"]


def test_nothing_is_called_index(small: Small) -> None:
    small.edit(MAIN, "  - second\n", "  - index\n")
    small.edit(GAMMA, "stage: second", "stage: index")
    for old, new in (
        ("small/stages/second", "small/stages/index"),
        (GAMMA.removesuffix(".yaml"), "small/practices/index"),
        (SPEED.removesuffix(".yaml"), "metrics/index"),
    ):
        (small.folder / f"{old}.yaml").rename(small.folder / f"{new}.yaml")
    (small.folder / "small").rename(small.folder / "index")
    small.edit("index/framework.yaml", "id: small", "id: index")
    index = "the id 'index', which in an address means the folder itself; expected another; rename the"
    assert small.findings() == [
        f"index/framework.yaml:1:5: {index} folder, and the id",
        f"index/practices/index.yaml:1:1: {index} file",
        f"index/stages/index.yaml:1:1: {index} file, and the id in framework.yaml",
        f"metrics/index.yaml:1:1: {index} file",
    ]


@pytest.mark.parametrize("name", sorted(FIELDS))
def test_a_practice_is_not_called_like_a_field_of_the_page(small: Small, name: str) -> None:
    (small.folder / GAMMA).rename(small.folder / f"small/practices/{name}.yaml")
    assert small.findings() == [
        (
            f"small/practices/{name}.yaml:1:1: the id '{name}', which a field of the questionnaire's page has that is no answer; "
            "expected another; rename the file"
        )
    ]


@pytest.mark.parametrize("name", ["metrics", "schema"])
def test_a_framework_does_not_take_a_folder_that_has_another_use(small: Small, name: str) -> None:
    for file, text in FILES.items():
        if file.startswith("small/"):
            small.write(file.replace("small/", f"{name}/"), text.replace("id: small", f"id: {name}"))
    assert small.findings() == [
        (
            f"{name}/framework.yaml:1:1: a framework in the folder '{name}', which has a use of its own; expected a folder and an "
            "id of another name; rename them"
        )
    ]


def test_loading_writes_nothing(small: Small) -> None:
    small.write(BETA, "name: 'x\n")

    def state() -> dict[str, tuple[int, bytes]]:
        return {str(p): (p.stat().st_mtime_ns, p.read_bytes()) for p in sorted(Path().rglob("*")) if p.is_file()}

    before = state()
    assert small.findings()
    assert state() == before


def test_paths_are_shown_from_the_working_directory(small: Small, monkeypatch: pytest.MonkeyPatch) -> None:
    small.edit(ALPHA, "order: 1", "order: x")
    folder = small.folder.resolve()
    monkeypatch.chdir(folder / "small")
    for path in (folder, Path("..")):
        with pytest.raises(LoadError) as caught:
            load_sources(path)
        (finding,) = caught.value.findings
        assert finding.file in ("practices/alpha.yaml", "../small/practices/alpha.yaml")


def test_a_framework_alone_is_read_without_its_metrics(small: Small) -> None:
    shutil.rmtree(small.folder / "metrics")
    assert load_framework(small.folder / "small").practices[0].metrics == {"delay": "Clerks reply."}


def test_several_readers_report_together() -> None:
    def fail(line: int) -> int:
        raise LoadError([Finding("f", Place(line), "no")])

    with together() as read:
        assert read(int, "5") == 5
    with pytest.raises(LoadError) as caught, together() as read:
        assert read(fail, 2) is None
        assert read(fail, 1) is None
    assert str(caught.value) == "f:1:1: no\nf:2:1: no\n2 problems found; nothing was written."


def test_the_command_prints_the_same(small: Small) -> None:
    small.edit(ALPHA, "owner: Clerk", "owner: no")
    small.write(BETA, "name: 'x\n")
    result = CliRunner().invoke(app, ["validate", "frameworks"])
    assert result.exit_code == 1
    assert [line.removeprefix("frameworks/") for line in result.stderr.splitlines()[:2]] == small.findings()
