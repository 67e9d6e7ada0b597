// What a visitor who comes back is offered at the head of the page: the first question that is still without an answer, which may be many
// screens below, or the result.

import { html, nothing, render } from './lit-html.js'
import { counts, looking, own } from './state.js'

/** @import { State } from './types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(practice: string) => void} goTo
 */
export function openResume(page, words, goTo) {
  const place = /** @type {HTMLElement} */ (page.querySelector('[data-resume]'))
  /** @type {boolean | null} whether something was there when the page opened; later it would only move what is being read */
  let back = null

  /** @param {State} state */
  function offered(state) {
    const { model } = state
    const { fields } = own(state)
    if (!counts(model, fields).given) return nothing // all was deleted
    const at = model.practices.findIndex(({ id }) => !fields.has(id))
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
      back ??= counts(state.model, own(state).fields).given > 0
      place.hidden = !back || looking(state)
      render(place.hidden ? nothing : offered(state), place)
    },
  }
}
