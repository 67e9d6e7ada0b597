// Several assessments of one model are never mixed, whatever pages are open on them, in whatever order things happen.

import assert from 'node:assert/strict'
import { beforeEach, describe, test } from 'node:test'
import fc from '../../build_hooks/node_modules/fast-check/lib/fast-check.js'
import { openJournal } from '../../docs/assets/assess/journal.js'
import { notices } from '../../docs/assets/assess/notices.js'
import { shown } from '../../docs/assets/assess/state.js'
import { Shelf, disk, forget } from './memory.js'
import { MODEL, Tab, content } from './world.js'

const { openStore } = await import('../../docs/assets/assess/store.js')

/** @import { Event } from '../../docs/assets/assess/types.d.ts' */

const THOROUGH = process.env.HYPOTHESIS_PROFILE === 'thorough'
let pages = 0
let local = new Shelf()
/** @type {Set<Page>} */
let open = new Set()

beforeEach(() => {
  forget()
  local = new Shelf()
  open = new Set()
})

/** A page whose store and journal are the real ones. */
class Page extends Tab {
  /** @param {string | null} [id] the assessment that it is to open */
  constructor(id = null) {
    super()
    this.journal = openJournal(MODEL, { storage: () => /** @type {any} */ (local), page: `page-${(pages += 1)}`, now: Date.now })
    const nothing = () => {}
    const elsewhere = (/** @type {string} */ of) => this.do({ type: 'elsewhere', id: of })
    this.store = openStore(MODEL, this.journal, { elsewhere, superseded: nothing, changed: nothing, alone: nothing })
    this.under = 0 // how much of the store's work is on its way
    this.named = id
    open.add(this)
    this.do({ type: 'started', id, fields: new Map(), touched: true, hash: '' })
  }

  do(/** @type {Event} */ event) {
    if (!open.has(this)) return this
    super.do(event)
    for (let kept = this.take('journal'); kept; kept = this.take('journal')) this.journal.write(kept.change, kept.id)
    for (let name = this.take('name'); name; name = this.take('name')) this.named = name.id
    const sync = this.take('sync')
    const remove = this.take('remove')
    if (sync) this.carry(this.store.sync(sync.change, sync).then((synced) => ({ type: 'synced', synced })))
    if (remove) this.carry(this.store.remove(remove.id).then(() => ({ type: 'removed' })))
    return this
  }

  /** @param {Promise<Event>} work */
  carry(work) {
    this.under += 1
    work.then((event) => this.do(event)).finally(() => (this.under -= 1))
  }

  /** It is gone; what it kept in its journal stays. */
  close() {
    open.delete(this)
  }

  /** Loaded anew. */
  reload() {
    this.close()
    return new Page(this.named)
  }

  get id() {
    return this.state.storage.id
  }

  get fields() {
    return Object.fromEntries([...shown(this.state).fields].filter(([field]) => field !== ':taken'))
  }
}

/** @param {string | null} [id] */
const openPage = (id) => new Page(id)

const turn = () => new Promise((resolve) => setImmediate(resolve))

async function settled() {
  for (let quiet = 0; quiet < 4; quiet += 1) {
    await turn()
    if ([...open].some(({ under }) => under)) quiet = 0
  }
}

/** What is stored, by its id. */
const records = () => Object.fromEntries(/** @type {[string, any][]} */ ([...(disk.tables.get('assessments') ?? [])]).map(([id, { assessment }]) => [id, said(assessment.responses)]))

/** @param {{ [practice: string]: any }} responses */
const said = (responses) => Object.fromEntries(Object.entries(responses).map(([practice, { answer }]) => [practice, answer]))

/** @param {Page} page */
const kinds = (page) => notices(page.state).map(({ kind }) => kind)

describe('several assessments of one model', () => {
  test('two blank pages are of the same one, and a page that is loaded anew is of its own', async () => {
    const [first, second] = [new Page(), new Page()]
    await settled()
    first.type('alpha', 'missing')
    await settled()
    assert.deepEqual(second.fields, { alpha: 'missing' })
    assert.equal(second.id, first.id)
    const id = await first.store.create(content({ beta: 'ad-hoc' }))
    await settled()
    const third = new Page(id)
    await settled()
    assert.deepEqual([third.fields, first.fields], [{ beta: 'ad-hoc' }, { alpha: 'missing' }])
    const again = second.reload().type('constructor', 'systematic')
    await settled()
    assert.deepEqual([again.fields, third.fields], [{ alpha: 'missing', constructor: 'systematic' }, { beta: 'ad-hoc' }])
    assert.deepEqual(first.fields, again.fields)
    // The current one is what was written last; a page that is to open none in particular opens it.
    third.type('alpha', 'systematic')
    await settled()
    const fourth = new Page()
    await settled()
    assert.equal(fourth.id, id)
  })

  test('what was said on a blank page does not join one that was made meanwhile, now or after a crash', async () => {
    const maker = new Page()
    const [page, crashed] = [new Page(), new Page()]
    await settled()
    const made = maker.store.create(content({ ':name': 'Berlin' }))
    page.type('alpha', 'missing')
    crashed.type('beta', 'missing').close()
    const berlin = await made
    await settled()
    assert.deepEqual(records()[berlin], {})
    const next = new Page(berlin)
    await settled()
    assert.deepEqual(next.fields, { ':name': 'Berlin' })
    const rest = new Page()
    await settled()
    assert.notEqual(rest.id, berlin)
  })

  test('what a crash kept from the disk comes back in its own one', async () => {
    const page = new Page().type('alpha', 'missing')
    await settled()
    const id = await page.store.create(content({}))
    const other = new Page(id)
    await settled()
    page.type('alpha', 'systematic').close()
    other.type('beta', 'ad-hoc').close()
    const [first, second] = [new Page(page.id), new Page(other.id)]
    await settled()
    assert.deepEqual([first.fields, second.fields], [{ alpha: 'systematic' }, { beta: 'ad-hoc' }])
  })

  test('deleting one leaves the others, what was set aside for them, and says so on its other pages', async () => {
    const page = new Page().type('alpha', 'missing')
    await settled()
    const id = await page.store.create({ ...content({ beta: 'ad-hoc' }) })
    const other = new Page(id)
    await settled()
    for (const each of [page, other]) {
      each.do({ type: 'file', name: 'a.json', file: new Blob() })
      const { id: asked } = each.take('read-file') ?? { id: -1 }
      each.do({ type: 'file-read', id: asked, text: '' })
      const assessment = /** @type {any} */ ({ framework: { version: '2.0.0' }, taken: '2026-01-01', respondent: { label: '', group: '' }, responses: { constructor: { answer: 'missing' } } })
      each.do({ type: 'answered', id: asked, kind: 'read', value: { assessment, reviews: [], kept: {} } })
      for (const question of each.state.questions) each.do({ type: 'decided', id: question.id, yes: true })
    }
    await settled()
    assert.deepEqual([page.state.asides.length, other.state.asides.length], [1, 1])
    const twin = new Page(id)
    await settled()
    other.do({ type: 'delete' }).do({ type: 'decided', id: other.state.questions[0]?.id ?? -1, yes: true })
    await settled()
    assert.deepEqual([other.fields, twin.fields, page.fields], [{}, {}, { constructor: 'missing' }])
    assert.deepEqual(Object.keys(records()), [page.id])
    assert.deepEqual([other.named, kinds(other), kinds(twin)], [null, [], ['absent']])
    assert.equal(disk.tables.get('set-aside')?.size, 1)
    // What is answered where it stood begins it anew.
    twin.type('alpha', 'ad-hoc')
    await settled()
    assert.deepEqual(records(), { [String(page.id)]: { constructor: 'missing' }, [id]: { alpha: 'ad-hoc' } })
    assert.deepEqual([other.fields, kinds(twin)], [{ alpha: 'ad-hoc' }, []])
  })

  test('one that is not there is said to be absent, and none of another model is touched', async () => {
    const page = new Page().type('alpha', 'missing')
    await settled()
    const theirs = { id: 'theirs', framework: 'levels', schema: 2 }
    disk.tables.get('assessments')?.set('theirs', theirs)
    for (const name of ['nowhere', 'theirs']) {
      const absent = new Page(name)
      await settled()
      assert.deepEqual([kinds(absent), absent.fields], [['absent'], {}])
      absent.type('beta', 'ad-hoc')
      await settled()
      assert.deepEqual(kinds(absent), [])
      const again = absent.reload()
      await settled()
      assert.deepEqual(again.fields, { beta: 'ad-hoc' })
    }
    assert.equal(disk.tables.get('assessments')?.get('theirs'), theirs)
    assert.deepEqual(page.fields, { alpha: 'missing' })
  })
})

describe('a journal that is on the disk again after a power cut', () => {
  /** What localStorage held at some moment, which it may hold again. */
  const kept = () => new Shelf(local.texts)

  test('brings back nothing that was deleted since', async () => {
    for (const named of [true, false]) {
      forget()
      local = new Shelf()
      const page = new Page()
      if (named) {
        page.type('beta', 'missing')
        await settled()
      }
      page.type('alpha', 'missing')
      const before = kept()
      await settled()
      page.do({ type: 'delete' }).do({ type: 'decided', id: page.state.questions[0]?.id ?? -1, yes: true })
      await settled()
      page.close()
      assert.deepEqual([records(), local.length, before.length], [{}, 0, 1])
      local = before
      const again = [new Page(page.id), new Page()]
      await settled()
      assert.deepEqual([records(), again.map(({ fields }) => fields), local.length], [{}, [{}, {}], 0], named ? 'named' : 'unnamed')
    }
  })

  test('makes no other assessment, and none the current one', async () => {
    const page = new Page().type('alpha', 'missing')
    const before = kept()
    await settled()
    const made = await page.store.create(content({ beta: 'ad-hoc' }))
    await settled()
    const expected = { [String(page.id)]: { alpha: 'missing' }, [made]: { beta: 'ad-hoc' } }
    page.close()
    local = before
    const blank = new Page()
    await settled()
    assert.deepEqual([records(), blank.id, local.length], [expected, made, 0])
    // What was adopted and is stored by now does not count once more.
    const first = new Page(page.id).type('constructor', 'missing')
    const left = kept()
    first.close()
    const second = new Page(page.id)
    const taken = kept()
    await settled()
    new Page(made).type('beta', 'missing')
    await settled()
    const stored = records()
    assert.deepEqual(stored, { [String(page.id)]: { alpha: 'missing', constructor: 'missing' }, [made]: { beta: 'missing' } })
    for (const again of [left, taken]) {
      open.clear()
      local = again
      const third = new Page(second.id)
      await settled()
      assert.deepEqual([records(), local.length], [stored, 0])
      assert.equal(disk.tables.get('current')?.get(MODEL.framework), made)
      assert.equal(third.id, page.id)
    }
  })
})

const step = fc.record({
  do: fc.constantFrom('type', 'type', 'type', 'wait', 'wait', 'settle', 'create', 'blank', 'reload', 'close', 'crash', 'delete', 'returned', 'cut'),
  page: fc.nat(3),
  lost: fc.nat(9),
  field: fc.constantFrom('alpha.evidence', 'beta.evidence'),
  turns: fc.nat(6),
})

test('no order of events brings what was said of one into another, or loses it', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 40, size: 'max' }), async (steps) => {
      forget()
      local = new Shelf()
      open = new Set()
      /** @type {Map<string, { page: Page, id: string | null, blank: boolean, early: boolean, field: string }>} every text was said once, on a page that is of one assessment */
      const texts = new Map()
      const deleted = new Set()
      const made = new Set()
      const resolve = () => {
        for (const text of texts.values()) text.id ??= text.page.id
      }
      const stored = () => structuredClone(['assessments', 'current', 'set-aside'].map((name) => disk.tables.get(name)))
      /** @type {[string, string][][]} what stood in localStorage, after each step */
      const shelves = []
      openPage()
      for (const what of steps) {
        shelves.push([...local.texts])
        const all = [...open]
        const page = all[what.page % Math.max(1, all.length)] ?? new Page()
        if (what.do === 'type') {
          const text = `said ${texts.size}`
          texts.set(text, { page, id: page.id, blank: page.id === null, early: page.state.storage.state === 'opening', field: what.field })
          page.type(what.field, text)
        } else if (what.do === 'wait') for (let i = 0; i < what.turns; i += 1) await turn()
        else if (what.do === 'settle') await settled()
        else if (what.do === 'create') {
          const id = await page.store.create(content({}))
          made.add(id)
          openPage(id)
        } else if (what.do === 'blank') openPage()
        else if (what.do === 'reload') page.reload()
        else if (what.do === 'close') page.close()
        else if (what.do === 'crash') for (const each of all) each.reload()
        else if (what.do === 'delete') {
          await settled()
          resolve()
          if (page.id) deleted.add(page.id)
          page.do({ type: 'delete' }).do({ type: 'decided', id: page.state.questions[0]?.id ?? -1, yes: true })
          await settled()
        } else if (what.do === 'cut') {
          // All is on the disk; what was removed from localStorage is in it once more. That changes nothing.
          await settled()
          resolve()
          for (const id of new Set([null, ...[...texts.values()].map((text) => text.id)])) {
            openPage(id)
            await settled()
          }
          assert.equal(local.length, 0)
          const before = stored()
          local = new Shelf(shelves.at(-1 - what.lost) ?? [])
          const there = [...open]
          for (const each of there) each.reload()
          openPage()
          await settled()
          assert.deepEqual(stored(), before)
          assert.equal(local.length, 0)
          shelves.length = 0
        } else page.do({ type: 'returned' })
        resolve()
      }
      await settled()
      resolve()
      for (const id of new Set([...texts.values()].map((text) => text.id))) openPage(id)
      await settled()
      /** @type {[string, string][]} each text with the record that it stands in */
      const found = []
      for (const [id, record] of disk.tables.get('assessments') ?? []) {
        for (const { evidence } of Object.values(record.drafts)) found.push([evidence, id])
      }
      for (const [text, id] of found) {
        const { id: owner = null, blank, early } = texts.get(text) ?? assert.fail()
        // What is said on a page that has opened none may be taken over by another such page, but joins none that was made apart,
        // unless it was said before the page could know which one is current, or that one was deleted and has begun anew.
        assert.ok(owner === id || (blank && (early || !made.has(id) || deleted.has(id))), `'${text}' of ${owner} stands in ${id}`)
      }
      // The last that was said of a field, where it was never deleted, is there.
      /** @type {Map<string, string>} */
      const last = new Map()
      for (const [text, { id, field }] of texts) if (id && !deleted.has(id)) last.set(`${id} ${field}`, text)
      for (const [where, text] of last) {
        const [id, field] = where.split(' ')
        // Where two pages that had opened none said it in the same moment, that of either counts.
        const others = [...texts].filter(([, each]) => each.field === field && (each.id === id || each.id === null || each.blank)).map(([each]) => each)
        const there = [...found].some(([each, stands]) => stands === id && others.includes(each))
        assert.ok(there, `'${text}' of ${where} is lost`)
      }
      open.clear()
    }),
    { numRuns: THOROUGH ? 2_000 : 60, ...(THOROUGH ? {} : { seed: 20261126 }) },
  )
})
