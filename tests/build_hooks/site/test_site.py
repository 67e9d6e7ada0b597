"""The built site as it is read: addresses, links, search, navigation, policy, other origins."""

from __future__ import annotations

import base64
import hashlib
import re
import xml.etree.ElementTree as ET
from collections import Counter
from functools import cache
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest

from build_hooks.library import schema
from build_hooks.site import links
from tests.build_hooks.conftest import DOMAIN, REPOSITORY, SITE_URL
from tests.build_hooks.site.markup import Markup
from tests.ours import found_by_search, sources

WITH_ADDRESS = {
    "href": ("link", "use", "image"),
    "src": ("script", "img", "source", "iframe", "audio", "video", "track", "embed"),
}
OTHER = {
    "srcset": ("img", "source"),
    "data": ("object",),
    "action": ("form",),
    "formaction": ("button", "input"),
    "poster": ("video",),
}


@cache
def markup(path: Path) -> Markup:
    return Markup.at(path)


def pages(site: Path) -> list[Path]:
    return sorted(site.rglob("*.html"))


def addresses() -> list[str]:
    """The addresses of the design's contract."""
    found = ["", "models/", "assess/", "practices/", "learn/", "about/", "measure/"]
    for framework in sources().frameworks:
        base = f"models/{framework.id}/"
        found += [base, f"assess/{framework.id}/", *(f"{base}{stage.id}/" for stage in framework.stages)]
        found += [f"{base}practices/{practice.id}/" for practice in framework.practices]
    return found + [f"measure/{metric.id}/" for metric in sources().metrics]


def practice_addresses() -> set[str]:
    return {address for address in addresses() if re.fullmatch(r"models/[^/]+/practices/[^/]+/", address)}


def test_every_address_of_the_contract_holds_a_page(site: Path) -> None:
    assert [address for address in addresses() if not (site / address / "index.html").is_file()] == []
    for address in addresses():
        page = markup(site / address / "index.html")
        assert len(page.all("h1")) == 1, address
        assert page.all("title")[0].text.strip(), address


def test_the_sitemap_lists_every_page(site: Path) -> None:
    listed = {element.text for element in ET.parse(site / "sitemap.xml").iter() if element.tag.endswith("}loc")}
    assert {f"{SITE_URL}{address}" for address in addresses()} <= listed
    assert len(listed) == len(pages(site)) - 2  # all but 404 and 503


def test_each_page_ends_with_the_ways_to_privacy_accessibility_licences_and_version(site: Path) -> None:
    wanted = [f"/about/{page}" for page in ("privacy/", "accessibility/", "cite/#licences", "software/")]
    for path in pages(site):
        foot = path.read_text("utf-8").partition("<footer")[2].partition("</footer>")[0]
        folder = f"{SITE_URL}{path.parent.relative_to(site).as_posix()}/"
        leads = [urljoin(folder, href) for href in re.findall(r'href="([^"]+)"', foot)]
        assert [lead.removeprefix(SITE_URL.rstrip("/")) for lead in leads[:4]] == wanted, path
        assert f"Version {version('cx-maturity')}<" in foot, path


def test_no_two_pages_have_one_title_and_none_says_the_site_s_name_twice(site: Path) -> None:
    titles = Counter(markup(path).all("title")[0].text.strip() for path in pages(site))
    assert [title for title, times in titles.items() if times > 1 or title.count("CX maturity") != 1] == []


def test_no_link_is_broken(site: Path) -> None:
    assert list(links.broken(site, SITE_URL)) == []


def test_no_page_has_another_one_fetched_ahead(site: Path) -> None:
    """Firefox fetches what a page's head names as the next one."""
    for path in pages(site):
        assert not {e.attributes.get("rel") for e in markup(path).all("link")} & {"next", "prev", "prefetch"}, path


def test_a_keyboard_gets_to_every_table_and_past_the_header_and_a_telephone_may_choose_any_file(site: Path) -> None:
    for path in pages(site):
        page = markup(path)
        ids = {element.attributes["id"] for element in page.elements if "id" in element.attributes}
        bare = [table.attributes for table in page.all("table") if "class" not in table.attributes]
        assert all(each["tabindex"] == "0" and each.get("aria-labelledby", "") in {*ids, ""} for each in bare), path
        skips = [link.attributes["href"] for link in page.all("a") if link.attributes.get("class") == "md-skip"]
        assert path.name != "index.html" or (len(skips) == 1 and skips[0].removeprefix("#") in ids), path
        # Some telephones do not know what a file of answers is: of an `accept` they would grey it out.
        files = [element.attributes for element in page.all("input") if element.attributes.get("type") == "file"]
        assert not any("accept" in each for each in files), path


def test_search_finds_practices(site: Path) -> None:
    found = {entry["location"]: entry for entry in found_by_search(site)}
    assert practice_addresses() <= found.keys()
    practice = sources().frameworks[0].practices[0]
    base = f"models/{sources().frameworks[0].id}/practices/{practice.id}/"
    assert practice.name in found[base]["title"]
    text = " ".join(entry["text"] for location, entry in found.items() if location.startswith(base))
    assert practice.answers["systematic"].evidence[0] in text
    assert practice.question in text


def test_a_page_s_search_text_is_no_larger_than_what_is_read(site: Path) -> None:
    for entry in found_by_search(site):
        assert not re.search(
            r"<(?!/?(p|ul|ol|li|h[1-6]|code|pre|table|tr|td|th|dl|dt|dd|br|span|div|a|em|strong)\b)", entry["text"]
        )


def navigation(path: Path) -> tuple[list[str], int]:
    """The addresses to which the navigation of a page leads, and the size of its text."""
    inside = [element for element in markup(path).elements if element.within("md-nav--primary")]
    base = f"/{path.parent.as_posix()}/"
    size = sum(len(element.tag) + sum(map(len, element.attributes.values())) for element in inside)
    return [urljoin(base, element.attributes["href"]) for element in inside if "href" in element.attributes], size


def test_the_navigation_does_not_hold_practices(site: Path) -> None:
    for path in pages(site):
        leads, _ = navigation(path)
        assert [
            target for target in leads if re.search(r"/practices/[^/]+-[^/]+/$", target) and "/by-" not in target
        ] == []
        assert len(leads) <= 60, path


def test_the_navigation_stays_small_with_100_more_practices(built: Path, large_site: Path) -> None:
    for address in ("", "models/small/", "models/small/practices/alpha/", "about/"):
        (leads, size), (large_leads, large_size) = (
            navigation(folder / address / "index.html") for folder in (built / "first", large_site)
        )
        # The other model adds its own page, its questionnaire and, where its part is open, its stages.
        assert len(large_leads) <= len(leads) + 3, address
        assert large_size <= size + 1500, address
    leads, _ = navigation(large_site / "models/many/practices/practice-7/index.html")
    assert len(leads) <= 45


def test_edit_links_lead_to_the_file_behind_a_page(large_site: Path) -> None:
    expected = {
        "models/small/practices/alpha/": "frameworks/small/practices/alpha.yaml",
        "models/small/first/": "frameworks/small/stages/first.yaml",
        "models/small/": "frameworks/small/framework.yaml",
        "measure/delay/": "frameworks/metrics/delay.yaml",
        "models/many/practices/practice-99/": "frameworks/many/practices/practice-99.yaml",
        "about/privacy/": "docs/about/privacy.md",
    }
    for address, file in expected.items():
        (link,) = [e for e in markup(large_site / address / "index.html").all("a") if e.attributes.get("rel") == "edit"]
        assert link.attributes["href"] == f"{REPOSITORY}/edit/main/{file}"
    made_of_many = markup(large_site / "practices/index.html").all("a")
    assert [element for element in made_of_many if element.attributes.get("rel") == "edit"] == []


def test_without_a_repository_there_is_no_edit_link(site: Path) -> None:
    for path in pages(site):
        for element in markup(path).all("a"):
            assert element.attributes.get("rel") != "edit" and "/edit/" not in element.attributes.get("href", ""), path


@pytest.mark.parametrize("which", ["site", "large_site"])
def test_nothing_is_loaded_from_another_origin(which: str, request: pytest.FixtureRequest) -> None:
    folder: Path = request.getfixturevalue(which)
    own = SITE_URL if which == "site" else DOMAIN
    for path in pages(folder):
        if re.search(r"/many/practices/practice-[1-9]", path.as_posix()):
            continue  # they are like practice-0
        for element in markup(path).elements:
            for attribute, tags in (WITH_ADDRESS | OTHER).items():
                if element.tag in tags and attribute in element.attributes:
                    target = urlsplit(urljoin(own, element.attributes[attribute]))
                    assert target.scheme == "data" or target.netloc == urlsplit(own).netloc, (path, element)
            if element.tag == "meta" and element.attributes.get("http-equiv", "").lower() == "refresh":
                pytest.fail(f"{path} leads away")
    for sheet in folder.rglob("*.css"):
        assert not re.search(r"url\(\s*['\"]?(https?:)?//|@import", sheet.read_text("utf-8")), sheet


def test_a_questionnaire_s_script_alone_is_in_a_page_itself_and_no_attribute_holds_code_or_style(site: Path) -> None:
    for path in pages(site):
        page = markup(path)
        (meta,) = [e for e in page.all("meta") if e.attributes.get("http-equiv") == "Content-Security-Policy"]
        for script in page.all("script"):
            if "src" not in script.attributes and script.attributes.get("type") != "application/json":
                digest = hashlib.sha256(script.text.encode()).digest()
                assert f"'sha256-{base64.b64encode(digest).decode()}'" in meta.attributes["content"], path
                assert path.parts[-3] == "assess", (path, script.text[:80])
        assert page.all("style") == [], path
        for element in page.elements:
            bad = [key for key in element.attributes if key == "style" or key.startswith("on")]
            assert not bad and not element.attributes.get("href", "").startswith("javascript:void"), (path, element)
        before = page.elements[: page.elements.index(meta)]
        assert {element.tag for element in before} <= {"#document", "html", "head", "meta"}, "the policy comes first"


@pytest.mark.parametrize(("which", "path"), [("site", "/cx/"), ("large_site", "/")])
def test_the_page_for_addresses_that_do_not_exist_works_at_any_depth(
    which: str, path: str, request: pytest.FixtureRequest
) -> None:
    folder: Path = request.getfixturevalue(which)
    page = markup(folder / "404.html")
    targets = [
        element.attributes[key]
        for element in page.elements
        for key in ("href", "src")
        if element.attributes.get(key) and not re.match(r"https?:|#|data:", element.attributes[key])
    ]
    assert [target for target in targets if not target.startswith(path)] == []
    for target in targets:
        file = folder / urlsplit(target).path.removeprefix(path)
        assert (file / "index.html" if file.is_dir() else file).is_file(), target


def test_the_schemas_are_published(site: Path) -> None:
    for name, text in schema.texts().items():
        assert (site / "schema" / name).read_text("utf-8") == text


def test_canonical_addresses_follow_the_setting(site: Path, large_site: Path) -> None:
    for folder, url in ((site, SITE_URL), (large_site, DOMAIN)):
        (link,) = [e for e in markup(folder / "about/index.html").all("link") if e.attributes.get("rel") == "canonical"]
        assert link.attributes["href"] == f"{url}about/"


NOT_CITED = (
    "404.html", "503.html", "index.html", "models/index.html", "assess/", "practices/index.html", "practices/by-", "practices/templates/index.html",
    "learn/index.html", "learn/cases/index.html", "learn/circumstances/index.html", "measure/index.html", "measure/calculator/", "about/",
)  # fmt: skip
"""Lists of pages, tools, and pages on the site itself, by how their addresses begin."""
CITED = ("assess/prepare/", "assess/workshop/", "about/scoring", "about/sources/", "about/trial/")
"""Those among them that are read and quoted."""


def test_every_page_that_is_read_says_once_how_to_cite_it_with_version_and_day(site: Path) -> None:
    said = re.compile(
        r"To cite this page: CX Maturity contributors \(20\d\d\)\. <cite>[^<]+</cite>, .*?version \d+\.\d+\.\d+ (of|of the site, as of)"
        r" 20\d\d-\d\d-\d\d\. CX Maturity\.",
        re.DOTALL,
    )
    wrong = {}
    for page in pages(site):
        address = page.relative_to(site).as_posix()
        expected = address.startswith(CITED) or not address.startswith(NOT_CITED)
        if len(said.findall(page.read_text("utf-8"))) != expected:
            wrong[address] = "no citation" if expected else "a citation"
    assert wrong == {}
