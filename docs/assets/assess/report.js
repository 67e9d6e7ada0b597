// The result on the page, in its tabs. It computes nothing: what the tabs show comes from the scorer.

import { TABS, panelOf } from './panels.js'
import { openOthers } from './others.js'
import { openPlan } from './plan.js'
import { openSlot } from './slot.js'
import { looking } from './state.js'
import { openTake } from './take.js'
import { openTime } from './time.js'
import { inWords } from './words.js'

/** @import { Event, State, Tab } from './types.d.ts' */
/** @import { Words } from './words.js' */

/**
 * @param {HTMLElement} page
 * @param {Words} words
 * @param {(event: Event) => void} dispatch
 */
export function openReport(page, words, dispatch) {
  const element = (/** @type {string} */ selector) => /** @type {HTMLElement} */ (page.querySelector(selector))
  const status = element('[data-report-status]')
  const progress = element('[data-report-progress]')
  const heading = element('#heading-report')
  const outlined = element('[data-outline] [href="#report"] span')
  const title = heading.textContent
  const list = element('[role="tablist"]')
  const tabs = new Map(TABS.map((tab) => [tab, { link: element(`[data-tab="${tab}"]`), panel: element(`[data-panel="${tab}"]`) }]))
  const result = openSlot(element('[data-report-slot]'))
  const plan = openPlan(element('[data-panel="plan"]'), words, dispatch)
  const time = openTime(element('[data-panel="time"]'), words, dispatch)
  const others = openOthers(element('[data-panel="models"]'), dispatch)
  const take = openTake(element('[data-panel="share"]'), dispatch)

  // The browser would follow the link and leave the keyboard behind.
  for (const [tab, { link }] of tabs) {
    link.addEventListener('click', (event) => {
      event.preventDefault()
      dispatch({ type: 'tab', tab })
    })
  }
  list.addEventListener('keydown', (event) => {
    const at = TABS.findIndex((tab) => tabs.get(tab)?.link === document.activeElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: TABS.length - 1 }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    const tab = /** @type {Tab} */ (TABS.at(to % TABS.length))
    tabs.get(tab)?.link.focus()
    dispatch({ type: 'tab', tab })
  })

  return {
    /** @param {State} state */
    show(state) {
      const { scorer } = state
      // Not said aloud: it changes with every per cent.
      const parts = scorer.state === 'starting' && scorer.percent ? words('report.progress', { percent: scorer.percent }) : ''
      if (progress.textContent !== parts) progress.textContent = parts
      const named = looking(state) ? words('link.result') : title
      for (const each of [heading, outlined]) if (each.textContent !== named) each.textContent = named
      const said = panelOf(state).status
      const text = said ? inWords(words, said) : ''
      if (status.textContent !== text) status.textContent = text // or it would be said again
      for (const [tab, { link, panel }] of tabs) {
        const open = tab === state.tab
        panel.hidden = !open
        link.setAttribute('aria-selected', String(open))
        link.tabIndex = open ? 0 : -1
      }
      // All are put where they belong before anybody is told.
      const fresh = [result.show(state.report.html, state.report.shown), plan.show(state), time.show(state), others.show(state), take.show(state)]
      if (fresh.includes(true)) performance.mark('cx:scored')
    },

    /** @param {boolean} attended only if nobody has moved on from the heading */
    goThere(attended) {
      // Who changes tabs stays at the tab.
      if (list.contains(document.activeElement) || (attended && document.activeElement !== heading)) return
      heading.focus({ preventScroll: true })
      heading.closest('section')?.scrollIntoView()
    },
  }
}
