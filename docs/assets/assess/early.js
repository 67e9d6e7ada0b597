// The scorer as the page found it: started before the page's modules came (at-once.js), or not yet. What it tells before the page
// listens is told then.

import { sparing as mayNotBegin } from './begin.js'
import { openScorer } from './scorer.js'

/** @import { Begun } from './scorer.js' */

/** @typedef {NonNullable<Parameters<typeof openScorer>[2]>} Told */

const said = /** @type {HTMLElement & { begun?: Begun }} */ (document.querySelector('[data-assess] [data-config]'))
export const config = JSON.parse(said.textContent ?? '')
export const sparing = mayNotBegin()
/** @type {Told | null} */
let listener = null
/** @type {((told: Told) => void)[]} */
const early = []

/** @param {(told: Told) => void} say */
const tell = (say) => (listener ? say(listener) : early.push(say))

const scorer = openScorer(config.scorer, config.root, {
  progress: (percent) => tell((told) => told.progress?.(percent)),
  ready() {
    if (!performance.getEntriesByName('cx:scorer-ready').length) performance.mark('cx:scorer-ready')
    tell((told) => told.ready?.())
  },
  over: (kind, asked) => tell((told) => told.over?.(kind, asked)),
}, said.begun ? [said.begun] : [])

/** The form works, so that the scorer may go on or begin. */
export function letStart() {
  if (!sparing) scorer.start().catch(() => {}) // its end is told by `over`
}

/**
 * The scorer, and who is told of it from now on.
 * @param {Told} told
 */
export function heardBy(told) {
  queueMicrotask(() => {
    listener = told
    for (const say of early.splice(0)) say(told)
  })
  return scorer
}
