"""The events of MkDocs, wired to the functions that do the work. Nothing else in the project knows MkDocs.

MkDocs calls what it finds in this module under the names of its events: the methods of one `Build`, at the end.
"""

from __future__ import annotations

import gc
import logging
import warnings
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from functools import partial
from importlib.metadata import version
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment
from markdown.extensions.toc import nest_toc_tokens  # type: ignore[import-untyped]
from material.plugins.search import plugin as search  # type: ignore[import-untyped]  # the theme has no types
from mkdocs import utils as mkdocs_utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import get_toc
from mkdocs.theme import Theme
from mkdocs.utils import DuplicateFilter
from pathspec.gitignore import GitIgnoreSpec

from build_hooks import licences
from build_hooks.library.findings import LoadError, together
from build_hooks.library.load import SAMPLE
from build_hooks.library.messages import load_messages
from build_hooks.library.recall import Recall
from build_hooks.library.sources import Sources, load_sources
from build_hooks.places import ROOT, TEMPLATES
from build_hooks.setup.steps import Reporter, only_one, told
from build_hooks.site import (
    bundle,
    cases,
    downloads,
    frame,
    html_blocks,
    key_tables,
    links,
    offline,
    pages,
    policy,
    practice_words,
    search_index,
    search_sections,
    serving,
    sheets,
)
from build_hooks.site import module_pages as api
from build_hooks.site.glossary_links import Linker
from build_hooks.site.headings import Heading, rendered, unmarked
from build_hooks.site.kept_folder import KeptFolder
from build_hooks.site.kept_pages import KeptPages
from build_hooks.site.licence_page import licence_page
from build_hooks.site.software_changelog import software_changelog
from build_hooks.site.squeezed import squeezed
from build_hooks.site.template_cache import template_cache
from build_hooks.site.theme_files import ThemeFiles
from build_hooks.site.wide_tables import reached
from cxcore.model.migration import Brought
from cxcore.view.messages import Messages
from cxcore.view.reviews import tell_forward
from cxcore.view.words import Words

log = get_plugin_logger("cx")
UNUSED = ("assets/javascripts/lunr/**", "assets/images/favicon.png", "**/*.map")
"""Files of the theme that no page asks for: the search of other languages, another icon than ours, and the sources of what was made
small, which are larger than all else of the theme."""
SITEMAP = "sitemap.xml.gz"
"""What MkDocs writes by itself."""
SHOWN_ELSEWHERE = ("icon", "status", "subtitle")
"""What the navigation of other pages shows of what a page says of itself, besides its title."""
NO_DAY = "1980-01-01"
"""In the place of a page's last change, so that a build is the same on every day."""
# The search's index is made from pages that are all well-formed, which can be read faster.
search.Parser = search_sections.Reader


def _of_theme(file: File, config: MkDocsConfig) -> bool:
    """Whether a file comes from the theme's package, and not from docs/ or from us."""
    return file.generated_by is None and Path(file.src_dir or "") != Path(config.docs_dir)


def _finding(theme: Theme, environment: Environment) -> Environment:
    """What fills in the theme's templates, which stay compiled from one build to the next."""
    environment.loader = ThemeFiles(theme.dirs)
    environment.bytecode_cache = template_cache("the theme's")
    return environment


def _stated(config: MkDocsConfig) -> str:
    """What mkdocs.yml said when it was read, and not what it says meanwhile."""
    with warnings.catch_warnings(action="ignore", category=DeprecationWarning):
        return repr(config.user_configs)


def _render(page: MkDocsPage, html: str, headings: Sequence[Heading], *_: Any) -> None:
    """What MkDocs knows of a page once it has rendered it, from its HTML and its headings."""
    page.content = html
    page.toc = get_toc(nest_toc_tokens([each._asdict() | {"name": each.text} for each in headings]))
    page._title_from_render = headings[0].text if headings and html.startswith("<h1") else None
    page.present_anchor_ids = {each.id for each in headings}
    page.links_to_anchors = {}


class Build:
    """A build of the site: its events, and what they hand to those that follow.

    `mkdocs serve` calls the same object again at each rebuild. `on_config` comes first and reads everything anew; what it or
    `on_files` raises ends the build, so that no later event sees anything of an earlier one. The theme's templates know the
    object as `cx`.
    """

    sources: Sources
    """All that stands under `frameworks/`."""
    messages: Messages
    """The words of the interface."""
    linker: Linker
    """What links terms to the glossary."""
    bundle: bundle.Bundle
    """What the browser gets beside the pages."""
    sheets: sheets.Sheets
    """Which style sheets a page has."""
    made: frozenset[str]
    """The paths of the pages that come from templates."""
    blocks: list[str]
    """The HTML of the page that is being read."""
    frame: str
    """The address of the script of each page's frame."""
    own: frozenset[str]
    """The addresses of the files that we have written, or made."""
    offline: bool
    """Whether the pages have a service worker: not while they are served, when the newest is wanted."""

    version: str
    """The software's, which stands at the foot of each page."""

    def __init__(self, root: Path = ROOT) -> None:
        self.root = root
        self.version = version("cx-maturity")
        self.folder = KeptFolder()
        self.kept = KeptPages(self.folder)
        self.alone = ExitStack()
        self.recall = Recall()
        self.served = False

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Before the site is served: have MkDocs start whatever the files hold, and keep pages from build to build."""
        self.served = command == "serve"
        theming: Any = Theme
        make = theming.get_env
        theming.get_env = lambda theme: _finding(theme, make(theme))
        if self.served:
            state = serving.Serving()
            # MkDocs 1.6.1 has no events for any of these.
            serve: Any = mkdocs_serve
            serve.build = state.noted(serve.build)
            serve.LiveReloadServer = state.bound(serve.LiveReloadServer)
            build: Any = mkdocs_build
            build._populate_page = partial(self.kept.populated, build._populate_page)
            build._build_page = partial(self.kept.built, build._build_page)
            writing: Any = mkdocs_utils
            writing.clean_directory, writing.write_file = self.folder.begin, self.folder.write
            copying: Any = File
            copying.copy_file = lambda file, dirty=False: self.folder.copy(file)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read frameworks and words; fill in the generated parts of the navigation."""
        # MkDocs says a thing once in its life; while the site is served, each build has to say it.
        for each in mkdocs_build.log.filters:
            if isinstance(each, DuplicateFilter):
                each.msgs.clear()
        # With --quiet MkDocs drops warnings before it counts them, so that nothing would stop the build.
        if config.strict:
            mkdocs_log = logging.getLogger("mkdocs")
            mkdocs_log.setLevel(min(mkdocs_log.level, logging.WARNING))
        if self.served:
            self.recall.begin()
        try:
            with together() as read:
                sources = read(load_sources, self.root / "frameworks", self.recall)
                messages = read(load_messages)
        except LoadError as error:
            raise PluginError(f"the frameworks cannot be used:\n{error}") from None
        self.sources, self.messages = sources, messages
        for name, older in sources.older.items():
            self._forward(f"frameworks/{name}/{SAMPLE}", older)
        self.linker = Linker(sources.terms, sources.names)
        self.kept.names = sources.names
        config.nav = pages.filled(config.nav, pages.navigation(self.sources, self.messages))
        self.offline = bool(config.extra.get("offline")) and not self.served
        if not config.repo_url:
            config.edit_uri = None
        # Thousands of entries in the navigation would make every page slow; practices are found by lists, search and links.
        # The decision records and the scorer's modules are listed on their own pages.
        outside = [
            "/models/*/practices/",
            "/models/crosswalk/*.md",
            "/assess/sample/*.md",
            "/about/decisions/0*.md",
            "/about/api/**/*.md",
            "!/about/api/index.md",
        ]
        config.not_in_nav = GitIgnoreSpec.from_lines(outside)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Wait for another build that writes the same site."""
        site = Path(config.site_dir)
        with suppress(OSError):  # MkDocs meets it again in a moment
            site.mkdir(parents=True, exist_ok=True)
            self.alone.enter_context(only_one(site, Reporter(), "build"))

    def on_build_error(self, *, error: Exception) -> None:
        """Let the next build begin; say in words what the system has refused. Raises Abort for that."""
        self.alone.close()
        if isinstance(error, OSError):
            log.error(told(error))
            raise Abort("Aborted")

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and the browser's bundle. Nothing is written into docs/."""
        self.recall.know(self.messages, vars(self.messages))
        self.recall.know(
            pages.environment(), [(path.name, path.read_bytes()) for path in sorted(TEMPLATES.glob("*.jinja"))]
        )
        try:
            self.bundle = bundle.build(self.root, self.sources, self.recall)
        except bundle.BundleError as error:
            raise PluginError(str(error)) from None
        for static in files.static_pages():
            inclusion: Any = static.inclusion  # MkDocs has no types for its methods
            if inclusion.is_included():
                raise PluginError(
                    f"docs/{static.src_uri} would be served as it is, without the policy of all pages; make it a Markdown page"
                )
        self.sheets = sheets.Sheets(Path(config.docs_dir, sheets.FOLDER))
        shipped = {*self.bundle.moved, *self.bundle.merged}
        for file in list(files):
            # Scripts and style sheets are shipped as the bundle has them.
            if file.src_uri in shipped or any(PurePosixPath(file.src_uri).full_match(pattern) for pattern in UNUSED):
                files.remove(file)
        for address, content in self.bundle.files.items():
            files.append(File.generated(config, address, content=content))
        for address, data in downloads.downloads(self.sources.templates, self.messages).items():
            files.append(File.generated(config, address, content=data))
        try:
            told = self._cases(files, config)
        except cases.CaseError as error:
            raise PluginError(str(error)) from None
        files.append(
            File.generated(config, practice_words.ADDRESS, content=practice_words.words(self.sources, self.recall))
        )
        others = api.api_pages(self.root / "cxcore")
        try:
            others |= licence_page(licences.parts())
        except licences.LicenceError as error:
            raise PluginError(str(error)) from None
        others |= software_changelog((self.root / "CHANGELOG.md").read_text("utf-8"))
        origins = dict.fromkeys(others, "a page on the program")
        origins |= {file.src_uri: f"docs/{file.src_uri}" for file in files.documentation_pages()}
        try:
            made = self._pages(origins)
        except pages.AddressError as error:
            raise PluginError(f"the frameworks cannot be used:\n{error}") from None
        self.made = frozenset({*made, *told})
        made |= {path: pages.Page(text) for path, text in others.items()}
        for path, page in made.items():
            file = File.generated(config, path, content=page.text)
            file.edit_uri = f"../frameworks/{page.file}" if page.file else None
            files.append(file)
        self.kept.hang(
            reading=(
                _stated(config),
                *self._read("docs/**/.meta.yml"),
                self.sources.terms,
                *sorted((file.src_uri, file.dest_uri) for file in files if file.src_uri not in self.bundle.files),
            ),
        )
        foreign = {address for address in self.bundle.files if licences.is_foreign(address)}
        self.own = frozenset(file.dest_uri for file in files if not _of_theme(file, config)) - foreign
        return files

    def _cases(self, files: Files, config: MkDocsConfig) -> list[str]:
        """Put their figures on the pages of the cases, and their files beside them. Gives the paths of the pages. Raises CaseError."""
        found = cases.load_cases(Path(config.docs_dir), self.sources.framework)
        for path, case in found.items():
            folder = path.removesuffix(".md")
            page = files.src_uris[path]
            about = (page.content_string, path, case, pages.environment(), self.messages)
            page.content_string = self.recall(cases.filled, *about)
            for name, older in case.older.items():
                self._forward(f"docs/{folder}/{name}", older)
            for name, content in case.downloads().items():
                files.append(File.generated(config, f"{folder}/{cases.FILES}/{name}", content=content))
        return list(found)

    def _forward(self, name: str, older: Brought) -> None:
        """Tell whoever builds that a file was answered to an earlier version of its model, and what to look at in it."""
        words = Words(self.sources.framework[older.assessment.framework.id], self.messages)
        for line in tell_forward(words, name, older.version, older.reviews):
            log.info(line)

    def _pages(self, others: Mapping[str, str]) -> dict[str, pages.Page]:
        made = self.bundle
        return pages.pages(
            self.sources, self.messages, made.scripts, made.calculator, made.shelf, made.team, others, self.recall
        )

    def _read(self, pattern: str) -> list[tuple[str, bytes]]:
        """The files of a pattern in the project, each with its path."""
        return [(str(path), path.read_bytes()) for path in sorted(self.root.glob(pattern)) if path.is_file()]

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Remember the navigation, which each page shows."""
        self.nav = nav
        return nav

    def on_page_markdown(self, markdown: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Put the tables of keys where a page asks for them; keep the HTML of a generated page from being taken apart."""
        if page.file.src_uri in self.made:
            cut, self.blocks = html_blocks.cut(markdown)
            if found := rendered(cut):
                page.render = partial(_render, page, *found)  # type: ignore[method-assign]
            return cut
        try:
            return key_tables.filled(markdown)
        except key_tables.UnknownTableError as error:
            raise PluginError(f"{page.file.src_uri}: {error}") from None

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Give the theme's templates this build."""
        env.globals["cx"] = self
        theirs = self._read("docs/overrides/**/*")  # as long as none is in use
        framing = frame.frame(env, {"config": config}, self.bundle.moved["assets/search/worker.js"]) + self.bundle.frame
        self.frame = bundle.named(frame.ADDRESS, framing)
        files.append(File.generated(config, self.frame, content=framing))
        self.own |= {self.frame}
        for file in files.documentation_pages():
            if file.page is not None:
                # MkDocs takes the day of the build, and puts it into the packed sitemap.
                file.page.update_date = NO_DAY
                # The theme names them in a page's head, where Firefox fetches the next one ahead; our pages say themselves what follows.
                file.page.previous_page = file.page.next_page = None
        made = self.bundle
        self.kept.hang(
            building=(
                *theirs,
                repr(vars(self.messages)),
                self.kept.for_reading,
                str(self.nav),
                tuple(repr([page.meta.get(key) for key in SHOWN_ELSEWHERE]) for page in self.nav.pages),
                (*made.entries.values(), *made.moved.values(), self.frame),
            ),
        )
        indexing: Any = config.plugins["material/search"]
        self.kept.index = indexing.search_index.entries
        return env

    def on_page_content(self, html: str, *, page: MkDocsPage, config: MkDocsConfig, files: Files) -> str:
        """Let the keyboard into tables; link the first use of each glossary term, on pages that are read rather than filled in."""
        if page.file.src_uri in self.made:
            html = html_blocks.restored(html, self.blocks)
            # MkDocs has not seen them, and checks links in Markdown against what it has seen.
            page.present_anchor_ids = (page.present_anchor_ids or set()) | links.ids(html)
        html = unmarked(reached(html))
        target = files.get_file_from_path(pages.GLOSSARY)
        address = page.file.src_uri
        apart = address == pages.GLOSSARY or address.startswith(pages.PROGRAM)
        if target is None or apart or page.meta.get("template") or page.is_homepage:
            return html
        self.kept.linked = html
        return self.linker.linked(html, target.url_relative_to(page.file), str(page.title or ""))

    def on_post_page(self, output: str, *, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Finish a page."""
        return self._finished(output, page.file.src_uri)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
        """Finish a page that stands for addresses which do not exist, or cannot be had."""
        return self._finished(output_content, template_name) if template_name.endswith(".html") else output_content

    def _finished(self, html: str, source: str) -> str:
        """A page without needless room, with its Content-Security-Policy and a name for its content."""
        try:
            return offline.named(policy.with_policy(squeezed(html)))
        except policy.PolicyError as error:
            raise PluginError(f"{source}: {error}") from None

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Put the search's texts apart, and list all files for the service worker. Warn of every link that leads nowhere; a strict
        build then fails.
        """
        failed = {"title": self.messages("search.failed.title"), "text": self.messages("search.failed.text")}
        names = search_index.names(self.sources)
        texts = search_index.divide(Path(config.site_dir), failed | {"location": "practices/"}, names)
        script = offline.worker(Path(config.site_dir)) if self.offline else offline.farewell()
        Path(config.site_dir, offline.ADDRESS).write_text(script, "utf-8", newline="\n")
        if self.served:
            self.recall.end()
            self.folder.end(Path(config.site_dir), {*texts, offline.ADDRESS, SITEMAP})
        for complaint in links.broken(Path(config.site_dir), config.site_url or ""):
            log.warning(complaint)
        for address in licences.unclaimed(Path(config.site_dir), {*self.own, *texts}):
            log.warning(
                f"{address}: shipped, but not ours, and of no part in build_hooks/licences; name the part there, or leave it out"
            )
        if self.served and not gc.get_freeze_count():
            # What the first build has made stays, and need not be looked through for waste in the middle of the next ones.
            gc.collect()
            gc.freeze()
        self.alone.close()


_build = Build()
on_startup = _build.on_startup
on_config = _build.on_config
on_files = _build.on_files
on_page_markdown = _build.on_page_markdown
on_pre_build = _build.on_pre_build
on_build_error = _build.on_build_error
on_nav = _build.on_nav
on_env = _build.on_env
on_page_content = _build.on_page_content
on_post_page = _build.on_post_page
on_post_template = _build.on_post_template
on_post_build = _build.on_post_build
