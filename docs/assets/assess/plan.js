// The plan on the page: the stage to reach, what its reader wants of each step, and the plan as tasks to take along. Nothing of that
// is an answer.

import { draw } from './draw.js'
import { openKeyboard } from './keyboard.js'
import { html, nothing } from './lit-html.js'
import { openSlot } from './slot.js'
import { wishOf } from './wish.js'

/** @import { Event, Form, State, Wish } from './types.d.ts' */
/** @import { Words } from './words.js' */

const RAISED = '.cx-report__steps li'
const PARTS = ['knowledge', 'time', 'resources']
const CONTROLS = '.cx-wish :is(input, button, select, summary)'
const FORMS = /** @type {Form[]} */ (['text', 'calendar', 'jira', 'azure-boards', 'github-projects', 'planner'])

/**
 * @param {HTMLElement} panel
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 */
export function openPlan(panel, words, dispatch) {
  const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (panel.querySelector(selector))
  const target = /** @type {HTMLSelectElement} */ (element('[name="target"]'))
  const slot = openSlot(element('[data-plan-slot]'))
  const outlook = element('[data-outlook]')
  const without = element('[data-without]')
  const along = element('[data-along]')

  const keyboard = openKeyboard({ preventScroll: true })
  let fresh = false // the plan has just been told anew

  /** @param {Partial<Wish>} wish */
  const planned = (wish) => dispatch({ type: 'planned', wish })
  const valueOf = (/** @type {globalThis.Event} */ { currentTarget }) => /** @type {HTMLInputElement} */ (currentTarget).value
  target.addEventListener('change', () => planned({ target: Number(target.value), done: [] }))

  /**
   * What may be said of a step: as if it were done, who leads it, what it takes here, and that it is not to be taken. What is open is
   * to be found out: nobody leads it.
   * @param {string} practice
   * @param {string} name
   * @param {boolean} raised
   * @param {Wish} wish
   */
  function wishes(practice, name, raised, { done, excluded, efforts, owners }) {
    const said = html`<span class="cx-hidden"> ${name}</span>`
    const effort = efforts[practice]
    const ticked = (/** @type {globalThis.Event} */ { currentTarget }) =>
      planned({ done: withOrWithout(done, practice, /** @type {HTMLInputElement} */ (currentTarget).checked) })
    const leave = () => planned({ excluded: withOrWithout(excluded, practice, true), done: withOrWithout(done, practice, false) })
    const named = (/** @type {globalThis.Event} */ event) => planned({ owners: withValue(owners, practice, valueOf(event).trim()) })
    const measured = (/** @type {globalThis.Event} */ { currentTarget }) => {
      const chosen = /** @type {NodeListOf<HTMLSelectElement>} */ (/** @type {HTMLElement} */ (currentTarget).closest('details')?.querySelectorAll('select'))
      const three = [...chosen].map(({ value }) => Number(value))
      if (!three.includes(0)) planned({ efforts: withValue(efforts, practice, three) })
    }
    const choices = PARTS.map((part, i) => {
      const options = ['', 1, 2, 3, 4, 5].map((value) => html`<option value=${value} ?selected=${(effort?.[i] ?? '') === value}>${value}</option>`)
      return html`<label>${words(`plan.effort.${part}`)} <select @change=${measured}>${options}</select></label>`
    })
    const forget = () => planned({ efforts: withValue(efforts, practice, undefined) })
    const owner = owners[practice] ?? ''
    const led = html`<label class=${owner ? 'cx-wish__said' : ''}>${words('plan.owner')}${said} <input type="text" data-owner maxlength="200" .value=${owner} @change=${named}></label>`
    return html`<label><input type="checkbox" data-done .checked=${done.includes(practice)} @change=${ticked}> ${words('plan.done')}${said}</label>
      ${raised ? led : nothing}
      <button type="button" class="cx-tool" data-leave @click=${leave}>${words('plan.leave')}${said}</button>
      <details class="cx-effort" ?open=${Boolean(effort)}><summary>${words('plan.effort')}${said}</summary>
        <p>${choices} ${words('plan.effort.help')}
        ${effort ? html`<button type="button" class="cx-tool" @click=${forget}>${words('plan.effort.forget')}</button>` : nothing}</p>
      </details>`
  }

  return {
    /**
     * Whether another plan stands there now.
     * @param {State} state
     */
    show(state) {
      const { plan, model } = state
      const wish = wishOf(state)
      attend()
      fresh = slot.show(plan.html, plan.shown)
      if (plan.order !== null && target.value !== String(plan.order)) target.value = String(plan.order)
      if (outlook.textContent !== plan.outlook) outlook.textContent = plan.outlook
      const steps = /** @type {NodeListOf<HTMLElement>} */ (slot.element.querySelectorAll('li[data-practice]'))
      for (const step of steps) {
        const practice = step.dataset.practice ?? ''
        const place = step.querySelector('.cx-wish') ?? step.appendChild(Object.assign(document.createElement('div'), { className: 'cx-wish' }))
        const name = model.practices.find(({ id }) => id === practice)?.name ?? practice
        draw(wishes(practice, name, step.matches(RAISED), wish), /** @type {HTMLElement} */ (place), JSON.stringify(wish))
      }
      const back = (/** @type {string} */ practice) => () => planned({ excluded: withOrWithout(wish.excluded, practice, false) })
      const rows = model.practices
        .filter(({ id }) => wish.excluded.includes(id))
        .map(({ id, name }) => html`<li>${name} <button type="button" class="cx-tool" data-take-back data-practice=${id} @click=${back(id)}>${words('plan.take_back')}<span class="cx-hidden"> ${name}</span></button></li>`)
      draw(rows.length ? html`<p>${words('plan.without')}</p><ul>${rows}</ul>` : nothing, without, wish.excluded.join())
      const work = slot.element.querySelector(RAISED) !== null
      draw(work ? takingAlong(wish, state.today) : nothing, along, `${work} ${wish.begins} ${state.today}`)
      keyboard.drawn()
      return fresh
    },
  }

  /**
   * Whoever is at a control of a step, or at that which takes the step back, is there again when the plan has been told anew: where that
   * control has gone, at the other one.
   */
  function attend() {
    const control = document.activeElement
    const step = control && panel.contains(control) ? /** @type {HTMLElement | null} */ (control.closest('[data-practice]')) : null
    if (!control || !step) return
    const there = `[data-practice="${CSS.escape(step.dataset.practice ?? '')}"]`
    const at = [...step.querySelectorAll(CONTROLS)].indexOf(control)
    keyboard.wait(() => {
      const controls = /** @type {NodeListOf<HTMLElement>} */ (slot.element.querySelectorAll(`${there} ${CONTROLS}`))
      const other = /** @type {HTMLElement | null} */ (without.querySelector(`button${there}`))
      return controls[at] ?? other ?? controls[0] ?? (fresh ? target : null)
    })
  }

  /**
   * @param {Wish} wish
   * @param {string} today
   */
  function takingAlong({ begins }, today) {
    const options = FORMS.map((form) => html`<option value=${form}>${words(`plan.form.${form}`)}</option>`)
    const begun = (/** @type {globalThis.Event} */ event) => planned({ begins: valueOf(event) })
    const take = () => dispatch({ type: 'take-plan', form: /** @type {Form} */ (/** @type {HTMLSelectElement} */ (along.querySelector('[name="form"]')).value) })
    return html`<h3>${words('plan.take')}</h3>
      <div class="cx-fields">
        <label>${words('plan.begins')} <input type="date" name="begins" max="9999-12-31" .value=${begins || today} @change=${begun}></label>
        <label>${words('plan.form')} <select name="form">${options}</select></label>
      </div>
      <p class="cx-actions-row"><button type="button" class="md-button" data-take @click=${take}>${words('plan.download')}</button>
        <button type="button" class="md-button" @click=${() => dispatch({ type: 'print', part: 'tab' })}>${words('plan.print')}</button></p>`
  }
}

/**
 * @param {readonly string[]} list
 * @param {string} each
 * @param {boolean} there
 */
const withOrWithout = (list, each, there) => [...list.filter((other) => other !== each), ...(there ? [each] : [])]

/**
 * @template T
 * @param {{ readonly [key: string]: T }} object
 * @param {string} key
 * @param {T | undefined} value nothing, or an empty text, takes the key out
 */
const withValue = (object, key, value) => {
  const { [key]: _, ...others } = object
  return value ? { ...others, [key]: value } : others
}
