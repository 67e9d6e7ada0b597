// What happens to the state when something happens: `update(state, event, today)` gives the next state and the effects that are
// to be carried out. It is pure; whatever comes back from an effect is another event.
//
// Three rules keep the state from contradicting itself. What is seen is *stored ⊕ being written ⊕ waiting to be written* (see
// `shown`), so nothing that is read can undo what is not saved yet. The store is asked one thing at a time, so that what is known
// of it is never older than what was written. An answer counts only if it is the answer to the last question of its kind.

import { addressOf } from './address.js'
import { EMPTY, notesWaiting, said } from './answers.js'
import { broughtBack, decided, fileChosen, questioned, refused, shared, taken } from './exchange.js'
import { broughtForward } from './forward.js'
import { closed, hashed, kept, opened, unkept } from './links.js'
import { compared, comparedKept, keptListed, laid, read, uncompared } from './beside.js'
import { failure } from './notices.js'
import { asked, asking, fetched, filled, otherOf, planned, taking, takingTable, tookAlong, tookTable, unfetched, unfilled } from './panels.js'
import { looked } from './questions.js'
import { revived, scorerOver, triedAgain, wanted } from './result.js'
import { fieldOf, nextRound } from './round.js'
import { proceeded, removed, started, synced, troubled, typed, unsynced } from './saving.js'
import { EMPTY_PANEL, assessment, keptBack, looking, nameOf, own, pending, shown } from './state.js'
import { RESULT, begun, moved, movedBack, onward, openAt, single, stopAt, viewed } from './stops.js'
import { altered, changed, dated, numbered, replaced, stored, told, usable } from './turns.js'

/** @import { Effect, Event, State } from './types.d.ts' */
/** @import { Emit } from './turns.js' */

/** What a visitor does to their own answers. While they look at somebody's, it is meant for those, and goes nowhere. */
const SAID = ['typed', 'all-questions', 'rest', 'confirm', 'next-round', 'left', 'delete', 'bring-back']

/**
 * @param {State} state
 * @param {Event} event
 * @param {string} today the date where the visitor is
 * @returns {[State, Effect[]]}
 */
export function update(state, event, today) {
  if (looking(state) && SAID.includes(event.type)) return [state, []]
  /** @type {Effect[]} */
  const effects = []
  /** @type {Emit} */
  const emit = (effect) => effects.push(effect)
  const next = proceeded(happened({ ...state, today }, event, emit), emit)
  const { storage } = next
  const [before, after] = [pending(state.storage), pending(storage)]
  // Kept before anything else is done, and before this event is over.
  const takenOver = event.type === 'synced' && event.synced.left !== null // is kept here from now on, or stored already
  const other = before !== after || Boolean(after && state.storage.id !== storage.id) || takenOver
  if (state.storage !== storage && other) effects.unshift({ type: 'journal', change: after, id: storage.id })
  return [next, effects]
}

/**
 * @param {State} state
 * @param {Event} event
 * @param {Emit} emit
 * @returns {State}
 */
function happened(state, event, emit) {
  switch (event.type) {
    case 'started':
      return begun(started(state, event, emit), event, emit)
    case 'typed':
      return typed(state, event.field, event.text, emit)
    case 'left':
      return dated(state, emit)
    case 'all-questions':
      emit({ type: 'address', hash: '', instead: true }) // or a page that is loaded anew would want the look again
      return looked(state, false)
    case 'rest': {
      const all = looked(state, false)
      // Back leads to the result. One question at a time has an entry of its own in any case.
      if (!single(all)) emit({ type: 'address', hash: '' })
      return led(all, openAt(all, 0), emit)
    }
    case 'scrolled':
      return { ...state, place: { section: event.section, stop: event.stop } }
    case 'resized':
      return viewed(state, { narrow: event.narrow }, event.seen, emit)
    case 'view':
      emit({ type: 'keep-view', all: event.all })
      return viewed(state, { all: event.all }, event.seen, emit)
    case 'next':
      return led(state, onward(state)?.at ?? null, emit)
    case 'back':
      return movedBack(state, emit)
    case 'next-open':
      return led(state, openAt(state, event.passed), emit)
    case 'lead': {
      const at = stopAt(state, event.hash)
      // While one looks at a link, the address is its code.
      if (event.entry && at !== null && !single(state) && !looking(state)) emit({ type: 'address', hash: at })
      return led(state, at, emit)
    }

    case 'synced':
      return synced(state, event.synced, emit)
    case 'unsynced':
      return unsynced(state, event, emit)
    case 'elsewhere':
      if (event.id !== undefined && state.storage.id !== null && event.id !== state.storage.id) return state // of another assessment
      return stored(state, { again: 'elsewhere', held: keptBack(state.storage) })
    case 'returned':
      return stored(state, { again: state.storage.again ?? 'returned', held: keptBack(state.storage) })
    case 'lacking':
      return state.lacking[event.what] ? state : numbered(state, (n) => ({ lacking: { ...state.lacking, [event.what]: n } }))
    case 'keep-again':
      return stored({ ...state, told: null }, { held: false })
    case 'superseded':
      return troubled(state, 'outdated')
    case 'removed':
      return removed(state, emit)
    case 'unremoved':
      return numbered(stored(state, { busy: null, removing: null }), (n) => ({ unremoved: n }))
    case 'forget':
      emit({ type: 'forget', key: event.key })
      return state
    case 'forgotten':
      return { ...state, asides: state.asides.filter(({ key }) => key !== event.key), unremoved: 0 }
    case 'unforgotten':
      return numbered(state, (n) => ({ unremoved: n }))

    case 'scorer-progress':
      return { ...state, scorer: { ...state.scorer, state: 'starting', percent: event.percent } }
    case 'scorer-ready':
      return { ...state, scorer: { ...state.scorer, state: 'ready' } }
    case 'scorer-over':
      return scorerOver(state, event.kind, event.asked)
    case 'try-again':
      return triedAgain(state, emit)
    case 'tab':
      return wanted(state, event.tab, emit)
    case 'planned':
      return planned(state, event.wish, emit)
    case 'take-plan':
      return taking(state, event.form, emit)
    case 'print':
      emit(event)
      return state
    case 'take-table':
      return takingTable(revived(state, emit), event.form, emit)
    case 'copy-lines':
      emit({ type: 'copy', text: state.short[event.form] })
      return told(state, { key: 'plan.copying' }, emit)
    case 'compare':
      return compared(state, event.files, emit)
    case 'kept':
      return keptListed(state, event.kept, emit)
    case 'compare-kept':
      return comparedKept(state, event.kept, emit)
    case 'confirm':
      return changed({ ...state, told: null }, { fields: new Map([[fieldOf(event.practice), '']]) })
    case 'next-round':
      emit({ type: 'create', content: nextRound(state.model, own(state), state.today), of: state.storage.id ?? '', kept: [], behind: false, place: '' })
      return state
    case 'uncompare':
      return uncompared(state, event.id, emit)
    case 'through': {
      // What another model says must not stand under the name of this one.
      const through = event.model === otherOf(state) ? state.through : { ...state.through, ...EMPTY_PANEL }
      return asking(revived({ ...state, through: { ...through, model: event.model } }, emit), 'through', false, emit)
    }
    case 'fetched':
      return fetched(state, event, emit)
    case 'unfetched':
      return unfetched(state, event)
    case 'score':
      return state.wanted && usable(state) ? asked(state, true, emit) : state
    case 'answered':
      return answered(state, event, emit)
    case 'unanswered':
      return unanswered(state, event, emit)

    case 'file':
      return fileChosen(looking(state) ? closed(state, emit) : state, event.name, event.file, emit)
    case 'file-read':
      if (state.file?.id !== event.id) return read(state, event.id, event.text, emit)
      emit({ type: 'ask', id: event.id, kind: 'read', payload: { text: event.text } })
      return state
    case 'file-unread':
      if (state.file?.id !== event.id) return laid(state, event.id, { key: `time.${event.reason}` }, null, emit)
      return refused({ ...state, file: null }, { key: `upload.${event.reason}`, values: { name: state.file.name } }, null, emit)
    case 'hash':
      if (state.storage.named) emit({ type: 'name', id: state.storage.id }) // a new entry in the history does not name it yet
      return hashed(state, event.hash, emit)
    case 'keep-link':
      return kept(state, emit)
    case 'created':
      emit({ type: 'go', address: addressOf(state.address, event.id, event.place) })
      return state
    case 'uncreated':
      return state.link ? unkept(state, emit) : told(state, { key: 'round.failed' }, emit)
    case 'close-link':
      return closed(state, emit)
    case 'share':
      return shared(state, emit)
    case 'copy':
      if (state.offer) emit({ type: 'copy', text: state.offer.address })
      return state
    case 'copied':
      if (state.offer) return { ...state, offer: { ...state.offer, copied: event.by } }
      if (event.by === 'script') return told(state, { key: 'plan.copied' }, emit)
      return told(state, { key: state.tab === 'share' ? 'take.uncopied' : 'plan.uncopied' }, emit)
    case 'share-closed':
      return { ...state, offer: null }

    case 'delete':
      return questioned(state, { kind: 'delete' })
    case 'decided':
      return decided(state, event.id, event.yes, emit)
    case 'download':
      emit({ type: 'download', name: `${nameOf(state)}.json`, value: assessment(state) })
      if (state.app) return downloaded(told(state, { key: 'download.app' }, emit))
      return downloaded(state)
    case 'download-notes':
      emit({ type: 'download-text', name: `${state.model.framework}-notes-${state.today}.txt`, text: notesOf(state) })
      return state
    case 'bring-back':
      return broughtBack(state, event.key, emit)
    case 'download-aside':
      return downloadedAside(state, event.key, emit)
    case 'download-older':
      if (state.older) emit({ type: 'download', name: `${state.model.framework}-${state.older.version}.json`, value: asFile(state.older) })
      return state
    case 'dismiss':
      if (event.kind === 'link') return closed(state, emit)
      // What to look at again is kept with the answers, and is gone for good when its reader says so.
      if (event.kind === 'reviews') return altered({ ...state, told: null }, { fields: new Map(), reviewed: true })
      return { ...state, dismissed: new Map(state.dismissed).set(event.kind, event.cause) }
    case 'reload':
      emit({ type: 'reload' })
      return state
    case 'shelf':
      emit({ type: 'leave', address: `${state.site}assess/` })
      return state
  }
}

/**
 * The visitor wants to be led somewhere.
 * @param {State} state
 * @param {string | null} at
 * @param {Emit} emit
 * @returns {State}
 */
function led(state, at, emit) {
  if (at === null) return state
  if (at === RESULT) return wanted(state, 'result', emit)
  if (single(state)) return moved(state, at, emit)
  emit({ type: 'go-to-stop', at, attended: true })
  return state
}

/**
 * @param {State} state
 * @param {Extract<Event, { type: 'answered' }>} event
 * @param {Emit} emit
 * @returns {State}
 */
export function answered(state, event, emit) {
  const { id } = event
  switch (event.kind) {
    case 'report':
    case 'plan':
    case 'trend':
    case 'through':
    case 'short':
      return filled(state, event, emit)
    case 'table':
      return tookTable(state, event, emit)
    case 'tasks':
      return tookAlong(state, event, emit)
    case 'beside':
      return laid(state, id, event.value.said, event.value.assessment, emit)
    case 'share':
      if (state.share?.id !== id) return state
      return { ...state, share: null, offer: { id, address: `${state.address}#a=${event.value.code}`, copied: null } }
    case 'read':
      if (state.older?.asked === id) return broughtForward(state, state.older, event.value, emit)
      return state.file?.id === id ? taken({ ...state, file: null, told: null }, event.value, emit) : state
    case 'open':
      return state.link?.id === id ? opened(state, state.link, event.value, emit) : state
  }
}

/**
 * @param {State} state
 * @param {Extract<Event, { type: 'unanswered' }>} event
 * @param {Emit} emit
 * @returns {State}
 */
function unanswered(state, { id, kind, error }, emit) {
  const input = error.kind === 'input'
  if (kind === 'beside') return laid(state, id, { key: 'time.unscored' }, null, emit)
  if (kind === 'report' || kind === 'plan' || kind === 'trend' || kind === 'through' || kind === 'short') {
    const text = input
      ? { key: 'report.error', values: { reason: error.problems.join('; ') } }
      : { key: failure(error.kind), reason: `reason.${error.kind}` }
    return unfilled(state, kind, id, text)
  }
  if (kind === 'tasks') return state.plan.taking?.id === id ? refused({ ...state, plan: { ...state.plan, taking: null } }, { key: 'plan.untaken' }, error, emit) : state
  if (kind === 'table') return state.short.taking?.id === id ? refused({ ...state, short: { ...state.short, taking: null } }, { key: 'take.failed' }, error, emit) : state
  if (kind === 'read' && state.older?.asked === id) {
    if (!input) return state // they wait for the visitor to try again
    if (state.older.read) return broughtForward(state, state.older, null, emit)
    // Of a version that the model does not list nothing is guessed.
    const { version, assessment: file, drafts } = state.older
    return replaced(state, EMPTY, { from: version, aside: [{ reason: { key: 'version', version }, record: { assessment: file, drafts } }] })
  }
  if (kind === 'read' && state.file?.id === id) {
    const values = { name: state.file.name }
    return refused({ ...state, file: null }, { key: input ? 'upload.bad' : 'upload.unscored', values }, error, emit)
  }
  if (kind === 'open' && state.link?.id === id) {
    return input ? opened(state, state.link, { read: null, made_for: null, refused: 'other' }, emit) : state // it waits for another try
  }
  if (kind === 'share' && state.share?.id === id) {
    return refused({ ...state, share: null }, { key: input ? 'share.failed' : 'share.unscored' }, error, emit)
  }
  return state
}

/**
 * @param {State} state
 * @returns {State}
 */
const downloaded = (state) => (notesWaiting(state.model, shown(state).fields).length ? numbered(state, (n) => ({ downloaded: n })) : state)

/**
 * The notes that no assessment file can hold, as plain text.
 * @param {State} state
 */
function notesOf(state) {
  const { fields } = shown(state)
  const parts = notesWaiting(state.model, fields).map(({ id, name }) => {
    const { evidence, evidence_date: date, evidence_owner: owner } = said(fields, id).draft ?? {}
    return [name, evidence, [date, owner].filter(Boolean).join(', ')].filter(Boolean).join('\n')
  })
  return `${parts.join('\n\n')}\n`
}

/**
 * @param {State} state
 * @param {number} key
 * @param {Emit} emit
 */
function downloadedAside(state, key, emit) {
  const entry = state.asides.find((each) => each.key === key)
  if (entry) emit({ type: 'download', name: `${state.model.framework}-set-aside-${key}.json`, value: asFile(entry.record ?? null) })
  return state
}

/**
 * A record as a file: an assessment file, which can be opened again, unless it holds notes that no such file has a place for.
 * @param {unknown} record
 */
function asFile(record) {
  const { assessment: file, drafts } = /** @type {{ assessment?: unknown, drafts?: unknown }} */ (record ?? {})
  const notes = typeof drafts === 'object' && drafts !== null ? Object.keys(drafts).length : drafts
  return file && !notes ? file : record
}
