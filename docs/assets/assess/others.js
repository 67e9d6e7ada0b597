// The answers through another model on the page: which one, and a second try where it did not come.

import { otherOf } from './panels.js'
import { openSlot } from './slot.js'

/** @import { Event, State } from './types.d.ts' */

/**
 * @param {HTMLElement} panel
 * @param {(event: Event) => void} dispatch
 */
export function openOthers(panel, dispatch) {
  const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (panel.querySelector(selector))
  const choice = /** @type {HTMLSelectElement | null} */ (panel.querySelector('[name="model"]')) // none, where nothing corresponds
  const again = element('[data-again]')
  const slot = openSlot(element('[data-others-slot]'))

  const see = () => choice && dispatch({ type: 'through', model: choice.value })
  choice?.addEventListener('change', see)
  again.addEventListener('click', () => {
    choice?.focus() // the button goes
    see()
  })

  return {
    /**
     * Whether another result stands there now.
     * @param {State} state
     */
    show(state) {
      const { html, shown, failed } = state.through
      const model = otherOf(state)
      if (choice && model !== null && choice.value !== model) choice.value = model
      again.hidden = !failed
      return slot.show(html, shown)
    },
  }
}
