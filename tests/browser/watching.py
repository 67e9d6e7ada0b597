"""What a visitor's browser asks for and complains of, and what it may not."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Request, WebError

from tests.browser.serving import Site

LOCAL = ("data", "blob", "about")

# What the page's own scorer answers, as it arrives.
LISTEN = """(() => {
  window.answers = []
  const { Worker } = window
  window.Worker = class extends Worker {
    constructor(...values) {
      super(...values)
      this.addEventListener('message', ({ data }) => data.value && window.answers.push(data.value))
    }
  }
})()"""


@dataclass
class Watch:
    """Watches one browser context. `verdict` lists everything that should not have happened."""

    site: Site
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    expected: list[str] = field(default_factory=list)
    private: set[str] = field(default_factory=set)
    strangers: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        """Begin to watch a context."""
        context.on("request", self._asked)
        context.on("console", self._said)
        context.on("weberror", self._failed)

    def expect(self, *patterns: str) -> None:
        """Complaints that a test provokes on purpose."""
        self.expected.extend(patterns)

    def attempt(self, origin: str) -> None:
        """Another origin that a test tries to reach on purpose; its own server says whether anything arrived."""
        self.strangers.append(origin.rstrip("/").partition("://")[2])

    def keep_private(self, *texts: str) -> None:
        """Texts that a visitor typed: they may be in no request."""
        self.private.update(texts)

    def verdict(self) -> list[str]:
        """Requests to another origin, requests with a body or a visitor's text in them, complaints of the browser."""
        outside = [url for url in self.requests if not self._own(url) and urlsplit(url).netloc not in self.strangers]
        sent = [f"{each.method} {each.target}" for each in self.site.requests if each.method != "GET" or each.body]
        travelled = [unquote(each.target) + each.headers for each in self.site.requests]
        leaked = [
            text for text in self.private if any(text in where for where in (*travelled, *map(unquote, self.requests)))
        ]
        queries = [each.target for each in self.site.requests if urlsplit(each.target).query]
        unexpected = [
            text for text in self.complaints if not any(re.search(pattern, text) for pattern in self.expected)
        ]
        return [
            *(f"request to another origin: {url}" for url in outside),
            *(f"request that sends something: {line}" for line in sent),
            *(f"request with a query: {line}" for line in queries),
            *(f"a visitor's text in a request: {text!r}" for text in leaked),
            *(f"complaint of the browser: {text}" for text in unexpected),
        ]

    def _own(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme in LOCAL or f"{parts.scheme}://{parts.netloc}" == self.site.origin

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)
        if request.post_data:
            self.complaints.append(f"{request.method} with a body to {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.complaints.append(message.text)

    def _failed(self, error: WebError) -> None:
        self.complaints.append(f"uncaught: {error.error}")
