// The notices that a state gives reason for. A notice is there while its cause is, and unless it was dismissed since the cause
// arose; so one that was dismissed stays away until the same thing happens anew.

import { notesWaiting } from './answers.js'
import { shown } from './state.js'

/** @import { Notice, State } from './types.d.ts' */

const DOWNLOAD = /** @type {const} */ ({ key: 'action.download', event: { type: 'download' } })
const AGAIN = /** @type {const} */ ({ key: 'action.again', event: { type: 'try-again' } })
const KEEP_AGAIN = /** @type {const} */ ({ key: 'action.keep', event: { type: 'keep-again' } })
const RELOAD = /** @type {const} */ ({ key: 'action.reload', event: { type: 'reload' } })
const REASONS = ['version', 'form', 'responses', 'kept', 'replaced']
const OWN_TEXT = ['kept', 'replaced']

/**
 * @param {State} state
 * @returns {Notice[]}
 */
export function notices(state) {
  return all(state).filter(({ kind, cause }) => state.dismissed.get(kind) !== cause)
}

/**
 * @param {State} state
 * @returns {Notice[]}
 */
function all(state) {
  const { storage, older, scorer, refusal, unremoved, downloaded, asides, lacking, model } = state
  const { fields, reviews } = shown(state)
  /** @type {Notice[]} */
  const found = []
  if (storage.state === 'outdated') {
    found.push({ kind: 'outdated', cause: storage.trouble, text: { key: 'saved.outdated' }, actions: [RELOAD, DOWNLOAD] })
  }
  if (storage.state === 'failed') {
    const actions = storage.why === 'gone' ? [KEEP_AGAIN, DOWNLOAD] : [AGAIN, DOWNLOAD]
    found.push({ kind: 'storage', cause: storage.trouble, text: { key: `unsaved.${storage.why}` }, actions })
  }
  for (const what of /** @type {const} */ (['journal', 'channel', 'persistence'])) {
    // Where nothing is kept, that is told, and the rest does not matter.
    if (!lacking[what] || storage.state !== 'open') continue
    found.push({ kind: what, cause: lacking[what], text: { key: `lacking.${what}` }, actions: [DOWNLOAD] })
  }
  if (unremoved) found.push({ kind: 'delete', cause: unremoved, text: { key: 'delete.failed' }, actions: [] })
  if (scorer.state === 'failed') {
    const text = { key: failure(scorer.kind), reason: `reason.${scorer.kind}` }
    found.push({ kind: 'scorer', cause: scorer.trouble, text, actions: [AGAIN, DOWNLOAD] })
    if (older) {
      const kept = { key: 'setaside.waiting', values: { version: older.version } }
      const actions = [AGAIN, /** @type {const} */ ({ key: 'setaside.download', event: { type: 'download-older' } })]
      found.push({ kind: 'older', cause: scorer.trouble, text: kept, actions })
    }
  }
  if (refusal) {
    found.push({ kind: 'file', cause: refusal.id, text: refusal.text, list: refusal.list, more: refusal.more, actions: [] })
  }
  if (reviews.length) found.push({ kind: 'reviews', cause: 1, text: { key: 'upload.reviews' }, list: reviews, actions: [] })
  const waiting = downloaded ? notesWaiting(model, fields) : []
  if (waiting.length) {
    const text = { key: 'notes.waiting', values: { count: waiting.length } }
    found.push({ kind: 'notes', cause: downloaded, text, practices: waiting, actions: [{ key: 'notes.download', event: { type: 'download-notes' } }] })
  }
  for (const { key, reason } of asides) {
    // A reason may be anything, as all that is stored.
    const name = REASONS.includes(reason.key) ? reason.key : 'form'
    const values = { version: String(reason.version), count: Number(reason.count) }
    found.push({
      kind: `aside-${key}`,
      cause: 1,
      text: OWN_TEXT.includes(name) ? { key: `setaside.${name}`, values } : { key: 'setaside.text', values, reason: `setaside.reason.${name}` },
      actions: [
        ...(name === 'replaced' && reason.version === model.version ? [{ key: 'setaside.bring', event: /** @type {const} */ ({ type: 'bring-back', key }) }] : []),
        { key: 'setaside.download', event: { type: 'download-aside', key } },
        { key: 'setaside.forget', event: { type: 'forget', key } },
      ],
    })
  }
  return found
}

/**
 * How a failure of the scorer is told: it did not start, or it stopped.
 * @param {string} kind
 */
export const failure = (kind) => (kind === 'stopped' || kind === 'silent' ? 'report.stopped' : 'report.failed')
