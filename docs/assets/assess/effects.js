// Carries out what `update` asks for, and tells what came of it as another event. The only module that brings the store, the
// scorer, files, the address and the clock together; nothing that is started here can fail unheard.

import { nameHere } from './address.js'
import { downloadJson, downloadText, downloadWorkbook, fileRead } from './files.js'
import { LoadError, textAt } from './loading.js'
import { answering } from './outcomes.js'
import { printPart } from './paper.js'
import { ofOne } from './journal.js'
import { openScorer, refusalOf } from './scorer.js'
import { Blocked, Outdated } from './database.js'
import { Gone, openStore } from './store.js'
import { keepView } from './view.js'

/** @import { Others, Setup } from './contract.d.ts' */
/** @import { openJournal } from './journal.js' */
/** @import { Effect, Event, Kept, Model, Why } from './types.d.ts' */

const REFUSED = ['SecurityError', 'NotAllowedError', 'InvalidStateError'] // what a browser fails with that keeps nothing for a page
const FROM = 'from' // in the state of an entry of the history
const ASKED = 'cx-maturity/asked'
const FLURRY = 1_500 // ms without a change; then a screen reader is told that they are saved

/**
 * @param {(event: Event) => void} dispatch
 * @param {{
 *   model: Model,
 *   setup: Setup,
 *   others: Others,
 *   site: string,
 *   journal: ReturnType<typeof openJournal>,
 *   titleOf: (kept: Kept) => string,
 *   announce: (what: 'saved' | 'told') => void,
 *   goToReport: (attended: boolean) => void,
 *   goToNotice: (kind: string) => void,
 *   goToLink: () => void,
 *   goToTop: () => void,
 *   goToStop: (at: string, attended: boolean, from?: string) => void,
 * }} parts
 * @returns {(effect: Effect) => void}
 */
export function carrying(dispatch, { model, setup, journal, others, site, titleOf, announce, goToReport, goToNotice, goToLink, goToTop, goToStop }) {
  const store = openStore(model, journal, {
    elsewhere: (id) => dispatch({ type: 'elsewhere', id }),
    superseded: () => dispatch({ type: 'superseded' }),
    // In the background the browser would only close it again; a page that comes to the front reads in any case.
    changed: () => document.hidden || dispatch({ type: 'returned' }),
    alone: () => dispatch({ type: 'lacking', what: 'channel' }),
  })
  const scorer = openScorer(setup, site, {
    progress: (percent) => dispatch({ type: 'scorer-progress', percent }),
    ready() {
      if (!performance.getEntriesByName('cx:scorer-ready').length) performance.mark('cx:scorer-ready')
      dispatch({ type: 'scorer-ready' })
    },
    over: (kind, asked) => dispatch({ type: 'scorer-over', kind, asked }),
  })
  /** @type {Map<string, ReturnType<typeof setTimeout>>} */
  const timers = new Map()

  /**
   * @param {string} name a later timer of the same name takes the place of an earlier one
   * @param {number} after
   * @param {() => void} work
   */
  function later(name, after, work) {
    clearTimeout(timers.get(name))
    timers.set(name, setTimeout(work, after))
  }

  const answer = answering(dispatch)

  /** @param {string | null} id */
  const leftOf = (id) => ofOne(journal.others(), id, id === null).filter(({ version }) => version === model.version)

  return (effect) => {
    switch (effect.type) {
      case 'sync':
        return answer(
          store.sync(effect.change, effect).then((synced) => ({ type: 'synced', synced })),
          // What pages left behind is all there is where nothing can be read.
          (error) => ({ type: 'unsynced', why: whyOf(error), left: effect.opening ? journal.adopt(leftOf(effect.id)) : null }),
        )
      case 'journal':
        try {
          return journal.write(effect.change, effect.id)
        } catch (error) {
          console.warn(error)
          return dispatch({ type: 'lacking', what: 'journal' }) // the store keeps it, if only in a moment
        }
      case 'persist':
        return persist().then(
          (kept) => kept || dispatch({ type: 'lacking', what: 'persistence' }),
          (error) => console.warn(error),
        )
      case 'remove':
        return answer(store.remove(effect.id).then(() => ({ type: 'removed' })), () => ({ type: 'unremoved' }))
      case 'forget':
        return answer(
          store.forget(effect.key).then(() => ({ type: 'forgotten', key: effect.key })),
          () => ({ type: 'unforgotten' }),
        )
      case 'start-scorer':
        return scorer.start().catch(() => {}) // its end is told by `over`
      case 'ask': {
        const { id, kind } = effect
        return scorer.request(kind, effect.payload).then(
          (value) => dispatch(/** @type {Event} */ ({ type: 'answered', id, kind, value })),
          (error) => dispatch({ type: 'unanswered', id, kind, error: refusalOf(error) }),
        )
      }
      case 'fetch': {
        const { id, model: other } = effect
        const { framework, crosswalk } = /** @type {Others[string]} */ (others[other])
        return answer(
          Promise.all([textAt(framework, site), textAt(crosswalk, site)]).then(([one, walk]) => ({
            type: 'fetched',
            id,
            model: other,
            texts: { framework: one, crosswalk: walk },
          })),
          (error) => ({ type: 'unfetched', id, kind: error instanceof LoadError ? error.kind : 'load' }),
        )
      }
      case 'later':
        return later(effect.event.type, effect.after, () => dispatch(effect.event))
      case 'announce':
        return later('announce', effect.what === 'saved' ? FLURRY : 0, () => announce(effect.what))
      case 'read-file':
        return fileRead(effect.id, effect.file).then(dispatch)
      case 'download':
        return downloadJson(effect.name, effect.value)
      case 'download-text':
        return downloadText(effect.name, effect.text)
      case 'download-workbook':
        return downloadWorkbook(effect.name, effect.base64)
      case 'copy':
        // Where the page may not write to the clipboard, the selected text can be copied by hand.
        return Promise.resolve(navigator.clipboard?.writeText(effect.text) ?? Promise.reject(new Error('no clipboard'))).then(
          () => dispatch({ type: 'copied', by: 'script' }),
          () => dispatch({ type: 'copied', by: 'hand' }),
        )
      case 'list-kept':
        return store.others(effect.but).then(
          (kept) => dispatch({ type: 'kept', kept: kept.map((each) => ({ ...each, name: titleOf(each) })) }),
          (error) => console.warn(error), // where nothing can be read, that is told already
        )
      case 'read-kept': {
        const { id, kept } = effect
        return answer(
          store.fileOf(kept).then((file) => ({ type: 'file-read', id, text: JSON.stringify(file) })),
          () => ({ type: 'file-unread', id, reason: 'unread' }),
        )
      }
      case 'clear-address':
        return history.replaceState(history.state, '', location.pathname + location.search)
      case 'name':
        return nameHere(effect.id)
      case 'create':
        return answer(
          store.create(effect.content, effect.of, effect.kept, effect.behind).then((id) => ({ type: 'created', id, place: effect.place })),
          () => ({ type: 'uncreated' }),
        )
      case 'go':
        return location.assign(effect.address)
      case 'leave':
        return location.replace(effect.address)
      case 'print':
        return printPart(effect.part)
      case 'address':
        return addressed(effect.hash, effect.instead)
      case 'back':
        if (history.state?.[FROM] === effect.hash || (effect.anywhere && history.state?.[FROM] !== undefined)) return history.back()
        return dispatch({ type: 'lead', hash: effect.hash })
      case 'go-to-stop':
        return goToStop(effect.at, effect.attended, effect.from)
      case 'keep-view':
        return keepView(effect.all)
      case 'go-to-report':
        return goToReport(effect.attended)
      case 'go-to-notice':
        return goToNotice(effect.kind)
      case 'go-to-link':
        return goToLink()
      case 'go-to-top':
        return goToTop()
      case 'reload':
        return location.reload()
    }
  }
}

/**
 * Have the address name a place on the page: in an entry of its own in the history, which knows the one before it, so that Back leads to
 * where one was.
 * @param {string} hash
 * @param {boolean} [instead] of what it names now
 */
function addressed(hash, instead = false) {
  if (location.hash === hash) return
  const address = location.pathname + location.search + hash
  if (instead) history.replaceState(history.state, '', address)
  else history.pushState({ ...history.state, [FROM]: location.hash }, '', address)
}

/**
 * Ask the browser not to clear what is kept, once on this device: some put the question to their owner.
 * @returns {Promise<boolean>} whether there is nothing more to be said of it
 */
async function persist() {
  if (await navigator.storage?.persisted?.()) return true
  if (localStorage.getItem(ASKED)) return true
  localStorage.setItem(ASKED, 'yes')
  return (await navigator.storage?.persist?.()) ?? false
}

/**
 * @param {unknown} error
 * @returns {Why}
 */
function whyOf(error) {
  if (error instanceof Outdated) return 'outdated'
  if (error instanceof Gone) return 'gone'
  if (error instanceof Blocked) return 'blocked'
  const { name } = /** @type {Error} */ (error)
  if (name === 'QuotaExceededError') return 'full'
  return REFUSED.includes(name) ? 'refused' : 'failed'
}
