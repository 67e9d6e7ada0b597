// Answers of an earlier version of the model, brought into this one by the scorer, as an upload would be.

import { contentOf } from './answers.js'
import { asResponses, withDrafts } from './records.js'
import { countsIn, looking } from './state.js'
import { roundForward } from './round.js'
import { PAUSE, numbered, replaced, told, usable } from './turns.js'

/** @import { Change, Read, State, Synced } from './types.d.ts' */
/** @import { Emit } from './turns.js' */

/**
 * @param {State} state
 * @param {NonNullable<Synced['older']>} older
 * @param {Emit} emit
 * @returns {State}
 */
export function forwarded(state, older, emit) {
  const next = numbered(state, (n) => ({ older: { ...older, asked: n, read: null } }))
  if (usable(next)) emit({ type: 'ask', id: next.serial, kind: 'read', payload: { text: JSON.stringify(older.assessment) } })
  return next
}

/**
 * The answers have come forward; then the notes without an answer follow them, in the same way.
 * @param {State} state
 * @param {NonNullable<State['older']>} older
 * @param {Read | null} read nothing, where notes could not be brought forward
 * @param {Emit} emit
 * @returns {State}
 */
export function broughtForward(state, older, read, emit) {
  const responses = asResponses(older.drafts)
  if (!older.read && read && Object.keys(responses).length) {
    const next = numbered(state, (n) => ({ older: { ...older, asked: n, read } }))
    emit({ type: 'ask', id: next.serial, kind: 'read', payload: { text: JSON.stringify({ ...older.assessment, responses }) } })
    return next
  }
  const answers = older.read ?? /** @type {Read} */ (read)
  const notes = older.read ? read : { assessment: { responses: {} }, kept: {} }
  const content = { ...withDrafts(contentOf(answers.assessment), notes?.assessment.responses ?? {}), reviews: answers.reviews }
  const round = roundForward(older, answers.assessment)
  const kept = { ...(notes ? notes.kept : responses), ...answers.kept }
  const next = replaced(state, { ...content, fields: new Map([...content.fields, ...round]) }, { from: older.version, aside: keptOf(older.assessment, kept) })
  emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  const done = { ...next, older: { ...older, read: answers } }
  return looking(done) ? done : told(done, { key: 'saved.forwarded', counts: countsIn(state.model, answers.assessment) }, emit)
}

/**
 * @param {Read['assessment']} file
 * @param {Read['kept']} kept
 * @returns {Change['aside']}
 */
export function keptOf(file, kept) {
  const count = Object.keys(kept).length
  const reason = { key: 'kept', version: file.framework.version, count }
  return count ? [{ reason, record: { assessment: { ...file, responses: kept } } }] : []
}
