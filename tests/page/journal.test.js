// What is not on disk when a browser is closed comes back at the next start, and nothing that is older than what is stored.

import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from '../../build_hooks/node_modules/fast-check/lib/fast-check.js'
import { combined, fresh, ofOne, openJournal } from '../../docs/assets/assess/journal.js'
import { brought, caughtUp, recordOf } from '../../docs/assets/assess/records.js'
import { savingOf, shown } from '../../docs/assets/assess/state.js'
import { Shelf } from './memory.js'
import { MODEL, PRACTICES, Store, Tab, content } from './world.js'

/** @import { Change, Event } from '../../docs/assets/assess/types.d.ts' */

const THOROUGH = process.env.HYPOTHESIS_PROFILE === 'thorough'

let clock = 1_000
let pages = 0

/** @param {Shelf} shelf @param {typeof MODEL} [model] */
const journalOn = (shelf, model = MODEL) =>
  openJournal(model, { storage: () => /** @type {any} */ (shelf), page: `page-${(pages += 1)}`, now: () => clock })

/** @param {{ [field: string]: string }} fields @param {{ [field: string]: number }} times @param {Partial<Change>} [more] @returns {Change} */
const said = (fields, times, more = {}) => ({ fields: new Map(Object.entries(fields)), times: new Map(Object.entries(times)), ...more })

/** @param {{ [field: string]: number }} times */
const aged = (times) => new Map(Object.entries(times))

/** What pages of this version left behind, of an assessment or of none. @param {ReturnType<typeof openJournal>} journal @param {string | null} [id] */
const ours = (journal, id = null) => ofOne(journal.others(), id, true).filter(({ version }) => version === MODEL.version)

/** That is taken over. @param {ReturnType<typeof openJournal>} journal */
const leftOf = (journal) => journal.adopt(ours(journal))

/** @param {Change | null} change */
const plain = (change) => change && { ...Object.fromEntries(change.fields), ...(change.whole ? { whole: Object.fromEntries(change.whole.fields) } : {}) }

describe('a journal', () => {
  test('gives back what a page left behind, under the key of the next page, and is empty once all is on disk', () => {
    const shelf = new Shelf([['/.__palette', '{}'], ['cx-maturity/other/a', 'x'], ['cx-maturity/four-stages/broken', '{"schema":1']])
    journalOn(shelf).write({ fields: new Map([['alpha', 'missing'], ['beta.evidence', 'a\ud800\n "note" \0']]) }, null)
    const next = journalOn(shelf)
    const left = leftOf(next)
    assert.deepEqual(plain(left), { alpha: 'missing', 'beta.evidence': 'a\ud800\n "note" \0' })
    next.write(left, null)
    assert.equal(shelf.length, 4, 'what it adopted stands in its own, and nowhere else')
    next.write(null, null)
    assert.deepEqual([...shelf.texts.keys()], ['/.__palette', 'cx-maturity/other/a', 'cx-maturity/four-stages/broken'])
  })

  test('of a page that is still there and has gone on is not taken from it', () => {
    const shelf = new Shelf()
    const [first, second] = [journalOn(shelf), journalOn(shelf)]
    first.write({ fields: new Map([['alpha', 'missing']]) }, null)
    const left = leftOf(second)
    first.write({ fields: new Map([['alpha', 'systematic']]) }, null)
    second.write(left, null)
    second.write(null, null)
    assert.deepEqual(plain(leftOf(journalOn(shelf))), { alpha: 'systematic' })
  })

  test('keeps the age of what has not changed', () => {
    const shelf = new Shelf()
    const journal = journalOn(shelf)
    const whole = content({ alpha: 'ad-hoc' })
    clock = 5_000
    journal.write({ fields: new Map([['alpha', 'missing']]), whole }, null)
    clock = 6_000
    journal.write({ fields: new Map([['alpha', 'missing'], ['beta', 'ad-hoc']]), whole }, null)
    const left = leftOf(journalOn(shelf))
    assert.deepEqual(Object.fromEntries(left?.times ?? []), { alpha: 5_000, beta: 6_000, '': 5_000 })
    clock = 9_000
    const next = journalOn(shelf)
    next.write(leftOf(next), null)
    assert.deepEqual(leftOf(journalOn(shelf))?.times, left?.times, 'a page that adopts it makes it no younger')
  })

  test('of another version of the model or of a later page is left where it is', () => {
    const shelf = new Shelf([['cx-maturity/four-stages/later', '{"schema":2}']])
    const earlier = { ...MODEL, version: '1.0.0' }
    journalOn(shelf, earlier).write({ fields: new Map([['alpha', 'missing']]) }, null)
    const next = journalOn(shelf)
    assert.equal(leftOf(next), null)
    next.write(null, null)
    assert.equal(shelf.length, 2)
    const [entry] = next.others()
    assert.deepEqual([entry?.version, plain(entry?.change ?? null)], ['1.0.0', { alpha: 'missing' }])
  })

  test('counts its writes, so that one can be told from another in the same moment, and knows which of them are covered', () => {
    const shelf = new Shelf()
    const [left, journal] = [journalOn(shelf), journalOn(shelf)]
    clock = 5_000
    const change = { fields: new Map([['alpha', 'missing']]) }
    left.write(change, null)
    assert.deepEqual(journal.others().map(({ kept }) => kept), [5_000])
    left.write(change, null)
    assert.deepEqual(journal.others().map(({ kept }) => kept), [5_001])
    const [[own] = ['']] = journal.covered()
    const [{ key } = { key: '' }] = journal.others()
    assert.deepEqual(journal.covered(), [[own, 0]])
    journal.adopt(journal.others())
    journal.write(change, null)
    journal.write(null, null)
    journal.write(change, null)
    assert.deepEqual(journal.covered(), [[own, 5_001], [key, 5_001]])
    assert.deepEqual(journal.covered(true), [[own, 5_000], [key, 5_001]], 'what was said since the deletion was asked for stays')
    journal.noted(journal.covered())
    assert.deepEqual(journal.covered(), [[own, 5_001]])
  })

  test('is as good as none where the browser refuses', () => {
    const refusing = openJournal(MODEL, { storage: () => { throw new Error('denied') }, page: 'a', now: () => 0 })
    assert.deepEqual([leftOf(refusing), refusing.others()], [null, []])
    assert.throws(() => refusing.write(null, null))
  })
})

describe('newer wins, by answer', () => {
  test('between several pages that were closed', () => {
    const one = said({ alpha: 'missing', beta: 'missing' }, { alpha: 1, beta: 4, '': 1 })
    const two = said({ alpha: 'ad-hoc', beta: 'ad-hoc', constructor: '' }, { alpha: 2, beta: 3, constructor: 3, '': 2 })
    for (const order of [[one, two], [two, one]]) assert.deepEqual(plain(combined(order)), { alpha: 'ad-hoc', beta: 'missing', constructor: '' })
    assert.equal(combined([]), null)
  })

  test('between a page that replaced everything and one that answered', () => {
    const upload = said({}, { '': 3 }, { whole: content({ alpha: 'systematic' }) })
    const other = said({ alpha: 'missing', beta: 'missing' }, { alpha: 2, beta: 4, '': 2 })
    for (const order of [[upload, other], [other, upload]]) {
      assert.deepEqual(plain(combined(order)), { beta: 'missing', whole: { alpha: 'systematic' } })
    }
  })

  test('between a journal and what is stored', () => {
    const left = said({ alpha: 'missing', beta: '', constructor: 'ad-hoc' }, { alpha: 2, beta: 2, constructor: 2, '': 2 })
    assert.deepEqual(plain(fresh(left, null, aged({}))), { alpha: 'missing', beta: '', constructor: 'ad-hoc' })
    assert.deepEqual(plain(fresh(left, null, aged({ alpha: 3, beta: 1 }))), { beta: '', constructor: 'ad-hoc' })
    assert.equal(fresh(left, null, aged({ '': 3 })), null, 'all was replaced since')
    assert.deepEqual(plain(fresh({ fields: left.fields }, null, aged({ '': 3 }))), plain(left), 'what is said now is newest')
  })

  test('between a file that was opened and what is stored', () => {
    const upload = said({ beta: 'missing' }, { beta: 3, '': 2 }, { whole: content({ alpha: 'systematic' }) })
    const now = content({ alpha: 'ad-hoc', beta: 'ad-hoc' })
    assert.deepEqual(plain(fresh(upload, now, aged({ alpha: 4, beta: 1, constructor: 4 }))), {
      alpha: 'ad-hoc', beta: 'missing', constructor: '', whole: { alpha: 'systematic' },
    })
    assert.deepEqual(plain(fresh(upload, now, aged({ '': 2.5 }))), { beta: 'missing' }, 'it is stored already')
    assert.equal(fresh(upload, now, aged({ '': 5 })), null)
  })
})

describe('what a page of an earlier version left behind', () => {
  const entry = { version: '1.0.0', change: said({ old: 'missing', 'older.evidence': 'a note' }, { old: 2, 'older.evidence': 2, '': 2 }) }

  test('joins answers of that version', () => {
    const older = { version: '1.0.0', assessment: /** @type {any} */ ({ taken: '2026-01-01', respondent: { label: 'A', group: '' }, responses: { old: { answer: 'ad-hoc' }, other: { dont_know: true } } }), drafts: {} }
    const both = brought(MODEL, older, entry, new Map([['old', 1]]))
    assert.deepEqual(both?.assessment.responses, { old: { answer: 'missing' }, other: { dont_know: true } })
    assert.deepEqual([both?.version, both?.assessment.framework.version, both?.assessment.taken], ['1.0.0', '1.0.0', '2026-01-01'])
    assert.deepEqual(both?.drafts, { older: { evidence: 'a note' } })
    assert.deepEqual(brought(MODEL, older, entry, new Map([['old', 3]]))?.assessment.responses.old, { answer: 'ad-hoc' })
  })

  test('stands for itself where nothing is stored, and does not join another version', () => {
    assert.deepEqual(brought(MODEL, null, entry, new Map())?.assessment.responses, { old: { answer: 'missing' } })
    const other = /** @type {any} */ ({ version: '1.1.0', assessment: { responses: {} }, drafts: {} })
    assert.equal(brought(MODEL, other, entry, new Map()), null)
    const broken = /** @type {any} */ ({ version: '1.0.0', assessment: { responses: { old: null } }, drafts: {} })
    assert.equal(brought(MODEL, broken, entry, new Map()), null)
  })

  test('is in what is listed and copied, where it is newer than what is stored, and of the same version', () => {
    const stored = content({ ':name': 'Berlin', alpha: 'missing', beta: 'ad-hoc', ':plan': '{"target":2}', ':round': '2025-11-20', 'beta.unconfirmed': 'yes' })
    const record = { ...recordOf('a', MODEL, stored, '2026-11-21T00:00:00Z'), of: '', apart: /** @type {const} */ (true), times: aged({ '': 1, alpha: 5 }) }
    const later = said({ alpha: 'systematic', 'alpha.evidence': 'Handbook', 'constructor.evidence': 'Log', beta: '' }, { alpha: 4, 'alpha.evidence': 6, 'constructor.evidence': 6, beta: 6 })
    const whole = caughtUp(record, [{ version: '2.0.0', change: later }, { version: '1.0.0', change: said({ ':name': 'Rome' }, { ':name': 9 }) }])
    assert.deepEqual(whole.assessment.responses, { alpha: { answer: 'missing', evidence: 'Handbook' } })
    assert.deepEqual([whole.assessment.name, whole.drafts], ['Berlin', { constructor: { evidence: 'Log' } }])
    assert.deepEqual([whole.id, whole.changed, whole.apart, whole.plan, whole.round, whole.unconfirmed], ['a', record.changed, true, record.plan, '2025-11-20', undefined])
    assert.equal(caughtUp(record, []), record)
    const broken = /** @type {any} */ ({ id: 'b', assessment: { framework: null } })
    assert.equal(caughtUp(broken, [{ version: '2.0.0', change: later }]), broken)
  })
})

/** A page, its journal, and what it is about to hear of the store. */
class Page extends Tab {
  /** @type {Event[]} */
  mail = []
  asked = 0
  left = /** @type {ReturnType<ReturnType<typeof openJournal>['ofOurs']>} */ ([])

  constructor(/** @type {Store} */ store, /** @type {Shelf} */ shelf) {
    super()
    this.store = store
    this.journal = journalOn(shelf)
    this.do({ type: 'started', id: null, fields: new Map(), touched: true, hash: '' })
  }

  do(/** @type {Event} */ event) {
    super.do(event)
    if (this.kinds('sync').length && !this.asked) this.asked = clock
    for (let kept = this.take('journal'); kept; kept = this.take('journal')) this.journal.write(kept.change, kept.id)
    return this
  }

  transact() {
    const sync = this.take('sync')
    if (!sync) return
    const synced = this.store.sync(sync.change, this.asked)
    this.left = sync.opening || sync.id === null ? ours(this.journal, synced.id) : []
    this.mail.push({ type: 'synced', synced })
    this.asked = 0
  }

  deliver() {
    const event = this.mail.shift()
    if (event?.type === 'synced') this.do({ ...event, synced: { ...event.synced, left: this.journal.adopt(this.left) } })
    else if (event) this.do(event)
  }

  settle() {
    for (let round = 0; round < 9; round += 1) {
      this.transact()
      this.deliver()
    }
  }
}

const step = fc.record({
  do: fc.constantFrom('type', 'type', 'type', 'type', 'transact', 'transact', 'deliver', 'deliver', 'deliver', 'upload', 'close', 'kill'),
  tab: fc.nat(1),
  part: fc.constantFrom('', '.evidence'),
  text: fc.constantFrom('', 'missing', 'systematic'),
  lost: fc.nat(3),
})

/** @param {Page} page @param {string} text */
function openFile(page, text) {
  page.do({ type: 'file', name: 'a', file: new Blob() })
  const { id } = page.take('read-file') ?? { id: -1 }
  page.do({ type: 'file-read', id, text: '' })
  const assessment = /** @type {any} */ ({ framework: { version: '2.0.0' }, taken: '2026-01-01', respondent: { label: '', group: '' }, responses: { alpha: { answer: text }, beta: { answer: text } } })
  page.do({ type: 'answered', id, kind: 'read', value: { assessment, reviews: [], kept: {} } })
  for (const question of page.state.questions) page.do({ type: 'decided', id: question.id, yes: true })
}

test('pages that are closed at any moment lose nothing, and pages that are killed nothing that was shown as saved', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60, size: 'max' }), (steps) => {
      const store = new Store()
      let shelf = new Shelf()
      /** @type {[string, string][][]} what was on disk of the journals, at each moment */
      let disks = [[]]
      const open = () => new Page(store, shelf)
      const tabs = [open(), open()]
      const practices = /** @type {[string, string]} */ (PRACTICES.slice(0, 2)) // one each: who is last where both type is the store's affair
      /** @type {Map<string, string>[]} */
      const last = [new Map(), new Map()] // what each said last
      const saved = [new Map(), new Map()] // and what it was shown to have saved, or said since
      const seen = () => new Map(tabs.flatMap((tab, i) => ['', '.evidence'].map((part) => [practices[i] + part, shown(tab.state).fields.get(practices[i] + part) ?? ''])))
      for (const what of steps) {
        clock += 1
        const at = what.tab
        const tab = /** @type {Page} */ (tabs[at])
        const field = practices[at] + what.part
        if (what.do === 'type') {
          if ((shown(tab.state).fields.get(field) ?? '') !== what.text) last[at]?.set(field, what.text)
          tab.type(field, what.text)
        } else if (what.do === 'transact' || what.do === 'deliver') tab[what.do]()
        else if (what.do === 'close') tabs[at] = open()
        else if (what.do === 'upload' && at === 0 && what.text && steps.every(({ do: other, tab: who }) => who === 0 || other !== 'type')) {
          tab.settle() // the first answers of the store
          openFile(tab, what.text)
          last[0] = new Map([['alpha', what.text], ['alpha.evidence', '']])
        } else if (what.do === 'kill') {
          // All pages are gone. What was written last to the journals may not have reached the disk.
          shelf = new Shelf(disks[Math.max(0, disks.length - 1 - what.lost)])
          disks = [[...shelf.texts]]
          tabs.forEach((_, i) => (tabs[i] = open()))
          tabs.forEach((page) => page.settle())
          tabs.forEach((page) => page.do({ type: 'returned' }).settle())
          const now = seen()
          saved.forEach((fields, i) => {
            for (const [name, texts] of fields) assert.ok(texts.includes(now.get(name)), `${name} was saved: ${texts}, is ${now.get(name)}`)
            last[i] = new Map([...now].filter(([name]) => last[i]?.has(name)))
          })
        }
        disks.push([...shelf.texts])
        // Whatever was said before is no longer excused, once the page said that all is saved.
        tabs.forEach((page, i) => {
          if (savingOf(page.state).state === 'saved') saved[i] = new Map([...(last[i] ?? [])].map(([name, text]) => [name, [text]]))
          for (const [name, text] of last[i] ?? []) {
            const texts = saved[i]?.get(name)
            if (texts && !texts.includes(text)) texts.push(text)
          }
        })
      }
      tabs.forEach((_, i) => (tabs[i] = open()))
      for (const page of tabs) page.settle()
      for (const page of tabs) page.do({ type: 'returned' }).settle()
      const now = seen()
      for (const fields of last) for (const [name, text] of fields) assert.equal(now.get(name), text, name)
      assert.equal(shelf.length, 0, 'and nothing is left in a journal')
    }),
    { numRuns: THOROUGH ? 3_000 : 200, ...(THOROUGH ? {} : { seed: 20261126 }) },
  )
})
