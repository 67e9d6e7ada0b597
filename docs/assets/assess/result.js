// The scorer and the result: when it starts, when it is asked, and whose answers count.

import { forwarded } from './forward.js'
import { asked, hashFor } from './panels.js'
import { EMPTY_PANEL, keptBack, looking } from './state.js'
import { RESULT } from './stops.js'
import { numbered, stored, usable } from './turns.js'

/** @import { Refused, State, Tab } from './types.d.ts' */
/** @import { Emit } from './turns.js' */

/**
 * The visitor wants a tab of the result.
 * @param {State} state
 * @param {Tab} tab
 * @param {Emit} emit
 * @returns {State}
 */
export function wanted(state, tab, emit) {
  const next = revived({ ...state, tab, wanted: true, at: RESULT, changing: false }, emit)
  emit({ type: 'address', hash: hashFor(next, tab) })
  emit({ type: 'go-to-report', attended: false })
  if (tab === 'time') emit({ type: 'list-kept', but: state.storage.id })
  return asked(next, false, emit)
}

/**
 * Nothing is wanted of the result any more, nor of anything beside it.
 * @param {State} state
 * @returns {State}
 */
export const forgetReport = (state) => ({ ...emptied(state), trend: { ...EMPTY_PANEL, beside: [] } })

/**
 * The answers are other ones, of which no result is wanted yet.
 * @param {State} state
 * @returns {State}
 */
export const emptied = (state) => ({
  ...state,
  tab: 'result',
  wanted: false,
  report: EMPTY_PANEL,
  plan: { ...state.plan, ...EMPTY_PANEL, done: [], order: null, outlook: '' },
  trend: { ...state.trend, ...EMPTY_PANEL },
  through: { ...state.through, ...EMPTY_PANEL, failed: false },
  short: { ...EMPTY_PANEL, text: '', markdown: '', taking: null },
})

/**
 * Whoever waited for the scorer is told. One that ends unasked has cost nobody anything and starts when it is needed.
 * @param {State} state
 * @param {Refused['kind']} kind
 * @param {boolean} wasAsked
 * @returns {State}
 */
export function scorerOver(state, kind, wasAsked) {
  if (!wasAsked) return { ...state, scorer: { ...state.scorer, state: 'idle', percent: 0 } }
  return numbered(state, (n) => ({ scorer: { state: 'failed', kind, trouble: n, percent: 0 } }))
}

/**
 * The visitor wants something that the scorer does: it starts, and takes up what waited for it.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
export function revived(state, emit) {
  if (usable(state)) return state
  /** @type {State} */
  let next = { ...state, scorer: { ...state.scorer, state: 'starting' } }
  emit({ type: 'start-scorer' })
  if (next.older) next = forwarded(next, next.older, emit)
  if (next.link && looking(next) && !next.link.content) emit({ type: 'ask', id: next.link.id, kind: 'open', payload: { code: next.link.code } })
  return next
}

/**
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
export function triedAgain(state, emit) {
  const failed = !usable(state)
  const { storage } = state
  const next = revived(stored(state, { held: keptBack(storage), again: storage.state === 'failed' ? 'returned' : storage.again }), emit)
  return failed && next.wanted ? asked(next, true, emit) : next
}
