// Starts the page of a team: one state, which `team-update.js` leads from event to event, and what shows it. Nothing is stored, and
// nothing is sent. The scorer starts when something is there for it to read.

import { html, nothing, render } from './lit-html.js'
import { readyForMargins } from './paper.js'
import { openSlot } from './slot.js'
import { carrying } from './team-effects.js'
import { openList } from './team-list.js'
import { openTalk } from './team-talk.js'
import { chosen, first, update } from './team-update.js'
import { today } from './today.js'
import { catalogue, dayInWords, inWords } from './words.js'

/** @import { Event } from './team-types.d.ts' */

const page = /** @type {HTMLElement} */ (document.querySelector('.md-content'))
const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector))
const config = JSON.parse(element('[data-config]').textContent ?? '')
const words = catalogue(config.words)
const model = /** @type {HTMLSelectElement} */ (element('[name="model"]'))
const invitation = /** @type {HTMLTextAreaElement} */ (element('[data-invitation]'))
const list = openList(element('[data-collected]'), words, dispatch)
const talk = openTalk(page, words, dispatch)
const slot = openSlot(element('[data-result]'))
const [told, progress, trouble] = [element('[data-told]'), element('[data-progress]'), element('[data-trouble]')]
let state = first(config.models, config.root)
const carryOut = carrying(dispatch, { setup: config.scorer, site: config.root })

/** @param {Event} event */
function dispatch(event) {
  const [next, effects] = update(state, event, today())
  state = next
  show()
  effects.forEach(carryOut)
}

function show() {
  if (model.value !== state.model) model.value = state.model
  const { questionnaire = '', minutes = '' } = model.selectedOptions[0]?.dataset ?? {}
  const { href } = new URL(questionnaire, location.href)
  invitation.value = words('invite.letter', { model: chosen(state).name, link: href, minutes })
  list.show(state)
  talk.show(state)
  const { items, asked, scorer, result } = state
  const waiting = items.filter((item) => item.state === 'waiting').length
  const said = state.told && !waiting ? inWords(words, state.told) : ''
  if (told.textContent !== said) told.textContent = said // or it would be said again
  // Not said aloud: it changes with every file and every per cent.
  const starting = scorer.percent && scorer.percent < 100 ? ` ${words('collect.progress', { percent: scorer.percent })}` : ''
  const busy = asked && !scorer.failed ? `${waiting ? words('collect.reading', { count: waiting }) : words('collect.working')}${starting}` : ''
  if (progress.textContent !== busy) progress.textContent = busy
  const again = html`<button type="button" class="cx-tool" @click=${() => dispatch({ type: 'try-again' })}>${words('action.again')}</button>`
  const failed = scorer.failed && words('collect.failed', { reason: words(`reason.${scorer.failed}`) })
  render(failed ? html`<div class="cx-note cx-note--problem" role="alert"><p>${failed}</p>${again}</div>` : nothing, trouble)
  if (slot.show(result.html, result.shown)) performance.mark('cx:scored')
}

/** @param {FileList | null | undefined} files */
function taken(files) {
  if (files?.length) dispatch({ type: 'files', files: [...files].map((file) => ({ name: file.name, file })) })
}

function listen() {
  model.addEventListener('change', () => dispatch({ type: 'model', model: model.value }))
  const drop = element('[data-action="collect"]')
  const input = /** @type {HTMLInputElement} */ (drop.querySelector('input'))
  input.addEventListener('change', () => {
    taken(input.files)
    input.value = ''
  })
  // Beside the place for it a browser would open the file instead of the page, and everything would be gone.
  addEventListener('dragover', (event) => {
    event.preventDefault()
    drop.toggleAttribute('data-over', true)
  })
  for (const type of ['dragleave', 'drop']) addEventListener(type, () => drop.toggleAttribute('data-over', false))
  addEventListener('drop', (event) => {
    event.preventDefault()
    taken(event.dataTransfer?.files)
    const text = event.dataTransfer?.getData('text')
    if (text) dispatch({ type: 'pasted', text })
  })
  addEventListener('beforeunload', (event) => state.unsaved && event.preventDefault())
  const paste = /** @type {HTMLFormElement} */ (element('[data-paste]'))
  const links = /** @type {HTMLTextAreaElement} */ (paste.querySelector('textarea'))
  paste.addEventListener('submit', (event) => {
    event.preventDefault()
    dispatch({ type: 'pasted', text: links.value })
    links.value = ''
  })
  element('[data-copy="invitation"]').addEventListener('click', async () => {
    invitation.select()
    const copied = await (navigator.clipboard?.writeText(invitation.value).then(() => true, () => false) ?? false)
    element('[data-copied]').textContent = words(copied ? 'share.copied' : 'share.by_hand')
  })
}

listen()
readyForMargins(page, location.origin + location.pathname, () => dayInWords(words, today()))
for (const part of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll('[data-enhanced]'))) part.hidden = false
show()
page.querySelector('[data-unstarted]')?.remove()
performance.mark('cx:form-ready')
