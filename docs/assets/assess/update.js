// What happens to the state when something happens: `update(state, event, today)` gives the next state and the effects that are
// to be carried out. It is pure; whatever comes back from an effect is another event.
//
// Three rules keep the state from contradicting itself. What is seen is *stored ⊕ being written ⊕ waiting to be written* (see
// `shown`), so nothing that is read can undo what is not saved yet. The store is asked one thing at a time, so that what is known
// of it is never older than what was written. An answer counts only if it is the answer to the last question of its kind.

import { EMPTY, TAKEN, contentOf, merged, notesWaiting, practiceOf, responsesOf, said } from './answers.js'
import { failure } from './notices.js'
import { asResponses, withDrafts } from './records.js'
import { assessment, present, shown, unsaved } from './state.js'

/** @import { Change, Content, Effect, Event, Read, Refused, State, Storage, Synced, Text } from './types.d.ts' */
/** @typedef {(effect: Effect) => void} Emit */

const PAUSE = 150 // ms without a change, before a result that is shown follows

/**
 * @param {State} state
 * @param {Event} event
 * @param {string} today the date where the visitor is
 * @returns {[State, Effect[]]}
 */
export function update(state, event, today) {
  /** @type {Effect[]} */
  const effects = []
  /** @type {Emit} */
  const emit = (effect) => effects.push(effect)
  const next = happened({ ...state, today }, event, emit)
  return [proceeded(next, emit), effects]
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
      return started(state, event, emit)
    case 'typed':
      return typed(state, event.field, event.text, emit)
    case 'left':
      return dated(state, emit)
    case 'scrolled':
      return { ...state, place: { section: event.section, stop: event.stop } }

    case 'synced':
      return synced(state, event.synced, emit)
    case 'unsynced':
      return unsynced(state, event.outdated, emit)
    case 'elsewhere':
      return stored(state, { again: 'elsewhere', held: false })
    case 'returned':
      return stored(state, { again: state.storage.again ?? 'returned', held: false })
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

    case 'scorer-ready':
      return { ...state, scorer: { ...state.scorer, state: 'ready' } }
    case 'scorer-over':
      return scorerOver(state, event.kind, event.asked)
    case 'try-again':
      return triedAgain(state, emit)
    case 'report':
      return wanted(state, emit)
    case 'score':
      return state.report.wanted && usable(state) ? asked(state, state.report.html !== null, emit) : state
    case 'answered':
      return answered(state, event, emit)
    case 'unanswered':
      return unanswered(state, event, emit)

    case 'file':
      return fileChosen(state, event.name, event.file, emit)
    case 'file-read':
      if (state.file?.id === event.id) emit({ type: 'ask', id: event.id, kind: 'read', payload: { text: event.text } })
      return state
    case 'file-unread':
      if (state.file?.id !== event.id) return state
      return refused({ ...state, file: null }, { key: `upload.${event.reason}`, values: { name: state.file.name } }, null, emit)
    case 'hash':
      return hashed(state, event.hash, emit)
    case 'share':
      return shared(state, emit)
    case 'copy':
      if (state.offer) emit({ type: 'copy', text: state.offer.address })
      return state
    case 'copied':
      return state.offer ? { ...state, offer: { ...state.offer, copied: event.by } } : state
    case 'share-closed':
      return { ...state, offer: null }

    case 'delete':
      return questioned(state, { kind: 'delete' })
    case 'decided':
      return decided(state, event.id, event.yes, emit)
    case 'download':
      emit({ type: 'download', name: `${state.model.framework}-${state.today}.json`, value: assessment(state) })
      return notesWaiting(state.model, shown(state).fields).length ? numbered(state, (n) => ({ downloaded: n })) : state
    case 'download-notes':
      emit({ type: 'download-text', name: `${state.model.framework}-notes-${state.today}.txt`, text: notesOf(state) })
      return state
    case 'download-aside':
      return downloadedAside(state, event.key, emit)
    case 'download-older':
      if (state.older) emit({ type: 'download', name: `${state.model.framework}-${state.older.version}.json`, value: asFile(state.older) })
      return state
    case 'dismiss':
      // What to look at again is kept with the answers, and is gone for good when its reader says so.
      if (event.kind === 'reviews') return changed({ ...state, told: null }, { fields: new Map(), reviewed: true })
      return { ...state, dismissed: new Map(state.dismissed).set(event.kind, event.cause) }
    case 'reload':
      emit({ type: 'reload' })
      return state
  }
}

// Storing

/**
 * Ask the store for what is next, if it is free.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function proceeded(state, emit) {
  const { storage, older } = state
  const { busy, held, id, known, removing, again } = storage
  if (busy || held || storage.state === 'outdated') return state
  const opening = storage.state === 'opening'
  if (removing) {
    emit({ type: 'remove', id })
    return stored(state, { busy: 'remove' })
  }
  // The first read comes before the first write, and what is to follow answers of an earlier version waits for these.
  const write = !opening && (!older || Boolean(storage.waiting?.whole)) ? storage.waiting : null
  if (!write && !again && !opening) return state
  emit({ type: 'sync', change: write, id, known, opening })
  return stored(state, write ? { busy: 'write', writing: write, waiting: null } : { busy: 'read', again: null })
}

/**
 * @param {State} state
 * @param {Partial<Storage>} parts
 * @returns {State}
 */
const stored = (state, parts) => ({ ...state, storage: { ...state.storage, ...parts } })

/**
 * A state with a number in it that no earlier one has.
 * @param {State} state
 * @param {(serial: number) => Partial<State>} parts
 * @returns {State}
 */
function numbered(state, parts) {
  const serial = state.serial + 1
  return { ...state, serial, ...parts(serial) }
}

/**
 * @param {State} state
 * @param {Change} change
 * @returns {State}
 */
function changed(state, change) {
  const { waiting, removing } = state.storage
  const since = removing && { since: merged(removing.since, change) }
  return stored(state, { waiting: merged(waiting, change), removing: since, held: false })
}

/**
 * The form as the scripts find it. What the visitor answered before they came is newer than what is stored. What a browser put
 * back by itself is what the form held at an earlier visit, and counts where nothing is stored.
 * @param {State} state
 * @param {Extract<Event, { type: 'started' }>} event
 * @param {Emit} emit
 */
function started(state, { fields, touched, hash }, emit) {
  const next = fields.size && touched ? dated(changed(state, { fields }), emit) : { ...state, restored: fields }
  return hashed(next, hash, emit)
}

/**
 * The store has answered for the first time, or failed to: the form is ready, and the scorer starts.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function settled(state, emit) {
  emit({ type: 'start-scorer' })
  /** @type {State} */
  const next = state.scorer.state === 'idle' ? { ...state, scorer: { ...state.scorer, state: 'starting' } } : state
  if (next.report.wanted && !next.report.asked) return wanted(next, emit)
  if (next.report.wanted) emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return next
}

/**
 * @param {State} state
 * @param {string} field
 * @param {string} text
 * @param {Emit} emit
 * @returns {State}
 */
function typed(state, field, text, emit) {
  if ((shown(state).fields.get(field) ?? '') === text) return state
  const next = changed({ ...state, told: null }, { fields: new Map([[field, text]]) })
  emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return practiceOf(field) === null ? next : dated(next, emit)
}

/**
 * An assessment is dated on the day of its first answer, unless its visitor says otherwise.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function dated(state, emit) {
  const { fields } = shown(state)
  if (fields.has(TAKEN) || state.older || !state.model.practices.some(({ id }) => fields.has(id))) return state
  emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return changed(state, { fields: new Map([[TAKEN, state.today]]) })
}

/**
 * The store has been read or written.
 * @param {State} state
 * @param {Synced} found
 * @param {Emit} emit
 * @returns {State}
 */
function synced(state, { id, content, older, aside }, emit) {
  const { storage, report } = state
  const wrote = storage.busy === 'write'
  let next = stored({ ...state, asides: aside, restored: new Map() }, { state: open(storage), busy: null, id, known: content, writing: null })
  if (storage.state === 'opening') next = settled(next, emit)
  if (older) {
    // Nothing has been written: what was to be waits for these answers.
    if (storage.writing) next = stored(next, { waiting: storage.waiting ? merged(storage.writing, storage.waiting) : storage.writing })
    return state.older ? next : forwarded(next, older, emit)
  }
  if (state.older && !wrote) next = { ...next, older: null } // another tab has brought them forward
  if (wrote && storage.writing?.from !== undefined) next = { ...next, older: null }
  const count = content ? Object.keys(responsesOf(state.model, content.fields)).length : 0
  if (wrote) {
    next = stored(next, { confirmed: true })
    if (!next.storage.waiting) emit({ type: 'announce', what: next.told ? 'told' : 'saved' })
    return next
  }
  if (storage.state === 'opening') {
    if (!content && state.restored.size) next = dated(changed(next, { fields: state.restored }), emit)
    return count && !next.storage.waiting ? told(next, { key: 'saved.restored', values: { count } }, emit) : next
  }
  if (storage.known === content || sameFields(storage.known, content)) return next
  next = told(next, { key: 'saved.elsewhere' }, emit)
  if (Object.keys(responsesOf(state.model, shown(next).fields)).length === 0) return forgetReport(next)
  if (report.wanted) emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return next
}

/**
 * A page that is out of date stays so, whatever the store still answers.
 * @param {Storage} storage
 */
const open = ({ state }) => (state === 'outdated' ? state : 'open')

/**
 * @param {Content | null} one
 * @param {Content | null} other
 */
function sameFields(one, other) {
  const [first, second] = [one?.fields ?? new Map(), other?.fields ?? new Map()]
  return first.size === second.size && [...first].every(([field, text]) => second.get(field) === text)
}

/**
 * The store could not be read or written. A spell of failing is one trouble, however many tries it takes.
 * @param {State} state
 * @param {boolean} outdated
 * @param {Emit} emit
 * @returns {State}
 */
function unsynced(state, outdated, emit) {
  const { storage, restored } = state
  const { writing, waiting } = storage
  let back = writing && waiting ? merged(writing, waiting) : (writing ?? waiting)
  // What the browser put back into the form may be all that there is of it.
  if (restored.size) back = merged({ fields: restored }, back ?? { fields: new Map() })
  const next = stored({ ...state, restored: new Map() }, { busy: null, writing: null, waiting: back, held: true })
  const failed = troubled(next, outdated ? 'outdated' : 'failed')
  return storage.state === 'opening' ? settled(failed, emit) : failed
}

/**
 * @param {State} state
 * @param {'failed' | 'outdated'} how
 */
function troubled(state, how) {
  if (state.storage.state === how || state.storage.state === 'outdated') return state
  const next = numbered(state, () => ({}))
  return stored(next, { state: how, trouble: next.serial })
}

/**
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function removed(state, emit) {
  const waiting = state.storage.removing?.since ?? null
  const next = stored(
    { ...state, older: null, asides: [], refusal: null, unremoved: 0, downloaded: 0 },
    {
      state: open(state.storage),
      busy: null,
      id: null,
      known: null,
      removing: null,
      waiting,
    },
  )
  return told(numbered(forgetReport(next), (n) => ({ replaced: n })), { key: 'delete.done' }, emit)
}

/**
 * Say that something has happened, until the next change.
 * @param {State} state
 * @param {Text} text
 * @param {Emit} emit
 * @returns {State}
 */
function told(state, text, emit) {
  if (!unsaved(state)) emit({ type: 'announce', what: 'told' })
  return { ...state, told: text }
}

// Answers of an earlier version of the model

/**
 * @param {State} state
 * @param {NonNullable<Synced['older']>} older
 * @param {Emit} emit
 * @returns {State}
 */
function forwarded(state, older, emit) {
  const next = numbered(state, (n) => ({ older: { ...older, asked: n, read: null } }))
  if (usable(next)) emit({ type: 'ask', id: next.serial, kind: 'read', payload: { text: JSON.stringify(older.assessment) } })
  return next
}

/**
 * The answers have come forward; then the notes without an answer follow them, in the same way.
 * @param {State} state
 * @param {NonNullable<State['older']>} older
 * @param {Read | null} read nothing, where notes could not be brought forward
 * @param {Emit} emit
 * @returns {State}
 */
function broughtForward(state, older, read, emit) {
  const responses = asResponses(older.drafts)
  if (!older.read && read && Object.keys(responses).length) {
    const next = numbered(state, (n) => ({ older: { ...older, asked: n, read } }))
    emit({ type: 'ask', id: next.serial, kind: 'read', payload: { text: JSON.stringify({ ...older.assessment, responses }) } })
    return next
  }
  const answers = older.read ?? /** @type {Read} */ (read)
  const notes = older.read ? read : { assessment: { responses: {} }, kept: {} }
  const content = { ...withDrafts(contentOf(answers.assessment), notes?.assessment.responses ?? {}), reviews: answers.reviews }
  const kept = { ...(notes ? notes.kept : responses), ...answers.kept }
  const count = Object.keys(answers.assessment.responses).length
  const next = replaced(state, content, { from: older.version, aside: keptOf(older.assessment, kept) })
  emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return told({ ...next, older: { ...older, read: answers } }, { key: 'saved.forwarded', values: { count } }, emit)
}

/**
 * @param {State} state
 * @param {Content} whole
 * @param {Partial<Change>} more
 * @returns {State}
 */
function replaced(state, whole, more) {
  const { waiting, removing } = state.storage
  // What came after answers of an earlier version, and before they were brought forward, is newer than they are.
  const fields = more.from === undefined ? new Map() : (waiting?.fields ?? new Map())
  const aside = [...(waiting?.aside ?? []), ...(more.aside ?? [])]
  const change = { ...more, whole, fields, aside }
  return stored(state, { waiting: change, removing: removing && { since: change }, held: false })
}

/**
 * @param {Read['assessment']} file
 * @param {Read['kept']} kept
 * @returns {Change['aside']}
 */
function keptOf(file, kept) {
  const count = Object.keys(kept).length
  const reason = { key: 'kept', version: file.framework.version, count }
  return count ? [{ reason, record: { assessment: { ...file, responses: kept } } }] : []
}

// The scorer

/** @param {State} state */
const usable = ({ scorer }) => scorer.state !== 'failed'

/**
 * Whoever waited for the scorer is told. One that ends unasked has cost nobody anything and starts when it is needed.
 * @param {State} state
 * @param {Refused['kind']} kind
 * @param {boolean} wasAsked
 * @returns {State}
 */
function scorerOver(state, kind, wasAsked) {
  if (!wasAsked) return { ...state, scorer: { ...state.scorer, state: 'idle' } }
  return numbered(state, (n) => ({ scorer: { state: 'failed', kind, trouble: n } }))
}

/**
 * The visitor wants something that the scorer does: it starts, and takes up what waited for it.
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function revived(state, emit) {
  if (usable(state)) return state
  /** @type {State} */
  let next = { ...state, scorer: { ...state.scorer, state: 'starting' } }
  emit({ type: 'start-scorer' })
  if (next.older) next = forwarded(next, next.older, emit)
  if (next.link) emit({ type: 'ask', id: next.link.id, kind: 'open', payload: { code: next.link.code } })
  return next
}

/**
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function triedAgain(state, emit) {
  const failed = !usable(state)
  const next = revived(stored(state, { held: false, again: state.storage.state === 'failed' ? 'returned' : state.storage.again }), emit)
  return failed && next.report.wanted ? asked(next, next.report.html !== null, emit) : next
}

/**
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function wanted(state, emit) {
  const next = revived({ ...state, report: { ...state.report, wanted: true } }, emit)
  emit({ type: 'go-to-report', attended: false })
  return asked(next, false, emit)
}

/**
 * Ask for a result. A result that is there changes without a word.
 * @param {State} state
 * @param {boolean} quiet
 * @param {Emit} emit
 * @returns {State}
 */
function asked(state, quiet, emit) {
  const status = quiet ? state.report.status : { key: state.scorer.state === 'ready' ? 'report.working' : 'report.starting' }
  const next = numbered(state, (n) => ({ report: { ...state.report, asked: n, quiet, status } }))
  emit({ type: 'ask', id: next.serial, kind: 'report', payload: { assessment: assessment(next), site: state.site } })
  return next
}

/**
 * @param {State} state
 * @returns {State}
 */
const forgetReport = (state) => ({ ...state, report: { ...state.report, wanted: false, asked: 0, html: null, status: null } })

/**
 * @param {State} state
 * @param {Extract<Event, { type: 'answered' }>} event
 * @param {Emit} emit
 * @returns {State}
 */
function answered(state, event, emit) {
  const { id } = event
  switch (event.kind) {
    case 'report': {
      const { report } = state
      if (id !== report.asked) return state
      if (!report.quiet) emit({ type: 'go-to-report', attended: true })
      return { ...state, report: { ...report, html: event.value.html, shown: id, status: report.quiet ? null : { key: 'report.done' } } }
    }
    case 'share':
      if (state.share?.id !== id) return state
      return { ...state, share: null, offer: { id, address: `${state.address}#a=${event.value.code}`, copied: null } }
    case 'read':
      if (state.older?.asked === id) return broughtForward(state, state.older, event.value, emit)
      return state.file?.id === id ? taken({ ...state, file: null, told: null }, 'upload', event.value, emit) : state
    case 'open':
      return state.link?.id === id ? taken(state, 'share.replace', event.value, emit) : state
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
  if (kind === 'report') {
    if (id !== state.report.asked) return state
    const text = input
      ? { key: 'report.error', values: { reason: error.problems.join('; ') } }
      : { key: failure(error.kind), reason: `reason.${error.kind}` }
    return { ...state, report: { ...state.report, status: text } }
  }
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
    if (!input) return refused(state, { key: 'share.unscored' }, error, emit) // the address keeps the code
    emit({ type: 'clear-address' })
    return refused({ ...state, link: null }, { key: 'share.bad' }, error, emit)
  }
  if (kind === 'share' && state.share?.id === id) {
    return refused({ ...state, share: null }, { key: input ? 'share.bad' : 'share.unscored' }, error, emit)
  }
  return state
}

// Files and links

/**
 * @param {State} state
 * @param {Text} text
 * @param {Refused | null} error
 * @param {Emit} emit
 * @returns {State}
 */
function refused(state, text, error, emit) {
  const list = error?.kind === 'input' ? error.problems : []
  emit({ type: 'go-to-notice', kind: 'file' })
  return numbered(state, (n) => ({ told: null, refusal: { id: n, text, list, more: list.length ? (error?.more ?? 0) : 0 } }))
}

/**
 * @param {State} state
 * @param {string} name
 * @param {Blob} file
 * @param {Emit} emit
 * @returns {State}
 */
function fileChosen(state, name, file, emit) {
  const next = numbered(revived(state, emit), (n) => ({ file: { id: n, name }, refusal: null }))
  emit({ type: 'read-file', id: next.serial, file })
  return told(next, { key: 'upload.waiting' }, emit)
}

/**
 * @param {State} state
 * @param {string} hash
 * @param {Emit} emit
 * @returns {State}
 */
function hashed(state, hash, emit) {
  if (hash === '#report') {
    // Before the store has answered, there is nothing to be scored.
    return state.storage.state === 'opening' ? { ...state, report: { ...state.report, wanted: true } } : wanted(state, emit)
  }
  if (!hash.startsWith('#a=')) return state
  const code = hash.slice(3)
  const questions = state.questions.filter(({ kind }) => kind !== 'share.replace')
  const next = numbered(revived({ ...state, questions, link: null }, emit), (n) => ({ link: { id: n, code } }))
  emit({ type: 'ask', id: next.serial, kind: 'open', payload: { code } })
  return next
}

/**
 * Answers that were read replace those that are here only if there are none, or if the visitor says so.
 * @param {State} state
 * @param {'upload' | 'share.replace'} kind
 * @param {Read} read
 * @param {Emit} emit
 * @returns {State}
 */
function taken(state, kind, read, emit) {
  if (present(state) || state.older || state.storage.state === 'opening') return questioned(state, { kind, read })
  return accepted(state, kind, read, emit)
}

/**
 * @param {State} state
 * @param {'upload' | 'share.replace'} kind
 * @param {Read} read
 * @param {Emit} emit
 * @returns {State}
 */
function accepted(state, kind, read, emit) {
  const content = { ...contentOf(read.assessment), reviews: read.reviews }
  const count = Object.keys(read.assessment.responses).length
  const cleared = numbered(state, (n) => ({ older: null, replaced: n }))
  const next = replaced(cleared, content, { aside: keptOf(read.assessment, read.kept) })
  const done = told(next, { key: kind === 'upload' ? 'upload.done' : 'share.done', values: { count } }, emit)
  if (kind === 'share.replace') {
    emit({ type: 'clear-address' })
    return wanted({ ...done, link: null }, emit)
  }
  emit({ type: 'later', event: { type: 'score' }, after: PAUSE })
  return done
}

/**
 * @param {State} state
 * @param {Emit} emit
 * @returns {State}
 */
function shared(state, emit) {
  const next = numbered(revived({ ...state, refusal: null }, emit), (n) => ({ share: { id: n } }))
  emit({ type: 'ask', id: next.serial, kind: 'share', payload: { assessment: assessment(next) } })
  return next
}

// Questions: asked one after the other, each with a yes of its own

/**
 * @param {State} state
 * @param {{ kind: 'delete' } | { kind: 'upload' | 'share.replace', read: Read }} question
 * @returns {State}
 */
const questioned = (state, question) => numbered(state, (n) => ({ questions: [...state.questions, { ...question, id: n }] }))

/**
 * @param {State} state
 * @param {number} id
 * @param {boolean} yes
 * @param {Emit} emit
 * @returns {State}
 */
function decided(state, id, yes, emit) {
  const [question, ...questions] = state.questions
  if (question?.id !== id) return state // not the one that was shown
  const next = { ...state, questions }
  if (question.kind === 'delete') return yes ? stored(next, { removing: { since: null }, held: false }) : next
  if (yes) return accepted(next, question.kind, /** @type {Read} */ (question.read), emit)
  if (question.kind !== 'share.replace') return next
  emit({ type: 'clear-address' })
  return { ...next, link: null }
}

// Downloads

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

