"""Pages that are kept from build to build while the site is served: never older than what they are made of."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from build_hooks.site.kept_folder import KeptFolder
from build_hooks.site.kept_pages import KeptPages
from build_hooks.site.serving import LOG
from tests.build_hooks.library.small import ALPHA
from tests.build_hooks.site.project import Project
from tests.build_hooks.site.test_builds import contents

URL = "http://127.0.0.1:8000/"
ALPHA_PAGE, CITE = "models/small/practices/alpha.md", "about/cite.md"
WARNINGS = "Aborted with 4 warnings in strict mode!"
RUN = """
import json, logging, pathlib, sys
import mkdocs.commands.build as steps
from mkdocs.config import load_config

site, edits = sys.argv[1], json.load(sys.stdin)
logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
counts = {}

def counted(name):
    step = getattr(steps, name)
    def counting(page, *others, **options):
        counts.setdefault(name, []).append(page.file.src_uri)
        return step(page, *others, **options)
    setattr(steps, name, counting)

counted("_populate_page")
counted("_build_page")
config = load_config("mkdocs.yml", site_dir=site)
config.plugins.on_startup(command="serve", dirty=False)
for i, (name, text) in enumerate([(None, None), *edits]):
    if name:
        path = pathlib.Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    config = load_config("mkdocs.yml", site_dir=site) if i else config
    config.site_url = "http://127.0.0.1:8000/"
    counts.clear()
    failure = ""
    try:
        steps.build(config, serve_url=config.site_url)
    except SystemExit as error:
        failure = str(error)
    print(json.dumps([sorted(counts.get("_populate_page", [])), sorted(counts.get("_build_page", [])), failure]))
"""

Step = tuple[list[str], list[str], str]


def rebuilt(project: Project, site: Path, edits: list[tuple[str, str]]) -> list[Step]:
    """After each edit, beginning with none: which pages were read, which were put into the theme, and why the build failed."""
    result = subprocess.run(
        [sys.executable, "-c", RUN, str(site)],
        input=json.dumps(edits),
        cwd=project.root,
        env=project.variables(),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (result.returncode, result.stderr) == (0, ""), result.stderr
    return [tuple(json.loads(line)) for line in result.stdout.splitlines()]


def test_after_any_edit_the_site_is_as_if_it_were_built_anew(tmp_path: Path) -> None:
    project = Project.small(tmp_path / "project")
    project.edit("mkdocs.yml", "offline: true", "offline: false")  # which served pages never are
    for record in (project.root / "docs/about/decisions").glob("0*.md"):
        record.unlink()  # fewer pages for the same
    cite = (project.root / "docs/about/cite.md").read_text("utf-8")

    def edited(name: str, old: str, new: str) -> tuple[str, str]:
        text = (project.root / name).read_text("utf-8")
        assert old in text
        return name, text.replace(old, new)

    pages = "practices/index.md", "practices/by-aspect.md", "practices/by-section.md", "practices/by-stage.md"
    of_the_stage = [
        "assess/index.md",
        "assess/sample.md",
        "assess/small.md",
        "assess/team.md",
        "index.md",
        "models/index.md",
        *pages,
    ]
    of_the_stage += [f"models/small/{name}.md" for name in ("index", "first", "second", "practices/gamma")]
    of_the_name = [*of_the_stage[:5], *pages, CITE, ALPHA_PAGE, "measure/delay.md"]
    of_the_name += [f"models/small/{name}.md" for name in ("index", "first", "practices/beta")]
    of_the_model = [*of_the_stage, *of_the_name, "models/small/practices/gamma.md"]
    of_the_model = sorted({*of_the_model} - {CITE})
    practices = [f"models/small/practices/{name}.md" for name in ("alpha", "beta", "gamma")]
    edits: list[tuple[tuple[str, str], list[str] | None, list[str] | None, str]] = [
        # What is edited; which pages are read again; which are put into the theme again; why the build fails. None stands for all.
        (edited("frameworks/glossary.yaml", "A sheet.", "A sheet of paper."), None, None, ""),
        (edited("docs/overrides/404.html", "<h1>", '<h1 class="new">'), [], None, ""),
        (edited("docs/overrides/partials/actions.html", "cx-edit", "cx-edit new"), [], None, ""),
        (
            edited("build_hooks/messages/en.yaml", "site.name: ", "site.name: New "),
            ["assess/index.md", "assess/small.md", "assess/team.md", "index.md", "measure/calculator.md"],
            None,
            "",
        ),
        (edited("docs/assets/stylesheets/base.css", "{", "{ --new: 1;"), [], None, ""),
        (("docs/about/.meta.yml", "hide: [toc]\n"), None, None, ""),
        (edited("mkdocs.yml", "site_description: ", "site_description: New. "), None, None, ""),
        (edited("frameworks/small/stages/second.yaml", "name: Stage two", "name: Stage three"), of_the_stage, None, ""),
        # The missing page is told by MkDocs and by us, and so is the missing anchor; also when another page is edited.
        (("docs/about/cite.md", f"{cite}\n\n[a](gone.md) [b](privacy.md#gone)\n"), [CITE], [CITE], WARNINGS),
        (
            edited(f"frameworks/{ALPHA}", "Letters are answered.", "All are answered."),
            [CITE, ALPHA_PAGE],
            [CITE, ALPHA_PAGE],
            WARNINGS,
        ),
        (("docs/about/cite.md", f"{cite}\n\nNew: the log of\nletters.\n"), [CITE], [CITE], ""),
        (
            edited("build_hooks/site/templates/practice.md.jinja", 'class="cx-lead"', 'class="cx-lead new"'),
            practices,
            practices,
            "",
        ),
        (
            edited("frameworks/metrics/delay.yaml", "name: Delay", "name: Wait"),
            ["measure/delay.md", "measure/index.md", *practices],
            None,
            "",
        ),
        (
            edited("frameworks/small/framework.yaml", "name: A small model", "name: A quick model"),
            of_the_model,
            None,
            "",
        ),
        # The navigation of every page shows it.
        (
            edited("docs/about/sources.md", "# Sources", "---\nstatus: new\n---\n# Sources"),
            ["about/sources.md"],
            None,
            "",
        ),
        # "Letters" is a term, and not linked within a name; the page that has it is read again, though it is as it was.
        (edited(f"frameworks/{ALPHA}", "name: Practice alpha", "name: log of letters"), of_the_name, of_the_name, ""),
    ]
    first, *steps = rebuilt(project, tmp_path / "served", [edit for edit, *_ in edits])
    everything = first[0]
    assert len(everything) > 80 and first == (everything, everything, "")
    for (read, built, failure), ((name, _), to_read, to_build, why) in zip(steps, edits, strict=True):
        assert (name, failure) == (name, why)
        assert (name, read) == (name, everything if to_read is None else sorted(to_read))
        assert (name, built) == (name, everything if to_build is None else sorted(to_build))
    assert project.build(tmp_path / "anew", url=URL).returncode == 0
    served, anew = contents(tmp_path / "served"), contents(tmp_path / "anew")
    assert served.keys() == anew.keys()
    assert [name for name in anew if served[name] != anew[name]] == []


class File:
    """As much of a file of MkDocs as is looked at."""

    def __init__(self, folder: Path, text: str) -> None:
        self.src_uri, self.dest_uri, self.content_string = "a.md", "a/index.html", text
        self.abs_dest_path = str(folder / self.dest_uri)


class Read:
    """As much of a page."""

    edit_url = None
    title: str | None = None

    def __init__(self, file: File) -> None:
        self.file = file
        self.markdown = self.content = self.toc = self._title_from_render = self.present_anchor_ids = None
        self.meta: dict[str, str] = {}
        self.links_to_anchors: dict[Any, Any] | None = None


class Listed:
    """As much of all files."""

    def get_file_from_path(self, path: str) -> str:
        return f"the file {path}"


def test_the_steps_are_taken_once_for_the_same_and_again_for_anything_else(tmp_path: Path) -> None:
    folder = KeptFolder()
    kept, taken = KeptPages(folder), []

    def populate(page: Any, config: str, files: Any, dirty: bool) -> None:
        taken.append("read")
        page.content, page.meta = page.file.content_string.upper(), {"title": "x"}
        page.links_to_anchors = {page.file: {"b": "a.md#b"}}
        kept.linked = page.file.content_string
        if "slip" in page.file.content_string:
            LOG.warning("a slip")

    def build(page: Any, *_: Any, excluded: bool) -> None:
        taken.append("written")
        folder.write(f"{page.content} in {kept.for_building}".encode(), page.file.abs_dest_path)
        kept.index.append(page.content)

    def step(text: str, site: str = "site") -> tuple[list[str], str, list[Any], Any]:
        taken.clear()
        kept.index = []
        folder.begin(str(tmp_path / site))
        page = Read(File(tmp_path / site, text))
        kept.populated(populate, page, "config", Listed())
        kept.built(build, page, "config", "files", "nav", excluded=False)
        return list(taken), Path(page.file.abs_dest_path).read_text(), kept.index, page.links_to_anchors

    kept.for_reading = kept.for_building = "the theme"
    both, anew = ["read", "written"], {"the file a.md": {"b": "a.md#b"}}
    assert step("x")[:3] == (both, "X in the theme", ["X"])
    assert step("x", "elsewhere") == ([], "X in the theme", ["X"], anew)
    kept.for_building = "another"
    assert step("x") == (["written"], "X in another", ["X"], anew)
    kept.for_reading = "terms"
    assert step("x")[0] == both
    assert step("y")[:3] == (both, "Y in another", ["Y"])
    assert step("slip")[0] == step("slip")[0] == both
    # A name counts where it stands, and in no other text.
    assert step("y\nz")[0] == both
    for names, expected in (({"y & z"}, []), ({"y z", "y & z"}, both), ({"y z"}, []), (set(), both), ({"x"}, [])):
        kept.names = frozenset(names)
        assert step("y\nz")[0] == expected
    # The title is that of the navigation.
    Read.title = "Y"
    assert step("y\nz")[0] == both
