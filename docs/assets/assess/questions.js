// Which questions the page asks now: all of its model's, or in a quick look those alone that are marked for one. Only what is shown
// depends on it; what is kept, scored and handed on is always of the whole model.

import { MODE, QUICK, isQuick } from './answers.js'
import { counts, looking, own, shown, someAnswered } from './state.js'
import { changed } from './turns.js'

/** @import { Fields, Model, State } from './types.d.ts' */

export const LOOK = '#quick'

/** @param {Model} model */
const markedIn = ({ practices }) => practices.filter(({ marked }) => marked)

/**
 * Whether a quick look can be all that is said by these answers.
 * @param {Model} model
 * @param {Fields} fields
 */
export function canLook(model, fields) {
  const given = model.practices.filter(({ id }) => fields.has(id)).map(({ id }) => id)
  return isQuick(QUICK, given, markedIn(model).map(({ id }) => id))
}

/**
 * Whether the page shows a quick look: the visitor wants one, or these answers are one, and nothing else is answered.
 * @param {State} state
 */
export function quick(state) {
  const { fields } = shown(state)
  return (fields.get(MODE) === QUICK || (state.quick && !looking(state))) && canLook(state.model, fields)
}

/**
 * The model as its questions are asked now.
 * @param {State} state
 * @returns {Model}
 */
export const asked = (state) => (quick(state) ? { ...state.model, practices: markedIn(state.model) } : state.model)

/**
 * The visitor wants the marked questions alone, or all. With the first answer, or with those that are there, that is kept.
 * @param {State} state
 * @param {boolean} wanted
 * @returns {State}
 */
export function looked(state, wanted) {
  // An address asks for one too, when somebody goes back to it who has answered more by now.
  if (looking(state) || (wanted && !canLook(state.model, own(state).fields))) return state
  const next = { ...state, quick: wanted }
  const { fields } = own(state)
  const known = state.storage.state !== 'opening' && (someAnswered(state.model, fields) || fields.has(MODE))
  return known && (fields.get(MODE) === QUICK) !== wanted ? changed(next, { fields: new Map([[MODE, wanted ? QUICK : '']]) }) : next
}

/**
 * What an answer brings with it: that it is given in a quick look.
 * @param {State} state
 * @returns {[string, string][]}
 */
export const lookKept = (state) => (quick(state) && own(state).fields.get(MODE) !== QUICK ? [[MODE, QUICK]] : [])

/**
 * How many sections have no open question.
 * @param {State} state
 */
export function completed(state) {
  const model = asked(state)
  const { fields } = own(state)
  const sections = new Set(model.practices.map(({ section }) => section))
  return [...sections].filter((section) => !counts(model, fields, section).open).length
}

/**
 * The first open question from a place in the questionnaire on, and round again from its beginning; null where none is open.
 * @param {State} state
 * @param {number} from how many of the questions that are asked stand before that place
 */
export function nextOpen(state, from) {
  const { fields } = shown(state)
  const open = ({ id = '' }) => !fields.has(id)
  const { practices } = asked(state)
  return (practices.slice(from).find(open) ?? practices.find(open))?.id ?? null
}
