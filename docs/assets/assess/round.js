// The next round: another assessment that begins with the answers of an earlier one. Each of them is unconfirmed until its visitor says
// that it still holds, or changes it. That is kept beside the answers, a field a practice, so that it is saved, brought to other tabs and
// restored as they are; no file holds it.

import { MODE, TAKEN } from './answers.js'
import { isDay } from './typed.js'
import { PLAN } from './wish.js'

/** @import { AssessmentFile, Content, Fields, Model } from './types.d.ts' */

/** The day of the answers that a round began with. */
export const ROUND = ':round'
const PART = 'unconfirmed'

/**
 * The day of which an assessment is, as a round that begins with its answers names it.
 * @param {string | undefined} taken
 * @param {string} today
 */
export const dayOf = (taken, today) => (taken && isDay(taken) ? taken : today)

/** @param {string} practice */
export const fieldOf = (practice) => `${practice}.${PART}`

/**
 * What the next round begins with. What belongs to the one before stays there: what is wanted of its plan, what was to be looked at again,
 * and whatever says which assessment it is or that a team agreed on it.
 * @param {Model} model
 * @param {Content} content
 * @param {string} today
 * @returns {Content}
 */
export function nextRound(model, { fields }, today) {
  const answered = model.practices.filter(({ id }) => fields.has(id)).map(({ id }) => /** @type {const} */ ([fieldOf(id), 'yes']))
  const next = new Map([...fields, ...answered, [ROUND, dayOf(fields.get(TAKEN), today)], [TAKEN, today]])
  next.delete(PLAN)
  next.delete(MODE)
  return { fields: next, rest: {}, reviews: [] }
}

/**
 * The same of an assessment that is kept and not on a page: the parts of its record that differ from another one's.
 * @param {AssessmentFile} before
 * @param {string} today
 */
export function nextRoundOf(before, today) {
  const { id: _, agreed: __, mode: ___, ...assessment } = before
  return { assessment: { ...assessment, taken: today }, round: dayOf(assessment.taken, today), unconfirmed: Object.keys(assessment.responses) }
}

/**
 * The practices whose answer is not confirmed yet.
 * @param {Model} model
 * @param {Fields} fields
 */
export const unconfirmed = (model, fields) => model.practices.filter(({ id }) => fields.has(id) && fields.has(fieldOf(id)))

/**
 * Where the first practice stands that has no answer, or one that is not confirmed; -1 where there is none.
 * @param {Model} model
 * @param {Fields} fields
 */
export const firstToDo = (model, fields) => model.practices.findIndex(({ id }) => !fields.has(id) || fields.has(fieldOf(id)))

/**
 * A change of a field: who answers anew, or takes the answer away, has said what holds now.
 * @param {Fields} fields
 * @param {string} field
 * @param {string} text
 * @returns {Fields}
 */
export const confirming = (fields, field, text) => new Map([[field, text], ...(fields.has(fieldOf(field)) ? [/** @type {const} */ ([fieldOf(field), ''])] : [])])

/**
 * What a record holds of it.
 * @param {Model} model
 * @param {Fields} fields
 */
export function roundIn(model, fields) {
  const round = fields.get(ROUND)
  const open = unconfirmed(model, fields).map(({ id }) => id)
  return { ...(round ? { round } : {}), ...(open.length ? { unconfirmed: open } : {}) }
}

/**
 * The same as fields.
 * @param {{ round?: unknown, unconfirmed?: unknown }} record anything may be stored
 * @returns {Map<string, string>}
 */
export function roundOf({ round, unconfirmed: open }) {
  /** @type {[string, string][]} */
  const fields = (Array.isArray(open) ? open : []).filter((id) => typeof id === 'string').map((id) => [fieldOf(id), 'yes'])
  return new Map(typeof round === 'string' && isDay(round) ? [[ROUND, round], ...fields] : [])
}

/**
 * What of the answers that a later version of the model has brought forward is not confirmed: all that was not confirmed before under the
 * same name.
 * @param {{ round?: string, unconfirmed?: readonly string[], assessment: AssessmentFile }} older
 * @param {AssessmentFile} assessment
 */
export function roundForward({ round, unconfirmed: open = [], assessment: before }, assessment) {
  if (!round) return new Map()
  const confirmed = Object.keys(before.responses).filter((id) => !open.includes(id))
  return roundOf({ round, unconfirmed: Object.keys(assessment.responses).filter((id) => !confirmed.includes(id)) })
}
