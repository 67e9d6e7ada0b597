// Bringing what is said to the store, and what is stored to the page.
//
// The store is asked one thing at a time, so that what is known of it is never older than what was written.

import { merged, practiceOf } from './answers.js'
import { hashed, isLink } from './links.js'
import { forwarded } from './forward.js'
import { combined, fresh } from './journal.js'
import { forgetReport, wanted } from './result.js'
import { completed, lookKept } from './questions.js'
import { looking, own, someAnswered } from './state.js'
import { confirming } from './round.js'
import { START, moved, single } from './stops.js'
import { PAUSE, changed, dated, numbered, stored, told } from './turns.js'

/** @import { Change, Content, Event, State, Storage, Synced, Why } from './types.d.ts' */
/** @import { Emit } from './turns.js' */

const SEVERAL = 10 // answers; then the browser is asked to keep them for good

/**
 * Ask the store for what is next, if it is free.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
export function proceeded(state, emit) {
  const { storage, older } = state
  const { busy, held, id, known, removing, again } = storage
  if (busy || held || storage.state === 'outdated') return state
  const opening = storage.state === 'opening'
  if (removing) {
    emit({ type: 'remove', id })
    return stored(state, { busy: 'remove' })
  }
  // The first read comes before the first write, and what is to follow answers of an earlier version waits for these.
  // While writing fails, what other tabs wrote is read before it is tried again.
  const first = storage.state === 'failed' && again
  const write = !opening && !first && (!older || Boolean(storage.waiting?.whole)) ? storage.waiting : null
  if (!write && !again && !opening) return state
  const { waiting, writing } = storage
  // What is said before the first read is said of what the address names.
  const anew = !opening && Boolean(waiting || writing)
  emit({ type: 'sync', change: write, id, known, said: anew, opening })
  return stored(state, write ? { busy: 'write', writing: write, waiting: null } : { busy: 'read', again: null })
}

/**
 * What a page has still to write, with what earlier pages left behind: what was said on this one is newer.
 * @param {Change | null} left
 * @param {Change | null} waiting
 */
function joined(left, waiting) {
  if (!left || !waiting) return left ?? waiting
  return waiting.times ? combined([left, waiting]) : merged(left, waiting)
}

/**
 * The form as the scripts find it. What the visitor answered before they came is newer than what is stored, and than what a
 * journal kept of earlier pages. What a browser put back by itself is what the form held at an earlier visit, and counts where
 * nothing was kept; beside a link, that may be what somebody else said, and none of it counts.
 * @param {State} state
 * @param {Extract<Event, { type: 'started' }>} event
 * @param {Emit} emit
 */
export function started(state, { id, fields, touched, hash }, emit) {
  const kept = stored(state, { id, named: id !== null })
  if (isLink(hash)) return hashed(numbered(kept, (n) => ({ replaced: n })), hash, emit)
  const next = fields.size && touched ? dated(changed(kept, { fields }), emit) : { ...kept, restored: fields }
  return hashed(next, hash, emit)
}

/**
 * The store has answered for the first time, or failed to: the form is ready, and the scorer starts.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function settled(state, emit) {
  // One that has failed by now starts again only when somebody asks.
  const starts = state.scorer.state === 'idle' && !state.sparing
  if (starts) emit({ type: 'start-scorer' })
  /** @type {State} */
  const next = starts ? { ...state, scorer: { ...state.scorer, state: 'starting' } } : state
  if (next.wanted && !next.report.asked) return wanted(next, next.tab, emit)
  if (next.wanted) emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return next
}

/**
 * @param {State} state
 * @param {string} field
 * @param {string} text
 * @param {Emit} emit
 * @returns {State}
 */
export function typed(state, field, text, emit) {
  if ((own(state).fields.get(field) ?? '') === text) return state
  const look = practiceOf(field) === null ? [] : lookKept(state)
  const next = changed({ ...state, told: null }, { fields: new Map([...confirming(own(state).fields, field, text), ...look]) })
  // The result follows an answer at once, but never faster than the scorer can tell it.
  const { asked, shown } = state.report
  emit({ type: 'later', event: { type: 'score' }, after: practiceOf(field) === field && asked === shown ? 0 : PAUSE })
  if (practiceOf(field) === null) return next
  const given = state.given + (practiceOf(field) === field && text ? 1 : 0)
  // Whoever has answered so much has something to lose, and knows what a browser's question would be about.
  if (given === SEVERAL && given > state.given) emit({ type: 'persist' })
  return dated({ ...next, given }, emit)
}

/**
 * The store has been read or written.
 * @param {State} state
 * @param {Synced} found
 * @param {Emit} emit
 * @returns {State}
 */
export function synced(state, { id, of, content, times, older, aside, left }, emit) {
  const { storage } = state
  const wrote = storage.busy === 'write'
  const said = joined(left, storage.waiting)
  const waiting = said && !older ? fresh(said, content, times) : said
  const base = { ...state, asides: aside, restored: new Map() }
  const named = storage.named || content !== null
  let next = stored(base, { state: open(storage, wrote), busy: null, id, of, named, known: content, writing: null, waiting })
  if (content && !(storage.named && storage.known)) emit({ type: 'name', id })
  if (storage.state === 'opening') next = settled(next, emit)
  if (older) {
    // Nothing has been written: what was to be waits for these answers.
    if (storage.writing) next = stored(next, { waiting: storage.waiting ? merged(storage.writing, storage.waiting) : storage.writing })
    return state.older ? next : forwarded(next, older, emit)
  }
  if (state.older && !wrote) next = { ...next, older: null } // another tab has brought them forward
  if (wrote && storage.writing?.from !== undefined) next = { ...next, older: null }
  if (wrote) {
    next = stored(next, { confirmed: true })
    return next.storage.waiting ? next : heard(next, emit)
  }
  if (storage.state === 'opening') {
    // Of an assessment that is not there any more, a browser puts back what was deleted.
    if (!content && !left && state.restored.size && !storage.named) next = dated(changed(next, { fields: state.restored }), emit)
    // What a journal kept is restored too, once it is written; what the browser put back is not, since it was nowhere on disk.
    const { fields } = own(next)
    const unwritten = next.storage.waiting
    const restored = someAnswered(state.model, fields) && !looking(next) && (!unwritten || unwritten.times)
    return restored ? told(next, { key: 'saved.restored' }, emit) : next
  }
  if (storage.known === content || sameFields(storage.known, content)) return next
  if (!looking(next)) {
    next = told(next, { key: 'saved.elsewhere' }, emit)
    if (!someAnswered(state.model, own(next).fields)) return forgetReport(next)
  }
  if (state.wanted) emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return next
}

/**
 * All is saved. Whoever listens is told so once, when a section has been filled in, and after it had failed.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function heard(state, emit) {
  const complete = completed(state)
  if (state.told) emit({ type: 'announce', what: 'told' })
  else if (complete > state.heard) emit({ type: 'announce', what: 'saved' })
  return { ...state, heard: complete }
}

/**
 * A page that is out of date stays so, whatever the store still answers; and that something can be read ends no failing to write.
 * @param {Storage} storage
 * @param {boolean} wrote
 */
const open = ({ state, waiting }, wrote) => (state === 'outdated' || (state === 'failed' && waiting && !wrote) ? state : 'open')

/**
 * @param {Content | null} one
 * @param {Content | null} other
 */
function sameFields(one, other) {
  const [first, second] = [one?.fields ?? new Map(), other?.fields ?? new Map()]
  return first.size === second.size && [...first].every(([field, text]) => second.get(field) === text)
}

/**
 * The store could not be read or written. A spell of failing is one trouble, however many tries it takes. What was heard of
 * another tab meanwhile is a reason to read at once.
 * @param {State} state
 * @param {Extract<Event, { type: 'unsynced' }>} event
 * @param {Emit} emit
 * @returns {State}
 */
export function unsynced(state, { why, left }, emit) {
  const { storage, restored } = state
  const { writing, waiting } = storage
  let back = joined(left, writing && waiting ? merged(writing, waiting) : (writing ?? waiting))
  // What the browser put back into the form may be all that there is of it.
  if (restored.size && !left) back = merged({ fields: restored }, back ?? { fields: new Map() })
  const next = stored({ ...state, restored: new Map() }, { busy: null, writing: null, waiting: back, held: why === 'gone' || !storage.again })
  // What is not stored any more is all here, and would be stored as a whole.
  const whole = why === 'gone' ? stored(next, { known: null, waiting: { whole: own(next), fields: new Map(), aside: back?.aside } }) : next
  const failed = troubled(whole, why)
  return { ...(storage.state === 'opening' ? settled(failed, emit) : failed), heard: -1 }
}

/**
 * @param {State} state
 * @param {Why} why
 */
export function troubled(state, why) {
  if (state.storage.state === 'outdated') return state
  const how = why === 'outdated' ? why : 'failed'
  const same = state.storage.state === how && (state.storage.why === 'gone') === (why === 'gone')
  const next = same ? state : numbered(state, () => ({}))
  return stored(next, { state: how, why, trouble: same ? state.storage.trouble : next.serial })
}

/**
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
export function removed(state, emit) {
  const waiting = state.storage.removing?.since ?? null
  const next = stored(
    { ...state, older: null, asides: [], refusal: null, unremoved: 0, downloaded: 0 },
    {
      state: open(state.storage, true),
      busy: null,
      named: false,
      known: null,
      removing: null,
      waiting,
    },
  )
  emit({ type: 'name', id: null }) // loaded anew, the page opens what is there
  const empty = told(numbered(forgetReport(next), (n) => ({ replaced: n })), { key: 'delete.done' }, emit)
  return single(empty) ? moved(empty, START, emit) : empty
}
