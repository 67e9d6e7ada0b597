// One question at a time, on narrow screens: a view of the same form, in which a visitor goes from stop to stop. The first is where
// the page begins; then each question that is asked is one, the check of the answers, and the result. A stop is named by its address on
// the page, so that links, a reload and the browser's way back lead to it.

import { hashFor, tabOf } from './panels.js'
import { LOOK, asked, nextOpen } from './questions.js'
import { firstToDo } from './round.js'
import { looking, shown, someAnswered } from './state.js'

/** @import { Event, State, Text, View } from './types.d.ts' */
/** @import { Emit } from './turns.js' */

export const START = ''
export const CHECK = '#check'
export const RESULT = '#report'

/** @param {string} practice */
export const questionAt = (practice) => `#q-${practice}`

/**
 * Whether one question is shown at a time. Who looks at somebody's answers reads them as a whole.
 * @param {State} state
 */
export const single = (state) => state.view.narrow && !state.view.all && !looking(state)

/**
 * What is shown where one is: a practice's question, or none.
 * @param {State} state
 */
export function stopOf(state) {
  const practice = asked(state).practices.find(({ id }) => questionAt(id) === state.at) ?? null
  const kind = practice ? 'question' : state.at === CHECK ? 'check' : state.at === RESULT ? 'result' : 'start'
  return /** @type {const} */ ({ kind, practice })
}

/**
 * The number of the question that is shown, from 1 on; 0 where none is.
 * @param {State} state
 */
export const numberOf = (state) => asked(state).practices.findIndex(({ id }) => questionAt(id) === state.at) + 1

/**
 * The stop that an address leads to; null where it leads to none. A section's address leads to its first open question, or where none is
 * open to its first.
 * @param {State} state
 * @param {string} hash
 */
export function stopAt(state, hash) {
  if (hash === START || hash === CHECK) return hash
  if (tabOf(hash)) return RESULT
  const { fields } = shown(state)
  const meant = asked(state).practices.filter(({ id, section }) => hash === questionAt(id) || hash === `#section-${section}`)
  const practice = meant.find(({ id }) => !fields.has(id)) ?? meant[0]
  return practice ? questionAt(practice.id) : null
}

/**
 * Where the next open question is; null where none is open.
 * @param {State} state
 * @param {number} passed how many questions have been passed where all are on one page
 */
export function openAt(state, passed) {
  const open = nextOpen(state, single(state) ? numberOf(state) : passed)
  return open === null ? null : questionAt(open)
}

/**
 * What the page's address says at a stop.
 * @param {State} state
 */
function hashOf(state) {
  const { kind } = stopOf(state)
  if (kind === 'start') return state.quick ? LOOK : START
  return kind === 'result' ? hashFor(state, state.tab) : state.at
}

/**
 * Where Next leads, and what it is called; null where nothing follows.
 * @param {State} state
 * @returns {{ at: string, text: Text } | null}
 */
export function onward(state) {
  const { fields } = shown(state)
  const { practices } = asked(state)
  const { kind, practice } = stopOf(state)
  const stop = (/** @type {number} */ i) => (practices[i] ? questionAt(practices[i].id) : CHECK)
  if (kind === 'result') return null
  if (kind === 'check') return { at: RESULT, text: { key: 'action.report' } }
  if (practice && state.changing) return { at: CHECK, text: { key: 'action.to_check' } }
  if (practice) return { at: stop(numberOf(state)), text: fields.has(practice.id) ? { key: 'action.next' } : { key: 'action.skip' } }
  if (!someAnswered(asked(state), fields)) return { at: stop(0), text: { key: 'action.start' } }
  const first = firstToDo(asked(state), fields)
  return first < 0 ? { at: RESULT, text: { key: 'resume.result' } } : { at: stop(first), text: { key: 'resume.at', values: { number: first + 1 } } }
}

/**
 * Go to a stop that is not the result.
 * @param {State} state
 * @param {string} at
 * @param {Emit} emit
 * @returns {State}
 */
export function moved(state, at, emit) {
  // Who changes an answer from the list of all answers is led back to it.
  const next = { ...state, at, changing: state.at === CHECK }
  emit({ type: 'address', hash: hashOf(next) })
  emit({ type: 'go-to-stop', at, attended: true, ...(state.changing && at === CHECK ? { from: state.at } : {}) })
  return next
}

/**
 * Go back a stop: by the browser's own history, where that leads there. The last two are not come to in order alone; from them one goes
 * back to where one was.
 * @param {State} state
 * @param {Emit} emit
 */
export function movedBack(state, emit) {
  const { practices } = asked(state)
  const stops = [START, ...practices.map(({ id }) => questionAt(id)), CHECK, RESULT]
  const before = stops[stops.indexOf(state.at) - 1]
  if (before !== undefined) emit({ type: 'back', hash: hashOf({ ...state, at: before }), anywhere: stopOf(state).practice === null })
  return state
}

/**
 * The page's address has come to name a stop, by a link or by the browser's history.
 * @param {State} state
 * @param {string} hash
 * @param {Emit} emit
 * @returns {State}
 */
export function arrived(state, hash, emit) {
  const at = stopAt(state, hash)
  if (at === null || at === state.at) return state
  // A page that is only just opening brings nobody anywhere who may be reading.
  if (single(state) && state.storage.state !== 'opening') emit({ type: 'go-to-stop', at, attended: true })
  return { ...state, at, changing: false }
}

/**
 * A page has opened whose address names no stop: whoever has begun to read before its scripts came stays where they are.
 * @param {State} state
 * @param {Extract<Event, { type: 'started' }>} event
 * @param {Emit} emit
 * @returns {State}
 */
export function begun(state, { hash, seen = START }, emit) {
  if (hash || seen === START || !single(state)) return state
  const next = { ...state, at: seen }
  emit({ type: 'address', hash: hashOf(next), instead: true })
  return next
}

/**
 * Show all on one page, or one at a time; whoever reads a question stays at it.
 * @param {State} state
 * @param {Partial<View>} view
 * @param {string} seen the stop that is in view where all are
 * @param {Emit} emit
 * @returns {State}
 */
export function viewed(state, view, seen, emit) {
  const next = { ...state, view: { ...state.view, ...view } }
  const one = single(next)
  if (one === single(state)) return next
  const there = one ? { ...next, at: seen, changing: false } : next
  if (one) emit({ type: 'address', hash: hashOf(there), instead: true })
  // Who turns the device has not moved on from where they were; who has chosen this is brought there.
  emit({ type: 'go-to-stop', at: there.at, attended: 'all' in view })
  return there
}
