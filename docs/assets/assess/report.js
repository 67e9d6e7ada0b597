// Puts the report on the page. It computes nothing: the HTML comes from the scorer.

import { inWords } from './words.js'

/** @import { State } from './types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * @param {HTMLElement} page
 * @param {Words} words
 */
export function openReport(page, words) {
  const slot = /** @type {HTMLElement} */ (page.querySelector('[data-report-slot]'))
  const status = /** @type {HTMLElement} */ (page.querySelector('[data-report-status]'))
  const progress = /** @type {HTMLElement} */ (page.querySelector('[data-report-progress]'))
  const heading = /** @type {HTMLElement} */ (page.querySelector('#heading-report'))
  let last = 0 // which result is on the page

  return {
    /** @param {State} state */
    show({ report, scorer }) {
      // Not said aloud: it changes with every per cent.
      const parts = scorer.state === 'starting' && scorer.percent ? words('report.progress', { percent: scorer.percent }) : ''
      if (progress.textContent !== parts) progress.textContent = parts
      const text = report.status ? inWords(words, report.status) : ''
      if (status.textContent !== text) status.textContent = text // or it would be said again
      if (report.html === null) {
        if (last) empty()
      } else if (last !== report.shown) {
        put(report.html)
        last = report.shown
      }
    },

    /** @param {boolean} attended only if nobody has moved on from the heading */
    goThere(attended) {
      if (attended && document.activeElement !== heading) return
      heading.focus({ preventScroll: true })
      heading.closest('section')?.scrollIntoView()
    },
  }

  /** @param {string} html */
  function put(html) {
    const unfolded = new Set(folds().filter(([fold]) => fold.open).map(([, place]) => place))
    // The HTML is made by cxcore, which escapes every text; the page's policy forbids scripts in it besides.
    slot.innerHTML = html
    for (const [fold, place] of folds()) fold.open = unfolded.has(place)
    performance.mark('cx:scored')
  }

  /** What can be unfolded, each with its place: the section, and the how manyth in it. A result that changes keeps it open. */
  function folds() {
    /** @type {Map<string, number>} */
    const counts = new Map()
    return [...slot.querySelectorAll('details')].map((fold) => {
      const section = fold.closest('section')?.className ?? ''
      const place = (counts.get(section) ?? 0) + 1
      counts.set(section, place)
      return /** @type {const} */ ([fold, `${section} ${place}`])
    })
  }

  function empty() {
    last = 0
    const line = document.createElement('p')
    line.textContent = words('report.empty')
    slot.replaceChildren(line)
  }
}
