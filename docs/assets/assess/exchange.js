// Files on their way in, links on their way out, and the questions before something is lost.

import { contentOf, fileOf } from './answers.js'
import { keptOf } from './forward.js'
import { SCHEMA, judged, opened, recordOf } from './records.js'
import { revived } from './result.js'
import { answered, assessment, countsIn, own, present } from './state.js'
import { PAUSE, numbered, replaced, stored, told } from './turns.js'

/** @import { Aside, Read, Refused, State, Text } from './types.d.ts' */
/** @import { Emit } from './turns.js' */

/**
 * @param {State} state
 * @param {Text} text
 * @param {Refused | null} error
 * @param {Emit} emit
 * @returns {State}
 */
export function refused(state, text, error, emit) {
  const list = error?.kind === 'input' ? error.problems : []
  emit({ type: 'go-to-notice', kind: 'file' })
  return numbered(state, (n) => ({ told: null, refusal: { id: n, text, list, more: list.length ? (error?.more ?? 0) : 0 } }))
}

/**
 * @param {State} state
 * @param {string} name
 * @param {Blob} file
 * @param {Emit} emit
 * @returns {State}
 */
export function fileChosen(state, name, file, emit) {
  const next = numbered(revived(state, emit), (n) => ({ file: { id: n, name }, refusal: null }))
  emit({ type: 'read-file', id: next.serial, file })
  return told(next, { key: 'upload.waiting' }, emit)
}

/**
 * Answers that were read replace those that are here only if there are none, or if the visitor says so.
 * @param {State} state
 * @param {Read} read
 * @param {Emit} emit
 * @returns {State}
 */
export function taken(state, read, emit) {
  if (present(state) || state.older || state.storage.state === 'opening') return questioned(state, { kind: 'upload', read })
  return accepted(state, read, emit)
}

/**
 * @param {State} state
 * @param {Read} read
 * @param {Emit} emit
 * @returns {State}
 */
function accepted(state, read, emit) {
  const content = { ...contentOf(read.assessment), reviews: read.reviews }
  const cleared = numbered(state, (n) => ({ older: null, replaced: n }))
  const next = replaced(cleared, content, { aside: [...beforeOf(state), ...(keptOf(read.assessment, read.kept) ?? [])] })
  emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return told(next, { key: 'upload.done', counts: countsIn(state.model, read.assessment) }, emit)
}

/**
 * What is here, as something that is kept when other answers take its place: all of it, what is wanted of the plan and what is not
 * confirmed yet included.
 * @param {State} state
 * @returns {Aside[]}
 */
function beforeOf(state) {
  if (!present(state)) return []
  const { model } = state
  const count = present(state)
  const before = own(state)
  const { id: _, changed: __, ...record } = recordOf('', model, before, '')
  return [{ reason: { key: 'replaced', version: model.version, count }, record: { ...record, assessment: fileOf(model, before, state.today) } }]
}

/**
 * What was replaced comes back, and what is here now is kept in its place.
 * @param {State} state
 * @param {number} key
 * @param {Emit} emit
 * @returns {State}
 */
export function broughtBack(state, key, emit) {
  const { record } = /** @type {{ record?: any }} */ (state.asides.find((each) => each.key === key) ?? {})
  if (judged({ ...record, schema: SCHEMA }, state.model) !== 'ours') return state // anything may be stored
  const cleared = numbered(state, (n) => ({ older: null, replaced: n }))
  const next = replaced(cleared, opened(record, state.model).content, { aside: beforeOf(state) })
  emit({ type: 'forget', key })
  emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return told(next, { key: 'setaside.back' }, emit)
}

/**
 * A link to what the visitor sees; without an answer it would lead to nothing.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
export function shared(state, emit) {
  if (!answered(state)) return refused(state, { key: 'share.nothing' }, null, emit)
  const next = numbered(revived({ ...state, refusal: null }, emit), (n) => ({ share: { id: n } }))
  emit({ type: 'ask', id: next.serial, kind: 'share', payload: { assessment: assessment(next) } })
  return next
}

/**
 * @param {State} state
 * @param {{ kind: 'delete' } | { kind: 'upload', read: Read }} question
 * @returns {State}
 */
export const questioned = (state, question) => numbered(state, (n) => ({ questions: [...state.questions, { ...question, id: n }] }))

/**
 * @param {State} state
 * @param {number} id
 * @param {boolean} yes
 * @param {Emit} emit
 * @returns {State}
 */
export function decided(state, id, yes, emit) {
  const [question, ...questions] = state.questions
  if (question?.id !== id) return state // not the one that was shown
  const next = { ...state, questions }
  if (question.kind === 'delete') return yes ? stored(next, { removing: { since: null }, held: false }) : next
  return yes ? accepted(next, /** @type {Read} */ (question.read), emit) : next
}
