// What the group agrees on, practice by practice. Nothing is agreed on before somebody says so, and what stays disputed is said too.
// It becomes an assessment file that the questionnaire opens.

/** @import { AssessmentFile, Response } from './contract.d.ts' */
/** @import { Agreed, Effect, State } from './team-types.d.ts' */

/** @type {Agreed} */
const OPEN = { answer: '', disputed: false, note: '' }

/**
 * @param {State} state
 * @param {string} practice
 */
const keyOf = ({ model }, practice) => `${model}/${practice}`

/**
 * @param {State} state
 * @param {string} practice
 * @returns {Agreed}
 */
export const agreement = (state, practice) => state.agreed.get(keyOf(state, practice)) ?? OPEN

/**
 * @param {State} state
 * @param {string} practice
 * @param {Partial<Agreed>} change
 * @returns {State}
 */
export function agreedOn(state, practice, change) {
  const agreed = new Map(state.agreed).set(keyOf(state, practice), { ...agreement(state, practice), ...change })
  return { ...state, agreed, unsaved: true }
}

/**
 * The practices of which all who gave an answer gave the same, and on which nothing is agreed yet.
 * @param {State} state
 */
export const alike = (state) =>
  state.result.topics.filter(({ practice, disputed, median }) => median && !disputed && !agreement(state, practice).answer)

/**
 * @param {State} state
 * @returns {State}
 */
export const agreedAlike = (state) =>
  alike(state).reduce((next, { practice, median }) => agreedOn(next, practice, { answer: median ?? '' }), state)

/**
 * How far the group is.
 * @param {State} state
 */
export function progress(state) {
  const all = state.result.topics.map(({ practice }) => agreement(state, practice))
  return { all: all.length, agreed: all.filter(({ answer }) => answer).length, disputed: all.filter(({ disputed }) => disputed).length }
}

/**
 * @param {State} state
 * @param {string} disputed what is written beside an answer that stays disputed
 * @param {string} today
 * @param {(effect: Effect) => void} emit
 * @returns {State}
 */
export function downloaded(state, disputed, today, emit) {
  const version = state.items.find(({ state: its }) => its === 'taken')?.read?.assessment.framework.version ?? ''
  /** @type {AssessmentFile} */
  const value = {
    format: 'cx-assessment',
    format_version: 1,
    framework: { id: state.model, version },
    taken: today,
    respondent: { label: '', group: '' },
    responses: Object.fromEntries(state.result.topics.flatMap(({ practice }) => responseOf(agreement(state, practice), disputed, practice))),
    name: state.name.trim(),
    agreed: true,
  }
  emit({ type: 'download', name: `${state.model}-agreed-${today}.json`, value })
  return { ...state, unsaved: false }
}

/**
 * @param {Agreed} agreed
 * @param {string} text
 * @param {string} practice
 * @returns {[string, Response][]}
 */
function responseOf({ answer, disputed, note }, text, practice) {
  if (!answer && !disputed && !note.trim()) return []
  const evidence = [disputed ? text : '', note.trim()].filter(Boolean).join(' ')
  const beside = evidence ? { evidence } : {}
  if (answer === 'not-applicable') return [[practice, { not_applicable: '', ...beside }]]
  // What is written of a practice without an answer has no other place in the file.
  if (!answer || answer === 'dont-know') return [[practice, { dont_know: true, ...beside }]]
  return [[practice, { answer, ...beside }]]
}
