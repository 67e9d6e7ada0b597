// A browser's storage in memory, for the tests of what is kept: a database as `idb` gives it, whose transactions come one after
// another and happen wholly or not at all; localStorage; and tabs that hear each other.

import { registerHooks } from 'node:module'

// The site puts the library beside our modules; here this file stands for it.
registerHooks({ resolve: (name, context, next) => (name === './idb.js' ? { url: import.meta.url, shortCircuit: true } : next(name, context)) })

/** localStorage, as a browser has it. */
export class Shelf {
  constructor(/** @type {Iterable<[string, string]>} */ texts = []) {
    this.texts = new Map(texts)
  }
  get length() {
    return this.texts.size
  }
  key(/** @type {number} */ at) {
    return [...this.texts.keys()][at] ?? null
  }
  getItem(/** @type {string} */ key) {
    return this.texts.get(key) ?? null
  }
  setItem(/** @type {string} */ key, /** @type {string} */ text) {
    this.texts.set(key, text)
  }
  removeItem(/** @type {string} */ key) {
    this.texts.delete(key)
  }
}

/** @typedef {Map<any, any>} Table */

/** What is on the disk: the tables by their names. */
export const disk = { tables: /** @type {Map<string, Table>} */ (new Map()), last: Promise.resolve(), key: 0 }
/** @type {Set<{ onmessage?: (event: { data: unknown }) => void }>} */
const channels = new Set()

/** A browser that has kept nothing yet. */
export function forget() {
  disk.tables = new Map()
  channels.clear()
}

/** @param {string} name @param {() => Map<string, Table>} tables @param {() => void} used */
function store(name, tables, used) {
  const table = () => /** @type {Table} */ (tables().get(name))
  /** @template T @param {() => T} work */
  const asked = async (work) => {
    used()
    await undefined
    return structuredClone(work())
  }
  return {
    createIndex() {},
    get: (/** @type {unknown} */ key) => asked(() => table().get(key)),
    getAll: () => asked(() => [...table().values()]),
    getAllKeys: () => asked(() => [...table().keys()]),
    put: (/** @type {any} */ value, /** @type {unknown} */ key) => asked(() => void table().set(key ?? value.id, structuredClone(value))),
    add: (/** @type {unknown} */ value) => asked(() => void table().set((disk.key += 1), structuredClone(value))),
    delete: (/** @type {unknown} */ key) => asked(() => void table().delete(key)),
  }
}

const copied = () => new Map([...disk.tables].map(([name, table]) => [name, new Map(table)]))

function transaction() {
  const before = disk.last
  /** @type {Map<string, Table>} */
  let tables
  let busy = 0
  let aborted = false
  /** @type {() => void} */
  let free = () => {}
  disk.last = new Promise((resolve) => (free = resolve))
  const turn = before.then(() => void (tables = copied()))
  const done = turn.then(
    () =>
      new Promise((resolve, reject) => {
        // It ends by itself when nothing more is asked of it.
        let seen = -1
        const look = () => {
          if (aborted || seen === busy) {
            if (!aborted) disk.tables = tables
            free()
            if (aborted) reject(new DOMException('aborted', 'AbortError'))
            else resolve(undefined)
          } else {
            seen = busy
            setImmediate(look)
          }
        }
        setImmediate(look)
      }),
  )
  /** @param {string} name */
  const objectStore = (name) => {
    const inner = store(name, () => tables, () => (busy += 1))
    return Object.fromEntries(Object.entries(inner).map(([key, ask]) => [key, async (/** @type {[any, any]} */ ...values) => turn.then(() => ask(...values))]))
  }
  return { objectStore, done, abort: () => (aborted = true) }
}

/** @param {string} _name @param {number} _version @param {{ upgrade: (db: any, before: number, after: number, tx: any) => void }} how */
export async function openDB(_name, _version, { upgrade }) {
  const db = {
    transaction,
    close() {},
    createObjectStore(/** @type {string} */ name) {
      disk.tables.set(name, new Map())
      return store(name, () => disk.tables, () => {})
    },
  }
  if (!disk.tables.size) upgrade(db, 0, 2, { done: Promise.resolve() })
  return db
}

class Channel {
  constructor() {
    /** @type {((event: { data: unknown }) => void) | undefined} */
    this.onmessage = undefined
    channels.add(this)
  }
  postMessage(/** @type {unknown} */ data) {
    for (const other of channels) if (other !== this) setImmediate(() => other.onmessage?.({ data: structuredClone(data) }))
  }
}

Object.assign(globalThis, { window: { indexedDB: {}, BroadcastChannel: Channel }, BroadcastChannel: Channel })
