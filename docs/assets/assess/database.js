// The browser's database: its stores and their versions, the connection to it, which browsers close behind one's back, and what tabs
// tell each other of it. A promise of a write is kept only once the browser has the data on disk (strict durability).
//
// `assessments` holds records by their own id; several of one model stand side by side, and copies of one (its history, what
// might be) beside it. `current` says, by the model's id, which of them a questionnaire opens whose address names none. What no page can
// use is moved to `set-aside`, never dropped. `journals` says up to which of their writes the pages' journals are spent (journal.js).

import { openDB } from './idb.js'
import { fromFirst } from './records.js'

/** @import { IDBPDatabase, IDBPObjectStore, IDBPTransaction } from './idb.js' */
/** @import { Aside, StoredRecord } from './types.d.ts' */

/** What was written, by the id of its model and its own; without the latter it may be any of that model.
 * @typedef {{ framework: string, id?: string }} Written */

const NAME = 'cx-maturity'
const VERSION = 3 // raise it with a step in `upgrade`
const STRICT = /** @type {const} */ ({ durability: 'strict' })
/** In `current`, where no model's name is empty: by this a page knows that it is still the same database. */
export const MARK = ''
const STORES = ['assessments', 'current', 'set-aside', 'journals']
const LOST = ['InvalidStateError', 'AbortError', 'UnknownError'] // what a transaction fails with whose connection is gone
const OPEN_LIMIT = 10_000 // ms; where storage is broken, some browsers never answer

// The page is older than what is stored: it may write nothing.
export class Outdated extends Error {}

// Another tab holds the store, and does not make way.
export class Blocked extends Error {}

/**
 * @param {{ heard: (written: Written) => void, superseded: () => void, changed: () => void, alone: () => void }} told what another
 *   tab has written; that the connection was closed for a newer page, or opened late; and that other tabs cannot be heard
 */
export function openDatabase({ heard, superseded, changed, alone }) {
  /** @type {Promise<IDBPDatabase> | null} */
  let opening = null
  let outdated = false
  /** @type {BroadcastChannel | null} */
  let channel = null

  // The connection, opened when it is first needed and again when the browser has closed it, as some do behind one's back.
  function database() {
    if (outdated) return Promise.reject(new Outdated('a newer version of this page is open'))
    opening ??= connect().catch((error) => {
      opening = null
      throw error.name === 'VersionError' ? new Outdated('the store is of a newer version of this page', { cause: error }) : error
    })
    return opening
  }

  async function connect() {
    // Read from the window here, since a browser may refuse even that.
    if (!window.indexedDB) throw new DOMException('there is no IndexedDB', 'SecurityError')
    /** @type {(error: Error) => void} */
    let stop = () => {}
    const stopped = new Promise((_, reject) => (stop = reject))
    /** @type {unknown} */
    let cause = null
    const asked = openDB(NAME, VERSION, {
      // Wholly or not at all; what failed is told by the opening.
      upgrade(db, before, _, tx) {
        tx.done.catch(() => {})
        upgrade(db, before, tx).catch((error) => {
          cause = error
          abort(tx)
        })
      },
      blocked: () => stop(new Blocked('another tab holds an earlier version of the store')),
      // Another tab has a newer page that wants to upgrade: make way, so that it is not stuck, and write no more. Where the
      // whole database is to be deleted, there is no newer page.
      blocking(_, version, { target }) {
        /** @type {IDBDatabase} */ (target).close()
        opening = null
        if (version === null) return changed()
        outdated = true
        superseded()
      },
      terminated() {
        opening = null
        changed()
      },
    })
    const timer = setTimeout(() => stop(new Error('storage does not answer')), OPEN_LIMIT)
    try {
      const db = /** @type {IDBPDatabase} */ (await Promise.race([asked, stopped]))
      channel ??= listen()
      return db
    } catch (error) {
      asked.then(late, () => {})
      throw cause ?? error
    } finally {
      clearTimeout(timer)
    }
  }

  /**
   * The store has opened after nobody waited any more.
   * @param {IDBPDatabase} db
   */
  function late(db) {
    if (opening) return db.close()
    channel ??= listen()
    opening = Promise.resolve(db)
    changed()
  }

  function listen() {
    if (!window.BroadcastChannel) {
      alone()
      return null
    }
    const result = new BroadcastChannel(NAME)
    // A page of an earlier version says only of which model something was written.
    result.onmessage = ({ data }) => heard(typeof data === 'string' ? { framework: data } : data)
    return result
  }

  /**
   * Do `work` with all stores in one transaction; it has happened, on disk, when this returns, or not at all. Where the
   * connection may be to blame for a failure, it is tried once more with a new one: browsers close connections, some without
   * a word, and in the midst of a transaction.
   * @template T
   * @param {(stores: Stores) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function transact(work) {
    try {
      return await once(work)
    } catch (error) {
      if (!LOST.includes(/** @type {Error} */ (error).name)) throw error
      const db = await opening?.catch(() => null)
      db?.close()
      opening = null
      return once(work)
    }
  }

  /**
   * @template T
   * @param {(stores: Stores) => Promise<T>} work
   * @returns {Promise<T>}
   */
  async function once(work) {
    const tx = (await database()).transaction(STORES, 'readwrite', STRICT)
    tx.done.catch(() => {}) // heard of below, or after what made it fail
    try {
      const [assessments, current, aside, journals] = STORES.map((name) => tx.objectStore(name))
      const result = await work(/** @type {Stores} */ ({ assessments, current, aside, journals }))
      await tx.done
      return result
    } catch (error) {
      abort(tx)
      throw error
    }
  }

  database().catch(() => {}) // ahead of need; whoever needs it hears of a failure

  return {
    transact,

    /**
     * Tell the other tabs what was written.
     * @param {Written} written
     */
    tell: (written) => channel?.postMessage(written),
  }
}

/** @typedef {{ assessments: IDBPObjectStore<unknown, string[], string, 'readwrite'>, current: IDBPObjectStore<unknown, string[], string, 'readwrite'>, aside: IDBPObjectStore<unknown, string[], string, 'readwrite'>, journals: IDBPObjectStore<unknown, string[], string, 'readwrite'> }} Stores */

/**
 * Put another assessment beside those that are there, as the current one of its model unless it is to stay `behind` that. It is apart: what is said on a page that has
 * opened none does not join it. What was set aside before belongs to the one that was current until now.
 * @param {Stores} stores
 * @param {StoredRecord} record
 * @param {readonly Aside[]} [kept] what is set aside for it
 * @param {boolean} [behind]
 */
export async function placed({ assessments, current, aside }, record, kept = [], behind = false) {
  const { id, framework } = record
  const before = await current.get(framework)
  const [keys, values] = await Promise.all([aside.getAllKeys(), aside.getAll()])
  for (const [i, key] of keys.entries()) {
    const entry = values[i]
    if (entry.framework === framework && entry.assessment === undefined && before !== undefined) await aside.put({ ...entry, assessment: before }, key)
  }
  await assessments.put({ ...record, apart: true })
  if (!behind || before === undefined) await current.put(id, framework)
  for (const what of kept) await aside.add(asideOf(framework, id, what))
}

/**
 * Take an assessment out, with what was set aside for it, and tell what that was. What names none belongs to the current one, unless that
 * was made apart.
 * @param {Stores} stores
 * @param {string} framework
 * @param {string | null} id null for a page that has none
 * @param {(unnamed: boolean) => readonly [key: string, kept: number][]} left what is in journals of it, with what names none or without
 */
export async function takenOut({ assessments, current, aside, journals }, framework, id, left) {
  const value = id === null ? undefined : /** @type {StoredRecord | undefined} */ (await assessments.get(id))
  const isCurrent = id !== null && (await current.get(framework)) === id
  const unnamed = id === null || (isCurrent && !value?.apart)
  const [keys, values] = await Promise.all([aside.getAllKeys(), aside.getAll()])
  const asides = keys.flatMap((key, i) => {
    const own = values[i].framework === framework && (values[i].assessment === undefined ? unnamed : values[i].assessment === id)
    return own ? [{ key: /** @type {number} */ (key), value: values[i] }] : []
  })
  if (id !== null) await assessments.delete(id)
  if (isCurrent) await current.delete(framework)
  for (const { key } of asides) await aside.delete(key)
  await noted(journals, left(unnamed))
  return { value, current: isCurrent, unnamed, asides }
}

/**
 * Note that journals are spent up to these writes.
 * @param {Stores['journals']} journals
 * @param {readonly [key: string, kept: number][]} spent
 */
export async function noted(journals, spent) {
  await Promise.all(spent.map(async ([key, kept]) => kept > Number((await journals.get(key)) ?? 0) && journals.put(kept, key)))
}

/**
 * Up to which of their writes journals are spent.
 * @param {Stores['journals']} journals
 * @returns {Promise<Map<string, number>>}
 */
export async function spentOf(journals) {
  const [keys, values] = await Promise.all([journals.getAllKeys(), journals.getAll()])
  return new Map(keys.map((key, i) => [String(key), Number(values[i])]))
}

/**
 * What is set aside, as it is stored.
 * @param {string} framework
 * @param {string} assessment
 * @param {Aside} what
 */
export const asideOf = (framework, assessment, what) => ({ framework, assessment, when: new Date().toISOString(), ...what })

/**
 * From one version of the store to the next.
 * @param {IDBPDatabase} db
 * @param {number} before
 * @param {IDBPTransaction<unknown, string[], 'versionchange'>} tx
 */
async function upgrade(db, before, tx) {
  /** @type {[IDBValidKey, unknown][]} */
  const first = []
  if (before === 0) db.createObjectStore('set-aside', { autoIncrement: true })
  if (before === 1) {
    // In version 1 there was one record a model, by the model's id.
    const old = tx.objectStore('assessments')
    const [keys, values] = await Promise.all([old.getAllKeys(), old.getAll()])
    keys.forEach((key, i) => first.push([key, values[i]]))
    db.deleteObjectStore('assessments')
  }
  if (before < 3) db.createObjectStore('journals')
  if (before < 2) {
    const assessments = db.createObjectStore('assessments', { keyPath: 'id' })
    assessments.createIndex('framework', 'framework')
    assessments.createIndex('of', 'of')
    const current = db.createObjectStore('current')
    if (before === 0) await current.put(newId(), MARK)
    for (const [key, value] of first) {
      const now = new Date().toISOString()
      const framework = String(key)
      const record = fromFirst(value, framework, newId(), now)
      if (record) {
        await assessments.put(record)
        await current.put(record.id, framework)
      } else await tx.objectStore('set-aside').add({ framework, when: now, reason: { key: 'form' }, record: value })
    }
  }
}

// A name that nothing else has.
export function newId() {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** @param {{ abort(): void }} tx */
function abort(tx) {
  try {
    tx.abort()
  } catch {
    // it has ended already
  }
}
