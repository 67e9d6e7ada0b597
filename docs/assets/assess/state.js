// The page's state at its start, and what can be told from a state. Nothing here or in `update` knows a DOM, a clock, a store
// or a worker.

import { EMPTY, applied, contentOf, countsOf, fileOf, merged, touched } from './answers.js'

/** @import { AssessmentFile, Beside, Change, Content, Counts, Fields, Model, Panel, State, Storage, Text } from './types.d.ts' */

/** @type {Panel} */
export const EMPTY_PANEL = { asked: 0, quiet: false, html: null, shown: 0, status: null }

/**
 * @param {Model} model
 * @param {Pick<State, 'site' | 'address' | 'models' | 'app' | 'sparing' | 'view'> & Partial<Pick<State, 'quick'>>} places
 * @returns {State}
 */
export function first(model, { site, address, models, app, sparing, view, quick = false }) {
  return {
    model,
    site,
    address,
    models,
    app,
    sparing,
    today: '',
    serial: 0,
    quick,
    view,
    at: '',
    changing: false,
    place: { section: 0, stop: 0 },
    restored: new Map(),
    storage: {
      state: 'opening',
      busy: null,
      again: null,
      held: false,
      id: null,
      of: '',
      named: false,
      known: null,
      writing: null,
      waiting: null,
      removing: null,
      confirmed: false,
      trouble: 0,
      why: 'failed',
    },
    older: null,
    asides: [],
    scorer: { state: 'idle', kind: 'load', trouble: 0, percent: 0 },
    tab: 'result',
    wanted: false,
    report: EMPTY_PANEL,
    plan: { ...EMPTY_PANEL, done: [], order: null, outlook: '', taking: null },
    trend: { ...EMPTY_PANEL, beside: [] },
    kept: [],
    through: { ...EMPTY_PANEL, model: null, texts: new Map(), failed: false },
    short: { ...EMPTY_PANEL, text: '', markdown: '', taking: null },
    file: null,
    link: null,
    share: null,
    offer: null,
    questions: [],
    refusal: null,
    unremoved: 0,
    downloaded: 0,
    lacking: { channel: 0, journal: 0, persistence: 0 },
    given: 0,
    heard: -1,
    told: null,
    replaced: 0,
    dismissed: new Map(),
  }
}

/**
 * The visitor's own answers: what is stored, over it what is being written, and over that what waits to be written.
 * @param {State} state
 * @returns {Content}
 */
export function own({ storage, restored }) {
  const { known, writing, waiting } = storage
  return applied(applied(known ?? { ...EMPTY, fields: restored }, writing), waiting)
}

/**
 * Whether the visitor looks at somebody's answers, or is about to: then the page shows nothing else.
 * @param {State} state
 */
export const looking = ({ link }) => link !== null && link.refused === null

/**
 * What the visitor sees: their own answers, or in their place those that they look at.
 * @param {State} state
 * @returns {Content}
 */
export const shown = (state) => (looking(state) ? (state.link?.content ?? EMPTY) : own(state))

/**
 * Whether nothing is to be kept before the visitor says so: what was stored is gone, and somebody may have wanted that.
 * @param {Storage} storage
 */
export const keptBack = ({ state, why, held }) => state === 'failed' && why === 'gone' && held

/**
 * What was said, is not on disk and is to be kept, as one change. Where everything is to be deleted, that is only what came after
 * the wish.
 * @param {Storage} storage
 * @returns {Change | null}
 */
export function pending(storage) {
  const { writing, waiting, removing } = storage
  if (keptBack(storage)) return null
  if (removing) return removing.since
  return writing && waiting ? merged(writing, waiting) : (writing ?? waiting)
}

/** @param {State} state */
export const unsaved = ({ storage }) => Boolean(storage.writing || storage.waiting)

/**
 * Whether the page is to open an assessment of which nothing is there: it was deleted, or is on another device.
 * @param {State} state
 */
export const absent = ({ storage, older, asides }) =>
  storage.state === 'open' && storage.named && !storage.known && !storage.writing && !storage.waiting && !older && !asides.length

/** @param {State} state */
export const assessment = (state) => fileOf(state.model, shown(state), state.today)

/**
 * How the names of downloads begin: they say what is somebody else's.
 * @param {State} state
 */
export const stemOf = (state) => (looking(state) ? `${state.model.framework}-shared-${assessment(state).taken}` : state.model.framework)

/**
 * What a file of the answers or of the result is called, without its ending.
 * @param {State} state
 */
export const nameOf = (state) => (looking(state) ? stemOf(state) : `${stemOf(state)}-${state.today}`)

/**
 * Whether nothing is being saved, whatever the visitor does.
 * @param {State} state
 */
export const failing = ({ storage, older, scorer }) =>
  storage.state === 'failed' || storage.state === 'outdated' || Boolean(older && scorer.state === 'failed')

/**
 * The state of saving, for the bar that stays in sight. That something is not saved goes before all else.
 * @param {State} state
 * @returns {{ state: 'failed' | 'saving' | 'saved' | '', text: Text | null }}
 */
export function savingOf(state) {
  const { storage, older, told } = state
  if (looking(state)) return { state: '', text: told ?? { key: 'link.unsaved' } }
  if (failing(state)) return { state: 'failed', text: { key: 'saved.failed' } }
  if (older) return { state: 'saving', text: { key: 'saved.forwarding' } }
  if (unsaved(state)) return { state: 'saving', text: { key: 'saved.saving' } }
  if (told) return { state: '', text: told }
  return storage.confirmed ? { state: 'saved', text: { key: 'saved.saved' } } : { state: '', text: null }
}

/**
 * How much has been answered, of all or of one section.
 * @param {Pick<Model, 'practices'>} model
 * @param {Fields} fields
 * @param {string} [section]
 * @returns {Counts}
 */
export function counts(model, fields, section) {
  const asked = section ? model.practices.filter((practice) => practice.section === section) : model.practices
  return countsOf(asked.length, asked.flatMap(({ id }) => fields.get(id) ?? []))
}

/**
 * How much of a model is answered in a file.
 * @param {Model} model
 * @param {AssessmentFile} file
 */
export const countsIn = (model, file) => counts(model, contentOf(file).fields)

/**
 * @param {Model} model
 * @param {Fields} fields
 */
export const someAnswered = (model, fields) => model.practices.some(({ id }) => fields.has(id))

/**
 * The number of practices of which the visitor has said something.
 * @param {State} state
 */
export const present = (state) => touched(state.model, own(state).fields).length

/**
 * The assessments that are compared over time: those beside the answers, and these, if there are any. Of one day, these are the last.
 * @param {State} state
 * @returns {AssessmentFile[]}
 */
export function besides(state) {
  const mine = mineBeside(state)
  const others = state.trend.beside.flatMap((each) => (each.assessment && !sameAs(state, each) ? [each.assessment] : []))
  return [...(mine && !mine.same ? [mine.assessment] : []), ...others, ...(answered(state) ? [assessment(state)] : [])]
}

/**
 * The visitor's own answers beside those that they look at, and whether both say the same; null where there are none.
 * @param {State} state
 */
export function mineBeside(state) {
  const { fields } = own(state)
  if (!looking(state) || !someAnswered(state.model, fields)) return null
  const mine = fileOf(state.model, own(state), state.today)
  return { assessment: mine, same: alike(contentOf(mine).fields, contentOf(assessment(state)).fields) }
}

/**
 * Whether a question of the page has an answer.
 * @param {State} state
 */
export const answered = (state) => someAnswered(state.model, shown(state).fields)

/**
 * In words, what says the same as one of those beside the answers and counts in its place: these, or an earlier one.
 * @param {State} state
 * @param {Beside} entry
 * @returns {Text | null}
 */
export function sameAs(state, { id, assessment: file }) {
  if (!file) return null
  const { version } = file.framework
  const { fields } = contentOf(file)
  if (version === state.model.version && alike(fields, contentOf(assessment(state)).fields)) return { key: 'time.same_own' }
  const earlier = state.trend.beside.filter((each) => each.id < id && each.assessment?.framework.version === version)
  const other = earlier.find((each) => alike(fields, contentOf(/** @type {AssessmentFile} */ (each.assessment)).fields))
  return other ? { key: 'time.same', values: { other: other.name } } : null
}

/** @param {Fields} one @param {Fields} two */
const alike = (one, two) => one.size === two.size && [...one].every(([field, text]) => two.get(field) === text)
