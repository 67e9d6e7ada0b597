"""300 random acts of an impatient visitor, with reloads, tabs closed in mid-write and a browser killed: what is stored is what was said."""

from __future__ import annotations

import base64
import json
import os
import random
import sys
from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Playwright, expect

from tests.browser.acting import (
    PLAN,
    QUICK,
    READER,
    ROUND,
    STORED,
    TAKEN,
    UNCONFIRMED,
    Kept,
    Tab,
    World,
    fields_of,
    model,
)
from tests.browser.conftest import DESKTOP
from tests.browser.keeping import kill, living_in
from tests.browser.reference import words
from tests.browser.serving import Site

ACTS = 300
SEED = 10
CHECKED = 30
"""After so many acts all pages may come to rest, and all that is stored is looked at."""
KILLED = (110, 230)
"""The acts at which the browser is killed."""
TABS = 3

FRAMEWORKS = ("adoption-path", "five-levels")
PHONE = {"width": 360, "height": 740}
NOTES = ("Handbook, March", "first line\n\n  third line, 🙂\nlast", "<b>&amp;</b>\ttab", "заметка", "")
LINES = ("Berlin", "Lyon & <i>Sons</i>", "frontline", "")
DAYS = ("2025-11-20", "2026-02-28", "2019-12-31")

SET = """(field, text) => { field.value = text; field.dispatchEvent(new Event('input', { bubbles: true })) }"""


ASIDE = """key => new Promise((resolve) => {
  const opening = indexedDB.open('cx-maturity')
  opening.onsuccess = () => {
    const got = opening.result.transaction('set-aside').objectStore('set-aside').get(key)
    got.onsuccess = () => { opening.result.close(); resolve(got.result.record) }
  }
})"""


class Visitor:
    """An impatient visitor: does one thing after another, and seldom waits until it is done."""

    context: BrowserContext
    tab: Tab

    def __init__(self, site: Site, chance: random.Random) -> None:
        self.chance = chance
        self.site = site
        self.world = World()
        self.tabs: list[Tab] = []
        self.links: dict[str, dict[str, Any]] = {}
        self.files = 0
        self.log: list[str] = []
        self.kills = 0

    def arrive(self, context: BrowserContext) -> None:
        """Begin in a browser that has just been opened."""
        context.add_init_script(READER)
        context.set_default_timeout(30_000)
        self.context = context
        self.tabs = [Tab(context, self.site, self.world)]
        self.tabs[0].go("assess/")
        self.check()

    def check(self) -> None:
        """All pages come to rest. Then what is stored is what was said, and is what they show."""
        for tab in self.tabs:
            self.saved(tab)
        page = self.tabs[0].page
        journals = page.evaluate(STORED)["journals"]
        for framework, key in {(journal["framework"], journal["assessment"]) for journal in journals}:
            # A blank page saves all before a kill; what is there nevertheless was put back by it, and brings nothing.
            assert key or self.kills, "what was left behind names no assessment"
            extra = Tab(self.context, self.site, self.world)
            extra.go(f"assess/{framework}/" + (f"#assessment={key}" if key else ""))
            extra.settle()
            extra.page.close()
        for kept in self.world.all:
            kept.left.clear()
        self.world.hold(page.evaluate(STORED))
        for tab in self.tabs:
            if tab.shelf:
                expect(tab.page.locator("[data-assessment]")).to_have_count(len(self.world.alive))
            elif tab.seen["framework"] and not tab.seen["looking"]:
                tab.shows()

    def saved(self, tab: Tab) -> None:
        """A page comes to rest. While somebody's answers are looked at, it does not say of one's own whether they are saved."""
        tab.see()
        if tab.seen["looking"] and tab.unsaved:
            tab.questionnaire.action("close-link").click()
        tab.settle()

    def rest(self, kept: Kept | None) -> None:
        """All pages of an assessment come to rest."""
        for tab in self.tabs:
            if kept and tab.own is kept:
                self.saved(tab)

    def heard(self, kept: Kept) -> None:
        """All other pages of an assessment have learnt what it says now."""
        self.rest(kept)
        for tab in self.tabs:
            if tab.own is kept and tab is not self.tab and not tab.seen["looking"]:
                tab.shows()

    def killed(self) -> None:
        """The browser is about to be killed: what was not shown as saved may be lost."""
        for tab in self.tabs:
            tab.see()
            if tab.own and not tab.own.id:
                self.saved(tab)
            for kept, key, text in tab.unsaved:
                kept.doubts.setdefault(key, set()).add(text)
        for kept in self.world.all:
            for key, text in kept.left:
                kept.doubts.setdefault(key, set()).add(text)
            kept.writes += bool(kept.doubts)
        self.kills += 1

    def act(self) -> None:
        """Do one thing that can be done now."""
        tab = self.tab = self.chance.choice(self.tabs)
        tab.see()
        if tab.own and tab.own.left:
            self.reload()  # or it would not know what another page has left behind
        every = {self.switch: 2, self.reload: 3, self.back: 3, self.forward: 1, self.to_shelf: 2, self.home: 1, self.open_tab: 2, self.close_tab: 2,
                 self.to_another: 2, self.to_link: 2}  # fmt: skip
        here: dict[Callable[[], Any], int] = {}
        if tab.seen["looking"]:
            here = {self.type_while_looking: 6, self.close_link: 6, self.keep_link: 4}
        elif tab.seen["framework"]:
            here = {self.answer: 24, self.note: 10, self.clear: 4, self.about: 4, self.lead: 6, self.quick: 3, self.confirm: 4, self.replace: 2, self.undo: 3,
                    self.round: 1, self.delete: 1, self.resize: 3, self.plan: 3}  # fmt: skip
        elif tab.shelf:
            here = {self.start: 4, self.rename: 4, self.copy: 2, self.remove: 3, self.shelf_round: 1, self.open_card: 8}
        acts = {**every, **here}
        done = False
        while not done:
            [chosen] = self.chance.choices(list(acts), list(acts.values()))
            self.log.append(
                f"{self.tabs.index(tab)} {chosen.__name__} {tab.seen['path']}{tab.seen['hash'][:12]} {tab.own and tab.own.id}"
            )
            done = chosen() is not False
            if not done:
                self.log.pop()

    # What is said in a questionnaire

    def answer(self) -> None:
        tab = self.tab
        practice = self.chance.choice(tab.seen["asked"])
        self.free(practice)
        of = model(tab.seen["framework"])
        choices = [*of.scale, "dont-know", *(["not-applicable"] if of.practice[practice].not_applicable else [])]
        choice = self.chance.choice(choices)
        tab.questionnaire.choose(practice, choice)
        self.said({practice: choice})
        if choice == "not-applicable":
            reason = self.chance.choice(LINES)
            tab.questionnaire.field(f"{practice}.reason").fill(f" {reason} ")
            self.said({f"{practice}.reason": reason})

    def note(self) -> None:
        tab = self.tab
        practice = self.chance.choice(tab.seen["asked"])
        self.free(practice)
        part, texts = self.chance.choice((("evidence", NOTES), ("evidence_owner", LINES), ("evidence_date", DAYS)))
        text = self.chance.choice(texts)
        tab.questionnaire.note(practice, text, part)
        self.said({f"{practice}.{part}": text})

    def clear(self) -> bool:
        return self.press("clear", "")

    def confirm(self) -> bool:
        return self.press("confirm", UNCONFIRMED)

    def press(self, action: str, part: str) -> bool:
        """Press a button that stands at a question, where there is one, and empties a field of it."""
        buttons = self.tab.page.locator(f'[data-action="{action}"]:visible')
        if not buttons.count():
            return False
        button = buttons.nth(self.chance.randrange(buttons.count()))
        practice = button.get_attribute("data-for") or ""
        self.free(practice)
        button.click()
        self.said({f"{practice}{part}": ""})
        return True

    def about(self) -> None:
        name, texts = self.chance.choice(
            (("name", LINES), ("respondent.label", LINES), ("respondent.group", LINES), ("taken", DAYS))
        )
        text = self.chance.choice(texts)
        self.rest(self.tab.own)
        self.tab.questionnaire.field(name).evaluate(SET, text)
        self.said({f":{name}": text})

    def said(self, fields: dict[str, str]) -> None:
        """The visitor has said something. Which day an assessment is of, all its pages learn before one of them says more."""
        day = self.tab.own.fields.get(TAKEN) if self.tab.own else None
        self.tab.change(fields)
        if self.tab.own and self.tab.own.fields.get(TAKEN) != day and self.shared(self.tab.own):
            self.heard(self.tab.own)

    def shared(self, kept: Kept | None) -> bool:
        """Whether several tabs are of an assessment."""
        return kept is not None and sum(tab.own is kept for tab in self.tabs) > 1

    def free(self, practice: str) -> None:
        """Wait until no other tab has something on its way of a practice: the later of two such writes cannot be told otherwise."""
        for tab in self.tabs:
            if tab is not self.tab and any(
                kept is self.tab.own and key.split(".")[0] == practice for kept, key, _ in tab.unsaved
            ):
                self.saved(tab)

    def lead(self) -> bool:
        button = self.tab.page.locator(
            ':is([data-action="next"], [data-action="back"], [data-action="next-open"], [data-action="report"], [href="#check"]):visible'
        )
        if not button.count():
            return False
        button.nth(self.chance.randrange(button.count())).click()
        return True

    def resize(self) -> None:
        small = self.tab.page.viewport_size == PHONE
        self.tab.page.set_viewport_size(DESKTOP["viewport"] if small else PHONE)

    def quick(self) -> bool:
        tab = self.tab
        offer, on = (tab.page.locator(f'[data-look="{name}"] :is(a, button)') for name in ("offer", "on"))
        if self.shared(tab.own):
            return False
        if offer.is_visible():
            offer.click()
            self.looked()
        elif on.is_visible():
            on.click()
            if tab.own and (tab.own.answered or QUICK in tab.own.fields):
                tab.change({QUICK: ""})
        else:
            return False
        return True

    def looked(self) -> None:
        """The address has come to ask for a quick look, on a page that was there already."""
        tab = self.tab
        marked = model(tab.seen["framework"]).quick
        if tab.own and (tab.own.answered or QUICK in tab.own.fields) and set(tab.own.answered) <= set(marked):
            tab.change({QUICK: "quick"})

    def plan(self) -> bool:
        """Which stage the plan is to reach: kept beside the answers."""
        tab = self.tab
        if not (tab.own and tab.own.answered) or self.shared(tab.own):
            return False
        self.rest(tab.own)
        tab.page.evaluate("location.hash = 'plan'")
        order = self.chance.randrange(1, len(model(tab.seen["framework"]).stages) + 1)
        tab.page.locator('[name="target"]').select_option(str(order))
        wish = {"target": order, "excluded": [], "efforts": {}, "begins": "", "owners": {}}
        self.said({PLAN: json.dumps(wish, separators=(",", ":"))})
        return True

    # Files, rounds and deletion in a questionnaire

    def file(self, framework: str) -> dict[str, Any]:
        """An assessment file that somebody has."""
        of = model(framework)
        some = self.chance.sample(list(of.practice), 3)
        self.files += 1
        said = [
            {"answer": of.scale[0], "evidence": self.chance.choice(NOTES[:-1])},
            {"dont_know": True},
            {"answer": of.scale[-1]},
        ]
        return {
            "format": "cx-assessment", "format_version": 1, "framework": {"id": framework, "version": of.version}, "taken": self.chance.choice(DAYS),
            "respondent": {"label": "Ada", "group": ""}, "responses": dict(zip(some, said, strict=True)), "name": f"File {self.files}",
        }  # fmt: skip

    def replace(self) -> bool:
        tab = self.tab
        self.rest(tab.own)
        file = self.file(tab.seen["framework"])
        asked = bool(tab.own and tab.own.touched)
        tab.questionnaire.choose_file(file)
        if asked:
            yes = self.chance.random() < 0.8
            expect(tab.questionnaire.dialog).to_be_visible()
            tab.questionnaire.dialog.locator(f'[value="{"yes" if yes else "no"}"]').click()
            if not yes:
                return True
        kept = tab.own = tab.own or Kept(tab.seen["framework"])
        if asked:
            kept.asides.append({TAKEN: date.today().isoformat(), **kept.fields})
        kept.fields, kept.alive = fields_of({"assessment": file}), True
        expect(tab.questionnaire.status).to_contain_text("Read from the file")
        self.heard(kept)
        return True

    def undo(self) -> bool:
        tab = self.tab
        bring = tab.page.get_by_role("button", name=words()("setaside.bring"), exact=True)
        if not (tab.own and bring.count()):
            return False
        self.rest(tab.own)
        kept, count = tab.own, bring.count()
        notice = tab.page.locator("[data-notice]").filter(has=bring).last
        kind = notice.get_attribute("data-notice")
        key = int((kind or "").removeprefix("aside-"))
        before = fields_of(tab.page.evaluate(ASIDE, key))
        kept.asides.remove(before)
        if kept.touched:
            kept.asides.append({TAKEN: date.today().isoformat(), **kept.fields})
        else:
            count -= 1
        kept.fields, kept.alive = before, True
        notice.get_by_role("button", name=words()("setaside.bring"), exact=True).click()
        expect(tab.page.locator(f'[data-notice="{kind}"]')).to_have_count(0)
        expect(bring).to_have_count(count)
        self.heard(kept)
        return True

    def round(self) -> bool:
        tab = self.tab
        if not (tab.own and tab.own.answered):
            return False
        self.rest(tab.own)
        before = tab.own
        tab.page.evaluate("location.hash = 'time'")
        document = tab.seen["document"]
        tab.page.locator('[data-action="next-round"]').click()
        tab.arrive(document, self.next_round(before, dict(before.fields)))
        return True

    def next_round(self, before: Kept, fields: dict[str, str]) -> Kept:
        """What the next round begins with."""
        fields = {
            key: text for key, text in fields.items() if key not in (QUICK, PLAN) and not key.endswith(UNCONFIRMED)
        }
        fields |= {ROUND: before.fields[TAKEN], TAKEN: date.today().isoformat()}
        return Kept(before.framework, fields | {practice + UNCONFIRMED: "yes" for practice in before.answered})

    def delete(self) -> bool:
        tab = self.tab
        if not (tab.own and tab.own.id and tab.own.alive):
            return False
        self.rest(tab.own)
        tab.questionnaire.action("delete").evaluate("button => button.click()")
        yes = self.chance.random() < 0.6
        tab.questionnaire.dialog.locator(f'[value="{"yes" if yes else "no"}"]').click()
        if yes:
            expect(tab.questionnaire.status).to_have_text(words()("delete.done"))
            self.gone(tab.own, tab)
        return True

    def gone(self, kept: Kept, here: Tab) -> None:
        """It was deleted, and its other pages have heard so."""
        kept.fields, kept.asides, kept.alive = {}, [], False
        for tab in self.tabs:
            if tab.own is kept and tab is not here and not tab.seen["looking"]:
                expect(tab.page.locator('[data-notice="absent"]')).to_have_count(1)

    # Somebody's link

    def to_link(self) -> None:
        framework = self.chance.choice((self.tab.seen["framework"] or FRAMEWORKS[0], *FRAMEWORKS))
        file = self.file(framework)
        code = base64.b64encode(json.dumps(file).encode()).decode()
        self.links[code] = file
        self.leave(f"assess/{framework}/#a={code}")

    def type_while_looking(self) -> None:
        field = self.tab.page.locator("[data-form] textarea").first
        field.evaluate(SET, "somebody else's")

    def close_link(self) -> None:
        self.tab.questionnaire.action("close-link").click()

    def keep_link(self) -> None:
        tab = self.tab
        file = self.links[tab.seen["hash"].removeprefix("#a=").split("&")[0]]
        document = tab.seen["document"]
        tab.questionnaire.action("keep-link").click()
        tab.arrive(document, Kept(tab.seen["framework"], fields_of({"assessment": file})))

    # My assessments

    @property
    def cards(self) -> Locator:
        """The cards."""
        return self.tab.page.locator("[data-assessment]")

    def card(self, listed: Callable[[Kept], Any] = lambda kept: True) -> Kept | None:
        """One of those that are listed, at rest."""
        for tab in self.tabs:
            if tab.own and not tab.own.id:
                self.saved(tab)  # or a card would come that nobody knows of
        some = [kept for kept in self.world.alive if not kept.left and listed(kept)]
        kept = self.chance.choice(some) if some else None
        self.rest(kept)
        return kept

    def do(self, kept: Kept, action: str) -> None:
        """Press a button of a card."""
        card = self.tab.page.locator(f'[data-assessment="{kept.id}"]')
        button = card.locator(f'[data-do="{action}"]')
        if not button.is_visible():
            card.locator("summary").click()
        button.click()

    def start(self) -> None:
        tab = self.tab
        framework = self.chance.choice(FRAMEWORKS)
        name = self.chance.choice(LINES)
        looks = bool(model(framework).quick) and self.chance.random() < 0.4
        mine = any(kept.framework == framework for kept in self.world.alive)
        tab.page.locator('[name="unit"]').fill(name)
        document = tab.seen["document"]
        tab.page.locator(f'[data-start{"-look" if looks else ""}="{framework}"]').first.click()
        fields = {TAKEN: date.today().isoformat(), ":name": name, QUICK: "quick" if looks else ""}
        born = Kept(framework, {key: text for key, text in fields.items() if text})
        tab.arrive(document, born if mine or name else None)

    def rename(self) -> bool:
        kept = self.card()
        if not kept:
            return False
        self.files += 1
        name = f"Renamed {self.files}"
        self.do(kept, "rename")
        field = self.tab.page.locator('[name="renamed"]')
        field.fill(f" {name} ")
        if self.chance.random() < 0.2:
            field.press("Escape")
            return True
        field.press("Enter")
        kept.change({":name": name})
        expect(self.tab.page.locator(f'[data-assessment="{kept.id}"] h3')).to_have_text(name)
        return True

    def copy(self) -> bool:
        kept = self.card()
        if not kept:
            return False
        title = self.tab.page.locator(f'[data-assessment="{kept.id}"] h3').inner_text()
        known = {each.id for each in self.world.alive}
        self.do(kept, "copy")
        expect(self.cards).to_have_count(len(known) + 1)
        [made] = {card.get_attribute("data-assessment") for card in self.cards.all()} - known
        copied = {**kept.fields, ":name": words()("shelf.copy_of", name=title)}
        self.world.all.append(Kept(kept.framework, copied, made))
        return True

    def remove(self) -> bool:
        kept = self.card()
        if not kept:
            return False
        count = len(self.world.alive)
        fields, asides = kept.fields, kept.asides
        self.do(kept, "delete")
        back = self.tab.page.locator("[data-back]")
        expect(self.cards).to_have_count(count - 1)
        self.gone(kept, self.tab)
        if self.chance.random() < 0.3:
            return True
        others = [tab for tab in self.tabs if tab.own is kept]
        here = self.tab
        if others and self.chance.random() < 0.5:  # somebody goes on where it is gone
            self.tab = others[0]
            self.tab.see()
            if not self.tab.seen["looking"]:
                self.answer()
                self.rest(kept)
            self.tab = here
        meanwhile = [kept.fields] if kept.alive else []
        back.click()
        kept.fields, kept.asides, kept.alive = fields, [*asides, *meanwhile], True
        expect(self.cards).to_have_count(len(self.world.alive))
        expect(back).to_have_count(0)
        expect(self.tab.page.locator("[data-told]")).to_have_text(words()("shelf.back"))
        self.heard(kept)
        return True

    def shelf_round(self) -> bool:
        kept = self.card(lambda kept: kept.answered)
        if not kept:
            return False
        document = self.tab.seen["document"]
        self.do(kept, "round")
        self.tab.arrive(document, self.next_round(kept, kept.fields))
        return True

    def open_card(self) -> bool:
        kept = self.chance.choice(self.world.alive) if self.world.alive else None
        if not kept:
            return False
        document = self.tab.seen["document"]
        self.tab.page.locator(f'[data-assessment="{kept.id}"] :is([data-continue], [data-result])').first.click()
        self.tab.arrive(document)
        assert self.tab.own is kept
        return True

    # Ways and tabs

    def switch(self) -> None:
        self.tab.page.bring_to_front()

    def reload(self) -> None:
        self.tab.page.reload()
        self.tab.arrive()

    def back(self) -> bool:
        return self.move("back")

    def forward(self) -> bool:
        return self.move("forward")

    def move(self, way: str) -> bool:
        """Back or on in the browser's history. An entry that names another assessment has the page load anew."""
        tab = self.tab
        if tab.own and not tab.own.id:
            return False
        before, own = tab.seen, tab.own
        tab.page.go_back() if way == "back" else tab.page.go_forward()
        if not tab.page.url.startswith(self.site.origin):
            tab.page.go_forward()
        tab.arrive(before["document"] if tab.leads_away(before, own) else None)
        if tab.seen["document"] == before["document"] and tab.seen["hash"] == "#quick" and not tab.seen["looking"]:
            self.looked()
        return True

    def leave(self, address: str) -> None:
        """Go elsewhere, be all saved or not; but what has no id yet would be of whichever assessment is opened next."""
        if self.tab.own and not self.tab.own.id:
            self.saved(self.tab)
        self.tab.go(address)

    def to_shelf(self) -> None:
        self.leave("assess/")

    def home(self) -> None:
        self.leave("assess/prepare/")

    def to_another(self) -> bool:
        if not self.world.alive:
            return False
        kept = self.chance.choice(self.world.alive)
        self.leave(f"assess/{kept.framework}/#assessment={kept.id}")
        return True

    def open_tab(self) -> bool:
        if len(self.tabs) == TABS:
            return False
        before = self.tab.own
        self.tab = Tab(self.context, self.site, self.world)
        self.tabs.append(self.tab)
        same = before and before.id and self.chance.random() < 0.5
        framework = self.chance.choice(FRAMEWORKS)
        self.tab.go(f"assess/{before.framework}/#assessment={before.id}" if same and before else f"assess/{framework}/")
        return True

    def close_tab(self) -> bool:
        """Closed in mid-write, without a question."""
        tab = self.tab
        if len(self.tabs) == 1:
            return False
        if tab.own and not tab.own.id:
            self.saved(tab)
        for kept, key, text in tab.unsaved:
            kept.left.append((key, text))
        self.tabs.remove(tab)
        tab.page.close(run_before_unload=False)
        return True


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="kills the browser by a POSIX signal")
def test_what_is_stored_is_what_an_impatient_visitor_said(
    tmp_path: Path, playwright: Playwright, launch: dict[str, Any], site: Site
) -> None:
    anew = os.environ.get("HYPOTHESIS_PROFILE") == "thorough"
    seed = random.SystemRandom().randrange(10**6) if anew else SEED
    visitor = Visitor(site, random.Random(seed))
    try:
        for first, last in pairwise((0, *KILLED, ACTS)):
            with living_in(tmp_path, playwright, launch, site) as (context, _):
                visitor.arrive(context)
                for number in range(first, last):
                    visitor.act()
                    if number % CHECKED == 0:
                        visitor.check()
                if last < ACTS:
                    visitor.killed()
                    kill(context, tmp_path)
                else:
                    visitor.check()
                    context.close()
    except Exception as error:
        error.add_note("\n".join((f"seed {seed}; by tab, the acts so far:", *visitor.log)))
        raise
