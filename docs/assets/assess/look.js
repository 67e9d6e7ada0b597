// The quick look on the page: the way into it, what it is, and from its result the way on to all other questions. Until an answer is kept
// with it, that one is wanted is known by the entry of the browser's history alone, so that a page which is loaded anew asks the same.

import { canLook, quick } from './questions.js'
import { looking, own } from './state.js'

/** @import { Event, State } from './types.d.ts' */
/** @import { Words } from './words.js' */

/** Whether a quick look was wanted when the browser left this entry of its history. */
export const lookWanted = () => history.state?.quick === true

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 */
export function openLook(page, words, dispatch) {
  const [offer, note] = /** @type {(HTMLElement | null)[]} */ (['offer', 'on'].map((name) => page.querySelector(`[data-look="${name}"]`)))
  const result = /** @type {HTMLElement} */ (page.querySelector('[data-report-slot]'))
  const rest = document.createElement('p')
  const button = Object.assign(document.createElement('button'), { type: 'button', className: 'md-button md-button--primary' })
  button.dataset.action = 'rest'
  rest.className = 'cx-actions-row cx-rest'
  rest.append(button)

  button.addEventListener('click', () => dispatch({ type: 'rest' }))
  note?.querySelector('button')?.addEventListener('click', () => {
    dispatch({ type: 'all-questions' })
    offer?.querySelector('a')?.focus() // the button has gone
  })

  return {
    /** @param {State} state */
    show(state) {
      if (lookWanted() !== state.quick) history.replaceState({ ...history.state, quick: state.quick }, '')
      const { fields } = own(state)
      const on = quick(state)
      if (offer) offer.hidden = looking(state) || on || !canLook(state.model, fields)
      if (note) note.hidden = looking(state) || !on
      const count = state.model.practices.filter(({ id }) => !fields.has(id)).length
      const text = words('quick.rest', { count })
      if (button.textContent !== text) button.textContent = text
      // Below what the result leads with, wherever the scorer has put that.
      const head = on && !looking(state) && count ? result.querySelector('.cx-report__head') : null
      if (!head) rest.remove()
      else if (rest.previousElementSibling !== head) head.after(rest)
    },
  }
}
