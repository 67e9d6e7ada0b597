"""What an impatient visitor's acts are held to: a model of what is kept, and tabs that know of which assessment they are."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from playwright.sync_api import BrowserContext, Dialog, Error, expect

from build_hooks.library.records import FrameworkRecord
from tests.browser.assessing import FORM, WAIT_FOR_MARK, Questionnaire
from tests.browser.serving import Site
from tests.ours import sources

QUICK = ":mode"
TAKEN = ":taken"
ROUND = ":round"
PLAN = ":plan"
UNCONFIRMED = ".unconfirmed"

# A scorer that reads a file and a link as they are, and refuses all else: what is kept does not depend on any result.
READER = """(() => {
  const read = (assessment) => ({ assessment, reviews: [], kept: {} })
  const answers = {
    start: () => null,
    read: ({ text }) => read(JSON.parse(text)),
    open: ({ code }) => ({ read: read(JSON.parse(atob(code))), made_for: null, refused: null }),
  }
  window.Worker = class {
    postMessage({ id, kind, payload }) {
      const answer = answers[kind]
      const data = answer ? { id, ok: true, value: answer(payload) } : { id, ok: false, error: { problems: ['not here'], more: 0 } }
      setTimeout(() => this.onmessage?.(new MessageEvent('message', { data })))
    }
    terminate() {}
  }
})()"""

SEEN = """async () => {
  await new Promise((resolve) => setTimeout(resolve)) // what the last act has begun is heard first
  const page = document.querySelector('[data-assess]')
  return {
    path: location.pathname, hash: location.hash, document: performance.timeOrigin, id: history.state?.assessment ?? null,
    framework: page?.dataset.framework ?? '',
    looking: page?.classList.contains('is-looking') ?? false,
    quick: page?.querySelector('[data-look="on"]')?.hidden === false,
    saving: page?.querySelector('[data-saved]').dataset.state ?? '',
    asked: [...(page?.querySelectorAll('[data-practice]:not([hidden])') ?? [])].map(({ dataset }) => dataset.practice),
  }
}"""

LEFT = "before => performance.timeOrigin === before ? new Promise(() => {}) : null"

SHOWN = (
    """wanted => new Promise((resolve) => {
  document.activeElement?.blur()
  const until = performance.now() + 10_000
  const look = () => {
    const there = Object.entries((%s)()).filter(([, text]) => text).sort(([one], [other]) => (one < other ? -1 : 1))
    if (JSON.stringify(there) === wanted || performance.now() > until) resolve(there)
    else setTimeout(look, 20)
  }
  look()
})"""
    % FORM
)

STORED = """() => new Promise((resolve, reject) => {
  const opening = indexedDB.open('cx-maturity')
  opening.onerror = () => reject(opening.error)
  opening.onsuccess = () => {
    const tx = opening.result.transaction(['assessments', 'set-aside', 'current'])
    const [records, asides, current] = ['assessments', 'set-aside', 'current'].map((name) => tx.objectStore(name).getAll())
    const models = tx.objectStore('current').getAllKeys()
    tx.oncomplete = () => {
      opening.result.close()
      const journals = Object.entries(localStorage).filter(([key]) => /^cx-maturity\\/.*\\//.test(key)).map(([key, text]) => ({ framework: key.split('/')[1], ...JSON.parse(text) }))
      resolve({ records: records.result.map(({ times, ...record }) => record), asides: asides.result, journals,
        current: models.result.map((model, i) => [model, current.result[i]]).filter(([model]) => model) })
    }
  }
})"""


def model(framework: str) -> FrameworkRecord:
    """A model, from its YAML files."""
    return sources().framework[framework]


def fields_of(record: Mapping[str, Any]) -> dict[str, str]:
    """A stored record, or an assessment file in its place, field by field: what is about the whole begins with a colon."""
    file = record["assessment"]
    fields = {":name": file.get("name", ""), TAKEN: file["taken"], QUICK: file.get("mode", "")}
    fields |= {f":respondent.{key}": text for key, text in file["respondent"].items()}
    for practice, draft in record.get("drafts", {}).items():
        fields |= {f"{practice}.{part}": text for part, text in draft.items()}
    for practice, said in file["responses"].items():
        notes = {f"{practice}.{part}": text for part, text in said.items() if part.startswith("evidence")}
        state = "dont-know" if "dont_know" in said else "not-applicable" if "not_applicable" in said else said["answer"]
        reason = {f"{practice}.reason": said["not_applicable"]} if said.get("not_applicable") else {}
        fields |= {practice: state, **reason, **notes}
    fields |= {
        PLAN: record.get("plan", ""),
        ROUND: record.get("round", ""),
        **{key + UNCONFIRMED: "yes" for key in record.get("unconfirmed", ())},
    }
    return {key: text for key, text in fields.items() if text}


@dataclass(eq=False)
class Kept:
    """An assessment, as the test knows it. It has an id as soon as a page has given it one."""

    framework: str
    fields: dict[str, str] = field(default_factory=dict)
    id: str | None = None
    alive: bool = True
    asides: list[dict[str, str]] = field(default_factory=list)
    doubts: dict[str, set[str]] = field(default_factory=dict)
    """What a field may hold beside its text: it had not been shown as saved when the browser was killed."""
    left: list[tuple[str, str]] = field(default_factory=list)
    """A page was left or closed before all that it had was saved, as far as the test knows: what, and what it was before. The next page of
    this assessment brings it."""
    writes: int = 0
    """How often something of it was written, or it was removed."""

    def __setattr__(self, name: str, value: object) -> None:
        if name in ("fields", "alive"):
            super().__setattr__("writes", getattr(self, "writes", 0) + 1)
        super().__setattr__(name, value)

    def change(self, fields: Mapping[str, str]) -> None:
        """Set fields; an empty text empties one."""
        self.fields = {key: text for key, text in {**self.fields, **fields}.items() if text}

    @property
    def answered(self) -> list[str]:
        """The practices with an answer."""
        return [practice for practice in model(self.framework).practice if practice in self.fields]

    @property
    def touched(self) -> bool:
        """Whether something is said of a practice."""
        return any(not key.startswith(":") for key in self.fields)


class World:
    """All that is kept on the device."""

    def __init__(self) -> None:
        self.all: list[Kept] = []
        self.current: dict[str, Kept | None] = {}
        """By model, what a questionnaire opens whose address names none, as it was when it was looked at last."""
        self.writes: dict[Kept, int] = {}
        """How often each had been written then."""

    @property
    def alive(self) -> list[Kept]:
        """What has not been deleted."""
        return [kept for kept in self.all if kept.alive and kept.id]

    def named(self, key: str) -> Kept | None:
        """The assessment of an id."""
        return next((kept for kept in self.all if kept.id == key), None)

    def hold(self, stored: Mapping[str, Any]) -> None:
        """Compare all with what is stored. What was in doubt is as it was found to be."""
        assert stored["journals"] == []
        records = {record["id"]: record for record in stored["records"]}
        alive = {kept.id: kept for kept in self.alive}
        assert set(records) == set(alive), (
            f"not stored: {[(key, kept.fields, kept.doubts) for key, kept in alive.items() if key not in records]};"
            f" stored, and not known: {[record for key, record in records.items() if key not in alive]}"
        )
        for kept in self.alive:
            found = fields_of(records[kept.id])
            for key, texts in kept.doubts.items():
                if found.get(key, "") in texts:
                    kept.change({key: found.get(key, "")})
            kept.doubts.clear()
            assert found == kept.fields, f"of {kept.id} is stored, and was said: {_differing(found, kept.fields)}"
            asides = [fields_of(each["record"]) for each in stored["asides"] if each["assessment"] == kept.id]
            assert sorted(map(_sorted, asides)) == sorted(map(_sorted, kept.asides))
        assert {each["assessment"] for each in stored["asides"]} <= set(records)
        self._hold_current({framework: self.named(key) for framework, key in stored["current"]})

    def _hold_current(self, found: dict[str, Kept | None]) -> None:
        """What a questionnaire opens whose address names none is what it was, or what has been written since; it is none only where there was
        none, or that was removed.
        """
        written = {kept for kept in self.all if kept.writes != self.writes.get(kept)}
        for framework in {kept.framework for kept in self.all}:
            now, before = found.get(framework), self.current.get(framework)
            could = {before, *(kept for kept in written if kept.framework == framework and kept.alive)}
            assert now in could or (now is None and before in written), f"{now} is opened, and not one of {could}"
            assert now is None or (now.alive and now.framework == framework)
        self.current, self.writes = found, {kept: kept.writes for kept in self.all}


class Tab:
    """A tab, and of which assessment its page is."""

    def __init__(self, context: BrowserContext, site: Site, world: World) -> None:
        self.page = context.new_page()
        self.page.on("dialog", Dialog.accept)
        self.site = site
        self.world = world
        self.own: Kept | None = None
        self.unsaved: list[tuple[Kept, str, str]] = []
        """What was changed since all was shown as saved, and what it was before."""
        self.seen: dict[str, Any] = {"document": 0, "path": "", "framework": "", "looking": False, "id": None}

    @property
    def questionnaire(self) -> Questionnaire:
        """The questionnaire that is open."""
        return Questionnaire(self.page, self.site, self.seen["framework"])

    @property
    def shelf(self) -> bool:
        """Whether *My assessments* is open."""
        return str(self.seen["path"]).endswith("/assess/")

    def see(self) -> dict[str, Any]:
        """What the page is now."""
        seen = self.page.evaluate(SEEN)
        opened = seen["document"] != self.seen["document"]
        if opened:
            unborn = self.own and not self.own.id and self.own.fields
            assert not unborn or seen["id"] or not seen["framework"], "what had no id yet is gone"
            if not unborn:
                self.own = None
            for kept, key, text in self.unsaved:
                kept.left.append((key, text))
            self.unsaved.clear()
        self.seen = seen
        if not seen["framework"]:
            self.own = None
        elif seen["id"] and (self.own is None or self.own.id != seen["id"]):
            self._is_of(seen["id"])
        if opened and self.own:
            self.own.writes += bool(self.own.left)
            self.own.left.clear()
        if seen["saving"] != "saving" and not seen["looking"]:
            self.unsaved.clear()
        return seen

    def _is_of(self, key: str) -> None:
        there, before = self.world.named(key), self.own
        if there is None:
            there = before if before and not before.id else Kept(self.seen["framework"], alive=False)
            there.id = key
            self.world.all.append(there)
        elif before and not before.id and before.fields:
            there.change(before.fields)  # it has joined the one that was there
            there.alive = True
        self.own = there

    def go(self, address: str) -> None:
        """Go to an address of the site. One that names an assessment has its page load anew."""
        before = self.page.evaluate(SEEN)
        same = before["framework"] and before["path"] == self.site.path + address.split("#")[0]
        self.page.goto(self.site.url(address))
        self.arrive(before["document"] if same and "#assessment=" in address else None)

    def leads_away(self, before: Mapping[str, Any], own: Kept | None) -> bool:
        """Whether the page that is still there loads anew, since the entry of the history names another assessment."""
        try:
            seen = self.page.evaluate(SEEN)
        except Error:
            return False  # it is about it
        return bool(seen["document"] == before["document"] and seen["id"] and seen["id"] != (own and own.id))

    def arrive(self, left: float | None = None, born: Kept | None = None) -> None:
        """Wait until the page that one has come to works: another one than `left`, and of the assessment `born`."""
        for _ in range(9):
            try:
                if left is not None:
                    self.page.evaluate(LEFT, left)
                self.page.wait_for_load_state()
                seen = self.page.evaluate(SEEN)
                if seen["framework"]:
                    self.page.evaluate(WAIT_FOR_MARK, "cx:form-ready")
                    expect(self.page.locator(".is-opening")).to_have_count(0)
                    if seen["hash"].startswith("#a="):
                        expect(self.page.locator("[data-assess]")).to_contain_class("is-looking")
                elif seen["path"].endswith("/assess/"):
                    expect(self.page.locator("[data-assessment], [data-none]:not([hidden])").first).to_be_visible()
                break
            except Error as error:
                if "context was destroyed" not in str(error) and "navigat" not in str(error):
                    raise
        if born:
            self.own = None
            born.id = self.page.evaluate(SEEN)["id"]
            assert born.id and self.world.named(born.id) is None
            self.world.all.append(born)
        self.see()

    def settle(self) -> None:
        """Wait until all is saved."""
        if self.seen["framework"]:
            expect(self.page.locator("[data-saved]")).not_to_have_attribute("data-state", "saving")
            assert self.page.locator("[data-saved]").get_attribute("data-state") != "failed"
        self.see()

    def change(self, fields: Mapping[str, str]) -> None:
        """What the visitor has just changed, with what that brings with it."""
        seen = self.seen
        self.own = self.own or Kept(seen["framework"])
        kept, changes = self.own, dict(fields)
        kept.writes += 1  # also of what was said before
        if all(kept.fields.get(key, "") == text for key, text in fields.items()):
            return
        first = next(iter(fields))
        if not first.startswith(":"):
            if first + UNCONFIRMED in kept.fields:
                changes[first + UNCONFIRMED] = ""
            if seen["quick"]:
                changes[QUICK] = "quick"
        self.unsaved += [(kept, key, kept.fields.get(key, "")) for key in changes]
        kept.change(changes)
        kept.alive = True
        if not first.startswith(":") and kept.answered and TAKEN not in kept.fields:
            self.unsaved.append((kept, TAKEN, ""))
            kept.change({TAKEN: date.today().isoformat()})

    def shows(self) -> None:
        """What stands in the form is what is kept."""
        kept = self.own.fields if self.own and self.own.alive else {}
        inside = (QUICK, ROUND, PLAN)
        wanted = {
            key.removeprefix(":"): text
            for key, text in kept.items()
            if key not in inside and not key.endswith(UNCONFIRMED)
        }
        text = json.dumps(_sorted(wanted), ensure_ascii=False, separators=(",", ":"))
        assert self.page.evaluate(SHOWN, text) == _sorted(wanted)


def _differing(one: Mapping[str, str], other: Mapping[str, str]) -> dict[str, tuple[str, str]]:
    both = {key: (one.get(key, ""), other.get(key, "")) for key in {**one, **other}}
    return {key: texts for key, texts in both.items() if len(set(texts)) > 1}


def _sorted(fields: Mapping[str, str]) -> list[list[str]]:
    return [list(item) for item in sorted(fields.items())]
