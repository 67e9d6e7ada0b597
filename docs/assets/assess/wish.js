// What a visitor wants of the plan. It is kept as the text of one field, beside the answers, so that it is saved, brought to other tabs
// and restored as they are. Seeing steps as done is play, and is kept nowhere.

import { shown } from './state.js'

/** @import { State, Wish } from './types.d.ts' */

export const PLAN = ':plan'

/** @type {Omit<Wish, 'done'>} */
const NONE = { target: null, excluded: [], efforts: {}, begins: '', owners: {} }

/**
 * @param {State} state
 * @returns {Wish}
 */
export const wishOf = (state) => ({ ...decoded(shown(state).fields.get(PLAN) ?? ''), done: state.plan.done })

/**
 * The text of a wish; empty where nothing is wanted.
 * @param {Wish} wish
 */
export function encoded({ target, excluded, efforts, begins, owners }) {
  const text = JSON.stringify({ target, excluded, efforts, begins, owners })
  return text === JSON.stringify(NONE) ? '' : text
}

/**
 * What stands in a text that may come from anywhere; what is no wish counts as none.
 * @param {string} text
 * @returns {Omit<Wish, 'done'>}
 */
function decoded(text) {
  try {
    const { target, excluded, efforts, begins, owners } = JSON.parse(text)
    return {
      target: Number.isInteger(target) ? target : null,
      excluded: Array.isArray(excluded) ? excluded.filter((key) => typeof key === 'string') : [],
      efforts: kept(efforts, isEffort),
      begins: typeof begins === 'string' && /^\d{4}-\d\d-\d\d$/.test(begins) ? begins : '',
      owners: kept(owners, (owner) => typeof owner === 'string'),
    }
  } catch {
    return NONE
  }
}

/** @param {unknown} value */
const isEffort = (value) => Array.isArray(value) && value.length === 3 && value.every((each) => Number.isInteger(each) && each >= 1 && each <= 5)

/**
 * @param {unknown} object
 * @param {(value: unknown) => boolean} fits
 */
const kept = (object, fits) => Object.fromEntries(Object.entries(Object(object)).filter(([, value]) => fits(value)))
