// What can be taken along of the result: lines to paste, a link, paper, tables and the answers themselves.

import { openSlot } from './slot.js'
import { answered } from './state.js'

/** @import { Event, State } from './types.d.ts' */

/**
 * @param {HTMLElement} panel
 * @param {(event: Event) => void} dispatch
 */
export function openTake(panel, dispatch) {
  const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (panel.querySelector(selector))
  const lines = /** @type {HTMLTextAreaElement} */ (element('[data-lines]'))
  const form = /** @type {HTMLSelectElement} */ (element('[name="lines"]'))
  const said = element('[data-said]')
  const off = element('[data-off]')
  const slot = openSlot(element('[data-page-slot]'))
  const all = /** @type {NodeListOf<HTMLButtonElement>} */ (panel.querySelectorAll('[data-take-along] button'))
  const chosen = () => /** @type {'text' | 'markdown'} */ (form.value)
  /** @type {State['short'] | null} */
  let last = null

  /**
   * @param {string} name
   * @param {() => Event} event
   */
  const on = (name, event) => element(`[data-out="${name}"]`).addEventListener('click', () => dispatch(event()))
  on('lines', () => ({ type: 'copy-lines', form: chosen() }))
  on('link', () => ({ type: 'share' }))
  on('page', () => ({ type: 'print', part: 'page' }))
  on('report', () => ({ type: 'print', part: 'report' }))
  on('csv', () => ({ type: 'take-table', form: 'csv' }))
  on('xlsx', () => ({ type: 'take-table', form: 'xlsx' }))
  on('file', () => ({ type: 'download' }))
  form.addEventListener('change', write)
  lines.addEventListener('focus', () => lines.select())

  function write() {
    const text = last?.html ? last[chosen()] : ''
    if (lines.value !== text) lines.value = text
  }

  return {
    /**
     * Whether another result stands there now.
     * @param {State} state
     */
    show(state) {
      const { short, report } = state
      last = short
      write()
      const fresh = slot.show(short.html, short.shown)
      off.hidden = answered(state)
      said.hidden = !answered(state)
      for (const button of all) {
        const { out = '' } = button.dataset
        // What the scorer makes waits for it; the answers themselves do not.
        button.disabled = !answered(state) || (['lines', 'page'].includes(out) && !short.html) || (out === 'report' && !report.html)
      }
      return fresh
    },
  }
}
