// A world for the page's state: tabs that share a store, and effects that happen when a test lets them.

import { EMPTY, applied } from '../../docs/assets/assess/answers.js'
import { fresh } from '../../docs/assets/assess/journal.js'
import { timesWith } from '../../docs/assets/assess/records.js'
import { first } from '../../docs/assets/assess/state.js'
import { update } from '../../docs/assets/assess/update.js'

/** @import { Change, Content, Effect, Event, Model, State, Synced } from '../../docs/assets/assess/types.d.ts' */

export const TODAY = '2026-11-25'
export const PRACTICES = ['alpha', 'beta', 'constructor']
const CHOICES = ['missing', 'ad-hoc', 'systematic', 'dont-know', 'not-applicable']

/** @type {Model} */
export const MODEL = {
  framework: 'four-stages',
  version: '2.0.0',
  practices: PRACTICES.map((id) => ({ id, name: `Practice ${id}`, section: 's', choices: new Map(CHOICES.map((key) => [key, key])) })),
  others: ['levels', 'path'],
}

/**
 * @param {{ [field: string]: string }} fields
 * @returns {Content}
 */
export const content = (fields) => ({ ...EMPTY, fields: new Map(Object.entries(fields)) })

/** What all tabs share. It keeps every change that was written, in order. */
export class Store {
  content = /** @type {Content | null} */ (null)
  times = /** @type {ReadonlyMap<string, number>} */ (new Map())
  written = /** @type {Change[]} */ ([])

  /**
   * @param {Change | null} change
   * @param {number} [now] when it was asked for
   * @returns {Synced}
   */
  sync(change, now = 0) {
    const bring = change && fresh(change, this.content, this.times)
    if (bring) {
      this.content = applied(this.content ?? EMPTY, bring)
      this.times = timesWith(this.times, bring, now)
      this.written.push(bring)
    }
    return { id: this.content && 'a', content: this.content, times: this.times, older: null, of: '', aside: [], left: null }
  }

  remove() {
    this.content = null
    this.times = new Map()
    this.written.push({ fields: new Map(), whole: EMPTY })
  }
}

export class Tab {
  state = first(MODEL, { site: '../../', address: 'https://example.org/assess/', models: ['four-stages', 'levels'], app: false, sparing: false, view: { narrow: false, all: false } })
  effects = /** @type {Effect[]} */ ([])

  /** @param {Event} event */
  do(event) {
    const [state, effects] = update(this.state, event, TODAY)
    this.state = state
    this.effects.push(...effects)
    return this
  }

  /**
   * Take the first effect of a type, as the effects do when they carry it out.
   * @template {Effect['type']} T
   * @param {T} type
   * @returns {Extract<Effect, { type: T }> | undefined}
   */
  take(type) {
    const at = this.effects.findIndex((effect) => effect.type === type)
    return at < 0 ? undefined : /** @type {Extract<Effect, { type: T }>} */ (this.effects.splice(at, 1)[0])
  }

  /**
   * The page opens, and the store answers.
   * @param {Content | null} [stored]
   * @param {Partial<Extract<Event, { type: 'started' }>>} [how]
   */
  open(stored = null, how = {}) {
    this.do({ type: 'started', id: null, fields: new Map(), touched: true, hash: '', ...how })
    return this.synced(stored)
  }

  /**
   * The store's answer to what it was asked last.
   * @param {Content | null} stored
   * @param {Partial<Synced>} [more]
   */
  synced(stored, more = {}) {
    this.take('sync')
    return this.do({ type: 'synced', synced: { id: stored && 'a', content: stored, times: new Map(), older: null, of: '', aside: [], left: null, ...more } })
  }

  /** What waits to be written has been. */
  written() {
    const { change, known } = this.take('sync') ?? { change: null, known: null }
    return this.synced(applied(known ?? EMPTY, change))
  }

  /** @param {string} field @param {string} text */
  type(field, text) {
    return this.do({ type: 'typed', field, text })
  }

  /** @param {string[]} types */
  kinds(...types) {
    return this.effects.filter(({ type }) => types.includes(type)).map(({ type }) => type)
  }
}
