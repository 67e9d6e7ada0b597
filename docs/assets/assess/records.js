// What the store holds, looked at with suspicion: other versions of this page wrote there, and anything may be in it.

import { EMPTY, NOTES, applied, choiceOf, contentOf, draftsOf, fileOf, over, practiceOf } from './answers.js'
import { WHOLE, combined, fresh } from './journal.js'
import { roundIn, roundOf } from './round.js'
import { PLAN } from './wish.js'

/** @import { Aside, AssessmentFile, Change, Content, Draft, Model, Response, StoredRecord, Synced } from './types.d.ts' */

export const SCHEMA = /** @type {const} */ (2) // of a record; raise it with a step in the store's `upgrade`

/**
 * What a stored value is to this page: a record of its own, one of an `older` or `newer` version, or something `strange`.
 * @param {unknown} value
 * @param {Model} model
 * @returns {'ours' | 'older' | 'newer' | 'strange'}
 */
export function judged(value, model) {
  if (!isObject(value)) return 'strange'
  if (typeof value.schema === 'number' && value.schema > SCHEMA) return 'newer'
  const { assessment, drafts } = value
  if (value.schema !== SCHEMA || !isAssessment(assessment) || !isObject(drafts)) return 'strange'
  if (assessment.framework.id !== model.framework) return 'strange'
  const { version } = assessment.framework
  if (isEarlier(version, model.version)) return 'older'
  return version === model.version ? 'ours' : 'newer' // a version that is no version compares with nothing, and is newer
}

/**
 * Why a value that was judged cannot be used.
 * @param {unknown} value
 * @returns {Aside}
 */
export function setAside(value) {
  const known = isObject(value) && value.schema === SCHEMA && isAssessment(value.assessment) ? value.assessment.framework.version : ''
  return { reason: known ? { key: 'version', version: known } : { key: 'form' }, record: value }
}

/**
 * A record of this page's own version: what the form has a place for, and the rest as something to set aside.
 * @param {StoredRecord} record
 * @param {Model} model
 * @returns {{ content: Content, strange: Aside | null }}
 */
export function opened(record, model) {
  const choices = new Map(model.practices.map((practice) => [practice.id, practice.choices]))
  const { assessment, drafts, reviews } = record
  const responses = parted(assessment.responses, (practice, response) => isResponse(response, choices.get(practice)))
  const notes = parted(drafts, (practice, draft) => choices.has(practice) && isDraft(draft))
  const content = contentOf({ ...readable(assessment), responses: responses.fit }, notes.fit)
  const count = Object.keys(responses.rest).length + Object.keys(notes.rest).length
  const strange = { ...record, assessment: { ...assessment, responses: responses.rest }, drafts: notes.rest }
  return {
    content: { ...content, fields: over(over(content.fields, planOf(record)), roundOf(record)), reviews: Array.isArray(reviews) ? reviews.filter((name) => typeof name === 'string') : [] },
    strange: count ? { reason: { key: 'responses', count }, record: strange } : null,
  }
}

/**
 * @param {string} id
 * @param {Model} model
 * @param {Content} content
 * @param {string} changed
 */
export function recordOf(id, model, content, changed) {
  const { reviews } = content
  const assessment = fileOf(model, content, '')
  const plan = content.fields.get(PLAN)
  return { schema: SCHEMA, id, framework: model.framework, changed, assessment, drafts: draftsOf(model, content.fields), reviews, ...(plan ? { plan } : {}), ...roundIn(model, content.fields) }
}

/** @param {StoredRecord} record */
const planOf = ({ plan }) => new Map(typeof plan === 'string' ? [[PLAN, plan]] : [])

/**
 * When the fields of a stored value were said.
 * @param {unknown} value
 * @returns {ReadonlyMap<string, number>}
 */
export function timesOf(value) {
  const times = isObject(value) && value.times instanceof Map ? [...value.times] : []
  return new Map(times.filter(([field, time]) => typeof field === 'string' && typeof time === 'number'))
}

/**
 * The same after a change, which was made `now` or when its journal says.
 * @param {ReadonlyMap<string, number>} times
 * @param {Change | null} change
 * @param {number} now
 */
export function timesWith(times, change, now) {
  if (!change) return times
  /** @param {string} field */
  const at = (field) => change.times?.get(field) ?? now
  /** @type {[string, number][]} */
  const fields = [...change.fields.keys()].map((field) => [field, at(field)])
  return new Map(change.whole ? [[WHOLE, at(WHOLE)], ...fields] : [...times, ...fields])
}

/**
 * Answers of an earlier version of the model, with what a page of that version left in its journal.
 * @param {Model} model
 * @param {Synced['older']} older
 * @param {{ version: string, change: Change }} entry
 * @param {ReadonlyMap<string, number>} times
 * @returns {Synced['older']} nothing, where the two do not fit
 */
export function brought({ framework }, older, { version, change }, times) {
  if (older && older.version !== version) return null
  try {
    const content = older ? contentOf(readable(older.assessment), older.drafts) : EMPTY
    const whole = applied(content, fresh(change, content, times))
    const own = modelOf(framework, version, whole)
    return { version, assessment: fileOf(own, whole, ''), drafts: draftsOf(own, whole.fields) }
  } catch {
    return null // anything may be stored
  }
}

/**
 * A record with what pages of its version of the model left in their journals: for who lists or copies it without a page of it. What it
 * says is taken as it stands; a page of it looks at it when it is opened, and writes it.
 * @param {StoredRecord} record
 * @param {readonly { version: string, change: Change }[]} entries
 * @returns {StoredRecord}
 */
export function caughtUp(record, entries) {
  try {
    const { assessment, drafts, plan: _, round: __, unconfirmed: ___, ...rest } = record
    const { version } = assessment.framework
    const change = combined(entries.filter((entry) => entry.version === version).map((entry) => entry.change))
    if (!change) return record
    const { fields, ...content } = contentOf(readable(assessment), drafts)
    const before = { ...content, fields: over(over(fields, planOf(record)), roundOf(record)), reviews: record.reviews }
    const whole = applied(before, fresh(change, before, timesOf(record)))
    return { ...rest, ...recordOf(record.id, modelOf(record.framework, version, whole), whole, record.changed) }
  } catch {
    return record // anything may be stored
  }
}

/**
 * A model of the practices of which something is said.
 * @param {string} framework
 * @param {string} version
 * @param {Content} content
 * @returns {Model}
 */
function modelOf(framework, version, { fields }) {
  const ids = new Set([...fields.keys()].map(practiceOf).filter((id) => id !== null))
  return { framework, version, practices: [...ids].map((id) => ({ id, name: id, section: '', choices: new Map(), marked: false })), others: [] }
}

/**
 * A record of the first form of the store as one of the second, or nothing where it is no such record.
 * @param {unknown} value
 * @param {string} framework
 * @param {string} id
 * @param {string} changed
 * @returns {StoredRecord | null}
 */
export function fromFirst(value, framework, id, changed) {
  if (!isObject(value) || value.schema !== 1 || !isAssessment(value.assessment) || !isObject(value.drafts)) return null
  const { assessment, drafts } = value
  return { schema: SCHEMA, id, framework, of: '', changed, assessment, drafts: /** @type {StoredRecord['drafts']} */ (drafts), reviews: [] }
}

/**
 * Drafts as responses, so that what brings responses into a later version of the model brings drafts along.
 * @param {{ [practice: string]: Draft }} drafts
 * @returns {{ [practice: string]: Response }}
 */
export function asResponses(drafts) {
  const responses = Object.entries(drafts).filter(([, draft]) => isDraft(draft))
  return Object.fromEntries(
    responses.map(([practice, { reason, ...notes }]) => [practice, reason ? { not_applicable: reason, ...notes } : { dont_know: true, ...notes }]),
  )
}

/**
 * The content with notes that were brought along as responses. Where a practice has an answer by now, its own notes stay.
 * @param {Content} content
 * @param {{ [practice: string]: Response }} responses
 * @returns {Content}
 */
export function withDrafts(content, responses) {
  const fields = new Map()
  for (const [practice, response] of Object.entries(responses)) {
    const texts = { ...notesOf(response), reason: 'not_applicable' in response ? response.not_applicable : undefined }
    for (const [part, text] of Object.entries(texts)) {
      if (text && !content.fields.has(`${practice}.${part}`)) fields.set(`${practice}.${part}`, text)
    }
  }
  return applied(content, { fields })
}

/** @param {Response} response */
const notesOf = (response) => Object.fromEntries(NOTES.map((part) => [part, response[part]]))

/**
 * @param {unknown} value
 * @returns {value is { [key: string]: unknown }}
 */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value)

/** @param {unknown} value */
const isText = (value) => value === undefined || typeof value === 'string'

/**
 * Whether the frame of a value is that of an assessment file. Of the responses in it nothing is known.
 * @param {unknown} value
 * @returns {value is AssessmentFile}
 */
function isAssessment(value) {
  if (!isObject(value) || value.format !== 'cx-assessment' || value.format_version !== 1 || !isObject(value.responses)) return false
  const { framework } = value
  return isObject(framework) && typeof framework.id === 'string' && typeof framework.version === 'string'
}

/**
 * An assessment without what is no text where a text should stand.
 * @param {AssessmentFile} assessment
 * @returns {AssessmentFile}
 */
function readable(assessment) {
  /** @param {unknown} value */
  const text = (value) => (typeof value === 'string' ? value : '')
  const { label, group } = isObject(assessment.respondent) ? assessment.respondent : { label: '', group: '' }
  return { ...assessment, name: text(assessment.name), taken: text(assessment.taken), respondent: { label: text(label), group: text(group) } }
}

/**
 * Whether the form can take a stored response whole: the answer is one of its options.
 * @param {unknown} response
 * @param {ReadonlyMap<string, string> | undefined} choices
 */
function isResponse(response, choices) {
  if (!choices || !isObject(response)) return false
  const choice = choiceOf(/** @type {Response} */ (/** @type {unknown} */ (response)))
  return choice !== null && choices.has(choice) && [...NOTES, 'not_applicable'].every((part) => isText(response[part]))
}

/** @param {unknown} draft */
const isDraft = (draft) => isObject(draft) && [...NOTES, 'reason'].every((part) => isText(draft[part]))

/**
 * @template T
 * @param {{ [key: string]: T }} object
 * @param {(key: string, value: T) => boolean} fits
 */
function parted(object, fits) {
  const entries = Object.entries(object)
  /** @param {boolean} wanted */
  const having = (wanted) => Object.fromEntries(entries.filter(([key, value]) => fits(key, value) === wanted))
  return { fit: having(true), rest: having(false) }
}

/**
 * Whether one version comes before another. What is no version compares with nothing.
 * @param {string} one
 * @param {string} other
 */
export function isEarlier(one, other) {
  const [first, second] = [one, other].map((version) => version.split('.').map(Number))
  for (let i = 0; i < 3; i += 1) {
    const difference = (first?.[i] ?? 0) - (second?.[i] ?? 0)
    if (difference) return difference < 0
  }
  return false
}
