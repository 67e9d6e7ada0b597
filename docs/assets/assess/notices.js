// The notices that a state gives reason for. A notice is there while its cause is, and unless it was dismissed since the cause
// arose; so one that was dismissed stays away until the same thing happens anew.

import { notesWaiting } from './answers.js'
import { absent, looking, shown } from './state.js'

/** @import { Link, Notice, State } from './types.d.ts' */

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
  const { storage, older, scorer, refusal, unremoved, downloaded, asides, lacking, model, link } = state
  const { fields, reviews } = shown(state)
  /** @type {Notice[]} */
  const found = []
  if (looking(state)) return ofLooking(state)
  if (storage.state === 'outdated') {
    found.push({ kind: 'outdated', cause: storage.trouble, text: { key: 'saved.outdated' }, actions: [RELOAD, DOWNLOAD] })
  }
  if (storage.state === 'failed') {
    const actions = storage.why === 'gone' ? [KEEP_AGAIN, DOWNLOAD] : [AGAIN, DOWNLOAD]
    found.push({ kind: 'storage', cause: storage.trouble, text: { key: `unsaved.${storage.why}` }, actions })
  }
  if (absent(state)) found.push({ kind: 'absent', cause: 1, text: { key: 'absent.text' }, actions: [{ key: 'absent.shelf', event: { type: 'shelf' } }] })
  for (const what of /** @type {const} */ (['journal', 'channel', 'persistence'])) {
    // Where nothing is kept, that is told, and the rest does not matter.
    if (!lacking[what] || storage.state !== 'open') continue
    found.push({ kind: what, cause: lacking[what], text: { key: `lacking.${what}` }, actions: [DOWNLOAD] })
  }
  if (link?.refused) found.push(ofRefused(link))
  if (unremoved) found.push({ kind: 'delete', cause: unremoved, text: { key: 'delete.failed' }, actions: [] })
  if (scorer.state === 'failed') {
    found.push(ofScorer(scorer, [AGAIN, DOWNLOAD]))
    if (older) {
      const kept = { key: 'setaside.waiting', values: { version: older.version } }
      const actions = [AGAIN, /** @type {const} */ ({ key: 'setaside.download', event: { type: 'download-older' } })]
      found.push({ kind: 'older', cause: scorer.trouble, text: kept, actions })
    }
  }
  if (refusal) found.push(ofRefusal(refusal))
  if (reviews.length) found.push(ofReviews(model, reviews))
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
 * What is to be looked at again leads to its question, where one is asked.
 * @param {State['model']} model
 * @param {readonly string[]} reviews
 * @returns {Notice}
 */
function ofReviews(model, reviews) {
  const practices = model.practices.filter(({ name }) => reviews.includes(name))
  const list = reviews.filter((each) => !practices.some(({ name }) => name === each))
  return { kind: 'reviews', cause: 1, text: { key: 'upload.reviews' }, list, practices, actions: [] }
}

/**
 * What is told while somebody's answers are looked at. What is the matter with one's own can wait until one is back.
 * @param {State} state
 * @returns {Notice[]}
 */
function ofLooking({ scorer, link, refusal }) {
  const reviews = link?.content?.reviews ?? []
  return [
    ...(scorer.state === 'failed' ? [ofScorer(scorer, link?.content ? [AGAIN, DOWNLOAD] : [AGAIN])] : []),
    ...(refusal ? [ofRefusal(refusal)] : []),
    ...(reviews.length ? [{ kind: 'reviews', cause: 1, text: { key: 'link.reviews' }, list: reviews, actions: [] }] : []),
  ]
}

/**
 * @param {State['scorer']} scorer
 * @param {Notice['actions']} actions
 * @returns {Notice}
 */
const ofScorer = ({ kind, trouble }, actions) => ({ kind: 'scorer', cause: trouble, text: { key: failure(kind), reason: `reason.${kind}` }, actions })

/**
 * @param {NonNullable<State['refusal']>} refusal
 * @returns {Notice}
 */
const ofRefusal = ({ id, text, list, more }) => ({ kind: 'file', cause: id, text, list, more, actions: [] })

/**
 * @param {Link} link
 * @returns {Notice}
 */
const ofRefused = ({ id, refused }) => ({ kind: 'link', cause: id, text: { key: `link.${refused}` }, actions: refused === 'newer' ? [RELOAD] : [] })

/**
 * How a failure of the scorer is told: it did not start, or it stopped.
 * @param {string} kind
 */
export const failure = (kind) => (kind === 'stopped' || kind === 'silent' ? 'report.stopped' : 'report.failed')
