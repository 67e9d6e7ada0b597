// What happens to the state of *My assessments* when something happens: `update(state, event, today)` gives the next state and the
// effects that are to be carried out. It is pure; whatever comes back from an effect is another event.
//
// What is listed is always what is stored: whatever is written, here or in another tab, is followed by reading it again.

import { addressOf } from './address.js'
import { QUICK } from './answers.js'
import { cardOf } from './cards.js'
import { keptOf } from './forward.js'
import { nextRoundOf } from './round.js'

/** @import { AssessmentFile } from './contract.d.ts' */
/** @import { Effect, Event, Fresh, Item, Model, State } from './shelf-types.d.ts' */
/** @import { Refused, StoredRecord, Text } from './types.d.ts' */
/** @typedef {(effect: Effect) => void} Emit */

/**
 * @param {readonly Model[]} models
 * @returns {State}
 */
export const first = (models) => ({
  models,
  records: null,
  trouble: null,
  renaming: null,
  leaving: false,
  removed: null,
  items: [],
  refusals: [],
  serial: 0,
  scorer: { percent: 0, failed: null },
  told: null,
})

/**
 * The cards, of which the last that was changed is the first.
 * @param {State} state
 */
export function cards({ records, models }) {
  const when = (/** @type {unknown} */ record) => String(/** @type {Partial<StoredRecord>} */ (record).changed ?? '')
  return (records ?? []).toSorted((one, other) => (when(one) < when(other) ? 1 : -1)).map((record) => cardOf(record, models))
}

/**
 * @param {State} state
 * @param {Event} event
 * @param {string} today the date where the visitor is
 * @returns {[State, Effect[]]}
 */
export function update(state, event, today) {
  /** @type {Effect[]} */
  const effects = []
  return [happened(state, event, today, (effect) => effects.push(effect)), effects]
}

/**
 * @param {State} state
 * @param {Event} event
 * @param {string} today
 * @param {Emit} emit
 * @returns {State}
 */
function happened(state, event, today, emit) {
  switch (event.type) {
    case 'listed':
      return { ...state, records: event.records, trouble: null, leaving: false }
    case 'unlisted':
      return { ...state, records: state.records ?? [], trouble: event.why }
    case 'written':
      emit({ type: 'list' })
      return state
    case 'unwritten':
      return { ...state, leaving: false, told: { key: 'shelf.unwritten' } }
    case 'start':
      return started(state, event, today, emit)
    case 'made':
      if (event.place === null) emit({ type: 'list' })
      else emit({ type: 'go', address: addressOf(modelOf(state, event.model)?.questionnaire ?? '', event.id, event.place) })
      return state
    case 'copy':
      return copied(state, event.id, event.name, emit)
    case 'round':
      return nextRound(state, event.id, today, emit)
    case 'rename':
      return { ...state, renaming: event.id, told: null }
    case 'named':
      emit({ type: 'rename', id: event.id, name: event.name.trim() })
      return { ...state, renaming: null, told: null }
    case 'download':
      return downloaded(state, event.id, today, emit)
    case 'delete':
      emit({ type: 'remove', id: event.id, framework: String(recordOf(state, event.id)?.framework ?? '') })
      return { ...state, renaming: null, told: null }
    case 'deleted':
      emit({ type: 'list' })
      return { ...state, removed: event.removed }
    case 'bring-back':
      if (state.removed) emit({ type: 'restore', removed: state.removed })
      return { ...state, removed: null, told: { key: 'shelf.back' } }
    case 'files':
      return event.files.reduce((/** @type {State} */ next, { name, file }) => {
        const id = next.serial + 1
        emit({ type: 'read-file', id, file })
        return { ...next, serial: id, told: null, items: [...next.items, { id, name, text: null, model: 0 }] }
      }, state)
    case 'file-read':
      return asking({ ...state, items: state.items.map((item) => (item.id === event.id ? { ...item, text: event.text } : item)) }, event.id, emit)
    case 'file-unread':
      return refused(state, event.id, { key: `upload.${event.reason}` }, null)
    case 'answered':
      return read(state, event, emit)
    case 'unanswered':
      // What was asked waits until its visitor has it tried again.
      if (event.error.kind !== 'input') return { ...state, scorer: { percent: 0, failed: event.error.kind } }
      return refused(state, event.id, { key: 'shelf.bad' }, event.error)
    case 'scorer-progress':
      return { ...state, scorer: { ...state.scorer, percent: event.percent } }
    case 'try-again': {
      const next = { ...state, scorer: { ...state.scorer, failed: null } }
      if (state.trouble) emit({ type: 'list' })
      return state.items.reduce((/** @type {State} */ each, { id }) => asking(each, id, emit), next)
    }
    case 'dismiss':
      return { ...state, refusals: state.refusals.filter(({ id }) => id !== event.id) }
  }
}

/** @param {State} state @param {string} id */
const recordOf = ({ records }, id) => /** @type {StoredRecord | undefined} */ (records?.find((each) => /** @type {Partial<StoredRecord>} */ (each).id === id))

/** @param {State} state @param {string} id */
const modelOf = ({ models }, id) => models.find((model) => model.id === id)

/**
 * Another assessment is begun. Where there is none of its model yet and it has no name, or where nothing can be kept, the questionnaire
 * itself is the beginning: nothing is written before the first answer.
 * @param {State} state
 * @param {Extract<Event, { type: 'start' }>} event
 * @param {string} today
 * @param {Emit} emit
 * @returns {State}
 */
function started(state, { model: id, name, place }, today, emit) {
  const model = modelOf(state, id)
  if (!model || state.leaving) return state
  const others = (state.records ?? []).some((record) => /** @type {Partial<StoredRecord>} */ (record).framework === id)
  if (state.trouble || (!others && !name.trim())) emit({ type: 'go', address: model.questionnaire + (place ? `#${place}` : '') })
  else emit({ type: 'create', fresh: freshOf({ ...blankOf(model, name.trim(), today), ...(place === QUICK ? { mode: QUICK } : {}) }), aside: [], place })
  return { ...state, leaving: true }
}

/**
 * @param {Model} model
 * @param {string} name
 * @param {string} today
 * @returns {AssessmentFile}
 */
const blankOf = ({ id, version }, name, today) => ({
  format: 'cx-assessment',
  format_version: 1,
  framework: { id, version },
  taken: today,
  respondent: { label: '', group: '' },
  responses: {},
  ...(name ? { name } : {}),
})

/**
 * @param {AssessmentFile} assessment
 * @param {Partial<Fresh>} [more]
 * @returns {Fresh}
 */
const freshOf = (assessment, more) => ({ framework: assessment.framework.id, of: '', assessment, drafts: {}, reviews: [], ...more })

/**
 * A copy stands beside what it is a copy of. It is another assessment, so it does not keep the id that a file may have given that.
 * @param {State} state
 * @param {string} id
 * @param {string} name of the copy
 * @param {Emit} emit
 * @returns {State}
 */
function copied(state, id, name, emit) {
  const record = recordOf(state, id)
  if (!record) return state
  const { id: _, ...assessment } = record.assessment
  const { drafts, reviews, plan, round, unconfirmed } = record
  const more = { ...(plan ? { plan } : {}), ...(round ? { round } : {}), ...(unconfirmed ? { unconfirmed } : {}) }
  emit({ type: 'create', fresh: freshOf({ ...assessment, name }, { of: id, drafts, reviews: Array.isArray(reviews) ? reviews : [], ...more }), aside: [], place: null })
  return { ...state, told: { key: 'shelf.copied' } }
}

/**
 * The next round begins with the answers of one.
 * @param {State} state
 * @param {string} id
 * @param {string} today
 * @param {Emit} emit
 * @returns {State}
 */
function nextRound(state, id, today, emit) {
  const record = recordOf(state, id)
  if (!record || state.leaving) return state
  const { assessment, ...round } = nextRoundOf(record.assessment, today)
  const fresh = freshOf(assessment, { of: id, drafts: record.drafts, ...round })
  emit({ type: 'create', fresh, aside: [], place: '' })
  return { ...state, leaving: true }
}

/**
 * @param {State} state
 * @param {string} id
 * @param {string} today
 * @param {Emit} emit
 * @returns {State}
 */
function downloaded(state, id, today, emit) {
  const card = cards(state).find((each) => each.id === id)
  if (!card) return state
  const record = recordOf(state, id)
  const value = card.assessment ? { ...card.assessment, taken: card.assessment.taken || card.day || today } : record
  emit({ type: 'download', name: `${card.model?.id ?? 'assessment'}-${card.day || today}.json`, value })
  return { ...state, told: card.notes ? { key: 'shelf.notes', values: { count: card.notes } } : null }
}

/**
 * Have a file read by one of the models; by the first, until it is known for which it was made.
 * @param {State} state
 * @param {number} id
 * @param {Emit} emit
 * @returns {State}
 */
function asking(state, id, emit) {
  const item = state.items.find((each) => each.id === id)
  const model = item && state.models[item.model]
  if (model && item.text !== null) emit({ type: 'ask', id, kind: 'collect', model, payload: { text: item.text } })
  return state
}

/**
 * @param {State} state
 * @param {Extract<Event, { type: 'answered' }>} event
 * @param {Emit} emit
 * @returns {State}
 */
function read(state, { id, value }, emit) {
  const item = state.items.find((each) => each.id === id)
  if (!item) return state
  const { made_for: madeFor, read: found, refused: why } = value
  if (!madeFor) return refused(state, id, { key: `shelf.refused.${why}` }, null)
  if (!found) {
    const model = state.models.findIndex((each) => each.id === madeFor.id)
    if (model < 0 || model === item.model) return refused(state, id, { key: 'shelf.foreign', values: { other: madeFor.id } }, null)
    return asking({ ...state, items: state.items.map((each) => (each === item ? { ...each, model } : each)) }, id, emit)
  }
  const { assessment, reviews, kept } = found
  emit({ type: 'create', fresh: freshOf(assessment, { reviews }), aside: keptOf({ ...assessment, framework: madeFor }, kept) ?? [], place: null })
  const count = Object.keys(assessment.responses).length
  return { ...without(state, item), told: { key: 'shelf.opened', values: { name: item.name, count } } }
}

/** @param {State} state @param {Item} item */
const without = (state, item) => ({ ...state, items: state.items.filter((each) => each !== item) })

/**
 * @param {State} state
 * @param {number} id
 * @param {Text} text
 * @param {Refused | null} error
 * @returns {State}
 */
function refused(state, id, text, error) {
  const item = state.items.find((each) => each.id === id)
  if (!item) return state
  const refusal = { id, text: { ...text, values: { ...text.values, name: item.name } }, list: error?.problems ?? [], more: error?.more ?? 0 }
  return { ...without(state, item), refusals: [...state.refusals, refusal] }
}
