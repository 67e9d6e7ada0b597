// What the page says beside the form: the state of saving, notices of what went wrong, and questions before something is
// lost. Sighted visitors see every state at once; a screen reader is told when a flurry of changes is over.

import { draw } from './draw.js'
import { takeAway } from './keyboard.js'
import { html, nothing } from './lit-html.js'
import { notices } from './notices.js'
import { countsIn, present, savingOf } from './state.js'
import { countsInWords, inWords } from './words.js'

/** @import { Event, Notice, Question, State } from './types.d.ts' */
/** @import { Words } from './words.js' */

const GONE = -1 // no question's number

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 * @param {(practice: string) => void} goTo
 */
export function openVoice(page, words, dispatch, goTo) {
  const line = /** @type {HTMLElement} */ (page.querySelector('[data-saved]'))
  const announcer = /** @type {HTMLElement} */ (page.querySelector('[data-announcer]'))
  const place = /** @type {HTMLElement} */ (page.querySelector('[data-notices]'))
  const dialog = /** @type {HTMLDialogElement} */ (page.querySelector('[data-dialog]'))
  const promise = /** @type {HTMLElement} */ (page.querySelector('[data-promise]'))
  const share = shareDialog(page, words, dispatch)
  /** @type {Map<string, { cause: number, element: HTMLElement, from: Element | null }>} `from` had the keyboard before it was brought there */
  const there = new Map()
  /** @type {number | null} the question that the dialog shows */
  let asking = null
  /** @type {State | null} */
  let last = null

  dialog.addEventListener('close', () => {
    const id = asking
    asking = null
    // Closing the dialog in any other way than by its button means no.
    if (id !== null && id !== GONE) dispatch({ type: 'decided', id, yes: dialog.returnValue === 'yes' })
    else if (last) ask(last)
  })

  return {
    /** @param {State} state */
    show(state) {
      const { state: looks, text } = savingOf(state)
      const saved = text ? inWords(words, text) : ''
      if (line.textContent !== saved) line.textContent = saved
      if (line.dataset.state !== looks) line.dataset.state = looks
      promise.hidden = state.storage.state !== 'open' // it is made only where it is kept
      showNotices(notices(state))
      last = state
      ask(state)
      share.show(state)
    },

    /** @param {string} text */
    announce(text) {
      announcer.textContent = text
    },

    /** @param {string} kind */
    goTo(kind) {
      const notice = there.get(kind)
      if (notice) notice.from = document.activeElement
      notice?.element.scrollIntoView({ block: 'nearest' })
      place.focus({ preventScroll: true }) // what was chosen may be far away now, and what can be done is here
    },
  }

  // Each notice has an element of its own, so that a screen reader, which an alert interrupts, hears it once. A notice whose
  // cause has arisen anew is a new alert.
  /** @param {Notice[]} list */
  function showNotices(list) {
    for (const [kind, { cause, element, from }] of there) {
      if (list.some((notice) => notice.kind === kind && notice.cause === cause)) continue
      takeAway(element, from instanceof HTMLElement && from !== document.body && from.checkVisibility() ? from : place)
      there.delete(kind)
    }
    for (const notice of list) {
      const element = there.get(notice.kind)?.element ?? document.createElement('div')
      draw(contentOf(notice), element, JSON.stringify(notice))
      if (there.has(notice.kind)) continue
      element.className = 'cx-note cx-note--problem'
      element.setAttribute('role', 'alert')
      element.dataset.notice = notice.kind
      place.append(element)
      there.set(notice.kind, { cause: notice.cause, element, from: null })
    }
  }

  /** @param {Notice} notice */
  function contentOf({ kind, cause, text, list = [], more = 0, practices = [], actions }) {
    const items = [...list, ...(more ? [words('upload.more', { count: more })] : [])].map((item) => html`<li>${item}</li>`)
    /** @param {string} practice */
    const leading = (practice) => (/** @type {MouseEvent} */ event) => {
      event.preventDefault()
      goTo(practice)
    }
    const links = practices.map(({ id, name }) => html`<li><a href="#q-${id}" @click=${leading(id)}>${name}</a></li>`)
    const buttons = [...actions, { key: 'action.dismiss', event: /** @type {Event} */ ({ type: 'dismiss', kind, cause }) }].map(
      ({ key, event }) => html`<button type="button" class="cx-tool" @click=${() => dispatch(event)}>${words(key)}</button>`,
    )
    const found = items.length || links.length ? html`<ul>${items}${links}</ul>` : nothing
    // A notice keeps the line breaks of a problem, so none stands between its parts.
    return html`<p>${inWords(words, text)}</p>${found}<p class="cx-notice__actions">${buttons}</p>`
  }

  // One question at a time, the first of those that wait. The next is asked when the dialog of this one has closed.
  /** @param {State} state */
  function ask(state) {
    const question = state.questions[0]
    if (asking !== null) {
      if (asking === question?.id || asking === GONE) return
      // Its occasion is gone. What comes after it is asked when the dialog has told that it is closed.
      asking = GONE
      if (dialog.open) dialog.close()
      return
    }
    if (!question) return
    draw(questionOf(question, state), dialog, String(question.id))
    dialog.returnValue = ''
    asking = question.id
    dialog.showModal()
  }

  /**
   * @param {Question} question
   * @param {State} state
   */
  function questionOf({ kind, read }, state) {
    /** @type {{ [name: string]: string | number }} */
    const values = read
      ? { count: Object.keys(read.assessment.responses).length, present: present(state), counts: countsInWords(words, countsIn(state.model, read.assessment)) }
      : {}
    // The second click of a double click belongs to the question before.
    const once = (/** @type {MouseEvent} */ event) => event.detail > 1 && event.preventDefault()
    return html`<form method="dialog">
      <h2 id="cx-dialog-title">${words(`${kind}.title`)}</h2>
      <p>${words(`${kind}.text`, values)}</p>
      <p class="cx-actions-row">
        <button class="md-button md-button--primary ${kind === 'delete' ? 'cx-danger' : ''}" value="yes" @click=${once}>${words(`${kind}.yes`)}</button>
        <button class="md-button" value="no" autofocus>${words('action.cancel')}</button>
      </p>
    </form>`
  }
}

/**
 * A link to these answers, to be copied.
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 */
function shareDialog(page, words, dispatch) {
  const box = /** @type {HTMLDialogElement} */ (page.querySelector('[data-share]'))
  const field = /** @type {HTMLInputElement} */ (box.querySelector('[data-share-link]'))
  const copied = /** @type {HTMLElement} */ (box.querySelector('[data-share-copied]'))
  let last = 0

  box.addEventListener('close', () => dispatch({ type: 'share-closed' }))
  box.querySelector('[data-share-copy]')?.addEventListener('click', () => {
    field.select()
    dispatch({ type: 'copy' })
  })

  return {
    /** @param {State} state */
    show({ offer }) {
      const text = offer?.copied ? words(offer.copied === 'script' ? 'share.copied' : 'share.by_hand') : ''
      if (copied.textContent !== text) copied.textContent = text
      if (!offer || last === offer.id) return
      last = offer.id
      field.value = offer.address
      if (!box.open) box.showModal()
      field.select()
    },
  }
}
