// The plan on the page: the stage to reach, and beside each step what its reader may say of it. Nothing of that is an answer.

import { html, nothing, render } from './lit-html.js'
import { openSlot } from './slot.js'

/** @import { Event, Planned, State } from './types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * @param {HTMLElement} panel
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 */
export function openPlan(panel, words, dispatch) {
  const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (panel.querySelector(selector))
  const target = /** @type {HTMLSelectElement} */ (element('[name="target"]'))
  const slot = openSlot(element('[data-plan-slot]'), words('report.empty'))
  const outlook = element('[data-outlook]')
  const without = element('[data-without]')

  /** @param {Partial<Planned>} wish */
  const planned = (wish) => dispatch({ type: 'planned', wish })
  target.addEventListener('change', () => planned({ target: Number(target.value), done: [] }))

  /**
   * @param {readonly string[]} list
   * @param {string} practice
   * @param {boolean} there
   */
  const withOrWithout = (list, practice, there) => [...list.filter((each) => each !== practice), ...(there ? [practice] : [])]

  return {
    /**
     * Whether another plan stands there now.
     * @param {State} state
     */
    show({ plan, model }) {
      const fresh = slot.show(plan.html, plan.shown)
      const { done, excluded } = plan.wish
      if (plan.order !== null && target.value !== String(plan.order)) target.value = String(plan.order)
      if (outlook.textContent !== plan.outlook) outlook.textContent = plan.outlook
      for (const step of /** @type {NodeListOf<HTMLElement>} */ (slot.element.querySelectorAll('li[data-practice]'))) {
        const practice = step.dataset.practice ?? ''
        const place = step.querySelector('.cx-wish') ?? step.appendChild(Object.assign(document.createElement('p'), { className: 'cx-wish' }))
        const name = model.practices.find(({ id }) => id === practice)?.name
        const said = html`<span class="cx-hidden"> ${name}</span>`
        /** @param {{ currentTarget: EventTarget | null }} event */
        const ticked = (event) => planned({ done: withOrWithout(done, practice, /** @type {HTMLInputElement} */ (event.currentTarget).checked) })
        const left = () => planned({ excluded: withOrWithout(excluded, practice, true), done: withOrWithout(done, practice, false) })
        render(
          html`<label><input type="checkbox" data-done .checked=${done.includes(practice)} @change=${ticked}> ${words('plan.done')}${said}</label>
            <button type="button" class="cx-tool" data-leave @click=${left}>${words('plan.leave')}${said}</button>`,
          /** @type {HTMLElement} */ (place),
        )
      }
      const back = (/** @type {string} */ practice) => () => planned({ excluded: withOrWithout(excluded, practice, false) })
      const rows = model.practices
        .filter(({ id }) => excluded.includes(id))
        .map(({ id, name }) => html`<li>${name} <button type="button" class="cx-tool" data-take-back @click=${back(id)}>${words('plan.take_back')}<span class="cx-hidden"> ${name}</span></button></li>`)
      render(rows.length ? html`<p>${words('plan.without')}</p><ul>${rows}</ul>` : nothing, without)
      return fresh
    },
  }
}
