// Files of earlier days, beside the answers of the page: each is taken, told to be the same as another one, or refused. Nothing of
// them is kept. What is to come from elsewhere than a file joins with its text, at `read`.

import { asking } from './panels.js'
import { revived } from './result.js'
import { ROUND } from './round.js'
import { besides, own, sameAs } from './state.js'
import { numbered } from './turns.js'

/** @import { AssessmentFile, Kept, State, Text } from './types.d.ts' */
/** @import { Emit } from './turns.js' */

/**
 * @param {State} state
 * @param {readonly { name: string, file: Blob }[]} files
 * @param {Emit} emit
 * @returns {State}
 */
export function compared(state, files, emit) {
  let next = revived(state, emit)
  for (const { name, file } of files) {
    const { trend } = next
    next = numbered(next, (id) => ({ trend: { ...trend, beside: [...trend.beside, { id, name, said: null, assessment: null }] } }))
    emit({ type: 'read-file', id: next.serial, file })
  }
  return { ...next, trend: { ...next.trend, status: { key: 'time.reading' } } }
}

/**
 * It is known which others the visitor has. A round that was begun with the answers of one of them has that one beside it.
 * @param {State} state
 * @param {readonly Kept[]} kept
 * @param {Emit} emit
 * @returns {State}
 */
export function keptListed(state, kept, emit) {
  const before = state.kept.length || !own(state).fields.has(ROUND) ? undefined : kept.find(({ id }) => id === state.storage.of)
  const next = { ...state, kept }
  return before ? comparedKept(next, before, emit) : next
}

/**
 * @param {State} state
 * @param {Kept} kept
 * @param {Emit} emit
 * @returns {State}
 */
export function comparedKept(state, { id: kept, name }, emit) {
  const { trend } = state
  if (trend.beside.some((each) => each.kept === kept)) return state
  const next = numbered(revived(state, emit), (id) => ({
    trend: { ...trend, beside: [...trend.beside, { id, name, kept, said: null, assessment: null }], status: { key: 'time.reading' } },
  }))
  emit({ type: 'read-kept', id: next.serial, kept })
  return next
}

/**
 * @param {State} state
 * @param {number} id
 * @param {Emit} emit
 * @returns {State}
 */
export function uncompared(state, id, emit) {
  const beside = state.trend.beside.filter((each) => each.id !== id)
  return asking({ ...state, trend: { ...state.trend, beside, status: null } }, 'trend', true, emit)
}

/**
 * The text of one has come, and goes to the scorer.
 * @param {State} state
 * @param {number} id
 * @param {string} text
 * @param {Emit} emit
 */
export function read(state, id, text, emit) {
  if (state.trend.beside.some((each) => each.id === id)) emit({ type: 'ask', id, kind: 'beside', payload: { text } })
  return state
}

/**
 * It is known what one holds, or why it is of no use.
 * @param {State} state
 * @param {number} id
 * @param {Text | string} said
 * @param {AssessmentFile | null} assessment
 * @param {Emit} emit
 * @returns {State}
 */
export function laid(state, id, said, assessment, emit) {
  const entry = state.trend.beside.find((each) => each.id === id)
  if (!entry) return state // taken away meanwhile
  const full = { ...entry, said, assessment }
  const beside = state.trend.beside.map((each) => (each === entry ? full : each))
  const next = { ...state, trend: { ...state.trend, beside } }
  /** @param {Text} status */
  const told = (status) => ({ ...next, trend: { ...next.trend, status } })
  const { name } = entry
  if (!assessment) return told({ key: 'time.refused', ...(typeof said === 'string' ? { values: { name, reason: said } } : { values: { name }, reason: said.key }) })
  const same = sameAs(next, full)
  if (same) return told(same)
  return besides(next).length < 2 ? told({ key: 'time.taken', values: { name } }) : asking(next, 'trend', false, emit)
}
