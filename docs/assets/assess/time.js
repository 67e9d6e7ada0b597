// The result over time on the page: the files beside the answers, and what the scorer says of them together.

import { html, nothing, render } from './lit-html.js'
import { openSlot } from './slot.js'
import { answered, assessment, besides, looking, mineBeside, sameAs, unsaved } from './state.js'
import { dayInWords, inWords } from './words.js'

/** @import { Beside, Event, State } from './types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * @param {HTMLElement} panel
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 */
export function openTime(panel, words, dispatch) {
  const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (panel.querySelector(selector))
  const input = /** @type {HTMLInputElement} */ (element('[data-action="compare"] input'))
  const list = element('[data-beside]')
  const slot = openSlot(element('[data-time-slot]'))

  /** @param {FileList | undefined} files */
  function compare(files) {
    const chosen = [...(files ?? [])].map((file) => ({ name: file.name, file }))
    if (chosen.length) dispatch({ type: 'compare', files: chosen })
  }

  input.addEventListener('change', () => {
    compare(input.files ?? undefined)
    input.value = ''
  })
  panel.addEventListener('dragover', (event) => event.preventDefault())
  panel.addEventListener('drop', (event) => {
    event.preventDefault() // or the browser would open the file in place of the page
    compare(event.dataTransfer?.files)
  })

  /** @param {State} state @param {Beside} entry */
  function row(state, entry) {
    const { id, name, said } = entry
    const same = sameAs(state, entry)
    const about = same ?? said ?? { key: 'time.reading' }
    const kind = said === null ? 'reading' : same ? 'same' : entry.assessment ? 'taken' : 'refused'
    const remove = () => {
      input.focus() // the button goes
      dispatch({ type: 'uncompare', id })
    }
    return html`<li data-file=${kind}><strong>${name}</strong> <span>${typeof about === 'string' ? about : inWords(words, about)}</span>
      <button type="button" class="cx-tool" data-remove @click=${remove}>${words('time.remove')}<span class="cx-hidden"> ${name}</span></button></li>`
  }

  /** @param {State} state */
  function mine(state) {
    const found = mineBeside(state)
    if (!found) return nothing
    const about = found.same ? words('time.same_looking') : dayInWords(words, found.assessment.taken)
    return html`<li data-file=${found.same ? 'same' : 'own'}><strong>${words('time.mine')}</strong> <span>${about}</span></li>
      <li data-file="looking"><strong>${words('time.looking')}</strong> <span>${dayInWords(words, assessment(state).taken)}</span></li>`
  }

  /** @param {State} state */
  function lacking(state) {
    const count = besides(state).length
    if (count > 1) return nothing
    if (!count) return html`<p>${words('time.none')}</p>`
    if (!answered(state)) return html`<p>${words('time.one_file')}</p>`
    if (looking(state)) return html`<p>${words('time.one_link')}</p>`
    const download = () => dispatch({ type: 'download' })
    return html`<p>${words('time.one')}</p>
      <p><button type="button" class="md-button" data-keep @click=${download}>${words('action.download')}</button></p>`
  }

  /** @param {State} state */
  function kept({ kept: all, trend }) {
    const rest = all.filter(({ id }) => !trend.beside.some((each) => each.kept === id))
    const set = (/** @type {import('./types.d.ts').Kept} */ one) => () => {
      input.focus() // the button goes
      dispatch({ type: 'compare-kept', kept: one })
    }
    if (!rest.length) return nothing
    return html`<p>${words('time.kept')}</p><ul class="cx-earlier__kept">${rest.map((one) => html`<li><button type="button" class="cx-tool" data-kept=${one.id} @click=${set(one)}>${one.name}</button></li>`)}</ul>`
  }

  /** @param {State} state */
  function round(state) {
    if (!answered(state) || looking(state) || state.storage.state !== 'open') return nothing
    return html`<p>${words('round.text')}</p>
      <p><button type="button" class="md-button" data-action="next-round" ?disabled=${unsaved(state)} @click=${() => dispatch({ type: 'next-round' })}>${words('round.start')}</button></p>`
  }

  return {
    /**
     * Whether another comparison stands there now.
     * @param {State} state
     */
    show(state) {
      const { html: made, shown, beside } = state.trend
      const rows = [mine(state), ...beside.map((entry) => row(state, entry))].filter((each) => each !== nothing)
      render(html`${rows.length ? html`<ul class="cx-earlier__files">${rows}</ul>` : nothing}${lacking(state)}${kept(state)}${round(state)}`, list)
      return slot.show(made, shown)
    },
  }
}
