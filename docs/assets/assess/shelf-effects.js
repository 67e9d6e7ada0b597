// Carries out what the update of *My assessments* asks for, and tells what came of it as another event.

import { openAsking } from './asking.js'
import { Outdated, asideOf, newId, openDatabase, placed, spentOf, takenOut } from './database.js'
import { downloadJson, fileRead } from './files.js'
import { WHOLE, journalsOf, numbersOf, ofOne, unspent } from './journal.js'
import { answering } from './outcomes.js'
import { SCHEMA, caughtUp } from './records.js'

/** @import { Setup } from './contract.d.ts' */
/** @import { Effect, Event } from './shelf-types.d.ts' */
/** @import { Entry } from './journal.js' */
/** @import { StoredRecord } from './types.d.ts' */

/**
 * @param {(event: Event) => void} dispatch
 * @param {{ setup: Setup, site: string }} parts
 * @returns {(effect: Effect) => void}
 */
export function carrying(dispatch, parts) {
  const answer = answering(dispatch)

  // With what a page had no time to write that was left or closed just now.
  async function list() {
    const { records, last, spent } = await store.transact(async ({ assessments, current, journals }) => {
      const [found, frameworks, ids] = await Promise.all([assessments.getAll(), current.getAllKeys(), current.getAll()])
      return { records: /** @type {StoredRecord[]} */ (found), last: new Map(frameworks.map((framework, i) => [framework, ids[i]])), spent: await spentOf(journals) }
    })
    const whole = records.map((record) => {
      const { framework, id, apart } = Object(record)
      return caughtUp(record, unspent(ofOne(journalsOf(() => localStorage, framework), id, last.get(framework) === id && !apart), spent))
    })
    return { type: /** @type {const} */ ('listed'), records: whole }
  }

  const again = () => answer(list(), (error) => ({ type: 'unlisted', why: error instanceof Outdated ? 'outdated' : 'refused' }))
  const store = openDatabase({ heard: again, changed: again, superseded: again, alone: () => {} })
  const ask = openAsking(dispatch, parts)

  /** @param {Promise<Event>} work */
  const written = (work) => answer(work, () => ({ type: 'unwritten' }))

  /** @param {Extract<Effect, { type: 'create' }>} effect @returns {Promise<Event>} */
  async function create({ fresh, aside, place }) {
    const now = Date.now()
    const id = newId()
    await store.transact((stores) => placed(stores, { ...fresh, schema: SCHEMA, id, changed: new Date(now).toISOString(), times: new Map([[WHOLE, now]]) }, aside))
    store.tell({ framework: fresh.framework, id })
    return { type: 'made', id, model: fresh.framework, place }
  }

  /** @param {Extract<Effect, { type: 'rename' }>} effect @returns {Promise<Event>} */
  async function rename({ id, name }) {
    const framework = await store.transact(async ({ assessments }) => {
      const record = /** @type {StoredRecord | undefined} */ (await assessments.get(id))
      if (!record) return ''
      const { name: _, ...rest } = record.assessment
      // A journal that is older than this name does not bring another one back.
      const times = new Map([...(record.times ?? []), [':name', Date.now()]])
      await assessments.put({ ...record, assessment: name ? { ...rest, name } : rest, times })
      return record.framework
    })
    if (framework) store.tell({ framework, id })
    return { type: 'written' }
  }

  /** @param {Extract<Effect, { type: 'remove' }>} effect @returns {Promise<Event>} */
  async function remove({ id, framework }) {
    /** @type {Entry[]} */
    let journals = []
    const removed = await store.transact((stores) =>
      takenOut(stores, framework, id, (unnamed) => {
        journals = ofOne(journalsOf(() => localStorage, framework), id, unnamed)
        return numbersOf(journals)
      }),
    )
    for (const { key } of journals) localStorage.removeItem(key)
    store.tell({ framework, id })
    return { type: 'deleted', removed: { ...removed, id, framework, journals } }
  }

  /** @param {Extract<Effect, { type: 'restore' }>} effect @returns {Promise<Event>} */
  async function restore({ removed: { id, framework, value, current: was, asides, journals } }) {
    await store.transact(async ({ assessments, current, aside, journals: spent }) => {
      // Another tab may have gone on meanwhile, under the same name; what it holds stays beside what comes back.
      const meanwhile = /** @type {StoredRecord | undefined} */ (await assessments.get(id))
      if (meanwhile) await aside.add(asideOf(framework, id, { reason: { key: 'replaced', version: meanwhile.assessment?.framework?.version }, record: meanwhile }))
      await assessments.put(value)
      if (was) await current.put(id, framework)
      for (const each of asides) await aside.put(each.value, each.key)
      for (const { key } of journals) await spent.delete(key)
    })
    for (const { key, text } of journals) localStorage.setItem(key, text)
    store.tell({ framework, id })
    return { type: 'written' }
  }

  // A page that comes to the front reads in any case, where tabs cannot hear each other.
  document.addEventListener('visibilitychange', () => document.hidden || again())
  addEventListener('pageshow', ({ persisted }) => persisted && again())

  return (effect) => {
    switch (effect.type) {
      case 'list':
        return again()
      case 'create':
        return written(create(effect))
      case 'rename':
        return written(rename(effect))
      case 'remove':
        return written(remove(effect))
      case 'restore':
        return written(restore(effect))
      case 'go':
        return location.assign(effect.address)
      case 'read-file':
        return fileRead(effect.id, effect.file).then(dispatch)
      case 'download':
        return downloadJson(effect.name, effect.value)
      case 'ask':
        return ask(effect)
    }
  }
}
