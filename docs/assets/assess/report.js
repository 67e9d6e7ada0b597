// Puts the report on the page. It computes nothing: data and HTML come from the scorer.

import { element } from './elements.js'

export function openReport(page, words) {
  const slot = page.querySelector('[data-report-slot]')
  const status = page.querySelector('[data-report-status]')
  const heading = page.querySelector('#heading-report')
  return {
    get shown() {
      return Boolean(slot.querySelector('[data-report]'))
    },

    say(key, values) {
      status.textContent = key ? words(key, values) : ''
    },

    show(html) {
      const unfolded = Boolean(slot.querySelector('details[open]'))
      // The HTML is made by cxcore.render, which escapes every text; the page's policy forbids scripts in it besides.
      slot.innerHTML = html
      for (const fold of slot.querySelectorAll('details')) fold.open = unfolded
      performance.mark('cx:scored')
    },

    empty() {
      slot.replaceChildren(element('p', {}, words('report.empty')))
      status.textContent = ''
    },

    goThere() {
      heading.focus({ preventScroll: true })
      heading.closest('section').scrollIntoView()
    },

    // Whether nobody has moved on from the heading.
    get attended() {
      return document.activeElement === heading
    },
  }
}
