"""What the tests of loading and building share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.building import build, made_once, shared_folder
from tests.build_hooks.library.small import Small
from tests.build_hooks.site.project import Project, many

SITE_URL = "https://example.org/cx/"
DOMAIN = "https://cx.example.org/"
REPOSITORY = "https://github.com/example/cx"


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Small:
    """A small valid folder of frameworks in the working directory."""
    monkeypatch.chdir(tmp_path)
    return Small.make()


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Our site under a sub-path and without a repository, built once a run; browser tests use the same."""
    return made_once(shared_folder(tmp_path_factory) / "site", lambda folder: build(folder, url=SITE_URL))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small project at `project`, built into `first`; made once a run and then left as it is."""

    def make(folder: Path) -> None:
        project = Project.small(folder / "project")
        before = project.files("docs", "frameworks")
        result = project.build(folder / "first")
        assert (result.returncode, result.stdout, result.stderr) == (0, "", "")
        assert project.files("docs", "frameworks") == before, "a build writes nothing beside the site"

    return made_once(shared_folder(tmp_path_factory) / "small", lambda folder: (folder.mkdir(), make(folder))[0])


@pytest.fixture(scope="session")
def large_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with a model of 100 practices beside its own, on a domain of its own and with a repository."""

    def make(folder: Path) -> None:
        project = Project.small(folder.with_name("large-project"))
        many(project.root / "frameworks", 100)
        result = project.build(folder, url=DOMAIN, repository=REPOSITORY)
        assert (result.returncode, result.stderr) == (0, ""), result.stderr[-3000:]

    return made_once(shared_folder(tmp_path_factory) / "large-site", make)
