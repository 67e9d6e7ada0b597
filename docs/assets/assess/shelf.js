// Starts *My assessments*: one state, which `shelf-update.js` leads from event to event, and what shows it. At a first visit nothing is
// written. The scorer starts when a file is there for it to read.

import { addressOf } from './address.js'
import { agoIn, cardOf, stateOf, titleOf } from './cards.js'
import { takeDropped } from './files.js'
import { openKeyboard } from './keyboard.js'
import { html, nothing, render } from './lit-html.js'
import { carrying } from './shelf-effects.js'
import { cards, first, update } from './shelf-update.js'
import { today } from './today.js'
import { catalogue, inWords } from './words.js'

/** @import { Card, Event } from './shelf-types.d.ts' */

const page = /** @type {HTMLElement} */ (document.querySelector('.md-content'))
const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector))
const config = JSON.parse(element('[data-config]').textContent ?? '')
const words = catalogue(config.words)
const input = /** @type {HTMLInputElement} */ (element('[data-action="open"] input'))
const [told, list, none] = [element('[data-told]'), element('[data-kept]'), element('[data-none]')]
const [notes, busy] = [element('[data-notes]'), element('[data-progress]')]
/** @type {Map<string, HTMLElement>} */
const there = new Map()
let state = first(config.models)
const keyboard = openKeyboard()
const carryOut = carrying(dispatch, { setup: config.scorer, site: config.root })

/** @param {Event} event */
function dispatch(event) {
  const [after, effects] = update(state, event, today())
  state = after
  show()
  effects.forEach(carryOut)
}

function show() {
  const kept = cards(state)
  list.hidden = !kept.length
  none.hidden = Boolean(kept.length || state.trouble || state.records === null)
  showCards(kept)
  const said = state.told ? inWords(words, state.told) : ''
  if (told.textContent !== said) told.textContent = said // or it would be said again
  const { percent } = state.scorer
  const reading = state.items.length && !state.scorer.failed ? words('shelf.reading') + (percent && percent < 100 ? ` ${words('collect.progress', { percent })}` : '') : ''
  if (busy.textContent !== reading) busy.textContent = reading
  render(notices(), notes)
  keyboard.drawn()
}

/** @param {Event} event @param {string} [then] what is to have the keyboard once it is there, as a selector */
const acting = (event, then) => () => {
  keyboard.wait(then ? () => page.querySelector(then) : null, document.activeElement)
  for (const menu of /** @type {NodeListOf<HTMLDetailsElement>} */ (list.querySelectorAll('details[open]'))) menu.open = false
  dispatch(event)
}

const OPEN = '[data-action="open"] input' // what stays, below the notices

/** @param {string} id */
const menuOf = (id) => `[data-assessment="${CSS.escape(id)}"] summary`

// Each card has an element of its own, so that what is open in one, or has the focus, stays in it when the order changes.
/** @param {Card[]} kept */
function showCards(kept) {
  const gone = new Set(there.keys())
  let before = /** @type {Element | null} */ (null)
  for (const card of kept) {
    const item = there.get(card.id) ?? Object.assign(document.createElement('li'), { className: 'cx-card cx-shelf__card' })
    item.dataset.assessment = card.id
    there.set(card.id, item)
    gone.delete(card.id)
    render(cardIn(card), item)
    const place = before ? before.nextElementSibling : list.firstElementChild
    if (item !== place) list.insertBefore(item, place)
    before = item
  }
  for (const id of gone) {
    there.get(id)?.remove()
    there.delete(id)
  }
}

/** @param {Card} card */
function cardIn(card) {
  const { id, model, unit, changed, given, open } = card
  const title = titleOf(card, words, today())
  const of = html`<span class="cx-hidden"> ${title}</span>`
  const openable = card.kind === 'ours' || card.kind === 'older'
  const at = (/** @type {string} */ place) => (model ? addressOf(model.questionnaire, id, place) : '')
  const go = html`<a class="md-button md-button--primary" data-continue href=${at(given && open ? `q-${open}` : '')}>${words(open || card.kind === 'older' ? (given ? 'shelf.continue' : 'shelf.begin') : 'shelf.answers')}${of}</a>`
  const result = given ? html`<a class="md-button" data-result href=${at('report')}>${words('shelf.result')}${of}</a>` : nothing
  const about = [unit, model?.name ?? words('shelf.no_model')].filter(Boolean).join(' · ')
  const far = [inWords(words, stateOf(card)), changed ? agoIn(changed, words, today()) : ''].filter(Boolean).join(' · ')
  const menu = menuOf(id) // it has closed, and has the focus again
  const tool = (/** @type {string} */ name, /** @type {() => void} */ act) => html`<button type="button" class="cx-tool" data-do=${name} @click=${act}>${words(`shelf.${name}`)}${of}</button>`
  return html`${state.renaming === id ? naming(card) : html`<h3>${title}</h3>`}
    <p class="cx-shelf__about">${about}</p>
    <p class="cx-shelf__far">${far}</p>
    ${openable ? html`<p class="cx-actions-row">${go}${result}</p>` : nothing}
    <details class="cx-more"><summary>${words('shelf.more')}${of}</summary><p>
      ${openable ? [tool('rename', acting({ type: 'rename', id }, '[name="renamed"]')), tool('copy', acting({ type: 'copy', id, name: words('shelf.copy_of', { name: title }) }, menu))] : nothing}
      ${card.kind === 'ours' && given ? tool('round', acting({ type: 'round', id }, menu)) : nothing}
      ${tool('download', acting({ type: 'download', id }, menu))}${tool('delete', acting({ type: 'delete', id }, '[data-back]'))}
    </p></details>`
}

/** @param {Card} card */
function naming({ id, name }) {
  const back = menuOf(id)
  const save = (/** @type {SubmitEvent} */ event) => {
    event.preventDefault()
    const field = /** @type {HTMLInputElement} */ (/** @type {HTMLFormElement} */ (event.currentTarget).querySelector('input'))
    acting({ type: 'named', id, name: field.value }, back)()
  }
  const key = (/** @type {KeyboardEvent} */ event) => event.key === 'Escape' && acting({ type: 'rename', id: null }, back)()
  return html`<form class="cx-fields" @submit=${save} @keydown=${key}><label>${words('about.name')}<input name="renamed" maxlength="200" autocomplete="off" .value=${name}></label>
    <p class="cx-actions-row"><button class="md-button">${words('shelf.save')}</button> <button type="button" class="cx-tool" @click=${acting({ type: 'rename', id: null }, back)}>${words('action.cancel')}</button></p></form>`
}

function notices() {
  const { trouble, removed, refusals, scorer } = state
  const again = html`<button type="button" class="cx-tool" @click=${acting({ type: 'try-again' }, OPEN)}>${words('action.again')}</button>`
  // A notice keeps line breaks, so none stands between its parts.
  return [
    trouble ? html`<div class="cx-note cx-note--problem" role="alert" data-refused><p>${words(`shelf.trouble.${trouble}`)}</p>${again}</div>` : nothing,
    removed ? html`<div class="cx-note" data-removed><p>${words('shelf.deleted', { name: titleOf(cardOf(removed.value, state.models), words, today()) })} <button type="button" class="cx-tool" data-back @click=${acting({ type: 'bring-back' }, menuOf(removed.id))}>${words('shelf.bring')}</button></p></div>` : nothing,
    scorer.failed ? html`<div class="cx-note cx-note--problem" role="alert"><p>${words('shelf.unscored', { reason: words(`reason.${scorer.failed}`) })}</p>${again}</div>` : nothing,
    ...refusals.map(({ id, text, list: problems, more }) => {
      const lines = [...problems, ...(more ? [words('upload.more', { count: more })] : [])].map((line) => html`<li>${line}</li>`)
      return html`<div class="cx-note cx-note--problem" role="alert" data-refusal><p>${inWords(words, text)}</p>${lines.length ? html`<ul>${lines}</ul>` : nothing}<p><button type="button" class="cx-tool" @click=${acting({ type: 'dismiss', id }, OPEN)}>${words('action.dismiss')}</button></p></div>`
    }),
  ]
}

/** @param {FileList | null | undefined} files */
function taken(files) {
  if (files?.length) dispatch({ type: 'files', files: [...files].map((file) => ({ name: file.name, file })) })
}

function listen() {
  input.addEventListener('change', () => {
    taken(input.files)
    input.value = ''
  })
  takeDropped(taken)
  const name = /** @type {HTMLInputElement} */ (element('[name="unit"]'))
  page.addEventListener('click', (event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest('a[data-start], a[data-start-look]')
    // One that is to open in a tab of its own opens there as it is, which is the current one.
    if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey || state.records === null) return
    event.preventDefault()
    dispatch({ type: 'start', model: link.dataset.start ?? link.dataset.startLook ?? '', name: name.value, place: link.hash.slice(1) })
  })
}

listen()
for (const part of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('[data-enhanced]'))) part.hidden = false
for (const part of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('[data-plain]'))) part.hidden = true
carryOut({ type: 'list' })
page.querySelector('[data-unstarted]')?.remove()
