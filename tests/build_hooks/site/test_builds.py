"""Builds of a small project of their own: what stops them, what they write, that they are the same each time."""

from __future__ import annotations

import errno
import os
import subprocess
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from build_hooks.hooks import Build
from build_hooks.setup.steps import Reporter, only_one
from tests.build_hooks.library.small import ALPHA, BETA, FILES
from tests.build_hooks.site.markup import Markup
from tests.build_hooks.site.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A small project to be changed."""
    return Project.small(tmp_path / "project")


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_two_builds_are_the_same_to_the_byte(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # On another day, in another part of the world, with sets in another order.
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    assert Project(built / "project").build(tmp_path / "second").returncode == 0
    first, second = contents(built / "first"), contents(tmp_path / "second")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


def test_generated_pages_are_not_files_of_docs(built: Path) -> None:
    assert (built / "first/models/small/practices/alpha/index.html").is_file()
    assert not (built / "project/docs/models").exists()


def test_a_problem_stops_the_build_before_anything_is_written(project: Project, tmp_path: Path) -> None:
    project.edit(f"frameworks/{ALPHA}", "owner: Clerk", "owner: no")
    project.write(f"frameworks/{BETA}", "name: 'x\n")
    project.write("build_hooks/messages/en.yaml", "broken")
    (tmp_path / "site").mkdir()
    (tmp_path / "site/index.html").write_text("what was there")
    for site in ("site", "new"):
        result = project.build(tmp_path / site)
        assert result.returncode == 1
        for line in (
            f'frameworks/{ALPHA}:30:8: no, which YAML reads as the truth value false; expected text; put it in quotes: "no"',
            f"frameworks/{BETA}:1:7: a quote that is not closed; expected a closing quote; close it",
            "build_hooks/messages/en.yaml:1:1: ",
            "3 problems found; nothing was written.",
        ):
            assert line in result.stderr, result.stderr
        assert "Traceback" not in result.stderr
    assert contents(tmp_path / "site") == {"index.html": b"what was there"}
    assert not (tmp_path / "new").exists()


def test_a_broken_link_or_anchor_stops_a_strict_build(project: Project, tmp_path: Path) -> None:
    project.write("docs/about/index.md", "# About\n\n[a](nowhere.md) [b](privacy.md#none) <a href='../gone/'>c</a>\n")
    result = project.build(tmp_path / "site")
    assert result.returncode == 1
    assert "contains a link 'nowhere.md'" in result.stderr
    assert "contains a link 'privacy.md#none'" in result.stderr
    assert "about/index.html: the link '../gone/' leads to no file" in result.stderr


def test_a_page_that_would_go_past_the_policy_stops_the_build(project: Project, tmp_path: Path) -> None:
    project.write("docs/about/raw.html", "<script>alert(1)</script>")
    result = project.build(tmp_path / "site")
    assert result.returncode == 1
    assert (
        "docs/about/raw.html would be served as it is, without the policy of all pages; make it a Markdown page"
        in result.stderr
    )


def test_a_model_of_somebody_else_stands_first_and_replaces_no_page(project: Project, tmp_path: Path) -> None:
    def add(framework: str) -> None:
        for name, text in FILES.items():
            if name.startswith("small/"):
                text = text.replace("id: small\n", f"id: {framework}\norder: 1\n")
                project.write(f"frameworks/{name.replace('small/', f'{framework}/')}", text)

    add("aaa")
    result = project.build(tmp_path / "site")
    assert (result.returncode, result.stderr) == (0, "")
    home = Markup.at(tmp_path / "site/index.html")
    assert "assess/aaa/" in [element.attributes.get("href") for element in home.all("a")]
    project.write("docs/assess/aaa.md", "# A page\n")
    result = project.build(tmp_path / "other")
    assert result.returncode == 1
    assert result.stderr.splitlines()[:2] == [
        "ERROR   -  the frameworks cannot be used:",
        "frameworks/aaa/framework.yaml:1:1: a page at 'assess/aaa/', where docs/assess/aaa.md is; expected an address of its own; take another id",
    ]
    assert not list((tmp_path / "other").glob("*"))


def test_a_second_build_of_the_same_site_waits_for_the_first(project: Project, tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    command = project.command("build", "--quiet", "--site-dir", str(site))
    with only_one(site, Reporter()):
        second = subprocess.Popen(command, cwd=project.root, env=project.variables(), stderr=subprocess.PIPE, text=True)
        assert second.stderr is not None
        assert second.stderr.readline() == "  another build is at work in this folder; waiting for it\n"
        assert not list(site.iterdir())
    assert (second.wait(60), second.stderr.read()) == (0, "")
    second.stderr.close()
    assert (site / "index.html").is_file()


def test_what_the_system_refuses_is_told_in_a_line(project: Project, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    result = project.build(tmp_path / "file/site")
    assert (result.returncode, result.stderr) == (
        1,
        f"ERROR   -  cx: The system has refused to go on at '{tmp_path}/file/site': Not a directory.\n",
    )


def test_a_full_disk_ends_a_build_in_words(caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(Abort, match=r"^Aborted$"):
        Build().on_build_error(error=OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "site/index.html"))
    words = (
        "The disk is full; nothing more can be written at 'site/index.html'. Make room, and run the same command again."
    )
    assert [record.getMessage() for record in caplog.records] == [f"cx: {words}"]
    Build().on_build_error(error=ValueError("a defect is no word to people, and shows where it is"))


def test_hostile_texts_stay_text(project: Project, tmp_path: Path) -> None:
    hostile = "<img src=x onerror=alert(1)> **b** `c`[d](https://e.example)</script>{{f}} & "
    project.edit(f"frameworks/{ALPHA}", "name: Practice alpha", f'name: "A {hostile}"')
    project.edit(f"frameworks/{ALPHA}", "definition: Letters are answered.", f'definition: "{hostile} # { {1: 2} }"')
    project.edit(f"frameworks/{ALPHA}", "anchor: No letter is answered.", f'anchor: "{hostile}"')
    result = project.build(tmp_path / "site")
    assert (result.returncode, result.stderr) == (0, "")
    shown = hostile.strip()
    for path in (tmp_path / "site").rglob("*.html"):
        page = Markup.at(path)
        assert [e for e in page.all("img") if "onerror" in e.attributes or e.attributes.get("src") == "x"] == []
        assert [e for e in page.all("a") if "e.example" in e.attributes.get("href", "")] == []
    page = Markup.at(tmp_path / "site/models/small/practices/alpha/index.html")
    (heading,) = page.all("h1")
    assert " ".join(heading.text.split()).startswith(f"A {shown}")
    assert page.text.count(shown) >= 3
    assert page.all("title")[0].text.startswith(f"A {shown}")
    questionnaire = Markup.at(tmp_path / "site/assess/small/index.html")
    assert questionnaire.text.count(shown) >= 1
