// At the head of the page: which assessment it is of, and what a visitor who comes back is offered: the first question that is still
// without an answer, or whose answer of an earlier round is not confirmed, which may be many screens below; or the result.

import { NAME } from './answers.js'
import { html, nothing, render } from './lit-html.js'
import { asked } from './questions.js'
import { ROUND, firstToDo, unconfirmed } from './round.js'
import { someAnswered, looking, own } from './state.js'
import { dayInWords } from './words.js'

/** @import { State } from './types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(practice: string) => void} goTo
 */
export function openResume(page, words, goTo) {
  const place = /** @type {HTMLElement} */ (page.querySelector('[data-resume]'))
  const which = /** @type {HTMLElement} */ (page.querySelector('[data-which]'))
  const unit = /** @type {HTMLElement} */ (which.querySelector('strong'))
  const open = /** @type {HTMLElement} */ (page.querySelector('[data-round="open"]'))
  const result = /** @type {HTMLElement} */ (page.querySelector('[data-round="result"]'))
  /** @type {boolean | null} whether something was there when the page opened; later it would only move what is being read */
  let back = null
  let kept = false

  /** @param {State} state */
  function offered(state) {
    const model = asked(state)
    const { fields } = own(state)
    if (!someAnswered(model, fields)) return nothing // all was deleted
    const at = firstToDo(model, fields)
    const practice = model.practices[at]
    if (!practice) return html`<a class="md-button md-button--primary" href="#report">${words('resume.result')}</a>`
    const go = (/** @type {MouseEvent} */ event) => {
      event.preventDefault() // the browser would bring the question into view and leave the keyboard behind
      goTo(practice.id)
    }
    return html`<a class="md-button md-button--primary" href="#q-${practice.id}" @click=${go}>${words('resume.at', { number: at + 1 })}</a>`
  }

  return {
    /** @param {State} state */
    show(state) {
      if (state.storage.state === 'opening') return
      if (back === null) {
        back = someAnswered(state.model, own(state).fields)
        kept = state.storage.known !== null
      }
      place.hidden = !back || looking(state)
      render(place.hidden ? nothing : offered(state), place)
      const { fields } = own(state)
      which.hidden = !kept || looking(state)
      const name = fields.get(NAME) ?? ''
      if (unit.textContent !== name) unit.textContent = name
      const day = fields.get(ROUND)
      const count = looking(state) ? 0 : unconfirmed(state.model, fields).length
      for (const [line, key] of /** @type {const} */ ([[open, 'round.open'], [result, 'round.result']])) {
        line.hidden = !count
        const text = count && day ? words(key, { count, day: dayInWords(words, day) }) : ''
        if (line.textContent !== text) line.textContent = text
      }
    },
  }
}
