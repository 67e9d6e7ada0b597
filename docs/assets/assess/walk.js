// One question at a time: which part of the page is shown, the bar that leads on and back, and the sheet with the sections. It marks the
// page, and the style sheet shows what is marked: on paper, on a wide screen and without scripts there is all of it.

import { toRow } from './progress.js'
import { asked } from './questions.js'
import { counts, looking, shown } from './state.js'
import { CHECK, RESULT, START, onward, openAt, questionAt, single, stopOf } from './stops.js'
import { countsInWords, inWords } from './words.js'

/** @import { Event, State } from './types.d.ts' */
/** @import { Words } from './words.js' */

const NARROW = '(max-width: 44rem)' // as in assess.css
const LOW = '(max-height: 30rem)'

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 * @param {{ bring: (practice: string) => void, passed: () => number }} form where all are on one page
 */
export function openWalk(page, words, dispatch, { bring, passed }) {
  const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector))
  const root = document.documentElement
  const layout = element('.cx-layout')
  const where = element('[data-where]')
  const [back, next] = ['[data-action="back"]', '[data-action="next"]'].map(element)
  const sheet = /** @type {HTMLDialogElement} */ (element('[data-sheet]'))
  const [list, said, open, toggle] = ['[data-sheet-list]', '[data-sheet-counts]', '[data-leads="open"]', '[data-action="view"]'].map(element)
  const [outline, nav] = ['[data-outline]', '[data-outline] nav'].map(element)
  const questions = /** @type {HTMLElement[]} */ ([...page.querySelectorAll('[data-form] [data-practice]')])
  /** @type {Map<string, HTMLElement>} what is shown at each stop but the first */
  const parts = new Map([...questions.map((part) => /** @type {const} */ ([questionAt(part.dataset.practice ?? ''), part])), [CHECK, element(CHECK)], [RESULT, element(RESULT)]])
  const narrow = matchMedia(NARROW)
  // What was being read before a window changed its width, which moves everything.
  let read = START
  /** @type {State | null} */
  let last = null
  /** @type {(Element | null | undefined)[]} the question that is shown alone, and its section */
  let here = []

  // The stop that is being read where all are on one page: what has passed the upper third of the window last.
  const seen = () => [...parts].findLast(([, part]) => part.getClientRects().length && part.getBoundingClientRect().top < innerHeight / 3)?.[0] ?? START

  back?.addEventListener('click', () => dispatch({ type: 'back' }))
  next?.addEventListener('click', () => dispatch({ type: 'next' }))
  narrow.addEventListener('change', () => {
    // Paper may be as wide as it likes.
    if (!matchMedia('print').matches) dispatch({ type: 'resized', narrow: narrow.matches, seen: read })
  })
  for (const button of page.querySelectorAll('[data-opens-sheet]')) button.addEventListener('click', () => sheet.showModal())
  sheet.addEventListener('click', (event) => {
    const chosen = /** @type {HTMLElement} */ (event.target).closest('a, button')
    if (!chosen || !last) return
    sheet.close()
    if (chosen === toggle) dispatch({ type: 'view', all: !last.view.all, seen: seen() })
    else if (chosen === open) dispatch({ type: 'next-open', passed: passed() })
    else if (chosen.matches('[data-leads="tools"]')) goTo(element('.cx-tools'), element('.cx-tools :is(button, input)'))
    else if (chosen instanceof HTMLAnchorElement && !looking(last)) {
      event.preventDefault()
      dispatch({ type: 'lead', hash: chosen.hash })
    }
  })

  /**
   * @param {Element | null | undefined} part
   * @param {HTMLElement | null | undefined} focus
   */
  function goTo(part, focus) {
    focus?.focus({ preventScroll: true })
    part?.scrollIntoView({ behavior: 'instant' })
  }

  return {
    narrow: narrow.matches,
    seen,

    // The visitor has scrolled.
    follow() {
      read = seen()
    },

    /** @param {State} state */
    show(state) {
      last = state
      const { fields } = shown(state)
      const { kind, practice } = stopOf(state)
      if (single(state)) root.dataset.stop = kind
      else delete root.dataset.stop
      const question = practice && parts.get(state.at)
      if (here[0] !== question) {
        for (const part of here) part?.classList.remove('is-here')
        here = [question, question?.closest('section')]
        for (const part of here) part?.classList.add('is-here')
        if (where) where.textContent = here[1]?.querySelector('h2')?.textContent ?? ''
      }
      const following = onward(state)
      if (back) back.hidden = kind === 'start'
      if (next) next.hidden = !following
      if (next) next.textContent = following ? inWords(words, following.text) : ''

      const place = state.view.narrow ? list : outline
      if (nav?.parentElement !== place && nav) place?.append(nav)
      if (!state.view.narrow && sheet.open) sheet.close()
      if (said) said.textContent = countsInWords(words, counts(asked(state), fields))
      if (open) open.hidden = looking(state) || openAt(state, 0) === null
      if (toggle) toggle.textContent = words(state.view.all ? 'view.one' : 'view.all')
    },

    /**
     * To a stop.
     * @param {string} at
     * @param {boolean} attended whether its visitor wants to go there, and the keyboard with them
     * @param {string} [from] the question that was changed from the list of answers, to whose row they come back
     */
    goThere(at, attended, from) {
      if (from && toRow(page, from)) return
      const one = 'stop' in root.dataset
      const part = parts.get(at)
      if (attended && !one && part?.dataset.practice) return bring(part.dataset.practice)
      const heading = /** @type {HTMLElement | null} */ ((part ?? document).querySelector(part ? 'legend, h2' : 'h1'))
      heading?.setAttribute('tabindex', '-1')
      // The question is said, and after it its number: nothing else tells of it.
      if (one && part?.dataset.practice) heading?.setAttribute('aria-describedby', 'cx-progress')
      // A low screen is left to the question itself.
      goTo(one && part && !matchMedia(LOW).matches ? layout : part, attended ? heading : null)
      if (!part && attended) scrollTo({ top: 0, behavior: 'instant' })
    },
  }
}
