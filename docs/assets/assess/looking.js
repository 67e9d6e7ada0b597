// Somebody's answers that are looked at: a banner that says so, the result before the form, and the form to be read alone.

import { TAKEN } from './answers.js'
import { draw } from './draw.js'
import { html, nothing } from './lit-html.js'
import { tabOf } from './panels.js'
import { looking, mineBeside, shown } from './state.js'
import { dayInWords } from './words.js'

/** @import { Event, State } from './types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 */
export function openLooking(page, words, dispatch) {
  const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector))
  const [place, form, theirs, result, check] = ['[data-looking]', '[data-form]', '[data-theirs]', '#report', '#check'].map(element)
  const downloads = /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('[data-action="download"], [data-out="file"]'))
  const named = downloads[0]?.textContent ?? ''
  let was = false

  /** @param {State} state */
  function banner(state) {
    const { link } = state
    const close = html`<button type="button" class="md-button" data-action="close-link" @click=${() => dispatch({ type: 'close-link' })}>${words('link.close')}</button>`
    if (!link?.content) {
      const { state: scorer, percent } = state.scorer
      const text = words(scorer === 'failed' ? 'link.waiting' : 'link.opening')
      // Not said aloud, as beside a result.
      const arrived = scorer === 'starting' && percent ? html`<p class="cx-fine">${words('report.progress', { percent })}</p>` : nothing
      return html`<div class="cx-looking"><p role="status">${text}</p>${arrived}<p class="cx-actions-row">${close}</p></div>`
    }
    const { fields, rest } = shown(state)
    const values = { day: dayInWords(words, fields.get(TAKEN) ?? state.today) }
    const keep = html`<button type="button" class="md-button md-button--primary" data-action="keep-link" ?disabled=${link.keeping} @click=${() => dispatch({ type: 'keep-link' })}>${words('link.keep')}</button>`
    const compare = html`<button type="button" class="md-button" data-action="compare-link" @click=${() => dispatch({ type: 'tab', tab: 'time' })}>${words('link.compare')}</button>`
    return html`<section class="cx-looking" data-shared-view tabindex="-1" aria-labelledby="cx-looking">
      <p id="cx-looking"><strong>${words(rest.agreed ? 'link.looking.agreed' : 'link.looking', values)}</strong> ${words('link.nothing')}</p>
      <p class="cx-actions-row">${keep} ${mineBeside(state) ? compare : nothing} ${close}</p>
    </section>`
  }

  // The code stays in the address, so a link within the page is followed without it.
  document.addEventListener('click', (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest?.('a')
    const plain = !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey
    if (!was || !plain || !link?.getAttribute('href')?.startsWith('#')) return
    event.preventDefault()
    const tab = tabOf(link.hash)
    if (tab) return dispatch({ type: 'tab', tab })
    const part = document.getElementById(link.hash.slice(1))
    if (part && part.tabIndex < 0) part.setAttribute('tabindex', '-1')
    part?.focus({ preventScroll: true })
    part?.scrollIntoView()
  })

  return {
    /** @param {State} state */
    show(state) {
      const is = looking(state)
      draw(is ? banner(state) : nothing, /** @type {HTMLElement} */ (place), `${is} ${state.link?.id}`)
      page.classList.toggle('is-looking', is)
      page.classList.toggle('is-opening', is && !state.link?.content)
      if (is === was) return
      was = is
      // What is read first comes first, on paper and for who listens too.
      if (is) theirs?.before(/** @type {HTMLElement} */ (result))
      else check?.after(/** @type {HTMLElement} */ (result))
      if (theirs) theirs.hidden = !is
      for (const each of downloads) each.textContent = is ? words('link.download') : named
      for (const field of /** @type {HTMLFormElement} */ (form).elements) /** @type {HTMLInputElement} */ (field).disabled = is
    },

    /** To the banner, which says what the page shows now. */
    goThere() {
      const view = /** @type {HTMLElement | null} */ (page.querySelector('[data-shared-view]'))
      view?.focus({ preventScroll: true })
      view?.scrollIntoView({ block: 'center' })
    },

    /** To where the page begins, with one's own answers. */
    goToTop() {
      const heading = /** @type {HTMLElement | null} */ (document.querySelector('h1'))
      heading?.setAttribute('tabindex', '-1')
      heading?.focus({ preventScroll: true })
      scrollTo({ top: 0 })
    },
  }
}
