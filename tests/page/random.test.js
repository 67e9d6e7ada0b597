// Whatever visitors, tabs and storage do, and in whatever order: what is seen is what is stored, over it what is being written,
// over that what waits; and nothing that was said to be saved is lost.

import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from '../../build_hooks/node_modules/fast-check/lib/fast-check.js'
import { over } from '../../docs/assets/assess/answers.js'
import { looking, own as ownOf, savingOf, shown, unsaved } from '../../docs/assets/assess/state.js'
import { PRACTICES, Store, Tab, content } from './world.js'

/** @import { Change, Event, Fields } from '../../docs/assets/assess/types.d.ts' */

const FIELDS = [...PRACTICES, ...PRACTICES.map((id) => `${id}.evidence`), ':name']
const THOROUGH = process.env.HYPOTHESIS_PROFILE === 'thorough'

/** A tab, and what it is about to hear of the store and of the other tab. */
class Actor extends Tab {
  constructor(/** @type {Store} */ store, /** @type {() => Actor[]} */ everybody) {
    super()
    this.store = store
    this.everybody = everybody
    /** @type {Event[]} */
    this.mail = []
  }

  /** Carry out what the store is asked; the answer arrives later. */
  transact(/** @type {boolean} */ well) {
    const sync = this.take('sync')
    const remove = sync ? undefined : this.take('remove')
    if (!sync && !remove) return
    assert.deepEqual(this.kinds('sync', 'remove'), [], 'one thing at a time')
    if (!well) {
      this.mail.push(sync ? { type: 'unsynced', why: 'failed', left: null } : { type: 'unremoved' })
      return
    }
    if (sync) this.mail.push({ type: 'synced', synced: this.store.sync(sync.change) })
    else {
      this.store.remove()
      this.mail.push({ type: 'removed' })
    }
    if (sync && !sync.change) return
    for (const actor of this.everybody()) if (actor !== this) actor.mail.push({ type: 'elsewhere' })
  }

  deliver() {
    const event = this.mail.shift()
    if (event) this.do(event)
  }
}

const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('type'), tab: fc.nat(1), field: fc.constantFrom(...FIELDS), text: fc.constantFrom('', 'missing', 'systematic', 'dont-know') }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('transact'), tab: fc.nat(1), well: fc.boolean() }) },
  { weight: 8, arbitrary: fc.record({ do: fc.constant('deliver'), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('upload'), tab: fc.nat(1), text: fc.constantFrom('missing', 'systematic') }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('delete'), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('look'), tab: fc.nat(1), how: fc.constantFrom('opened', 'waiting', 'damaged') }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('close-link', 'keep-link'), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constantFrom('returned', 'left', 'score', 'try-again'), tab: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('result'), tab: fc.nat(1), of: fc.constantFrom('result', 'plan', 'time', 'models') }) },
)

/** @param {Actor} tab @param {any} what */
function perform(tab, what) {
  switch (what.do) {
    case 'look':
      return look(tab, what.how)
    case 'type':
      tab.type(what.field, what.text)
      if (!looking(tab.state)) assert.equal(shown(tab.state).fields.get(what.field) ?? '', what.text, 'what is typed is seen at once')
      return
    case 'transact':
      return tab.transact(what.well)
    case 'deliver':
      return tab.deliver()
    case 'upload': {
      tab.do({ type: 'file', name: 'a', file: new Blob() })
      const { id } = tab.take('read-file') ?? { id: -1 }
      tab.do({ type: 'file-read', id, text: '' })
      const responses = { alpha: { answer: what.text } }
      const assessment = { format: /** @type {const} */ ('cx-assessment'), format_version: /** @type {const} */ (1), framework: { id: 'four-stages', version: '2.0.0' }, taken: '2026-01-01', respondent: { label: '', group: '' }, responses }
      tab.do({ type: 'answered', id, kind: 'read', value: { assessment, reviews: [], kept: {} } })
      return yes(tab)
    }
    case 'result':
      tab.do({ type: 'tab', tab: what.of })
      return
    case 'delete':
      tab.do({ type: 'delete' })
      return yes(tab)
    default:
      tab.do({ type: what.do })
  }
}

/** A link comes, and perhaps the scorer's answer to it. @param {Actor} tab @param {string} how */
function look(tab, how) {
  tab.do({ type: 'hash', hash: '#a=code' })
  if (how === 'waiting') return
  const id = tab.state.link?.id ?? -1
  const assessment = { format: /** @type {const} */ ('cx-assessment'), format_version: /** @type {const} */ (1), framework: { id: 'four-stages', version: '2.0.0' }, taken: '2020-02-02', respondent: { label: '', group: '' }, responses: { alpha: { answer: 'ad-hoc' } } }
  const value = how === 'opened' ? { read: { assessment, reviews: [], kept: {} }, made_for: null, refused: null } : { read: null, made_for: null, refused: /** @type {const} */ ('damaged') }
  tab.do({ type: 'answered', id, kind: 'open', value })
}

/** @param {Actor} tab */
function yes(tab) {
  for (const { id } of tab.state.questions) tab.do({ type: 'decided', id, yes: true })
}

/** @param {Actor} tab */
function holds(tab) {
  const { known, writing, waiting } = tab.state.storage
  // Said anew, without the page's own functions.
  let expected = known?.fields ?? /** @type {Fields} */ (new Map())
  for (const change of [writing, waiting]) {
    if (change?.whole) expected = change.whole.fields
    for (const [field, text] of change?.fields ?? []) {
      const next = new Map(expected)
      if (text) next.set(field, text)
      else next.delete(field)
      expected = next
    }
  }
  assert.deepEqual(new Map([...ownOf(tab.state).fields].toSorted()), new Map([...expected].toSorted()))
  if (!looking(tab.state)) assert.deepEqual(shown(tab.state), ownOf(tab.state))
  const { state } = savingOf(tab.state)
  if (state === 'saved') assert.ok(!unsaved(tab.state), '"Saved" is said of everything')
}

test('no order of events loses or hides what a visitor said', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80, size: 'max' }), fc.boolean(), (steps, filled) => {
      const store = new Store()
      store.content = filled ? content({ beta: 'missing', 'beta.evidence': 'a note' }) : null
      /** @type {Actor[]} */
      const tabs = []
      for (let i = 0; i < 2; i += 1) tabs.push(new Actor(store, () => tabs))
      for (const tab of tabs) tab.do({ type: 'started', id: null, fields: new Map(), touched: true, hash: '', left: null })
      // Every text that was typed into a field and not typed over, uploaded over or deleted in the same tab.
      const said = tabs.map(() => /** @type {Map<string, string>} */ (new Map()))
      for (const what of steps) {
        const tab = /** @type {Actor} */ (tabs[what.tab])
        const before = tab.state.storage
        const { fields } = ownOf(tab.state)
        const looks = looking(tab.state)
        perform(tab, what)
        holds(tab)
        if (looks && !['upload', 'deliver', 'transact'].includes(what.do)) assert.deepEqual(ownOf(tab.state).fields, fields, 'looking changes nothing')
        const own = /** @type {Map<string, string>} */ (said[what.tab])
        if (what.do === 'type' && !looks && (fields.get(what.field) ?? '') !== what.text) own.set(what.field, what.text)
        if (what.do === 'upload' || (what.do === 'delete' && !looks)) own.clear()
        // What was said and is not yet stored is still there: waiting, or being written.
        const { writing, waiting } = tab.state.storage
        const confirmed = before.writing && !writing
        for (const [field, text] of own) {
          const there = [waiting, writing].some((change) => change?.fields.get(field) === text)
          const stored = store.written.some((change) => change.fields.get(field) === text)
          assert.ok(there || stored || (before.known?.fields.get(field) ?? '') === text, `${field} is neither kept nor stored`)
        }
        if (confirmed && savingOf(tab.state).state === 'saved') {
          for (const [field, text] of before.writing?.fields ?? []) {
            const by = store.written.findLast((change) => change.fields.has(field) || change.whole)
            assert.ok(by, `${field} was said to be saved`)
            if (by === before.writing) assert.equal(store.content?.fields.get(field) ?? '', text)
          }
        }
      }
      // In the end the storage works, everything is delivered, and all see the same: what is stored.
      for (const tab of tabs) {
        while (tab.mail.length) tab.deliver()
        tab.do({ type: 'try-again' }).do({ type: 'close-link' })
      }
      for (let round = 0; round < 40; round += 1) {
        for (const tab of tabs) {
          tab.transact(true)
          tab.deliver()
        }
      }
      for (const tab of tabs) {
        holds(tab)
        assert.ok(!unsaved(tab.state), 'everything is written')
        assert.deepEqual(over(new Map(), ownOf(tab.state).fields), store.content?.fields ?? new Map())
        assert.notEqual(savingOf(tab.state).state, 'failed')
      }
    }),
    { numRuns: THOROUGH ? 3_000 : 200, ...(THOROUGH ? {} : { seed: 20261125 }) },
  )
})
