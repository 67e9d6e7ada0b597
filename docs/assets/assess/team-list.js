// What was sent, as a list: each with who it is from, and what became of it.

import { choiceOf, countsOf } from './answers.js'
import { goOn } from './keyboard.js'
import { html, nothing, render } from './lit-html.js'
import { chosen, gathered } from './team-update.js'
import { countsInWords, inWords } from './words.js'

/** @import { AssessmentFile } from './contract.d.ts' */
/** @import { Event, Item, State } from './team-types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * @param {HTMLElement} place
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 */
export function openList(place, words, dispatch) {
  /** @param {State} state */
  const show = (state) => render(state.items.length ? listOf(state) : nothing, place)
  return { show }

  /** @param {State} state */
  function listOf(state) {
    const twins = gathered(state).filter(({ twin }) => twin)
    const keep = (/** @type {{ currentTarget: EventTarget | null }} */ { currentTarget }) =>
      dispatch({ type: 'keep', keep: /** @type {HTMLInputElement} */ (currentTarget).checked })
    return html`<ul class="cx-sent">${state.items.map((item) => rowOf(item, state))}</ul>
      ${twins.length || state.keep ? html`<p><label><input type="checkbox" name="keep" .checked=${state.keep} @change=${keep}> ${words('collect.keep')}</label></p>` : nothing}`
  }

  /**
   * @param {Item} item
   * @param {State} state
   */
  function rowOf(item, state) {
    const name = nameOf(item, state)
    const { read, refusal, out } = item
    const toggle = html`<button type="button" class="cx-tool" data-out @click=${() => dispatch({ type: 'out', item: item.id, out: !out })}>
      ${words(out ? 'collect.back' : 'collect.out')}<span class="cx-hidden"> ${name}</span></button>`
    const forget = html`<button type="button" class="cx-tool" data-forget @click=${() => forgotten(item)}>
      ${words('collect.forget')}<span class="cx-hidden"> ${name}</span></button>`
    const list = refusal ? [...refusal.list, ...(refusal.more ? [words('upload.more', { count: refusal.more })] : [])] : []
    return html`<li data-sent=${lookOf(item, state)}>
      <p class="cx-sent__name"><strong>${name}</strong> <span>${read ? factsOf(read.assessment, state) : nothing}</span></p>
      <p class="cx-sent__state">${stateOf(item, state)}</p>
      ${list.length ? html`<ul class="cx-fine">${list.map((line) => html`<li>${line}</li>`)}</ul>` : nothing}
      ${read?.reviews.length ? html`<p class="cx-fine">${words('collect.reviews', { names: read.reviews.join(', ') })}</p>` : nothing}
      <p class="cx-sent__actions">${item.state === 'taken' ? toggle : nothing}${item.state === 'waiting' ? nothing : forget}</p>
    </li>`
  }

  /**
   * The row goes, and with the last one the button: the keyboard goes to what is now the last, or to where files are taken.
   * @param {Item} item
   */
  function forgotten(item) {
    dispatch({ type: 'forget', item: item.id })
    const buttons = /** @type {NodeListOf<HTMLElement>} */ (place.querySelectorAll('[data-forget]'))
    goOn([...buttons].at(-1), document.querySelector('[data-action="collect"] input'))
  }

  /**
   * A link has no name of its own; it is called by its place among the links.
   * @param {Item} item
   * @param {State} state
   */
  function nameOf(item, state) {
    return item.name || words('collect.link', { number: state.items.filter(({ name }) => !name).indexOf(item) + 1 })
  }

  /**
   * @param {AssessmentFile} assessment
   * @param {State} state
   */
  function factsOf({ respondent, taken, responses }, state) {
    const given = countsOf(chosen(state).practices, Object.values(responses).map(choiceOf))
    const [year = '', month, day] = taken.split('-')
    const date = words('day', { day: Number(day), month: words(`day.${Number(month)}`), year })
    const group = respondent.group.trim() || words('collect.no_group')
    return [respondent.label.trim(), group, date, countsInWords(words, given)].filter(Boolean).join(' · ')
  }

  /**
   * @param {Item} item
   * @param {State} state
   */
  function stateOf(item, state) {
    const { madeFor, refusal, twin } = item
    if (refusal) return inWords(words, refusal.text)
    if (item.state === 'waiting') return words('collect.waiting')
    if (item.state === 'foreign') {
      const other = state.models.find(({ id }) => id === madeFor?.id)?.name ?? madeFor?.id ?? ''
      return words('collect.foreign', { other, model: chosen(state).name })
    }
    if (item.out) return words('collect.is_out')
    const counted = state.items.find(({ id }) => id === twin?.counted)
    if (twin && counted) {
      const said = words(twin.copy ? 'collect.copy' : 'collect.person', { other: nameOf(counted, state) })
      return `${said} ${words(state.keep ? 'collect.both' : 'collect.once')}`
    }
    if (item.read?.assessment.agreed) return words('collect.agreed')
    const forward = madeFor && item.read && madeFor.version !== item.read.assessment.framework.version
    return forward ? words('collect.forward', { version: madeFor.version }) : words('collect.taken')
  }
}

/**
 * @param {Item} item
 * @param {State} state
 */
function lookOf({ state, out, twin }, { keep }) {
  if (state !== 'taken') return state
  return out ? 'out' : twin && !keep ? 'twin' : 'taken'
}
