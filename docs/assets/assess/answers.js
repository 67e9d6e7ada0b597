// What a visitor says, field by field, and the same as the values of an assessment file. Nothing here knows a form or a store.

import { isDay } from './typed.js'

/** @import { AssessmentFile, Change, Content, Counts, Draft, Fields, Model, Response } from './types.d.ts' */

export const NOTES = /** @type {const} */ (['evidence', 'evidence_date', 'evidence_owner'])
export const NAME = ':name'
export const TAKEN = ':taken'
export const LABEL = ':respondent.label'
export const GROUP = ':respondent.group'
export const MODE = ':mode'
export const QUICK = 'quick'
const MODES = ['full', QUICK]

/** @type {Content} */
export const EMPTY = { fields: new Map(), rest: {}, reviews: [] }

/** @param {string} field */
export const practiceOf = (field) => (field.startsWith(':') ? null : /** @type {string} */ (field.split('.', 1)[0]))

/**
 * The fields after some of them were changed.
 * @param {Fields} fields
 * @param {Fields} changed
 * @returns {Fields}
 */
export function over(fields, changed) {
  const result = new Map(fields)
  for (const [field, text] of changed) {
    if (text) result.set(field, text)
    else result.delete(field)
  }
  return result
}

/**
 * The content after a change.
 * @param {Content} content
 * @param {Change | null} change
 * @returns {Content}
 */
export function applied(content, change) {
  if (!change) return content
  const { fields, rest, reviews } = change.whole ?? content
  return { fields: over(fields, change.fields), rest, reviews: change.reviewed ? [] : reviews }
}

/**
 * Two changes as one: a later replacement leaves nothing of what came before it, but what was to be set aside.
 * @param {Change | null} first
 * @param {Change} second
 * @returns {Change}
 */
export function merged(first, second) {
  if (!first) return second
  const aside = [...(first.aside ?? []), ...(second.aside ?? [])]
  if (second.whole) return { ...second, aside }
  // Not `over`: an emptied field has to empty what is stored.
  const fields = new Map([...first.fields, ...second.fields])
  const times = first.times && new Map([...first.times].filter(([field]) => !second.fields.has(field)))
  return { ...first, fields, reviewed: first.reviewed || second.reviewed, aside, ...(times ? { times } : {}) }
}

/**
 * What is said of a practice. A draft is what was typed where no response can hold it.
 * @param {Fields} fields
 * @param {string} practice
 * @returns {{ response: Response | null, draft: Draft | null }}
 */
export function said(fields, practice) {
  const choice = fields.get(practice)
  const reason = fields.get(`${practice}.reason`) ?? ''
  /** @type {Draft} */
  const notes = {}
  for (const name of NOTES) {
    const text = fields.get(`${practice}.${name}`)
    if (text && (name !== 'evidence_date' || isDay(text))) notes[name] = text
  }
  const left = { ...(reason && choice !== 'not-applicable' ? { reason } : {}), ...(choice ? {} : notes) }
  return {
    response: choice ? { ...responseOf(choice, reason), ...notes } : null,
    draft: Object.keys(left).length ? left : null,
  }
}

/**
 * @param {string} choice
 * @param {string} reason
 * @returns {Response}
 */
function responseOf(choice, reason) {
  if (choice === 'dont-know') return { dont_know: true }
  return choice === 'not-applicable' ? { not_applicable: reason } : { answer: choice }
}

/**
 * The value of the option that a response is, or nothing.
 * @param {Response} response
 */
export function choiceOf(response) {
  if ('answer' in response) return response.answer
  return 'dont_know' in response ? 'dont-know' : 'not_applicable' in response ? 'not-applicable' : null
}

/**
 * How much has been answered, of so many practices.
 * @param {number} all
 * @param {readonly (string | null)[]} choices the options that were chosen
 * @returns {Counts}
 */
export function countsOf(all, choices) {
  const number = (/** @type {string} */ wanted) => choices.filter((choice) => choice === wanted).length
  const [dont_know, not_applicable] = [number('dont-know'), number('not-applicable')]
  return { answered: choices.length - dont_know - not_applicable, dont_know, not_applicable, open: all - choices.length }
}

/**
 * @param {AssessmentFile} assessment
 * @param {{ [practice: string]: Draft }} [drafts]
 * @returns {Content}
 */
export function contentOf(assessment, drafts = {}) {
  const { name, taken, respondent, responses, id, mode, agreed } = assessment
  /** @type {Map<string, string>} */
  const fields = new Map([[NAME, name ?? ''], [TAKEN, taken], [LABEL, respondent.label], [GROUP, respondent.group]])
  if (mode && MODES.includes(mode)) fields.set(MODE, mode)
  for (const [practice, draft] of Object.entries(drafts)) {
    for (const [part, text] of Object.entries(draft)) fields.set(`${practice}.${part}`, text)
  }
  for (const [practice, response] of Object.entries(responses)) {
    fields.set(practice, choiceOf(response) ?? '')
    for (const part of NOTES) if (response[part]) fields.set(`${practice}.${part}`, response[part])
    if ('not_applicable' in response && response.not_applicable) fields.set(`${practice}.reason`, response.not_applicable)
  }
  const rest = Object.fromEntries(Object.entries({ id, agreed }).filter(([, value]) => value !== undefined))
  return { fields: over(new Map(), fields), rest, reviews: [] }
}

/**
 * The assessment file of what is said. `today` dates one that has no date that can be right; a program of an earlier time may have
 * kept one, of the year 202.
 * @param {Model} model
 * @param {Content} content
 * @param {string} today
 * @returns {AssessmentFile}
 */
export function fileOf(model, { fields, rest }, today) {
  const name = fields.get(NAME)
  const taken = fields.get(TAKEN)
  const mode = /** @type {AssessmentFile['mode']} */ (fields.get(MODE))
  return {
    format: 'cx-assessment',
    format_version: 1,
    framework: { id: model.framework, version: model.version },
    taken: taken && isDay(taken) ? taken : today,
    respondent: { label: fields.get(LABEL) ?? '', group: fields.get(GROUP) ?? '' },
    ...rest,
    ...(mode ? { mode } : {}),
    responses: responsesOf(model, fields),
    ...(name ? { name } : {}),
  }
}

/**
 * @param {Model} model
 * @param {Fields} fields
 */
export const responsesOf = (model, fields) => byPractice(model, (id) => said(fields, id).response)

/**
 * @param {Model} model
 * @param {Fields} fields
 */
export const draftsOf = (model, fields) => byPractice(model, (id) => said(fields, id).draft)

/**
 * @template T
 * @param {Model} model
 * @param {(practice: string) => T | null} what
 * @returns {{ [practice: string]: T }}
 */
function byPractice(model, what) {
  const found = model.practices.map(({ id }) => /** @type {const} */ ([id, what(id)]))
  return Object.fromEntries(found.flatMap(([id, value]) => (value ? [[id, value]] : [])))
}

/**
 * Whether a quick look is all that is said: that is its mode, and nothing is answered but what is marked for one.
 * @param {string | undefined} mode
 * @param {readonly string[]} given the practices with an answer
 * @param {readonly string[]} marked
 */
export const isQuick = (mode, given, marked) => mode === QUICK && marked.length > 0 && given.every((id) => marked.includes(id))

/**
 * The practices of which something is said, be it only a note.
 * @param {Model} model
 * @param {Fields} fields
 */
export function touched(model, fields) {
  const own = new Set([...fields.keys()].map(practiceOf))
  return model.practices.filter(({ id }) => own.has(id))
}

/**
 * The practices with a note and without an answer: their notes are in no assessment file.
 * @param {Model} model
 * @param {Fields} fields
 */
export function notesWaiting(model, fields) {
  return model.practices.filter(({ id }) => !fields.has(id) && NOTES.some((part) => fields.has(`${id}.${part}`)))
}
