// The tabs of the result: which one an address names, what the scorer is asked for it, and what becomes of the answer.

import { answered, assessment, besides, looking, nameOf, stemOf } from './state.js'
import { PAUSE, altered, numbered, told } from './turns.js'
import { PLAN, encoded, wishOf } from './wish.js'

/** @import { AssessmentFile, Event, Form, PanelKind, Sheet, State, Tab, Text, Wish } from './types.d.ts' */
/** @import { Emit } from './turns.js' */
/** @typedef {{ assessment: AssessmentFile, site: string }} Said */

/** What fills each tab. */
const FILLED = /** @type {const} */ ({ result: 'report', plan: 'plan', time: 'trend', models: 'through', share: 'short' })
export const TABS = /** @type {Tab[]} */ (Object.keys(FILLED))

/** @param {string} hash */
export const tabOf = (hash) => TABS.find((tab) => hashOf(tab) === hash) ?? null

/** @param {Tab} tab */
const hashOf = (tab) => (tab === 'result' ? '#report' : `#${tab}`)

/**
 * What the address says of a tab. While somebody's link is looked at, that stays in it.
 * @param {State} state
 * @param {Tab} tab
 */
export function hashFor(state, tab) {
  if (!looking(state)) return hashOf(tab)
  return `#a=${state.link?.code}${tab === 'result' ? '' : `&tab=${tab}`}`
}

/** @param {State} state */
export const panelOf = (state) => state[FILLED[state.tab]]

/**
 * Ask for what the open tab shows; the result goes along with every other tab, so that going back to it shows no old one. What is
 * there already changes without a word, where that is wanted.
 * @param {State} state
 * @param {boolean} quiet
 * @param {Emit} emit
 * @returns {State}
 */
export function asked(state, quiet, emit) {
  const kinds = /** @type {PanelKind[]} */ ([...new Set(['report', FILLED[state.tab]])])
  return kinds.reduce((next, kind) => asking(next, kind, quiet && next[kind].html !== null, emit), state)
}

/**
 * Where nothing is answered there is nothing to tell. Over time it is the other assessments that are told of.
 * @param {State} state
 * @param {PanelKind} kind
 * @param {boolean} quiet
 * @param {Emit} emit
 * @returns {State}
 */
export function asking(state, kind, quiet, emit) {
  const status = quiet ? state[kind].status : { key: state.scorer.state === 'ready' ? 'report.working' : 'report.starting' }
  const next = numbered(state, (n) => ({ [kind]: { ...state[kind], asked: n, quiet, status } }))
  if (kind !== 'trend' && !answered(state)) return { ...next, [kind]: { ...next[kind], html: null, status: null } }
  const said = { assessment: assessment(next), site: state.site }
  if (kind === 'plan') emit({ type: 'ask', id: next.serial, kind, payload: { ...said, ...wishOf(next) } })
  else if (kind === 'report') emit({ type: 'ask', id: next.serial, kind, payload: said })
  else if (kind === 'short') return shortening(next, said, emit)
  else return kind === 'trend' ? comparing(next, emit) : seeing(next, said, emit)
  return next
}

/**
 * Compare the answers with those beside them, for which it takes two.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function comparing(state, emit) {
  const assessments = besides(state)
  if (assessments.length < 2) return { ...state, trend: { ...state.trend, html: null, status: null } }
  emit({ type: 'ask', id: state.trend.asked, kind: 'trend', payload: { assessments, target: wishOf(state).target, site: state.site } })
  return state
}

/**
 * Tell the result in short.
 * @param {State} state
 * @param {Said} said
 * @param {Emit} emit
 * @returns {State}
 */
function shortening(state, said, emit) {
  const address = new URL(state.site, state.address).href
  emit({ type: 'ask', id: state.short.asked, kind: 'short', payload: { ...said, address } })
  return state
}

/**
 * See the answers through another model, which is fetched when it is wanted for the first time.
 * @param {State} state
 * @param {Said} said
 * @param {Emit} emit
 * @returns {State}
 */
function seeing(state, said, emit) {
  const { asked: id, texts } = state.through
  const model = otherOf(state)
  if (model === null) return { ...state, through: { ...state.through, status: null } }
  const other = texts.get(model)
  if (other) emit({ type: 'ask', id, kind: 'through', payload: { ...said, ...other } })
  else emit({ type: 'fetch', id, model })
  return { ...state, through: { ...state.through, failed: false, ...(other ? {} : { status: { key: 'others.fetching' } }) } }
}

/**
 * The model through which the answers are seen: the one that was chosen, or the first; null where there is none.
 * @param {State} state
 */
export const otherOf = ({ model, through }) => through.model ?? model.others[0] ?? null

/**
 * What another model is has come. It stays for this visit.
 * @param {State} state
 * @param {Extract<Event, { type: 'fetched' }>} event
 * @param {Emit} emit
 * @returns {State}
 */
export function fetched(state, { id, model, texts }, emit) {
  const { through } = state
  const next = { ...state, through: { ...through, texts: new Map(through.texts).set(model, texts) } }
  return id === through.asked ? asking(next, 'through', through.quiet, emit) : next
}

/**
 * @param {State} state
 * @param {Extract<Event, { type: 'unfetched' }>} event
 * @returns {State}
 */
export function unfetched(state, { id, kind }) {
  const next = unfilled(state, 'through', id, { key: 'others.unfetched', reason: `reason.${kind}` })
  return next === state ? state : { ...next, through: { ...next.through, failed: true } }
}

/**
 * A tab's content has come. Where its reader waited for it at the heading, they are brought to it.
 * @param {State} state
 * @param {Extract<Event, { type: 'answered', kind: PanelKind }>} event
 * @param {Emit} emit
 * @returns {State}
 */
export function filled(state, event, emit) {
  const { id, kind, value } = event
  const panel = state[kind]
  if (id !== panel.asked) return state
  if (!panel.quiet && panelOf(state) === panel) emit({ type: 'go-to-report', attended: true })
  const full = { html: value.html, shown: id, status: panel.quiet ? null : { key: 'report.done' } }
  if (kind === 'plan') return { ...state, plan: { ...state.plan, ...full, order: value.target, outlook: value.outlook } }
  if (kind === 'short') return { ...state, short: { ...state.short, ...full, text: value.text, markdown: value.markdown } }
  return { ...state, [kind]: { ...panel, ...full } }
}

/**
 * @param {State} state
 * @param {PanelKind} kind
 * @param {number} id
 * @param {Text} status
 * @returns {State}
 */
export const unfilled = (state, kind, id, status) => (id === state[kind].asked ? { ...state, [kind]: { ...state[kind], status } } : state)

/**
 * The visitor wants something else of the plan. When it begins changes nothing that is shown.
 * @param {State} state
 * @param {Partial<Wish>} wish
 * @param {Emit} emit
 * @returns {State}
 */
export function planned(state, wish, emit) {
  const before = wishOf(state)
  const { done, ...now } = { ...before, ...wish }
  const text = encoded({ done, ...now })
  const played = { ...state, plan: { ...state.plan, done } }
  const next = text === encoded(before) ? played : altered({ ...played, told: null }, { fields: new Map([[PLAN, text]]) })
  if ('begins' in wish) return next
  if (!('owners' in wish)) return asking(next, 'plan', true, emit)
  emit({ type: 'later', event: { type: 'score' }, after: PAUSE }) // whoever goes on from the name to a button has pressed it by then
  return next
}

/**
 * The plan is to be taken along: as lines to paste, a calendar, or a table of tasks.
 * @param {State} state
 * @param {Form} form
 * @param {Emit} emit
 * @returns {State}
 */
export function taking(state, form, emit) {
  const next = numbered(state, (n) => ({ plan: { ...state.plan, taking: { id: n, form } } }))
  const wish = wishOf(next)
  const said = { assessment: assessment(next), site: state.site, made: state.today, form, ...wish, begins: wish.begins || state.today }
  emit({ type: 'ask', id: next.serial, kind: 'tasks', payload: said })
  return next
}

/**
 * @param {State} state
 * @param {Extract<Event, { type: 'answered', kind: 'tasks' }>} event
 * @param {Emit} emit
 * @returns {State}
 */
export function tookAlong(state, { id, value }, emit) {
  const { taking: wanted } = state.plan
  if (wanted?.id !== id) return state
  const next = { ...state, plan: { ...state.plan, taking: null } }
  if (wanted.form === 'text') {
    emit({ type: 'copy', text: value.text })
    return told(next, { key: 'plan.copying' }, emit)
  }
  const name = `${stemOf(state)}-plan-${state.today}`
  emit({ type: 'download-text', name: wanted.form === 'calendar' ? `${name}.ics` : `${name}-${wanted.form}.csv`, text: value.text })
  return next
}

/**
 * The report is to be taken along as a table.
 * @param {State} state
 * @param {Sheet} form
 * @param {Emit} emit
 * @returns {State}
 */
export function takingTable(state, form, emit) {
  const next = numbered(state, (n) => ({ short: { ...state.short, taking: { id: n, form } } }))
  emit({ type: 'ask', id: next.serial, kind: 'table', payload: { assessment: assessment(next), form } })
  return next
}

/**
 * @param {State} state
 * @param {Extract<Event, { type: 'answered', kind: 'table' }>} event
 * @param {Emit} emit
 * @returns {State}
 */
export function tookTable(state, { id, value }, emit) {
  if (state.short.taking?.id !== id) return state
  const name = nameOf(state)
  if ('text' in value) emit({ type: 'download-text', name: `${name}.csv`, text: value.text })
  else emit({ type: 'download-workbook', name: `${name}.xlsx`, base64: value.base64 })
  return { ...state, short: { ...state.short, taking: null } }
}
