// Starts the scorer as soon as the page has said what it is made of: the form need not wait for the scorer, nor the scorer for
// the form. What it tells before the page listens is told then.

import { openScorer } from './scorer.js'

/** @typedef {NonNullable<Parameters<typeof openScorer>[2]>} Told */

export const config = JSON.parse(document.querySelector('[data-assess] [data-config]')?.textContent ?? '')
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
})

/**
 * Whether 5 MB are not to be fetched before somebody asks for what they are for: the visitor's browser is to save data, or the
 * connection is so slow that they would take many minutes.
 */
export const sparing = (() => {
  const { saveData, effectiveType } = /** @type {any} */ (navigator).connection ?? {}
  return Boolean(saveData) || ['slow-2g', '2g'].includes(effectiveType)
})()

if (!sparing) scorer.start().catch(() => {}) // its end is told by `over`

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
