// Keeps assessments on this device, in IndexedDB. A promise of a write is kept only once the browser has the data on disk
// (strict durability). What is not there yet is in the journal, which survives what ends before that (decision 0007).
//
// `assessments` holds records by their own id; several of one model can stand side by side, and copies of one (its history,
// what might be) beside it. `current` says, by the model's id, which of them the questionnaire opens. What this page cannot
// use is moved to `set-aside`, never dropped.

import { EMPTY, applied } from './answers.js'
import { openDB } from './idb.js'
import { fresh } from './journal.js'
import { brought, fromFirst, isEarlier, judged, opened, recordOf, setAside, timesOf, timesWith } from './records.js'

/** @import { IDBPDatabase, IDBPObjectStore, IDBPTransaction } from './idb.js' */
/** @import { openJournal } from './journal.js' */
/** @import { Change, Content, Model, StoredRecord, Synced } from './types.d.ts' */

const NAME = 'cx-maturity'
const VERSION = 2 // raise it with a step in `upgrade`
const STRICT = /** @type {const} */ ({ durability: 'strict' })
const MARK = '' // in `current`, where no model's name is empty
const STORES = ['assessments', 'current', 'set-aside']
const LOST = ['InvalidStateError', 'AbortError', 'UnknownError'] // what a transaction fails with whose connection is gone
const OPEN_LIMIT = 10_000 // ms; where storage is broken, some browsers never answer

// The page is older than what is stored: it may write nothing.
export class Outdated extends Error {}

// Another tab holds the store, and does not make way.
export class Blocked extends Error {}

// What the page knew to be stored is not there any more, and the whole database with it. It was not deleted by a page of ours.
export class Gone extends Error {}

/**
 * @param {Model} model
 * @param {ReturnType<typeof openJournal>} journal
 * @param {{ elsewhere: () => void, superseded: () => void, changed: () => void, alone: () => void }} told what is heard
 *   of other tabs; that the connection was closed, or opened late; and that other tabs cannot be heard
 */
export function openStore(model, journal, { elsewhere, superseded, changed, alone }) {
  /** @type {Promise<IDBPDatabase> | null} */
  let opening = null
  let outdated = false
  /** @type {string | null} the mark of the database that this page has seen */
  let seen = null
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
    result.onmessage = ({ data }) => data === model.framework && elsewhere()
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
      const [assessments, current, aside] = STORES.map((name) => tx.objectStore(name))
      const result = await work(/** @type {Stores} */ ({ assessments, current, aside }))
      await tx.done
      return result
    } catch (error) {
      abort(tx)
      throw error
    }
  }

  const told = () => channel?.postMessage(model.framework)

  /** @typedef {ReturnType<typeof journal.ofOthers>} Entries */
  /** @type {Entries} what went into answers of an earlier version, until they are brought forward */
  let joined = []

  database().catch(() => {}) // ahead of need; whoever needs it hears of a failure

  return {
    /**
     * Read, and bring a change into what was read: one transaction, so that two open tabs cannot undo each other. `id` is the
     * record that the page has opened, `known` what it last saw there. While the page is `opening`, a record of a newer version
     * is set aside; later, such a record means that this page is the one that is out of date.
     * @param {Change | null} change
     * @param {{ id: string | null, known: Content | null, opening: boolean }} page
     * @returns {Promise<Synced>}
     */
    async sync(change, page) {
      const now = Date.now() // not when it is written: what is said meanwhile is newer
      const done = await transact(async (stores) => {
        const { assessments, current, aside } = stores
        let wrote = false
        /** @type {Entries} what has come from journals, and what is to follow answers of an earlier version */
        const spent = []
        const joining = [...joined]
        const mark = (await current.get(MARK)) ?? ''
        const gone = seen !== null && seen !== mark
        seen = mark
        if (gone && page.known) throw new Gone('the database is another one')
        /** @param {import('./types.d.ts').Aside} what */
        const keep = (what) => aside.add({ framework: model.framework, when: new Date().toISOString(), ...what })
        const found = await find(stores, page.id)
        let { value } = found
        let kind = value === undefined ? 'none' : judged(value, model)
        if (kind === 'none') {
          const back = await takenBack(stores)
          if (back) [value, kind, wrote] = [back, 'ours', true]
        }
        if (kind === 'newer' && !page.opening) throw new Outdated('the stored answers are of a newer version of this page')
        const times = timesOf(value)
        let older = kind === 'older' ? olderOf(/** @type {StoredRecord} */ (value)) : null
        // What pages of earlier versions left behind joins answers of that version, or is set aside. A later page's is left
        // alone: that page will know what to do with it.
        for (const entry of page.opening ? journal.ofOthers().filter(({ version }) => isEarlier(version, model.version)) : []) {
          const joint = kind === 'older' || kind === 'none' ? brought(model, older, entry, times) : null
          if (joint) {
            older = joint
            joining.push(entry)
          } else {
            const record = brought(model, null, entry, new Map()) ?? entry.text
            for (const what of [{ reason: { key: 'version', version: entry.version }, record }, ...(entry.change.aside ?? [])]) await keep(what)
            spent.push(entry)
          }
        }
        if (older && change?.from === undefined && !change?.whole) {
          return { synced: { id: found.id ?? null, content: null, times, older, aside: await entries(aside) }, wrote, spent, joining }
        }
        let bring = change
        if (bring?.from !== undefined) {
          for (const what of joining.flatMap((entry) => entry.change.aside ?? [])) await keep(what)
          spent.push(...joining.splice(0))
          // Another tab has done it, or everything was deleted meanwhile.
          if (kind !== 'older' && (kind !== 'none' || page.id !== null)) bring = { fields: bring.fields, times: bring.times }
        }
        /** @type {Content | null} */
        let content = null
        if (kind === 'ours') {
          const { content: fit, strange } = opened(/** @type {StoredRecord} */ (value), model)
          content = fit
          if (strange) {
            await keep(strange)
            wrote = true
          }
        } else if (value !== undefined) {
          if (bring?.from === undefined) await keep(setAside(value))
          if (found.id !== undefined) await assessments.delete(found.id)
          if (kind === 'strange' && !page.opening) content = page.known
          wrote = true
        }
        const own = kind === 'ours' ? /** @type {StoredRecord} */ (value) : null
        let written = own ? times : new Map()
        if (bring) bring = fresh(bring, content, written)
        for (const what of bring?.aside ?? []) await keep(what)
        if (bring) {
          content = applied(content ?? EMPTY, bring)
          wrote = true
        }
        const id = own?.id ?? (kind === 'newer' ? undefined : found.id) ?? newId()
        if (wrote && content) {
          written = timesWith(written, bring, now)
          await assessments.put({ ...recordOf(id, model, content, new Date(now).toISOString()), of: own?.of ?? '', times: written })
          await current.put(id, model.framework)
        }
        return { synced: { id: content ? id : null, content, times: written, older: null, aside: await entries(aside) }, wrote, spent, joining }
      })
      journal.drop(done.spent)
      joined = done.joining
      if (done.wrote) told()
      return done.synced
    },

    /**
     * Remove the assessment and all that was set aside.
     * @param {string | null} id
     */
    async remove(id) {
      await transact(async (stores) => {
        const { assessments, current, aside } = stores
        const found = await find(stores, id)
        if (found.id !== undefined) await assessments.delete(found.id)
        await current.delete(model.framework)
        for (const { key } of await entries(aside)) await aside.delete(key)
      })
      journal.clear()
      told()
    },

    /**
     * Remove what was set aside, once its owner no longer wants it.
     * @param {number} key
     */
    forget: (key) => transact(({ aside }) => aside.delete(key)),
  }

  /**
   * The record that the page has opened, or the current one of the model.
   * @param {Stores} stores
   * @param {string | null} id
   */
  async function find({ assessments, current }, id) {
    for (const key of [id, await current.get(model.framework)]) {
      if (typeof key !== 'string') continue
      const value = await assessments.get(key)
      if (value !== undefined) return { id: key, value: /** @type {unknown} */ (value) }
    }
    return { id: undefined, value: undefined }
  }

  /**
   * An older version of this page set aside what it could not use. Where that is a record of ours, it is used again.
   * @param {Stores} stores
   * @returns {Promise<StoredRecord | null>}
   */
  async function takenBack({ aside }) {
    for (const { key, reason, record } of await entries(aside)) {
      if (reason.key !== 'version' || judged(record, model) !== 'ours') continue
      await aside.delete(key)
      return /** @type {StoredRecord} */ (record)
    }
    return null
  }

  /**
   * @param {Stores['aside']} aside
   * @returns {Promise<import('./types.d.ts').AsideEntry[]>}
   */
  async function entries(aside) {
    const [keys, values] = await Promise.all([aside.getAllKeys(), aside.getAll()])
    const all = keys.map((key, i) => ({ ...values[i], key: /** @type {number} */ (key) }))
    return all.filter(({ framework }) => framework === model.framework).map((entry) => ({ ...entry, reason: { ...entry.reason } }))
  }
}

/**
 * @param {StoredRecord} record
 * @returns {NonNullable<Synced['older']>}
 */
const olderOf = ({ assessment, drafts }) => ({ version: assessment.framework.version, assessment, drafts })

/** @typedef {{ assessments: IDBPObjectStore<unknown, string[], string, 'readwrite'>, current: IDBPObjectStore<unknown, string[], string, 'readwrite'>, aside: IDBPObjectStore<unknown, string[], string, 'readwrite'> }} Stores */

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
  if (before < 2) {
    const assessments = db.createObjectStore('assessments', { keyPath: 'id' })
    assessments.createIndex('framework', 'framework')
    assessments.createIndex('of', 'of')
    const current = db.createObjectStore('current')
    if (before === 0) await current.put(newId(), MARK) // by which a page knows that it is still the same database
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
