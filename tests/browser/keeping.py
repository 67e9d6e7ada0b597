"""What the tests of keeping share: a form filled, and scripts that look into the page's storage or make it slow or fail."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Playwright

from tests.browser.assessing import Questionnaire
from tests.browser.conftest import DESKTOP
from tests.browser.serving import Site
from tests.browser.watching import Watch

PRACTICE, OTHER, THIRD = "basic-training", "pilot-programs", "issue-resolution"

# What the page does with its storage: which transactions can write, with which durability, and whether one was under way
# at any moment at which the page said that everything is saved.
SPY = """(() => {
  const seen = window.storage = { durability: [], open: 0, truthful: true, said: 0 }
  const transaction = IDBDatabase.prototype.transaction
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const tx = transaction.call(this, stores, mode, options)
    if (mode === 'readwrite') {
      seen.durability.push(tx.durability)
      seen.open += 1
      for (const end of ['complete', 'abort']) tx.addEventListener(end, () => (seen.open -= 1))
    }
    return tx
  }
  addEventListener('DOMContentLoaded', () => {
    const line = document.querySelector('[data-saved]')
    if (line) new MutationObserver(() => {
      if (line.dataset.state !== 'saved') return
      seen.said += 1
      if (seen.open) seen.truthful = false
    }).observe(line, { attributes: true, childList: true })
  })
})()"""

# Writes wait, before they are done, until the test lets them.
SLOW = """(() => {
  const put = IDBObjectStore.prototype.put
  window.hold = false
  IDBObjectStore.prototype.put = function (...values) {
    const request = put.apply(this, values)
    const wait = () => { if (window.hold) this.count().onsuccess = wait }
    wait()
    return request
  }
})()"""

NO_STORAGE = (
    "Object.defineProperty(window, 'indexedDB', { get() { throw new DOMException('denied', 'SecurityError') } })"
)
SILENT_STORAGE = """const open = IDBFactory.prototype.open
IDBFactory.prototype.open = function (...values) {
  const request = open.apply(this, values)
  request.addEventListener = () => {}
  return request
}"""

STORED = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('cx-maturity')
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = () => {
    const tx = opening.result.transaction(['assessments', 'current'])
    const current = tx.objectStore('current').get('four-stages')
    current.onsuccess = () => {
      const get = tx.objectStore('assessments').get(current.result ?? '')
      get.onsuccess = () => { opening.result.close(); resolve(get.result ?? null) }
    }
  }
})"""
STORE = """async (record) => { // of whichever version there is, or else of the second
  const [{ version } = { version: 2 }] = await indexedDB.databases()
  return new Promise((resolve, reject) => {
  const opening = indexedDB.open('cx-maturity', version)
  opening.onupgradeneeded = () => {
    opening.result.createObjectStore('assessments', { keyPath: 'id' })
    opening.result.createObjectStore('current')
    opening.result.createObjectStore('set-aside', { autoIncrement: true })
  }
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = () => {
    const tx = opening.result.transaction(['assessments', 'current'], 'readwrite')
    tx.objectStore('assessments').put(record)
    tx.objectStore('current').put(record.id, 'four-stages')
    tx.oncomplete = () => { opening.result.close(); resolve() }
  }
  })
}"""

# A transaction that a test makes fail: `window.refuse` says of which kind.
REFUSING = """(() => {
  window.refuse = ''
  for (const name of ['put', 'delete']) {
    const original = IDBObjectStore.prototype[name]
    IDBObjectStore.prototype[name] = function (...values) {
      if (window.refuse === name) throw new DOMException('on purpose', 'UnknownError')
      return original.apply(this, values)
    }
  }
})()"""


def fill_some(questionnaire: Questionnaire) -> dict[str, str]:
    """Some of everything, shown as saved; the form as it then is."""
    for practice, value in {PRACTICE: "ad-hoc", OTHER: "not-applicable", THIRD: "dont-know"}.items():
        questionnaire.choose(practice, value)
    questionnaire.field(f"{OTHER}.reason").fill("None of these")
    questionnaire.note(PRACTICE, "Handbook, March")
    questionnaire.note("cx-strategy", "typed before an answer")
    return questionnaire.saved().form()


@contextmanager
def living_in(
    folder: Path, playwright: Playwright, launch: dict[str, Any], site: Site
) -> Iterator[tuple[BrowserContext, Watch]]:
    """A browser with a profile on disk, and the watch over it."""
    context = playwright.chromium.launch_persistent_context(str(folder), **launch, **DESKTOP, service_workers="block")
    site.withhold(r"/pyodide\.mjs$")
    watch = Watch(site)
    watch.over(context)
    yield context, watch
    assert not watch.verdict()


def processes_with(text: str) -> list[int]:
    """The processes in whose command line a text stands that only a test of ours can have put there."""
    listed = subprocess.run(["ps", "-Awwo", "pid=,args="], capture_output=True, text=True, check=True).stdout
    lines = [line.split(maxsplit=1) for line in listed.splitlines()]
    return [int(pid) for pid, *rest in lines if rest and f"--user-data-dir={text}" in rest[0]]


def kill(context: BrowserContext, folder: Path) -> None:
    """End a browser that lives in a folder, as a power cut does."""
    killed = processes_with(str(folder))
    assert killed
    for pid in killed:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue  # a child that went with its parent
    with suppress(Error):  # Playwright may know already that its browser is gone
        context.close()
    for lock in folder.glob("Singleton*"):
        lock.unlink()
