// The smallest moves of the state, of which the others are made.

import { TAKEN, applied, merged } from './answers.js'
import { own, unsaved } from './state.js'
import { isDay } from './typed.js'

/** @import { Change, Content, Effect, State, Storage, Text } from './types.d.ts' */
/** @typedef {(effect: Effect) => void} Emit */

export const PAUSE = 150 // ms without a change, before a result that is shown follows texts, or answers that come one upon the other

/**
 * @param {State} state
 * @param {Partial<Storage>} parts
 * @returns {State}
 */
export const stored = (state, parts) => ({ ...state, storage: { ...state.storage, ...parts } })

/**
 * A state with a number in it that no earlier one has.
 * @param {State} state
 * @param {(serial: number) => Partial<State>} parts
 * @returns {State}
 */
export function numbered(state, parts) {
  const serial = state.serial + 1
  return { ...state, serial, ...parts(serial) }
}

/**
 * @param {State} state
 * @param {Change} change
 * @returns {State}
 */
export function changed(state, change) {
  const { waiting, removing } = state.storage
  const since = removing && { since: merged(removing.since, change) }
  return stored(state, { waiting: merged(waiting, change), removing: since, held: false })
}

/**
 * A change of what the visitor sees. Of answers that are only looked at, it lasts as long as that.
 * @param {State} state
 * @param {Change} change
 * @returns {State}
 */
export function altered(state, change) {
  const { link } = state
  return link?.content ? { ...state, link: { ...link, content: applied(link.content, change) } } : changed(state, change)
}

/**
 * @param {State} state
 * @param {Content} whole
 * @param {Partial<Change>} more
 * @returns {State}
 */
export function replaced(state, whole, more) {
  const { waiting, removing } = state.storage
  // What came after answers of an earlier version, and before they were brought forward, is newer than they are.
  const fields = more.from === undefined ? new Map() : (waiting?.fields ?? new Map())
  const aside = [...(waiting?.aside ?? []), ...(more.aside ?? [])]
  const change = { ...more, whole, fields, aside }
  return stored(state, { waiting: change, removing: removing && { since: change }, held: false })
}

/**
 * Say that something has happened, until the next change.
 * @param {State} state
 * @param {Text} text
 * @param {Emit} emit
 * @returns {State}
 */
export function told(state, text, emit) {
  if (!unsaved(state)) emit({ type: 'announce', what: 'told' })
  return { ...state, told: text }
}

/** @param {State} state */
export const usable = ({ scorer }) => scorer.state !== 'failed'

/**
 * An assessment is dated on the day of its first answer, unless its visitor says otherwise.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
export function dated(state, emit) {
  const { fields } = own(state)
  if (isDay(fields.get(TAKEN)) || state.older || !state.model.practices.some(({ id }) => fields.has(id))) return state
  emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return changed(state, { fields: new Map([[TAKEN, state.today]]) })
}
