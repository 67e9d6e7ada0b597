"""The events of MkDocs, wired to the functions that do the work. Nothing else in the project knows MkDocs."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from pathspec.gitignore import GitIgnoreSpec

from build_hooks.library import crosswalk as crosswalk_file
from build_hooks.library import glossary, load, samples
from build_hooks.library.messages import load_messages
from build_hooks.places import ROOT
from build_hooks.site import bundle, glossary_links, links, pages, policy, serving
from build_hooks.site import module_pages as api

log = get_plugin_logger("cx")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read frameworks and words; fill in the generated parts of the navigation."""
    if config.strict:  # with --quiet MkDocs drops warnings before it counts them, so that nothing would stop the build
        mkdocs_log = logging.getLogger("mkdocs")
        mkdocs_log.setLevel(min(mkdocs_log.level, logging.WARNING))
    folder = ROOT / "frameworks"
    try:
        with load.together() as read:
            library = read(load.load_library, folder)
            loaded = read(samples.load_samples, folder, library) if library else None
            models = {framework.id: framework for framework in library.frameworks} if library else {}
            crosswalk = read(crosswalk_file.load_crosswalk, folder, models) if library else crosswalk_file.EMPTY
            terms = read(glossary.load_glossary, folder / "glossary.yaml")
            messages = read(load_messages)
    except load.LoadError as error:
        raise PluginError(f"the frameworks cannot be used:\n{error}") from None
    config.extra["cx"] = {
        "library": library,
        "t": messages,
        "samples": loaded,
        "terms": terms,
        "crosswalk": crosswalk,
    }
    config.nav = pages.filled(config.nav, pages.navigation(library, messages, crosswalk))
    if not config.repo_url:
        config.edit_uri = None
    # Thousands of entries in the navigation would make every page slow; practices are found by lists, search and links.
    # The decision records and the scorer's modules are listed on their own pages.
    outside = [
        "/models/*/practices/",
        "/models/crosswalk/*.md",
        "/about/decisions/0*.md",
        "/about/api/**/*.md",
        "!/about/api/index.md",
    ]
    config.not_in_nav = GitIgnoreSpec.from_lines(outside)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add the generated pages and the browser's bundle. Nothing is written into docs/."""
    library, messages = config.extra["cx"]["library"], config.extra["cx"]["t"]
    try:
        built = bundle.build(ROOT, library)
    except bundle.BundleError as error:
        raise PluginError(str(error)) from None
    config.extra["cx"]["built"] = built
    config.extra_css = [built.moved.get(str(sheet), str(sheet)) for sheet in config.extra_css]
    for file in list(files):
        if address := built.moved.get(file.src_uri):
            file.dest_uri = address
    for address, content in built.files.items():
        files.append(File.generated(config, address, content=content))
    cx = config.extra["cx"]
    made = pages.pages(library, messages, built.scripts, cx["samples"], cx["terms"], cx["crosswalk"])
    made |= {path: pages.Page(text) for path, text in api.api_pages(ROOT / "cxcore").items()}
    for path, page in made.items():
        file = File.generated(config, path, content=page.text)
        file.edit_uri = f"../frameworks/{page.source}" if page.source else None
        files.append(file)
    return files


def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    """Keep the theme's templates compiled from one build to the next."""
    folder = ROOT / ".cache" / "templates"
    folder.mkdir(parents=True, exist_ok=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Link the first use of each glossary term, on pages that are read rather than filled in."""
    target = files.get_file_from_path(pages.GLOSSARY)
    if target is None or page.file.src_uri == pages.GLOSSARY or page.meta.get("template") or page.is_homepage:
        return html
    return glossary_links.Linker(config.extra["cx"]["terms"]).linked(html, target.url_relative_to(page.file))


def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    """Put the Content-Security-Policy into a page."""
    try:
        return policy.with_policy(output)
    except policy.PolicyError as error:
        raise PluginError(f"{page.file.src_uri}: {error}") from None


def on_post_template(output_content: str, *, template_name: str, config: MkDocsConfig) -> str:
    """Put the Content-Security-Policy into the page for addresses that do not exist."""
    return policy.with_policy(output_content) if template_name.endswith(".html") else output_content


def on_post_build(*, config: MkDocsConfig) -> None:
    """Warn of every link that leads nowhere; a strict build then fails."""
    for complaint in links.broken(Path(config.site_dir), config.site_url or ""):
        log.warning(complaint)


def on_serve(server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:
    """While files have problems, show them in the browser."""
    serving.show_problems(server, logging.getLogger("mkdocs"))
    return server
