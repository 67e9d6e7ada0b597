// How far the questionnaire has been filled in: in words, section by section, and as a list of all answers.

import { draw } from './draw.js'
import { html, nothing } from './lit-html.js'
import { fieldOf, unconfirmed } from './round.js'
import { asked, quick } from './questions.js'
import { counts, looking, shown } from './state.js'
import { numberOf, questionAt, single, stopOf } from './stops.js'
import { countsInWords } from './words.js'

/** @import { State } from './types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * Back to a question's row in the list of all answers, from which it was changed. Gives whether it has one.
 * @param {HTMLElement} page
 * @param {string} at
 */
export function toRow(page, at) {
  const row = /** @type {HTMLElement | null} */ (page.querySelector(`[data-check] [href="${at}"]`))
  row?.focus({ preventScroll: true })
  row?.scrollIntoView({ block: 'center', behavior: 'instant' })
  return row !== null
}

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(practice: string) => void} goTo
 */
export function openProgress(page, words, goTo) {
  const line = /** @type {HTMLElement} */ (page.querySelector('[data-progress]'))
  const bar = /** @type {HTMLProgressElement} */ (page.querySelector('[data-progress-bar]'))
  const next = /** @type {HTMLButtonElement} */ (page.querySelector('[data-action="next-open"]'))
  const check = /** @type {HTMLElement} */ (page.querySelector('[data-check]'))
  const steps = /** @type {HTMLElement[]} */ ([...page.querySelectorAll('[data-step]')])
  let listed = '' // what the list of answers says
  // The way through the page: the sections, then the list of answers and the result.
  const stops = /** @type {HTMLAnchorElement[]} */ ([...page.querySelectorAll('.cx-steps a')]).map((link) => ({
    link,
    part: /** @type {HTMLElement} */ (page.querySelector(link.hash)),
  }))

  /** @param {State} state */
  function inWords(state) {
    const count = counts(asked(state), shown(state).fields)
    const given = countsInWords(words, count)
    const { length } = asked(state).practices
    const said = looking(state) ? given : quick(state) ? words('quick.progress', { done: length - count.open, count: length }) : words('assess.progress', { section: Math.min(Math.max(partOf(state), 0), steps.length - 1) + 1, sections: steps.length, counts: given })
    const open = unconfirmed(state.model, shown(state).fields).length
    return open ? words('round.progress', { progress: said, count: open }) : said
  }

  // What stands in the bar. A narrow one has no room for more than one thing.
  /** @param {State} state */
  function atHand(state) {
    const model = asked(state)
    if (single(state) && numberOf(state)) return words('assess.number', { number: numberOf(state), all: model.practices.length })
    if (!state.view.narrow || looking(state) || quick(state)) return inWords(state)
    const open = words('counts.open', { count: counts(model, shown(state).fields).open })
    const unsure = unconfirmed(model, shown(state).fields).length
    return unsure ? words('round.progress', { progress: open, count: unsure }) : open
  }

  // The part of the way that is being read.
  /** @param {State} state */
  function partOf(state) {
    if (!single(state)) return state.place.stop
    const { kind, practice } = stopOf(state)
    return kind === 'question' ? steps.findIndex(({ dataset }) => dataset.step === practice?.section) : { start: -1, check: steps.length, result: steps.length + 1 }[kind]
  }

  /** @param {State} state */
  function list(state) {
    const model = asked(state)
    const { fields } = shown(state)
    const given = counts(model, fields)
    /** @param {string} practice */
    const leading = (practice) => (/** @type {MouseEvent} */ event) => {
      event.preventDefault() // the browser would bring the question into view and leave the keyboard behind
      goTo(practice)
      if (!single(state)) wayBack(practice)
    }
    /** @param {State['model']['practices'][number]} practice */
    const row = ({ id, name, choices }) => {
      const choice = fields.get(id)
      return html`<tr class=${choice ? '' : 'is-open'}>
        <th scope="row">${name}</th>
        <td>${choice ? choices.get(choice) : words('answer.unanswered')}${choice && fields.has(fieldOf(id)) ? ` (${words('round.mark')})` : nothing}</td>
        <td><a href="#q-${id}" @click=${leading(id)}>${words(choice ? 'action.change' : 'action.answer')}<span class="cx-hidden"> ${name}</span></a></td>
      </tr>`
    }
    const parts = steps.map(({ dataset, firstElementChild }) => {
      const practices = model.practices.filter(({ section }) => section === dataset.step)
      if (!practices.length) return nothing
      return html`<tbody><tr class="cx-answers__section"><th scope="rowgroup" colspan="3">${firstElementChild?.textContent} <span>${countsInWords(words, counts(model, fields, dataset.step))}</span></th></tr>${practices.map(row)}</tbody>`
    })
    const heads = ['check.practice', 'check.answer', 'check.change'].map((key) => html`<th scope="col">${words(key)}</th>`)
    return html`<p>${words('check.counts', { counts: countsInWords(words, given) })} ${given.open ? words('check.open') : ''}</p>
      <table class="cx-answers"><thead><tr>${heads}</tr></thead>${parts}</table>`
  }

  // Where all are on one page, the question that is changed has a way back to its row.
  /** @param {string} practice */
  function wayBack(practice) {
    page.querySelector('.cx-return')?.remove()
    const link = Object.assign(document.createElement('a'), { href: '#check', textContent: words('action.to_check') })
    link.addEventListener('click', (event) => {
      event.preventDefault()
      link.parentElement?.remove()
      toRow(page, questionAt(practice))
    })
    const place = Object.assign(document.createElement('p'), { className: 'cx-return' })
    place.append(link)
    page.querySelector(`#q-${practice} fieldset`)?.after(place)
  }

  return {
    inWords,

    /** @param {State} state */
    show(state) {
      const { view } = state
      const model = asked(state)
      const part = partOf(state)
      const { fields } = shown(state)
      line.textContent = atHand(state)
      bar.max = model.practices.length
      bar.value = bar.max - counts(model, fields).open
      next.disabled = !counts(model, fields).open
      page.classList.toggle('is-blank', bar.value === 0)
      for (const step of steps) {
        const item = /** @type {HTMLElement} */ (step.closest('li'))
        item.hidden = !model.practices.some(({ section }) => section === step.dataset.step)
        const given = counts(model, fields, step.dataset.step)
        const count = /** @type {HTMLElement} */ (step.querySelector('[data-step-count]'))
        // The sheet of a narrow screen has room for all of it. Where nothing is open, a tick is quieter than the words.
        const said = view.narrow ? countsInWords(words, given) : words('counts.open', { count: given.open })
        if (given.open || view.narrow) count.textContent = said
        else count.replaceChildren('✓', Object.assign(document.createElement('span'), { className: 'cx-hidden', textContent: ` ${said}` }))
        step.classList.toggle('is-complete', !given.open)
      }
      for (const [i, { link }] of stops.entries()) {
        if (i === part) link.setAttribute('aria-current', 'step')
        else link.removeAttribute('aria-current')
      }
      // It is long, and out of sight while somebody answers.
      const key = `${single(state)} ${model.practices.map(({ id }) => `${id} ${fields.get(id)} ${fields.has(fieldOf(id))}`).join()}`
      if (key !== listed) draw(list(state), check, key)
      listed = key
    },

    // What is being read is the part whose top has passed the upper third of the window last. What is looked at stands in another
    // order, and not all of it is there.
    place() {
      const tops = stops.map(({ part }) => (part.getClientRects().length ? part.getBoundingClientRect().top : Infinity))
      const passed = tops.filter((top) => top < innerHeight / 3)
      const stop = Math.max(0, tops.indexOf(Math.max(...passed)))
      return { stop, section: Math.min(stop, steps.length - 1) }
    },
  }
}
